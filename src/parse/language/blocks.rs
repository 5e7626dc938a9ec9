//! Markdown as paragraphs of words with their places: without code, addresses,
//! comments, and what somebody said.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::allow::{Allow, allows};

/// Deeper nesting than any text needs; `markdown` says so.
const DEEPEST: usize = 60;
/// Stands for what is no words: code, an address.
const NO_WORDS: char = '\u{fffc}';
/// More words than this after a dash are no speaker.
const LONGEST_SPEAKER: usize = 4;

/// A run of words that belong together: a paragraph, a heading, a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Its words.
    pub(super) text: String,
    /// The allowances that hold for it, by their place among the text's.
    pub(super) allows: Vec<usize>,
    /// The row of a table that it stands in.
    pub(super) row: Option<Range<usize>>,
    parts: Vec<Part>,
}

/// A run of a block as it stands in the text.
#[derive(Clone, Debug)]
struct Part {
    at: usize,
    length: usize,
    from: Range<usize>,
}

impl Block {
    /// A text that is no Markdown.
    pub(super) fn whole(text: &str) -> Self {
        let part = Part { at: 0, length: text.len(), from: 0..text.len() };
        Self { text: text.to_owned(), parts: vec![part], ..Self::default() }
    }

    fn add(&mut self, words: &str, from: Range<usize>) {
        self.parts.push(Part { at: self.text.len(), length: words.len(), from });
        self.text.push_str(words);
    }

    /// Where a run of its words stands in the text.
    pub(super) fn place(&self, run: &Range<usize>) -> Range<usize> {
        let part = |byte: usize| {
            let next = self.parts.partition_point(|part| part.at <= byte);
            next.checked_sub(1).map(|at| &self.parts[at])
        };
        let last = run.end.saturating_sub(1).max(run.start);
        let Some((first, last)) = part(run.start).zip(part(last)) else { return 0..0 };
        // What the parser has changed stands somewhere in its part.
        let exact = |part: &Part| part.length == part.from.len();
        let start = if exact(first) { first.from.start + (run.start - first.at) } else { first.from.start };
        let end = if exact(last) { last.from.start + (run.end - last.at) } else { last.from.end };
        start..end.max(start)
    }
}

/// The blocks of a text, and what its author allows in them.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Allow>) {
    let mut cutter = Cutter { source: text, ..Cutter::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        if cutter.depth > DEEPEST {
            break;
        }
        cutter.event(event, span);
    }
    cutter.cut();
    (cutter.blocks, cutter.allows)
}

#[derive(Default)]
struct Cutter<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    allows: Vec<Allow>,
    /// What stands between the last block and the next.
    open: Block,
    depth: usize,
    /// Where quotations began, by their first block.
    quotes: Vec<usize>,
    row: Option<Range<usize>>,
    /// How deep in code or an address we are.
    wordless: usize,
    /// Allowances for all of what begins next, from where on.
    ahead: Vec<usize>,
    /// Those of what is open at the outermost level.
    outer: Vec<usize>,
}

impl Cutter<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.wordless == 0 => self.open.add(&words, span),
            Event::SoftBreak | Event::HardBreak => self.open.text.push('\n'),
            Event::InlineHtml(_) => {
                let allows = self.allow(span);
                self.open.allows.extend(allows);
                self.open.text.push(NO_WORDS);
            }
            Event::Html(_) | Event::Text(_) => {}
            _ => self.open.text.push(NO_WORDS),
        }
    }

    /// Keeps the allowances of a run of HTML.
    fn allow(&mut self, span: Range<usize>) -> Range<usize> {
        let from = self.allows.len();
        self.allows.extend(allows(&self.source[span.clone()], span.start));
        from..self.allows.len()
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.wordless += 1;
                self.open.text.push(NO_WORDS);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {}
            _ => {
                self.cut();
                self.begin(tag, span);
            }
        }
        self.depth += 1;
    }

    fn begin(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        if let Tag::HtmlBlock = tag {
            self.html_block(span);
            return;
        }
        if self.depth == 0 {
            self.outer = std::mem::take(&mut self.ahead);
        }
        match tag {
            Tag::BlockQuote(_) => self.quotes.push(self.blocks.len()),
            Tag::TableHead | Tag::TableRow => self.row = Some(span),
            Tag::CodeBlock(_) => self.wordless += 1,
            _ => {}
        }
    }

    /// Its comments go, its other words are shown as text.
    fn html_block(&mut self, span: Range<usize>) {
        let allows = self.allow(span.clone());
        self.ahead.extend(allows);
        let mut rest = span.start;
        while let Some(start) = self.source[rest..span.end].find("<!--").map(|at| rest + at) {
            self.open.add(&self.source[rest..start], rest..start);
            rest = self.source[start..span.end].find("-->").map_or(span.end, |at| start + at + "-->".len());
        }
        self.open.add(&self.source[rest..span.end], rest..span.end);
        if self.open.text.trim().is_empty() {
            self.open = Block::default();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth -= 1;
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Link => self.wordless = self.wordless.saturating_sub(1),
            TagEnd::CodeBlock => {
                self.wordless = self.wordless.saturating_sub(1);
                self.open = Block::default();
            }
            TagEnd::BlockQuote(_) => {
                self.cut();
                self.end_quote();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.cut();
                self.row = None;
            }
            _ => self.cut(),
        }
    }

    /// What ends in a speaker is the speaker's own.
    fn end_quote(&mut self) {
        let Some(first) = self.quotes.pop() else { return };
        let last = self.blocks[first..].last().and_then(|block| block.text.trim_end().lines().next_back());
        let last = last.unwrap_or_default().trim();
        let speaker = last.strip_prefix(['—', '–']).or_else(|| last.strip_prefix("--")).map(str::trim);
        let words = speaker.map_or(0, |speaker| speaker.split_whitespace().count());
        if (1..=LONGEST_SPEAKER).contains(&words) {
            self.blocks.truncate(first);
        }
    }

    /// Ends the block that is open.
    fn cut(&mut self) {
        let mut block = std::mem::take(&mut self.open);
        if block.text.trim().is_empty() {
            // A comment alone in its paragraph is about what follows.
            self.ahead.append(&mut block.allows);
            return;
        }
        block.allows.extend(&self.outer);
        if self.depth > 0 {
            block.allows.append(&mut self.ahead);
        }
        block.row = self.row.clone();
        self.blocks.push(block);
    }
}
