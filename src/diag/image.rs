//! Pictures.

use super::family;

family! {
    alt(src) "image.alt" Warning
        fr "image sans texte alternatif : {src}",
            "décrivez l’image entre les crochets : ![ce que l’on voit](…)",
            "Un lecteur d’écran ne dit rien d’une image sans texte."
        en "image without alternative text: {src}",
            "describe the picture between the brackets: ![what one sees](…)",
            "A screen reader says nothing of a picture without text.";
    missing(src, near) "image.missing" Error
        fr "image introuvable : {src}{near}",
            "ajoutez le fichier, ou corrigez son nom",
            "La page montre un cadre vide à la place."
        en "image not found: {src}{near}",
            "add the file, or correct its name",
            "The page shows an empty frame instead.";
    never_uploaded(count) "image.never-uploaded" Warning
        fr "images du document Google jamais déposées ({count})",
            "exportez-les du document et posez-les dans le dossier images/ à côté du fichier",
            "Le convertisseur nomme des images qu’il n’enregistre pas ; la page montre un cadre à leur place."
        en "pictures of the Google document never uploaded ({count})",
            "export them from the document into the images/ folder beside the file",
            "The converter names pictures that it does not save; the page shows a frame instead.";
    remote(src) "image.remote" Hint
        fr "image chargée depuis un autre site : {src}",
            "lancez « carnet fetch » pour la garder dans le projet",
            "L’autre site voit passer vos lecteurs, et l’image disparaît avec lui."
        en "picture loaded from another site: {src}",
            "run “carnet fetch” to keep it in the project",
            "The other site sees your readers, and the picture vanishes with it.";
    is_page(src) "image.is-page" Warning
        fr "l’image pointe vers une page, pas un fichier : {src}",
            "téléchargez l’image et posez-la dans le dossier de l’équipe",
            "Un navigateur ne peut pas montrer une page à la place d’une image ; carnet en fait un lien."
        en "image address is a page, not a file: {src}",
            "download the picture into the team’s folder",
            "A browser cannot show a page as a picture; carnet makes it a link.";
    unsafe_address(src) "image.unsafe" Error
        fr "adresse d’image non admise : {src}",
            "utilisez un fichier du projet ou une adresse en https:",
            "Une image ne se lit que dans le projet ou par https:."
        en "picture address not allowed: {src}",
            "use a file of the project or an https: address",
            "A picture is read from the project or by https: only.";
    /// Too many pixels to be decoded.
    heavy(src, width, height) "image.heavy" Warning
        fr "image trop grande pour être publiée : {src} ({width} × {height} pixels)",
            "réduisez-la à 4000 pixels de large au plus (Windows : Photos, « Redimensionner » ; Mac : Aperçu, Outils > Ajuster la taille)",
            "Au-delà de 100 millions de pixels, ni carnet ni un téléphone ne peut l’ouvrir ; la page montre un cadre à sa place."
        en "picture too large to be published: {src} ({width} × {height} pixels)",
            "reduce it to 4000 pixels wide at most (Windows: Photos, “Resize”; Mac: Preview, Tools > Adjust Size)",
            "Above 100 million pixels, neither carnet nor a phone can open it; the page shows a frame instead.";
    /// Too many bytes to be read.
    heavy_file(src, megabytes) "image.heavy-file" Warning
        fr "fichier d’image trop lourd pour être publié : {src} ({megabytes} Mo)",
            "enregistrez-le en JPEG, au plus 20 Mo",
            "Un fichier de plus de 100 Mo n’est presque jamais une photo ; la page montre un cadre à sa place."
        en "picture file too heavy to be published: {src} ({megabytes} MB)",
            "save it as JPEG, at most 20 MB",
            "A file of more than 100 MB is hardly ever a photo; the page shows a frame instead.";
    /// An animation or a drawing, published as it is.
    heavy_copy(src, megabytes) "image.heavy-copy" Warning
        fr "animation ou dessin lourd, publié tel quel : {src} ({megabytes} Mo)",
            "raccourcissez l’animation, ou remplacez-la par une image fixe ; pour un dessin, exportez un PNG",
            "carnet allège les photos, pas les animations ni les dessins : sur un téléphone, cette page sera lente."
        en "heavy animation or drawing, published as it is: {src} ({megabytes} MB)",
            "shorten the animation, or use a still picture; for a drawing, export a PNG",
            "carnet lightens photos, not animations nor drawings: on a phone, this page will be slow.";
    heic(src) "image.heic" Warning
        fr "photo d’iPhone (HEIC), que les navigateurs ne montrent pas : {src}",
            "enregistrez-la en JPEG (Windows : Photos, « Enregistrer sous » ; Mac : Aperçu, Fichier > Exporter > JPEG) ; sur l’iPhone : Réglages > Appareil photo > Formats > « Le plus compatible »",
            "Le format HEIC est protégé par des brevets, peu de navigateurs le lisent ; la page montre un cadre à sa place."
        en "iPhone photo (HEIC), which browsers do not show: {src}",
            "save it as JPEG (Windows: Photos, “Save as”; Mac: Preview, File > Export > JPEG); on the iPhone: Settings > Camera > Formats > “Most Compatible”",
            "HEIC is covered by patents and few browsers read it; the page shows a frame instead.";
    format(src, format) "image.format" Warning
        fr "image au format {format}, que carnet ne publie pas : {src}",
            "enregistrez-la en JPEG ou en PNG (Windows : Paint ou Photos, « Enregistrer sous » ; Mac : Aperçu, Fichier > Exporter)",
            "carnet publie les formats JPEG, PNG, GIF, WebP et SVG ; la page montre un cadre à sa place."
        en "picture in the {format} format, which carnet does not publish: {src}",
            "save it as JPEG or PNG (Windows: Paint or Photos, “Save as”; Mac: Preview, File > Export)",
            "carnet publishes JPEG, PNG, GIF, WebP and SVG; the page shows a frame instead.";
    unreadable(src) "image.unreadable" Warning
        fr "image abîmée, ou qui n’en est pas une : {src}",
            "ouvrez le fichier sur votre ordinateur ; s’il ne s’ouvre pas, remplacez-le",
            "Le contenu du fichier n’est pas une image lisible ; la page montre un cadre à sa place."
        en "damaged picture, or no picture at all: {src}",
            "open the file on your computer; if it does not open, replace it",
            "What the file holds is no readable picture; the page shows a frame instead.";
    truncated(src) "image.truncated" Warning
        fr "image incomplète, la fin du fichier manque : {src}",
            "copiez ou téléchargez de nouveau le fichier d’origine",
            "Un envoi interrompu laisse une image coupée : le bas reste gris ou vide."
        en "incomplete picture, the end of the file is missing: {src}",
            "copy or download the original file again",
            "An interrupted transfer leaves a cut picture: its lower part stays grey or empty.";
    page_saved(src) "image.page-saved" Warning
        fr "ce fichier d’image contient une page web : {src}",
            "ouvrez l’image elle-même dans le navigateur, puis « Enregistrer l’image sous »",
            "On a enregistré la page qui montre l’image, et non l’image ; la page montre un cadre à sa place."
        en "this picture file holds a web page: {src}",
            "open the picture itself in the browser, then “Save image as”",
            "Someone saved the page that shows the picture, not the picture; the page shows a frame instead.";
    mislabelled(src, format) "image.mislabelled" Hint
        fr "l’extension ne dit pas le vrai format, {format} : {src}",
            "rien à faire pour le site ; vous pouvez renommer le fichier",
            "carnet lit le contenu du fichier, d’autres programmes se fient à son nom."
        en "the extension does not tell the real format, {format}: {src}",
            "nothing to do for the site; you may rename the file",
            "carnet reads what the file holds; other programs trust its name.";
    gps(src) "image.gps" Warning
        fr "photo avec position GPS (retirée de la copie publiée) : {src}",
            "rien à faire pour le site ; ne partagez pas l’original",
            "La position dit où la photo a été prise."
        en "photo holds a GPS position (removed from the published copy): {src}",
            "nothing to do for the site; do not share the original",
            "The position tells where the photo was taken.";
    svg_cleaned(src, removed) "image.svg-cleaned" Hint
        fr "dessin SVG nettoyé, retiré : {removed} ({src})",
            "vérifiez le dessin dans la page ; s’il y manque quelque chose, exportez un « SVG simple » ou un PNG",
            "Un SVG peut contenir des programmes et des appels à d’autres sites : carnet ne publie que le dessin."
        en "SVG drawing cleaned, removed: {removed} ({src})",
            "check the drawing on the page; if something is missing, export a “plain SVG” or a PNG",
            "An SVG can hold programs and calls to other sites: carnet publishes the drawing only.";
    svg_malformed(src) "image.svg-malformed" Warning
        fr "dessin SVG illisible : {src}",
            "exportez-le de nouveau en « SVG simple », ou en PNG",
            "Le fichier n’est pas du XML bien formé ; la page montre un cadre à sa place."
        en "unreadable SVG drawing: {src}",
            "export it again as “plain SVG”, or as PNG",
            "The file is not well-formed XML; the page shows a frame instead.";
    svg_bomb(src) "image.svg-bomb" Warning
        fr "dessin SVG trop compliqué pour un navigateur : {src}",
            "exportez-le en PNG",
            "Des éléments imbriqués ou recopiés sans fin bloqueraient le navigateur ; la page montre un cadre à sa place."
        en "SVG drawing too intricate for a browser: {src}",
            "export it as PNG",
            "Elements nested or copied without end would freeze the browser; the page shows a frame instead.";
    fetch_status(src, status) "image.fetch-status" Error
        fr "image non récupérée, le serveur répond {status} : {src}",
            "ouvrez l’adresse dans un navigateur ; si l’image n’y est plus, retirez-la ou remplacez-la",
            "404 : l’image n’existe plus ; 401 ou 403 : elle est privée ; 500 et plus : le serveur est en panne."
        en "picture not fetched, the server answers {status}: {src}",
            "open the address in a browser; if the picture is gone, remove or replace it",
            "404: the picture no longer exists; 401 or 403: it is private; 500 and above: the server is broken.";
    fetch_unreachable(src) "image.fetch-unreachable" Error
        fr "image non récupérée, serveur injoignable : {src}",
            "vérifiez votre connexion et le nom du site, puis relancez « carnet fetch »",
            "Le site n’existe plus, son certificat est périmé, ou votre réseau ne le laisse pas passer."
        en "picture not fetched, server out of reach: {src}",
            "check your connection and the site’s name, then run “carnet fetch” again",
            "The site no longer exists, its certificate has expired, or your network blocks it.";
    fetch_timeout(src) "image.fetch-timeout" Error
        fr "image non récupérée, serveur trop lent : {src}",
            "relancez « carnet fetch » plus tard, ou avec --timeout 120",
            "L’image n’est pas arrivée dans le temps imparti."
        en "picture not fetched, server too slow: {src}",
            "run “carnet fetch” again later, or with --timeout 120",
            "The picture did not arrive in the time given.";
    fetch_not_tried(src) "image.fetch-not-tried" Error
        fr "image pas encore récupérée, le temps total est écoulé : {src}",
            "relancez « carnet fetch » : il reprend où il s’est arrêté",
            "Le temps total est borné pour que la commande se termine toujours."
        en "picture not fetched yet, the total time is over: {src}",
            "run “carnet fetch” again: it goes on where it stopped",
            "The total time is bounded, so that the command always ends.";
    fetch_large(src, megabytes) "image.fetch-large" Error
        fr "image non récupérée, plus de {megabytes} Mo : {src}",
            "téléchargez-la et réduisez-la, ou relancez avec un --max-size plus grand",
            "La taille est bornée pour qu’un serveur ne remplisse pas votre disque."
        en "picture not fetched, more than {megabytes} MB: {src}",
            "download and reduce it, or run again with a larger --max-size",
            "The size is bounded, so that a server cannot fill your disk.";
    fetch_cut(src) "image.fetch-cut" Error
        fr "image non récupérée, fichier reçu incomplet : {src}",
            "relancez « carnet fetch »",
            "La connexion s’est interrompue avant la fin de l’image."
        en "picture not fetched, the file arrived incomplete: {src}",
            "run “carnet fetch” again",
            "The connection broke before the end of the picture.";
    fetch_not_picture(src, format) "image.fetch-not-picture" Error
        fr "pas d’image publiable à cette adresse (format : {format}) : {src}",
            "téléchargez-la, convertissez-la en JPEG ou en PNG, et posez-la dans le dossier de l’équipe",
            "carnet publie les formats JPEG, PNG, GIF, WebP et SVG."
        en "no picture that can be published at this address (format: {format}): {src}",
            "download it, convert it to JPEG or PNG, and put it in the team’s folder",
            "carnet publishes JPEG, PNG, GIF, WebP and SVG.";
    fetch_private(src) "image.fetch-private" Error
        fr "adresse d’un réseau privé, non visitée : {src}",
            "copiez l’image dans le dossier de l’équipe",
            "Un carnet ne doit pas pouvoir faire lire à carnet les machines de votre réseau ; et vos lecteurs n’y ont pas accès."
        en "address of a private network, not visited: {src}",
            "copy the picture into the team’s folder",
            "A logbook must not make carnet read the machines of your network; and readers have no access to them.";
    fetch_redirects(src) "image.fetch-redirects" Error
        fr "image non récupérée, trop de redirections : {src}",
            "ouvrez l’adresse dans un navigateur et donnez celle où l’on arrive",
            "Le serveur renvoie d’une adresse à l’autre sans montrer l’image."
        en "picture not fetched, too many redirects: {src}",
            "open the address in a browser and give the one where you arrive",
            "The server sends from one address to another without showing the picture.";
}
