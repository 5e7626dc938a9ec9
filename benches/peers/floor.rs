//! The floor: reads every file below a folder and writes as many files of the
//! same sizes as another program's output. Nothing is made of what is read.
//!
//! `floor INPUT OUTPUT LIST`, where LIST has a line `SIZE PATH` for each file.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [input, output, list] = &arguments[..] else {
        return Err(io::Error::other("usage: floor INPUT OUTPUT LIST"));
    };
    let read = read_all(Path::new(input))?;
    let (files, written) = write_all(Path::new(output), &fs::read_to_string(list)?)?;
    println!("{read} bytes read, {files} files of {written} bytes written");
    Ok(())
}

/// The bytes of every file below a folder, read whole one after the other.
fn read_all(folder: &Path) -> io::Result<usize> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        bytes += if entry.file_type()?.is_dir() { read_all(&path)? } else { fs::read(&path)?.len() };
    }
    Ok(bytes)
}

/// Writes the files of a list, each in one piece, with the folders that they need.
fn write_all(folder: &Path, list: &str) -> io::Result<(usize, usize)> {
    let files: Vec<(usize, &str)> = list
        .lines()
        .map(|line| {
            let (size, path) =
                line.split_once(' ').ok_or_else(|| io::Error::other("a line of the list has no size"))?;
            Ok((size.parse().map_err(io::Error::other)?, path))
        })
        .collect::<io::Result<_>>()?;
    let parents: BTreeSet<_> = files.iter().filter_map(|(_, path)| Path::new(path).parent()).collect();
    for parent in parents {
        fs::create_dir_all(folder.join(parent))?;
    }
    let blank = vec![b' '; files.iter().map(|(size, _)| *size).max().unwrap_or_default()];
    for (size, path) in &files {
        fs::write(folder.join(path), &blank[..*size])?;
    }
    Ok((files.len(), files.iter().map(|(size, _)| size).sum()))
}
