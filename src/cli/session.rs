//! What every command that reads a pack has in common: settings from the
//! command line, the stages as far as the graph, and one report at the end.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::Global;
use super::{Outcome, refuse};
use crate::assess::Concern;
use crate::diagnostic::render::{Format, count, positions, render};
use crate::diagnostic::{Code, Finding, Policy, Position, Severity, any_error, counted, sort};
use crate::guard::{Scanner, mask};
use crate::link::{Graph, link};
use crate::model::{Audience, PersonalData, parse_date};
use crate::parse::{known_people, parse, personal_data};
use crate::serve::Words;
use crate::source::{Sources, read};

/// A run on one pack.
pub(super) struct Session {
    pub(super) root: PathBuf,
    pub(super) audience: Audience,
    as_of: Option<Date>,
    pub(super) format: Format,
    /// Whether notes are printed for people.
    notes: bool,
    /// Whether people are told how many notes there are.
    pub(super) count_notes: bool,
    policy: Policy,
    pub(super) sources: Sources,
    /// What the pack says of personal data.
    pub(super) personal: PersonalData,
    /// Its rules, by which everything that is printed is masked.
    pub(super) scanner: Scanner,
    pub(super) findings: Vec<Finding>,
}

impl Session {
    /// Takes the settings; says why and gives nothing where they are wrong.
    pub(super) fn open(global: &Global) -> Option<Self> {
        let as_of = match global.as_of.as_deref().map(|text| (text, parse_date(text))) {
            Some((text, None)) => {
                refuse(
                    &format!("`{text}` is not a date"),
                    Some("dates are written year first: `--as-of 2026-06-30`"),
                );
                return None;
            }
            Some((_, date)) => date,
            None => None,
        };
        let policy = Policy::new(&global.deny, &global.allow)
            .map_err(|error| refuse(&error.to_string(), None))
            .ok()?;
        Some(Self {
            root: global.root.clone(),
            audience: global.audience,
            as_of,
            format: global.format,
            notes: global.notes,
            count_notes: true,
            policy,
            sources: Sources::default(),
            personal: PersonalData::default(),
            scanner: Scanner::default(),
            findings: Vec::new(),
        })
    }

    /// Reads, parses and links the pack. No graph where there is none to be
    /// had; findings are kept for the report either way.
    pub(super) fn graph(&mut self) -> Option<Graph> {
        let (sources, findings) = read(&self.root);
        self.sources = sources;
        self.findings.extend(findings);
        if self.sources.texts.is_empty() {
            return None;
        }
        self.read_personal();
        let (pack, findings) = parse(&self.sources);
        self.findings.extend(findings);
        let (graph, findings) = link(pack?, &self.sources.attachments);
        self.findings.extend(findings);
        Some(graph)
    }

    /// What to look for, whatever else is wrong with the pack.
    fn read_personal(&mut self) {
        let (personal, findings) = personal_data(&self.sources);
        self.findings.extend(findings);
        let (known, findings) = known_people(&self.sources);
        self.findings.extend(findings);
        self.scanner = Scanner::new(&personal, known.people());
        self.personal = personal;
    }

    /// The day to judge against: the command line's, the pack's, or today.
    pub(super) fn as_of(&self, graph: &Graph) -> Date {
        self.as_of.or(graph.settings.as_of).unwrap_or_else(today)
    }

    /// Adds what somebody should look at; without `all` only what the person
    /// who builds has said is an error.
    pub(super) fn add_concerns(&mut self, concerns: &[Concern], all: bool) {
        let findings = concerns.iter().filter_map(Concern::finding);
        self.findings.extend(findings.filter(|finding| all || self.policy.denies(finding.code)));
    }

    /// Whether an error has been found so far, by the policy of this run.
    pub(super) fn has_errors(&self) -> bool {
        let mut findings = self.findings.clone();
        self.policy.apply(&mut findings);
        any_error(&findings)
    }

    /// Prints what a program asked for in place of the findings.
    pub(super) fn print_instead(self, text: &str) -> Outcome {
        print_to(stdout(), text);
        outcome(&self.findings)
    }

    /// Prints the findings and says how the run ended. `done` is printed for
    /// people where there is no error.
    pub(super) fn report(mut self, done: Option<&str>) -> Outcome {
        let (words, _) = self.tell(done);
        words.print();
        outcome(&self.findings)
    }

    /// The findings as they are printed, and where each that is left of them
    /// begins. From then on they are masked and sorted.
    pub(super) fn tell(&mut self, done: Option<&str>) -> (Words, Vec<Option<Position>>) {
        self.policy.apply(&mut self.findings);
        sort(&mut self.findings);
        let number = |severity| count(&self.findings, severity);
        let (errors, warnings, notes) =
            (number(Severity::Error), number(Severity::Warning), number(Severity::Note));
        // People are not shown what they need not act on unless they ask.
        if self.format == Format::Text && !self.notes {
            self.findings.retain(|finding| finding.severity != Severity::Note);
        }
        let colour = self.format == Format::Text && stderr().is_terminal();
        let masked = mask(&self.scanner, &mut self.findings, &self.sources);
        let drawn = render(self.format, &self.findings, &masked, colour);
        let begin = positions(&self.findings, &masked);
        if self.format != Format::Text {
            return (Words { out: drawn, err: String::new() }, begin);
        }
        let mut words = Words { out: String::new(), err: drawn };
        if errors + warnings > 0 {
            words.err.push_str(&counted(errors, "error"));
            words.err.push_str(", ");
            words.err.push_str(&counted(warnings, "warning"));
            words.err.push('\n');
        }
        if notes > 0 && !self.notes && self.count_notes {
            words.err.push_str(&counted(notes, "note"));
            words.err.push_str(": see them with `--notes`\n");
        }
        if let Some(done) = done.filter(|_| errors == 0) {
            words.out = format!("{}\n", self.scanner.masked(done));
        }
        (words, begin)
    }
}

impl Words {
    /// Prints them, findings first.
    pub(super) fn print(&self) {
        print_to(stderr(), &self.err);
        print_to(stdout(), &self.out);
    }
}

/// What day it is.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// A pack that is not there and a folder that cannot be written are no
/// problems of the content.
fn outcome(findings: &[Finding]) -> Outcome {
    let could_not_run =
        |code: Code| matches!(code, Code::PackNotFound | Code::OutputNotOurs | Code::OutputFailed);
    if findings.iter().any(|finding| could_not_run(finding.code)) {
        Outcome::CouldNotRun
    } else if any_error(findings) {
        Outcome::Problems
    } else {
        Outcome::Clean
    }
}

/// Prints what people are told whether there are findings or not.
pub(super) fn say(text: &str) {
    print_to(stdout(), text);
}

/// A reader who has gone away is no reason to fail.
fn print_to(mut stream: impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}
