//! The corpus of `tests/fixtures/personal-data/`, and what holds for any text.

use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;

use super::{Certainty, Detected, Rule, detect, masked};

/// A corpus as it is written: lines that are neither empty nor notes.
fn corpus(name: &str) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/personal-data/");
    let text = std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(str::to_owned).collect()
}

/// A line with its escapes put in place: `\n`, `\t`, `\u{a0}`.
fn unescaped(line: &str) -> String {
    let mut text = line.replace("\\n", "\n").replace("\\t", "\t");
    while let Some(at) = text.find("\\u{") {
        let end = at + text[at..].find('}').unwrap();
        let c = char::from_u32(u32::from_str_radix(&text[at + 3..end], 16).unwrap()).unwrap();
        text.replace_range(at..=end, c.encode_utf8(&mut [0; 4]));
    }
    text
}

fn places() -> Vec<String> {
    vec!["Little Hollow".into(), "The Staithe".into()]
}

/// A text without its marks, and what they mark.
fn marked(line: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for piece in line.split('«') {
        match piece.split_once('»') {
            Some((find, rest)) => {
                let start = text.len();
                text.push_str(find);
                spans.push(start..text.len());
                text.push_str(rest);
            }
            None => text.push_str(piece),
        }
    }
    (text, spans)
}

/// How a rule did.
#[derive(Default)]
struct Tally {
    marked: usize,
    found: usize,
    wrong: usize,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred lines")]
    fn shares(&self) -> (f64, f64) {
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        (share(self.found, self.marked), share(self.found, self.found + self.wrong))
    }
}

/// Whether a find is the one that is marked: exactly, or for what is no hard identifier the most of it.
fn is_found(find: &Detected, rule: Rule, span: &Range<usize>) -> bool {
    let touches = find.span.start < span.end && span.start < find.span.end;
    find.rule == rule && (find.span == *span || rule.certainty() != Certainty::Hard && touches)
}

#[test]
fn the_corpus_is_found_and_look_alikes_are_not() {
    let mut tallies: BTreeMap<Rule, Tally> = Rule::ALL.iter().map(|rule| (*rule, Tally::default())).collect();
    let mut said = Vec::new();
    for line in corpus("identifiers.txt") {
        let (name, text) = line.split_once('\t').expect("a rule and a text");
        let rule = *Rule::ALL.iter().find(|rule| rule.name() == name).unwrap_or_else(|| panic!("{name}"));
        let (text, spans) = marked(&unescaped(text));
        assert!(!spans.is_empty(), "nothing is marked: {line}");
        let finds = detect(&text, &places());
        let tally = tallies.get_mut(&rule).unwrap();
        tally.marked += spans.len();
        let missed = spans.iter().filter(|span| !finds.iter().any(|find| is_found(find, rule, span))).count();
        tally.found += spans.len() - missed;
        let others = finds.iter().filter(|find| find.rule == rule);
        let wrong = others.filter(|find| !spans.iter().any(|span| is_found(find, rule, span))).count();
        tally.wrong += wrong;
        if missed + wrong > 0 {
            said.push(format!("{line}\n    {:?}", finds.iter().map(|find| (find.rule.name(), &text[find.span.clone()])).collect::<Vec<_>>()));
        }
    }
    let look_alikes = corpus("look-alikes.txt");
    let mut raised = 0;
    for line in &look_alikes {
        let text = unescaped(line);
        let finds = detect(&text, &places());
        for find in &finds {
            tallies.get_mut(&find.rule).unwrap().wrong += 1;
            said.push(format!("look-alike: {}: {:?} in {line}", find.rule.name(), &text[find.span.clone()]));
        }
        raised += usize::from(finds.iter().any(|find| find.rule.certainty() == Certainty::Hard));
    }
    let all: usize = tallies.values().map(|tally| tally.marked).sum();
    println!("{all} identifiers, {} look-alikes, of which {raised} raise a hard find", look_alikes.len());
    println!("{:<20} {:>6} {:>6} {:>6} {:>8} {:>10}", "rule", "marked", "found", "wrong", "recall", "precision");
    for (rule, tally) in &tallies {
        let (recall, precision) = tally.shares();
        let Tally { marked, found, wrong } = tally;
        println!("{:<20} {marked:>6} {found:>6} {wrong:>6} {recall:>8.3} {precision:>10.3}", rule.name());
    }
    println!("{}", said.join("\n"));
    assert!(all >= 300 && look_alikes.len() >= 600);
    assert!(raised * 100 <= look_alikes.len(), "{raised} look-alikes raise a hard find\n{}", said.join("\n"));
    for (rule, tally) in &tallies {
        let (recall, _) = tally.shares();
        let least = if rule.certainty() == Certainty::Hard { 1.0 } else { 0.95 };
        assert!(recall >= least, "{}: recall {recall:.3}\n{}", rule.name(), said.join("\n"));
    }
}
