//! What somebody should look at, most worthwhile first: the one list behind
//! the findings of `check` and the next things on the readiness page.
//!
//! The order of worth is that of `docs/evidence.md`, and the numbers here are
//! its numbers.

mod doing;
mod judged;

use jiff::civil::Date;

use super::Counted;
use super::ground::Ground;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Item, Ref};

/// Something to look at.
#[derive(Clone, Debug)]
pub struct Concern {
    /// Its place in the order of worth, from 1.
    pub worth: u8,
    /// The kind of finding; none for what is merely not begun, which `check`
    /// leaves alone.
    pub code: Option<Code>,
    /// The statements that it bears on.
    pub statements: Vec<Ref>,
    /// What it is about.
    pub about: Option<Ref>,
    /// For an action since when it has waited: the day it was due or done.
    pub since: Option<Date>,
    /// Where it can be mended.
    pub place: Option<Place>,
    /// What there is to see.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Concern {
    /// As a finding.
    pub fn finding(&self) -> Option<Finding> {
        let finding = Finding::without_place(self.code?, self.message.clone()).help(self.help.clone());
        Some(Finding { place: self.place.clone(), ..finding })
    }
}

/// Every concern, most worthwhile first, then by kind in the order in which
/// the codes are declared; of actions the one that has waited longest, and
/// otherwise in the framework's order.
pub(super) fn all(ground: &Ground<'_>, counted: &Counted) -> Vec<Concern> {
    let mut concerns = Concerns { ground, found: Vec::new() };
    concerns.judgements(counted);
    concerns.cells(counted);
    concerns.loops(counted);
    concerns.reviews(counted);
    concerns.meetings(counted);
    concerns.ages();
    let statements = &ground.release.framework().statements;
    let order = |concern: &Concern| {
        let first = concern.statements.first();
        first.and_then(|name| statements.iter().position(|known| known.id == name.id)).unwrap_or(usize::MAX)
    };
    let mut found = concerns.found;
    found.sort_by_cached_key(|one| {
        (one.worth, one.code, one.since, order(one), one.place.clone(), one.message.clone())
    });
    found
}

struct Concerns<'g, 'r> {
    ground: &'g Ground<'r>,
    found: Vec<Concern>,
}

/// What a concern is about, and where that stands.
struct About<'a> {
    name: Option<&'a Ref>,
    statements: Vec<Ref>,
    place: Option<&'a Place>,
    since: Option<Date>,
}

impl<'a> About<'a> {
    fn item(item: &'a Item) -> Self {
        let statements = item.statements().cloned().collect();
        Self { name: Some(item.name()), statements, place: Some(&item.basics.place), since: None }
    }
}

impl Concerns<'_, '_> {
    fn add(&mut self, worth: u8, code: Code, about: About<'_>, message: String, help: impl Into<String>) {
        self.found.push(Concern {
            worth,
            code: Some(code),
            statements: about.statements,
            about: about.name.cloned(),
            since: about.since,
            place: about.place.cloned(),
            message,
            help: help.into(),
        });
    }
}

/// An item by its kind and title: the story “The garden gate”.
fn named(item: &Item) -> String {
    format!("the {} {}", item.name().kind.shown(), quoted(&item.basics.title))
}

/// The longest piece of a title or claim that a message repeats.
const QUOTED: usize = 70;

/// A title or claim in quotation marks, cut at a word where it is long.
fn quoted(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(QUOTED).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("“{whole} …”")
}
