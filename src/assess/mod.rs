//! The fifth stage: what the evidence says on a given day.
//!
//! Pure arithmetic on a release: no disk, no clock, no pages. It says where
//! evidence stands, and never how good the care is: no score or rating is made
//! from counts. The rules are the framework's data; `docs/evidence.md` says
//! them in words.
//!
//! One assessment feeds the pages, `status`, the open data and the findings of
//! `check`, so that they cannot disagree.

mod claims;
mod concerns;
mod control;
mod coverage;
mod figures;
mod freshness;
mod ground;
pub mod intervals;
mod language;
mod log;
mod loops;
mod practice;
mod rating;
mod readiness;
mod reading;
mod rhythm;
mod source;
pub mod spc;
mod statistics;
mod voices;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Audience, Detail, Kind, Metric, Ref};
use crate::release::Release;
use ground::Ground;

pub use claims::{ClaimReading, ClaimState, ExpectationReading, JudgedClaims};
pub use concerns::Concern;
pub use control::ControlReading;
pub use coverage::{Cell, CellState, Challenge, Coverage, NotCounted, Row};
pub use figures::{Compared, FiguresReading, With, at_period};
pub use freshness::{Age, Freshness, Outlook, Review, Reviewed, StaleMonth};
pub use ground::Why;
pub use intervals::{Comparison, Interval, Share};
pub use language::{AllowedWord, LanguageReading, RuleReading, Worded};
pub use log::{LogReading, MeasureReading, share_interval};
pub use loops::{Loop, LoopState, Loops, OpenAt};
pub use practice::{BeforeAndSince, InsightReading, PracticeReading, SitePhase, SiteReading, Stretch};
pub use rating::{OwnScores, Total};
pub use readiness::{Readiness, ReadinessRow};
pub use reading::{Known, Movement, Reading};
pub use rhythm::{MeetingPeriod, PeriodState, Rhythm, RoleAttendance};
pub use statistics::Spread;
pub use voices::{Voice, Voices};

/// What a release says as of a day: what is counted, and how things are worded.
#[derive(Debug)]
pub struct Assessment {
    counted: Arc<Counted>,
    /// How the pack is worded; for the authority alone, and empty for others.
    pub language: LanguageReading,
}

impl Deref for Assessment {
    type Target = Counted;

    fn deref(&self) -> &Counted {
        &self.counted
    }
}

/// What is the same as long as nothing but words is different.
#[derive(Debug)]
pub struct Counted {
    /// The day that everything is judged against.
    pub as_of: Date,
    /// How old each piece of evidence and each judgement is.
    pub ages: BTreeMap<Ref, Age>,
    /// What goes stale and what is to be looked at again.
    pub outlook: Outlook,
    /// Evidence by statement and category.
    pub coverage: Coverage,
    /// Where each loop stands, and what they come to.
    pub loops: Loops,
    /// Which meetings were held.
    pub rhythm: Vec<Rhythm>,
    /// What the claims of each judgement stand on, by statement id.
    pub claims: Vec<JudgedClaims>,
    /// What shows each of the things that people expect.
    pub expectations: Vec<ExpectationReading>,
    /// Whose voice is in the evidence of each statement.
    pub voices: Vec<Voices>,
    /// What stories show of the practice.
    pub practice: PracticeReading,
    /// The innovation sites, in the pack's order.
    pub sites: Vec<SiteReading>,
    /// What was learned that others should know.
    pub insights: Vec<InsightReading>,
    /// What each metric's figures say.
    pub readings: BTreeMap<Ref, Reading>,
    /// The intervals of each metric's figures, and how the last one compares.
    pub figures: BTreeMap<Ref, FiguresReading>,
    /// The control chart of each metric that asks for one.
    pub controls: BTreeMap<Ref, ControlReading>,
    /// What the conversation log says, where the audience may see it.
    pub log: Option<LogReading>,
    /// Where the authority stands; for itself alone.
    pub readiness: Option<Readiness>,
}

/// Assesses a release as of a day.
pub fn assess(release: &Release, as_of: Date) -> Assessment {
    worded(Arc::new(count(&Ground::new(release, as_of))), release)
}

/// Assesses a release that is the same as one before but for words of its items.
pub fn assess_words(release: &Release, before: &Assessment) -> Assessment {
    worded(Arc::clone(&before.counted), release)
}

fn worded(counted: Arc<Counted>, release: &Release) -> Assessment {
    let internal = release.audience() == Audience::Internal;
    let language =
        if internal { LanguageReading::of(release, counted.as_of) } else { LanguageReading::default() };
    Assessment { counted, language }
}

fn count(ground: &Ground<'_>) -> Counted {
    let (release, as_of) = (ground.release, ground.as_of);
    let ages = || ground.judged().map(|(item, facts)| (item.name().clone(), facts.age)).collect();
    // Each half takes about as long as the other.
    let (evidence, work) = rayon::join(
        || {
            (
                Coverage::of(ground),
                Voices::all(ground),
                PracticeReading::of(ground),
                Metrics::of(release, as_of),
            )
        },
        || {
            let ages = (ages(), Outlook::of(ground), Rhythm::all(ground));
            (ages, Loops::of(ground), JudgedClaims::all(ground), ExpectationReading::all(ground))
        },
    );
    let (coverage, voices, practice, Metrics { readings, figures, controls }) = evidence;
    let ((ages, outlook, rhythm), loops, claims, expectations) = work;
    let mut counted = Counted {
        as_of,
        ages,
        outlook,
        coverage,
        loops,
        rhythm,
        claims,
        expectations,
        voices,
        practice,
        sites: SiteReading::all(ground),
        insights: InsightReading::all(ground),
        readings,
        figures,
        controls,
        log: release.log().map(|log| LogReading::of(log, as_of)),
        readiness: None,
    };
    if release.audience() == Audience::Internal {
        let next = concerns::all(ground, &counted);
        counted.readiness = Some(Readiness::of(ground, &counted, next));
    }
    counted
}

/// What the figures of each metric say.
struct Metrics {
    readings: BTreeMap<Ref, Reading>,
    figures: BTreeMap<Ref, FiguresReading>,
    controls: BTreeMap<Ref, ControlReading>,
}

impl Metrics {
    fn of(release: &Release, as_of: Date) -> Self {
        let metrics = || {
            release.of(Kind::Metric).par_iter().filter_map(|item| match &item.detail {
                Detail::Metric(metric) => Some((item.name().clone(), metric)),
                _ => None,
            })
        };
        let control = |metric: &Metric| Some(ControlReading::of(metric, metric.spc.as_ref()?, as_of));
        Self {
            readings: metrics().map(|(name, metric)| (name, Reading::of(metric, as_of))).collect(),
            figures: metrics().map(|(name, metric)| (name, FiguresReading::of(metric, as_of))).collect(),
            controls: metrics().filter_map(|(name, metric)| Some((name, control(metric)?))).collect(),
        }
    }
}

impl Counted {
    /// The claims of a statement's judgement.
    pub fn claims_of(&self, statement: &str) -> &[ClaimReading] {
        let judged = self.claims.iter().find(|judged| &*judged.statement == statement);
        judged.map_or(&[], |judged| &judged.claims)
    }
}
