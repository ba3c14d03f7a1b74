//! The list of what was built: one line of JSON per file, in the order of the paths, so that a deploy sends only what
//! changed. The lists of the parts of a site, put together and sorted, are that of the whole.

use crate::Shard;
use crate::disk::failure::{Action, At};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where the list goes: to the file that was asked for, or beside the site, never into it.
pub fn place(asked: &str, site: &Path, shard: Option<Shard>) -> PathBuf {
    if !asked.is_empty() {
        return PathBuf::from(asked);
    }
    let mut name = site.file_name().unwrap_or_default().to_owned();
    if let Some(shard) = shard {
        name.push(format!("-{}", shard.to_string().replace('/', "-of-")));
    }
    name.push(".manifest.jsonl");
    site.with_file_name(name)
}

/// Writes the list of some files of a site.
///
/// # Errors
/// What the disk says.
pub fn write(site: &Path, paths: &[String], file: &Path) -> io::Result<()> {
    let lines: Vec<io::Result<String>> = paths.par_iter().map(|path| line(site, path)).collect();
    let mut text = String::new();
    for line in lines {
        text.push_str(&line?);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).at(Action::Write, folder)?;
    }
    fs::write(file, text).at(Action::Write, file)
}

fn line(site: &Path, path: &str) -> io::Result<String> {
    let full = site.join(path);
    let mut from = File::open(&full).at(Action::Read, &full)?;
    let mut digest = Sha256::new();
    let mut size = 0;
    let mut block = vec![0; 64 << 10];
    loop {
        let count = from.read(&mut block).at(Action::Read, &full)?;
        if count == 0 {
            break;
        }
        digest.update(&block[..count]);
        size += count;
    }
    let sum: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // The path of a file of a site has neither control characters nor backslashes.
    let path = path.replace('"', "\\\"");
    Ok(format!(
        "{{\"path\":\"{path}\",\"size\":{size},\"sha256\":\"{sum}\"}}\n"
    ))
}
