//! Nothing that is withheld leaves, in any file, in any encoding.
//!
//! A pack in which every item, every field of it, every quotation and every
//! figure carries a token that occurs nowhere else, in every combination of
//! audience, status, consent, scope, last day and other ground. Who may see
//! what is worked out here once more, from `docs/safety.md` alone.

mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use crate::pack::{Pack, Tree, has_ending};
use forms::{plain, tokens};

const AUDIENCES: [&str; 3] = ["internal", "assessor", "public"];
const STATUSES: [&str; 4] = ["draft", "ready", "approved", "withdrawn"];
const CONSENTS: [&str; 6] =
    ["given", "not-sought", "declined", "withdrawn", "best-interests", "bereaved-family"];
/// Around the as-of date, 30 June 2026: none, the day itself, the day before, long after.
const LAST_DAYS: [Option<&str>; 4] = [None, Some("2026-06-30"), Some("2026-06-29"), Some("2027-01-31")];

/// A token and the widest audience that may see it: 0 internal, 1 assessor, 2 public, none nobody.
type Reach = Option<usize>;

/// What may be told to whom, after the tables of `docs/safety.md`.
fn ground(status: &str, scope: usize, last_day: Option<&str>, basis: bool) -> Reach {
    let said_yes = ["given", "best-interests", "bereaved-family"].contains(&status);
    let in_time = last_day.is_none_or(|day| day >= "2026-06-30");
    match status {
        "declined" | "withdrawn" => None,
        _ if said_yes && in_time && scope == 2 => Some(2),
        _ if said_yes && in_time && scope == 1 => Some(1),
        _ if basis => Some(1),
        _ => Some(0),
    }
}

/// How far an item's audience and status let it go.
fn item(audience: usize, status: &str) -> Reach {
    match status {
        "withdrawn" => None,
        "draft" => Some(0),
        _ => Some(audience),
    }
}

fn narrower(a: Reach, b: Reach) -> Reach {
    a.zip(b).map(|(a, b)| a.min(b))
}

/// A pack being written, and what may be seen of it.
struct Made {
    pack: Pack,
    /// By token.
    reach: BTreeMap<String, Reach>,
    items: usize,
    cited: Vec<String>,
}

impl Made {
    /// A token that occurs nowhere else.
    fn token(&mut self, reach: Reach) -> String {
        let token = format!("zq{:05}", self.reach.len());
        self.reach.insert(token.clone(), reach);
        token
    }

    fn add(self, path: &str, text: impl AsRef<[u8]>, name: String) -> Self {
        let Self { pack, reach, items, mut cited } = self;
        cited.push(name);
        Self { pack: pack.file(path, text), reach, items: items + 1, cited }
    }

    fn stories(mut self) -> Self {
        for (audience, status, consent) in combinations() {
            for scope in 0..3 {
                for last_day in LAST_DAYS {
                    for basis in [false, true] {
                        let reach = narrower(item(audience, status), ground(consent, scope, last_day, basis));
                        self = self.story(reach, (audience, status), (consent, scope, last_day, basis));
                    }
                }
            }
        }
        self
    }

    fn story(
        mut self,
        reach: Reach,
        (audience, status): (usize, &str),
        (consent, scope, last_day, basis): (&str, usize, Option<&str>, bool),
    ) -> Self {
        let id = self.token(reach);
        let mut text = String::from("---\n");
        let mut fields = vec!["title", "before", "what_changed", "now", "owner"];
        if basis {
            // The ground itself goes to assessors and no further.
            let token = self.token(narrower(reach, Some(1)));
            let _ = writeln!(text, "basis: Basis {token}");
        }
        fields.retain(|field| {
            let token = self.token(reach);
            let _ = writeln!(text, "{field}: 'A {field} & <{token}> “é”'");
            true
        });
        let [tag, group, alias, person, insight, heading, words, quote, by] =
            std::array::from_fn(|_| self.token(reach));
        // Who wrote the consent down is for the authority alone.
        self.reach.insert(by.clone(), narrower(reach, Some(0)));
        let last_day = last_day.map_or(String::new(), |day| format!(", review_by: {day}"));
        let _ = write!(
            text,
            "date: 2026-01-02\nstatements: [{{statement: safeguarding, why: Why {group}w}}]\nperson: {{pseudonym: Mx {person}}}\n\
             consent: {{status: {consent}, scope: {}, by: Role {by}{last_day}}}\nprevented: [{tag}p]\ntags: [{tag}]\ngroups: [{group}]\n\
             aliases: [old-{alias}]\ninsights: [{{text: Insight {insight}, for: housing}}]\naudience: {}\nstatus: {status}\n---\n\
             ## Heading {heading}\n\nWords {words}.\n\n> Said {quote}\n> — person\n",
            AUDIENCES[scope], AUDIENCES[audience]
        );
        self.add(&format!("content/stories/{id}.md"), text, format!("story:{id}"))
    }

