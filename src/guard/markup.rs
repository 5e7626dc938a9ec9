//! The markup of a page, tag by tag, as a browser reads it.

use std::convert::Infallible;
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// A part of a page, as far as its words hang on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A tag within a run of words.
    Inline,
    /// A tag that divides words and does no more.
    Space,
    /// A tag that ends a run of words.
    Block,
    Text(Box<str>),
    /// What an attribute says, unless it says where a line goes and how it looks.
    Value(Arc<str>),
    /// A comment.
    Note(Box<str>),
}

/// A tag that nobody writes. It is read as a tag only between others.
const END: &str = "<ninefold-end>";

/// The parts of a piece that ends between tags.
pub(super) fn by_itself(piece: &str) -> Option<Vec<Part>> {
    let mut reader = reader(&[piece, END].concat());
    reader.parts.pop().filter(|_| reader.end == End::Closed)?;
    Some(reader.parts)
}

/// The parts of a page.
pub(super) fn read(page: &str) -> Vec<Part> {
    reader(page).parts
}

/// Reads a piece of a page.
fn reader(piece: &str) -> Reader {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // A page is in memory: reading it cannot fail, and nothing is handed out.
    Tokenizer::new_with_emitter(piece, emitter).for_each(drop);
    reader
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    skip_value: bool,
    end: End,
}

/// Whether [`END`] was the last that was read.
#[derive(Default, PartialEq, Eq)]
enum End {
    #[default]
    No,
    Opened,
    Closed,
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        self.end = match event {
            CallbackEvent::OpenStartTag { name } if *name == &END.as_bytes()[1..END.len() - 1] => End::Opened,
            CallbackEvent::CloseStartTag { .. } if self.end == End::Opened => End::Closed,
            _ => End::No,
        };
        let letters = |value: &[u8]| String::from_utf8_lossy(value).into();
        match event {
            CallbackEvent::OpenStartTag { name } | CallbackEvent::EndTag { name } => {
                self.parts.push(tag(name));
            }
            CallbackEvent::AttributeName { name } => self.skip_value = is_drawing(name),
            CallbackEvent::AttributeValue { value } if !self.skip_value => {
                self.parts.push(Part::Value(String::from_utf8_lossy(value).into()));
            }
            CallbackEvent::String { value } => self.parts.push(Part::Text(letters(value))),
            CallbackEvent::Comment { value } => self.parts.push(Part::Note(letters(value))),
            CallbackEvent::AttributeValue { .. }
            | CallbackEvent::CloseStartTag { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }
}

fn tag(name: &[u8]) -> Part {
    if is_inline(name) {
        Part::Inline
    } else if is_space(name) {
        Part::Space
    } else {
        Part::Block
    }
}

/// Whether an element stands within a run of words.
fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"big"
            | b"cite"
            | b"code"
            | b"data"
            | b"del"
            | b"dfn"
            | b"em"
            | b"font"
            | b"i"
            | b"ins"
            | b"kbd"
            | b"mark"
            | b"nobr"
            | b"q"
            | b"rp"
            | b"rt"
            | b"ruby"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"tt"
            | b"u"
            | b"var"
            | b"wbr"
    )
}

/// Whether an element divides words and does no more.
fn is_space(name: &[u8]) -> bool {
    matches!(name, b"br" | b"tspan")
}

/// Whether an attribute says where a line goes and how it looks.
fn is_drawing(name: &[u8]) -> bool {
    matches!(
        name,
        b"cx"
            | b"cy"
            | b"d"
            | b"dx"
            | b"dy"
            | b"fill"
            | b"fill-opacity"
            | b"font-size"
            | b"gradienttransform"
            | b"height"
            | b"letter-spacing"
            | b"markerheight"
            | b"markerwidth"
            | b"offset"
            | b"opacity"
            | b"points"
            | b"r"
            | b"refx"
            | b"refy"
            | b"rx"
            | b"ry"
            | b"stroke"
            | b"stroke-dasharray"
            | b"stroke-width"
            | b"textlength"
            | b"transform"
            | b"viewbox"
            | b"width"
            | b"x"
            | b"x1"
            | b"x2"
            | b"y"
            | b"y2"
    )
}
