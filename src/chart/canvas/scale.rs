//! From a value to a place on the drawing, by plotters' coordinates.

use super::backend::UNITS;
use plotters::coord::combinators::{IntoLogRange, LogCoord};
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// One axis: a domain of values laid over a range of pixels.
pub struct Scale {
    coordinate: Coordinate,
    /// Units of plotters.
    range: (i32, i32),
    /// Lowest and highest value.
    pub domain: (f64, f64),
}

enum Coordinate {
    Linear(RangedCoordf64),
    Logarithmic(LogCoord<f64>),
}

impl Scale {
    /// A domain of two different finite values over pixels. An empty domain is widened by one.
    pub fn linear(domain: (f64, f64), pixels: (f64, f64)) -> Self {
        let finite = domain.0.is_finite() && domain.1.is_finite();
        let domain = match (finite, domain.0 < domain.1) {
            (true, true) => domain,
            (true, false) => (domain.0, domain.0 + 1.0),
            (false, _) => (0.0, 1.0),
        };
        Scale {
            coordinate: Coordinate::Linear((domain.0..domain.1).into()),
            range: range(pixels),
            domain,
        }
    }

    /// The same on a logarithmic scale: the domain must be above zero, else the scale is linear.
    pub fn logarithmic(domain: (f64, f64), pixels: (f64, f64)) -> Self {
        if !(domain.0 > 0.0 && domain.0 < domain.1 && domain.1.is_finite()) {
            return Scale::linear(domain, pixels);
        }
        Scale {
            coordinate: Coordinate::Logarithmic((domain.0..domain.1).log_scale().into()),
            range: range(pixels),
            domain,
        }
    }

    /// The pixel of a value; values outside of the domain are held at its ends.
    pub fn at(&self, value: f64) -> f64 {
        let value = value.clamp(self.domain.0, self.domain.1);
        let unit = match &self.coordinate {
            Coordinate::Linear(linear) => linear.map(&value, self.range),
            Coordinate::Logarithmic(logarithmic) => logarithmic.map(&value, self.range),
        };
        f64::from(unit) / UNITS
    }
}

fn range(pixels: (f64, f64)) -> (i32, i32) {
    (
        (pixels.0 * UNITS).round() as i32,
        (pixels.1 * UNITS).round() as i32,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fall_on_tenths_of_pixels() {
        let scale = Scale::linear((0.0, 3.0), (0.0, 100.0));
        assert!((scale.at(1.0) - 33.3).abs() < 0.11);
        assert_eq!(scale.at(9.0), 100.0);
        let upward = Scale::linear((0.0, 10.0), (200.0, 0.0));
        assert!((upward.at(5.0) - 100.0).abs() < 0.11);
        let logarithmic = Scale::logarithmic((1.0, 100.0), (0.0, 100.0));
        assert!((logarithmic.at(10.0) - 50.0).abs() < 0.11);
        assert!(Scale::linear((5.0, 5.0), (0.0, 10.0)).at(5.0).is_finite());
        assert!(
            Scale::linear((-1e308, 1e308), (0.0, 10.0))
                .at(0.0)
                .is_finite()
        );
    }
}
