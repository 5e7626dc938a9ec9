//! Reads a page tag by tag and notes what changes.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::Span;
use html5gum::emitters::callback::CallbackEvent;

use super::page::{Change, Furniture, Link, LinkAttribute, Page, What};

/// A start tag that is being read.
struct Tag {
    name: String,
    start: usize,
    attributes: Vec<Attribute>,
}

struct Attribute {
    name: String,
    start: usize,
    name_end: usize,
    value: String,
    value_at: Option<Range<usize>>,
}

/// An element of furniture that has not ended.
struct Open {
    furniture: Furniture,
    element: String,
    depth: usize,
    /// Its place among the changes.
    change: usize,
    /// The names that stand in it.
    names: Vec<String>,
}

pub(super) struct Reader<'p> {
    html: &'p str,
    tag: Option<Tag>,
    changes: Vec<Change>,
    names: HashMap<String, Option<Furniture>>,
    scripts: Vec<String>,
    sheets: Vec<String>,
    main: Option<Range<usize>>,
    class: String,
    /// How many `main` elements are open within the main part, itself counted.
    mains: usize,
    drawings: usize,
    open: Option<Open>,
    title: Option<String>,
    in_title: bool,
}

/// Attributes that are lists of names, or one.
const NAMES: [&str; 15] = [
    "for",
    "headers",
    "list",
    "form",
    "itemref",
    "popovertarget",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "commandfor",
];

impl<'p> Reader<'p> {
    pub(super) fn new(html: &'p str) -> Self {
        Self {
            html,
            tag: None,
            changes: Vec::new(),
            names: HashMap::new(),
            scripts: Vec::new(),
            sheets: Vec::new(),
            main: None,
            class: String::new(),
            mains: 0,
            drawings: 0,
            open: None,
            title: None,
            in_title: false,
        }
    }

