//! Registers: the filters and orders that each page holds for its script, and
//! what each row carries of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::html::{Page, broken_links, pages};
use crate::pack::{Pack, Tree, fixture};

const REGISTERS: [&str; 7] =
    ["stories", "feedback", "meetings", "actions", "metrics", "documents", "information-return"];

/// Two of everything, and of some things three; every register has rows that
/// differ in what they can be filtered by.
fn full() -> Pack {
    let story = "---\ntitle: Tea at four\ndate: 2026-05-01\nstatements: [assessing-needs]\nperson: none\nwhat_changed: Tea.\n\
        site: northend\nteam: first\ngroups: [deaf-people, LGBT+ elders]\naudience: public\n---\nWords.\n";
    let inside = "---\ntitle: Kept inside\ndate: 2026-05-02\nstatements: [safeguarding]\nperson: none\nwhat_changed: Tea.\n\
        site: nowhere-else\nteam: secret\ngroups: [people nobody may know of]\naudience: internal\n---\nWords.\n";
    let feedback = "---\ntitle: What staff said\ndate: 2026-04-01\nfrom: staff\nmethod: workshop\nchallenges: [governance]\n\
        consent: {status: given, scope: public, recorded: 2026-04-01, by: Lead}\naudience: public\n---\nWords.\n";
    let meeting = "---\nkind: huddle\ndate: 2026-05-06\naudience: public\nstatements: [governance]\nsite: northend\n\
        attendance: [{role: Innovators, count: 2}, {role: Director, senior: true}]\nheard: [story:tea-at-four]\nactions:\n\
        \x20 - {id: told-nobody, what: Tell the next shift, because: [story:tea-at-four], owner: Carers’ lead, due: 2026-05-20, status: done, done: 2026-05-27, result: They know, statements: [governance], audience: public}\n\
        \x20 - {id: not-after-all, what: \"Buy a \\\"van\\\"\", owner: Head of Finance, due: 2026-06-10, status: dropped, reason: The club has one, statements: [equity], audience: public}\n\
        ---\nNotes.\n";
    let point = |at: u32, value: u32| {
        format!("  - {{period: {}-{:02}, value: {value}}}\n", 2024 + at / 12, at % 12 + 1)
    };
    let better: String =
        (0..24).map(|at| point(at, if at < 12 { 20 + at % 2 } else { 2 + at % 2 })).collect();
    let steady: String = (0..24).map(|at| point(at, 20 + at % 2)).collect();
    let metric = |title: &str, more: &str, points: &str| {
        format!(
            "title: {title}\nstatements: [governance]\ncategory: processes\naudience: public\nunit: days\nbetter: lower\nsource: {{name: Ours}}\n{more}points:\n{points}"
        )
    };
    Pack::small()
        .edit("data/pack.yaml", "{id: millside, name: Millside, opened: 2025-09-01}", "{id: millside, name: Millside, opened: 2025-09-01}, {id: northend, name: North End, opened: 2025-09-02}, {id: nowhere-else, name: Nowhere Else, opened: 2025-09-02}")
        .edit("data/pack.yaml", "{id: hospital, name: Hospital team}", "{id: hospital, name: Hospital team}, {id: first, name: First team}, {id: secret, name: Secret team}")
        .file("content/stories/tea-at-four.md", story)
        .file("content/stories/kept-inside.md", inside)
        .file("content/feedback/what-staff-said.md", feedback)
        .file("content/meetings/2026-05-06-huddle.md", meeting)
        .file("data/metrics/days-to-mend.yaml", metric("Days to mend", "chart: spc\nsite: northend\n", &better))
        .file("data/metrics/days-to-paint.yaml", metric("Days to paint", "chart: spc\n", &steady))
        .edit("data/documents.yaml", "documents:\n", "documents:\n  - {id: old-plan, title: The old plan, date: 2020-01-10, owner: Head of Finance, statements: [equity], url: \"https://example.org/plan\", audience: public}\n")
        .edit("data/information-return.yaml", "items:\n", "items:\n  - {ref: IR10, title: What is planned, owner: Head of Finance, due: 2026-07-24, statements: [equity], status: open}\n")
}

