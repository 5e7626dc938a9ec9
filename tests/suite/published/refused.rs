//! What is said where a file does not hold what a metric asks for. The corpus
//! in `tests/broken` has one case for each; here is what needs more than that.

use serde_json::Value;

use super::{metric, pack, reading};

const OFLOG: &str = "Financial year,Local authority code,Local authority name,Measure,Code,Value\n";

/// Code, path, line, message and help of each finding.
fn findings(said: &str) -> Vec<(String, String, Option<u64>, String, String)> {
    let report: Value = serde_json::from_str(said).expect("JSON");
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let found = report["findings"].as_array().expect("findings").iter();
    found
        .map(|one| {
            (
                text(one, "code"),
                text(one, "path"),
                one["line"].as_u64(),
                text(one, "message"),
                text(one, "help"),
            )
        })
        .collect()
}

#[test]
fn a_figure_that_cannot_be_has_its_file_and_line_in_every_format() {
    let rows = format!(
        "{OFLOG}2015-16,E10000901,Testshire,M,ASC3,50\r\n\r\n2016-17,E10000901,Testshire,M,ASC3,104\n"
    );
    let from = "from: {csv: data/published/oflog.csv, code: ASC3, handbook: Oflog}";
    let pack = reading("data/published/oflog.csv", rows, "percent", from);
    let help = "the metric `read` reads this row for 2016-17: is its `unit` the file's, and is it the row that is meant?";
    let json = pack.run(&["build", "--format", "json"]).stdout;
    assert_eq!(
        findings(&json),
        [(
            "impossible-figure".into(),
            "data/published/oflog.csv".into(),
            Some(4),
            "104 per cent is not between 0 and 100".into(),
            help.into()
        )]
    );
    let text = pack.run(&["build"]).stderr;
    assert!(text.contains("--> data/published/oflog.csv:4\n"), "{text}");
    let github = pack.run(&["build", "--format", "github"]).stdout;
    assert!(github.contains("file=data/published/oflog.csv,line=4,"), "{github}");
    let sarif: Value = serde_json::from_str(&pack.run(&["build", "--format", "sarif"]).stdout).expect("JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
        (&"data/published/oflog.csv".into(), &4.into())
    );
}

#[test]
fn figures_that_are_read_go_through_the_checks_of_those_that_are_written() {
    let table = "period,value,numerator,denominator\n\
                 2026-01,50.0,10,20\n\
                 2026-02,50.0,30,20\n\
                 2026-03,51.0,10,20\n\
                 2026-04,-1,,\n\
                 2026-05,[c],3,20\n\
                 2026-Q3,50.0,,\n\
                 2026-01,49.0,,\n\
                 then,49.0,,\n\
                 2026-08,many,,\n";
    let from = "from: {csv: data/t.csv, numerator: numerator, denominator: denominator}";
    let run = reading("data/t.csv", table, "percent", from).run(&["build", "--format", "json"]);
    let found: Vec<(String, Option<u64>, String)> =
        findings(&run.stdout).into_iter().map(|(code, _, line, message, _)| (code, line, message)).collect();
    let said = |code: &str, line, message: &str| (code.to_owned(), Some(line), message.to_owned());
    assert_eq!(
        found,
        [
            said("impossible-figure", 3, "the numerator 30 is larger than the denominator 20"),
            said("figure-disagrees", 4, "the value is 51, and numerator and denominator give 50.0"),
            said("impossible-figure", 5, "-1 per cent is not between 0 and 100"),
            said(
                "contradicting-fields",
                6,
                "a figure that is suppressed would be given away by its numerator or denominator"
            ),
            said(
                "mixed-periods",
                7,
                "the figures begin with months and this one is for July to September 2026"
            ),
            said("duplicate-period", 8, "the rows in lines 2 and 8 are both for January 2026"),
            said("invalid-period", 9, "`then` is not a period"),
            said("invalid-number", 10, "`many` is neither a number nor a marker that is known"),
        ]
    );
}

#[test]
fn two_files_with_one_period_are_named_with_their_lines() {
    let both = |more: &str| {
        format!(
            "from:\n  - {{csv: data/published/ascof-2020-21.csv, code: 1E, period: 2020-21, handbook: A}}\n  \
             - {{csv: data/published/ascof-2022-23.csv, code: 1E, period: {more}, handbook: A}}"
        )
    };
    let run = pack()
        .file("data/metrics/twice.yaml", metric("percent", &both("2020-21")))
        .run(&["build", "--format", "json"]);
    assert_eq!(
        findings(&run.stdout),
        [(
            "duplicate-period".into(),
            "data/published/ascof-2022-23.csv".into(),
            Some(2),
            "there are two figures for 2020-21".into(),
            "the other is in line 9 of `data/published/ascof-2020-21.csv`: read the period from one of them"
                .into()
        )]
    );
    // The same handbook throughout: nothing breaks.
    let site = pack().file("data/metrics/twice.yaml", metric("percent", &both("2022-23"))).build(&[]);
    let open: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
    assert_eq!(open["metrics"]["twice"]["breaks"], serde_json::json!([]));
    assert_eq!(open["metrics"]["twice"]["points"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_comparator_without_its_own_file_may_be_in_some_of_the_metrics() {
    // Café Vale is in one of the three files, and nobody in none.
    let nobody = pack().edit("data/metrics/over-the-years.yaml", "area: E12000909", "area: E12000999");
    let run = nobody.run(&["build", "--format", "json"]);
    let found = findings(&run.stdout);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].3, "the file has no figures of Nowhere region (`E12000999`) for the code `1E`");
    assert_eq!(found[0].4, "it has `E08000902`, `E10000901`, `E12000909` (Nowhere region), `E92000001`");
}

#[test]
fn a_comparators_file_never_gives_it_the_authoritys_own_figures() {
    let from = "from: {csv: data/published/oflog.csv, code: ASC7, handbook: Oflog}\n\
                comparators: [{name: Café Vale, from: {csv: data/published/oflog.csv, code: ASC7, handbook: Oflog}}]";
    let run =
        pack().file("data/metrics/whose.yaml", metric("percent", from)).run(&["build", "--format", "json"]);
    let found = findings(&run.stdout);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].0.as_str(), found[0].3.as_str()),
        ("missing-field", "it is not said whose figures of the file are meant")
    );
}
