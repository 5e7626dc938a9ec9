//! The texts that are the regulator's and the practice's own.

use crate::language::Rules;
use crate::model::{Framework, Practice, Term};

/// Lets every text and title of the framework and the practice stand, wherever
/// it is written out whole.
pub(super) fn add(rules: &mut Rules, framework: &Framework, practice: &Practice) {
    of_framework(framework, &mut |text| rules.add_official(text));
    of_practice(practice, &mut |text| rules.add_official(text));
}

fn of_framework(framework: &Framework, add: &mut dyn FnMut(&str)) {
    add(&framework.title);
    framework.sources.iter().for_each(|source| add(&source.title));
    framework.themes.iter().for_each(|theme| add(&theme.title));
    for category in &framework.categories {
        add(&category.title);
        add(&category.means);
    }
    framework.expectations.iter().for_each(|expectation| add(&expectation.text));
    for statement in &framework.statements {
        add(&statement.title);
        statement.aliases.iter().for_each(|alias| add(alias));
        add(&statement.commitment.text);
        statement.headings.iter().for_each(|heading| add(&heading.title));
    }
    for score in &framework.scores {
        add(&score.label);
        score.means.iter().for_each(|means| add(means));
    }
    framework.rating.note.iter().for_each(|note| add(note));
    of_terms(&framework.glossary, add);
}

fn of_practice(practice: &Practice, add: &mut dyn FnMut(&str)) {
    add(&practice.title);
    practice.note.iter().for_each(|note| add(note));
    let rules = practice.rules.iter().map(|rule| (&rule.title, &rule.means));
    let conversations = practice.conversations.iter().map(|one| (&one.title, &one.means));
    let meetings = practice.meeting_kinds.iter().map(|kind| (&kind.title, &kind.means));
    for (title, means) in rules.chain(conversations).chain(meetings) {
        add(title);
        add(means);
    }
    of_terms(&practice.glossary, add);
}

fn of_terms(terms: &[Term], add: &mut dyn FnMut(&str)) {
    for term in terms {
        add(&term.term);
        add(&term.means);
    }
}
