//! Concerns about what is to be done: actions, reviews, meetings, and what
//! is too old to be relied on.

use super::super::Counted;
use super::super::freshness::{Freshness, Reviewed};
use super::super::loops::{Loop, LoopState};
use super::super::rhythm::{PeriodState, Rhythm};
use super::{About, Concerns, named, quoted};
use crate::diagnostic::{Code, counted};
use crate::model::{Action, Detail, Item, Kind, Ref, day_label};

impl Concerns<'_, '_> {
    pub(super) fn loops(&mut self, counted: &Counted) {
        for (name, own) in &counted.loops.actions {
            let Some((item, facts)) = self.ground.item(name) else { continue };
            let Detail::Action(action) = &item.detail else { continue };
            if facts.not_there().is_none() {
                self.action(item, action, own);
            }
        }
    }

    fn action(&mut self, item: &Item, action: &Action, own: &Loop) {
        let as_of = self.ground.as_of;
        let owner = item.tagging.owner.as_ref().map_or_else(String::new, |owner| format!(" ({owner})"));
        let what = format!("{}{owner}", quoted(&item.basics.title));
        match own.state {
            LoopState::Overdue => {
                let late = as_of.since(action.due).map_or(0, |span| span.get_days());
                let late = counted(usize::try_from(late).unwrap_or(0), "day");
                let message =
                    format!("{what} was due on {}, {late} ago, and is not done", day_label(action.due));
                let help = "write `status: done` and `done:` if it is, or agree a new date in a meeting";
                self.add(
                    6,
                    Code::ActionOverdue,
                    About { since: Some(action.due), ..About::item(item) },
                    message,
                    help,
                );
            }
            LoopState::NotReported if own.without_result => {
                let message = format!("{what} names the meeting that heard its result, and gives no result");
                let help = "write `result:`, a sentence on what came of it";
                self.add(6, Code::LoopWithoutResult, About::item(item), message, help);
            }
            LoopState::NotReported => {
                let done = own.done.map_or_else(String::new, |done| format!(" on {}", day_label(done)));
                let message = format!("{what} was done{done}, and no meeting has heard what came of it");
                let help = "tell a meeting, and write `reported_in:` and `result:`";
                self.add(
                    6,
                    Code::LoopNotReported,
                    About { since: own.done, ..About::item(item) },
                    message,
                    help,
                );
            }
            LoopState::Open | LoopState::Done | LoopState::Closed | LoopState::Dropped => {}
        }
    }

    pub(super) fn reviews(&mut self, counted: &Counted) {
        for review in counted.outlook.reviews.iter().filter(|review| review.overdue) {
            let Some((item, _)) = self.ground.item(&review.item) else { continue };
            let (name, by) = (named(item), day_label(review.by));
            let (code, message, help) = match review.what {
                Reviewed::Item => (
                    Code::ReviewOverdue,
                    format!("{name} was to be looked at again by {by}"),
                    "look at it, and write a new `review_by` or take it out",
                ),
                Reviewed::Consent => (
                    Code::ConsentOverdue,
                    format!("the consent to tell {name} was to be asked for again by {by}"),
                    "ask the person, and write the answer with its date and a new `review_by`",
                ),
            };
            self.add(8, code, About::item(item), message, help);
        }
    }

    pub(super) fn meetings(&mut self, counted: &Counted) {
        let settings = self.ground.release.settings();
        for rhythm in &counted.rhythm {
            let title = self.ground.release.practice().meeting_kind(&rhythm.kind).map(|kind| &kind.title);
            let title = title.map_or(&*rhythm.kind, String::as_str);
            let place = settings.rhythm.iter().find(|(kind, _)| kind.value == rhythm.kind);
            let about = About {
                name: None,
                statements: Vec::new(),
                place: place.map(|(kind, _)| &kind.place),
                since: None,
            };
            if let Some(message) = missed(rhythm, title) {
                let help = "if a meeting was held, add it to `content/meetings`; if not, is the rhythm in \
                            `data/pack.yaml` still the right one?";
                self.add(10, Code::MeetingMissed, about, message, help);
            }
        }
    }

    /// What is stale, has no date or is about a time to come.
    pub(super) fn ages(&mut self) {
        let ground = self.ground;
        for (item, facts) in ground.judged() {
            let name = named(item);
            let judgement = item.name().kind == Kind::Judgement;
            if facts.is_draft() || facts.is_superseded() {
                continue;
            }
            let last = facts.age.last_fresh_day.map_or_else(String::new, day_label);
            let (worth, code, message, help) = match facts.age.state {
                Freshness::Stale if judgement => (
                    8,
                    Code::JudgementStale,
                    format!("{name} has not been looked at for too long: it was last fresh on {last}"),
                    "read it again, change what has changed, and write the day in `reviewed`",
                ),
                Freshness::Stale => (
                    11,
                    Code::EvidenceStale,
                    format!("{name} was last fresh on {last}"),
                    "it counts no longer: gather something newer, which may say `supersedes:`",
                ),
                Freshness::Undated => (
                    11,
                    Code::EvidenceUndated,
                    format!("{name} has no date and no figure, and counts nowhere"),
                    "give it its first figure, or take it out",
                ),
                Freshness::Ahead => (
                    11,
                    Code::EvidenceAhead,
                    format!("{name} is dated after the as-of date, {}", day_label(ground.as_of)),
                    "is the year right, and is `as_of` in `data/pack.yaml` the day that the pack speaks for? It counts from its own day on",
                ),
                Freshness::Current | Freshness::DueSoon => continue,
            };
            let mut about = About::item(item);
            if judgement {
                about.statements = vec![Ref::new(Kind::Statement, item.name().id.clone())];
            }
            self.add(worth, code, about, message, help);
        }
    }
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
