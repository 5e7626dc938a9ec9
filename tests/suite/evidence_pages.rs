//! The pages that show loops, the rhythm of meetings, voices, insights, the
//! practice and innovation sites: what each says of each state.

use crate::html::{broken_links, pages};
use crate::pack::Pack;

/// The small pack with an action in each state, a metric of its site, an
/// insight that was passed on and one that was not.
#[track_caller]
fn every_state() -> Pack {
    let meeting = "---\nkind: making-it-happen\ndate: 2026-05-06\naudience: public\n\
        attendance: [{role: Innovators, count: 2}]\nactions:\n\
        \x20 - {id: told-nobody, what: Tell the next shift, because: [story:garden-gate], owner: Carers' lead, due: 2026-05-20, status: done, done: 2026-05-27, result: They know, statements: [governance]}\n\
        \x20 - {id: not-after-all, what: Buy a van, owner: Head of Finance, due: 2026-06-10, status: dropped, reason: The club has one, statements: [governance]}\n\
        \x20 - {id: to-come, what: Ask again in autumn, because: [story:garden-gate], owner: Head of Finance, due: 2026-09-30, statements: [governance]}\n\
        insights:\n  - {text: Hinges take eleven days to buy, for: commissioning, passed_on: 2026-05-07}\n\
        \x20 - {text: Nobody knows who mends gates, for: housing}\nstatements: [governance]\n---\nNotes.\n";
    let metric = "title: Days to mend\nstatements: [governance]\ncategory: processes\naudience: public\nsite: millside\nunit: days\nbetter: lower\nsource: {name: Ours}\n\
        breaks: [{period: 2025-10, why: Counted anew}]\npoints:\n\
        \x20 - {period: 2025-07, value: 12}\n  - {period: 2025-08, value: 10}\n  - {period: 2025-09, value: 6}\n  - {period: 2025-10, value: 4}\n  - {period: 2025-11, value: 5}\n";
    Pack::small()
        .file("content/meetings/2026-05-06-making-it-happen.md", meeting)
        .file("data/metrics/days-to-mend.yaml", metric)
}

/// The text of a page of the pack, for an audience.
#[track_caller]
fn text(page: &str, audience: &str) -> String {
    let site = every_state().build(&["--audience", audience]);
    let wrong = broken_links(&site);
    assert!(wrong.is_empty(), "{audience}: {}", wrong.join("\n"));
    pages(&site)[page].text.clone()
}

#[track_caller]
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}

#[test]
fn each_loop_is_a_chain_under_its_state() {
    let text = text("loops.html", "internal");
    says(
        &text,
        &[
            "1 Overdue",
            "1 Open",
            "1 Done but not reported",
            "1 Loop closed",
            "1 Dropped",
            "It was due 1 June 2026 and is not done.",
            "It is due 30 September 2026.",
            "27 May 2026, 21 days after it was agreed. It was due 20 May 2026.",
            "No meeting has heard a result yet.",
            "Four gates and a stair rail mended in the first month 42 days after it was first heard.",
            "No story or feedback is recorded as the reason.",
            "The club has one",
            // Due 1 April, 20 May and 1 June: done in time, late, and not at all.
            "Agreed to done: a median of 21 days over 2 actions",
            "1 of 3, or 33 per cent. With only 3 to go by, anything from 6 to 79 per cent would be no surprise.",
        ],
    );
}

#[test]
fn an_edition_for_others_says_nothing_is_missing() {
    for page in ["loops.html", "actions/index.html", "actions/told-nobody.html", "actions/to-come.html"] {
        let text = text(page, "public");
        for word in ["yet", "Not recorded", "not reported", "No meeting", "No story"] {
            assert!(!text.contains(word), "{page}: `{word}`\n{text}");
        }
    }
    says(&text("voices.html", "public"), &["None in this edition"]);
    let insights = text("insights.html", "public");
    assert!(!insights.contains("yet"), "{insights}");
}

#[test]
fn loops_that_need_nothing_are_folded_and_the_longest_overdue_is_first() {
    let meeting = "---\nkind: huddle\ndate: 2026-05-07\nactions:\n\
        \x20 - {id: late, what: Late, owner: Lead, due: 2026-06-20, statements: [governance]}\n\
        \x20 - {id: later-still, what: Later still, owner: Lead, due: 2026-05-10, statements: [governance]}\n---\nNotes.\n";
    let site = every_state().file("content/meetings/2026-05-07-huddle.md", meeting).build(&[]);
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    for path in ["loops.html", "actions/index.html"] {
        let html = page(path);
        let at =
            |title: &str| html.find(&format!(">{title}</a>")).unwrap_or_else(|| panic!("{title}: {html}"));
        assert!(at("Later still") < at("Late"), "{path}");
    }
    let html = page("loops.html");
    assert_eq!(html.matches("<summary>Show the chain</summary>").count(), 2, "loop closed and dropped");
    assert!(!html.contains("actions in this edition"), "{html}");
    says(&text("loops.html", "public"), &["in this edition."]);
}

