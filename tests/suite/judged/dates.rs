//! What `docs/evidence.md` says of the judged pack on 30 June 2026: how fresh
//! each item is, what goes stale and when, and what is to be looked at again.
//!
//! The last fresh day is the day it counts from plus 18 months for a story, 12
//! for feedback, 15 for a metric, 36 for a document, 6 for a judgement. *Due
//! soon* reaches from 30 June to 30 June plus two months: 30 August.

/// Item, state, the day it counts from, and its last fresh day; `-` for none,
/// `?` for what the rules do not say.
pub type Fresh = (&'static str, &'static str, &'static str, &'static str);

pub const FRESH: &[Fresh] = &[
    ("story:stair-rail", "current", "2025-11-12", "2027-05-12"), // Nov 2025 + 18 = May 2027
    ("story:two-buses", "current", "2026-05-06", "2027-11-06"),
    ("story:market-day", "current", "2025-10-02", "2027-04-02"),
    ("story:new-year-call", "due-soon", "2024-12-31", "2026-06-30"), // 31 Dec + 18 = 31 June, so 30 June
    ("story:language-card", "current", "2026-03-17", "2027-09-17"),
    ("story:prayer-room", "current", "2026-02-09", "2027-08-09"),
    ("story:choir-draft", "ahead", "?", "?"),    // 20 July
    ("story:harvest-supper", "ahead", "?", "?"), // 2 July
    ("story:old-ferry", "stale", "2024-03-01", "2025-09-01"),
    ("story:new-ferry", "current", "2026-02-16", "2027-08-16"),
    ("story:library-bench", "stale", "2024-06-01", "2025-12-01"),
    ("story:bandstand", "current", "2026-04-04", "2027-10-04"),
    ("story:first-tea", "current", "2026-02-02", "2027-08-02"),
    ("story:second-tea", "current", "2026-02-02", "2027-08-02"),
    ("story:night-bag", "current", "2026-01-15", "2027-07-15"),
    ("story:ward-door", "current", "2026-04-20", "2027-10-20"),
    ("story:locked-door", "current", "2026-03-30", "2027-09-30"),
    ("story:bank-card", "current", "2025-03-01", "2026-09-01"), // two days beyond 30 August
    ("story:first-try", "stale", "2024-10-10", "2026-04-10"),
    ("feedback:staff-survey", "current", "2025-09-15", "2026-09-15"),
    ("feedback:hospital-partners", "current", "2026-03-10", "2027-03-10"),
    ("feedback:rung-late", "current", "2025-11-20", "2026-11-20"),
    ("feedback:letters", "current", "2025-12-10", "2026-12-10"),
    ("feedback:home-care-workers", "stale", "2025-05-20", "2026-05-20"),
    ("feedback:interpreter-complaint", "current", "2026-02-10", "2027-02-10"),
    ("feedback:equality-audit", "current", "2026-01-29", "2027-01-29"),
    ("feedback:deaf-club", "current", "2026-03-12", "2027-03-12"),
    ("feedback:old-letters-audit", "due-soon", "2025-07-09", "2026-07-09"),
    ("feedback:equality-staff-group", "current", "2026-05-11", "2027-05-11"),
    ("feedback:team-view", "current", "2026-01-20", "2027-01-20"),
    ("feedback:team-view-again", "current", "2026-05-04", "2027-05-04"), // a draft has an age too
    ("feedback:partners-forum", "current", "2026-03-03", "2027-03-03"),
    ("feedback:partners-forum-july", "ahead", "?", "?"), // 6 July
    ("feedback:providers", "current", "2026-04-01", "2027-04-01"),
    ("feedback:providers-winter", "current", "2025-12-03", "2026-12-03"),
    ("feedback:discharge-team", "current", "2025-08-31", "2026-08-31"), // the day after 30 August
    ("feedback:ambulance-crews", "current", "2026-06-30", "2027-06-30"),
    ("feedback:families-moving", "current", "2026-05-18", "2027-05-18"),
    ("feedback:thresholds-2025", "current", "2026-01-02", "2027-01-02"), // superseded, and not old
    ("feedback:thresholds-2026", "current", "2026-04-22", "2027-04-22"),
    ("feedback:university", "current", "2026-02-25", "2027-02-25"),
    ("feedback:college", "current", "2026-03-26", "2027-03-26"),
    ("feedback:reflections-survey", "current", "2026-04-27", "2027-04-27"),
    ("feedback:apprentices", "current", "2026-05-29", "2027-05-29"),
    ("feedback:councillors", "current", "2026-06-01", "2027-06-01"),
    ("metric:days-to-contact", "current", "2026-03-31", "2027-06-30"), // Q2 has no figure; 31 March + 15 = 30 June
    ("metric:call-wait", "undated", "-", "-"),                         // not a single figure
    ("metric:new-helpline", "ahead", "?", "?"),                        // its only quarter begins on 1 July
    ("metric:homes-rated", "due-soon", "2025-03-31", "2026-06-30"),    // April 2025 has no figure
    ("metric:language-recorded", "current", "2026-06-30", "2027-09-30"), // 2026 has not ended: the as-of date
    ("metric:enquiry-days", "current", "2026-03-31", "2027-06-30"),
    ("metric:feeling-safe", "current", "2026-03-31", "2027-06-30"), // 2025-26 ends on 31 March
    ("document:market-position", "due-soon", "2023-07-15", "2026-07-15"),
    ("document:winter-plan", "current", "2026-06-30", "2029-06-30"), // covers to March 2027: the as-of date
    ("document:leaflet", "current", "2026-02-01", "2029-02-01"),
    ("document:research-note", "current", "2026-03-03", "2029-03-03"),
    ("judgement:assessing-needs", "current", "2026-05-01", "2026-11-01"),
    ("judgement:healthier-lives", "stale", "2025-08-31", "2026-02-28"), // 31 August + 6: the last of February
    ("judgement:equity", "due-soon", "2026-01-10", "2026-07-10"),
    ("judgement:safeguarding", "current", "2026-04-15", "2026-10-15"),
    // Meetings and actions have no time in `fresh_for`: they never go stale.
    ("meeting:2025-12-01-making-it-happen", "current", "2025-12-01", "-"),
    ("meeting:2025-12-17-making-it-happen", "current", "2025-12-17", "-"),
    ("meeting:2026-01-13-making-it-happen", "current", "2026-01-13", "-"),
    ("meeting:2026-01-21-making-it-happen", "current", "2026-01-21", "-"),
    ("meeting:2026-02-04-making-it-happen", "current", "2026-02-04", "-"),
    ("meeting:2026-02-18-making-it-happen", "current", "2026-02-18", "-"),
    ("meeting:2026-03-04-making-it-happen", "current", "2026-03-04", "-"),
    ("meeting:2026-03-25-making-it-happen", "current", "2026-03-25", "-"),
    ("meeting:2026-04-15-making-it-happen", "current", "2026-04-15", "-"),
    ("meeting:2026-04-29-making-it-happen", "current", "2026-04-29", "-"),
    ("meeting:2026-05-13-making-it-happen", "current", "2026-05-13", "-"),
    ("meeting:2026-05-27-making-it-happen", "current", "2026-05-27", "-"),
    ("meeting:2026-06-10-making-it-happen", "current", "2026-06-10", "-"),
    ("meeting:2026-06-24-making-it-happen", "current", "2026-06-24", "-"),
    ("meeting:2026-07-01-making-it-happen", "ahead", "?", "-"),
    ("meeting:2026-02-16-reflection", "current", "2026-02-16", "-"),
    ("meeting:2026-04-02-reflection", "current", "2026-04-02", "-"),
    ("meeting:2026-04-23-reflection", "current", "2026-04-23", "-"),
    ("meeting:2026-05-20-reflection", "current", "2026-05-20", "-"),
    ("meeting:2026-03-16-huddle", "current", "2026-03-16", "-"),
    // An action counts from the meeting that agreed it.
    ("action:rails-budget", "current", "2025-12-01", "-"),
    ("action:call-back-slots", "current", "2025-12-17", "-"),
    ("action:plain-letters", "current", "2026-01-13", "-"),
    ("action:interpreter-line", "current", "2026-01-21", "-"),
    ("action:key-safe-list", "current", "2026-02-04", "-"),
    ("action:second-visit", "current", "2026-02-18", "-"),
    ("action:handover-sheet", "current", "2026-03-04", "-"),
    ("action:contact-cards", "current", "2026-03-25", "-"),
    ("action:quiet-room", "current", "2026-04-15", "-"),
    ("action:bus-passes", "current", "2026-05-13", "-"),
    ("action:easy-read", "current", "2026-05-27", "-"),
];

