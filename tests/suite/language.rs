//! Words that respect people, from outside: where they are looked for, how
//! they stand, what an author allows, and who sees the counts.

use crate::html::pages;
use crate::pack::{Pack, Tree};

const STORY: &str = "content/stories/2026-05-01-club.md";

fn story(body: &str) -> String {
    format!(
        "---\ntitle: The club\ndate: 2026-05-01\nstatements: [assessing-needs]\nperson: none\n\
         what_changed: It has a key.\naudience: public\n---\n{body}\n"
    )
}

/// Findings about language, as `severity code file:line:column message`.
#[track_caller]
fn said(pack: &Pack) -> Vec<String> {
    let run = pack.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("findings are JSON");
    let findings = json["findings"].as_array().expect("a list of findings");
    let text = |one: &serde_json::Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let about = findings.iter().filter(|one| text(one, "code").starts_with("language"));
    about
        .map(|one| {
            let (severity, code, path) = (text(one, "severity"), text(one, "code"), text(one, "path"));
            let found = text(one, "message").split('`').nth(1).unwrap_or_default().to_owned();
            format!("{severity} {code} {path}:{}:{} {found}", one["line"], one["column"])
        })
        .collect()
}

#[track_caller]
fn only(body: &str) -> Vec<String> {
    let place = format!("{STORY}:");
    said(&Pack::small().file(STORY, story(body))).iter().map(|one| one.replace(&place, "")).collect()
}

#[test]
fn the_packs_that_are_examples_have_no_such_word() {
    assert_eq!(said(&Pack::small()), Vec::<String>::new());
    let example = said(&crate::site::example());
    assert_eq!(example.len(), 1, "{example:?}");
    assert!(example[0].starts_with("note language-note content/stories/2025-12-11"), "{example:?}");
}

#[test]
fn a_word_stands_plainly_or_is_negated_quoted_spoken_of_or_official() {
    assert_eq!(only("Nine service\nusers came."), ["warning language 9:6 service users"]);
    assert_eq!(only("There were no referrals."), ["note language-note 9:15 referrals"]);
    assert_eq!(only("We lost the word “case”."), ["note language-note 9:19 case"]);
    for let_pass in [
        "“We like our clients,” said the letter.",
        "> I was a client for years.\n> — person",
        "On safe systems, pathways and\ntransitions we have far to go.",
        "Look for `service user`.\n\n    caseload",
        "See [here](https://example.org/service-user/client).",
        "<!-- A client of ours told us. -->",
        "In any case there is case law.",
    ] {
        assert_eq!(only(let_pass), Vec::<String>::new(), "{let_pass}");
    }
    assert_eq!(only("> Our clients came."), ["warning language 9:7 clients"], "nobody is named");
}

#[test]
fn every_kind_of_text_is_gone_through_in_its_place() {
    let pack = Pack::small()
        .file(
            "content/meetings/2026-05-01-making-it-happen.md",
            "---\nkind: making-it-happen\ndate: 2026-05-01\nactions:\n  - {id: a1, what: Ring the client, owner: Client Manager, due: 2026-06-01}\n---\n\
             Caseloads rose.\n\n## Actions\n\n| Id | What | Owner | Due |\n|---|---|---|---|\n| a2 | Ring the customer | Manager | 2026-06-01 |\n",
        )
        .file(
            "content/feedback/2026-05-02-calls.md",
            "---\ntitle: \"The caseload, as told\"\ndate: 2026-05-02\nfrom: staff\nmethod: survey\nstatements: [learning]\n\
             quotes: [{text: My client rang, speaker: staff}]\n---\nTriage went.\n",
        )
        .file("content/pages/words.md", "---\ntitle: Words\n---\nPackages of care.\n")
        .file("data/metrics/calls.yaml", "id: calls\ntitle: Calls\nunit: count\nstatements: [learning]\nmethod: >-\n  Calls by `client` and\n  by customer.\npoints: [{period: 2026-03, value: 9, note: A client rang}]\n")
        .edit("data/pack.yaml", "authority: ", "notice: For service users\nauthority: ");
    let found: Vec<String> = said(&pack).into_iter().filter(|one| one.contains("language")).collect();
    let expected = [
        "content/feedback/2026-05-02-calls.md:2:13 caseload",
        "content/feedback/2026-05-02-calls.md:9:1 Triage",
        "content/meetings/2026-05-01-making-it-happen.md:5:29 client",
        "content/meetings/2026-05-01-making-it-happen.md:7:1 Caseloads",
        "content/meetings/2026-05-01-making-it-happen.md:13:17 customer",
        "content/pages/words.md:4:1 Packages of care",
        "data/metrics/calls.yaml:7:6 customer",
        "data/metrics/calls.yaml:8:46 client",
    ];
    for one in expected {
        assert!(found.contains(&format!("warning language {one}")), "{one} is not in {found:#?}");
    }
    assert_eq!(found.len(), expected.len() + 1, "{found:#?}");
    assert!(found.iter().any(|one| one.contains("data/pack.yaml") && one.ends_with("service users")));
}

