//! The catalog of a site as DCAT-AP 3.0.1, in the form that data.gouv.fr harvests without losing a field.
//!
//! Facts: udata 17.18 (`core/dataset/rdf.py`, `harvest/backends/dcat.py`), run on fixtures, and the SHACL shapes of
//! DCAT-AP 3.0.1. Where the two contradict each other, the harvester wins.

use super::graph::{Graph, Name, Object, Resource};
use super::text::{address, clipped, plain, written};
use super::{Described, described, extension, file_words};
use crate::diag::Language;
use crate::model::dataset::FileKind;
use crate::model::date::Date;
use crate::model::license::License;
use crate::model::sheet::Sheet;
use crate::model::site::Site;

/// Datasets on one page of the catalog: some 2 MB of the 15 MB that the portal keeps of a whole catalog.
pub const PAGE: usize = 500;

/// The longest keyword that the portal keeps, in characters.
const KEYWORD: usize = 96;

/// What a reader of the file should know before mending what looks wrong.
pub const REMARK: &str = "DCAT-AP 3.0.1 asks for xsd:hexBinary in spdx:checksumValue; the harvester of data.gouv.fr loses the dataset then, so it is a plain string.";

/// With `http`: the harvester knows no other form.
const SHA256: &str = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";

const DATASET: Name = ("dcat", "Dataset");

