//! Words that respect people: what authors wrote for readers is gone through
//! by the rules of `data/language/`, and each use is a finding in its place.
//!
//! A file is gone through when it is read, by rules that know what is the
//! framework's own text.

mod allow;
mod blocks;
mod check;
mod official;
mod prose;
mod rules;
mod said;

use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::language::{Rule, Rules};
use crate::model::{Framework, Practice};
use crate::source::{SourceText, Sources, parse_yaml};

pub(super) use check::file as of_file;
pub(super) use prose::{Passage, of_fields};
pub(super) use rules::read;

/// The rules, where it is known what is the framework's own text.
pub(super) fn rules(mut rules: Rules, framework: &Framework, practice: &Practice) -> Ruled {
    official::add(&mut rules, framework, practice);
    Ruled::new(rules)
}

/// What is to be said of the words of the settings.
pub(super) fn of_settings(source: &SourceText, sources: &Sources, rules: &Ruled) -> Vec<Finding> {
    let node = parse_yaml(&source.path, &source.text, 0..source.text.len(), &sources.limits);
    // That it cannot be read is said where it is read.
    node.map_or_else(|_| Vec::new(), |node| of_file(source, &of_fields(&node, source), &mut [], rules))
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
