//! SHA-256, as catalogs and packages write it.

use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Passes bytes on, counts them and sums them up.
pub struct Summing<'a> {
    inner: &'a mut dyn Write,
    digest: Sha256,
    bytes: u64,
}

impl<'a> Summing<'a> {
    pub fn new(inner: &'a mut dyn Write) -> Self {
        Summing {
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    /// How many bytes passed, and their checksum in lower-case hexadecimal digits.
    pub fn sum(self) -> (u64, String) {
        (self.bytes, hexadecimal(&self.digest.finalize()))
    }
}

impl Write for Summing<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(buffer)?;
        self.digest.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The checksum of some bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_known_text_has_its_known_checksum() {
        assert_eq!(
            super::sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
