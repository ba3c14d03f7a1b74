//! Blocks that draw maps.

use super::family;

family! {
    unknown_key(key, near, keys) "map.unknown-key" Error
        fr "un bloc « map » n’a pas de clé « {key} » ici{near}",
            "les clés possibles : {keys}",
            "Une clé mal écrite serait ignorée sans que personne le voie."
        en "a “map” block has no key “{key}” here{near}",
            "the keys that are possible: {keys}",
            "A misspelt key would be ignored without anyone seeing it.";
    no_coordinates(dataset, columns) "map.no-coordinates" Error
        fr "{dataset} n’a ni coordonnées, ni code INSEE, ni code postal, ni commune reconnus",
            "ajoutez « lat: » et « lon: », ou « place: », avec des noms de colonnes : {columns}",
            "carnet reconnaît lat, latitude, y_wgs84, geo_point_2d, code_insee, code_postal, commune… ; d’autres noms doivent être dits."
        en "{dataset} has no known coordinates, INSEE code, postal code or commune",
            "add “lat:” and “lon:”, or “place:”, with names of columns: {columns}",
            "carnet knows lat, latitude, y_wgs84, geo_point_2d, code_insee, code_postal, commune…; other names must be said.";
    nothing_placed(dataset, count, reason) "map.nothing-placed" Error
        fr "aucune des {count} lignes de {dataset} ne peut être placée ; la première : {reason}",
            "corrigez les lignes listées par « carnet check », ou nommez d’autres colonnes",
            "Une carte sans aucun lieu n’apprend rien : un cadre la remplace."
        en "none of the {count} rows of {dataset} can be placed; the first one: {reason}",
            "correct the rows that “carnet check” lists, or name other columns",
            "A map without any place tells nothing: a frame stands for it.";
    too_many(dataset, count, most) "map.too-many" Error
        fr "{dataset} a {count} lignes, une carte en prend {most}",
            "filtrez avec « filter: », ou comptez les lignes par commune et donnez ce tableau-là",
            "Au-delà, ni la page, ni uMap ne s’ouvrent plus en un temps raisonnable."
        en "{dataset} has {count} rows, a map takes {most}",
            "filter with “filter:”, or count the rows by commune and give that table",
            "Beyond, neither the page nor uMap opens in reasonable time.";
    too_large(dataset, megabytes) "map.too-large" Error
        fr "{dataset} dépasse {megabytes} Mo",
            "simplifiez les contours, ou gardez seulement les objets utiles",
            "Un fichier de contours aussi lourd n’est pas lu, pour que la mémoire reste bornée."
        en "{dataset} is larger than {megabytes} MB",
            "simplify the contours, or keep only the features that serve",
            "A file of contours that large is not read, so that memory stays bounded.";
    wrong_classes(words) "map.wrong-classes" Error
        fr "« {words} » ne dit pas comment faire les classes",
            "écrivez « 5 quantile », « 4 equal », « 5 jenks » ou « manual 0,5,10 » (de 2 à 5 classes)",
            "Les seuils changent ce que la carte montre : la méthode est écrite dans la légende."
        en "“{words}” does not say how to make the classes",
            "write “5 quantile”, “4 equal”, “5 jenks” or “manual 0,5,10” (2 to 5 classes)",
            "Breaks change what the map shows: the method is written in the legend.";
    wrong_kind(word, kinds) "map.wrong-kind" Error
        fr "« {word} » n’est pas une sorte de calque",
            "choisissez parmi : {kinds}, ou retirez la ligne : carnet choisit",
            "Points, catégories, cercles, classes ou densité ne disent pas la même chose."
        en "“{word}” is no kind of layer",
            "choose one of: {kinds}, or remove the line: carnet chooses",
            "Points, categories, circles, classes or density do not say the same thing.";
    raw_counts(value) "map.raw-counts" Warning
        fr "une carte coloriée montre « {value} » en nombre brut",
            "divisez par la population ou la surface (« value: {value} / population »), ou dessinez des cercles (« type: circles »)",
            "Les grandes communes ont plus de tout : coloriées en nombre brut, elles ne disent que leur taille."
        en "a colored map shows “{value}” as a raw count",
            "divide by the population or the area (“value: {value} / population”), or draw circles (“type: circles”)",
            "Large communes have more of everything: colored by raw counts they tell only their size.";
    no_title() "map.no-title" Warning
        fr "carte sans titre",
            "ajoutez « title: » avec ce que la carte montre",
            "Le titre dit ce qu’on voit, sur la page comme dans uMap."
        en "map without a title",
            "add “title:” with what the map shows",
            "The title says what one sees, on the page as in uMap.";
    no_source() "map.no-source" Warning
        fr "carte sans source",
            "ajoutez « source: » avec le producteur des données et l’année",
            "Sans source, personne ne peut vérifier ni citer la carte."
        en "map without a source",
            "add “source:” with the producer of the data and the year",
            "Without a source nobody can check or cite the map.";
    thinned(drawn, of) "map.thinned" Hint
        fr "{of} lieux dessinés par {drawn} marques",
            "rien à faire ; les fichiers téléchargés les ont tous",
            "Au-delà de 5 000 points, la page dessine un point par endroit pour rester fluide."
        en "{of} places drawn as {drawn} marks",
            "nothing to do; the downloaded files have them all",
            "Beyond 5,000 points the page draws one point for each spot, to stay fluid.";
    duplicate(name, layer) "map.duplicate" Hint
        fr "« {name} » est déjà dans le calque « {layer} »",
            "rien à faire, si c’est bien le même lieu ; sinon, donnez-leur des noms différents",
            "Sur la carte commune, un lieu que deux équipes ont relevé n’est dessiné qu’une fois."
        en "“{name}” is in the layer “{layer}” already",
            "nothing to do, if it is the same place; else give them different names",
            "On the map of all teams, a place that two teams recorded is drawn once.";
    not_a_map(line, column) "map.not-a-map" Error
        fr "ce fichier n’est pas une carte que carnet sait lire (ligne {line}, colonne {column})",
            "dans uMap, choisissez « Télécharger », puis « umap » ; sinon, donnez un GeoJSON ou un KML",
            "carnet lit les fichiers .umap, .geojson et .kml ; un .kmz se décompresse d’abord."
        en "this file is no map that carnet can read (line {line}, column {column})",
            "in uMap, choose “Download”, then “umap”; else give a GeoJSON or a KML file",
            "carnet reads .umap, .geojson and .kml files; a .kmz must be unpacked first.";
    nothing_to_import() "map.nothing-to-import" Error
        fr "cette carte n’a aucun lieu",
            "ouvrez-la là où elle a été faite, et vérifiez que ses calques ont des objets à eux",
            "Les calques qui vont chercher leurs données ailleurs n’ont rien dans le fichier."
        en "this map has no place",
            "open it where it was made, and check that its layers have features of their own",
            "Layers that fetch their data elsewhere have nothing in the file.";
    not_kept(layer, what) "map.not-kept" Warning
        fr "« {layer} » : un bloc ne peut pas garder {what}",
            "l’original reste à sa place ; complétez le bloc à la main si cela compte",
            "Un bloc dit moins de choses qu’uMap : ce qui se perd est nommé, rien ne se perd en silence."
        en "“{layer}”: a block cannot keep {what}",
            "the original stays where it is; complete the block by hand if that matters",
            "A block says less than uMap does: what is lost is named, nothing is lost in silence.";
    live_without_address() "map.live-without-address" Warning
        fr "« live: » demande une carte uMap qui suit le site, mais l’adresse du site n’est pas connue",
            "écrivez « base-url » dans book.toml, sous [build]",
            "uMap va chercher les données à leur adresse publique : sans elle, ce fichier-là n’est pas fait."
        en "“live:” asks for a uMap map that follows the site, but the address of the site is not known",
            "write “base-url” in book.toml, under [build]",
            "uMap fetches the data at its public address: without it, that file is not made.";
    more_left_out(dataset, count) "map.more-left-out" Warning
        fr "{count} autres lignes de {dataset} ne sont pas sur la carte",
            "la liste entière est sous la carte",
            "Seules les premières sont nommées ici."
        en "{count} other rows of {dataset} are not on the map",
            "the whole list is below the map",
            "Only the first ones are named here.";
    unknown_filter(name, near) "map.unknown-filter" Error
        fr "aucun calque n’a de colonne « {name} » pour filtrer{near}",
            "corrigez le nom, ou retirez-le de « filters: »",
            "Un filtre porte sur une colonne d’un des jeux de données de la carte."
        en "no layer has a column “{name}” to filter by{near}",
            "correct the name, or remove it from “filters:”",
            "A filter works on a column of one of the map’s datasets.";
}
