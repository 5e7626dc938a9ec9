//! Filters and orders of the registers: what can be chosen, and what each row
//! carries of it as `data-` attributes. `register.js` does the rest; without a
//! script every row is shown and no list.
//!
//! A choice is a word that stands in the address of a page and is sent to
//! others: the id of a thing, or its text in the form of an id. Choices are
//! made of the rows of the register alone, so what is withheld gives none.

mod facets;
mod orders;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::context::Shared;
use crate::model::{Item, Kind};
use facets::Facet;
use orders::Order;

/// What a reader can choose on a register.
#[derive(Serialize)]
pub(super) struct Controls {
    filters: Vec<Filter>,
    orders: Vec<Choice>,
    /// The order of the page as it is, in words.
    own: &'static str,
    /// The name of that order where it is one of the others; empty where it is not.
    own_order: &'static str,
    /// What the rows are called: `stories`.
    things: &'static str,
}

/// A list to choose from.
#[derive(Serialize)]
struct Filter {
    /// What the rows and the address call it: `owner`, for `data-owner`.
    name: &'static str,
    /// What readers call it: `Owner`.
    label: &'static str,
    /// What stands for no choice: `Every owner`.
    every: &'static str,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
}

/// An attribute of a row, without its `data-`.
#[derive(Serialize)]
pub(super) struct Mark {
    name: String,
    /// Words of choices with spaces between, or what an order sorts by.
    value: String,
}

/// A row with its attributes.
#[derive(Serialize)]
pub(super) struct Marked<T: Serialize> {
    #[serde(flatten)]
    pub(super) row: T,
    pub(super) marks: Vec<Mark>,
}

/// Something to choose, before it has its word. Choices stand in the order of
/// these: by place, then by text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    place: usize,
    /// Its id, or its text in the form of one.
    id: String,
    text: String,
}

/// The filters and orders of a register.
pub(super) struct Register<'s> {
    shared: &'s Shared<'s>,
    kind: Kind,
    facets: Vec<(Facet, BTreeMap<Named, String>)>,
    orders: Vec<Order>,
    rows: usize,
}

impl<'s> Register<'s> {
    /// The register of a kind, with the items that it lists.
    pub(super) fn of(shared: &'s Shared<'s>, kind: Kind, items: &[&Item]) -> Self {
        let words = |facet: Facet| {
            let named: BTreeSet<Named> = items.iter().flat_map(|item| (facet.of)(shared, item)).collect();
            (facet, words(named))
        };
        // One choice would be no choice.
        let facets = facets::of(kind).into_iter().map(words).filter(|(_, words)| words.len() > 1);
        let sorts = |order: &Order| {
            let keys: BTreeSet<String> = items.iter().map(|item| (order.key)(shared, item)).collect();
            keys.len() > 1
        };
        let orders = orders::of(kind).into_iter().filter(sorts).collect();
        Self { shared, kind, facets: facets.collect(), orders, rows: items.len() }
    }

    /// The lists; none where there is nothing to choose between.
    pub(super) fn controls(&self) -> Option<Controls> {
        let filter = |(facet, words): &(Facet, BTreeMap<Named, String>)| Filter {
            name: facet.name,
            label: facet.label,
            every: facet.every,
            choices: words
                .iter()
                .map(|(named, word)| Choice { value: word.clone(), text: named.text.clone() })
                .collect(),
        };
        let (own_order, own) = orders::own(self.kind);
        let orders = self.orders.iter().flat_map(Order::both_ways);
        (self.rows > 1).then(|| Controls {
            filters: self.facets.iter().map(filter).collect(),
            orders: orders
                .filter(|(value, _)| value != own_order)
                .map(|(value, text)| Choice { value, text })
                .collect(),
            own,
            own_order,
            things: things(self.kind),
        })
    }

    /// A row with what its item has of each list and sorts by; without any of
    /// it where there is nothing to choose between.
    pub(super) fn marked<T: Serialize>(&self, item: &Item, row: T) -> Marked<T> {
        Marked { row, marks: if self.rows > 1 { self.marks(item) } else { Vec::new() } }
    }

    fn marks(&self, item: &Item) -> Vec<Mark> {
        let chosen = self.facets.iter().map(|(facet, words)| {
            let own: BTreeSet<Named> = (facet.of)(self.shared, item).into_iter().collect();
            let own = own.iter().filter_map(|named| words.get(named).map(String::as_str));
            Mark { name: facet.name.to_owned(), value: own.collect::<Vec<_>>().join(" ") }
        });
        let sorted = self.orders.iter().map(|order| Mark {
            name: format!("sort-{}", order.name),
            value: (order.key)(self.shared, item),
        });
        chosen.chain(sorted).filter(|mark| !mark.value.is_empty()).collect()
    }
}

/// The word of each choice: its id, with a number behind it where another
/// choice has the same.
fn words(named: BTreeSet<Named>) -> BTreeMap<Named, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut words = BTreeMap::new();
    for one in named {
        let id = if one.id.is_empty() { "other" } else { &one.id };
        let numbered = (2..).map(|number| format!("{id}-{number}"));
        let mut forms = std::iter::once(id.to_owned()).chain(numbered);
        let Some(word) = forms.find(|word| !taken.contains(word)) else { continue };
        taken.insert(word.clone());
        words.insert(one, word);
    }
    words
}

/// What more than one row of a register is called.
fn things(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "stories",
        Kind::Feedback => "pieces of feedback",
        Kind::Meeting => "meetings",
        Kind::Action => "actions",
        Kind::Metric => "figures",
        Kind::Document => "documents",
        _ => "items",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_has_a_word_of_its_own() {
        let named = |id: &str, text: &str| Named { place: 0, id: id.to_owned(), text: text.to_owned() };
        let all = BTreeSet::from([
            named("c", "C"),
            named("c", "C++"),
            named("c-2", "C 2"),
            named("", "+"),
            named("", "++"),
            named("åsa", "Åsa"),
        ]);
        let words = words(all);
        let said: Vec<(&str, &str)> =
            words.iter().map(|(named, word)| (named.text.as_str(), word.as_str())).collect();
        assert_eq!(
            said,
            [("+", "other"), ("++", "other-2"), ("C", "c"), ("C++", "c-2"), ("C 2", "c-2-2"), ("Åsa", "åsa")]
        );
    }
}
