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

use super::kept::{KeptFile, Reader};
use crate::diagnostic::Finding;
use crate::language::{Rule, Rules};
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
    pub(super) passages: Arc<[Passage]>,
    /// Where what the file says is kept.
    pub(super) kept: Option<Arc<KeptFile>>,
}

/// How the items of a file are worded, in their order, and what is to be said of it.
pub(super) type Worded = (Vec<Wording>, Vec<Finding>);

/// Goes through everything that was written, and keeps with each item how it
/// is worded.
pub(super) fn read(
    items: &mut [Item],
    written: &[Written],
    (framework, practice): (&Framework, &Practice),
    (sources, reader): (&Sources, &Reader<'_>),
    findings: &mut Vec<Finding>,
) {
    let known = {
        let mut rules = rules::read(sources, findings);
        official::add(&mut rules, framework, practice);
        reader.rules(Ruled::new(rules))
    };
    let settings = sources.of(Role::Settings).filter_map(|source| {
        let node = parse_yaml(&source.path, &source.text, 0..source.text.len(), &sources.limits).ok()?;
        let passages = of_fields(&node, source).into();
        Some(Written { path: Arc::clone(&source.path), role: source.role, items: 0..0, passages, kept: None })
    });
    let settings: Vec<Written> = settings.collect();
    let all: Vec<&Written> = written.iter().chain(&settings).collect();
    let own: &[Item] = items;
    let worded = |file: &&Written| {
        let find = || check::file(file, &own[file.items.clone()], &known);
        match &file.kept {
            Some(kept) => kept.worded(&known, find),
            None => find(),
        }
    };
    let read: Vec<Worded> = all.par_iter().map(worded).collect();
    for (file, (wordings, mut found)) in all.into_iter().zip(read) {
        for (item, wording) in items[file.items.clone()].iter_mut().zip(wordings) {
            item.basics.wording = wording;
        }
        findings.append(&mut found);
    }
}

/// The rules, and each of them as it is kept with its uses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ruled {
    rules: Rules,
    shared: Vec<Arc<Rule>>,
}

impl Ruled {
    fn new(rules: Rules) -> Self {
        let shared = rules.rules().iter().cloned().map(Arc::new).collect();
        Self { rules, shared }
    }
}

#[cfg(test)]
mod tests;
