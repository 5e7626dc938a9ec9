//! What `docs/evidence.md` says of the judged pack on 30 June 2026: coverage,
//! counter-evidence, claims, voices and I statements.
//!
//! Short names in the notes: a *site* or an *author* shared makes two items one
//! source; *+18m* is the time in `fresh_for`.

pub const PEOPLE: &str = "peoples-experience";
pub const STAFF: &str = "feedback-from-staff-and-leaders";
pub const PARTNERS: &str = "feedback-from-partners";
pub const PROCESSES: &str = "processes";

/// Statement, category, state, what is counted, and what is not and why.
pub type Cell = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

pub const CELLS: &[Cell] = &[
    // stair-rail and two-buses share the site Harbour; two-buses and market-day share an author. stair-rail
    // and market-day each share with one, two-buses with two: those two first, and they share nothing.
    // Two sources. (By date alone two-buses would come first, and leave one source.)
    (
        "assessing-needs",
        PEOPLE,
        "evidenced",
        &["story:stair-rail", "story:market-day"],
        &[("story:two-buses", "duplicate-source")],
    ),
    // One survey: one source of the two asked for.
    ("assessing-needs", STAFF, "thin", &["feedback:staff-survey"], &[]),
    // The gap runs until 30 June, and the day itself is in time. It goes before the one source.
    ("assessing-needs", PARTNERS, "known-gap", &["feedback:hospital-partners"], &[]),
    // The meeting of 1 December and its action are one source: equal in sharing and in date, so the
    // meeting before its action. The metric is a source by itself. Two.
    (
        "assessing-needs",
        PROCESSES,
        "evidenced",
        &["metric:days-to-contact", "meeting:2025-12-01-making-it-happen"],
        &[("action:rails-budget", "duplicate-source")],
    ),
    // 31 December 2024 +18m = "31 June" = 30 June 2026: fresh on the last day. stair-rail is context here.
    ("healthier-lives", PEOPLE, "thin", &["story:new-year-call"], &[("story:stair-rail", "context")]),
    // 20 May 2025 +12m = 20 May 2026, passed. Nothing else.
    ("healthier-lives", STAFF, "stale-only", &[], &[("feedback:home-care-workers", "stale")]),
    // Two gaps: until 28 February and 17 June. The later has passed as well.
    ("healthier-lives", PARTNERS, "expired-gap", &[], &[]),
    // No figure at all, and a figure whose quarter begins on 1 July. Nothing is stale, so not stale-only.
    // The leaflet has no category and stands in no cell.
    (
        "healthier-lives",
        PROCESSES,
        "gap",
        &[],
        &[("metric:call-wait", "undated"), ("metric:new-helpline", "ahead")],
    ),
    // Two sources; but the complaint's only action was dropped, so it is not answered.
    ("equity", PEOPLE, "challenged", &["story:language-card", "story:prayer-room"], &[]),
    // The audit is answered: an improvement cites it and names an action that is not dropped. One source.
    ("equity", STAFF, "thin", &["feedback:equality-staff-group"], &[]),
    // The deaf club is answered by the action that came of it. Nothing is counted, nothing stale, no gap named.
    ("equity", PARTNERS, "gap", &[], &[]),
    // 9 July 2025 +12m = 9 July 2026: the audit of letters still counts against, and nobody answered.
    ("equity", PROCESSES, "challenged", &["metric:language-recorded", "action:contact-cards"], &[]),
    // One author, one date: by name `first-tea`.
    ("care-provision", PEOPLE, "thin", &["story:first-tea"], &[("story:second-tea", "duplicate-source")]),
    ("care-provision", STAFF, "gap", &[], &[]),
    // One author: the latest, 1 April 2026 before 3 December 2025.
    (
        "care-provision",
        PARTNERS,
        "thin",
        &["feedback:providers"],
        &[("feedback:providers-winter", "duplicate-source")],
    ),
    // Both owned by the market officer, and each a source by itself. Last days 15 July and 30 June: fresh.
    ("care-provision", PROCESSES, "evidenced", &["document:market-position", "metric:homes-rated"], &[]),
    // The first reason that holds: choir-draft is a draft and ahead; old-ferry is superseded and stale
    // (1 March 2024 +18m = 1 September 2025); library-bench is context and stale (1 December 2025).
    (
        "partnerships",
        PEOPLE,
        "thin",
        &["story:new-ferry"],
        &[
            ("story:allotment-withdrawn", "withdrawn"),
            ("story:choir-draft", "draft"),
            ("story:harvest-supper", "ahead"),
            ("story:old-ferry", "superseded"),
            ("story:library-bench", "context"),
            ("story:bandstand", "context"),
        ],
    ),
    // What supersedes team-view is a draft, so team-view still counts.
    ("partnerships", STAFF, "thin", &["feedback:team-view"], &[("feedback:team-view-again", "draft")]),
    // What supersedes the forum of March is ahead (6 July), so March still counts.
    (
        "partnerships",
        PARTNERS,
        "thin",
        &["feedback:partners-forum"],
        &[("feedback:partners-forum-july", "ahead")],
    ),
    // A meeting and its action: one source.
    (
        "partnerships",
        PROCESSES,
        "thin",
        &["meeting:2026-05-13-making-it-happen"],
        &[("action:bus-passes", "duplicate-source")],
    ),
    // families-moving shares nothing; of the two from Harbour the latest is ward-door.
    (
        "safe-systems",
        PEOPLE,
        "evidenced",
        &["feedback:families-moving", "story:ward-door"],
        &[("story:night-bag", "duplicate-source")],
    ),
    ("safe-systems", STAFF, "thin", &["feedback:discharge-team"], &[]),
    // Of the as-of date itself: not ahead.
    ("safe-systems", PARTNERS, "thin", &["feedback:ambulance-crews"], &[]),
    ("safe-systems", PROCESSES, "evidenced", &["document:winter-plan", "action:handover-sheet"], &[]),
    // `corroborates` counts as well as `direct`. Neither has a site or an author.
    ("safeguarding", PEOPLE, "evidenced", &["story:locked-door", "story:bank-card"], &[]),
    // thresholds-2025 counts against the statement, but is superseded: no challenge.
    ("safeguarding", STAFF, "thin", &["feedback:thresholds-2026"], &[]),
    // Until 16 September.
    ("safeguarding", PARTNERS, "known-gap", &[], &[]),
    // enquiry-days counts against it, and nothing was done.
    ("safeguarding", PROCESSES, "challenged", &["metric:feeling-safe", "action:key-safe-list"], &[]),
    ("governance", PEOPLE, "evidenced", &["feedback:rung-late", "feedback:letters"], &[]),
    ("governance", STAFF, "thin", &["feedback:councillors"], &[]),
    ("governance", PARTNERS, "gap", &[], &[]),
    // Three actions of three meetings; that one person has to do them makes them no single source.
    (
        "governance",
        PROCESSES,
        "evidenced",
        &["action:call-back-slots", "action:plain-letters", "action:interpreter-line", "metric:enquiry-days"],
        &[],
    ),
    // 10 October 2024 +18m = 10 April 2026, passed.
    ("learning", PEOPLE, "stale-only", &[], &[("story:first-try", "stale")]),
    // Two authors.
    ("learning", STAFF, "evidenced", &["feedback:reflections-survey", "feedback:apprentices"], &[]),
    // Not expected goes before challenged: the college is not answered.
    ("learning", PARTNERS, "not-expected", &[], &[("feedback:university", "category-not-expected")]),
    ("learning", PROCESSES, "gap", &[], &[("document:research-note", "context")]),
];

