//! Live tables: what an author's filter finds, in what order, and what is
//! printed over it.

use crate::pack::Pack;

/// A pack with a page that holds one table, and more actions to choose from.
fn with_table(table: &str) -> Pack {
    Pack::small()
        .file(
            "content/pages/lists.md",
            format!("---\ntitle: Lists\naudience: public\n---\n<!-- table: {table} -->\n"),
        )
        .file("content/meetings/2026-05-06-making-it-happen.md", MEETING)
}

const MEETING: &str = "---\nkind: making-it-happen\ndate: 2026-05-06\naudience: public\nattendance: [{role: Director, senior: true}]\nactions:\n  \
    - {id: bus-times, what: Ask for evening buses, owner: Head of Transport, due: 2026-06-30, statements: [equity], site: millside}\n  \
    - {id: ramp, what: Build the ramp, owner: Head of Property, due: 2026-06-29, statements: [equity, governance]}\n  \
    - {id: old-form, what: Shorten the form, owner: head of property, due: 2026-05-20, status: done, done: 2026-05-13, statements: [equity], audience: internal}\n  \
    - {id: second-form, what: Drop the second form, owner: Director, due: 2026-05-20, status: dropped, reason: It was needed, statements: [learning]}\n---\n";

/// The words of the table on the page, a line for each row.
#[track_caller]
fn table_of(pack: &Pack, audience: &str) -> Vec<String> {
    let site = pack.build(&["--audience", audience]);
    let page = String::from_utf8_lossy(&site["pages/lists.html"]).into_owned();
    let start = page.find("<div class=\"live-table\">").expect("the table is there");
    let rest = &page[start..];
    // A table that finds nothing is a sentence.
    let end = rest.find("</table>").filter(|end| rest.find("</div>").is_some_and(|close| *end < close));
    let table = &rest[..end.or(rest.find("</div>")).expect("an end")];
    let lines = table
        .replace("</th><th", " | <th")
        .replace("</td>\n<td", " | <td")
        .replace("</tr>", "\n")
        .replace("</p>", "\n");
    lines.lines().map(words).filter(|line| !line.is_empty()).collect()
}

/// A line without its tags.
fn words(line: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in line.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn finds(table: &str, expected: &[&str]) {
    let found = table_of(&with_table(table), "internal");
    // The filter stands over the table and, for readers who cannot see it, in its caption.
    let rows: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(rows, expected, "{table}");
}

#[test]
fn a_table_prints_its_filter_and_what_it_finds() {
    finds(
        "actions where status=overdue and statement=equity sort=due",
        &[
            "Actions where status is overdue and statement is Equity in experience and outcomes, sorted by due date 1 of 6",
            "Actions where status is overdue and statement is Equity in experience and outcomes, sorted by due date",
            "Title | Owner | Due date | Status",
            "Build the ramp | Head of Property | 29 June 2026 | Overdue",
        ],
    );
}

#[test]
fn a_table_without_an_order_has_the_most_pressing_actions_first() {
    finds(
        "actions columns=title,loop,due",
        &[
            "Actions 6 of 6",
            "Actions",
            "Title | Loop | Due date",
            "Ring carers back within a day | Overdue | 1 June 2026",
            "Build the ramp | Overdue | 29 June 2026",
            "Ask for evening buses | Open | 30 June 2026",
            "Shorten the form | Done but not reported | 20 May 2026",
            "Let workers pay for small repairs | Loop closed | 1 April 2026",
            "Drop the second form | Dropped | 20 May 2026",
        ],
    );
}

#[test]
fn conditions_may_name_several_values_exclude_some_and_compare_days() {
    finds(
        "actions where status=open|done and owner!=\"Head of Transport\" and due<=2026-05-20 sort=-due columns=title limit=5",
        &[
            "Actions where status is open or done and owner is not “Head of Transport” and due date is on or before 20 May 2026, sorted by due date, latest first, at most 5 2 of 6",
            "Actions where status is open or done and owner is not “Head of Transport” and due date is on or before 20 May 2026, sorted by due date, latest first, at most 5",
            "Title",
            "Shorten the form",
            "Let workers pay for small repairs",
        ],
    );
    finds(
        "actions where owner=\"HEAD OF PROPERTY\" and theme=leadership columns=title,statement,site",
        &[
            "Actions where owner is “HEAD OF PROPERTY” and theme is Leadership 1 of 6",
            "Actions where owner is “HEAD OF PROPERTY” and theme is Leadership",
            "Title | Statement | Innovation site",
            "Build the ramp | Equity in experience and outcomes, Governance, management and sustainability |",
        ],
    );
}

#[test]
fn other_kinds_have_tables_too_and_an_empty_one_says_so() {
    finds(
        "meetings where senior=yes sort=date columns=title,senior",
        &[
            "Meetings where somebody senior was there, sorted by date 2 of 3",
            "Meetings where somebody senior was there, sorted by date",
            "Title | Senior people",
            "Making it Happen, 4 March 2026 | yes",
            "Making it Happen, 6 May 2026 | yes",
        ],
    );
    finds(
        "feedback where freshness=stale",
        &["Feedback where freshness is stale 0 of 1", "None at present."],
    );
}

#[test]
fn an_edition_finds_only_what_it_holds() {
    let found = table_of(&with_table("actions where status=done columns=title"), "public");
    assert_eq!(found, ["Actions where status is done 0 of 3", "None in this edition."]);
}

#[test]
fn a_table_moves_with_the_day() {
    let pack = with_table("actions where status=overdue columns=title");
    let count = |as_of: &str| {
        let site = pack.build(&["--as-of", as_of]);
        let page = String::from_utf8_lossy(&site["pages/lists.html"]).into_owned();
        ["1 of 6", "2 of 6", "3 of 6"].into_iter().find(|count| page.contains(count))
    };
    assert_eq!(
        [count("2026-06-29"), count("2026-06-30"), count("2026-07-01")],
        [Some("1 of 6"), Some("2 of 6"), Some("3 of 6")]
    );
}
