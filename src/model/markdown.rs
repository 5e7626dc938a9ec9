//! What an author wrote, read once: one tree for pages, search and print.

use std::sync::Arc;

use pulldown_cmark::{Event, TagEnd};

use super::item::Speaker;
use super::live_table::LiveTable;
use super::reference::{Citation, Ref};
use crate::diagnostic::Place;

/// A text as a run of pieces, in order, properly nested.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    /// The text.
    pub pieces: Vec<Piece>,
    /// Its headings, in order.
    pub outline: Vec<Outline>,
}

/// A piece of a text. What Ninefold gives a meaning of its own is a variant
/// here; everything else is the Markdown parser's event.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Ordinary Markdown: emphasis, lists, tables, links to other sites.
    Event(Event<'static>),
    /// A link to something in the pack begins.
    ReferenceStart(Citation),
    /// A link to something in the pack ends.
    ReferenceEnd,
    /// A metric's chart with its table.
    Figure(Citation),
    /// A picture of the pack; it stands between paragraphs.
    Picture(Box<Picture>),
    /// A live table; it stands between paragraphs.
    Table(Box<LiveTable>),
    /// A quotation begins, with its speaker where one is named.
    QuoteStart(Option<Speaker>),
    /// A quotation ends.
    QuoteEnd,
    /// Words in another language begin, by its tag: `cy`.
    LangStart(Arc<str>),
    /// Words in another language end.
    LangEnd,
    /// A heading begins, by its level as written and its address.
    HeadingStart(u8, Arc<str>),
    /// A heading ends.
    HeadingEnd(u8),
    /// A block of code, and the language it is in.
    Code {
        /// The word after the fence; empty where there is none.
        language: String,
        /// The code.
        code: String,
    },
}

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file, from the pack's root.
    pub file: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// What it shows, in words; empty where nothing is said.
    pub words: String,
    /// A sentence to be read below it.
    pub caption: Option<String>,
}

/// A heading of a text.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its level as written, 1 to 6.
    pub level: u8,
    /// Its address on the page.
    pub id: Arc<str>,
    /// Its words.
    pub title: String,
}

/// Whether a text is the tag of a language as pages give it to screen readers
/// (BCP 47): `cy`, `ur`, `zh-Hant`. It need not be one that anybody speaks.
pub fn is_lang(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|letter| letter.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric()))
}

impl Markdown {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its words alone, a line for each paragraph, heading, cell or entry.
    pub fn plain_text(&self) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Code { code, .. } => words.push_str(code),
                Piece::Picture(picture) => {
                    for line in [Some(&picture.words), picture.caption.as_ref()].into_iter().flatten() {
                        words.push_str(line);
                        words.push('\n');
                    }
                }
                Piece::HeadingEnd(_)
                | Piece::Event(Event::End(
                    TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::DefinitionListTitle,
                )) => {
                    words.truncate(words.trim_end().len());
                    words.push('\n');
                }
                piece => words.push_str(piece.words()),
            }
        }
        words.truncate(words.trim_end().len());
        words
    }

    /// Visits every reference in the text.
    pub fn citations(&self, visit: &mut dyn FnMut(&Citation)) {
        for piece in &self.pieces {
            match piece {
                Piece::ReferenceStart(citation) | Piece::Figure(citation) => visit(citation),
                Piece::Table(table) => table.citations().for_each(&mut *visit),
                _ => {}
            }
        }
    }

    /// The same, to change them.
    pub fn citations_mut(&mut self, visit: &mut dyn FnMut(&mut Citation)) {
        for piece in &mut self.pieces {
            match piece {
                Piece::ReferenceStart(citation) | Piece::Figure(citation) => visit(citation),
                Piece::Table(table) => table.citations_mut().for_each(&mut *visit),
                _ => {}
            }
        }
    }

    /// Its pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Picture(picture) => Some(&**picture),
            _ => None,
        })
    }

    /// Its live tables.
    pub fn tables(&self) -> impl Iterator<Item = &LiveTable> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Table(table) => Some(&**table),
            _ => None,
        })
    }

    /// The same, to change them.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut LiveTable> {
        self.pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Table(table) => Some(&mut **table),
            _ => None,
        })
    }

    /// The quotations, in order, each with its speaker where one is named; one
    /// inside another is a part of it.
    pub fn quotations(&self) -> impl Iterator<Item = Option<Speaker>> {
        let mut depth = 0_usize;
        self.pieces.iter().filter_map(move |piece| match piece {
            Piece::QuoteStart(speaker) => {
                depth += 1;
                (depth == 1).then_some(*speaker)
            }
            Piece::QuoteEnd => {
                depth = depth.saturating_sub(1);
                None
            }
            _ => None,
        })
    }

    /// Takes out the quotations, with everything in them.
    pub fn remove_quotations(&mut self) {
        let mut depth = 0_usize;
        let mut gone = Vec::new();
        self.pieces.retain(|piece| match piece {
            Piece::QuoteStart(_) => {
                depth += 1;
                false
            }
            Piece::QuoteEnd => {
                depth = depth.saturating_sub(1);
                false
            }
            Piece::HeadingStart(_, id) if depth > 0 => {
                gone.push(Arc::clone(id));
                false
            }
            _ => depth == 0,
        });
        self.outline.retain(|heading| !gone.contains(&heading.id));
    }

    /// Takes out references to what `keep` refuses: the words of a link stay
    /// as words, a figure goes. A live table goes whole: with a condition less
    /// it would list more than it says, and its words would name what is withheld.
    pub fn retain_citations(&mut self, keep: &dyn Fn(&Ref) -> bool) {
        let mut links = Vec::new();
        self.pieces.retain(|piece| match piece {
            Piece::ReferenceStart(citation) => {
                links.push(keep(&citation.to));
                links.last().copied().unwrap_or(true)
            }
            Piece::ReferenceEnd => links.pop().unwrap_or(true),
            Piece::Figure(citation) => keep(&citation.to),
            Piece::Table(table) => table.citations().all(|citation| keep(&citation.to)),
            _ => true,
        });
    }
}

impl Piece {
    /// The words of a piece of running text; a line's end is a space.
    pub fn words(&self) -> &str {
        match self {
            Self::Event(Event::Text(text) | Event::Code(text)) => text,
            Self::Event(Event::SoftBreak | Event::HardBreak) => " ",
            _ => "",
        }
    }
}
