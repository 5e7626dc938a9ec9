//! Tricks: addresses and markup that look harmless to one reader and are not
//! to another. Whatever an author writes, no page of the site holds an element,
//! an attribute or an address that the program did not mean to make; and every
//! page of it forbids what it does not need.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::html::{Page, pages};
use crate::pack::{Pack, Tree};

const PAGE: &str = "content/pages/tricks.md";

fn with(text: &str) -> Pack {
    Pack::small().file(PAGE, format!("---\ntitle: Tricks\n---\n{text}\n"))
}

/// Addresses that must never be those of a link or a picture.
const SCHEMES: [&str; 34] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#x0D;script:alert(1)",
    "java&#0;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#14;javascript:alert(1)",
    "&#x20;javascript:alert(1)",
    "&nbsp;javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{b}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "java\u{ad}script:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "%6aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//example.org/x",
    "\\\\example.org\\share",
    "/\\example.org",
    "http&colon;//example.org\\@javascript:",
    "../../../etc/passwd",
    "C:\\Users\\somebody",
];

/// What an address begins with once a browser has read it.
fn is_safe(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:", "tel:"];
    let lower = address.to_ascii_lowercase();
    let clean = !address.chars().any(char::is_control);
    clean
        && (known.iter().any(|scheme| lower.starts_with(scheme))
            || !(lower.contains(':') || lower.starts_with(['/', '\\'])))
}

/// What no page may hold: scripts, frames, forms, handlers, styles of its own,
/// addresses from elsewhere.
fn faults(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    for (element, attributes) in &page.elements {
        let forbidden = [
            "script", "iframe", "object", "embed", "base", "style", "template", "audio", "video", "math",
            "portal", "frame",
        ];
        // The search page's own script, and no other.
        let own = element == "script"
            && attributes.keys().eq(["defer", "src"])
            && attributes.get("src").is_some_and(|src| src == "assets/search.js");
        if forbidden.contains(&element.as_str()) && !own {
            faults.push(format!("<{element}>"));
        }
        for (name, value) in attributes {
            if name.starts_with("on")
                || ["style", "srcdoc", "formaction", "ping", "srcset"].contains(&name.as_str())
            {
                faults.push(format!("<{element} {name}>"));
            }
            if ["href", "src", "xlink:href", "action", "data", "poster"].contains(&name.as_str())
                && !is_safe(value)
            {
                faults.push(format!("<{element} {name}={value:?}>"));
            }
            if name == "src" && value.contains(':') {
                faults.push(format!("<{element} src={value:?}> is from elsewhere"));
            }
        }
    }
    faults
}

#[track_caller]
fn check(site: &Tree) {
    for (path, page) in pages(site) {
        assert_eq!(faults(&page), Vec::<String>::new(), "{path}");
        let scripts = page.elements.iter().filter(|(element, _)| element == "script").count();
        assert_eq!(scripts, usize::from(path == "search.html"), "{path}");
    }
}

#[test]
fn no_scheme_gets_through_however_it_is_written() {
    for (at, address) in SCHEMES.into_iter().enumerate() {
        let forms = [
            format!("[words]({address})"),
            format!("[words](<{address}>)"),
            format!("<{address}>"),
            format!("[words][one]\n\n[one]: {address}"),
            format!("[words][one]\n\n[one]: <{address}> \"title\""),
            format!("![words]({address})"),
            format!("![words][one]\n\n[one]: <{address}>"),
            format!("[![words]({address})](https://example.org)"),
            format!("> [words]({address})\n> — person"),
            format!("| a |\n|---|\n| [words]({address}) |"),
        ];
        // Every run of the program takes its time: four forms for most of them.
        let count = if at < 4 { forms.len() } else { 4 };
        for text in &forms[..count] {
            let pack = with(text);
            let run = pack.run(&["build"]);
            let refused = run.code == 1 && run.stderr.contains("tricks.md");
            if !refused {
                assert_eq!(run.code, 0, "{text}\n{}", run.stderr);
                check(&pack.tree("public"));
            }
        }
    }
}