/// What has no category stands in no cell of its statement.
pub const WITHOUT_A_CATEGORY: (&str, &str) = ("healthier-lives", "document:leaflet");

/// Statement, counter-evidence that counts, its category, and whether it is answered.
pub const CHALLENGES: &[(&str, &str, &str, bool)] = &[
    // Its one action, second-visit, was dropped.
    ("equity", "feedback:interpreter-complaint", PEOPLE, false),
    // Improvement "Records leave out the language" cites it and names interpreter-line, open.
    ("equity", "feedback:equality-audit", STAFF, true),
    // contact-cards has it under `because`.
    ("equity", "feedback:deaf-club", PARTNERS, true),
    // Its own `category` goes before that of staff feedback. Fresh until 9 July.
    ("equity", "feedback:old-letters-audit", PROCESSES, false),
    ("safeguarding", "metric:enquiry-days", PROCESSES, false),
    ("learning", "feedback:college", PARTNERS, false),
];

/// Statement, kind, words, state, sources, categories of what can be relied on
/// (not compared where there is none), and whether there is no action.
pub type Claim = (&'static str, &'static str, &'static str, &'static str, u64, &'static [&'static str], bool);

const S: &str = "strength";
const I: &str = "improvement";

/// `without_action` is compared for improvements only.
pub const CLAIMS: &[Claim] = &[
    // A story and a metric.
    ("assessing-needs", S, "Small things are mended early", "supported", 2, &[PEOPLE, PROCESSES], false),
    // An action and the meeting that agreed it: one.
    ("assessing-needs", S, "Workers may spend a little themselves", "one-source", 1, &[PROCESSES], false),
    ("assessing-needs", I, "Not every team has time to listen", "one-source", 1, &[STAFF], false),
    ("assessing-needs", I, "Weekends are hard", "without-evidence", 0, &[], true),
    // One stale, one undated.
    ("healthier-lives", S, "First visits are long enough", "stale", 0, &[], false),
    // One withdrawn, one stale: not all is withdrawn.
    ("healthier-lives", S, "People have somewhere to go", "stale", 0, &[], false),
    // All withdrawn; and its action, second-visit, was dropped.
    ("healthier-lives", I, "Plots are few", "withdrawn", 0, &[], true),
    // Both from Harbour.
    ("equity", S, "Harbour listens", "one-source", 1, &[PEOPLE], false),
    // stair-rail and market-day are two; two-buses is one with each of them.
    ("equity", S, "People are met where they are", "supported", 2, &[PEOPLE], false),
    // new-year-call is fresh for this one day more.
    ("equity", S, "Nobody is forgotten at holidays", "supported", 2, &[PEOPLE], false),
    ("equity", I, "Records leave out the language", "one-source", 1, &[STAFF], false),
    ("equity", I, "Quiet rooms are few", "supported", 2, &[PEOPLE], true),
    // A draft, one ahead, one superseded.
    ("safeguarding", S, "Neighbours look out for each other", "stale", 0, &[], false),
    // 31 March 2025 +15m = 30 June 2026: the last day.
    ("safeguarding", S, "Homes are places people would choose", "one-source", 1, &[PROCESSES], false),
];

