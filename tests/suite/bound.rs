//! Pages bound into one document: print packs, the single file, PDFs.

use std::collections::BTreeSet;
use std::fs;

use sha2::{Digest, Sha256};

use crate::html::Page;
use crate::pack::{Pack, STATEMENTS, Tree, has_ending};

const NAME: &str = "smallbrook-council-a-small-pack-internal-2026-06-30-OFFICIAL";

fn text(site: &Tree, path: &str) -> String {
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is built")).clone()).expect("UTF-8")
}

/// The pages that stand in a print pack, in order.
fn parts(html: &str) -> Vec<String> {
    let page = Page::read(html.as_bytes());
    let parts = page.elements.iter().filter(|(name, attributes)| {
        name == "section" && attributes.get("class").is_some_and(|class| class.starts_with("bound"))
    });
    parts.map(|(_, attributes)| attributes["id"].clone()).collect()
}

#[test]
fn a_statement_is_printed_with_what_its_judgement_cites() {
    let site = Pack::small().build(&[]);
    let print: Vec<&str> = site.keys().filter_map(|path| path.strip_prefix("print/")).collect();
    let mut expected: Vec<String> = STATEMENTS.iter().map(|id| format!("{id}.html")).collect();
    expected.push("index.html".to_owned());
    expected.sort();
    assert_eq!(print, expected);
    let html = text(&site, "print/assessing-needs.html");
    assert_eq!(parts(&html), CITED);
    // What it holds is linked within it; what it does not is plain text.
    let links =
        Page::read(&html.as_bytes()[html.find("<main").unwrap_or(0)..html.find("</main>").unwrap_or(0)])
            .links;
    let own = ["../statements/assessing-needs.html"];
    let others: Vec<&String> = links
        .iter()
        .map(|(_, link)| link)
        .filter(|link| !link.starts_with('#') && !link.starts_with("https://") && !own.contains(&&***link))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(!html.contains("On this page") && html.contains("<h2>Assessing needs</h2>"));
    // A statement without a judgement stands alone.
    assert_eq!(parts(&text(&site, "print/equity.html")), ["statements/equity.html"]);
}

const CITED: [&str; 6] = [
    "statements/assessing-needs.html",
    "metrics/days-to-contact.html",
    "stories/garden-gate.html",
    "feedback/carer-calls.html",
    "actions/call-back.html",
    // Its text alone names this one.
    "actions/small-repairs.html",
];

#[test]
fn the_whole_pack_holds_every_statement_and_each_cited_item_once() {
    let site = Pack::small().build(&[]);
    let html = text(&site, "print/index.html");
    let parts = parts(&html);
    let once: BTreeSet<&String> = parts.iter().collect();
    assert_eq!(once.len(), parts.len(), "{parts:?}");
    assert_eq!((parts[0].as_str(), parts[parts.len() - 1].as_str()), ("index.html", "glossary.html"));
    for statement in STATEMENTS {
        assert!(parts.contains(&format!("statements/{statement}.html")));
        // What a statement prints with it is in the whole pack.
        for part in self::parts(&text(&site, &format!("print/{statement}.html"))) {
            assert!(parts.contains(&part), "{part}");
        }
    }
    assert!(html.contains(COUNTED), "{}", Page::read(html.as_bytes()).text);
}

const COUNTED: &str = "items of evidence are printed here";

#[test]
fn a_marking_stands_at_the_item_that_has_it() {
    let pack = Pack::small().edit("data/pack.yaml", "marking: OFFICIAL", "marking: OFFICIAL-SENSITIVE").edit(
        "content/feedback/2026-03-20-carer-calls.md",
        "\ntitle:",
        "\nmarking: OFFICIAL\ntitle:",
    );
    let site = pack.build(&["--single-file"]);
    let marked = "<section class=\"bound\" id=\"feedback/carer-calls.html\">\n<p class=\"stamp\"><strong class=\"marking\">This part: OFFICIAL</strong></p>";
    assert!(text(&site, "print/assessing-needs.html").contains(marked));
    let book = pack.root().join(format!("{NAME}-SENSITIVE.html"));
    let marked = "id=\"feedback/carer-calls.html\"><p class=\"stamp own\"><strong class=\"marking\">This page: OFFICIAL</strong></p>";
    assert!(fs::read_to_string(book).expect("the file").contains(marked));
}

