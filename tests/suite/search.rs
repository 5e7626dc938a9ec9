//! What the search holds: read here once more, from `docs/site.md` and not
//! with the program's own reader.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::html::pages;
use crate::pack::{Pack, Tree};

const FOLDER: &str = "assets/search/";

/// The value that a file of the search calls with.
fn value(bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let call = text.split_once("\nninefoldSearch(").expect("a call").1;
    serde_json::from_str(call.strip_suffix(");\n").expect("the end of the call")).expect("JSON")
}

/// Every word of the index.
pub fn vocabulary(index: &[u8]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for c in value(index)["words"].as_str().expect("words").chars() {
        if c.is_ascii_uppercase() {
            let shared = usize::from(u8::try_from(c).expect("a letter") - b'A');
            let before = words.last().cloned().unwrap_or_default();
            let units: Vec<u16> = before.encode_utf16().take(shared).collect();
            words.push(String::from_utf16(&units).expect("whole letters"));
        } else {
            words.last_mut().expect("a word has begun").push(c);
        }
    }
    words
}

/// The entries of a word by number, with `!`, `*` or nothing for the place.
fn entries(coded: &str) -> Vec<(usize, char)> {
    const LAST: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const MORE: &str = "()+-:;=?[]^_{|}$%";
    let (mut found, mut next, mut place, mut number, mut repeat) = (Vec::new(), 0, ' ', None, false);
    for c in coded.chars() {
        if let Some(last) = LAST.find(c) {
            let value = number.take().map_or(0, |number: usize| number + 1) * 52 + last;
            if repeat {
                found.extend((next..next + value).map(|entry| (entry, ' ')));
                next += value;
            } else {
                found.push((next + value, place));
                next += value + 1;
            }
            (place, repeat) = (' ', false);
        } else if let Some(more) = MORE.find(c) {
            number = Some(number.map_or(0, |number| (number + 1) * 17) + more);
        } else if c == '~' {
            repeat = true;
        } else {
            place = c;
        }
    }
    found
}

/// A row of the files of texts: address, title, date, draft, text.
type Row = (String, String, String, u64, String);

fn rows(site: &Tree) -> Vec<Row> {
    let count = site.keys().filter(|path| path.starts_with("assets/search/texts-")).count();
    let mut rows = Vec::new();
    for number in 0..count {
        let shard = value(&site[&format!("{FOLDER}texts-{number}.js")]);
        for row in shard["entries"].as_array().expect("entries") {
            let text = |at: usize| row[at].as_str().expect("a text").to_owned();
            rows.push((text(0), text(1), text(2), row[3].as_u64().expect("a number"), text(4)));
        }
    }
    rows
}

/// Words as `docs/site.md` has them, for texts without other alphabets.
fn words(text: &str) -> BTreeSet<String> {
    let plain = text.to_lowercase().replace(['\'', '’'], "").replace('ł', "l");
    let plain: String = plain.nfd().filter(|c| !is_combining_mark(*c)).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Which words stand where, by reading the index.
fn indexed(site: &Tree) -> BTreeMap<usize, BTreeSet<String>> {
    let index = &site["assets/search/index.js"];
    let vocabulary = vocabulary(index);
    let sorted = vocabulary.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted, "words are sorted, each once");
    let index = value(index);
    let lists: Vec<String> = match index["postings"].as_str() {
        Some(lists) => lists.split(' ').map(str::to_owned).collect(),
        None => (0..index["shards"].as_array().expect("shards").len())
            .flat_map(|number| {
                let shard = value(&site[&format!("{FOLDER}words-{number}.js")]);
                let lists = shard["postings"].as_str().expect("postings").split(' ');
                lists.map(str::to_owned).collect::<Vec<_>>()
            })
            .collect(),
    };
    assert_eq!(lists.len(), vocabulary.len());
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (word, list) in vocabulary.iter().zip(&lists) {
        for (entry, _) in entries(list) {
            found.entry(entry).or_default().insert(word.clone());
        }
    }
    found
}

#[test]
fn every_word_of_every_text_is_found_and_only_where_it_stands() {
    for pack in [Pack::small(), crate::site::example()] {
        let site = pack.build(&[]);
        let rows = rows(&site);
        let found = indexed(&site);
        assert!(rows.len() > 40, "{}", rows.len());
        assert_eq!(found.len(), rows.len(), "every entry has a word");
        for (number, (href, title, _, _, text)) in rows.iter().enumerate() {
            let own = words(&format!("{title}\n{text}"));
            assert_eq!(found[&number], own, "{href}");
        }
    }
}

