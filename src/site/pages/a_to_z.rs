//! The search, and what serves where no script runs: every title by its first
//! letter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::context::{Here, Link};
use super::super::frame::Frame;
use super::super::search::{Entry, entries, folded, words};
use super::View;

pub(super) fn search(here: &mut Here<'_, '_>) -> View {
    let registers = super::REGISTERS.into_iter().filter(|kind| !here.release().of(*kind).is_empty());
    let link = |kind| Link {
        href: here.path.link_to(&super::register(kind)),
        text: super::register_title(kind).to_owned(),
    };
    let registers: Vec<Link> = registers.map(link).collect();
    let frame = Frame::new(here.shared, &here.path, "Search");
    here.view("search.html", &frame, &[("registers", &registers)])
}

/// The titles of a letter.
#[derive(Serialize)]
struct LetterView {
    /// Its place on the page.
    id: String,
    letter: String,
    titles: Vec<TitleView>,
}

#[derive(Serialize)]
struct TitleView {
    href: String,
    title: String,
    kind: String,
    when: String,
    draft: bool,
}

/// Where titles stand: under figures first, then under letters, then under
/// neither.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Figure,
    Of(char),
    Neither,
}

impl Letter {
    fn of(title: &str) -> Self {
        match folded(title).chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_numeric() => Self::Figure,
            Some(c) => Self::Of(c),
            None => Self::Neither,
        }
    }

    fn label(self) -> String {
        match self {
            Self::Figure => "0–9".to_owned(),
            Self::Of(letter) => letter.to_uppercase().collect(),
            Self::Neither => "Other".to_owned(),
        }
    }

    fn id(self) -> String {
        match self {
            Self::Figure => "letter-figure".to_owned(),
            Self::Of(letter) if letter.is_ascii() => format!("letter-{letter}"),
            Self::Of(letter) => format!("letter-{:x}", u32::from(letter)),
            Self::Neither => "letter-other".to_owned(),
        }
    }
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let mut letters: BTreeMap<Letter, Vec<Entry<'_>>> = BTreeMap::new();
    for entry in entries(here.release()) {
        letters.entry(Letter::of(&entry.title)).or_default().push(entry);
    }
    let title = |entry: Entry<'_>| TitleView {
        href: here.href(&entry.address),
        kind: entry.group.label(),
        title: entry.title,
        when: entry.when,
        draft: entry.draft,
    };
    let view = |(letter, mut entries): (Letter, Vec<Entry<'_>>)| {
        entries.sort_by_cached_key(|entry| (words(&entry.title), entry.href()));
        LetterView {
            id: letter.id(),
            letter: letter.label(),
            titles: entries.into_iter().map(title).collect(),
        }
    };
    let letters: Vec<LetterView> = letters.into_iter().map(view).collect();
    let frame = Frame::new(here.shared, &here.path, "A to Z");
    here.view("a-to-z.html", &frame, &[("letters", &letters)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_under_their_first_letter_or_figure() {
        let label = |title: &str| Letter::of(title).label();
        assert_eq!(
            ["“I can …”", "élan", "Łódź", "2026", "…", "Ωmega"].map(label),
            ["I", "E", "L", "0–9", "Other", "Ω"]
        );
        let mut order = [Letter::of("?"), Letter::of("b"), Letter::of("7"), Letter::of("A")];
        order.sort();
        assert_eq!(order.map(Letter::label), ["0–9", "A", "B", "Other"]);
        assert_eq!([Letter::of("a").id(), Letter::of("Ω").id()], ["letter-a", "letter-3c9"]);
    }
}
