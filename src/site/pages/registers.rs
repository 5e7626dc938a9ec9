//! Registers: everything of a kind, complete, in an order that helps, with
//! what can be chosen of it.

use std::sync::Arc;

use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::super::control::{self, Said};
use super::super::filters::{Marked, Register};
use super::super::frame::Frame;
use super::cards::{ActionRow, latest_first};
use super::{Across, View, register_title};
use crate::assess::LoopState;
use crate::model::{Detail, Item, Kind, Ref};

pub(super) fn stories(here: &mut Here<'_, '_>) -> View {
    register(here, "stories.html", latest(here, Kind::Story), |item| match &item.detail {
        Detail::Story(story) => Some(here.story_card(item, story)),
        _ => None,
    })
}

pub(super) fn feedback(here: &mut Here<'_, '_>) -> View {
    register(here, "feedback-register.html", latest(here, Kind::Feedback), |item| match &item.detail {
        Detail::Feedback(feedback) => Some(here.feedback_row(item, feedback)),
        _ => None,
    })
}

pub(super) fn meetings(here: &mut Here<'_, '_>) -> View {
    register(here, "meetings.html", latest(here, Kind::Meeting), |item| match &item.detail {
        Detail::Meeting(meeting) => Some(here.meeting_row(item, meeting)),
        _ => None,
    })
}

pub(super) fn documents(here: &mut Here<'_, '_>) -> View {
    register(here, "documents.html", latest(here, Kind::Document), |item| match &item.detail {
        Detail::Document(document) => {
            Some(here.document_row(item, &document.target, document.section.as_ref()))
        }
        _ => None,
    })
}

pub(super) fn metrics(here: &mut Here<'_, '_>) -> View {
    #[derive(Serialize)]
    struct MetricRow {
        link: ItemLink,
        finding: String,
        question: Option<String>,
        /// What a control chart says, in short.
        signs: Vec<Said>,
        statements: Vec<super::super::context::Link>,
    }
    let mut items: Vec<&Item> = here.release().of(Kind::Metric).iter().map(Arc::as_ref).collect();
    items.retain(|item| here.shared.figure(item.name()).is_some());
    items.sort_by(|a, b| a.basics.title.cmp(&b.basics.title));
    register(here, "metrics.html", (Kind::Metric, items), |item| {
        let figure = here.shared.figure(item.name())?;
        Some(MetricRow {
            link: here.item_link(item.name()),
            finding: figure.finding.clone(),
            question: figure.question.clone(),
            signs: here.shared.assessment.controls.get(item.name()).map_or(Vec::new(), control::in_short),
            statements: here.statement_links(item),
        })
    })
}

/// The most pressing state first, then by the day each is due.
pub(super) fn actions(here: &mut Here<'_, '_>) -> View {
    /// The actions of a state.
    #[derive(Serialize)]
    struct StateRows {
        state: &'static str,
        label: &'static str,
        rows: Vec<Marked<ActionRow>>,
    }
    let all: Vec<&Item> = here.release().of(Kind::Action).iter().map(Arc::as_ref).collect();
    let register = Register::of(here.shared, Kind::Action, &all);
    let of = |state: LoopState| {
        let items = all.iter().copied().filter(|item| here.loop_state(item.name()) == state);
        let marked = |row: ActionRow| {
            let item = here.release().item(&Ref::new(Kind::Action, row.id.as_str()))?;
            Some(register.marked(item, row))
        };
        let rows = here.pressing_first(items).into_iter().filter_map(marked).collect();
        StateRows { state: state.name(), label: state.label(), rows }
    };
    let states = LoopState::told_to(here.release().audience()).into_iter().map(of);
    let states: Vec<StateRows> = states.filter(|state| !state.rows.is_empty()).collect();
    let frame = Frame::new(here.shared, &here.path, register_title(Kind::Action));
    let controls = register.controls();
    let loops = here.path.link_to(&Across::Loops.path());
    let views: [(&'static str, &dyn super::Shown); 3] =
        [("states", &states), ("controls", &controls), ("loops", &loops)];
    here.view("actions.html", &frame, &views)
}

/// In the regulator's own order, as the list gives it.
pub(super) fn requirements(here: &mut Here<'_, '_>) -> View {
    let mut items: Vec<&Item> = here.release().of(Kind::Requirement).iter().map(Arc::as_ref).collect();
    items.sort_by(|a, b| a.basics.place.cmp(&b.basics.place));
    register(here, "information-return.html", (Kind::Requirement, items), |item| match &item.detail {
        Detail::Requirement(requirement) => Some(here.requirement_row(item, requirement)),
        _ => None,
    })
}

/// The items of a kind, the latest first.
fn latest<'a>(here: &Here<'a, '_>, kind: Kind) -> (Kind, Vec<&'a Item>) {
    let mut items: Vec<&Item> = here.release().of(kind).iter().map(Arc::as_ref).collect();
    latest_first(&mut items);
    (kind, items)
}

/// The register of these items, each with its row.
fn register<T: Serialize>(
    here: &Here<'_, '_>,
    template: &'static str,
    (kind, items): (Kind, Vec<&Item>),
    row: impl Fn(&Item) -> Option<T>,
) -> View {
    let register = Register::of(here.shared, kind, &items);
    let marked = |item: &&Item| Some(register.marked(item, row(item)?));
    let rows: Vec<Marked<T>> = items.iter().filter_map(marked).collect();
    let frame = Frame::new(here.shared, &here.path, register_title(kind));
    let controls = register.controls();
    here.view(template, &frame, &[("rows", &rows), ("controls", &controls)])
}