    /// Feedback of every audience and status, each with a quotation for every
    /// ground of its own, and text that has the ground of the whole.
    fn feedback(mut self) -> Self {
        for ((audience, status, own), reaching) in
            combinations().flat_map(|one| (0..3).map(move |scope| (one, scope)))
        {
            let whole = item(audience, status);
            let [id, title, words, said] = std::array::from_fn(|_| self.token(whole));
            self.reach.insert(said.clone(), narrower(whole, ground(own, reaching, None, false)));
            let mut quotes = String::new();
            for (scope, consent, last_day) in (0..3).flat_map(|scope| {
                CONSENTS
                    .iter()
                    .flat_map(move |consent| [None, Some("2026-06-29")].map(|day| (scope, *consent, day)))
            }) {
                let token = self.token(narrower(whole, ground(consent, scope, last_day, false)));
                let last_day = last_day.map_or(String::new(), |day| format!(", review_by: {day}"));
                let _ = writeln!(
                    quotes,
                    "  - {{text: Said {token}, speaker: family, consent: {{status: {consent}, scope: {}{last_day}}}}}",
                    AUDIENCES[scope]
                );
            }
            let text = format!(
                "---\ntitle: Feedback {title}\ndate: 2026-03-20\nstatements: [equity]\nfrom: families\nmethod: survey\n\
                 consent: {{status: {own}, scope: {}}}\nquotes:\n{quotes}audience: {}\nstatus: {status}\n---\n{words}\n\n> ## {said}\n> Said {said}, see [x](story:garden-gate).\n> — family\n",
                AUDIENCES[reaching], AUDIENCES[audience]
            );
            self = self.add(&format!("content/feedback/{id}.md"), text, format!("feedback:{id}"));
        }
        self
    }

    /// Meetings with actions, metrics, documents with their files, pages.
    fn others(mut self) -> Self {
        let mut documents = String::from("documents:\n");
        for (at, (audience, status)) in
            AUDIENCES.iter().enumerate().flat_map(|(at, _)| STATUSES.map(|status| (at, status))).enumerate()
        {
            let reach = item(audience, status);
            let name = AUDIENCES[audience];
            let [meeting, action, what, result, metric, note, document, file, page, words] =
                std::array::from_fn(|_| self.token(reach));
            let text = format!(
                "---\ntitle: Meeting {meeting}\nkind: huddle\ndate: 2026-05-{:02}\naudience: {name}\nstatus: {status}\nactions:\n  \
                 - {{id: act-{action}, what: Do {what}, owner: Lead {action}o, due: 2026-06-01, status: done, done: 2026-05-30, result: Came {result}}}\n---\nWords {meeting}.\n",
                at + 1
            );
            self = self.add(
                &format!("content/meetings/2026-05-{:02}-{meeting}.md", at + 1),
                text,
                format!("action:act-{action}"),
            );
            let number = 7_300_000 + at;
            self.reach.insert(number.to_string(), reach);
            let text = format!(
                "title: Metric {metric}\nstatements: [equity]\ncategory: processes\nunit: pounds\nbetter: neither\nsource: {{name: Source {metric}s}}\naudience: {name}\nstatus: {status}\n\
                 points: [{{period: 2026-01, value: {number}, note: Note {note}}}, {{period: 2026-02, value: {number}}}, {{period: 2026-03, value: {number}}}]\n"
            );
            self = self.add(&format!("data/metrics/{metric}.yaml"), text, format!("metric:{metric}"));
            let _ = writeln!(
                documents,
                "  - {{id: {document}, title: Paper {document}, date: 2026-01-01, owner: Lead, statements: [equity], file: data/documents/{file}.txt, audience: {name}, status: {status}}}"
            );
            self = self.add(
                &format!("data/documents/{file}.txt"),
                format!("File {file}"),
                format!("document:{document}"),
            );
            let text = format!("---\ntitle: Page {page}\naudience: {name}\nstatus: {status}\n---\n{words}\n");
            self = self.add(&format!("content/pages/{page}.md"), text, format!("page:{page}"));
        }
        self.pack = self.pack.edit("data/documents.yaml", "documents:\n", &documents);
        self
    }

