//! The names of everything in a pack, and what a reference leads to.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use foldhash::HashMap;

use crate::diagnostic::{Code, Finding, Place, list_of, suggestion};
use crate::model::{Citation, Detail, Framework, Item, Kind, Practice, Ref, Settings, Unread, fold};

/// Nobody reads more suggestions than this, and each takes a look at every name.
const SUGGESTIONS: usize = 200;

/// What a reference leads to.
pub(super) enum Resolved {
    /// Something that is there.
    Name(Ref),
    /// Something that may stand in a file with errors of its own.
    Unread,
    /// Nothing: [`Names::unknown`] says what to do.
    Unknown,
}

/// Names, earlier names, and the headings that references may name.
pub(super) struct Names {
    /// How many more unknown names are compared with all that are known.
    suggestions: usize,
    unread: Unread,
    places: HashMap<Ref, Option<Place>>,
    /// Of those that have headings.
    parts: HashMap<Ref, Vec<Arc<str>>>,
    pub(super) aliases: BTreeMap<Ref, Ref>,
}

impl Names {
    /// Collects all names; those that stand twice are findings.
    pub(super) fn collect(
        items: &[Arc<Item>],
        unread: Unread,
        settings: &Settings,
        framework: &Framework,
        practice: &Practice,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut names = Self {
            suggestions: SUGGESTIONS,
            unread,
            places: HashMap::default(),
            parts: HashMap::default(),
            aliases: BTreeMap::new(),
        };
        for name in of_framework(framework)
            .chain(practice.rules.iter().map(|rule| Ref::new(Kind::Rule, rule.id.clone())))
        {
            if names.places.insert(name.clone(), None).is_some() {
                let message = format!("`{name}` stands twice in the framework or practice data");
                findings.push(Finding::without_place(Code::Framework, message));
            }
        }
        for site in &settings.sites {
            names.add(Ref::new(Kind::Site, site.id.clone()), &site.place, findings);
        }
        for item in items {
            names.add(item.name().clone(), &item.basics.place, findings);
            if !item.body.outline.is_empty() {
                let outline = item.body.outline.iter().map(|heading| Arc::clone(&heading.id)).collect();
                names.parts.insert(item.name().clone(), outline);
            }
        }
        names.add_aliases(items, framework, findings);
        names
    }

    fn add(&mut self, name: Ref, place: &Place, findings: &mut Vec<Finding>) {
        match self.places.entry(name) {
            Entry::Vacant(slot) => drop(slot.insert(Some(place.clone()))),
            Entry::Occupied(slot) => {
                let name = slot.key();
                let first = slot.get().as_ref().map_or("the framework", |place| &*place.path);
                let message =
                    format!("`{name}` is the name of two {}; the other is in `{first}`", name.kind.many());
                let help = if name.kind == Kind::Judgement {
                    "a statement has one judgement: join the two files"
                } else {
                    "give one of the two another `id:`, or another file name"
                };
                findings.push(Finding::new(Code::DuplicateId, place.clone(), message).help(help));
            }
        }
    }

    fn add_aliases(&mut self, items: &[Arc<Item>], framework: &Framework, findings: &mut Vec<Finding>) {
        for statement in &framework.statements {
            for alias in &statement.aliases {
                let alias = Ref::new(Kind::Statement, fold(alias));
                if !self.places.contains_key(&alias) {
                    self.aliases.insert(alias, Ref::new(Kind::Statement, statement.id.clone()));
                }
            }
        }
        for item in items {
            for alias in &item.basics.aliases {
                let name = Ref::new(item.name().kind, Arc::clone(&alias.value));
                let taken = self.places.contains_key(&name) || self.aliases.contains_key(&name);
                if taken {
                    let message = format!("the alias `{name}` is already the name of something else");
                    let help = "take it out of `aliases:`: an old id cannot lead to two places";
                    findings.push(Finding::new(Code::DuplicateId, alias.place.clone(), message).help(help));
                } else {
                    self.aliases.insert(name, item.name().clone());
                }
            }
        }
    }

    /// What a reference leads to.
    pub(super) fn resolve(&self, citation: &Citation) -> Resolved {
        let Some(name) = self.find(&citation.to) else {
            let unread = self.unread.may_hold(&citation.to);
            return if unread { Resolved::Unread } else { Resolved::Unknown };
        };
        match citation.part.as_deref().filter(|_| name.kind != Kind::Document) {
            Some(part) if !self.parts_of(&name).iter().any(|known| &**known == part) => Resolved::Unknown,
            _ => Resolved::Name(name),
        }
    }

    fn parts_of(&self, name: &Ref) -> &[Arc<str>] {
        self.parts.get(name).map_or(&[], Vec::as_slice)
    }

