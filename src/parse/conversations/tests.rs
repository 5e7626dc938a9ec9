//! What holds for any log.

use proptest::prelude::*;

use super::columns::Column;
use super::*;

const SETTINGS: &str = "authority: A\ntitle: B\nsites: [{id: east, name: East, opened: 2025-01-06}]\nteams: [{id: one, name: One}]\n";

fn settings() -> Settings {
    let text = crate::source::SourceText {
        path: "data/pack.yaml".into(),
        text: SETTINGS.into(),
        role: crate::source::Role::Settings,
    };
    let mut findings = Vec::new();
    let settings = super::super::yaml(
        &text,
        crate::model::Limits::default(),
        &mut findings,
        "the pack",
        super::super::settings::read,
    );
    assert!(findings.is_empty(), "{findings:?}");
    settings.expect("settings")
}

fn log(text: &[u8]) -> (Option<ConversationLog>, Vec<Finding>) {
    let mut findings = Vec::new();
    let log = read(&LogFile::in_memory(text), Some(&settings()), &mut findings);
    (log, findings)
}

#[test]
fn a_row_is_read_whole() {
    let (log, findings) = log(
        b"carer,id,seen before,Followed_Up,long-term support,conversation 2 ended,conversation,first_conversation,team,site,first_contact\n\
          yes,c-1,2025-05-05,2026-03-09,Y,2026-02-20,2,2026-01-09,ONE,east,2026-01-05\n\
          ,c-2,,,,,,,,,2026-01-06\n",
    );
    assert_eq!(findings, []);
    let log = log.expect("a log");
    let day = jiff::civil::date;
    let first = crate::model::LogRow {
        first_contact: day(2026, 1, 5),
        first_conversation: Some(day(2026, 1, 9)),
        conversation: 2,
        conversation_2_ended: Some(day(2026, 2, 20)),
        followed_up: Some(day(2026, 3, 9)),
        seen_before: Some(day(2025, 5, 5)),
        long_term_support: true,
        carer: true,
        site: Some(0),
        team: Some(0),
    };
    let second = crate::model::LogRow {
        first_contact: day(2026, 1, 6),
        first_conversation: None,
        conversation: 0,
        conversation_2_ended: None,
        followed_up: None,
        seen_before: None,
        long_term_support: false,
        carer: false,
        site: None,
        team: None,
    };
    assert_eq!((log.rows, log.left_out), (vec![first, second], 0));
    assert_eq!(&*log.path, LogFile::PATH);
}

#[test]
fn a_row_with_two_faults_is_left_out_once() {
    let (log, findings) =
        log(b"id,first_contact,carer,conversation\nc-1,2026-01-32,perhaps,5\nc-1,2026-01-05,,\n");
    let log = log.expect("a log");
    // The first row of `c-1` does not count, so the second does.
    assert_eq!((log.rows.len(), log.left_out, findings.len()), (1, 1, 3));
}

#[test]
fn a_log_that_tells_who_somebody_is_is_not_handed_on() {
    let (log, findings) = log(b"id,first_contact\nc-1,2026-01-05\n943 476 5919,2026-01-05\n");
    assert!(log.is_none());
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::PersonalData]);
}

#[test]
fn rows_are_small() {
    assert!(size_of::<crate::model::LogRow>() <= 40, "a million rows would take much memory");
}

/// Cells that come close to what a log holds.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "20(25|26)-(01|02|13)-(01|15|31)",
        "yes|no|1|2|3|4|Y|maybe",
        "east|one|eats",
        "c-[0-9]{1,2}",
        "\"[a-z\n]{0,4}\"",
        "[a-z\"',;\u{e9} \n]{0,6}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let (log, findings) = log(&bytes);
        prop_assert!(log.is_some() || !findings.is_empty());
    }

    #[test]
    fn every_row_is_read_or_counted(rows in prop::collection::vec(prop::collection::vec("c-[0-9]{1,2}|(20(25|26)|1999)-(01|02|13)-(01|15|31)|yes|no|1|2|east|eats", 14..16), 0..30)) {
        // A date in a cell of words is refused with the whole file.
        let words = [Column::Site, Column::Team, Column::Connected, Column::Group].map(|column| column as usize);
        let plain = |(at, cell): (usize, &String)| {
            if words.contains(&at) && cell.len() == 10 { "west".into() } else { cell.clone() }
        };
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().enumerate().map(plain).collect()).collect();
        let names = Column::ALL.map(Column::name).join(",");
        let text = rows.iter().map(|row| row.join(",") + "\r\n").collect::<String>();
        let (log, findings) = log(format!("{names}\r\n{text}").as_bytes());
        let log = log.expect("nothing here is refused");
        prop_assert_eq!(log.rows.len() + log.left_out, rows.len());
        prop_assert_eq!(log.left_out > 0 || rows.is_empty(), !findings.is_empty());
    }

    #[test]
    fn cells_of_any_kind_do_no_harm(rows in prop::collection::vec(prop::collection::vec(cell(), 14), 0..20)) {
        let names = Column::ALL.map(Column::name).join(",");
        let text = rows.iter().map(|row| row.join(",") + "\n").collect::<String>();
        let (log, findings) = log(format!("{names}\n{text}").as_bytes());
        prop_assert!(log.is_some() || crate::diagnostic::any_error(&findings));
        for row in log.into_iter().flat_map(|log| log.rows) {
            let first = row.first_conversation;
            prop_assert!(first.is_none_or(|first| first >= row.first_contact));
            prop_assert!(row.conversation_2_ended.is_none_or(|end| row.conversation >= 2 && Some(end) >= first));
            prop_assert!(row.followed_up.is_none_or(|day| first.is_some_and(|first| day >= first)));
            prop_assert!(row.seen_before.is_none_or(|seen| seen <= row.first_contact));
            prop_assert_eq!(first.is_some(), row.conversation > 0);
        }
    }
}
