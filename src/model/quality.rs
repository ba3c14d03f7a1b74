//! The nine criteria of the national portal's quality score, checked before publication.
//!
//! Facts: udata's `quality` fields and their weights, each a ninth of the score.

use super::dataset::Dataset;
use super::date::Date;

/// Characters above which the portal counts a description.
const DESCRIPTION: usize = 100;

/// One criterion, in the portal's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    Description,
    Available,
    Documented,
    OpenFormat,
    License,
    Frequency,
    UpdatedInTime,
    Temporal,
    Spatial,
}

impl Criterion {
    pub const ALL: [Criterion; 9] = [
        Criterion::Description,
        Criterion::Available,
        Criterion::Documented,
        Criterion::OpenFormat,
        Criterion::License,
        Criterion::Frequency,
        Criterion::UpdatedInTime,
        Criterion::Temporal,
        Criterion::Spatial,
    ];

    /// Whether a dataset meets it on a day. Without a day, nothing is late.
    pub fn holds(self, dataset: &Dataset, today: Option<Date>) -> bool {
        let sheet = dataset.sheet.as_ref();
        match self {
            Criterion::Description => {
                sheet.is_some_and(|sheet| sheet.description.chars().count() > DESCRIPTION)
            }
            // The files lie beside the page, each with a sentence, as CSV and GeoJSON.
            Criterion::Available | Criterion::Documented | Criterion::OpenFormat => true,
            Criterion::License => sheet.is_some_and(|sheet| sheet.license.is_some()),
            Criterion::Frequency => sheet
                .and_then(|sheet| sheet.frequency)
                .is_some_and(|frequency| frequency.is_known()),
            Criterion::UpdatedInTime => sheet.is_some_and(|sheet| {
                let Some(frequency) = sheet.frequency.filter(|frequency| frequency.is_known())
                else {
                    return false;
                };
                match (frequency.days, sheet.updated, today) {
                    (None, _, _) => true,
                    (Some(days), Some(updated), Some(today)) => {
                        updated.day_number() + days >= today.day_number()
                    }
                    (Some(_), updated, _) => updated.is_some(),
                }
            }),
            Criterion::Temporal => sheet.is_some_and(|sheet| !sheet.period.is_empty()),
            Criterion::Spatial => {
                dataset.extent.is_some() || sheet.is_some_and(|sheet| !sheet.territory.is_empty())
            }
        }
    }
}

/// The score of a dataset, 0 to 100.
pub fn score(dataset: &Dataset, today: Option<Date>) -> u8 {
    let met = Criterion::ALL
        .into_iter()
        .filter(|criterion| criterion.holds(dataset, today))
        .count();
    u8::try_from((met * 200 + 9) / 18).unwrap_or(100)
}
