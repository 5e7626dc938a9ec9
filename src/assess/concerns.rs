//! What somebody should look at, most worthwhile first: the one list behind
//! the findings of `check` and the next things on the readiness page.
//!
//! The order of worth is that of `docs/evidence.md`, and the numbers here are
//! its numbers.

use super::Assessment;
use super::claims::{ClaimReading, ClaimState};
use super::coverage::{Cell, CellState, Row};
use super::freshness::{Freshness, Reviewed};
use super::ground::Ground;
use super::loops::{Loop, LoopState};
use super::rhythm::{PeriodState, Rhythm};
use crate::diagnostic::{Code, Finding, Place, counted};
use crate::model::{Action, Detail, Item, Judgement, Kind, Ref, Statement, day_label};

/// Something to look at.
#[derive(Clone, Debug)]
pub struct Concern {
    /// Its place in the order of worth, from 1.
    pub worth: u8,
    /// The kind of finding; none for what is merely not begun, which `check`
    /// leaves alone.
    pub code: Option<Code>,
    /// The statements that it bears on.
    pub statements: Vec<Ref>,
    /// What it is about.
    pub about: Option<Ref>,
    /// Where it can be mended.
    pub place: Option<Place>,
    /// What there is to see.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Concern {
    /// As a finding.
    pub fn finding(&self) -> Option<Finding> {
        let finding = Finding::without_place(self.code?, self.message.clone()).help(self.help.clone());
        Some(Finding { place: self.place.clone(), ..finding })
    }
}

/// Every concern, most worthwhile first, then by kind in the order in which
/// the codes are declared, then in the framework's order.
pub(super) fn all(ground: &Ground<'_>, assessment: &Assessment) -> Vec<Concern> {
    let mut concerns = Concerns { ground, found: Vec::new() };
    concerns.judgements(assessment);
    concerns.cells(assessment);
    concerns.loops(assessment);
    concerns.reviews(assessment);
    concerns.meetings(assessment);
    concerns.ages();
    let statements = &ground.release.framework().statements;
    let order = |concern: &Concern| {
        let first = concern.statements.first();
        first.and_then(|name| statements.iter().position(|known| known.id == name.id)).unwrap_or(usize::MAX)
    };
    let mut found = concerns.found;
    found.sort_by_cached_key(|one| (one.worth, one.code, order(one), one.place.clone(), one.message.clone()));
    found
}

struct Concerns<'g, 'r> {
    ground: &'g Ground<'r>,
    found: Vec<Concern>,
}

/// What a concern is about, and where that stands.
struct About<'a> {
    name: Option<&'a Ref>,
    statements: Vec<Ref>,
    place: Option<&'a Place>,
}

impl<'a> About<'a> {
    fn item(item: &'a Item) -> Self {
        let statements = item.statements().cloned().collect();
        Self { name: Some(item.name()), statements, place: Some(&item.basics.place) }
    }
}

impl Concerns<'_, '_> {
    fn add(&mut self, worth: u8, code: Code, about: About<'_>, message: String, help: impl Into<String>) {
        self.found.push(Concern {
            worth,
            code: Some(code),
            statements: about.statements,
            about: about.name.cloned(),
            place: about.place.cloned(),
            message,
            help: help.into(),
        });
    }

    fn judgement(&self, statement: &Statement) -> Option<(&Item, &Judgement)> {
        let item = self.ground.release.item(&Ref::new(Kind::Judgement, statement.id.clone()))?;
        match &item.detail {
            Detail::Judgement(judgement) => Some((item, judgement)),
            _ => None,
        }
    }

    /// Statements without a judgement or a score, and the claims of the others.
    fn judgements(&mut self, assessment: &Assessment) {
        let release = self.ground.release;
        for statement in &release.framework().statements {
            let name = Ref::new(Kind::Statement, statement.id.clone());
            let (about, place, message, help) = match self.judgement(statement) {
                Some((_, judgement)) if judgement.score.is_some() => continue,
                Some((item, _)) => (
                    item.name().clone(),
                    Some(item.basics.place.clone()),
                    format!("{} has no score of your own", statement.title),
                    "write `score:` and `because:` in its judgement".to_owned(),
                ),
                None => (
                    name.clone(),
                    None,
                    format!("{} has no judgement", statement.title),
                    format!("begin one: `ninefold new judgement {}`", statement.id),
                ),
            };
            let statements = vec![name];
            self.found.push(Concern {
                worth: 5,
                code: None,
                statements,
                about: Some(about),
                place,
                message,
                help,
            });
        }
        for judged in &assessment.claims {
            let statement = Ref::new(Kind::Statement, judged.statement.clone());
            for claim in &judged.claims {
                self.claim(claim, &statement);
            }
        }
    }

