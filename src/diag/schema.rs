//! Schemas, and tables that are checked against them.

use super::{Phrase, family};

/// Names in a sentence: eight of them, then how many more.
pub fn list(names: &[String]) -> Phrase {
    const SHOWN: usize = 8;
    let short = |name: &String| {
        let cut: String = name.chars().take(40).collect();
        if cut.len() < name.len() {
            cut + "…"
        } else {
            cut
        }
    };
    let quoted = |open: &str, close: &str| {
        let some: Vec<String> = names
            .iter()
            .take(SHOWN)
            .map(|name| format!("{open}{}{close}", short(name)))
            .collect();
        some.join(", ")
    };
    match names.len().saturating_sub(SHOWN) {
        0 => Phrase::new(quoted("« ", " »"), quoted("“", "”")),
        more => Phrase::new(
            format!("{} et {more} autres", quoted("« ", " »")),
            format!("{} and {more} more", quoted("“", "”")),
        ),
    }
}

/// A key that comes again, or that is empty.
pub fn key_state(before: Option<u32>) -> Phrase {
    match before {
        Some(before) => Phrase::new(
            format!("est déjà à la ligne {before}"),
            format!("is already in row {before}"),
        ),
        None => Phrase::new("est vide", "is empty"),
    }
}

/// Two columns that the table does not have, or two empty cells.
pub fn pair_state(missing: bool) -> Phrase {
    match missing {
        true => Phrase::new("absentes", "missing"),
        false => Phrase::new("vides", "empty"),
    }
}

/// All the names, without quotes.
pub fn names(names: &[String]) -> String {
    names.join(", ")
}

