//! Numbers of records and of cars, by the words near them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::text::{FREE, Pattern, Possible, Sign, decimals, ends, group, is_one, next_word, pattern};

/// Systems of record whose names are words as well, so that case counts.
const SYSTEMS: &str = r"(?:(?i:mosaic|liquid ?logic|care ?first|systm ?one|framework-?i|azeus|eclipse|caredirector|abacus|social ?care id|hospital|unique pupil)|LAS|LCS|AIS|EMIS|RiO|RIO|SWIFT|Swift|PARIS|Paris|ContrOCC|CareNotes)";
const LABEL: &str = r"(?i:id|ident|identifier|no\b\.?|num\b\.?|number|ref\b\.?|reference|record|person|client|case|patient|user|file|index|#)";
/// Of whom or of what a number may be that tells who somebody is.
const OWNERS: &str = r"(?i:case|client|person|service[ _\-]?user|customer|patient|hospital|record|referral|social care|citizen|adult|tenancy|rent account|council tax|passport|driving licence|casefile|case file|medical record|resident|unit record|mrn|blue badge)";
/// That it is a number of theirs.
const LABELLED: &str = r"[ _\-]?(?:(?i:index|record|file)[ _\-]?)?(?i:id\b|id_|ident|identifier|no\b\.?|no_|num\b\.?|number|ref\b\.?|reference|licence number|#)(?i: (?:number|no\b\.?|id|code))?(?: is| was|:? )?";
/// Between the label and the number: marks, or the rest of a csv's header.
const UNTIL: &str = r#"(?:[ \n]?[:=#("'|,/\t>\[ -]{0,5}|"?(?:[,;\t]"?[A-Za-z_ ]{1,30}"?){0,8}\n"?)"#;
const VALUE: &str =
    r"((?:[A-Za-z]{1,4}[\-/]?)?[0-9][0-9A-Za-z]{0,15}(?:[\-/ ]?[0-9A-Za-z]{0,8}[0-9][0-9A-Za-z]{0,8}){0,3})";
/// What stands behind the label of any number: its first digit, or the rest of a line.
const BEGINS: &str =
    r#"(?:[ \n]?[:=#("'|,/\t>\[ -]{0,5}(?:[A-Za-z]{1,4}[\-/]?)?[0-9]|"?(?:[,;\t][A-Za-z_ ",;\t]*)?\n)"#;

/// A number behind the name of a system of records.
pub(super) static SYSTEM: Pattern = Pattern::new(
    Sign::Number(|| {
        format!(r"{FREE}{SYSTEMS}(?:[ _\-]{{0,2}}{LABEL}){{0,3}}(?: is| was|s| as| under)?{BEGINS}")
    }),
    || {
        format!(
            r"(?:^|[^0-9A-Za-z]){SYSTEMS}((?:[ _\-]{{0,2}}{LABEL}){{0,3}})(?: is| was|s| as| under)?{UNTIL}{VALUE}"
        )
    },
);

/// A number behind the name of what it is of.
pub(super) static OWNER: Pattern =
    Pattern::new(Sign::Number(|| format!("(?:^|(?-u:[^A-Za-z])){OWNERS}{LABELLED}{BEGINS}")), || {
        format!("(?:^|[^A-Za-z]){OWNERS}{LABELLED}{UNTIL}{VALUE}")
    });

pub(super) fn numbers(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = possible.each(&SYSTEM, text, |found| {
        let labelled = !found.get(1)?.as_str().is_empty();
        record(text, &group(found, 2)?, labelled)
    });
    spans.extend(possible.each(&OWNER, text, |found| record(text, &group(found, 1)?, true)));
    spans
}

/// The part of a run that is the number of a record: with three digits behind
/// a label, five where only the system is named.
fn record(text: &str, span: &Range<usize>, labelled: bool) -> Option<Range<usize>> {
    const UNITS: &str = "adults calls cases contacts days hours members minutes months people per percent pounds records referrals staff times users visits weeks workers years";
    // Words behind the number are none of it: `88213 and 12`.
    let run = &text[span.clone()];
    let end = run.find(' ').map_or(run.len(), |space| {
        let digits = run[..space].bytes().filter(u8::is_ascii_digit).count();
        let grouped = run.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        if digits >= 4 && !grouped { space } else { run.len() }
    });
    let span = span.start..span.start + end;
    let run = &text[span.clone()];
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let year = matches!(run.as_bytes(), [b'1', b'9', _, _] | [b'2', b'0', _, _]);
    let thousands = text[span.end..].strip_prefix(',').is_some_and(|rest| {
        digits < 4
            && rest.len() >= 3
            && rest.bytes().take(3).all(|byte| byte.is_ascii_digit())
            && !rest.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
    });
    let counted = is_one(next_word(text, span.end), UNITS) || text[span.end..].starts_with('%');
    let figure = thousands || counted || decimals(text, span.end) || (year && !labelled);
    let date = is_date(run);
    (ends(text, span.end) && digits >= if labelled { 3 } else { 5 } && !figure && !date).then_some(span)
}