    pub(super) fn take(&mut self, event: &CallbackEvent<'_>, span: &Span<usize>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some(Tag { name: text(name), start: span.start, attributes: Vec::new() });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(tag) = &mut self.tag {
                    let (start, name_end) = (span.start, span.end);
                    let (name, value) = (text(name), String::new());
                    tag.attributes.push(Attribute { name, start, name_end, value, value_at: None });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    last.value = text(value);
                    last.value_at = Some(value_start(self.html, last.name_end).min(span.end)..span.end);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    self.start(&tag, span.end, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.end(&text(name), span);
            }
            CallbackEvent::String { value } => {
                if let Some(title) = self.title.as_mut().filter(|_| self.in_title) {
                    title.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn inside(&self) -> bool {
        self.mains > 0
    }

    fn start(&mut self, tag: &Tag, end: usize, self_closing: bool) {
        self.open_furniture(tag);
        match tag.name.as_str() {
            "main" if self.inside() => self.mains += 1,
            "main" if self.main.is_none() && tag.value("id") == Some("main") => {
                self.mains = 1;
                self.main = Some(end..self.html.len());
                tag.value("class").unwrap_or_default().clone_into(&mut self.class);
                return;
            }
            "h1" if self.inside() && self.title.is_none() => {
                self.title = Some(String::new());
                self.in_title = true;
            }
            "svg" if !self_closing => self.drawings += 1,
            "link" | "meta" | "script" | "html" => self.head(tag, end),
            _ => {}
        }
        if let Some(level) = heading(&tag.name) {
            self.changes.push(Change { at: tag.start + 2..tag.start + 3, what: What::Level(level) });
        }
        if let Some(name) = tag.value("id").filter(|_| self.mains > 0) {
            self.name(name);
        }
        if tag.name == "a" {
            self.link(tag, end);
            if self_closing && self.drawings > 0 {
                self.changes.push(Change { at: end..end, what: What::LinkEnd });
            }
            return;
        }
        let changes = tag.attributes.iter().filter_map(|attribute| changed(&tag.name, attribute));
        self.changes.extend(changes);
    }

    fn name(&mut self, name: &str) {
        if self.names.contains_key(name) {
            return;
        }
        let inside = self.open.as_ref().map(|open| open.furniture);
        self.names.insert(name.to_owned(), inside);
        if let Some(open) = &mut self.open {
            open.names.push(name.to_owned());
        }
    }

    /// Notes an element that some documents leave out, before what is in it.
    fn open_furniture(&mut self, tag: &Tag) {
        if let Some(open) = &mut self.open {
            if open.element == tag.name {
                open.depth += 1;
            }
            return;
        }
        let class = tag.value("class").unwrap_or_default();
        let has = |name: &str| class.split_ascii_whitespace().any(|known| known == name);
        let furniture = match tag.name.as_str() {
            "script" => Furniture::Script,
            "form" | "button" => Furniture::Form,
            _ if has("toc") => Furniture::Contents,
            _ if has("neighbours") => Furniture::Neighbours,
            _ if has("at-hand") => Furniture::AtHand,
            _ => return,
        };
        let change = self.changes.len();
        // Where it ends is not known yet; what never ends is not left out.
        self.changes.push(Change { at: tag.start..tag.start, what: What::Furniture(furniture) });
        self.open = Some(Open { furniture, element: tag.name.clone(), depth: 1, change, names: Vec::new() });
    }

    /// What loads something, and the tag that stands for the whole document.
    fn head(&mut self, tag: &Tag, end: usize) {
        let rel = |name: &str| {
            tag.value("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|one| one == name))
        };
        let whole = tag.start..end;
        match tag.name.as_str() {
            "html" => self.changes.push(Change { at: whole, what: What::Root }),
            "script" => self.scripts.extend(tag.value("src").map(str::to_owned)),
            "link" if rel("stylesheet") => {
                self.sheets.extend(tag.value("href").map(str::to_owned));
                self.changes.push(Change { at: whole, what: What::Sheet });
            }
            "link" if rel("icon") => {
                let href = tag.attributes.iter().find(|attribute| attribute.name == "href");
                let change = href.and_then(|href| Some((href.value_at.clone()?, href.value.clone())));
                self.changes.extend(change.map(|(at, value)| Change { at, what: What::Icon(value) }));
            }
            "meta"
                if tag
                    .value("http-equiv")
                    .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")) =>
            {
                let content = tag.attributes.iter().find(|attribute| attribute.name == "content");
                let at = content.and_then(|content| content.value_at.clone());
                self.changes.extend(at.map(|at| Change { at, what: What::Policy }));
            }
            _ => {}
        }
    }

    fn link(&mut self, tag: &Tag, end: usize) {
        let inner = self.html[tag.start..end].trim_end_matches('>').trim_end_matches('/').len() + tag.start;
        let mut ends: Vec<usize> = tag.attributes.iter().skip(1).map(|next| next.start).collect();
        ends.push(inner);
        let href = tag.attributes.iter().find(|attribute| matches!(&*attribute.name, "href" | "xlink:href"));
        let href = href.map(|href| href.value.clone());
        let attributes = tag.attributes.iter().zip(ends).map(|(attribute, end)| {
            let value_end = attribute.value_at.as_ref().map_or(0, |at| at.end);
            let end = self.html[attribute.start..end.max(value_end)].trim_end().len() + attribute.start;
            LinkAttribute {
                name: attribute.name.clone(),
                at: attribute.start..end,
                changes: changed("a", attribute),
            }
        });
        let link = Link { drawn: self.drawings > 0, href, attributes: attributes.collect() };
        self.changes.push(Change { at: tag.start..end, what: What::Link(link) });
    }

    fn end(&mut self, name: &str, span: &Span<usize>) {
        if let Some(level) = heading(name) {
            self.changes.push(Change { at: span.start + 3..span.start + 4, what: What::Level(level) });
        }
        match name {
            "a" => self.changes.push(Change { at: span.start..span.end, what: What::LinkEnd }),
            "h1" => self.in_title = false,
            "svg" => self.drawings = self.drawings.saturating_sub(1),
            "main" if self.inside() => {
                self.mains -= 1;
                if let Some(main) = self.main.as_mut().filter(|_| self.mains == 0) {
                    main.end = span.start;
                }
            }
            _ => {}
        }
        let Some(open) = self.open.as_mut().filter(|open| open.element == name) else { return };
        open.depth -= 1;
        if open.depth == 0 {
            let at = open.change;
            self.changes[at].at.end = span.end;
            self.open = None;
        }
    }

    pub(super) fn finish(mut self, path: &'p str) -> Option<Page<'p>> {
        // An element that does not end is kept, and so is what is in it.
        if let Some(open) = self.open.take() {
            self.names.extend(open.names.into_iter().map(|name| (name, None)));
        }
        // A main part that does not end would run on into what follows it.
        let main = self.main.filter(|_| self.mains == 0)?;
        Some(Page {
            path,
            html: self.html,
            main,
            class: self.class,
            changes: self.changes,
            names: self.names,
            scripts: self.scripts,
            sheets: self.sheets,
            title: self.title.unwrap_or_default(),
        })
    }
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|one| one.name == name).map(|one| one.value.as_str())
    }
}

/// Where the value of an attribute starts, after its name and any quotation mark.
fn value_start(html: &str, name_end: usize) -> usize {
    let rest = &html[name_end..];
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix('=').unwrap_or(rest).trim_ascii_start();
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    html.len() - rest.len()
}

/// The level of a heading's element.
fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// What changes of an attribute, but for the addresses of links.
fn changed(element: &str, attribute: &Attribute) -> Option<Change> {
    let at = attribute.value_at.clone()?;
    let value = attribute.value.clone();
    let what = match (element, attribute.name.as_str()) {
        (_, "id") | ("map" | "a" | "details", "name") => What::Name(value),
        (_, name) if NAMES.contains(&name) => What::Names(value),
        (_, "usemap") => What::Fragment(value),
        ("a", "href" | "xlink:href") => return None,
        ("img", "src") => What::Picture(value),
        ("form", "action") => What::Action(value),
        (_, "href" | "xlink:href") if value.starts_with('#') => What::Fragment(value),
        (_, _) if value.contains("url(") => What::Urls(value),
        _ => return None,
    };
    Some(Change { at, what })
}
