//! What names the conversation log: metrics that are worked out from it, the
//! experience that stands beside it, and documents, which must not.

use std::sync::Arc;

use super::names::{Names, Resolved};
use crate::diagnostic::{Code, Finding};
use crate::model::{
    Audience, Detail, DocumentTarget, FiguresFrom, Item, LogSettings, Measure, Settings, Status,
};
use crate::source::LogFile;

/// Whether a path is the log's, however it is written.
pub(super) fn is_log(path: &str) -> bool {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/").eq_ignore_ascii_case(LogFile::PATH)
}

/// What an item asks of the log, and whether it can be had.
pub(super) fn check_item(item: &Item, settings: &Settings, log: bool, findings: &mut Vec<Finding>) {
    match &item.detail {
        Detail::Document(document) => {
            let DocumentTarget::File(file) = &document.target else { return };
            if is_log(&file.value) {
                let message = "the conversation log cannot be a document: it has a row for each time that somebody made contact";
                findings.push(Finding::new(Code::PersonalData, file.place.clone(), message).help(
                    "remove the document; the site has a page with what the log comes to, and never its rows",
                ));
            }
        }
        Detail::Metric(metric) => {
            let Some(FiguresFrom::Log(query)) = &metric.from else { return };
            let place = &query.place;
            if !log {
                let message = format!("there is no conversation log `{}`", LogFile::PATH);
                findings.push(
                    Finding::new(Code::UnknownReference, place.clone(), message)
                        .help("save the log there, or write the figures under `points:`"),
                );
            }
            let (own, widest) = (item.basics.audience, settings.conversations.audience);
            if !widest.allows(own) {
                let message = format!(
                    "this metric is for the audience `{}`, and the conversation log goes no further than `{}`",
                    own.name(),
                    widest.name()
                );
                findings.push(Finding::new(Code::ContradictingFields, place.clone(), message).help(format!(
                    "write `audience: {}` here, or let what the log comes to go further: `conversations: {{audience: {}}}` in `data/pack.yaml`",
                    widest.name(),
                    own.name()
                )));
            }
            if query.measure == Measure::LongTermSupport && settings.conversations.experience.is_none() {
                let message = "long-term support is shown only beside people's experience, and the settings name no metric of it";
                findings.push(Finding::new(Code::MissingField, place.clone(), message).help(
                    "less support is good only where people are well without it: add `conversations: {experience: metric:feel-listened-to}` to `data/pack.yaml`, with a metric of yours",
                ));
            }
        }
        _ => {}
    }
}

/// The metric of people's experience that the settings name. It has to be
/// seen wherever the log is.
pub(super) fn resolve_experience(
    settings: &mut Settings,
    names: &mut Names,
    items: &[Arc<Item>],
    findings: &mut Vec<Finding>,
) {
    let LogSettings { experience, audience, .. } = &mut settings.conversations;
    let Some(experience) = experience else { return };
    match names.resolve(experience) {
        Resolved::Name(name) => experience.to = name,
        Resolved::Unread => return,
        Resolved::Unknown => return findings.push(names.unknown(experience)),
    }
    let Some(item) = items.iter().find(|item| *item.name() == experience.to) else { return };
    let seen = item.basics.audience.allows(*audience) && item.basics.status != Status::Withdrawn;
    let ready = *audience == Audience::Internal || item.basics.status != Status::Draft;
    if !(seen && ready) {
        let message = format!(
            "{} stands beside long-term support, and not everybody who may see the conversation log (`{}`) may see it",
            experience.to,
            audience.name()
        );
        findings.push(
            Finding::new(Code::ContradictingFields, experience.place.clone(), message).help(format!(
                "write `audience: {}` in that metric, and let it be no draft",
                audience.name()
            )),
        );
    }
}
