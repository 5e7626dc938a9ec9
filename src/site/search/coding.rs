//! Words and numbers in few characters.
//!
//! - Sorted words are front coded: a capital letter says how much of the word
//!   before goes on (`A` nothing, `B` one UTF-16 unit, at most `Z`), then come
//!   the letters that are new. Words hold no capital letters of A to Z.
//! - A number is written in letters, the last of them from [`LAST`], those
//!   before it from [`MORE`]: 52 numbers take one character, 884 more take two.
//! - The entries of a word are the steps from one to the next, less one. A
//!   step has `!` before it where the word stands in the title and `*` where
//!   it stands in a heading; `~` and a number repeat the step 0 in a text.
//!
//! There is no digit in a number, so that no list of numbers can look like a
//! telephone number or a date, nor anything that means something in HTML.

/// What a number ends in.
const LAST: &[u8; 52] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// What stands before the end of a number.
const MORE: &[u8; 17] = b"()+-:;=?[]^_{|}$%";
/// So many entries in a row are worth a repetition.
const WORTH_REPEATING: usize = 3;

/// Where in an entry a word stands; the best place, where it stands in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Title,
    Heading,
    Text,
}

/// Sorted words as one text.
pub(super) fn front_coded<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in words {
        let mut shared = 0;
        let mut at = 0;
        for (old, new) in before.chars().zip(word.chars()) {
            if old != new || shared + new.len_utf16() >= 26 {
                break;
            }
            shared += new.len_utf16();
            at += new.len_utf8();
        }
        out.push(char::from(LAST[shared]));
        out.push_str(&word[at..]);
        before = word;
    }
    out
}

/// The entries that have a word, by their numbers, as one text.
#[derive(Default)]
pub(super) struct Postings {
    coded: String,
    /// The number after the last entry in `coded`.
    next: usize,
    /// How many go on from there, each in a text; they are not yet in `coded`.
    going_on: usize,
}

impl Postings {
    /// Adds an entry behind all that were added, and where in it the word stands.
    pub(super) fn push(&mut self, entry: usize, class: Class) {
        if (entry, class) == (self.next + self.going_on, Class::Text) {
            self.going_on += 1;
            return;
        }
        self.write_run();
        match class {
            Class::Title => self.coded.push('!'),
            Class::Heading => self.coded.push('*'),
            Class::Text => {}
        }
        push_number(&mut self.coded, entry - self.next);
        self.next = entry + 1;
    }

    fn write_run(&mut self) {
        let run = std::mem::take(&mut self.going_on);
        if run >= WORTH_REPEATING {
            self.coded.push('~');
            push_number(&mut self.coded, run);
        } else {
            (0..run).for_each(|_| push_number(&mut self.coded, 0));
        }
        self.next += run;
    }

    pub(super) fn coded(mut self) -> String {
        self.write_run();
        self.coded
    }
}

fn push_number(out: &mut String, number: usize) {
    let at = out.len();
    out.push(char::from(LAST[number % LAST.len()]));
    let mut rest = number / LAST.len();
    while rest > 0 {
        rest -= 1;
        out.insert(at, char::from(MORE[rest % MORE.len()]));
        rest /= MORE.len();
    }
}

/// The words of a front coded text.
#[cfg(test)]
pub(super) fn words_of(coded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in coded.chars() {
        match LAST[..26].iter().position(|known| char::from(*known) == letter) {
            Some(shared) => {
                let before = words.last().map_or("", String::as_str);
                let mut units = 0;
                let kept = before.chars().take_while(|c| {
                    units += c.len_utf16();
                    units <= shared
                });
                words.push(kept.collect());
            }
            None => words.last_mut().into_iter().for_each(|word| word.push(letter)),
        }
    }
    words
}

