//! The keys of the blocks: one entry each in a static list. Reading, messages about unknown keys, `carnet schema chart`
//! and a test of the guide all follow from the list.

use crate::chart::kind::KINDS;
use crate::diag::{Language, Phrase, nearest};
use crate::model::fence::{FenceKind, key_name};
use serde_json::{Map, Value, json};

/// One key.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    /// Other spellings, without accents.
    pub aliases: &'static [&'static str],
    /// The blocks that have it.
    pub blocks: &'static [FenceKind],
    pub form: Form,
    pub fr: &'static str,
    pub en: &'static str,
}

/// What a key accepts, for the schema and for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A sentence, to the end of the line.
    Prose,
    /// The name of a kind of chart.
    Kind,
    /// A file of the project.
    Data,
    Column,
    /// Columns between commas.
    Columns,
    Expression,
    Unpivot,
    Top,
    Sort,
    Flag,
    OneOf(&'static [(&'static str, &'static str)]),
    Number,
    /// A whole number between two bounds, both included.
    Whole(u32, u32),
    /// Names between commas.
    Names,
    /// `2020 = confinement`.
    Labelled,
    /// Codes of rules between commas.
    Rules,
    /// A part of an address.
    Slug,
}

use FenceKind::{Chart, Number, Table, Timeline, Tree};

const DRAWN: &[FenceKind] = &[Chart, Table, Number, Timeline, Tree];
const READS: &[FenceKind] = &[Chart, Table, Number];
const COLUMNS: &[FenceKind] = &[Chart, Table];
const CHART: &[FenceKind] = &[Chart];
const TABLE: &[FenceKind] = &[Table];
const NUMBER: &[FenceKind] = &[Number];

