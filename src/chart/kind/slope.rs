//! Slopes: from one moment to another, one line per name.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::Axis;
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Stroke};
use crate::chart::color::Token;
use crate::chart::data::Matrix;
use crate::chart::look;
use crate::chart::{Chart, ReducedThing, label, measure};
use crate::format::NumberFormat;

/// Two columns of points joined by lines, named at both ends.
pub const SLOPE: ChartKind = ChartKind {
    name: "slope",
    aliases: &["pente", "pentes"],
    summary: [
        "compare deux moments, une ligne par nom",
        "compares two moments, one line per name",
    ],
    noun: ["Pentes", "Slope chart"],
    family: Family::Matrix,
    channels: &[
        Channel::required("x", Wants::Ordered),
        Channel::required("y", Wants::Numbers),
        Channel::required("series", Wants::Categories),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 300.0,
    sharing: Sharing::Categories,
    draw,
};

const LABEL_SIZE: f64 = 14.5;
const LINE: f64 = 19.0;
const MOST_SERIES: usize = 24;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let mut matrix = Matrix::of(chart);
    let of = matrix.all_series;
    matrix.keep_series(MOST_SERIES, |name| look::found(chart, name));
    sheet.reduce(ReducedThing::Series, matrix.series.len(), of);
    let Some(last) = matrix.categories.len().checked_sub(1) else {
        return 0.0;
    };
    let any = matrix.series.iter().any(|name| look::found(chart, name));
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let format = NumberFormat::for_values(&matrix.values.concat(), unit, chart.language);
    let values =
        |at: usize| -> Vec<f64> { matrix.values.iter().map(|values| values[at]).collect() };
    let (starts, ends) = (values(0), values(last));
    let axis = Axis::numbers(
        starts.iter().chain(&ends).copied(),
        &chart.y_scale,
        false,
        5,
        chart.language,
    );
    let present = |list: &[f64]| list.iter().filter(|value| value.is_finite()).count();
    let rows = present(&starts).max(present(&ends)) as f64;
    let top = 34.0;
    let height = (if sheet.narrow { 260.0_f64 } else { 320.0 }).max(rows * LINE);
    let (first, below) = (top + 6.0, top + height - 6.0);
    // The lowest value at the bottom: a slope has no zero line.
    let (low, high) = starts
        .iter()
        .chain(&ends)
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    let domain = if low < high { (low, high) } else { axis.domain };
    let y = match axis.log {
        true => axis.scale((below, first)),
        false => crate::chart::canvas::Scale::linear(domain, (below, first)),
    };

    let words = |name: &str, value: f64, left: bool, room: f64| {
        let number = format.label(value);
        let name = measure::shorten(
            name,
            room - measure::width(&number, LABEL_SIZE, measure::Face::Strong) - 5.0,
            LABEL_SIZE,
            measure::Face::Strong,
        );
        if left {
            format!("{name} {number}")
        } else {
            format!("{number} {name}")
        }
    };
    let most = if sheet.narrow { 112.0 } else { 220.0 };
    let side = |list: &[f64], left: bool| -> f64 {
        let widths = matrix
            .series
            .iter()
            .zip(list)
            .filter(|(_, value)| value.is_finite());
        widths
            .map(|(name, value)| {
                measure::width(
                    &words(name, *value, left, most),
                    LABEL_SIZE,
                    measure::Face::Strong,
                )
            })
            .fold(0.0, f64::max)
    };
    let (left, right) = (
        side(&starts, true) + 14.0,
        sheet.canvas.width - side(&ends, false) - 14.0,
    );
    // The two columns stand near enough for the eye to follow: a slope is read by its angle.
    let right = right
        .min(left + if sheet.narrow { 200.0 } else { 360.0 })
        .max(left + 40.0);

    for (x, name) in [
        (left, &matrix.categories[0]),
        (right, &matrix.categories[last]),
    ] {
        let letters = Letters::new(14.0, Token::Ink)
            .strong()
            .anchor(Anchor::Middle);
        let name = measure::shorten(name, (right - left).max(80.0), 14.0, letters.face);
        let half = letters.width(&name) / 2.0;
        sheet.canvas.text(
            &name,
            (x.clamp(half, sheet.canvas.width - half), 10.0),
            letters,
        );
        sheet.canvas.line(
            &[(x, 22.0), (x, top + height)],
            Stroke::new(Token::Grid, 1.0),
            None,
        );
        if last == 0 {
            break;
        }
    }
    let mut order: Vec<usize> = (0..matrix.series.len()).collect();
    order.sort_by_key(|index| look::found(chart, &matrix.series[*index]));
    let token = |name: &str| match (any, look::found(chart, name)) {
        (true, true) => Token::Highlight,
        (true, false) => Token::Context,
        (false, _) => Token::series(0),
    };
    for index in &order {
        let name = &matrix.series[*index];
        let (start, end) = (starts[*index], ends[*index]);
        let found = look::found(chart, name);
        let stroke = Stroke::new(token(name), if found { 3.0 } else { 1.75 });
        if start.is_finite() && end.is_finite() && last > 0 {
            sheet.canvas.line(
                &[(left, y.at(start)), (right, y.at(end))],
                stroke,
                Some(Mark {
                    title: name,
                    value: None,
                }),
            );
        }
        for (x, value, moment) in [(left, start, 0), (right, end, last)] {
            if value.is_finite() && (moment == 0 || last > 0) {
                let title = super::title(
                    chart.language,
                    &[name, &matrix.categories[moment]],
                    value,
                    unit,
                );
                let mark = Mark {
                    title: &title,
                    value: Some(value),
                };
                sheet.canvas.disc(
                    (x, y.at(value)),
                    if found { 5.0 } else { 4.0 },
                    Fill::Plain(token(name)),
                    Some(mark),
                );
            }
        }
    }
    for (list, is_left) in [(&starts, true), (&ends, false)] {
        if !is_left && last == 0 {
            break;
        }
        let named: Vec<usize> = (0..list.len())
            .filter(|index| list[*index].is_finite())
            .collect();
        let wanted: Vec<f64> = named.iter().map(|index| y.at(list[*index])).collect();
        let sizes = vec![LINE; named.len()];
        let Some(places) = label::spread(&wanted, &sizes, top - 8.0, top + height + 8.0) else {
            continue;
        };
        for ((index, place), wanted) in named.iter().zip(places).zip(wanted) {
            let name = &matrix.series[*index];
            let letters = match look::found(chart, name) {
                true => Letters::new(LABEL_SIZE, Token::Highlight).strong(),
                false => Letters::new(LABEL_SIZE, Token::Ink2),
            };
            let text = words(name, list[*index], is_left, most);
            let (mark, edge, anchor) = match is_left {
                true => (left - 6.0, left - 12.0, Anchor::End),
                false => (right + 6.0, right + 12.0, Anchor::Start),
            };
            if (place - wanted).abs() > 4.0 {
                sheet.canvas.line(
                    &[(mark, wanted), (edge, place)],
                    Stroke::new(Token::Context, 1.0),
                    None,
                );
            }
            sheet.canvas.text(
                &text,
                (edge + if is_left { -2.0 } else { 2.0 }, place),
                letters.anchor(anchor),
            );
        }
    }
    top + height + 10.0
}
