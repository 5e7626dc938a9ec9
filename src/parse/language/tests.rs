use super::blocks::blocks;
use super::rules;
use crate::language::{Found, Rules, Standing, Treatment};
use crate::source::Sources;
use proptest::prelude::*;

const HITS: &str = include_str!("../../../tests/fixtures/language/hits.txt");
const MISSES: &str = include_str!("../../../tests/fixtures/language/misses.txt");

/// The rules that come with Ninefold, with a title of the framework.
fn embedded() -> Rules {
    let (mut rules, findings) = rules::read(&Sources::default());
    assert_eq!(findings, [], "the embedded rules pass their own tests");
    rules.add_official("Safe systems, pathways and transitions");
    rules
}

fn found(rules: &Rules, line: &str) -> Vec<(String, Found)> {
    let (blocks, _) = blocks(line);
    let scan = |block: &super::blocks::Block| rules.scan(&block.text, None);
    let found = blocks.iter().flat_map(scan);
    found.map(|found| (rules.rules()[found.rule].id.clone(), found)).collect()
}

#[test]
fn every_hit_of_the_corpus_is_found_by_its_rule() {
    let rules = embedded();
    let lines: Vec<(&str, &str)> = HITS.lines().filter_map(|line| line.split_once('\t')).collect();
    assert!(lines.len() >= 150 && lines.len() == HITS.lines().count());
    let missed: Vec<_> = lines
        .iter()
        .filter(|(id, line)| {
            !found(&rules, line).iter().any(|(rule, found)| rule == id && found.standing == Standing::Plain)
        })
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_miss_of_the_corpus_is_more_than_a_note() {
    let rules = embedded();
    assert!(MISSES.lines().count() >= 250);
    let mut wrong = Vec::new();
    for line in MISSES.lines() {
        for (id, found) in found(&rules, line) {
            // A rule that only ever gives notes must miss them too.
            if rules.rules()[found.rule].treatment(found.standing) > Treatment::Note
                || found.standing == Standing::Plain
            {
                wrong.push(format!("{id} ({:?}): {line}", found.standing));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_has_a_hit_in_the_corpus_and_says_who_asks() {
    for rule in embedded().rules() {
        assert!(HITS.lines().any(|line| line.split('\t').next() == Some(&rule.id)), "{}", rule.id);
        assert!(rule.why.starts_with("It ") && rule.why.ends_with('.'), "{}: {}", rule.id, rule.why);
        assert!(!rule.instead.ends_with('.') && !rule.source.is_empty(), "{}", rule.id);
    }
}

#[test]
fn words_are_found_over_emphasis_line_ends_and_entities_with_their_places() {
    let rules = embedded();
    let text = "Text – *service\n**users*** &amp; no `service user`.\n\n> Our clients.\n> — person\n\n> Our clients.\n";
    let (blocks, _) = blocks(text);
    let places: Vec<&str> = blocks
        .iter()
        .flat_map(|block| {
            let found = rules.scan(&block.text, None).into_iter();
            found.map(|found| &text[block.place(&found.span)]).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(places, ["service\n**users", "clients"]);
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "[ -~\\n‘’“”–é£#>|`*_<!case\\-]{0,200}") {
        let rules = Rules::default();
        let (blocks, _) = blocks(&text);
        for block in &blocks {
            let _ = rules.scan(&block.text, None);
            let place = block.place(&(0..block.text.len()));
            prop_assert!(place.end <= text.len());
        }
    }
}
