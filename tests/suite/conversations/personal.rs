//! What people type into the log that tells who somebody is: refused by line,
//! and repeated nowhere.

use super::{HEADER, messages, pack, rows, said};

/// One row a value, in one column; the findings on all of them.
fn column(name: &str, values: &[&str]) -> Vec<String> {
    let at = HEADER.split(',').position(|column| column == name).expect("a column");
    let row = |(n, value): (usize, &&str)| {
        let mut cells = vec![String::new(); HEADER.split(',').count()];
        cells[0] = format!("c-{n}");
        cells[1] = "2026-01-05".into();
        cells[at] = format!("\"{value}\"");
        cells.join(",")
    };
    let all: Vec<String> = values.iter().enumerate().map(row).collect();
    messages(rows(&all.iter().map(String::as_str).collect::<Vec<_>>()))
}

#[test]
fn an_id_that_is_no_token_is_refused() {
    let values = ["John Smith10", "Smith, John 10", "John\u{a0}Smith", "j/smith"];
    let all = "2, 3, 4 and 5";
    assert_eq!(
        column("id", &values),
        [format!(
            "personal-data 2: `id` holds other characters than a token has in 4 of 4 rows: lines {all}"
        )]
    );
    let quiet = ["c-0001", "C_1.b", "2026-06-30-0001", "550e8400-e29b-41d4-a716-446655440000"];
    assert_eq!(column("id", &quiet), Vec::<String>::new());
}

#[test]
fn people_dates_ages_and_addresses_in_words_are_refused_in_each_column() {
    let values = ["Mrs Patel", "10 High Street", "01/02/1910", "1910-02-01", "aged 10"];
    for name in ["connected", "group", "site", "team"] {
        let told: Vec<String> =
            column(name, &values).into_iter().filter(|said| said.starts_with("personal-data")).collect();
        let of = |what: &str, lines: &str, rows: usize, first: usize| {
            format!(
                "personal-data {first}: `{name}` holds what looks like {what} in {rows} of 5 rows: {lines}"
            )
        };
        let expected = [
            of("a name", "line 2", 1, 2),
            of("an address", "line 3", 1, 3),
            of("a date", "lines 4 and 5", 2, 4),
            of("an exact age", "line 6", 1, 6),
        ];
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn none_of_it_is_repeated() {
    let secrets = ["John Smith10", "Mrs Patel", "10 High Street", "1910-02-01", "10-mill-lane", "1941-02-10"];
    let pack = pack(rows(&[
        "John Smith10,2026-01-05,,,,,,,Mrs Patel,,,,,",
        "c-2,2026-01-05,10-mill-lane,Mrs Patel,,,,,10 High Street,,,1941-02-10,,1910-02-01",
    ]));
    assert_eq!(pack.run(&["build"]).code, 1);
    assert!(!pack.root().join("public").exists());
    for format in ["text", "json", "sarif", "github"] {
        let run = pack.run(&["check", "--format", format]);
        assert!(run.stdout.contains("personal-data") || run.stderr.contains("personal-data"), "{format}");
        for secret in secrets {
            assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{format}: {secret}");
        }
    }
}

#[test]
fn what_groups_and_places_are_called_is_let_pass() {
    let quiet = [
        "lunch club",
        "Dr surgery group",
        "walking group, Mill Lane",
        "over 65s",
        "18-64",
        "65 and over",
        "aged 65 and over",
        "Age UK",
    ];
    for name in ["connected", "group"] {
        assert_eq!(column(name, &quiet), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_header_that_is_a_name_is_not_repeated() {
    let said = messages("id,first_contact,Mrs Patel\nc-1,2026-01-05,\n");
    assert_eq!(said, ["log-file 1: column 3 does not belong in the conversation log"]);
}

#[test]
fn a_date_before_2000_is_a_fault_of_its_row() {
    let of = |column: &str, line: usize| {
        format!("log-row {line}: `{column}` is a date before 2000 in 1 of 5 rows: line {line}")
    };
    let log = rows(&[
        "c-1,2026-01-05,,,,,,,,,,1941-02-10,,",
        "c-2,1999-12-31,,,,,,,,,,,,",
        "c-3,2000-01-01,,,,,,,,,,,,",
        "c-4,2026-01-05,,,1926-01-09,1,,,,,,,,",
        "c-5,2026-01-05,,,2026-01-09,2,1926-01-09,,,1926-01-09,,,,",
    ]);
    let expected = [
        of("seen_before", 2),
        of("first_contact", 3),
        of("first_conversation", 5),
        of("conversation_2_ended", 6),
        of("followed_up", 6),
    ];
    let mut told = messages(&log);
    told.sort();
    let mut sorted = expected.to_vec();
    sorted.sort();
    assert_eq!(told, sorted);
    for said in said(&pack(log)) {
        assert!(said.ends_with("These rows are left out of every count"), "{said}");
        assert!(!said.contains("1941-02-10"), "{said}");
    }
}
