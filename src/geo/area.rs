//! Where French coordinates lie: boxes in WGS84 degrees, the sea around the islands included.

use super::shape::{Bounds, Point};

/// Metropolitan France.
pub const METROPOLIS: Bounds = Bounds::new(-5.6, 41.0, 9.8, 51.5);

/// The French territories overseas.
pub const OVERSEAS: [(&str, Bounds); 10] = [
    ("Guadeloupe", Bounds::new(-61.95, 15.75, -60.95, 16.6)),
    (
        "Saint-Martin et Saint-Barthélemy",
        Bounds::new(-63.2, 17.8, -62.75, 18.2),
    ),
    ("Martinique", Bounds::new(-61.3, 14.3, -60.75, 14.95)),
    ("Guyane", Bounds::new(-54.7, 2.0, -51.5, 5.95)),
    ("La Réunion", Bounds::new(55.1, -21.5, 55.95, -20.75)),
    ("Mayotte", Bounds::new(44.9, -13.1, 45.4, -12.5)),
    (
        "Saint-Pierre-et-Miquelon",
        Bounds::new(-56.6, 46.7, -56.0, 47.2),
    ),
    (
        "Nouvelle-Calédonie",
        Bounds::new(163.0, -23.0, 168.5, -19.3),
    ),
    (
        "Polynésie française",
        Bounds::new(-155.0, -28.0, -134.0, -7.5),
    ),
    (
        "Wallis-et-Futuna",
        Bounds::new(-178.4, -14.5, -176.0, -13.1),
    ),
];

/// Whether a point lies in one of the boxes.
pub fn is_french(point: Point) -> bool {
    METROPOLIS.contains(point) || OVERSEAS.iter().any(|(_, bounds)| bounds.contains(point))
}

/// Whether two numbers read as latitude and longitude of France only once exchanged.
pub fn is_swapped([lon, lat]: Point) -> bool {
    !is_french([lon, lat]) && is_french([lat, lon])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_pair_is_seen_and_no_other() {
        assert!(is_swapped([42.78, 2.90]));
        assert!(is_swapped([-20.88, 55.45]));
        assert!(!is_swapped([2.90, 42.78]));
        assert!(!is_swapped([0.0, 0.0]));
        assert!(!is_swapped([-73.0, 40.7]));
    }
}
