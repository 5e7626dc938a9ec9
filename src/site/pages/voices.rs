//! Whose voice is in the pack, statement by statement.

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::View;
use crate::assess::{Voice, Voices};
use crate::diagnostic::capital;
use crate::model::Audience;

#[derive(Serialize)]
struct VoicesView {
    voices: Vec<&'static str>,
    statements: Vec<StatementView>,
    /// Statements in which no unpaid carer is heard; for the authority alone.
    without_carers: Vec<Link>,
    /// Whether an unpaid carer is heard anywhere.
    carers: bool,
    none: &'static str,
    /// Every community with the statements that it is heard in.
    communities: Vec<CommunityView>,
}

#[derive(Serialize)]
struct StatementView {
    id: String,
    link: Link,
    heard: Vec<HeardView>,
    communities: Vec<HeardView>,
    any: bool,
}

/// A voice or a community, and what it is heard in.
#[derive(Serialize)]
struct HeardView {
    id: String,
    label: String,
    links: Vec<ItemLink>,
    /// What is said where there is nothing.
    none: &'static str,
}

#[derive(Serialize)]
struct CommunityView {
    name: String,
    statements: Vec<CountedStatement>,
}

#[derive(Serialize)]
struct CountedStatement {
    link: Link,
    count: usize,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let all = &here.shared.assessment.voices;
    let internal = here.release().audience() == Audience::Internal;
    let silent = |voices: &&Voices| voices.heard.get(&Voice::Carers).is_none_or(Vec::is_empty);
    let without = all.iter().filter(silent);
    let view = VoicesView {
        voices: Voice::ALL.iter().map(|voice| voice.label()).collect(),
        statements: all.iter().map(|voices| statement_view(here, voices, internal)).collect(),
        carers: all.iter().any(|voices| !silent(&voices)),
        without_carers: without.filter(|_| internal).map(|voices| here.link(&voices.statement)).collect(),
        none: none(Voice::Carers, internal),
        communities: communities(here, all),
    };
    let frame = Frame::new(here.shared, &here.path, "Whose voice");
    here.view("voices.html", &frame, &[("view", &view)])
}

/// What is said where a voice is not heard.
fn none(voice: Voice, internal: bool) -> &'static str {
    match (voice, internal) {
        (Voice::Carers, true) => "No unpaid carer is heard here yet",
        (_, true) => "Not heard here yet",
        _ => "None in this edition",
    }
}

fn statement_view(here: &Here<'_, '_>, voices: &Voices, internal: bool) -> StatementView {
    let links = |names: &[crate::model::Ref]| names.iter().map(|name| here.item_link(name)).collect();
    let heard = |(voice, names): (&Voice, &Vec<crate::model::Ref>)| HeardView {
        id: format!("{}-{}", voices.statement.id, voice.name()),
        label: voice.label().to_owned(),
        links: links(names),
        none: none(*voice, internal),
    };
    let communities = voices.communities.iter().enumerate().map(|(at, (name, names))| HeardView {
        id: format!("{}-community-{at}", voices.statement.id),
        label: community_name(name),
        links: links(names),
        none: "",
    });
    StatementView {
        id: voices.statement.id.to_string(),
        link: here.link(&voices.statement),
        any: voices.heard.values().any(|names| !names.is_empty()),
        communities: communities.collect(),
        heard: voices.heard.iter().map(heard).collect(),
    }
}

/// The name of a community as it is read: a slug with spaces, and what an
/// author wrote in words, or with capitals, as it stands.
pub(in crate::site) fn community_name(name: &str) -> String {
    let slug = !name.contains(|letter: char| letter.is_whitespace() || letter.is_uppercase());
    if slug { name.replace('-', " ") } else { name.to_owned() }
}

/// Every community, with how much of each statement's evidence it is heard in.
fn communities(here: &Here<'_, '_>, all: &[Voices]) -> Vec<CommunityView> {
    let names: std::collections::BTreeSet<&String> =
        all.iter().flat_map(|voices| voices.communities.keys()).collect();
    let of = |name: &String| {
        let counted = |voices: &Voices| {
            let at = voices.communities.keys().position(|known| known == name)?;
            let part = format!("{}-community-{at}", voices.statement.id);
            let text = here.shared.title(&voices.statement);
            let count = voices.communities.get(name).map_or(0, Vec::len);
            Some(CountedStatement { link: Link { href: format!("#{part}"), text }, count })
        };
        CommunityView {
            name: capital(&community_name(name)),
            statements: all.iter().filter_map(counted).collect(),
        }
    };
    let mut communities: Vec<CommunityView> = names.into_iter().map(of).collect();
    communities.sort_by_key(|community| community.name.to_lowercase());
    communities
}
