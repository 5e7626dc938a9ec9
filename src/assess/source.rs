//! Which items are independent sources, and which say again what another has
//! said: the same meeting, site or author.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::{Action, Detail, EvidenceRules, Item, Kind, Shared};

/// What two items that are one source have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key<'r> {
    shared: Shared,
    /// The meeting, site or team by id, the author by role.
    id: Cow<'r, str>,
}

/// Items, sorted into sources.
pub(super) struct Sources<'r> {
    /// One item of each source, in the order of their names.
    pub(super) counted: Vec<&'r Item>,
    /// The others, in the order of their names.
    pub(super) duplicates: Vec<Duplicate<'r>>,
}

/// An item that shares a source with one that is counted.
pub(super) struct Duplicate<'r> {
    pub(super) item: &'r Item,
    /// The one that is counted.
    pub(super) of: &'r Item,
    /// What they share.
    pub(super) shared: Shared,
}

impl<'r> Sources<'r> {
    /// Takes items one by one, those that share least first, of those the
    /// latest, of those by name; one that shares a source with an item taken
    /// already is a duplicate. So a crowd from one site does not hide the one
    /// item that came from elsewhere.
    pub(super) fn of(items: impl IntoIterator<Item = &'r Item>, rules: &EvidenceRules) -> Self {
        let mut items: Vec<(&Item, Vec<Key<'_>>)> =
            items.into_iter().map(|item| (item, keys(item, rules))).collect();
        let mut crowds: HashMap<&Key<'_>, usize> = HashMap::new();
        for key in items.iter().flat_map(|(_, keys)| keys) {
            *crowds.entry(key).or_default() += 1;
        }
        let crowd = |keys: &[Key<'_>]| keys.iter().map(|key| crowds[key] - 1).sum::<usize>();
        let order: Vec<usize> = items.iter().map(|(_, keys)| crowd(keys)).collect();
        drop(crowds);
        let mut ranked: Vec<(usize, (&Item, Vec<Key<'_>>))> =
            order.into_iter().zip(items.drain(..)).collect();
        ranked.sort_by(|(a_crowd, (a, _)), (b_crowd, (b, _))| {
            let latest = |item: &Item| Reverse(item.basics.when.latest());
            (a_crowd, latest(a), a.name()).cmp(&(b_crowd, latest(b), b.name()))
        });
        Self::taken(ranked.into_iter().map(|(_, item)| item))
    }

    fn taken(ranked: impl Iterator<Item = (&'r Item, Vec<Key<'r>>)>) -> Self {
        let mut taken: HashMap<Key<'_>, &Item> = HashMap::new();
        let mut sources = Self { counted: Vec::new(), duplicates: Vec::new() };
        for (item, keys) in ranked {
            if let Some((of, shared)) = keys.iter().find_map(|key| Some((taken.get(key)?, key.shared))) {
                sources.duplicates.push(Duplicate { item, of, shared });
            } else {
                sources.counted.push(item);
                taken.extend(keys.into_iter().map(|key| (key, item)));
            }
        }
        sources.counted.sort_by(|a, b| a.name().cmp(b.name()));
        sources.duplicates.sort_by(|a, b| a.item.name().cmp(b.item.name()));
        sources
    }
}

/// What would make another item the same source as this one.
fn keys<'r>(item: &'r Item, rules: &EvidenceRules) -> Vec<Key<'r>> {
    if rules.independent.contains(&item.name().kind) {
        return Vec::new();
    }
    let key = |shared: &Shared| {
        let id = match shared {
            Shared::Meeting => meeting(item),
            Shared::Site => item.tagging.site.as_ref().map(|site| (&*site.to.id).into()),
            Shared::Author => author(item).map(|role| role.to_lowercase().into()),
            Shared::Team => item.tagging.team.as_ref().map(|team| (&*team.value).into()),
        };
        id.map(|id| Key { shared: *shared, id })
    };
    rules.one_source.iter().filter_map(key).collect()
}

/// A meeting and the actions that it agreed are one source, also where the
/// edition withholds the meeting.
fn meeting(item: &Item) -> Option<Cow<'_, str>> {
    match &item.detail {
        Detail::Meeting(_) => Some((&*item.name().id).into()),
        // No id has a `#` in it.
        Detail::Action(Action { hidden_meeting: Some(number), .. }) => Some(format!("#{number}").into()),
        Detail::Action(action) => action.meeting.as_ref().map(|meeting| (&*meeting.to.id).into()),
        _ => None,
    }
}

/// The role that answers for an item; an action's is the one to do it.
fn author(item: &Item) -> Option<&str> {
    item.tagging.owner.as_deref().filter(|_| item.name().kind != Kind::Action)
}
