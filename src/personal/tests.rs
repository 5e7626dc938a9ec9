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

/// Every text of the corpus, identifiers and look-alikes.
pub(crate) fn corpus_texts() -> Vec<String> {
    let marked = corpus("identifiers.txt");
    let marked =
        marked.iter().filter_map(|line| line.split_once('\t')).map(|(_, text)| text.replace(['«', '»'], ""));
    marked.chain(corpus("look-alikes.txt")).map(|line| unescaped(&line)).collect()
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
            said.push(format!(
                "{line}\n    {:?}",
                finds.iter().map(|find| (find.rule.name(), &text[find.span.clone()])).collect::<Vec<_>>()
            ));
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
    println!(
        "{:<20} {:>6} {:>6} {:>6} {:>8} {:>10}",
        "rule", "marked", "found", "wrong", "recall", "precision"
    );
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

#[test]
fn the_packs_of_this_repository_raise_no_hard_find() {
    let mut raised = Vec::new();
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    // The addresses of the invented council itself.
    let allowed = std::fs::read_to_string(here.join("data/personal-data.yaml")).expect("the allowances");
    for folder in ["content", "data"] {
        let root = here.join(folder);
        for file in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok) {
            // The rows of the log are the ids of machines.
            let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
            for find in detect(&text, &[]) {
                if find.rule.certainty() > Certainty::Hint && !allowed.contains(&text[find.span.clone()]) {
                    raised.push(format!(
                        "{}: {} {}",
                        file.path().display(),
                        find.rule.name(),
                        &text[find.span]
                    ));
                }
            }
        }
    }
    assert!(raised.is_empty(), "{}", raised.join("\n"));
}

/// Text that comes close to what the rules look for.
fn close_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[0-9]{1,11}",
        "[ .\n()+@-]{1,3}",
        "[ſKéß９\u{a0}\u{200b}«’]{1,2}",
        "(NHS number|NI no|born|DOB|Mosaic id|case number|reg|car|Mrs|Dr|aged|turned|flat|Heol|Mill|Lane|St|May|b\\.|to|at) ?",
        "[A-Z]{1,3}[0-9]{1,3} ?[0-9]?[A-Za-z]{2,3}",
        "[a-z]{1,4}@[a-z.]{1,8}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn are_sound(text: &str) {
    let finds = detect(text, &places());
    for find in &finds {
        assert!(!find.span.is_empty() && text.get(find.span.clone()).is_some(), "{find:?} of {text:?}");
        let found = &text[find.span.clone()];
        let printed = masked(find.rule, found);
        assert!(!printed.contains(found) && printed.contains('•'), "{found} is printed as {printed}");
    }
    for pair in finds.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start, "{finds:?}");
    }
    for rule in Rule::ALL {
        let ends: Vec<_> =
            finds.iter().filter(|find| find.rule == *rule).map(|find| find.span.clone()).collect();
        assert!(ends.windows(2).all(|pair| pair[0].end <= pair[1].start), "{ends:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text: String, near in close_text()) {
        are_sound(&text);
        are_sound(&near);
    }

    #[test]
    fn an_identifier_among_words_is_found(before in "([a-zé]{1,9} ){0,6}", after in "( [a-zé]{1,9}){0,6}", which in 0usize..5, mark in "[,;:!(]?") {
        let cases = [
            (Rule::NhsNumber, "999 000 0018"),
            (Rule::NationalInsurance, "QQ 12 34 56 C"),
            (Rule::Phone, "07700 900123"),
            (Rule::Email, "someone@example.org"),
            (Rule::Postcode, "NR98 7XY"),
        ];
        let (rule, identifier) = cases[which];
        let text = format!("{before}{mark}{identifier}{after}");
        let start = before.len() + mark.len();
        let find = Detected { rule, span: start..start + identifier.len() };
        prop_assert!(detect(&text, &[]).contains(&find), "{:?}", text);
    }

    #[test]
    fn nothing_hides_in_a_number(hidden in "[\u{a0}\u{2009}\u{202f} ]", none in "[\u{200b}\u{ad}\u{2060}]?", hyphen in "[\u{2011}\u{2010}‒–-]") {
        for gap in [hidden, hyphen] {
            let text = format!("x 999{gap}0{none}00{gap}0018 y");
            let found: Vec<_> = detect(&text, &[]).into_iter().map(|find| find.rule).collect();
            prop_assert_eq!(found, [Rule::NhsNumber], "{}", text);
        }
    }
}

#[test]
fn a_check_digit_is_modulus_11() {
    // 9×10 + 9×9 + 9×8 + 1×2 = 245 = 22×11 + 3, and 11 − 3 = 8.
    assert_eq!(detect("9990000018", &[]).len(), 1);
    for last in [0, 1, 2, 3, 4, 5, 6, 7, 9] {
        assert!(detect(&format!("999000001{last}"), &[]).is_empty(), "{last}");
    }
    // 4×10 + 3×2 = 46 = 4×11 + 2: 9; 8×10 + 3×2 = 86 = 7×11 + 9: 2, which nobody issues.
    assert_eq!(detect("4000000039", &[]).len(), 1);
    assert!(detect("8000000032", &[]).is_empty());
}

/// How often the patterns are asked in a text, a rough count of the work.
fn asked(text: &str) -> usize {
    super::detect::asked(|| {
        detect(text, &places());
    })
}

#[test]
fn time_is_in_proportion_to_the_text() {
    let seeds = [
        "1",
        "1 ",
        "12-",
        "0",
        "07",
        "a",
        "word ",
        "@",
        "a@",
        "a@b.",
        "A1 ",
        "Mrs ",
        "Mrs A ",
        "born ",
        "born 1 ",
        "aged 9",
        "14 Mill ",
        "flat 1 ",
        "reg ",
        "car AB01 CDE ",
        "NHS no ",
        "Mosaic ",
        "case number ",
        "é",
        "（",
        "https://",
        "+44 ",
        "44",
        "(0",
        "999 000 ",
        ".",
        "\n",
        "Little Hollow aged 42 ",
        "1caseid1",
        "-Mrs-aaa",
        "É (4",
        "ÉÉ",
        "https://nhs/4010232137/",
    ];
    for seed in seeds {
        let text = seed.repeat(1_000_000 / seed.len() / 64);
        let (one, two) = (asked(&text), asked(&text.repeat(2)));
        assert!(two <= 2 * one + 40, "{seed:?}: {one}, then {two}");
        assert!(one <= text.len() * 3, "{seed:?}: {one} in {} bytes", text.len());
    }
}

#[test]
fn a_megabyte_takes_no_minute() {
    for seed in ["1", "word ", "@"] {
        let text = seed.repeat(1_000_000 / seed.len());
        let begin = std::time::Instant::now();
        detect(&text, &places());
        let took = begin.elapsed();
        println!("{seed:?}: {took:?}");
        assert!(took.as_secs() < 60, "{seed:?}: {took:?}");
    }
}
