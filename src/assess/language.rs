//! How the pack is worded: words that rules are about, by month, by kind of
//! text and by rule. Never by who wrote it: it is there to learn from.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::language::{Rule, Standing};
use crate::model::{Kind, Ref};
use crate::release::Release;

/// So many months are shown one by one, the month of the as-of date with them.
const MONTHS: i64 = 24;

/// How the pack is worded; for the authority alone.
#[derive(Clone, Debug, Default)]
pub struct LanguageReading {
    /// By kind of text, those that have words.
    pub kinds: Vec<(Kind, Worded)>,
    /// By month of what the text is about, without gaps, oldest first.
    pub months: Vec<(Date, BTreeMap<Kind, Worded>)>,
    /// Before the first of the months.
    pub earlier: BTreeMap<Kind, Worded>,
    /// After the month of the as-of date.
    pub later: BTreeMap<Kind, Worded>,
    /// What has no date.
    pub undated: BTreeMap<Kind, Worded>,
    /// By rule, those of which there is a use, most used first.
    pub rules: Vec<RuleReading>,
    /// What was allowed, and why, in the order of the items.
    pub allowed: Vec<AllowedWord>,
}

/// Words, and how many uses are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worded {
    /// Words written for readers.
    pub words: usize,
    /// Plain uses of a rule's words; those that are negated, spoken of or
    /// allowed are not among them.
    pub uses: usize,
}

/// The uses of one rule.
#[derive(Clone, Debug)]
pub struct RuleReading {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Plain uses.
    pub plain: usize,
    /// Uses as what is not done.
    pub negated: usize,
    /// Uses as a word that is spoken of.
    pub mentioned: usize,
    /// The items with plain uses, and how many each has.
    pub items: Vec<(Ref, usize)>,
}

/// A word that an author let stand.
#[derive(Clone, Debug)]
pub struct AllowedWord {
    /// The rule's id.
    pub rule: String,
    /// The words.
    pub found: String,
    /// Why.
    pub reason: String,
    /// Where.
    pub item: Ref,
}

impl Worded {
    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.uses += other.uses;
    }

    /// Uses for every thousand words; none where nothing is written.
    pub fn rate(self) -> Option<f64> {
        let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        (self.words > 0).then(|| 1000.0 * float(self.uses) / float(self.words))
    }

    /// Several as one.
    pub fn total<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        all.into_iter().fold(Self::default(), |mut sum, one| {
            sum.add(*one);
            sum
        })
    }
}

impl LanguageReading {
    pub(super) fn of(release: &Release, as_of: Date) -> Self {
        let mut reading = Self::default();
        let mut by_month: BTreeMap<Date, BTreeMap<Kind, Worded>> = BTreeMap::new();
        let mut kinds: BTreeMap<Kind, Worded> = BTreeMap::new();
        let this_month = as_of.first_of_month();
        for item in release.items() {
            let wording = &item.basics.wording;
            let plain = wording.uses.iter().filter(|one| one.standing == Standing::Plain).count();
            let worded = Worded { words: wording.words, uses: plain };
            let kind = item.name().kind;
            kinds.entry(kind).or_default().add(worded);
            let counts = match item.basics.when.latest().map(Date::first_of_month) {
                None => &mut reading.undated,
                Some(month) if month > this_month => &mut reading.later,
                Some(month) => by_month.entry(month).or_default(),
            };
            counts.entry(kind).or_default().add(worded);
        }
        reading.kinds = kinds.into_iter().filter(|(_, worded)| worded.words > 0).collect();
        reading.fill_months(by_month, this_month);
        reading.fill_rules(release);
        reading
    }

    fn fill_months(&mut self, mut by_month: BTreeMap<Date, BTreeMap<Kind, Worded>>, last: Date) {
        let oldest = last.saturating_sub((MONTHS - 1).months());
        let Some(first) = by_month.keys().next().copied() else { return };
        let mut month = first.max(oldest);
        let shown = by_month.split_off(&month);
        for (kind, worded) in std::mem::replace(&mut by_month, shown).into_values().flatten() {
            self.earlier.entry(kind).or_default().add(worded);
        }
        while month <= last {
            self.months.push((month, by_month.remove(&month).unwrap_or_default()));
            let Ok(next) = month.checked_add(1.month()) else { break };
            month = next;
        }
    }

    fn fill_rules(&mut self, release: &Release) {
        let mut rules: BTreeMap<&str, RuleReading> = BTreeMap::new();
        for item in release.items() {
            for one in &item.basics.wording.uses {
                if one.standing == Standing::Allowed {
                    self.allowed.push(AllowedWord {
                        rule: one.rule.id.clone(),
                        found: one.found.clone(),
                        reason: one.reason.clone().unwrap_or_default(),
                        item: item.name().clone(),
                    });
                    continue;
                }
                let none = || RuleReading {
                    rule: Arc::clone(&one.rule),
                    plain: 0,
                    negated: 0,
                    mentioned: 0,
                    items: Vec::new(),
                };
                let reading = rules.entry(&one.rule.id).or_insert_with(none);
                match one.standing {
                    Standing::Negated => reading.negated += 1,
                    Standing::Mentioned => reading.mentioned += 1,
                    Standing::Plain => reading.add(item.name()),
                    Standing::Quoted | Standing::Official | Standing::Allowed => {}
                }
            }
        }
        self.rules = rules.into_values().collect();
        self.rules.sort_by(|a, b| (b.plain, &a.rule.id).cmp(&(a.plain, &b.rule.id)));
    }
}

impl RuleReading {
    fn add(&mut self, item: &Ref) {
        self.plain += 1;
        match self.items.last_mut().filter(|(last, _)| last == item) {
            Some((_, count)) => *count += 1,
            None => self.items.push((item.clone(), 1)),
        }
    }
}
