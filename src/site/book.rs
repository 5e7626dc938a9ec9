//! The whole site as one HTML file: every page bound, everything that a page
//! loads inlined, and what can be downloaded at its end.
//!
//! One page is shown at a time, by the fragment of the address alone
//! (`book.css` in the skin). The policy allows the styles and scripts by their
//! hashes. The same site gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use super::SiteFile;
use super::address::address;
use super::bind::{
    Furniture, Page, Pages, Rules, Shell, around, escaped, main_part, place_of, read_pages, resolve,
};
use super::path::has_ending;
use super::print;
use crate::diagnostic::Finding;
use crate::release::Release;

/// What has no use in it: its scripts stand at its end, and it prints itself.
const WITHOUT: [Furniture; 2] = [Furniture::AtHand, Furniture::Script];
const HOME: &str = "index.html";
/// The place of what can be downloaded.
const FILES: &str = "files-of-this-pack";
/// What the search loads when it is needed stands in this folder.
const SEARCH: &str = "assets/search/";
/// The skin's files for a site in one file.
const STYLES: &str = "assets/book.css";
const SCRIPT: &str = "assets/book.js";

/// Makes one HTML file of all files of a site.
///
/// # Errors
/// A page of the skin that has no main part.
pub fn book(release: &Release, skin: &str, files: &[SiteFile]) -> Result<Vec<u8>, Finding> {
    let left_out = left_out(release);
    let bound = files.iter().filter(|file| !left_out.contains(file.path.as_str()));
    let pages = read_pages(bound, skin).map_err(|mut findings| findings.swap_remove(0))?;
    let Some(home) = pages.get(HOME) else { return Ok(Vec::new()) };
    let book = Book::new(release, files, &pages);
    Ok(book.write(home).into_bytes())
}

/// Pages that lead on, and print packs: what they hold stands in the book.
fn left_out(release: &Release) -> BTreeSet<String> {
    let earlier = release.aliases().keys().map(address).filter(|old| old.part.is_none()).map(|old| old.path);
    let moved = earlier.chain(print::paths(release)).map(|path| path.as_str().to_owned());
    moved.collect()
}

struct Book<'b> {
    pages: &'b Pages<'b>,
    /// Every file of the site, by its path.
    files: BTreeMap<&'b str, &'b [u8]>,
    /// Those that can be downloaded.
    downloads: BTreeSet<&'b str>,
    markings: BTreeMap<String, String>,
    styles: String,
    scripts: Vec<String>,
}

impl<'b> Book<'b> {
    fn new(release: &Release, files: &'b [SiteFile], pages: &'b Pages<'b>) -> Self {
        let files: BTreeMap<&str, &[u8]> =
            files.iter().map(|file| (file.path.as_str(), &*file.bytes)).collect();
        let is_download = |path: &&str| {
            !path.starts_with("assets/") && !path.starts_with("pictures/") && !has_ending(path, "html")
        };
        let attached =
            files.keys().filter(|path| path.starts_with("documents/") && !pages.contains_key(**path));
        let downloads = files.keys().filter(|path| is_download(path)).chain(attached).copied().collect();
        let mut book = Self {
            pages,
            downloads,
            markings: print::own_markings(release),
            styles: String::new(),
            scripts: Vec::new(),
            files,
        };
        book.styles = book.all_styles();
        book.scripts = book.all_scripts();
        book
    }

    /// The style sheets of every page, each once, in the order of the home page.
    fn all_styles(&self) -> String {
        let linked = self.linked(Page::sheets);
        let texts = linked.iter().map(String::as_str).chain([STYLES]).filter_map(|path| self.text(path));
        // A style element ends at the first `</style`.
        texts.map(|text| text.replace("</", "<\\/")).collect::<Vec<_>>().join("\n")
    }

    /// Every script that a page loads, each once; then the files that the
    /// search loads by itself; then the book's own.
    fn all_scripts(&self) -> Vec<String> {
        let mut paths = self.linked(Page::scripts);
        if paths.iter().any(|path| path.ends_with("/search.js")) {
            let index = self.files.keys().filter(|path| path.starts_with(SEARCH) && has_ending(path, "js"));
            let index: Vec<String> = index.map(|path| (*path).to_owned()).collect();
            paths.retain(|path| !index.contains(path));
            paths.extend(index);
        }
        paths.push(SCRIPT.to_owned());
        paths.iter().filter_map(|path| self.text(path)).map(|text| inline(&text)).collect()
    }

