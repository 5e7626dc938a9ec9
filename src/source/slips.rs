//! The commonest slips in YAML, recognised by the line that they stand in and
//! told in the words of somebody who writes stories.

use std::ops::Range;

/// What somebody wrote by mistake.
pub(super) struct Slip {
    /// Where, as a byte of the whole file.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
}

/// How many lines before an error its cause is looked for.
const LINES: usize = 3;

/// Looks for a slip in the line of an error and in those before it: a parser
/// often stumbles only after the line that is wrong.
pub(super) fn find(text: &str, span: &Range<usize>, error_at: usize) -> Option<Slip> {
    let lines = lines_before(text, span, error_at);
    let known: [fn(&str) -> Option<Slip>; 5] =
        [tab_indent, second_colon, special_start, open_quote, no_space];
    known.iter().find_map(|slip| {
        lines
            .iter()
            .find_map(|(offset, line)| slip(line).map(|found| Slip { at: offset + found.at, ..found }))
    })
}

/// What the YAML crate says, and what it means to somebody who writes stories:
/// a part of its message, what is wrong, what to do.
const MEANINGS: [(&str, &str, &str); 9] = [
    (
        "flow mapping",
        "fields in `{ }` are not closed, a comma is missing, or a text with a colon has no quotes",
        "close every `{` with a `}`, put commas between the fields, and put a text with a colon in quotes: `{claim: \"Safe: at home\", evidence: []}`",
    ),
    (
        "flow sequence",
        "a list in `[ ]` is not closed, or a comma is missing",
        "close every `[` with a `]`, and put commas between the entries: `[equity, learning]`",
    ),
    (
        "illegal placement of ':'",
        "a list in `[ ]` above this line is not closed",
        "close every `[` with a `]`: `[equity, learning]`",
    ),
    (
        "did not find expected '-'",
        "this line does not begin where its neighbours begin",
        "give the fields of one entry the same number of spaces in front, two more than its `- `",
    ),
    (
        "multiple found",
        "a line `---` stands among the fields a second time",
        "a file has one set of fields; remove the line, or what follows it",
    ),
    ("expected ':'", "this line, or the one before it, has no colon", "each field is a line `name: value`"),
    (
        "mapping values are not allowed",
        "a colon stands in the middle of a value",
        "put the text in quotes, or begin a field on a line of its own",
    ),
    (
        "sequence entries are not allowed",
        "a list begins in the middle of a line",
        "begin the list on the next line, with spaces and `- ` before each entry; or write it in brackets: `[one, two]`",
    ),
    (
        "did not find expected key",
        "this line does not begin where its neighbours begin",
        "give the fields of one thing the same number of spaces in front",
    ),
];

/// An error's meaning where it is known; otherwise its own words.
pub(super) fn in_plain_words(error: &str) -> (String, String) {
    let known = MEANINGS.iter().find(|(part, ..)| error.contains(part));
    known.map_or_else(
        || {
            // The crate counts lines from the first field; the finding has the file's own.
            let words = error.lines().next().unwrap_or_default().split(" at line ").next().unwrap_or_default();
            let help = "each field is a line `name: value`; lists are indented below it; look at this line and the one before it";
            (format!("this cannot be read: {}", words.trim_end_matches('.')), help.to_owned())
        },
        |(_, message, help)| ((*message).to_owned(), (*help).to_owned()),
    )
}

/// The line of an error and those before it, the last first.
fn lines_before<'a>(text: &'a str, span: &Range<usize>, error_at: usize) -> Vec<(usize, &'a str)> {
    let mut offset = span.start;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for line in text[span.clone()].split_inclusive('\n') {
        lines.push((offset, line.trim_end()));
        offset += line.len();
        if offset > error_at {
            break;
        }
    }
    lines.into_iter().rev().take(LINES).collect()
}

/// A field of a line: its name, its value, and where the value begins.
fn field(line: &str) -> Option<(&str, &str, usize)> {
    let (name, value) = line.split_once(": ")?;
    let value = value.trim_start();
    let name = name.trim().trim_start_matches("- ");
    let in_braces = name.starts_with(['{', '[']);
    (!in_braces && !name.starts_with('#')).then_some((name, value, line.len() - value.len()))
}

fn in_quotes(name: &str, value: &str) -> String {
    format!("`{name}: \"{}\"`", value.trim().replace('\\', "\\\\").replace('"', "\\\""))
}

fn tab_indent(line: &str) -> Option<Slip> {
    let at = line[..line.len() - line.trim_start().len()].find('\t')?;
    let help = "use spaces instead of the tab key".to_owned();
    Some(Slip { at, message: "this line begins with a tab".to_owned(), help })
}

fn second_colon(line: &str) -> Option<Slip> {
    let (name, value, at) = field(line)?;
    let plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
    if !plain || !(value.contains(": ") || value.ends_with(':')) {
        return None;
    }
    let what = if name == "title" { "a title" } else { "a text" };
    Some(Slip {
        at,
        message: format!("`{name}` has a second colon, which YAML reads as another field"),
        help: format!("a colon in {what} needs quotes: {}", in_quotes(name, value)),
    })
}

/// A character that YAML keeps for itself, or words after closing quotes.
fn special_start(line: &str) -> Option<Slip> {
    let (name, value, at) = field(line)?;
    let special = value.starts_with(['@', '`', '%', '&', '*', '!', '}', ']', ','])
        || value.starts_with("- ")
        || (value.starts_with(['>', '|']) && value.len() > 2);
    if !special && !has_words_after_quotes(value) {
        return None;
    }
    let message = if special {
        format!("`{name}` begins with a character that means something else to YAML")
    } else {
        format!("`{name}` goes on after its closing quotation mark")
    };
    Some(Slip { at, message, help: format!("put the whole text in quotes: {}", in_quotes(name, value)) })
}

fn has_words_after_quotes(value: &str) -> bool {
    ['"', '\''].iter().any(|quote| {
        let inside = value.strip_prefix(*quote).and_then(|rest| rest.split_once(*quote));
        inside.is_some_and(|(_, after)| !after.trim().is_empty() && !after.trim().starts_with('#'))
    })
}

fn open_quote(line: &str) -> Option<Slip> {
    let (_, value, at) = field(line)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let open = value.matches(quote).count() % 2 == 1;
    open.then(|| Slip {
        at,
        message: "a quotation mark is opened and never closed".to_owned(),
        help: "add the same mark at the end, or put the whole text in double quotes".to_owned(),
    })
}

fn no_space(line: &str) -> Option<Slip> {
    let indent = line.len() - line.trim_start().len();
    let (name, value) = line.trim_start().split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (is_name && !value.is_empty() && !value.starts_with([' ', '/'])).then(|| Slip {
        at: indent + name.len(),
        message: "there is no space after the colon".to_owned(),
        help: format!("write `{name}: {}`", value.trim()),
    })
}
