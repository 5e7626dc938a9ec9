//! Personal data in every place that an author can put it: what is found, how
//! bad it is for whom, that nothing is built, and that nothing prints it.

mod allowances;
mod known_people;
mod settings;

use std::process::Command;

use rayon::prelude::*;

use crate::pack::{Pack, Run};

/// An NHS number of the range for tests: it is never issued.
/// 9×10 + 9×9 + 9×8 + 0×7 + 0×6 + 0×5 + 0×4 + 0×3 + 1×2 = 245 = 22×11 + 3; 11 - 3 = 8.
const NHS: &str = "999 000 0018";
/// A prefix that is never issued.
const NI: &str = "QQ 12 34 56 C";
/// A number that is kept for drama.
const PHONE: &str = "07700 900123";

const STORY: &str = "content/stories/2026-02-11-garden-gate.md";
const METRIC: &str = "data/metrics/days-to-contact.yaml";
const DOCUMENTS: &str = "data/documents.yaml";

/// What prints nothing of a find: its letters and digits, with and without
/// what stands between them.
fn assert_masked(run: &Run, identifiers: &[&str], case: &str) {
    let printed = format!("{}{}", run.stdout, run.stderr).to_lowercase();
    let squeezed: String = printed.chars().filter(|c| c.is_alphanumeric()).collect();
    for identifier in identifiers {
        let letters: String = identifier.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        assert!(!printed.contains(&identifier.to_lowercase()), "{case} prints it: {printed}");
        assert!(!squeezed.contains(&letters), "{case} prints its letters: {printed}");
    }
}

fn body(words: &str) -> Pack {
    Pack::small().edit(STORY, "The gate had been stuck", &format!("{words} The gate had been stuck"))
}

fn document(file: &str, bytes: impl AsRef<[u8]>) -> Pack {
    let more = format!(
        "  - {{id: more, title: More, date: 2026-01-10, owner: Carers, statements: [assessing-needs], file: {file}, audience: public}}\n"
    );
    let documents = format!(
        "{}{more}",
        std::fs::read_to_string(crate::pack::fixture("small").join(DOCUMENTS))
            .expect("the list of documents")
    );
    Pack::small().file(DOCUMENTS, documents).file(file, bytes)
}

/// Where it is written: the place that has to be named; none where no text
/// has it in one piece.
fn places_of_texts() -> Vec<(&'static str, Option<&'static str>, Pack)> {
    let site = |path: &'static str| Some(path);
    vec![
        (
            "a field",
            site("2026-02-11-garden-gate.md:15:16"),
            Pack::small().edit(STORY, "had not been out", &format!("({NHS}) had not been out")),
        ),
        (
            "a note in the front matter",
            site("2026-02-11-garden-gate.md:3:20"),
            Pack::small().edit(STORY, "date: 2026-02-11", &format!("date: 2026-02-11 # {NHS}")),
        ),
        ("the body", site("2026-02-11-garden-gate.md:19:1"), body(&format!("{NHS}."))),
        ("a National Insurance number", site("2026-02-11-garden-gate.md:19:1"), body(&format!("{NI}."))),
        ("a telephone number", site("2026-02-11-garden-gate.md:19:1"), body(&format!("{PHONE}."))),
        ("an email address", site("2026-02-11-garden-gate.md:19:1"), body("zelda.quill@example.org")),
        ("a comment", site("2026-02-11-garden-gate.md:19:6"), body(&format!("<!-- {NHS} -->"))),
        ("emphasis", None, body("999 **00**0 00<!-- -->**1**8 and 999 0**00** 0018.")),
        ("entities", None, body("&#57;99 &#x30;00 001&#56;.")),
        (
            "an escape of YAML",
            None,
            Pack::small().edit(STORY, "title: The garden gate", "title: \"\\x399\\x39 000 \\u0030018\""),
        ),
        (
            "the title of a link",
            site("2026-02-11-garden-gate.md:19:31"),
            body(&format!("[a](https://example.org/ \"its {NHS}\").")),
        ),
        (
            "the words of a link",
            site("2026-02-11-garden-gate.md:19:2"),
            body(&format!("[{NHS}](https://example.org/).")),
        ),
        ("an address with escapes", None, body("[a](mailto:zelda%2Equill%40example%2Eorg).")),
    ]
}

