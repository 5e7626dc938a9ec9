//! What `docs/evidence.md` says of the judged pack on 30 June 2026: where each
//! action stands, what was done in time, and which meetings were held.

/// An action on the as-of date; `-` for a day that there is not.
pub struct Loop {
    pub id: &'static str,
    pub state: &'static str,
    pub heard: &'static str,
    pub raised: &'static str,
    pub due: &'static str,
    /// `?` where the day is later than the as-of date.
    pub done: &'static str,
    pub reported: &'static str,
    pub days_to_done: Option<i64>,
    pub days_to_reported: Option<i64>,
}

type Days = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The days are heard, raised, due, done and reported.
const fn row(id: &'static str, state: &'static str, days: Days, took: [Option<i64>; 2]) -> Loop {
    let (heard, raised, due, done, reported) = days;
    Loop { id, state, heard, raised, due, done, reported, days_to_done: took[0], days_to_reported: took[1] }
}

pub const LOOPS: &[Loop] = &[
    // Raised to done: 30 to 31 December, 15 in January = 45. Heard to reported: 30 + 31 + 4 = 65.
    row(
        "rails-budget",
        "loop-closed",
        ("2025-12-01", "2025-12-01", "2026-01-30", "2026-01-15", "2026-02-04"),
        [Some(45), Some(65)],
    ),
    // Heard on 1 December, before it was raised. 14 + 31 + 28 + 2 = 75; 30 + 31 + 28 + 25 = 114. Two days late.
    row(
        "call-back-slots",
        "loop-closed",
        ("2025-12-01", "2025-12-17", "2026-02-28", "2026-03-02", "2026-03-25"),
        [Some(75), Some(114)],
    ),
    // No meeting lists its prompt: heard when raised. 18 + 28 + 13 = 59. The meeting that hears it is on 1 July.
    row(
        "plain-letters",
        "done-but-not-reported",
        ("2026-01-13", "2026-01-13", "2026-03-13", "2026-03-13", "-"),
        [Some(59), None],
    ),
    // No prompt. Due on the as-of date, which has not passed.
    row("interpreter-line", "open", ("-", "2026-01-21", "2026-06-30", "-", "-"), [None, None]),
    row("key-safe-list", "overdue", ("-", "2026-02-04", "2026-05-01", "-", "-"), [None, None]),
    row("second-visit", "dropped", ("2026-02-18", "2026-02-18", "2026-03-31", "-", "-"), [None, None]),
    // A meeting is named and there is no result: nothing was there to hear. 27 + 20 = 47. Heard in a reflection.
    row(
        "handover-sheet",
        "done-but-not-reported",
        ("2026-02-16", "2026-03-04", "2026-04-30", "2026-04-20", "-"),
        [Some(47), None],
    ),
    // Two prompts; the first meeting that lists one is the huddle of 16 March. 6 + 30 + 12 = 48; 15 + 30 + 27 = 72.
    row(
        "contact-cards",
        "loop-closed",
        ("2026-03-16", "2026-03-25", "2026-05-20", "2026-05-12", "2026-05-27"),
        [Some(48), Some(72)],
    ),
    // Done on 1 July: still to be done, and due on 15 June.
    row("quiet-room", "overdue", ("2026-04-15", "2026-04-15", "2026-06-15", "?", "-"), [None, None]),
    row("bus-passes", "open", ("2026-05-13", "2026-05-13", "2026-08-20", "-", "-"), [None, None]),
    // A result, and no meeting that heard it. 4 + 5 = 9.
    row(
        "easy-read",
        "done-but-not-reported",
        ("2026-05-20", "2026-05-27", "2026-06-19", "2026-06-05", "-"),
        [Some(9), None],
    ),
];

pub const LOOP_STATES: [(&str, u64); 5] =
    [("open", 2), ("overdue", 2), ("done-but-not-reported", 3), ("loop-closed", 3), ("dropped", 1)];

/// In order 9, 45, 47, 48, 59, 75: six. The median lies between 47 and 48. The
/// quartiles stand a quarter and three quarters of the way from the first to
/// the sixth: 1.25 steps on, 45 + 0.25 × 2 = 45.5; 3.75 steps on, 48 + 0.75 × 11 = 56.25.
pub const DAYS_TO_DONE: &[(&str, f64)] = &[
    ("count", 6.0),
    ("median", 47.5),
    ("lower_quartile", 45.5),
    ("upper_quartile", 56.25),
    ("least", 9.0),
    ("most", 75.0),
];

