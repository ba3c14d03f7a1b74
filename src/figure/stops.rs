//! What stops a figure: all of it is told, not what was met first.

use super::Stop;
use crate::transform::Fault;

/// The lines of a block that leave nothing to draw.
#[derive(Default)]
pub struct Stops(Vec<Stop>);

impl Stops {
    /// The value, or nothing and one more stop.
    pub fn keep<T>(&mut self, found: Result<T, impl Into<Stop>>) -> Option<T> {
        found.map_err(|stop| self.0.push(stop.into())).ok()
    }

    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The stop that stands first in the text, which the page shows; the others go to the faults. What the machine says
    /// comes before all.
    pub fn first(self, faults: &mut Vec<Fault>) -> Stop {
        let mut found: Vec<Fault> = Vec::new();
        for stop in self.0 {
            match stop {
                Stop::Fault(fault) => found.push(fault),
                machine @ Stop::Machine(_) => return machine,
            }
        }
        found.sort_by_key(|fault| fault.span.start);
        let mut found = found.into_iter();
        let first = found.next();
        faults.extend(found);
        match first {
            Some(fault) => Stop::Fault(fault),
            None => Stop::Machine(std::io::Error::other("nothing stops this figure")),
        }
    }
}
