//! How much may be decoded at a time: a semaphore that counts bytes, so that many small pictures go side by side and
//! a huge one goes alone.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets work in as long as its weight fits.
#[derive(Debug)]
pub struct Gate {
    capacity: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// Leave to work; given back when dropped.
#[derive(Debug)]
pub struct Pass<'a> {
    gate: &'a Gate,
    weight: u64,
}

impl Gate {
    /// A gate for `capacity` bytes in flight.
    pub fn new(capacity: u64) -> Self {
        Gate {
            capacity,
            used: Mutex::new(0),
            freed: Condvar::new(),
        }
    }

    /// Waits until there is room. What is heavier than the whole capacity waits until it is alone.
    pub fn enter(&self, weight: u64) -> Pass<'_> {
        let weight = weight.min(self.capacity);
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used + weight > self.capacity {
            used = self
                .freed
                .wait(used)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *used += weight;
        Pass { gate: self, weight }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut used = self
            .gate
            .used
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *used -= self.weight;
        drop(used);
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn the_weight_in_flight_stays_below_the_capacity() {
        let gate = Gate::new(10);
        let now = AtomicU64::new(0);
        let most = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for weight in [4, 4, 4, 99, 1, 10, 3, 3] {
                let (gate, now, most) = (&gate, &now, &most);
                scope.spawn(move || {
                    let _pass = gate.enter(weight);
                    let counted = weight.min(10);
                    let sum = now.fetch_add(counted, Ordering::SeqCst) + counted;
                    most.fetch_max(sum, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_millis(3));
                    now.fetch_sub(counted, Ordering::SeqCst);
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 10);
    }
}
