//! What a page is made of, as a short key: itself, and the style sheets,
//! scripts and pictures that it names. A page is read again only where its
//! key has changed; one that leads to a page that has changed is not.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use percent_encoding::percent_decode_str;

use super::shown::{Site, is_page};

/// The key of a page that is not there.
pub(super) const MISSING: &str = "missing";

/// The key of bytes that stand alone.
pub(super) fn of_bytes(bytes: &[u8]) -> String {
    let mut sum = DefaultHasher::new();
    bytes.hash(&mut sum);
    format!("{:016x}", sum.finish())
}

/// The key of what stands at a path of a site.
pub(super) fn of(site: &Site, path: &str) -> String {
    site.get(path).map_or_else(|| MISSING.into(), |bytes| of_file(site, path, &bytes))
}

/// The key of a file of a site.
pub(super) fn of_file(site: &Site, path: &str, bytes: &[u8]) -> String {
    if is_page(path) { of_page(site, path, bytes) } else { of_bytes(bytes) }
}

fn of_page(site: &Site, path: &str, page: &[u8]) -> String {
    let mut sum = DefaultHasher::new();
    page.hash(&mut sum);
    let drawn = parts(&String::from_utf8_lossy(page));
    // A page that has moved names the one that it leads to.
    let drawn = drawn.iter().filter_map(|address| inside(path, address)).filter(|path| !is_page(path));
    let mut named: BTreeSet<String> = drawn.collect();
    let sheets: Vec<String> = named
        .iter()
        .filter(|path| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "css"))
        .cloned()
        .collect();
    for sheet in sheets {
        let bytes = site.get(&sheet).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        named.extend(of_sheet(&text).filter_map(|address| inside(&sheet, address)));
    }
    for path in named {
        (&path, site.get(&path)).hash(&mut sum);
    }
    format!("{:016x}", sum.finish())
}

/// The addresses that a page draws in: not those that it leads to.
fn parts(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut link, mut attribute) = (false, Vec::new());
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => link = [&b"link"[..], b"image", b"use"].contains(&name),
            CallbackEvent::AttributeName { name } => attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } => match &attribute[..] {
                b"src" => found.push(String::from_utf8_lossy(value).into_owned()),
                b"href" if link => found.push(String::from_utf8_lossy(value).into_owned()),
                b"srcset" => {
                    let text = String::from_utf8_lossy(value);
                    let each = text.split(',').filter_map(|one| one.split_whitespace().next());
                    found.extend(each.map(str::to_owned));
                }
                _ => {}
            },
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    // The page is in memory: reading it cannot fail.
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    found
}

/// The addresses in a style sheet, as far as `url(…)` writes them.
fn of_sheet(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("url(").skip(1);
    after.filter_map(|rest| rest.split(')').next()).map(|url| url.trim().trim_matches(['"', '\'']))
}

/// The path in the site that an address on a file means; none where it leads
/// out of it.
fn inside(from: &str, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    if address.is_empty() || address.contains(':') || address.starts_with('/') {
        return None;
    }
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        Site::of(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).as_bytes().to_vec().into())))
    }

    const PAGE: &str = r#"<link rel=stylesheet href="../assets/a.css"><img src="../p/x%20y.png?2"><link rel=canonical href="b.html"><a href="b.html">b</a>"#;

    #[test]
    fn a_page_is_made_of_itself_and_of_what_it_draws_in() {
        let base = [
            ("s/a.html", PAGE),
            ("assets/a.css", "b { background: url('../p/z.svg') }"),
            ("p/x y.png", "1"),
            ("p/z.svg", "1"),
            ("s/b.html", "1"),
        ];
        let before = of(&site(&base), "s/a.html");
        for changed in ["s/a.html", "assets/a.css", "p/x y.png", "p/z.svg"] {
            let files = base.map(|(path, text)| (path, if path == changed { "other" } else { text }));
            assert_ne!(of(&site(&files), "s/a.html"), before, "{changed}");
        }
        let files = base.map(|(path, text)| (path, if path == "s/b.html" { "other" } else { text }));
        assert_eq!(of(&site(&files), "s/a.html"), before, "a page that it only leads to");
        assert_eq!(of(&site(&base), "s/none.html"), MISSING);
    }

    #[test]
    fn addresses_that_lead_out_are_nobodys() {
        for address in ["https://a/b.css", "//a/b.css", "/etc/passwd", "../../x", "data:x", "#a", ""] {
            assert_eq!(inside("s/a.html", address), None, "{address}");
        }
        assert_eq!(inside("s/a.html", "./../assets/a.css?x#y").as_deref(), Some("assets/a.css"));
    }
}
