//! Pages, `status`, the open data and the csv files of the example pack say
//! the same: they are drawn from one assessment.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::example;

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

fn words(state: &Value) -> String {
    state.as_str().expect("a state").replace('-', " ")
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[test]
fn pages_status_json_and_csv_say_the_same_of_the_example() {
    let pack = example();
    let site = pack.build(&[]);
    let page = |path: &str| String::from_utf8_lossy(&site[path]).replace("&#39;", "'");
    let open: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
    let mut wrong = Vec::new();
    let mut same = |what: String, found: String, expected: String| {
        if found != expected {
            wrong.push(format!("{what}: found {found}, expected {expected}"));
        }
    };

    // The matrix page: each cell's state, items and sources.
    let matrix = page("matrix.html");
    let csv = page("data/evidence.csv");
    let mut counted_in_csv: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').take(3).collect();
        if line.contains(",supports,") && line.contains(",yes,") {
            *counted_in_csv.entry((cells[0].to_owned(), cells[1].to_owned())).or_default() += 1;
        }
    }
    for (statement, said) in open["statements"].as_object().expect("statements") {
        for (category, cell) in said["coverage"].as_object().expect("cells") {
            let link = format!("statements/{statement}.html#evidence-{category}\" aria-label=\"");
            let label = between(&matrix, &link, "\"").next().unwrap_or("nothing");
            let sources = cell["items"].as_array().expect("items").len();
            let again = cell["not_counted"].as_array().expect("a list");
            let items = sources + again.iter().filter(|one| one["why"] == "duplicate-source").count();
            let mut expected = format!(": {}, {}", words(&cell["state"]), counted(items, "item"));
            if sources > 0 {
                expected = format!("{expected}, {}", counted(sources, "source"));
            }
            let ending = label.rfind(':').map_or("nothing", |at| &label[at..]);
            same(format!("matrix, {statement}, {category}"), ending.to_owned(), expected);
            let in_csv = counted_in_csv.remove(&(statement.clone(), category.clone())).unwrap_or(0);
            same(format!("csv, {statement}, {category}"), in_csv.to_string(), sources.to_string());
        }
    }

    // The register of actions: each action's state; the page of loops: how many.
    let register = page("actions/index.html");
    for (action, said) in open["actions"].as_object().expect("actions") {
        let row = between(&register, "<tr data-row data-state=\"", "</tr>")
            .find(|row| row.contains(&format!("href=\"{action}.html\"")));
        let state = row.and_then(|row| row.split('"').next()).unwrap_or("no row");
        same(
            format!("register, {action}"),
            state.to_owned(),
            said["loop"].as_str().expect("a state").to_owned(),
        );
    }
    let loops = page("loops.html");
    for (state, count) in open["loops"]["states"].as_object().expect("states") {
        let found =
            between(&loops, "<li", "</li>").find(|item| item.contains(&format!("class=\"state {state}\"")));
        let number = found.and_then(|item| between(item, "<strong>", "<").next()).unwrap_or("0");
        same(format!("loops that are {state}"), number.trim().to_owned(), count.to_string());
    }

    // The terminal: the same object.
    let status = pack.run(&["status", "--format", "json"]);
    let status: Value = serde_json::from_str(&status.stdout).expect("one JSON object");
    same("status".to_owned(), status.to_string(), open["readiness"].to_string());

    // `check` reports what the readiness lists, but for what is not begun.
    let check = pack.run(&["check", "--format", "json"]);
    let check: Value = serde_json::from_str(&check.stdout).expect("one JSON object");
    let mut reported: Vec<String> = check["findings"]
        .as_array()
        .expect("findings")
        .iter()
        // Notes are of the texts and not of the evidence.
        .filter(|finding| finding["severity"] != "note")
        .map(|one| one["message"].to_string())
        .collect();
    let listed =
        open["readiness"]["next"].as_array().expect("a list").iter().filter(|one| !one["code"].is_null());
    let mut listed: Vec<String> = listed.map(|one| one["message"].to_string()).collect();
    reported.sort();
    listed.sort();
    same("check".to_owned(), reported.join("\n"), listed.join("\n"));

    // The readiness page: each row's counts, as many times as there are cells of a state.
    let readiness = page("readiness.html");
    for row in open["readiness"]["rows"].as_array().expect("rows") {
        let id = row["statement"].as_str().expect("an id");
        let link = format!("rowspan=\"2\"><a href=\"statements/{id}.html\"");
        let shown = between(&readiness, &link, "</tr>").next().unwrap_or("");
        for (state, count) in
            row["coverage"].as_object().expect("counts").iter().filter(|(_, count)| **count != 0)
        {
            let found = shown.contains(&format!(">{count} <span class=\"state {state}\">"));
            same(format!("readiness, {id}, {count} {state}"), found.to_string(), true.to_string());
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
