//! The first stage: a folder becomes texts.
//!
//! Only `source`, `output`, `serve` and `cli` touch the disk. This stage walks
//! the pack, decides what kind of file each one is, and hands on texts that
//! are known to be UTF-8 with LF line ends; nothing after it has to ask.

mod folder;
mod io;
mod kept;
mod limits;
mod log_file;
mod private;
mod room;
mod skin;
mod slips;
mod table;
mod whole;
mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Finding, Texts};
use crate::model::Limits;

pub use folder::too_many_items;
pub use io::{decode, read_bytes};
pub use kept::Kept;
pub use limits::read_limits;
pub use log_file::{LogFile, SAVE_AS_CSV};
pub use private::NameList;
pub use room::with_room;
pub use skin::{Skin, embedded_skin, load_skin, skin_files};
pub use table::{EachRow, TableRow, read_csv, read_workbook};
pub use whole::hash_of_pack;
pub use yaml::{Node, Value, parse_yaml};

/// A file of the pack that is read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Its path from the pack's root, with forward slashes.
    pub path: Arc<str>,
    /// Its text: UTF-8, LF line ends, no byte order mark.
    pub text: Arc<str>,
    /// What it should hold.
    pub role: Role,
}

/// What a file should hold, by the folder that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `data/pack.yaml`.
    Settings,
    /// `content/stories/`.
    Story,
    /// `content/meetings/`.
    Meeting,
    /// `content/feedback/`.
    Feedback,
    /// `content/judgements/`.
    Judgement,
    /// `content/pages/`.
    Page,
    /// `data/metrics/`.
    Metric,
    /// `data/documents.yaml`.
    Documents,
    /// `data/information-return.yaml`.
    InformationReturn,
    /// `data/framework/`.
    Framework,
    /// `data/personal-data.yaml`.
    PersonalData,
    /// `data/known-people.yaml`.
    KnownPeople,
    /// `data/language/`.
    Language,
}

/// A pack's folder, read.
#[derive(Debug, Default)]
pub struct Sources {
    /// The folder.
    pub root: PathBuf,
    /// The texts, by path.
    pub texts: BTreeMap<Arc<str>, SourceText>,
    /// Files that should be texts too and could not be read, by path; each has its finding.
    pub unread: Vec<(Arc<str>, Role)>,
    /// Other files that documents may name, by path from the root.
    pub attachments: BTreeMap<Arc<str>, PathBuf>,
    /// How large its files may be: what `data/pack.yaml` says, read before
    /// anything else.
    pub limits: Limits,
    /// The conversation log. It is none of the others: nothing can copy it
    /// into a site, and no message can show a line of it.
    pub log: Option<LogFile>,
    /// The list of known people, which no message can show a line of either.
    pub known_people: Option<NameList>,
}

impl Sources {
    /// The text of a file, by its path on disk.
    pub fn at(&self, path: &Path) -> Option<&SourceText> {
        let home = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        self.texts.get(&folder::shown_path(&home, path))
    }

    /// The texts of a role, in the order of their paths.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &SourceText> {
        self.texts.values().filter(move |text| text.role == role)
    }
}

impl Texts for Sources {
    fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(|source| &*source.text)
    }
}

/// Reads a pack's folder. What cannot be read is a finding, and the rest is
/// read all the same.
pub fn read(root: &Path) -> (Sources, Vec<Finding>) {
    folder::read(root, None)
}

/// The same, without reading again the texts that `kept` has and that have not
/// changed; what they are now takes its place.
pub fn read_again(root: &Path, kept: &mut Kept) -> (Sources, Vec<Finding>) {
    folder::read(root, Some(kept))
}
