//! The commands from outside: what they print, what they write, how they end.

use crate::pack::{Pack, Run};

fn run(pack: &Pack, args: &[&str]) -> Run {
    pack.run(args)
}

#[test]
fn a_pack_that_init_began_builds_without_a_finding() {
    let pack = Pack::empty();
    let begun = run(&pack, &["init"]);
    assert_eq!((begun.code, begun.stderr.as_str()), (0, ""));
    let checked = run(&pack, &["check", "--deny", "warnings"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
    let site = pack.build(&["--deny", "warnings"]);
    assert!(site.contains_key("stories/an-example.html"));
    assert!(crate::html::broken_links(&site).is_empty());
}

#[test]
fn init_never_writes_over_a_pack() {
    let pack = Pack::small();
    let before = pack.tree(".");
    let again = run(&pack, &["init"]);
    assert_eq!(again.code, 2);
    assert_eq!(
        again.stderr,
        "error: there is already a file `content/judgements/assessing-needs.md` in `.`\n\
         help: nothing was written; name an empty folder, such as `ninefold init our-pack`\n"
    );
    assert_eq!(pack.tree("."), before);
}

/// Fills the blanks that `new` leaves, as an author would.
fn filled(kind: &str, text: &str) -> String {
    let fill = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "{kind} has no `{from}`:\n{text}");
        text.replacen(from, to, 1)
    };
    let blanks: &[(&str, &str)] = match kind {
        "story" => &[
            ("statements: []", "statements: [learning]"),
            ("{pseudonym: }", "{pseudonym: Mr T}"),
            ("{status: ,", "{status: given,"),
            ("what_changed:", "what_changed: It changed."),
        ],
        "meeting" => &[
            ("{role: ,", "{role: Team manager,"),
            ("- id:", "- id: new-action"),
            ("what:", "what: Do it"),
            ("owner:", "owner: Team manager"),
            ("due:", "due: 2026-07-01"),
        ],
        "feedback" => &[
            ("from:", "from: staff"),
            ("method:", "method: survey"),
            ("statements: []", "statements: [learning]"),
        ],
        "metric" => &[
            ("statements: []", "statements: [learning]"),
            ("category:", "category: processes"),
            ("unit:", "unit: days"),
            ("better:", "better: lower"),
            ("{name: ,", "{name: Our system,"),
            ("{period: , value: }", "{period: 2026-05, value: 3}"),
        ],
        "judgement" => &[
            ("owner:", "owner: Director"),
            ("{claim: ,", "{claim: We learn,"),
            ("{claim: ,", "{claim: We could learn more,"),
        ],
        _ => &[],
    };
    let mut text = blanks.iter().fold(text.to_owned(), |text, (from, to)| fill(text, from, to));
    if kind == "story" {
        text.push_str("It happened.\n");
    }
    text
}

#[test]
fn what_new_begins_passes_check_once_its_blanks_are_filled() {
    let kinds = [
        ("story", "A \"quoted\": title", "content/stories/2026-05-04-a-quoted-title.md"),
        ("meeting", "Reflection", "content/meetings/2026-05-04-reflection.md"),
        ("feedback", "Staff survey", "content/feedback/2026-05-04-staff-survey.md"),
        ("metric", "Wait", "data/metrics/wait.yaml"),
        ("judgement", "learning", "content/judgements/learning.md"),
        ("page", "Who we are", "content/pages/who-we-are.md"),
    ];
    for (kind, title, path) in kinds {
        let pack = Pack::small();
        let made = run(&pack, &["new", kind, title, "--date", "2026-05-04"]);
        assert_eq!((made.code, made.stdout.lines().next()), (0, Some(path)), "{}", made.stderr);
        let text = std::fs::read_to_string(pack.root().join(path)).expect("the file is there");
        let blank = run(&pack, &["check"]);
        assert_eq!(blank.code == 1, kind != "page", "{kind}: a blank is a finding\n{}", blank.stderr);
        assert!(!blank.stderr.contains("unknown-field"), "{kind}: {}", blank.stderr);
        let pack = pack.file(path, filled(kind, &text));
        let checked = run(&pack, &["check"]);
        assert_eq!(checked.code, 0, "{kind}: {}", checked.stderr);
        // What the evidence says is for `check`; a build has nothing to say.
        pack.build(&[]);
        let again = run(&pack, &["new", kind, title, "--date", "2026-05-04"]);
        assert_eq!(again.code, 2, "{kind} is never overwritten");
        assert!(again.stderr.starts_with("error: there is already a "), "{}", again.stderr);
        assert!(again.stderr.contains(path), "{}", again.stderr);
    }
}

