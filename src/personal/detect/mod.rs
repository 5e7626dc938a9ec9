//! The rules, a file for each family.

mod address;
mod ages;
mod birth;
mod contact;
mod identity;
mod names;
mod phone;
mod postcode;
mod records;
mod text;

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Detected, Rule, fold::Reading};
use text::{Patterns, Possible};

pub(crate) use address::{is_doubtful_street, is_street};
pub(crate) use identity::checks;
pub(crate) use phone::behind_prefix;
pub(crate) use postcode::is_outward;
pub(super) use text::REACH;

/// What every rule finds in a text, by place; and whether what stands before
/// or behind the text could have changed that.
pub(super) fn all(text: &str, places: &[String]) -> (Vec<Detected>, bool) {
    let reading = Reading::of(text);
    let read = &*reading.text;
    let possible = &patterns().possible(read);
    let ages = ages::exact(read, possible);
    let rules = [
        (Rule::NhsNumber, identity::nhs_numbers(read, possible)),
        (Rule::NationalInsurance, identity::insurance_numbers(read, possible)),
        (Rule::Phone, phone::phones(read, possible)),
        (Rule::Email, contact::emails(read, possible)),
        (Rule::Postcode, postcode::postcodes(read, possible)),
        (Rule::BirthDate, birth::dates(read, possible)),
        (Rule::Address, address::addresses(read, possible)),
        (Rule::RecordNumber, records::numbers(read, possible)),
        (Rule::CarRegistration, records::registrations(read, possible)),
        (Rule::TitledName, names::titled(read, possible)),
        (Rule::Age90, ages::ninety(&ages)),
        (Rule::AgeAndPlace, ages::beside(read, &ages, places, possible)),
    ];
    // Most texts have no find that could be a part of one.
    let addresses = LazyCell::new(|| web_addresses(read));
    let mut finds: Vec<Detected> = Vec::new();
    for (rule, mut spans) in rules {
        spans.retain(|span| !hidden(rule, read, &addresses, span, possible));
        // The longer of two that begin together goes first.
        spans.sort_by_key(|span| (span.start, Reverse(span.end)));
        let mut end = 0;
        for span in spans {
            if span.start >= end {
                end = span.end;
                finds.push(Detected { rule, span: reading.written(&span) });
            }
        }
    }
    finds.sort_by_key(|find| (find.span.start, find.span.end, find.rule));
    (finds, possible.looked_beyond())
}

/// Every pattern that a whole text is looked through for.
fn patterns() -> &'static Patterns {
    static ALL: LazyLock<Patterns> = LazyLock::new(|| {
        let mut all = vec![
            &address::SHAPE,
            &address::FLAT,
            &birth::WORD,
            &contact::WRITTEN,
            &identity::SHAPE,
            &identity::NAMED,
            &identity::WHOLE,
            &identity::NAMED_INSURANCE,
            &names::SHAPE,
            &phone::NAMED,
            &phone::SHORT,
            &postcode::SHAPE,
            &records::SYSTEM,
            &records::OWNER,
            &records::SHAPE,
        ];
        all.extend(ages::SHAPES);
        Patterns::new(all)
    });
    &ALL
}

/// The web addresses in a text. They end at a comma, for the next cell of a csv is none of theirs.
fn web_addresses(text: &str) -> Vec<Range<usize>> {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| text::pattern(r#"(?i)(?:https?://|www\.)[^\s"<>),;|\]`]+"#));
    ADDRESS.find_iter(text).map(|found| found.range()).collect()
}

/// Whether a find is a part of a web address. An email address is found there
/// as well, and a number that the address says is an NHS number.
fn hidden(
    rule: Rule,
    text: &str,
    addresses: &[Range<usize>],
    span: &Range<usize>,
    possible: &Possible,
) -> bool {
    let at = addresses.partition_point(|address| address.end <= span.start);
    let within = addresses.get(at).filter(|address| address.start <= span.start);
    within.is_some_and(|_| match rule {
        Rule::Email => false,
        Rule::NhsNumber => !possible.lead(text, span.start, 24).to_ascii_lowercase().contains("nhs"),
        _ => true,
    })
}

/// How often a pattern is asked while something runs.
#[cfg(test)]
pub(super) fn asked(run: impl FnOnce()) -> usize {
    text::ASKED.set(0);
    run();
    text::ASKED.get()
}
