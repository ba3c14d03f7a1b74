//! Rows that a decimal comma cut: `24 975,00` between commas, without quotes, makes two cells of one number.

use super::records::Record;
use super::walk::trim;

/// What a row that is too long may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The first number that a comma cut, put together again.
    pub value: String,
    /// The cells with all such numbers joined, if that gives the row its width in one way only.
    pub joined: Option<Vec<String>>,
}

/// Looks for numbers that a comma cut in a row of more cells than the header; nothing when there is none.
pub fn cut(record: &Record<'_>, width: usize) -> Option<Cut> {
    let extra = record.len().checked_sub(width).filter(|extra| *extra > 0)?;
    let cells: Vec<&str> = record.cells().collect();
    let mut pairs = Vec::new();
    let mut at = 0;
    while at + 1 < cells.len() {
        if is_whole(trim(cells[at])) && is_decimals(trim(cells[at + 1])) {
            pairs.push(at);
            at += 1;
        }
        at += 1;
    }
    let first = *pairs.first()?;
    let join = |at: usize| format!("{},{}", trim(cells[at]), trim(cells[at + 1]));
    let joined = (pairs.len() == extra).then(|| {
        let mut out = Vec::with_capacity(width);
        let mut at = 0;
        while at < cells.len() {
            if pairs.contains(&at) {
                out.push(join(at));
                at += 2;
            } else {
                out.push(cells[at].to_owned());
                at += 1;
            }
        }
        out
    });
    Some(Cut {
        value: join(first),
        joined,
    })
}

/// Digits, in groups or not, that do not look like a code.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    super::cell::number::number(digits, None).is_some_and(|number| {
        number.mark.is_none()
            && number.unit.is_none()
            && !number.leading_zero
            && number.digits <= 12
    })
}

fn is_decimals(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}
