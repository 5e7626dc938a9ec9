//! What is shown of results: titles, addresses and texts, in files that are
//! loaded for the results that a reader sees.

use std::ops::Range;

use serde::Serialize;

use super::entries::{Entry, Text};
use super::script;
use crate::site::file::SiteFile;

/// A file is closed once its texts have so many bytes.
const ENOUGH: usize = 64 * 1024;

/// The entries of one file.
pub(super) struct Shard {
    number: usize,
    pub(super) entries: Range<usize>,
}

/// The entries in files of about 64 kB, in order.
pub(super) fn shards(entries: &[Entry<'_>], texts: &[Text]) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut size = ENOUGH;
    for (number, (entry, text)) in entries.iter().zip(texts).enumerate() {
        if size >= ENOUGH {
            shards.push(Shard { number: shards.len(), entries: number..number });
            size = 0;
        }
        let ends = text.lines.len().saturating_sub(1);
        let lines = text.lines.iter().map(String::len).sum::<usize>();
        size += entry.href().len() + entry.title.len() + entry.when.len() + lines + ends;
        if let Some(shard) = shards.last_mut() {
            shard.entries.end = number + 1;
        }
    }
    shards
}

/// Address, title, date, whether it is a draft, text.
#[derive(Serialize)]
struct Row<'a>(String, &'a str, &'a str, u8, String);

impl Shard {
    pub(super) fn file(&self, entries: &[Entry<'_>], texts: &[Text]) -> SiteFile {
        #[derive(Serialize)]
        struct Texts<'a> {
            part: &'static str,
            number: usize,
            entries: Vec<Row<'a>>,
        }
        let rows = self.entries.clone().map(|at| {
            let (entry, lines) = (&entries[at], texts[at].lines.join("\n"));
            Row(entry.href(), &entry.title, &entry.when, u8::from(entry.draft), lines)
        });
        let value = Texts { part: "texts", number: self.number, entries: rows.collect() };
        script::file(&format!("texts-{}", self.number), &value)
    }
}
