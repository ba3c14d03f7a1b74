//! The block `map`: its datasets become layers, the layers a drawing, a table of the places and files for uMap.

mod edition;
pub mod keys;
mod merged;
mod page;
mod places;
mod spec;

pub use edition::{Worked, point};

use super::store::is_geojson;
use super::{Figure, FigureFile, Scene, Stop, Studio};
use crate::chart::{Caption, Width, framed};
use crate::diag::{Diagnostic, Report, map as problem};
use crate::map::draw::draw;
use crate::map::ground::Ground;
use crate::map::layer::{MOST_CATEGORIES, Places, Wanted, layer};
use crate::map::{Geometry, Layer, Map, Style, describe, export, features};
use crate::model::fence::{Fence, Written};
use crate::model::figure::{Content, Download, Drawn};
use crate::model::finding::Finding;
use crate::source::Place;
use crate::text::fold::{fold, slug};
use crate::transform::Fault;
use spec::{LayerSpec, Spec};
use std::collections::BTreeMap;
use std::io;

/// Findings of one layer that are named one by one on the command line; the page lists all.
const MOST_FINDINGS: usize = 20;
/// A background of the author's own is not read beyond that.
const MOST_BYTES: u64 = 64 << 20;

/// A layer, and what is to be said of its data.
struct Made {
    layer: Layer,
    remarks: Vec<Finding>,
}

/// A map, drawn, with its files.
struct Finished {
    map: Map,
    /// Marks drawn, and places that they stand for.
    thinned: Option<(usize, usize)>,
    figure: Figure,
}

