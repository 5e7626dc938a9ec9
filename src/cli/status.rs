//! `status`: the readiness of the pack in the terminal, in 80 columns and
//! without colour, or as JSON. It is for the authority alone.

use std::fmt::Write;

use serde_json::Value;

use super::session::Session;
use super::{Outcome, refuse};
use crate::assess::{
    Assessment, CellState, Concern, LoopState, OwnScores, Readiness, ReadinessRow, Total, assess,
};
use crate::diagnostic::counted;
use crate::diagnostic::render::Format;
use crate::guard::Scanner;
use crate::model::{Audience, Rounding, day_label};
use crate::release::{Release, release};
use crate::site::readiness;

/// How wide a terminal is.
const COLUMNS: usize = 80;
/// How wide the names of statements are.
const NAMES: usize = 23;
/// How many of the next things are printed.
const NEXT: usize = 10;

pub(super) fn run(mut session: Session) -> Outcome {
    if session.audience != Audience::Internal {
        return refuse("`status` is for the authority alone", Some("leave `--audience` out"));
    }
    if !matches!(session.format, Format::Text | Format::Json) {
        return refuse(
            "`status` prints text or JSON",
            Some("leave `--format` out, or write `--format json`"),
        );
    }
    let Some(graph) = session.graph().filter(|_| !session.has_errors()) else { return session.report(None) };
    let as_of = session.as_of(&graph.settings);
    let (release, _) = release(graph, Audience::Internal, as_of);
    let assessment = assess(&release, as_of);
    if let (Format::Text, Some(own)) = (session.format, &assessment.readiness) {
        return session.report(Some(&text(&release, &assessment, own)));
    }
    let readiness = masked(readiness(&assessment), &session.scanner);
    session.print_instead(&format!("{readiness:#}\n"))
}

/// The same with every find of personal data in its texts masked.
fn masked(value: Value, scanner: &Scanner) -> Value {
    match value {
        Value::String(text) => Value::String(scanner.masked(&text)),
        Value::Array(values) => values.into_iter().map(|value| masked(value, scanner)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, masked(value, scanner))).collect())
        }
        other => other,
    }
}

fn text(release: &Release, assessment: &Assessment, own: &Readiness) -> String {
    let settings = release.settings();
    let mut out = wrapped("", &format!("{}: {}", settings.authority, settings.title));
    let as_of = day_label(assessment.as_of);
    out.push_str(&wrapped(
        "",
        &format!("As of {as_of}. Counts say where evidence stands, not how good care is."),
    ));
    out.push('\n');
    table(release, own, &mut out);
    out.push('\n');
    out.push_str(&wrapped("", &scores(&own.scores, release)));
    out.push('\n');
    next(&own.next, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// What a column counts.
type Column = (&'static str, fn(&ReadinessRow) -> usize);

const TABLE: [Column; 7] = [
    ("Enough", |row| cells(row, &[CellState::Evidenced])),
    ("Thin", |row| cells(row, &[CellState::Thin])),
    ("Missing", |row| {
        cells(row, &[CellState::Gap, CellState::KnownGap, CellState::ExpiredGap, CellState::StaleOnly])
    }),
    ("Against", |row| cells(row, &[CellState::Challenged])),
    ("Overdue", |row| row.loops.get(&LoopState::Overdue).copied().unwrap_or(0)),
    ("Unheard", |row| row.loops.get(&LoopState::NotReported).copied().unwrap_or(0)),
    ("Claims", |row| row.claims_to_mend),
];

fn cells(row: &ReadinessRow, states: &[CellState]) -> usize {
    states.iter().filter_map(|state| row.coverage.get(state)).sum()
}

fn table(release: &Release, own: &Readiness, out: &mut String) {
    let framework = release.framework();
    let mut line = |name: &str, score: &str, counts: &mut dyn Iterator<Item = String>| {
        let mut names = textwrap::wrap(name, NAMES).into_iter();
        // Writing to a string cannot fail.
        let _ = write!(out, "{:<NAMES$}{score:>6}", names.next().unwrap_or_default());
        for ((title, _), count) in TABLE.iter().zip(counts) {
            let _ = write!(out, "{count:>width$}", width = title.len() + 1);
        }
        out.push('\n');
        for rest in names {
            let _ = writeln!(out, "  {rest}");
        }
    };
    line("Statement", "Score", &mut TABLE.iter().map(|(title, _)| (*title).to_owned()));
    for (row, statement) in own.rows.iter().zip(&framework.statements) {
        let score = row.score.map_or_else(|| "-".to_owned(), |score| score.to_string());
        let counts = TABLE.iter().map(|(_, count)| match count(row) {
            0 => "-".to_owned(),
            count => count.to_string(),
        });
        line(&statement.title, &score, &mut counts.into_iter());
    }
    let key = "Score: our own. Enough, thin, missing, against: how many categories have evidence from enough \
               sources, from too few, a gap or nothing fresh, or something against them that nobody has answered. \
               Overdue, unheard: actions that are late, or whose result no meeting has heard. Claims: those to mend.";
    out.push('\n');
    out.push_str(&wrapped("", key));
}

/// What the authority's own scores come to, in words.
fn scores(scores: &OwnScores, release: &Release) -> String {
    let Some(total) = &scores.total else {
        return format!(
            "Our own scores: {} of {} statements are scored, so there is no sum.",
            scores.scored, scores.of
        );
    };
    let Total { sum, highest, tenths, percentage, .. } = total;
    let rounded = match release.framework().rating.rounding {
        Rounding::Up => "rounded up to",
        Rounding::Nearest => "rounded to",
    };
    let exact = format!("{}.{}", tenths / 10, tenths % 10);
    let mut words =
        format!("Our own scores, added up: {sum} of {highest}, {exact} per cent, {rounded} {percentage}");
    // Writing to a string cannot fail.
    let _ = match &total.band {
        Some(band) => write!(words, ", in the band “{band}”."),
        None => write!(words, ", in no band."),
    };
    if let Some((below, above)) = &total.between {
        let _ = write!(words, " Before rounding it lies between “{below}” and “{above}”.");
    }
    if let Some((band, points)) = &total.next {
        let _ = write!(words, " {} to “{band}”.", counted(usize::try_from(*points).unwrap_or(0), "point"));
    }
    words + " This is our own judgement, added up; it predicts no rating."
}

fn next(concerns: &[Concern], out: &mut String) {
    if concerns.is_empty() {
        out.push_str("Nothing is waiting to be done.\n");
        return;
    }
    out.push_str("What to do next\n");
    for (at, concern) in concerns.iter().take(NEXT).enumerate() {
        let number = format!("{:>2}. ", at + 1);
        out.push_str(&wrapped(&number, &concern.message));
        out.push_str(&wrapped("    ", &concern.help));
        if let Some(place) = &concern.place {
            out.push_str(&wrapped("    ", &place.path));
        }
    }
    if let Some(more) = concerns.len().checked_sub(NEXT).filter(|more| *more > 0) {
        let _ = writeln!(out, "and {more} more: the page `readiness.html` of the site lists them all");
    }
}

/// A text in lines of the terminal's width; the first begins with `lead`, and
/// the others stand under its words.
fn wrapped(lead: &str, text: &str) -> String {
    let indent = " ".repeat(lead.len());
    let options = textwrap::Options::new(COLUMNS).initial_indent(lead).subsequent_indent(&indent);
    textwrap::fill(text, options) + "\n"
}