#[test]
fn formats_for_programs_go_to_standard_output() {
    let pack = Pack::small().edit("content/pages/how-to-read.md", "order: 1", "ordre: 1");
    let json = run(&pack, &["check", "--format", "json"]);
    assert_eq!((json.code, json.stderr.as_str()), (1, ""));
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("one JSON object");
    assert_eq!(
        report["findings"][0],
        serde_json::json!({
            "code": "unknown-field", "severity": "error", "path": "content/pages/how-to-read.md",
            "line": 3, "column": 1, "end_line": 3, "end_column": 6,
            "message": "a page has no field `ordre`", "help": "did you mean `order`?",
        })
    );
    assert_eq!(report["summary"], serde_json::json!({"errors": 1, "warnings": 0, "notes": 0}));

    let github = run(&pack, &["check", "--format", "github"]);
    assert_eq!(
        github.stdout,
        "::error file=content/pages/how-to-read.md,line=3,endLine=3,col=1,title=unknown-field::a page has no field `ordre`%0Adid you mean `order`?\n"
    );

    let sarif = run(&pack, &["check", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif.stdout).expect("one JSON object");
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-field");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
}

#[test]
fn warnings_can_be_denied_and_allowed_by_code_and_errors_cannot_be_allowed() {
    let pack = Pack::small().file("content/pages/html.md", "---\ntitle: Html\n---\n<b>bold</b>\n");
    let warned = run(&pack, &["build"]);
    assert_eq!(warned.code, 0);
    assert!(warned.stderr.ends_with("0 errors, 2 warnings\n"), "{}", warned.stderr);
    assert_eq!(run(&pack, &["check", "--deny", "raw-html"]).code, 1);
    assert_eq!(run(&pack, &["check", "--deny", "warnings"]).code, 1);
    assert_eq!(run(&pack, &["build", "--allow", "raw-html"]).stderr, "");
    let refused = run(&pack, &["check", "--allow", "unknown-reference"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (2, "error: `unknown-reference` is an error and cannot be allowed; only warnings can\n")
    );
    let unknown = run(&pack, &["check", "--deny", "raw-htm"]);
    assert_eq!(unknown.stderr, "error: there is no finding called `raw-htm`; did you mean `raw-html`?\n");
}

#[test]
fn check_writes_nothing() {
    let pack = Pack::small();
    let before = pack.tree(".");
    let checked = run(&pack, &["check"]);
    assert_eq!(checked.code, 0);
    assert_eq!(pack.tree("."), before);
}

#[test]
fn help_shows_examples_and_wrong_arguments_end_with_two() {
    let pack = Pack::empty();
    for command in
        [&["--help"][..], &["build", "--help"], &["new", "--help"], &["init", "--help"], &["check", "--help"]]
    {
        let help = run(&pack, command);
        assert_eq!(help.code, 0);
        assert!(help.stdout.contains("Example"), "{command:?}");
    }
    assert_eq!(run(&pack, &["biuld"]).code, 2);
    assert_eq!(run(&pack, &["build", "--audience", "friends"]).code, 2);
    assert_eq!(
        run(&pack, &["check", "--as-of", "yesterday"]).stderr,
        "error: `yesterday` is not a date\nhelp: dates are written year first: `--as-of 2026-06-30`\n"
    );
}

#[test]
fn the_guide_has_every_field_of_live_tables_with_its_words() {
    let guide = include_str!("../../docs/writing.md");
    let section = guide.split("\n## ").find(|section| section.starts_with("Live tables")).expect("a section");
    for field in ninefold::model::Field::ALL {
        let name = format!("`{}`", field.name());
        let row = section.lines().find(|line| {
            line.starts_with("| ") && line.split(" | ").next().is_some_and(|cell| cell.contains(&name))
        });
        let row = row.unwrap_or_else(|| panic!("the guide has no row for the field {name}"));
        if let ninefold::model::Holds::Word(words) = field.holds() {
            assert!(words.iter().all(|word| row.contains(&format!("`{word}`"))), "{row}");
        }
    }
}

#[test]
fn the_guide_lists_every_finding_and_no_other() {
    let guide = include_str!("../../docs/writing.md");
    let kinds = [" error | ", "**warning** | ", " note | "];
    let listed: Vec<&str> =
        guide.lines().filter(|line| kinds.iter().any(|kind| line.contains(kind))).collect();
    let codes = ninefold::diagnostic::Code::ALL;
    let rows: Vec<String> = codes
        .iter()
        .map(|code| match code.severity() {
            ninefold::diagnostic::Severity::Error => {
                format!("| `{}` | error | {} |", code.name(), code.means())
            }
            ninefold::diagnostic::Severity::Warning => {
                format!("| `{}` | **warning** | {} |", code.name(), code.means())
            }
            ninefold::diagnostic::Severity::Note => {
                format!("| `{}` | note | {} |", code.name(), code.means())
            }
        })
        .collect();
    assert_eq!(listed, rows);
}
