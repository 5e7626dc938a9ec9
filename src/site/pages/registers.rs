//! Registers: everything of a kind, complete, in an order that helps.

use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::super::control::{self, Said};
use super::super::filters::{Filters, Marks};
use super::super::frame::Frame;
use super::cards::{
    ActionRow, DocumentRow, FeedbackRow, MeetingRow, RequirementRow, StoryCard, latest_first,
};
use super::{Across, View, context, register_title};
use crate::assess::LoopState;
use crate::model::{Detail, Item, Kind, Ref};

pub(super) fn stories(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<StoryCard> = rows(here, Kind::Story, |here, item| match &item.detail {
        Detail::Story(story) => Some(here.story_card(item, story)),
        _ => None,
    });
    register(here, "stories.html", Kind::Story, &rows)
}

pub(super) fn feedback(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<FeedbackRow> = rows(here, Kind::Feedback, |here, item| match &item.detail {
        Detail::Feedback(feedback) => Some(here.feedback_row(item, feedback)),
        _ => None,
    });
    register(here, "feedback-register.html", Kind::Feedback, &rows)
}

pub(super) fn meetings(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<MeetingRow> = rows(here, Kind::Meeting, |here, item| match &item.detail {
        Detail::Meeting(meeting) => Some(here.meeting_row(item, meeting)),
        _ => None,
    });
    register(here, "meetings.html", Kind::Meeting, &rows)
}

pub(super) fn documents(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<DocumentRow> = rows(here, Kind::Document, |here, item| match &item.detail {
        Detail::Document(document) => {
            Some(here.document_row(item, &document.target, document.section.as_ref()))
        }
        _ => None,
    });
    register(here, "documents.html", Kind::Document, &rows)
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
    let mut items: Vec<&Item> = here.release().of(Kind::Metric).iter().collect();
    items.sort_by(|a, b| a.basics.title.cmp(&b.basics.title));
    let row = |item: &&Item| {
        let figure = here.shared.figures.get(item.name())?;
        Some(MetricRow {
            link: here.item_link(item.name()),
            finding: figure.finding.clone(),
            question: figure.question.clone(),
            signs: here.shared.assessment.controls.get(item.name()).map_or(Vec::new(), control::in_short),
            statements: here.statement_links(item),
        })
    };
    let rows: Vec<MetricRow> = items.iter().filter_map(row).collect();
    register(here, "metrics.html", Kind::Metric, &rows)
}

/// The most pressing state first, then by the day each is due; with lists to
/// choose from.
pub(super) fn actions(here: &mut Here<'_, '_>) -> View {
    #[derive(Serialize)]
    struct MarkedRow {
        row: ActionRow,
        marks: Marks,
    }
    /// The actions of a state.
    #[derive(Serialize)]
    struct StateRows {
        state: &'static str,
        label: &'static str,
        rows: Vec<MarkedRow>,
    }
    let filters = Filters::of(here.shared);
    let all = here.release().of(Kind::Action);
    let of = |state: LoopState| {
        let items = all.iter().filter(|item| here.loop_state(item.name()) == state);
        let marked = |row: ActionRow| {
            let name = Ref::new(Kind::Action, row.id.as_str());
            let marks = here.release().item(&name).map(|item| filters.marks(item));
            MarkedRow { row, marks: marks.unwrap_or_default() }
        };
        let rows: Vec<MarkedRow> = here.pressing_first(items).into_iter().map(marked).collect();
        StateRows { state: state.name(), label: state.label(), rows }
    };
    let states = LoopState::told_to(here.release().audience()).into_iter().map(of);
    let states: Vec<StateRows> = states.filter(|state| !state.rows.is_empty()).collect();
    let frame = Frame::new(here.shared, &here.path, register_title(Kind::Action));
    let style = here.path.link_to(&Filters::path());
    let lists = filters.lists();
    let loops = here.path.link_to(&Across::Loops.path());
    let views: [(&'static str, &dyn super::erased::Shown); 4] =
        [("states", &states), ("filters", &lists), ("style", &style), ("loops", &loops)];
    ("actions.html", context(&frame, &views))
}

/// In the regulator's own order, as the list gives it.
pub(super) fn requirements(here: &mut Here<'_, '_>) -> View {
    let mut items: Vec<&Item> = here.release().of(Kind::Requirement).iter().collect();
    items.sort_by(|a, b| a.basics.place.cmp(&b.basics.place));
    let row = |item: &&Item| match &item.detail {
        Detail::Requirement(requirement) => Some(here.requirement_row(item, requirement)),
        _ => None,
    };
    let rows: Vec<RequirementRow> = items.iter().filter_map(row).collect();
    register(here, "information-return.html", Kind::Requirement, &rows)
}

/// Rows of a kind, the latest first.
fn rows<T>(here: &Here<'_, '_>, kind: Kind, row: impl Fn(&Here<'_, '_>, &Item) -> Option<T>) -> Vec<T> {
    let mut items: Vec<&Item> = here.release().of(kind).iter().collect();
    latest_first(&mut items);
    items.into_iter().filter_map(|item| row(here, item)).collect()
}

fn register<T: Serialize>(here: &Here<'_, '_>, template: &'static str, kind: Kind, rows: &[T]) -> View {
    let frame = Frame::new(here.shared, &here.path, register_title(kind));
    (template, context(&frame, &[("rows", &rows)]))
}
