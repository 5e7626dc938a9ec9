//! Who keeps the small numbers of a metric back.

use super::metric::{Counts, FiguresFrom, Metric, Publication, SourceStatus};

/// Where the small numbers of a metric are kept back. Counts that add up are
/// kept back in one place, or one would give another away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBack {
    /// With those of the authority's other counts of people.
    Here,
    /// With the rest of the conversation log.
    WithTheLog,
    /// By who published them: they are public as they are.
    ByItsPublisher,
    /// Nowhere: they are of things.
    Nowhere,
}

impl KeptBack {
    /// What such figures are, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Here => "the authority's own counts of people",
            Self::WithTheLog => "counts of the conversation log",
            Self::ByItsPublisher => "official statistics",
            Self::Nowhere => "counts of things",
        }
    }
}

impl Metric {
    /// Where its small numbers are kept back.
    pub fn kept_back(&self) -> KeptBack {
        if matches!(self.from, Some(FiguresFrom::Log(_))) {
            KeptBack::WithTheLog
        } else if self.counts == Counts::Things {
            KeptBack::Nowhere
        } else if self.source.is_official() {
            KeptBack::ByItsPublisher
        } else {
            KeptBack::Here
        }
    }
}

impl Publication {
    /// Official statistics went through their publisher's own disclosure control.
    pub fn is_official(&self) -> bool {
        matches!(self.status, Some(SourceStatus::Official | SourceStatus::InDevelopment))
    }
}