/// `2026-06-30`, `30/06/2026`, `2025-26`, `2026-06`, also behind a word, as in the name of a file.
fn is_date(run: &str) -> bool {
    let run = run.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches('-');
    let parts: Vec<usize> = run.split(['-', '/']).map(str::len).collect();
    run.bytes().all(|byte| byte.is_ascii_digit() || b"-/".contains(&byte))
        && (matches!(parts[..], [4, 2, 2] | [1 | 2, 1 | 2, 2 | 4])
            || (parts[..] == [4, 2] && run.starts_with(['1', '2'])))
}

/// `AB12 CDE`
pub(super) static SHAPE: Pattern = Pattern::new(
    Sign::Number(|| {
        format!(
            "(?i){FREE}(?:[A-Z]{{2}}[0-9]{{2}}[ -]?[A-Z]{{3}}|[A-Z][0-9]{{1,3}}[ -]?[A-Z]{{3}}|[A-Z]{{3}}[ -]?[0-9]{{1,3}}[A-Z]|[A-Z]{{1,2}}Z ?[0-9])"
        )
    }),
    || {
        r"(?i)(?:^|[^0-9A-Za-z])(([A-Z]{2}[0-9]{2}[ \-]?[A-Z]{3})|[A-HJ-NPQ-TV-Y][0-9]{1,3}[ \-]?[A-Z]{3}|[A-Z]{3}[ \-]?[0-9]{1,3}[A-HJ-NPR-TV-Y]|([A-Z]{1,2}Z ?[0-9]{1,4}))".into()
    },
);

pub(super) fn registrations(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    possible.each(&SHAPE, text, |found| {
        let span = group(found, 1)?;
        let run = &text[span.clone()];
        let capitals = !run.bytes().any(|byte| byte.is_ascii_lowercase());
        let enough = if found.get(2).is_some() && capitals {
            Strength::Vehicle
        } else if found.get(2).is_some() {
            Strength::Plate
        } else {
            Strength::Beside
        };
        let known =
            is_known(run) || (!capitals && found.get(2).is_none() && run.contains(' ') && is_word(run));
        (ends(text, span.end) && !known && near_car(text, &span, possible) >= enough).then_some(span)
    })
}

/// How surely the words near a run are those for a car's number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Nothing,
    /// A car is named.
    Vehicle,
    /// A number plate or a registration is.
    Plate,
    /// One of them stands beside it.
    Beside,
}

fn near_car(text: &str, span: &Range<usize>, possible: &Possible) -> Strength {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:reg|registration|plate|numberplate|vrm|vrn)\b(?:[ _](?:number|no|mark|plate|is|was))*|\b(?:car|vehicle|van|scooter|motorbike|minibus|taxi)\b)\.?(?: is| was)?[ _]?[^0-9A-Za-z]{0,3}$",
        )
    });
    static PLATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^a-z])(?:reg|regn|registration|registered|number ?plate|plate|plates|vrm|vrn)(?:[^a-z]|$)",
        )
    });
    static VEHICLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^a-z])(?:car|van|vehicle|scooter|motorbike|minibus|taxi|motability|parked|hatchback)(?:[^a-z]|$)",
        )
    });
    let (lead, trail) = (possible.lead(text, span.start, 45), possible.trail(text, span.end, 30));
    if BESIDE.is_match(lead) {
        Strength::Beside
    } else if PLATE.is_match(lead) || PLATE.is_match(trail) {
        let near = lead.len().min(24);
        let close = lead.get(lead.len() - near..).is_some_and(|lead| PLATE.is_match(lead));
        if close { Strength::Beside } else { Strength::Plate }
    } else if VEHICLE.is_match(lead) || VEHICLE.is_match(trail) {
        Strength::Vehicle
    } else {
        Strength::Nothing
    }
}

/// `R12 NHS`, `A12 BUT`: a road or a code before a word that everybody knows.
fn is_known(run: &str) -> bool {
    let letters: String = run.chars().rev().take_while(char::is_ascii_alphabetic).collect();
    let letters: String = letters.chars().rev().collect();
    is_one(&letters, "AND ARE ASC BUT CQC DSA FOR GPS HAS NHS NOT SAR THE WAS WITH")
}

/// Small letters behind a number: `a12 for`.
fn is_word(run: &str) -> bool {
    run.rsplit(' ').next().is_some_and(|word| {
        is_one(
            word,
            "all and are but day for had has her him his not now one our out she the they two was who",
        )
    })
}
