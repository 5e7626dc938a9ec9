//! Built pages, read as a browser reads them.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

use crate::pack::{Tree, has_ending};

/// What matters of a page for following its links.
#[derive(Debug, Default)]
pub struct Page {
    /// Every id, in order.
    pub ids: Vec<String>,
    /// The element and the address of every link and resource.
    pub links: Vec<(String, String)>,
    /// Every element's name with its attributes, in order.
    pub elements: Vec<(String, BTreeMap<String, String>)>,
    /// All the text, with single spaces.
    pub text: String,
}

impl Page {
    pub fn read(html: &[u8]) -> Self {
        let mut page = Self::default();
        let mut words = String::new();
        for token in Tokenizer::new(html) {
            match token.expect("reading a slice cannot fail") {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let attributes = tag.attributes.iter().map(|(name, value)| {
                        (
                            String::from_utf8_lossy(name).into_owned(),
                            String::from_utf8_lossy(value).into_owned(),
                        )
                    });
                    page.add(name, attributes.collect());
                    words.push(' ');
                }
                Token::String(text) => words.push_str(&String::from_utf8_lossy(&text)),
                _ => words.push(' '),
            }
        }
        page.text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        page
    }

    fn add(&mut self, name: String, attributes: BTreeMap<String, String>) {
        for (attribute, value) in &attributes {
            match attribute.as_str() {
                "id" => self.ids.push(value.clone()),
                "href" | "src" | "xlink:href" | "action" | "poster" | "data" | "srcset" => {
                    self.links.push((name.clone(), value.clone()));
                }
                _ => {}
            }
        }
        self.elements.push((name, attributes));
    }
}

/// Every page of a site, by path.
pub fn pages(site: &Tree) -> BTreeMap<&str, Page> {
    let html = site.iter().filter(|(path, _)| has_ending(path, "html"));
    html.map(|(path, bytes)| (path.as_str(), Page::read(bytes))).collect()
}

/// What is wrong with the links of a site: broken ones, missing anchors, other
/// spellings, links to folders, resources from elsewhere, ids that stand twice.
pub fn broken_links(site: &Tree) -> Vec<String> {
    let pages = pages(site);
    let mut wrong = Vec::new();
    for (path, page) in &pages {
        let ids: BTreeSet<&String> = page.ids.iter().collect();
        if ids.len() != page.ids.len() {
            wrong.push(format!("{path}: an id stands twice"));
        }
        for (element, link) in &page.links {
            if let Some(fault) = fault(site, &pages, path, element, link) {
                wrong.push(format!("{path}: <{element}> {link}: {fault}"));
            }
        }
    }
    for (path, bytes) in site.iter().filter(|(path, _)| has_ending(path, "css")) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("url(") || text.contains("@import") {
            wrong.push(format!("{path}: fetches something"));
        }
    }
    wrong
}

fn fault(
    site: &Tree,
    pages: &BTreeMap<&str, Page>,
    from: &str,
    element: &str,
    link: &str,
) -> Option<&'static str> {
    let external = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
    if external {
        return (element != "a").then_some("a resource from elsewhere");
    }
    if link.starts_with('/') || link.contains("//") || link.contains(':') {
        return Some("an absolute address");
    }
    let (path, part) = link.split_once('#').map_or((link, None), |(path, part)| (path, Some(part)));
    let Some(target) = resolve(from, path) else { return Some("leaves the site") };
    if !site.contains_key(&target) {
        let other = site.keys().any(|known| known.eq_ignore_ascii_case(&target));
        return Some(if other { "another spelling of a file" } else { "no such file" });
    }
    let page = pages.get(target.as_str());
    match (part, page) {
        (Some(part), Some(page)) if !page.ids.iter().any(|id| id == part) => {
            Some("no such place on the page")
        }
        _ => None,
    }
}

fn resolve(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn the_walker_finds_each_kind_of_fault() {
    let page = |html: &str| {
        Tree::from([
            ("a/b.html".to_owned(), html.as_bytes().to_vec()),
            ("index.html".to_owned(), b"<p id=x>".to_vec()),
        ])
    };
    let one = |html: &str| broken_links(&page(html)).join("; ");
    assert_eq!(one("<a href='../index.html#x'>"), "");
    assert!(one("<a href='../index.html#y'>").ends_with("no such place on the page"));
    assert!(one("<a href='../Index.html'>").ends_with("another spelling of a file"));
    assert!(one("<a href='c.html'>").ends_with("no such file"));
    assert!(one("<a href='../'>").ends_with("no such file"));
    assert!(one("<a href='../../x.html'>").ends_with("leaves the site"));
    assert!(one("<img src='https://example.org/x.png'>").ends_with("a resource from elsewhere"));
    assert!(one("<a href='/x.html'>").ends_with("an absolute address"));
    assert!(one("<p id=x><p id=x>").ends_with("an id stands twice"));
}