#[test]
fn an_allowance_holds_for_its_rule_and_its_paragraph() {
    let allow = "<!-- allow client: the name of a play -->";
    assert_eq!(
        only(&format!("{allow}\nThe Client, a play.\n\nNo more: a client.")),
        ["warning language 12:12 client"]
    );
    assert_eq!(only(&format!("The Client, a play. {allow}")), Vec::<String>::new());
    assert_eq!(only(&format!("{allow}\n\n- A client.\n- Another client.")), Vec::<String>::new());
    let nothing = only(&format!("{allow}\nA play.\n\nA client."));
    assert_eq!(nothing, ["warning language-allowance 9:1 client", "warning language 12:3 client"]);
    let no_reason = only("<!-- allow client: -->\nA client.");
    assert_eq!(no_reason, ["warning language-allowance 9:1 client", "warning language 10:3 client"]);
    assert_eq!(only("<!-- allow klient: a play -->\nA play."), ["warning language-allowance 9:1 klient"]);
}

#[test]
fn a_packs_own_rules_take_the_place_of_ours_or_stand_beside_them() {
    let rules = |more: &str| {
        format!(
            "id: ours\n{more}rules:\n  - {{id: gate, match: [gate(s)], instead: door, why: It shuts., source: our own, severity: note, \
             scopes: [page], tests: {{hit: [A gate.]}}}}\n"
        )
    };
    let page = "---\ntitle: Words\n---\nA gate, a client and the Client Club.\n";
    let pack =
        |path: &str, more: &str| Pack::small().file("content/pages/words.md", page).file(path, rules(more));
    let place = "content/pages/words.md:4";
    let beside = said(&pack("data/language/ours.yaml", "names: [Client Club]\n"));
    assert_eq!(
        beside,
        [format!("note language {place}:3 gate"), format!("warning language {place}:11 client")]
    );
    let instead = said(&pack("data/language/three-conversations.yaml", ""));
    assert_eq!(instead, [format!("note language {place}:3 gate")], "a story's gate is out of the scope");
}

fn counted(pack: &Pack, audience: &str) -> Tree {
    let run = pack.run(&["build", "--audience", audience]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    pack.tree("public")
}

#[test]
fn the_counts_are_for_the_authority_alone() {
    let body = "Nine zebraish clients came, clients all. No referrals.\n\n<!-- allow caseload: quaggaish name -->\nThe Caseload, a band.";
    let pack = Pack::small().file(STORY, story(body));
    let site = counted(&pack, "internal");
    let page = pages(&site).remove("language.html").expect("the page is there").text;
    for words in
        ["Our language", "stand plainly twice", "quaggaish name", "1 as what is not done", "The club"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let csv = String::from_utf8_lossy(&site["data/language.csv"]).into_owned();
    // Title and what changed have 2 and 4 words, the text 8 and 4.
    assert!(csv.contains("2026-05,story,2,18\r\n"), "{csv}");
    assert!(!page.contains("Social worker") && !page.contains("Manager"), "nobody is named: {page}");
    for audience in ["assessor", "public"] {
        let site = counted(&pack, audience);
        assert!(site.keys().all(|path| !path.contains("language")), "{audience}");
        for (path, bytes) in &site {
            let text = String::from_utf8_lossy(bytes);
            for never in ["Our language", "language.html", "quaggaish"] {
                assert!(!text.contains(never), "{audience}: {path} has {never}");
            }
        }
        assert!(site.values().any(|bytes| String::from_utf8_lossy(bytes).contains("zebraish")));
    }
}
