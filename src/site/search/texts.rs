//! What is shown of results: titles, addresses and texts, in files that are
//! loaded for the results that a reader sees.

use serde::Serialize;

use super::entries::{Entry, Text};
use super::script;
use crate::site::file::SiteFile;

/// A file is closed once its texts have so many bytes.
const ENOUGH: usize = 64 * 1024;

/// The entries of one file.
pub(super) struct Shard<'a> {
    number: usize,
    /// The number of its first entry.
    pub(super) first: usize,
    rows: Vec<Row<'a>>,
}

/// Address, title, date, whether it is a draft, text.
#[derive(Serialize)]
struct Row<'a>(String, &'a str, &'a str, u8, String);

/// The entries in files of about 64 kB, in order.
pub(super) fn shards<'a>(entries: &'a [Entry<'_>], texts: &[Text]) -> Vec<Shard<'a>> {
    let mut shards: Vec<Shard<'a>> = Vec::new();
    let mut size = ENOUGH;
    for (number, (entry, text)) in entries.iter().zip(texts).enumerate() {
        if size >= ENOUGH {
            shards.push(Shard { number: shards.len(), first: number, rows: Vec::new() });
            size = 0;
        }
        let row = Row(entry.href(), &entry.title, &entry.when, u8::from(entry.draft), text.lines.join("\n"));
        size += row.0.len() + row.1.len() + row.2.len() + row.4.len();
        if let Some(shard) = shards.last_mut() {
            shard.rows.push(row);
        }
    }
    shards
}

impl Shard<'_> {
    pub(super) fn file(self) -> SiteFile {
        #[derive(Serialize)]
        struct Texts<'a> {
            part: &'static str,
            number: usize,
            entries: Vec<Row<'a>>,
        }
        let value = Texts { part: "texts", number: self.number, entries: self.rows };
        script::file(&format!("texts-{}", self.number), &value)
    }
}