/// Month, and what goes stale in it on which day: the day after the last fresh
/// day, for last fresh days from 30 June to 29 December.
pub const MONTHS: &[(&str, &[(&str, &str)])] = &[
    (
        "2026-07",
        &[
            ("story:new-year-call", "2026-07-01"),
            ("metric:homes-rated", "2026-07-01"),
            ("feedback:old-letters-audit", "2026-07-10"),
            ("judgement:equity", "2026-07-11"),
            ("document:market-position", "2026-07-16"),
        ],
    ),
    // discharge-team is fresh on 31 August: under September.
    (
        "2026-09",
        &[
            ("feedback:discharge-team", "2026-09-01"),
            ("story:bank-card", "2026-09-02"),
            ("feedback:staff-survey", "2026-09-16"),
        ],
    ),
    ("2026-10", &[("judgement:safeguarding", "2026-10-16")]),
    ("2026-11", &[("judgement:assessing-needs", "2026-11-02"), ("feedback:rung-late", "2026-11-21")]),
    ("2026-12", &[("feedback:providers-winter", "2026-12-04"), ("feedback:letters", "2026-12-11")]),
];

/// Item, what is to be looked at again, by when, and its state. Current, and so
/// not here: language-card (8 September), research-note (1 December) and
/// new-year-call (1 January 2027).
pub const REVIEWS: &[(&str, &str, &str, &str)] = &[
    ("story:stair-rail", "consent", "2026-06-11", "overdue"),
    ("story:two-buses", "consent", "2026-08-05", "due-soon"),
    ("feedback:reflections-survey", "review", "2026-06-30", "due-soon"), // the day itself is in time
    ("metric:feeling-safe", "review", "2026-05-31", "overdue"),
    ("document:winter-plan", "review", "2026-08-30", "due-soon"), // exactly two months after
];
