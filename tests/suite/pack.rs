//! A pack in a folder of its own, and the program run on it from outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The quality statements of the embedded framework.
pub const STATEMENTS: [&str; 9] = [
    "assessing-needs",
    "healthier-lives",
    "equity",
    "care-provision",
    "partnerships",
    "safe-systems",
    "safeguarding",
    "governance",
    "learning",
];

/// A pack to change and to run the program on.
#[must_use]
pub struct Pack {
    folder: TempDir,
}

/// What the program did.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Every file of a folder, by its path with forward slashes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A folder of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

impl Pack {
    /// An empty folder.
    #[track_caller]
    pub fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// A copy of a folder.
    #[track_caller]
    pub fn copy_of(source: &Path) -> Self {
        let pack = Self::empty();
        copy(source, pack.root());
        pack
    }

    /// A copy of the small pack, which builds without a finding.
    #[track_caller]
    pub fn small() -> Self {
        Self::copy_of(&fixture("small"))
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, whole.
    #[track_caller]
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
        self
    }

    /// Replaces a text that stands once in a file.
    #[track_caller]
    pub fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.root().join(path)).expect("the file to edit is there");
        assert_eq!(text.matches(from).count(), 1, "`{from}` should stand once in {path}");
        self.file(path, text.replace(from, to))
    }

    /// Takes a file or folder away.
    #[track_caller]
    pub fn without(self, path: &str) -> Self {
        let path = self.root().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("the folder is removed");
        } else {
            fs::remove_file(path).expect("the file is removed");
        }
        self
    }

    /// Runs the program in the pack's folder.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_ninefold"))
            .args(args)
            .current_dir(self.root())
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let code = output.status.code().expect("the program ends by itself");
        assert_ne!(code, 101, "the program panicked: {}", String::from_utf8_lossy(&output.stderr));
        Run { code, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Builds, and expects no error.
    #[track_caller]
    pub fn build(&self, args: &[&str]) -> Tree {
        let run = self.run(&[&["build"], args].concat());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        self.tree("public")
    }

    /// The files of one of its folders.
    #[track_caller]
    pub fn tree(&self, folder: &str) -> Tree {
        tree(&self.root().join(folder))
    }
}

/// Every file below a folder.
#[track_caller]
pub fn tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            let path = path.to_string_lossy().replace('\\', "/");
            (path, fs::read(entry.path()).expect("a file of the folder"))
        })
        .collect()
}

/// Whether a file's name ends in a dot and this.
pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

/// Copies a folder, without a site that was built in it.
#[track_caller]
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        if !path.starts_with("public/") && !path.starts_with("target/") && !path.starts_with(".git/") {
            let path = to.join(path);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
            fs::write(path, bytes).expect("the file is copied");
        }
    }
}
