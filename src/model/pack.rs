//! A pack: settings and items, as read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::accessibility::AccessibilityStatement;
use super::conversation::{ConversationLog, LogSettings};
use super::evidence_rules::RuleChanges;
use super::framework::{Framework, Term};
use super::item::Item;
use super::limits::Limits;
use super::practice::Practice;
use super::reference::{Kind, Ref};
use crate::diagnostic::{Located, Place};

/// Everything an authority wrote, read and typed, not yet linked.
#[derive(Clone, Debug)]
pub struct Pack {
    /// `data/pack.yaml`.
    pub settings: Settings,
    /// The regulator's framework.
    pub framework: Framework,
    /// The practice.
    pub practice: Practice,
    /// Every item, in the order of their files.
    pub items: Vec<Arc<Item>>,
    /// The conversation log, where there is one.
    pub log: Option<ConversationLog>,
    /// What could not be read.
    pub unread: Unread,
}

/// Names that files with errors would have given. A reference to one of them
/// is not called unknown: the error in the file is what has to be mended.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// Items whose file could not be read.
    pub names: BTreeSet<Ref>,
    /// Kinds of which some may stand in a file with errors.
    pub kinds: BTreeSet<Kind>,
    /// Whether there is a conversation log that could not be read.
    pub log: bool,
}

impl Unread {
    /// Whether a name may be one of them.
    pub fn may_hold(&self, name: &Ref) -> bool {
        self.names.contains(name) || self.kinds.contains(&name.kind)
    }
}

/// What `data/pack.yaml` says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it is written.
    pub place: Place,
    /// The authority.
    pub authority: String,
    /// The pack's title.
    pub title: String,
    /// The framework's id.
    pub framework: Located<Arc<str>>,
    /// The practice's id.
    pub practice: Located<Arc<str>>,
    /// The date against which ages are judged, where the pack says.
    pub as_of: Option<Date>,
    /// The handling marking, printed on every page.
    pub marking: Option<String>,
    /// Markings from the lowest to the highest.
    pub markings: Vec<String>,
    /// A sentence printed on every page.
    pub notice: Option<String>,
    /// The skin's name.
    pub skin: Located<Arc<str>>,
    /// A local name for the practice.
    pub practice_name: Option<String>,
    /// How long evidence of a kind stays fresh.
    pub fresh_for: Durations<Kind>,
    /// What the pack changes in the framework's rules of evidence.
    pub evidence: RuleChanges,
    /// How often meetings of a kind are held.
    pub rhythm: Vec<(Located<Arc<str>>, Span)>,
    /// Counts of people below this are kept back.
    pub suppress_below: u32,
    /// How large the pack and its files may be.
    pub limits: Limits,
    /// The authority's own ONS code, by which published files are read.
    pub area: Option<Arc<str>>,
    /// Councils that the authority compares itself with.
    pub peers: Option<Peers>,
    /// How the conversation log is read.
    pub conversations: LogSettings,
    /// Innovation sites.
    pub sites: Vec<Site>,
    /// Teams.
    pub teams: Vec<Team>,
    /// What the accessibility statement says.
    pub accessibility: Option<AccessibilityStatement>,
    /// Local words, explained.
    pub glossary: Vec<Term>,
}

impl Settings {
    /// How high a marking is, whatever its case; one that the order does not
    /// have is higher than all that it has.
    pub fn rank(&self, marking: &str) -> usize {
        let same = |known: &String| known.eq_ignore_ascii_case(marking.trim());
        self.markings.iter().position(same).unwrap_or(self.markings.len())
    }
}

/// Councils that the authority compares itself with.
#[derive(Clone, Debug)]
pub struct Peers {
    /// What they are called together: `Councils like ours`.
    pub name: String,
    /// The councils.
    pub areas: Vec<Area>,
}

/// An area that figures are published for.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Its ONS code.
    pub code: Arc<str>,
}

/// Lengths of time by what they are for.
pub type Durations<K> = BTreeMap<K, Span>;

/// A place where the practice is tried.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// When it opened.
    pub opened: Date,
    /// When it closed.
    pub closed: Option<Date>,
    /// The area it serves.
    pub area: Option<String>,
}

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: String,
}
