//! The words of a finished file, out of the form that it has. Words that do
//! not stand together are divided by [`APART`].

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::html;
use super::markup::Lines;

/// Endings of files that are text whatever their bytes say.
const TEXT: [&str; 10] = ["txt", "csv", "tsv", "html", "htm", "svg", "xml", "json", "js", "md"];
/// Whole numbers of fewer digits than this are figures.
const LONG_NUMBER: usize = 10;

pub(super) use crate::personal::APART;

/// Ends a run of words.
pub(super) fn end_block(out: &mut String) {
    if !out.is_empty() && !out.ends_with(APART) {
        out.push_str(APART);
    }
}

/// The words of a file of the site; none where its bytes are no text.
pub(super) fn words_of(path: &str, bytes: &[u8], lines: &Lines) -> Option<String> {
    if let Some(words) = crate::site::search_words(path, bytes) {
        return Some(words.join(APART));
    }
    let ending = ending(path);
    let text = text_of(&ending, bytes)?;
    Some(match &*ending {
        ending if is_markup(ending) => html::words(&text, lines),
        // What this program wrote is sound; of a document every letter counts, also
        // that of a field that stands twice.
        "json" if path.starts_with("data/") || !path.contains('/') => {
            json(&text).unwrap_or_else(|| unescaped(&text))
        }
        "json" | "jsonl" | "ndjson" | "geojson" | "webmanifest" => unescaped(&text),
        "csv" => cells(&text, b','),
        "tsv" => cells(&text, b'\t'),
        _ => text.into_owned(),
    })
}

/// Whether a file is a page that tells nothing, by what `is_quiet` says of its
/// words but those that are known to tell nothing.
pub(super) fn is_quiet_page(
    path: &str,
    bytes: &[u8],
    lines: &Lines,
    is_quiet: &dyn Fn(String) -> bool,
) -> bool {
    let ending = ending(path);
    let text = if is_markup(&ending) { text_of(&ending, bytes) } else { None };
    text.is_some_and(|text| html::is_quiet(&text, lines, is_quiet))
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

fn is_markup(ending: &str) -> bool {
    matches!(ending, "html" | "htm" | "xhtml" | "svg" | "xml")
}

fn text_of<'a>(ending: &str, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode(bytes).0);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') && !text.starts_with("%PDF") => Some(Cow::Borrowed(text)),
        Err(_) if TEXT.contains(&ending) => Some(encoding_rs::WINDOWS_1252.decode(bytes).0),
        _ => None,
    }
}

/// Keys, texts and long numbers.
fn json(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut reader = serde_json::Deserializer::from_str(text);
    Words(&mut out).deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(out)
}

/// Takes the words out of JSON as it is read: the tree of a large pack has
/// many times the size of its text.
struct Words<'o>(&'o mut String);

impl Words<'_> {
    fn push(self, words: &str) {
        end_block(self.0);
        self.0.push_str(words);
    }
}

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = ();

    fn expecting(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_str<E>(self, words: &str) -> Result<(), E> {
        self.push(words);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        let digits = number.to_string();
        if digits.len() >= LONG_NUMBER {
            self.push(&digits);
        }
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while values.next_element_seed(Words(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key_seed(Words(self.0))?.is_some() {
            fields.next_value_seed(Words(self.0))?;
        }
        Ok(())
    }
}

/// A text with its `\u0041` as the letters that they stand for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                out.push(letter);
                out.push_str(&part[4..]);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// The cells of a table, each by itself.
fn cells(text: &str, delimiter: u8) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let mut table = csv::ReaderBuilder::new();
    let table = table.has_headers(false).flexible(true).delimiter(delimiter);
    for row in table.from_reader(text.as_bytes()).into_records() {
        // Text is UTF-8 already, and rows may have any length: no row is an error.
        for cell in row.iter().flatten() {
            if !cell.is_empty() {
                end_block(&mut out);
                out.push_str(cell);
            }
        }
    }
    out
}

/// A path in words: each part as it is, and with spaces for what divides it.
pub(super) fn name_in_words(path: &str) -> String {
    let mut out = String::new();
    for part in path.split('/') {
        end_block(&mut out);
        out.push_str(part);
        let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
        if stem.contains(['-', '_', '.', '+']) {
            end_block(&mut out);
            out.push_str(&stem.replace(['-', '_', '.', '+'], " "));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_its_words() {
        let words = |path: &str, bytes: &[u8]| words_of(path, bytes, &Lines::default());
        assert_eq!(
            words("a.csv", b"one,\"two, three\"\n\"a\"\"b\",\n").as_deref(),
            Some("one\n\u{1e}\ntwo, three\n\u{1e}\na\"b")
        );
        assert_eq!(
            words("a.json", br#"{"\u0041b": ["x\ty", 9990000009, 12.5, 123456789]}"#).as_deref(),
            Some("Ab\n\u{1e}\nx\ty\n\u{1e}\n9990000009")
        );
        assert_eq!(words("a.json", b"{broken 999").as_deref(), Some("{broken 999"));
        let twice = words("documents/a.json", br#"{"a":"\u0039\u00399","a":"x"}"#);
        assert_eq!(twice.as_deref(), Some(r#"{"a":"999","a":"x"}"#));
        let script = br#"x
ninefoldSearch({"part":"texts","entries":[["a.html","A \u003cb","",0,"one\ntwo \"x\""]]});
"#;
        assert_eq!(
            words("assets/search/texts-0.js", script).as_deref(),
            Some("a.html\n\u{1e}\nA <b\n\u{1e}\none\n\u{1e}\ntwo \"x\"")
        );
        let script = br#"x
ninefoldSearch({"part":"index","words":"AannCaA0777","postings":"A B C","statements":[["s","S","D"]],"kinds":[]});
"#;
        assert_eq!(words("assets/search/index.js", script).as_deref(), Some("s\n\u{1e}\nS"));
        assert_eq!(words("assets/search/index.js", b"other").as_deref(), Some("other"));
        assert_eq!(words("a.txt", b"caf\xE9").as_deref(), Some("café"));
        assert_eq!(words("a.bin", b"\xFF\xFEa\0b\0").as_deref(), Some("ab"));
        assert_eq!(words("a.pdf", b"%PDF-1.7 text"), None);
        assert_eq!(words("a.png", b"\x89PNG\r\n\x1a\n\0"), None);
    }

    #[test]
    fn a_name_is_read_with_its_hyphens_and_without() {
        assert_eq!(
            name_in_words("stories/ann-lunn.html"),
            "stories\n\u{1e}\nann-lunn.html\n\u{1e}\nann lunn"
        );
    }
}
