//! One build at a time: of two that put a site into one folder, each would take
//! the other's temporary files for those of a build that was killed.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::{env, path};

use tempfile::TempPath;

use super::digest::sha256;
use crate::diagnostic::{Code, Finding};

/// Keeps other builds of this machine out of an output folder as long as it
/// lives. The lock is an empty file among the system's temporary ones: the
/// folder itself may not be there yet, and holds nothing but the site.
#[derive(Debug)]
pub struct Alone {
    // Removed before it is let go, so that nobody takes over a file that is gone.
    _lock: Option<(TempPath, File)>,
}

impl Alone {
    /// Takes a folder, whether it is there or not. Where the system has no locks
    /// nobody is kept out, and a publish still sees what others did.
    ///
    /// # Errors
    /// Another build has it.
    pub fn in_folder(folder: &Path) -> Result<Self, Finding> {
        let path = lock_of(folder);
        let Ok(file) = File::options().create(true).truncate(false).write(true).open(&path) else {
            return Ok(Self { _lock: None });
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _lock: TempPath::try_from_path(path).ok().map(|path| (path, file)) }),
            Err(TryLockError::Error(_)) => Ok(Self { _lock: None }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is at work on `{}`", folder.display());
                Err(Finding::without_place(Code::OutputFailed, message)
                    .help("wait until it is done, and build again"))
            }
        }
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let name = sha256(known_by(folder).as_os_str().as_encoded_bytes());
    env::temp_dir().join(format!("ninefold-{}.lock", &name[..32]))
}

/// The same for each way to name a folder, before it is made and after.
fn known_by(folder: &Path) -> PathBuf {
    let whole = path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = whole.ancestors().find_map(|above| {
        let rest = whole.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(rest))
    });
    there.unwrap_or(whole).components().collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_is_for_one_at_a_time_by_whatever_name() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("pack/public");
        let first = Alone::in_folder(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
        for name in ["pack/public", "pack/public/", "pack/./public"] {
            let refused = Alone::in_folder(&top.path().join(name)).unwrap_err();
            let named = format!("another build is at work on `{}`", top.path().join(name).display());
            assert_eq!(refused.message, named);
        }
        let other = Alone::in_folder(&top.path().join("pack")).unwrap();
        drop(first);
        assert!(!lock_of(&folder).exists());
        let again = Alone::in_folder(&folder).unwrap();
        assert!(lock_of(&folder).exists());
        drop((again, other));
        assert!(!lock_of(&folder).exists());
    }
}
