//! Quotations: a blockquote whose last line is `— person`.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Reader;
use crate::diagnostic::{Code, list_of, suggestion};
use crate::model::{Piece, Speaker};
use crate::parse::values::{Choice, chosen};

/// More words than this after a dash are part of what was said.
const LONGEST_SPEAKER: usize = 4;

impl Reader<'_> {
    /// Takes `— person` off the end of a quotation.
    pub(super) fn end_quote(&mut self, at: usize, span: Range<usize>) {
        if let Some((speaker, text_at)) = self.last_line(at) {
            match chosen::<Speaker>(&speaker) {
                Some(speaker) => {
                    self.remove_line(text_at);
                    self.out.pieces[at] = Piece::QuoteStart(Some(speaker));
                }
                None if speaker.split_whitespace().count() <= LONGEST_SPEAKER => {
                    let names = || <Speaker as Choice>::WORDS.iter().map(|(word, _)| *word);
                    let help = suggestion(&speaker, names())
                        .unwrap_or_else(|| format!("a quotation ends in — {}", list_of(names(), "or")));
                    self.say(
                        Code::UnknownSpeaker,
                        span,
                        format!("`{speaker}` is not a speaker that is known"),
                        Some(help),
                    );
                }
                None => {}
            }
        }
        self.push(Piece::QuoteEnd);
    }

    /// The words after the dash where a quotation's last line begins with one.
    fn last_line(&self, at: usize) -> Option<(String, usize)> {
        let last = self.out.pieces.len().checked_sub(2).filter(|last| *last > at)?;
        match (&self.out.pieces[last], &self.out.pieces[last + 1]) {
            (Piece::Event(Event::Text(text)), Piece::Event(Event::End(TagEnd::Paragraph))) => {
                let text = text.trim();
                let speaker = text.strip_prefix(['—', '–']).or_else(|| text.strip_prefix("--"))?.trim();
                (!speaker.is_empty()).then(|| (speaker.to_owned(), last))
            }
            _ => None,
        }
    }

    fn remove_line(&mut self, text_at: usize) {
        self.out.pieces.remove(text_at);
        let before = &self.out.pieces[text_at - 1];
        if matches!(before, Piece::Event(Event::SoftBreak | Event::HardBreak)) {
            self.out.pieces.remove(text_at - 1);
        } else if matches!(before, Piece::Event(Event::Start(Tag::Paragraph))) {
            self.out.pieces.truncate(text_at - 1);
        }
    }
}
