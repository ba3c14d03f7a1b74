//! From the projected coordinates of metropolitan France to degrees: Lambert-93 (EPSG:2154) and the nine conformal
//! conic zones CC42 to CC50 (EPSG:3942 to 3950).
//!
//! Formulas: IGN, *Projection cartographique conique conforme de Lambert*, note NTG 71, algorithms ALG0001 to
//! ALG0004 and ALG0019; parameters: IGN, *Systèmes de référence et projections*, GRS 80. RGF93 and WGS84 differ by less
//! than a meter, which a map does not show.

use super::area;
use super::contours::Layer;
use super::shape::Point;
use std::fmt;
use std::sync::LazyLock;

/// A projection that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Projection {
    Lambert93,
    /// The zone, 42 to 50.
    Zone(u8),
}

impl fmt::Display for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Projection::Lambert93 => f.write_str("Lambert-93"),
            Projection::Zone(zone) => write!(f, "Lambert CC{zone}"),
        }
    }
}

/// First eccentricity of the GRS 80 ellipsoid.
const ECCENTRICITY: f64 = 0.081_819_191_042_815_8;
/// Its semi-major axis, in meters.
const SEMI_MAJOR_AXIS: f64 = 6_378_137.0;

/// A conformal conic projection with two standard parallels, as its inverse needs it.
#[derive(Clone, Copy)]
struct Cone {
    exponent: f64,
    constant: f64,
    /// Projected coordinates of the pole.
    pole: Point,
}

/// Whole maps are drawn in it, point by point.
static LAMBERT_93: LazyLock<Cone> =
    LazyLock::new(|| Cone::secant(46.5, [44.0, 49.0], [700_000.0, 6_600_000.0]));

impl Cone {
    /// From the latitudes in degrees of the origin and of the two parallels, and the origin's coordinates in meters.
    fn secant(origin: f64, parallels: [f64; 2], false_origin: Point) -> Self {
        let [first, second] = parallels.map(f64::to_radians);
        let (iso_first, iso_second) = (isometric(first), isometric(second));
        let normal = |latitude: f64| {
            SEMI_MAJOR_AXIS / (1.0 - (ECCENTRICITY * latitude.sin()).powi(2)).sqrt()
        };
        let radius = |latitude: f64| normal(latitude) * latitude.cos();
        let exponent = (radius(second) / radius(first)).ln() / (iso_first - iso_second);
        let constant = radius(first) / exponent * (exponent * iso_first).exp();
        let iso_origin = isometric(origin.to_radians());
        Cone {
            exponent,
            constant,
            pole: [
                false_origin[0],
                false_origin[1] + constant * (-exponent * iso_origin).exp(),
            ],
        }
    }

    /// Projected coordinates of a point in degrees (ALG0003).
    fn meters(&self, [lon, lat]: Point) -> Point {
        let radius = self.constant * (-self.exponent * isometric(lat.to_radians())).exp();
        let angle = self.exponent * (lon - 3.0).to_radians();
        [
            self.pole[0] + radius * angle.sin(),
            self.pole[1] - radius * angle.cos(),
        ]
    }

    /// Degrees of a projected point; the central meridian is 3° east.
    fn degrees(&self, [x, y]: Point) -> Point {
        let (east, north) = (x - self.pole[0], self.pole[1] - y);
        let angle = (east / north).atan();
        let iso = -(east.hypot(north) / self.constant).abs().ln() / self.exponent;
        [
            3.0 + (angle / self.exponent).to_degrees(),
            latitude(iso).to_degrees(),
        ]
    }
}

/// Isometric latitude (ALG0001), in radians.
fn isometric(latitude: f64) -> f64 {
    let sine = ECCENTRICITY * latitude.sin();
    (std::f64::consts::FRAC_PI_4 + latitude / 2.0).tan().ln()
        + ECCENTRICITY / 2.0 * ((1.0 - sine) / (1.0 + sine)).ln()
}

