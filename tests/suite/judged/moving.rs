//! A day later: what changes, and that nothing else does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Wrong, assessed, pack};
use crate::pack::Pack;

/// A day, and what is different on the day after it.
type Boundary = (&'static str, &'static str, &'static [&'static str]);

/// The rule is in the note; the changes stand in any order.
const BOUNDARIES: &[Boundary] = &[
    // Due on 1 May.
    ("2026-05-01", "2026-05-02", &["actions.key-safe-list.loop: open -> overdue"]),
    // Due on 15 June, and done on 1 July.
    ("2026-06-15", "2026-06-16", &["actions.quiet-room.loop: open -> overdue"]),
    // The later of two gaps of one category runs until 17 June.
    (
        "2026-06-17",
        "2026-06-18",
        &["statements.healthier-lives.coverage.feedback-from-partners.state: known-gap -> expired-gap"],
    ),
    // The fortnight from 15 June ends on 28 June, with a draft in it. The next begins.
    (
        "2026-06-28",
        "2026-06-29",
        &[
            "rhythm.making-it-happen.periods.2026-06-15.state: not-expected -> missed",
            "rhythm.making-it-happen.periods.2026-06-29.state: (none) -> not-expected",
        ],
    ),
    // Feedback of 30 June begins; a review by 30 August is two months off.
    (
        "2026-06-29",
        "2026-06-30",
        &[
            "items.feedback.ambulance-crews.freshness.state: ahead -> current",
            "statements.safe-systems.coverage.feedback-from-partners.state: gap -> thin",
            "statements.safe-systems.coverage.feedback-from-partners.items: + feedback:ambulance-crews",
            "statements.safe-systems.coverage.feedback-from-partners.not_counted.feedback:ambulance-crews.why: ahead -> (none)",
            "freshness.reviews.document:winter-plan review.state: (none) -> due-soon",
        ],
    ),
    ("2026-06-30", "2026-07-01", END_OF_JUNE),
    // A story of 2 July begins; a claim had nothing else to rest on.
    (
        "2026-07-01",
        "2026-07-02",
        &[
            "items.story.harvest-supper.freshness.state: ahead -> current",
            "statements.partnerships.coverage.peoples-experience.state: thin -> evidenced",
            "statements.partnerships.coverage.peoples-experience.items: + story:harvest-supper",
            "statements.partnerships.coverage.peoples-experience.not_counted.story:harvest-supper.why: ahead -> (none)",
            "statements.safeguarding.claims.Neighbours look out for each other.state: stale -> one-source",
        ],
    ),
    // Feedback of 6 July begins, and what it supersedes is superseded from then. Still one source.
    (
        "2026-07-05",
        "2026-07-06",
        &[
            "items.feedback.partners-forum-july.freshness.state: ahead -> current",
            "statements.partnerships.coverage.feedback-from-partners.items: + feedback:partners-forum-july",
            "statements.partnerships.coverage.feedback-from-partners.items: - feedback:partners-forum",
            "statements.partnerships.coverage.feedback-from-partners.not_counted.feedback:partners-forum-july.why: ahead -> (none)",
            "statements.partnerships.coverage.feedback-from-partners.not_counted.feedback:partners-forum.why: (none) -> superseded",
        ],
    ),
    // 8 July plus two months is 8 September.
    (
        "2026-07-07",
        "2026-07-08",
        &["freshness.reviews.story:language-card consent.state: (none) -> due-soon"],
    ),
    // Counter-evidence of 9 July 2025 is stale after twelve months. The two sources remain.
    (
        "2026-07-09",
        "2026-07-10",
        &[
            "items.feedback.old-letters-audit.freshness.state: due-soon -> stale",
            "statements.equity.challenges.feedback:old-letters-audit.answered: false -> (none)",
            "statements.equity.challenges_not_counted.feedback:old-letters-audit.why: (none) -> stale",
            "statements.equity.coverage.processes.state: challenged -> evidenced",
        ],
    ),
    // Reviewed on 10 January, for six months.
    ("2026-07-10", "2026-07-11", &["items.judgement.equity.freshness.state: due-soon -> stale"]),
    // A fortnight with a meeting ends; the next begins on Monday 13 July.
    (
        "2026-07-12",
        "2026-07-13",
        &["rhythm.making-it-happen.periods.2026-07-13.state: (none) -> not-expected"],
    ),
    // 15 July plus two months is 15 September.
    ("2026-07-14", "2026-07-15", &["items.feedback.staff-survey.freshness.state: current -> due-soon"]),
    // 15 July 2023 plus 36 months. The metric went stale on the 1st, so nothing is left.
    (
        "2026-07-15",
        "2026-07-16",
        &[
            "items.document.market-position.freshness.state: due-soon -> stale",
            "statements.care-provision.coverage.processes.state: thin -> stale-only",
            "statements.care-provision.coverage.processes.items: - document:market-position",
            "statements.care-provision.coverage.processes.not_counted.document:market-position.why: (none) -> stale",
        ],
    ),
    // A fortnight without a meeting is over.
    (
        "2026-07-26",
        "2026-07-27",
        &[
            "rhythm.making-it-happen.periods.2026-07-13.state: not-expected -> missed",
            "rhythm.making-it-happen.periods.2026-07-27.state: (none) -> not-expected",
        ],
    ),
    // Consent to be asked again by 5 August.
    ("2026-08-05", "2026-08-06", &["freshness.reviews.story:two-buses consent.state: due-soon -> overdue"]),
    // Due on 20 August.
    ("2026-08-20", "2026-08-21", &["actions.bus-passes.loop: open -> overdue"]),
    // A gap until 16 September.
    (
        "2026-09-16",
        "2026-09-17",
        &["statements.safeguarding.coverage.feedback-from-partners.state: known-gap -> expired-gap"],
    ),
];