/// Every key of the blocks `chart`, `table`, `number`, `timeline` and `tree`, in the order of the manual.
pub const KEYS: &[Key] = &[
    key(
        "type",
        &["sorte", "kind"],
        CHART,
        Form::Kind,
        "la sorte de graphique ; sans elle, carnet choisit d’après les colonnes",
        "the kind of chart; without it, carnet chooses from the columns",
    ),
    key(
        "title",
        &["titre"],
        DRAWN,
        Form::Prose,
        "ce que la figure montre, en une phrase",
        "what the figure shows, in one sentence",
    ),
    key(
        "subtitle",
        &["sous_titre", "soustitre"],
        DRAWN,
        Form::Prose,
        "mesure, unité, lieu, période",
        "measure, unit, place, period",
    ),
    key(
        "data",
        &["donnees", "fichier", "file"],
        READS,
        Form::Data,
        "le jeu de données, depuis le dossier data/ de l’équipe",
        "the dataset, from the team’s data/ folder",
    ),
    key(
        "x",
        &["abscisse"],
        CHART,
        Form::Expression,
        "ce qui range : une colonne de catégories, d’années, de dates ou de nombres",
        "what orders: a column of categories, years, dates or numbers",
    ),
    key(
        "y",
        &["ordonnee"],
        CHART,
        Form::Expression,
        "ce qui se mesure : une colonne, un calcul ou une fonction comme somme(…)",
        "what is measured: a column, a computation or a function such as sum(…)",
    ),
    key(
        "series",
        &["serie", "color", "couleur"],
        CHART,
        Form::Expression,
        "une couleur par valeur de cette colonne",
        "one color per value of this column",
    ),
    key(
        "size",
        &["taille"],
        CHART,
        Form::Expression,
        "l’aire des points d’un nuage",
        "the area of the points of a scatter",
    ),
    key(
        "label",
        &["etiquette", "libelle"],
        CHART,
        Form::Expression,
        "le nom écrit près de chaque point",
        "the name written near each point",
    ),
    key(
        "value",
        &["valeur"],
        CHART,
        Form::Expression,
        "la valeur des cases d’un tableau de chaleur",
        "the value of the cells of a heatmap",
    ),
    key(
        "facet",
        &["facette", "multiples"],
        CHART,
        Form::Expression,
        "un petit graphique par valeur de cette colonne, mêmes échelles",
        "a small chart per value of this column, same scales",
    ),
    key(
        "unpivot",
        &["depivoter"],
        COLUMNS,
        Form::Unpivot,
        "fait des lignes avec des colonnes",
        "turns columns into rows",
    ),
    key(
        "filter",
        &["filtre"],
        READS,
        Form::Expression,
        "ne garde que les lignes où la comparaison est vraie",
        "keeps only the rows where the comparison is true",
    ),
    key(
        "drop_totals",
        &["sans_totaux"],
        READS,
        Form::Flag,
        "écarte les lignes qui ressemblent à des totaux",
        "leaves out rows that look like totals",
    ),
    key(
        "top",
        &["premiers"],
        CHART,
        Form::Top,
        "garde les premières catégories : « 8 + autres »",
        "keeps the first categories: “8 + others”",
    ),
    key(
        "sort",
        &["tri", "trier"],
        COLUMNS,
        Form::Sort,
        "l’ordre : une colonne, « - » devant pour commencer par la plus grande ; « fichier » garde celui du fichier",
        "the order: a column, “-” before it to start with the greatest; “file” keeps that of the file",
    ),
    key(
        "mode",
        &[],
        CHART,
        Form::OneOf(&[
            ("grouped", "groupe"),
            ("stacked", "empile"),
            ("percent", "pourcentage"),
        ]),
        "comment les séries partagent la place",
        "how series share the place",
    ),
    key(
        "orientation",
        &["sens"],
        CHART,
        Form::OneOf(&[("horizontal", "horizontal"), ("vertical", "vertical")]),
        "le sens des barres",
        "the direction of the bars",
    ),
    key(
        "unit",
        &["unite"],
        &[Chart, Number],
        Form::Names,
        "l’unité de la mesure : €, MWh, élèves",
        "the unit of the measure: €, MWh, pupils",
    ),
    key(
        "highlight",
        &["accent", "surligner"],
        CHART,
        Form::Names,
        "ce que le titre raconte : des catégories ou des séries",
        "what the title tells of: categories or series",
    ),
    key(
        "annotate",
        &["annoter", "annotation"],
        CHART,
        Form::Labelled,
        "des mots à une valeur de x : « 2020 = confinement »",
        "words at a value of x: “2020 = lockdown”",
    ),
    key(
        "reference",
        &["repere"],
        CHART,
        Form::Labelled,
        "une ligne à une valeur de y : « 50 = moitié »",
        "a line at a value of y: “50 = half”",
    ),
    key(
        "projection",
        &[],
        CHART,
        Form::Expression,
        "les valeurs annoncées et non relevées, en tirets : « annee > 2021 »",
        "values announced and not measured, dashed: “year > 2021”",
    ),
    key(
        "bins",
        &["classes"],
        CHART,
        Form::Whole(1, 100),
        "le nombre de classes d’un histogramme",
        "the number of bins of a histogram",
    ),
    key(
        "xscale",
        &["echelle_x"],
        CHART,
        Form::OneOf(&[("linear", "lineaire"), ("log", "log")]),
        "l’échelle de x",
        "the scale of x",
    ),
    key(
        "yscale",
        &["echelle_y"],
        CHART,
        Form::OneOf(&[("linear", "lineaire"), ("log", "log")]),
        "l’échelle de y",
        "the scale of y",
    ),
    key(
        "ymin",
        &["y_min"],
        CHART,
        Form::Number,
        "où commence l’axe y ; les barres partent toujours de zéro",
        "where the y axis starts; bars always start from zero",
    ),
    key(
        "ymax",
        &["y_max"],
        CHART,
        Form::Number,
        "où finit l’axe y",
        "where the y axis ends",
    ),
    key(
        "columns",
        &["colonnes"],
        TABLE,
        Form::Columns,
        "les colonnes montrées, dans cet ordre",
        "the columns shown, in this order",
    ),
    key(
        "rows",
        &["lignes"],
        TABLE,
        Form::Whole(1, 500),
        "combien de lignes sont montrées ; les autres sont dans le CSV",
        "how many rows are shown; the others are in the CSV",
    ),
    key(
        "bars",
        &["barres"],
        TABLE,
        Form::Columns,
        "les colonnes dont chaque nombre a sa barre",
        "the columns whose numbers have a bar each",
    ),
    key(
        "total",
        &["totaux"],
        TABLE,
        Form::Columns,
        "les colonnes additionnées sous le tableau",
        "the columns added up under the table",
    ),
    key(
        "value",
        &["valeur"],
        NUMBER,
        Form::Expression,
        "le nombre : « compte(dae.csv) », ou une fonction avec « data »",
        "the number: “count(dae.csv)”, or a function with “data”",
    ),
    key(
        "label",
        &["libelle"],
        NUMBER,
        Form::Prose,
        "ce que le nombre compte",
        "what the number counts",
    ),
    key(
        "compare",
        &["comparer"],
        NUMBER,
        Form::Prose,
        "à quoi le comparer : « 0 en 2021 »",
        "what to compare it with: “0 in 2021”",
    ),
    key(
        "source",
        &[],
        DRAWN,
        Form::Prose,
        "le producteur et l’année",
        "the producer and the year",
    ),
    key(
        "note",
        &[],
        DRAWN,
        Form::Prose,
        "ce qui manque, ce qu’il faut savoir pour lire",
        "what is missing, what one must know to read",
    ),
    key(
        "alt",
        &["texte_alternatif"],
        DRAWN,
        Form::Prose,
        "la description lue à qui ne voit pas la figure ; sans elle, carnet la tire des données",
        "the description read to whoever does not see the figure; without it, carnet makes it from the data",
    ),
    key(
        "allow",
        &["permettre"],
        DRAWN,
        Form::Rules,
        "les règles qui ne valent pas ici, par leur code",
        "the rules that do not hold here, by their code",
    ),
    key(
        "reason",
        &["raison"],
        DRAWN,
        Form::Prose,
        "pourquoi elles ne valent pas",
        "why they do not hold",
    ),
    key(
        "id",
        &["identifiant"],
        DRAWN,
        Form::Slug,
        "l’adresse de la figure, quand le titre changera",
        "the address of the figure, when the title will change",
    ),
];