/// Latitude of an isometric latitude (ALG0002), in radians: each step gains three digits.
fn latitude(iso: f64) -> f64 {
    let mut latitude = 2.0 * iso.exp().atan() - std::f64::consts::FRAC_PI_2;
    for _ in 0..8 {
        let sine = ECCENTRICITY * latitude.sin();
        let factor = ((1.0 + sine) / (1.0 - sine)).powf(ECCENTRICITY / 2.0);
        latitude = 2.0 * (factor * iso.exp()).atan() - std::f64::consts::FRAC_PI_2;
    }
    latitude
}

impl Projection {
    fn cone(self) -> Cone {
        match self {
            Projection::Lambert93 => *LAMBERT_93,
            Projection::Zone(zone) => {
                let origin = f64::from(zone);
                let north = (origin - 41.0) * 1_000_000.0 + 200_000.0;
                Cone::secant(origin, [origin - 0.75, origin + 0.75], [1_700_000.0, north])
            }
        }
    }

    /// Longitude and latitude of projected coordinates in meters.
    pub fn degrees(self, point: Point) -> Point {
        self.cone().degrees(point)
    }

    /// Projected coordinates in meters of a longitude and latitude.
    pub fn meters(self, point: Point) -> Point {
        self.cone().meters(point)
    }

    /// The projection that puts these coordinates in metropolitan France, if only one does.
    ///
    /// It must fall in the box of a département, and a zone is trusted within 1.2 degrees of its own latitude only.
    pub fn guess(point: Point) -> Option<Projection> {
        let mut candidates = (42..=50)
            .map(Projection::Zone)
            .chain([Projection::Lambert93])
            .filter(|projection| {
                let [lon, lat] = projection.degrees(point);
                let near = match projection {
                    Projection::Lambert93 => true,
                    Projection::Zone(zone) => (lat - f64::from(*zone)).abs() < 1.2,
                };
                near && area::METROPOLIS.contains([lon, lat])
                    && Layer::Departments.is_near([lon, lat])
            });
        let first = candidates.next()?;
        candidates.next().is_none().then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference values: PROJ 9 (EPSG:4326 to the code of each projection), to the millimeter.
    #[test]
    fn known_points_come_back_within_a_decimeter() {
        use Projection::{Lambert93, Zone};
        for (projection, point, degrees) in [
            (Lambert93, [700_000.0, 6_600_000.0], [3.0, 46.5]),
            (Lambert93, [648_237.302, 6_862_271.682], [2.2945, 48.8584]),
            (Lambert93, [146_632.979, 6_836_262.327], [-4.4861, 48.3904]),
            (Lambert93, [1_176_468.425, 6_109_062.367], [8.7369, 41.9264]),
            (Zone(42), [2_175_457.729, 1_207_759.671], [8.7369, 41.9264]),
            (Zone(44), [1_891_637.289, 3_146_814.809], [5.3698, 43.4965]),
            (Zone(46), [1_842_779.109, 5_175_416.428], [4.8357, 45.764]),
            (Zone(48), [1_351_952.273, 7_223_603.676], [-1.6778, 48.1173]),
            (Zone(50), [1_704_054.199, 9_269_986.105], [3.0573, 50.6292]),
        ] {
            let [lon, lat] = projection.degrees(point);
            let error = (lon - degrees[0]).hypot(lat - degrees[1]);
            assert!(error < 1e-6, "{projection} {point:?}: {lon} {lat}");
            assert_eq!(Projection::guess(point), Some(projection));
            let [x, y] = projection.meters(degrees);
            assert!(
                (x - point[0]).hypot(y - point[1]) < 0.1,
                "{projection} {x} {y}"
            );
        }
    }

    #[test]
    fn pixels_and_degrees_are_no_projection() {
        for point in [[450.0, 300.0], [2.35, 48.85], [0.0, 0.0], [f64::NAN, 6.6e6]] {
            assert_eq!(Projection::guess(point), None, "{point:?}");
        }
    }
}
