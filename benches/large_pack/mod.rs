//! A large pack in memory, of texts alone, for measurements.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::date;
use ninefold::source::{Role, SourceText, Sources};

const STATEMENTS: [&str; 9] = [
    "assessing-needs",
    "healthier-lives",
    "equity",
    "care-provision",
    "partnerships",
    "safe-systems",
    "safeguarding",
    "governance",
    "learning",
];

/// Of a hundred items 60 are stories, 20 feedback, 2 meetings with 9 actions each.
pub fn sources(items: usize) -> Sources {
    let mut texts = BTreeMap::new();
    let mut add = |path: String, role: Role, text: String| {
        let path: Arc<str> = path.into();
        texts.insert(Arc::clone(&path), SourceText { path, text: text.into(), role });
    };
    let settings = "authority: Large Council\ntitle: A large pack\nrhythm: {making-it-happen: 1 week}\n\
                    sites: [{id: east, name: East, opened: 2025-01-06}, {id: west, name: West, opened: 2025-03-03}]\n";
    add("data/pack.yaml".into(), Role::Settings, settings.into());
    let (stories, feedback, meetings) = (items * 60 / 100, items * 20 / 100, items * 2 / 100);
    for n in 0..stories {
        add(format!("content/stories/s{n}.md"), Role::Story, story(n, stories));
    }
    for n in 0..feedback {
        add(format!("content/feedback/f{n}.md"), Role::Feedback, self::feedback(n, stories));
    }
    for n in 0..meetings {
        add(format!("content/meetings/m{n}.md"), Role::Meeting, meeting(n, stories, meetings));
    }
    for (n, statement) in STATEMENTS.iter().enumerate() {
        add(format!("content/judgements/{statement}.md"), Role::Judgement, judgement(n, statement));
    }
    Sources { root: PathBuf::new(), texts, ..Sources::default() }
}

fn day(n: usize) -> String {
    format!("{}-{:02}-{:02}", 2024 + n % 3, n % 6 + 1, n % 28 + 1)
}

fn story(n: usize, stories: usize) -> String {
    let site = ["east", "west"][n % 2];
    format!(
        "---\ntitle: Story {n}\ndate: {}\nstatements: [{}, {}]\nrules: [stick-like-glue]\nsite: {site}\nowner: Role {}\n\
         person: {{pseudonym: Mx {n}}}\nconsent: {{status: given, review_by: 2026-07-15}}\nwhat_changed: It changed.\n---\nSee [the next](story:s{}).\n",
        day(n),
        STATEMENTS[n % 9],
        STATEMENTS[(n + 4) % 9],
        n % 400,
        (n + 1) % stories,
    )
}

fn feedback(n: usize, stories: usize) -> String {
    let from = ["people", "families", "staff", "partners"][n % 4];
    format!(
        "---\ntitle: Feedback {n}\ndate: {}\nfrom: {from}\nmethod: survey\nstatements: [{}]\nchallenges: [{}]\n---\nAbout [it](story:s{}).\n",
        day(n + 1),
        STATEMENTS[n % 9],
        STATEMENTS[(n + 1) % 9],
        n % stories,
    )
}

/// Its results are heard in the next one.
fn meeting(n: usize, stories: usize, meetings: usize) -> String {
    let first = date(2024, 1, 1);
    let held = |n: usize| first.saturating_add(jiff::Span::new().days(i64::try_from(n % 900).unwrap_or(0)));
    let mut text = format!(
        "---\nkind: making-it-happen\ndate: {}\nheard: [story:s{}]\nactions:\n",
        held(n),
        n % stories
    );
    for (action, statement) in STATEMENTS.iter().enumerate() {
        let prompt = (n * 9 + action) % stories;
        let _ = write!(
            text,
            "  - {{id: a{n}-{action}, what: Do it, because: [story:s{prompt}], owner: Role {action}, due: 2026-05-01, statements: [{statement}], site: east"
        );
        // The days of the meetings go round: only one on a later day can hear a result.
        if action % 2 == 0 && n % 900 < 890 && n + 7 < meetings {
            let _ =
                write!(text, ", status: done, done: {}, result: Done, reported_in: m{}", held(n + 3), n + 7);
        }
        text.push_str("}\n");
    }
    text + "---\n"
}

fn judgement(n: usize, statement: &str) -> String {
    let mut text =
        format!("---\nstatement: {statement}\nowner: Director\nreviewed: 2026-05-01\nscore: 3\nstrengths:\n");
    for claim in 0..20 {
        let _ = writeln!(
            text,
            "  - {{claim: Claim {claim}, evidence: [story:s{}, feedback:f{}]}}",
            claim * 9 + n,
            claim * 9 + n
        );
    }
    text + "---\n"
}
