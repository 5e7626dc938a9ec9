//! Every file of a pack as one hash, whatever it is and whoever reads it.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// How many bytes are read at a time.
const BLOCK: usize = 64 * 1024;
/// The folders that a pack consists of.
const FOLDERS: [&str; 3] = ["content", "data", "themes"];

/// The SHA-256 of the names and bytes of all files below `content`, `data` and
/// `themes`. Two packs that have the same build into the same site.
///
/// # Errors
/// A file or folder that cannot be read, and a link: what it leads to may be
/// anything, and change while the pack does not.
pub fn hash_of_pack(root: &Path) -> io::Result<[u8; 32]> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in FOLDERS.map(|name| root.join(name)).iter().filter(|folder| folder.exists()) {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(io::Error::from)?;
            if entry.path_is_symlink() {
                return Err(io::Error::other("a link"));
            }
            if !entry.file_type().is_dir() {
                files.push(entry.into_path());
            }
        }
    }
    let hashes: Vec<io::Result<Sha256>> = files.par_iter().map(|path| hash_of(root, path)).collect();
    let mut all = Sha256::new();
    for hash in hashes {
        all.update(hash?.finalize());
    }
    Ok(all.finalize().into())
}

fn hash_of(root: &Path, path: &Path) -> io::Result<Sha256> {
    let mut hash = Sha256::new();
    hash.update(path.strip_prefix(root).unwrap_or(path).as_os_str().as_encoded_bytes());
    hash.update([0]);
    // What is no file, a pipe say, has no end.
    if path.metadata()?.is_file() {
        let mut file = BufReader::with_capacity(BLOCK, File::open(path)?);
        loop {
            let block = file.fill_buf()?;
            let read = block.len();
            if read == 0 {
                break;
            }
            hash.update(block);
            file.consume(read);
        }
    }
    Ok(hash)
}
