//! The conversation log from outside: what is read, what is refused, and that
//! no message and no file of the site repeats a row of it.

mod metrics;
mod page;
mod personal;

use std::fmt::Write;

use crate::pack::Pack;

const LOG: &str = "data/conversations.csv";
const HEADER: &str = "id,first_contact,site,team,first_conversation,conversation,conversation_2_ended,long_term_support,connected,followed_up,new_person,seen_before,carer,group";

fn pack(log: impl AsRef<[u8]>) -> Pack {
    Pack::small().file(LOG, log)
}

fn rows(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// What `check` says of the log: `code line: message | help`.
#[track_caller]
fn said(pack: &Pack) -> Vec<String> {
    let run = pack.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("a report");
    let findings = report["findings"].as_array().expect("findings");
    let of_log = findings.iter().filter(|finding| finding["path"] == LOG);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    of_log
        .map(|finding| {
            let line = finding["line"].as_u64().map_or("-".into(), |line| line.to_string());
            format!(
                "{} {line}: {} | {}",
                text(&finding["code"]),
                text(&finding["message"]),
                text(&finding["help"])
            )
        })
        .collect()
}

/// The same for the log of the pack, without the help.
#[track_caller]
fn messages(log: impl AsRef<[u8]>) -> Vec<String> {
    let said = said(&pack(log)).into_iter();
    said.map(|finding| finding.split(" | ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_log_without_a_fault_says_nothing() {
    let row =
        "c-1,2026-01-05,millside,hospital,2026-01-09,2,2026-02-20,no,choir,,no,2025-06-01,yes,older people";
    let plain = rows(&[row, "c-2,2026-01-05,,,,,,,,,,,,"]);
    assert_eq!(messages(&plain), Vec::<String>::new());
    assert_eq!(messages(plain.replace('\n', "\r\n")), Vec::<String>::new());
    assert_eq!(messages(format!("\u{feff}{}", plain.trim_end())), Vec::<String>::new());
    assert_eq!(messages("ID, First Contact ,seen-before\nc-1,2026-01-05,2026-01-05\n"), Vec::<String>::new());
    assert_eq!(
        messages("id,first_contact,connected\nc-1,2026-01-05,\"choir,\nwalks\"\n"),
        Vec::<String>::new()
    );
    let answers = ["Y", "TRUE", "1", "no", "N", "false", "0", ""];
    let log =
        answers.iter().enumerate().fold("id,first_contact,carer\n".to_owned(), |mut log, (n, answer)| {
            let _ = writeln!(log, "c-{n},2026-01-05,{answer}");
            log
        });
    assert_eq!(messages(log), Vec::<String>::new());
}

#[test]
fn every_kind_of_contradiction_is_one_finding() {
    let log = rows(&[
        "c-01,2026-01-05,,,2026-01-04,1,,,,,,,,",
        "c-02,2026-01-05,,,2026-01-09,2,2026-01-08,,,,,,,",
        "c-03,2026-01-05,,,2026-01-09,1,2026-02-09,,,,,,,",
        "c-04,2026-01-05,,,2026-01-09,1,,,,2026-01-08,,,,",
        "c-05,2026-01-05,,,,,,,,,,2026-01-06,,",
        "c-06,2026-01-05,,,2026-01-09,4,,,,,,,,",
        "c-07,2026-01-05,,,2026-01-09,,,,,,,,,",
        "c-08,2026-01-05,,,,2,,,,,,,,",
        "c-09,2026-01-05,,,,,,perhaps,,,,,,",
        "c-10,2026-01-05,milside,,,,,,,,,,,",
        "c-11,2026-01-05,,acute,,,,,,,,,,",
        "c-12,05/01/2026,,,,,,,,,,,,",
        ",2026-01-05,,,,,,,,,,,,",
        "c-14,,,,,,,,,,,,,",
        "c-00,2026-01-05,,,,,,,,,,,,",
        "c-00,2026-01-06,,,,,,,,,,,,",
        "c-17,2026-01-05,,,,,,,,,yes,2025-01-05,,",
        "c-18,2026-01-05,,,,,,,,2026-02-05,,,,",
        "c-19,2026-01-05,,",
        "c-20,2026-02-30,,,,,,,,,,,,",
    ]);
    let left_out = "These rows are left out of every count";
    let expected = [
        "log-row 2: `first_conversation` is before `first_contact` in 1 of 20 rows: line 2 | is one of the two dates wrong, or have they changed places? ",
        "log-row 3: `conversation_2_ended` is before `first_conversation` in 1 of 20 rows: line 3 | ",
        "log-row 4: `conversation_2_ended` has a date and `conversation` is under 2 in 1 of 20 rows: line 4 | ",
        "log-row 5: `followed_up` is before `first_conversation` in 1 of 20 rows: line 5 | ",
        "log-row 6: `first_contact` is before `seen_before` in 1 of 20 rows: line 6 | ",
        "log-row 7: `conversation` is not 1, 2 or 3 in 1 of 20 rows: line 7 | ",
        "log-row 8: there is a `first_conversation` without a `conversation` in 1 of 20 rows: line 8 | ",
        "log-row 9: there is a `conversation` without a `first_conversation` in 1 of 20 rows: line 9 | ",
        "log-row 10: `long_term_support` is neither yes nor no in 1 of 20 rows: line 10 | ",
        "log-row 11: `site` is none of the settings in 1 of 20 rows: line 11 | is `millside` meant by `milside`? ",
        "log-row 12: `team` is none of the settings in 1 of 20 rows: line 12 | teams are declared under ",
        "log-row 13: `first_contact` is not a date in 2 of 20 rows: lines 13 and 21 | dates are written year first",
        "log-row 14: `id` is empty in 1 of 20 rows: line 14 | ",
        "log-row 15: `first_contact` is empty in 1 of 20 rows: line 15 | ",
        "log-row 17: `id` is that of an earlier row in 1 of 20 rows: line 17 | ",
        "log-row 18: `new_person` is yes and `seen_before` has a date in 1 of 20 rows: line 18 | ",
        "log-row 19: there is a `followed_up` without a `first_conversation` in 1 of 20 rows: line 19 | ",
        "log-row 20: there are more or fewer cells than columns in 1 of 20 rows: line 20 | ",
    ];
    let said = said(&pack(log));
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected) && said.ends_with(left_out), "{said}");
    }
}

