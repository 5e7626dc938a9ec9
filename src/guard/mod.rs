//! The seventh stage: nothing that tells who somebody is gets past here. It
//! looks through the texts of the pack and through every file of the finished
//! site as soon as it is made, before it is put in place.
//!
//! [`Scanner`] finds, in one text, what the built-in rules, the pack's own
//! patterns and the list of known people find. [`Guard`] takes it through the
//! sources and then through the site, takes away what is allowed, and says the
//! rest in findings. `words` reads the words out of the files of a site: the
//! letters that a reader would see, whatever tags and escapes they stand in;
//! `markup` reads tags, `lines` has it read each line once and `blocks` looks through
//! each run of words once, for most stand on many pages.
//! [`Signs`] finds the words and numbers of one item again, for a withdrawal.
//! [`mask()`] sees to it that no finding of any stage prints what was found.

mod allowances;
mod blocks;
mod clean;
mod html;
mod lines;
mod markup;
mod mask;
mod scanner;
mod site;
mod sources;
mod trace;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Finding, Severity, any_error, sort};
use crate::model::{Audience, PersonalData};
use crate::personal::Certainty;
use crate::release::Release;
use allowances::Allowances;
use blocks::Known;
use lines::Lines;

pub use allowances::Allowed;
pub use clean::{Clean, CleanKey};
pub use mask::{Masked, mask};
pub use scanner::{Find, Scanner};
pub use site::Looked;
pub use trace::{Seen, Sign, Signs};

/// What the guard has to say of a pack and its site.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What was found and is not allowed, and what is wrong with allowances.
    pub findings: Vec<Finding>,
    /// What was found and is allowed, in the order of the allowances.
    pub allowed: Vec<Allowed>,
    /// Files of the site that hold no text that can be looked through:
    /// pictures, PDF and the like.
    pub not_looked_into: Vec<String>,
}

/// A find as it is told from others: its rule, and its letters and digits.
type Key = (Arc<str>, String);

/// Looks through one pack and its site, for one audience.
pub struct Guard<'a> {
    scanner: &'a Scanner,
    clean: &'a Clean,
    known: Known,
    lines: Lines,
    audience: Audience,
    allowances: Allowances<'a>,
    /// What was told of the sources, how bad it was, and in which files.
    told: BTreeMap<Key, Told>,
    verdict: Verdict,
}

/// A find of the sources.
struct Told {
    /// How bad it is where it was not allowed.
    severity: Option<Severity>,
    /// The files of which something goes out and that hold it.
    released: BTreeSet<Arc<str>>,
    /// The other files that hold it.
    withheld: BTreeSet<Arc<str>>,
}

impl Told {
    fn nowhere() -> Self {
        Self { severity: None, released: BTreeSet::new(), withheld: BTreeSet::new() }
    }
}

impl<'a> Guard<'a> {
    /// A guard for an audience, on a day. What is found to be clean is added to
    /// `clean`, which is of the same scanner.
    pub fn new(
        scanner: &'a Scanner,
        clean: &'a Clean,
        data: &'a PersonalData,
        audience: Audience,
        as_of: Date,
    ) -> Self {
        let allowances = Allowances::new(&data.allow, as_of);
        Self {
            scanner,
            clean,
            known: Known::default(),
            // Patterns of the pack's own need every page whole.
            lines: if scanner.has_patterns() { Lines::default() } else { Lines::read_twice() },
            audience,
            allowances,
            told: BTreeMap::new(),
            verdict: Verdict::default(),
        }
    }

    /// What was found, once the sources and the site were looked through.
    /// Where there was no site to look through, nothing is said of allowances
    /// that nothing used.
    pub fn verdict(self, site_was_seen: bool) -> Verdict {
        let mut verdict = self.verdict;
        verdict.findings.extend(self.allowances.findings(site_was_seen));
        verdict.allowed = self.allowances.used(self.scanner);
        sort(&mut verdict.findings);
        verdict
    }

    /// Whether something was found already that must not go out.
    pub fn has_errors(&self) -> bool {
        any_error(&self.verdict.findings)
    }

    /// How bad a find is that goes to this audience.
    fn severity(&self, certainty: Certainty) -> Severity {
        match (certainty, self.audience) {
            (Certainty::Hard, Audience::Assessor | Audience::Public) => Severity::Error,
            (Certainty::Hard, Audience::Internal) | (Certainty::Likely, _) => Severity::Warning,
            (Certainty::Hint, _) => Severity::Note,
        }
    }
}

/// The kind of finding that a find is.
fn code(certainty: Certainty) -> Code {
    match certainty {
        Certainty::Hard => Code::PersonalData,
        Certainty::Likely => Code::PersonalDataLikely,
        Certainty::Hint => Code::PersonalDataHint,
    }
}

/// The files of the pack of which something goes out.
pub fn released_paths(release: &Release) -> BTreeSet<Arc<str>> {
    release.items().iter().map(|item| Arc::clone(&item.basics.place.path)).collect()
}
