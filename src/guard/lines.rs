//! The lines of the pages of a site. Each is read once: most stand on many of its
//! pages, of a thousand stories' markup nine tenths.
//!
//! A line is known again only where it begins and ends between tags, outside
//! of comments, scripts and the like: what it means then hangs on nothing that
//! stands before or behind it. Where it does not end so, it is read together
//! with those behind it as far as one that does.
//!
//! A line that begins and ends with a tag that ends a run of words holds whole
//! runs. Where none of them tells anything it need not be read again at all.

use std::hash::BuildHasher;
use std::sync::{PoisonError, RwLock};

use foldhash::{HashMap, HashSet};

use super::markup::{Part, by_itself, read};

/// Longer lines are hardly ever met again.
const LONGEST: usize = 1000;

/// Parts of more bytes than this are not held: they take several times their room.
const AT_ONCE: usize = 256 * 1024;

/// The lines of one site that were met more than once.
#[derive(Debug, Default)]
pub(super) struct Lines {
    known: RwLock<Known>,
    /// Whether a page is read whole only after it was read without what is known
    /// to tell nothing: then its lines were noted already.
    twice: bool,
}

#[derive(Debug, Default)]
struct Known {
    lines: HashMap<Box<str>, Line>,
    /// Hashes of those that were met: of most it is the only time.
    met: HashSet<u64>,
}

/// A line that was met more than once.
#[derive(Debug)]
struct Line {
    parts: Box<[Part]>,
    /// Whether it holds whole runs of words.
    whole: bool,
    /// Whether these tell nothing wherever they stand.
    quiet: bool,
}

impl Line {
    fn new(parts: Box<[Part]>) -> Self {
        let is_in_run = |part: &&Part| match part {
            Part::Text(text) => !text.trim().is_empty(),
            Part::Value(_) | Part::Note(_) => false,
            Part::Inline | Part::Space | Part::Block => true,
        };
        let mut runs = parts.iter().filter(is_in_run);
        let first = runs.next();
        let whole =
            first.is_some_and(|first| [first, runs.next_back().unwrap_or(first)] == [&Part::Block; 2]);
        Self { parts, whole, quiet: false }
    }

    /// Its parts as far as they have to do with the run before it.
    fn opening(&self) -> &[Part] {
        let first = self.parts.iter().position(|part| *part == Part::Block);
        &self.parts[..first.map_or(self.parts.len(), |first| first + 1)]
    }
}

/// Some lines of a page.
enum Piece<'p, 'k> {
    Known(&'p str, &'k Line),
    New(&'k [Part]),
}

impl Lines {
    /// For pages of which those are read whole that may tell something, after they
    /// were read by [`Lines::each_loud_part`].
    pub(super) fn read_twice() -> Self {
        Self { twice: true, ..Self::default() }
    }

    /// Gives every part of a page, in order.
    pub(super) fn each_part(&self, page: &str, take: &mut dyn FnMut(&Part)) {
        self.each_piece(page, !self.twice, &mut |piece| match piece {
            Piece::Known(_, line) => line.parts.iter().for_each(&mut *take),
            Piece::New(parts) => parts.iter().for_each(&mut *take),
        });
    }

    /// The same without the words of lines that are known to tell nothing. Gives
    /// the other lines of which it may be said that they do, if nothing is found.
    pub(super) fn each_loud_part<'p>(&self, page: &'p str, take: &mut dyn FnMut(&Part)) -> Vec<&'p str> {
        let mut loud = Vec::new();
        self.each_piece(page, true, &mut |piece| {
            let parts = match piece {
                Piece::Known(_, line) if line.quiet => line.opening(),
                Piece::Known(written, line) => {
                    if line.whole {
                        loud.push(written);
                    }
                    &*line.parts
                }
                Piece::New(parts) => parts,
            };
            parts.iter().for_each(&mut *take);
        });
        loud
    }

    /// Notes that lines tell nothing wherever they stand.
    pub(super) fn hush(&self, lines: &[&str]) {
        if lines.is_empty() {
            return;
        }
        let known = &mut *self.known.write().unwrap_or_else(PoisonError::into_inner);
        for line in lines {
            if let Some(line) = known.lines.get_mut(*line) {
                line.quiet = line.whole;
            }
        }
    }

    fn each_piece<'p>(&self, page: &'p str, notes: bool, take: &mut dyn FnMut(Piece<'p, '_>)) {
        let mut rest = page;
        while !rest.is_empty() {
            rest = self.some_pieces(rest, notes, take);
        }
    }

    /// Gives the lines at the start of a page, and what is left of it.
    fn some_pieces<'p>(&self, page: &'p str, notes: bool, take: &mut dyn FnMut(Piece<'p, '_>)) -> &'p str {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let mut new: HashMap<&str, Box<[Part]>> = HashMap::default();
        let mut again: HashSet<&str> = HashSet::default();
        let mut rest = page;
        while !rest.is_empty() && page.len() - rest.len() < AT_ONCE {
            let line = lines(rest, 1);
            let length = line.len();
            if let Some(known) = known.lines.get(line) {
                take(Piece::Known(line, known));
                rest = &rest[length..];
            } else if let Some(parts) = new.get(line) {
                take(Piece::New(parts));
                again.insert(line);
                rest = &rest[length..];
            } else if let Some(parts) = by_itself(line) {
                take(Piece::New(&parts));
                rest = &rest[length..];
                if length <= LONGEST {
                    new.insert(line, parts.into());
                }
            } else {
                let (piece, parts) = first_piece(rest, 2 * length);
                take(Piece::New(&parts));
                rest = &rest[piece.len()..];
            }
        }
        drop(known);
        if new.is_empty() || !notes {
            return rest;
        }
        let known = &mut *self.known.write().unwrap_or_else(PoisonError::into_inner);
        for (line, parts) in new {
            let met = !known.met.insert(known.lines.hasher().hash_one(line));
            if met || again.contains(line) {
                known.lines.insert(line.into(), Line::new(parts));
            }
        }
        rest
    }
}

