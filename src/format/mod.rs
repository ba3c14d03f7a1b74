//! Numbers and dates as a reader of French or English expects them. In: a value. Out: a text with its no-break spaces.
//!
//! French: `48 210,4` with U+202F between thousands, U+00A0 before a unit, U+2212 as minus, `12,4 M€`, `3,1 Md€`.
//! English: `48,210.4`, `41%`, `€12.4M`, `€3.1bn`. A year is never grouped: it goes through [`time`].

mod number;
pub mod time;

pub use number::{NumberFormat, compact, number, with_unit};