/// The graph of one page of the catalog.
///
/// `ending` is that of the files (`.ttl`): pages lead to pages in their own format. `today` drops dates of update that
/// are still to come: the harvester would ignore them.
pub fn page(
    site: &Site,
    base: &str,
    datasets: &[Described<'_>],
    number: usize,
    ending: &str,
    today: Option<Date>,
) -> Graph {
    let language = site.config.language.tag();
    let words = |text: &str| Object::Words(text.to_owned(), language);
    let mut graph = Graph::default();
    let catalog_address = address(base, "#catalogue").replace("%23", "#");
    let home = address(base, "donnees/index.html");
    let mut catalog = Resource::at(&*catalog_address, &[("dcat", "Catalog")])
        .with(("dct", "title"), words(&title(site)))
        .with(("dct", "description"), words(&description(site)))
        .with(("dct", "publisher"), agent(&publisher(site)))
        .with(("foaf", "homepage"), Object::Address(home.clone()))
        .with(
            ("dct", "language"),
            Object::Address(language_address(site.config.language)),
        )
        .with(("rdfs", "comment"), Object::Words(REMARK.to_owned(), "en"));
    let start = number * PAGE;
    let own: Vec<&Described<'_>> = datasets.iter().skip(start).take(PAGE).collect();
    for one in &own {
        catalog.add(
            ("dcat", "dataset"),
            Object::Address(dataset_address(site, base, one)),
        );
    }
    graph.declare(catalog);
    graph.declare(Resource::at(home, &[("foaf", "Document")]));
    graph.declare(Resource::at(
        language_address(site.config.language),
        &[("dct", "LinguisticSystem")],
    ));
    for one in own {
        dataset(site, base, one, today, &mut graph);
    }
    if datasets.len() > PAGE {
        let file = |number: usize| address(base, &page_path(number, ending));
        let mut view = Resource::at(file(number), &[("hydra", "PartialCollectionView")])
            .with(("hydra", "first"), Object::Address(file(0)))
            .with(
                ("hydra", "last"),
                Object::Address(file((datasets.len() - 1) / PAGE)),
            );
        if number > 0 {
            view.add(("hydra", "previous"), Object::Address(file(number - 1)));
        }
        if start + PAGE < datasets.len() {
            view.add(("hydra", "next"), Object::Address(file(number + 1)));
        }
        graph.declare(view);
    }
    graph
}

/// `catalog.ttl`, `catalog-2.ttl`: the path of a page, counted from 0.
pub fn page_path(number: usize, ending: &str) -> String {
    match number {
        0 => format!("catalog{ending}"),
        _ => format!("catalog-{}{ending}", number + 1),
    }
}

fn title(site: &Site) -> String {
    match (site.config.title.trim(), site.config.language) {
        ("", Language::French) => "Catalogue de données".to_owned(),
        ("", Language::English) => "Data catalog".to_owned(),
        (title, _) => title.to_owned(),
    }
}

fn description(site: &Site) -> String {
    match (site.config.description.trim(), site.config.language) {
        ("", Language::French) => "Les jeux de données décrits et publiés sur ce site.".to_owned(),
        ("", Language::English) => "The datasets described and published on this site.".to_owned(),
        (text, _) => plain(text),
    }
}

fn publisher(site: &Site) -> String {
    match site.config.authors.as_slice() {
        [] => title(site),
        names => names.join(", "),
    }
}

fn agent(name: &str) -> Object {
    Object::Blank(
        Resource::blank(&[("foaf", "Agent")]).with(("foaf", "name"), Object::Text(name.to_owned())),
    )
}

fn language_address(language: Language) -> String {
    let code = match language {
        Language::French => "FRA",
        Language::English => "ENG",
    };
    format!("http://publications.europa.eu/resource/authority/language/{code}")
}

fn page_address(site: &Site, base: &str, one: &Described<'_>) -> String {
    address(base, &one.dataset.path(site, ".html"))
}

fn dataset_address(site: &Site, base: &str, one: &Described<'_>) -> String {
    format!("{}#dataset", page_address(site, base, one))
}

fn date(date: Date) -> Object {
    Object::Typed(date.to_string(), ("xsd", "date"))
}

fn dataset(site: &Site, base: &str, one: &Described<'_>, today: Option<Date>, graph: &mut Graph) {
    let language = site.config.language.tag();
    let words = |text: &str| Object::Words(text.to_owned(), language);
    let landing = page_address(site, base, one);
    let empty = Sheet::default();
    let sheet = one.dataset.sheet.as_ref().unwrap_or(&empty);
    let mut dataset = Resource::at(dataset_address(site, base, one), &[DATASET])
        .with(
            ("dct", "identifier"),
            Object::Text(one.dataset.identifier(site)),
        )
        .with(("dct", "title"), words(&plain(&one.dataset.title())))
        .with(("dct", "description"), words(&described(site, one.dataset)))
        .with(("dcat", "landingPage"), Object::Address(landing.clone()));
    let publisher_name = one.dataset.publisher(site);
    if !publisher_name.is_empty() {
        dataset.add(("dct", "publisher"), agent(&publisher_name));
    }
    if let Some(contact) = contact(sheet, &publisher_name) {
        dataset.add(("dcat", "contactPoint"), contact);
    }
    let mut seen = Vec::new();
    for keyword in sheet.keywords.iter().chain(&sheet.themes) {
        let keyword = clipped(&plain(keyword), KEYWORD);
        if !keyword.is_empty() && !seen.contains(&keyword) {
            dataset.add(("dcat", "keyword"), words(&keyword));
            seen.push(keyword);
        }
    }
    if let Some(license) = sheet.license {
        dataset.add(
            ("dct", "license"),
            Object::Address(license.address.to_owned()),
        );
        declare_license(license, graph);
        // The harvester knows no address of Creative Commons: its title, said as the rights, is what it recognizes.
        if let Some(title) = license.portal_title {
            let rights = Resource::blank(&[("dct", "RightsStatement")])
                .with(("rdfs", "label"), Object::Text(title.to_owned()));
            dataset.add(("dct", "rights"), Object::Blank(rights));
        }
    }
    if let Some(frequency) = sheet.frequency {
        let code = format!(
            "http://publications.europa.eu/resource/authority/frequency/{}",
            frequency.code
        );
        dataset.add(("dct", "accrualPeriodicity"), Object::Address(code.clone()));
        graph.declare(Resource::at(code, &[("dct", "Frequency")]));
    }
    if !sheet.period.is_empty() {
        // A blank node: with an address, the harvester would fetch it.
        let mut period = Resource::blank(&[("dct", "PeriodOfTime")]);
        if let Some(start) = sheet.period.start {
            period.add(("dcat", "startDate"), date(start));
        }
        if let Some(end) = sheet.period.end {
            period.add(("dcat", "endDate"), date(end));
        }
        dataset.add(("dct", "temporal"), Object::Blank(period));
    }
    if let Some(covered) = one.coverage {
        let mut place = Resource::blank(&[("dct", "Location")]);
        if !sheet.territory.name.is_empty() {
            place.add(("skos", "prefLabel"), words(&sheet.territory.name));
        }
        // One literal: the harvester makes one shape of all that a place has, and a box would hide the contour.
        let (property, text) = match covered.contour.is_empty() {
            true => (("dcat", "bbox"), polygon(covered.bounds)),
            false => (("locn", "geometry"), multipolygon(&covered.contour)),
        };
        place.add(property, Object::Typed(text, ("geo", "wktLiteral")));
        dataset.add(("dct", "spatial"), Object::Blank(place));
    }
    if let Some(created) = sheet.created {
        dataset.add(("dct", "issued"), date(created));
    }
    let updated = sheet
        .updated
        .filter(|updated| today.is_none_or(|today| *updated <= today));
    if let Some(updated) = updated {
        dataset.add(("dct", "modified"), date(updated));
    }
    let history = history(sheet);
    if !history.is_empty() {
        let statement = Resource::blank(&[("dct", "ProvenanceStatement")])
            .with(("rdfs", "label"), words(&history));
        dataset.add(("dct", "provenance"), Object::Blank(statement));
    }
    dataset.add(
        ("dct", "language"),
        Object::Address(language_address(site.config.language)),
    );
    for file in one.files {
        let download = address(base, &file.path);
        dataset.add(
            ("dcat", "distribution"),
            Object::Address(format!("{download}#distribution")),
        );
    }
    graph.declare(dataset);
    graph.declare(Resource::at(landing.clone(), &[("foaf", "Document")]));
    for file in one.files {
        let download = address(base, &file.path);
        let (title, note) = file_words(site.config.language, one.dataset, file);
        let (format, media) = match file.kind {
            FileKind::Csv | FileKind::ExcelCsv => ("CSV", "text/csv"),
            FileKind::GeoJson => ("GEOJSON", "application/geo+json"),
            FileKind::Original => match extension(&file.path).as_str() {
                "geojson" | "json" => ("GEOJSON", "application/geo+json"),
                _ => ("CSV", "text/csv"),
            },
        };
        let format = format!("http://publications.europa.eu/resource/authority/file-type/{format}");
        let media = format!("https://www.iana.org/assignments/media-types/{media}");
        let mut distribution = Resource::at(
            format!("{download}#distribution"),
            &[("dcat", "Distribution")],
        )
        .with(("dct", "title"), words(&plain(&title)))
        .with(("dct", "description"), words(&plain(&note)))
        .with(("dcat", "accessURL"), Object::Address(landing.clone()))
        .with(("dcat", "downloadURL"), Object::Address(download))
        .with(("dct", "format"), Object::Address(format.clone()))
        .with(("dcat", "mediaType"), Object::Address(media.clone()))
        .with(
            ("dcat", "byteSize"),
            Object::Typed(file.bytes.to_string(), ("xsd", "nonNegativeInteger")),
        );
        let checksum = Resource::blank(&[("spdx", "Checksum")])
            .with(("spdx", "algorithm"), Object::Address(SHA256.to_owned()))
            .with(("spdx", "checksumValue"), Object::Text(file.sha256.clone()));
        distribution.add(("spdx", "checksum"), Object::Blank(checksum));
        if let Some(license) = sheet.license {
            distribution.add(
                ("dct", "license"),
                Object::Address(license.address.to_owned()),
            );
        }
        if file.kind == FileKind::Csv
            && let Some(schema) = schema_address(sheet)
        {
            distribution.add(("dct", "conformsTo"), Object::Address(schema.clone()));
            graph.declare(Resource::at(schema, &[("dct", "Standard")]));
        }
        if let Some(updated) = updated {
            distribution.add(("dct", "modified"), date(updated));
        }
        graph.declare(distribution);
        graph.declare(Resource::at(format, &[("dct", "MediaTypeOrExtent")]));
        graph.declare(Resource::at(media, &[("dct", "MediaType")]));
        graph.declare(Resource::at(SHA256, &[("spdx", "ChecksumAlgorithm")]));
    }
}

fn declare_license(license: &License, graph: &mut Graph) {
    // No label: the harvester would read it instead of the address.
    graph.declare(Resource::at(license.address, &[("dct", "LicenseDocument")]));
}

/// A service's mailbox or form; without either the harvester drops a contact.
fn contact(sheet: &Sheet, publisher: &str) -> Option<Object> {
    let name = [sheet.service.as_str(), publisher]
        .into_iter()
        .find(|name| !name.trim().is_empty())?;
    let (property, address) = match sheet.contact.as_str() {
        "" => return None,
        mail if mail.contains('@') && !mail.contains("://") => {
            ("hasEmail", format!("mailto:{}", written(mail)))
        }
        url if url.contains("://") => ("hasURL", written(url)),
        _ => return None,
    };
    Some(Object::Blank(
        Resource::blank(&[("vcard", "Kind")])
            .with(("vcard", "fn"), Object::Text(name.to_owned()))
            .with(("vcard", property), Object::Address(address)),
    ))
}

/// How the data was collected and what was done to it.
fn history(sheet: &Sheet) -> String {
    let mut parts: Vec<String> = Vec::new();
    for text in std::iter::once(&sheet.collection).chain(&sheet.processing) {
        let text = plain(text);
        if !text.is_empty() {
            parts.push(text);
        }
    }
    parts.join("\n")
}

/// The address of the schema that the sheet names, when it is one.
fn schema_address(sheet: &Sheet) -> Option<String> {
    let schema = sheet.schema.as_ref()?;
    schema
        .name
        .starts_with("https://")
        .then(|| written(&schema.name))
}

/// The closed ring of a box, counterclockwise, longitude first.
/// Well-known text, four decimals: some ten meters.
fn multipolygon(contour: &[Vec<Vec<[f64; 2]>>]) -> String {
    let ring = |ring: &Vec<[f64; 2]>| {
        let points: Vec<String> = ring
            .iter()
            .map(|[x, y]| format!("{} {}", (x * 1e4).round() / 1e4, (y * 1e4).round() / 1e4))
            .collect();
        format!("({})", points.join(", "))
    };
    let polygons: Vec<String> = contour
        .iter()
        .map(|polygon| {
            let rings: Vec<String> = polygon.iter().map(ring).collect();
            format!("({})", rings.join(", "))
        })
        .collect();
    format!("MULTIPOLYGON({})", polygons.join(", "))
}

fn polygon([west, south, east, north]: [f64; 4]) -> String {
    format!(
        "POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"
    )
}
