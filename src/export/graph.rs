//! A graph of RDF, as small as a catalog needs: resources with properties, nested where they have no address.
//!
//! The three serializations are made from the same value, so that they say the same.

/// A name of a vocabulary: its prefix and its local part.
pub type Name = (&'static str, &'static str);

/// The prefixes in use, in the order of the alphabet.
pub const PREFIXES: [(&str, &str); 13] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("hydra", "http://www.w3.org/ns/hydra/core#"),
    ("locn", "http://www.w3.org/ns/locn#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Something that is said to be, with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// A whole address in ASCII; none for a blank node, which then stands inside what speaks of it.
    pub address: Option<String>,
    pub types: Vec<Name>,
    pub properties: Vec<(Name, Object)>,
}

/// What a property leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    Address(String),
    Blank(Resource),
    Text(String),
    /// A text and its language, a BCP 47 tag.
    Words(String, &'static str),
    Typed(String, Name),
}

/// Resources, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    pub resources: Vec<Resource>,
}

impl Resource {
    pub fn at(address: impl Into<String>, types: &[Name]) -> Self {
        Resource {
            address: Some(address.into()),
            types: types.to_vec(),
            properties: Vec::new(),
        }
    }

    pub fn blank(types: &[Name]) -> Self {
        Resource {
            address: None,
            types: types.to_vec(),
            properties: Vec::new(),
        }
    }

    pub fn add(&mut self, name: Name, object: Object) {
        self.properties.push((name, object));
    }

    /// The same with one more property.
    #[must_use]
    pub fn with(mut self, name: Name, object: Object) -> Self {
        self.add(name, object);
        self
    }
}

impl Graph {
    /// Says what an address is, once.
    pub fn declare(&mut self, resource: Resource) {
        let known = self
            .resources
            .iter()
            .any(|other| other.address.is_some() && other.address == resource.address);
        if !known {
            self.resources.push(resource);
        }
    }
}

/// The whole address of a name.
pub fn expand(name: Name) -> String {
    let namespace = PREFIXES
        .iter()
        .find(|(prefix, _)| *prefix == name.0)
        .map_or("", |(_, address)| address);
    format!("{namespace}{}", name.1)
}