const END_OF_JUNE: &[&str] = &[
    // 31 December 2024 plus 18 months is 30 June.
    "items.story.new-year-call.freshness.state: due-soon -> stale",
    "statements.healthier-lives.coverage.peoples-experience.state: thin -> stale-only",
    "statements.healthier-lives.coverage.peoples-experience.items: - story:new-year-call",
    "statements.healthier-lives.coverage.peoples-experience.not_counted.story:new-year-call.why: (none) -> stale",
    "statements.equity.claims.Nobody is forgotten at holidays.state: supported -> one-source",
    // 31 March 2025 plus 15 months is 30 June.
    "items.metric.homes-rated.freshness.state: due-soon -> stale",
    "statements.care-provision.coverage.processes.state: evidenced -> thin",
    "statements.care-provision.coverage.processes.items: - metric:homes-rated",
    "statements.care-provision.coverage.processes.not_counted.metric:homes-rated.why: (none) -> stale",
    "statements.safeguarding.claims.Homes are places people would choose.state: one-source -> stale",
    // The quarter of its figure begins on 1 July; its age counts from the as-of date.
    "items.metric.new-helpline.freshness.state: ahead -> current",
    "statements.healthier-lives.coverage.processes.state: gap -> thin",
    "statements.healthier-lives.coverage.processes.items: + metric:new-helpline",
    "statements.healthier-lives.coverage.processes.not_counted.metric:new-helpline.why: ahead -> (none)",
    // 1 July plus two months is 1 September; 30 June plus two was 30 August.
    "items.story.bank-card.freshness.state: current -> due-soon",
    "items.feedback.discharge-team.freshness.state: current -> due-soon",
    // The gap runs until 30 June.
    "statements.assessing-needs.coverage.feedback-from-partners.state: known-gap -> expired-gap",
    // To be looked at again by 30 June.
    "freshness.reviews.feedback:reflections-survey review.state: due-soon -> overdue",
    // Due on 30 June.
    "actions.interpreter-line.loop: open -> overdue",
    // Done on 1 July, late, with no result.
    "actions.quiet-room.loop: overdue -> done-but-not-reported",
    // The meeting of 1 July is held. It hears what came of the letters.
    "items.meeting.2026-07-01-making-it-happen.freshness.state: ahead -> current",
    "actions.plain-letters.loop: done-but-not-reported -> loop-closed",
    "rhythm.making-it-happen.periods.2026-06-29.state: not-expected -> held",
    // June is over, without a reflection.
    "rhythm.reflection.periods.2026-06-01.state: not-expected -> missed",
    "rhythm.reflection.periods.2026-07-01.state: (none) -> not-expected",
];

#[test]
fn moving_the_day_across_a_boundary_changes_what_it_should_and_nothing_else() {
    let pack = pack();
    let mut known = BTreeMap::new();
    let mut wrong = Wrong::default();
    for (day, next, expected) in BOUNDARIES {
        let before = on(&mut known, &pack, day);
        let after = on(&mut known, &pack, next);
        let expected: BTreeSet<String> = expected.iter().map(|&line| line.to_owned()).collect();
        let found = changes(&before, &after);
        for line in expected.difference(&found) {
            wrong.say(format!("{day} to {next}: should change and does not: {line}"));
        }
        for line in found.difference(&expected) {
            wrong.say(format!("{day} to {next}: changes and should not: {line}"));
        }
    }
    wrong.none();
}