    /// Paths of what pages load, in the order of the home page, then of the others.
    fn linked(&self, loads: for<'p> fn(&'p Page<'b>) -> &'p [String]) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for page in self.pages.get(HOME).into_iter().chain(self.pages.values()) {
            let resolved = loads(page).iter().filter_map(|href| resolve(page.path(), href));
            paths.extend(resolved.map(|(path, _)| path).filter(|path| known.insert(path.clone())));
        }
        paths
    }

    fn text(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn write(&self, home: &Page<'_>) -> String {
        let place = |path: &str, part: Option<&str>| self.place(path, part);
        let picture = |path: &str| self.data(path);
        let rules = Rules { place: &place, picture: &picture, without: &WITHOUT, lower: 0 };
        let styles = format!("<style>{}</style>", self.styles);
        let policy = self.policy();
        let (before, after) = around(home, &rules, &Shell { policy: &policy, styles: &styles });
        let others = self.pages.values().filter(|page| page.path() != HOME);
        let mut out = before;
        for page in [home].into_iter().chain(others) {
            self.article(&mut out, page, &rules);
        }
        self.files_article(&mut out);
        let (body, end) = after.rsplit_once("</body>").unwrap_or((&after, ""));
        out.push_str(body);
        for script in &self.scripts {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "<script>{script}</script>");
        }
        out.push_str("</body>");
        out.push_str(end);
        out
    }

    fn article(&self, out: &mut String, page: &Page<'_>, rules: &Rules<'_>) {
        let path = page.path();
        let home = if path == HOME { " home" } else { "" };
        let class = format!("bound{home} {}", page.class());
        let _ = write!(out, "\n<article class=\"{}\" id=\"{}\">", escaped(class.trim_end()), escaped(path));
        if let Some(marking) = self.markings.get(path) {
            let marking = escaped(marking);
            let _ = write!(
                out,
                "<p class=\"stamp own\"><strong class=\"marking\">This page: {marking}</strong></p>"
            );
        }
        out.push_str(&main_part(page, rules));
        out.push_str("</article>");
    }

    /// Everything that can be downloaded, in the order of its path.
    fn files_article(&self, out: &mut String) {
        if self.downloads.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "\n<article class=\"bound\" id=\"{FILES}\"><div class=\"title\"><h1>Files of this pack</h1></div><div class=\"text\"><p>They stand in this file: each link saves one.</p><ul class=\"items\">"
        );
        for path in &self.downloads {
            let name = path.rsplit('/').next().unwrap_or(path);
            let _ = write!(
                out,
                "\n<li id=\"{0}\"><a href=\"{1}\" download=\"{2}\">{0}</a></li>",
                escaped(path),
                self.data(path),
                escaped(name)
            );
        }
        out.push_str("\n</ul></div></article>");
    }

    fn place(&self, path: &str, part: Option<&str>) -> Option<String> {
        match self.pages.get(path) {
            Some(page) => Some(place_of(page, part, &WITHOUT)),
            None => self.downloads.contains(path).then(|| path.to_owned()),
        }
    }

    /// A file as an address.
    fn data(&self, path: &str) -> String {
        let bytes = self.files.get(path).copied().unwrap_or_default();
        format!("data:{};base64,{}", media_type(path), BASE64.encode(bytes))
    }

    fn policy(&self) -> String {
        let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())));
        let mut scripts: Vec<String> = self.scripts.iter().map(|script| hash(script)).collect();
        scripts.dedup();
        let scripts = if scripts.is_empty() { "'none'".to_owned() } else { scripts.join(" ") };
        format!(
            "default-src 'none'; script-src {scripts}; style-src {}; img-src data:; base-uri 'none'; form-action 'self' file:",
            hash(&self.styles)
        )
    }
}

/// A script that stands in a page: nothing in it ends its element, or begins
/// what would keep that from ending. Both stand in texts and patterns alone,
/// where a backslash before them changes nothing.
fn inline(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at + 1);
        out.push_str(before);
        let starts =
            |word: &str| from.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if starts("/script") || starts("!--") {
            out.push('\\');
        } else if starts("script") {
            // `\x73` is an s.
            out.push_str("\\x73");
            rest = &from[1..];
            continue;
        }
        rest = from;
    }
    out.push_str(rest);
    out
}

/// What a browser takes a file for.
fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "css" => "text/css",
        "csv" => "text/csv;charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain;charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_script_ends_its_element() {
        assert_eq!(
            inline("a('</SCRIPT>', /<!--/, '<script', 1 < 2, '</b>')"),
            "a('<\\/SCRIPT>', /<\\!--/, '<\\x73cript', 1 < 2, '</b>')"
        );
    }
}
