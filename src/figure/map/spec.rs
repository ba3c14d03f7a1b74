//! The lines of a `map` block. In: a [`Fence`]. Out: what is asked of the map and of each layer, and a fault for each
//! line that means nothing.

use crate::diag::{Phrase, map as problem, nearest};
use crate::model::fence::{Entry, Fence, Written, key_name};
use crate::source::Span;
use crate::transform::Fault;

/// A key: its English name, then its French ones.
type Key = &'static [&'static str];

const TITLE: Key = &["title", "titre"];
const SUBTITLE: Key = &["subtitle", "sous_titre"];
const SOURCE: Key = &["source"];
const NOTE: Key = &["note"];
const ALT: Key = &["alt", "description"];
const ID: Key = &["id"];
const LAYERS: Key = &["layers", "calques", "couches"];
const FILTERS: Key = &["filters", "filtres"];
const BACKGROUND: Key = &["background", "fond"];

const NAME: Key = &["name", "nom"];
const DATA: Key = &["data", "donnees"];
const LATITUDE: Key = &["lat", "latitude"];
const LONGITUDE: Key = &["lon", "longitude"];
const POINT: Key = &["point", "coordonnees"];
const PLACE: Key = &["place", "lieu"];
const CONTOURS: Key = &["contours"];
const CODE: Key = &["code"];
const JOIN: Key = &["join", "jointure"];
const KIND: Key = &["type", "genre"];
const VALUE: Key = &["value", "valeur"];
const UNIT: Key = &["unit", "unite"];
const CLASSES: Key = &["classes"];
const COLOR: Key = &["color", "couleur"];
const ICON: Key = &["icon", "icone"];
const LABEL: Key = &["label", "etiquette"];
const POPUP: Key = &["popup", "infobulle"];
const CLUSTER: Key = &["cluster", "grappes"];
const FILTER: Key = &["filter", "filtre"];

const OF_MAP: [Key; 9] = [
    TITLE, SUBTITLE, SOURCE, NOTE, ALT, ID, LAYERS, FILTERS, BACKGROUND,
];
const OF_LAYER: [Key; 19] = [
    NAME, DATA, LATITUDE, LONGITUDE, POINT, PLACE, CONTOURS, CODE, JOIN, KIND, VALUE, UNIT,
    CLASSES, COLOR, ICON, LABEL, POPUP, CLUSTER, FILTER,
];

/// What a block asks for.
pub struct Spec<'a> {
    pub span: Span,
    map: Vec<(Key, &'a Written)>,
    pub layers: Vec<LayerSpec<'a>>,
}

/// What a block asks of one layer.
#[derive(Default)]
pub struct LayerSpec<'a> {
    pub span: Span,
    found: Vec<(Key, &'a Written)>,
}

impl<'a> Spec<'a> {
    /// Reads a block. One without `layers:` is one layer, whose keys stand beside the title.
    pub fn read(fence: &'a Fence, faults: &mut Vec<Fault>) -> Self {
        let mut spec = Spec {
            span: fence.span,
            map: Vec::new(),
            layers: Vec::new(),
        };
        let listed = fence.body.get(LAYERS);
        let mut own = LayerSpec {
            span: fence.span,
            found: Vec::new(),
        };
        for entry in &fence.body.entries {
            if let Some(key) = find(entry, &OF_MAP) {
                spec.map.push((key, &entry.value));
            } else if let Some(key) = find(entry, &OF_LAYER).filter(|_| listed.is_none()) {
                own.found.push((key, &entry.value));
            } else {
                let keys = OF_MAP.into_iter();
                match listed {
                    Some(_) => faults.push(unknown(entry, keys)),
                    None => faults.push(unknown(entry, keys.chain(OF_LAYER))),
                }
            }
        }
        match listed {
            None => spec.layers.push(own),
            Some(list) => {
                for item in &list.below.items {
                    let mut layer = LayerSpec {
                        span: item.text.span,
                        found: Vec::new(),
                    };
                    for entry in item.entries() {
                        match find(entry, &OF_LAYER) {
                            Some(key) => layer.found.push((key, &entry.value)),
                            None => faults.push(unknown(entry, OF_LAYER.into_iter())),
                        }
                    }
                    spec.layers.push(layer);
                }
            }
        }
        spec
    }

