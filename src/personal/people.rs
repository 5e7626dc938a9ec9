//! Names of people whom an authority knows, found in texts.
//!
//! A name is a run of whole words, in any case, with or without accents and
//! possessives. It may be known by itself, or by a salted hash alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use sha2::{Digest, Sha256};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What is put before names when they are hashed, in bytes.
pub type Salt = [u8; 32];

/// Names that are known by their hashes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HashedNames {
    /// What was put before each.
    pub salt: Salt,
    /// The hashes, by the number of words that the names have.
    pub by_words: BTreeMap<usize, BTreeSet<[u8; 32]>>,
}

impl HashedNames {
    /// The hashes of names that were [`folded_name`].
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>, salt: Salt) -> Self {
        let start = started(&salt);
        let mut by_words: BTreeMap<usize, BTreeSet<[u8; 32]>> = BTreeMap::new();
        for name in names {
            by_words.entry(name.split(' ').count()).or_default().insert(hash(&start, name));
        }
        Self { salt, by_words }
    }
}

fn started(salt: &Salt) -> Sha256 {
    let mut start = Sha256::new();
    // A whole block of the hash: it is worked through once, not for each name.
    start.update(salt);
    start.update(salt);
    start
}

fn hash(start: &Sha256, folded: &str) -> [u8; 32] {
    let mut hash = start.clone();
    hash.update(folded.as_bytes());
    hash.finalize().into()
}

/// The people whom an authority knows, ready to be looked for.
#[derive(Clone, Default)]
pub struct People {
    names: HashSet<String>,
    hashes: BTreeMap<usize, HashSet<[u8; 32]>>,
    start: Sha256,
    /// The numbers of words that names have.
    lengths: BTreeSet<usize>,
}

impl std::fmt::Debug for People {
    /// How many, never who.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "People({} names, {} hashes)",
            self.names.len(),
            self.hashes.values().map(HashSet::len).sum::<usize>()
        )
    }
}

impl People {
    /// Those of a list, folded by [`folded_name`], and those of hashes.
    pub fn new(names: impl IntoIterator<Item = String>, hashed: HashedNames) -> Self {
        let names: HashSet<String> = names.into_iter().collect();
        let mut lengths: BTreeSet<usize> = names.iter().map(|name| name.split(' ').count()).collect();
        lengths.extend(hashed.by_words.keys().copied());
        let start = started(&hashed.salt);
        let by_words =
            hashed.by_words.into_iter().map(|(words, hashes)| (words, hashes.into_iter().collect()));
        Self { names, hashes: by_words.collect(), start, lengths }
    }

    /// Whether there is nobody to look for.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Adds what is looked for to a hash, the same for the same people.
    pub fn add_to(&self, hash: &mut Sha256) {
        let names: BTreeSet<&String> = self.names.iter().collect();
        let hashes: BTreeSet<(&usize, &[u8; 32])> = self
            .hashes
            .iter()
            .flat_map(|(words, hashes)| hashes.iter().map(move |hash| (words, hash)))
            .collect();
        for name in names {
            hash.update(name);
            hash.update([0]);
        }
        for (words, known) in hashes {
            hash.update(words.to_le_bytes());
            hash.update(known);
        }
        // The salt, which the hashes are nothing without.
        hash.update(self.start.clone().finalize());
    }

    /// Where names of theirs stand: sorted, and none within or over another.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(&longest) = self.lengths.last() else { return Vec::new() };
        let read = Words::read(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for first in 0..read.words.len() {
            let Some(end) = self.longest_from(&read, first, longest) else { continue };
            let start = read.words[first].span.start;
            match found.last_mut() {
                Some(last) if start < last.end => last.end = last.end.max(end),
                _ => found.push(start..end),
            }
        }
        found
    }

