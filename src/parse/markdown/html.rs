//! HTML in Markdown: shown as text, never a way into the page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Reader;
use crate::diagnostic::Code;
use crate::model::Piece;

impl Reader<'_> {
    /// HTML is shown as text: it is never a way into the page. Comments go,
    /// wherever they stand: they are the author's own.
    pub(super) fn html_block(&mut self, block: Option<(String, Range<usize>)>) {
        let Some((html, span)) = block else { return };
        let words = self.without_comments(&html, &span);
        if words.trim().is_empty() {
            return;
        }
        if words.contains('<') {
            self.raw_html(span);
        }
        self.push(Piece::Event(Event::Start(Tag::Paragraph)));
        self.push(Piece::Event(Event::Text(words.trim().to_owned().into())));
        self.push(Piece::Event(Event::End(TagEnd::Paragraph)));
    }

    pub(super) fn inline_html(&mut self, html: &str, span: Range<usize>) {
        let words = self.without_comments(html, &span);
        if !words.is_empty() {
            self.raw_html(span);
            self.text(words.into());
        }
    }

    /// A piece of HTML without its comments; one that is not closed goes to
    /// the end, as a browser reads it.
    fn without_comments(&self, html: &str, span: &Range<usize>) -> String {
        let mut words = String::new();
        let mut rest = html;
        while let Some((before, inside)) = rest.split_once("<!--") {
            words.push_str(before);
            let (comment, after) = inside.split_once("-->").unwrap_or((inside, ""));
            self.comment(comment, span.clone());
            rest = after;
        }
        words.push_str(rest);
        words
    }

    fn raw_html(&self, span: Range<usize>) {
        let help =
            "use Markdown: `**bold**`, `*italic*`, `[words](address)`; put it between backticks to show it";
        self.say(Code::RawHtml, span, "this HTML is shown as text".into(), Some(help.into()));
    }

    fn comment(&self, comment: &str, span: Range<usize>) {
        if comment.trim_start().starts_with("table:") {
            let help = "leave the comment out, or write the table in Markdown";
            self.say(
                Code::NotBuiltYet,
                span,
                "this version does not draw live tables".into(),
                Some(help.into()),
            );
        }
    }
}
