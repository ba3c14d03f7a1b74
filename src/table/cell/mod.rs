//! The text of a cell → what it looks like. In: one cell, trimmed. Out: its [`Shape`], a set of marks, with the number
//! or the date that it is. Nothing here knows the column: what a cell is follows from all cells of its column.

pub mod code;
pub mod date;
pub mod number;
pub mod place;
pub mod text;

use date::DateCell;
use number::{DecimalMark, Number};

/// Marks of a cell. Several may hold: `01500` is a number, digits and a postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u64);

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        impl Marks {
            marks!(@each 0; $($(#[$doc])* $name,)*);
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),*].len();
        }
    };
    (@each $n:expr; $(#[$doc:meta])* $name:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub const $name: Marks = Marks(1 << ($n));
        marks!(@each $n + 1; $($rest)*);
    };
    (@each $n:expr;) => {};
}

marks! {
    NUMBER,
    /// A number with decimals.
    DECIMALS,
    /// A decimal comma, digits in groups, or a unit: not as machines read numbers.
    FRENCH_NUMBER,
    /// Digits that begin with a zero.
    LEADING_ZERO,
    /// Digits only.
    DIGITS,
    /// A whole number from 1800 to 2100.
    YEAR,
    /// `3,49826E+13`.
    SCIENTIFIC,
    /// A date that exists, the day first or ISO.
    DATE,
    /// A date that exists only with the month first.
    MONTH_FIRST,
    /// A date whose day is above 12, the day first: it tells the order.
    DAY_SHOWS,
    /// A date with the year first.
    ISO_DATE,
    /// A date with the name of its month.
    NAMED_DATE,
    MONTH,
    /// A month by name with a year of two digits.
    SHORT_MONTH,
    BOOLEAN,
    /// `X` alone.
    CROSS,
    EMAIL,
    URL,
    PHONE,
    /// 9 digits with a sound key.
    SIREN,
    /// 14 digits with a sound key.
    SIRET,
    /// 14 digits.
    FOURTEEN,
    /// Five digits, or `2A`, `2B` and three.
    FIVE,
    /// Four digits.
    FOUR,
    POINT,
    GEOMETRY,
    /// Digits then letters, or letters then digits, without a space: a code.
    CODE,
    /// `15 000 - 89 999,99`.
    RANGE,
    /// Accents that were read in the wrong encoding.
    MOJIBAKE,
    /// A whole number with `.0` after it.
    ZERO_DECIMAL,
    /// 14 digits that end in zeros and have no sound key: rounded by a spreadsheet.
    ROUNDED,
    /// An identifier written with spaces or an apostrophe.
    SPACED,
    /// A point in France with the longitude first, or with the latitude first.
    LONGITUDE_FIRST,
    LATITUDE_FIRST,
    HTML,
    JSON,
    /// Several values with `;` or `|` between them.
    LIST,
    /// A coordinate that a spreadsheet made a date: `mars-43`.
    DAY_MONTH,
}

impl Marks {
    pub const NONE: Marks = Marks(0);

    /// The marks of both.
    pub const fn or(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether any of some marks is set.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    pub fn set(&mut self, other: Marks, when: bool) {
        if when {
            self.0 |= other.0;
        }
    }

    /// The places of the marks that are set, for counting.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let place = rest.trailing_zeros();
                rest &= rest - 1;
                place as usize
            })
        })
    }

    /// The place of a single mark.
    pub const fn place(self) -> usize {
        self.0.trailing_zeros() as usize
    }
}

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape<'a> {
    pub marks: Marks,
    pub number: Option<Number<'a>>,
    pub date: Option<DateCell<'a>>,
}

/// Looks at a cell without space around it.
pub fn shape(text: &str, decimal: Option<DecimalMark>) -> Shape<'_> {
    let mut marks = Marks::default();
    let first = text.as_bytes().first().copied().unwrap_or(b' ');
    let number = number::number(text, decimal);
    let mut date = None;
    if let Some(found) = number {
        number_marks(text, &found, &mut marks);
    }
    let letters = !first.is_ascii_digit();
    if number.is_none() && (!letters || text.ends_with(|last: char| last.is_ascii_digit())) {
        date = date::date(text);
        if let Some(found) = date {
            marks.set(Marks::DATE, found.day_first().is_some());
            marks.set(
                Marks::MONTH_FIRST,
                found.day_first().is_none() && found.month_first().is_some(),
            );
            marks.set(
                Marks::DAY_SHOWS,
                !found.iso && !found.named && found.first > 12,
            );
            marks.set(Marks::NAMED_DATE, found.named);
            marks.set(Marks::ISO_DATE, found.iso);
        }
    }
    if number.is_none() && !letters {
        marks.set(Marks::RANGE, text::is_range(text));
        // Short powers are numbers; from 10 million on, an identifier was rounded.
        let power = number::scientific(text);
        marks.set(Marks::SCIENTIFIC, power.is_some_and(|power| power >= 7));
    }
    if number.is_none() && date.is_none() {
        if let Some(found) = date::month(text) {
            marks.set(Marks::MONTH, true);
            marks.set(Marks::SHORT_MONTH, found.short_year && found.name.is_some());
        }
        marks.set(Marks::DAY_MONTH, text::is_day_month(text));
    }
    code::marks(text, &mut marks);
    place::marks(text, number.is_some(), &mut marks);
    text::marks(text, first, &mut marks);
    Shape {
        marks,
        number,
        date,
    }
}

fn number_marks(text: &str, found: &Number<'_>, marks: &mut Marks) {
    let plain = found.mark.is_none() && !found.grouped && found.unit.is_none();
    marks.set(Marks::NUMBER, true);
    marks.set(Marks::DECIMALS, found.mark.is_some());
    marks.set(
        Marks::FRENCH_NUMBER,
        found.mark == Some(b',') || found.grouped || found.unit.is_some(),
    );
    marks.set(Marks::LEADING_ZERO, found.leading_zero && plain);
    marks.set(
        Marks::ZERO_DECIMAL,
        !found.grouped && found.unit.is_none() && text.ends_with(".0"),
    );
    marks.set(
        Marks::YEAR,
        plain && text.len() == 4 && (1800.0..=2100.0).contains(&found.value),
    );
}