/// The choices of each list of a page, in order: `word text`.
fn lists(html: &str) -> BTreeMap<String, Vec<String>> {
    let form = html
        .split("<form class=\"filters\"")
        .nth(1)
        .map_or("", |rest| rest.split("</form>").next().unwrap_or(""));
    let list = |part: &str| {
        let name = part.split('"').next().unwrap_or("").to_owned();
        let options = part.split("</select>").next().unwrap_or("").split("<option value=\"").skip(1);
        let option = |option: &str| {
            let (value, rest) = option.split_once('"').expect("a value");
            let text = rest.split_once('>').expect("a text").1.trim_end_matches("</option>");
            format!("{value} {text}")
        };
        (name, options.map(option).collect())
    };
    form.split("<select name=\"").skip(1).map(list).collect()
}

/// The rows of a page, in order: what each carries.
fn rows(page: &Page) -> Vec<BTreeMap<&str, &str>> {
    let marked = page.elements.iter().filter(|(_, attributes)| attributes.contains_key("data-row"));
    marked
        .map(|(_, attributes)| {
            let data = attributes
                .iter()
                .filter_map(|(name, value)| Some((name.strip_prefix("data-")?, value.as_str())));
            data.filter(|(name, _)| *name != "row").collect()
        })
        .collect()
}

fn html(site: &Tree, register: &str) -> String {
    String::from_utf8_lossy(&site[&format!("{register}/index.html")]).into_owned()
}

/// The filters and the first of the orders of a register, and its rows, as text.
fn told(site: &Tree, register: &str) -> String {
    let html = html(site, register);
    let lists = lists(&html);
    let mut said: Vec<String> =
        lists.iter().map(|(name, options)| format!("{name}: {}", options.join(" | "))).collect();
    for row in rows(&Page::read(html.as_bytes())) {
        let marks: Vec<String> = row.iter().map(|(name, value)| format!("{name}={value}")).collect();
        said.push(format!("- {}", marks.join("; ")));
    }
    said.join("\n")
}

#[test]
fn every_register_says_what_can_be_chosen_and_what_each_row_has_of_it() {
    let site = full().build(&[]);
    let told: Vec<String> = REGISTERS.iter().map(|one| format!("== {one}\n{}\n", told(&site, one))).collect();
    let path = fixture("registers.txt");
    if std::env::var_os("NINEFOLD_BLESS").is_some() {
        std::fs::write(&path, told.concat()).expect("the file is written");
    }
    let expected = std::fs::read_to_string(&path).expect("tests/fixtures/registers.txt");
    assert_eq!(told.concat(), expected);
    assert_eq!(broken_links(&site), Vec::<String>::new());
}

#[test]
fn each_choice_is_a_word_of_its_own_that_a_row_has_and_each_word_of_a_row_is_a_choice() {
    let mut filters = 0;
    for pack in [full(), crate::site::example()] {
        for audience in ["internal", "assessor", "public"] {
            let site = pack.build(&["--audience", audience]);
            for register in
                REGISTERS.into_iter().filter(|one| site.contains_key(&format!("{one}/index.html")))
            {
                let html = html(&site, register);
                let page = Page::read(html.as_bytes());
                let (lists, rows) = (lists(&html), rows(&page));
                for (name, options) in lists.iter().filter(|(name, _)| *name != "sort") {
                    let words: Vec<&str> =
                        options[1..].iter().map(|option| option.split(' ').next().expect("a word")).collect();
                    let each: BTreeSet<&str> = words.iter().copied().collect();
                    assert_eq!(each.len(), words.len(), "{register} {name}: twice the same word");
                    assert!(words.len() > 1, "{register} {name}: nothing to choose between");
                    let had: BTreeSet<&str> = rows
                        .iter()
                        .filter_map(|row| row.get(name.as_str()))
                        .flat_map(|value| value.split(' '))
                        .collect();
                    assert_eq!(had, each, "{audience} {register} {name}");
                    filters += 1;
                }
                let sorts: BTreeSet<&str> = rows
                    .iter()
                    .flat_map(|row| row.keys())
                    .filter_map(|name| name.strip_prefix("sort-"))
                    .collect();
                let listed: BTreeSet<&str> = lists
                    .get("sort")
                    .into_iter()
                    .flatten()
                    .map(|option| option.split(' ').next().expect("a word").trim_end_matches("-down"))
                    .filter(|word| !word.is_empty())
                    .collect();
                assert!(sorts.is_subset(&listed), "{register}: {sorts:?} {listed:?}");
            }
        }
    }
    assert!(filters > 60, "{filters} lists");
}

