//! Markdown to HTML. The same tree serves every page it is shown on; links
//! are made for the page that it is shown on.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::address::text_part;
use super::highlight::code_block;
use crate::model::{Citation, LiveTable, Markdown, Picture, Piece, Speaker};

/// What a text needs from the page that it stands on.
pub(super) trait Surroundings {
    /// The link to something in the pack.
    fn link(&self, citation: &Citation) -> String;
    /// The title of something in the pack.
    fn title(&self, citation: &Citation) -> String;
    /// A metric's chart with its table.
    fn figure(&mut self, citation: &Citation) -> String;
    /// A picture of the pack.
    fn picture(&self, picture: &Picture) -> String;
    /// A live table.
    fn table(&mut self, table: &LiveTable) -> String;
}

/// Renders a text; its highest heading becomes an `h{top}`.
pub(super) fn render(markdown: &Markdown, top: u8, page: &mut dyn Surroundings) -> String {
    let mut renderer = Renderer {
        levels: levels(markdown, top),
        heading: 0,
        tables: 0,
        bare: None,
        quotes: Vec::new(),
        page,
    };
    let mut out = String::new();
    html::push_html(&mut out, markdown.pieces.iter().flat_map(|piece| renderer.events(piece)).flatten());
    out
}

struct Renderer<'p> {
    /// The level of each heading, in order.
    levels: Vec<u8>,
    /// How many headings have begun.
    heading: usize,
    /// How many tables have begun.
    tables: usize,
    /// The title of a reference that has begun and has no words yet.
    bare: Option<String>,
    /// The speakers of the quotations that are open.
    quotes: Vec<Option<Speaker>>,
    page: &'p mut dyn Surroundings,
}

impl Renderer<'_> {
    /// What a piece becomes: the author's event, markup of our own, or both.
    fn events<'a>(&mut self, piece: &'a Piece) -> [Option<Event<'a>>; 2] {
        if !matches!(piece, Piece::ReferenceEnd) {
            self.bare = None;
        }
        let own = match piece {
            Piece::Event(Event::Start(Tag::Table(alignment))) => {
                self.tables += 1;
                let label = format!("Table {}", self.tables);
                let scroll =
                    format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">");
                return [Some(markup(scroll)), Some(Event::Start(Tag::Table(alignment.clone())))];
            }
            Piece::Event(Event::End(TagEnd::Table)) => {
                return [Some(Event::End(TagEnd::Table)), Some(markup("</div>\n".into()))];
            }
            Piece::Event(event) => return [Some(event.clone()), None],
            Piece::ReferenceStart(citation) => {
                self.bare = Some(self.page.title(citation));
                return [Some(markup(format!("<a href=\"{}\">", escape(&self.page.link(citation))))), None];
            }
            // A reference without words of its own gets the title.
            Piece::ReferenceEnd => format!("{}</a>", escape(&self.bare.take().unwrap_or_default())),
            // Each letter knows its direction: `auto` lets the words begin where theirs do.
            Piece::LangStart(tag) => format!("<span lang=\"{}\" dir=\"auto\">", escape(tag)),
            Piece::LangEnd => "</span>".to_owned(),
            Piece::Figure(citation) => self.page.figure(citation),
            Piece::Picture(picture) => self.page.picture(picture),
            Piece::Table(table) => self.page.table(table),
            Piece::QuoteStart(speaker) => {
                self.quotes.push(*speaker);
                if speaker.is_some() {
                    "<figure class=\"said\"><blockquote>\n".into()
                } else {
                    "<blockquote>\n".into()
                }
            }
            Piece::QuoteEnd => quote_end(self.quotes.pop().flatten()),
            Piece::HeadingStart(_, id) => {
                self.heading += 1;
                format!("<h{} id=\"{}\">", self.level(), text_part(id))
            }
            Piece::HeadingEnd(_) => format!("</h{}>\n", self.level()),
            Piece::Code { language, code } => code_block(language, code),
        };
        [Some(markup(own)), None]
    }

    fn level(&self) -> u8 {
        self.levels.get(self.heading.saturating_sub(1)).copied().unwrap_or(6)
    }
}

fn markup<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(CowStr::from(html))
}

fn quote_end(speaker: Option<Speaker>) -> String {
    match speaker {
        Some(speaker) => {
            format!("</blockquote>\n<figcaption>{}</figcaption></figure>\n", sentence(speaker_label(speaker)))
        }
        None => "</blockquote>\n".to_owned(),
    }
}

/// With a capital, as a line of its own begins.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Who speaks, as a reader sees it.
pub(super) fn speaker_label(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Person => "the person",
        Speaker::Family => "a family member",
        Speaker::Worker => "a worker",
        Speaker::Partner => "a partner",
    }
}

/// Heading levels for a page: the author's steps, without a gap.
fn levels(markdown: &Markdown, top: u8) -> Vec<u8> {
    let highest = markdown.outline.iter().map(|heading| heading.level).min().unwrap_or(1);
    let mut last = top - 1;
    let level = |heading: &crate::model::Outline| {
        let wanted = top + (heading.level - highest);
        last = wanted.min(last + 1).min(6);
        last
    };
    markdown.outline.iter().map(level).collect()
}

/// A message of a finding as a sentence in HTML: names in backticks become
/// code, and the first letter a capital unless it begins with a name.
pub(super) fn message_html(message: &str) -> String {
    let mut html = String::with_capacity(message.len());
    let parts = || message.split('`');
    let last = parts().count() - 1;
    for (at, part) in parts().enumerate() {
        match at {
            0 => html.push_str(&escape(&sentence(part))),
            // A backtick that nothing closes is one that the author wrote.
            _ if at % 2 == 1 && at == last => {
                html.push('`');
                html.push_str(&escape(part));
            }
            _ if at % 2 == 1 => {
                html.push_str("<code>");
                html.push_str(&escape(part));
                html.push_str("</code>");
            }
            _ => html.push_str(&escape(part)),
        }
    }
    html
}

/// Text for HTML, in elements and in attributes with double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_message_become_code_and_nothing_else_becomes_markup() {
        assert_eq!(
            message_html("the claim “a <b>” cites `story:x`"),
            "The claim “a &lt;b&gt;” cites <code>story:x</code>"
        );
        assert_eq!(message_html("`a&b` was due"), "<code>a&amp;b</code> was due");
        assert_eq!(message_html("one ` alone"), "One ` alone");
        assert_eq!(message_html(""), "");
    }
}
