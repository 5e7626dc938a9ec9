//! The finished site, file by file as they are made, before it is put in place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::scanner::{Find, essence, hardest};
use super::words::{end_block, name_in_words, tells_nothing, words_of};
use super::{Guard, Key, code};
use crate::diagnostic::{Finding, Place, counted, list_of};
use crate::personal::Certainty;
use crate::site::{Origin, SiteFile, SitePath};

/// How many files a finding names.
const NAMED: usize = 3;

/// A find in a file of the site.
struct InFile {
    find: Find,
    key: Key,
}

/// A file of the site that was looked through.
pub struct Looked {
    /// Where it goes.
    pub path: SitePath,
    /// What it was made from.
    pub origin: Origin,
    finds: Vec<InFile>,
    /// Whether its bytes are words.
    read: bool,
}

impl Looked {
    /// Whether it is words, and nothing at all was found in them.
    pub fn is_clean(&self) -> bool {
        self.read && self.finds.is_empty()
    }
}

/// A find over all files.
struct Group<'a> {
    find: &'a Find,
    files: BTreeSet<&'a str>,
    places: BTreeSet<&'a Place>,
}

impl Guard<'_> {
    /// Looks through a file of the finished site: its words, and its name.
    pub fn look(&self, file: &SiteFile) -> Looked {
        let path = file.path.as_str();
        let looked =
            |finds, read| Looked { path: file.path.clone(), origin: file.origin.clone(), finds, read };
        let whole = self.clean.key(path, &file.bytes);
        if self.clean.holds(&whole) {
            return looked(Vec::new(), true);
        }
        if self.is_quiet(path, &file.bytes) {
            self.clean.add(whole);
            return looked(Vec::new(), true);
        }
        let words = words_of(path, &file.bytes, &self.lines);
        let read = words.is_some();
        let mut text = words.unwrap_or_default();
        end_block(&mut text);
        text.push_str(&name_in_words(path));
        let finds = self.known.all(self.scanner, &text).into_iter().map(|find| {
            let key = (Arc::clone(&find.rule), essence(&find.rule, &text[find.span.clone()]));
            InFile { find, key }
        });
        let finds: Vec<InFile> = finds.collect();
        // Of files that hold no text it has to be said that they were not looked into.
        if read && finds.is_empty() {
            self.clean.add(whole);
        }
        looked(finds, read)
    }

    /// Whether a file is text of which all that was not looked through before tells
    /// nothing. Where it may tell something, what stands near it counts as well.
    fn is_quiet(&self, path: &str, bytes: &[u8]) -> bool {
        let is_quiet = |words: &str| self.known.tells_nothing(self.scanner, words);
        is_quiet(&name_in_words(path)) && tells_nothing(path, bytes, &self.lines, &is_quiet)
    }

    /// Says what was found in all files of the site.
    pub fn site(&mut self, mut looked: Vec<Looked>) {
        let opaque = looked.iter().filter(|looked| !looked.read);
        self.verdict.not_looked_into.extend(opaque.map(|looked| looked.path.as_str().to_owned()));
        self.verdict.not_looked_into.sort();
        self.take_allowed(&mut looked);
        for looked in &mut looked {
            let finds = std::mem::take(&mut looked.finds);
            let kept = hardest(finds.iter().map(|one| one.find.clone()).collect());
            looked.finds = finds.into_iter().filter(|one| kept.contains(&one.find)).collect();
        }
        let findings: Vec<Finding> =
            grouped(&looked).into_iter().filter_map(|(key, group)| self.site_finding(key, &group)).collect();
        self.verdict.findings.extend(findings);
    }

    /// Takes away what is allowed in all the files that it comes from.
    fn take_allowed(&mut self, looked: &mut [Looked]) {
        let mut allowed: BTreeMap<Key, bool> = BTreeMap::new();
        for (key, group) in grouped(looked) {
            let written = self.told.get(key).map(|told| {
                if told.released.is_empty() { told.withheld.clone() } else { told.released.clone() }
            });
            let from =
                written.unwrap_or_else(|| group.places.iter().map(|place| Arc::clone(&place.path)).collect());
            let (rule, essence) = key;
            if let Some(whole) = self.allowances.take_from_site(rule, essence, &from, group.files.len()) {
                allowed.insert(key.clone(), whole);
            }
        }
        if allowed.is_empty() {
            return;
        }
        for Looked { finds, .. } in looked {
            let whole = finds.iter().filter(|one| allowed.get(&one.key) == Some(&true));
            let whole: Vec<_> = whole.map(|one| one.find.span.clone()).collect();
            finds.retain(|one| {
                let span = &one.find.span;
                !allowed.contains_key(&one.key)
                    && !whole.iter().any(|run| run.start <= span.start && span.end <= run.end)
            });
        }
    }

    /// What is said of a find, unless the sources' finding says it already.
    fn site_finding(&self, key: &Key, group: &Group<'_>) -> Option<Finding> {
        let find = group.find;
        let severity = self.severity(find.certainty);
        let told = self.told.get(key);
        if told.and_then(|told| told.severity).is_some_and(|known| known <= severity) {
            return None;
        }
        // What an author knows comes before the files of the search.
        let mut files: Vec<&str> = group.files.iter().copied().collect();
        files.sort_by_key(|path| path.starts_with("assets/"));
        let names: Vec<String> =
            files.iter().take(NAMED).map(|path| self.scanner.masked_name(path)).collect();
        let more = group.files.len() - names.len();
        let files = match more {
            0 => list_of(names.iter().map(String::as_str), "and"),
            more => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("{} and {}", names.join(", "), counted(more, "more file"))
            }
        };
        let verb = match find.certainty {
            Certainty::Hard => "is",
            Certainty::Likely => "looks like",
            Certainty::Hint => "is, together with something else,",
        };
        let message = format!(
            "the finished site would hold `{}`, which {verb} {}, in {files}",
            find.printed(),
            find.title
        );
        let help = match told {
            Some(told) => {
                let files = told.withheld.iter().chain(&told.released);
                format!("the same stands in {}: look what else of the pack repeats it", first_named(files))
            }
            None => "no text of the pack has it in one piece: look for words that emphasis divides or that are written with escapes such as `&#57;`, for what stands side by side in a table, and in the figures and documents that these files show".to_owned(),
        };
        let place = group.places.first().map(|place| (*place).clone());
        let finding = Finding { severity, place, ..Finding::without_place(code(find.certainty), message) };
        Some(finding.help(help))
    }
}

