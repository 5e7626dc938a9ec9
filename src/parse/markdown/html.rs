//! HTML in Markdown: shown as text, never a way into the page; and the
//! comments that are live tables.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Open, Reader};
use crate::diagnostic::Code;
use crate::model::{LiveTable, Piece};
use crate::parse::live_table::{self, Beginning};

/// HTML as the Markdown parser gives it, line by line, with where the lines stand.
#[derive(Default)]
pub(super) struct Html {
    text: String,
    /// Where each line begins in the text, and where it stands in the source.
    lines: Vec<(usize, Range<usize>)>,
}

impl Html {
    pub(super) fn add(&mut self, line: &str, span: Range<usize>) {
        self.lines.push((self.text.len(), span));
        self.text.push_str(line);
    }

    /// Where a run of the text stands in the source: in a quotation, for one,
    /// there is more between two lines than the text holds.
    fn span(&self, run: Range<usize>) -> Range<usize> {
        let start = self.at(run.start, run.start, |span| span.start);
        let end = self.at(run.end.saturating_sub(1).max(run.start), run.end, |span| span.end);
        start..end.max(start)
    }

    /// Where a byte stands by the line of another; at an end of that line where
    /// the parser has changed it.
    fn at(&self, by: usize, offset: usize, otherwise: fn(&Range<usize>) -> usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= by).saturating_sub(1);
        let Some((start, span)) = self.lines.get(line) else { return 0 };
        let next = self.lines.get(line + 1).map_or(self.text.len(), |(next, _)| *next);
        if next - start == span.len() { span.start + (offset - start) } else { otherwise(span) }
    }
}

/// A comment, by where it stands in a piece of HTML.
struct Comment {
    whole: Range<usize>,
    inside: Range<usize>,
    closed: bool,
}

/// The words of a piece of HTML, and its comments; one that is not closed goes
/// to the end, as a browser reads it.
fn without_comments(html: &str) -> (String, Vec<Comment>) {
    let (mut words, mut comments) = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(before) = html[at..].find("<!--") {
        words.push_str(&html[at..at + before]);
        let (start, inside) = (at + before, at + before + "<!--".len());
        let end = html[inside..].find("-->").map(|end| inside + end);
        at = end.map_or(html.len(), |end| end + "-->".len());
        let inside = inside..end.unwrap_or(html.len());
        comments.push(Comment { whole: start..at, inside, closed: end.is_some() });
    }
    words.push_str(&html[at..]);
    (words, comments)
}

