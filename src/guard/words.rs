//! The words of a finished file, out of the form that it has. Words that do
//! not stand together are divided by [`APART`].

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use foldhash::HashSet;
use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::html;
use super::lines::Lines;

/// Endings of files that are text whatever their bytes say.
const TEXT: [&str; 10] = ["txt", "csv", "tsv", "html", "htm", "svg", "xml", "json", "js", "md"];
/// Whole numbers of fewer digits than this are figures.
const LONG_NUMBER: usize = 10;

pub(super) use crate::personal::APART;

/// Words that are asked about are so many bytes and a block more.
const PIECE: usize = if cfg!(test) { 40 } else { 64 * 1024 };

/// The words of a file, in blocks that [`APART`] divides.
#[derive(Default)]
pub(super) struct Words<'t> {
    held: String,
    /// Whether some of the blocks tell nothing; where it is asked, nothing is kept.
    is_quiet: Option<&'t dyn Fn(&str) -> bool>,
    /// Whether some told something.
    told: bool,
    /// Names of fields; by themselves each is asked about once.
    names: HashSet<String>,
}

impl<'t> Words<'t> {
    /// Keeps them all, in a string with so much room.
    pub(super) fn kept(room: usize) -> Self {
        Self { held: String::with_capacity(room), ..Self::default() }
    }

    /// Asks of a piece after the other whether it tells nothing.
    pub(super) fn asked(is_quiet: &'t dyn Fn(&str) -> bool) -> Self {
        Self { is_quiet: Some(is_quiet), ..Self::default() }
    }

    /// Ends a run of words.
    pub(super) fn end_block(&mut self) {
        if self.is_quiet.is_some() {
            // With what divides blocks behind it, such an end divides them elsewhere.
            self.told = self.told || self.held.ends_with('\u{1e}');
            if self.held.len() >= PIECE {
                self.ask();
            }
        }
        end_block(&mut self.held);
    }

    pub(super) fn push(&mut self, words: &str) {
        self.held.push_str(words);
    }

    pub(super) fn block(&mut self, words: &str) {
        self.end_block();
        self.push(words);
    }

    /// The name of a field, which many others may have.
    fn name(&mut self, name: &str) {
        if self.is_quiet.is_none() {
            self.block(name);
        } else if !self.names.contains(name) {
            self.block(name);
            self.names.insert(name.to_owned());
        }
    }

    fn ask(&mut self) {
        self.told = self.told || self.is_quiet.is_some_and(|is_quiet| !is_quiet(&self.held));
        self.held.clear();
    }

    /// All words, where they were kept.
    pub(super) fn all(self) -> String {
        self.held
    }

    /// Whether all that was asked about tells nothing.
    pub(super) fn are_quiet(mut self) -> bool {
        self.ask();
        !self.told
    }
}

/// Ends a run of words.
pub(super) fn end_block(out: &mut String) {
    if !out.is_empty() && !out.ends_with(APART) {
        out.push_str(APART);
    }
}

/// The words of a file of the site; none where its bytes are no text.
pub(super) fn words_of(path: &str, bytes: &[u8], lines: &Lines) -> Option<String> {
    let ending = ending(path);
    if is_markup(&ending) {
        return Some(html::words(&text_of(&ending, bytes)?, lines));
    }
    let mut words = Words::kept(bytes.len());
    match other_words(path, &ending, bytes, &mut words)? {
        Read::Well => Some(words.all()),
        Read::Unsound => Some(unescaped(&text_of(&ending, bytes)?)),
    }
}

/// Whether a file of the site is text that tells nothing, by what `is_quiet` says
/// of its words, a piece after the other; of a page those are left out that are
/// known to tell nothing.
pub(super) fn tells_nothing(
    path: &str,
    bytes: &[u8],
    lines: &Lines,
    is_quiet: &dyn Fn(&str) -> bool,
) -> bool {
    let ending = ending(path);
    if is_markup(&ending) {
        return text_of(&ending, bytes).is_some_and(|text| html::tells_nothing(&text, lines, is_quiet));
    }
    let mut words = Words::asked(is_quiet);
    other_words(path, &ending, bytes, &mut words) == Some(Read::Well) && words.are_quiet()
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

fn is_markup(ending: &str) -> bool {
    matches!(ending, "html" | "htm" | "xhtml" | "svg" | "xml")
}

/// Whether a file had the form that it should have.
#[derive(PartialEq, Eq)]
enum Read {
    Well,
    /// It is to be read letter by letter.
    Unsound,
}

/// The words of a file that is no page; none where its bytes are no text.
fn other_words(path: &str, ending: &str, bytes: &[u8], words: &mut Words<'_>) -> Option<Read> {
    if let Some(found) = crate::site::search_words(path, bytes) {
        for found in found {
            words.block(&found);
        }
        return Some(Read::Well);
    }
    let text = text_of(ending, bytes)?;
    match ending {
        // What this program wrote is sound; of a document every letter counts, also
        // that of a field that stands twice.
        "json" if path.starts_with("data/") || !path.contains('/') => {
            return Some(if json(&text, words).is_some() { Read::Well } else { Read::Unsound });
        }
        "json" | "jsonl" | "ndjson" | "geojson" | "webmanifest" => return Some(Read::Unsound),
        "csv" => cells(&text, b',', words),
        "tsv" => cells(&text, b'\t', words),
        _ => words.push(&text),
    }
    Some(Read::Well)
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
fn json(text: &str, words: &mut Words<'_>) -> Option<()> {
    let mut reader = serde_json::Deserializer::from_str(text);
    Json(words).deserialize(&mut reader).ok()?;
    reader.end().ok()
}

/// Takes the words out of JSON as it is read: the tree of a large pack has
/// many times the size of its text.
struct Json<'w, 't>(&'w mut Words<'t>);

impl<'de> DeserializeSeed<'de> for Json<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json<'_, '_> {
    type Value = ();

    fn expecting(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_str<E>(self, words: &str) -> Result<(), E> {
        self.0.block(words);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        let digits = number.to_string();
        if digits.len() >= LONG_NUMBER {
            self.0.block(&digits);
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
        while values.next_element_seed(Json(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key_seed(Name(self.0))?.is_some() {
            fields.next_value_seed(Json(self.0))?;
        }
        Ok(())
    }
}

/// The name of a field.
struct Name<'w, 't>(&'w mut Words<'t>);

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = ();

    fn expecting(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.0.name(name);
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
fn cells(text: &str, delimiter: u8, words: &mut Words<'_>) {
    let mut table = csv::ReaderBuilder::new();
    let table = table.has_headers(false).flexible(true).delimiter(delimiter);
    for row in table.from_reader(text.as_bytes()).into_records() {
        // Text is UTF-8 already, and rows may have any length: no row is an error.
        for cell in row.iter().flatten() {
            if !cell.is_empty() {
                words.block(cell);
            }
        }
    }
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
    fn a_block_that_looks_divided_sends_its_file_the_whole_way() {
        let quiet = |table: &[u8]| tells_nothing("a.csv", table, &Lines::default(), &|_| true);
        assert!(quiet(b"a,b\n"));
        assert!(quiet(b"a\x1eb,c\n"));
        assert!(!quiet(b"\"a\n\x1e\",b\n"));
    }

    #[test]
    fn a_name_is_read_with_its_hyphens_and_without() {
        assert_eq!(
            name_in_words("stories/ann-lunn.html"),
            "stories\n\u{1e}\nann-lunn.html\n\u{1e}\nann lunn"
        );
    }
}
