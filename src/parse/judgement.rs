//! `content/judgements/<statement>.md`: the self-assessment itself.

use jiff::civil::Date;

use super::common::{Dating, EVIDENCE, basics, ground};
use super::fields::Fields;
use super::findings::Findings;
use super::front_matter::read_markdown;
use super::markdown::read_body;
use crate::diagnostic::Located;
use crate::model::{Basics, Claim, Detail, Gap, Item, Judgement, Kind, Tagging, When};
use crate::source::SourceText;

pub(super) fn read(source: &SourceText, findings: &Findings) -> Option<Item> {
    read_markdown(source, "a judgement", findings, |fields, span| {
        let judgement = judgement(fields);
        let body = read_body(source, span, findings);
        let id = judgement.as_ref().map(|judgement| judgement.statement.to.id.clone());
        let basics = basics(fields, Kind::Judgement, id, fields.text("title"), Dating::None);
        let ground = ground(fields);
        let (mut basics, judgement) = (Basics { ground, ..basics? }, judgement?);
        basics.when = When::On(judgement.reviewed);
        Some(Item { basics, tagging: Tagging::default(), body, detail: Detail::Judgement(judgement) })
    })
}

fn judgement(fields: &Fields<'_>) -> Option<Judgement> {
    let statement =
        fields.required("statement", "assessing-needs", |f, name| f.reference(name, &[Kind::Statement]));
    let owner = fields.required_text("owner", "Principal Social Worker");
    let reviewed = fields.required("reviewed", "2026-05-01", Fields::date);
    let score = fields.whole("score", 0, 99).and_then(|score| u8::try_from(score).ok());
    let because = fields.text("because");
    let strengths = fields.each("strengths", "a strength", |inner| Some(claim(inner)));
    let improvements = fields.each("improvements", "an improvement", |inner| Some(claim(inner)));
    let gaps = fields.each("gaps", "a gap", gap);
    Some(Judgement {
        statement: statement?,
        score: score.map(|score| Located::new(score, fields.place_of("score"))),
        because,
        owner: owner.unwrap_or_default(),
        reviewed: reviewed.unwrap_or(Date::ZERO),
        strengths,
        improvements,
        gaps,
    })
}

fn claim(fields: &Fields<'_>) -> Claim {
    let text = fields.required_text("claim", "People speak to a worker within three days");
    let evidence = fields.references("evidence", EVIDENCE);
    if !fields.has("evidence") {
        fields.missing("evidence", "[story:garden-gate]");
    }
    let action = fields.reference("action", &[Kind::Action]);
    Claim { place: fields.place_of("claim"), text: text.unwrap_or_default(), evidence, action, withdrawn: 0 }
}

fn gap(fields: &Fields<'_>) -> Option<Gap> {
    let category = fields.required("category", "feedback-from-partners", Fields::id);
    let why = fields.required_text("why", "why it is missing");
    let owner = fields.required_text("owner", "Head of Partnerships");
    let until = fields.required("until", "2026-09-30", Fields::date);
    Some(Gap { category: category?, why: why?, owner: owner?, until: until? })
}
