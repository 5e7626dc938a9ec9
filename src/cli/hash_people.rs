//! `hash-people`: the list of known people as salted hashes, which can be kept
//! with the pack.

use std::fmt::Write as _;

use super::session::Session;
use super::{Outcome, refuse};
use crate::diagnostic::{Code, Finding, counted};
use crate::output::write_beside;
use crate::parse::known_people;
use crate::personal::{HashedNames, Salt};
use crate::source::{NameList, read};

/// The file that it writes, from the pack's root.
const PATH: &str = "data/known-people.yaml";

pub(super) fn run(mut session: Session) -> Outcome {
    let (sources, findings) = read(&session.root);
    session.sources = sources;
    let ours = |finding: &Finding| {
        finding.code == Code::PackNotFound
            || finding.place.as_ref().is_some_and(|place| [PATH, NameList::PATH].contains(&&*place.path))
    };
    session.findings.extend(findings.into_iter().filter(ours));
    let (known, findings) = known_people(&session.sources);
    session.findings.extend(findings);
    if session.has_errors() {
        return session.report(None);
    }
    let Some(names) = known.listed else {
        return refuse(
            &format!("there is no list of names `{}`", NameList::PATH),
            Some("write one with a name a line; git leaves that folder out"),
        );
    };
    // The salt of a pack stays: the same list gives the same file.
    let salt = match known.hashed.map_or_else(new_salt, |hashed| Ok(hashed.salt)) {
        Ok(salt) => salt,
        Err(error) => return refuse(&format!("this system gives no randomness: {error}"), None),
    };
    let hashed = HashedNames::of(names.iter().map(String::as_str), salt);
    if let Err(finding) = write_beside(&session.root.join(PATH), yaml(&hashed).as_bytes()) {
        session.findings.push(finding);
        return session.report(None);
    }
    session.report(Some(&format!("{} in {PATH}", counted(names.len(), "name"))))
}

fn new_salt() -> Result<Salt, getrandom::Error> {
    let mut salt = Salt::default();
    getrandom::fill(&mut salt)?;
    Ok(salt)
}

fn yaml(hashed: &HashedNames) -> String {
    let mut out = String::from(
        "# Names of data/private/known-people.txt as salted hashes, written by `ninefold hash-people`.\n\
         # They keep names from whoever leafs through this file, not from somebody who tries out names.\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "salt: \"{}\"", digits(&hashed.salt));
    if !hashed.by_words.is_empty() {
        out.push_str("names:\n");
    }
    for (words, hashes) in &hashed.by_words {
        let _ = writeln!(out, "  - words: {words}\n    hashes:");
        for hash in hashes {
            let _ = writeln!(out, "      - \"{}\"", digits(hash));
        }
    }
    out
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
