//! `data/documents.yaml` and `data/information-return.yaml`.

use std::sync::Arc;

use super::common::{Dating, basics, support, tagging};
use super::fields::Fields;
use super::values::id_help;
use crate::diagnostic::{Code, Finding, Located};
use crate::model::{
    Basics, Detail, Document, DocumentTarget, Ground, Item, Kind, Markdown, Ref, Requirement,
    RequirementStatus, Status, Support, Tagging, When, Wording, fold, is_id,
};

pub(super) fn read(fields: &Fields<'_>) -> Vec<Item> {
    fields.each("documents", "a document", document)
}

fn document(fields: &Fields<'_>) -> Option<Item> {
    let id = fields.required("id", "market-position", Fields::id);
    let title = fields.required_text("title", "Market position statement");
    let tagging = tagging(fields, true);
    if tagging.owner.is_none() {
        fields.missing("owner", "Head of Commissioning");
    }
    let target = target(fields);
    let section = fields.text("section");
    let basics = basics(fields, Kind::Document, id.map(|id| id.value), title, Dating::Required);
    let detail = Detail::Document(Document { target: target?, section });
    Some(Item { basics: basics?, tagging, body: Markdown::default(), detail })
}

/// A file of the pack or an address, and not both.
fn target(fields: &Fields<'_>) -> Option<DocumentTarget> {
    let file = fields.text_at("file");
    let url = fields.text_at("url");
    match (file, url) {
        (Some(file), None) => {
            Some(DocumentTarget::File(Located::new(file.value.replace('\\', "/").into(), file.place)))
        }
        (None, Some(url)) => {
            if !url.value.starts_with("https://") && !url.value.starts_with("http://") {
                let finding =
                    Finding::new(Code::LinkScheme, url.place, format!("`{}` is not an address", url.value))
                        .help("addresses begin with `https://`; a file of the pack is named with `file:`");
                fields.findings.add(finding);
            }
            Some(DocumentTarget::Url(url.value))
        }
        (Some(_), Some(url)) => {
            let message = "a document has a `file` or a `url`, not both";
            fields.findings.add(Finding::new(Code::ContradictingFields, url.place, message));
            None
        }
        (None, None) => {
            fields.missing("file", "data/documents/market-position.pdf` or `url: https://…");
            None
        }
    }
}

pub(super) fn read_requirements(fields: &Fields<'_>) -> Vec<Item> {
    // The regulator asked for it, so an audience may be said once for all.
    let audience = fields.choice("audience");
    let mut items = fields.each("items", "an item of the information return", requirement);
    if let Some(audience) = audience {
        for (item, own) in &mut items {
            if !*own {
                item.basics.audience = audience;
            }
        }
    }
    items.into_iter().map(|(item, _)| item).collect()
}

/// The item, and whether it names an audience of its own.
fn requirement(fields: &Fields<'_>) -> Option<(Item, bool)> {
    let code = fields.required("ref", "IR12", Fields::text_at);
    let title = fields.required_text("title", "Carers' strategy");
    let tagging =
        Tagging { owner: fields.text("owner"), statements: tagging_statements(fields), ..Tagging::default() };
    let due = fields.date("due");
    let answered_by = fields.references("answered_by", &[]);
    let not_applicable = fields.text("not_applicable");
    let status = fields.choice("status").unwrap_or_default();
    if status == RequirementStatus::NotApplicable && not_applicable.is_none() {
        fields.missing("not_applicable", "why it does not apply here");
    }
    if status == RequirementStatus::Answered && answered_by.is_empty() {
        fields.missing("answered_by", "[document:carers-plan#2]");
    }
    let own_audience = fields.has("audience");
    let id = code.as_ref().and_then(|code| requirement_id(fields, code));
    // `status` is the answer's here, so the basics are read field by field.
    let basics = Basics {
        place: fields.place(),
        when: When::Undated,
        audience: fields.choice("audience").unwrap_or_default(),
        status: Status::default(),
        marking: fields.text("marking"),
        ground: Ground::default(),
        aliases: fields.ids("aliases"),
        wording: Wording::default(),
        name: Ref::new(Kind::Requirement, id?),
        title: title.unwrap_or_default(),
    };
    let code = code?.value;
    let detail = Detail::Requirement(Requirement { code, due, status, answered_by, not_applicable });
    Some((Item { basics, tagging, body: Markdown::default(), detail }, own_audience))
}

/// The regulator's reference as an id.
fn requirement_id(fields: &Fields<'_>, code: &Located<String>) -> Option<Arc<str>> {
    let id = fold(&code.value);
    if is_id(&id) {
        return Some(id.into());
    }
    let message = format!("`{}` cannot be a reference", code.value);
    fields.findings.add(Finding::new(Code::InvalidId, code.place.clone(), message).help(id_help(&id)));
    None
}

fn tagging_statements(fields: &Fields<'_>) -> Vec<Support> {
    fields.references("statements", &[Kind::Statement]).into_iter().map(support).collect()
}