#[test]
fn what_is_withheld_gives_no_choice_and_no_mark() {
    let pack = full();
    let internal = pack.build(&[]);
    for word in ["nowhere-else", "secret", "people-nobody-may-know-of", "safeguarding"] {
        assert!(html(&internal, "stories").contains(&format!("<option value=\"{word}\">")), "{word}");
    }
    for audience in ["assessor", "public"] {
        let site = pack.build(&["--audience", audience]);
        for (path, bytes) in &site {
            let text = String::from_utf8_lossy(bytes);
            let form = text.split("<form class=\"filters\"").nth(1).unwrap_or("");
            for word in
                ["nowhere-else", "secret", "people-nobody-may-know-of", "\"safeguarding\"", "kept-inside"]
            {
                assert!(!form.contains(word), "{audience} {path}: {word}");
            }
        }
        assert!(html(&site, "stories").contains("<option value=\"northend\">"), "{audience}");
    }
}

#[test]
fn the_script_stands_on_registers_alone_and_only_where_there_is_something_to_choose() {
    let site = full().build(&[]);
    for (path, page) in pages(&site) {
        let scripts = page.links.iter().filter(|(element, _)| element == "script").count();
        let register = REGISTERS.iter().any(|one| path == format!("{one}/index.html"));
        if path == "search.html" {
            continue;
        }
        assert_eq!(scripts, usize::from(register), "{path}");
        // The search in the head of every page works without one.
        let filters = |form: &BTreeMap<String, String>| form.contains_key("data-things");
        let forms = page.elements.iter().filter(|(name, form)| name == "form" && filters(form));
        let forms: Vec<_> = forms.collect();
        assert_eq!(forms.len(), scripts, "{path}");
        assert!(
            forms.iter().all(|(_, form)| form.contains_key("hidden")),
            "{path}: nothing works without the script"
        );
    }
    assert!(!site.contains_key("assets/filters.css"));
    // One document: nothing to choose between, nothing to sort.
    let small = Pack::small().build(&[]);
    let text = html(&small, "documents");
    assert!(
        !text.contains("class=\"filters\"") && !text.contains("<script") && !text.contains("data-row"),
        "{text}"
    );
    assert!(small.contains_key("documents/index.html"));
}

#[test]
fn a_register_of_any_framework_is_filtered_by_what_it_has() {
    let story = "---\ntitle: The ferry\ndate: 2026-02-05\nperson: none\nstatements: [warm-welcome]\nwhat_changed: It came.\ngroups: [Островитяне, islanders]\n---\nWords.\n";
    let pack = Pack::copy_of(&fixture("tiny-framework")).file("content/stories/the-ferry.md", story);
    let lists = lists(&html(&pack.build(&[]), "stories"));
    // One statement is no choice; a community is a word in any script.
    assert_eq!(lists.keys().collect::<Vec<_>>(), ["community", "sort"]);
    assert_eq!(lists["community"], [" Every community", "islanders Islanders", "островитяне Островитяне"]);
}
