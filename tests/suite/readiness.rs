//! What readiness, freshness, claims, the matrix and the page of a statement
//! say of each state, and what they never say outside the authority.

use crate::html::{Page, pages};
use crate::pack::{Pack, Tree};

/// A pack with something in most states, as of 30 June 2026.
fn pack() -> Pack {
    Pack::small()
        .file("content/stories/twice.md", story("Said again", "2026-03-01", "site: millside\n"))
        .file("content/stories/old.md", story("Long ago", "2024-01-10", ""))
        .file("content/stories/later.md", story("Not yet", "2026-09-01", ""))
        .file("content/stories/begun.md", story("Half written", "2026-04-01", "status: draft\n"))
        .file("content/stories/gone.md", story("Taken back", "2026-04-02", "status: withdrawn\n"))
        .file("content/stories/soon.md", story("Nearly old", "2025-01-20", "review_by: 2026-06-01\n"))
        .file("content/feedback/audit.md", AUDIT)
        .edit(
            "content/judgements/assessing-needs.md",
            "action: call-back}]",
            "action: call-back}, {claim: Weekends are hard, evidence: []}, {claim: Gates rust, evidence: [story:gone]}]",
        )
}

const AUDIT: &str = "---\ntitle: An audit\ndate: 2026-05-05\nfrom: staff\nmethod: survey\nstatements: [learning]\n\
    challenges: [governance]\naudience: public\n---\nWords.\n";

fn story(title: &str, date: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: {date}\nstatements: [assessing-needs]\nperson: none\nwhat_changed: Something.\n\
         audience: public\n{more}---\nWords.\n"
    )
}

#[track_caller]
fn says(site: &Tree, path: &str, wanted: &[&str]) {
    let text = text(site, path);
    for words in wanted {
        assert!(text.contains(words), "{path} should say “{words}”:\n{text}");
    }
}

