//! Small numbers: counts of people that would give somebody away are taken
//! out of a release before anything is drawn or worked out.
//!
//! `docs/figures.md` has the rules in words.

mod metrics;
mod network;

pub(super) use metrics::keep_back;
pub(super) use network::{CellId, Fate, Network, NodeId};
