//! Patterns of schemas, written for Python's `re`, run by an engine whose time is linear. In: the pattern of a
//! constraint. Out: a test of texts.
//!
//! The two dialects differ in a few signs, which are translated: `$` also stands before a last line break, `\Z` ends the
//! text, `{` alone is a letter, a class may hold `[`, `&&`, `--` without a meaning, `{,n}` counts from zero. What needs
//! looking around or back (`(?=…)`, `(?<!…)`, `\1`) is run by a second engine that goes back, with a bound on its work.

use std::fmt::Write as _;

/// A pattern ready for use.
#[derive(Debug, Clone)]
pub struct Pattern {
    engine: Engine,
}

#[derive(Debug, Clone)]
enum Engine {
    Linear(regex::Regex),
    Bounded(Box<fancy_regex::Regex>),
}

/// Bytes of a compiled pattern: `(a{1000}){1000}` is refused.
const SIZE: usize = 2 << 20;
/// Levels of parentheses.
const DEPTH: u32 = 100;
/// Steps back on one text.
const STEPS: usize = 200_000;
/// Bytes of a pattern as written.
const LENGTH: usize = 20_000;

impl Pattern {
    /// Makes a pattern ready; none when it cannot be read, or is too big to be run.
    ///
    /// As the reference does, the pattern is put between `^` and `$` as it is, so that `a|b` takes what starts with `a`.
    pub fn new(pattern: &str) -> Option<Self> {
        if pattern.len() > LENGTH {
            return None;
        }
        let (flags, rest) = leading_flags(pattern);
        let translated = translate(&format!("^{rest}$"));
        let anchored = format!("{flags}\\A(?:{translated})");
        let linear = regex::RegexBuilder::new(&anchored)
            .size_limit(SIZE)
            .dfa_size_limit(SIZE)
            .nest_limit(DEPTH)
            .build();
        let engine = match linear {
            Ok(linear) => Engine::Linear(linear),
            Err(regex::Error::CompiledTooBig(_)) => return None,
            Err(_) => Engine::Bounded(Box::new(bounded(&anchored)?)),
        };
        Some(Pattern { engine })
    }

    /// Whether a text fits; none when that would take too much work to tell.
    pub fn fits(&self, text: &str) -> Option<bool> {
        match &self.engine {
            Engine::Linear(engine) => Some(engine.is_match(text)),
            Engine::Bounded(engine) => engine.is_match(text).ok(),
        }
    }
}

/// Refuses deep nesting first: the reader of that engine calls itself.
fn bounded(pattern: &str) -> Option<fancy_regex::Regex> {
    let mut depth: u32 = 0;
    for sign in pattern.bytes() {
        match sign {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return None;
        }
    }
    fancy_regex::RegexBuilder::new(pattern)
        .backtrack_limit(STEPS)
        .delegate_size_limit(SIZE)
        .delegate_dfa_size_limit(SIZE)
        .build()
        .ok()
}

/// Flags for the whole pattern must stand first: `(?i)abc`.
fn leading_flags(pattern: &str) -> (&str, &str) {
    if let Some(rest) = pattern.strip_prefix("(?")
        && let Some(end) = rest.find(')')
        && end > 0
        && rest[..end]
            .bytes()
            .all(|flag| matches!(flag, b'i' | b's' | b'm' | b'x' | b'u' | b'a'))
        && !rest[..end].contains(['u', 'a', 'm', 'x'])
    {
        return pattern.split_at(end + 3);
    }
    ("", pattern)
}

fn translate(pattern: &str) -> String {
    let signs: Vec<char> = pattern.chars().collect();
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        at += 1;
        match sign {
            '\\' => at = escape(&signs, at, false, &mut out),
            '[' => at = class(&signs, at, &mut out),
            '$' => out.push_str("(?:\\n?\\z)"),
            '{' => match repetition(&signs, at) {
                Some((text, next)) => {
                    out.push_str(&text);
                    at = next;
                }
                None => out.push_str("\\{"),
            },
            '}' => out.push_str("\\}"),
            '(' if signs[at..].starts_with(&['?', '#']) => {
                while signs.get(at).is_some_and(|&sign| sign != ')') {
                    at += 1;
                }
                at += 1;
            }
            '(' if signs[at..].starts_with(&['?', 'P', '=']) => {
                let name: String = signs[at + 3..]
                    .iter()
                    .take_while(|&&sign| sign != ')')
                    .collect();
                at += 4 + name.chars().count();
                let _ = write!(out, "\\k<{name}>");
            }
            _ => out.push(sign),
        }
    }
    out
}

/// What follows a backslash. Returns the place after it.
fn escape(signs: &[char], at: usize, in_class: bool, out: &mut String) -> usize {
    let Some(&sign) = signs.get(at) else {
        out.push_str("\\\\");
        return at;
    };
    match sign {
        'Z' if !in_class => out.push_str("\\z"),
        'b' if in_class => out.push_str("\\x08"),
        // Octal, three signs at most; `\1` to `\9` outside a class look back.
        '0' => {
            let digits: String = signs[at..]
                .iter()
                .take(3)
                .take_while(|sign| ('0'..='7').contains(*sign))
                .collect();
            let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
            let _ = write!(out, "\\x{{{code:x}}}");
            return at + digits.len();
        }
        _ if sign.is_ascii_alphanumeric() => {
            out.push('\\');
            out.push(sign);
        }
        _ => literal(sign, out),
    }
    at + 1
}

