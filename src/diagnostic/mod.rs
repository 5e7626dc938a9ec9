//! Findings: everything Ninefold has to say about a pack, as data.
//!
//! Diagnostics stand beside all the stages: each stage returns the findings
//! that it made, none stops at its first, and they are sorted once, at the
//! end. A finding carries its words from the place that knows them; how it is
//! laid out (text, JSON, SARIF, GitHub) is decided in [`render`] alone.

mod code;
mod place;
mod policy;
pub mod render;
mod words;

pub use code::Code;
pub use place::{Hidden, Located, Place, Position, Texts};
pub use policy::{Policy, UnknownCode};
pub use words::{capital, counted, list_of, nearest, suggestion};

/// How much a finding matters: an error stops the build, the others do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack cannot be built, or the result would be wrong or unsafe.
    Error,
    /// The pack builds, and somebody should look.
    Warning,
    /// Something to know; nobody has to do anything.
    Note,
}

impl Severity {
    /// The word printed before a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing found in a pack, with the place where it can be mended.
///
/// Messages are lower case, without a full stop, with names in backticks;
/// `help` says what to do, in the words of somebody who does not program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of this kind of finding.
    pub code: Code,
    /// Starts as the code's own severity; a [`Policy`] may change it.
    pub severity: Severity,
    /// Where it was found; none for what has no place in a file.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// A finding at a place, with the severity its code has by default.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { place: Some(place), ..Self::without_place(code, message) }
    }

    /// A finding about the run as a whole: a setting, a folder.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), place: None, message: message.into(), help: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// Sorts findings by file, place and code: the same pack gives the same list.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
    });
    findings.dedup();
}

/// True where a finding stops the build.
pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
