//! Which entries have which words: a small file, or a small file and several
//! that are loaded when a word of theirs is looked for.

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Serialize;

use super::coding::{Class, Postings, front_coded};
use super::entries::{Entry, Group, Text};
use super::{script, words};
use crate::release::Release;
use crate::site::file::SiteFile;

/// Up to so many bytes the whole index is one file.
pub(super) const WHOLE: usize = 1024 * 1024;

/// A file of several is closed once it has this part of what one may have.
const SHARE: usize = 4;

/// How many entries are gone through before their words are put together.
const AT_ONCE: usize = 1024;

/// The file `index.js`.
#[derive(Serialize)]
struct Index<'a> {
    part: &'static str,
    /// How many entries there are.
    entries: usize,
    /// Name, label and how many; entries of a kind stand together, in this order.
    kinds: Vec<(&'static str, String, usize)>,
    /// Id, title and entries of each statement, in the framework's order.
    statements: Vec<(&'a str, &'a str, String)>,
    /// The first entry of each file of texts.
    texts: &'a [usize],
    /// The words, sorted and front coded.
    words: String,
    /// The entries of each word, with spaces between; none where they stand in
    /// files of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    postings: Option<String>,
    /// The first word of each file of postings.
    shards: Vec<usize>,
}

/// A file `words-N.js`.
#[derive(Serialize)]
struct Words {
    part: &'static str,
    number: usize,
    postings: String,
}

/// The index in files; in one of up to `whole` bytes, or in several.
pub(super) fn files(
    release: &Release,
    entries: &[Entry<'_>],
    texts: &[Text],
    starts: &[usize],
    whole: usize,
) -> Vec<SiteFile> {
    let (vocabulary, coded): (Vec<String>, Vec<String>) = vocabulary(entries, texts).into_iter().unzip();
    let front = front_coded(vocabulary.iter().map(String::as_str));
    let in_one = front.len() + coded.iter().map(|one| one.len() + 1).sum::<usize>() <= whole;
    let shards = if in_one { Vec::new() } else { shards(&coded, whole / SHARE) };
    let index = Index {
        part: "index",
        entries: entries.len(),
        kinds: kinds(entries),
        statements: statements(release, entries),
        texts: starts,
        words: front,
        postings: in_one.then(|| coded.join(" ")),
        shards: shards.iter().map(|(first, _)| *first).collect(),
    };
    let mut files = vec![script::file("index", &index)];
    for (number, (_, postings)) in shards.into_iter().enumerate() {
        let words = Words { part: "words", number, postings };
        files.push(script::file(&format!("words-{number}"), &words));
    }
    files
}

/// Every word, sorted, with the entries that have it.
fn vocabulary(entries: &[Entry<'_>], texts: &[Text]) -> Vec<(String, String)> {
    let of_entry = |number: usize| {
        let mut found: Vec<(String, Class)> = Vec::new();
        let mut add = |text: &str, class: Class| {
            found.extend(words(text).into_iter().map(|word| (word, class)));
        };
        add(&entries[number].title, Class::Title);
        texts[number].headings.iter().for_each(|heading| add(heading, Class::Heading));
        texts[number].lines.iter().for_each(|line| add(line, Class::Text));
        // The best place of each word comes first and stays.
        found.sort_unstable();
        found.dedup_by(|later, kept| later.0 == kept.0);
        found.into_iter().map(|(word, class)| (word, number, class)).collect::<Vec<_>>()
    };
    let mut vocabulary: HashMap<String, Postings> = HashMap::default();
    // A word takes much more room than its place in the list of its entries.
    for from in (0..entries.len()).step_by(AT_ONCE) {
        let some = from..entries.len().min(from + AT_ONCE);
        let found: Vec<_> = some.into_par_iter().map(of_entry).collect();
        for (word, number, class) in found.into_iter().flatten() {
            vocabulary.entry(word).or_default().push(number, class);
        }
    }
    let coded = vocabulary.into_iter().map(|(word, postings)| (word, postings.coded()));
    let mut vocabulary: Vec<(String, String)> = coded.collect();
    vocabulary.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    vocabulary
}

/// Runs of words of about so many bytes, each with the number of its first
/// word: words that begin alike stand together, for they are sorted.
fn shards(coded: &[String], enough: usize) -> Vec<(usize, String)> {
    let mut shards: Vec<(usize, String)> = Vec::new();
    for (number, postings) in coded.iter().enumerate() {
        match shards.last_mut() {
            Some((_, shard)) if shard.len() + postings.len() < enough => {
                shard.push(' ');
                shard.push_str(postings);
            }
            _ => shards.push((number, postings.clone())),
        }
    }
    shards
}

/// The kinds, in the order of the entries.
fn kinds(entries: &[Entry<'_>]) -> Vec<(&'static str, String, usize)> {
    let mut kinds: Vec<(Group, usize)> = Vec::new();
    for entry in entries {
        match kinds.last_mut() {
            Some((group, count)) if *group == entry.group => *count += 1,
            _ => kinds.push((entry.group, 1)),
        }
    }
    kinds.into_iter().map(|(group, count)| (group.name(), group.label(), count)).collect()
}

/// The statements, each with the entries that bear on it or count against it.
fn statements<'a>(release: &'a Release, entries: &[Entry<'_>]) -> Vec<(&'a str, &'a str, String)> {
    let all = &release.framework().statements;
    let mut of: Vec<Postings> = all.iter().map(|_| Postings::default()).collect();
    for (number, entry) in entries.iter().enumerate() {
        for statement in &entry.statements {
            of[*statement].push(number, Class::Text);
        }
    }
    let coded = all.iter().zip(of);
    coded.map(|(statement, entries)| (&*statement.id, statement.title.as_str(), entries.coded())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_words_ends_before_it_has_too_many_bytes() {
        let coded: Vec<String> = ["aaaa", "bbbb", "cc", "dddddddddddd", "e"].map(str::to_owned).to_vec();
        // 4 + 4 is not under 8, 4 + 2 is; what is too long by itself stands alone.
        let expected = [(0, "aaaa"), (1, "bbbb cc"), (3, "dddddddddddd"), (4, "e")];
        assert_eq!(shards(&coded, 8), expected.map(|(first, postings)| (first, postings.to_owned())));
        assert!(shards(&[], 8).is_empty());
    }
}
