//! Tables as files: their bytes, their header, their rows.

use super::family;

family! {
    empty_file() "csv.empty-file" Error
        fr "fichier vide",
            "exportez de nouveau la table depuis le tableur, et vérifiez qu’elle a un contenu",
            "Sans en-tête ni ligne, il n’y a rien à publier."
        en "empty file",
            "export the table again from the spreadsheet, and check that it has something in it",
            "Without a header or a row there is nothing to publish.";
    no_data_row() "csv.no-data-row" Error
        fr "aucune ligne de données sous l’en-tête",
            "exportez de nouveau la table avec ses lignes",
            "Un en-tête seul ne se lit ni en graphique ni en carte."
        en "no row of data below the header",
            "export the table again with its rows",
            "A header alone makes no chart and no map.";
    not_a_table(what) "csv.not-a-table" Error
        fr "ce n’est pas une table en texte : {what}",
            "exportez les données en CSV (Fichier, Enregistrer sous, « CSV UTF-8 »), puis donnez ce fichier",
            "carnet lit les tables écrites en texte, CSV ou GeoJSON."
        en "this is no table in text: {what}",
            "export the data as CSV (File, Save as, “CSV UTF-8”), then give that file",
            "carnet reads tables written as text, CSV or GeoJSON.";
    workbook(count, sheets) "csv.workbook" Error
        fr "ce classeur a {count} : {sheets}",
            "ouvrez-le, choisissez la feuille, puis Fichier, Enregistrer sous, « CSV UTF-8 » ; une table par fichier",
            "Un classeur garde des formats et des formules, et rien ne dit laquelle de ses feuilles publier. Le CSV contient ce que vous voyez."
        en "this workbook has {count}: {sheets}",
            "open it, choose the sheet, then File, Save as, “CSV UTF-8”; one table per file",
            "A workbook keeps formats and formulas, and nothing says which of its sheets to publish. The CSV holds what you see.";
    encoding_not_utf8(encoding) "csv.encoding-not-utf8" Warning
        fr "fichier en {encoding}, relu et enregistré en UTF-8",
            "rien à faire pour carnet ; à la source, enregistrez en « CSV UTF-8 »",
            "Les portails attendent UTF-8 : ailleurs, les accents seraient faux. La conversion ne perd rien."
        en "file in {encoding}, read and saved again as UTF-8",
            "nothing to do for carnet; at the source, save as “CSV UTF-8”",
            "Portals expect UTF-8: elsewhere the accents would be wrong. The conversion loses nothing.";
    encoding_mixed(encoding) "csv.encoding-mixed" Error
        fr "codage différent du reste du fichier : cette ligne est en {encoding}",
            "deux fichiers ont sans doute été collés bout à bout : réunissez-les dans le tableur, puis exportez en « CSV UTF-8 »",
            "carnet lit chaque ligne dans son codage, mais les autres outils liront des accents faux."
        en "not in the encoding of the rest of the file: this row is in {encoding}",
            "two files were probably pasted one after the other: join them in the spreadsheet, then export as “CSV UTF-8”",
            "carnet reads each row in its own encoding, but other tools will read wrong accents.";
    nul_bytes() "csv.nul-bytes" Warning
        fr "octets nuls dans le fichier, retirés à la lecture",
            "exportez de nouveau la table : ces octets ne sont pas du texte",
            "Un octet nul vient d’un fichier abîmé, ou d’un UTF-16 sans sa marque de début."
        en "NUL bytes in the file, left out when reading",
            "export the table again: those bytes are no text",
            "A NUL byte comes from a damaged file, or from UTF-16 without its first mark.";
    unclosed_quote() "csv.unclosed-quote" Error
        fr "guillemet ouvert sur cette ligne, jamais fermé ; il est lu comme une lettre",
            "fermez le guillemet, ou doublez-le s’il fait partie du texte",
            "Un guillemet ouvert avale les lignes suivantes dans une seule cellule, sans rien dire."
        en "a quote opens on this row and never closes; it is read as a letter",
            "close the quote, or double it if it is part of the text",
            "An open quote swallows the next rows into one cell, silently.";
    record_too_long() "csv.record-too-long" Error
        fr "ligne de plus de 8 Mo, coupée",
            "vérifiez les fins de ligne et les guillemets de l’export",
            "Une ligne si longue est presque toujours un fichier dont les fins de ligne sont perdues."
        en "row of more than 8 MB, cut",
            "check the line ends and the quotes of the export",
            "A row that long is nearly always a file whose line ends are lost.";
    header_blank(position) "csv.header-blank" Warning
        fr "colonne {position} sans nom",
            "donnez un nom à cette colonne dans l’en-tête",
            "Une colonne sans nom ne peut être citée ni par un graphique ni par un lecteur."
        en "column {position} has no name",
            "name that column in the header",
            "No chart and no reader can name a column without a name.";
    empty_columns(count) "csv.empty-columns" Hint
        fr "{count}",
            "rien à faire pour carnet ; à la source, supprimez les colonnes vides avant d’exporter",
            "Un tableur garde des colonnes vides quand leur mise en forme a été changée. Les retirer ne perd rien."
        en "{count}",
            "nothing to do for carnet; at the source, delete the empty columns before exporting",
            "A spreadsheet keeps empty columns whose format was changed. Leaving them out loses nothing.";
    header_not_first(row, tail) "csv.header-not-first" Warning
        fr "l’en-tête semble être la ligne {row}{tail}",
            "supprimez les lignes au-dessus à la source, ou dites « ligne_entete: {row} » dans la fiche (« --header-row {row} » ici)",
            "Un titre au-dessus de l’en-tête donne son nom à une colonne, et l’en-tête devient une donnée."
        en "the header seems to be row {row}{tail}",
            "delete the rows above it at the source, or say “header_row: {row}” in the sheet (“--header-row {row}” here)",
            "A title above the header gives its name to a column, and the header becomes data.";
    merged_header(names, proposed) "csv.merged-header" Warning
        fr "cellules fusionnées dans l’en-tête : rien à droite de {names}",
            "donnez un nom à chaque colonne, par exemple {proposed}",
            "Une cellule fusionnée ne garde son texte que dans la première colonne."
        en "merged cells in the header: nothing on the right of {names}",
            "name each column, for instance {proposed}",
            "A merged cell keeps its text in the first column only.";
    header_lines(name, proposed) "csv.header-line-break" Hint
        fr "nom de colonne sur plusieurs lignes ou avec un appel de note ; proposé : « {proposed} »",
            "donnez à la colonne un nom court sur une ligne, et gardez l’explication dans la fiche",
            "Un nom de colonne se recopie dans un graphique : « {name} » s’y prête mal."
        en "column name on several lines or with a note mark; proposed: “{proposed}”",
            "give the column a short name on one line, and keep the explanation in the sheet",
            "A column’s name is copied into charts: “{name}” does not lend itself to it.";
    header_duplicate(first, second) "csv.header-duplicate" Error
        fr "même nom pour les colonnes {first} et {second}",
            "donnez à chaque colonne un nom différent",
            "Un nom qui désigne deux colonnes n’en désigne aucune."
        en "columns {first} and {second} have the same name",
            "give each column a different name",
            "A name that stands for two columns stands for none.";
    row_blank() "csv.row-blank" Hint
        fr "ligne vide, ignorée",
            "rien à faire pour carnet ; à la source, supprimez la ligne",
            "Une ligne vide n’apporte rien, et certains outils s’y arrêtent."
        en "blank row, left out",
            "nothing to do for carnet; at the source, delete the row",
            "A blank row carries nothing, and some tools stop there.";
    trailing_blank_rows(count) "csv.trailing-blank-rows" Hint
        fr "{count} à la fin, à partir d’ici",
            "rien à faire pour carnet ; à la source, supprimez les lignes vides avant d’exporter",
            "Un tableur exporte les lignes vides dont la mise en forme a été changée. Les retirer ne perd rien."
        en "{count} at the end, from here on",
            "nothing to do for carnet; at the source, delete the blank rows before exporting",
            "A spreadsheet exports blank rows whose format was changed. Leaving them out loses nothing.";
    cell_missing(cells, expected) "csv.cell-missing" Error
        fr "{cells} cellules, {expected} attendues : il en manque",
            "complétez la ligne, ou vérifiez les guillemets autour des textes qui contiennent le séparateur",
            "Après la cellule qui manque, chaque valeur est peut-être dans la mauvaise colonne."
        en "{cells} cells, {expected} expected: some are missing",
            "complete the row, or check the quotes around texts that hold the separator",
            "After the missing cell, each value may be in the wrong column.";
    cell_extra(cells, expected) "csv.cell-extra" Error
        fr "{cells} cellules, {expected} attendues : il y en a trop",
            "mettez entre guillemets les textes qui contiennent le séparateur, ou exportez avec un autre séparateur",
            "Après la cellule en trop, chaque valeur est peut-être dans la mauvaise colonne."
        en "{cells} cells, {expected} expected: there are too many",
            "put quotes around texts that hold the separator, or export with another separator",
            "After the extra cell, each value may be in the wrong column.";
    unquoted_decimal_comma(cells, expected, value, tail) "csv.unquoted-decimal-comma" Error
        fr "{cells} cellules pour {expected} colonnes ; la virgule de « {value} » a coupé le nombre{tail}",
            "exportez avec le point-virgule comme séparateur, ou avec des guillemets",
            "La virgule sépare ici les cellules et les décimales : après elle, chaque valeur est dans la mauvaise colonne."
        en "{cells} cells for {expected} columns; the comma of “{value}” cut the number{tail}",
            "export with the semicolon as separator, or with quotes",
            "The comma separates cells and decimals here: after it, each value is in the wrong column.";
    spaces(count) "csv.spaces" Hint
        fr "{count} d’espaces au début ou à la fin",
            "rien à faire pour carnet ; à la source, supprimez ces espaces",
            "« Laval » et « Laval » suivi d’une espace ne sont pas la même valeur pour un outil. Les retirer ne perd rien."
        en "{count} of spaces at the start or the end",
            "nothing to do for carnet; at the source, delete those spaces",
            "“Laval” and “Laval” with a space after it are two values to a tool. Leaving them out loses nothing.";
    footnote_row(value) "csv.footnote-row" Warning
        fr "note sous la table : « {value} »",
            "retirez la ligne à la source, et mettez la note dans la fiche (« limites »)",
            "Une note se lirait comme une ligne de données. carnet ne retire rien de lui-même."
        en "note below the table: “{value}”",
            "take the row out at the source, and put the note into the sheet (“limits”)",
            "A note would read as a row of data. carnet takes nothing out by itself.";
    total_row(value, from, to) "csv.total-row" Warning
        fr "« {value} » : total des lignes {from} à {to}",
            "retirez la ligne à la source ; dans un graphique, « drop_totals: oui » la laisse de côté",
            "Un total parmi les lignes compte tout deux fois. carnet ne retire rien de lui-même."
        en "“{value}”: the total of rows {from} to {to}",
            "take the row out at the source; in a chart, “drop_totals: yes” leaves it aside",
            "A total among the rows counts everything twice. carnet takes nothing out by itself.";
    repeated_header() "csv.repeated-header" Warning
        fr "en-tête répété, ligne ignorée",
            "rien à faire pour carnet ; à la source, supprimez la ligne",
            "Deux fichiers réunis gardent souvent l’en-tête du second, qui se lirait comme une donnée."
        en "header repeated, row left out",
            "nothing to do for carnet; at the source, delete the row",
            "Two files joined often keep the header of the second, which would read as data.";
    row_duplicate(first) "csv.row-duplicate" Warning
        fr "ligne identique à la ligne {first}",
            "supprimez-la si c’est un doublon ; gardez-la si deux faits sont vraiment identiques",
            "Un doublon compte deux fois dans une somme. carnet ne supprime rien de lui-même."
        en "same row as row {first}",
            "delete it if it is there twice; keep it if two facts are really the same",
            "A row that is there twice counts twice in a sum. carnet deletes nothing by itself.";
    more(count, code) "csv.more" Hint
        fr "et {count} de plus pour {code}",
            "corrigez d’abord celles qui sont nommées : la cause est souvent la même",
            "carnet nomme quelques lignes par défaut et par colonne, puis compte les autres ; « carnet data » en nomme mille."
        en "and {count} more for {code}",
            "mend the ones that are named first: the cause is often the same",
            "carnet names a few rows per fault and column, then counts the others; “carnet data” names a thousand.";
}
