//! HTML in Markdown: shown as text, never a way into the page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Reader;
use crate::diagnostic::Code;
use crate::model::Piece;

impl Reader<'_> {
    /// HTML is shown as text: it is never a way into the page. Comments go.
    pub(super) fn html_block(&mut self, block: Option<(String, Range<usize>)>) {
        let Some((html, span)) = block else { return };
        if let Some(comment) = as_comment(&html) {
            return self.comment(comment, span);
        }
        self.raw_html(span);
        self.push(Piece::Event(Event::Start(Tag::Paragraph)));
        self.push(Piece::Event(Event::Text(html.trim_end().to_owned().into())));
        self.push(Piece::Event(Event::End(TagEnd::Paragraph)));
    }

    pub(super) fn inline_html(&mut self, html: &str, span: Range<usize>) {
        if let Some(comment) = as_comment(html) {
            self.comment(comment, span);
        } else {
            self.raw_html(span);
            self.text(html.to_owned().into());
        }
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

fn as_comment(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inner.contains("-->")).then_some(inner)
}