#[test]
fn lines_are_those_of_the_file() {
    let bad = "c-1,2026-01-05,,,2026-01-04,1,,,,,,,,";
    let words = "c-2,2026-01-05,,,,,,,\"choir\nwalks\",,,,,";
    let log = format!("\n{HEADER}\n\n{words}\n\n,,,,,,,,,,,,,\n{bad}");
    let expected = ["log-row 8: `first_conversation` is before `first_contact` in 1 of 2 rows: line 8"];
    assert_eq!(messages(&log), expected);
    assert_eq!(messages(log.replace('\n', "\r\n")), expected);
    assert_eq!(messages(log.replace('\n', "\r")), expected);
    assert_eq!(messages(format!("\u{feff}{log}")), expected);
}

#[test]
fn many_rows_at_fault_are_one_finding() {
    let log = (0..500).fold(format!("{HEADER}\n"), |mut log, n| {
        let _ = writeln!(log, "c-{n},no day,,,,,,,,,,,,");
        log
    });
    let expected = "log-row 2: `first_contact` is not a date in 500 of 500 rows: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 490 more";
    let refused = "log-file -: 500 of 500 rows cannot be counted";
    assert_eq!(messages(log), [refused, expected]);
}

#[test]
fn a_log_of_which_less_than_half_can_be_counted_is_refused() {
    let log = |bad: usize| {
        let rows =
            (0..50).map(|n| format!("c-{n},{},,,,,,,,,,,,\n", if n < bad { "1/2/26" } else { "2026-01-05" }));
        format!("{HEADER}\n{}", rows.collect::<String>())
    };
    assert_eq!(pack(log(25)).run(&["build"]).code, 0);
    assert_eq!(pack(log(26)).run(&["build"]).code, 1);
}

#[test]
fn columns_that_tell_who_somebody_is_are_refused() {
    let header = "id,first_contact,Surname,Date of Birth,NHS No,Mosaic ID,Post code,phone,E-mail,Age";
    let log = format!("{header}\nc-1,2026-01-05,,,,,,,,\n");
    let of = |column: &str, what: &str| {
        format!("personal-data 1: the column `{column}` of the conversation log looks like {what}")
    };
    let mut expected = vec![
        of("Surname", "a name"),
        of("Date of Birth", "a date of birth"),
        of("NHS No", "an NHS number"),
        of("Mosaic ID", "the number of a person or case"),
        of("Post code", "an address"),
        of("phone", "a telephone number"),
        of("E-mail", "an email address"),
        of("Age", "an exact age"),
    ];
    expected.sort();
    assert_eq!(messages(&log), expected);
    let pack = pack(&log);
    assert_eq!(pack.run(&["build"]).code, 1);
    assert!(!pack.root().join("public").exists());
}

