//! Words that respect people: what authors wrote for readers is gone through
//! by the rules of `data/language/`, and each use is a finding in its place.
//!
//! Files are gone through when all are read: what is the framework's own text
//! has to be known.

mod allow;
mod blocks;
mod check;
mod official;
mod prose;
mod rules;
mod said;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Finding;
use crate::language::Rules;
use crate::model::{Framework, Item, Practice, Wording};
use crate::source::{Role, Sources, parse_yaml};

pub(super) use prose::{Passage, of_fields};

/// What the author of a file wrote for readers.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) path: Arc<str>,
    pub(super) role: Role,
    /// The file's items, among all.
    pub(super) items: Range<usize>,
    pub(super) passages: Vec<Passage>,
}

/// Goes through everything that was written, and keeps with each item how it
/// is worded.
pub(super) fn read(
    items: &mut [Item],
    written: &[Written],
    (framework, practice): (&Framework, &Practice),
    sources: &Sources,
    findings: &mut Vec<Finding>,
) {
    let mut rules = rules::read(sources, findings);
    official::add(&mut rules, framework, practice);
    let shared: Vec<_> = rules.rules().iter().cloned().map(Arc::new).collect();
    let settings = sources.of(Role::Settings).filter_map(|source| {
        let node = parse_yaml(&source.path, &source.text, 0..source.text.len(), &sources.limits).ok()?;
        let passages = of_fields(&node, source);
        Some(Written { path: Arc::clone(&source.path), role: source.role, items: 0..0, passages })
    });
    let settings: Vec<Written> = settings.collect();
    let all: Vec<&Written> = written.iter().chain(&settings).collect();
    let known = Known { rules: &rules, shared: &shared };
    let own: &[Item] = items;
    let read: Vec<_> =
        all.into_par_iter().map(|file| check::file(file, &own[file.items.clone()], &known)).collect();
    let mut wordings: Vec<(usize, Wording)> = Vec::new();
    for (of_items, mut found) in read {
        wordings.extend(of_items);
        findings.append(&mut found);
    }
    for (at, wording) in wordings {
        items[at].basics.wording = wording;
    }
}

/// The rules, and each of them as it is kept with its uses.
struct Known<'a> {
    rules: &'a Rules,
    shared: &'a [Arc<crate::language::Rule>],
}

#[cfg(test)]
mod tests;
