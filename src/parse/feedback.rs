//! `content/feedback/*.md`: feedback from people, families, staff and partners.

use std::sync::Arc;

use super::common::{Dating, basics, ground, id_from_file, tagging};
use super::fields::Fields;
use super::findings::Findings;
use super::front_matter::read_markdown;
use super::markdown::read_body;
use super::values::lang_finding;
use crate::diagnostic::{Code, Finding};
use crate::model::{Basics, Detail, Feedback, FeedbackFrom, Item, Kind, Method, Quotation};
use crate::source::SourceText;

pub(super) fn read(source: &SourceText, findings: &Findings) -> Option<Item> {
    read_markdown(source, "feedback", findings, |fields, span| {
        let id = id_from_file(fields, false);
        let title = fields.required_text("title", "What carers said about the first call");
        // Feedback that challenges a statement need not support one.
        let tagging = tagging(fields, !fields.has("challenges"));
        let detail = feedback(fields);
        let body = read_body(source, span, findings);
        let ground = ground(fields);
        let basics = basics(fields, Kind::Feedback, id, title, Dating::Required);
        Some(Item { basics: Basics { ground, ..basics? }, tagging, body, detail: Detail::Feedback(detail) })
    })
}

fn feedback(fields: &Fields<'_>) -> Feedback {
    let from = fields.required("from", "people", Fields::choice);
    let method = fields.required("method", "interview", Fields::choice);
    let responses = fields.whole("responses", 0, u32::MAX);
    let asked = fields.whole("asked", 0, u32::MAX);
    if responses.zip(asked).is_some_and(|(responses, asked)| responses > asked) {
        let message = "more people answered than were asked";
        fields.findings.add(Finding::new(Code::ImpossibleFigure, fields.place_of("responses"), message));
    }
    let quotes = fields.each("quotes", "a quotation", quotation);
    Feedback {
        from: from.unwrap_or(FeedbackFrom::People),
        method: method.unwrap_or(Method::Interview),
        responses,
        asked,
        quotes,
    }
}

fn quotation(fields: &Fields<'_>) -> Option<Quotation> {
    let text = fields.required_text("text", "They rang when they said they would");
    let speaker = fields.required("speaker", "person", Fields::choice);
    let own = fields.has("consent") || fields.has("basis");
    let ground = ground(fields);
    let lang = fields.text_at("lang").and_then(|tag| {
        let finding = lang_finding(&tag.value, tag.place.clone());
        if let Some(finding) = finding {
            fields.findings.add(finding);
            return None;
        }
        Some(Arc::from(tag.value.as_str()))
    });
    Some(Quotation { text: text?, lang, speaker: speaker?, ground: own.then_some(ground) })
}
