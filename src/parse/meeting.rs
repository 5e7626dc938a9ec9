//! `content/meetings/*.md`: meetings and the actions they agreed, which may be
//! written as fields or as a table in the text.

use std::sync::Arc;

use jiff::civil::Date;

use super::action_table;
use super::common::{Dating, EVIDENCE, basics, ground, id_from_file, support, tagging};
use super::fields::Fields;
use super::findings::Findings;
use super::front_matter::read_markdown;
use super::markdown::read_meeting;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{
    Action, ActionStatus, Attendance, Basics, Citation, Detail, Ground, Item, Kind, Markdown, Meeting, Ref,
    Tagging, Wording,
};
use crate::source::SourceText;

/// An action as it stands in a meeting, before it is an item of its own.
#[derive(Debug)]
pub(super) struct RawAction {
    pub(super) place: Place,
    pub(super) id: Located<Arc<str>>,
    pub(super) what: String,
    pub(super) because: Vec<Citation>,
    pub(super) owner: String,
    pub(super) due: Date,
    /// None where the author's word is not one of them.
    pub(super) status: Option<ActionStatus>,
    pub(super) aliases: Vec<Located<Arc<str>>>,
    pub(super) marking: Option<String>,
    pub(super) done: Option<Date>,
    pub(super) reason: Option<String>,
    pub(super) result: Option<String>,
    pub(super) reported_in: Option<Citation>,
    pub(super) statements: Vec<Citation>,
}

pub(super) fn read(source: &SourceText, findings: &Findings) -> Vec<Item> {
    let items = read_markdown(source, "a meeting", findings, |fields, span| {
        let id = id_from_file(fields, true);
        let title = fields.text("title");
        let tagging = tagging(fields, false);
        let meeting = meeting(fields);
        let (body, tables) = read_meeting(source, span, findings);
        let basics = basics(fields, Kind::Meeting, id, title, Dating::Required);
        let mut raw = fields.each("actions", "an action", action_fields);
        raw.extend(
            tables
                .iter()
                .flat_map(|table| action_table::read(table, &source.text, findings))
                .map(|raw| (raw, Tagging::default(), None)),
        );
        let ground = ground(fields);
        let basics = Basics { ground, ..basics? };
        let actions = raw.into_iter().map(|(raw, tagging, own)| action(raw, tagging, own, &basics, findings));
        let mut items: Vec<Item> = actions.collect();
        items.insert(0, Item { basics, tagging, body, detail: Detail::Meeting(meeting?) });
        Some(items)
    });
    items.unwrap_or_default()
}

fn meeting(fields: &Fields<'_>) -> Option<Meeting> {
    let kind = fields.required("kind", "making-it-happen", Fields::id);
    let attendance = fields.each("attendance", "an entry of `attendance`", |inner| {
        let role = inner.required_text("role", "Director of Adult Social Care");
        let senior = inner.flag("senior");
        let count = inner.whole("count", 0, 10_000).unwrap_or(1);
        Some(Attendance { role: role?, senior, count })
    });
    let heard = fields.references("heard", EVIDENCE);
    Some(Meeting { kind: kind?, attendance, heard })
}

/// What an action written as fields may have of its own.
type OwnFields = (RawAction, Tagging, Option<crate::model::Audience>);

fn action_fields(fields: &Fields<'_>) -> Option<OwnFields> {
    let id = fields.required("id", "purchase-cards", Fields::id);
    let what = fields.required_text("what", "Let innovators use purchase cards without asking first");
    let because = fields.references("because", EVIDENCE);
    let owner = fields.required_text("owner", "Head of Finance");
    let due = fields.required("due", "2026-04-01", Fields::date);
    let status = if fields.has("status") { fields.choice("status") } else { Some(ActionStatus::Open) };
    let aliases = fields.ids("aliases");
    let marking = fields.text("marking");
    let done = fields.date("done");
    let reason = fields.text("reason");
    let result = fields.text("result");
    let reported_in = fields.reference("reported_in", &[Kind::Meeting]);
    let audience = fields.choice("audience");
    let tagging = tagging(fields, false);
    let raw = RawAction {
        place: fields.place(),
        because,
        status,
        done,
        reason,
        result,
        reported_in,
        statements: Vec::new(),
        aliases,
        marking,
        id: id?,
        what: what.unwrap_or_default(),
        owner: owner.unwrap_or_default(),
        due: due.unwrap_or(Date::ZERO),
    };
    Some((raw, tagging, audience))
}

/// The item of an action. It goes as far as its meeting unless it says
/// otherwise, and is a draft or withdrawn where its meeting is.
fn action(
    raw: RawAction,
    tagging: Tagging,
    audience: Option<crate::model::Audience>,
    meeting: &Basics,
    findings: &Findings,
) -> Item {
    check(&raw, findings);
    let mut tagging = tagging;
    tagging.statements.extend(raw.statements.into_iter().map(support));
    tagging.owner = Some(raw.owner);
    let basics = Basics {
        name: Ref::new(Kind::Action, raw.id.value),
        place: raw.place.clone(),
        title: raw.what,
        when: meeting.when,
        audience: audience.unwrap_or(meeting.audience),
        status: meeting.status,
        marking: raw.marking.or_else(|| meeting.marking.clone()),
        ground: Ground::default(),
        aliases: raw.aliases,
        wording: Wording::default(),
    };
    let detail = Detail::Action(Action {
        meeting: Some(Citation { to: meeting.name.clone(), part: None, place: raw.place }),
        hidden_meeting: None,
        because: raw.because,
        due: raw.due,
        status: raw.status.unwrap_or_default(),
        done: raw.done,
        reason: raw.reason,
        result: raw.result,
        reported_in: raw.reported_in,
    });
    Item { basics, tagging, body: Markdown::default(), detail }
}

/// What an action's status asks for and rules out.
fn check(raw: &RawAction, findings: &Findings) {
    let say = |code, message: &str, help: &str| {
        findings.add(Finding::new(code, raw.place.clone(), message).help(help));
    };
    let Some(status) = raw.status else { return };
    match status {
        ActionStatus::Done if raw.done.is_none() => {
            say(
                Code::MissingField,
                "an action that is done needs the date when it was",
                "add `done: 2026-03-25`, or in a table fill the column Done",
            );
        }
        ActionStatus::Dropped if raw.reason.is_none() => {
            say(
                Code::MissingField,
                "an action that was dropped needs the reason",
                "add `reason: …`, or in a table fill the column Reason",
            );
        }
        ActionStatus::Open | ActionStatus::Dropped if raw.done.is_some() => {
            say(
                Code::ContradictingFields,
                "this action has a date when it was done, and is not done",
                "write `status: done`, or take the date out",
            );
        }
        _ => {}
    }
}