/// The same, in lists and files.
fn places_of_lists() -> Vec<(&'static str, Option<&'static str>, Pack)> {
    let action = "because: [story:garden-gate]";
    let meeting = "content/meetings/2026-03-04-making-it-happen.md";
    let table = "content/meetings/2026-04-15-making-it-happen.md";
    let public = |pack: Pack, path: &str| pack.edit(path, "audience: assessor", "audience: public");
    let site = |path: &'static str| Some(path);
    vec![
        (
            "an action",
            site("2026-03-04-making-it-happen.md:11:14"),
            public(
                Pack::small().edit(meeting, action, &format!("{action}\n    note: \"{NHS}\"")).edit(
                    meeting,
                    "\n    note: \"",
                    "\n    # note: \"",
                ),
                meeting,
            ),
        ),
        (
            "a table of actions",
            site("2026-04-15-making-it-happen.md:12:32"),
            public(Pack::small().edit(table, "back within a day", &format!("back {NHS}")), table),
        ),
        (
            "the note of a figure",
            site("days-to-contact.yaml:18:41"),
            Pack::small().edit(METRIC, "value: 7.5}", &format!("value: 7.5, note: {NHS}}}")),
        ),
        (
            "the title of a document",
            site("documents.yaml:2:35"),
            Pack::small().edit(DOCUMENTS, "Plan for", &format!("Plan {NHS} for")),
        ),
        (
            "the name of a file",
            site("2026-02-12-999•••••••.md:1:1"),
            Pack::small()
                .without(STORY)
                .file(
                    "content/stories/2026-02-12-9990000018.md",
                    std::fs::read_to_string(crate::pack::fixture("small").join(STORY)).expect("the story"),
                )
                .edit(
                    "content/stories/2026-02-12-9990000018.md",
                    "aliases: [old-gate]",
                    "aliases: [garden-gate]",
                ),
        ),
        (
            "a cell of a table that goes out",
            None,
            document("data/documents/list.csv", format!("a,b\n1,\"{NHS}\"\n")),
        ),
        ("a text that goes out", None, document("data/documents/note.txt", format!("Told by {NHS}.\n"))),
        (
            "a text in another encoding",
            None,
            document("data/documents/note.txt", [b"caf\xE9 ".as_slice(), NHS.as_bytes()].concat()),
        ),
        (
            "the settings",
            site("pack.yaml:5:20"),
            Pack::small().edit(
                "data/pack.yaml",
                "Smallbrook, its people",
                &format!("Smallbrook {NHS}, its people"),
            ),
        ),
    ]
}

#[test]
fn it_is_found_wherever_it_stands_and_nothing_is_built() {
    let wrong =
        places_of_texts().into_par_iter().chain(places_of_lists()).filter_map(|(case, place, pack)| {
            let run = pack.run(&["build", "--audience", "public"]);
            let named = place.unwrap_or("the finished site would hold `");
            let right = run.code == 1
            && run.stderr.contains("error[personal-data]: ")
            && run.stderr.contains(named)
            // What the sources say is not said of the site again.
            && run.stderr.contains("the finished site") == place.is_none()
            && !pack.root().join("public").exists();
            (!right).then(|| format!("{case}: {}{}", run.stdout, run.stderr))
        });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_format_of_no_edition_prints_it() {
    let secrets = [NHS, NI, PHONE, "zelda.quill@example.org"];
    places_of_texts().into_par_iter().chain(places_of_lists()).enumerate().for_each(
        |(at, (case, _, pack))| {
            // Every place in two formats, and every format in each edition.
            for (format, audience) in
                [("text", "internal"), ("json", "public"), ("sarif", "public"), ("github", "public")]
            {
                if at >= 4 && matches!(format, "sarif" | "github") {
                    continue;
                }
                let run = pack.run(&["check", "--notes", "--format", format, "--audience", audience]);
                assert_masked(&run, &secrets, case);
                let printed = format!("{}{}", run.stdout, run.stderr);
                assert!(printed.contains("personal-data"), "{case}, {format}: {printed}");
            }
        },
    );
}

#[test]
fn status_prints_nobody() {
    let late = "content/meetings/2026-04-15-making-it-happen.md";
    let pack = Pack::small().edit(late, "Ring carers back", &format!("Ring {NHS} back"));
    for format in ["text", "json"] {
        let run = pack.run(&["status", "--format", format]);
        assert!(run.stdout.contains("999 ••• ••••"), "{}{}", run.stdout, run.stderr);
        assert_masked(&run, &[NHS], format);
    }
}

#[test]
fn what_other_findings_quote_is_masked() {
    let pack = Pack::small()
        .edit(STORY, "date: 2026-02-11", &format!("date: {NHS}"))
        .edit(METRIC, "target: 3", "target: 07700900123")
        .edit(DOCUMENTS, "owner: Carers' lead", "ownr: zelda.quill@example.org");
    let run = pack.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[invalid-date]: `999 ••• ••••` is not a date"), "{}", run.stderr);
    assert!(run.stderr.contains("3 | date: 999 ••• ••••\n  |       ^^^^^^^^^^^^\n"), "{}", run.stderr);
    for format in ["text", "json", "sarif", "github"] {
        let run = pack.run(&["check", "--format", format]);
        assert_masked(&run, &[NHS, PHONE, "07700900123", "zelda.quill@example.org"], format);
    }
}

#[test]
fn what_only_the_words_around_it_give_away_is_masked_in_messages_too() {
    let pack = Pack::small().edit(STORY, "date: 2026-02-11", "date: 12345678 # Mosaic id 12345678");
    let run = pack.run(&["check"]);
    assert!(run.stderr.contains("error[invalid-date]"), "{}", run.stderr);
    assert_masked(&run, &["12345678"], "a date");
}

#[test]
fn the_authority_itself_is_warned_and_can_build() {
    let run = body(&format!("{NHS}.")).run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "warning[personal-data]: `999 ••• ••••` is an NHS number\n  \
         --> content/stories/2026-02-11-garden-gate.md:19:1\n   |\n\
         19 | 999 ••• ••••. The gate had been stuck since October. See [the wait](metric:days-to-contact).\n   \
         | ^^^^^^^^^^^^\n   |\n   \
         = help: take it out, or allow it in `data/personal-data.yaml` with a reason; with it nothing is built for assessors or the public\n\n\
         0 errors, 1 warning\n"
    );
}

