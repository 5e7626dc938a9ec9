//! The lists of known people: names in `data/private/known-people.txt`, and
//! salted hashes of the same in `data/known-people.yaml`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::fields::Fields;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::personal::{HashedNames, People, Salt, folded_name};
use crate::source::{NameList, Role, Sources};

/// What a pack knows of people's names.
#[derive(Default)]
pub struct KnownPeople {
    /// The names of the list, folded; none without one.
    pub listed: Option<BTreeSet<String>>,
    /// The hashes that are kept with the pack.
    pub hashed: Option<HashedNames>,
}

impl KnownPeople {
    /// Ready to be looked for.
    pub fn people(self) -> People {
        People::new(self.listed.unwrap_or_default(), self.hashed.unwrap_or_default())
    }
}

/// Reads both lists. A finding never shows a name.
pub fn known_people(sources: &Sources) -> (KnownPeople, Vec<Finding>) {
    let mut findings = Vec::new();
    let listed = sources.known_people.as_ref().map(|list| names(list, &mut findings));
    let hashed = sources.of(Role::KnownPeople).next().and_then(|source| {
        super::yaml(source, sources.limits, &mut findings, "the list of known people", hashes)
    });
    (KnownPeople { listed, hashed }, findings)
}

fn names(list: &NameList, findings: &mut Vec<Finding>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (line, name) in list.names() {
        match folded_name(name).filter(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 1) {
            Some(name) => drop(names.insert(name)),
            None => findings.push(
                Finding::new(
                    Code::PersonalDataSettings,
                    Place::row(&list.path, line),
                    "this line of the list of known people has no name of two letters or more",
                )
                .help("write a name a line; a line that is a note begins with `#`"),
            ),
        }
    }
    names
}

fn hashes(fields: &Fields<'_>) -> Option<HashedNames> {
    let salt = fields.required("salt", "64 digits and letters from a to f", Fields::text_at);
    let salt = salt.and_then(|text| bytes(&text, fields));
    let lists = fields.each("names", "a list of hashes", |inner| {
        let words = inner.required("words", "2", |inner, name| inner.whole(name, 1, 50));
        let hashes: Vec<Option<Salt>> = inner
            .list("hashes")
            .into_iter()
            .map(|node| {
                let text = inner.scalar("hashes", node)?.to_owned();
                bytes(&Located::new(text, node.place.clone()), inner)
            })
            .collect();
        Some((usize::try_from(words?).ok()?, hashes.into_iter().collect::<Option<BTreeSet<_>>>()?))
    });
    let mut by_words: BTreeMap<usize, BTreeSet<[u8; 32]>> = BTreeMap::new();
    for (words, hashes) in lists {
        by_words.entry(words).or_default().extend(hashes);
    }
    Some(HashedNames { salt: salt?, by_words })
}

/// 32 bytes from 64 hexadecimal digits.
fn bytes(text: &Located<String>, fields: &Fields<'_>) -> Option<[u8; 32]> {
    let digits = text.value.trim().as_bytes();
    let mut bytes = [0; 32];
    let read = digits.len() == 64
        && bytes.iter_mut().zip(digits.chunks(2)).all(|(byte, pair)| {
            let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            match (value(pair[0]), value(pair[1])) {
                (Some(high), Some(low)) => {
                    *byte = high * 16 + low;
                    true
                }
                _ => false,
            }
        });
    if read {
        return Some(bytes);
    }
    let message = "this is not 64 digits and letters from a to f";
    let finding = Finding::new(Code::PersonalDataSettings, text.place.clone(), message);
    fields.findings.add(
        finding.help("take the file from your backup, or remove it and run `ninefold hash-people` again"),
    );
    None
}
