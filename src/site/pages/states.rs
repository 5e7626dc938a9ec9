//! States as templates show them: a word with a shape, and how many things
//! stand so.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assess::{CellState, ClaimState, Freshness, LoopState};

/// A state: its name picks the shape, its label is what is read.
#[derive(Clone, Copy, Serialize)]
pub(super) struct StateView {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
}

/// How many things stand so, with the list of them where there is one.
#[derive(Serialize)]
pub(super) struct StateCount {
    pub(super) state: StateView,
    pub(super) count: usize,
    pub(super) href: Option<String>,
}

macro_rules! shown {
    ($($state:ty),*) => {
        $(impl From<$state> for StateView {
            fn from(state: $state) -> Self {
                Self { name: state.name(), label: state.label() }
            }
        })*
    };
}

shown!(CellState, ClaimState, Freshness, LoopState);

/// The states that something stands in, in their order; the others are left out.
pub(super) fn tally<S: Copy + Into<StateView>>(
    counts: &BTreeMap<S, usize>,
    href: impl Fn(S) -> Option<String>,
) -> Vec<StateCount> {
    let there = counts.iter().filter(|(_, count)| **count > 0);
    there
        .map(|(state, count)| StateCount { state: (*state).into(), count: *count, href: href(*state) })
        .collect()
}