    /// Everything is cited from what everybody may read.
    fn cited(self) -> Self {
        let mut page = String::from("---\ntitle: Links\naudience: public\n---\n");
        for name in &self.cited {
            let _ = writeln!(page, "Plain [one]({name}) and <{name}>.\n");
        }
        let claim = format!(
            "evidence: [feedback:carer-calls, {}]",
            self.cited
                .iter()
                .filter(|name| !name.starts_with("page:"))
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        );
        let pack = self
            .pack
            .file("content/pages/links.md", page)
            .edit("content/judgements/assessing-needs.md", "evidence: [feedback:carer-calls]", &claim)
            .edit("content/judgements/assessing-needs.md", "audience: assessor", "audience: public");
        Self { pack, ..self }
    }
}

fn combinations() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    (0..3).flat_map(|audience| {
        STATUSES
            .iter()
            .flat_map(move |status| CONSENTS.iter().map(move |consent| (audience, *status, *consent)))
    })
}

/// What is handed out: the site, and the zip of it.
fn site_and_zip(pack: &Pack, audience: &str) -> Tree {
    let mut site = pack.build(&["--as-of", "2026-06-30", "--audience", audience, "--zip"]);
    let zip = format!("smallbrook-council-a-small-pack-{audience}-2026-06-30-OFFICIAL.zip");
    let bytes = std::fs::read(pack.root().join(&zip)).expect("the zip");
    site.insert(zip, bytes);
    site
}

/// The authority's own edition, the largest by far, has tokens as they are;
/// what was taken back is named there by its reference alone.
fn not_named(bytes: &[u8], found: &mut BTreeSet<String>) {
    let mut text = String::from_utf8_lossy(bytes).replace(',', "");
    for kind in ["story:", "feedback:", "metric:", "action:act-", "document:", "meeting:"] {
        text = text.replace(&format!("{kind}zq"), "");
    }
    plain(&text, found);
}

/// Every token of a site, with the first file that has it.
fn all_tokens(site: &Tree, tokens: fn(&[u8], &mut BTreeSet<String>)) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, bytes) in site {
        let mut found = BTreeSet::new();
        tokens(path.as_bytes(), &mut found);
        if has_ending(path, "zip") {
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
            for at in 0..zip.len() {
                let mut entry = zip.by_index(at).expect("an entry");
                tokens(entry.name().expect("a name").as_bytes(), &mut found);
                let mut inside = Vec::new();
                entry.read_to_end(&mut inside).expect("whole");
                tokens(&inside, &mut found);
            }
        } else {
            tokens(bytes, &mut found);
            if path == "assets/search/index.js" {
                // Front coded: a word stands in no byte as it is.
                tokens(crate::search::vocabulary(bytes).join("\n").as_bytes(), &mut found);
            }
        }
        for token in found {
            all.entry(token).or_insert_with(|| path.clone());
        }
    }
    all
}

#[test]
fn no_token_of_what_is_withheld_is_in_any_byte() {
    let empty = Made { pack: Pack::small(), reach: BTreeMap::new(), items: 0, cited: Vec::new() };
    let made = empty.stories().feedback().others().cited();
    assert!(made.items >= 1_990, "{}", made.items);
    let withheld =
        |at: usize| made.reach.values().filter(|reach| reach.is_none_or(|reach| reach < at)).count();
    assert!(withheld(1) > 10_000, "{}", withheld(1));
    for (at, audience) in AUDIENCES.into_iter().enumerate() {
        let site = site_and_zip(&made.pack, audience);
        let found = all_tokens(&site, if at == 0 { not_named } else { tokens });
        let leaks: Vec<_> = found
            .iter()
            .filter(|(token, _)| made.reach[token.as_str()].is_none_or(|reach| reach < at))
            .collect();
        assert!(
            leaks.is_empty(),
            "{audience}: {} leaks, such as {:?}",
            leaks.len(),
            &leaks[..leaks.len().min(5)]
        );
        let missing: Vec<_> = made
            .reach
            .iter()
            .filter(|(token, reach)| reach.is_some_and(|reach| reach >= at) && !found.contains_key(*token))
            .collect();
        assert!(
            missing.is_empty(),
            "{audience}: {} not there, such as {:?}",
            missing.len(),
            &missing[..missing.len().min(5)]
        );
    }
}
