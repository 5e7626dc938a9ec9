//! Where the authority stands: the same for `data/pack.json` and for `status`.

use serde_json::{Value, json};

use super::{day, map, name};
use crate::assess::{
    Assessment, CellState, Concern, Freshness, LoopState, OwnScores, Readiness, ReadinessRow, Total,
};

/// The rows, the next things to do, and the authority's own scores; nothing in
/// an edition that is not for itself alone.
pub fn readiness(assessment: &Assessment) -> Value {
    let Some(Readiness { rows, next, scores }) = &assessment.readiness else { return Value::Null };
    json!({
        "as_of": assessment.as_of.to_string(),
        "rows": rows.iter().map(row).collect::<Value>(),
        "next": next.iter().map(concern).collect::<Value>(),
        "scores": own_scores(scores),
    })
}

fn row(row: &ReadinessRow) -> Value {
    json!({
        "statement": row.statement.id,
        "score": row.score,
        "owner": row.owner,
        "reviewed": day(row.reviewed),
        "coverage": map(row.coverage.iter().map(|(state, count)| (CellState::name(*state), (*count).into()))),
        "freshness": map(row.freshness.iter().map(|(state, count)| (Freshness::name(*state), (*count).into()))),
        "loops": map(row.loops.iter().map(|(state, count)| (LoopState::name(*state), (*count).into()))),
        "claims": row.claims,
        "claims_to_mend": row.claims_to_mend,
        "gaps": row.gaps,
        "next": row.next,
    })
}

fn concern(concern: &Concern) -> Value {
    json!({
        "worth": concern.worth,
        "code": concern.code.map(crate::diagnostic::Code::name),
        "statements": concern.statements.iter().map(|statement| &*statement.id).collect::<Value>(),
        "about": concern.about.as_ref().map(name),
        "path": concern.place.as_ref().map(|place| &*place.path),
        "message": concern.message,
        "help": concern.help,
    })
}

fn own_scores(scores: &OwnScores) -> Value {
    let total = scores.total.as_ref();
    json!({
        "scored": scores.scored,
        "of": scores.of,
        "sum": total.map(|total| total.sum),
        "highest": total.map(|total| total.highest),
        "percentage": total.map(|total| total.percentage),
        "band": total.and_then(|total| total.band.as_deref()),
        "between": total.and_then(between),
        "next_band": total.and_then(|total| total.next.as_ref()).map(|(band, points)| json!({"band": band, "points": points})),
    })
}

fn between(total: &Total) -> Option<Value> {
    total.between.as_ref().map(|(below, above)| json!([below, above]))
}
