//! What was made for one version of a site and is the same in the next: pages
//! that show the same, and charts of the same figures.
//!
//! A page is known by its template and every word of its views, and by what
//! all pages share; a chart by everything that it draws. Nothing is looked at
//! but that: where any of it differs, the page or chart is made anew.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::path::SitePath;
use crate::chart::{Chart, ChartError};

/// A hash of everything that something is made from.
pub(super) type Key = [u8; 32];

/// What is kept from version to version of one site.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<HashMap<SitePath, (Key, Bytes)>>,
    charts: Mutex<Charts>,
}

#[derive(Debug, Default)]
struct Charts {
    before: HashMap<Key, Arc<str>>,
    /// Those that were asked for since something was last forgotten.
    now: HashMap<Key, Arc<str>>,
}

impl Kept {
    /// A page, if it is known as made from this.
    pub(super) fn page(&self, path: &SitePath, key: &Key) -> Option<Bytes> {
        let pages = lock(&self.pages);
        pages.get(path).filter(|(known, _)| known == key).map(|(_, page)| page.clone())
    }

    /// Keeps a page in the place of what stood at its path.
    pub(super) fn keep_page(&self, path: &SitePath, key: Key, page: &Bytes) {
        lock(&self.pages).insert(path.clone(), (key, page.clone()));
    }

    fn chart(&self, chart: &Chart) -> Result<Arc<str>, ChartError> {
        let key = Sha256::digest(format!("{chart:?}")).into();
        let mut charts = lock(&self.charts);
        let known = charts.now.get(&key).or_else(|| charts.before.get(&key)).map(Arc::clone);
        if let Some(drawn) = known {
            charts.now.insert(key, Arc::clone(&drawn));
            return Ok(drawn);
        }
        drop(charts);
        let drawn: Arc<str> = chart.draw()?.into();
        lock(&self.charts).now.insert(key, Arc::clone(&drawn));
        Ok(drawn)
    }

    /// Forgets what a whole site has not. `paths` are those of all of its files.
    pub(super) fn forget_others<'p>(&self, paths: impl IntoIterator<Item = &'p SitePath>) {
        let paths: BTreeSet<&SitePath> = paths.into_iter().collect();
        lock(&self.pages).retain(|path, _| paths.contains(path));
        let mut charts = lock(&self.charts);
        charts.before = std::mem::take(&mut charts.now);
    }
}

/// Draws a chart, unless it is kept.
///
/// # Errors
/// Where the chart contradicts itself.
pub(super) fn drawn(chart: &Chart, kept: Option<&Kept>) -> Result<String, ChartError> {
    match kept {
        Some(kept) => kept.chart(chart).map(|drawn| drawn.as_ref().to_owned()),
        None => chart.draw(),
    }
}

/// Puts parts together to a key. A part that cannot be written makes none.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts(Vec<u8>);

impl Parts {
    /// Adds a part. What is different is written differently.
    pub(super) fn with(mut self, part: &(impl Serialize + ?Sized)) -> Option<Self> {
        serde_json::to_writer(&mut self.0, part).ok()?;
        self.0.push(b'\n');
        Some(self)
    }

    pub(super) fn key(&self) -> Key {
        Sha256::digest(&self.0).into()
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(parts: &[&str]) -> Key {
        parts.iter().try_fold(Parts::default(), Parts::with).expect("words").key()
    }

    #[test]
    fn parts_that_are_cut_elsewhere_are_others() {
        assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
        for others in [&["ab"][..], &["b", "a"], &["a", "b", ""], &["a\"\n\"b"]] {
            assert_ne!(key(&["a", "b"]), key(others), "{others:?}");
        }
    }

    #[test]
    fn a_page_is_known_by_its_path_and_all_that_it_was_made_from() {
        let (kept, path) = (Kept::default(), SitePath::new("a.html"));
        kept.keep_page(&path, key(&["a"]), &Bytes::from_static(b"page"));
        assert_eq!(kept.page(&path, &key(&["a"])).as_deref(), Some(&b"page"[..]));
        assert_eq!(kept.page(&path, &key(&["b"])), None);
        assert_eq!(kept.page(&SitePath::new("b.html"), &key(&["a"])), None);
        kept.forget_others(&[]);
        assert_eq!(kept.page(&path, &key(&["a"])), None);
    }
}
