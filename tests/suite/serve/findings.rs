//! Errors and warnings while somebody writes.

use super::{Preview, STORY, STORY_PAGE, save, story};
use crate::pack::Pack;

/// The story with a statement that there is not.
fn spoilt() -> String {
    story("Spoilt").replace("  - assessing-needs", "  - no-such-thing")
}

#[test]
fn while_there_is_an_error_the_last_good_site_stays() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    let good = preview.get(STORY_PAGE).body;
    let mut events = preview.events(STORY_PAGE);
    let first = events.next();
    assert_eq!((&first["stale"], first["findings"].as_array().map(Vec::len)), (&false.into(), Some(0)));

    save(&pack, STORY, &spoilt());
    let told =
        events.until(|event| event["stale"] == true && event["findings"][0]["code"] == "unknown-reference");
    let finding = &told["findings"][0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], STORY);
    let line = spoilt().lines().position(|line| line.contains("no-such-thing")).expect("its line") + 1;
    assert_eq!(finding["line"], line);
    assert!(finding["message"].as_str().is_some_and(|words| words.contains("no-such-thing")), "{finding}");
    assert!(finding["help"].is_string(), "{finding}");
    assert_eq!(told["key"], first["key"], "the page itself is as it was");
    assert_eq!(preview.get(STORY_PAGE).body, good);
    let (said, printed) = (preview.rebuilt(), preview.said());
    assert!(said.ends_with("1 error, the last good site stays"), "{said}");
    assert!(printed.iter().any(|line| line.contains("error[unknown-reference]")), "{printed:?}");
    assert!(printed.iter().any(|words| words.contains(&format!("{STORY}:{line}:"))), "{printed:?}");

    let missing = preview.get("/none.html");
    assert!(missing.status == 404 && !missing.body.contains("data-lists"), "the script lists what was found");

    save(&pack, STORY, &story("Mended"));
    let told = events.until(|event| event["stale"] == false);
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(0));
    preview.until_page(STORY_PAGE, "Mended");
}

#[test]
fn what_only_the_whole_site_tells_stays_told() {
    let template = "themes/default/templates/story.html";
    let broken = "{% extends \"base.html\" %}{% block main %}{{ nothing.here.at_all }}{% endblock %}";
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    let good = preview.get("/").body;
    let mut events = preview.events("/");
    save(&pack, template, broken);
    let line = preview.rebuilt();
    assert!(line.ends_with("1 error, the last good site stays"), "{line}");
    let told = events.until(|event| event["stale"] == true);
    let finding = &told["findings"][0];
    assert_eq!((&finding["path"], &finding["line"]), (&template.into(), &1.into()));
    // A save that does not mend it.
    save(&pack, STORY, &story("Other"));
    let mut looks = 0;
    while preview.lines.try_recv().is_err() {
        let now = preview.get("/").body;
        assert_eq!(now.contains("Other"), good.contains("Other"), "nothing of it is shown");
        looks += 1;
    }
    assert!(looks > 0);
    std::fs::remove_file(pack.root().join(template)).expect("it is there");
    let told = events.next();
    assert_eq!(
        (&told["stale"], &told["findings"]),
        (&false.into(), &serde_json::json!([])),
        "until it is mended"
    );
    preview.until_page(STORY_PAGE, "Other");
}

#[test]
fn what_is_denied_is_never_shown() {
    let pack = Pack::small();
    let preview = Preview::with(&pack, &["--deny", "personal-data"]);
    let number = "999 000 0018";
    let text = story("Other") + "\nNHS number " + number + ".\n";
    save(&pack, STORY, &text);
    let mut looks = 0;
    while preview.lines.try_recv().map_or(true, |line| !line.starts_with("rebuilt")) {
        assert!(!preview.get(STORY_PAGE).body.contains(number));
        looks += 1;
    }
    assert!(looks > 0 && !preview.get(STORY_PAGE).body.contains(number));
    preview.said();
}