#[test]
fn values_that_tell_who_somebody_is_are_refused_and_not_repeated() {
    let values = ["943 476 5919", "AB1 2XY", "jo@example.org", "07700 900123"];
    let log = rows(&[
        "943 476 5919,2026-01-05,,,,,,,,,,,,",
        "c-2,2026-01-05,,,,,,,from AB1 2XY,,,,,",
        "c-3,2026-01-05,jo@example.org,,,,,,,,,,,",
        "c-4,2026-01-05,,,,,,,,,,,,07700 900123",
        "c-5,2026-01-05,,07700 900123,,,,,,,,,,",
        "c-6,07700 900123,,,,07700 900123,,,,,,,,",
    ]);
    let pack = pack(log);
    let said = said(&pack);
    let refused: Vec<&str> = said
        .iter()
        .filter_map(|finding| finding.strip_prefix("personal-data ")?.split(" | ").next())
        .collect();
    assert_eq!(
        refused,
        [
            "2: `id` holds what looks like an NHS number in 1 of 6 rows: line 2",
            "3: `connected` holds what looks like a postcode in 1 of 6 rows: line 3",
            "4: `site` holds what looks like an email address in 1 of 6 rows: line 4",
            "5: `group` holds what looks like a telephone number in 1 of 6 rows: line 5",
            "6: `team` holds what looks like a telephone number in 1 of 6 rows: line 6",
        ]
    );
    for format in ["text", "json", "sarif", "github"] {
        let run = pack.run(&["check", "--format", format]);
        for value in values {
            assert!(!run.stdout.contains(value) && !run.stderr.contains(value), "{format}: {value}");
        }
    }
}

#[test]
fn a_file_that_is_no_log_says_what_it_is() {
    let one = |log: &[u8]| {
        let said = messages(log);
        assert_eq!(said.len(), 1, "{said:#?}");
        said.into_iter().next().expect("a finding")
    };
    assert_eq!(one(b""), "log-file -: the conversation log is empty");
    assert_eq!(one(b"\xEF\xBB\xBF\r\n"), "log-file -: the conversation log is empty");
    assert_eq!(one(HEADER.as_bytes()), "log-row 1: the conversation log has no rows");
    assert_eq!(
        one(b"id;first_contact\nc-1;2026-01-05\n"),
        "log-file 1: the cells of the conversation log are divided by semicolons, and not by commas"
    );
    assert_eq!(
        one(b"c-1,2026-01-05,Ann\n"),
        "log-file 1: the first line of the conversation log does not hold the names of its columns"
    );
    assert_eq!(one(b"id,site\n"), "log-file 1: the conversation log needs the column `first_contact`");
    assert_eq!(one(b"id,first_contact,ID\n"), "log-file 1: the conversation log has the column `id` twice");
    assert_eq!(one(b"id,first_contact,\n"), "log-file 1: column 3 of the conversation log has no name");
    assert_eq!(
        one(b"id,first_contact,outcome\n"),
        "log-file 1: the column `outcome` does not belong in the conversation log"
    );
    assert_eq!(
        one(b"id,first_contact,connected\nc-1,2026-01-05,caf\xE9\n"),
        "not-utf8 2: this file is not saved as UTF-8, but probably as Windows-1252: line 2 has a byte that UTF-8 does not allow"
    );
    assert_eq!(one(b"\xFF\xFEi\0d\0"), "not-utf8 -: this file is saved as UTF-16, not as UTF-8");
    assert_eq!(
        one(b"PK\x03\x04abcdef"),
        "not-utf8 -: this is a workbook or zip file under the name of a csv file"
    );
    assert_eq!(
        one(b"id,first_contact\nc\0,2026-01-05\n"),
        "not-utf8 2: this file holds characters that are not text"
    );
}

