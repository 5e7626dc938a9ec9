//! Writes the parts of a page as they stand in another document: byte for
//! byte as they are, but for what must change.

use std::fmt::Write;
use std::ops::Range;

use super::page::{Change, Furniture, Link, Page, What};
use crate::site::text::escape;

/// What stands between the path of a page and a name on it.
pub(in crate::site) const BETWEEN: &str = "--";

/// Schemes of addresses that lead out of the site.
const ELSEWHERE: [&str; 4] = ["https:", "http:", "mailto:", "tel:"];
/// Attributes that mean nothing without an address.
const OF_LINKS: [&str; 9] =
    ["href", "xlink:href", "download", "rel", "target", "hreflang", "type", "ping", "referrerpolicy"];

/// What a document makes of the pages that it binds.
pub(in crate::site) struct Rules<'r> {
    /// The name of the place where a page or file of the site stands in the
    /// document, from its path and a name on it; none where it does not.
    pub(in crate::site) place: &'r (dyn Fn(&str, Option<&str>) -> Option<String> + Sync),
    /// The address of a picture, from its path in the site.
    pub(in crate::site) picture: &'r (dyn Fn(&str) -> String + Sync),
    /// What is left out.
    pub(in crate::site) without: &'r [Furniture],
    /// How much lower headings stand.
    pub(in crate::site) lower: u8,
}

/// What takes the place of a page's head.
pub(in crate::site) struct Shell<'s> {
    pub(in crate::site) policy: &'s str,
    /// In place of the first style sheet.
    pub(in crate::site) styles: &'s str,
}

/// The name of a page, or of a place on it, in a document that holds the page.
pub(in crate::site) fn place_of(page: &Page<'_>, part: Option<&str>, without: &[Furniture]) -> String {
    match part {
        // What is not there, and the main part itself, is the page.
        Some(part) if page.has(part, without) => format!("{}{BETWEEN}{part}", page.path),
        _ => page.path.to_owned(),
    }
}

/// The main part of a page as it stands in the document.
pub(in crate::site) fn main_part(page: &Page<'_>, rules: &Rules<'_>) -> String {
    let mut writer = Writer::new(page, rules, None);
    writer.write(page.main.clone());
    writer.out
}

/// What stands around the main part of a page: before it, and after it. Names
/// stay as they are, and links lead to places of the document.
pub(in crate::site) fn around(page: &Page<'_>, rules: &Rules<'_>, shell: &Shell<'_>) -> (String, String) {
    let mut writer = Writer::new(page, rules, Some(shell));
    writer.write(0..page.main.start);
    let before = std::mem::take(&mut writer.out);
    writer.write(page.main.end..page.html.len());
    (before, writer.out)
}

struct Writer<'w> {
    page: &'w Page<'w>,
    rules: &'w Rules<'w>,
    /// Where it is not the main part that is written.
    shell: Option<&'w Shell<'w>>,
    styled: bool,
    /// What the links that are open have become.
    links: Vec<&'static str>,
    out: String,
}

impl<'w> Writer<'w> {
    fn new(page: &'w Page<'w>, rules: &'w Rules<'w>, shell: Option<&'w Shell<'w>>) -> Self {
        Self { page, rules, shell, styled: false, links: Vec::new(), out: String::new() }
    }

    /// Writes a part of the page.
    fn write(&mut self, part: Range<usize>) {
        let mut from = part.start;
        let first = self.page.changes.partition_point(|change| change.at.start < part.start);
        for change in &self.page.changes[first..] {
            if change.at.start >= part.end {
                break;
            }
            // It stands in an element that was left out.
            if change.at.start < from {
                continue;
            }
            if self.keeps(&change.what) {
                continue;
            }
            self.out.push_str(&self.page.html[from..change.at.start]);
            self.change(change);
            from = change.at.end;
        }
        self.out.push_str(&self.page.html[from.min(part.end)..part.end]);
    }

    fn keeps(&self, what: &What) -> bool {
        match what {
            What::Furniture(furniture) => !self.rules.without.contains(furniture),
            What::Level(level) => self.shell.is_some() || self.rules.lower == 0 || *level == 6,
            What::Name(_) | What::Names(_) | What::Urls(_) | What::Fragment(_) => self.shell.is_some(),
            What::Policy | What::Sheet | What::Icon(_) | What::Root => self.shell.is_none(),
            What::Action(_) | What::Picture(_) | What::Link(_) | What::LinkEnd => false,
        }
    }

    fn change(&mut self, change: &Change) {
        match &change.what {
            What::Furniture(_) => {}
            What::Level(level) => self.out.push_str(&(level + self.rules.lower).min(6).to_string()),
            What::Link(link) => self.link(change, link),
            What::LinkEnd => match self.links.pop() {
                Some(name) => {
                    // A link of a drawing that ends with its own tag has no end tag.
                    if !change.at.is_empty() {
                        // Writing to a string cannot fail.
                        let _ = write!(self.out, "</{name}>");
                    }
                }
                None => self.out.push_str(&self.page.html[change.at.clone()]),
            },
            What::Root => {
                let tag = &self.page.html[change.at.clone()];
                self.out.push_str(tag.trim_end_matches('>'));
                self.out.push_str(" data-book>");
            }
            What::Sheet => {
                if let Some(shell) = self.shell.filter(|_| !self.styled) {
                    self.styled = true;
                    self.out.push_str(shell.styles);
                }
            }
            what => {
                let value = self.value(what);
                self.attribute(&change.at, &value);
            }
        }
    }