#[track_caller]
fn text(site: &Tree, path: &str) -> String {
    let page: &Page = &pages(site)[path];
    page.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn readiness_says_where_each_statement_stands_and_what_to_do_next() {
    let site = pack().build(&[]);
    says(
        &site,
        "readiness.html",
        &[
            "Assessing needs Principal Social Worker, reviewed 1 May 2026 2 of 4",
            "2 evidenced 1 known gap 1 gap",
            "1 stale",
            "1 due soon",
            "1 after the as-of date",
            "1 overdue",
            "4 claims 3 to mend 1 known gap",
            "In short Our own judgement, added up : no sum and no band, for 1 of 9 statements has a score. What to do next , most worthwhile first: Claims without evidence, or whose evidence was withdrawn or is stale 2",
            "Next The claim “Weekends are hard” cites no evidence",
            "Claims without evidence, or whose evidence was withdrawn or is stale 2",
            "All that the claim “Gates rust” rests on was withdrawn",
            "Name what shows it under evidence , or take the claim out",
            "content/judgements/assessing-needs.md",
            "The feedback “An audit” counts against Governance, management and sustainability, and nothing has come of it",
            "1 of 9 statements has a score, so there is no sum",
            "No count of evidence enters it, and it predicts no rating",
        ],
    );
    says(&site, "index.html", &["For the authority alone: Readiness"]);
}

#[test]
fn own_scores_are_added_up_and_the_case_between_two_bands_is_said() {
    let mut pack = Pack::small().edit("content/judgements/assessing-needs.md", "score: 2", "score: 1");
    let others = [
        ("healthier-lives", 1),
        ("equity", 1),
        ("care-provision", 1),
        ("partnerships", 2),
        ("safe-systems", 2),
        ("safeguarding", 2),
        ("governance", 2),
        ("learning", 2),
    ];
    for (statement, score) in others {
        let text = format!(
            "---\nstatement: {statement}\nscore: {score}\nbecause: So.\nowner: Director\nreviewed: 2026-05-01\n---\n"
        );
        pack = pack.file(&format!("content/judgements/{statement}.md"), text);
    }
    let wanted = [
        "Our own judgement, added up : 14 of 36, which is 38.9%, rounded up to the next whole number 39%: Requires improvement , and only by the rounding.",
        "Sum 14 of 36: 9 scores",
        "38.9% to one decimal, rounded up to the next whole number: 39%",
        "Requires improvement, from 39 to 62%",
        "9 points more would come to Good",
        "Between two bands. Inadequate ends at 38% and Requires improvement begins at 39%; 38.9% lies between them",
        "Rounding up is inferred",
    ];
    says(&pack.build(&[]), "readiness.html", &wanted);
}

#[test]
fn at_most_thirty_things_of_one_worth_are_listed() {
    let mut pack = Pack::small();
    for at in 0..33 {
        let path = format!("content/stories/old-{at}.md");
        pack = pack.file(&path, story(&format!("Old {at}"), "2020-01-01", ""));
    }
    let site = pack.build(&[]);
    says(&site, "readiness.html", &["And 3 more: ninefold check lists them all"]);
    let ids = &pages(&site)["readiness.html"].ids;
    assert!(ids.iter().any(|id| id == "next-11-30") && ids.iter().all(|id| id != "next-11-31"), "{ids:?}");
}

#[test]
fn freshness_lists_what_stops_counting_and_what_is_to_be_looked_at_again() {
    let wanted = [
        "Stories 18 months",
        "Meetings Never goes stale",
        "Long ago 10 January 2024 Fresh until 10 July 2025",
        "Within 30 days 1 thing stops counting: Nearly old from 21 July 2026.",
        "Due soon 1 It counts, and its last fresh day is no more than 2 months away. 1 thing, by the month",
        "July 2026 1 Nearly old 20 January 2025 Stale from 21 July 2026",
        "After the as-of date 1",
        "Nearly old story, 20 January 2025 1 June 2026: to be looked at again",
    ];
    let site = pack().build(&[]);
    says(&site, "freshness.html", &wanted);
    let said = text(&site, "freshness.html");
    assert!(!said.contains("Nearly old 20 January 2025 Fresh until"), "not listed twice: {said}");
    says(&site, "freshness.html", &["Judgement: Assessing needs 1 May 2026 Stale from"]);
}

#[test]
fn claims_say_what_they_stand_on() {
    let wanted = [
        "4 claims in 1 judgement",
        "Without evidence 1 claim Weekends are hard",
        "Its evidence was withdrawn 1 claim Gates rust",
        "Stands on one source 1 claim Carers wait too long for a call back",
        "Without an action 2 improvements",
        "People are heard sooner than a year ago Supported A strength · 2 sources to rely on",
        "Statements without a judgement",
    ];
    says(&pack().build(&[]), "claims.html", &wanted);
}

#[test]
fn a_claim_marks_what_can_no_longer_be_relied_on() {
    let pack = pack()
        .file("content/stories/newer.md", story("Told anew", "2026-05-02", "supersedes: story:twice\n"))
        .edit(
            "content/judgements/assessing-needs.md",
            "evidence: []}",
            "evidence: [story:old, story:later, story:begun, story:twice, story:soon]}",
        );
    let wanted = [
        "Long ago Stale Story, 10 January 2024",
        "Not yet Dated ahead Story",
        "Half written Draft Story",
        "Said again Replaced Story",
        "Nearly old Story",
    ];
    says(&pack.build(&[]), "claims.html", &wanted);
}

#[test]
fn only_the_headings_that_something_names_are_listed() {
    let site = pack().build(&[]);
    says(&site, "statements/assessing-needs.html", &["By the regulator’s finer headings", "Nothing names: "]);
    let outside = text(&pack().build(&["--audience", "public"]), "statements/assessing-needs.html");
    assert!(!outside.contains("Nothing names"), "{outside}");
}

#[test]
fn a_statement_says_why_an_item_is_not_counted() {
    let site = pack().build(&[]);
    let wanted = [
        "Long ago story, 10 January 2024 Not counted: stale",
        "Not yet story, 1 September 2026 Not counted: dated after the as-of date",
        "Half written story, 1 April 2026 Draft Not counted: a draft",
        "story:gone Not counted: withdrawn",
        "Not a further source: same site as",
        "Weekends are hard Without evidence Nobody has been asked to bring this about yet",
    ];
    says(&site, "statements/assessing-needs.html", &wanted);
    says(&site, "statements/equity.html", &["20 March 2026 Answered"]);
    says(&site, "statements/governance.html", &["Challenged", "An audit feedback, 5 May 2026 Not answered"]);
    assert!(
        !pages(&site)["statements/assessing-needs.html"].links.iter().any(|(_, link)| link.contains("gone")),
        "what was withdrawn has no page to lead to"
    );
    says(&site, "matrix.html", &["Known gap", "Thin", "Evidenced", "What the states mean", "1 not answered"]);
}

#[test]
fn an_edition_for_others_never_says_that_something_is_missing() {
    for audience in ["assessor", "public"] {
        let site = pack().build(&["--audience", audience]);
        for page in ["readiness.html", "freshness.html", "claims.html"] {
            assert!(!site.contains_key(page), "{page} is for the authority alone");
        }
        for path in
            ["index.html", "matrix.html", "statements/assessing-needs.html", "expectations/index.html"]
        {
            let text = text(&site, path);
            for word in [
                "Readiness",
                "Thin",
                "Known gap",
                "Not answered",
                "Without evidence",
                "Nobody has been",
                "evidence yet",
                "this yet",
            ] {
                assert!(!text.contains(word), "{path} says “{word}” to the {audience}:\n{text}");
            }
        }
        says(&site, "statements/assessing-needs.html", &["Not counted: stale"]);
    }
}

#[test]
fn what_people_expect_is_shown_by_people_or_said_not_to_be() {
    let site = pack().build(&[]);
    says(
        &site,
        "expectations/index.html",
        &["are not shown by people themselves yet", "Shown by people themselves The garden gate"],
    );
    let outside = pack().build(&["--audience", "public"]);
    says(&outside, "expectations/index.html", &["None in this edition of the pack"]);
}
