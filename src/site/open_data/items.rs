//! What is in the pack: every released item, and every relation between them.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::to_raw_value;
use serde_json::{Error, Map, Value, json};

use super::super::address::address;
use super::super::context::Shared;
use super::{Text, day, name};
use crate::model::{
    Audience, Citation, Consent, ConsentStatus, Detail, DocumentTarget, Ground, Item, Judgement, Kind,
    Person, RequirementStatus, Story, Tagging, When,
};
use crate::release::Release;

/// The kinds of item, each of which has its map whether or not it holds any.
const KINDS: [Kind; 9] = [
    Kind::Story,
    Kind::Feedback,
    Kind::Meeting,
    Kind::Action,
    Kind::Metric,
    Kind::Document,
    Kind::Judgement,
    Kind::Requirement,
    Kind::Page,
];

/// Every item, by kind and id: almost all that there is.
pub(super) type Items<'r> = BTreeMap<&'static str, BTreeMap<&'r str, Text>>;

pub(super) fn items<'r>(shared: &Shared<'r>) -> Result<Items<'r>, Error> {
    let of = |kind: Kind| {
        let items = shared.release.of(kind).par_iter();
        let texts = items.map(|item| Ok((&*item.name().id, to_raw_value(&view(shared, item))?)));
        Ok((kind.name(), texts.collect::<Result<BTreeMap<&str, Text>, Error>>()?))
    };
    KINDS.into_iter().map(of).collect()
}

#[derive(Serialize)]
struct RelationView {
    from: String,
    to: String,
    #[serde(rename = "type")]
    relation: &'static str,
}

/// Each relation once, from the one that cites to the one that is cited.
pub(super) fn relations(release: &Release) -> Result<Text, Error> {
    let edges = release.items().par_iter().flat_map_iter(|item| release.cites(item.name()));
    let views = edges.map(|edge| RelationView {
        from: edge.from.to_string(),
        to: edge.to.to_string(),
        relation: edge.relation.name(),
    });
    to_raw_value(&views.collect::<Vec<_>>())
}

fn view(shared: &Shared<'_>, item: &Item) -> Value {
    let release = shared.release;
    let basics = &item.basics;
    let place = address(item.name());
    let part = place.part.map_or_else(String::new, |part| format!("#{part}"));
    let cites = release.cites(item.name()).iter();
    let cited_by = release.cited_by(item.name()).iter();
    let mut view = json!({
        "title": basics.title,
        "page": format!("{}{part}", place.path),
        "status": basics.status.name(),
        "audience": basics.audience.name(),
        "marking": basics.marking,
        "text": item.body.plain_text(),
        "cites": cites.map(|edge| json!({"type": edge.relation.name(), "to": name(&edge.to)})).collect::<Value>(),
        "cited_by": cited_by.map(|edge| json!({"type": edge.relation.name(), "from": name(&edge.from)})).collect::<Value>(),
    });
    let Value::Object(fields) = &mut view else { return view };
    match basics.when {
        When::On(date) => drop(fields.insert("date".into(), date.to_string().into())),
        When::Over(from, to) => {
            fields.insert("covers".into(), json!({"from": from.to_string(), "to": to.to_string()}));
        }
        When::Undated => {}
    }
    if release.audience() == Audience::Internal {
        fields.insert("written_in".into(), basics.place.path.as_ref().into());
    }
    if let Some(age) = shared.assessment.ages.get(item.name()) {
        fields.insert(
            "freshness".into(),
            json!({
                "state": age.state.name(),
                "counts_from": day(age.counts_from),
                "last_fresh_day": day(age.last_fresh_day),
            }),
        );
    }
    if item.name().kind.is_evidence() {
        let category = release.framework().category_of(item).map(|category| &category.id);
        fields.insert("category".into(), json!(category));
        tagging(&item.tagging, fields);
    }
    detail(item, fields);
    view
}

fn tagging(tagging: &Tagging, fields: &mut Map<String, Value>) {
    let statements = tagging.statements.iter().map(|support| {
        json!({
            "statement": support.statement.to.id,
            "strength": support.strength.name(),
            "expectation": support.expectation.as_ref().map(|citation| &citation.to.id),
            "why": support.why,
        })
    });
    let Value::Object(view) = json!({
        "statements": statements.collect::<Value>(),
        "challenges": ids(&tagging.challenges),
        "site": tagging.site.as_ref().map(|site| &site.to.id),
        "team": tagging.team.as_ref().map(|team| &team.value),
        "owner": tagging.owner,
        "rules": ids(&tagging.rules),
        "conversations": tagging.conversations.iter().map(|number| number.value).collect::<Value>(),
        "carers": tagging.carers,
        "groups": tagging.groups,
        "tags": tagging.tags,
        "review_by": day(tagging.review_by),
    }) else {
        return;
    };
    fields.extend(view);
}