    fn get(&self, key: Key) -> Option<&'a Written> {
        get(&self.map, key)
    }

    fn prose(&self, key: Key) -> &'a str {
        self.get(key).map_or("", |value| value.text.as_str())
    }

    pub fn title(&self) -> &'a str {
        self.prose(TITLE)
    }

    pub fn subtitle(&self) -> &'a str {
        self.prose(SUBTITLE)
    }

    pub fn source(&self) -> &'a str {
        self.prose(SOURCE)
    }

    pub fn note(&self) -> &'a str {
        self.prose(NOTE)
    }

    pub fn alternative(&self) -> &'a str {
        self.prose(ALT)
    }

    pub fn id(&self) -> Option<&'a Written> {
        self.get(ID)
    }

    pub fn filters(&self) -> Option<&'a Written> {
        self.get(FILTERS)
    }

    /// `contours`, `none`, or a GeoJSON file.
    pub fn background(&self) -> Option<&'a Written> {
        self.get(BACKGROUND)
    }
}

impl<'a> LayerSpec<'a> {
    fn get(&self, key: Key) -> Option<&'a Written> {
        get(&self.found, key)
    }

    pub fn name(&self) -> &'a str {
        self.get(NAME).map_or("", |value| value.text.as_str())
    }

    pub fn data(&self) -> Option<&'a Written> {
        self.get(DATA)
    }

    pub fn coordinates(&self) -> [Option<&'a Written>; 2] {
        [self.get(LATITUDE), self.get(LONGITUDE)]
    }

    /// The one column of both coordinates.
    pub fn point(&self) -> Option<&'a Written> {
        self.get(POINT)
    }

    /// Columns that name a commune.
    pub fn place(&self) -> Option<&'a Written> {
        self.get(PLACE)
    }

    pub fn contours(&self) -> Option<&'a Written> {
        self.get(CONTOURS)
    }

    pub fn code(&self) -> Option<&'a Written> {
        self.get(CODE)
    }

    /// `conso.csv on code_insee`.
    pub fn join(&self) -> Option<&'a Written> {
        self.get(JOIN)
    }

    pub fn kind(&self) -> Option<&'a Written> {
        self.get(KIND)
    }

    pub fn value(&self) -> Option<&'a Written> {
        self.get(VALUE)
    }

    pub fn unit(&self) -> Option<String> {
        self.get(UNIT).map(|value| value.text.clone())
    }

    pub fn classes(&self) -> Option<&'a Written> {
        self.get(CLASSES)
    }

    pub fn color(&self) -> Option<&'a Written> {
        self.get(COLOR)
    }

    pub fn icon(&self) -> Option<String> {
        self.get(ICON).map(|value| value.text.clone())
    }

    pub fn label(&self) -> Option<&'a Written> {
        self.get(LABEL)
    }

    pub fn popup(&self) -> Option<String> {
        self.get(POPUP).map(|value| value.text.clone())
    }

    pub fn cluster(&self) -> Option<&'a Written> {
        self.get(CLUSTER)
    }

    pub fn filter(&self) -> Option<&'a Written> {
        self.get(FILTER)
    }
}

fn get<'a>(found: &[(Key, &'a Written)], key: Key) -> Option<&'a Written> {
    found
        .iter()
        .find(|(known, value)| known[0] == key[0] && !value.text.is_empty())
        .map(|(_, value)| *value)
}

fn find(entry: &Entry, keys: &[Key]) -> Option<Key> {
    keys.iter().copied().find(|key| entry.is(key))
}

fn unknown(entry: &Entry, keys: impl Iterator<Item = Key>) -> Fault {
    let names: Vec<&str> = keys.map(|key| key[0]).collect();
    let near = Phrase::nearest(nearest(&key_name(&entry.key.text), names.iter().copied()));
    Fault::new(
        problem::unknown_key(&entry.key.text, near, names.join(", ")),
        entry.key.span,
    )
}