/// The states and memberships of a day, built once.
fn on(known: &mut BTreeMap<&'static str, States>, pack: &Pack, day: &'static str) -> States {
    known.entry(day).or_insert_with(|| States::of(&assessed(pack, day))).clone()
}

/// Every state by its path, and what is in every list of items.
#[derive(Clone, Default)]
struct States {
    values: BTreeMap<String, String>,
    members: BTreeSet<(String, String)>,
}

impl States {
    fn of(pack: &Value) -> Self {
        let mut states = Self::default();
        states.walk(pack, "");
        states
    }

    fn walk(&mut self, value: &Value, path: &str) {
        const SKIPPED: [&str; 4] = ["readiness", "loops", "freshness.months", "pack"];
        if SKIPPED.contains(&path) {
            return;
        }
        let key = path.rsplit('.').next().unwrap_or_default();
        match value {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    let inner_path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    if matches!(name.as_str(), "state" | "loop" | "why" | "answered") && !inner.is_object() {
                        let text = inner.as_str().map_or_else(|| inner.to_string(), str::to_owned);
                        self.values.insert(inner_path, text);
                    } else {
                        self.walk(inner, &inner_path);
                    }
                }
            }
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    match entry.as_str() {
                        Some(text) if key == "items" => {
                            self.members.insert((path.to_owned(), text.to_owned()));
                        }
                        _ => self.walk(entry, &format!("{path}.{}", name_of(entry, index))),
                    }
                }
            }
            _ => {}
        }
    }
}

/// What an entry of a list is known by; its place where it has no name.
fn name_of(entry: &Value, index: usize) -> String {
    let text = |key: &str| entry[key].as_str().map(str::to_owned);
    let reviewed = text("item").zip(text("what")).map(|(item, what)| format!("{item} {what}"));
    let names = ["item", "claim", "from", "month"];
    reviewed.or_else(|| names.iter().find_map(|name| text(name))).unwrap_or_else(|| index.to_string())
}

/// The differences, one a line.
fn changes(before: &States, after: &States) -> BTreeSet<String> {
    let none = "(none)".to_owned();
    let paths: BTreeSet<&String> = before.values.keys().chain(after.values.keys()).collect();
    let values = paths.into_iter().filter_map(|path| {
        let old = before.values.get(path).unwrap_or(&none);
        let new = after.values.get(path).unwrap_or(&none);
        (old != new).then(|| format!("{path}: {old} -> {new}"))
    });
    let gone = before.members.difference(&after.members).map(|(path, item)| format!("{path}: - {item}"));
    let come = after.members.difference(&before.members).map(|(path, item)| format!("{path}: + {item}"));
    values.chain(gone).chain(come).collect()
}

#[test]
fn a_difference_is_told_by_the_path_of_the_state_and_the_name_of_the_item() {
    let before = json!({
        "items": {"story": {"x": {"freshness": {"state": "due-soon", "counts_from": "2026-01-01"}}}},
        "statements": {"equity": {
            "coverage": {"processes": {"state": "thin", "items": ["story:x", "story:y"], "not_counted": []}},
            "claims": [{"claim": "We listen", "state": "supported", "sources": 2}],
        }},
        "freshness": {"months": [{"month": "2026-07", "items": []}], "reviews": []},
        "loops": {"states": {"open": 1}},
    });
    let mut after = before.clone();
    after["items"]["story"]["x"]["freshness"] = json!({"state": "stale", "counts_from": "2026-01-02"});
    let cell =
        json!({"state": "thin", "items": ["story:y"], "not_counted": [{"item": "story:x", "why": "stale"}]});
    after["statements"]["equity"]["coverage"]["processes"] = cell;
    after["statements"]["equity"]["claims"][0] =
        json!({"claim": "We listen", "state": "stale", "sources": 0});
    after["freshness"] =
        json!({"months": [], "reviews": [{"item": "story:x", "what": "consent", "state": "overdue"}]});
    after["loops"]["states"]["open"] = json!(2);
    let found = changes(&States::of(&before), &States::of(&after));
    let expected = [
        "freshness.reviews.story:x consent.state: (none) -> overdue",
        "items.story.x.freshness.state: due-soon -> stale",
        "statements.equity.claims.We listen.state: supported -> stale",
        "statements.equity.coverage.processes.items: - story:x",
        "statements.equity.coverage.processes.not_counted.story:x.why: (none) -> stale",
    ];
    assert_eq!(found, expected.into_iter().map(str::to_owned).collect());
}
