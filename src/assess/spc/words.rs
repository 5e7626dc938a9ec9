//! What a point is, in a word for data and in words for people.

use crate::model::Better;

/// The first rule that a point matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// No rule.
    None,
    /// Outside the limits.
    Beyond,
    /// One of seven points that rise, or fall.
    Trend,
    /// One of two in three close to a limit.
    TwoOfThree,
    /// One of seven on one side of the mean.
    Shift,
}

impl Signal {
    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Beyond => "beyond",
            Self::Trend => "trend",
            Self::TwoOfThree => "two-of-three",
            Self::Shift => "shift",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "no signal",
            Self::Beyond => "outside the limits",
            Self::Trend => "seven or more in a row that rise or fall",
            Self::TwoOfThree => "two of three in a row close to a limit",
            Self::Shift => "seven or more in a row on one side of the mean",
        }
    }
}

/// Which way a signal points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Above the mean, or rising.
    High,
    /// Below the mean, or falling.
    Low,
}

impl Way {
    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
        }
    }
}

/// What kind of variation a point shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalKind {
    /// The usual ups and downs.
    Common,
    /// A signal towards better.
    Improvement,
    /// A signal towards worse.
    Concern,
    /// A signal upwards where neither way is better.
    NeutralHigh,
    /// A signal downwards where neither way is better.
    NeutralLow,
}

impl SignalKind {
    /// What a signal that points a way means; without one, nothing unusual.
    pub(super) fn of(way: Option<Way>, better: Better) -> Self {
        match (way, better) {
            (None, _) => Self::Common,
            (Some(Way::High), Better::Higher) | (Some(Way::Low), Better::Lower) => Self::Improvement,
            (Some(Way::High), Better::Lower) | (Some(Way::Low), Better::Higher) => Self::Concern,
            (Some(Way::High), Better::Neither) => Self::NeutralHigh,
            (Some(Way::Low), Better::Neither) => Self::NeutralLow,
        }
    }

    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Improvement => "improvement",
            Self::Concern => "concern",
            Self::NeutralHigh => "neutral-high",
            Self::NeutralLow => "neutral-low",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Common => "the usual ups and downs",
            Self::Improvement => "a signal of improvement",
            Self::Concern => "a signal of concern",
            Self::NeutralHigh => "a signal that it is higher",
            Self::NeutralLow => "a signal that it is lower",
        }
    }
}
