//! Words of the author on a drawing: annotations at a value, and reference lines.

use super::canvas::{Anchor, Letters, Point, Rect, Scale, Stroke};
use super::color::Token;
use super::kind::Sheet;
use super::{At, AxisName, Chart, measure};

const SIZE: f64 = 13.0;

/// What words must not lie on.
pub struct Places {
    pub taken: Vec<Rect>,
    marks: Vec<Point>,
    area: Rect,
}

impl Places {
    pub fn new(area: Rect) -> Self {
        Places {
            taken: Vec::new(),
            marks: Vec::new(),
            area,
        }
    }

    /// A stroke between two points, as marks a few pixels apart.
    pub fn segment(&mut self, from: Point, to: Point) {
        let steps = (((to.0 - from.0).hypot(to.1 - from.1)) / 5.0).clamp(1.0, 400.0) as usize;
        for step in 0..=steps {
            let share = step as f64 / steps as f64;
            self.marks.push((
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
            ));
        }
    }

    /// Whether a box lies on nothing.
    pub fn free(&self, place: &Rect) -> bool {
        !self.taken.iter().any(|taken| taken.meets(place))
            && !self.marks.iter().any(|(x, y)| {
                *x > place.left - 3.0
                    && *x < place.right + 3.0
                    && *y > place.top - 3.0
                    && *y < place.bottom + 3.0
            })
    }

    /// The highest mark at a horizontal place.
    fn top(&self, x: f64) -> Option<f64> {
        self.marks
            .iter()
            .filter(|mark| (mark.0 - x).abs() < 1.5)
            .map(|mark| mark.1)
            .reduce(f64::min)
    }
}

/// Values of horizontal reference lines, which the axis must hold.
pub fn y_references(chart: &Chart) -> impl Iterator<Item = f64> + '_ {
    chart
        .references
        .iter()
        .filter_map(|reference| match (reference.axis, &reference.at) {
            (AxisName::Y, At::Number(value)) => Some(super::data::finite(*value)),
            _ => None,
        })
}

/// Height that annotations ask for above the plot.
pub fn room(chart: &Chart, sheet: &Sheet<'_, '_>) -> f64 {
    let x_reference = chart
        .references
        .iter()
        .any(|reference| reference.axis == AxisName::X);
    match sheet.words {
        true if !chart.annotations.is_empty() => 34.0,
        true if x_reference => 20.0,
        _ => 0.0,
    }
}

/// Draws reference lines, then annotations where they lie on nothing.
pub fn draw(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    places: &mut Places,
    locate: &dyn Fn(&At) -> Option<f64>,
    (x, y): (&Scale, &Scale),
    area: &Rect,
) {
    references(chart, sheet, places, locate, (x, y), area);
    if !sheet.words {
        return;
    }
    for annotation in &chart.annotations {
        let Some(at) = locate(&annotation.x).filter(|at| *at >= x.domain.0 && *at <= x.domain.1)
        else {
            continue;
        };
        let at = x.at(at);
        let point = annotation
            .y
            .filter(|value| value.is_finite())
            .map(|value| y.at(value));
        let top = point.or_else(|| places.top(at)).unwrap_or(area.bottom);
        annotate(sheet, places, &annotation.text, (at, top));
    }
}

/// Words near a point, above or below it, joined by a thin stroke.
pub fn annotate(sheet: &mut Sheet<'_, '_>, places: &mut Places, text: &str, (x, y): Point) {
    let letters = Letters::new(SIZE, Token::Ink2)
        .anchor(Anchor::Middle)
        .halo();
    let lines = measure::wrap(
        text,
        if sheet.narrow { 110.0 } else { 160.0 },
        3,
        SIZE,
        letters.face,
    );
    let width = lines
        .iter()
        .map(|line| letters.width(line))
        .fold(0.0, f64::max);
    let height = SIZE * 1.2 * lines.len() as f64;
    let half = width / 2.0;
    let middle = x.clamp(half, (sheet.canvas.width - half).max(half));
    let box_at = |center: f64| Rect {
        left: middle - half,
        right: middle + half,
        top: center - height / 2.0,
        bottom: center + height / 2.0,
    };
    let steps = [14.0, 28.0, 44.0, 64.0, 90.0, 120.0];
    let above = steps.iter().map(|step| y - step - height / 2.0);
    let below = steps.iter().map(|step| y + step + height / 2.0);
    let highest = places.area.top - 34.0;
    let lowest = places.area.bottom - 4.0;
    let center = above
        .chain(below)
        .find(|center| {
            let place = box_at(*center);
            place.top >= highest && place.bottom <= lowest && places.free(&place)
        })
        .unwrap_or(highest + height / 2.0);
    let place = box_at(center);
    let near = if center < y {
        place.bottom + 2.0
    } else {
        place.top - 2.0
    };
    let far = if center < y { y - 4.0 } else { y + 4.0 };
    sheet
        .canvas
        .line(&[(x, near), (x, far)], Stroke::new(Token::Ink3, 1.0), None);
    sheet.canvas.lines(&lines, (middle, center), letters);
    places.taken.push(place);
}

fn references(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    places: &mut Places,
    locate: &dyn Fn(&At) -> Option<f64>,
    (x, y): (&Scale, &Scale),
    area: &Rect,
) {
    let letters = Letters::new(SIZE, Token::Ink2).halo();
    let stroke = Stroke::new(Token::Ink2, 1.25).dashed();
    for reference in &chart.references {
        let text = measure::shorten(&reference.text, area.width(), SIZE, letters.face);
        match (reference.axis, &reference.at) {
            (AxisName::Y, At::Number(value)) => {
                let level = y.at(super::data::finite(*value));
                sheet
                    .canvas
                    .line(&[(area.left, level), (area.right, level)], stroke, None);
                // At the end where it lies on the least: above or below the line, right or left.
                let width = letters.width(&text);
                let tries = [
                    (area.right - width, level - 10.0),
                    (area.right - width, level + 10.0),
                    (area.left + 4.0, level - 10.0),
                    (area.left + 4.0, level + 10.0),
                ];
                let place = |at: Point| letters.bounds(&text, at);
                let at = tries
                    .into_iter()
                    .find(|at| places.free(&place(*at)))
                    .unwrap_or(tries[0]);
                if sheet.words {
                    sheet.canvas.text(&text, at, letters);
                    places.taken.push(place(at));
                }
            }
            (AxisName::X, at) => {
                let Some(value) = locate(at).filter(|at| *at >= x.domain.0 && *at <= x.domain.1)
                else {
                    continue;
                };
                let level = x.at(value);
                sheet.canvas.line(
                    &[(level, area.top - 12.0), (level, area.bottom)],
                    stroke,
                    None,
                );
                if sheet.words {
                    vertical_name(sheet, places, &text, level, area);
                }
            }
            _ => {}
        }
    }
}

/// The words of a vertical line, beside its top.
pub fn vertical_name(
    sheet: &mut Sheet<'_, '_>,
    places: &mut Places,
    text: &str,
    x: f64,
    area: &Rect,
) {
    let letters = Letters::new(SIZE, Token::Ink).strong().halo();
    let width = letters.width(text);
    let y = area.top - 6.0;
    let at = match x + 5.0 + width <= sheet.canvas.width {
        true => (x + 5.0, y),
        false => ((x - 5.0 - width).max(0.0), y),
    };
    sheet.canvas.text(text, at, letters);
    places.taken.push(letters.bounds(text, at));
}
