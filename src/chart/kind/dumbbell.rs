//! Dumbbells: the distance between values of one name.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Rect, Stroke};
use crate::chart::color::Token;
use crate::chart::data::Matrix;
use crate::chart::look;
use crate::chart::{Chart, ReducedThing, measure};
use crate::format::NumberFormat;

/// One line per name, a point per series on it.
pub const DUMBBELL: ChartKind = ChartKind {
    name: "dumbbell",
    aliases: &["haltères", "halteres", "haltère", "haltere"],
    summary: [
        "montre l’écart entre deux valeurs, nom par nom",
        "shows the distance between two values, name by name",
    ],
    noun: ["Haltères", "Dumbbell chart"],
    family: Family::Matrix,
    channels: &[
        Channel::required("x", Wants::Categories),
        Channel::required("y", Wants::Numbers),
        Channel::required("series", Wants::Anything),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 220.0,
    sharing: Sharing::Categories,
    draw,
};

const LABEL_SIZE: f64 = 14.5;
/// Rows; fewer in a panel of small multiples, which may be one of many.
const MOST_ROWS: usize = 20;
const MOST_IN_PANEL: usize = 10;
const MOST_SERIES: usize = 4;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let mut matrix = Matrix::of(chart);
    let (of, of_series) = (matrix.categories.len(), matrix.all_series);
    let most = match sheet.panel {
        Some(_) => MOST_IN_PANEL,
        None => MOST_ROWS,
    };
    matrix.keep_first(most, |name| look::found(chart, name));
    matrix.keep_series(MOST_SERIES, |name| look::found(chart, name));
    sheet.reduce(ReducedThing::Categories, matrix.categories.len(), of);
    sheet.reduce(ReducedThing::Series, matrix.series.len(), of_series);
    if matrix.categories.is_empty() {
        return 0.0;
    }
    let looks = look::of_series(chart, &matrix.series);
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let format = NumberFormat::for_values(&matrix.values.concat(), unit, chart.language);
    let mut top = look::legend(sheet, &matrix.series, &looks, (0.0, 0.0), true);
    let width = sheet.canvas.width;
    let widest = matrix
        .categories
        .iter()
        .map(|name| measure::width(name, LABEL_SIZE, measure::Face::Strong))
        .fold(0.0, f64::max);
    let above = sheet.narrow || widest > width * 0.3;
    let left = if above { 0.0 } else { widest + 12.0 };
    let values = Letters::new(13.0, Token::Ink);
    let side = matrix
        .values
        .concat()
        .iter()
        .filter(|value| value.is_finite())
        .map(|value| values.width(&format.label(*value)))
        .fold(0.0, f64::max)
        + 14.0;
    let size = sheet.axis_size();
    let axis = Axis::numbers(
        matrix.present(),
        &chart.y_scale,
        false,
        if sheet.narrow { 4 } else { 6 },
        chart.language,
    );
    let x = axis.scale((left + side, (width - side).max(left + side + 20.0)));
    let (row, name_line) = if above { (26.0, 20.0) } else { (34.0, 0.0) };
    let height = (row + name_line) * matrix.categories.len() as f64;
    let area = Rect {
        left,
        right: width,
        top,
        bottom: top + height,
    };
    for (tick, _) in &axis.ticks {
        let at = x.at(*tick);
        let stroke = if *tick == 0.0 {
            Stroke::new(Token::Ink3, 1.25)
        } else {
            Stroke::new(Token::Grid, 1.0)
        };
        sheet
            .canvas
            .line(&[(at, area.top), (at, area.bottom)], stroke, None);
    }
    for (category, name) in matrix.categories.iter().enumerate() {
        let found = look::found(chart, name);
        let letters = match found {
            true => Letters::new(LABEL_SIZE, Token::Ink).strong().halo(),
            false => Letters::new(LABEL_SIZE, Token::Ink2).halo(),
        };
        let y = top + name_line + row / 2.0;
        match above {
            true => {
                let name = measure::shorten(name, width, LABEL_SIZE, letters.face);
                sheet.canvas.text(&name, (0.0, top + 12.0), letters);
            }
            false => sheet
                .canvas
                .text(name, (left - 12.0, y), letters.anchor(Anchor::End)),
        }
        let mut present: Vec<(usize, f64)> = matrix
            .values
            .iter()
            .enumerate()
            .map(|(series, values)| (series, values[category]))
            .filter(|(_, value)| value.is_finite())
            .collect();
        present.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        if let (Some(first), Some(last)) = (present.first(), present.last()) {
            let token = if found {
                Token::Highlight
            } else {
                Token::Context
            };
            sheet.canvas.line(
                &[(x.at(first.1), y), (x.at(last.1), y)],
                Stroke::new(token, 3.0),
                None,
            );
            sheet.canvas.text(
                &format.label(first.1),
                (x.at(first.1) - 10.0, y),
                values.anchor(Anchor::End).halo(),
            );
            if last.1 > first.1 {
                sheet.canvas.text(
                    &format.label(last.1),
                    (x.at(last.1) + 10.0, y),
                    values.halo(),
                );
            }
        } else {
            sheet.canvas.text(
                super::missing(chart.language),
                (x.at(axis.domain.0) + 10.0, y),
                Letters::new(13.0, Token::Ink3).halo(),
            );
        }
        for (series, value) in present {
            let title = super::title(chart.language, &[name, &matrix.series[series]], value, unit);
            sheet.canvas.symbol(
                looks[series].symbol,
                (x.at(value), y),
                6.0,
                Fill::Plain(looks[series].token),
                Some(Mark {
                    title: &title,
                    value: Some(value),
                }),
            );
        }
        top += row + name_line;
    }
    axis::draw_horizontal(sheet, &axis, &x, &area);
    area.bottom + axis::horizontal_height(sheet) + if size > 13.0 { 2.0 } else { 0.0 }
}