    /// A name as it stands, an earlier one, or a loose spelling of either.
    fn find(&self, name: &Ref) -> Option<Ref> {
        if self.places.contains_key(name) {
            return Some(name.clone());
        }
        if let Some(now) = self.aliases.get(name) {
            return Some(now.clone());
        }
        let folded = Ref::new(name.kind, fold(&name.id));
        let statement = name.kind == Kind::Statement;
        self.aliases.get(&folded).filter(|_| statement).cloned()
    }

    /// What is said of a reference that leads nowhere.
    pub(super) fn unknown(&mut self, citation: &Citation) -> Finding {
        let name = &citation.to;
        let finding = |message| Finding::new(Code::UnknownReference, citation.place.clone(), message);
        if let (Some(name), Some(part)) = (self.find(name), &citation.part) {
            let help = suggestion(part, self.parts_of(&name).iter().map(|part| &**part));
            return finding(format!("`{name}` has no heading `#{part}`")).maybe_help(help);
        }
        let help = self.elsewhere(name).or_else(|| self.near(name)).unwrap_or_else(|| self.known(name.kind));
        finding(format!("there is no {} `{}`", name.kind.one(), name.id)).help(help)
    }

    /// The nearest id of the kind, or one that the name ends in: authors write
    /// a file's name where its id is meant.
    fn near(&mut self, name: &Ref) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let ids = || {
            let earlier = self.aliases.keys().filter(|known| known.kind == name.kind);
            self.ids(name.kind).into_iter().chain(earlier.map(|known| &*known.id))
        };
        let stem = name.id.rsplit('/').next().unwrap_or(&name.id);
        let stem = stem.strip_suffix(".md").or_else(|| stem.strip_suffix(".yaml")).unwrap_or(stem);
        let folded = fold(stem);
        let end = ids().find(|id| folded == **id || folded.ends_with(&format!("-{id}")));
        end.map(|id| format!("did you mean `{id}`?")).or_else(|| suggestion(&name.id, ids()))
    }

    /// The ids of a kind, in order.
    fn ids(&self, kind: Kind) -> Vec<&str> {
        let names = self.places.keys().filter(|known| known.kind == kind);
        let mut ids: Vec<&str> = names.map(|known| &*known.id).collect();
        ids.sort_unstable();
        ids
    }

    /// What there is of a kind, where that is few enough to be listed.
    fn known(&self, kind: Kind) -> String {
        let ids = self.ids(kind);
        match kind {
            Kind::Site if ids.is_empty() => {
                "innovation sites are declared under `sites:` in `data/pack.yaml`".to_owned()
            }
            _ if ids.is_empty() => format!("there are no {} in this pack", kind.many()),
            _ if ids.len() <= 12 => format!("the {} are {}", kind.many(), list_of(ids, "and")),
            kind => format!("is the file of this {} in the pack?", kind.one()),
        }
    }

    /// The same id under another kind.
    fn elsewhere(&self, name: &Ref) -> Option<String> {
        // A judgement has its statement's id: naming one for the other helps nobody.
        let twins = [Kind::Statement, Kind::Judgement];
        let kinds = Kind::ALL.iter().filter(|kind| !(twins.contains(kind) && twins.contains(&name.kind)));
        let other = kinds.map(|kind| Ref::new(*kind, name.id.clone()));
        let other = other.into_iter().find(|other| self.places.contains_key(other))?;
        Some(format!("did you mean `{other}`?"))
    }
}

/// A judgement is named by its statement, whichever spelling the author used.
pub(super) fn canonical_judgements(items: &mut [Arc<Item>], framework: &Framework) {
    for item in items {
        if let Detail::Judgement(judgement) = &item.detail {
            let id = &judgement.statement.to.id;
            let folded = fold(id);
            let known = framework.statements.iter().find(|statement| {
                statement.id == *id || statement.aliases.iter().any(|alias| fold(alias) == folded)
            });
            if let Some(statement) = known.filter(|statement| statement.id != item.name().id) {
                let name = Ref::new(Kind::Judgement, statement.id.clone());
                Arc::make_mut(item).basics.name = name;
            }
        }
    }
}

/// Everything in a framework that a reference can lead to.
fn of_framework(framework: &Framework) -> impl Iterator<Item = Ref> + '_ {
    let themes = framework.themes.iter().map(|theme| Ref::new(Kind::Theme, theme.id.clone()));
    let statements = framework.statements.iter().flat_map(|statement| {
        let own = Ref::new(Kind::Statement, statement.id.clone());
        std::iter::once(own).chain(statement.headings.iter().map(|heading| statement.heading_ref(heading)))
    });
    let expectations = framework.expectations.iter().map(|one| Ref::new(Kind::Expectation, one.id.clone()));
    themes.chain(statements).chain(expectations)
}