/// The first line of a text, with its end; of lines those that reach so far.
fn lines(text: &str, at_least: usize) -> &str {
    let mut from = at_least.min(text.len()) - 1;
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    text[from..].find('\n').map_or(text, |end| &text[..=from + end])
}

/// The first lines of a page, so long at least, that can be read by themselves,
/// or all of it, and their parts; twice as many where they cannot, so that no
/// line is read often.
fn first_piece(page: &str, at_least: usize) -> (&str, Vec<Part>) {
    let mut piece = lines(page, at_least);
    while piece.len() < page.len() {
        if let Some(parts) = by_itself(piece) {
            return (piece, parts);
        }
        piece = lines(page, 2 * piece.len());
    }
    (page, read(page))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_lines(page: &str, lines: &Lines) -> Vec<Part> {
        let mut parts = Vec::new();
        lines.each_part(page, &mut |part| parts.push(part.clone()));
        parts
    }

    /// Text that goes on in the next line is one.
    fn joined(parts: Vec<Part>) -> Vec<Part> {
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(Part::Text(text)), Part::Text(more)) => *text = [&**text, &*more].concat().into(),
                (_, part) => joined.push(part),
            }
        }
        joined
    }

    /// What divides, opens and closes, in every state that a reader can be in.
    const HARD: &[&str] = &[
        "a",
        "999",
        "&amp",
        "&",
        "#48;",
        ";",
        "<",
        ">",
        "/",
        "=",
        "'",
        "\"",
        "!",
        "-",
        "--",
        "-->",
        "<!--",
        "<!",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "</",
        "<p",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<a href=x>",
        "<a href='",
        "<img alt=\"",
        "<script>",
        "</script>",
        "<script",
        "<style>",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<plaintext>",
        "<?",
        "<ninefold-end>",
        "<ninefold-end",
        "<ninefold-end ",
        "<ninefold-end/",
        "ninefold-end>",
        "\0",
        "\r",
        "\t",
        " ",
        "é",
        "\u{feff}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_page_line_by_line_is_the_page(
            pages in prop::collection::vec(
                prop::collection::vec((prop::sample::select(HARD), prop::bool::weighted(0.3)), 0..24), 1..4
            )
        ) {
            let known = Lines::default();
            for page in pages.iter().chain(&pages).chain(&pages) {
                let page: String =
                    page.iter().flat_map(|(piece, ends)| [*piece, if *ends { "\n" } else { "" }]).collect();
                prop_assert_eq!(joined(by_lines(&page, &known)), joined(read(&page)), "{:?}", page);
            }
        }
    }

    /// A line within a tag is the end of one page and stands amid another.
    #[test]
    fn the_end_of_a_page_within_a_tag_is_not_known() {
        let lines = Lines::default();
        for page in ["a\n<p title=x\n", "a\n<p title=x\n", "<p title=x\n>b"] {
            assert_eq!(joined(by_lines(page, &lines)), joined(read(page)), "{page:?}");
        }
    }

    #[test]
    fn only_a_line_that_ends_between_tags_is_known_again() {
        let lines = Lines::default();
        let page = "<p>a</p>\n<p title='\n'>b</p>\n<script>\n<p>a</p>\n</script>\nend";
        let parts = by_lines(page, &lines);
        assert!(lines.known.read().unwrap().lines.is_empty());
        assert_eq!(by_lines(page, &lines), parts);
        let known = lines.known.read().unwrap();
        let met: Vec<&str> = known.lines.keys().map(|line| &**line).collect();
        assert_eq!(met, ["<p>a</p>\n"]);
    }
}
