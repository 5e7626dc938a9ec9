//! Markdown to a tree: what an author wrote, with its references read.
//!
//! Ordinary Markdown passes through. What means something of Ninefold's own,
//! or must not pass, is decided here and nowhere later: references, figures,
//! live tables, quotations with a speaker, raw HTML, images, schemes of links.

mod heading;
mod html;
mod links;
mod picture;
mod quote;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use html::Html;
use links::Link;
use picture::Image;

use super::action_table::{Cell, RawTable};
use super::findings::Findings;
use super::language::Passage;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{Limit, Limits, LiveTable, Markdown, Piece};
use crate::source::SourceText;

/// Reads the text that follows a file's fields.
pub(super) fn read_body(source: &SourceText, span: Range<usize>, findings: &Findings) -> Markdown {
    let at = Standing::From(&source.path, span.start);
    findings.keep([Passage::of_body(source, &span)]);
    read(at, &source.text[span], Tables::Keep, findings).0
}

/// Reads the text of a meeting, taking out the tables of actions.
pub(super) fn read_meeting(
    source: &SourceText,
    span: Range<usize>,
    findings: &Findings,
) -> (Markdown, Vec<RawTable>) {
    let at = Standing::From(&source.path, span.start);
    findings.keep([Passage::of_body(source, &span)]);
    read(at, &source.text[span], Tables::TakeActions, findings)
}

/// Reads Markdown that is the value of a field; places are the field's own.
pub(super) fn read_text_field(text: &Located<String>, findings: &Findings) -> Markdown {
    read(Standing::In(&text.place), &text.value, Tables::Keep, findings).0
}

/// Where a text stands in its file.
enum Standing<'a> {
    /// In this file, from this byte.
    From(&'a Arc<str>, usize),
    /// Somewhere in a field's value, which YAML may have written otherwise.
    In(&'a Place),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tables {
    Keep,
    TakeActions,
}

fn read(
    standing: Standing<'_>,
    text: &str,
    tables: Tables,
    findings: &Findings,
) -> (Markdown, Vec<RawTable>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = TextMergeWithOffset::new(Parser::new_ext(text, options).into_offset_iter());
    let mut reader = Reader {
        standing,
        source: text,
        findings,
        out: Markdown::default(),
        open: Vec::new(),
        taken: BTreeMap::new(),
        under_actions: false,
        local_links: Vec::new(),
        image: None,
        inline_tables: Vec::new(),
    };
    let mut table = None;
    let mut taken = Vec::new();
    let mut html = None;
    for (event, span) in events {
        if reader.open.len() > findings.limits.count(Limit::Nesting) {
            reader.too_deep(span);
            break;
        }
        match event {
            Event::Start(Tag::Table(_))
                if tables == Tables::TakeActions && reader.under_actions && reader.open.is_empty() =>
            {
                reader.drop_empty_heading();
                table = Some(RawTable::new(reader.place(span)));
            }
            Event::End(TagEnd::Table) if table.is_some() => taken.extend(table.take()),
            event if table.is_some() => {
                let place = reader.place(span);
                table.as_mut().expect("checked by the guard").add(&event, place);
            }
            Event::Start(Tag::HtmlBlock) => html = Some((Html::default(), span)),
            Event::End(TagEnd::HtmlBlock) => reader.html_block(html.take()),
            Event::Html(piece) if html.is_some() => {
                html.as_mut().expect("checked by the guard").0.add(&piece, span);
            }
            event => reader.event(event, span),
        }
    }
    reader.check_local_links();
    // It stays as it is for as long as the pack.
    reader.out.pieces.shrink_to_fit();
    (reader.out, taken)
}

struct Reader<'a> {
    standing: Standing<'a>,
    /// The text that is read.
    source: &'a str,
    findings: &'a Findings,
    out: Markdown,
    open: Vec<Open>,
    /// How often each address of a heading was wanted.
    taken: BTreeMap<String, usize>,
    /// Whether the last heading was `Actions`, `Action log` or the like.
    under_actions: bool,
    /// Links to headings of the same text, to be checked when all are known.
    local_links: Vec<(String, Range<usize>)>,
    /// The words of the image that is open, and what it becomes.
    image: Option<Image>,
    /// Live tables in the current paragraph, which they may not share.
    inline_tables: Vec<(Option<LiveTable>, Range<usize>)>,
}