fn first_named<'a>(files: impl Iterator<Item = &'a Arc<str>>) -> String {
    let files: BTreeSet<&str> = files.map(|file| &**file).collect();
    list_of(files.into_iter().take(NAMED), "and")
}

/// Finds of all files by what they are.
fn grouped(looked: &[Looked]) -> BTreeMap<&Key, Group<'_>> {
    let mut groups: BTreeMap<&Key, Group<'_>> = BTreeMap::new();
    for one in looked {
        for in_file in &one.finds {
            let group = groups.entry(&in_file.key).or_insert_with(|| Group {
                find: &in_file.find,
                files: BTreeSet::new(),
                places: BTreeSet::new(),
            });
            group.files.insert(one.path.as_str());
            if let Origin::Place(place) = &one.origin {
                group.places.insert(place);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::blocks::tests::{HARD, own_pattern, scanner_with};
    use super::*;
    use crate::guard::{Clean, Scanner};
    use crate::model::{Audience, PersonalData};
    use crate::personal::APART;

    /// What pages are made of; `@` is where words stand.
    const LINES: &[&str] = &[
        "<p>@</p>\n",
        "<p>@\n",
        "@</p>\n",
        "@\n",
        " <td>@</td>",
        "<b>@</b>\n",
        "</div> @ <div>\n",
        "<div> @ </div> \n",
        "<li><a href=\"@\">on</a></li>\n",
        "<img alt=\"@\">\n",
        "<p title=\"@\n",
        "\">\n",
        "<!-- @ -->\n",
        "<p></p><!-- @ --><p></p>\n",
        "<br>@<br>\n",
        "<script>@\n",
        "<p title=\"@&#10;&#30;\"></p>\n",
        "<p title=\"@%0A%1E\"></p>\n",
        "<p>XX</p>\n",
        "<p>1</p> YY <p>\n",
        "</script>\n",
    ];

    /// What is found in each page, by a guard that has seen the ones before it and by another each time.
    fn looked(scanner: &Scanner, pages: &[String]) -> Vec<[Vec<Find>; 2]> {
        let (cleans, data) = ([Clean::default(), Clean::default()], PersonalData::default());
        let guard = |clean| Guard::new(scanner, clean, &data, Audience::Internal, date(2026, 6, 30));
        let finds = |guard: &Guard<'_>, (letter, page): (char, &String)| {
            // Each has another name: no page is clean because it was.
            let path = SitePath::new(format!("{letter}.html"));
            let file = SiteFile { path, bytes: page.clone().into(), origin: Origin::Part("a page") };
            guard.look(&file).finds.into_iter().map(|one| one.find).collect()
        };
        let all = guard(&cleans[0]);
        let both = |page: (char, &String)| [finds(&all, page), finds(&guard(&cleans[1]), page)];
        ('a'..='z').zip(pages).map(both).collect()
    }

    fn pages() -> impl Strategy<Value = Vec<String>> {
        let quiet =
            prop::sample::select(&["", "one", "We rang again.", "30 June 2026", "a\u{1e}b", "\u{1e}"][..]);
        let words = prop_oneof![3 => quiet, 1 => prop::sample::select(HARD)];
        let line = (prop::sample::select(LINES), words).prop_map(|(line, words)| line.replace('@', words));
        // Of few lines, so that pages share them.
        prop::collection::vec(line, 1..8).prop_flat_map(|lines| {
            let page =
                prop::collection::vec(prop::sample::select(lines), 1..8).prop_map(|page| page.concat());
            prop::collection::vec(page, 3..12)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]
        #[test]
        fn what_is_found_in_a_page_is_the_same_whatever_was_seen_before(pages in pages(), own in prop::bool::ANY) {
            let scanner = scanner_with(if own { vec![own_pattern()] } else { Vec::new() });
            for (page, [known, new]) in pages.iter().zip(looked(&scanner, &pages)) {
                prop_assert_eq!(known, new, "{:?}", page);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]
        #[test]
        fn what_tells_nothing_piece_by_piece_holds_nothing_as_a_whole(
            words in prop::collection::vec(prop::sample::select(HARD), 0..9),
            quiet in prop::collection::vec("[a-z]{0,9}", 0..9),
        ) {
            let words: Vec<&str> = words.into_iter().chain(quiet.iter().map(String::as_str)).collect();
            let mut table = csv::Writer::from_writer(Vec::new());
            table.write_record(words.iter().chain(&[""])).unwrap();
            let fields: serde_json::Map<_, _> =
                words.iter().map(|word| ((*word).to_owned(), serde_json::json!([word, {"name": word}]))).collect();
            let json = serde_json::to_vec(&fields).unwrap();
            let files = [
                ("a.csv", table.into_inner().unwrap()),
                ("data/a.json", json.clone()),
                ("documents/a.json", json.clone()),
                ("data/b.json", json[..json.len() - 1].to_owned()),
                ("a.txt", words.join(" ").into_bytes()),
            ];
            let scanner = scanner_with(Vec::new());
            let (clean, data) = (Clean::default(), PersonalData::default());
            let guard = Guard::new(&scanner, &clean, &data, Audience::Internal, date(2026, 6, 30));
            for (path, bytes) in files {
                let whole = words_of(path, &bytes, &guard.lines).unwrap();
                if guard.is_quiet(path, &bytes) {
                    prop_assert_eq!(scanner.all(&whole), vec![], "{:?}", whole);
                }
            }
        }
    }

    #[test]
    fn a_pattern_of_the_packs_own_goes_across_lines_that_told_nothing() {
        let scanner = scanner_with(vec![own_pattern()]);
        let pages = ["<p>XX</p>\n", "<p>1</p>\n", "<p>YY</p>\n"].map(|line| line.repeat(4));
        let both = ["<p>XX</p>\n<p>1</p>\n<p>YY</p>\n".to_owned()];
        let found = looked(&scanner, &[&pages[..], &both].concat());
        assert_eq!(found.iter().map(|[known, _]| known.len()).collect::<Vec<_>>(), [0, 0, 0, 1]);
    }

    #[test]
    fn lines_that_told_nothing_are_not_read_again() {
        let scanner = scanner_with(Vec::new());
        let (clean, data) = (Clean::default(), PersonalData::default());
        let guard = Guard::new(&scanner, &clean, &data, Audience::Internal, date(2026, 6, 30));
        let words = |page: &[u8], is_quiet: bool| {
            let said: RefCell<String> = RefCell::default();
            tells_nothing("a.html", page, &guard.lines, &|words| {
                said.borrow_mut().push_str(words);
                is_quiet
            });
            said.into_inner()
        };
        let page = b"<p>one</p>\n<p>born</p>\n<i>two</i>\n<p>three</p> four\n";
        let all = words(page, false);
        for _ in 0..3 {
            assert_eq!(words(page, false), all);
        }
        words(b"<p>one</p>\n<i>two</i>\n<p>three</p> four\n", true);
        assert_eq!(words(page, false), "born\n\u{1e}\ntwo \n\u{1e}\nthree\n\u{1e}\nfour ");
        // What stands on either side of such a line does not stand together.
        assert_eq!(words(b"five\n<p>one</p>\nsix\n", false), "five \n\u{1e}\nsix ");
        assert_eq!(words_of("a.html", page, &guard.lines).unwrap(), [&all, APART].concat());
    }
}
