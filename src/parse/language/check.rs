//! One file, gone through by the rules.

use std::sync::Arc;

use super::Ruled;
use super::blocks::Block;
use super::prose::Passage;
use super::said;
use crate::diagnostic::{Finding, Place};
use crate::language::{Found, Scope, Standing, words};
use crate::model::{Item, Kind, WordUse};
use crate::source::{Role, SourceText};

/// Goes through what the author of a file wrote for readers: keeps with each
/// item how it is worded, and gives what is to be said of it.
pub(in crate::parse) fn file(
    source: &SourceText,
    passages: &[Passage],
    items: &mut [Item],
    ruled: &Ruled,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in passages {
        let mut used = vec![false; passage.allows.len()];
        for block in &passage.blocks {
            let item = owner(passage, block, items);
            let scope = item.map_or_else(|| scope_of(source.role), |at| scope(items[at].name().kind));
            let words = words(&block.text);
            let found = ruled.rules.scan_words(&block.text, &words, Some(scope));
            let found = uses(source, (passage, block), found, ruled, (&mut used, &mut findings));
            if let Some(wording) = item.map(|at| &mut items[at].basics.wording) {
                wording.words += words.len();
                wording.uses.extend(found);
            }
        }
        let allows = passage.allows.iter().zip(used);
        findings.extend(allows.filter_map(|(allow, used)| {
            let place = Place::new(&source.path, passage.stands.place(&allow.span));
            said::of_allowance(allow, &place, &ruled.shared, used)
        }));
    }
    findings
}

/// The item that a block is written in: the one that begins there, or the file's own.
fn owner(passage: &Passage, block: &Block, items: &[Item]) -> Option<usize> {
    let begins = |within: std::ops::Range<usize>| {
        items.iter().position(|item| within.contains(&item.basics.place.start))
    };
    if let Some(start) = passage.owner {
        return begins(start..start + 1);
    }
    let row = block.row.as_ref().and_then(|row| begins(passage.stands.place(row)));
    row.or(if items.is_empty() { None } else { Some(0) })
}

/// What is kept and said of what the rules found in a block.
fn uses(
    source: &SourceText,
    (passage, block): (&Passage, &Block),
    found: Vec<Found>,
    ruled: &Ruled,
    (used, findings): (&mut [bool], &mut Vec<Finding>),
) -> Vec<WordUse> {
    let mut kept = Vec::new();
    for found in found {
        let rule = &ruled.shared[found.rule];
        let plain = found.standing == Standing::Plain;
        let mut standing = if plain && passage.explained { Standing::Mentioned } else { found.standing };
        if matches!(standing, Standing::Quoted | Standing::Official)
            && rule.treatment(standing) == crate::language::Treatment::Exempt
        {
            continue;
        }
        let allowed = block.allows.iter().find(|at| passage.allows[**at].rule == rule.id);
        let reason = allowed.and_then(|at| {
            used[*at] = true;
            passage.allows[*at].reason.clone()
        });
        if reason.is_some() {
            standing = Standing::Allowed;
        }
        let place = Place::new(&source.path, passage.stands.place(&block.place(&found.span)));
        let words = &block.text[found.span.clone()];
        findings.extend(said::of_use(rule, words, standing, place.clone(), passage.markdown));
        let found = words.to_owned();
        kept.push(WordUse { rule: Arc::clone(rule), found, place, standing, reason });
    }
    kept
}

fn scope(kind: Kind) -> Scope {
    match kind {
        Kind::Story => Scope::Story,
        Kind::Meeting => Scope::Meeting,
        Kind::Action => Scope::Action,
        Kind::Feedback => Scope::Feedback,
        Kind::Judgement => Scope::Judgement,
        Kind::Metric => Scope::Metric,
        Kind::Document | Kind::Requirement => Scope::Document,
        _ => Scope::Page,
    }
}

/// The scope of a file that gave no item.
fn scope_of(role: Role) -> Scope {
    match role {
        Role::Story => Scope::Story,
        Role::Meeting => Scope::Meeting,
        Role::Feedback => Scope::Feedback,
        Role::Judgement => Scope::Judgement,
        Role::Metric => Scope::Metric,
        Role::Documents | Role::InformationReturn => Scope::Document,
        Role::Page
        | Role::Settings
        | Role::Framework
        | Role::Language
        | Role::PersonalData
        | Role::KnownPeople => Scope::Page,
    }
}