#[test]
fn what_stays_inside_is_a_warning() {
    let pack = body(&format!("{NHS}.")).edit(STORY, "audience: public", "audience: assessor");
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.starts_with("warning[personal-data]: `999 ••• ••••` is an NHS number\n"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("nothing of this file goes to this audience"), "{}", run.stderr);
    let run = pack.run(&["build", "--audience", "assessor"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn what_stays_inside_and_is_repeated_outside_is_an_error() {
    let pack = body(&format!("{NHS}."))
        .edit(STORY, "audience: public", "audience: assessor")
        .edit("content/pages/how-to-read.md", "Begin with", "9990<b></b>00 001**8** Begin with")
        .edit("content/pages/how-to-read.md", "9990<b></b>00", "99**9** 000");
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("the finished site would hold `999 ••• ••••`, which is an NHS number, in "),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("the same stands in `content/stories/2026-02-11-garden-gate.md`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_site_that_stands_there_stays_as_it_was() {
    let pack = Pack::small();
    let before = pack.build(&["--audience", "public"]);
    let pack = pack.edit(STORY, "The gate had been", "&#57;99 000 0018. The gate had been");
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(pack.tree("public"), before);
}

#[test]
fn how_sure_a_rule_is_says_how_bad_its_finds_are() {
    let named = body("Mrs Quillfeather came.").run(&["build", "--audience", "public"]);
    assert_eq!(named.code, 0, "{}", named.stderr);
    assert!(
        named.stderr.starts_with(
            "warning[personal-data-likely]: `Mrs Q•••••••••••` looks like a name after a title\n"
        ),
        "{}",
        named.stderr
    );
    let age = body("She is 47 and lives in Little Hollow.")
        .file("data/personal-data.yaml", "places: [Little Hollow]\n");
    let run = age.run(&["build", "--audience", "public"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let run = age.run(&["build", "--audience", "public", "--notes"]);
    assert!(run.stderr.starts_with("note[personal-data-hint]: "), "{}", run.stderr);
    assert!(!run.stderr.contains("47"), "{}", run.stderr);
    // Nobody has to act on a note: it is no warning to be denied.
    assert_eq!(age.run(&["build", "--audience", "public", "--deny", "warnings"]).code, 0);
    assert_eq!(age.run(&["build", "--audience", "public", "--deny", "personal-data-hint"]).code, 1);
}

#[test]
fn what_looks_like_it_and_is_not_does_not_fire() {
    let words = "On 4 March 2026 and 2026-03-04 we met; 1,234 of 5,678 people (21.7%) in 2025/26. See IR1, \
                 <https://example.org/2026/9990000009/x>, the Care Act 2014, sections 9 and 10, and 10am to 4pm.";
    let run = body(words).run(&["build", "--audience", "public", "--notes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn the_example_pack_goes_to_every_audience_without_a_warning() {
    let pack = crate::site::example();
    for audience in ["internal", "assessor", "public"] {
        let run = pack.run(&["build", "--audience", audience, "--output", audience]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{audience}: {}", run.stdout);
    }
}

/// Pages are written aside as soon as they are made: one on which something is
/// found, on none of the pack's lines, is not, even for a moment.
#[test]
fn a_page_with_a_find_stands_on_no_disk_before_all_is_well() {
    let pack = body("Wintergreen 999 **00**0 00<!-- -->**1**8.");
    let strace =
        ["-f", "-qq", "-y", "-s", "1000000", "-e", "trace=write", "-e", "signal=none", "-o", "calls.txt"];
    let build = Command::new("strace")
        .args(strace)
        .args([env!("CARGO_BIN_EXE_ninefold"), "build", "--audience", "public"])
        .current_dir(pack.root())
        .output();
    let Ok(calls) = std::fs::read_to_string(pack.root().join("calls.txt")) else {
        println!("SKIPPED: strace is not here, or may not watch");
        return;
    };
    assert_eq!(build.expect("strace starts").status.code(), Some(1));
    let aside: Vec<&str> = calls.lines().filter(|call| call.contains("/.ninefold-")).collect();
    assert!(aside.iter().any(|call| call.contains("</html>")), "no page was written aside");
    assert!(aside.iter().all(|call| !call.contains("Wintergreen")));
    assert!(!pack.root().join("public").exists(), "something was left");
}
