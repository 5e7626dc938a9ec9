//! The pages of a site, found among its files and read for binding.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Page;
use crate::diagnostic::{Code, Finding};
use crate::site::file::SiteFile;
use crate::site::path::has_ending;

/// The pages of a site by their path, each read once.
pub(in crate::site) type Pages<'p> = BTreeMap<&'p str, Page<'p>>;

/// Reads the pages among some files.
///
/// # Errors
/// Each page that cannot be bound because its skin has taken out the main part.
pub(in crate::site) fn read_pages<'p>(
    files: impl IntoIterator<Item = &'p SiteFile>,
    skin: &str,
) -> Result<Pages<'p>, Vec<Finding>> {
    let html = files.into_iter().filter(|file| is_page(file));
    let read: Vec<Result<(&str, Page<'p>), Finding>> = html
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|file| {
            let path = file.path.as_str();
            let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
            Page::read(path, text).map(|page| (path, page)).ok_or_else(|| without_main(path, skin))
        })
        .collect();
    let (pages, findings): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    if findings.is_empty() {
        return Ok(pages.into_iter().filter_map(Result::ok).collect());
    }
    // Pages share their templates: one of them says what is wrong with all.
    Err(findings.into_iter().filter_map(Result::err).take(1).collect())
}

/// Whether a file is a page that Ninefold made, not a document of the pack.
fn is_page(file: &SiteFile) -> bool {
    let path = file.path.as_str();
    let attached = path.starts_with("documents/") && path.matches('/').count() > 1;
    has_ending(path, "html") && !attached
}

fn without_main(path: &str, skin: &str) -> Finding {
    let message = format!(
        "the page `{path}` of the skin `{skin}` has no `<main id=\"main\">`, so it cannot be printed with others"
    );
    let help = format!(
        "let its template in `themes/{skin}/templates/` begin with `{{% extends \"base.html\" %}}`, and keep `<main id=\"main\">` around the page's own text in `base.html`"
    );
    Finding::without_place(Code::Template, message).help(help)
}