impl Reader<'_> {
    /// HTML is shown as text: it is never a way into the page. Comments go,
    /// wherever they stand: they are the author's own, unless they are tables.
    pub(super) fn html_block(&mut self, block: Option<(Html, Range<usize>)>) {
        let Some((html, span)) = block else { return };
        let (words, comments) = without_comments(&html.text);
        let alone = words.trim().is_empty() && self.open.is_empty();
        for comment in &comments {
            match self.live_table(&html, comment) {
                Some(Some(table)) if alone => self.push(Piece::Table(Box::new(table))),
                Some(_) if !alone => self.misplaced_table(html.span(comment.whole.clone())),
                _ => {}
            }
        }
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
        let mut run = Html::default();
        run.add(html, span.clone());
        let (words, comments) = without_comments(html);
        for comment in &comments {
            if let Some(table) = self.live_table(&run, comment) {
                // Whether it stands alone is known when the paragraph ends.
                match self.open[..] {
                    [Open::Paragraph] => self.inline_tables.push((table, span.clone())),
                    _ => self.misplaced_table(span.clone()),
                }
            }
        }
        if !words.is_empty() {
            self.raw_html(span);
            self.text(words.into());
        }
    }

    /// Live tables take the place of their paragraph, if there is nothing else in it.
    pub(super) fn place_inline_tables(&mut self) {
        let tables = std::mem::take(&mut self.inline_tables);
        let blank = |piece: &Piece| match piece {
            Piece::Event(Event::Text(text)) => text.trim().is_empty(),
            Piece::Event(Event::SoftBreak | Event::HardBreak) => true,
            _ => false,
        };
        let words = self.out.pieces.iter().rposition(|piece| !blank(piece));
        let start = words.filter(|at| {
            matches!(self.out.pieces.get(*at), Some(Piece::Event(Event::Start(Tag::Paragraph))))
        });
        if let Some(start) = start {
            self.out.pieces.truncate(start);
        } else {
            self.push(Piece::Event(Event::End(TagEnd::Paragraph)));
        }
        for (table, span) in tables {
            match table {
                Some(table) if start.is_some() => self.push(Piece::Table(Box::new(table))),
                _ if start.is_none() => self.misplaced_table(span),
                _ => {}
            }
        }
    }

    /// The live table that a comment is; nothing where it is the author's own
    /// note, and nothing inside where the table cannot be read.
    #[expect(clippy::option_option, reason = "a table that cannot be read still stands somewhere")]
    fn live_table(&self, html: &Html, comment: &Comment) -> Option<Option<LiveTable>> {
        let inside = &html.text[comment.inside.clone()];
        let shift = |run: Range<usize>| comment.inside.start + run.start..comment.inside.start + run.end;
        let begins = live_table::beginning(inside)?;
        if !comment.closed || inside.contains("<!--") || inside.trim().contains("\n\n") {
            let line = html.text[comment.whole.clone()].lines().next().unwrap_or_default().trim_end().len();
            self.unclosed_table(html.span(comment.whole.start..comment.whole.start + line));
            return Some(None);
        }
        let from = match begins {
            Beginning::Table(from) => from,
            Beginning::Slip(word) => {
                let message = format!("a live table does not begin with `{}:`", &inside[word.clone()]);
                let help = "did you mean `table:`?".to_owned();
                self.say(Code::LiveTable, html.span(shift(word)), message, Some(help));
                return Some(None);
            }
        };
        let whole = self.place(html.span(comment.whole.clone()));
        let place = |run: Range<usize>| self.place(html.span(shift(from + run.start..from + run.end)));
        Some(live_table::read(&inside[from..], whole, &place, self.findings))
    }

    /// A comment inside a paragraph that is not closed is no comment to the
    /// Markdown parser: its words are text.
    pub(super) fn check_unclosed_table(&self, span: Range<usize>) {
        let in_words = !matches!(self.open.last(), Some(Open::Code(..) | Open::BareReference));
        let words = self.source.get(span.clone()).unwrap_or_default();
        let Some(at) = words.find("<!--").filter(|_| in_words) else { return };
        let escaped = self.source[..span.start + at].ends_with('\\');
        if !escaped && live_table::beginning(&words[at + "<!--".len()..]).is_some() {
            self.unclosed_table(span.start + at..span.end);
        }
    }

    fn unclosed_table(&self, span: Range<usize>) {
        let help = "write `-->` after its last word".to_owned();
        self.say(Code::LiveTable, span, "this live table does not end".into(), Some(help));
    }

    fn misplaced_table(&self, span: Range<usize>) {
        let help = "put it on a line of its own, with an empty line before and after it; not in a list, a quotation or a table"
                .to_owned();
        self.say(Code::LiveTable, span, "a live table cannot stand here".into(), Some(help));
    }

    fn raw_html(&self, span: Range<usize>) {
        let help =
            "use Markdown: `**bold**`, `*italic*`, `[words](address)`; put it between backticks to show it";
        self.say(Code::RawHtml, span, "this HTML is shown as text".into(), Some(help.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Findings, Standing, Tables, read};
    use super::*;
    use crate::diagnostic::{Finding, Located, Place};
    use crate::model::{Field, Markdown};
    use crate::parse::markdown::read_text_field;

    fn read_all(text: &str) -> (Markdown, Vec<Finding>) {
        let findings = Findings::default();
        let path = "a.md".into();
        let (markdown, _) = read(Standing::From(&path, 0), text, Tables::Keep, &findings);
        (markdown, findings.into_inner())
    }

    fn shape(markdown: &Markdown) -> Vec<&'static str> {
        let name = |piece: &Piece| match piece {
            Piece::Event(Event::Start(Tag::Paragraph)) => "<p>",
            Piece::Event(Event::End(TagEnd::Paragraph)) => "</p>",
            Piece::Figure(_) => "figure",
            Piece::Table(_) => "table",
            _ => "text",
        };
        markdown.pieces.iter().map(name).collect()
    }

    /// The words that each finding is about, and its message.
    fn said(text: &str) -> Vec<(String, String)> {
        let (_, findings) = read_all(text);
        let about = |finding: Finding| {
            let place = finding.place.expect("it has a place");
            (text[place.start..place.end].to_owned(), finding.message)
        };
        findings.into_iter().map(about).collect()
    }

    #[test]
    fn a_table_stands_between_paragraphs() {
        let (markdown, findings) = read_all("Before.\n<!-- table: actions -->\nAfter.\n");
        assert_eq!(findings, []);
        assert_eq!(shape(&markdown), ["<p>", "text", "</p>", "table", "<p>", "text", "</p>"]);
        let (markdown, findings) =
            read_all("<!-- note --> <!-- Table : feedback -->\n<!-- table: stories\nwhere carers=yes -->\n");
        assert_eq!((shape(&markdown), findings), (vec!["table", "table"], vec![]));
    }

    #[test]
    fn a_table_alone_in_its_paragraph_takes_its_place() {
        let (markdown, findings) = read_all("![](metric:days) <!-- table: actions -->\n");
        assert_eq!((shape(&markdown), findings), (vec!["figure", "table"], vec![]));
    }

    #[test]
    fn a_table_among_words_is_out_of_place() {
        let table = "<!-- table: actions -->";
        for text in [
            format!("See {table}"),
            format!("{table} above"),
            format!("# Of {table}"),
            format!("- {table}"),
            format!("> {table}"),
            format!("| a |\n|---|\n| {table} |"),
            format!("<div>\n{table}\n</div>"),
        ] {
            let tables = said(&text).into_iter().filter(|(_, message)| message.starts_with("a live table"));
            let expected = (table.to_owned(), "a live table cannot stand here".to_owned());
            assert_eq!(tables.collect::<Vec<_>>(), [expected], "{text}");
            assert!(!shape(&read_all(&text).0).contains(&"table"), "{text}");
        }
    }

    #[test]
    fn a_table_that_does_not_end_is_not_swallowed() {
        let message = "this live table does not end".to_owned();
        for (text, about) in [
            ("<!-- table: actions\n\nText.\n", "<!-- table: actions"),
            ("<!-- table: actions ->\n\nText.\n\n<!-- a note -->\n", "<!-- table: actions ->"),
            ("See <!-- table: actions and more.\n", "<!-- table: actions and more."),
        ] {
            assert_eq!(said(text), [(about.to_owned(), message.clone())]);
        }
        for text in ["`<!-- table: actions`", "\\<!-- table: actions", "<!-- a note", "    <!-- table: x -->"]
        {
            assert_eq!(said(text), []);
        }
    }

    #[test]
    fn findings_stand_at_the_word() {
        let finding = said("Text – é.\n\n<!-- table: actions\n     where stauts=open -->\n");
        let message = "live tables of actions have no field `stauts`";
        assert_eq!(finding, [("stauts".to_owned(), message.to_owned())]);
        let finding = said("<!-- tables: actions -->");
        assert_eq!(finding, [("tables".to_owned(), "a live table does not begin with `tables:`".to_owned())]);
    }

    #[test]
    fn a_table_in_a_field_stands_where_the_field_does() {
        let place = Place::new(&"a.yaml".into(), 40..50);
        let findings = Findings::default();
        let text = "<!-- table: stories where statement=equity and team=first -->".to_owned();
        let mut markdown = read_text_field(&Located::new(text, place.clone()), &findings);
        assert_eq!(findings.len(), 0);
        markdown.citations_mut(&mut |citation| assert_eq!(citation.place, place));
        let table = markdown.tables_mut().next().expect("there is a table");
        assert_eq!((&table.place, table.conditions[1].field), (&place, Field::Team));
    }

    #[test]
    fn a_table_whose_condition_is_withheld_goes_whole() {
        let (mut markdown, _) = read_all("<!-- table: actions where meeting=secret and status=open -->\n");
        markdown.retain_citations(&|name| &*name.id != "secret");
        assert!(markdown.is_empty());
    }
}
