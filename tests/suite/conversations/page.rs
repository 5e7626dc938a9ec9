//! The page of the log: hand-counted numbers, who sees it, and an attack on
//! every file that has numbers of it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{HEADER, LOG};
use crate::pack::{Pack, Tree};

/// January: 20 people of Millside and 30 of no site; February: 12 and 3.
/// Waits are 1, 2, 3 … days in each, the last of each group was not heard,
/// every other reached Conversation 2, every fourth Conversation 3.
fn log() -> String {
    let mut rows = String::from(HEADER);
    let mut id = 0;
    for (month, site, people) in [(1, "millside", 20), (1, "", 30), (2, "millside", 12), (2, "", 3)] {
        for at in 1..=people {
            id += 1;
            let heard = at < people;
            let day = |days: u32| format!("2026-0{}-{:02}", month + (days - 1) / 28, (days - 1) % 28 + 1);
            let conversation = if at % 4 == 0 {
                3
            } else if at % 2 == 0 {
                2
            } else {
                1
            };
            let (first, reached) =
                if heard { (day(at + 1), conversation.to_string()) } else { Default::default() };
            let _ = write!(rows, "\nc-{id},2026-0{month}-01,{site},,{first},{reached},,,,,,,,");
        }
    }
    rows
}

fn pack(settings: &str) -> Pack {
    Pack::small().file(LOG, log()).edit(
        "data/pack.yaml",
        "title:",
        &format!("conversations: {{audience: assessor{settings}}}\ntitle:"),
    )
}

fn measures(site: &Tree) -> BTreeMap<[String; 4], [String; 4]> {
    let mut reader = csv::Reader::from_reader(&*site["data/conversation-measures.csv"]);
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let cell = |at: usize| row[at].to_owned();
        ([cell(0), cell(2), cell(3), cell(4)], [cell(5), cell(6), cell(7), cell(10)])
    })
    .collect()
}

#[test]
fn measures_are_as_counted_by_hand() {
    let site = pack("").build(&[]);
    let measures = measures(&site);
    let of = |measure: &str, place: &str, id: &str, period: &str| {
        let key = [measure, place, id, period].map(str::to_owned);
        let found = measures.get(&key).unwrap_or_else(|| panic!("{key:?}"));
        found.clone()
    };
    let row = |cells: [&str; 4]| cells.map(str::to_owned);
    assert_eq!(of("people", "all", "", "2026-01"), row(["50", "", "", ""]));
    assert_eq!(of("people", "all", "", "whole"), row(["65", "", "", ""]));
    // Three of no site in February; 15 less 12 would tell, so the 12 go too,
    // and then 32 less 20 would, so January goes: cheaper than the 32 and 33.
    for (id, period) in [("millside", "2026-01"), ("millside", "2026-02"), ("", "2026-01")] {
        assert_eq!(of("people", "site", id, period), row(["", "", "", "withheld"]), "{id} {period}");
    }
    assert_eq!(of("people", "site", "millside", "whole"), row(["32", "", "", ""]));
    assert_eq!(of("people", "site", "", "2026-02"), row(["", "", "", "few"]));
    // Within 7 days: 14 of January, 9 of February. Of the 13 heard in February four
    // waited longer, so its 9 are kept back, and January's 14 or 23 less 14 would tell.
    assert_eq!(of("within", "all", "", "2026-01"), row(["", "", "50", "withheld"]));
    assert_eq!(of("within", "all", "", "whole")[1..], row(["", "23", "65", ""])[1..]);
    // The waits of January: 1 to 19 and 1 to 29 days. Of 48, at place 23.5: 12.5 days between 12 and 13,
    // in whole days, since readers are not told that it was 48.
    assert_eq!(of("days-median", "all", "", "2026-01"), row(["13", "", "", ""]));
    // Two were not heard in January: fewer than five of fifty.
    assert_eq!(of("reached-1", "all", "", "2026-01"), row(["", "", "50", "withheld"]));
    // At 2, 4, 6 … heard: 9 of 19 and 14 of 29.
    assert_eq!(of("reached-2", "all", "", "2026-01"), row(["46", "23", "50", ""]));
    // At 4, 8, 12 …: 4 and 7 in January, of the 23. February has 2, so January
    // is kept back and the whole time shown: 13 of 29.
    assert_eq!(of("step-3", "all", "", "2026-01"), row(["", "", "23", "withheld"]));
    let [value, part, all, _] = of("step-3", "all", "", "whole");
    assert_eq!((part.as_str(), all.as_str()), ("13", "29"));
    assert!((value.parse::<f64>().expect("a share") - 100.0 * 13.0 / 29.0).abs() < 1e-9, "{value}");
    assert!(!measures.keys().any(|key| key[0] == "long-term-support"), "nothing stands beside it");
}

