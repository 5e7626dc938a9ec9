//! The pages that are no part of a site, and what is added to those that are.

use std::fmt::Write;

use axum::body::Bytes;
use pulldown_cmark_escape::{escape_href, escape_html};

use super::shown::Shown;
use super::{Notice, key};

/// The address of the script that is added to every page.
pub(super) const SCRIPT: &str = "/_ninefold/live.js";
/// The address of the stream of events.
pub(super) const EVENTS: &str = "/_ninefold/events";

/// A page with the script before its end, which is told the page's key.
pub(super) fn with_script(page: &Bytes, key: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|run| run.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    [&page[..at], script(key).as_bytes(), &page[at..]].concat()
}

/// A key is hexadecimal, or one of our own words.
fn script(key: &str) -> String {
    format!("<script src=\"{SCRIPT}\" defer data-key=\"{key}\"></script>")
}

/// The page for an address that no page of the site has.
pub(super) fn not_found(shown: &Shown) -> Vec<u8> {
    let body = "<p>The site has no page at this address. It may have been renamed, or withheld from this audience.</p>\n\
                <p><a href=\"/\">Go to the home page</a></p>";
    let said = if shown.stale() { "" } else { "\n<p>As soon as there is one, it appears here.</p>" };
    page("There is no page here", &format!("{body}{said}"), key::MISSING, false)
}

/// The page for every address while there has never been a good site.
pub(super) fn no_site(shown: &Shown) -> Vec<u8> {
    let key = no_site_key(shown);
    page("There is no site to show yet", &findings(shown), &key, true)
}

/// Its key, without making it.
pub(super) fn no_site_key(shown: &Shown) -> String {
    key::of_bytes(findings(shown).as_bytes())
}

fn findings(shown: &Shown) -> String {
    let mut out =
        String::from("<p>Mend what is listed here and save the file. The page appears by itself.</p>\n<ul>");
    for notice in &shown.notices {
        item(&mut out, notice);
    }
    out.push_str("\n</ul>");
    out
}

/// Writing to a string cannot fail.
fn item(out: &mut String, notice: &Notice) {
    let _ = write!(out, "\n<li class=\"{0}\"><p><strong>{0}:</strong> ", notice.severity.name());
    words(out, &notice.message);
    out.push_str("</p>");
    if let Some(path) = &notice.path {
        out.push_str("<p><code>");
        let _ = escape_html(&mut *out, path);
        out.push_str("</code>");
        if let Some(line) = notice.line {
            let _ = write!(out, ", line {line}");
        }
        out.push_str("</p>");
    }
    if let Some(help) = &notice.help {
        out.push_str("<p class=\"help\">");
        words(out, help);
        out.push_str("</p>");
    }
    out.push_str("</li>");
}

/// Words with names in backticks, as they are printed.
fn words(out: &mut String, text: &str) {
    for (at, part) in text.split('`').enumerate() {
        let code = at % 2 == 1;
        out.push_str(if code { "<code>" } else { "" });
        let _ = escape_html(&mut *out, part);
        out.push_str(if code { "</code>" } else { "" });
    }
}

/// A page that looks like nothing in particular, in light and in dark.
/// Whether it lists what was found is told to the script, which does not do it
/// again.
fn page(title: &str, body: &str, key: &str, lists: bool) -> Vec<u8> {
    let lists = if lists { " data-lists" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{title} – preview</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main{lists}>\n<h1>{title}</h1>\n{body}\n</main>\n{}</body>\n</html>\n",
        script(key)
    )
    .into_bytes()
}

/// What the browser may do on our own pages, which have a style of their own.
pub(super) const POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("page.css");

/// An address on this server that leads to a path of the site.
pub(super) fn address(path: &str) -> String {
    let mut out = String::from("/");
    let _ = escape_href(&mut out, path);
    out
}