#[test]
fn a_link_with_a_scheme_of_its_own_is_an_error_and_not_only_left_alone() {
    for address in [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "&#106;avascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
        "//example.org",
        "C:\\x",
    ] {
        let run = with(&format!("[words](<{address}>)")).run(&["build"]);
        assert_eq!(run.code, 1, "{address}: {}", run.stderr);
    }
}

#[test]
fn html_is_text_in_every_place_that_holds_words() {
    let html = "<img src=x onerror=alert(1)><svg/onload=alert(1)><script>alert(1)</script>\"'><b>";
    for text in [
        html.to_owned(),
        format!("Words {html} words"),
        format!("# {html}"),
        format!("- {html}\n- `{html}`"),
        format!("```{html}\n{html}\n```"),
        format!("[{html}](https://example.org \"{}\")", html.replace('"', "'")),
        format!("[words](https://example.org/?{})", html.replace(' ', "%20").replace(['(', ')'], "")),
        format!("![{html}](../pictures/gate.png '{}')", html.replace('\'', "")),
        format!("| {html} |\n|---|\n| {html} |"),
        format!("> {html}\n> — person"),
        format!("[^1]\n\n[^1]: {html}"),
        format!("$$ {html} $$ and $`{html}`$"),
        format!("Term\n: {html}"),
        format!("<!-- {html} --!> {html} -->\n\nafter"),
        format!("<![CDATA[ {html} ]]>"),
        format!("<?php {html} ?>\n<!DOCTYPE {html}>"),
        format!("&lt;script&gt;alert(1)&lt;/script&gt; {html}"),
        format!("[{html}]: https://example.org\n\n[{html}]"),
    ] {
        let pack = with(&text).file("content/pictures/gate.png", crate::pictures::gate());
        let run = pack.run(&["build"]);
        assert!(run.code == 0 || run.stderr.contains("tricks.md"), "{text}\n{}", run.stderr);
        check(&pack.tree("public"));
    }
    // Fields are texts as well.
    let field = html.replace('\'', "''");
    let fields = format!("title: '{field}'\nowner: '{field}'\ntags: ['{field}']");
    let pack =
        Pack::small().edit("content/stories/2026-02-11-garden-gate.md", "title: The garden gate", &fields);
    check(&pack.build(&[]));
}

#[test]
fn front_matter_in_the_middle_of_a_text_is_text() {
    let site = with("---\ntitle: Another\naudience: public\n---\n\nwords").build(&[]);
    let page = Page::read(&site["pages/tricks.html"]);
    assert!(page.text.contains("audience: public"), "{}", page.text);
}

#[test]
fn paths_that_leave_the_pack_are_refused_wherever_they_are_written() {
    for path in [
        "../outside.csv",
        "data/../../outside.csv",
        "data/documents/../../../outside.csv",
        "/etc/passwd",
        "C:\\outside.csv",
        "C:/outside.csv",
        "\\\\server\\share\\outside.csv",
        "//server/share/outside.csv",
        "%2e%2e/outside.csv",
        "..%2foutside.csv",
        "..\\outside.csv",
        "data/private/known-people.txt",
        "data/./documents/carers-plan.txt",
        "file:///etc/passwd",
    ] {
        let pack = Pack::small().file("data/private/known-people.txt", "Somebody");
        std::fs::write(pack.root().join("../outside.csv"), "period,value\n").expect("a file outside");
        let document = pack.edit(
            "data/documents.yaml",
            "file: data/documents/carers-plan.txt",
            &format!("file: '{path}'"),
        );
        let run = document.run(&["build"]);
        assert_eq!(run.code, 1, "{path}");
        let refused = ["error[missing-document]", "error[leaves-pack]", "error[active-document]"];
        assert!(refused.iter().any(|code| run.stderr.contains(code)), "{path}: {}", run.stderr);
        for format in ["csv", "xlsx"] {
            let metric = format!(
                "title: T\nstatements: [learning]\ncategory: processes\nunit: days\nbetter: lower\nsource: {{name: A file, status: official}}\nfrom: {{{format}: '{path}', value: value}}\n"
            );
            let run = Pack::small().file("data/metrics/read.yaml", metric).run(&["build"]);
            assert_eq!(run.code, 1, "{path}");
            let refused = ["error[figures-file]", "error[leaves-pack]"];
            assert!(refused.iter().any(|code| run.stderr.contains(code)), "{path}: {}", run.stderr);
        }
        let run = with(&format!("![Words](<{}>)", path.replace(".csv", ".png"))).run(&["build"]);
        assert_eq!(run.code, 1, "{path}: {}", run.stderr);
    }
}