/// Statement, voice, and what it is heard in. No statement here has
/// counter-evidence.
pub const VOICES: &[(&str, &str, &[&str])] = &[
    // market-day is about no one person; a person is quoted in it.
    ("assessing-needs", "people", &["story:stair-rail", "story:two-buses", "story:market-day"]),
    // From partners, with a quotation of a family member: heard in both.
    ("assessing-needs", "families", &["feedback:hospital-partners"]),
    ("assessing-needs", "partners", &["feedback:hospital-partners"]),
    ("assessing-needs", "carers", &["metric:days-to-contact"]),
    // The meeting's text quotes a worker.
    ("assessing-needs", "staff", &["feedback:staff-survey", "meeting:2025-12-01-making-it-happen"]),
    // The draft, the one ahead and the superseded are not counted; library-bench and bandstand are about nobody.
    ("partnerships", "people", &["story:new-ferry"]),
    ("partnerships", "families", &[]),
    ("partnerships", "carers", &[]),
    ("partnerships", "staff", &["feedback:team-view"]),
    ("partnerships", "partners", &["feedback:partners-forum"]),
    // A duplicate source is a voice all the same.
    ("safe-systems", "people", &["story:night-bag", "story:ward-door"]),
    ("safe-systems", "families", &["feedback:families-moving"]),
    ("safe-systems", "carers", &["feedback:families-moving"]),
    ("safe-systems", "staff", &["feedback:discharge-team"]),
    ("safe-systems", "partners", &["feedback:ambulance-crews"]),
    ("governance", "people", &["feedback:letters"]),
    ("governance", "families", &["feedback:rung-late"]),
    ("governance", "carers", &[]),
    ("governance", "staff", &["feedback:councillors"]),
    ("governance", "partners", &[]),
];

/// Statement, and the communities heard in it, each with what it is heard in.
pub type Communities = (&'static str, &'static [(&'static str, &'static [&'static str])]);

pub const COMMUNITIES: &[Communities] = &[
    ("assessing-needs", &[("older-people", &["story:market-day"])]),
    // Context is evidence of the statement, and not stale.
    ("partnerships", &[("deaf-people", &["story:bandstand"])]),
    ("safe-systems", &[]),
    ("governance", &[]),
];

/// I statement, what names it, and where the voice of people, families or
/// unpaid carers is in it.
pub const I_STATEMENTS: &[(&str, &[&str], &[&str])] = &[
    // A figure about unpaid carers.
    ("i-coordinated", &["metric:days-to-contact"], &["metric:days-to-contact"]),
    // Staff only.
    ("i-unique", &["feedback:equality-staff-group"], &[]),
    ("i-informed", &[], &[]),
    ("i-plan-ahead", &[], &[]),
    ("i-moving", &["feedback:families-moving", "document:winter-plan"], &["feedback:families-moving"]),
    ("i-safe", &["story:locked-door", "metric:feeling-safe"], &["story:locked-door"]),
];

/// The coverage states, in the order of the columns below.
pub const STATES: [&str; 8] =
    ["not-expected", "challenged", "known-gap", "expired-gap", "evidenced", "thin", "stale-only", "gap"];

/// Statement, score, how many cells are in each of `STATES`, and gaps (none:
/// not compared, where two name one category).
pub type Ready = (&'static str, Option<u64>, [u64; 8], Option<u64>);

// Read off `CELLS`, row by row.                        ne ch kg xg ev th so ga
pub const READY: &[Ready] = &[
    ("assessing-needs", Some(3), [0, 0, 1, 0, 2, 1, 0, 0], Some(1)),
    ("healthier-lives", Some(2), [0, 0, 0, 1, 0, 1, 1, 1], None),
    ("equity", Some(2), [0, 2, 0, 0, 0, 1, 0, 1], Some(0)),
    ("care-provision", None, [0, 0, 0, 0, 1, 2, 0, 1], Some(0)),
    ("partnerships", None, [0, 0, 0, 0, 0, 4, 0, 0], Some(0)),
    ("safe-systems", None, [0, 0, 0, 0, 2, 2, 0, 0], Some(0)),
    ("safeguarding", None, [0, 1, 1, 0, 1, 1, 0, 0], Some(1)),
    ("governance", None, [0, 0, 0, 0, 2, 1, 0, 1], Some(0)),
    ("learning", None, [1, 0, 0, 0, 1, 0, 1, 1], Some(0)),
];
