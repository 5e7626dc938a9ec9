//! What the ids that the rest of the file uses are called.

use serde_json::{Value, json};

use super::map;
use crate::model::{Framework, Statement};
use crate::release::Release;

/// The regulator's framework.
pub(super) fn framework(framework: &Framework) -> Value {
    let bands = framework.rating.bands.iter();
    json!({
        "title": framework.title,
        "attribution": framework.attribution,
        "themes": map(framework.themes.iter().map(|theme| (&*theme.id, json!({"title": theme.title})))),
        "categories": map(framework.categories.iter().map(|one| (&*one.id, json!({"title": one.title, "means": one.means})))),
        "scores": framework.scores.iter().map(|score| json!({"score": score.score, "label": score.label})).collect::<Value>(),
        "bands": bands.map(|band| json!({"label": band.label, "from": band.from, "to": band.to})).collect::<Value>(),
        "statements": framework.statements.iter().map(statement).collect::<Value>(),
    })
}

fn statement(statement: &Statement) -> Value {
    let headings = statement.headings.iter();
    json!({
        "id": statement.id,
        "theme": statement.theme.value,
        "title": statement.title,
        "commitment": statement.commitment.text,
        "headings": headings.map(|heading| json!({"id": heading.id, "title": heading.title})).collect::<Value>(),
    })
}

/// The practice and the teams.
pub(super) fn names(release: &Release) -> Value {
    let practice = release.practice();
    let rules = practice.rules.iter();
    let conversations = practice.conversations.iter();
    let kinds = practice.meeting_kinds.iter();
    // A team that no released item names has no part in the edition.
    let named = |id: &str| {
        let mut teams = release.items().iter().filter_map(|item| item.tagging.team.as_ref());
        teams.any(|team| &*team.value == id)
    };
    let teams = release.settings().teams.iter().filter(|team| named(&team.id));
    json!({
        "practice": release.settings().practice_name.as_ref().unwrap_or(&practice.title),
        "rules": map(rules.map(|rule| (&*rule.id, json!({"title": rule.title, "means": rule.means})))),
        "conversations": map(conversations.map(|one| (one.conversation.to_string(), json!({"title": one.title, "means": one.means})))),
        "meeting_kinds": map(kinds.map(|kind| (&*kind.id, json!({"title": kind.title, "means": kind.means})))),
        "teams": map(teams.map(|team| (&*team.id, json!({"name": team.name})))),
    })
}
