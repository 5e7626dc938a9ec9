//! What was let through on which ground, and what was held back and why.

use std::fs;

use crate::pack::{Pack, has_ending};

/// A story that everybody may read as far as its author goes, and its consent.
fn story(title: &str, consent: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: 2026-01-02\nstatements: [equity]\nperson: {{pseudonym: Mx Q}}\nconsent: {consent}\n\
         {more}what_changed: A door.\naudience: public\n---\nWords.\n\n> We came back.\n> — worker\n"
    )
}

fn pack() -> Pack {
    let stories = [
        ("old-yes", "{status: given, scope: public, review_by: 2026-06-29}", ""),
        ("last-day", "{status: given, scope: public, review_by: 2026-06-30}", ""),
        ("soon", "{status: given, scope: assessor, review_by: 2026-09-28}", ""),
        ("later", "{status: bereaved-family, scope: assessor, review_by: 2026-09-29}", ""),
        ("statute", "{status: not-sought}", "basis: Powers of the regulator\n"),
        ("no", "{status: declined}", ""),
    ];
    let pack = Pack::small().edit(
        "content/judgements/assessing-needs.md",
        "metric:days-to-contact, story:garden-gate",
        "metric:days-to-contact, story:old-yes, story:no",
    );
    stories.iter().fold(pack, |pack, (id, consent, more)| {
        pack.file(&format!("content/stories/{id}.md"), story(id, consent, more))
    })
}

const REPORT: &str = include_str!("../fixtures/release-report.txt");

