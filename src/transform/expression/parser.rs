//! The words of an author into an [`Expression`], by recursive descent: `or`, `and`, `not`, comparisons, sums, products.

use super::super::Fault;
use super::super::columns::Names;
use super::{Expression, Function, Given, Operator};
use crate::diag::{Phrase, chart};
use crate::model::fence::Written;
use crate::text::fold::fold;
use crate::text::placeholder::placeholder;

/// Longer expressions are refused, in bytes.
const LONGEST: usize = 2_000;

/// More deeply nested ones too.
const DEEPEST: usize = 40;

impl Expression {
    /// Reads an expression over the columns of a table.
    ///
    /// # Errors
    /// At the word that names no column or function, or at the place where something is missing.
    pub fn parse(written: &Written, names: &Names) -> Result<Self, Fault> {
        Self::parse_given(written, names, None)
    }

    /// The same with values for the names between braces. They are values from the start: nothing in them is read.
    ///
    /// # Errors
    /// Those of [`Expression::parse`], and those of `given`.
    pub fn parse_given(
        written: &Written,
        names: &Names,
        given: Option<Given<'_>>,
    ) -> Result<Self, Fault> {
        let mut parser = Parser {
            written,
            names,
            given,
            at: 0,
            depth: 0,
        };
        if written.text.len() > LONGEST {
            return Err(parser.fault(chart::too_long(), 0..written.text.len()));
        }
        let expression = parser.either()?;
        parser.space();
        if parser.at < written.text.len() {
            return Err(parser.expected(Phrase::new(
                "la fin, ou un signe comme + ou =",
                "the end, or a sign such as + or =",
            )));
        }
        Ok(expression)
    }
}