#[test]
fn those_see_it_who_may() {
    let pack = pack("");
    for (audience, seen) in [("internal", true), ("assessor", true), ("public", false)] {
        let site = pack.build(&["--audience", audience]);
        let files = ["conversations.html", "data/conversation-measures.csv"];
        assert_eq!(files.map(|file| site.contains_key(file)), [seen; 2], "{audience}");
        let open = String::from_utf8_lossy(&site["data/pack.json"]).into_owned();
        assert_eq!(open.contains("\"conversations\":{\"by\""), seen, "{audience}");
        assert!(!site.contains_key(LOG), "its rows go nowhere");
    }
}

#[test]
fn the_page_says_what_each_measure_is_and_what_is_not_counted() {
    let pack = Pack::small().file(LOG, format!("{}\nc-900,2026-01-09,,,2026-01-02,1,,,,,,,,", log())).edit(
        "data/pack.yaml",
        "title:",
        "conversations: {within: 10 days}\ntitle:",
    );
    let run = pack.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = String::from_utf8_lossy(&pack.tree("public")["conversations.html"]).into_owned();
    for words in [
        "1 row of the log cannot be read or contradicts itself, and is not counted.",
        "within 10 days of their first contact",
        "<dt>Heard within 10 days</dt>",
        // 61 of 65 were heard: that is kept back, and so no number stands in the title.
        "How many people reached each conversation",
        // 9 and 14 in January, 5 and 1 in February.
        "<td>29</td>",
        "1 January 2026 to 28 February 2026",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn long_term_support_stands_beside_who_came_back_and_what_people_say() {
    let metric = "title: Support\nstatements: [learning]\ncategory: processes\nunit: percent\nbetter: neither\n\
        source: {name: Log}\nfrom: {conversations: data/conversations.csv, measure: long-term-support}\n";
    let pack = pack(", experience: metric:days-to-contact").file("data/metrics/support.yaml", metric);
    let site = pack.build(&[]);
    for page in ["conversations.html", "metrics/support.html", "statements/learning.html"] {
        let html = String::from_utf8_lossy(&site[page]).into_owned();
        for id in ["figure-log-again", "figure-days-to-contact"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} on {page}");
        }
    }
    let internal = pack.edit("data/metrics/days-to-contact.yaml", "audience: public", "audience: internal");
    let run = internal.run(&["build"]);
    assert!(run.stderr.contains("not everybody who may see the conversation log (`assessor`) may see it"));
}

/// Every count that any file of any edition gives, and every sum that a reader
/// knows: sites make everybody, months the whole time. What one subtraction
/// gives is known too, until nothing more comes of it.
#[test]
fn subtraction_across_files_and_editions_finds_nothing_small() {
    let metric = |id: &str, among: &str| {
        let text = format!(
            "title: {id}\nstatements: [learning]\ncategory: processes\nunit: count\nbetter: neither\naudience: assessor\n\
             source: {{name: Log}}\nfrom: {{conversations: data/conversations.csv, measure: people{among}}}\n"
        );
        (format!("data/metrics/{id}.yaml"), text)
    };
    let pack = [metric("everybody", ""), metric("at-millside", ", site: millside")]
        .into_iter()
        .fold(pack(""), |pack, (path, text)| pack.file(&path, text));
    let mut known: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut learn = |who: &str, period: &str, value: &str| {
        if let Ok(value) = value.parse() {
            known.insert((who.to_owned(), period.to_owned()), value);
        }
    };
    for audience in ["internal", "assessor"] {
        let site = pack.build(&["--audience", audience]);
        for ([measure, place, id, period], [value, _, denominator, _]) in measures(&site) {
            let who = format!("{place}{id}");
            match measure.as_str() {
                "people" => learn(&who, &period, &value),
                "within" | "reached-1" | "carers" => learn(&who, &period, &denominator),
                _ => {}
            }
        }
        for (file, who) in [("everybody", "all"), ("at-millside", "sitemillside")] {
            let mut reader = csv::Reader::from_reader(&*site[&format!("data/metrics/{file}.csv")]);
            for row in reader.records().map(|row| row.expect("a row")) {
                learn(who, &row[0], &row[5]);
            }
        }
    }
    let whos = ["sitemillside", "site", "all"];
    let periods = ["2026-01", "2026-02", "whole"];
    let rows = periods.map(|period| whos.map(|who| (who.to_owned(), period.to_owned())));
    let columns = whos.map(|who| periods.map(|period| (who.to_owned(), period.to_owned())));
    for _ in 0..9 {
        for [one, other, total] in rows.iter().chain(&columns) {
            let [a, b, c] = [one, other, total].map(|cell| known.get(cell).copied());
            let learned = match (a, b, c) {
                (None, Some(b), Some(c)) => Some((one, c - b)),
                (Some(a), None, Some(c)) => Some((other, c - a)),
                (Some(a), Some(b), None) => Some((total, a + b)),
                _ => None,
            };
            if let Some((cell, value)) = learned {
                known.insert(cell.clone(), value);
            }
        }
    }
    assert_eq!(known.get(&("all".to_owned(), "2026-02".to_owned())), Some(&15.0), "totals are shown");
    let small: Vec<_> = known.iter().filter(|(_, value)| **value < 5.0).collect();
    assert!(small.is_empty(), "{small:?}");
}