    fn claim(&mut self, claim: &ClaimReading, statement: &Ref) {
        let name = Ref::new(Kind::Judgement, statement.id.clone());
        let text = quoted(&claim.text);
        let about =
            || About { name: Some(&name), statements: vec![statement.clone()], place: Some(&claim.place) };
        let (worth, code, message, help) = match claim.state {
            ClaimState::Supported => (0, None, String::new(), ""),
            ClaimState::WithoutEvidence => (
                1,
                Some(Code::ClaimWithoutEvidence),
                format!("the claim {text} cites no evidence"),
                "name what shows it under `evidence`, or take the claim out",
            ),
            ClaimState::Withdrawn => (
                1,
                Some(Code::ClaimEvidenceWithdrawn),
                format!("all that the claim {text} rests on was withdrawn"),
                "name other evidence, or take the claim out",
            ),
            ClaimState::Stale => (
                1,
                Some(Code::ClaimEvidenceStale),
                format!("nothing that the claim {text} rests on can be relied on any more"),
                "name something that is fresh, or take the claim out",
            ),
            ClaimState::OneSource => (
                9,
                Some(Code::ClaimOnOneSource),
                format!("the claim {text} stands on one source"),
                "name evidence from somewhere else as well: another site, another meeting, a figure",
            ),
        };
        if let Some(code) = code {
            self.add(worth, code, about(), message, help);
        }
        if claim.without_action {
            let message = format!("nobody has been asked to bring about the improvement {text}");
            let help = "agree an action in a meeting and name it: `action: action:its-id`";
            self.add(7, Code::ImprovementWithoutAction, about(), message, help);
        }
    }

    /// What the matrix shows, for statements that have been judged.
    fn cells(&mut self, assessment: &Assessment) {
        let release = self.ground.release;
        for (row, statement) in assessment.coverage.rows.iter().zip(&release.framework().statements) {
            self.challenges(row, statement);
            for (cell, category) in row.cells.iter().zip(&release.framework().categories) {
                self.cell(cell, statement, &category.title);
            }
        }
    }

    fn challenges(&mut self, row: &Row, statement: &Statement) {
        let unanswered: Vec<Ref> = row
            .counted_challenges()
            .filter(|challenge| !challenge.answered)
            .map(|challenge| challenge.item.clone())
            .collect();
        for name in unanswered {
            let Some((item, _)) = self.ground.item(&name) else { continue };
            let message = format!("`{name}` counts against {}, and nothing has come of it", statement.title);
            let help = format!(
                "agree an action with `because: [{name}]`, or cite it under `improvements` beside an action"
            );
            let about = About { statements: vec![row.statement.clone()], ..About::item(item) };
            self.add(2, Code::EvidenceChallenged, about, message, help);
        }
    }

    fn cell(&mut self, cell: &Cell, statement: &Statement, category: &str) {
        let title = &statement.title;
        let (worth, code, message, help) = match cell.state {
            CellState::ExpiredGap => (
                3,
                Code::GapExpired,
                format!(
                    "the gap in {category} for {title} was to be closed by {}",
                    cell.gap_until.map_or_else(String::new, day_label)
                ),
                "take it out if it is closed, or give it a new date and say why",
            ),
            CellState::Gap => (
                4,
                Code::EvidenceGap,
                format!("there is no evidence in {category} for {title}"),
                "gather some, or name it under `gaps` with an owner and a date",
            ),
            CellState::StaleOnly => (
                4,
                Code::EvidenceStaleOnly,
                format!("all the evidence in {category} for {title} is stale"),
                "gather something fresh, or name it under `gaps` with an owner and a date",
            ),
            CellState::Thin => (
                9,
                Code::EvidenceThin,
                format!("the evidence in {category} for {title} is from {}", sources(cell)),
                "gather some from another source: another site, another meeting, another author",
            ),
            CellState::Evidenced | CellState::Challenged | CellState::KnownGap | CellState::NotExpected => {
                return;
            }
        };
        // A statement that nobody has judged yet is not begun, and that is said once.
        let Some((item, judgement)) = self.judgement(statement) else { return };
        let gap = judgement.gaps.iter().find(|gap| gap.category.value == cell.category);
        let place = gap.filter(|_| code == Code::GapExpired).map(|gap| gap.category.place.clone());
        let place = place.unwrap_or_else(|| item.basics.place.clone());
        let name = item.name().clone();
        let statements = vec![Ref::new(Kind::Statement, statement.id.clone())];
        self.add(worth, code, About { name: Some(&name), statements, place: Some(&place) }, message, help);
    }

    fn loops(&mut self, assessment: &Assessment) {
        for (name, own) in &assessment.loops.actions {
            let Some((item, facts)) = self.ground.item(name) else { continue };
            let Detail::Action(action) = &item.detail else { continue };
            if facts.not_there().is_none() {
                self.action(item, action, own);
            }
        }
    }

