//! What the assessment says, in the words of `docs/evidence.md`.

use serde_json::{Value, json};

use super::super::context::Shared;
use super::{day, map, name, names, number};
use crate::assess::{
    Assessment, BeforeAndSince, Cell, ClaimReading, InsightReading, Loop, LoopState, Reviewed, Rhythm, Row,
    Share, SitePhase, SiteReading, Spread, Stretch, Voice, Voices,
};
use crate::model::{Audience, Claim, Detail, Kind, Ref};
use crate::release::Release;

pub(super) fn statements(shared: &Shared<'_>) -> Value {
    let assessment = shared.assessment;
    let rows = assessment.coverage.rows.iter().zip(&assessment.voices);
    map(rows.map(|(row, voices)| (&*row.statement.id, statement(shared, row, voices))))
}

fn statement(shared: &Shared<'_>, row: &Row, voices: &Voices) -> Value {
    let internal = shared.release.audience() == Audience::Internal;
    let judgement = shared.release.item(&Ref::new(Kind::Judgement, row.statement.id.clone()));
    let judgement = judgement.and_then(|item| match &item.detail {
        Detail::Judgement(judgement) => Some(judgement),
        _ => None,
    });
    let score = judgement.and_then(|judgement| judgement.score.as_ref());
    // The readings of the claims stand in the order of the judgement.
    let written = judgement.into_iter().flat_map(|own| own.strengths.iter().chain(&own.improvements));
    let claims = shared.assessment.claims_of(&row.statement.id).iter().zip(written);
    let not_counted = row.challenges.iter().filter_map(|challenge| {
        Some(json!({"item": name(&challenge.item), "why": challenge.not_counted?.name()}))
    });
    json!({
        "title": shared.title(&row.statement),
        "score": score.map(|score| score.value),
        "coverage": map(row.cells.iter().map(|one| (&*one.category, cell(one, internal)))),
        "without_category": names(&row.uncategorised),
        "challenges": row.counted_challenges().map(|challenge| json!({
            "item": name(&challenge.item),
            "category": challenge.category,
            "answered": internal.then_some(challenge.answered),
        })).collect::<Value>(),
        "challenges_not_counted": not_counted.collect::<Value>(),
        "claims": claims.map(|(reading, written)| claim(reading, written, internal)).collect::<Value>(),
        "voices": self::voices(voices),
    })
}

/// Where a cell stands is said to the authority alone: what another edition
/// withholds may be what is missing, or the answer to what counts against it.
fn cell(cell: &Cell, internal: bool) -> Value {
    let not_counted = cell.not_counted.iter();
    json!({
        "state": internal.then(|| cell.state.name()),
        "items": names(&cell.sources),
        "not_counted": not_counted.map(|one| json!({"item": name(&one.item), "why": one.why.name()})).collect::<Value>(),
    })
}

/// What a claim stands on is said to the authority alone: another edition may
/// withhold the rest.
fn claim(claim: &ClaimReading, written: &Claim, internal: bool) -> Value {
    let mut view = json!({
        "claim": claim.text,
        "kind": if claim.improvement { "improvement" } else { "strength" },
        "evidence": names(&claim.evidence),
        "categories": claim.categories,
        "action": written.action.as_ref().map(|action| name(&action.to)),
    });
    if let Some(view) = view.as_object_mut().filter(|_| internal) {
        view.insert("state".into(), claim.state.name().into());
        view.insert("sources".into(), claim.sources.into());
        view.insert("without_action".into(), claim.without_action.into());
    }
    view
}

fn voices(voices: &Voices) -> Value {
    let heard = voices.heard.iter().filter(|(voice, _)| **voice != Voice::Communities);
    let communities = map(voices.communities.iter().map(|(group, items)| (group, names(items))));
    let heard = heard.map(|(voice, items)| (voice.name(), names(items)));
    map(heard.chain([(Voice::Communities.name(), communities)]))
}

pub(super) fn expectations(release: &Release, assessment: &Assessment) -> Value {
    let all = release.framework().expectations.iter().zip(&assessment.expectations);
    map(all.map(|(one, reading)| {
        let view = json!({
            "text": one.text,
            "statements": one.statements.iter().map(|statement| &*statement.value).collect::<Value>(),
            "items": names(&reading.items),
            "from_people": names(&reading.from_people),
        });
        (&*one.id, view)
    }))
}

pub(super) fn actions(assessment: &Assessment) -> Value {
    let due = |own: &Loop| own.due.to_string();
    let view = |own: &Loop| {
        json!({
            "loop": own.state.name(),
            "heard": day(own.heard),
            "raised": day(own.raised),
            "due": due(own),
            "done": day(own.done),
            "reported": day(own.reported),
            "days_to_done": own.days_to_done(),
            "days_to_reported": own.days_to_reported(),
        })
    };
    map(assessment.loops.actions.iter().map(|(name, own)| (&*name.id, view(own))))
}

