//! Communes, delegated communes and EPCI: codes, names, postal codes, populations, positions.

use super::pack::Columns;
use super::shape::Point;
use std::sync::LazyLock;

static COMMUNES: LazyLock<Columns> =
    LazyLock::new(|| Columns::unpack(include_bytes!("data/communes.bin")));
static DELEGATED: LazyLock<Columns> =
    LazyLock::new(|| Columns::unpack(include_bytes!("data/delegated.bin")));
static EPCI: LazyLock<Columns> = LazyLock::new(|| Columns::unpack(include_bytes!("data/epci.bin")));
static CODES: LazyLock<Vec<Code>> = LazyLock::new(codes);

/// A commune of today, or a municipal district of Paris, Lyon or Marseille.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commune(u32);

/// What stands compressed in the table: the whole INSEE code, and the department that is written once.
struct Code {
    insee: [u8; 5],
    department: &'static str,
}

fn codes() -> Vec<Code> {
    let mut department = "";
    (0..COMMUNES.rows())
        .map(|row| {
            let written = COMMUNES.cell(5, row);
            if !written.is_empty() {
                department = written;
            }
            let mut insee = [b'0'; 5];
            let letters = department.bytes().chain(COMMUNES.cell(0, row).bytes());
            insee
                .iter_mut()
                .zip(letters)
                .for_each(|(to, from)| *to = from);
            Code { insee, department }
        })
        .collect()
}

/// Every commune and municipal district, by INSEE code.
pub fn communes() -> impl Iterator<Item = Commune> {
    (0..COMMUNES.rows() as u32).map(Commune)
}

/// The commune of an INSEE code of today; [`super::place::find`] knows former codes too.
pub fn commune(insee: &str) -> Option<Commune> {
    let row = CODES
        .binary_search_by(|code| code.insee.as_slice().cmp(insee.as_bytes()))
        .ok()?;
    Some(Commune(row as u32))
}

impl Commune {
    fn row(self) -> usize {
        self.0 as usize
    }

    /// Five characters.
    pub fn insee(self) -> &'static str {
        CODES
            .get(self.row())
            .and_then(|code| std::str::from_utf8(&code.insee).ok())
            .unwrap_or("")
    }

    pub fn name(self) -> &'static str {
        COMMUNES.cell(1, self.row())
    }

    /// Its postal codes, five digits each.
    pub fn postal_codes(self) -> impl Iterator<Item = String> {
        let head = &self.insee()[..2];
        COMMUNES
            .cell(2, self.row())
            .split(' ')
            .filter(|code| !code.is_empty())
            .map(move |code| match code.strip_prefix('=') {
                Some(whole) => whole.to_owned(),
                None => format!("{head}{code}"),
            })
    }

    /// Inhabitants; none where the table does not say.
    pub fn population(self) -> Option<u32> {
        COMMUNES.cell(3, self.row()).parse().ok()
    }

    /// The EPCI that it belongs to.
    pub fn epci(self) -> Option<Epci> {
        COMMUNES.cell(4, self.row()).parse().ok().map(Epci)
    }

    /// Its département: `01`, `2A`, `974`.
    pub fn department(self) -> &'static str {
        CODES.get(self.row()).map_or("", |code| code.department)
    }

    /// Its town hall if that lies in it, else a point inside; 99 communes have none.
    pub fn point(self) -> Option<Point> {
        let degrees = |column| -> Option<f64> {
            let cell: f64 = COMMUNES.cell(column, self.row()).parse().ok()?;
            Some(cell / 10000.0)
        };
        Some([degrees(6)?, degrees(7)?])
    }

    /// The commune of a municipal district.
    pub fn whole(self) -> Option<Commune> {
        match self.insee().get(..3)? {
            "751" => commune("75056"),
            "693" if self.insee() >= "69381" && self.insee() <= "69389" => commune("69123"),
            "132" if self.insee() >= "13201" && self.insee() <= "13216" => commune("13055"),
            _ => None,
        }
    }
}

/// A public establishment of intercommunal cooperation with taxes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epci(u32);

/// Every EPCI, by SIREN.
pub fn all_epci() -> impl Iterator<Item = Epci> {
    (0..EPCI.rows() as u32).map(Epci)
}

/// The EPCI of a SIREN.
pub fn epci(siren: &str) -> Option<Epci> {
    // The rows are sorted by SIREN.
    let (mut low, mut high) = (0, EPCI.rows());
    while low < high {
        let middle = low.midpoint(high);
        match EPCI.cell(0, middle).cmp(siren) {
            std::cmp::Ordering::Equal => return Some(Epci(middle as u32)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

impl Epci {
    /// Nine digits.
    pub fn siren(self) -> &'static str {
        EPCI.cell(0, self.0 as usize)
    }

    pub fn name(self) -> &'static str {
        EPCI.cell(1, self.0 as usize)
    }

    /// `CC`, `CA`, `CU`, `METRO`…
    pub fn kind(self) -> &'static str {
        EPCI.cell(2, self.0 as usize)
    }

    pub fn population(self) -> Option<u32> {
        EPCI.cell(3, self.0 as usize).parse().ok()
    }

    /// Its communes, by INSEE code.
    pub fn communes(self) -> impl Iterator<Item = Commune> {
        communes().filter(move |commune| commune.epci() == Some(self))
    }
}

/// Delegated and associated communes: former INSEE code, former name, commune of today.
pub fn delegated() -> impl Iterator<Item = (&'static str, &'static str, Commune)> {
    (0..DELEGATED.rows()).filter_map(|row| {
        let today = commune(DELEGATED.cell(2, row))?;
        Some((DELEGATED.cell(0, row), DELEGATED.cell(1, row), today))
    })
}