#[cfg(test)]
fn postings_of(coded: &str) -> Vec<(usize, Class)> {
    let (mut postings, mut next, mut class, mut number, mut repeats) =
        (Vec::new(), 0, Class::Text, None::<usize>, false);
    for byte in coded.bytes() {
        if let Some(more) = MORE.iter().position(|known| *known == byte) {
            number = Some(number.map_or(more + 1, |before| before * MORE.len() + more + 1));
        } else if let Some(last) = LAST.iter().position(|known| *known == byte) {
            let value = number.take().unwrap_or(0) * LAST.len() + last;
            if repeats {
                postings.extend((next..next + value).map(|entry| (entry, Class::Text)));
                next += value;
            } else {
                postings.push((next + value, class));
                next += value + 1;
            }
            (class, repeats) = (Class::Text, false);
        } else {
            match byte {
                b'!' => class = Class::Title,
                b'*' => class = Class::Heading,
                b'~' => repeats = true,
                other => panic!("{other} is no part of a number"),
            }
        }
    }
    postings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_what_it_shares_with_the_one_before_and_what_is_new() {
        // care; cared shares 4 = E; carer shares 4 = E; day shares 0 = A; 𝒜 takes two units.
        assert_eq!(front_coded(["care", "cared", "carer", "day"].into_iter()), "AcareEdErAday");
        assert_eq!(front_coded(["𐐨a", "𐐨b", "𐐩"].into_iter()), "A𐐨aCbA𐐩");
        let (long, longer) = ("x".repeat(40), "x".repeat(41));
        let coded = front_coded([long.as_str(), longer.as_str()].into_iter());
        assert_eq!(coded, format!("A{long}Z{}", "x".repeat(16)), "25 and no more are shared");
        assert_eq!(words_of(&coded), [long, longer]);
    }

    fn coded(entries: &[(usize, Class)]) -> String {
        let mut postings = Postings::default();
        for (entry, class) in entries {
            postings.push(*entry, *class);
        }
        postings.coded()
    }

    #[test]
    fn entries_are_steps_in_letters() {
        // 0 is A; from 0 to 3 is a step of 3 less one, C; 51 is z; 52 is the first of two letters, (A.
        assert_eq!(coded(&[(0, Class::Text), (3, Class::Title)]), "A!C");
        assert_eq!(coded(&[(51, Class::Heading)]), "*z");
        assert_eq!(coded(&[(52, Class::Text)]), "(A");
        // 52 + 17 × 52 = 936 is the first of three letters.
        assert_eq!(coded(&[(935, Class::Text)]), "%z");
        assert_eq!(coded(&[(936, Class::Text)]), "((A");
        // Four in a row after entry 7: a repetition of 4, E.
        let row: Vec<_> = (7..12).map(|entry| (entry, Class::Text)).collect();
        assert_eq!(coded(&row), "H~E");
        assert_eq!(coded(&[]), "");
    }

    fn postings() -> impl Strategy<Value = Vec<(usize, Class)>> {
        let class = prop_oneof![8 => Just(Class::Text), 1 => Just(Class::Title), 1 => Just(Class::Heading)];
        let step = prop_oneof![6 => Just(1_usize), 3 => 1..60_usize, 1 => 1..100_000_usize];
        prop::collection::vec((step, class), 0..60).prop_map(|steps| {
            let mut entry = 0;
            let posting = |(step, class)| {
                entry += step;
                (entry - 1, class)
            };
            steps.into_iter().map(posting).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_coded_is_read_again(postings in postings()) {
            let coded = coded(&postings);
            prop_assert_eq!(postings_of(&coded), postings);
            prop_assert!(!coded.contains(|c: char| c.is_ascii_digit() || "<>&'\"\\ /.@,".contains(c)));
        }

        #[test]
        fn words_are_read_again(words in prop::collection::btree_set("[a-c𐐨é]{1,30}", 0..40)) {
            let coded = front_coded(words.iter().map(String::as_str));
            prop_assert_eq!(words_of(&coded), words.into_iter().collect::<Vec<_>>());
        }
    }
}
