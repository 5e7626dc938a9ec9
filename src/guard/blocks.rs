//! Each run of words is looked through once. Most words of a site stand on
//! many of its pages, and those of an item in the search and in the open data
//! as well: of two megabytes of words a quarter of one is left.
//!
//! A text is cut where [`APART`] divides it. A block is looked through by
//! itself; where nothing is found in it, and no rule wanted to know what stands
//! before or behind it, nothing is found in it anywhere, and it is not looked
//! at again. What is left of a text is looked through where it stands, with all
//! that can decide on it: the result is that of the whole text, whichever
//! thread met a block first.

use std::ops::Range;
use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;

use sha2::{Digest, Sha256};

use super::scanner::{Find, Scanner};
use crate::personal::{APART, FARTHEST, seen};

/// The blocks of one build that were looked through by one set of rules.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Whether something may be found in each, where it stands.
    blocks: RwLock<HashMap<Block, bool>>,
}

/// Half of a block's SHA-256, which no two blocks share.
type Block = [u8; 16];

impl Known {
    /// What [`Scanner::all`] finds in a text.
    pub(super) fn all(&self, scanner: &Scanner, text: &str) -> Vec<Find> {
        let blocks = blocks(text);
        if blocks.len() < 2 {
            return scanner.all(text);
        }
        let (mut finds, mut people) = (Vec::new(), Vec::new());
        for run in runs(text, &blocks, &self.telling(scanner, text, &blocks)) {
            let placed = |mut find: Find| {
                find.span = find.span.start + run.start..find.span.end + run.start;
                find
            };
            finds.extend(scanner.by_rules(&text[run.clone()]).map(placed));
            people.extend(scanner.by_people(&text[run.clone()]).map(placed));
        }
        finds.extend(scanner.by_patterns(text));
        finds.append(&mut people);
        finds
    }

    /// Whether nothing is found in a text, and in none that holds its blocks and
    /// others of which the same is true.
    pub(super) fn tells_nothing(&self, scanner: &Scanner, text: &str) -> bool {
        !scanner.has_patterns() && !self.telling(scanner, text, &blocks(text)).contains(&true)
    }

    /// Which blocks may tell something where they stand.
    fn telling(&self, scanner: &Scanner, text: &str, blocks: &[Range<usize>]) -> Vec<bool> {
        let hashes: Vec<Block> = blocks.iter().map(|block| hash(&text[block.clone()])).collect();
        let known = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        let told: Vec<Option<bool>> = hashes.iter().map(|hash| known.get(hash).copied()).collect();
        drop(known);
        let mut new: HashMap<Block, bool> = HashMap::default();
        let telling = blocks.iter().zip(hashes).zip(told).map(|((block, hash), told)| {
            told.unwrap_or_else(|| *new.entry(hash).or_insert_with(|| scanner.may_tell(&text[block.clone()])))
        });
        let telling = telling.collect();
        if !new.is_empty() {
            self.blocks.write().unwrap_or_else(PoisonError::into_inner).extend(new);
        }
        telling
    }
}

fn hash(block: &str) -> Block {
    let mut half = Block::default();
    half.copy_from_slice(&Sha256::digest(block)[..16]);
    half
}

/// What stands in the middle of [`APART`], and hardly ever elsewhere.
const MIDDLE: char = '\u{1e}';

/// The blocks of a text, in order.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let (mut blocks, mut from) = (Vec::new(), 0);
    for (middle, _) in text.match_indices(MIDDLE) {
        if middle > from && text.as_bytes()[middle - 1..].starts_with(APART.as_bytes()) {
            blocks.push(from..middle - 1);
            from = middle - 1 + APART.len();
        }
    }
    blocks.push(from..text.len());
    blocks
}

/// Each run of blocks that may tell something, with all that may decide on it
/// and all that it may make a find: in whole blocks, for what is found in one
/// piece of a block may hang on what was found before it.
fn runs(text: &str, blocks: &[Range<usize>], telling: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..blocks.len()).filter(|at| telling[*at]) {
        let run = widened(text, blocks, at);
        match runs.last_mut().filter(|last| run.start <= last.end) {
            Some(last) => last.end = last.end.max(run.end),
            None => runs.push(run),
        }
    }
    runs.into_iter().map(|run| blocks[run.start].start..blocks[run.end - 1].end).collect()
}

