//! Metrics whose counts are parts of others': both have to be counts of one
//! kind, and nothing is a part of itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding};
use crate::model::{Citation, Detail, Item, Metric, Ref, Unit};

/// Reports what cannot add up.
pub(super) fn check(items: &[Arc<Item>], findings: &mut Vec<Finding>) {
    let metrics: BTreeMap<&Ref, &Metric> = items
        .iter()
        .filter_map(|item| match &item.detail {
            Detail::Metric(metric) => Some((item.name(), &**metric)),
            _ => None,
        })
        .collect();
    for (name, metric) in &metrics {
        let Some(whole) = &metric.part_of else { continue };
        let Some(of) = metrics.get(&whole.to) else { continue };
        let mut say = |message: String, help: &str| {
            let finding = Finding::new(Code::ContradictingFields, whole.place.clone(), message);
            findings.push(finding.help(help));
        };
        if metric.unit != Unit::Count || of.unit != Unit::Count {
            let message = format!("only counts add up, and {name} and {} are not both counts", whole.to);
            say(message, "take `part_of` out, or write `unit: count` in both");
        } else if metric.kept_back() != of.kept_back() {
            let (part, all) = (metric.kept_back().label(), of.kept_back().label());
            let message = format!(
                "{name} has {part} and {} has {all}: what is kept back of the one would be given away by the other",
                whole.to
            );
            say(message, "let both be of one kind, or take `part_of` out and one of the two metrics with it");
        } else if leads_back(name, whole, &metrics) {
            let message = format!("{name} would be a part of itself");
            say(message, "take `part_of` out of one of the metrics that name each other");
        }
    }
}

/// Whether the wholes of a part lead back to it.
fn leads_back(name: &Ref, whole: &Citation, metrics: &BTreeMap<&Ref, &Metric>) -> bool {
    let wholes = std::iter::successors(Some(whole), |whole| metrics.get(&whole.to)?.part_of.as_ref());
    wholes.take(metrics.len()).any(|whole| whole.to == *name)
}
