//! The fifth stage: what the evidence says on a given day.
//!
//! Pure arithmetic on a release: no disk, no clock, no words for pages. It
//! says how much evidence there is and where, and never how good the care is:
//! no score or rating is made from counts.

mod action;
mod coverage;
mod reading;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Detail, Kind, Ref};
use crate::release::Release;

pub use action::ActionState;
pub use coverage::{Cell, Coverage, Row, category_of};
pub use reading::{Known, Movement, Reading};

/// What a release says as of a day.
#[derive(Debug)]
pub struct Assessment {
    /// The day that everything is judged against.
    pub as_of: Date,
    /// Evidence by statement and category.
    pub coverage: Coverage,
    /// Where each action stands.
    pub actions: BTreeMap<Ref, ActionState>,
    /// What each metric's figures say.
    pub readings: BTreeMap<Ref, Reading>,
}

/// Assesses a release as of a day.
pub fn assess(release: &Release, as_of: Date) -> Assessment {
    let actions = release.of(Kind::Action).iter().filter_map(|item| match &item.detail {
        Detail::Action(action) => Some((item.name().clone(), ActionState::of(action, as_of))),
        _ => None,
    });
    let readings = release.of(Kind::Metric).iter().filter_map(|item| match &item.detail {
        Detail::Metric(metric) => Some((item.name().clone(), Reading::of(metric))),
        _ => None,
    });
    Assessment {
        as_of,
        coverage: Coverage::of(release),
        actions: actions.collect(),
        readings: readings.collect(),
    }
}