#[test]
fn a_page_says_what_is_wrong_where_there_has_been_no_good_site() {
    let pack = Pack::small();
    save(&pack, STORY, &spoilt());
    let preview = Preview::of(&pack);
    assert_eq!(preview.first, format!("serving your pack at http://127.0.0.1:{}/", preview.port));
    for path in ["/", STORY_PAGE, "/anything"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 503, "{path}");
        for words in [
            "There is no site to show yet",
            "no-such-thing",
            STORY,
            ", line ",
            "/_ninefold/live.js",
            "<main data-lists>",
        ] {
            assert!(answer.body.contains(words), "{path}: {words}");
        }
    }
    let mut events = preview.events("/");
    let before = events.next()["key"].clone();
    save(&pack, STORY, &story("Mended"));
    let told = events.until(|event| event["stale"] == false);
    assert_ne!(told["key"], before, "the page is read again");
    preview.until_page(STORY_PAGE, "Mended");
}

#[test]
fn what_is_said_is_masked() {
    let number = "943 476 5919";
    let pack = Pack::small();
    let text = story("Numbers").replacen("\n---\n", &format!("\n---\nHer NHS number is {number}.\n\n"), 2);
    let preview = Preview::of(&pack);
    let mut events = preview.events("/");
    save(&pack, STORY, &text.replace("  - assessing-needs", &format!("  - \"{number}\"")));
    let told = events.until(|event| event["stale"] == true).to_string();
    assert!(!told.contains("5919"), "{told}");
    let printed = preview.said();
    assert!(!printed.join("\n").contains("5919"), "{printed:?}");
    let other = Preview::of(&pack);
    let page = other.get("/");
    assert_eq!(page.status, 503);
    assert!(!page.body.contains("5919"), "{}", page.body);
}

#[test]
fn a_version_that_is_the_same_is_not_sent() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    let mut events = preview.events("/");
    let first = events.next();
    let same = std::fs::read_to_string(pack.root().join(STORY)).expect("the story");
    let at = pack.root().join("kept");
    std::fs::write(&at, &same).expect("it is written");
    // In one move: the file is never there by half.
    std::fs::rename(&at, pack.root().join(STORY)).expect("it is put in place");
    let line = preview.rebuilt();
    assert!(line.ends_with(": nothing changed"), "{line}");
    std::fs::write(&at, story("Other")).expect("it is written");
    std::fs::rename(&at, pack.root().join(STORY)).expect("it is put in place");
    let told = events.next();
    assert_ne!(told["key"], first["key"], "{told}");
    let line = preview.rebuilt();
    assert!(line.contains(" changed"), "{line}");
    preview.until_page(STORY_PAGE, "Other");
}

#[test]
fn settings_hold_as_for_build() {
    let pack = Pack::small();
    let title = "For nobody else";
    save(
        &pack,
        "content/pages/inside.md",
        &format!("---\ntitle: {title}\naudience: internal\n---\nWords.\n"),
    );
    let inside = Preview::of(&pack);
    assert!(inside.get("/pages/inside.html").body.contains(title));
    let public = Preview::with(&pack, &["--audience", "public", "--as-of", "2026-07-01"]);
    assert_eq!(public.get("/pages/inside.html").status, 404);
    let home = public.get("/").body;
    assert!(home.contains("1 July 2026") && home.contains("public"), "{home}");
    let strict = Preview::with(&pack, &["--allow", "unexpected-file"]);
    save(&pack, "content/stray.txt", "x");
    strict.rebuilt();
    let told = strict.events("/").next();
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(0), "{told}");
}

#[test]
fn warnings_come_with_the_site() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    let mut events = preview.events("/");
    save(&pack, "content/stray.txt", "x");
    let told = events.until(|event| event["findings"][0]["code"] == "unexpected-file");
    assert_eq!((&told["stale"], &told["findings"][0]["severity"]), (&false.into(), &"warning".into()));
    assert_eq!(preview.get("/").status, 200);
}
