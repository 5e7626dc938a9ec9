//! The release report: what went to an audience on which ground, and what
//! stayed and why. It names what is withheld, so it is for the authority
//! alone and stands beside the site, never in it.

mod whole;
mod words;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::diagnostic::{Code, Finding, counted};
use crate::guard::Allowed;
use crate::model::{Audience, day_label};
use crate::release::{Ledger, Way};

pub(super) use whole::whole;

/// Consents that run out within so many days are told.
const SOON: i64 = 90;

/// What a report is made from.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) ledger: Ledger,
    /// Finds of personal data that were allowed.
    pub(super) allowed: Vec<Allowed>,
    /// Rules of personal data that the pack switched off or made less sure.
    pub(super) softened: Vec<String>,
    /// Files of the site that could not be looked through.
    pub(super) not_looked_into: Vec<String>,
}

/// Where the report goes: where it was asked for, or beside the folder of the site.
pub(super) fn path(asked: Option<&PathBuf>, site: &Path) -> PathBuf {
    if let Some(asked) = asked {
        return asked.clone();
    }
    let whole = std::path::absolute(site).unwrap_or_else(|_| site.to_path_buf());
    let name = whole.file_name().map_or("site".into(), |name| name.to_string_lossy().into_owned());
    site.parent().unwrap_or(Path::new("")).join(format!("{name}-release-report.txt"))
}

/// Refuses a place in the site: what the report names must not be passed on with it.
pub(super) fn check_path(report: &Path, site: &Path) -> Option<Finding> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    // Links are followed as far as the folders are there.
    let real = |path: &Path| {
        let path = whole(path);
        let there = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
        there.map_or(path.clone(), |(folder, real)| {
            path.strip_prefix(folder).map_or(real.clone(), |rest| real.join(rest))
        })
    };
    let folder = report.parent().map_or_else(|| whole(Path::new(".")), real);
    folder.starts_with(real(site)).then(|| {
        let message = format!("the release report cannot stand in the site: `{}`", report.display());
        Finding::without_place(Code::OutputFailed, message).help(
            "it names what is withheld: give another file with `--report`, outside the folder of the site",
        )
    })
}

/// The report in short, for the terminal. `today` is the day on which the
/// person looks at it, which may be later than the as-of date.
pub(super) fn short(account: &Account, file: &Path, today: Date) -> String {
    let ledger = &account.ledger;
    let mut lines = vec![
        String::new(),
        format!("release report for the {} audience", ledger.audience.name()),
        format!("  goes: {}, {}", counted(ledger.released.len(), "item"), grounds(ledger)),
        format!(
            "  stays: {}, and {} of the items that go",
            counted(ledger.held.len(), "item"),
            counted(ledger.quotations_held(), "quotation")
        ),
    ];
    for (reasons, entries) in ledger.held_by_reason() {
        lines.push(format!("    {}: {}", words::reasons(reasons), entries.len()));
    }
    let soon: Vec<_> = ledger.running_out(SOON).collect();
    if !soon.is_empty() {
        lines.push(format!("  {} out within {SOON} days:", run(soon.len())));
        lines.extend(soon.iter().map(|(until, entry)| format!("    {}: {}", day_label(*until), entry.name)));
    }
    if !ledger.claims.is_empty() {
        lines.push(format!("  {} evidence by it", lost(ledger.claims.len())));
    }
    if ledger.audience != Audience::Internal {
        lines.extend(by_today(account, today));
    }
    if !account.softened.is_empty() {
        lines.push(format!(
            "  rules of personal data that are not as they come: {}",
            account.softened.join(", ")
        ));
    }
    lines.push(format!("  the whole report, for the authority alone: {}", file.display()));
    lines.join("\n")
}

/// What held on the as-of date and does not hold today.
fn by_today(account: &Account, today: Date) -> Vec<String> {
    let ledger = &account.ledger;
    let since = day_label(ledger.as_of);
    let mut lines = Vec::new();
    let lapsed: Vec<_> = ledger.lapsed_by(today).map(|(_, entry)| entry.name.to_string()).collect();
    if !lapsed.is_empty() {
        lines.push(format!(
            "  STOP: by today {} out since {since}: {}; build with `--as-of {today}` to keep that in",
            has_run(lapsed.len()),
            lapsed.join(", ")
        ));
    }
    let allowed = account.allowed.iter().filter(|allowed| allowed.until < today);
    let allowed: Vec<&str> = allowed.map(|allowed| allowed.shown.as_str()).collect();
    if !allowed.is_empty() {
        lines.push(format!(
            "  STOP: by today what was allowed since {since} has run out: {}",
            allowed.join(", ")
        ));
    }
    lines
}

fn grounds(ledger: &Ledger) -> String {
    let count = |is: &dyn Fn(&Way) -> bool| ledger.released.iter().filter(|(_, way)| is(way)).count();
    let parts = [
        (count(&|way| matches!(way, Way::Consent { .. })), "by consent"),
        (count(&|way| matches!(way, Way::Basis(_))), "on another ground"),
        (count(&|way| *way == Way::Own), "for the authority’s own use"),
        (count(&|way| *way == Way::AboutNobody), "no person’s story"),
    ];
    let there = parts.iter().filter(|(count, _)| *count > 0);
    there.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

fn run(count: usize) -> String {
    if count == 1 { "1 consent runs".to_owned() } else { format!("{count} consents run") }
}

fn has_run(count: usize) -> String {
    if count == 1 { "1 consent has run".to_owned() } else { format!("{count} consents have run") }
}

fn lost(count: usize) -> String {
    if count == 1 { "1 claim loses".to_owned() } else { format!("{count} claims lose") }
}
