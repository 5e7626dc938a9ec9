//! What every command that reads a pack has in common: settings from the
//! command line, the stages as far as the graph, and one report at the end.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::args::Global;
use super::stages::Stages;
use super::{Outcome, ahead, refuse};
use crate::assess::Concern;
use crate::diagnostic::render::{Format, count, positions, render};
use crate::diagnostic::{Code, Finding, Policy, Position, Severity, any_error, counted, sort};
use crate::guard::{Clean, Scanner, mask};
use crate::link::{Graph, link};
use crate::model::{Audience, Pack, PersonalData, Settings, parse_date};
use crate::parse::{self, known_people, parse, parse_again, personal_data};
use crate::personal;
use crate::serve::Words;
use crate::site;
use crate::source::{self, Sources, read, read_again};

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
    /// What they have found nothing in.
    pub(super) clean: Clean,
    /// The texts of the pack as they were last read, where it is read again and again.
    pub(super) texts_before: Option<source::Kept>,
    /// What its files said then.
    pub(super) read_before: Option<parse::Kept>,
    /// What was made for its last site then.
    pub(super) made_before: Option<Arc<site::Kept>>,
    pub(super) stages: Stages,
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
            clean: Clean::default(),
            texts_before: None,
            read_before: None,
            made_before: None,
            stages: Stages::default(),
            findings: Vec::new(),
        })
    }

    /// Reads, parses and links the pack. No graph where there is none to be
    /// had; findings are kept for the report either way.
    pub(super) fn graph(&mut self) -> Option<Graph> {
        let pack = self.pack()?;
        Some(self.linked(pack))
    }

    /// Reads and parses the pack.
    pub(super) fn pack(&mut self) -> Option<Pack> {
        self.stages.begin("read", "reading the pack");
        // Reading begins on one thread.
        ahead(personal::ready);
        let (sources, findings) = match &mut self.texts_before {
            Some(kept) => read_again(&self.root, kept),
            None => read(&self.root),
        };
        self.sources = sources;
        self.findings.extend(findings);
        if self.sources.texts.is_empty() {
            return None;
        }
        self.stages.over(self.sources.texts.len());
        self.stages.begin("parse", &format!("reading {}", counted(self.sources.texts.len(), "file")));
        self.read_personal();
        let (pack, findings) = match &mut self.read_before {
            Some(kept) => parse_again(&self.sources, kept),
            None => parse(&self.sources),
        };
        self.findings.extend(findings);
        pack
    }

    /// Follows the references of the pack.
    pub(super) fn linked(&mut self, pack: Pack) -> Graph {
        self.stages.begin("link", "following references");
        let (graph, findings) = link(pack, &self.sources.attachments);
        self.findings.extend(findings);
        graph
    }

    /// What to look for, whatever else is wrong with the pack.
    fn read_personal(&mut self) {
        let (personal, findings) = personal_data(&self.sources);
        self.findings.extend(findings);
        let (known, findings) = known_people(&self.sources);
        self.findings.extend(findings);
        self.scanner = Scanner::new(&personal, known.people());
        self.clean = std::mem::take(&mut self.clean).under(&self.scanner);
        self.personal = personal;
    }

    /// The day to judge against: the command line's, the pack's, or today.
    pub(super) fn as_of(&self, settings: &Settings) -> Date {
        self.as_of.or(settings.as_of).unwrap_or_else(today)
    }

    /// Adds what somebody should look at; without `all` only what the person
    /// who builds has said is an error.
    pub(super) fn add_concerns(&mut self, concerns: &[Concern], all: bool) {
        let findings = concerns.iter().filter_map(Concern::finding);
        self.findings.extend(findings.filter(|finding| all || self.policy.denies(finding.code)));
    }

    /// Whether anything that is usually no error is one in this run.
    pub(super) fn is_strict(&self) -> bool {
        self.policy.denies_anything()
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
        self.said().print(done.map(|done| self.scanner.masked(done)).as_deref())
    }

    /// What is to be said of the findings. From then on they are masked and sorted.
    pub(super) fn said(&mut self) -> Said {
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
        let for_people = self.format == Format::Text;
        let mut words = if for_people {
            Words { out: String::new(), err: drawn }
        } else {
            Words { out: drawn, err: String::new() }
        };
        if for_people && errors + warnings > 0 {
            // Writing to a string cannot fail.
            let _ = writeln!(words.err, "{}, {}", counted(errors, "error"), counted(warnings, "warning"));
        }
        if for_people && notes > 0 && !self.notes && self.count_notes {
            let _ = writeln!(words.err, "{}: see them with `--notes`", counted(notes, "note"));
        }
        let well = for_people && errors == 0;
        Said { words, well, outcome: outcome(&self.findings), begin }
    }

    /// All that the command line settles, in words: what a build and its
    /// report depend on besides the pack.
    pub(super) fn settings(&self) -> String {
        let as_of = self.as_of.unwrap_or_else(today);
        let colour = stderr().is_terminal();
        format!("{as_of} {:?} {:?} {} {colour} {:?}", self.audience, self.format, self.notes, self.policy)
    }
}

/// What a run says of its findings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) words: Words,
    /// Whether people are told what was done: there is no error.
    well: bool,
    outcome: Outcome,
    /// Where each finding that is left begins.
    #[serde(skip)]
    pub(super) begin: Vec<Option<Position>>,
}

impl Said {
    /// Prints it and says how the run ended. `done` is printed for people where
    /// there is no error.
    pub(super) fn print(&self, done: Option<&str>) -> Outcome {
        self.words.print();
        if let Some(done) = done.filter(|_| self.well) {
            print_to(stdout(), &format!("{done}\n"));
        }
        self.outcome
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
