//! The index of the search: the same knowledge as the pages, as classic
//! scripts that work from a folder and from a web server alike.
//!
//! [`mod@entries`] says what can be found, [`mod@words`] what a word is, [`index`] in
//! which entries each word stands, [`texts`] what is shown of a result.
//! [`coding`] makes all of it short and [`script`] makes it a file that calls
//! `ninefoldSearch(…)`. `themes/default/static/search.js` reads the files;
//! [`search_words`] reads them for those who look for what must not leave.

mod coding;
mod entries;
mod index;
mod read;
mod script;
mod texts;
mod words;

use rayon::prelude::*;

use super::context::Shared;
use super::file::SiteFile;
use entries::Text;

pub(super) use entries::{Entry, entries};
pub use read::search_words;
pub(super) use words::{folded, words};

/// The folder of the files, from the site's root.
pub(super) const FOLDER: &str = "assets/search/";

/// Every file of the search.
pub(super) fn files(shared: &Shared<'_>) -> Vec<SiteFile> {
    let entries = entries(shared.release);
    let texts: Vec<Text> = entries.par_iter().map(|entry| entry.text(shared)).collect();
    let shards = texts::shards(&entries, &texts);
    let starts: Vec<usize> = shards.iter().map(|shard| shard.entries.start).collect();
    let mut files = index::files(shared.release, &entries, &texts, &starts, index::WHOLE);
    files.par_extend(shards.par_iter().map(|shard| shard.file(&entries, &texts)));
    files
}
