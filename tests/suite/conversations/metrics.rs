//! Metrics that are worked out from the log: what they may ask.

use super::{LOG, pack, rows};
use crate::pack::Pack;

/// A metric of the log in the small pack.
fn metric(fields: &str) -> Pack {
    let text = format!(
        "title: Reached\nstatements: [assessing-needs]\ncategory: processes\nbetter: neither\nsource: {{name: Log}}\n{fields}"
    );
    pack(rows(&["c-1,2026-01-05,,,,,,,,,,,,"])).file("data/metrics/reached.yaml", text)
}

/// The errors of a build, by code and message.
#[track_caller]
fn errors(pack: &Pack) -> Vec<String> {
    let run = pack.run(&["build", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("a report");
    let findings = report["findings"].as_array().expect("findings").iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    errors
        .map(|finding| {
            format!("{}: {} | {}", text(&finding["code"]), text(&finding["message"]), text(&finding["help"]))
        })
        .collect()
}

/// The same, without what is said of a chart for which the log has nothing.
#[track_caller]
fn asked(pack: &Pack) -> Vec<String> {
    errors(pack).into_iter().filter(|error| !error.starts_with("impossible-figure: the chart")).collect()
}

#[test]
fn a_metric_asks_the_log() {
    let good = [
        "unit: percent\nfrom: {conversations: data/conversations.csv, measure: reached-2, site: millside}\n",
        "unit: days\nfrom: {conversations: data/conversations.csv, measure: days-median, team: hospital}\n",
        "unit: count\nfrom: [{conversations: data/conversations.csv, measure: people}]\n",
    ];
    for fields in good {
        assert_eq!(asked(&metric(fields)), Vec::<String>::new(), "{fields}");
    }
}

#[test]
fn what_a_metric_cannot_ask_of_the_log() {
    let from = |rest: &str| format!("from: {{conversations: data/conversations.csv, {rest}}}\n");
    let cases = [
        (
            "unit: percent\n",
            from("measure: reach-2"),
            "unknown-value: `measure` cannot be `reach-2` | did you mean `reached-2`?",
        ),
        (
            "unit: percent\n",
            from("measure: reached-4"),
            "unknown-value: `measure` cannot be `reached-4` | write `people`, ",
        ),
        ("unit: percent\n", from("site: millside"), "missing-field: `from` needs the field `measure` | "),
        (
            "unit: percent\n",
            from("measure: within, site: milside"),
            "unknown-reference: there is no innovation site `milside` | did you mean `millside`?",
        ),
        (
            "unit: percent\n",
            from("measure: within, team: acute"),
            "unknown-reference: there is no team `acute` | ",
        ),
        (
            "unit: percent\n",
            from("measure: within, site: millside, team: hospital"),
            "contradicting-fields: figures are of a site or of a team, not of both | ",
        ),
        (
            "unit: percent\n",
            from("measure: days-90th"),
            "contradicting-fields: the measure `days-90th` is not of the unit `percent` | write `unit: days`",
        ),
        (
            "unit: days\n",
            from("measure: carers"),
            "contradicting-fields: the measure `carers` is not of the unit `days` | write `unit: percent`",
        ),
        (
            "unit: percent\ncounts: things\n",
            from("measure: within"),
            "contradicting-fields: the conversation log counts people | ",
        ),
        (
            "unit: percent\npoints: [{period: 2026-01, value: 3}]\n",
            from("measure: within"),
            "contradicting-fields: the figures are written under `points` or read by `from`, not both | ",
        ),
        (
            "unit: percent\n",
            "from: {conversations: data/log.csv, measure: within}\n".into(),
            "unknown-value: the conversation log is not `data/log.csv` | a pack has one log: `data/conversations.csv`",
        ),
        (
            "unit: percent\n",
            from("measure: long-term-support"),
            "missing-field: long-term support is shown only beside people's experience, and the settings name no metric of it | less support is good only where",
        ),
    ];
    for (unit, from, expected) in cases {
        let errors = errors(&metric(&format!("{unit}{from}")));
        assert!(errors.len() == 1 && errors[0].starts_with(expected), "{from}{errors:#?}");
    }
    let wider = metric(
        "unit: percent\naudience: assessor\nfrom: {conversations: data/conversations.csv, measure: within}\n",
    );
    let expected = "contradicting-fields: this metric is for the audience `assessor`, and the conversation log goes no further than `internal` | ";
    assert!(errors(&wider)[0].starts_with(expected), "{:#?}", errors(&wider));
    let official = metric("unit: percent\nfrom: {conversations: data/conversations.csv, measure: within}\n")
        .edit("data/metrics/reached.yaml", "{name: Log}", "{name: Log, status: official}");
    assert!(errors(&official)[0].contains("the authority's own, and not official statistics"));
}

#[test]
fn a_metric_without_a_log_and_one_whose_log_is_refused() {
    let fields = "unit: percent\nfrom: {conversations: data/conversations.csv, measure: within}\n";
    let without = errors(&metric(fields).without(LOG));
    assert_eq!(without.len(), 1, "{without:#?}");
    assert!(
        without[0].starts_with("unknown-reference: there is no conversation log `data/conversations.csv` | ")
    );
    let refused = errors(&metric(fields).file(LOG, "id,first_contact,surname\n"));
    assert_eq!(refused.len(), 1, "{refused:#?}");
    assert!(refused[0].starts_with("personal-data: "));
}

#[test]
fn the_metric_of_experience_has_to_be_there() {
    let with = |experience: &str| {
        let fields =
            "unit: percent\nfrom: {conversations: data/conversations.csv, measure: long-term-support}\n";
        let settings =
            std::fs::read_to_string(crate::pack::fixture("small").join("data/pack.yaml")).expect("settings");
        metric(fields)
            .file("data/pack.yaml", format!("{settings}conversations: {{experience: {experience}}}\n"))
    };
    assert_eq!(asked(&with("metric:days-to-contact")), Vec::<String>::new());
    let unknown = errors(&with("metric:days-to-contct"));
    assert_eq!(unknown.len(), 1, "{unknown:#?}");
    assert!(
        unknown[0].starts_with("unknown-reference: ") && unknown[0].contains("did you mean"),
        "{unknown:#?}"
    );
}