impl Studio<'_> {
    /// Draws a `map` block.
    ///
    /// # Errors
    /// When a listed file cannot be read.
    pub(super) fn draw_map(
        &self,
        fence: &Fence,
        scene: &mut Scene<'_>,
        report: &mut Report,
    ) -> io::Result<Figure> {
        let mut faults = Vec::new();
        let spec = Spec::read(fence, &mut faults);
        let id = self.map_id(&spec, scene);
        let figure = match self.map(&spec, &id, scene, &mut faults, report) {
            Ok(figure) => figure,
            Err(Stop::Machine(error)) => return Err(error),
            Err(Stop::Fault(fault)) => {
                let content = super::broken_content(&fault, scene);
                faults.push(fault);
                Figure::new(Drawn {
                    subtitle: spec.subtitle().to_owned(),
                    source: spec.source().to_owned(),
                    note: spec.note().to_owned(),
                    content,
                    ..empty(spec.title(), id)
                })
            }
        };
        if spec.title().is_empty() {
            faults.push(Fault::new(problem::no_title(), spec.span));
        }
        if spec.source().is_empty() {
            faults.push(Fault::new(problem::no_source(), spec.span));
        }
        let allowed = spec.allowed(&mut faults);
        for fault in faults {
            let code = fault.problem.kind.code.trim_start_matches("map.");
            if !allowed.iter().any(|allowed| allowed == code) {
                report.add(fault.problem, scene.source.place(fault.span));
            }
        }
        Ok(figure)
    }

    fn map_id(&self, spec: &Spec<'_>, scene: &mut Scene<'_>) -> String {
        let own = match (spec.id(), spec.title()) {
            (Some(written), _) => slug(&written.text),
            (None, "") => "carte".into(),
            (None, title) => slug(title).chars().take(40).collect(),
        };
        scene.own_id(own.trim_matches('-'))
    }

    fn map(
        &self,
        spec: &Spec<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
        report: &mut Report,
    ) -> Result<Figure, Stop> {
        let mut layers = Vec::new();
        for layer_spec in &spec.layers {
            let made = self.layer(layer_spec, scene, faults)?;
            tell(&made, report);
            layers.push(made.layer);
        }
        tell_apart(&mut layers);
        let mut map = Map {
            id: id.to_owned(),
            language: scene.language,
            title: spec.title().to_owned(),
            subtitle: spec.subtitle().to_owned(),
            source: spec.source().to_owned(),
            note: spec.note().to_owned(),
            filters: filters(spec, &layers, faults),
            layers,
            licence: None,
            alternative: spec.alternative().to_owned(),
            address: self.address(scene.page),
        };
        map.licence = self.licence(&map.layers);
        let ground = self.ground(spec, &map, scene, faults)?;
        let Finished {
            map,
            thinned,
            mut figure,
        } = self.finish(map, &ground, id);
        if let Some((drawn, of)) = thinned {
            faults.push(Fault::new(problem::thinned(drawn, of), spec.span));
        }
        if let Some(live) = spec.live() {
            match self.address("cartes/") {
                Some(folder) => {
                    let file = export::umap::live(&map, &folder);
                    let name = super::pick(
                        map.language,
                        "uMap qui suit le site",
                        "uMap that follows the site",
                    );
                    figure.offer(name, format!("cartes/{}", file.name), file.bytes);
                }
                None => faults.push(Fault::new(problem::live_without_address(), live.span)),
            }
        }
        Ok(figure)
    }

    /// The drawings, the tables and the files of a map.
    fn finish(&self, map: Map, ground: &Ground, id: &str) -> Finished {
        let wide = draw(&map, ground, Width::Wide);
        let narrow = draw(&map, ground, Width::Narrow);
        let mut files = vec![export::umap::umap(&map)];
        files.extend(export::geojson(&map));
        files.extend(export::csv::csv(&map));
        let files: Vec<FigureFile> = files
            .into_iter()
            .map(|file| FigureFile {
                path: format!("cartes/{}", file.name),
                bytes: file.bytes,
            })
            .collect();
        let umap = self
            .address(&format!("cartes/{id}.umap"))
            .filter(|address| address.starts_with("https://"))
            .map(|address| page::umap_link(&address, map.language));
        let tables = map
            .layers
            .iter()
            .map(|layer| page::table(&map, layer))
            .collect();
        let caption = Caption {
            title: map.title.clone(),
            subtitle: map.subtitle.clone(),
            source: map.source.clone(),
            note: map.note.clone(),
            alternative: None,
            address: map.address.clone(),
        };
        let description = describe::description(&map);
        let path = format!("cartes/{id}");
        let mut figure = Figure {
            drawn: Drawn {
                subtitle: map.subtitle.clone(),
                source: map.source.clone(),
                note: map.note.clone(),
                alternative: description.clone(),
                downloads: downloads(&files),
                provenance: match ground.is_embedded {
                    true => vec![format!("{}.", crate::geo::ATTRIBUTION)],
                    false => Vec::new(),
                },
                embed: Some(format!("figures/{id}.html")),
                content: Content::Map(Box::new(crate::model::figure::MapContent {
                    wide: wide.svg.clone(),
                    narrow: narrow.svg.clone(),
                    tables,
                    left_out: page::left_out(&map),
                    umap,
                })),
                ..empty(&map.title, id.to_owned())
            },
            files,
            pictures: Vec::new(),
        };
        self.share(&mut figure, &path, &caption, || crate::chart::Drawing {
            svg: wide.svg.clone(),
            width: wide.width,
            height: wide.height,
            reduced: Vec::new(),
        });
        let drawing = (wide.svg.as_str(), wide.width, wide.height);
        figure.offer_drawing(
            &path,
            framed(id, &caption, &description, map.language, drawing),
        );
        // For the page of all maps, where a name stands below it.
        figure.files.push(FigureFile {
            path: format!("{path}-apercu.svg"),
            bytes: narrow.picture().into_bytes(),
        });
        Finished {
            thinned: wide.thinned,
            map,
            figure,
        }
    }

    /// Name and address of the licence that the sheets of all the datasets name.
    fn licence(&self, layers: &[Layer]) -> Option<(String, String)> {
        let mut found = layers
            .iter()
            .map(|layer| self.licenses.get(&layer.dataset).copied());
        let first = found.next()??;
        found
            .all(|other| other == Some(first))
            .then(|| (first.title.to_owned(), first.address.to_owned()))
    }

    fn layer(
        &self,
        spec: &LayerSpec<'_>,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Made, Stop> {
        let (mut places, dataset) = self.places(spec, scene)?;
        let count = places.features.len() + places.left_out.len();
        if places.features.is_empty() {
            let reason = places.left_out.first().map_or_else(String::new, |finding| {
                let diagnostic = Diagnostic {
                    problem: finding.problem.clone(),
                    place: None,
                };
                diagnostic.message(scene.language)
            });
            let problem = problem::nothing_placed(short(&dataset), count, reason);
            return Err(
                Fault::new(problem, spec.data().map_or(spec.span, |data| data.span)).into(),
            );
        }
        let wanted = self.wanted(spec, &mut places, &dataset, scene, faults)?;
        let remarks = std::mem::take(&mut places.remarks);
        let mut layer = layer(places, wanted);
        // Circles may stand on areas: each at a point inside.
        if let Style::Circles { .. } = layer.style {
            for feature in &mut layer.features {
                if let Some(point) = feature.geometry.anchor() {
                    feature.geometry = Geometry::Point(crate::map::geometry::round(point));
                }
            }
        }
        if layer.name.is_empty() {
            layer.name = short(&dataset)
                .split('.')
                .next()
                .unwrap_or("")
                .replace(['-', '_'], " ");
        }
        Ok(Made { layer, remarks })
    }

    /// What a layer is asked to look like, every column found.
    fn wanted(
        &self,
        spec: &LayerSpec<'_>,
        places: &mut Places,
        dataset: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Wanted, Stop> {
        let kind = match spec.kind() {
            Some(written) => match kind(&written.text) {
                Some(kind) => Some(kind),
                None => {
                    faults.push(Fault::new(
                        problem::wrong_kind(&written.text, keys::KINDS.join(", ")),
                        written.span,
                    ));
                    None
                }
            },
            None => None,
        };
        let names = places::names(places, dataset);
        let column = |written: Option<&Written>| -> Result<Option<String>, Stop> {
            Ok(match written {
                Some(written) => Some(names.find(&written.text, written.span)?.to_owned()),
                None => None,
            })
        };
        let value = match spec.value() {
            Some(written) => Some(places::value(places, &names, written, scene.language)?),
            None => None,
        };
        let classes = match spec.classes() {
            Some(written) => {
                let asked = crate::map::classes::Asked::read(&written.text);
                if asked.is_none() {
                    let wrong = problem::wrong_classes(&written.text);
                    faults.push(Fault::new(wrong, written.span));
                }
                asked
            }
            None => None,
        };
        let is_areas = places
            .features
            .iter()
            .any(|feature| matches!(feature.geometry, Geometry::Areas(_)));
        if let Some(written) = spec.value()
            && is_areas
            && kind != Some(Kind::Circles)
            && places::is_count(places, value.as_deref(), &written.text)
        {
            faults.push(Fault::new(problem::raw_counts(&written.text), written.span));
        }
        let own_color = spec.color().and_then(|written| hex(&written.text));
        let cluster = match (kind, spec.cluster().map(|written| fold(&written.text))) {
            (Some(Kind::Clusters), _) => Some(true),
            (_, Some(word)) if matches!(word.as_str(), "oui" | "yes" | "true") => Some(true),
            (_, Some(word)) if matches!(word.as_str(), "non" | "no" | "false") => Some(false),
            _ => None,
        };
        Ok(Wanted {
            name: spec.name().to_owned(),
            color: match own_color {
                Some(_) => None,
                None => column(spec.color())?,
            },
            own_color,
            label: column(spec.label())?,
            value,
            classes,
            unit: spec.unit(),
            popup: spec.popup(),
            icon: spec.icon().filter(|icon| icon.chars().count() <= 8),
            heat: kind == Some(Kind::Heat),
            circles: kind == Some(Kind::Circles),
            cluster,
            dataset: dataset.to_owned(),
        })
    }

    /// What lies below the places.
    fn ground(
        &self,
        spec: &Spec<'_>,
        map: &Map,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Ground, Stop> {
        let written = spec.background();
        match written.map(|written| fold(&written.text)).as_deref() {
            Some("none" | "aucun" | "non") => return Ok(Ground::default()),
            None if self.bare => return Ok(Ground::default()),
            None | Some("contours" | "") => {}
            Some(_) => {
                let written = written.map_or("", |written| written.text.as_str());
                if let Some(path) = self.store.find_places(written, scene.folder)
                    && is_geojson(&path)
                    && self.store.size(&path) <= MOST_BYTES
                    && let Ok(collection) = features::read(&self.store.bytes(&path)?)
                {
                    return Ok(places::ground(collection));
                }
                let span = spec.background().map_or(spec.span, |written| written.span);
                faults.push(Fault::new(
                    crate::diag::chart::unknown_data(written, crate::diag::Phrase::nearest(None)),
                    span,
                ));
            }
        }
        // A choropleth is its own ground; its neighbors are around it.
        let mut points = Vec::new();
        for feature in map.layers.iter().flat_map(|layer| &layer.features) {
            points.extend(feature.geometry.anchor());
        }
        let mut ground = Ground::below(&points);
        let colored = |layer: &Layer| matches!(layer.style, Style::Choropleth { .. });
        if map.layers.iter().any(colored) {
            ground.land.clear();
        }
        Ok(ground)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Circles,
    Clusters,
    Heat,
    /// What the data asks for by itself: points, categories, areas colored by class, lines, areas.
    Usual,
}

fn kind(word: &str) -> Option<Kind> {
    Some(match fold(word.trim()).as_str() {
        "circles" | "cercles" | "circle" | "cercle" => Kind::Circles,
        "clusters" | "cluster" | "grappes" => Kind::Clusters,
        "heat" | "chaleur" | "densite" | "density" => Kind::Heat,
        "points" | "point" | "categories" | "categorie" | "category" | "choropleth"
        | "choroplethe" | "lines" | "lignes" | "polygons" | "polygones" => Kind::Usual,
        _ => return None,
    })
}

/// Reports what is to be said of a layer's data, at its file and row.
fn tell(made: &Made, report: &mut Report) {
    let layer = &made.layer;
    let place = |row: Option<u32>| Place {
        line: row.map_or(1, |row| row as usize),
        ..Place::file(layer.dataset.clone())
    };
    // The same fault in row after row is said of the first rows only.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = 0;
    for finding in &layer.left_out {
        let count = counts.entry(finding.problem.kind.code).or_default();
        *count += 1;
        if *count <= MOST_FINDINGS {
            told += 1;
            report.add(finding.problem.clone(), place(finding.row));
        }
    }
    if told < layer.left_out.len() {
        let more = problem::more_left_out(short(&layer.dataset), layer.left_out.len() - told);
        report.add(more, place(None));
    }
    for finding in &made.remarks {
        report.add(finding.problem.clone(), place(finding.row));
    }
}

/// The columns that readers may filter by: those that the block names, else the categories of the layers.
fn filters(spec: &Spec<'_>, layers: &[Layer], faults: &mut Vec<Fault>) -> Vec<String> {
    let Some(written) = spec.filters() else {
        return layers
            .iter()
            .filter_map(|layer| match &layer.style {
                Style::Categories { field, names } if names.len() <= MOST_CATEGORIES => {
                    Some(layer.fields[*field].name.clone())
                }
                _ => None,
            })
            .collect();
    };
    let mut out = Vec::new();
    for part in written.list() {
        let wanted = fold(part.text.trim());
        let found = layers
            .iter()
            .flat_map(|layer| &layer.fields)
            .find(|field| fold(field.name.trim()) == wanted);
        match found {
            Some(field) if !out.contains(&field.name) => out.push(field.name.clone()),
            Some(_) => {}
            None => {
                let names: Vec<&str> = layers
                    .iter()
                    .flat_map(|layer| &layer.fields)
                    .map(|field| field.name.as_str())
                    .collect();
                let near = crate::diag::nearest(&part.text, names.iter().copied());
                let near = crate::diag::Phrase::nearest(near);
                let unknown = problem::unknown_filter(&part.text, near);
                faults.push(Fault::new(unknown, part.span));
            }
        }
    }
    out
}

/// Gives each layer whose places are all alike a color of its own.
fn tell_apart(layers: &mut [Layer]) {
    let plain = |layer: &&mut Layer| layer.style == Style::Plain && layer.color.is_none();
    for (slot, layer) in layers.iter_mut().filter(plain).enumerate() {
        layer.slot = slot;
    }
}

/// A color written as `#C2500F` or `#C50`, with six digits.
fn hex(written: &str) -> Option<String> {
    let digits = written.trim().strip_prefix('#')?.to_ascii_uppercase();
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{digits}")),
        3 => Some(digits.chars().fold(String::from("#"), |mut out, digit| {
            out.extend([digit, digit]);
            out
        })),
        _ => None,
    }
}

fn downloads(files: &[FigureFile]) -> Vec<Download> {
    files
        .iter()
        .map(|file| Download {
            name: match file.path.rsplit('.').next() {
                Some("umap") => "uMap",
                Some("geojson") => "GeoJSON",
                _ => "CSV",
            },
            path: file.path.clone(),
            bytes: file.bytes.len() as u64,
        })
        .collect()
}

fn short(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn empty(title: &str, id: String) -> Drawn {
    Drawn {
        id,
        kind: crate::model::fence::FenceKind::Map,
        title: title.to_owned(),
        subtitle: String::new(),
        source: String::new(),
        note: String::new(),
        alternative: String::new(),
        content: Content::Timeline(Vec::new()),
        data: None,
        provenance: Vec::new(),
        downloads: Vec::new(),
        embed: None,
        picture: None,
    }
}