    /// Where the longest name that begins with a word ends. A comma stands in
    /// one only where the last name comes first: `Quill, Zelda`.
    fn longest_from(&self, read: &Words, first: usize, longest: usize) -> Option<usize> {
        let mut end = None;
        let mut comma = None;
        for (at, word) in read.words[first..].iter().take(longest).enumerate() {
            if self.lengths.contains(&(at + 1)) {
                let known = |to: usize| self.knows(at + 1, &read.name(first, comma, to));
                if known(word.folded.end) {
                    end = Some(word.span.end);
                } else if let Some((_, span)) = word.owner.filter(|(folded, _)| known(*folded)) {
                    end = Some(span);
                }
            }
            if !word.joined || (word.comma && comma.is_some()) {
                break;
            }
            if word.comma {
                comma = Some(first + at + 1);
            }
        }
        end
    }

    fn knows(&self, words: usize, name: &str) -> bool {
        self.names.contains(name)
            || self.hashes.get(&words).is_some_and(|hashes| hashes.contains(&hash(&self.start, name)))
    }
}

/// A name as it is compared: lower case, without accents and apostrophes, one
/// space between words. None where it has no letters or digits.
pub fn folded_name(name: &str) -> Option<String> {
    let read = Words::read(name);
    let words: Vec<&str> = read.words.iter().map(|word| &read.folded[word.folded.clone()]).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The words of a text.
#[derive(Default)]
struct Words {
    /// All of them folded, each followed by a space.
    folded: String,
    words: Vec<Word>,
}

struct Word {
    /// Its bytes in the text.
    span: Range<usize>,
    /// Its bytes among the folded words.
    folded: Range<usize>,
    /// Where it ends without its possessive, folded and in the text.
    owner: Option<(usize, usize)>,
    /// Whether nothing stands between it and the next but what may stand
    /// within a name.
    joined: bool,
    /// Whether a comma does.
    comma: bool,
}

impl Words {
    /// The words from one on, up to a byte among the folded ones; what stands
    /// before a comma comes last.
    fn name(&self, first: usize, comma: Option<usize>, to: usize) -> Cow<'_, str> {
        let from = self.words[first].folded.start;
        match comma.map(|comma| self.words[comma].folded.start) {
            None => Cow::Borrowed(&self.folded[from..to]),
            Some(turn) => {
                Cow::Owned(format!("{} {}", &self.folded[turn..to], self.folded[from..turn].trim_end()))
            }
        }
    }

    fn read(text: &str) -> Self {
        let mut read = Self::default();
        let mut rest = text.char_indices().peekable();
        let mut gap_from = 0;
        while let Some((start, c)) = rest.next() {
            if !c.is_alphanumeric() {
                continue;
            }
            if let Some(last) = read.words.last_mut() {
                let gap = &text[gap_from..start];
                last.joined = joins(gap, last.folded.len() == 1);
                last.comma = gap.contains(',');
            }
            let from = read.folded.len();
            push_folded(c, &mut read.folded);
            let mut apostrophe = None;
            let mut end = start + c.len_utf8();
            while let Some(&(at, c)) = rest.peek() {
                if is_apostrophe(c) {
                    let after = text[at + c.len_utf8()..].chars().next();
                    if !after.is_some_and(char::is_alphabetic) {
                        break;
                    }
                    apostrophe = Some((read.folded.len(), at));
                } else if c.is_alphanumeric() {
                    push_folded(c, &mut read.folded);
                } else if !is_silent(c) {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
            }
            let owner = apostrophe.filter(|(at, _)| &read.folded[*at..] == "s");
            read.words.push(Word {
                span: start..end,
                folded: from..read.folded.len(),
                owner,
                joined: false,
                comma: false,
            });
            read.folded.push(' ');
            gap_from = end;
        }
        read
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

/// What is in a word and is not heard: accents of their own, soft hyphens,
/// characters without width.
fn is_silent(c: char) -> bool {
    !c.is_ascii()
        && (is_combining_mark(c) || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'))
}

/// What may stand between two words of a name: spaces, hyphens, emphasis, one
/// line end; a full stop after an initial; a comma.
fn joins(gap: &str, after_initial: bool) -> bool {
    let mut lines = 0;
    gap.chars().all(|c| match c {
        '\n' => {
            lines += 1;
            lines == 1
        }
        // A comma where the last name comes first: `Quill, Zelda`.
        '-' | '‐' | '‑' | '‒' | '–' | '*' | '_' | '~' | ',' => lines == 0,
        '.' => after_initial,
        // A quotation that goes on over the line.
        '>' => lines == 1,
        c => c.is_whitespace() || is_silent(c),
    })
}

fn push_folded(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            match lower {
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ı' => folded.push('i'),
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                other => folded.push(other),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIST: [&str; 6] =
        ["Zoë Quillfeather", "Ana-María O’Dowd", "J. Straße", "Lunn", "James", "Bartholomew Xavier Pym"];

    fn folded() -> Vec<String> {
        LIST.iter().filter_map(|name| folded_name(name)).collect()
    }

    /// The list once by itself and once as hashes: both find the same.
    fn found(text: &str) -> Vec<&str> {
        let plain = People::new(folded(), HashedNames::default()).find(text);
        let names = folded();
        let hashed = HashedNames::of(names.iter().map(String::as_str), [7; 32]);
        assert_eq!(plain, People::new([], hashed).find(text), "{text}");
        plain.into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn names_are_found_in_any_dress() {
        for text in [
            "Zoë Quillfeather",
            "ZOE QUILLFEATHER",
            "zoe  quillfeather",
            "Zoe\nQuillfeather",
            "Zoe\n> Quillfeather",
            "Zoe-Quillfeather",
            "Quillfeather, Zoe",
            "MARIA O’DOWD, Ana",
            "Zoe _Quillfeather_",
            "Zoe **Quillfeather**",
            "Zoe\u{301}\u{a0}Quill\u{ad}feather",
            "ana maria odowd",
            "Ana María O'Dowd",
            "j strasse",
            "J. STRASSE",
            "Ｌｕｎｎ",
            "lunn",
            "James",
            "Bartholomew Xavier Pym",
        ] {
            assert_eq!(found(&format!("Then {text} came.")), [text.trim_end_matches(['_', '*'])]);
        }
    }

    #[test]
    fn a_possessive_is_not_part_of_a_name() {
        assert_eq!(
            found("Lunn's, Lunn’s, Lunns, James' and James’s, lunn’"),
            ["Lunn", "Lunn", "James", "James", "lunn"]
        );
        assert_eq!(found("O’Dowd; ‘Lunn’ said"), ["Lunn"]);
    }

    #[test]
    fn words_that_hold_a_name_or_are_apart_are_no_name() {
        for text in [
            "Lunnan Zoe, Quillfeather",
            "Zoe. Quillfeather",
            "Zoe\n\nQuillfeather",
            "- Zoe\n- Quillfeather",
            "Bartholomew Pym",
            "Jamesian",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn names_that_share_a_word_are_one_run() {
        let people = People::new(["ann lee".into(), "lee ray".into()], HashedNames::default());
        assert_eq!(people.find("Ann Lee Ray"), vec![0..11]);
    }

    #[test]
    fn nothing_is_known_of_an_empty_list() {
        assert!(People::default().is_empty());
        assert_eq!(folded_name(" -- "), None);
        assert!(!format!("{:?}", People::new(folded(), HashedNames::default())).contains("lunn"));
    }

    proptest! {
        #[test]
        fn spans_are_whole_characters_and_in_order(text in "[ -~éøß’\u{301}\u{ad}\n]{0,80}") {
            let people = People::new(["a".into(), "s b".into()], HashedNames::default());
            let spans = people.find(&format!("{text} a {text}"));
            prop_assert!(!spans.is_empty());
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }

        #[test]
        fn a_name_is_found_between_any_other_words(before in "([a-z]{1,8} ){0,4}", after in "( [a-z]{1,8}){0,4}") {
            let text = format!("{before}Zoe Quillfeather{after}");
            let people = People::new(folded(), HashedNames::default());
            prop_assert!(people.find(&text).contains(&(before.len()..before.len() + 16)));
        }
    }
}
