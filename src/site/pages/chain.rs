//! A loop as a chain that a person can follow: what was heard, the action that
//! came of it, what was done, and the meeting that heard the result.

use jiff::civil::Date;
use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::cards::ActionRow;
use crate::assess::{Loop, LoopState};
use crate::diagnostic::counted;
use crate::model::{Action, Audience, Item, Ref, Relation, day_label};

/// The loop of an action.
#[derive(Serialize)]
pub(super) struct Chain {
    pub(super) row: ActionRow,
    pub(super) steps: Vec<Step>,
}

/// A step on the way.
#[derive(Serialize)]
pub(super) struct Step {
    /// `Heard`, `Agreed`, `Done` …
    title: &'static str,
    /// Whether it has been taken.
    made: bool,
    /// What was heard.
    links: Vec<ItemLink>,
    /// What happened, in sentences.
    words: Vec<String>,
    /// Before the link to the meeting: `Heard in`.
    joint: &'static str,
    meeting: Option<ItemLink>,
}

impl Step {
    fn new(title: &'static str, made: bool) -> Self {
        Self { title, made, links: Vec::new(), words: Vec::new(), joint: "", meeting: None }
    }

    fn words(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.words.extend(words);
        self
    }

    fn meeting(mut self, joint: &'static str, meeting: Option<ItemLink>) -> Self {
        (self.joint, self.meeting) = (joint, meeting);
        self
    }
}

impl Here<'_, '_> {
    /// The chain of an action.
    pub(super) fn chain(&self, item: &Item, action: &Action) -> Chain {
        let own = self.shared.assessment.loops.actions.get(item.name());
        let steps = own.map_or(Vec::new(), |own| {
            let steps = [
                self.heard(action, own),
                Some(self.agreed(item, action)),
                Some(done(action, own)),
                self.reported(action, own),
            ];
            steps.into_iter().flatten().collect()
        });
        Chain { row: self.action_row(item, action), steps }
    }

    fn tells_gaps(&self) -> bool {
        self.release().audience() == Audience::Internal
    }

    fn heard(&self, action: &Action, own: &Loop) -> Option<Step> {
        if action.because.is_empty() {
            let words = "No story or feedback is recorded as the reason.".to_owned();
            return self.tells_gaps().then(|| Step::new("Heard", false).words([words]));
        }
        let mut step = Step::new("Heard", true);
        step.links = action.because.iter().map(|citation| self.cited(citation)).collect();
        let meeting = own.heard.and_then(|day| self.hearing(action, day));
        Some(step.meeting("First heard in", meeting))
    }

    /// The meeting that heard one of the prompts of an action on a day.
    fn hearing(&self, action: &Action, day: Date) -> Option<ItemLink> {
        let edges = action.because.iter().flat_map(|prompt| self.release().cited_by(&prompt.to));
        let heard = edges.filter(|edge| edge.relation == Relation::Heard);
        let on_the_day = |name: &&Ref| {
            self.release().item(name).is_some_and(|item| item.basics.when.latest() == Some(day))
        };
        heard.map(|edge| &edge.from).find(on_the_day).map(|meeting| self.item_link(meeting))
    }

    fn agreed(&self, item: &Item, action: &Action) -> Step {
        let owner = item.tagging.owner.clone().unwrap_or_default();
        let owner = if owner.is_empty() { "Due".to_owned() } else { format!("{owner}, due") };
        let meeting = action.meeting.as_ref().map(|citation| self.cited(citation));
        Step::new("Agreed", true)
            .words([format!("{owner} {}", day_label(action.due))])
            .meeting("Agreed in", meeting)
    }

    fn reported(&self, action: &Action, own: &Loop) -> Option<Step> {
        if matches!(own.state, LoopState::Overdue | LoopState::Open | LoopState::Dropped) {
            return None;
        }
        let days = own.days_to_reported().map(|days| format!("{} after it was first heard.", days_of(days)));
        let Some(_) = own.reported else {
            let words = if own.without_result {
                "It names a meeting and no result, so there was nothing to hear."
            } else {
                "No meeting has heard a result yet."
            };
            let words = Some(words.to_owned()).filter(|_| self.tells_gaps());
            let step = Step::new("Result", false).words(action.result.clone()).words(words);
            return (!step.words.is_empty()).then_some(step);
        };
        let meeting = action.reported_in.as_ref().map(|citation| self.cited(citation));
        let step = Step::new("Result heard", true).words(action.result.clone()).words(days);
        Some(step.meeting("Reported in", meeting))
    }
}

fn done(action: &Action, own: &Loop) -> Step {
    if own.state == LoopState::Dropped {
        return Step::new("Dropped", true).words(action.reason.clone());
    }
    let Some(day) = own.done else {
        let words = match own.state {
            LoopState::Overdue => format!("It was due {} and is not done.", day_label(action.due)),
            _ => format!("It is due {}.", day_label(action.due)),
        };
        return Step::new("To be done", false).words([words]);
    };
    let day_said = day_label(day);
    let done = match own.days_to_done() {
        Some(days) => format!("{day_said}, {} after it was agreed.", days_of(days)),
        None => format!("{day_said}."),
    };
    let late = (day > action.due).then(|| format!("It was due {}.", day_label(action.due)));
    Step::new("Done", true).words([done]).words(late)
}

/// `1 day`, `14 days`.
fn days_of(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day")
}
