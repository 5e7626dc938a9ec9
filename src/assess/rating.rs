//! The arithmetic of the authority's own scores. No score is made here: they
//! are added up as the framework says, and nothing else.

use crate::model::{Band, Detail, Framework, Kind, Ref, Rounding};
use crate::release::Release;

/// What the authority's own scores come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnScores {
    /// How many statements have one.
    pub scored: usize,
    /// How many statements there are.
    pub of: usize,
    /// What they come to; none unless every statement has one.
    pub total: Option<Total>,
}

/// All the scores added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The sum.
    pub sum: u32,
    /// The highest sum there could be.
    pub highest: u32,
    /// The percentage in tenths, rounded to the nearest: 389 for 38.9.
    pub tenths: u32,
    /// The percentage as a whole number, rounded as the framework says.
    pub percentage: u32,
    /// The band that the rounded percentage lies in.
    pub band: Option<String>,
    /// The bands that the exact percentage lies between, where it lies in none.
    pub between: Option<(String, String)>,
    /// The next band, and how many points are missing from it.
    pub next: Option<(String, u32)>,
}

impl OwnScores {
    pub(super) fn of(release: &Release) -> Self {
        let framework = release.framework();
        let scores: Vec<u8> = framework
            .statements
            .iter()
            .filter_map(|statement| {
                let item = release.item(&Ref::new(Kind::Judgement, statement.id.clone()))?;
                match &item.detail {
                    Detail::Judgement(judgement) => judgement.score.as_ref().map(|score| score.value),
                    _ => None,
                }
            })
            .collect();
        let of = framework.statements.len();
        let sum = scores.iter().copied().map(u32::from).sum();
        let total = (scores.len() == of).then(|| Total::of(sum, framework)).flatten();
        Self { scored: scores.len(), of, total }
    }
}

impl Total {
    /// What a sum of scores comes to; none for a framework without scores.
    pub fn of(sum: u32, framework: &Framework) -> Option<Self> {
        let top = framework.scores.iter().map(|score| u32::from(score.score)).max()?;
        let highest = top * u32::try_from(framework.statements.len()).ok()?;
        if highest == 0 || sum > highest {
            return None;
        }
        let rounding = framework.rating.rounding;
        let bands = &framework.rating.bands;
        let percentage = rounded(100 * sum, highest, rounding);
        let band = band_of(percentage, bands);
        let next = ((sum + 1)..=highest).find_map(|sum| {
            let next = band_of(rounded(100 * sum, highest, rounding), bands)?;
            (Some(next) != band).then_some((next, sum))
        });
        Some(Self {
            sum,
            highest,
            tenths: rounded(1000 * sum, highest, Rounding::Nearest),
            percentage,
            band: band.map(|at| bands[at].label.clone()),
            between: between(100 * sum, highest, bands),
            next: next.map(|(at, needed)| (bands[at].label.clone(), needed - sum)),
        })
    }
}

/// A quotient as a whole number, without a detour through fractions.
fn rounded(numerator: u32, denominator: u32, rounding: Rounding) -> u32 {
    match rounding {
        Rounding::Up => numerator.div_ceil(denominator),
        Rounding::Nearest => (2 * numerator + denominator) / (2 * denominator),
    }
}

fn band_of(percentage: u32, bands: &[Band]) -> Option<usize> {
    bands.iter().position(|band| (u32::from(band.from)..=u32::from(band.to)).contains(&percentage))
}

/// The two bands that `numerator / denominator` lies strictly between.
fn between(numerator: u32, denominator: u32, bands: &[Band]) -> Option<(String, String)> {
    let pair = bands.windows(2).find(|pair| {
        numerator > u32::from(pair[0].to) * denominator && numerator < u32::from(pair[1].from) * denominator
    })?;
    Some((pair[0].label.clone(), pair[1].label.clone()))
}