fn ids(citations: &[Citation]) -> Value {
    citations.iter().map(|citation| Value::from(&*citation.to.id)).collect()
}

fn cited(citations: &[Citation]) -> Value {
    citations.iter().map(|citation| name(&citation.to)).collect()
}

/// What only the item's kind has.
fn detail(item: &Item, fields: &mut Map<String, Value>) {
    let view = match &item.detail {
        Detail::Story(story) => self::story(story, &item.basics.ground),
        Detail::Meeting(meeting) => json!({
            "kind": meeting.kind.value,
            "attendance": meeting.attendance.iter().map(|entry| json!({"role": entry.role, "senior": entry.senior, "count": entry.count})).collect::<Value>(),
            "heard": cited(&meeting.heard),
        }),
        Detail::Action(action) => json!({
            "meeting": action.meeting.as_ref().map(|meeting| name(&meeting.to)),
            "because": cited(&action.because),
            "due": action.due.to_string(),
            "reason": action.reason,
            "result": action.result,
            "reported_in": action.reported_in.as_ref().map(|meeting| name(&meeting.to)),
        }),
        Detail::Feedback(feedback) => json!({
            "from": feedback.from.name(),
            "method": feedback.method.name(),
            "responses": feedback.responses,
            "asked": feedback.asked,
            "quotes": feedback.quotes.iter().map(|quote| json!({"text": quote.text, "speaker": quote.speaker.name()})).collect::<Value>(),
        }),
        Detail::Document(document) => match &document.target {
            DocumentTarget::Url(url) => json!({"url": url, "section": document.section}),
            DocumentTarget::File(file) => json!({
                "file": super::super::pages::attachment_path(&item.name().id, &file.value).as_str(),
                "section": document.section,
            }),
        },
        Detail::Judgement(judgement) => self::judgement(judgement),
        Detail::Requirement(requirement) => json!({
            "code": requirement.code,
            "due": day(requirement.due),
            "state": requirement_state(requirement.status),
            "answered_by": cited(&requirement.answered_by),
            "not_applicable": requirement.not_applicable,
            "owner": item.tagging.owner,
            "statements": item.tagging.statements.iter().map(|support| &*support.statement.to.id).collect::<Value>(),
        }),
        Detail::Metric(_) | Detail::Page(_) => return,
    };
    if let Value::Object(view) = view {
        fields.extend(view);
    }
}

/// The consent is with the story in the authority's own edition alone, and
/// another ground for sharing it with the regulator not in the public one: the
/// release has taken them out.
fn story(story: &Story, ground: &Ground) -> Value {
    json!({
        "person": match &story.person {
            Person::Somebody(pseudonym) => Some(pseudonym),
            Person::Nobody => None,
        },
        "before": story.before,
        "what_changed": story.what_changed,
        "now": story.now,
        "prevented": story.prevented,
        "followed_up": day(story.followed_up),
        "consent": ground.consent.as_ref().map(consent),
        "basis": ground.basis,
    })
}

fn consent(consent: &Consent) -> Value {
    json!({
        "status": match consent.status {
            ConsentStatus::Given => "given",
            ConsentStatus::NotSought => "not-sought",
            ConsentStatus::Declined => "declined",
            ConsentStatus::Withdrawn => "withdrawn",
            ConsentStatus::BestInterests => "best-interests",
            ConsentStatus::BereavedFamily => "bereaved-family",
        },
        "scope": consent.scope.name(),
        "recorded": day(consent.recorded),
        "review_by": day(consent.review_by),
        "by": consent.by,
    })
}

fn requirement_state(status: RequirementStatus) -> &'static str {
    match status {
        RequirementStatus::Open => "open",
        RequirementStatus::InProgress => "in-progress",
        RequirementStatus::Answered => "answered",
        RequirementStatus::NotApplicable => "not-applicable",
    }
}

fn judgement(judgement: &Judgement) -> Value {
    let gaps = judgement.gaps.iter().map(|gap| {
        json!({
            "category": gap.category.value,
            "why": gap.why,
            "owner": gap.owner,
            "until": gap.until.to_string(),
        })
    });
    json!({
        "score": judgement.score.as_ref().map(|score| score.value),
        "because": judgement.because,
        "owner": judgement.owner,
        "reviewed": judgement.reviewed.to_string(),
        "gaps": gaps.collect::<Value>(),
    })
}
