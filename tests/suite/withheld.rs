//! What an audience may not see is in no byte of what it gets.

use crate::pack::{Pack, Tree};

/// A story whose id, title and words carry a token that occurs nowhere else.
fn story(token: &str, audience: &str, status: &str) -> String {
    format!(
        "---\ntitle: Title {token}\ndate: 2026-01-02\nstatements: [safeguarding]\nperson: {{pseudonym: {token}}}\n\
         consent: {{status: given, scope: {audience}}}\nwhat_changed: Changed {token}.\naudience: {audience}\nstatus: {status}\n\
         aliases: [old-{lower}]\nmarking: SECRET {token}\ntags: [{token}]\ngroups: [{token}]\n---\nWords {token}.\n\n## Heading {token}\n",
        lower = token.to_lowercase()
    )
}

/// A pack in which everything that could be withheld is cited from everywhere.
fn pack() -> Pack {
    let mut pack = Pack::small();
    for (token, audience, status) in [
        ("Quillon", "internal", "ready"),
        ("Vexford", "assessor", "ready"),
        ("Dormouse", "public", "draft"),
        ("Wyvern", "public", "withdrawn"),
    ] {
        let path = format!("content/stories/{}.md", token.to_lowercase());
        pack = pack.file(&path, story(token, audience, status));
    }
    pack.file("data/metrics/zibeline.yaml", METRIC)
        .file("content/meetings/2026-05-06-making-it-happen.md", MEETING)
        .file("content/pages/links.md", PAGE)
        .edit("content/judgements/assessing-needs.md", "evidence: [feedback:carer-calls]", "evidence: [feedback:carer-calls, story:quillon, story:wyvern, metric:zibeline]")
        .edit("content/judgements/assessing-needs.md", "audience: assessor", "audience: public")
        .edit("content/judgements/assessing-needs.md", "Nobody has asked the hospital yet", "Nobody has asked the gapword yet")
        .edit("data/information-return.yaml", "\"document:carers-plan#2\"", "\"document:carers-plan#2\", story:vexford, story:quillon")
        .edit("data/documents.yaml", "documents:", "documents:\n  - {id: paper-kestrel, title: Paper Kestrel, date: 2026-01-01, owner: Kestrel lead, statements: [equity], file: data/documents/kestrel.txt}")
        .file("data/documents/kestrel.txt", "Kestrel words")
}

const METRIC: &str = "title: Zibeline\nstatements: [equity]\ncategory: processes\nunit: count\nbetter: neither\n\
    source: {name: Zibeline system}\npoints: [{period: 2026-01, value: 987654.25}]\n";

const MEETING: &str = "---\nkind: reflection\ntitle: Meeting Ocelot\ndate: 2026-05-06\nmarking: SECRET Narwhal\nheard: [story:quillon, story:vexford]\nactions:\n  \
    - {id: act-ocelot, what: Do Ocelot, because: [story:quillon], owner: Ocelot lead, due: 2026-06-01, statements: [equity], audience: internal}\n  \
    - {id: act-shared, what: Shared action, because: [story:quillon, story:garden-gate], owner: Team manager, due: 2026-06-01, statements: [equity], audience: public}\n---\nOcelot words.\n";

const PAGE: &str = "---\ntitle: Links\naudience: public\n---\nPlain [one](story:quillon), [two](story:vexford#heading-vexford), [three](story:old-wyvern), \
    [four](story:dormouse), [five](metric:zibeline), [six](action:act-ocelot), [seven](meeting:2026-05-06-making-it-happen), [eight](document:paper-kestrel), <story:quillon>, <story:garden-gate>.\n\n<!-- quillon -->\n<!-- vexford --> after\n\nand <!-- wyvern --> inside.\n\n![](metric:zibeline)\n";

/// The tokens that each audience may not see.
const INTERNAL_ONLY: [&str; 11] = [
    "quillon",
    "dormouse",
    "zibeline",
    "987654",
    "987,654",
    "ocelot",
    "kestrel",
    "gapword",
    "narwhal",
    "2026-05-06",
    "6 may 2026",
];

#[track_caller]
fn nowhere(site: &Tree, token: &str) {
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!path.to_lowercase().contains(token), "{token} in the name {path}");
        assert!(!text.contains(token), "{token} in {path}");
    }
}

#[track_caller]
fn somewhere(site: &Tree, token: &str) {
    let found = site.values().any(|bytes| String::from_utf8_lossy(bytes).to_lowercase().contains(token));
    assert!(found, "{token} should be there");
}