    /// The value that an attribute has in the document.
    fn value(&self, what: &What) -> String {
        match what {
            What::Name(name) => self.named(name),
            What::Names(names) => {
                names.split_ascii_whitespace().map(|name| self.named(name)).collect::<Vec<_>>().join(" ")
            }
            What::Fragment(value) => match value.strip_prefix('#') {
                Some(name) if !name.is_empty() => format!("#{}", self.named(name)),
                _ => value.clone(),
            },
            What::Action(value) => match self.target(value) {
                Target::Here(place) => format!("#{place}"),
                _ => value.clone(),
            },
            What::Urls(value) => self.urls(value),
            What::Picture(value) | What::Icon(value) => match resolve(self.page.path, value) {
                Some((path, _)) => (self.rules.picture)(&path),
                None => value.clone(),
            },
            What::Policy => self.shell.map(|shell| shell.policy.to_owned()).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn named(&self, name: &str) -> String {
        format!("{}{BETWEEN}{name}", self.page.path)
    }

    /// `url(#shade)`, with or without quotation marks.
    fn urls(&self, value: &str) -> String {
        let mut parts = value.split("url(");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str("url(");
            let quote: &str = if part.starts_with(['"', '\'']) { &part[..1] } else { "" };
            out.push_str(quote);
            let rest = &part[quote.len()..];
            match rest.strip_prefix('#') {
                Some(name) => {
                    out.push('#');
                    out.push_str(self.page.path);
                    out.push_str(BETWEEN);
                    out.push_str(name);
                }
                None => out.push_str(rest),
            }
        }
        out
    }

    /// A link to a place of the document, out of the site, or plain text.
    fn link(&mut self, change: &Change, link: &Link) {
        let html = self.page.html;
        let to = link.href.as_deref().map(|href| self.target(href));
        let plain = matches!(to, Some(Target::Nowhere));
        let inside = matches!(to, Some(Target::Here(_)));
        let name = match (plain, link.drawn) {
            (false, _) => "a",
            (true, true) => "g",
            (true, false) => "span",
        };
        self.links.push(name);
        self.out.push('<');
        self.out.push_str(name);
        let mut from = change.at.start + 2;
        for attribute in &link.attributes {
            let drop =
                (plain && OF_LINKS.contains(&&*attribute.name)) || (inside && attribute.name == "download");
            if !drop {
                self.out.push_str(&html[from..attribute.at.start]);
                match (&to, attribute.name.as_str()) {
                    (Some(Target::Here(place)), name @ ("href" | "xlink:href")) => {
                        let _ = write!(self.out, "{name}=\"#{}\"", escaped(place));
                    }
                    _ => self.link_attribute(&attribute.at, attribute.changes.as_ref()),
                }
            }
            from = attribute.at.end;
        }
        self.out.push_str(&html[from..change.at.end]);
    }

    fn link_attribute(&mut self, at: &Range<usize>, change: Option<&Change>) {
        let html = self.page.html;
        match change.filter(|change| !self.keeps(&change.what)) {
            Some(change) => {
                self.out.push_str(&html[at.start..change.at.start]);
                let value = self.value(&change.what);
                self.attribute(&change.at, &value);
                self.out.push_str(&html[change.at.end..at.end.max(change.at.end)]);
            }
            None => self.out.push_str(&html[at.clone()]),
        }
    }

    fn target(&self, href: &str) -> Target {
        let scheme =
            |scheme: &&str| href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        if ELSEWHERE.iter().any(scheme) {
            return Target::Elsewhere;
        }
        if self.shell.is_some() && href.starts_with('#') {
            return Target::Elsewhere;
        }
        let place = resolve(self.page.path, href).and_then(|(path, part)| (self.rules.place)(&path, part));
        place.map_or(Target::Nowhere, Target::Here)
    }

    /// Writes a value where another stood, with quotation marks where it had none.
    fn attribute(&mut self, at: &Range<usize>, value: &str) {
        let before = at.start.checked_sub(1).map(|before| self.page.html.as_bytes()[before]);
        let quoted = matches!(before, Some(b'"' | b'\''));
        if !quoted {
            self.out.push('"');
        }
        self.out.push_str(&escaped(value));
        if !quoted {
            self.out.push('"');
        }
    }
}

/// Where a link leads.
enum Target {
    /// To the place of that name in the document.
    Here(String),
    /// Out of the site, or as it is.
    Elsewhere,
    /// To what the document does not hold.
    Nowhere,
}

/// The path in the site that an address on a page leads to, and the name on
/// that page; none where it leads out of the site.
pub(in crate::site) fn resolve<'h>(from: &str, href: &'h str) -> Option<(String, Option<&'h str>)> {
    let (address, part) = match href.split_once('#') {
        Some((address, part)) => (address, Some(part).filter(|part| !part.is_empty())),
        None => (href, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    if address.contains(':') || address.starts_with('/') {
        return None;
    }
    if address.is_empty() {
        return Some((from.to_owned(), part));
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in address.split('/') {
        match step {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            step => folders.push(step),
        }
    }
    Some((folders.join("/"), part))
}

/// A text as the value of an attribute, in quotation marks of either kind.
pub(in crate::site) fn escaped(text: &str) -> String {
    escape(text).replace('\'', "&#39;")
}