#[test]
fn a_skin_without_a_main_part_is_named() {
    let pack = Pack::small()
        .edit("data/pack.yaml", "\ntitle:", "\nskin: own\ntitle:")
        .file("themes/own/templates/story.html", "<p>{{ page.title }}</p>");
    let run = pack.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.starts_with("error[template]: the page `stories/garden-gate.html` of the skin `own` has no `<main id=\"main\">`, so it cannot be printed with others\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_single_file_is_the_same_every_time_and_asks_for_nothing() {
    let pack = Pack::small();
    let run = pack.run(&["build", "--single-file"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with(&format!("\nsend {NAME}.html\n")), "{}", run.stdout);
    let at = pack.root().join(format!("{NAME}.html"));
    let html = fs::read_to_string(&at).expect("the file");
    pack.run(&["build", "--single-file", "--output", "again"]);
    assert_eq!(html, fs::read_to_string(&at).expect("the file"));

    let page = Page::read(html.as_bytes());
    let ids: BTreeSet<&str> = page.ids.iter().map(String::as_str).collect();
    assert_eq!(ids.len(), page.ids.len(), "an id stands twice");
    for (element, link) in &page.links {
        let known = link.strip_prefix('#').is_some_and(|place| ids.contains(place));
        let out = element == "a" && (link.starts_with("https://") || link.starts_with("mailto:"));
        assert!(known || out || link.starts_with("data:"), "<{element}> {link}");
    }
    // Every page but print packs and those that lead on.
    let site = pack.tree("public");
    for path in site.keys().filter(|path| has_ending(path, "html")) {
        let leads_on = text(&site, path).contains("http-equiv=\"refresh\"");
        assert_eq!(ids.contains(path.as_str()), !path.starts_with("print/") && !leads_on, "{path}");
    }
    // What can be downloaded is all there, byte for byte in its link.
    let csv = page
        .elements
        .iter()
        .find(|(_, attributes)| attributes.get("download").is_some_and(|name| name == "pack.json"));
    assert!(
        csv.is_some_and(|(_, attributes)| attributes["href"].starts_with("data:application/json;base64,eyIk"))
    );
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
}

#[test]
fn the_policy_of_the_single_file_allows_what_stands_in_it_and_nothing_else() {
    let pack = Pack::small();
    pack.run(&["build", "--single-file"]);
    let html = fs::read_to_string(pack.root().join(format!("{NAME}.html"))).expect("the file");
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).expect("a policy");
    let policy = policy.split('"').next().unwrap_or_default().replace("&#39;", "'");
    let inner = |tag: &str| -> Vec<String> {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        let starts = html.split(&start).skip(1);
        starts.map(|rest| rest.split(&end).next().unwrap_or_default().to_owned()).collect()
    };
    let hashes = |texts: Vec<String>| -> String {
        let hash = |text: &String| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
        texts.iter().map(hash).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'self' file:",
            hashes(inner("script")),
            hashes(inner("style"))
        )
    );
    assert!(!html.contains(" style=") && !html.contains("<link rel=\"stylesheet\""));
}

/// Six bits at a time, the plain way.
fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: Vec<String> = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let bits = bits.concat().into_bytes();
    let six = bits.chunks(6).map(|six| format!("{:0<6}", String::from_utf8_lossy(six)));
    let mut out: String = six.map(|six| letters[usize::from_str_radix(&six, 2).unwrap_or(0)]).collect();
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[cfg(unix)]
mod pdf {
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::NAME;
    use crate::pack::{Pack, Run, tree};

    /// Builds with a browser that is a shell script.
    fn with_browser(script: &str) -> (Pack, Run) {
        let pack = Pack::small().file("browser.sh", format!("#!/bin/sh\n{script}\n"));
        let at = pack.root().join("browser.sh");
        fs::set_permissions(&at, fs::Permissions::from_mode(0o755)).expect("it can be run");
        let run = pack.run(&["build", "--pdf", "--browser", "./browser.sh"]);
        (pack, run)
    }

