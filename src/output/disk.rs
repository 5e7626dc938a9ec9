//! The output folder as the operating system sees it.
//!
//! Every call names the path in its error, as the person who builds gave the
//! folder. Paths are those of the site: relative, with forward slashes; the
//! empty one is the output folder itself.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempPath;
use walkdir::WalkDir;

use super::names::{TEMPORARY_PREFIX, TEMPORARY_RANDOM, TEMPORARY_SUFFIX};
use crate::diagnostic::{Code, Finding};

/// What stands at a path. Links are seen, never followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    /// A regular file, with its size in bytes.
    File(u64),
    Folder,
    /// A symbolic link, or a junction of Windows.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// The output folder. It may itself be reached through a link. One that is not
/// there is made when something is written, and goes again if it stays empty.
#[derive(Debug)]
pub(super) struct Root {
    folder: PathBuf,
    shown: String,
    /// What had to be made for it, the deepest first, and how that went, once it
    /// was tried.
    made: OnceLock<(Vec<PathBuf>, io::Result<()>)>,
}

impl Drop for Root {
    fn drop(&mut self) {
        for folder in self.made.get().into_iter().flat_map(|(made, _)| made) {
            // One in which something stands stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Root {
    /// The output folder, whether it is there or not.
    pub(super) fn open(folder: &Path) -> Result<Self, Finding> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let given = folder.display().to_string();
        let trimmed = given.trim_end_matches(std::path::is_separator);
        let shown = if trimmed.is_empty() { "/" } else { trimmed }.to_owned();
        let mut root = Self { folder: folder.to_owned(), shown, made: OnceLock::new() };
        root.folder = std::path::absolute(folder).map_err(|error| root.failed("read", "", &error))?;
        match fs::metadata(&root.folder) {
            Ok(found) if found.is_dir() => {
                root.made.get_or_init(|| (Vec::new(), Ok(())));
                Ok(root)
            }
            Ok(_) => {
                let message = format!("`{}` is a file, and the site needs a folder", root.shown);
                Err(Finding::without_place(Code::OutputFailed, message)
                    .help("give another folder with `--output`, or move the file away"))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(root),
            Err(error) => Err(root.failed("read", "", &error)),
        }
    }

    /// Makes the output folder if it is not there.
    fn make(&self) -> Result<(), Finding> {
        let (_, made) = self.made.get_or_init(|| {
            let missing = self.folder.ancestors().take_while(|folder| !folder.exists());
            let missing =
                missing.filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned).collect();
            (missing, fs::create_dir_all(&self.folder))
        });
        made.as_ref().copied().map_err(|error| self.failed("make the folder", "", error))
    }

    /// A path as messages print it.
    pub(super) fn shown(&self, path: &str) -> String {
        match (path, self.shown.as_str()) {
            ("", root) => root.to_owned(),
            (path, "/") => format!("/{path}"),
            (path, root) => format!("{root}/{path}"),
        }
    }

    /// Segment by segment, because long paths on Windows take no slashes.
    fn at(&self, path: &str) -> PathBuf {
        let mut at = self.folder.clone();
        at.extend(path.split('/').filter(|segment| !segment.is_empty()));
        at
    }

    /// What stands at a path whose folder is known to be no link.
    pub(super) fn standing(&self, path: &str) -> Result<Standing, Finding> {
        if path.is_empty() {
            return Ok(Standing::Folder);
        }
        match fs::symlink_metadata(self.at(path)) {
            Ok(found) if found.is_symlink() => Ok(Standing::Link),
            Ok(found) if found.is_dir() => Ok(Standing::Folder),
            Ok(found) if found.is_file() => Ok(Standing::File(found.len())),
            Ok(_) => Ok(Standing::Other),
            // A name that this disk cannot have does not stand on it.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidFilename) => {
                Ok(Standing::Nothing)
            }
            Err(error) => Err(self.failed("read", path, &error)),
        }
    }