/// 65, 72, 114: half a step on, 65 + 0.5 × 7 = 68.5; one and a half, 72 + 0.5 × 42 = 93.
pub const DAYS_TO_REPORTED: &[(&str, f64)] = &[
    ("count", 3.0),
    ("median", 72.0),
    ("lower_quartile", 68.5),
    ("upper_quartile", 93.0),
    ("least", 65.0),
    ("most", 114.0),
];

/// Not dropped, and due before 30 June or done with a date by then:
/// rails-budget, call-back-slots, plain-letters, key-safe-list, handover-sheet,
/// contact-cards, quiet-room, easy-read: eight. On or before the due date: all
/// but call-back-slots, key-safe-list and quiet-room: five.
///
/// Wilson, p = 5/8, n = 8, z = 1.959963984540, z² = 3.841458820694:
/// middle = (p + z²/2n) / (1 + z²/n) = (0.625 + 0.240091176293) / 1.480182352587 = 0.584449054390;
/// half = z / (1 + z²/n) × √(p(1-p)/n + z²/4n²) = 0.278706659787.
pub const ON_TIME: &[(&str, f64)] = &[
    ("numerator", 5.0),
    ("denominator", 8.0),
    ("share", 0.625),
    ("lower", 0.305_742_394_602_627_3),
    ("upper", 0.863_155_714_176_402_6),
];

pub const OPEN_BY_MONTH: [(&str, u64); 7] = [
    ("2025-12", 2), // rails-budget, call-back-slots
    ("2026-01", 3), // rails-budget done on the 15th; + plain-letters, interpreter-line
    ("2026-02", 4), // + key-safe-list; the dropped one is left out
    ("2026-03", 4), // call-back-slots (2nd) and plain-letters (13th) done; + handover-sheet, contact-cards
    ("2026-04", 4), // handover-sheet done on the 20th; + quiet-room
    ("2026-05", 5), // contact-cards done on the 12th; + bus-passes, easy-read
    ("2026-06", 4), // easy-read done on the 5th; interpreter-line, key-safe-list, quiet-room, bus-passes
];

/// A kind of meeting: its periods, how many meetings, how many with a senior
/// leader, and who came to how many.
pub struct Rhythm {
    pub kind: &'static str,
    pub periods: &'static [(&'static str, &'static str, &'static str)],
    pub meetings: u64,
    pub with_senior: u64,
    pub attendance: &'static [(&'static str, u64)],
}

/// The first meeting of any of them was on Monday 1 December 2025, less than
/// twelve months before: both begin there.
pub const RHYTHM: &[Rhythm] = &[
    // Fortnights from that Monday. The draft of 24 June and the meeting of 1 July are not counted.
    Rhythm {
        kind: "making-it-happen",
        periods: &[
            ("2025-12-01", "2025-12-14", "held"),
            ("2025-12-15", "2025-12-28", "held"),
            ("2025-12-29", "2026-01-11", "late"), // 13 and 21 January are two in the next
            ("2026-01-12", "2026-01-25", "held"),
            ("2026-01-26", "2026-02-08", "held"),
            ("2026-02-09", "2026-02-22", "held"),
            ("2026-02-23", "2026-03-08", "held"),
            ("2026-03-09", "2026-03-22", "missed"), // only one in the next; the huddle is another kind
            ("2026-03-23", "2026-04-05", "held"),
            ("2026-04-06", "2026-04-19", "held"),
            ("2026-04-20", "2026-05-03", "held"),
            ("2026-05-04", "2026-05-17", "held"),
            ("2026-05-18", "2026-05-31", "held"),
            ("2026-06-01", "2026-06-14", "held"),
            ("2026-06-15", "2026-06-28", "missed"), // a draft is no meeting
            ("2026-06-29", "2026-06-30", "not-expected"), // two days in, and not over
        ],
        meetings: 13,
        with_senior: 4, // 1 December, 13 January, 25 March, 13 May
        attendance: &[("Director of Adult Social Care", 4), ("Innovators", 3), ("Head of Finance", 1)],
    },
    // Months. The first reflection was on 16 February.
    Rhythm {
        kind: "reflection",
        periods: &[
            ("2025-12-01", "2025-12-31", "not-expected"),
            ("2026-01-01", "2026-01-31", "not-expected"),
            ("2026-02-01", "2026-02-28", "held"),
            ("2026-03-01", "2026-03-31", "late"), // 2 and 23 April
            ("2026-04-01", "2026-04-30", "held"),
            ("2026-05-01", "2026-05-31", "held"),
            ("2026-06-01", "2026-06-30", "not-expected"), // its last day has not passed
        ],
        meetings: 4,
        with_senior: 0,
        attendance: &[("Team manager", 2)],
    },
];
