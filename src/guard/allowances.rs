//! Finds that may stay: which they are, which of them nothing uses, and which
//! have run out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::Scanner;
use super::scanner::{Find, essence};
use crate::diagnostic::{Code, Finding};
use crate::model::{Allowance, day_label};

/// A find that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The find, as it may be printed.
    pub shown: String,
    /// The rules that found it, by name.
    pub rules: Vec<String>,
    /// The file of the pack that it is allowed in; any if there is none.
    pub within: Option<String>,
    /// Why it may stay.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it may.
    pub until: Date,
    /// How often it stands in the texts of the pack.
    pub in_sources: usize,
    /// In how many files of the site it stands.
    pub in_site: usize,
}

/// The allowances of a pack, on a day.
pub(super) struct Allowances<'a> {
    all: Vec<Counted<'a>>,
    as_of: Date,
}

struct Counted<'a> {
    said: &'a Allowance,
    holds: bool,
    rules: BTreeSet<Arc<str>>,
    in_sources: usize,
    in_site: usize,
}

impl<'a> Allowances<'a> {
    pub(super) fn new(allow: &'a [Allowance], as_of: Date) -> Self {
        let counted = |said: &'a Allowance| Counted {
            said,
            holds: said.until.value >= as_of,
            rules: BTreeSet::new(),
            in_sources: 0,
            in_site: 0,
        };
        Self { all: allow.iter().map(counted).collect(), as_of }
    }

    /// Takes the finds of a text of the pack away that are allowed there.
    pub(super) fn take_from_source(&mut self, path: &str, text: &str, finds: &mut Vec<Find>) {
        let mut whole: Vec<Range<usize>> = Vec::new();
        finds.retain(|find| {
            let found = &text[find.span.clone()];
            let Some(by) = self.by(&find.rule, found, |within| within.is_none_or(|file| file == path)) else {
                return true;
            };
            by.in_sources += 1;
            by.rules.insert(Arc::clone(&find.rule));
            if by.said.rule.is_none() {
                whole.push(find.span.clone());
            }
            false
        });
        // Words that were allowed whatever finds them are allowed with all that is in them.
        finds
            .retain(|find| !whole.iter().any(|run| run.start <= find.span.start && find.span.end <= run.end));
    }

    /// Whether words of a file may be overlooked because the allowance that
    /// is written there names them.
    pub(super) fn names(&self, found: &str) -> bool {
        self.all.iter().any(|one| essence("", &one.said.find.value).contains(&essence("", found)))
    }

    /// Whether words may stand in the site: allowed anywhere, or in each of
    /// the files of the pack that they come from.
    pub(super) fn take_from_site(
        &mut self,
        rule: &Arc<str>,
        found: &str,
        from: &BTreeSet<Arc<str>>,
        files: usize,
    ) -> Option<bool> {
        let everywhere = self.by(rule, found, |within| within.is_none()).is_some();
        let each = !from.is_empty()
            && from.iter().all(|path| self.by(rule, found, |within| within == Some(path)).is_some());
        if !everywhere && !each {
            return None;
        }
        let by = self
            .by(rule, found, |within| within.map_or(everywhere, |file| !everywhere && from.contains(file)))?;
        by.in_site += files;
        by.rules.insert(Arc::clone(rule));
        Some(by.said.rule.is_none())
    }

    /// The first allowance that holds and fits.
    fn by(
        &mut self,
        rule: &str,
        found: &str,
        within: impl Fn(Option<&str>) -> bool,
    ) -> Option<&mut Counted<'a>> {
        let wanted = essence(rule, found);
        self.all.iter_mut().find(|one| {
            one.holds
                && essence(rule, &one.said.find.value) == wanted
                && one.said.rule.as_deref().is_none_or(|named| named == rule)
                && within(one.said.within.as_deref())
        })
    }

    /// What is wrong with the allowances themselves.
    pub(super) fn findings(&self, all_was_seen: bool) -> Vec<Finding> {
        let finding = |one: &Counted<'_>| {
            let said = one.said;
            if !one.holds {
                let message = format!(
                    "this was allowed until {}, and it is {}: it is not allowed any more",
                    day_label(said.until.value),
                    day_label(self.as_of)
                );
                let help = format!(
                    "ask {} whether it may stay, and give it another `until`; or take it out, here and where it stands",
                    said.owner
                );
                return Some(
                    Finding::new(Code::AllowanceExpired, said.until.place.clone(), message).help(help),
                );
            }
            let unused = all_was_seen && one.in_sources + one.in_site == 0;
            unused.then(|| {
                let message = "nothing in the pack or its site is found that this allows";
                Finding::new(Code::AllowanceUnused, said.find.place.clone(), message)
                    .help("remove it; or look whether `find` has the whole of what is found, and `rule` and `in` are right")
            })
        };
        self.all.iter().filter_map(finding).collect()
    }

    /// Those that something used.
    pub(super) fn used(&self, scanner: &Scanner) -> Vec<Allowed> {
        let used = self.all.iter().filter(|one| one.in_sources + one.in_site > 0);
        used.map(|one| Allowed {
            shown: shown(scanner, &one.said.find.value),
            rules: one.rules.iter().map(ToString::to_string).collect(),
            within: one.said.within.as_deref().map(str::to_owned),
            reason: one.said.reason.clone(),
            owner: one.said.owner.clone(),
            until: one.said.until.value,
            in_sources: one.in_sources,
            in_site: one.in_site,
        })
        .collect()
    }
}

/// An allowed find as it may be printed. Without the words around it a rule
/// may not know it: then none of it is shown.
fn shown(scanner: &Scanner, find: &str) -> String {
    let masked = scanner.masked(find);
    if masked == find {
        find.chars().map(|c| if c.is_alphanumeric() { '•' } else { c }).collect()
    } else {
        masked
    }
}
