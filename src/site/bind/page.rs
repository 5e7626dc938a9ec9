//! A page, read once: where its main part is, and everything in it that
//! changes when it stands in another document.

use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::reader::Reader;

/// What stands on a page for a screen and a page alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Furniture {
    /// The list of what is on this page.
    Contents,
    /// The pages before and after.
    Neighbours,
    /// What leads to another form of the page, such as its print pack.
    AtHand,
    /// A form or a button.
    Form,
    Script,
}

/// Something that changes.
#[derive(Debug)]
pub(super) struct Change {
    /// Where, in bytes of the page.
    pub(super) at: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// The value of an attribute that names its element.
    Name(String),
    /// The value of an attribute that is a list of names.
    Names(String),
    /// The value of an attribute with addresses such as `url(#shade)` in it.
    Urls(String),
    /// The value of an attribute that is an address on the same page.
    Fragment(String),
    /// The address that a form sends to.
    Action(String),
    /// The address of a picture.
    Picture(String),
    /// A start tag that is a link.
    Link(Link),
    LinkEnd,
    /// The digit of a heading's tag.
    Level(u8),
    /// An element, with all that is in it.
    Furniture(Furniture),
    /// The value of the policy in the page's head.
    Policy,
    /// A start tag that loads a style sheet.
    Sheet,
    /// The address of the icon.
    Icon(String),
    /// The whole start tag of the document.
    Root,
}

/// The start tag of a link.
#[derive(Debug)]
pub(super) struct Link {
    /// Whether it stands in a drawing.
    pub(super) drawn: bool,
    pub(super) href: Option<String>,
    pub(super) attributes: Vec<LinkAttribute>,
}

#[derive(Debug)]
pub(super) struct LinkAttribute {
    pub(super) name: String,
    /// With its value.
    pub(super) at: Range<usize>,
    /// Where its value changes.
    pub(super) changes: Option<Change>,
}

/// A page, read once.
pub(in crate::site) struct Page<'p> {
    pub(super) path: &'p str,
    pub(super) html: &'p str,
    /// What stands between the tags of its main part.
    pub(super) main: Range<usize>,
    pub(super) class: String,
    /// In the order of where they are.
    pub(super) changes: Vec<Change>,
    /// The names in the main part, with the furniture that they stand in.
    pub(super) names: HashMap<String, Option<Furniture>>,
    /// Scripts and style sheets, by their addresses as they are written.
    pub(super) scripts: Vec<String>,
    pub(super) sheets: Vec<String>,
    pub(super) title: String,
}

impl<'p> Page<'p> {
    /// Reads a page in time proportional to its length; none where it has no
    /// `<main id="main">` that ends.
    pub(in crate::site) fn read(path: &'p str, html: &'p str) -> Option<Self> {
        let mut reader = Reader::new(html);
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
                reader.take(&event, &span);
                None
            });
        emitter.naively_switch_states(true);
        // A page is in memory: reading it cannot fail, and nothing is handed out.
        Tokenizer::new_with_emitter(html, emitter).for_each(drop);
        reader.finish(path)
    }

    /// Its path in the site.
    pub(in crate::site) fn path(&self) -> &'p str {
        self.path
    }

    /// Its first heading, in words.
    pub(in crate::site) fn title(&self) -> &str {
        self.title.trim()
    }

    /// The classes of its main part.
    pub(in crate::site) fn class(&self) -> &str {
        &self.class
    }

    /// The scripts that it loads, by their addresses as they are written.
    pub(in crate::site) fn scripts(&self) -> &[String] {
        &self.scripts
    }

    /// The same of style sheets.
    pub(in crate::site) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Whether its main part has a place of that name when some furniture is left out.
    pub(super) fn has(&self, name: &str, without: &[Furniture]) -> bool {
        self.names.get(name).is_some_and(|inside| inside.is_none_or(|inside| !without.contains(&inside)))
    }
}
