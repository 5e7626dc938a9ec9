//! What the icons beside a control chart say.

use super::ControlRow;
use super::limits::Base;
use super::notes::Reason;
use super::words::{SignalKind, Way};
use crate::model::Better;

/// What the last row of a series shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// The usual ups and downs.
    Common,
    /// Improvement, upwards.
    ImprovementHigh,
    /// Improvement, downwards.
    ImprovementLow,
    /// Concern, upwards.
    ConcernHigh,
    /// Concern, downwards.
    ConcernLow,
    /// Upwards, where neither way is better.
    NeutralHigh,
    /// Downwards, where neither way is better.
    NeutralLow,
}

impl Variation {
    /// What a last row shows. Without limits nothing can be said, save that
    /// figures which are all the same vary by nothing.
    pub(super) fn of(row: &ControlRow, base: &Base) -> Option<Self> {
        let said = matches!(base.limits, Ok(_) | Err(Reason::Constant { .. }));
        said.then_some(match (row.kind, row.way) {
            (SignalKind::Common, _) | (_, None) => Self::Common,
            (SignalKind::Improvement, Some(Way::High)) => Self::ImprovementHigh,
            (SignalKind::Improvement, Some(Way::Low)) => Self::ImprovementLow,
            (SignalKind::Concern, Some(Way::High)) => Self::ConcernHigh,
            (SignalKind::Concern, Some(Way::Low)) => Self::ConcernLow,
            (SignalKind::NeutralHigh, _) => Self::NeutralHigh,
            (SignalKind::NeutralLow, _) => Self::NeutralLow,
        })
    }

    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::ImprovementHigh => "improvement-high",
            Self::ImprovementLow => "improvement-low",
            Self::ConcernHigh => "concern-high",
            Self::ConcernLow => "concern-low",
            Self::NeutralHigh => "neutral-high",
            Self::NeutralLow => "neutral-low",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Common => "the usual ups and downs: no signal of change",
            Self::ImprovementHigh => "improvement: higher, where higher is better",
            Self::ImprovementLow => "improvement: lower, where lower is better",
            Self::ConcernHigh => "concern: higher, where lower is better",
            Self::ConcernLow => "concern: lower, where higher is better",
            Self::NeutralHigh => "a signal that it is higher",
            Self::NeutralLow => "a signal that it is lower",
        }
    }
}

/// Whether a target is to be met while nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// Each time.
    Pass,
    /// At no time.
    Fail,
    /// Now and then, by chance.
    HitOrMiss,
}

impl Assurance {
    /// How a target stands to the limits of the last segment. Figures that are
    /// all the same have none: they meet the target or miss it.
    pub(super) fn of(base: &Base, target: f64, better: Better) -> Option<Self> {
        let one_way = |met: bool| if met { Self::Pass } else { Self::Fail };
        match (base.limits, better) {
            (_, Better::Neither) => None,
            (Ok(limits), _) if target > limits.upper => Some(one_way(better == Better::Lower)),
            (Ok(limits), _) if target < limits.lower => Some(one_way(better == Better::Higher)),
            (Ok(_), _) => Some(Self::HitOrMiss),
            (Err(Reason::Constant { .. }), Better::Higher) => base.mean.map(|mean| one_way(mean >= target)),
            (Err(Reason::Constant { .. }), Better::Lower) => base.mean.map(|mean| one_way(mean <= target)),
            (Err(_), _) => None,
        }
    }

    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::HitOrMiss => "hit-or-miss",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pass => "the target will be met each time unless something changes",
            Self::Fail => "the target will not be met unless something changes",
            Self::HitOrMiss => "the target will be met some times and missed at others, by chance",
        }
    }
}
