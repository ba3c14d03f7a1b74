//! The licenses of open data: the names that people write, and the words and addresses that data.gouv.fr recognizes.
//!
//! Facts: the list of the portal's license API, and what its harvester was seen to recognize (udata 17.18).

use crate::text::fold::fold;

/// One license.
#[derive(Debug, PartialEq, Eq)]
pub struct License {
    /// The portal's own id: `lov2`.
    pub id: &'static str,
    /// As a page names it.
    pub title: &'static str,
    /// An address that names it for machines.
    pub address: &'static str,
    /// What the portal calls it, when it does not recognize `address`: said beside it.
    pub portal_title: Option<&'static str>,
    /// The identifier of SPDX; empty where there is none.
    pub spdx: &'static str,
    /// Texts that name it, without accents, capitals and signs.
    names: &'static [&'static str],
}

impl License {
    /// Whether it is a Creative Commons license: outside the list that French administrations may choose from.
    pub fn is_creative_commons(&self) -> bool {
        self.id.starts_with("cc-")
    }
}

/// The licenses that a sheet may name, those of the French list first (article D. 323-2-1 of the CRPA).
pub static LICENSES: &[License] = &[
    License {
        id: "lov2",
        title: "Licence Ouverte 2.0",
        address: "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        portal_title: None,
        spdx: "etalab-2.0",
        names: &[
            "etalab20",
            "etalab",
            "licenceouverte",
            "licenceouverte20",
            "licenceouverte2",
            "licenceouvertev2",
            "licenceouvertev20",
            "licenceouverteversion2",
            "licenceouverteversion20",
            "licenceouverteetalab",
            "licenceouverteetalab20",
            "licenceouverteopenlicence",
            "licenceouverteopenlicence20",
            "licenceouverteopenlicencev20",
            "licenceouverteopenlicenceversion20",
            "licenceetalab",
            "licenceetalab20",
            "openlicence",
            "openlicence20",
            "lo20",
        ],
    },
    License {
        id: "odc-odbl",
        title: "Open Database License (ODbL)",
        address: "http://opendatacommons.org/licenses/odbl/summary/",
        portal_title: None,
        spdx: "ODbL-1.0",
        names: &[
            "odbl",
            "odbl10",
            "opendatabaselicense",
            "opendatabaselicenseodbl",
            "opendatabaselicense10",
            "opendatacommonsopendatabaselicenseodbl",
            "opendatacommonsopendatabaselicense10",
        ],
    },
    License {
        id: "fr-lo",
        title: "Licence Ouverte 1.0",
        address: "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
        portal_title: None,
        spdx: "",
        names: &[
            "licenceouverte10",
            "licenceouverte1",
            "licenceouvertev1",
            "licenceouverteversion10",
        ],
    },
    License {
        id: "odc-by",
        title: "Open Data Commons Attribution License",
        address: "http://opendatacommons.org/licenses/by/summary/",
        portal_title: None,
        spdx: "ODC-By-1.0",
        names: &["odcby10", "opendatacommonsattributionlicense"],
    },
    License {
        id: "odc-pddl",
        title: "Public Domain Dedication and License (PDDL)",
        address: "http://opendatacommons.org/licenses/pddl/summary/",
        portal_title: None,
        spdx: "PDDL-1.0",
        names: &["pddl", "pddl10", "opendatacommonspddl"],
    },
    License {
        id: "cc-by",
        title: "Creative Commons Attribution 4.0",
        address: "https://creativecommons.org/licenses/by/4.0/",
        portal_title: Some("Creative Commons Attribution"),
        spdx: "CC-BY-4.0",
        names: &[
            "ccby40",
            "ccby4",
            "creativecommonsby",
            "creativecommonsattribution",
            "creativecommonsby40",
            "creativecommonsattribution40",
        ],
    },
    License {
        id: "cc-by-sa",
        title: "Creative Commons Attribution – Partage dans les mêmes conditions 4.0",
        address: "https://creativecommons.org/licenses/by-sa/4.0/",
        portal_title: Some("Creative Commons Attribution Share-Alike"),
        spdx: "CC-BY-SA-4.0",
        names: &[
            "ccbysa40",
            "ccbysa4",
            "creativecommonsbysa",
            "creativecommonsattributionsharealike",
            "creativecommonsbysa40",
        ],
    },
    License {
        id: "cc-zero",
        title: "Creative Commons Zero",
        address: "https://creativecommons.org/publicdomain/zero/1.0/",
        portal_title: Some("Creative Commons CCZero"),
        spdx: "CC0-1.0",
        names: &[
            "cc0",
            "cc010",
            "creativecommonszero",
            "creativecommonscc0",
            "creativecommonscczero",
        ],
    },
];

/// Signs, accents and capitals dropped.
fn bare(text: &str) -> String {
    fold(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// An address without scheme and final slash, as two writings of one are compared.
fn bare_address(text: &str) -> String {
    let lower = text.trim().to_ascii_lowercase();
    let lower = lower
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    lower
        .trim_start_matches("www.")
        .trim_end_matches('/')
        .to_owned()
}

/// The license that an author names by its id, its name or its address.
pub fn find(written: &str) -> Option<&'static License> {
    let word = bare(written);
    let address = bare_address(written);
    LICENSES.iter().find(|license| {
        bare(license.id) == word
            || bare(license.title) == word
            || license.names.contains(&word.as_str())
            || bare_address(license.address) == address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licenses_are_known_by_many_names() {
        for (written, id) in [
            ("lov2", "lov2"),
            ("Licence Ouverte / Open Licence version 2.0", "lov2"),
            ("etalab-2.0", "lov2"),
            ("Licence ouverte v2.0", "lov2"),
            (
                "http://www.etalab.gouv.fr/licence-ouverte-open-licence/",
                "lov2",
            ),
            ("ODbL 1.0", "odc-odbl"),
            ("CC BY 4.0", "cc-by"),
            ("cc-by-sa", "cc-by-sa"),
            ("CC0", "cc-zero"),
        ] {
            assert_eq!(
                find(written).map(|license| license.id),
                Some(id),
                "{written}"
            );
        }
        for written in ["", "gratuit", "MIT", "cc-by-nc", "tous droits réservés"] {
            assert_eq!(find(written), None, "{written}");
        }
    }
}
