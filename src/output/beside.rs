//! A single file that does not belong to the site, such as a report: it
//! appears whole or not at all, with the rights of any new file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::diagnostic::{Code, Finding};

/// Writes a file outside the site, in place of one that is there.
///
/// # Errors
/// A failure of the operating system, with the path; what was there is unchanged.
pub fn write_beside(path: &Path, bytes: &[u8]) -> Result<(), Finding> {
    let write = || -> io::Result<()> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder)?;
        // `tempfile` alone would make a file that no colleague can read.
        let new = |at: &Path| OpenOptions::new().write(true).create_new(true).open(at);
        let mut file = tempfile::Builder::new().make_in(folder, new)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| {
        let message = format!("cannot write `{}`: {error}", path.display());
        Finding::without_place(Code::OutputFailed, message)
    })
}