    fn action(&mut self, item: &Item, action: &Action, own: &Loop) {
        let name = item.name();
        match own.state {
            LoopState::Overdue => {
                let message = format!("`{name}` was due on {} and is not done", day_label(action.due));
                let help = "write `status: done` and `done:` if it is, or agree a new date in a meeting";
                self.add(6, Code::ActionOverdue, About::item(item), message, help);
            }
            LoopState::NotReported if own.without_result => {
                let message =
                    format!("`{name}` names the meeting that heard its result, and gives no result");
                let help = "write `result:`, a sentence on what came of it";
                self.add(6, Code::LoopWithoutResult, About::item(item), message, help);
            }
            LoopState::NotReported => {
                let done = own.done.map_or_else(String::new, |done| format!(" on {}", day_label(done)));
                let message = format!("`{name}` was done{done}, and no meeting has heard what came of it");
                let help = "tell a meeting, and write `reported_in:` and `result:`";
                self.add(6, Code::LoopNotReported, About::item(item), message, help);
            }
            LoopState::Open | LoopState::Done | LoopState::Closed | LoopState::Dropped => {}
        }
    }

    fn reviews(&mut self, assessment: &Assessment) {
        for review in assessment.outlook.reviews.iter().filter(|review| review.overdue) {
            let Some((item, _)) = self.ground.item(&review.item) else { continue };
            let (name, by) = (&review.item, day_label(review.by));
            let (code, message, help) = match review.what {
                Reviewed::Item => (
                    Code::ReviewOverdue,
                    format!("`{name}` was to be looked at again by {by}"),
                    "look at it, and write a new `review_by` or take it out",
                ),
                Reviewed::Consent => (
                    Code::ConsentOverdue,
                    format!("the consent to tell `{name}` was to be asked for again by {by}"),
                    "ask the person, and write the answer with its date and a new `review_by`",
                ),
            };
            self.add(8, code, About::item(item), message, help);
        }
    }

    fn meetings(&mut self, assessment: &Assessment) {
        let settings = self.ground.release.settings();
        for rhythm in &assessment.rhythm {
            let title = self.ground.release.practice().meeting_kind(&rhythm.kind).map(|kind| &kind.title);
            let title = title.map_or(&*rhythm.kind, String::as_str);
            let place = settings.rhythm.iter().find(|(kind, _)| kind.value == rhythm.kind);
            let about =
                About { name: None, statements: Vec::new(), place: place.map(|(kind, _)| &kind.place) };
            if let Some(message) = missed(rhythm, title) {
                let help = "if a meeting was held, add it to `content/meetings`; if not, is the rhythm in \
                            `data/pack.yaml` still the right one?";
                self.add(10, Code::MeetingMissed, about, message, help);
            }
        }
    }

    /// What is stale, has no date or is about a time to come.
    fn ages(&mut self) {
        let ground = self.ground;
        for (item, facts) in ground.judged() {
            let name = item.name();
            if item.basics.status == crate::model::Status::Draft {
                continue;
            }
            let last = facts.age.last_fresh_day.map_or_else(String::new, day_label);
            let (worth, code, message, help) = match facts.age.state {
                Freshness::Stale if name.kind == Kind::Judgement => (
                    8,
                    Code::JudgementStale,
                    format!("`{name}` has not been looked at for too long: it was last fresh on {last}"),
                    "read it again, change what has changed, and write the day in `reviewed`",
                ),
                Freshness::Stale => (
                    11,
                    Code::EvidenceStale,
                    format!("`{name}` was last fresh on {last}"),
                    "it counts no longer: gather something newer, which may say `supersedes:`",
                ),
                Freshness::Undated => (
                    11,
                    Code::EvidenceUndated,
                    format!("`{name}` has no date and no figure, and counts nowhere"),
                    "give it its first figure, or take it out",
                ),
                Freshness::Ahead => (
                    11,
                    Code::EvidenceAhead,
                    format!("`{name}` is dated after the as-of date, {}", day_label(ground.as_of)),
                    "is the year right? It counts nowhere until that day",
                ),
                Freshness::Current | Freshness::DueSoon => continue,
            };
            let mut about = About::item(item);
            if name.kind == Kind::Judgement {
                about.statements = vec![Ref::new(Kind::Statement, name.id.clone())];
            }
            self.add(worth, code, about, message, help);
        }
    }
}

fn sources(cell: &Cell) -> String {
    let again = cell.reliable() - cell.sources.len();
    let sources = counted(cell.sources.len(), "source");
    if again == 0 { sources } else { format!("{sources}, said {} times", cell.reliable()) }
}

/// What to say of a rhythm that was not kept.
fn missed(rhythm: &Rhythm, title: &str) -> Option<String> {
    let missed = rhythm.count(PeriodState::Missed);
    match (rhythm.every, rhythm.meetings.is_empty()) {
        (Some(_), _) if missed > 0 => {
            let over =
                rhythm.periods.iter().filter(|period| period.state != PeriodState::NotExpected).count();
            Some(format!("{title} was missed in {missed} of {}", counted(over, "period")))
        }
        (Some(_), true) if rhythm.periods.is_empty() => {
            Some(format!("{title} has a rhythm, and no meeting of it is in the pack"))
        }
        _ => None,
    }
}

/// The longest piece of a claim that a message repeats.
const QUOTED: usize = 70;

/// A claim in quotation marks, cut at a word where it is long.
fn quoted(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(QUOTED).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("“{whole} …”")
}
