//! Blocks that draw data: charts, tables, numbers, timelines, trees. What makes one impossible, then what would make
//! one misleading.

use super::family;

family! {
    line(line) "chart.line" Error
        fr "ligne que carnet ne comprend pas dans ce bloc : « {line} »",
            "écrivez « clé: valeur », par exemple « x: commune »",
            "Un bloc est fait de lignes « clé: valeur ». Une ligne sans deux-points ne dit pas ce qu’elle règle."
        en "line that carnet does not understand in this block: “{line}”",
            "write “key: value”, for instance “x: commune”",
            "A block is made of lines “key: value”. A line without a colon does not say what it sets.";
    unknown_key(key, block, near, keys) "chart.unknown-key" Error
        fr "un bloc « {block} » n’a pas de clé « {key} »{near}",
            "les clés de ce bloc : {keys}",
            "Une clé mal écrite serait ignorée sans que personne le voie : la figure dirait autre chose que ce qui est demandé."
        en "a “{block}” block has no key “{key}”{near}",
            "the keys of this block: {keys}",
            "A misspelt key would be ignored without anyone seeing it: the figure would say something else than what was asked.";
    duplicate_key(key) "chart.duplicate-key" Error
        fr "clé écrite deux fois dans ce bloc : « {key} »",
            "gardez une seule des deux lignes",
            "carnet ne choisit pas laquelle des deux valeurs compte."
        en "key written twice in this block: “{key}”",
            "keep only one of the two lines",
            "carnet does not choose which of the two values counts.";
    missing_key(key, example) "chart.missing-key" Error
        fr "il manque la ligne « {key} »",
            "ajoutez par exemple « {example} »",
            "Sans cette ligne, la figure ne peut pas être dessinée."
        en "the line “{key}” is missing",
            "add for instance “{example}”",
            "Without this line, the figure cannot be drawn.";
    wrong_value(key, expected) "chart.wrong-value" Error
        fr "« {key} » attend {expected}",
            "corrigez la valeur, ou retirez la ligne",
            "Une valeur d’une autre sorte ne veut rien dire ici."
        en "“{key}” expects {expected}",
            "correct the value, or remove the line",
            "A value of another sort means nothing here.";
    unknown_kind(name, near, kinds) "chart.unknown-kind" Error
        fr "sorte de graphique inconnue : « {name} »{near}",
            "choisissez parmi : {kinds}",
            "Chaque sorte de graphique répond à une question ; carnet ne devine pas laquelle était voulue."
        en "unknown kind of chart: “{name}”{near}",
            "choose one of: {kinds}",
            "Each kind of chart answers a question; carnet does not guess which one was meant.";
    unknown_data(path, near) "chart.unknown-data" Error
        fr "jeu de données introuvable : « {path} »{near}",
            "le chemin part du dossier data/ de l’équipe ; pour celui d’une autre équipe, écrivez « equipe/fichier.csv »",
            "Une figure se lit dans un fichier du projet, pour que chacun puisse la refaire."
        en "dataset not found: “{path}”{near}",
            "the path starts from the team’s data/ folder; for another team’s, write “team/file.csv”",
            "A figure is read from a file of the project, so that anyone can make it again.";
    unreadable_data(path) "chart.unreadable-data" Error
        fr "« {path} » ne se lit pas comme un tableau",
            "enregistrez-le en CSV, la première ligne portant les noms des colonnes",
            "Sans lignes ni colonnes, il n’y a rien à dessiner."
        en "“{path}” does not read as a table",
            "save it as CSV, with the names of the columns on the first line",
            "Without rows and columns there is nothing to draw.";
    unknown_column(name, dataset, near, columns) "chart.unknown-column" Error
        fr "la colonne « {name} » n’existe pas dans {dataset}{near}",
            "les colonnes : {columns}",
            "Un nom de colonne se lit sans accents, majuscules ni espaces autour, mais lettre pour lettre."
        en "column “{name}” does not exist in {dataset}{near}",
            "the columns: {columns}",
            "The name of a column is read without accents, capitals and outer space, but letter for letter.";
    ambiguous_column(name, first, second) "chart.ambiguous-column" Error
        fr "« {name} » peut être la colonne « {first} » ou la colonne « {second} »",
            "écrivez exactement l’un des deux noms, ou renommez une colonne dans le fichier",
            "Deux colonnes qui ne diffèrent que par un accent ou une majuscule se confondent."
        en "“{name}” may be column “{first}” or column “{second}”",
            "write one of the two names exactly, or rename a column in the file",
            "Two columns that differ by an accent or a capital only are mistaken for one another.";
    unknown_function(name, near, functions) "chart.unknown-function" Error
        fr "fonction inconnue : « {name} »{near}",
            "les fonctions : {functions}",
            "Une expression ne connaît que quelques fonctions, pour que chacun puisse la relire."
        en "unknown function: “{name}”{near}",
            "the functions: {functions}",
            "An expression knows a few functions only, so that anyone can read it.";
    arguments(function, expected) "chart.arguments" Error
        fr "« {function} » attend {expected}",
            "par exemple « somme(montant) » ou « compte() »",
            "Une fonction résume une colonne à la fois."
        en "“{function}” expects {expected}",
            "for instance “sum(amount)” or “count()”",
            "A function sums up one column at a time.";
    expression(expected) "chart.expression" Error
        fr "expression incomplète ou mal écrite : ici, on attend {expected}",
            "une expression est faite de colonnes, de nombres, de textes entre guillemets, de + - * /, de comparaisons, de et, ou, non",
            "Une expression qui ne se lit que de travers donnerait un chiffre que personne ne pourrait expliquer."
        en "expression incomplete or badly written: here, {expected} is expected",
            "an expression is made of columns, numbers, quoted texts, + - * /, comparisons, and, or, not",
            "An expression that reads only askew would give a number that nobody could explain.";
    too_long() "chart.expression-too-long" Error
        fr "expression trop longue ou trop imbriquée",
            "calculez plutôt une colonne dans le fichier",
            "Une figure se relit : au-delà de quelques opérations, le calcul a sa place dans les données."
        en "expression too long or too deeply nested",
            "rather compute a column in the file",
            "A figure is read again: beyond a few operations, the computation belongs in the data.";
    text_not_number(what, found) "chart.text-not-number" Error
        fr "{what} : il faut des nombres, et on trouve du texte{found}",
            "choisissez une colonne de nombres, ou comptez les lignes avec « compte() » ; un code reste un texte, même fait de chiffres",
            "On n’additionne pas des noms ni des codes : la somme des numéros de département ne veut rien dire."
        en "{what}: numbers are needed, and text is found{found}",
            "choose a column of numbers, or count the rows with “count()”; a code stays a text, even when made of digits",
            "Names and codes do not add up: the sum of postal codes means nothing.";
    mismatch(left, right) "chart.mismatch" Error
        fr "on ne compare pas {left} et {right}",
            "mettez un texte entre guillemets, écrivez une date comme « \"2026-10-09\" » et une année comme 2026",
            "Une comparaison entre deux sortes de valeurs est toujours fausse : le filtre retirerait tout."
        en "{left} and {right} cannot be compared",
            "quote a text, write a date as “\"2026-10-09\"” and a year as 2026",
            "A comparison between two sorts of values is always false: the filter would remove everything.";
    not_aggregated(column) "chart.not-aggregated" Error
        fr "« {column} » a plusieurs valeurs par groupe, et rien ne dit laquelle prendre",
            "écrivez somme({column}), moyenne({column}), min({column}) ou max({column})",
            "Une fois les lignes groupées, chaque colonne doit être résumée, ou servir à grouper."
        en "“{column}” has several values per group, and nothing says which to take",
            "write sum({column}), mean({column}), min({column}) or max({column})",
            "Once rows are grouped, each column must be summed up, or serve to group.";
    aggregate_here(function) "chart.aggregate-here" Error
        fr "« {function} » résume plusieurs lignes, et ici on regarde une ligne à la fois",
            "mettez la fonction dans « y », « value » ou « size », pas dans un filtre ni dans une autre fonction",
            "Le filtre passe avant le groupement : il ne connaît pas encore les totaux."
        en "“{function}” sums up several rows, and here one row is looked at at a time",
            "put the function in “y”, “value” or “size”, not in a filter nor inside another function",
            "The filter comes before grouping: it does not know the totals yet.";
    repeated(value, count, fix) "chart.repeated-category" Error
        fr "{count} lignes portent « {value} », et la figure n’a qu’une place pour elles",
            "dites comment les réunir, par exemple « {fix} »",
            "Plusieurs valeurs à la même place se cachent l’une l’autre, ou s’additionnent sans le dire."
        en "{count} rows bear “{value}”, and the figure has a single place for them",
            "say how to bring them together, for instance “{fix}”",
            "Several values at one place hide one another, or add up without saying so.";
    unknown_value(value, key, near) "chart.unknown-value" Error
        fr "« {key} » nomme « {value} », que la figure ne montre pas{near}",
            "écrivez le nom tel qu’il est dans le fichier",
            "Un nom mal écrit ne mettrait rien en avant, et personne ne saurait pourquoi."
        en "“{key}” names “{value}”, which the figure does not show{near}",
            "write the name as it is in the file",
            "A misspelt name would put nothing forward, and nobody would know why.";
    unused(key, kind) "chart.unused-key" Warning
        fr "« {key} » ne sert pas dans un graphique « {kind} »",
            "retirez la ligne, ou choisissez une autre sorte de graphique",
            "Une ligne sans effet laisse croire que la figure montre ce qu’elle ne montre pas."
        en "“{key}” serves no purpose in a “{kind}” chart",
            "remove the line, or choose another kind of chart",
            "A line without effect lets one believe that the figure shows what it does not.";
    empty_result(filter, rows) "chart.empty-result" Error
        fr "il ne reste aucune ligne : le filtre « {filter} » les retire toutes ({rows})",
            "vérifiez la valeur comparée, telle qu’elle est écrite dans le fichier",
            "Une figure vide est presque toujours une faute de frappe dans un filtre."
        en "no row is left: the filter “{filter}” removes them all ({rows})",
            "check the value compared, as it is written in the file",
            "An empty figure is nearly always a typing mistake in a filter.";
    empty_data(dataset) "chart.empty-data" Error
        fr "rien à dessiner : {dataset} n’a aucune valeur dans ces colonnes",
            "vérifiez que les cellules sont remplies, et que la première ligne porte les noms des colonnes",
            "Des cellules vides ne font ni barre ni point."
        en "nothing to draw: {dataset} has no value in these columns",
            "check that the cells are filled, and that the first line holds the names of the columns",
            "Empty cells make neither bar nor point.";
    division_by_zero(divisor, count) "chart.division-by-zero" Warning
        fr "division par zéro : « {divisor} » vaut 0 ou manque sur {count}",
            "ces valeurs sont laissées vides ; écartez ces lignes avec un filtre, par exemple « filter: {divisor} > 0 »",
            "Diviser par zéro ne donne pas un grand nombre, mais aucun."
        en "division by zero: “{divisor}” is 0 or missing on {count}",
            "these values are left empty; set those rows aside with a filter, for instance “filter: {divisor} > 0”",
            "Dividing by zero does not give a big number, but none.";
    dates_and_years(column, example) "chart.dates-and-years" Error
        fr "« {column} » mêle des dates et des années : {example}",
            "écrivez la même forme dans toute la colonne",
            "Une année n’a pas de place précise sur un axe de jours : le 1er janvier serait une invention."
        en "“{column}” mixes dates and years: {example}",
            "write the same form in the whole column",
            "A year has no exact place on an axis of days: January 1st would be an invention.";
    unpivot(expected) "chart.unpivot" Error
        fr "« unpivot » ne se lit pas : {expected}",
            "écrivez « unpivot: 1985..2027 as (annee, eleves) » ou « unpivot: recettes, depenses as (poste, montant) »",
            "« unpivot » fait des lignes avec des colonnes ; il lui faut leurs noms, puis ceux des deux colonnes qui en naissent."
        en "“unpivot” does not read: {expected}",
            "write “unpivot: 1985..2027 as (year, pupils)” or “unpivot: income, spending as (item, amount)”",
            "“unpivot” makes rows out of columns; it needs their names, then those of the two columns that come of it.";
    unknown_unit(unit, near) "chart.unknown-unit" Warning
        fr "unité inconnue : « {unit} »{near}",
            "écrivez le symbole (€, M€, kWh, t, km, %) ou le nom au long (tonnes, élèves, euros par habitant)",
            "Une unité se lit lettre pour lettre : mW n’est pas MW, et Ko n’est pas ko."
        en "unknown unit: “{unit}”{near}",
            "write the symbol (€, M€, kWh, t, km, %) or the name in full (tonnes, pupils, euros per inhabitant)",
            "A unit reads letter for letter: mW is not MW.";
    missing_title() "chart.missing-title" Warning
        fr "cette figure n’a pas de titre",
            "ajoutez une ligne « title: » qui dit ce qu’on y voit",
            "Le titre est ce qui reste d’une figure quand on l’a quittée."
        en "this figure has no title",
            "add a line “title:” that says what it shows",
            "The title is what stays of a figure once it is left.";
    missing_source() "chart.missing-source" Warning
        fr "cette figure ne dit pas d’où viennent ses données",
            "ajoutez une ligne « source: » avec le producteur et l’année",
            "Un chiffre sans source ne peut être ni vérifié ni repris."
        en "this figure does not say where its data comes from",
            "add a line “source:” with the producer and the year",
            "A number without a source can be neither checked nor used again.";
    picked(kind, why) "chart.picked-kind" Hint
        fr "sans ligne « type », carnet a choisi « {kind} » : {why}",
            "écrivez « type: {kind} » pour le garder, ou une autre sorte",
            "Le choix suit les colonnes ; s’il changeait avec elles, la figure changerait sans qu’on l’ait demandé."
        en "without a line “type”, carnet chose “{kind}”: {why}",
            "write “type: {kind}” to keep it, or another kind",
            "The choice follows the columns; if they changed, the figure would change without being asked to.";
    too_many_categories(count, kept) "chart.too-many-categories" Warning
        fr "{count} catégories : seules les {kept} premières sont dessinées",
            "choisissez-les avec « top: {kept} + autres », ou regroupez-les",
            "Au-delà de quelques dizaines de barres, on ne lit plus ni les noms ni les écarts."
        en "{count} categories: only the first {kept} are drawn",
            "choose them with “top: {kept} + others”, or group them",
            "Beyond a few dozen bars, neither names nor differences can be read.";
    too_many_points(count, kept) "chart.too-many-points" Warning
        fr "{count} points : un sur plusieurs est dessiné, {kept} en tout",
            "regroupez-les avec une fonction comme moyenne(), ou filtrez",
            "Des dizaines de milliers de points font une tache, et une page que personne n’attend de voir."
        en "{count} points: one in several is drawn, {kept} in all",
            "group them with a function such as mean(), or filter",
            "Tens of thousands of points make a blot, and a page that nobody waits for.";
    number_word(word) "chart.number-mark" Error
        fr "ce nombre calculé ne se lit pas : « {word} »",
            "écrivez par exemple `=compte(dae.csv)` ou `=somme(conso.csv, conso_mwh)`",
            "Un nombre calculé nomme une fonction et un fichier, pour rester vrai quand le fichier change."
        en "this computed number does not read: “{word}”",
            "write for instance `=count(dae.csv)` or `=sum(conso.csv, conso_mwh)`",
            "A computed number names a function and a file, so that it stays true when the file changes.";
    no_items(block, example) "chart.no-items" Error
        fr "ce bloc « {block} » est vide",
            "écrivez une liste, par exemple « {example} »",
            "Une frise ou un arbre se dessine à partir d’une liste."
        en "this “{block}” block is empty",
            "write a list, for instance “{example}”",
            "A timeline or a tree is drawn from a list.";
    unknown_rule(code, near) "chart.unknown-rule" Error
        fr "« allow » nomme une règle inconnue : « {code} »{near}",
            "écrivez le code du constat, par exemple « allow: [pie-slices] »",
            "Une règle mal nommée ne fait rien taire, et laisse croire le contraire."
        en "“allow” names an unknown rule: “{code}”{near}",
            "write the code of the finding, for instance “allow: [pie-slices]”",
            "A misnamed rule silences nothing, and lets one believe otherwise.";
    allow_without_reason() "chart.allow-without-reason" Warning
        fr "« allow » sans « reason » : on ne saura pas pourquoi la règle ne vaut pas ici",
            "ajoutez une ligne « reason: » d’une phrase",
            "Une règle que l’on fait taire avec raison apprend quelque chose à qui relit."
        en "“allow” without “reason”: nobody will know why the rule does not hold here",
            "add a line “reason:” of one sentence",
            "A rule silenced for a reason teaches something to whoever reads again.";

    // What would mislead.
    pie_slices(count, block) "chart.pie-slices" Warning
        fr "{count} parts dans un camembert : au-delà de 5, l’œil ne compare plus les angles",
            "dessinez des barres : {block}",
            "On compare bien des longueurs, mal des angles : le même tableau en barres se lit d’un coup."
        en "{count} slices in a pie: beyond 5, the eye no longer compares angles",
            "draw bars: {block}",
            "Lengths are compared well, angles badly: the same table as bars reads at a glance.";
    pie_parts(why, block) "chart.pie-parts" Error
        fr "ces parts ne font pas un tout : {why}",
            "dessinez des barres : {block}",
            "Un camembert dit « voici tout, et comment cela se partage » ; des valeurs négatives ou qui se recouvrent ne se partagent pas."
        en "these parts do not make a whole: {why}",
            "draw bars: {block}",
            "A pie says “this is all, and how it is shared”; negative or overlapping values are not shared.";
    totals_mixed(value, column) "chart.totals-mixed" Warning
        fr "« {value} », dans la colonne « {column} », semble un total rangé parmi ses parties",
            "ajoutez « drop_totals: oui », ou un filtre qui l’écarte",
            "Un total parmi ses parties écrase les autres barres, et double les sommes."
        en "“{value}”, in column “{column}”, looks like a total among its parts",
            "add “drop_totals: yes”, or a filter that sets it aside",
            "A total among its parts crushes the other bars, and doubles the sums.";
    axis_not_zero(from) "chart.axis-not-zero" Warning
        fr "un axe de barres qui part de {from} au lieu de zéro",
            "retirez « ymin », ou dessinez des points ou des courbes",
            "La longueur d’une barre dit sa valeur : coupée, elle montre un écart qui n’existe pas."
        en "an axis of bars that starts from {from} instead of zero",
            "remove “ymin”, or draw points or lines",
            "The length of a bar tells its value: cut, it shows a difference that does not exist.";
    mixed_units(first, second) "chart.mixed-units" Warning
        fr "deux unités sur un même axe : {first} et {second}",
            "convertissez l’une des deux, ou faites deux figures",
            "Des kWh à côté de MWh se comparent de travers : mille fois, et sans que cela se voie."
        en "two units on one axis: {first} and {second}",
            "convert one of them, or make two figures",
            "kWh beside MWh compare askew: a thousand times, and unseen.";
    mixed_magnitudes(small, big) "chart.mixed-magnitudes" Warning
        fr "« {small} » est plus de mille fois plus petit que « {big} » sur le même axe",
            "vérifiez les unités, faites deux figures, ou dessinez la série en indices",
            "La petite série s’écrase sur l’axe : on croit qu’elle ne bouge pas."
        en "“{small}” is more than a thousand times smaller than “{big}” on the same axis",
            "check the units, make two figures, or draw the series as indices",
            "The small series is crushed on the axis: it seems not to move.";
    unequal_steps(first, second) "chart.unequal-steps" Warning
        fr "pas de temps inégaux dessinés comme égaux : {first}, puis {second}",
            "dessinez une courbe (« type: line »), dont l’axe respecte les dates, ou complétez les années manquantes",
            "Des barres régulières pour des années qui ne le sont pas accélèrent ou ralentissent l’histoire."
        en "unequal steps of time drawn as equal: {first}, then {second}",
            "draw a line (“type: line”), whose axis keeps to dates, or fill in the missing years",
            "Regular bars for irregular years speed the story up or slow it down.";
    too_many_series(count) "chart.too-many-series" Warning
        fr "{count} séries : au-delà de 8, on ne les distingue plus",
            "gardez les principales avec « top: 7 + autres », mettez-en une en avant avec « highlight », ou faites de petits multiples avec « facet »",
            "Huit couleurs se distinguent ; douze se confondent, surtout pour qui voit mal les couleurs."
        en "{count} series: beyond 8, they can no longer be told apart",
            "keep the main ones with “top: 7 + others”, put one forward with “highlight”, or make small multiples with “facet”",
            "Eight colors can be told apart; twelve blend, above all for whoever sees colors badly.";
    file_order() "chart.file-order" Warning
        fr "les catégories restent dans l’ordre du fichier, et celui des valeurs dirait plus",
            "retirez « sort: fichier », ou dites pourquoi avec « allow: [file-order] » et « reason: »",
            "Rangées par valeur, les barres donnent le classement sans qu’on ait à le chercher."
        en "the categories stay in the order of the file, where the order of values would tell more",
            "remove “sort: file”, or say why with “allow: [file-order]” and “reason:”",
            "Sorted by value, bars give the ranking without looking for it.";
    no_unit(measure) "chart.no-unit" Warning
        fr "rien ne dit l’unité de « {measure} »",
            "ajoutez une ligne « unit: », par exemple « unit: MWh » ou « unit: élèves »",
            "« 1 200 » ne se compare à rien tant qu’on ne sait pas de quoi."
        en "nothing says the unit of “{measure}”",
            "add a line “unit:”, for instance “unit: MWh” or “unit: pupils”",
            "“1,200” compares to nothing as long as one does not know what of.";
    title_without_finding(title) "chart.title-without-finding" Warning
        fr "le titre « {title} » nomme les données et ne dit pas ce qu’on y voit",
            "écrivez une phrase avec un verbe : qui monte, qui pèse le plus, depuis quand",
            "On retient le titre : « Le gaz pèse surtout à Albertville » dit plus que « Consommation de gaz »."
        en "the title “{title}” names the data and does not say what it shows",
            "write a sentence with a verb: what rises, what weighs most, since when",
            "The title is what people keep: “Gas weighs most in Albertville” says more than “Gas consumption”.";
    tiny_sample(count) "chart.tiny-sample" Warning
        fr "des pourcentages sur {count} seulement",
            "donnez plutôt les nombres, ou écrivez l’effectif dans « subtitle »",
            "« 50 % » de quatre personnes, c’est deux personnes : le nombre dit vrai, le pourcentage impressionne."
        en "percentages of {count} only",
            "rather give the numbers, or write the count in “subtitle”",
            "“50%” of four people is two people: the number tells the truth, the percentage impresses.";
    contradicted(written, found) "chart.contradicted-number" Warning
        fr "la phrase dit {written}, et les données de la figure disent {found}",
            "corrigez le nombre, ou écrivez-le comme un nombre calculé : `=somme(fichier.csv, colonne)`",
            "Le lecteur voit les deux : un seul chiffre qui ne colle pas fait douter de tous les autres."
        en "the sentence says {written}, and the data of the figure says {found}",
            "correct the number, or write it as a computed number: `=sum(file.csv, column)`",
            "The reader sees both: a single number that does not fit casts doubt on all others.";
}
