//! What is wrong with the names of a site's files, before any is written.

use std::collections::{BTreeMap, BTreeSet};

use super::Origin;
use super::names::{MANIFEST, fold, folders_of, printable, trouble};
use crate::diagnostic::{self, Code, Finding};
use crate::site::SitePath;

/// Said where neither source is in the pack.
const NOT_THE_PACK: &str = "the name does not come from the pack; please report this to Ninefold's makers";

/// Findings about the files' paths; touches no disk.
///
/// Reports paths that two sources share, paths that one folder cannot hold
/// together on Windows or macOS, and paths that Windows has no room for. The
/// paths of a list without findings are distinct in lower case, and none is
/// the folder of another.
pub fn check<'a>(files: impl IntoIterator<Item = (&'a SitePath, &'a Origin)>) -> Vec<Finding> {
    let mut claims: Vec<Claim> = files.into_iter().map(Claim::of).collect();
    claims.push(Claim { path: MANIFEST, origin: &Origin::Part("the manifest"), folded: fold(MANIFEST) });
    claims.sort();
    let mut findings: Vec<Finding> = claims.iter().filter_map(reserved).collect();
    findings.extend(shared(&claims));
    findings.extend(folders_in_the_way(&claims));
    diagnostic::sort(&mut findings);
    findings
}

/// A path and who wants it, in an order that the order of the files does not
/// change. Other findings name the first claim first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Claim<'a> {
    folded: String,
    path: &'a str,
    origin: &'a Origin,
}

impl<'a> Claim<'a> {
    fn of((path, origin): (&'a SitePath, &'a Origin)) -> Self {
        Self { folded: fold(path.as_str()), path: path.as_str(), origin }
    }
}

fn reserved(claim: &Claim) -> Option<Finding> {
    let why = trouble(claim.path)?;
    let (source, path) = (words(claim.origin), printable(claim.path));
    let help = match claim.origin {
        Origin::Place(_) => "rename the file, or give it a shorter or simpler `id:` of its own",
        Origin::Part(_) => NOT_THE_PACK,
    };
    let message = format!("{source} would be written to `{path}`, {why}");
    Some(finding(Code::ReservedName, [claim.origin], message).help(help))
}

/// Each claim after the first on a path is a finding against the first.
fn shared(claims: &[Claim]) -> Vec<Finding> {
    claims
        .chunk_by(|a, b| a.folded == b.folded)
        .flat_map(|group| group[1..].iter().map(|other| collision(&group[0], other)))
        .collect()
}

fn collision(first: &Claim, second: &Claim) -> Finding {
    let sources = both(first.origin, second.origin);
    let (path, other) = (printable(first.path), printable(second.path));
    let message = if first.path == second.path {
        format!("{sources} would both be written to `{path}`")
    } else {
        format!(
            "{sources} would be written to `{path}` and `{other}`, which are one file on Windows and macOS"
        )
    };
    collided(first, second, message)
}

/// A file that stands where other files need a folder: one finding a file,
/// with the first of the others.
fn folders_in_the_way(claims: &[Claim]) -> Vec<Finding> {
    let files: BTreeMap<&str, &Claim> = claims.iter().rev().map(|claim| (&*claim.folded, claim)).collect();
    let mut reported = BTreeSet::new();
    let mut findings = Vec::new();
    for within in claims {
        let mut in_the_way = folders_of(&within.folded).filter_map(|folder| files.get(folder));
        if let Some(file) = in_the_way.next()
            && reported.insert(&*file.folded)
        {
            let (source, path) = (words(file.origin), printable(file.path));
            let message = format!(
                "{source} would be written to `{path}`, which is a folder: {} would be written to `{}`",
                words(within.origin),
                printable(within.path)
            );
            findings.push(collided(file, within, message));
        }
    }
    findings
}

/// A collision stands at the later of its sources that has a place.
fn collided(first: &Claim, second: &Claim, message: String) -> Finding {
    let help = match (first.origin, second.origin) {
        (Origin::Place(a), Origin::Place(b)) if a.path == b.path => "give one of the two an `id:` of its own",
        (Origin::Place(_), Origin::Place(_)) => "rename one of the two files, or give it an `id:` of its own",
        (Origin::Part(_), Origin::Part(_)) => NOT_THE_PACK,
        _ => "rename the file of the pack, or give it an `id:` of its own",
    };
    finding(Code::PathCollision, [second.origin, first.origin], message).help(help)
}

/// A finding at the first origin that has a place.
fn finding<'a>(
    code: Code,
    origins: impl IntoIterator<Item = &'a Origin>,
    message: impl Into<String>,
) -> Finding {
    let place = origins.into_iter().find_map(|origin| match origin {
        Origin::Place(place) => Some(place.clone()),
        Origin::Part(_) => None,
    });
    Finding { place, ..Finding::without_place(code, message) }
}

fn words(origin: &Origin) -> String {
    match origin {
        Origin::Place(place) => format!("`{}`", place.path),
        Origin::Part(part) => (*part).to_owned(),
    }
}

fn both(first: &Origin, second: &Origin) -> String {
    let (first, second) = (words(first), words(second));
    if first == second { format!("two parts of {first}") } else { format!("{first} and {second}") }
}