/// A block with as many on either side as hold everything near it.
fn widened(text: &str, blocks: &[Range<usize>], at: usize) -> Range<usize> {
    let length = |at: usize| APART.len() + seen(&text[blocks[at].clone()]);
    let (mut run, mut before, mut behind) = (at..at + 1, 0, 0);
    while run.start > 0 && before < FARTHEST {
        run.start -= 1;
        before += length(run.start);
    }
    while run.end < blocks.len() && behind < FARTHEST {
        behind += length(run.end);
        run.end += 1;
    }
    run
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Located, Place};
    use crate::model::{OwnPattern, PersonalData};
    use crate::personal::{Certainty, HashedNames, People, Rule, tests::corpus_texts};

    /// Words that decide on what stands in the block before or behind theirs,
    /// or seem to; and what is a find beside some of them. Everybody is invented.
    pub(in crate::guard) const HARD: &[&str] = &[
        "NHS number",
        "NHS",
        "nhs no:",
        "Her CHI number is",
        "9990000018",
        "999 000 0009",
        "1 2 3 4 5 6 7 8 9 0",
        "999",
        "isbn 0",
        "978-",
        "ISBN",
        "born",
        "Born",
        "DOB",
        "b.",
        "was born on",
        "date of birth",
        "b.b.b.b.b.",
        "again",
        "an idea was",
        "the club",
        "3 May 1941",
        "3.5.41",
        "third of May",
        "born 3 May 1941",
        "4 June 1950 (DOB)",
        "audited",
        "her",
        "at",
        "to",
        "lives at",
        "12 to",
        "20",
        "12 Mill Lane",
        "12 mill lane",
        "Lane",
        "14 Privet",
        "5 Mill Dr Smith",
        "5 Mill",
        "Lane Dr Smith",
        "Dr",
        "Mrs",
        "Mrs Quillfeather",
        "Our",
        "Lady Margaret",
        "Road",
        "between",
        "between 90 and 95",
        "aged",
        "aged 93",
        "93 years old",
        "-93 years old",
        ".93 years old",
        "Doris, 93, who",
        "She is 93",
        "93",
        "the mill",
        "the mill is",
        "house",
        "years old",
        "aged 42",
        "turned 91.",
        "her 93rd birthday",
        "Little Hollow",
        "in The Staithe",
        "car",
        "reg",
        "her registration",
        "van",
        "A12 BCD",
        "AB01 CDE",
        "ab01 cde",
        "ABZ 1234",
        "Mosaic",
        "Mosaic id",
        "case number",
        "P123456",
        "client no",
        "tel",
        "07700 900123",
        "1632 960 123",
        "call",
        "line",
        "116 123",
        "+",
        "£",
        "someone",
        "@",
        "someone@example.org",
        "someone [at] example [dot] org",
        "example.org",
        "https://a.example/nhs/",
        "https://a.example/9990000018",
        "www.a.example/nhs",
        "SW1A",
        "2AA",
        "SW1A 2AA",
        "e145ab",
        "QQ 12 34 56 C",
        "QQ",
        "12 34 56 C",
        "national insurance",
        "Zelda",
        "Quillfeather",
        "Zelda Quillfeather",
        "Quillfeather,",
        "ref no",
        "XX",
        "YY",
        "",
        " ",
        "\n",
        "\n\n",
        "\u{1e}",
        "\n\u{200b}\u{1e}",
        "K",
        "ſ",
        "A sentence. Another one",
        "An end.",
        "No. 4",
        "!",
        "?",
        "９９９ ０００ ００１８",
        "999\u{a0}000\u{a0}0018",
    ];

    /// Every rule, with places and a known person, and these patterns of its own.
    pub(in crate::guard) fn scanner_with(patterns: Vec<OwnPattern>) -> Scanner {
        let place = Place::file(&"x".into());
        let located = |value: &str| Located { value: value.to_owned(), place: place.clone() };
        let data = PersonalData {
            rules: Rule::ALL.iter().map(|rule| (*rule, rule.certainty())).collect(),
            known_person: Some(Certainty::Hard),
            patterns,
            places: vec![located("Little Hollow"), located("The Staithe")],
            ..PersonalData::default()
        };
        Scanner::new(&data, People::new(["zelda quillfeather".to_owned()], HashedNames::default()))
    }

    /// Goes across what divides blocks.
    pub(in crate::guard) fn own_pattern() -> OwnPattern {
        OwnPattern {
            id: Located { value: Arc::from("own"), place: Place::file(&"x".into()) },
            title: Arc::from("a thing"),
            matches: regex::Regex::new("XX[^a-z]+YY").unwrap(),
            certainty: Certainty::Hard,
        }
    }

    fn scanner() -> &'static Scanner {
        static SCANNER: LazyLock<Scanner> = LazyLock::new(|| scanner_with(vec![own_pattern()]));
        &SCANNER
    }

    fn block() -> impl Strategy<Value = String> {
        static CORPUS: LazyLock<Vec<String>> = LazyLock::new(corpus_texts);
        let hard = proptest::sample::select(HARD).prop_map(str::to_owned);
        let known = proptest::sample::select(&CORPUS[..]);
        // So that all distances from a block's end come up, and some are only seen to be short.
        let filler = prop_oneof![
            "[a-z]{1,8}( [a-z]{1,8}){0,4}",
            "[a-z]{1,8}( [a-z]{1,8}){0,80}",
            "\u{200b}{0,200}",
            "(b\\.){0,300}",
        ];
        let piece = prop_oneof![6 => hard, 2 => known, 1 => filler];
        let joins = proptest::sample::select(&["", " ", ", ", "\n"][..]);
        proptest::collection::vec((piece, joins), 1..4).prop_map(|pieces| {
            let mut pieces: Vec<&str> = pieces.iter().flat_map(|(piece, join)| [&**piece, *join]).collect();
            pieces.pop();
            pieces.concat()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]
        #[test]
        fn what_is_found_is_what_is_found_in_the_whole(texts in prop::collection::vec(prop::collection::vec(block(), 1..12), 1..4)) {
            let known = Known::default();
            for text in texts.iter().chain(&texts) {
                let text = text.join(APART);
                prop_assert_eq!(known.all(scanner(), &text), scanner().all(&text), "{:?}", text);
            }
        }
    }

    /// Of each pair of hard blocks the finds in the second, which differ as the first does.
    #[test]
    fn any_two_blocks_are_read_together() {
        let known = Known::default();
        let mut finds = 0;
        for before in HARD {
            for behind in HARD {
                let text = [before, APART, behind, APART, "and a word"].concat();
                let found = known.all(scanner(), &text);
                assert_eq!(found, scanner().all(&text), "{text:?}");
                finds += found.len();
            }
        }
        assert!(finds > 5_000, "{finds}");
    }

    /// What decides on a find and the find, at every distance, with blocks
    /// between them that a reader sees whole, in part or not at all.
    #[test]
    fn what_is_near_is_seen_at_every_distance() {
        let pairs = [
            ("in The Staithe", "aged 42"),
            ("aged 42", "in The Staithe"),
            ("was born", "3 May 1941"),
            ("NHS number", "1234567890"),
            ("car", "AB01 CDE"),
            ("between", "Doris, 93, who"),
            ("the club", "was born 3 May 1941"),
        ];
        for (before, behind) in pairs {
            let known = Known::default();
            let mut finds = 0;
            for distance in 1..=FARTHEST + 20 {
                for hidden in [0, 3, 200] {
                    let gap = ["\u{200b}".repeat(hidden), "~".repeat(distance)].concat();
                    let text = [before, &gap, behind].join(APART);
                    let found = known.all(scanner(), &text);
                    assert_eq!(found, scanner().all(&text), "{text:?}");
                    finds += found.len();
                }
            }
            assert!(finds > 0, "nothing is ever found in {before:?} and {behind:?}");
        }
    }

    #[test]
    fn a_block_that_tells_nothing_is_known_again() {
        let known = Known::default();
        let text = ["We rang again.", "30 June 2026", "12 people", "born"].join(APART);
        assert_eq!(known.all(scanner(), &text), []);
        let blocks = known.blocks.read().unwrap();
        let telling: Vec<&Block> =
            blocks.iter().filter(|(_, telling)| **telling).map(|(block, _)| block).collect();
        assert_eq!((blocks.len(), telling), (4, vec![&hash("born")]));
    }
}
