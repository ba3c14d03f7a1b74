//! Expressions: columns, numbers, quoted texts, `+ - * /`, comparisons, `et/and`, `ou/or`, `non/not`, and the functions
//! that sum up a column. In: the words of an author and the names of the columns. Out: a tree, or the fault at the very
//! word. Nothing is computed here.

use super::Fault;
use super::columns::Names;
use crate::diag::{Phrase, chart, nearest};
use crate::model::fence::Written;
use crate::source::Span;
use crate::text::fold::fold;
use crate::text::placeholder::placeholder;

/// Longer expressions are refused, in bytes.
const LONGEST: usize = 2_000;

/// More deeply nested ones too.
const DEEPEST: usize = 40;

/// An expression, each part with its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number, and its digits as written: a column of codes compares with them.
    Number(f64, String, Span),
    Text(String, Span),
    Boolean(bool, Span),
    /// A column by its name in the file.
    Column(String, Span),
    Negative(Box<Expression>),
    Not(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// A function over the rows of a group; `compte()` takes nothing.
    Call(Function, Option<Box<Expression>>, Span),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

/// What sums up the rows of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Sum,
    Mean,
    Median,
    Count,
    Distinct,
    Minimum,
    Maximum,
    /// The group's sum in percent of the sum of all groups.
    Share,
}

impl Function {
    /// French name, English name, function.
    pub const ALL: [(&'static str, &'static str, Function); 8] = [
        ("somme", "sum", Function::Sum),
        ("moyenne", "mean", Function::Mean),
        ("médiane", "median", Function::Median),
        ("compte", "count", Function::Count),
        ("distinct", "distinct", Function::Distinct),
        ("min", "min", Function::Minimum),
        ("max", "max", Function::Maximum),
        ("part", "share", Function::Share),
    ];

    /// Its name in both languages.
    pub fn name(self) -> Phrase {
        Self::ALL
            .iter()
            .find(|(_, _, function)| *function == self)
            .map_or_else(|| Phrase::new("", ""), |(fr, en, _)| Phrase::new(*fr, *en))
    }

    fn from_name(name: &str) -> Option<Self> {
        let name = fold(name);
        let name = match name.as_str() {
            "average" | "avg" => "mean",
            "nombre" => "count",
            other => other,
        };
        Self::ALL
            .iter()
            .find(|(fr, en, _)| fold(fr) == name || *en == name)
            .map(|(_, _, function)| *function)
    }

    /// The fault of a name that is no function.
    pub fn unknown(name: &str, span: Span) -> Fault {
        let names = Self::ALL.iter().flat_map(|(fr, en, _)| [*fr, *en]);
        let near = nearest(name, names);
        let list = |pick: fn(&(&'static str, &'static str, Function)) -> &'static str| {
            let names: Vec<&str> = Self::ALL.iter().map(pick).collect();
            names.join(", ")
        };
        let all = Phrase::new(list(|entry| entry.0), list(|entry| entry.1));
        Fault::new(
            chart::unknown_function(name, Phrase::nearest(near), all),
            span,
        )
    }
}

impl Operator {
    /// The sign, for a message.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Equal => "=",
            Operator::Unequal => "≠",
            Operator::Less => "<",
            Operator::LessOrEqual => "≤",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => "≥",
            Operator::And => "et",
            Operator::Or => "ou",
        }
    }
}

/// What `{name}` stands for, on a page that is made from a row: a number, a text, a yes or a no.
pub type Given<'a> = &'a dyn Fn(&str, Span) -> Result<Expression, Fault>;

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

    /// Whether it sums up rows.
    pub fn is_aggregate(&self) -> bool {
        match self {
            Expression::Call(..) => true,
            Expression::Negative(inner) | Expression::Not(inner) => inner.is_aggregate(),
            Expression::Binary(_, left, right) => left.is_aggregate() || right.is_aggregate(),
            _ => false,
        }
    }

    /// The columns that it reads, each once.
    pub fn columns(&self, out: &mut Vec<String>) {
        match self {
            Expression::Column(name, _) => {
                if !out.contains(name) {
                    out.push(name.clone());
                }
            }
            Expression::Negative(inner) | Expression::Not(inner) => inner.columns(out),
            Expression::Binary(_, left, right) => {
                left.columns(out);
                right.columns(out);
            }
            Expression::Call(_, argument, _) => {
                if let Some(argument) = argument {
                    argument.columns(out);
                }
            }
            Expression::Number(..) | Expression::Text(..) | Expression::Boolean(..) => {}
        }
    }

    /// Where it stands, from its first word to its last.
    pub fn span(&self) -> Span {
        match self {
            Expression::Number(_, _, span)
            | Expression::Text(_, span)
            | Expression::Boolean(_, span)
            | Expression::Column(_, span)
            | Expression::Call(_, _, span) => *span,
            Expression::Negative(inner) | Expression::Not(inner) => inner.span(),
            Expression::Binary(_, left, right) => Span {
                start: left.span().start,
                end: right.span().end,
            },
        }
    }

    /// The same question, wherever it stands.
    pub fn same(&self, other: &Expression) -> bool {
        match (self, other) {
            (Expression::Number(a, _, _), Expression::Number(b, _, _)) => a == b,
            (Expression::Text(a, _), Expression::Text(b, _))
            | (Expression::Column(a, _), Expression::Column(b, _)) => a == b,
            (Expression::Boolean(a, _), Expression::Boolean(b, _)) => a == b,
            (Expression::Negative(a), Expression::Negative(b))
            | (Expression::Not(a), Expression::Not(b)) => a.same(b),
            (Expression::Binary(a, left, right), Expression::Binary(b, left2, right2)) => {
                a == b && left.same(left2) && right.same(right2)
            }
            (Expression::Call(a, None, _), Expression::Call(b, None, _)) => a == b,
            (Expression::Call(a, Some(left), _), Expression::Call(b, Some(right), _)) => {
                a == b && left.same(right)
            }
            _ => false,
        }
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
        if rest[word.len()..].trim_start().starts_with('(') {
            return self.call(word);
        }
        if let Some(length) = self.names.longest(rest) {
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
