//! What each register can be filtered by.

use super::Named;
use crate::assess::LoopState;
use crate::diagnostic::capital;
use crate::model::{Detail, FeedbackFrom, Item, Kind, Method, Ref, RequirementStatus, fold};
use crate::site::context::Shared;
use crate::site::control;
use crate::site::pages::community_name;

/// A list to choose from, and what an item has of it.
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) every: &'static str,
    pub(super) of: fn(&Shared<'_>, &Item) -> Vec<Named>,
}

/// The lists of a register, in the order in which readers are likely to want them.
pub(super) fn of(kind: Kind) -> Vec<Facet> {
    match kind {
        Kind::Story => vec![STATEMENT, SITE, TEAM, COMMUNITY],
        Kind::Feedback => vec![VOICE, METHOD, SPEAKS, STATEMENT, SITE],
        Kind::Meeting => vec![MEETING_KIND, STATEMENT, SITE],
        Kind::Action => vec![STATE, OWNER, STATEMENT, Facet { of: sites_of_action, ..SITE }],
        Kind::Metric => vec![SIGN, STATEMENT, SITE],
        Kind::Document => vec![STATEMENT, OWNER],
        _ => vec![STATUS, OWNER, STATEMENT],
    }
}

const STATEMENT: Facet =
    Facet { name: "statement", label: "Quality statement", every: "Every statement", of: statements };
const SITE: Facet = Facet { name: "site", label: "Innovation site", every: "Everywhere", of: site };
const TEAM: Facet = Facet { name: "team", label: "Team", every: "Every team", of: team };
const COMMUNITY: Facet =
    Facet { name: "community", label: "Community", every: "Every community", of: communities };
const OWNER: Facet = Facet { name: "owner", label: "Owner", every: "Every owner", of: owner };
const VOICE: Facet = Facet { name: "voice", label: "Whose voice", every: "Everybody", of: voice };
const METHOD: Facet = Facet { name: "method", label: "How", every: "Every way", of: method };
const SPEAKS: Facet = Facet { name: "speaks", label: "Speaks", every: "For and against", of: speaks };
const MEETING_KIND: Facet =
    Facet { name: "kind", label: "Kind of meeting", every: "Every kind", of: meeting_kind };
const STATE: Facet = Facet { name: "state", label: "State", every: "Every state", of: state };
const SIGN: Facet = Facet { name: "sign", label: "What it shows", every: "Anything", of: signs };
const STATUS: Facet = Facet { name: "status", label: "Status", every: "Every status", of: status };

/// A choice that has an id.
fn known(place: usize, id: &str, text: impl Into<String>) -> Named {
    Named { place, id: id.to_owned(), text: text.into() }
}

/// A choice that is a text of an author's.
fn worded(text: impl Into<String>) -> Named {
    let text = text.into();
    Named { place: 0, id: fold(&text), text }
}

/// In the framework's order.
fn statements(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let all = &shared.release.framework().statements;
    let place = |name: &Ref| all.iter().position(|statement| statement.id == name.id);
    item.statements().filter_map(|name| Some(known(place(name)?, &name.id, shared.title(name)))).collect()
}

fn site(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let Some(named) = &item.tagging.site else { return Vec::new() };
    let mut all = shared.release.settings().sites.iter();
    let place = all.position(|site| site.id == named.to.id).unwrap_or(usize::MAX);
    vec![known(place, &named.to.id, shared.title(&named.to))]
}

/// The sites that an action comes from, or from something that does.
fn sites_of_action(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let sites = shared.assessment.sites.iter().enumerate();
    let own = sites.filter(|(_, site)| site.actions.binary_search(item.name()).is_ok());
    own.map(|(place, site)| known(place, &site.site, shared.title(&Ref::new(Kind::Site, site.site.clone()))))
        .collect()
}

fn team(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let Some(named) = &item.tagging.team else { return Vec::new() };
    let teams = shared.release.settings().teams.iter().enumerate();
    let own = teams.filter(|(_, team)| team.id == named.value);
    own.map(|(place, team)| known(place, &team.id, team.name.clone())).collect()
}

fn communities(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    item.tagging.groups.iter().map(|group| worded(capital(&community_name(group)))).collect()
}

fn owner(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    item.tagging.owner.iter().map(worded).collect()
}

fn voice(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    let Detail::Feedback(feedback) = &item.detail else { return Vec::new() };
    let place = match feedback.from {
        FeedbackFrom::People => 0,
        FeedbackFrom::Families => 1,
        FeedbackFrom::Staff => 2,
        FeedbackFrom::Partners => 3,
    };
    vec![known(place, feedback.from.name(), capital(feedback.from.name()))]
}

fn method(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    let Detail::Feedback(feedback) = &item.detail else { return Vec::new() };
    let method: Method = feedback.method;
    vec![known(0, method.name(), capital(method.name()))]
}

/// Whether it supports a statement, counts against one, or both.
fn speaks(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    let tagging = &item.tagging;
    let for_us = (!tagging.statements.is_empty()).then(|| known(0, "for", "For a statement"));
    let against = (!tagging.challenges.is_empty()).then(|| known(1, "against", "Against a statement"));
    for_us.into_iter().chain(against).collect()
}

fn meeting_kind(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let Detail::Meeting(meeting) = &item.detail else { return Vec::new() };
    let id = &meeting.kind.value;
    let kinds = shared.release.practice().meeting_kinds.iter().enumerate();
    let own = kinds.filter(|(_, kind)| kind.id == *id);
    let named = own.map(|(place, kind)| known(place, id, kind.title.clone())).next();
    vec![named.unwrap_or_else(|| known(usize::MAX, id, id.to_string()))]
}

/// The most pressing first.
fn state(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    state_of(shared, item)
        .map(|(place, state)| known(place, state.name(), capital(state.label())))
        .into_iter()
        .collect()
}

/// Where the loop of an action stands, and how pressing that is: 0 is the most.
pub(super) fn state_of(shared: &Shared<'_>, item: &Item) -> Option<(usize, LoopState)> {
    let own = shared.assessment.loops.actions.get(item.name()).map_or(LoopState::Open, |own| own.state);
    let mut told = LoopState::told_to(shared.release.audience()).into_iter().enumerate();
    told.find(|(_, state)| *state == own)
}

fn signs(shared: &Shared<'_>, item: &Item) -> Vec<Named> {
    let reading = shared.assessment.controls.get(item.name());
    reading.map_or_else(Vec::new, |reading| {
        control::in_short(reading).into_iter().map(|said| worded(said.text)).collect()
    })
}

fn status(_: &Shared<'_>, item: &Item) -> Vec<Named> {
    let named =
        status_of(item).map(|status| Named { place: status as usize, ..worded(capital(status.label())) });
    named.into_iter().collect()
}

/// Where a request of the regulator stands.
pub(super) fn status_of(item: &Item) -> Option<RequirementStatus> {
    match &item.detail {
        Detail::Requirement(requirement) => Some(requirement.status),
        _ => None,
    }
}
