//! One table, read for a figure: typed, described, its wanted columns loaded and grouped. `benches/tables.py` runs it beside
//! other tools on the same file.
//!
//! `tables group FILE CATEGORY AMOUNT` prints the sum of one column by another; `tables profile FILE` the description only;
//! `tables bytes FILE` reads the bytes and does nothing else.

use carnet::model::table::Values;
use carnet::table::{self, Input, ReadOptions};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};

struct OnDisk(String);

impl Input for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let options = ReadOptions::default();
    match words.as_slice() {
        ["bytes", path] => {
            let mut file = File::open(path)?;
            let mut block = vec![0; 1 << 20];
            let mut bytes = 0;
            loop {
                match file.read(&mut block)? {
                    0 => break,
                    count => bytes += count,
                }
            }
            println!("{bytes} bytes");
        }
        ["profile", path] => {
            let (profile, findings) = table::profile(path, &OnDisk((*path).to_owned()), &options)?;
            println!(
                "{} rows, {} columns, {} findings",
                profile.rows,
                profile.columns.len(),
                findings.len()
            );
        }
        ["group", path, category, amount] => {
            let input = OnDisk((*path).to_owned());
            let wanted = [*category, *amount];
            let reading = table::read(path, &input, &options, Some(&wanted))?;
            let mut sums: BTreeMap<String, f64> = BTreeMap::new();
            if let [by, of] = reading.table.columns.as_slice()
                && let (Values::Texts(by), Values::Numbers(of)) = (&by.values, &of.values)
            {
                let mut each = vec![0.0; by.words.len()];
                for (cell, value) in by.cells.iter().zip(of) {
                    if let Some(sum) = each.get_mut(*cell as usize)
                        && !value.is_nan()
                    {
                        *sum += value;
                    }
                }
                sums = by
                    .words
                    .iter()
                    .map(|word| word.to_string())
                    .zip(each)
                    .collect();
            }
            println!("{} rows, {} groups", reading.profile.rows, sums.len());
            for (group, sum) in sums {
                println!("{group} {sum:.2}");
            }
        }
        // `cargo test` runs benches without words: there is nothing to measure then.
        _ => println!("tables group FILE CATEGORY AMOUNT | profile FILE | bytes FILE"),
    }
    Ok(())
}
