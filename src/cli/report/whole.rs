//! The whole report, as a text that opens in any editor.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Account, SOON, words};
use crate::diagnostic::{capital, counted};
use crate::model::day_label;
use crate::output::Provenance;
use crate::release::{Entry, Ledger};

/// The report as a text, with a line for each thing.
pub(in crate::cli) fn whole(account: &Account, provenance: &Provenance) -> String {
    let ledger = &account.ledger;
    let mut out = head(ledger, provenance);
    held(ledger, &mut out);
    quotations(ledger, &mut out);
    running_out(ledger, &mut out);
    claims(ledger, &mut out);
    allowed(account, &mut out);
    softened(account, &mut out);
    unseen(account, &mut out);
    released(ledger, &mut out);
    out
}

fn head(ledger: &Ledger, provenance: &Provenance) -> String {
    let mut out = String::from(
        "RELEASE REPORT\nFor the authority alone: it names what is withheld. Do not pass it on with the site.\n\n",
    );
    let _ = writeln!(out, "{}: {}", provenance.authority, provenance.title);
    let _ = writeln!(
        out,
        "Built for the {} audience, as of {}.",
        ledger.audience.name(),
        day_label(ledger.as_of)
    );
    let _ = writeln!(out, "Marking: {}.", provenance.marking.as_deref().unwrap_or("none"));
    let _ = writeln!(out, "Fingerprint of the sources: {}", provenance.sources);
    out
}

/// A heading, underlined.
fn section(title: &str, out: &mut String) {
    let _ = write!(out, "\n{title}\n{}\n", "-".repeat(title.chars().count()));
}

/// A thing with its title and its file.
fn line(entry: &Entry, out: &mut String) {
    let _ = writeln!(out, "  {}: {} ({})", entry.name, entry.title, entry.place.path);
}

fn released(ledger: &Ledger, out: &mut String) {
    section(&format!("What goes: {}", counted(ledger.released.len(), "item")), out);
    let mut grounds: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for (entry, way) in &ledger.released {
        grounds.entry(words::way(way)).or_default().push(entry);
    }
    groups(&grounds, out);
}

fn held(ledger: &Ledger, out: &mut String) {
    section(&format!("What stays: {}", counted(ledger.held.len(), "item")), out);
    let reasons = ledger.held_by_reason().into_iter();
    let reasons: BTreeMap<String, Vec<&Entry>> =
        reasons.map(|(reasons, entries)| (words::reasons(reasons), entries)).collect();
    groups(&reasons, out);
}

fn groups(groups: &BTreeMap<String, Vec<&Entry>>, out: &mut String) {
    if groups.is_empty() {
        out.push_str("Nothing.\n");
    }
    for (words, entries) in groups {
        let _ = writeln!(out, "{} ({}):", capital(words), counted(entries.len(), "item"));
        for entry in entries {
            line(entry, out);
        }
    }
}

fn quotations(ledger: &Ledger, out: &mut String) {
    let all: usize = ledger.quotations.iter().map(|quotes| quotes.count).sum();
    let stay = ledger.quotations_held();
    section(&format!("Quotations: {} go, {stay} stay", all - stay), out);
    out.push_str("Of the items that go. The words of a person need a ground as a story does.\n");
    for quotes in &ledger.quotations {
        let decision = match &quotes.decision {
            Ok(way) => format!("goes {}", words::way(way)),
            Err(reason) => format!("STAYS: {}", words::held(*reason)),
        };
        let speaker = quotes
            .speaker
            .map_or("somebody who is not named".to_owned(), |speaker| format!("a {}", speaker.name()));
        let _ = writeln!(
            out,
            "  {}: {} of {speaker}, {decision}",
            quotes.entry.name,
            counted(quotes.count, "quotation")
        );
    }
}

fn running_out(ledger: &Ledger, out: &mut String) {
    let soon: Vec<_> = ledger.running_out(SOON).collect();
    section(&format!("Consents that run out within {SOON} days: {}", soon.len()), out);
    for (until, entry) in &soon {
        let _ =
            writeln!(out, "  {}: {}: {} ({})", day_label(*until), entry.name, entry.title, entry.place.path);
    }
}

fn allowed(account: &Account, out: &mut String) {
    section(&format!("Personal data that was allowed: {}", account.allowed.len()), out);
    for allowed in &account.allowed {
        let _ = writeln!(
            out,
            "  {} ({}), in {} of the site: {}; {}, until {}",
            allowed.shown,
            allowed.rules.join(", "),
            counted(allowed.in_site, "file"),
            allowed.reason,
            allowed.owner,
            day_label(allowed.until)
        );
    }
}

/// What was not looked for as it usually is.
fn softened(account: &Account, out: &mut String) {
    if account.softened.is_empty() {
        return;
    }
    section("Rules that this pack switched off or made less sure", out);
    for rule in &account.softened {
        let _ = writeln!(out, "  {rule}");
    }
}

/// What no program finds, said plainly.
fn unseen(account: &Account, out: &mut String) {
    section("What was not and cannot be found", out);
    out.push_str(
        "A first name in running text that is not on the list of known people. Somebody who can be\n\
         known by what happened to them. Words in pictures. Somebody has to read the pages.\n",
    );
    if !account.not_looked_into.is_empty() {
        let files = counted(account.not_looked_into.len(), "file");
        let _ = writeln!(out, "{} of the site could not be looked into:", capital(&files));
        for file in &account.not_looked_into {
            let _ = writeln!(out, "  {file}");
        }
    }
}

fn claims(ledger: &Ledger, out: &mut String) {
    section(&format!("Claims that lose evidence: {}", ledger.claims.len()), out);
    for claim in &ledger.claims {
        let names: Vec<String> = claim.lost.iter().map(ToString::to_string).collect();
        let left = match claim.left {
            0 => "nothing is left that it cites".to_owned(),
            left => format!("{left} of what it cites is left"),
        };
        let _ =
            writeln!(out, "  {}: {}\n    without {}; {left}", claim.judgement, claim.claim, names.join(", "));
    }
}
