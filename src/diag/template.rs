//! Pages that are made from the rows of a table: `[[pages]]` and their templates.

use super::family;

family! {
    missing_key(key, example) "template.missing-key" Error + stops
        fr "une table [[pages]] n’a pas de clé « {key} »",
            "ajoutez la ligne {example}",
            "Il faut une table, un gabarit et une adresse pour faire une page par ligne."
        en "a table [[pages]] has no key “{key}”",
            "add the line {example}",
            "It takes a table, a template and an address to make one page per row.";
    no_table(path, near) "template.no-table" Error + stops
        fr "la table des pages n’existe pas : {path}{near}",
            "corrigez « from » : un fichier CSV, depuis la racine du projet ou le dossier des textes",
            "Chaque ligne de cette table devient une page."
        en "the table of the pages does not exist: {path}{near}",
            "correct “from”: a CSV file, from the root of the project or the folder of the texts",
            "Each row of this table becomes a page.";
    no_template(path, near) "template.no-template" Error + stops
        fr "le gabarit des pages n’existe pas : {path}{near}",
            "corrigez « template » : un fichier Markdown, depuis la racine du projet",
            "C’est la page qui est remplie une fois par ligne de la table."
        en "the template of the pages does not exist: {path}{near}",
            "correct “template”: a Markdown file, from the root of the project",
            "It is the page that is filled once per row of the table.";
    published(path) "template.published" Error + stops
        fr "le gabarit {path} serait aussi publié comme une page",
            "renommez-le pour que son nom commence par _ , et corrigez « template »",
            "Une page où les noms des colonnes ne sont pas remplis ne dit rien à personne."
        en "the template {path} would be published as a page too",
            "rename it so that its name starts with _ , and correct “template”",
            "A page where the names of the columns are not filled says nothing to anyone.";
    unknown_column(name, table, near, names) "template.unknown-column" Error + stops
        fr "la colonne « {name} » n’existe pas dans {table} (colonnes : {names}){near}",
            "corrigez le nom entre les accolades ; pour écrire des accolades, doublez-les : {{ }}",
            "Toutes les pages porteraient un nom de colonne à la place d’une valeur."
        en "there is no column “{name}” in {table} (columns: {names}){near}",
            "correct the name between the braces; to write braces, double them: {{ }}",
            "All pages would carry the name of a column in the place of a value.";
    same_for_all(path) "template.same-for-all" Error + stops
        fr "l’adresse « {path} » est la même pour toutes les lignes",
            "écrivez une colonne entre accolades : path = \"collectivites/{nom}\"",
            "Deux pages ne peuvent pas avoir la même adresse."
        en "the address “{path}” is the same for all rows",
            "write a column between braces: path = \"communities/{name}\"",
            "Two pages cannot have one address.";
    duplicate(address, first, second) "template.duplicate-address" Error + stops
        fr "deux lignes de la table veulent l’adresse {address} : {first} et {second}",
            "ajoutez à « path » une colonne qui les distingue, par exemple leur code",
            "Une page cacherait l’autre."
        en "two rows of the table want the address {address}: {first} and {second}",
            "add to “path” a column that tells them apart, such as their code",
            "One page would hide the other.";
    no_address(first, others) "template.no-address" Warning
        fr "pas de page pour {first}{others} : les colonnes de l’adresse sont vides",
            "remplissez ces cellules, ou retirez ces lignes",
            "Sans elles, la page n’a pas d’adresse ; les autres pages sont construites."
        en "no page for {first}{others}: the columns of the address are empty",
            "fill these cells, or remove these rows",
            "Without them the page has no address; the other pages are built.";
    no_data() "template.no-data" Hint
        fr "pas de donnée pour cette figure",
            "rien à faire si c’est attendu : la page le dit à la place de la figure",
            "Une ligne de la table peut n’avoir rien dans le fichier que la figure montre."
        en "no data for this figure",
            "nothing to do when that is expected: the page says so in the place of the figure",
            "A row of the table may have nothing in the file that the figure shows.";
    empty_cell(name) "template.empty-cell" Hint
        fr "la cellule « {name} » est vide",
            "rien à faire si c’est attendu : la page le dit à la place de la figure",
            "Un filtre ne compare rien à une cellule vide."
        en "the cell “{name}” is empty",
            "nothing to do when that is expected: the page says so in the place of the figure",
            "A filter compares nothing with an empty cell.";
}