#[test]
fn a_community_keeps_the_words_of_its_author() {
    let story = "---\ntitle: Told\ndate: 2026-05-01\nstatements: [assessing-needs]\nperson: none\nwhat_changed: Something.\n\
        groups: [gypsy-roma-traveller, LGBT+ elders, deaf-blind people]\naudience: public\n---\nWords.\n";
    let site = Pack::small().file("content/stories/told.md", story).build(&[]);
    let site = pages(&site);
    says(&site["stories/told.html"].text, &["Gypsy roma traveller, LGBT+ elders, deaf-blind people"]);
    says(&site["voices.html"].text, &["Gypsy roma traveller", "LGBT+ elders", "Deaf-blind people"]);
}

#[test]
fn a_site_with_little_says_nothing_of_what_it_has_not() {
    let text = text("sites/millside.html", "assessor");
    assert!(!text.contains("Nothing else here is connected"), "{text}");
}

#[test]
fn a_long_pack_shows_the_latest_loops_and_leads_to_the_rest() {
    let action = |at: usize| {
        format!(
            "  - {{id: one-of-many-{at}, what: Task {at}, owner: Lead, due: 2026-09-30, statements: [governance]}}\n"
        )
    };
    let actions: String = (0..200).map(action).collect();
    let meeting = format!("---\nkind: huddle\ndate: 2026-05-07\nactions:\n{actions}---\nNotes.\n");
    let pack = Pack::small().file("content/meetings/2026-05-07-huddle.md", meeting);
    let site = pack.build(&[]);
    let html = String::from_utf8_lossy(&site["loops.html"]).into_owned();
    let shown = html.matches("<article class=\"loop\">").count();
    assert!((50..=60).contains(&shown), "{shown} chains");
    assert!(html.contains(&format!("{} more are in", 202 - shown)), "{shown} chains");
    assert!(html.contains("href=\"actions/index.html#open\""), "the rest is in the register");
}

#[test]
fn meetings_are_held_late_or_missed() {
    // Fortnights from Monday 2 March: the first, that of 13 April and that of 27 April have a
    // meeting, five have none, and that of 22 June is not over.
    let text = text("rhythm.html", "internal");
    says(
        &text,
        &[
            "Every 2 weeks; held in 3 of 8 periods, 0 late, 5 missed.",
            "a meeting without notes is missed here",
            "Somebody senior was at 1 of the 3 that were held.",
            "Director of Adult Social Care Senior 1 of 3",
            "Innovators 2 of 3",
            "2 March 2026 15 March 2026 Held",
        ],
    );
}

#[test]
fn whose_voice_is_heard_and_whose_is_not() {
    says(
        &text("voices.html", "internal"),
        &["No unpaid carer is heard", "Not heard here yet", "Assessing needs"],
    );
}

#[test]
fn insights_stand_by_who_should_hear_them() {
    says(
        &text("insights.html", "internal"),
        &[
            "Commissioning 1 1 0",
            "Housing 1 0 1",
            "Hinges take eleven days to buy Passed on 7 May 2026",
            "Nobody knows who mends gates Not passed on yet",
        ],
    );
}

#[test]
fn rules_and_conversations_stand_by_statement() {
    let site = Pack::small().build(&[]);
    let html = String::from_utf8_lossy(&site["rules/index.html"]).into_owned();
    assert!(html.contains("href=\"stick-like-glue.html#on-healthier-lives\""), "{html}");
    assert!(html.contains("href=\"#conversation-1-assessing-needs\""), "{html}");
    assert!(html.contains("id=\"conversation-1-assessing-needs\""), "{html}");
}

#[test]
fn a_site_has_its_figures_side_by_side_and_no_cause() {
    let text = text("sites/millside.html", "internal");
    says(
        &text,
        &[
            // 1 September 2025 to 30 June 2026 are 302 days: the 44th week.
            "Week 44 since it opened on 1 September 2025",
            "Nothing here says what caused a difference.",
            "Before it opened July 2025 to August 2025 2 11.0 days 10.0 days 12.0 days",
            "Since it opened September 2025 to November 2025 3 5.0 days 4.0 days 6.0 days",
            "The series breaks within this time, so the two rows cannot be compared.",
            "Let workers pay for small repairs",
        ],
    );
}

#[test]
fn each_chart_has_its_figures_in_a_file() {
    let site = every_state().build(&[]);
    let file = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    assert!(file("data/actions-open-by-month.csv").contains("2026-05-31,2\r\n"));
    let days = file("data/days-to-done.csv");
    assert!(
        days.contains(
            "small-repairs,2026-03-04,2026-03-25,2026-04-01,21,2026-03-04,2026-04-15,42,loop-closed"
        ),
        "{days}"
    );
    assert!(days.contains("to-come,2026-05-06,,2026-09-30,,"), "{days}");
    assert!(file("data/rhythm.csv").contains("making-it-happen,2026-03-02,2026-03-15,held\r\n"));
    let public = every_state().build(&["--audience", "public"]);
    assert!(!public.contains_key("data/rhythm.csv"), "the rhythm is for the authority alone");
}