#[test]
fn documents_that_a_browser_would_run_are_refused() {
    for ending in ["html", "HTM", "svg", "xhtml", "js"] {
        let file = format!("data/documents/plan.{ending}");
        let pack = Pack::small().file(&file, "<script>alert(1)</script>").edit(
            "data/documents.yaml",
            "data/documents/carers-plan.txt",
            &file,
        );
        let run = pack.run(&["build"]);
        assert!(run.code == 1 && run.stderr.contains("error[active-document]"), "{ending}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_of_the_pack_is_no_way_to_what_it_keeps_private() {
    use std::os::unix::fs::symlink;
    let pack = Pack::small().file("data/private/secret.png", crate::pictures::gate());
    symlink("../../data", pack.root().join("content/stories/more")).expect("the link is made");
    let pack =
        pack.file(PAGE, "---\ntitle: Tricks\n---\n![Words](content/stories/more/private/secret.png)\n");
    let run = pack.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[leaves-pack]") && run.stderr.contains("error[missing-picture]"),
        "{}",
        run.stderr
    );
}

/// The policy of our own skin, on every page that it makes. A skin of a pack's
/// own may leave it out: that is for whoever writes the skin.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'self' file:";

#[test]
fn every_page_forbids_what_it_does_not_need() {
    let example = crate::site::example();
    let mut redirects = 0;
    for audience in ["internal", "assessor", "public"] {
        for pack in [&example, &Pack::small()] {
            let site = pack.build(&["--audience", audience]);
            let every = pages(&site);
            assert!(every.len() > 20, "a test of nothing is none");
            for (path, page) in every {
                let head: Vec<&str> = page.elements.iter().map(|(name, _)| name.as_str()).take(5).collect();
                assert_eq!(head[..4], ["html", "head", "meta", "meta"], "{path}");
                let (_, charset) = &page.elements[2];
                assert_eq!(charset.keys().collect::<Vec<_>>(), ["charset"], "{path}");
                let (_, policy) = &page.elements[3];
                assert_eq!(
                    policy.get("http-equiv").map(String::as_str),
                    Some("Content-Security-Policy"),
                    "{path}"
                );
                assert_eq!(policy.get("content").map(String::as_str), Some(POLICY), "{path}");
                let metas = page.elements.iter().filter(|(name, _)| name == "meta");
                let policies = metas
                    .clone()
                    .filter(|(_, meta)| meta.get("content").is_some_and(|content| content.contains("-src")));
                assert_eq!(policies.count(), 1, "{path}");
                redirects += metas
                    .filter(|(_, meta)| meta.get("http-equiv").is_some_and(|what| what == "refresh"))
                    .count();
            }
            check(&site);
        }
    }
    assert!(redirects > 0, "redirects are pages too");
    let words: BTreeSet<&str> = POLICY.split([';', ' ']).collect();
    assert!(
        words.iter().all(|word| !word.contains("unsafe") && !word.contains("http") && !word.contains('*'))
    );
}

const PIECES: [&str; 44] = [
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "!",
    "![",
    "](",
    "\n",
    "\n\n",
    "`",
    "```",
    "&",
    "&#",
    "&colon;",
    "&Tab;",
    "&#106;",
    ";",
    "javascript",
    ":",
    "alert(1)",
    "//",
    "\\",
    "http",
    "https://e.org",
    "mailto:",
    "\"",
    "'",
    "onerror=",
    "src=",
    "<img ",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "story:",
    "garden-gate",
    "| a |\n|---|\n",
    "> ",
    "- ",
    "# ",
    "\u{0}",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(25))]

    #[test]
    fn no_run_of_markup_gets_through(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..40)) {
        // Many texts in one pack, for a run of the program takes its time.
        let pack = with(&pieces.concat());
        let run = pack.run(&["build"]);
        if run.code == 0 {
            for (path, page) in pages(&pack.tree("public")) {
                prop_assert_eq!(faults(&page), Vec::<String>::new(), "{}", path);
            }
        }
    }
}
