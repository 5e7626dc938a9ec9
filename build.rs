//! Tells Cargo which folders are embedded in the binary: `include_dir!` alone
//! does not, and a changed template would not be seen. And gives the program a
//! name for itself that any change of it changes: what an earlier one has kept
//! is then not believed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

fn main() {
    let mut hash = DefaultHasher::new();
    for part in ["Cargo.lock", "data/framework", "data/language", "src", "themes/default"] {
        println!("cargo::rerun-if-changed={part}");
        add(Path::new(part), &mut hash);
    }
    println!("cargo::rustc-env=NINEFOLD_TOOL={}-{:016x}", env!("CARGO_PKG_VERSION"), hash.finish());
}

/// Adds the name and the bytes of a file, or of every file of a folder. A
/// package has no lock file.
fn add(path: &Path, hash: &mut DefaultHasher) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut inside: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        inside.sort();
        for path in &inside {
            add(path, hash);
        }
    } else {
        path.hash(hash);
        fs::read(path).unwrap_or_default().hash(hash);
    }
}
