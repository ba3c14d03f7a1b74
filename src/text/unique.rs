//! Names that are given once each. In: a wanted name. Out: that name, or it with the first free number behind.

use std::collections::BTreeMap;

/// Names given so far, each with the number that its next namesake tries first: of a hundred thousand namesakes, the
/// last costs what the first does.
#[derive(Debug, Clone, Default)]
pub struct Unique(BTreeMap<String, usize>);

impl Unique {
    /// With names that are taken from the start.
    pub fn reserving(names: impl IntoIterator<Item = String>) -> Self {
        Unique(names.into_iter().map(|name| (name, 2)).collect())
    }

    /// The wanted name if it is free, else `name-2`, `name-3`…; and whether it was taken.
    pub fn give(&mut self, wanted: &str) -> (String, bool) {
        let Some(first) = self.0.get(wanted).copied() else {
            self.0.insert(wanted.to_owned(), 2);
            return (wanted.to_owned(), false);
        };
        let mut number = first;
        let mut given = format!("{wanted}-{number}");
        while self.0.contains_key(&given) {
            number += 1;
            given = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_owned(), number + 1);
        self.0.insert(given.clone(), 2);
        (given, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut names = Unique::reserving(["j1".to_owned()]);
        let mut give = |wanted| names.give(wanted).0;
        assert_eq!(give("phare"), "phare");
        assert_eq!(give("phare-2"), "phare-2");
        assert_eq!(give("phare"), "phare-3");
        assert_eq!(give("phare-2"), "phare-2-2");
        assert_eq!(give("j1"), "j1-2");
    }
}
