//! The marking of a pack: never lower than that of anything in it.

use std::sync::Arc;

use crate::model::{Item, Settings};

/// The highest marking of the settings and of the items.
pub(super) fn highest(items: &[Arc<Item>], settings: &Settings) -> Option<String> {
    let of_items = items.iter().filter_map(|item| item.basics.marking.as_deref());
    let all = settings.marking.as_deref().into_iter().chain(of_items);
    all.max_by(|a, b| settings.rank(a).cmp(&settings.rank(b)).then_with(|| b.cmp(a))).map(str::to_owned)
}