pub(super) fn loops(assessment: &Assessment, audience: Audience) -> Value {
    let loops = &assessment.loops;
    let states = LoopState::told_to(audience);
    json!({
        "states": map(states.map(|state| (state.name(), loops.count(state).into()))),
        "days_to_done": loops.days_to_done.as_ref().map(spread),
        "days_to_reported": loops.days_to_reported.as_ref().map(spread),
        "on_time": share(&loops.on_time),
        "open_by_month": loops.open_by_month.iter().map(|at| json!({"month": month(at.day), "open": at.open})).collect::<Value>(),
    })
}

/// `2026-06`.
fn month(day: jiff::civil::Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn spread(spread: &Spread) -> Value {
    json!({
        "count": spread.values.len(),
        "least": spread.values.first(),
        "lower_quartile": spread.lower_quartile,
        "median": spread.median,
        "upper_quartile": spread.upper_quartile,
        "most": spread.values.last(),
    })
}

fn share(share: &Share) -> Value {
    let interval = share.interval;
    json!({
        "numerator": share.numerator,
        "denominator": share.denominator,
        "share": interval.map(|interval| interval.value),
        "lower": interval.map(|interval| interval.lower),
        "upper": interval.map(|interval| interval.upper),
    })
}

pub(super) fn freshness(assessment: &Assessment) -> Value {
    let months = assessment.outlook.months.iter().map(|one| {
        let items = one.items.iter();
        let items = items.map(|(item, from)| json!({"item": name(item), "stale_from": from.to_string()}));
        json!({"month": month(one.month), "items": items.collect::<Value>()})
    });
    let reviews = assessment.outlook.reviews.iter().map(|review| {
        json!({
            "item": name(&review.item),
            "what": match review.what {
                Reviewed::Item => "review",
                Reviewed::Consent => "consent",
            },
            "by": review.by.to_string(),
            "state": if review.overdue { "overdue" } else { "due-soon" },
        })
    });
    json!({"months": months.collect::<Value>(), "reviews": reviews.collect::<Value>()})
}

pub(super) fn rhythm(assessment: &Assessment) -> Value {
    let view = |rhythm: &Rhythm| {
        let periods = rhythm.periods.iter().map(|period| {
            json!({"from": period.from.to_string(), "to": period.to.to_string(), "state": period.state.name()})
        });
        let attendance = rhythm.attendance.iter();
        json!({
            "periods": periods.collect::<Value>(),
            "meetings": rhythm.meetings.len(),
            "with_senior": rhythm.with_senior,
            "attendance": attendance.map(|one| json!({"role": one.role, "meetings": one.meetings})).collect::<Value>(),
        })
    };
    map(assessment.rhythm.iter().map(|rhythm| (&*rhythm.kind, view(rhythm))))
}

pub(super) fn practice(assessment: &Assessment) -> Value {
    let practice = &assessment.practice;
    let rules = practice.rules.iter().map(|((rule, statement), stories)| {
        json!({"rule": rule.id, "statement": statement.id, "stories": names(stories)})
    });
    let conversations = practice.conversations.iter().map(|((number, statement), stories)| {
        json!({"conversation": number, "statement": statement.id, "stories": names(stories)})
    });
    json!({"rules": rules.collect::<Value>(), "conversations": conversations.collect::<Value>()})
}

pub(super) fn sites(release: &Release, assessment: &Assessment) -> Value {
    let sites = release.settings().sites.iter().zip(&assessment.sites);
    map(sites.map(|(site, reading)| {
        let mut view = phase(reading);
        if let Value::Object(fields) = &mut view {
            fields.insert("name".into(), site.name.clone().into());
            fields.insert("area".into(), site.area.clone().into());
            fields.insert("opened".into(), site.opened.to_string().into());
            fields.insert("closed".into(), day(site.closed));
            fields.insert("actions".into(), names(&reading.actions));
            fields.insert("metrics".into(), reading.metrics.iter().map(before_and_since).collect());
        }
        (&*site.id, view)
    }))
}

fn phase(reading: &SiteReading) -> Value {
    match reading.phase {
        SitePhase::Ahead => json!({"phase": "ahead", "weeks": null}),
        SitePhase::Open { week } => json!({"phase": "open", "weeks": week}),
        SitePhase::Closed { weeks } => json!({"phase": "closed", "weeks": weeks}),
    }
}

fn before_and_since(metric: &BeforeAndSince) -> Value {
    let stretch = |stretch: &Stretch| {
        json!({
            "from": stretch.periods.0.to_string(),
            "to": stretch.periods.1.to_string(),
            "figures": stretch.figures,
            "median": number(stretch.median),
            "least": number(stretch.least),
            "most": number(stretch.most),
        })
    };
    json!({
        "metric": name(&metric.metric),
        "before": metric.before.as_ref().map(stretch),
        "since": metric.since.as_ref().map(stretch),
        "across": metric.across,
        "broken": metric.broken,
    })
}

pub(super) fn insights(assessment: &Assessment) -> Value {
    let view = |insight: &InsightReading| {
        json!({
            "item": name(&insight.item),
            "text": insight.text,
            "for": insight.hearer.name(),
            "passed_on": day(insight.passed_on),
            "statements": insight.statements.iter().map(|statement| &*statement.id).collect::<Value>(),
        })
    };
    assessment.insights.iter().map(view).collect()
}
