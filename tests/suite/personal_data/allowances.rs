//! Finds that may stay: where, for how long, and what is said of those that
//! allow nothing.

use super::{NHS, PHONE, STORY, assert_masked, body};
use crate::pack::{Pack, Run};

fn allow(pack: Pack, entries: &str) -> Pack {
    pack.file("data/personal-data.yaml", format!("allow:\n{entries}"))
}

fn entry(find: &str, more: &str) -> String {
    format!(
        "  - {{find: {find}, reason: A line for everybody, owner: Head of Words, until: 2026-06-30{more}}}\n"
    )
}

fn built(pack: &Pack) -> Run {
    pack.run(&["build", "--audience", "public"])
}

#[track_caller]
fn is_clean(pack: &Pack) {
    let run = built(pack);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn an_allowed_find_is_silent_in_sources_and_site() {
    is_clean(&allow(body(&format!("Ring {PHONE}.")), &entry(PHONE, "")));
    is_clean(&allow(body(&format!("Ring {PHONE}.")), &entry("+44 7700 900 123", ", rule: phone")));
    is_clean(&allow(body(&format!("Ring {PHONE}.")), &entry(PHONE, &format!(", in: {STORY}"))));
    // No text has it in one piece: the site alone does.
    is_clean(&allow(body("Ring &#48;7700 900123."), &entry(PHONE, "")));
}

#[test]
fn an_allowance_that_is_narrower_than_the_find_does_not_allow_it() {
    for (what, more) in
        [("another rule", ", rule: nhs-number"), ("another file", ", in: content/pages/how-to-read.md")]
    {
        let run = built(&allow(body(&format!("Ring {PHONE}.")), &entry(PHONE, more)));
        assert_eq!(run.code, 1, "{what}: {}", run.stderr);
        assert!(
            run.stderr.contains("error[personal-data]: `077•• ••••••` is a telephone number"),
            "{what}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("warning[allowance-unused]"), "{what}: {}", run.stderr);
        assert_masked(&run, &[PHONE], what);
    }
    let two = body(&format!("Ring {PHONE}.")).edit(
        "content/pages/how-to-read.md",
        "Begin",
        &format!("{PHONE}. Begin"),
    );
    let run = built(&allow(two, &entry(PHONE, &format!(", in: {STORY}"))));
    assert_eq!((run.code, run.stderr.matches("error[").count()), (1, 1), "{}", run.stderr);
    assert!(run.stderr.contains("content/pages/how-to-read.md:6:1"), "{}", run.stderr);
}

#[test]
fn part_of_a_find_allows_nothing() {
    let run = built(&allow(body(&format!("{NHS}.")), &entry("999 000", "")));
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("allowance-unused"), "{}", run.stderr);
}

#[test]
fn an_allowance_holds_to_its_day_and_no_longer() {
    let pack = allow(body(&format!("Ring {PHONE}.")), &entry(PHONE, ""));
    let on = |day: &str| pack.run(&["build", "--audience", "public", "--as-of", day]);
    assert_eq!(on("2026-06-30").code, 0);
    let late = on("2026-07-01");
    assert_eq!(late.code, 1, "{}", late.stderr);
    assert!(late.stderr.contains("error[personal-data]"), "{}", late.stderr);
    assert!(
        late.stderr.contains(
            "warning[allowance-expired]: this was allowed until 30 June 2026, and it is 1 July 2026"
        ),
        "{}",
        late.stderr
    );
    assert!(late.stderr.contains("data/personal-data.yaml:2:"), "{}", late.stderr);
    assert_masked(&late, &[PHONE], "an expired allowance");
}

#[test]
fn an_allowance_that_nothing_uses_is_told() {
    let run = built(&allow(Pack::small(), &entry(PHONE, "")));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[").count(), 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("warning[allowance-unused]: nothing in the pack"), "{}", run.stderr);
    assert_masked(&run, &[PHONE], "an unused allowance");
    // What stays inside uses it too: the same settings serve every audience.
    let inside = body(&format!("Ring {PHONE}.")).edit(STORY, "audience: public", "audience: internal");
    is_clean(&allow(inside, &entry(PHONE, "")));
}

#[test]
fn words_that_are_allowed_whatever_finds_them_are_allowed_whole() {
    let pack = || body("Write to <lunn@example.org> soon.").file("data/private/known-people.txt", "Lunn\n");
    is_clean(&allow(pack(), &entry("lunn@example.org", "")));
    let run = built(&allow(pack(), &entry("lunn@example.org", ", rule: email")));
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("is a name of the list of known people"), "{}", run.stderr);
}
