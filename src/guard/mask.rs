//! Findings as they may be printed: nothing in them tells who somebody is,
//! whatever stage they come from and whatever they quote.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Scanner;
use super::words::name_in_words;
use crate::diagnostic::{Finding, Hidden, Place, Texts};

/// Letters and digits that a find has at least where its words are hidden in
/// messages without the words around them.
const TELLING: usize = 5;

/// The texts that findings are drawn from, with what is not to be shown.
pub struct Masked<'a> {
    texts: &'a dyn Texts,
    /// By the path as it is printed.
    files: BTreeMap<Arc<str>, File>,
}

struct File {
    path: Arc<str>,
    hidden: Vec<Hidden>,
}

impl Texts for Masked<'_> {
    fn text(&self, path: &str) -> Option<&str> {
        self.texts.text(&self.files.get(path)?.path)
    }

    fn hidden(&self, path: &str) -> &[Hidden] {
        self.files.get(path).map_or(&[], |file| &file.hidden)
    }
}

/// Masks what findings say and where they stand, and gives the texts that they
/// are to be drawn from. Only files with findings are looked through.
pub fn mask<'a>(scanner: &Scanner, findings: &mut [Finding], texts: &'a dyn Texts) -> Masked<'a> {
    let mut masked = Masked { texts, files: BTreeMap::new() };
    let mut shown: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    let mut telling: BTreeMap<String, String> = BTreeMap::new();
    for finding in findings.iter() {
        let Some(place) = &finding.place else { continue };
        if shown.contains_key(&place.path) {
            continue;
        }
        let text = texts.text(&place.path).unwrap_or_default();
        let mut hidden = scanner.hidden(text);
        let mut of_file = BTreeMap::new();
        for (run, instead) in &hidden {
            let words = &text[run.clone()];
            if words.chars().filter(|c| c.is_alphanumeric()).count() >= TELLING {
                of_file.insert(words.to_owned(), instead.clone());
            }
        }
        hide_elsewhere(text, &of_file, &mut hidden);
        telling.append(&mut of_file);
        let mut path: Arc<str> = scanner.masked_name(&place.path).into();
        // Two names that look the same once they are masked stay two.
        while masked.files.contains_key(&path) {
            path = format!("{path}•").into();
        }
        shown.insert(Arc::clone(&place.path), Arc::clone(&path));
        masked.files.insert(path, File { path: Arc::clone(&place.path), hidden });
    }
    for finding in findings {
        finding.message = hide(scanner, &finding.message, &telling);
        finding.help = finding.help.as_deref().map(|help| hide(scanner, help, &telling));
        if let Some(place) = &mut finding.place
            && let Some(path) = shown.get(&place.path)
        {
            *place = Place { path: Arc::clone(path), ..place.clone() };
        }
    }
    masked
}

/// What was found in one place of a file is hidden in all of it.
fn hide_elsewhere(text: &str, found: &BTreeMap<String, String>, hidden: &mut Vec<Hidden>) {
    let known = hidden.len();
    for (words, instead) in found {
        let again = text.match_indices(words.as_str()).map(|(at, words)| at..at + words.len());
        for run in again {
            let first = hidden[..known].partition_point(|(known, _)| known.end <= run.start);
            if hidden[..known].get(first).is_none_or(|(known, _)| known.start >= run.end) {
                hidden.push((run, instead.clone()));
            }
        }
    }
    hidden.sort_by_key(|(run, _)| (run.start, run.end));
    hidden.dedup_by(|next, kept| next.0.start < kept.0.end);
}

/// What a message quotes may be known by the words around it alone, which the
/// message does not have: what was found in the files is hidden as it stands.
fn hide(scanner: &Scanner, words: &str, telling: &BTreeMap<String, String>) -> String {
    let mut out = scanner.masked_name(words);
    for (found, instead) in telling {
        if out.contains(found.as_str()) {
            out = out.replace(found.as_str(), instead);
        }
    }
    out
}

impl Scanner {
    /// A path, or words with paths in them, with every find masked: those that
    /// are found as it is written, and those that its hyphens divide.
    pub fn masked_name(&self, words: &str) -> String {
        let mut out = self.masked(words);
        if !self.all(&name_in_words(words)).is_empty() {
            // What divides words has one byte, as the space in its place has.
            let spaced = words.replace(['-', '_', '+'], " ");
            let mut runs: Vec<Hidden> = self.hidden(&spaced);
            runs.extend(self.hidden(words));
            let hidden = |at: usize| runs.iter().any(|(run, _)| run.contains(&at));
            let mut first = BTreeMap::new();
            for (run, shown) in &runs {
                for ((at, _), c) in spaced[run.clone()].char_indices().zip(shown.chars()) {
                    first.entry(run.start + at).or_insert(c);
                }
            }
            out = words
                .char_indices()
                .map(|(at, c)| match first.get(&at) {
                    Some('•') if c.is_alphanumeric() && hidden(at) => '•',
                    _ => c,
                })
                .collect();
        }
        out
    }
}
