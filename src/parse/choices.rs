//! The words that fields with a fixed choice may hold.

use super::personal_data::Said;
use super::settings::LogPeriods;
use super::values::Choice;
use crate::model::{
    AccessReason, ActionStatus, Audience, Better, ChartKind, Compliance, ConsentStatus, Counts, FeedbackFrom,
    Hearer, Method, Missing, RequirementStatus, Rounding, Shared, SourceStatus, Speaker, Status, Strength,
    Unit,
};
use crate::personal::Certainty;

macro_rules! choices {
    ($($of:ident: $($word:literal => $variant:expr),+;)*) => {
        $(impl Choice for $of {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $variant)),+];
        })*
    };
}

choices! {
    Audience: "internal" => Self::Internal, "assessor" => Self::Assessor, "public" => Self::Public;
    Status: "draft" => Self::Draft, "ready" => Self::Ready, "approved" => Self::Approved, "withdrawn" => Self::Withdrawn;
    Shared: "meeting" => Self::Meeting, "site" => Self::Site, "author" => Self::Author, "team" => Self::Team;
    Strength: "direct" => Self::Direct, "corroborates" => Self::Corroborates, "context" => Self::Context;
    Hearer: "commissioning" => Self::Commissioning, "health" => Self::Health, "housing" => Self::Housing,
        "voluntary-sector" => Self::VoluntarySector, "workforce" => Self::Workforce, "digital" => Self::Digital;
    ConsentStatus: "given" => Self::Given, "not-sought" => Self::NotSought, "declined" => Self::Declined,
        "withdrawn" => Self::Withdrawn, "best-interests" => Self::BestInterests, "bereaved-family" => Self::BereavedFamily;
    ActionStatus: "open" => Self::Open, "done" => Self::Done, "dropped" => Self::Dropped;
    FeedbackFrom: "people" => Self::People, "families" => Self::Families, "staff" => Self::Staff, "partners" => Self::Partners;
    Method: "interview" => Self::Interview, "survey" => Self::Survey, "compliment" => Self::Compliment,
        "complaint" => Self::Complaint, "workshop" => Self::Workshop, "audit" => Self::Audit;
    Speaker: "person" => Self::Person, "family" => Self::Family, "worker" => Self::Worker, "partner" => Self::Partner;
    RequirementStatus: "open" => Self::Open, "in-progress" => Self::InProgress,
        "answered" => Self::Answered, "not-applicable" => Self::NotApplicable;
    Unit: "days" => Self::Days, "percent" => Self::Percent, "count" => Self::Count, "rate" => Self::Rate,
        "score" => Self::Score, "pounds" => Self::Pounds;
    Counts: "people" => Self::People, "things" => Self::Things;
    Better: "higher" => Self::Higher, "lower" => Self::Lower, "neither" => Self::Neither;
    ChartKind: "trend" => Self::Trend, "bars" => Self::Bars, "spc" => Self::Spc,
        "benchmark" => Self::Benchmark, "funnel" => Self::Funnel;
    Missing: "suppressed" => Self::Suppressed, "not-collected" => Self::NotCollected,
        "not-available" => Self::NotAvailable, "not-yet" => Self::NotYet;
    SourceStatus: "official" => Self::Official, "in-development" => Self::InDevelopment, "local" => Self::Local;
    Certainty: "hard" => Self::Hard, "likely" => Self::Likely, "hint" => Self::Hint;
    Said: "hard" => Self(Some(Certainty::Hard)), "likely" => Self(Some(Certainty::Likely)),
        "hint" => Self(Some(Certainty::Hint)), "off" => Self(None);
    LogPeriods: "month" => Self::Month, "week" => Self::Week;
    Compliance: "full" => Self::Full, "partial" => Self::Partial, "none" => Self::None;
    AccessReason: "not-compliant" => Self::NotCompliant, "burden" => Self::Burden, "out-of-scope" => Self::OutOfScope;
    Rounding: "up" => Self::Up, "nearest" => Self::Nearest;
}
