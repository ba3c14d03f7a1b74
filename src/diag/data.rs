//! What tables say: their values.

use super::family;

family! {
    spreadsheet_error(value) "data.spreadsheet-error" Warning
        fr "« {value} » est une erreur de tableur, lue comme une cellule vide",
            "corrigez la formule dans le tableur, puis exportez de nouveau",
            "Une formule qui échoue laisse un code d’erreur à la place de la valeur."
        en "“{value}” is an error of a spreadsheet, read as a blank cell",
            "mend the formula in the spreadsheet, then export again",
            "A formula that fails leaves an error code in the place of the value.";
    empty_column() "data.empty-column" Hint
        fr "colonne vide sur toutes les lignes",
            "remplissez-la, ou retirez-la de la table",
            "Une colonne annoncée et vide fait douter de toute la table ; un modèle recopié en laisse souvent."
        en "column that is blank on all rows",
            "fill it, or take it out of the table",
            "A column that is announced and blank casts doubt on the whole table; a copied template often leaves some.";
    ambiguous_date(example) "data.ambiguous-date" Warning
        fr "jour et mois ambigus : « {example} », et aucun jour n’y dépasse 12 ; lu jour/mois/année, laissé tel quel",
            "vérifiez avec une date connue, puis écrivez les dates en AAAA-MM-JJ à la source",
            "Un tableur en anglais écrit le mois d’abord : 03/04/2019 peut être en mars ou en avril."
        en "ambiguous day and month: “{example}”, and no day there is above 12; read day/month/year, left as it is",
            "check with a date that you know, then write dates as YYYY-MM-DD at the source",
            "A spreadsheet in English writes the month first: 03/04/2019 may be in March or in April.";
    month_year_as_day(example, guess) "data.month-year-as-day" Warning
        fr "« {example} » : sans doute {guess}, changé en date par le tableur ; toutes les dates de la colonne ont le même jour et la même année",
            "reprenez la colonne à la source, en la mettant au format Texte avant de saisir",
            "Un tableur lit « 04-15 » comme un jour de l’année en cours. carnet ne devine pas à votre place."
        en "“{example}”: probably {guess}, made a date by the spreadsheet; all dates of the column share one day and one year",
            "take the column again from its source, with the format Text set before typing",
            "A spreadsheet reads “04-15” as a day of the current year. carnet does not guess in your place.";
    decimal_comma(count, example, plain) "data.decimal-comma" Hint
        fr "{count} avec une virgule, des espaces ou une unité : « {example} » est lu {plain}",
            "rien à faire pour carnet ; à la source, gardez des nombres nus, et l’unité dans l’en-tête",
            "Virgule, espaces et unités empêchent les autres outils de calculer. La conversion ne perd rien."
        en "{count} with a comma, spaces or a unit: “{example}” is read as {plain}",
            "nothing to do for carnet; at the source, keep bare numbers, and the unit in the header",
            "Commas, spaces and units keep other tools from computing. The conversion loses nothing.";
    french_date(count, example, iso) "data.french-date" Hint
        fr "{count} dans l’ordre du pays : « {example} » est lue {iso}",
            "rien à faire pour carnet ; à la source, écrivez les dates en AAAA-MM-JJ",
            "La forme AAAA-MM-JJ se lit partout et se trie toute seule. Un jour au-dessus de 12 montre ici l’ordre."
        en "{count} in the order of the country: “{example}” is read as {iso}",
            "nothing to do for carnet; at the source, write dates as YYYY-MM-DD",
            "The form YYYY-MM-DD reads everywhere and sorts by itself. A day above 12 shows the order here.";
    not_a_number(value) "data.not-a-number" Error
        fr "« {value} » n’est pas un nombre, dans une colonne de nombres",
            "corrigez la cellule à la source, ou videz-la si la valeur manque",
            "Cette cellule manquera aux sommes et aux graphiques. carnet ne devine pas ce qu’elle voulait dire."
        en "“{value}” is no number, in a column of numbers",
            "mend the cell at the source, or blank it if the value is missing",
            "This cell will be missing from sums and charts. carnet does not guess what it meant.";
    not_a_date(value) "data.not-a-date" Error
        fr "« {value} » n’est pas une date, dans une colonne de dates",
            "écrivez une date qui existe, comme 2018-12-17, ou videz la cellule",
            "Cette ligne manquera aux courbes et aux filtres par date."
        en "“{value}” is no date, in a column of dates",
            "write a date that exists, such as 2018-12-17, or blank the cell",
            "This row will be missing from lines and from filters by date.";
    range(count, example) "data.range" Warning
        fr "{count} : « {example} » est une tranche, pas un montant",
            "gardez la tranche comme texte, ou faites deux colonnes, minimum et maximum",
            "On n’additionne pas des tranches. carnet les garde telles quelles."
        en "{count}: “{example}” is a range, not an amount",
            "keep the range as text, or make two columns, minimum and maximum",
            "Ranges do not add up. carnet keeps them as they are.";
    list_or_decimal(example) "data.list-or-decimal" Warning
        fr "« {example} » est-il un nombre, ou une liste de deux ? les autres cellules sont des nombres entiers ; laissé en texte",
            "écrivez une liste avec « ; » ou « | », un nombre avec un point",
            "« 4,5 » peut vouloir dire quatre et demi, ou les éditions 4 et 5."
        en "is “{example}” one number, or a list of two? the other cells are whole numbers; kept as text",
            "write a list with “;” or “|”, a number with a dot",
            "“4,5” may mean four and a half, or the editions 4 and 5.";
    code_as_decimal(example) "data.code-as-decimal" Warning
        fr "« {example} » : un code changé en nombre décimal ; laissé tel quel",
            "reprenez la colonne à la source, au format Texte",
            "Un outil a lu les codes comme des nombres : « .0 » est en trop, et un zéro au début est peut-être perdu."
        en "“{example}”: a code made a decimal number; left as it is",
            "take the column again from its source, as Text",
            "A tool read the codes as numbers: “.0” is too much, and a first zero may be lost.";
    lost_leading_zero(value, padded) "data.lost-leading-zero" Warning
        fr "« {value} » a perdu son zéro : lu {padded}",
            "rien à faire pour carnet ; à la source, mettez la colonne au format Texte avant de saisir",
            "Un tableur lit 01340 comme le nombre 1340. Il n’y a qu’une façon de le compléter."
        en "“{value}” has lost its zero: read as {padded}",
            "nothing to do for carnet; at the source, set the column’s format to Text before typing",
            "A spreadsheet reads 01340 as the number 1340. There is only one way to complete it.";
    scientific_notation(value) "data.scientific-notation" Error
        fr "identifiant perdu par le tableur : « {value} »",
            "reprenez-le à la source, dans une colonne au format Texte",
            "Un tableur arrondit les longs numéros, et les derniers chiffres n’existent plus dans ce fichier. carnet ne les invente pas."
        en "identifier lost by the spreadsheet: “{value}”",
            "take it again from its source, in a column with the format Text",
            "A spreadsheet rounds long numbers, and the last digits no longer exist in this file. carnet does not invent them.";
    identifier_spaces(count, example, plain) "data.identifier-spaces" Hint
        fr "{count} avec des espaces ou une apostrophe : « {example} » est lu {plain}",
            "rien à faire pour carnet ; à la source, écrivez les chiffres seuls",
            "Les espaces empêchent de relier l’identifiant aux autres tables. Les retirer ne perd rien."
        en "{count} with spaces or an apostrophe: “{example}” is read as {plain}",
            "nothing to do for carnet; at the source, write the digits alone",
            "Spaces keep the identifier from being joined with other tables. Leaving them out loses nothing.";
    siren_for_siret(count, example) "data.siren-for-siret" Warning
        fr "{count} de 9 chiffres, comme « {example} » : c’est un SIREN, pas un SIRET",
            "complétez avec les 5 chiffres de l’établissement (annuaire-entreprises.data.gouv.fr), ou nommez la colonne « siren »",
            "Un SIRET désigne un établissement, un SIREN toute l’entreprise. carnet ne peut pas le compléter hors ligne."
        en "{count} of 9 digits, such as “{example}”: that is a SIREN, not a SIRET",
            "add the 5 digits of the establishment (annuaire-entreprises.data.gouv.fr), or name the column “siren”",
            "A SIRET stands for an establishment, a SIREN for the whole company. carnet cannot complete it offline.";
    coordinate_as_date(value) "data.coordinate-as-date" Error
        fr "« {value} » : le tableur a changé cette coordonnée en date",
            "ressaisissez-la depuis la source, dans une colonne au format Texte",
            "43.03 et 43.3 donnent la même date : la coordonnée n’existe plus dans ce fichier."
        en "“{value}”: the spreadsheet made this coordinate a date",
            "type it again from its source, in a column with the format Text",
            "43.03 and 43.3 give the same date: the coordinate no longer exists in this file.";
    lat_lon_swapped(example, count, row) "data.lat-lon-swapped" Error
        fr "« {example} » : latitude et longitude inversées sur {count}, à partir de la ligne {row}",
            "échangez-les à la source : la longitude (X) d’abord dans un couple [X, Y], chacune dans sa colonne sinon",
            "Telles quelles, ces lignes sont au large de la Somalie ; échangées, elles sont en France. carnet ne les échange pas sans vous."
        en "“{example}”: latitude and longitude are swapped on {count}, from row {row} on",
            "swap them at the source: longitude (X) comes first in a pair [X, Y], each in its own column otherwise",
            "As they are, these rows lie off Somalia; swapped, they lie in France. carnet does not swap them without you.";
    projected_coordinates(example, count) "data.projected-coordinates" Error
        fr "« {example} » : coordonnées hors WGS84, sur {count}",
            "convertissez-les en degrés (WGS84, EPSG:4326) à la source ; des pixels d’une image ne se convertissent pas",
            "Une carte du web attend des degrés. Celles-ci sont des mètres d’une projection, ou des pixels."
        en "“{example}”: coordinates that are not WGS84, on {count}",
            "convert them to degrees (WGS84, EPSG:4326) at the source; pixels of a picture cannot be converted",
            "A map of the web expects degrees. These are meters of a projection, or pixels.";
    mojibake(value, repaired) "data.mojibake" Warning
        fr "« {value} » : accents abîmés, lire « {repaired} » ?",
            "corrigez la cellule à la source : le fichier a été relu dans le mauvais codage",
            "Les lettres accentuées ont été lues dans un codage et enregistrées dans un autre. carnet propose, et ne change rien."
        en "“{value}”: damaged accents, to be read “{repaired}”?",
            "mend the cell at the source: the file was read in the wrong encoding",
            "Accented letters were read in one encoding and saved in another. carnet proposes, and changes nothing.";
    month_name(example, guess) "data.month-name" Warning
        fr "« {example} » : sans doute {guess}",
            "écrivez les mois en AAAA-MM à la source",
            "Un nom de mois dépend de la langue du tableur, et deux chiffres ne disent pas le siècle."
        en "“{example}”: probably {guess}",
            "write months as YYYY-MM at the source",
            "The name of a month depends on the language of the spreadsheet, and two digits do not say the century.";
    wide_years(names) "data.wide-years" Hint
        fr "des valeurs sont rangées en colonnes ({names}) : les passer en lignes ?",
            "dans un graphique, écrivez « unpivot: » avec ces colonnes ; à la source, préférez une ligne par valeur",
            "Une colonne par année ou par catégorie oblige à changer la table chaque année."
        en "values stand in columns ({names}): turn them into rows?",
            "in a chart, write “unpivot:” with these columns; at the source, prefer one row per value",
            "One column per year or category forces the table to change every year.";
    boolean_as_x(count) "data.boolean-as-x" Hint
        fr "« X » pour oui sur {count}, rien pour non",
            "écrivez « oui » et « non » : un blanc peut aussi vouloir dire que l’on ne sait pas",
            "Un outil ne distingue pas « non » de « inconnu »."
        en "“X” for yes on {count}, nothing for no",
            "write “oui” and “non”: a blank may also mean that nobody knows",
            "No tool can tell “no” from “unknown”.";
    inconsistent_values(forms) "data.inconsistent-values" Warning
        fr "{forms} : même valeur ?",
            "gardez une seule façon de l’écrire",
            "Deux façons d’écrire un nom font deux barres dans un graphique. carnet ne réunit rien de lui-même."
        en "{forms}: the same value?",
            "keep one way of writing it",
            "Two ways of writing a name make two bars in a chart. carnet joins nothing by itself.";
    mixed_units(units) "data.mixed-units" Warning
        fr "plusieurs unités dans la colonne : {units}",
            "convertissez tout dans une seule unité, et nommez-la dans l’en-tête",
            "Additionner des unités différentes donne un nombre qui ne veut rien dire."
        en "several units in the column: {units}",
            "convert all to one unit, and name it in the header",
            "Adding different units gives a number that means nothing.";
    structured_value(what, count) "data.structured-value" Hint
        fr "{what} dans {count}, gardé tel quel",
            "préférez une information par cellule, ou dites la forme dans la fiche",
            "Un graphique ne lit qu’une valeur par cellule."
        en "{what} in {count}, kept as it is",
            "prefer one piece of information per cell, or say the form in the sheet",
            "A chart reads only one value per cell.";
    not_geojson(why) "data.not-geojson" Error
        fr "ce fichier n’est pas du GeoJSON lisible : {why}",
            "exportez de nouveau la couche en GeoJSON (QGIS, uMap), et vérifiez qu’elle n’est pas coupée",
            "carnet lit les collections d’objets (« FeatureCollection »), un objet seul ou une géométrie seule."
        en "this file is no readable GeoJSON: {why}",
            "export the layer as GeoJSON again (QGIS, uMap), and check that it is not cut",
            "carnet reads collections of features (“FeatureCollection”), one feature or one geometry.";
    broken_feature(why) "data.broken-feature" Error
        fr "objet illisible ({why}) ; ceux d’avant sont lus, pas ceux d’après",
            "corrigez cet objet, ou exportez de nouveau la couche",
            "Un fichier coupé ou modifié à la main s’arrête là où sa forme se perd."
        en "feature that cannot be read ({why}); those before it are read, those after it are not",
            "mend that feature, or export the layer again",
            "A file that was cut, or changed by hand, ends where its form is lost.";
    no_geometry(count) "data.no-geometry" Warning
        fr "{count} sans géométrie",
            "complétez-les dans l’outil de cartographie, ou publiez-les en CSV",
            "Un objet sans géométrie ne se voit sur aucune carte ; ses propriétés restent dans la table."
        en "{count} without a geometry",
            "complete them in the mapping tool, or publish them as CSV",
            "A feature without a geometry shows on no map; its properties stay in the table.";
    foreign_system(name) "data.foreign-crs" Warning
        fr "système de coordonnées annoncé : {name}",
            "exportez la couche en WGS84 (EPSG:4326), sans membre « crs »",
            "Depuis 2016 (RFC 7946), GeoJSON n’a que des longitudes et latitudes WGS84 ; les autres outils ignorent cette annonce."
        en "coordinate system announced: {name}",
            "export the layer in WGS84 (EPSG:4326), without a member “crs”",
            "Since 2016 (RFC 7946), GeoJSON has WGS84 longitudes and latitudes only; other tools ignore that member.";
    too_many_properties(count) "data.too-many-properties" Warning
        fr "plus de {count} propriétés différentes ; les suivantes sont laissées de côté",
            "gardez les mêmes propriétés pour tous les objets",
            "Des propriétés dont le nom change à chaque objet ne font pas une table."
        en "more than {count} different properties; the next ones are left out",
            "keep the same properties for all features",
            "Properties whose names change with each feature make no table.";
}
