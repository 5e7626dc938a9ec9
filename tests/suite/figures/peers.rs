//! Peers from the settings to every page and file: who is drawn, who stands
//! only in the table, and who is not there.

use std::fs;

use serde_json::{Value, json};

use super::{csv, html, metric, open, row, words};
use crate::pack::{Pack, Tree};

/// Smallbrook is E10000901, and stands in the list of its own peers.
const SETTINGS: &str = "area: E10000901
peers:
  name: Councils like ours
  areas:
    - {name: Otherham, code: E10000902}
    - {name: Smallbrook Council, code: E10000901}
    - {name: Café Vale, code: E10000903}
";

/// Testshire is nobody's peer.
const FILE: &str = "Period,ONS Code,Value,Numerator,Denominator
2023-24,E10000901,55,55,100
2023-24,E10000902,80,160,200
2023-24,E92000001,49,4900,10000
2024-25,E10000901,60,60,100
2024-25,E10000902,90,180,200
2024-25,E10000903,40,160,400
2024-25,E92000001,50,5000,10000
2024-25,E10000904,70,70,100
";

fn pack(chart: &str, settings: &str) -> Pack {
    let more = format!(
        "chart: {chart}\nunit: percent\nbetter: higher\n\
         from: {{csv: data/published/heard.csv, numerator: Numerator, denominator: Denominator}}\n\
         comparators: [{{name: England, area: E92000001}}, {{peers: true}}]\n"
    );
    let pack = Pack::small();
    let written = fs::read_to_string(pack.root().join("data/pack.yaml")).expect("settings");
    pack.file("data/pack.yaml", written + settings)
        .file("data/published/heard.csv", FILE)
        .file("data/metrics/heard.yaml", metric(&more))
}

fn site(chart: &str) -> Tree {
    pack(chart, SETTINGS).build(&[])
}

/// What the chart draws and says, without what stands around it.
fn drawing(page: &str) -> &str {
    let from = page.find("<div class=\"figure-chart\">").expect("a chart");
    let rest = &page[from..];
    &rest[..rest.find("</svg>").expect("an end")]
}

/// Wilson's interval of 180 of 200: (360 + 3.841458821 ± 1.959963985 √(3.841458821
/// + 4 × 180 × 0.1)) / (2 × 203.841458821), which is (363.841459 ± 17.068739) / 407.682918.
const OTHERHAM: [f64; 2] = [0.850_594_19, 0.934_329_55];

#[test]
fn a_benchmark_draws_peers_with_their_intervals() {
    let site = site("benchmark");
    let (page, text) = (html(&site), words(&site));
    for name in ["England", "Otherham", "Café Vale", "Smallbrook Council"] {
        assert!(drawing(&page).contains(name), "{name}: {page}");
    }
    // 160 of 400: (323.841458821 ± 1.959963985 √(3.841458821 + 384)) / 807.682917642.
    let description = "Otherham 90.0%, interval 85.1 to 93.4 per cent; Smallbrook Council 60.0%, interval 50.2 to 69.1 per cent; England 50.0%, interval 49.0 to 51.0 per cent; Café Vale 40.0%, interval 35.3 to 44.9 per cent.";
    assert!(text.contains(description), "{text}");
    assert_eq!(row(&page, "Otherham"), ["90.0%", "180", "200", "85.1 to 93.4", "worse"]);
    assert_eq!(row(&page, "Café Vale"), ["40.0%", "160", "400", "35.3 to 44.9", "better"]);
}

#[test]
fn a_funnel_places_peers_among_the_limits() {
    let site = site("funnel");
    let (page, text) = (html(&site), words(&site));
    // Around England's 0.5, of 400: 0.5 ± 3.09 × 0.025 begins at 0.42275, and 0.4 lies below.
    assert!(
        text.contains("Outside the limits: Otherham above the 99.8 per cent limits; Café Vale below the 99.8 per cent limits."),
        "{text}"
    );
    assert!(drawing(&page).contains("ch-funnel"), "{page}");
    assert_eq!(row(&page, "Café Vale").pop().as_deref(), Some("below the 99.8 per cent limits"));
    assert_eq!(row(&page, "Otherham")[3], "85.1 to 93.4");
}

#[test]
fn a_line_over_time_leaves_peers_to_the_table() {
    let site = site("trend");
    let (page, text) = (html(&site), words(&site));
    assert!(drawing(&page).contains("England"), "{page}");
    let (drawn, words_of_it) =
        drawing(&page).split_once("</desc>").map_or(("", ""), |(said, drawn)| (drawn, said));
    for name in ["Otherham", "Café Vale"] {
        assert!(!drawn.is_empty() && !drawn.contains(name), "{name} is drawn: {drawn}");
        assert!(!words_of_it.contains(&format!("{name} from")), "{words_of_it}");
        assert!(page.contains(&format!("<th scope=\"col\">{name}</th>")), "{name} is in the table: {page}");
    }
    assert!(text.contains("2 peers are in the table and not in the chart."), "{text}");
}

#[test]
fn csv_and_open_data_have_peers_and_not_the_authority_among_them() {
    for chart in ["benchmark", "funnel", "trend"] {
        let site = site(chart);
        let comparators = open(&site)["comparators"].take();
        let who: Vec<Value> = comparators
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| json!([one["name"], one["peer"]]))
            .collect();
        assert_eq!(who, [json!(["England", false]), json!(["Otherham", true]), json!(["Café Vale", true])]);
        let point = &comparators[1]["points"][1];
        for (end, expected) in [("lower", OTHERHAM[0]), ("upper", OTHERHAM[1])] {
            let found = point[end].as_f64().expect("an interval");
            assert!((found - 100.0 * expected).abs() < 1e-5, "{end} {found}");
        }
        let rows = csv(&site);
        let of = |name: &str| rows.iter().filter(|row| row["who"] == name).count();
        assert_eq!(
            (of("Smallbrook Council"), of("England"), of("Otherham"), of("Café Vale"), rows.len()),
            (2, 2, 2, 1, 7),
            "{rows:?}"
        );
        let row = rows.iter().find(|row| row["who"] == "Otherham" && row["period"] == "2024-25");
        let row = row.expect("a row of Otherham");
        assert_eq!(row["lower"].parse().ok(), point["lower"].as_f64());
        assert!(!words(&site).contains("Testshire") && !html(&site).contains("E10000904"), "nobody's peer");
    }
}

#[test]
fn without_a_list_of_peers_there_is_a_finding() {
    let run = pack("benchmark", "area: E10000901\n").run(&["check"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("error[missing-field]: the pack does not say who its peers are"), "{said}");
    assert!(said.contains("list them in `data/pack.yaml`"), "{said}");
}
