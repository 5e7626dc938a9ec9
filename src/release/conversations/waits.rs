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
    /// Nobody was heard.
    Nobody,
    /// Too few were heard to say.
    Few,
    /// The median in days, and its 95 % interval where there are ten waits or more.
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
    // The sum up to the wait that is meant is the number of those who had it.
    let hidden = fates.at(whole, 0, Var::Within) != Fate::Shown;
    let within = settings.conversations.within;
    let ends = LAST_DAYS.into_iter().filter(|day| !(hidden && *day == within));
    let below = u64::from(settings.suppress_below);
    let mut classes: Vec<WaitClass> = Vec::new();
    let mut from = 0;
    for to in ends.map(Some).chain([None]) {
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
/// Medians do not add up: they give no count away.
pub(super) fn before_and_since(log: &ConversationLog, settings: &Settings, as_of: Date) -> Vec<SiteWaits> {
    let least = usize::try_from(settings.suppress_below).unwrap_or(usize::MAX);
    let mut waits = vec![(Vec::new(), Vec::new()); settings.sites.len()];
    for row in &log.rows {
        let Some(site) = row.site.map(usize::from) else { continue };
        let Some(heard) = row.first_conversation.filter(|day| *day <= as_of) else { continue };
        let Some(((before, since), site)) = waits.get_mut(site).zip(settings.sites.get(site)) else {
            continue;
        };
        let days = (heard - row.first_contact).get_days();
        if row.first_contact < site.opened { before.push(days) } else { since.push(days) }
    }
    let there = waits.into_iter().enumerate().filter(|(_, (before, since))| before.len() + since.len() > 0);
    there
        .map(|(site, (before, since))| SiteWaits {
            site,
            before: waited(before, least),
            since: waited(since, least),
        })
        .collect()
}

/// Fewer waits than this have no interval worth drawing.
const LEAST_FOR_INTERVAL: usize = 10;

/// The median and the ranks between which it lies 95 times of 100 (M. J.
/// Campbell and M. J. Gardner, *British Medical Journal* 296, 1988).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lists are far shorter than 2^52, and the ranks lie within the list"
)]
fn waited(mut days: Vec<i32>, least: usize) -> Waited {
    if days.is_empty() && least == 0 {
        return Waited::Nobody;
    }
    days.sort_unstable();
    let Some(median) = quantile(&days, 0.5, f64::from).filter(|_| days.len() >= least) else {
        return Waited::Few;
    };
    let n = days.len() as f64;
    let reach = 1.959_963_984_540_054 * n.sqrt() / 2.0;
    let (lower, upper) = ((n / 2.0 - reach).round() as usize, (1.0 + n / 2.0 + reach).round() as usize);
    let at = |rank: usize| f64::from(days[rank.clamp(1, days.len()) - 1]);
    let interval = (days.len() >= LEAST_FOR_INTERVAL).then(|| (at(lower), at(upper)));
    Waited::Median(median, interval)
}