const fn key(
    name: &'static str,
    aliases: &'static [&'static str],
    blocks: &'static [FenceKind],
    form: Form,
    fr: &'static str,
    en: &'static str,
) -> Key {
    Key {
        name,
        aliases,
        blocks,
        form,
        fr,
        en,
    }
}

/// The keys of a block.
pub fn of(block: FenceKind) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.blocks.contains(&block))
}

/// The key of a block under any of its names.
pub fn find(block: FenceKind, written: &str) -> Option<&'static Key> {
    let name = key_name(written);
    of(block).find(|key| key_name(key.name) == name || key.aliases.contains(&name.as_str()))
}

/// The nearest key of a block, for a message.
pub fn near(block: FenceKind, written: &str) -> Phrase {
    let names =
        of(block).flat_map(|key| std::iter::once(key.name).chain(key.aliases.iter().copied()));
    Phrase::nearest(nearest(&key_name(written), names))
}

/// All keys of a block in one line.
pub fn list(block: FenceKind) -> String {
    let names: Vec<&str> = of(block).map(|key| key.name).collect();
    names.join(", ")
}

impl Form {
    /// What an author should write.
    pub fn expected(self) -> Phrase {
        let same = |text: &str| Phrase::new(text, text);
        match self {
            Form::Prose => Phrase::new("une phrase", "a sentence"),
            Form::Kind => Phrase::new("une sorte de graphique", "a kind of chart"),
            Form::Data => Phrase::new("le nom d’un fichier", "the name of a file"),
            Form::Column => Phrase::new("une colonne", "a column"),
            Form::Columns => Phrase::new(
                "des colonnes séparées par des virgules",
                "columns between commas",
            ),
            Form::Expression => {
                Phrase::new("une colonne ou un calcul", "a column or a computation")
            }
            Form::Unpivot => same("1985..2027 as (annee, eleves)"),
            Form::Top => Phrase::new("un nombre, ou « 8 + autres »", "a number, or “8 + others”"),
            Form::Sort => Phrase::new(
                "une colonne, « - » devant pour l’ordre inverse",
                "a column, “-” before it for the reverse order",
            ),
            Form::Flag => Phrase::new("oui ou non", "yes or no"),
            Form::OneOf(words) => {
                let list = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
                    let words: Vec<&str> = words.iter().map(pick).collect();
                    words.join(", ")
                };
                Phrase::new(
                    format!("l’un de ces mots : {}", list(|word| word.0)),
                    format!("one of these words: {}", list(|word| word.0)),
                )
            }
            Form::Number => Phrase::new("un nombre", "a number"),
            Form::Whole(least, most) => Phrase::new(
                format!("un nombre entier de {least} à {most}"),
                format!("a whole number from {least} to {most}"),
            ),
            Form::Names => Phrase::new("un nom", "a name"),
            Form::Labelled => Phrase::new(
                "« valeur = mots », par exemple « 2020 = confinement »",
                "“value = words”, for instance “2020 = lockdown”",
            ),
            Form::Rules => Phrase::new(
                "des codes de règles, par exemple « [pie-slices] »",
                "codes of rules, for instance “[pie-slices]”",
            ),
            Form::Slug => Phrase::new(
                "des minuscules sans accent, des chiffres et des traits d’union",
                "lowercase letters without accents, digits and hyphens",
            ),
        }
    }

    fn schema(self) -> Value {
        match self {
            Form::Kind => {
                let names: Vec<&str> = KINDS
                    .iter()
                    .flat_map(|kind| std::iter::once(kind.name).chain(kind.aliases.iter().copied()))
                    .collect();
                json!({"enum": names})
            }
            Form::Flag => json!({"enum": [true, false, "oui", "non", "yes", "no"]}),
            Form::OneOf(words) => {
                let mut all: Vec<&str> = Vec::new();
                for (english, french) in words {
                    for word in [english, french] {
                        if !all.contains(word) {
                            all.push(word);
                        }
                    }
                }
                json!({"enum": all})
            }
            Form::Number => json!({"type": "number"}),
            Form::Whole(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            Form::Top => {
                json!({"type": ["integer", "string"], "pattern": "^ *[0-9]+ *(\\+ *(autres?|others?|reste|rest) *)?$"})
            }
            Form::Unpivot => json!({"type": "string", "pattern": "\\(.+,.+\\) *$"}),
            Form::Labelled => json!({"type": "string", "pattern": "="}),
            Form::Rules => {
                json!({"type": ["array", "string"], "items": {"enum": super::honesty::RULES}})
            }
            Form::Slug => json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
            Form::Expression | Form::Sort | Form::Names => json!({"type": ["string", "number"]}),
            Form::Prose | Form::Data | Form::Column | Form::Columns => json!({"type": "string"}),
        }
    }
}

/// JSON Schema (2020-12) of the blocks, for editors: each block under `$defs`, `chart` at the root.
pub fn schema(language: Language) -> Value {
    let mut blocks = Map::new();
    for block in FenceKind::ALL {
        if block == FenceKind::Map {
            continue;
        }
        let mut properties = Map::new();
        for key in of(block) {
            let words = match language {
                Language::French => key.fr,
                Language::English => key.en,
            };
            for name in std::iter::once(&key.name).chain(key.aliases) {
                let Value::Object(mut schema) = key.form.schema() else {
                    continue;
                };
                schema.insert("description".into(), words.into());
                properties.insert((*name).to_owned(), schema.into());
            }
        }
        blocks.insert(
            block.word().to_owned(),
            json!({
                "type": "object",
                "properties": properties,
                "additionalProperties": false,
            }),
        );
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": match language {
            Language::French => "Blocs de carnet : chart, table, number, timeline, tree",
            Language::English => "Blocks of carnet: chart, table, number, timeline, tree",
        },
        "$ref": "#/$defs/chart",
        "$defs": blocks,
    })
}