    /// All bytes of a file.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Finding> {
        fs::read(self.at(path)).map_err(|error| self.failed("read", path, &error))
    }

    /// The names in a folder, sorted; none where it is not there. One that is not
    /// Unicode is never ours, and keeps its replacement characters.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, Finding> {
        let names = fs::read_dir(self.at(folder)).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect::<io::Result<Vec<_>>>()
        });
        match names {
            Ok(mut names) => {
                names.sort();
                Ok(names)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(self.failed("read the folder", folder, &error)),
        }
    }

    /// True where two paths are one file, as on a disk that ignores case.
    pub(super) fn same_file(&self, a: &str, b: &str) -> bool {
        match (fs::canonicalize(self.at(a)), fs::canonicalize(self.at(b))) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        }
    }

    /// Makes a folder and those above it.
    pub(super) fn make_folder(&self, folder: &str) -> Result<(), Finding> {
        fs::create_dir_all(self.at(folder)).map_err(|error| self.failed("make the folder", folder, &error))
    }

    /// Writes bytes to a temporary file in a folder; it goes when the value is
    /// dropped. An error names the file that was to be.
    pub(super) fn stage(&self, folder: &str, bytes: &[u8], path: &str) -> Result<TempPath, Finding> {
        self.make()?;
        // `tempfile` alone would make files that only their owner can read; a
        // site is for others, so the rights are those of any new file.
        let new = |at: &Path| OpenOptions::new().write(true).create_new(true).open(at);
        let staged = tempfile::Builder::new()
            .prefix(TEMPORARY_PREFIX)
            .suffix(TEMPORARY_SUFFIX)
            .rand_bytes(TEMPORARY_RANDOM)
            .make_in(self.at(folder), new);
        staged
            .and_then(|mut staged| {
                staged.as_file_mut().write_all(bytes)?;
                Ok(staged.into_temp_path())
            })
            .map_err(|error| self.failed("write", path, &error))
    }

    /// Gives a temporary file its name in a folder that was made for it. It
    /// still goes when the value is dropped.
    pub(super) fn move_in(&self, staged: TempPath, path: &str) -> Result<TempPath, Finding> {
        self.persist(staged, path)?;
        TempPath::try_from_path(self.at(path)).map_err(|error| self.failed("write", path, &error))
    }

    /// Gives a temporary file its name, in place of any file that has it; one
    /// that was moved in has it already.
    pub(super) fn settle(&self, mut staged: TempPath, path: &str) -> Result<(), Finding> {
        if *staged == *self.at(path) {
            staged.disable_cleanup(true);
            return Ok(());
        }
        self.persist(staged, path)
    }

    fn persist(&self, staged: TempPath, path: &str) -> Result<(), Finding> {
        staged.persist(self.at(path)).map_err(|error| self.failed("write", path, &error.error))
    }

    /// Removes a file; one that is gone already is no error.
    pub(super) fn remove(&self, path: &str) -> Result<(), Finding> {
        match fs::remove_file(self.at(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed("remove", path, &error)),
            _ => Ok(()),
        }
    }

    /// Removes a folder if nothing is in it. A folder that stays does no harm
    /// (Windows keeps one that a window shows), so there is no error.
    pub(super) fn remove_if_empty(&self, folder: &str) {
        if !folder.is_empty() {
            let _ = fs::remove_dir(self.at(folder));
        }
    }

    /// Removes the empty folders at and below a path, and no file.
    pub(super) fn remove_empty_folders(&self, path: &str) {
        let below = WalkDir::new(self.at(path)).follow_root_links(false).contents_first(true);
        for entry in below.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir()) {
            let _ = fs::remove_dir(entry.path());
        }
    }

    fn failed(&self, what: &str, path: &str, error: &io::Error) -> Finding {
        let help = match error.kind() {
            ErrorKind::PermissionDenied => {
                Some("check that you may change files there and that no other program has them open")
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Some("free some space on the disk, or choose a folder elsewhere with `--output`")
            }
            _ => None,
        };
        let message = format!("cannot {what} `{}`: {error}", self.shown(path));
        Finding::without_place(Code::OutputFailed, message).maybe_help(help.map(str::to_owned))
    }
}
