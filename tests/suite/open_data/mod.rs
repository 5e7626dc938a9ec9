//! `data/pack.json` and the csv files beside it: every edition of every pack
//! has the shape that the schema says, and says the same in both.

mod evidence;
mod figures;
mod refused;
mod relations;
mod shape;
mod walk;

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::pack::{Pack, fixture};
use crate::site::example;

/// What the open data of one edition of a pack say.
struct Edition {
    /// The pack and the audience.
    name: String,
    pack: Value,
    schema: Value,
    /// The rows of `data/evidence.csv`, each with its columns' names.
    evidence: Vec<evidence::Row>,
}

impl Edition {
    #[track_caller]
    fn of(pack: &Pack, name: &str, audience: &str) -> Self {
        let site = pack.build(&["--audience", audience, "--as-of", "2026-06-30", "--allow", "small-numbers"]);
        let json = |path: &str| serde_json::from_slice(&site[path]).expect("it is JSON");
        Self {
            name: format!("{name}, {audience}"),
            pack: json("data/pack.json"),
            schema: json("data/pack.schema.json"),
            evidence: evidence::rows(&site["data/evidence.csv"]),
        }
    }

    /// What the schema has against a file.
    fn faults(&self) -> Vec<String> {
        let validator = validator(&self.schema);
        let faults = validator.iter_errors(&self.pack);
        faults.map(|fault| format!("{}: {}: {fault}", self.name, fault.instance_path())).collect()
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("the schema is one")
}

/// A new pack, as `init` makes it.
fn begun() -> Pack {
    let pack = Pack::empty();
    let run = pack.run(&["init"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    pack
}

/// Scores that come to 14 of 36, which lies between two bands.
const SCORES: [(&str, u8); 8] = [
    ("healthier-lives", 2),
    ("equity", 2),
    ("care-provision", 2),
    ("partnerships", 2),
    ("safe-systems", 1),
    ("safeguarding", 1),
    ("governance", 1),
    ("learning", 1),
];

const LEVEL: &str = "title: A level line\nstatements: [learning]\ncategory: processes\nsite: old-mill\nunit: count\n\
    better: neither\nstatus: approved\nmarking: OFFICIAL\naudience: public\nsource: {name: A survey, status: in-development}\n\
    points: [{period: 2026-01, value: 5}, {period: 2026-02, value: 5.25}, {period: 2026-03, value: 5}]\n";

/// Fourteen months, of which the last seven lie on the other side of the mean, on a control chart.
fn control(better: &str, target: u32, first: u32, last: u32) -> String {
    let month = |at: u32| {
        let level = if at <= 7 { first } else { last };
        format!(
            "{{period: {}-{:02}, value: {}}}",
            2025 + (at - 1) / 12,
            (at - 1) % 12 + 1,
            level + at % 2 * 2
        )
    };
    let points: Vec<String> = (1..=14).map(month).collect();
    format!(
        "title: A control chart\nstatements: [learning]\ncategory: processes\nunit: count\nbetter: {better}\nchart: spc\n\
         target: {target}\nsource: {{name: A system}}\npoints: [{}]\n",
        points.join(", ")
    )
}

/// Figures that lie further from others' than chance explains, where neither
/// way is better; with every field that is left.
const APART: &str = "\
title: Apart
statements: [learning]
category: processes
unit: percent
better: neither
survey: true
counts: things
source: {name: Our survey}
points: [{period: 2024-25, value: 50, margin: 3}, {period: 2025-26, value: 60, margin: 3}]
comparators: [{name: Low, points: [{period: 2025-26, value: 20}]}, {name: High, points: [{period: 2025-26, value: 80}]}]
revisions: [{on: 2026-05-01, what: Weighted anew}]
";

/// What occurs in none of the other packs.
fn rest() -> Pack {
    let mut pack = Pack::small()
        .file("data/metrics/more-is-better.yaml", control("higher", 2, 10, 20))
        .file("data/metrics/less-is-better.yaml", control("lower", 16, 10, 20))
        .file("data/metrics/less-than-before.yaml", control("higher", 90, 20, 10))
        .file("data/metrics/more.yaml", control("neither", 16, 10, 20))
        .file("data/metrics/less.yaml", control("neither", 16, 20, 10))
        .file("data/metrics/level.yaml", LEVEL)
        .file("data/metrics/apart.yaml", APART)
        .edit("data/information-return.yaml", "status: answered", "status: in-progress")
        .edit(
            "data/pack.yaml",
            "sites: [",
            "sites: [{id: old-mill, name: Old mill, opened: 2026-02-01, closed: 2026-05-31}, {id: new-mill, name: New mill, opened: 2026-09-01}, ",
        );
    for (statement, score) in SCORES {
        let judgement = format!(
            "---\nstatement: {statement}\nscore: {score}\nbecause: We say so.\nowner: Head\nreviewed: 2026-06-01\n---\n"
        );
        pack = pack.file(&format!("content/judgements/{statement}.md"), judgement);
    }
    pack
}

/// A log by weeks: eight people in one week and three in the next, as the
/// packs of the settings read it.
fn logged(settings: &str) -> Pack {
    let row = |at: usize| format!("c-{at},2026-03-{:02},millside,,,,,,,,,,,\n", if at < 8 { 3 } else { 10 });
    let header = "id,first_contact,site,team,first_conversation,conversation,conversation_2_ended,long_term_support,connected,followed_up,new_person,seen_before,carer,group\n";
    let rows: String = (0..11).map(row).collect();
    Pack::small().file("data/conversations.csv", format!("{header}{rows}")).edit(
        "data/pack.yaml",
        "title:",
        &format!("{settings}\ntitle:"),
    )
}

/// Every edition of every pack, built once.
static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let packs = [
        ("the example", example()),
        ("small", Pack::small()),
        ("judged", Pack::copy_of(&fixture("judged"))),
        ("tiny-framework", Pack::copy_of(&fixture("tiny-framework"))),
        ("published-figures", Pack::copy_of(&fixture("published-figures"))),
        ("hard", Pack::copy_of(&fixture("hard"))),
        ("begun", begun()),
        ("rest", rest()),
        ("a log by weeks", logged("conversations: {by: week, audience: public}")),
        ("a log of which all is shown", logged("small_numbers: {suppress_below: 0}")),
    ];
    let audiences = ["internal", "assessor", "public"];
    let editions = packs.iter().flat_map(|(name, pack)| audiences.map(|to| Edition::of(pack, name, to)));
    editions.collect()
});

#[track_caller]
fn edition(name: &str) -> &'static Edition {
    EDITIONS.iter().find(|edition| edition.name == name).expect("an edition of that name")
}

/// The members of a list, or none.
fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The fields of an object, or none.
fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}