struct Parser<'a> {
    written: &'a Written,
    names: &'a Names,
    given: Option<Given<'a>>,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.written.text[self.at..]
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn fault(&self, problem: crate::diag::Problem, range: std::ops::Range<usize>) -> Fault {
        Fault::new(problem, self.written.part(range))
    }

    fn expected(&self, what: Phrase) -> Fault {
        // At the end there is no word to point at: the last one stands for it.
        let rest = self.rest();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        let start = match length {
            0 => self
                .written
                .text
                .trim_end()
                .char_indices()
                .last()
                .map_or(0, |(at, _)| at),
            _ => self.at,
        };
        let end = (self.at + length).max(start);
        self.fault(chart::expression(what), start..end)
    }

    fn sign(&mut self, signs: &[(&str, Operator)]) -> Option<Operator> {
        self.space();
        let (sign, operator) = signs
            .iter()
            .find(|(sign, _)| self.rest().starts_with(sign))?;
        self.at += sign.len();
        Some(*operator)
    }

    /// A word of the language, when it stands here whole.
    fn keyword(&mut self, words: &[&str]) -> bool {
        self.space();
        let word = word_of(self.rest());
        let found = !word.is_empty()
            && words.contains(&fold(word).as_str())
            && self.names.longest(self.rest()).is_none();
        if found {
            self.at += word.len();
        }
        found
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(chart::too_long(), 0..self.written.text.len()));
        }
        let found = inner(self);
        self.depth -= 1;
        found
    }

    fn either(&mut self) -> Result<Expression, Fault> {
        self.deeper(|parser| {
            let mut left = parser.both()?;
            while parser.keyword(&["ou", "or"]) {
                left = binary(Operator::Or, left, parser.both()?);
            }
            Ok(left)
        })
    }

    fn both(&mut self) -> Result<Expression, Fault> {
        let mut left = self.negation()?;
        while self.keyword(&["et", "and"]) {
            left = binary(Operator::And, left, self.negation()?);
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expression, Fault> {
        if self.keyword(&["non", "not"]) {
            let inner = self.deeper(Self::negation)?;
            return Ok(Expression::Not(Box::new(inner)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expression, Fault> {
        const SIGNS: [(&str, Operator); 11] = [
            ("==", Operator::Equal),
            ("=", Operator::Equal),
            ("!=", Operator::Unequal),
            ("<>", Operator::Unequal),
            ("≠", Operator::Unequal),
            ("<=", Operator::LessOrEqual),
            ("≤", Operator::LessOrEqual),
            ("<", Operator::Less),
            (">=", Operator::GreaterOrEqual),
            ("≥", Operator::GreaterOrEqual),
            (">", Operator::Greater),
        ];
        let left = self.sum()?;
        let Some(operator) = self.sign(&SIGNS) else {
            return Ok(left);
        };
        let right = match self.truth() {
            Some(truth) => truth,
            None => self.sum()?,
        };
        Ok(binary(operator, left, right))
    }

    /// `oui` or `non`, after a comparison.
    fn truth(&mut self) -> Option<Expression> {
        self.space();
        let start = self.at;
        for (words, value) in [
            (["oui", "yes", "true", "vrai"], true),
            (["non", "no", "false", "faux"], false),
        ] {
            if self.keyword(&words) {
                let span = self.written.part(start..self.at);
                return Some(Expression::Boolean(value, span));
            }
        }
        None
    }

    fn sum(&mut self) -> Result<Expression, Fault> {
        let mut left = self.product()?;
        while let Some(operator) = self.sign(&[
            ("+", Operator::Add),
            ("-", Operator::Subtract),
            ("−", Operator::Subtract),
        ]) {
            left = binary(operator, left, self.product()?);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, Fault> {
        let mut left = self.unary()?;
        while let Some(operator) = self.sign(&[
            ("*", Operator::Multiply),
            ("×", Operator::Multiply),
            ("/", Operator::Divide),
            ("÷", Operator::Divide),
        ]) {
            left = binary(operator, left, self.unary()?);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, Fault> {
        if self
            .sign(&[("-", Operator::Subtract), ("−", Operator::Subtract)])
            .is_some()
        {
            let inner = self.deeper(Self::unary)?;
            return Ok(Expression::Negative(Box::new(inner)));
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Expression, Fault> {
        self.space();
        let start = self.at;
        let rest = self.rest();
        let value = Phrase::new(
            "une colonne, un nombre ou un texte entre guillemets",
            "a column, a number or a quoted text",
        );
        let Some(first) = rest.chars().next() else {
            return Err(self.expected(value));
        };
        if first == '(' {
            self.at += 1;
            let inner = self.either()?;
            self.close()?;
            return Ok(inner);
        }
        if let Some(close) = closing(first) {
            return self.quoted(first, close);
        }
        if let (Some(given), Some(length)) = (self.given, placeholder(rest)) {
            self.at += length;
            let span = self.written.part(start..self.at);
            return given(rest[1..length - 1].trim(), span);
        }
        if first == '[' {
            let end = rest.find(']').unwrap_or(rest.len());
            let span = self.written.part(start + 1..start + end);
            let name = self.names.find(&rest[1..end], span)?.to_owned();
            self.at += (end + 1).min(rest.len());
            return Ok(Expression::Column(name, span));
        }
        if first.is_ascii_digit() {
            return self.number();
        }
        if !first.is_alphabetic() && first != '_' {
            return Err(self.expected(value));
        }
        let word = word_of(rest);
        let column = self.names.longest(rest);
        // `conso (MWh)` is a column and no call of `conso`, `somme (x)` is a call whatever the columns.
        let reaches_past = column.is_some_and(|length| length > word.len());
        let is_column = reaches_past && Function::from_name(word).is_none();
        if rest[word.len()..].trim_start().starts_with('(') && !is_column {
            return self.call(word);
        }
        if let Some(length) = column {
            self.at += length;
            let span = self.written.part(start..self.at);
            let name = self.names.find(&rest[..length], span)?.to_owned();
            return Ok(Expression::Column(name, span));
        }
        if let Some(truth) = self.truth() {
            return Ok(truth);
        }
        let words = name_of(rest);
        Err(self.fault(self.names.unknown(words), start..start + words.len()))
    }

    fn close(&mut self) -> Result<(), Fault> {
        self.space();
        if self.rest().starts_with(')') {
            self.at += 1;
            return Ok(());
        }
        Err(self.expected(Phrase::new(
            "une parenthèse fermante",
            "a closing parenthesis",
        )))
    }

    fn quoted(&mut self, open: char, close: char) -> Result<Expression, Fault> {
        let start = self.at;
        let inner = &self.rest()[open.len_utf8()..];
        let Some(end) = inner.find(close) else {
            return Err(self.fault(
                chart::expression(Phrase::new("un guillemet fermant", "a closing quote")),
                start..self.written.text.len(),
            ));
        };
        self.at += open.len_utf8() + end + close.len_utf8();
        let text = inner[..end].trim().to_owned();
        Ok(Expression::Text(text, self.written.part(start..self.at)))
    }

    fn number(&mut self) -> Result<Expression, Fault> {
        let start = self.at;
        let rest = self.rest();
        let mut end = 0;
        let mut decimals = false;
        for (at, character) in rest.char_indices() {
            let next_is_digit =
                rest[at + character.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
            match character {
                '0'..='9' => {}
                '.' | ',' if !decimals && next_is_digit => decimals = true,
                '\u{A0}' | '\u{202F}' if next_is_digit => {}
                _ => break,
            }
            end = at + character.len_utf8();
        }
        self.at += end;
        let text: String = rest[..end].chars().filter(|c| !c.is_whitespace()).collect();
        let span = self.written.part(start..self.at);
        match text.replace(',', ".").parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Expression::Number(value, text, span)),
            _ => Err(self.expected(Phrase::new("un nombre", "a number"))),
        }
    }

    fn call(&mut self, word: &str) -> Result<Expression, Fault> {
        let start = self.at;
        let span = self.written.part(start..start + word.len());
        let Some(function) = Function::from_name(word) else {
            return Err(Function::unknown(word, span));
        };
        self.at += word.len();
        self.space();
        self.at += 1;
        self.space();
        let argument = if self.rest().starts_with(')') {
            None
        } else {
            let inner = self.either()?;
            if inner.is_aggregate() {
                return Err(Fault::new(
                    chart::aggregate_here(function.name()),
                    inner.span(),
                ));
            }
            Some(Box::new(inner))
        };
        self.close()?;
        if argument.is_none() && function != Function::Count {
            let expected = Phrase::new("le nom d’une colonne", "the name of a column");
            return Err(Fault::new(chart::arguments(word, expected), span));
        }
        Ok(Expression::Call(
            function,
            argument,
            self.written.part(start..self.at),
        ))
    }
}

fn binary(operator: Operator, left: Expression, right: Expression) -> Expression {
    Expression::Binary(operator, Box::new(left), Box::new(right))
}

/// The quote that closes one.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '\'' => '\'',
        '“' => '”',
        '«' => '»',
        '‘' => '’',
        _ => return None,
    })
}

fn word_of(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    &text[..end]
}

/// Words that were meant as the name of a column: up to a sign or a word of the language.
fn name_of(text: &str) -> &str {
    let signs = [
        '=', '<', '>', '!', '≠', '≤', '≥', '+', '*', '/', '(', ')', ',', '"',
    ];
    let end = text.find(signs).unwrap_or(text.len());
    let mut kept = 0;
    let mut at = 0;
    for word in text[..end].split_inclusive(char::is_whitespace) {
        let folded = fold(word.trim());
        if kept > 0 && matches!(folded.as_str(), "et" | "and" | "ou" | "or" | "-") {
            break;
        }
        at += word.len();
        if !word.trim().is_empty() {
            kept = at - (word.len() - word.trim_end().len());
        }
    }
    &text[..kept]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn parse(text: &str) -> Result<String, String> {
        let names = Names::new(
            "a.csv",
            [
                "annee",
                "secteur",
                "conso_mwh",
                "Nom de la commune",
                "population",
                "ouvert",
                "2021",
                "conso (MWh)",
            ],
        );
        let written = Written {
            text: text.to_owned(),
            span: Span::new(0, text.len()),
        };
        Expression::parse(&written, &names)
            .map(|expression| draw(&expression))
            .map_err(|fault| {
                let words = &text[fault.span.start as usize..fault.span.end as usize];
                format!("{} at “{words}”", fault.problem.kind.code)
            })
    }

    fn draw(expression: &Expression) -> String {
        match expression {
            Expression::Number(value, _, _) => value.to_string(),
            Expression::Text(text, _) => format!("“{text}”"),
            Expression::Boolean(value, _) => value.to_string(),
            Expression::Column(name, _) => format!("[{name}]"),
            Expression::Negative(inner) => format!("-{}", draw(inner)),
            Expression::Not(inner) => format!("not {}", draw(inner)),
            Expression::Binary(operator, left, right) => {
                format!("({} {} {})", draw(left), operator.sign(), draw(right))
            }
            Expression::Call(function, argument, _) => format!(
                "{}({})",
                function.name().en,
                argument.as_ref().map_or(String::new(), |inner| draw(inner))
            ),
        }
    }

    #[test]
    fn a_unit_in_the_name_of_a_column_is_no_call() {
        assert_eq!(
            parse("somme(conso (MWh))").as_deref(),
            Ok("sum([conso (MWh)])")
        );
        assert_eq!(
            parse("conso (MWh) / population").as_deref(),
            Ok("([conso (MWh)] / [population])")
        );
        assert!(parse("conso (kWh)").is_err());
    }

    #[test]
    fn the_language_in_both_languages() {
        for (text, expected) in [
            (
                "Année >= 2015 et secteur = \"public\"",
                "(([annee] ≥ 2015) et ([secteur] = “public”))",
            ),
            (
                "annee>2015 and not (secteur = «\u{A0}privé\u{A0}» or annee ≠ 3)",
                "(([annee] > 2015) et not (([secteur] = “privé”) ou ([annee] ≠ 3)))",
            ),
            (
                "somme(conso_mwh) / somme(population) * 1\u{202F}000",
                "((sum([conso_mwh]) / sum([population])) * 1000)",
            ),
            ("nom de la commune = 'Lys'", "([Nom de la commune] = “Lys”)"),
            ("compte()", "count()"),
            ("Médiane( conso_mwh )", "median([conso_mwh])"),
            (
                "ouvert = non ou non ouvert",
                "(([ouvert] = false) ou not [ouvert])",
            ),
            ("-conso_mwh - 2,5", "(-[conso_mwh] - 2.5)"),
            ("[2021] + 1", "([2021] + 1)"),
            ("conso_mwh + 1 * 2 > 3", "(([conso_mwh] + (1 * 2)) > 3)"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_fault_is_at_the_very_word() {
        for (text, expected) in [
            (
                "secteur = \"public\" et comune = 3",
                "chart.unknown-column at “comune”",
            ),
            (
                "total général > 3",
                "chart.unknown-column at “total général”",
            ),
            ("some(conso_mwh)", "chart.unknown-function at “some”"),
            ("somme()", "chart.arguments at “somme”"),
            ("somme(max(annee))", "chart.aggregate-here at “max(annee)”"),
            ("annee >", "chart.expression at “>”"),
            ("annee 2015", "chart.expression at “2”"),
            ("secteur = \"public", "chart.expression at “\"public”"),
            ("(annee", "chart.expression at “e”"),
            ("", "chart.expression at “”"),
        ] {
            assert_eq!(parse(text), Err(expected.to_owned()), "{text}");
        }
        let deep = "(".repeat(500);
        assert!(
            parse(&deep)
                .unwrap_err()
                .starts_with("chart.expression-too-long")
        );
    }
}