#[test]
fn the_report_says_what_went_and_what_stayed() {
    let pack = pack();
    let run = pack.run(&["build", "--audience", "assessor"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let report = fs::read_to_string(pack.root().join("public-release-report.txt")).expect("the report");
    assert_eq!(report, REPORT);
    assert!(pack.tree("public").keys().all(|path| !path.contains("report")));
}

#[test]
fn the_terminal_has_it_in_short_and_says_what_has_run_out_since() {
    let run = pack().run(&["build", "--audience", "assessor"]);
    let short = run.stdout.split_once("release report").expect("the report in short").1;
    // The days between the as-of date and the day of the test are part of it.
    let (short, rest) = short.split_once("  STOP: by today ").expect("something has run out since");
    assert_eq!(
        short,
        " for the assessor audience\n  goes: 15 items, 4 by consent, 1 on another ground, 10 no person’s story\n  \
         stays: 2 items, and 0 quotations of the items that go\n    the person said no: 1\n    \
         the consent ran out after 29 June 2026: 1\n  2 consents run out within 90 days:\n    \
         30 June 2026: story:last-day\n    28 September 2026: story:soon\n  1 claim loses evidence by it\n"
    );
    assert!(rest.contains("since 30 June 2026: story:last-day"), "{rest}");
    assert!(
        rest.ends_with("\n  the whole report, for the authority alone: public-release-report.txt\n"),
        "{rest}"
    );
    let later = pack().run(&["build", "--audience", "assessor", "--as-of", "9999-01-01"]);
    assert!(!later.stdout.contains("STOP"), "{}", later.stdout);
}

#[test]
fn the_report_is_never_in_the_site() {
    let pack = pack();
    let run = pack.run(&["build", "--audience", "public", "--report", "public/../public/inside.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error[output-failed]: the release report cannot stand in the site: `public/../public/inside.txt`\n \
         = help: it names what is withheld: give another file with `--report`, outside the folder of the site\n\n\
         1 error, 0 warnings\n"
    );
    assert!(!pack.root().join("public").exists());
    let run = pack.run(&["build", "--report", "kept/own.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = fs::read_to_string(pack.root().join("kept/own.txt")).expect("the report");
    assert!(report.contains("For the authority’s own use (6 items):"), "{report}");
    pack.run(&["build"]);
    assert!(!pack.root().join("public-release-report.txt").exists());
}

#[test]
fn a_quotation_goes_no_further_than_its_own_ground() {
    let quotes = "quotes: [{text: Of the whole., speaker: family}, \
        {text: To assessors., speaker: person, consent: {status: given, scope: assessor}}, \
        {text: Run out., speaker: person, consent: {status: given, scope: public, review_by: 2026-06-29}}, \
        {text: To the regulator., speaker: worker, basis: Powers of the regulator}, \
        {text: Taken back., speaker: partner, consent: {status: withdrawn}}]";
    let pack = Pack::small()
        .edit(
            "content/feedback/2026-03-20-carer-calls.md",
            "quotes: [{text: They rang when they said they would., speaker: family}]",
            quotes,
        )
        .file(
            "content/pages/quoted.md",
            "---\ntitle: Quoted\naudience: public\nconsent: {status: given, scope: assessor}\n---\nBefore.\n\n> ## Asked\n>\n> [Gate words](story:garden-gate).\n> — person\n\nAfter.\n\n> Nobody says this.\n",
        );
    let page = |site: &crate::pack::Tree, path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let all = ["Of the whole.", "To assessors.", "Run out.", "To the regulator.", "Taken back."];
    for (audience, said, quoted) in [
        ("internal", &["Of the whole.", "To assessors.", "Run out.", "To the regulator."][..], true),
        ("assessor", &["Of the whole.", "To assessors.", "To the regulator."], true),
        ("public", &["Of the whole."], false),
    ] {
        let site = pack.build(&["--audience", audience]);
        let feedback = page(&site, "feedback/carer-calls.html");
        let there: Vec<&str> = all.into_iter().filter(|words| feedback.contains(words)).collect();
        assert_eq!(there, said, "{audience}");
        let own = page(&site, "pages/quoted.html");
        assert_eq!(
            ["Gate words", "Asked", "Nobody says this."].map(|words| own.contains(words)),
            [quoted; 3],
            "{audience}"
        );
        assert!(own.contains("Before.") && own.contains("After."));
        // Nor does the story say that it is mentioned there.
        assert_eq!(page(&site, "data/pack.json").contains("\"from\":\"page:quoted\""), quoted, "{audience}");
    }
}

#[test]
fn only_the_authority_reads_how_much_is_withheld() {
    let pack = pack();
    let about =
        |audience| String::from_utf8_lossy(&pack.build(&["--audience", audience])["about.html"]).into_owned();
    let internal = about("internal");
    for line in [
        "<li>Withheld even here: 1 item.</li>",
        "<li>Withheld from assessors: 2 items.</li>",
        "<li>Withheld from the public: 11 items.</li>",
    ] {
        assert!(internal.contains(line), "{internal}");
    }
    assert!(!about("assessor").to_lowercase().contains("withheld"));
    assert!(!about("public").to_lowercase().contains("withheld"));
}

#[test]
fn a_pack_is_marked_as_high_as_anything_in_it() {
    let marked = |own: &str, item: &str| {
        Pack::small()
            .edit("data/pack.yaml", "marking: OFFICIAL\n", &format!("{own}\n"))
            .edit(
                "content/stories/2026-02-11-garden-gate.md",
                "audience: public",
                &format!("audience: public\nmarking: {item}"),
            )
            .build(&["--audience", "public"])
    };
    let heads = |site: &crate::pack::Tree, path: &str| {
        let page = String::from_utf8_lossy(&site[path]).into_owned();
        let marks = page.split("<strong class=\"marking\">").skip(1);
        marks.filter_map(|rest| Some(rest.split_once('<')?.0.to_owned())).collect::<Vec<_>>()
    };
    // At the head and the foot of every page, on its sheets and in its title.
    let site = marked("marking: OFFICIAL", "official-sensitive");
    for (path, bytes) in site.iter().filter(|(path, _)| has_ending(path, "html")) {
        let page = String::from_utf8_lossy(bytes);
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert_eq!(heads(&site, path), ["official-sensitive"; 2], "{path}");
        assert!(page.contains(" – official-sensitive</title>"), "{path}");
        assert_eq!(page.matches("<p><strong>official-sensitive</strong>").count(), 2, "{path}");
    }
    let json: serde_json::Value = serde_json::from_slice(&site["data/pack.json"]).expect("json");
    assert_eq!(json["pack"]["marking"], "official-sensitive");
    // A lower one of its own is said besides.
    let site = marked("marking: SECRET", "OFFICIAL");
    assert_eq!(
        heads(&site, "stories/garden-gate.html"),
        ["SECRET", "This page: OFFICIAL", "SECRET", "This page: OFFICIAL"]
    );
    assert_eq!(heads(&site, "index.html"), ["SECRET"; 2]);
    // The pack's own order; a marking that it does not have is the highest.
    let site = marked("marking: Low\nmarkings: [High, Low]", "High");
    assert_eq!(heads(&site, "index.html"), ["Low"; 2]);
    let site = marked("marking: Low\nmarkings: [High, Low]", "Local");
    assert_eq!(heads(&site, "index.html"), ["Local"; 2]);
    let index = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(index.contains("-2026-06-30-LOCAL.csv\""), "{index}");
}

#[test]
fn rules_that_were_switched_off_are_told() {
    let pack = Pack::small()
        .file("data/personal-data.yaml", "rules: {phone: off, email: hint, titled-name: hard}\n");
    let run = pack.run(&["build", "--audience", "public"]);
    let said = "\n  rules of personal data that are not as they come: phone is off, email is a hint\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    let report = fs::read_to_string(pack.root().join("public-release-report.txt")).expect("the report");
    let section = "Rules that this pack switched off or made less sure\n";
    let rest = report.split_once(section).expect("the section").1;
    assert!(rest.contains("\n  phone is off\n  email is a hint\n\n"), "{rest}");
}
