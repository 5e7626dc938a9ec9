//! A council's own skin: files laid over the embedded one, and `skin eject`.

use crate::pack::{Pack, copy, fixture, has_ending, tree};

/// The small pack with the skin of `fixtures/branded`: colours, a logo, one template.
fn branded() -> Pack {
    let pack = Pack::small();
    copy(&fixture("branded"), pack.root());
    pack.edit("data/pack.yaml", "marking: OFFICIAL", "marking: OFFICIAL\nskin: council")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a page is UTF-8")
}

/// What stands between two texts, the first time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).expect("the first text is there");
    let end = text[start..].find(to).expect("the second text is there");
    &text[start..start + end]
}

#[test]
fn colours_a_logo_and_one_template_are_all_that_a_council_writes() {
    let plain = Pack::small().build(&[]);
    let branded = branded().build(&[]);
    assert_eq!(plain.keys().collect::<Vec<_>>(), branded.keys().collect::<Vec<_>>());
    assert!(text(&branded["assets/brand.css"]).contains("--head: #4a1d5c"));
    let mut pages = 0;
    for (path, bytes) in &plain {
        if !has_ending(path, "html") {
            let same = bytes == &branded[path];
            // The manifest names every file with what is in it.
            assert_eq!(same, !matches!(path.as_str(), "assets/brand.css" | "manifest.json"), "{path}");
            continue;
        }
        pages += 1;
        let logo = between(text(bytes), "<svg class=\"mark\"", "</svg>");
        let own = between(text(&branded[path]), "<svg class=\"mark\"", "</svg>");
        assert!(own.contains("<circle"), "{path}: {own}");
        let carded = ["index.html", "themes/", "print/index.html"].iter().any(|with| path.starts_with(with));
        let same = text(bytes).replace(logo, own) == text(&branded[path]);
        assert_eq!(same, !carded, "{path}");
        assert_eq!(text(&branded[path]).contains("council-card"), carded, "{path}");
    }
    assert!(pages > 30, "{pages} pages");
}

#[test]
fn eject_copies_the_whole_skin_and_the_site_stays_the_same() {
    let pack = Pack::small();
    let before = pack.build(&[]);
    let run = pack.run(&["skin", "eject"]);
    let copied = tree(&pack.root().join("themes/default"));
    let ours = tree(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default"));
    assert_eq!(copied, ours);
    let said = format!("copied {} files to ./themes/default\n", ours.len());
    assert_eq!((run.code, run.stdout, run.stderr), (0, said, String::new()));
    let after = pack.build(&[]);
    let differ = |path: &&String| before[*path] != after[*path];
    // The manifest has the fingerprint of the skin's files, which are the pack's now.
    assert_eq!(before.keys().filter(differ).collect::<Vec<_>>(), ["manifest.json"]);
}

#[test]
fn eject_copies_what_is_named_to_a_skin_of_that_name() {
    let pack = Pack::small();
    let run = pack.run(&["skin", "eject", "--name", "our-council", "brand.css", "templates/logo.html"]);
    let said = "copied 2 files to ./themes/our-council\nnext: write `skin: our-council` in data/pack.yaml, change the files, and build\n";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, said, ""));
    let copied: Vec<String> = tree(&pack.root().join("themes")).into_keys().collect();
    assert_eq!(copied, ["our-council/static/brand.css", "our-council/templates/logo.html"]);
}

#[test]
fn eject_overwrites_nothing() {
    let pack = Pack::small().file("themes/default/static/brand.css", ":root { --head: #333 }");
    let run = pack.run(&["skin", "eject"]);
    let said = "error: there is already a file `themes/default/static/brand.css`\nhelp: nothing was written; name the files that you need, or another skin with `--name`\n";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", said));
    let there: Vec<String> = tree(&pack.root().join("themes")).into_keys().collect();
    assert_eq!(there, ["default/static/brand.css"]);
}

#[test]
fn eject_says_what_it_does_not_know() {
    let pack = Pack::small();
    let run = pack.run(&["skin", "eject", "brand.cs"]);
    let said = "error: the default skin has no file `brand.cs`\nhelp: did you mean `brand.css`?\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, said));
    let run = pack.run(&["skin", "eject", "--name", "../elsewhere"]);
    let said = "error: `../elsewhere` cannot be the name of a skin\nhelp: a name is small letters, digits and hyphens: `--name our-council`\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, said));
    assert!(!pack.root().join("themes").exists());
}

#[test]
fn a_field_that_is_not_there_is_named_with_its_file_and_line() {
    let pack = branded().file("themes/council/templates/logo.html", "<p>\n{{ page.titel }}\n</p>\n");
    let run = pack.run(&["build"]);
    let said =
        "error[template]: this template cannot be used: Field `titel` is not defined. Available fields: ";
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    assert!(run.stderr.contains("--> themes/council/templates/logo.html:2:9\n"), "{}", run.stderr);
}

#[test]
fn the_style_sheets_are_small_layered_and_begin_with_tokens() {
    let site = Pack::small().build(&[]);
    let sheet = text(&site["assets/style.css"]);
    assert!(sheet.len() < 30_000, "{} bytes", sheet.len());
    let order = "@layer tokens, base, frame, parts, figures, helpers, print;";
    assert_eq!(sheet.matches(order).count(), 1);
    let layers: Vec<&str> =
        sheet.lines().filter(|line| line.starts_with("@layer") && line.ends_with('{')).collect();
    let layers: Vec<&str> = layers.iter().map(|line| line[7..].trim_end_matches(" {")).collect();
    assert_eq!(layers, ["tokens", "base", "frame", "parts", "figures", "helpers"]);
    // Colours are tokens: nowhere else is one written out, but where a focus has to be seen on any ground.
    let rest = &sheet[sheet.find("@layer base {").expect("the base layer")..];
    let written = rest.lines().filter(|line| line.contains('#') && !line.contains("masthead"));
    assert_eq!(written.collect::<Vec<_>>(), Vec::<&str>::new());
}
