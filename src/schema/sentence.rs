//! What fills the sentences of findings: the form that is expected, and the value as the author meant it.

use super::field::{Fault, Field};
use super::moment::{Clock, Form};
use super::place::PointForm;
use super::rule::{CellTest, Relation, Rule};
use super::value::{Kind, TextForm};
use crate::diag::{Phrase, Problem, schema as say};
use crate::model::date::Date;

/// Characters of a cell that a sentence shows.
const SHOWN: usize = 60;

/// A cell in a sentence: on one line, and not longer than some words.
pub fn clip(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(SHOWN)
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

/// What a fault of a cell is called.
pub fn fault(field: &Field, fault: Fault, text: &str) -> Problem {
    let value = clip(text);
    match fault {
        Fault::Required => say::required(),
        Fault::Type => say::of_type(value, expected(&field.kind), meant(&field.kind, text)),
        Fault::MinLength => {
            say::min_length(value, text.chars().count(), field.min_length.unwrap_or(0))
        }
        Fault::MaxLength => {
            say::max_length(value, text.chars().count(), field.max_length.unwrap_or(0))
        }
        Fault::Minimum => say::minimum(value, written(&field.minimum)),
        Fault::Maximum => say::maximum(value, written(&field.maximum)),
        Fault::Pattern => say::pattern(value, form(field)),
        Fault::Enum => {
            let choices = field
                .choices
                .as_ref()
                .map(|choices| choices.written.as_slice())
                .unwrap_or_default();
            // A long text is near to nothing, and would be long to compare.
            let few = choices.iter().take(if text.len() <= 80 { 50 } else { 0 });
            let near = crate::diag::nearest(text, few.map(String::as_str));
            say::one_of_values(value, say::list(choices), self::near(near))
        }
    }
}

fn written(bound: &Option<super::field::Bound>) -> String {
    bound
        .as_ref()
        .map(|bound| clip(&bound.written))
        .unwrap_or_default()
}

/// The form of a pattern, by an example where the schema gives one.
fn form(field: &Field) -> Phrase {
    match (&field.example, &field.pattern) {
        (Some(example), _) => {
            let example = clip(example);
            Phrase::new(
                format!("suivez l’exemple du schéma : « {example} »"),
                format!("follow the schema’s example: “{example}”"),
            )
        }
        (None, Some((pattern, _))) => {
            let pattern = clip(pattern);
            Phrase::new(
                format!("le motif attendu est {pattern}"),
                format!("the expected pattern is {pattern}"),
            )
        }
        (None, None) => Phrase::new("suivez la forme du schéma", "follow the schema’s form"),
    }
}

/// What a type's cells look like.
fn expected(kind: &Kind) -> Phrase {
    let (fr, en) = match kind {
        Kind::Any => ("une valeur", "a value"),
        Kind::Text(TextForm::Plain) => ("un texte", "a text"),
        Kind::Text(TextForm::Uri) => (
            "une adresse qui commence par https://",
            "an address that starts with https://",
        ),
        Kind::Text(TextForm::Email) => ("une adresse électronique", "an e-mail address"),
        Kind::Text(TextForm::Uuid) => ("un UUID", "a UUID"),
        Kind::Text(TextForm::Binary) => ("du base64", "base64"),
        Kind::Integer(_) => ("un nombre entier", "a whole number"),
        Kind::Number(_) => (
            "un nombre, point décimal, sans espace ni unité",
            "a number with a decimal point, no space, no unit",
        ),
        Kind::Boolean { yes, no } => {
            let word = |words: &[String]| words.first().cloned().unwrap_or_default();
            let (yes, no) = (clip(&word(yes)), clip(&word(no)));
            return Phrase::new(
                format!("« {yes} » ou « {no} »"),
                format!("“{yes}” or “{no}”"),
            );
        }
        Kind::Moment(clock, form) => return moment(*clock, form),
        Kind::Year => ("une année à quatre chiffres", "a year of four digits"),
        Kind::YearMonth => ("un mois AAAA-MM", "a month YYYY-MM"),
        Kind::Duration => (
            "une durée ISO 8601, par exemple PT1H30M",
            "an ISO 8601 duration such as PT1H30M",
        ),
        Kind::Object => ("un objet JSON", "a JSON object"),
        Kind::Array => (
            "une liste JSON, par exemple [\"a\", \"b\"]",
            "a JSON list such as [\"a\", \"b\"]",
        ),
        Kind::List(_) => ("une liste", "a list"),
        Kind::Point(PointForm::Text) => (
            "un point « longitude, latitude »",
            "a point “longitude, latitude”",
        ),
        Kind::Point(PointForm::Array) => (
            "un point [longitude, latitude]",
            "a point [longitude, latitude]",
        ),
        Kind::Point(PointForm::Object) => (
            "un point {\"lon\": …, \"lat\": …}",
            "a point {\"lon\": …, \"lat\": …}",
        ),
        Kind::GeoJson => ("du GeoJSON", "GeoJSON"),
        Kind::TopoJson => ("du TopoJSON", "TopoJSON"),
    };
    Phrase::new(fr, en)
}

fn moment(clock: Clock, form: &Form) -> Phrase {
    let (fr, en) = match (clock, form) {
        (Clock::Date, Form::Default) => ("une date AAAA-MM-JJ", "a date YYYY-MM-DD"),
        (Clock::Time, Form::Default) => ("une heure HH:MM:SS", "a time HH:MM:SS"),
        (Clock::DateTime, Form::Default) => (
            "une date et une heure AAAA-MM-JJTHH:MM:SS",
            "a date and time YYYY-MM-DDTHH:MM:SS",
        ),
        (_, Form::Any) => ("une date", "a date"),
        (Clock::Time, _) => (
            "une heure au format du schéma",
            "a time in the schema’s format",
        ),
        (_, Form::Directives(directives)) => {
            let format = directives
                .as_ref()
                .map(|directives| directives.format())
                .unwrap_or_default();
            let (fr, en) = (spelled(format, "AAAA", "JJ"), spelled(format, "YYYY", "DD"));
            return Phrase::new(format!("une date {fr}"), format!("a date {en}"));
        }
    };
    Phrase::new(fr, en)
}

/// `%d/%m/%Y` → `JJ/MM/AAAA`.
fn spelled(format: &str, year: &str, day: &str) -> String {
    format
        .replace("%Y", year)
        .replace("%y", &year[..2])
        .replace("%m", "MM")
        .replace("%d", day)
        .replace("%H", "HH")
        .replace("%M", "MM")
        .replace("%S", "SS")
}

/// What the author meant, when it can be told: a French date, a decimal comma, a French yes.
fn meant(kind: &Kind, text: &str) -> Phrase {
    let nothing = || {
        Phrase::new(
            "écrivez la valeur sous cette forme, ou laissez la cellule vide",
            "write the value in this form, or leave the cell empty",
        )
    };
    let value = match kind {
        Kind::Moment(Clock::Date, Form::Default) => french_date(text),
        Kind::Moment(Clock::Date, Form::Directives(Some(directives)))
            if directives.format() == "%Y-%m-%d" =>
        {
            french_date(text)
        }
        Kind::Number(_) => decimal_comma(text),
        Kind::Integer(_) => decimal_comma(text).filter(|number| !number.contains('.')),
        Kind::Boolean { yes, no } => match text.trim().to_lowercase().as_str() {
            "oui" | "vrai" | "yes" | "o" | "x" => yes.first().cloned(),
            "non" | "faux" | "no" | "n" => no.first().cloned(),
            _ => None,
        },
        _ => None,
    };
    match value {
        Some(value) => Phrase::new(format!("écrivez « {value} »"), format!("write “{value}”")),
        None => nothing(),
    }
}

fn french_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (year.len() == 4).then(|| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
}

fn decimal_comma(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|sign| !crate::text::is_blank(*sign) && !matches!(sign, '€' | '%'))
        .collect();
    let number = plain.replacen(',', ".", 1);
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let fine = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.matches('.').count() <= 1
        && number != text
        && number.len() <= 30;
    fine.then_some(number)
}