family! {
    unknown(name, near, names) "schema.unknown" Error
        fr "aucun schéma du nom de « {name} »{near}",
            "donnez le chemin d’un fichier Table Schema, ou l’un de ces noms : {names}",
            "carnet apporte les schémas français dont la licence permet la diffusion ; les autres se donnent comme fichiers."
        en "there is no schema named “{name}”{near}",
            "give the path of a Table Schema file, or one of these names: {names}",
            "carnet brings along the French schemas whose license allows it; others are given as files.";
    not_shipped(name, homepage) "schema.not-shipped" Error
        fr "le schéma « {name} » est connu, mais n’est pas livré avec carnet",
            "téléchargez son fichier schema.json depuis {homepage}, déposez-le dans schemas/ et donnez ce chemin",
            "Le producteur de ce schéma n’en précise pas la licence : carnet ne peut pas le redistribuer, mais sait le lire."
        en "the schema “{name}” is known, but does not come with carnet",
            "download its schema.json from {homepage}, put it in schemas/ and give that path",
            "The producer of this schema states no license: carnet cannot pass it on, but can read it.";
    other_version(name, version, asked) "schema.other-version" Warning
        fr "carnet apporte la version {version} de « {name} », pas la version {asked}",
            "pour la version {asked}, donnez le chemin de son fichier",
            "Une version peut ajouter ou renommer des colonnes."
        en "carnet brings version {version} of “{name}”, not version {asked}",
            "for version {asked}, give the path of its file",
            "A version may add or rename columns.";
    not_json(line, column) "schema.not-json" Error
        fr "schéma illisible : JSON incorrect à la ligne {line}, caractère {column}",
            "vérifiez les virgules, les guillemets et les accolades à cet endroit, ou téléchargez le fichier de nouveau",
            "Un schéma de table est un fichier JSON."
        en "the schema cannot be read: JSON is wrong at line {line}, character {column}",
            "check commas, quotes and braces there, or download the file again",
            "A table schema is a JSON file.";
    no_fields() "schema.no-fields" Error
        fr "ce fichier JSON ne décrit aucune colonne",
            "donnez un fichier Table Schema : un objet qui a une liste « fields »",
            "Sans liste de champs, il n’y a rien à vérifier."
        en "this JSON file describes no column",
            "give a Table Schema file: an object with a list “fields”",
            "Without a list of fields there is nothing to check.";
    too_big() "schema.too-big" Error
        fr "schéma trop grand : plus de 8 Mo ou de 20 000 champs",
            "vérifiez que c’est bien le fichier du schéma",
            "Les schémas publiés tiennent en quelques dizaines de kilo-octets."
        en "the schema is too big: over 8 MB or 20,000 fields",
            "check that this is the schema’s file",
            "Published schemas take some tens of kilobytes.";
    name_refused(name) "schema.name" Hint
        fr "le nom du schéma, « {name} », n’est pas fait de lettres minuscules, chiffres, tirets et points",
            "rien à faire ici ; d’autres outils (frictionless 5) refusent ce schéma",
            "carnet valide quand même : le nom ne change rien aux données."
        en "the schema’s name, “{name}”, is not made of lower-case letters, digits, hyphens and dots",
            "nothing to do here; other tools (frictionless 5) refuse this schema",
            "carnet checks all the same: the name changes nothing in the data.";
    field_name(names) "schema.field-name" Warning
        fr "champs du schéma sans nom, ou dont le nom revient : {names}",
            "donnez à chaque champ du schéma un nom à lui",
            "Une colonne se reconnaît à son nom."
        en "fields of the schema without a name, or whose name comes twice: {names}",
            "give each field of the schema a name of its own",
            "A column is known by its name.";
    unknown_key(names) "schema.unknown-key" Warning
        fr "clés du schéma qui ressemblent à une faute de frappe, ignorées : {names}",
            "corrigez-les dans le schéma (par exemple « constraints »)",
            "Une clé mal écrite ne vérifie rien, et personne ne le voit."
        en "keys of the schema that look like a slip, ignored: {names}",
            "correct them in the schema (for instance “constraints”)",
            "A misspelt key checks nothing, and nobody sees it.";
    unknown_type(names) "schema.unknown-type" Warning
        fr "types que Table Schema ne connaît pas : {names}",
            "utilisez un type de Table Schema : string, integer, number, boolean, date, datetime, time, year, yearmonth, duration, geopoint, geojson, object, array",
            "carnet prend le type le plus proche, ou accepte toute valeur."
        en "types that Table Schema does not know: {names}",
            "use a type of Table Schema: string, integer, number, boolean, date, datetime, time, year, yearmonth, duration, geopoint, geojson, object, array",
            "carnet takes the nearest type, or accepts any value.";
    unknown_format(names) "schema.unknown-format" Warning
        fr "formats que Table Schema ne connaît pas, ignorés : {names}",
            "utilisez default, email, uri, uuid ou binary pour un texte, et un format comme %d/%m/%Y pour une date",
            "Un format inconnu ne peut pas être vérifié."
        en "formats that Table Schema does not know, ignored: {names}",
            "use default, email, uri, uuid or binary for a text, and a format such as %d/%m/%Y for a date",
            "An unknown format cannot be checked.";
    constraint_ignored(names) "schema.constraint-ignored" Warning
        fr "contraintes qui ne s’appliquent pas au type de leur champ, ignorées : {names}",
            "retirez-les du schéma, ou changez le type du champ",
            "Par exemple, un motif (pattern) ne se vérifie que sur un texte ; Validata refuse un tel schéma."
        en "constraints that do not apply to their field’s type, ignored: {names}",
            "remove them from the schema, or change the field’s type",
            "For instance, a pattern is only checked on texts; Validata refuses such a schema.";
    bound_ignored(names) "schema.bound-ignored" Warning
        fr "contraintes dont la valeur ne se lit pas, ignorées : {names}",
            "écrivez une valeur du même type que le champ",
            "Une borne illisible ne peut pas être comparée."
        en "constraints whose value cannot be read, ignored: {names}",
            "write a value of the field’s own type",
            "A bound that cannot be read cannot be compared.";
    pattern_ignored(names) "schema.pattern-ignored" Warning
        fr "motifs (pattern) illisibles ou trop coûteux, ignorés : {names}",
            "corrigez l’expression régulière dans le schéma",
            "carnet n’exécute pas un motif dont le temps de calcul n’est pas borné."
        en "patterns that cannot be read or cost too much, ignored: {names}",
            "correct the regular expression in the schema",
            "carnet does not run a pattern whose time is not bounded.";
    example_not_valid(names) "schema.example" Hint
        fr "exemples du schéma qui ne respectent pas leur propre champ : {names}",
            "rien à faire ici ; signalez-le au producteur du schéma",
            "Validata refuse le schéma entier pour cela ; carnet valide quand même."
        en "examples of the schema that break their own field: {names}",
            "nothing to do here; tell the schema’s producer",
            "Validata refuses the whole schema for that; carnet checks all the same.";
    unknown_rule(names) "schema.unknown-rule" Warning
        fr "règles du schéma (custom_checks) inconnues ou incomplètes, non vérifiées : {names}",
            "vérifiez leur nom et leurs colonnes dans le schéma",
            "Ces règles sont une extension française de Table Schema."
        en "rules of the schema (custom_checks) that are unknown or incomplete, not checked: {names}",
            "check their name and columns in the schema",
            "These rules are a French extension of Table Schema.";
    key_without_field(names) "schema.key-without-field" Warning
        fr "la clé primaire du schéma nomme des champs qu’il n’a pas : {names}",
            "corrigez primaryKey dans le schéma",
            "Une clé sans champ ne peut pas être vérifiée."
        en "the schema’s primary key names fields that it does not have: {names}",
            "correct primaryKey in the schema",
            "A key without a field cannot be checked.";

    column_missing_required(name, near) "schema.column-missing-required" Error
        fr "colonne obligatoire absente : « {name} »",
            "ajoutez la colonne, ou renommez celle qui la contient{near}",
            "Le schéma demande cette colonne dans tous les fichiers."
        en "required column missing: “{name}”",
            "add the column, or rename the one that holds it{near}",
            "The schema asks for this column in every file.";
    column_missing(name, near) "schema.column-missing" Warning
        fr "colonne absente : « {name} »",
            "ajoutez la colonne, même vide, ou renommez celle qui la contient{near}",
            "La colonne est facultative, mais un fichier complet se réutilise mieux."
        en "column missing: “{name}”",
            "add the column, even empty, or rename the one that holds it{near}",
            "The column is optional, but a complete file is easier to reuse.";
    column_extra(label) "schema.column-extra" Warning
        fr "colonne que le schéma ne connaît pas : {label}",
            "retirez-la, ou donnez-lui le nom d’une colonne du schéma",
            "Les outils qui lisent ce schéma ignoreront la colonne."
        en "column that the schema does not know: {label}",
            "remove it, or give it the name of one of the schema’s columns",
            "Tools that read this schema will ignore the column.";
    column_order() "schema.column-order" Warning
        fr "les colonnes ne sont pas dans l’ordre du schéma",
            "remettez-les dans l’ordre du schéma",
            "Des fichiers de même ordre se comparent et s’empilent sans erreur."
        en "columns are not in the schema’s order",
            "put them in the schema’s order",
            "Files in the same order compare and stack without mistakes.";
    rule_unchecked(rule, names) "schema.rule-unchecked" Warning
        fr "règle du schéma non vérifiée ({rule}) : colonnes absentes : {names}",
            "ajoutez les colonnes absentes, même vides",
            "La règle compare plusieurs colonnes : il les lui faut toutes."
        en "rule of the schema not checked ({rule}): columns missing: {names}",
            "add the missing columns, even empty",
            "The rule compares several columns: it needs them all.";
    key_unchecked(key, names) "schema.key-unchecked" Warning
        fr "clé {key} non vérifiée : colonnes absentes : {names}",
            "ajoutez les colonnes absentes",
            "La clé identifie chaque ligne : il lui faut toutes ses colonnes."
        en "key {key} not checked: columns missing: {names}",
            "add the missing columns",
            "The key identifies each row: it needs all its columns.";
    foreign_key(names, targets, value) "schema.foreign-key" Error
        fr "{names} : « {value} » ne se trouve dans aucune ligne de {targets}",
            "corrigez la valeur, ou ajoutez la ligne à laquelle elle renvoie",
            "Une clé étrangère renvoie à une ligne qui existe : sans elle, le lien ne mène nulle part."
        en "{names}: “{value}” is in no row of {targets}",
            "correct the value, or add the row that it refers to",
            "A foreign key refers to a row that exists: without it, the link leads nowhere.";
    foreign_key_unchecked(names, resource) "schema.foreign-key-unchecked" Hint
        fr "clé étrangère {names} non vérifiée : elle renvoie à une autre table, « {resource} »",
            "vérifiez à la main que ses valeurs existent dans cette table",
            "carnet vérifie un fichier à la fois : il ne suit que les renvois à l’intérieur d’une table."
        en "foreign key {names} not checked: it refers to another table, “{resource}”",
            "check by hand that its values exist in that table",
            "carnet checks one file at a time: it only follows references inside a table.";
    unique_unchecked() "schema.unique-unchecked" Warning
        fr "trop de valeurs différentes : au-delà de trois millions, les doublons ne sont plus cherchés",
            "vérifiez les doublons du reste par parties",
            "carnet borne la mémoire qu’une vérification peut prendre."
        en "too many different values: beyond three million, duplicates are no longer looked for",
            "check the rest for duplicates by parts",
            "carnet bounds the memory that a check may take.";
    of_type(value, expected, meant) "schema.type" Error
        fr "« {value} » n’a pas la forme attendue : {expected}",
            "{meant}",
            "Une valeur d’un autre type ne se trie pas, ne se compte pas et ne se dessine pas."
        en "“{value}” does not have the expected form: {expected}",
            "{meant}",
            "A value of another type cannot be sorted, counted or drawn.";
    required() "schema.required" Error
        fr "valeur obligatoire absente",
            "remplissez la cellule",
            "Le schéma demande une valeur sur chaque ligne de cette colonne."
        en "a required value is missing",
            "fill the cell",
            "The schema asks for a value in every row of this column.";
    unique(value, before) "schema.unique" Error
        fr "« {value} » est déjà à la ligne {before}",
            "corrigez ou supprimez l’une des deux lignes",
            "Le schéma demande des valeurs toutes différentes dans cette colonne."
        en "“{value}” is already in row {before}",
            "correct or delete one of the two rows",
            "The schema asks for values that all differ in this column.";
    one_of_values(value, choices, near) "schema.enum" Error
        fr "« {value} » n’est pas une des valeurs du schéma",
            "choisissez parmi {choices}{near}",
            "Une liste fermée permet de regrouper sans confondre."
        en "“{value}” is not one of the schema’s values",
            "choose among {choices}{near}",
            "A closed list makes grouping safe.";
    pattern(value, form) "schema.pattern" Error
        fr "« {value} » n’a pas la forme demandée par le schéma",
            "{form}",
            "Un code mal formé ne se retrouve dans aucun autre fichier."
        en "“{value}” does not have the form that the schema asks for",
            "{form}",
            "A code in another form is found in no other file.";
    minimum(value, bound) "schema.minimum" Error
        fr "{value} est en dessous du minimum : {bound}",
            "vérifiez la valeur et son unité",
            "Le schéma borne les valeurs de cette colonne."
        en "{value} is below the minimum: {bound}",
            "check the value and its unit",
            "The schema bounds the values of this column.";
    maximum(value, bound) "schema.maximum" Error
        fr "{value} est au-dessus du maximum : {bound}",
            "vérifiez la valeur et son unité",
            "Le schéma borne les valeurs de cette colonne."
        en "{value} is above the maximum: {bound}",
            "check the value and its unit",
            "The schema bounds the values of this column.";
    min_length(value, length, least) "schema.min-length" Error
        fr "« {value} » est trop court : {length} caractères, au moins {least} attendus",
            "complétez la valeur",
            "Le schéma borne la longueur des valeurs de cette colonne."
        en "“{value}” is too short: {length} characters, at least {least} expected",
            "complete the value",
            "The schema bounds the length of this column’s values.";
    max_length(value, length, most) "schema.max-length" Error
        fr "« {value} » est trop long : {length} caractères, au plus {most} attendus",
            "raccourcissez la valeur",
            "Le schéma borne la longueur des valeurs de cette colonne."
        en "“{value}” is too long: {length} characters, at most {most} expected",
            "shorten the value",
            "The schema bounds the length of this column’s values.";
    primary_key(names, state) "schema.primary-key" Error
        fr "la clé {names} {state}",
            "complétez la clé, ou supprimez la ligne en trop",
            "La clé identifie chaque ligne : elle n’est jamais vide et ne revient pas."
        en "the key {names} {state}",
            "complete the key, or delete the row that is one too many",
            "The key identifies each row: it is never empty and never comes twice.";
    siren(value) "schema.siren" Error
        fr "« {value} » n’est pas un SIREN",
            "un SIREN a 9 chiffres, le dernier vérifiant les autres : reprenez-le à la source",
            "Un SIREN faux désigne une autre organisation, ou aucune."
        en "“{value}” is not a SIREN",
            "a SIREN has 9 digits, the last one checking the others: take it from its source again",
            "A wrong SIREN names another organization, or none.";
    siret(value) "schema.siret" Error
        fr "« {value} » n’est pas un SIRET",
            "un SIRET a 14 chiffres, le dernier vérifiant les autres : reprenez-le à la source, en texte et non en nombre",
            "Un SIRET faux désigne un autre établissement, ou aucun ; les tableurs arrondissent les longs nombres."
        en "“{value}” is not a SIRET",
            "a SIRET has 14 digits, the last one checking the others: take it from its source again, as text and not as a number",
            "A wrong SIRET names another establishment, or none; spreadsheets round long numbers.";
    phone(value) "schema.phone" Error
        fr "« {value} » n’est pas un numéro de téléphone",
            "écrivez 10 chiffres (01 99 00 27 37), la forme internationale (+33 1 99 00 27 37) ou un numéro court (3949)",
            "Un numéro par cellule peut être composé d’un geste."
        en "“{value}” is not a telephone number",
            "write 10 digits (01 99 00 27 37), the international form (+33 1 99 00 27 37) or a short number (3949)",
            "One number in a cell can be dialed with a touch.";
    opening_hours(value) "schema.opening-hours" Error
        fr "« {value} » n’est pas un horaire au format d’OpenStreetMap",
            "écrivez par exemple « Mo-Fr 08:30-18:00; Sa 09:00-12:00 » ou « 24/7 »",
            "Ce format se lit par les cartes et les calendriers."
        en "“{value}” is not an opening time in OpenStreetMap’s form",
            "write for instance “Mo-Fr 08:30-18:00; Sa 09:00-12:00” or “24/7”",
            "Maps and calendars read this form.";
    year_interval(value, form) "schema.year-interval" Error
        fr "« {value} » n’est pas une période {form}",
            "écrivez par exemple 2019/2020, la première année avant la seconde",
            "Une période dans une autre forme ne se trie pas."
        en "“{value}” is not a period {form}",
            "write for instance 2019/2020, the earlier year first",
            "A period in another form cannot be sorted.";
    cohesive_columns(names) "schema.cohesive-columns" Error
        fr "les colonnes {names} doivent être toutes remplies, ou toutes vides",
            "complétez les cellules vides, ou videz les autres",
            "Ces colonnes ne disent quelque chose qu’ensemble."
        en "the columns {names} must all be filled, or all empty",
            "fill the empty cells, or empty the others",
            "These columns only make sense together.";
    compare_columns(value, relation, other, bound) "schema.compare-columns" Error
        fr "« {value} » doit être {relation} « {other} », qui vaut « {bound} »",
            "vérifiez les deux cellules",
            "Le schéma compare ces deux colonnes sur chaque ligne."
        en "“{value}” must be {relation} “{other}”, which is “{bound}”",
            "check both cells",
            "The schema compares these two columns in every row.";
    sum_columns(value, names) "schema.sum-columns" Error
        fr "{value} n’est pas la somme de {names}",
            "vérifiez le total et ses parties",
            "Le schéma demande que ce total soit juste sur chaque ligne."
        en "{value} is not the sum of {names}",
            "check the total and its parts",
            "The schema asks for this total to be right in every row.";
    one_of_required(first, second, state) "schema.one-of-required" Error
        fr "« {first} » et « {second} » sont toutes deux {state}",
            "il faut au moins l’une des deux : ajoutez-la ou remplissez-la",
            "Il faut l’une des deux valeurs pour identifier chaque ligne."
        en "“{first}” and “{second}” are both {state}",
            "at least one of the two is needed: add it or fill it",
            "One of the two values is needed to identify each row.";
    act_subject(value) "schema.nomenclature-actes" Error
        fr "« {value} » n’est pas une matière de la nomenclature des actes",
            "écrivez l’une des neuf matières, une barre oblique sans espace, puis la sous-matière : « Urbanisme/Documents d’urbanisme »",
            "La nomenclature des actes transmis en préfecture a neuf matières."
        en "“{value}” is not a subject of the nomenclature of acts",
            "write one of the nine subjects, a slash without spaces, then the sub-subject: “Urbanisme/Documents d’urbanisme”",
            "The nomenclature of acts sent to prefectures has nine subjects.";
    gps_elsewhere(value) "schema.gps" Error
        fr "« {value} » n’est pas en France",
            "vérifiez les coordonnées : longitude d’abord, en degrés décimaux",
            "Le schéma demande des lieux de France."
        en "“{value}” is not in France",
            "check the coordinates: longitude first, in decimal degrees",
            "The schema asks for places in France.";
    gps_reversed(value) "schema.gps-reversed" Error
        fr "« {value} » : latitude et longitude inversées",
            "écrivez la longitude d’abord",
            "Dans cet ordre, le point tombe dans un autre pays."
        en "“{value}”: latitude and longitude are exchanged",
            "write the longitude first",
            "In this order the point falls into another country.";
}