#[test]
fn the_authority_sees_everything_but_what_was_withdrawn() {
    let mut site = pack().build(&[]);
    // Its reference alone is left, where it is said that it no longer counts.
    for (path, said) in [
        ("statements/safeguarding.html", "<code>story:wyvern</code>"),
        ("print/safeguarding.html", "<code>story:wyvern</code>"),
        ("print/index.html", "<code>story:wyvern</code>"),
        ("data/pack.json", "{\"item\":\"story:wyvern\",\"why\":\"withdrawn\"}"),
        ("data/evidence.csv", "story:wyvern"),
    ] {
        let text = String::from_utf8_lossy(&site[path]).into_owned();
        assert_eq!(text.matches(said).count(), 1, "{path}");
        site.insert(path.to_owned(), text.replace(said, "").into_bytes());
    }
    nowhere(&site, "wyvern");
    INTERNAL_ONLY.iter().filter(|token| **token != "987654").for_each(|token| somewhere(&site, token));
    somewhere(&site, "vexford");
}

#[test]
fn assessors_see_nothing_internal() {
    let site = pack().build(&["--audience", "assessor"]);
    INTERNAL_ONLY.iter().chain(&["wyvern"]).for_each(|token| nowhere(&site, token));
    somewhere(&site, "vexford");
    somewhere(&site, "shared action");
}

#[test]
fn the_public_sees_only_what_is_public() {
    let site = pack().build(&["--audience", "public"]);
    INTERNAL_ONLY.iter().chain(&["wyvern", "vexford"]).for_each(|token| nowhere(&site, token));
    somewhere(&site, "shared action");
    somewhere(&site, "plain one, two, three");
    // A reference without words of its own shows the title of what may be seen.
    somewhere(&site, "garden-gate.html\">the garden gate</a>");
}

#[test]
fn what_one_audience_was_given_is_taken_away_from_the_next() {
    let pack = pack();
    pack.build(&[]);
    let site = pack.build(&["--audience", "public"]);
    INTERNAL_ONLY.iter().chain(&["wyvern", "vexford"]).for_each(|token| nowhere(&site, token));
}

const TABLES: &str = "---\ntitle: Tables\naudience: public\n---\n\
    <!-- table: actions where meeting=2026-05-06-making-it-happen and status=open -->\n\n\
    <!-- table: actions where meeting!=2026-04-15-making-it-happen -->\n\n\
    <!-- table: stories where team=hospital and statement=\"assessing people's needs\" sort=-date -->\n";

#[test]
fn a_live_table_that_names_what_is_withheld_goes_whole() {
    let pack = pack().file("content/pages/tables.md", TABLES);
    let shown =
        "stories where team is hospital team and statement is assessing needs, sorted by date, latest first";
    for (audience, actions) in [("internal", 2), ("assessor", 1), ("public", 0)] {
        let site = pack.build(&["--audience", audience]);
        let page =
            site.iter().find(|(path, _)| path.ends_with("pages/tables.html")).expect("the page is there");
        let text = String::from_utf8_lossy(page.1).to_lowercase();
        assert!(text.contains(shown), "{audience}: {text}");
        assert_eq!(text.matches("live-filter\">actions where meeting").count(), actions, "{audience}");
        assert!(audience == "internal" || !text.contains("ocelot"));
        assert!(audience != "public" || !text.contains("2026-04-15"));
    }
}

/// A story that its author would let everybody read, and what was said about
/// telling it.
fn told(token: &str, consent: &str, basis: &str) -> String {
    format!(
        "---\ntitle: Title {token}\ndate: 2026-01-02\nstatements: [safeguarding]\nperson: {{pseudonym: {token}}}\n\
         consent: {consent}\n{basis}what_changed: Changed {token}.\naudience: public\n---\nWords {token}.\n"
    )
}

#[test]
fn a_story_goes_no_further_than_what_was_said_about_telling_it() {
    // The token, the consent, another ground, and the widest build it is in.
    let stories = [
        ("alderfly", "{status: given, scope: public}", "", Some("public")),
        ("barnacle", "{status: given, scope: assessor}", "", Some("assessor")),
        ("cormorant", "{status: given}", "", Some("internal")),
        ("dunnock", "{status: not-sought, scope: public}", "", Some("internal")),
        ("earwig", "{status: not-sought}", "basis: statute\n", Some("assessor")),
        ("fulmar", "{status: declined, scope: public}", "basis: statute\n", None),
        ("gannet", "{status: withdrawn, scope: public}", "basis: statute\n", None),
        ("heron", "{status: best-interests, scope: assessor}", "", Some("assessor")),
        ("ibex", "{status: bereaved-family, scope: public}", "", Some("public")),
    ];
    let mut pack = Pack::small();
    for (token, consent, basis, _) in stories {
        pack = pack.file(&format!("content/stories/{token}.md"), told(token, consent, basis));
    }
    for (at, audience) in ["internal", "assessor", "public"].into_iter().enumerate() {
        let site = pack.build(&["--audience", audience]);
        for (token, _, _, widest) in stories {
            let reach = widest
                .map(|widest| ["internal", "assessor", "public"].iter().position(|known| *known == widest));
            match reach {
                Some(Some(reach)) if reach >= at => somewhere(&site, token),
                _ => nowhere(&site, token),
            }
        }
    }
}