#[test]
fn an_entry_of_the_small_pack_whole() {
    let site = Pack::small().build(&["--as-of", "2026-06-30"]);
    let rows = rows(&site);
    let at = rows.iter().position(|row| row.0 == "stories/garden-gate.html").expect("the story");
    shown_on_its_page(&rows[at], &site);
    let index = value(&site["assets/search/index.js"]);
    assert_eq!(index["entries"].as_u64(), u64::try_from(rows.len()).ok());
    assert_eq!(index["texts"], serde_json::json!([0]));
    let place = |word: &str| {
        let list = vocabulary(&site["assets/search/index.js"]).iter().position(|known| known == word);
        let list = list.expect("the word is there");
        let lists: Vec<&str> = index["postings"].as_str().expect("postings").split(' ').collect();
        entries(lists[list]).into_iter().find(|(entry, _)| *entry == at).map(|(_, place)| place)
    };
    assert_eq!(place("gate"), Some('!'), "in the title");
    assert_eq!(place("october"), Some(' '), "in the text");
    assert_eq!(place("safeguarding"), None);
    let mut kinds = index["kinds"].as_array().expect("kinds").iter();
    let stories = kinds.find(|kind| kind[0] == "story").expect("stories");
    assert_eq!((&stories[1], &stories[2]), (&"Story".into(), &1.into()));
    let about = |id: &str| {
        let one = index["statements"].as_array().expect("statements").iter().find(|one| one[0] == id);
        entries(one.expect("a statement")[2].as_str().expect("entries")).iter().any(|(entry, _)| *entry == at)
    };
    assert_eq!([about("assessing-needs"), about("governance")], [true, false]);
}

/// The story's row, and that each of its lines stands on its page.
fn shown_on_its_page((href, title, when, draft, text): &Row, site: &Tree) {
    assert_eq!((title.as_str(), when.as_str(), *draft), ("The garden gate", "11 February 2026", 0));
    // Where an element ends there is a space in the page's text and none in the line.
    let tight = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let page = tight(&pages(site)[href.as_str()].text);
    assert!(text.lines().count() > 5, "{text}");
    for line in text.lines() {
        assert!(page.contains(&tight(line)), "{line}\n{page}");
    }
}

#[test]
fn what_is_withheld_is_in_no_file_of_the_search() {
    let story = "---\ntitle: Xylophone lessons\ndate: 2026-03-01\nstatements: [equity]\nperson: none\nconsent: {status: given, scope: internal}\nwhat_changed: Zithers were bought.\n---\nWith a glockenspiel, and see [the gate](story:garden-gate).\n\n> Marimba.\n> — person\n";
    let pack = Pack::small().file("content/stories/xylophone.md", story);
    let theirs = ["xylophone", "zithers", "glockenspiel", "marimba"];
    let internal = pack.build(&["--audience", "internal"]);
    let known = vocabulary(&internal["assets/search/index.js"]);
    assert!(
        theirs.iter().all(|word| known.iter().any(|one| one == word)),
        "the test looks where they would be"
    );
    for audience in ["assessor", "public"] {
        let site = pack.build(&["--audience", audience]);
        let known = vocabulary(&site["assets/search/index.js"]);
        assert!(known.iter().all(|word| !theirs.contains(&word.as_str())), "{audience}");
        for (path, bytes) in site.iter().filter(|(path, _)| path.starts_with(FOLDER)) {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            assert!(theirs.iter().all(|word| !text.contains(word)), "{audience}: {path}");
        }
    }
}

#[test]
fn every_result_leads_to_a_place_that_is_there() {
    for pack in [Pack::small(), crate::site::example()] {
        for audience in ["internal", "public"] {
            let site = pack.build(&["--audience", audience]);
            let pages = pages(&site);
            let listed: BTreeSet<&str> =
                pages["a-to-z.html"].links.iter().map(|(_, href)| href.as_str()).collect();
            let rows = rows(&site);
            let hrefs: BTreeSet<&String> = rows.iter().map(|row| &row.0).collect();
            assert_eq!(hrefs.len(), rows.len(), "each address once");
            for href in hrefs {
                let (path, part) = href.split_once('#').map_or((href.as_str(), None), |(a, b)| (a, Some(b)));
                let page = pages.get(path).unwrap_or_else(|| panic!("{audience}: {href}"));
                assert!(part.is_none_or(|part| page.ids.iter().any(|id| id == part)), "{audience}: {href}");
                assert!(listed.contains(href.as_str()), "{audience}: {href} is not in the A to Z");
            }
            let found: BTreeSet<&str> =
                rows.iter().map(|row| row.0.split('#').next().unwrap_or_default()).collect();
            let moved = |path: &str| {
                let page = &pages[path];
                page.elements
                    .iter()
                    .any(|(_, attributes)| attributes.get("http-equiv").is_some_and(|what| what == "refresh"))
            };
            for path in pages.keys().filter(|path| !moved(path)) {
                // What is bound for paper stands on its own pages too.
                let own = ["search.html", "a-to-z.html"].contains(&&**path) || path.starts_with("print/");
                assert!(own || found.contains(&**path), "{audience}: nothing leads to {path}");
            }
        }
    }
}

#[test]
fn what_is_shown_of_results_is_looked_through_as_words() {
    let report = Pack::small().run(&["trace", "story:garden-gate"]);
    let line = report.stdout.lines().find(|line| line.trim_start().starts_with("assets/search/texts-0.js: "));
    assert!(line.is_some_and(|line| line.contains("its title, the name Mrs Z")), "{}", report.stdout);
}

#[test]
fn the_index_is_a_quarter_of_the_text_at_most() {
    let site = crate::site::example().build(&[]);
    let bytes = |begins: &[&str]| -> usize {
        let of = |path: &str| begins.iter().any(|name| path.starts_with(&format!("assets/search/{name}")));
        site.iter().filter(|(path, _)| of(path)).map(|(_, file)| file.len()).sum()
    };
    let (index, texts) = (bytes(&["index", "words"]), bytes(&["texts"]));
    assert!(index > 10_000 && texts > 50_000, "{index} of {texts} bytes");
    assert!(index * 4 < texts, "{index} of {texts} bytes");
}
