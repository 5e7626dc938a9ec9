//! The filters of the register of actions, without a script: each choice of a
//! list has a rule in `assets/filters.css` that hides the rows without it.
//!
//! Values are counted, `o3` for the fourth owner, so that nothing an author
//! wrote stands in a style sheet. A browser that does not know `:has` shows
//! every row and no lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use super::context::Shared;
use super::path::SitePath;
use crate::assess::LoopState;
use crate::diagnostic::capital;
use crate::model::{Item, Kind, Ref};

/// The style sheet, from the site's root.
pub(super) const FILTERS_CSS: &str = "assets/filters.css";

/// A list to choose from.
#[derive(Serialize)]
pub(super) struct Filter {
    /// What the rows call it: `data-owner`.
    pub(super) name: &'static str,
    /// What readers call it: `Owner`.
    pub(super) label: &'static str,
    /// What stands for no choice: `Every owner`.
    pub(super) every: &'static str,
    pub(super) choices: Vec<Choice>,
}

#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) text: String,
}

/// What the row of an action has of each list, with spaces between.
#[derive(Serialize, Default)]
pub(super) struct Marks {
    pub(super) owner: String,
    pub(super) statement: String,
    pub(super) site: String,
}

/// The lists of a release, and where each thing stands in them.
pub(super) struct Filters<'s> {
    shared: &'s Shared<'s>,
    owners: BTreeMap<&'s str, usize>,
    statements: Vec<Ref>,
    /// Sites with the actions that belong to them.
    sites: Vec<(Ref, &'s [Ref])>,
    states: Vec<LoopState>,
}

impl<'s> Filters<'s> {
    pub(super) fn of(shared: &'s Shared<'s>) -> Self {
        let actions = shared.release.of(Kind::Action);
        let owners: BTreeSet<&str> =
            actions.iter().filter_map(|item| item.tagging.owner.as_deref()).collect();
        let named: BTreeSet<&Ref> = actions.iter().flat_map(Item::statements).collect();
        let statements = shared.release.framework().statements.iter();
        let sites = shared.assessment.sites.iter().filter(|site| !site.actions.is_empty());
        let loops = &shared.assessment.loops;
        let told = LoopState::told_to(shared.release.audience()).into_iter();
        Self {
            shared,
            owners: owners.into_iter().zip(0..).collect(),
            statements: statements
                .map(|statement| Ref::new(Kind::Statement, statement.id.clone()))
                .filter(|name| named.contains(name))
                .collect(),
            sites: sites
                .map(|site| (Ref::new(Kind::Site, site.site.clone()), site.actions.as_slice()))
                .collect(),
            states: told.filter(|state| loops.count(*state) > 0).collect(),
        }
    }

    /// The lists; one with nothing to choose from is left out.
    pub(super) fn lists(&self) -> Vec<Filter> {
        let titled = |letter: char, names: &mut dyn Iterator<Item = &Ref>| -> Vec<Choice> {
            let choice =
                |(at, name)| Choice { value: format!("{letter}{at}"), text: self.shared.title(name) };
            names.enumerate().map(choice).collect()
        };
        let state =
            |state: &LoopState| Choice { value: state.name().to_owned(), text: capital(state.label()) };
        let owner =
            |(owner, at): (&&str, &usize)| Choice { value: format!("o{at}"), text: (*owner).to_owned() };
        let states = self.states.iter().map(state).collect();
        let owners = self.owners.iter().map(owner).collect();
        let statements = titled('s', &mut self.statements.iter());
        let sites = titled('p', &mut self.sites.iter().map(|(site, _)| site));
        let lists = [
            Filter { name: "state", label: "State", every: "Every state", choices: states },
            Filter { name: "owner", label: "Owner", every: "Every owner", choices: owners },
            Filter {
                name: "statement",
                label: "Quality statement",
                every: "Every statement",
                choices: statements,
            },
            Filter { name: "site", label: "Innovation site", every: "Everywhere", choices: sites },
        ];
        lists.into_iter().filter(|list| !list.choices.is_empty()).collect()
    }

    /// What an action has of each list.
    pub(super) fn marks(&self, item: &Item) -> Marks {
        let owner = item.tagging.owner.as_deref().and_then(|owner| self.owners.get(owner));
        let own: BTreeSet<&Ref> = item.statements().collect();
        let all = |letter: char, places: &mut dyn Iterator<Item = usize>| {
            places.map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(" ")
        };
        let statements = self.statements.iter().enumerate().filter(|(_, name)| own.contains(name));
        let sites = self.sites.iter().enumerate();
        let sites = sites.filter(|(_, (_, actions))| actions.binary_search(item.name()).is_ok());
        Marks {
            owner: all('o', &mut owner.into_iter().copied()),
            statement: all('s', &mut statements.map(|(at, _)| at)),
            site: all('p', &mut sites.map(|(at, _)| at)),
        }
    }

    /// The rules: for each choice, the rows without it are not shown.
    pub(super) fn css(&self) -> String {
        let mut css = String::from("@supports not selector(:has(a)){.filters{display:none}}\n");
        for list in self.lists() {
            for Choice { value, .. } in list.choices {
                let _ = writeln!(
                    css,
                    "main:has(option[value={value}]:checked) tr[data-state]:not([data-{}~={value}]){{display:none}}",
                    list.name
                );
            }
        }
        css
    }

    /// The style sheet's path.
    pub(super) fn path() -> SitePath {
        SitePath::new(FILTERS_CSS)
    }
}