/// What is open around the current event, as far as it matters.
enum Open {
    Paragraph,
    Heading(usize),
    Quote(usize),
    Code(String, String),
    /// A link to something in the pack.
    Reference,
    /// The same, written as `<story:garden-gate>`.
    BareReference,
    /// Words in another language.
    Lang,
    Other,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        match self.standing {
            Standing::From(path, offset) => Place::new(path, offset + span.start..offset + span.end),
            Standing::In(place) => place.clone(),
        }
    }

    fn say(&self, code: Code, span: Range<usize>, message: String, help: Option<String>) {
        self.findings.add(Finding::new(code, self.place(span), message).maybe_help(help));
    }

    fn too_deep(&self, span: Range<usize>) {
        let message =
            format!("this text is nested too deeply; {}", self.findings.limits.allowed(Limit::Nesting));
        let help = Limits::help(Limit::Nesting, "lists and quotations in each other are hard to read");
        self.say(Code::NestedTooDeeply, span, message, Some(help));
    }

    fn push(&mut self, piece: Piece) {
        self.out.pieces.push(piece);
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if self.image.is_some() {
            return self.in_image(&event, span);
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Text(text) => {
                self.check_unclosed_table(span);
                self.text(text);
            }
            event => self.push(Piece::Event(event.into_static())),
        }
    }

    fn text(&mut self, text: CowStr<'_>) {
        match self.open.last_mut() {
            Some(Open::Code(_, code)) => code.push_str(&text),
            // The words of a bare reference are its name, which a reader may
            // not be allowed to see: the title takes their place.
            Some(Open::BareReference) => {}
            _ => self.push(Piece::Event(Event::Text(text.into_static()))),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let open = match tag {
            Tag::Paragraph => {
                self.push(Piece::Event(Event::Start(Tag::Paragraph)));
                Open::Paragraph
            }
            Tag::Heading { level, .. } => {
                self.push(Piece::HeadingStart(level_number(level), "".into()));
                Open::Heading(self.out.pieces.len() - 1)
            }
            Tag::BlockQuote(_) => {
                self.push(Piece::QuoteStart(None));
                Open::Quote(self.out.pieces.len() - 1)
            }
            Tag::CodeBlock(kind) => Open::Code(language(&kind), String::new()),
            Tag::Link { dest_url, title, link_type, id } => match self.link(link_type, &dest_url, span) {
                Link::Reference(piece) => {
                    self.push(piece);
                    if link_type == LinkType::Autolink { Open::BareReference } else { Open::Reference }
                }
                Link::Lang(tag) => {
                    self.push(Piece::LangStart(tag));
                    Open::Lang
                }
                Link::Plain(dest_url) => {
                    let tag = Tag::Link { link_type, dest_url: dest_url.into(), title, id };
                    self.push(Piece::Event(Event::Start(tag).into_static()));
                    Open::Other
                }
            },
            Tag::Image { dest_url, title, .. } => return self.image(&dest_url, &title, span),
            tag => {
                self.push(Piece::Event(Event::Start(tag).into_static()));
                Open::Other
            }
        };
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match self.open.pop() {
            Some(Open::Heading(at)) => self.end_heading(at),
            Some(Open::Quote(at)) => self.end_quote(at, span),
            Some(Open::Code(language, code)) => self.push(Piece::Code { language, code }),
            Some(Open::Reference | Open::BareReference) => self.push(Piece::ReferenceEnd),
            Some(Open::Lang) => self.push(Piece::LangEnd),
            None => {}
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Other) => self.push(Piece::Event(Event::End(tag))),
        }
    }

    /// A paragraph that was split around a figure may have been left empty, or
    /// have held a live table alone.
    fn end_paragraph(&mut self) {
        if !self.inline_tables.is_empty() {
            self.place_inline_tables();
        } else if matches!(self.out.pieces.last(), Some(Piece::Event(Event::Start(Tag::Paragraph)))) {
            self.out.pieces.pop();
        } else {
            self.push(Piece::Event(Event::End(TagEnd::Paragraph)));
        }
    }
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default().to_ascii_lowercase(),
        CodeBlockKind::Indented => String::new(),
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// The words of a run of pieces.
fn plain_text(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::words).collect()
}

