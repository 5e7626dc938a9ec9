//! How long people waited: by length of wait, and before and since a site opened.

use jiff::civil::Date;

use super::counts::{Counts, Var};
use super::protect::Fates;
use crate::model::{ConversationLog, Settings};
use crate::release::small_numbers::Fate;
use crate::release::statistics::quantile;

/// How many people waited so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitClass {
    /// From so many days.
    pub from: u16,
    /// To so many days, itself among them; none has no end.
    pub to: Option<u16>,
    /// How many people.
    pub people: u64,
}

/// The waits at a site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteWaits {
    /// The site's place in the settings.
    pub site: usize,
    /// Of those who made contact before it opened.
    pub before: Waited,
    /// Of those who have made contact since.
    pub since: Waited,
}

/// The median of some waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Waited {
    /// Too few came, or were heard, to say.
    Few,
    /// The median in whole days, and its 95 % interval where there are ten waits or more.
    Median(f64, Option<(f64, f64)>),
}

/// The last days of the classes, as far as nothing has to be joined.
const LAST_DAYS: [u16; 5] = [0, 2, 7, 14, 28];

/// The waits of the whole log, in classes of which none is small. None where
/// the number of those who were heard is not shown.
pub(super) fn classes(counts: &Counts, fates: &Fates, settings: &Settings) -> Vec<WaitClass> {
    let whole = counts.rows.len() - 1;
    let waits = &counts.rows[whole][0].waits;
    if waits.is_empty() || fates.at(whole, 0, Var::Reached1) != Fate::Shown {
        return Vec::new();
    }
    let within = settings.conversations.within;
    let below = u64::from(settings.suppress_below);
    let ends = |from: u16, to: Option<u16>| {
        let inside = LAST_DAYS.into_iter().filter(move |day| *day >= from && to.is_none_or(|to| *day < to));
        inside.map(Some).chain([to])
    };
    if fates.at(whole, 0, Var::Within) == Fate::Shown {
        // Readers know how many had the wait that is meant: no class goes across it.
        let mut classes = joined(waits, 0, ends(0, Some(within)), below);
        classes.extend(joined(waits, within + 1, ends(within + 1, None), below));
        classes
    } else {
        // They must not learn it from the sum of the classes up to it.
        joined(waits, 0, ends(0, None).filter(|day| *day != Some(within)), below)
    }
}

/// The classes that end on some days, small ones joined to their neighbours.
fn joined(waits: &[u16], first: u16, ends: impl Iterator<Item = Option<u16>>, below: u64) -> Vec<WaitClass> {
    let mut classes: Vec<WaitClass> = Vec::new();
    let mut from = first;
    for to in ends {
        let holds = |wait: &&u16| **wait >= from && to.is_none_or(|to| **wait <= to);
        let people = waits.iter().filter(holds).count() as u64;
        // A small class is joined to the one before it, and a small first one to the next.
        match classes.last_mut() {
            Some(last) if people < below || last.people < below => {
                (last.to, last.people) = (to, last.people + people);
            }
            _ => classes.push(WaitClass { from, to, people }),
        }
        from = to.map_or(from, |to| to + 1);
    }
    classes
}

/// The waits at each site that the log has rows of, before it opened and since.
pub(super) fn before_and_since(log: &ConversationLog, settings: &Settings, as_of: Date) -> Vec<SiteWaits> {
    let mut waits = vec![[Stretch::default(), Stretch::default()]; settings.sites.len()];
    for row in log.rows.iter().filter(|row| row.first_contact <= as_of) {
        let Some(site) = row.site.map(usize::from) else { continue };
        let Some((sides, site)) = waits.get_mut(site).zip(settings.sites.get(site)) else { continue };
        let stretch = &mut sides[usize::from(row.first_contact >= site.opened)];
        stretch.people += 1;
        let heard = row.first_conversation.filter(|day| *day <= as_of);
        stretch.days.extend(heard.map(|heard| (heard - row.first_contact).get_days()));
    }
    let there = waits.into_iter().enumerate().filter(|(_, sides)| sides.iter().any(|side| side.people > 0));
    there
        .map(|(site, [before, since])| SiteWaits {
            site,
            before: before.waited(settings.suppress_below),
            since: since.waited(settings.suppress_below),
        })
        .collect()
}

/// The people of a site on one side of its opening.
#[derive(Clone, Default)]
struct Stretch {
    people: usize,
    /// The waits of those who were heard.
    days: Vec<i32>,
}

/// Fewer waits than this have no interval worth drawing.
const LEAST_FOR_INTERVAL: usize = 10;

/// A place in a list of waits is told of at least so many times the people
/// under whom counts are kept back. Were it told from that number of *waits*
/// on, it would tell how many were heard of few who came.
pub(super) const LEAST_PEOPLE: u32 = 4;

impl Stretch {
    /// The median and the ranks between which it lies 95 times of 100 (M. J.
    /// Campbell and M. J. Gardner, *British Medical Journal* 296, 1988).
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "lists are far shorter than 2^52, and the ranks lie within the list"
    )]
    fn waited(mut self, below: u32) -> Waited {
        self.days.sort_unstable();
        let least = usize::try_from(below).unwrap_or(usize::MAX);
        let enough = self.people >= least.saturating_mul(LEAST_PEOPLE as usize) && self.days.len() >= least;
        let Some(median) = quantile(&self.days, 0.5, f64::from).filter(|_| enough) else {
            return Waited::Few;
        };
        let n = self.days.len() as f64;
        let reach = 1.959_963_984_540_054 * n.sqrt() / 2.0;
        let (lower, upper) = ((n / 2.0 - reach).round() as usize, (1.0 + n / 2.0 + reach).round() as usize);
        let at = |rank: usize| f64::from(self.days[rank.clamp(1, self.days.len()) - 1]);
        let interval = (self.days.len() >= LEAST_FOR_INTERVAL).then(|| (at(lower), at(upper)));
        // Half a day would tell whether an even number was heard.
        Waited::Median(median.round(), interval)
    }
}
