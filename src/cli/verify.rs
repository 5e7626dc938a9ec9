//! `verify`: whether sites are what was published, and follow one another.
//! It reads no pack.

use std::fmt::Write;

use super::args::VerifyArgs;
use super::session::{Session, say};
use super::{Outcome, refuse};
use crate::diagnostic::counted;
use crate::diagnostic::render::Format;
use crate::model::{day_label, parse_date};
use crate::output::{self, Link, Stated, Verified, printable};

/// How many digits of a hash are enough to tell two apart by eye.
const SHORT: usize = 12;

pub(super) fn run(mut session: Session, args: &VerifyArgs) -> Outcome {
    let sites: Result<Vec<Verified>, _> = args.sites.iter().map(|path| output::verify(path)).collect();
    let sites = match sites {
        Ok(sites) => sites,
        Err(finding) => return refuse(&finding.message, finding.help.as_deref()),
    };
    let mut said: Vec<String> = sites.iter().map(facts).collect();
    for link in output::chain(&sites) {
        match link {
            Link::Follows(before, after) => said.push(format!("`{after}` follows `{before}`\n")),
            Link::Same(before, after) => said.push(format!("`{after}` is the same site as `{before}`\n")),
            Link::Broken(finding) => session.findings.push(finding),
        }
    }
    session.findings.extend(sites.into_iter().flat_map(|site| site.findings));
    if session.format == Format::Text {
        say(&said.concat());
    }
    session.report(None)
}

/// What a site says of itself, and whether it is what was published.
fn facts(site: &Verified) -> String {
    let mut out = match (&site.stated, site.findings.len()) {
        (Some(stated), 0) => {
            format!("{}: good, {} and the manifest\n", site.shown, counted(stated.files.len(), "file"))
        }
        (Some(stated), wrong) => format!(
            "{}: NOT as it was published ({}); it was {} and the manifest\n",
            site.shown,
            counted(wrong, "difference"),
            counted(stated.files.len(), "file")
        ),
        (None, _) => return format!("{}: NOT as it was published\n", site.shown),
    };
    if let Some(stated) = &site.stated {
        describe(stated, site.sha256.as_deref().unwrap_or_default(), &mut out);
    }
    out
}

fn describe(stated: &Stated, hash: &str, out: &mut String) {
    let mut line = |name: &str, text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {name:<10}{}", printable(text));
    };
    let title = [&*stated.authority, &*stated.title].into_iter().filter(|text| !text.is_empty());
    line("pack", &title.collect::<Vec<_>>().join(": "));
    line("audience", &stated.audience);
    let as_of = parse_date(&stated.as_of).map_or_else(|| stated.as_of.clone(), day_label);
    line("as of", &as_of);
    line("marking", stated.marking.as_deref().unwrap_or("none"));
    line("sources", stated.sources.as_deref().unwrap_or("not known"));
    let short: String = hash.chars().take(SHORT).collect();
    line("manifest", &format!("{short}, in full {hash}"));
    line("follows", stated.previous.as_deref().unwrap_or("none: it is the first of its chain"));
}