#[test]
fn a_quotation_mark_that_stays_open_takes_no_rows_with_it() {
    let last = "id,first_contact,group\nc-1,2026-01-05,\"older people\nc-2,2026-01-06,\nc-3,2026-01-07,\n";
    let first = "id,first_contact\n\"c-1,2026-01-05\nc-2,2026-01-06\n";
    for log in [last, first] {
        let expected = "log-file 2: a quotation mark opens in line 2 and does not close within its row";
        assert_eq!(messages(log), [expected]);
    }
}

#[test]
fn a_finding_names_its_line_and_shows_nothing_of_it() {
    let run = pack(rows(&["c-secret,2026-01-05,,,2026-01-04,1,,,,,,,,"])).run(&["check"]);
    let shown = "warning[log-row]: `first_conversation` is before `first_contact` in 1 of 1 row: line 2\n--> data/conversations.csv:2\n";
    assert!(run.stderr.contains(shown), "{}", run.stderr);
    assert!(!run.stderr.contains("c-secret") && !run.stdout.contains("c-secret"), "{}", run.stderr);
}

#[test]
fn no_file_of_the_site_holds_a_row() {
    let row = "qq-token-7,2026-01-05,millside,,2026-01-09,1,,,zither,,,,,";
    let tree = pack(rows(&[row])).build(&[]);
    for (path, bytes) in tree {
        let text = String::from_utf8_lossy(&bytes);
        let kept = ["qq-token-7", "zither"].iter().all(|secret| !text.contains(secret));
        assert!(kept && !path.ends_with("conversations.csv"), "{path}");
    }
}

#[test]
fn the_log_is_no_document_under_any_name() {
    let document = |file: &str| {
        let list = format!(
            "documents:\n  - {{id: log, title: The log, date: 2026-01-10, owner: Analyst, statements: [learning], audience: public, file: {file}}}\n"
        );
        let pack = pack(rows(&["c-1,2026-01-05,,,,,,,,,,,,"]));
        let add = std::fs::read_to_string(pack.root().join("data/documents.yaml")).expect("documents");
        pack.file("data/documents.yaml", format!("{add}{}", list.replace("documents:\n", "")))
    };
    for file in [LOG, "./data/conversations.csv", "data/../data/Conversations.csv", "data\\conversations.csv"]
    {
        let run = document(file).run(&["build"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(
            run.stderr.contains("error[personal-data]: the conversation log cannot be a document"),
            "{}",
            run.stderr
        );
    }
    #[cfg(unix)]
    {
        let pack = document("data/documents/table.csv");
        std::os::unix::fs::symlink("../conversations.csv", pack.root().join("data/documents/table.csv"))
            .expect("a link");
        let run = pack.run(&["build"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains("it is the conversation log under another name"), "{}", run.stderr);
        assert!(run.stderr.contains("error[missing-document]"), "{}", run.stderr);
    }
}

#[test]
fn the_example_in_the_guide_is_a_log() {
    let guide = include_str!("../../../docs/writing.md");
    let section = guide.split("\n## ").find(|section| section.starts_with("The conversation log"));
    let section = section.expect("a section on the log");
    let example = section.split("````csv\n").nth(1).and_then(|rest| rest.split("````").next());
    let pack = pack(example.expect("an example")).edit(
        "data/pack.yaml",
        "sites: [{id: millside, name: Millside, opened: 2025-09-01}]\nteams: [{id: hospital, name: Hospital team}]",
        "sites: [{id: eastbrook, name: Eastbrook, opened: 2025-09-01}]\nteams: [{id: hospital, name: Hospital team}, {id: first-contact, name: First contact}]",
    );
    assert_eq!(said(&pack), Vec::<String>::new());
    for column in HEADER.split(',') {
        assert!(
            section.contains(&format!("| `{column}`")) || section.contains(&format!(", `{column}`")),
            "{column}"
        );
    }
    for measure in ninefold::model::Measure::ALL {
        assert!(section.contains(&format!("`{}`", measure.name())), "{}", measure.name());
    }
}

#[test]
fn a_file_that_is_nearly_the_log_is_not_passed_over() {
    for name in ["conversation.csv", "Conversations.csv", "conversations.xlsx", "conversations.csv.txt"] {
        let run = Pack::small().file(&format!("data/{name}"), rows(&[])).run(&["check"]);
        let says = "the conversation log is read from `data/conversations.csv`: give it that name";
        assert!(run.stderr.contains(says), "{name}: {}", run.stderr);
    }
}