    /// The argument that says where to write.
    const TO: &str = "for a in \"$@\"; do case \"$a\" in --print-to-pdf=*) to=${a#*=};; --user-data-dir=*) profile=${a#*=};; esac; page=$a; done";

    #[test]
    fn each_print_pack_becomes_a_pdf_that_stands_whole_beside_the_site() {
        let (pack, run) = with_browser(&format!(
            "{TO}\ncase \"$page\" in file:///*/public/print/*.html) ;; *) exit 3;; esac\n[ -n \"$profile\" ] && printf '%%PDF-1.4 made up %%%%EOF' > \"$to\""
        ));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.contains(&format!("\nprinted 10 PDFs in {NAME}-pdf\n")), "{}", run.stdout);
        let files = tree(&pack.root().join(format!("{NAME}-pdf")));
        assert_eq!(files.len(), 10);
        assert_eq!(files["whole-pack.pdf"], b"%PDF-1.4 made up %%EOF");
        assert!(files.contains_key("assessing-needs.pdf"));
    }

    #[test]
    fn a_browser_that_fails_is_named_and_leaves_nothing() {
        let cut = format!("{TO}\nprintf '%%PDF-1.4' > \"$to\"");
        let path = format!("{TO}\nprintf '%%PDF-1.4 /URI (file:///home/x) %%%%EOF' > \"$to\"");
        let cases = [
            ("exit 7", "it ended with exit status: 7"),
            ("exit 0", "it wrote no PDF"),
            (cut.as_str(), "what it wrote is no whole PDF"),
            (
                path.as_str(),
                "a link in it names a folder of this machine: a template of the skin, such as `print.html`, links to a page that the print pack does not hold",
            ),
        ];
        for (script, why) in cases {
            let (pack, run) = with_browser(script);
            assert_eq!(run.code, 2, "{script}");
            let message =
                format!("error: the browser `./browser.sh` could not print whole-pack.pdf: {why}\n");
            assert!(run.stderr.starts_with(&message), "{}", run.stderr);
            assert!(pack.root().join("public/index.html").is_file());
            assert!(!pack.root().join(format!("{NAME}-pdf")).exists());
        }
    }

    #[test]
    fn a_machine_without_a_browser_is_told_what_to_install() {
        let pack = Pack::small();
        let run = pack.run(&["build", "--pdf", "--browser", "nowhere"]);
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.starts_with("error: there is no browser `nowhere` to print with\n"),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("install Microsoft Edge, Google Chrome or Chromium"), "{}", run.stderr);
        assert!(pack.root().join("public/index.html").is_file());
    }

    #[test]
    fn chromium_prints_tagged_pdfs_with_bookmarks_and_no_path_of_the_machine() {
        if !["/usr/bin/chromium", "/usr/bin/google-chrome"].iter().any(|path| Path::new(path).is_file()) {
            println!("skipped: no Chromium is installed here");
            return;
        }
        let pack = Pack::small();
        let run = pack.run(&["build", "--pdf"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        for (name, bytes) in tree(&pack.root().join(format!("{NAME}-pdf"))) {
            let all = streams(&bytes);
            for wanted in ["/StructTreeRoot", "/Outlines", "/Title"] {
                assert!(has(&all, wanted), "{name} has no {wanted}");
            }
            for path in ["file:", &pack.root().to_string_lossy()] {
                assert!(!has(&all, path), "{name} holds {path}");
            }
        }
    }

    fn has(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    /// A PDF with what its compressed streams hold after it.
    fn streams(pdf: &[u8]) -> Vec<u8> {
        let mut out = pdf.to_vec();
        let mut rest = pdf;
        while let Some(at) = rest.windows(7).position(|seven| seven == b"stream\n") {
            rest = &rest[at + 7..];
            // What is no deflated stream gives nothing.
            let _ = flate2::read::ZlibDecoder::new(rest).read_to_end(&mut out);
        }
        out
    }
}
