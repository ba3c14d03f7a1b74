//! Unpacks what `data/pack.py` packed: deflated columns of text, deflated streams of whole numbers.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// No packed file is larger than this once unpacked.
const LIMIT: usize = 16 << 20;

/// The bytes of a packed file; empty if it is damaged, which a test would see.
pub fn inflate(packed: &[u8]) -> Vec<u8> {
    decompress_to_vec_with_limit(packed, LIMIT).unwrap_or_default()
}

/// Cells of a table, column by column: ranges of one text.
pub struct Columns {
    text: String,
    /// Where each cell ends, column after column.
    ends: Vec<Vec<u32>>,
}

impl Columns {
    pub fn unpack(packed: &[u8]) -> Self {
        let text = String::from_utf8(inflate(packed)).unwrap_or_default();
        let mut ends = Vec::new();
        let mut column = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'\n' => column.push(at as u32),
                0x0C => ends.push(std::mem::take(&mut column)),
                _ => {}
            }
        }
        Columns { text, ends }
    }

    pub fn rows(&self) -> usize {
        self.ends.first().map_or(0, Vec::len)
    }

    /// A cell; empty outside the table.
    pub fn cell(&self, column: usize, row: usize) -> &str {
        let Some(ends) = self.ends.get(column) else {
            return "";
        };
        let Some(&end) = ends.get(row) else {
            return "";
        };
        let start = match (row, column) {
            (0, 0) => 0,
            // After the form feed that ends the column before.
            (0, _) => self.ends[column - 1].last().map_or(0, |end| end + 2),
            _ => ends[row - 1] + 1,
        };
        self.text.get(start as usize..end as usize).unwrap_or("")
    }
}

/// A stream of numbers: LEB128, signed ones by zigzag. Zeros after its end.
pub struct Numbers<'a> {
    pub bytes: &'a [u8],
}

impl<'a> Numbers<'a> {
    pub fn unsigned(&mut self) -> u32 {
        let mut value = 0u32;
        let mut shift = 0;
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            value |= u32::from(byte & 127).checked_shl(shift).unwrap_or(0);
            if byte < 128 {
                break;
            }
            shift += 7;
        }
        value
    }

    pub fn signed(&mut self) -> i32 {
        let value = self.unsigned();
        ((value >> 1) as i32) ^ -((value & 1) as i32)
    }

    pub fn float(&mut self) -> f64 {
        f64::from_le_bytes(self.take(8).try_into().unwrap_or_default())
    }

    pub fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }
}
