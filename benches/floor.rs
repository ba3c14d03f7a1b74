//! The floor of a build: reads every file of a folder, then writes files of given sizes, and does nothing else.
//!
//! `floor INPUT LIST OUTPUT`: INPUT is a folder; LIST has one `size path` line per file to write, relative to OUTPUT.
//! Prints the bytes read and written. `benches/build.py` runs it beside carnet.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

fn read_all(folder: &Path, buffer: &mut Vec<u8>, total: &mut u64) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            read_all(&entry.path(), buffer, total)?;
        } else {
            buffer.clear();
            io::Read::read_to_end(&mut fs::File::open(entry.path())?, buffer)?;
            *total += buffer.len() as u64;
        }
    }
    Ok(())
}

fn run(input: &str, list: &str, output: &str) -> io::Result<(u64, u64)> {
    let mut buffer = Vec::new();
    let mut bytes_read = 0;
    read_all(Path::new(input), &mut buffer, &mut bytes_read)?;
    let list = fs::read_to_string(list)?;
    let wrong = |line: &str| io::Error::new(io::ErrorKind::InvalidData, line.to_owned());
    let mut filler: Vec<u8> = Vec::new();
    let mut bytes_written = 0;
    let mut folder = std::path::PathBuf::new();
    for line in list.lines() {
        let (size, path) = line.split_once(' ').ok_or_else(|| wrong(line))?;
        let size: usize = size.parse().map_err(|_| wrong(line))?;
        if filler.len() < size {
            filler.resize(size, b'x');
        }
        let path = Path::new(output).join(path);
        if let Some(parent) = path.parent()
            && parent != folder
        {
            fs::create_dir_all(parent)?;
            folder = parent.to_path_buf();
        }
        fs::File::create(path)?.write_all(&filler[..size])?;
        bytes_written += size as u64;
    }
    Ok((bytes_read, bytes_written))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, list, output] = arguments.as_slice() else {
        // `cargo bench` runs this without arguments: benches/build.py is the way to use it.
        println!("usage: floor INPUT LIST OUTPUT");
        return;
    };
    match run(input, list, output) {
        Ok((read, written)) => println!("{read} bytes read, {written} bytes written"),
        Err(error) => {
            eprintln!("floor: {error}");
            std::process::exit(2);
        }
    }
}