fn literal(sign: char, out: &mut String) {
    if sign.is_ascii_punctuation()
        && !matches!(
            sign,
            '<' | '>' | '/' | '\'' | '"' | '_' | ',' | ';' | ':' | '=' | '%' | '@' | '!' | '`'
        )
    {
        out.push('\\');
    }
    out.push(sign);
}

/// A class of characters, its opening bracket already read. Returns the place after its closing bracket.
fn class(signs: &[char], mut at: usize, out: &mut String) -> usize {
    out.push('[');
    if signs.get(at) == Some(&'^') {
        out.push('^');
        at += 1;
    }
    // A closing bracket that comes first is a letter.
    if signs.get(at) == Some(&']') {
        out.push_str("\\]");
        at += 1;
    }
    while let Some(&sign) = signs.get(at) {
        at += 1;
        match sign {
            ']' => {
                out.push(']');
                return at;
            }
            '\\' => at = escape(signs, at, true, out),
            // A hyphen between two signs makes a range; anywhere else it is a letter.
            '-' => {
                let range =
                    !out.ends_with(['[', '^']) && signs.get(at).is_some_and(|&next| next != ']');
                out.push_str(if range { "-" } else { "\\-" });
            }
            '[' | '&' | '~' | '^' => {
                out.push('\\');
                out.push(sign);
            }
            _ => out.push(sign),
        }
    }
    at
}

/// `{2}`, `{2,}`, `{2,5}`, `{,5}`, the opening brace already read.
fn repetition(signs: &[char], at: usize) -> Option<(String, usize)> {
    let length = signs[at..].iter().take(24).position(|&sign| sign == '}')?;
    let inner: String = signs[at..at + length].iter().collect();
    let (low, high) = match inner.split_once(',') {
        Some((low, high)) => (low, Some(high)),
        None => (inner.as_str(), None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let empty = low.is_empty() && high.is_none_or(str::is_empty);
    if !digits(low) || !high.is_none_or(digits) || empty && high.is_none() {
        return None;
    }
    let low = if low.is_empty() { "0" } else { low };
    let text = match high {
        Some(high) => format!("{{{low},{high}}}"),
        None => format!("{{{low}}}"),
    };
    Some((text, at + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        let pattern = Pattern::new(pattern).unwrap_or_else(|| panic!("{pattern} is a pattern"));
        pattern.fits(text).expect("little work")
    }

    #[test]
    fn patterns_of_published_schemas() {
        for (pattern, good, bad) in [
            (r"^\d{14}$", "12345678901234", "1234567890123"),
            (r"^([013-9]\d|2[AB1-9])\d{3}$", "2A004", "20004"),
            (
                r"^[0-9]{4}\-[0-9]{2}(\/[0-9]{4})?$",
                "2020-01/2021",
                "2020/01",
            ),
            (
                r"(?:(?:^|,)(^[A-Z]{2}[A-Z0-9]{4,33}$|Non concerné))+$",
                "FRV75ABC",
                "fr",
            ),
            (
                r"^[a-zA-Z0-9\-\'\s\d\u00C0-\u00FF]+$",
                "Écluse d'Or-12",
                "a_b",
            ),
            (
                r"(.*?)((\d{1,2}:\d{2})-(\d{1,2}:\d{2})|24/7)",
                "Mo 08:00-12:00",
                "08h-12h",
            ),
            (
                r"^(https?)://[^\s/$.?#].[^\s]*$",
                "https://exemple.fr/a",
                "https:///",
            ),
            (r"^(.*)\<(.*)\>$", "a<b>", "ab"),
            (r"[^\]]+", "ab", "a]"),
            (r"[[&&~^-]+", "&[~^-", "a"),
            (r"a{,2}", "aa", "aaa"),
            (r"a{x}", "a{x}", "ax"),
            (r"\d+\Z", "12", "12a"),
        ] {
            assert!(fits(pattern, good), "{pattern} {good}");
            assert!(!fits(pattern, bad), "{pattern} {bad}");
        }
    }

    #[test]
    fn alternatives_are_anchored_as_the_reference_does() {
        assert!(fits("oui|non", "ouistiti"));
        assert!(fits("oui|non", "non"));
        assert!(!fits("oui|non", "nonante"));
    }

    #[test]
    fn looking_around_and_back() {
        assert!(fits(r"(?!.*  ).+", "un mot"));
        assert!(!fits(r"(?!.*  ).+", "un  mot"));
        assert!(fits(r"(?P<a>[xy])(?P=a)", "xx"));
        assert!(!fits(r"(a|b)\1", "ab"));
    }

    #[test]
    fn hostile_patterns_end() {
        let long = "a".repeat(50_000);
        assert!(!fits("(a+)+b", &long));
        assert!(!fits("(a|a)*b", &long));
        // Looking around takes the other engine: it gives up rather than run for ever.
        let hard = Pattern::new("(?=x|a)(a+)+b").expect("a pattern");
        assert_ne!(hard.fits(&long), Some(true));
        assert!(Pattern::new(&"(".repeat(10_000)).is_none());
        assert!(Pattern::new(&format!("{}{}", "(".repeat(5000), ")".repeat(5000))).is_none());
        assert!(Pattern::new("((a{1000}){1000}){1000}").is_none());
        assert!(Pattern::new("[").is_none());
    }
}
