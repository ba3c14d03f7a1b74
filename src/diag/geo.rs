//! Coordinates and places.

use super::family;

family! {
    missing() "geo.missing" Warning
        fr "pas de coordonnées",
            "complétez la ligne, ou ajoutez « place: code_postal, commune » au bloc pour la placer à sa commune",
            "Une ligne sans position n’est pas sur la carte ; elle est comptée et listée dessous."
        en "no coordinates",
            "fill in the row, or add “place: postal_code, commune” to the block to place it at its commune",
            "A row without a position is not on the map; it is counted and listed below it.";
    zero() "geo.zero" Warning
        fr "coordonnées 0, 0 : un point dans le golfe de Guinée",
            "videz les cellules, ou donnez la vraie position",
            "Zéro, zéro est ce qu’écrivent les logiciels quand ils ne savent pas ; la ligne est laissée hors de la carte."
        en "coordinates 0, 0: a point in the Gulf of Guinea",
            "empty the cells, or give the real position",
            "Zero, zero is what programs write when they do not know; the row is left off the map.";
    date(value) "geo.date" Warning
        fr "coordonnée changée en date par un tableur : « {value} »",
            "reprenez la valeur dans le fichier d’origine, et mettez la colonne au format Texte avant de l’ouvrir",
            "Rien ne dit si « mars-43 » était 43,03 ou 43,3 : carnet ne devine pas, et laisse la ligne hors de la carte."
        en "coordinate turned into a date by a spreadsheet: “{value}”",
            "take the value from the original file, and set the column to Text before opening it",
            "Nothing tells whether “mars-43” was 43.03 or 43.3: carnet does not guess, and leaves the row off the map.";
    unreadable(value) "geo.unreadable" Warning
        fr "coordonnée illisible : « {value} »",
            "écrivez des degrés, comme 48.8566",
            "La ligne est laissée hors de la carte, comptée et listée dessous."
        en "unreadable coordinate: “{value}”",
            "write degrees, such as 48.8566",
            "The row is left off the map, counted and listed below it.";
    decimal_comma(count) "geo.decimal-comma" Hint
        fr "virgule décimale lue comme un point sur {count} lignes",
            "rien à faire pour le site ; les fichiers téléchargés ont des points",
            "uMap lit mal « 48,5 » dans un fichier séparé par des virgules : carnet écrit « 48.5 »."
        en "decimal comma read as a point in {count} rows",
            "nothing to do for the site; the downloaded files have points",
            "uMap misreads “48,5” in a file separated by commas: carnet writes “48.5”.";
    projected(count, projection) "geo.projected" Hint
        fr "coordonnées {projection} converties en degrés sur {count} lignes",
            "rien à faire ; les fichiers téléchargés sont en WGS84",
            "Les cartes du web attendent des degrés (WGS84) ; la conversion est exacte à moins d’un mètre près."
        en "{projection} coordinates turned into degrees in {count} rows",
            "nothing to do; the downloaded files are in WGS84",
            "Web maps expect degrees (WGS84); the conversion holds to less than a meter.";
    not_degrees(value) "geo.not-degrees" Warning
        fr "ni degrés, ni projection reconnue : « {value} »",
            "donnez des degrés WGS84, ou exportez la couche en Lambert-93 ou en WGS84",
            "Hors de −180 à 180 et de −90 à 90, un nombre n’est pas une position ; Lambert-93 et CC42 à CC50 sont convertis."
        en "neither degrees nor a known projection: “{value}”",
            "give WGS84 degrees, or export the layer in Lambert-93 or WGS84",
            "Outside −180 to 180 and −90 to 90 a number is no position; Lambert-93 and CC42 to CC50 are converted.";
    swapped(count) "geo.swapped" Warning
        fr "latitude et longitude inversées sur {count} lignes, remises dans l’ordre",
            "échangez les deux colonnes dans le fichier, pour qui le reprendra",
            "Ces lignes ne tombent en France qu’une fois inversées, et presque toute la colonne est ainsi : la correction est sûre."
        en "latitude and longitude swapped in {count} rows, put in order",
            "exchange the two columns in the file, for whoever uses it next",
            "These rows fall in France only once exchanged, and nearly the whole column is so: the repair is certain.";
    swapped_row(value) "geo.swapped-row" Warning
        fr "latitude et longitude sans doute inversées : « {value} »",
            "échangez les deux valeurs de cette ligne",
            "Quelques lignes seulement sont ainsi : carnet ne corrige pas seul, et les laisse hors de la carte."
        en "latitude and longitude probably swapped: “{value}”",
            "exchange the two values of this row",
            "Only some rows are so: carnet does not repair them alone, and leaves them off the map.";
    outside_france(value) "geo.outside-france" Warning
        fr "position hors de France : « {value} »",
            "vérifiez la ligne ; il manque souvent un chiffre ou un signe moins",
            "Les autres lignes sont en France ; celle-ci agrandirait la carte à l’Europe ou au monde."
        en "position outside France: “{value}”",
            "check the row; often a digit or a minus sign is missing",
            "The other rows are in France; this one would stretch the map to Europe or the world.";
    outside_territory(value) "geo.outside-territory" Warning
        fr "position à plus de 30 km de la collectivité : « {value} »",
            "vérifiez la ligne, ou retirez-la",
            "Une faute de frappe envoie un lieu à l’autre bout du pays et rend la carte illisible."
        en "position more than 30 km from the collectivity: “{value}”",
            "check the row, or remove it",
            "A typing error sends a place to the other end of the country and makes the map unreadable.";
    same_point(share, place) "geo.same-point" Warning
        fr "{share} au même point ({place})",
            "vérifiez que ce n’est pas une position par défaut, comme la mairie",
            "Un géocodage raté range souvent les lignes au centre de la commune."
        en "{share} at one point ({place})",
            "check that this is not a default position, such as the town hall",
            "A failed geocoding often puts rows at the middle of the commune.";
    unknown_place(value) "geo.unknown-place" Warning
        fr "commune inconnue : « {value} »",
            "donnez le code INSEE, ou le code postal et le nom de la commune",
            "carnet connaît les communes d’aujourd’hui, les communes déléguées et leurs codes postaux, mais pas les codes CEDEX d’entreprise."
        en "unknown commune: “{value}”",
            "give the INSEE code, or the postal code and the name of the commune",
            "carnet knows the communes of today, the delegated ones and their postal codes, but not the CEDEX codes of companies.";
    ambiguous_place(value, candidates) "geo.ambiguous-place" Warning
        fr "plusieurs communes s’appellent « {value} » : {candidates}",
            "ajoutez le code postal ou le code INSEE",
            "Quelque 3 700 communes ont une homonyme ; aucune dans son département."
        en "several communes are named “{value}”: {candidates}",
            "add the postal code or the INSEE code",
            "Some 3,700 communes have a namesake; none within its département.";
    no_geometry() "geo.no-geometry" Warning
        fr "objet sans géométrie lisible",
            "redessinez-le, ou retirez-le du fichier",
            "uMap perd un tel objet, et parfois tous ceux qui le suivent : carnet l’écarte, le compte et le liste."
        en "feature without a readable geometry",
            "draw it again, or remove it from the file",
            "uMap loses such a feature, and sometimes all that follow: carnet leaves it out, counts and lists it.";
    no_feature() "geo.no-feature" Error
        fr "fichier GeoJSON sans aucun objet",
            "exportez de nouveau la couche, avec ses objets",
            "Une carte a besoin d’au moins un lieu."
        en "GeoJSON file without any feature",
            "export the layer again, with its features",
            "A map needs at least one place.";
    json_syntax(line, column) "geo.json-syntax" Error
        fr "GeoJSON illisible à la ligne {line}, colonne {column}",
            "exportez de nouveau le fichier ; un envoi interrompu en coupe souvent la fin",
            "Le fichier n’est pas du JSON bien formé."
        en "unreadable GeoJSON at line {line}, column {column}",
            "export the file again; an interrupted transfer often cuts its end",
            "The file is not well-formed JSON.";
    unknown_territory(code) "geo.unknown-territory" Warning
        fr "code de territoire inconnu : « {code} »",
            "donnez le SIREN de l’EPCI, ou le numéro du département ou de la région",
            "Sans code connu, la ligne n’a pas de contour ; elle est comptée et listée sous la carte."
        en "unknown code of a territory: “{code}”",
            "give the SIREN of the EPCI, or the number of the département or région",
            "Without a known code the row has no contour; it is counted and listed below the map.";
    territory_twice(name, first) "geo.territory-twice" Warning
        fr "« {name} » a déjà une valeur, à la ligne {first}",
            "gardez une ligne par territoire : filtrez une année ou une filière avant de faire la carte",
            "Un territoire n’a qu’une couleur ; la première ligne est dessinée, les autres sont listées."
        en "“{name}” already has a value, in row {first}",
            "keep one row for each territory: filter one year or one kind before making the map",
            "A territory has one color; the first row is drawn, the others are listed.";
    no_contour(name) "geo.no-contour" Warning
        fr "pas de contour pour « {name} »",
            "vérifiez le code ; une commune recréée récemment peut manquer",
            "La ligne ne peut pas être coloriée ; elle est comptée et listée sous la carte."
        en "no contour for “{name}”",
            "check the code; a commune made anew lately may be missing",
            "The row cannot be colored; it is counted and listed below the map.";
}