/// What a cell test that failed is called.
pub fn cell_test(test: CellTest, text: &str) -> Problem {
    let value = clip(text);
    match test {
        CellTest::Siren => say::siren(value),
        CellTest::Siret => say::siret(value),
        CellTest::Phone => say::phone(value),
        CellTest::OpeningHours => say::opening_hours(value),
        CellTest::YearInterval { year_alone: true } => {
            say::year_interval(value, Phrase::new("AAAA ou AAAA/AAAA", "YYYY or YYYY/YYYY"))
        }
        CellTest::YearInterval { year_alone: false } => {
            say::year_interval(value, Phrase::new("AAAA/AAAA", "YYYY/YYYY"))
        }
        CellTest::ActSubject => say::act_subject(value),
        CellTest::InFrance => say::gps_elsewhere(value),
    }
}

/// What a rule is called where it cannot be checked.
pub fn rule(rule: &Rule) -> Phrase {
    let (fr, en) = match rule {
        Rule::Cell { .. } => ("forme d’une colonne", "form of a column"),
        Rule::Cohesive { .. } => ("colonnes remplies ensemble", "columns filled together"),
        Rule::Compare { .. } => ("comparaison de deux colonnes", "comparison of two columns"),
        Rule::Sum { .. } => ("somme de colonnes", "sum of columns"),
        Rule::OneOf { .. } => ("une des deux colonnes", "one of two columns"),
    };
    Phrase::new(fr, en)
}

/// A relation in words.
pub fn relation(relation: Relation) -> Phrase {
    let (fr, en) = match relation {
        Relation::Greater => ("supérieur à", "greater than"),
        Relation::GreaterOrEqual => ("supérieur ou égal à", "greater than or equal to"),
        Relation::Equal => ("égal à", "equal to"),
        Relation::LessOrEqual => ("inférieur ou égal à", "less than or equal to"),
        Relation::Less => ("inférieur à", "less than"),
    };
    Phrase::new(fr, en)
}

/// The end of a help that names the nearest name, where one is near.
pub fn near(name: Option<&str>) -> Phrase {
    match name {
        Some(name) => {
            let name = clip(name);
            Phrase::new(
                format!(" ; vous vouliez sans doute « {name} »"),
                format!("; you probably meant “{name}”"),
            )
        }
        None => Phrase::new("", ""),
    }
}

/// A column by its header, or by its place when it has none.
pub fn label(label: &str, place: usize) -> Phrase {
    if label.is_empty() {
        let place = place + 1;
        return Phrase::new(
            format!("n° {place} (sans nom)"),
            format!("no. {place} (without a name)"),
        );
    }
    let label = clip(label);
    Phrase::new(format!("« {label} »"), format!("“{label}”"))
}