/// The event of a table cell, for [`RawTable`].
pub(super) fn add_to_cell(cell: &mut Cell, event: &Event<'_>, place: Place) {
    match event {
        Event::Text(text) | Event::Code(text) => cell.text(text),
        Event::SoftBreak | Event::HardBreak => cell.text(" "),
        Event::Start(Tag::Link { dest_url, .. }) => cell.link(dest_url, place),
        Event::End(TagEnd::Link) => cell.end_link(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Speaker;
    use proptest::prelude::*;

    fn read_all(text: &str) -> (Markdown, Vec<RawTable>, Vec<Finding>) {
        let findings = Findings::default();
        let (markdown, tables) =
            read(Standing::From(&"a.md".into(), 0), text, Tables::TakeActions, &findings);
        (markdown, tables, findings.into_inner())
    }

    #[test]
    fn a_quotation_knows_its_speaker() {
        let (markdown, _, findings) = read_all("> It is my gate.\n> — person\n");
        assert!(findings.is_empty());
        assert!(matches!(markdown.pieces[0], Piece::QuoteStart(Some(Speaker::Person))));
        assert_eq!(plain_text(&markdown.pieces), "It is my gate.");
    }

    #[test]
    fn a_speaker_may_stand_in_a_paragraph_of_its_own() {
        let (markdown, _, _) = read_all("> It is my gate.\n>\n> — family\n");
        assert!(matches!(markdown.pieces[0], Piece::QuoteStart(Some(Speaker::Family))));
        assert_eq!(plain_text(&markdown.pieces), "It is my gate.");
    }

    #[test]
    fn a_figure_leaves_its_paragraph() {
        let (markdown, _, _) = read_all("Before ![](metric:days) after\n\n![](metric:days)\n");
        let shape: Vec<&str> = markdown
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Event(Event::Start(Tag::Paragraph)) => "<p>",
                Piece::Event(Event::End(TagEnd::Paragraph)) => "</p>",
                Piece::Figure(_) => "figure",
                _ => "text",
            })
            .collect();
        assert_eq!(shape, ["<p>", "text", "</p>", "figure", "<p>", "text", "</p>", "figure"]);
    }

    #[test]
    fn html_and_scripts_do_not_pass() {
        let (markdown, _, findings) =
            read_all("<script>alert(1)</script>\n\na <b>bold</b> [x](javascript:alert(1))\n");
        let html = |piece: &Piece| matches!(piece, Piece::Event(Event::Html(_) | Event::InlineHtml(_)));
        assert!(!markdown.pieces.iter().any(html));
        let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::RawHtml, Code::RawHtml, Code::RawHtml, Code::LinkScheme]);
    }

    #[test]
    fn every_table_under_an_actions_heading_is_one_of_actions() {
        let table = "| Id | What |\n|---|---|\n| a | b |\n";
        let text = format!("## Actions agreed\n\n{table}\nAnd later:\n\n{table}\n## Notes\n\n{table}");
        let (markdown, tables, _) = read_all(&text);
        assert_eq!(tables.len(), 2);
        assert!(plain_text(&markdown.pieces).contains("And later:"));
        assert_eq!(markdown.outline.len(), 1, "the heading that had only a table under it is gone");
    }

    #[test]
    fn deep_nesting_is_refused() {
        let (_, _, findings) = read_all(&"> ".repeat(500));
        assert_eq!(findings[0].code, Code::NestedTooDeeply);
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "[ -~\\n#>|`*_\\[\\]()!<—é:-]{0,300}") {
            let _ = read_all(&text);
        }

        #[test]
        fn pieces_are_properly_nested(text in "[a-c \\n#>|`*_\\[\\]()!-]{0,120}") {
            let (markdown, _, _) = read_all(&text);
            let mut depth = 0i32;
            for piece in &markdown.pieces {
                depth += match piece {
                    Piece::Event(Event::Start(_)) | Piece::ReferenceStart(_) | Piece::LangStart(_) | Piece::QuoteStart(_) | Piece::HeadingStart(..) => 1,
                    Piece::Event(Event::End(_)) | Piece::ReferenceEnd | Piece::LangEnd | Piece::QuoteEnd | Piece::HeadingEnd(_) => -1,
                    _ => 0,
                };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
