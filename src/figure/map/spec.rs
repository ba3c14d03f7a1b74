//! The lines of a `map` block. In: a [`Fence`]. Out: what is asked of the map and of each layer, and a fault for each
//! line that means nothing.

use super::keys::{self, Key, OF_LAYER, OF_MAP};
use crate::diag::{Phrase, chart, map as problem, nearest};
use crate::model::fence::{Entry, Fence, Written, key_name};
use crate::source::Span;
use crate::text::fold::fold;
use crate::transform::Fault;

/// What a block asks for.
pub struct Spec<'a> {
    pub span: Span,
    map: Vec<(&'static Key, &'a Written)>,
    pub layers: Vec<LayerSpec<'a>>,
}

/// What a block asks of one layer.
#[derive(Default)]
pub struct LayerSpec<'a> {
    pub span: Span,
    found: Vec<(&'static Key, &'a Written)>,
}

impl<'a> Spec<'a> {
    /// Reads a block. One without `layers:` is one layer, whose keys stand beside the title.
    pub fn read(fence: &'a Fence, faults: &mut Vec<Fault>) -> Self {
        let mut spec = Spec {
            span: fence.span,
            map: Vec::new(),
            layers: Vec::new(),
        };
        let listed = fence.body.get(keys::LAYERS.names);
        let mut own = LayerSpec {
            span: fence.span,
            found: Vec::new(),
        };
        for entry in &fence.body.entries {
            if let Some(key) = find(entry, OF_MAP) {
                spec.map.push((key, &entry.value));
            } else if let Some(key) = find(entry, OF_LAYER).filter(|_| listed.is_none()) {
                own.found.push((key, &entry.value));
            } else {
                let keys = OF_MAP.iter();
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
                        match find(entry, OF_LAYER) {
                            Some(key) => layer.found.push((key, &entry.value)),
                            None => faults.push(unknown(entry, OF_LAYER.iter())),
                        }
                    }
                    spec.layers.push(layer);
                }
            }
        }
        spec
    }

    fn get(&self, key: &Key) -> Option<&'a Written> {
        get(&self.map, key)
    }

    fn prose(&self, key: &Key) -> &'a str {
        self.get(key).map_or("", |value| value.text.as_str())
    }

    pub fn title(&self) -> &'a str {
        self.prose(&keys::TITLE)
    }

    pub fn subtitle(&self) -> &'a str {
        self.prose(&keys::SUBTITLE)
    }

    pub fn source(&self) -> &'a str {
        self.prose(&keys::SOURCE)
    }

    pub fn note(&self) -> &'a str {
        self.prose(&keys::NOTE)
    }

    pub fn alternative(&self) -> &'a str {
        self.prose(&keys::ALT)
    }

    pub fn id(&self) -> Option<&'a Written> {
        self.get(&keys::ID)
    }

    pub fn filters(&self) -> Option<&'a Written> {
        self.get(&keys::FILTERS)
    }

    /// Whether a file for uMap is wanted whose layers follow the site.
    pub fn live(&self) -> Option<&'a Written> {
        let is_on = |word: &str| matches!(word, "oui" | "yes" | "true" | "vrai");
        self.get(&keys::LIVE)
            .filter(|written| is_on(&fold(written.text.trim())))
    }

    /// The rules that the block may break, with a word why.
    pub fn allowed(&self, faults: &mut Vec<Fault>) -> Vec<String> {
        let Some(written) = self.get(&keys::ALLOW) else {
            return Vec::new();
        };
        if self.prose(&keys::REASON).is_empty() {
            faults.push(Fault::new(chart::allow_without_reason(), written.span));
        }
        let names = written.list();
        names
            .into_iter()
            .map(|name| name.text.trim().trim_start_matches("map.").to_owned())
            .collect()
    }

    /// `contours`, `none`, or a GeoJSON file.
    pub fn background(&self) -> Option<&'a Written> {
        self.get(&keys::BACKGROUND)
    }
}

impl<'a> LayerSpec<'a> {
    fn get(&self, key: &Key) -> Option<&'a Written> {
        get(&self.found, key)
    }

    pub fn name(&self) -> &'a str {
        self.get(&keys::NAME)
            .map_or("", |value| value.text.as_str())
    }

    pub fn data(&self) -> Option<&'a Written> {
        self.get(&keys::DATA)
    }

    pub fn coordinates(&self) -> [Option<&'a Written>; 2] {
        [self.get(&keys::LATITUDE), self.get(&keys::LONGITUDE)]
    }

    /// The one column of both coordinates.
    pub fn point(&self) -> Option<&'a Written> {
        self.get(&keys::POINT)
    }

    /// Columns that name a commune.
    pub fn place(&self) -> Option<&'a Written> {
        self.get(&keys::PLACE)
    }

    pub fn contours(&self) -> Option<&'a Written> {
        self.get(&keys::CONTOURS)
    }

    pub fn code(&self) -> Option<&'a Written> {
        self.get(&keys::CODE)
    }

    /// `conso.csv on code_insee`.
    pub fn join(&self) -> Option<&'a Written> {
        self.get(&keys::JOIN)
    }

    pub fn kind(&self) -> Option<&'a Written> {
        self.get(&keys::KIND)
    }

    pub fn value(&self) -> Option<&'a Written> {
        self.get(&keys::VALUE)
    }

    pub fn unit(&self) -> Option<String> {
        self.get(&keys::UNIT).map(|value| value.text.clone())
    }

    pub fn classes(&self) -> Option<&'a Written> {
        self.get(&keys::CLASSES)
    }

    pub fn color(&self) -> Option<&'a Written> {
        self.get(&keys::COLOR)
    }

    pub fn icon(&self) -> Option<String> {
        self.get(&keys::ICON).map(|value| value.text.clone())
    }

    pub fn label(&self) -> Option<&'a Written> {
        self.get(&keys::LABEL)
    }

    pub fn popup(&self) -> Option<String> {
        self.get(&keys::POPUP).map(|value| value.text.clone())
    }

    pub fn cluster(&self) -> Option<&'a Written> {
        self.get(&keys::CLUSTER)
    }

    pub fn filter(&self) -> Option<&'a Written> {
        self.get(&keys::FILTER)
    }
}

fn get<'a>(found: &[(&Key, &'a Written)], key: &Key) -> Option<&'a Written> {
    found
        .iter()
        .find(|(known, value)| known.names[0] == key.names[0] && !value.text.is_empty())
        .map(|(_, value)| *value)
}

fn find(entry: &Entry, keys: &[&'static Key]) -> Option<&'static Key> {
    keys.iter().copied().find(|key| entry.is(key.names))
}

fn unknown<'k>(entry: &Entry, keys: impl Iterator<Item = &'k &'static Key>) -> Fault {
    let names: Vec<&str> = keys.map(|key| key.names[0]).collect();
    let near = Phrase::nearest(nearest(&key_name(&entry.key.text), names.iter().copied()));
    Fault::new(
        problem::unknown_key(&entry.key.text, near, names.join(", ")),
        entry.key.span,
    )
}
