//! A file that is made by itself is the file that is made with all others,
//! byte for byte, whatever is kept from another version.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::date;
use ninefold::assess::{Assessment, assess, assess_words};
use ninefold::diagnostic::any_error;
use ninefold::link::link;
use ninefold::model::{Audience, Item};
use ninefold::parse::{self, parse, parse_again};
use ninefold::release::{Release, release};
use ninefold::site::{Draft, Kept, Materials, SiteFile};
use ninefold::source::{SourceText, Sources, load_skin, read};

use crate::again::{Desk, number};
use crate::pack::{Pack, fixture};

/// A pack as far as its draft, and what that was made from.
struct Version {
    sources: Sources,
    parsed: Vec<Arc<Item>>,
    release: Arc<Release>,
    assessment: Arc<Assessment>,
}

impl Version {
    /// None where the pack has an error.
    fn of(root: &Path, kept: &mut parse::Kept) -> Option<Self> {
        let sources = read(root).0;
        let (pack, mut findings) = parse_again(&sources, kept);
        let pack = pack?;
        let parsed = pack.items.clone();
        let (graph, found) = link(pack, &sources.attachments);
        findings.extend(found);
        if any_error(&findings) {
            return None;
        }
        let release = Arc::new(release(graph, Audience::Internal, date(2026, 6, 30)).0);
        let assessment = Arc::new(assess(&release, date(2026, 6, 30)));
        Some(Self { sources, parsed, release, assessment })
    }

    /// The draft of the next version, if that has only other words.
    fn reworded(&self, now: &Self) -> Option<Draft> {
        let release = self.release.reworded(&self.parsed, &now.parsed)?;
        let assessment = assess_words(&release, &self.assessment);
        Some(now.draft_of(Arc::new(release), Arc::new(assessment)))
    }

    fn draft(&self) -> Draft {
        self.draft_of(Arc::clone(&self.release), Arc::clone(&self.assessment))
    }

    fn draft_of(&self, release: Arc<Release>, assessment: Arc<Assessment>) -> Draft {
        let skin = load_skin(&self.sources.root, release.settings()).expect("the skin can be read");
        let materials = Materials { skin, ..Materials::default() };
        Draft::new(release, assessment, Arc::new(materials)).expect("the skin's templates")
    }

    /// Whether nothing is different but texts of items that were there.
    fn differs_in_texts(&self, now: &Self) -> bool {
        let (was, is) = (&self.sources, &now.sources);
        let content = |text: &SourceText| text.path.starts_with("content/");
        let same = |(was, is): (&SourceText, &SourceText)| was == is || was.path == is.path && content(is);
        was.texts.len() == is.texts.len()
            && was.texts.values().zip(is.texts.values()).all(same)
            && was.attachments == is.attachments
    }
}

/// The draft of an edition of a pack.
fn draft(root: &Path, audience: Audience) -> Draft {
    let sources = read(root).0;
    let pack = parse(&sources).0.expect("the pack can be read");
    let graph = link(pack, &sources.attachments).0;
    let skin = load_skin(root, &graph.settings).expect("the skin can be read");
    let released = Arc::new(release(graph, audience, date(2026, 6, 30)).0);
    let assessment = Arc::new(assess(&released, date(2026, 6, 30)));
    let materials = Materials { skin, ..Materials::default() };
    Draft::new(released, assessment, Arc::new(materials)).expect("the skin's templates")
}

fn all(draft: &Draft) -> Vec<SiteFile> {
    draft.files(&|| true, &|file| file).expect("the site can be made").expect("nothing stopped it")
}

fn example() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn a_file_by_itself_is_the_file_among_all() {
    let packs = [example(), fixture("small"), fixture("judged"), fixture("hard"), fixture("tiny-framework")];
    for root in packs {
        for audience in [Audience::Internal, Audience::Assessor, Audience::Public] {
            let files = all(&draft(&root, audience));
            assert!(files.len() > 20, "{} files", files.len());
            // Nothing was made before the first file is asked for.
            let alone = draft(&root, audience);
            for file in &files {
                let found = alone.file(file.path.as_str()).expect("it can be made");
                let same =
                    found.as_ref().is_some_and(|own| own.bytes == file.bytes && own.origin == file.origin);
                assert!(same, "{} of {} for {audience:?}", file.path.as_str(), root.display());
            }
            assert!(alone.file("stories/nobody.html").expect("it can be looked for").is_none());
        }
    }
}

#[test]
fn what_is_kept_of_another_pack_changes_nothing() {
    let kept = Arc::new(Kept::default());
    let roots =
        [fixture("small"), fixture("judged"), fixture("small"), fixture("hard"), example(), example()];
    for root in roots {
        for audience in [Audience::Internal, Audience::Public] {
            let expected: BTreeMap<_, _> =
                all(&draft(&root, audience)).into_iter().map(|file| (file.path, file.bytes)).collect();
            let keeping = draft(&root, audience).keeping(Arc::clone(&kept));
            for (path, bytes) in &expected {
                let alone = keeping.file(path.as_str()).expect("it can be made").map(|file| file.bytes);
                assert!(alone.as_ref() == Some(bytes), "{} alone, of {}", path.as_str(), root.display());
            }
            let files: BTreeMap<_, _> =
                all(&keeping).into_iter().map(|file| (file.path, file.bytes)).collect();
            assert!(files == expected, "{} for {audience:?}", root.display());
        }
    }
}

#[test]
fn of_a_draft_that_is_stopped_no_more_is_handed_on() {
    let draft = draft(&fixture("small"), Audience::Internal);
    // One thread makes pages first, and comes to the other files when it is stopped.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for wanted in [0, 1, 5] {
        let (asked, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let goes_on = || asked.fetch_add(1, Ordering::Relaxed) < wanted;
        let files = alone.install(|| draft.files(&goes_on, &|_| taken.fetch_add(1, Ordering::Relaxed)));
        assert!(files.expect("nothing is wrong").is_none());
        assert_eq!(taken.into_inner(), wanted);
    }
}

/// The small pack's story.
const STORY: &str = "content/stories/2026-02-11-garden-gate.md";

#[test]
fn what_stands_around_a_page_alone_changes_it() {
    let first = draft(Pack::small().root(), Audience::Internal);
    let kept = Arc::new(Kept::default());
    all(&first.keeping(Arc::clone(&kept)));
    let marked =
        Pack::small().edit(STORY, "team: hospital\n", "team: hospital\nmarking: OFFICIAL-SENSITIVE\n");
    let page = |draft: Draft| {
        let page = draft.file("stories/garden-gate.html").expect("it can be made").expect("it is there");
        String::from_utf8(page.bytes.to_vec()).expect("text")
    };
    let (fresh, keeping) =
        (draft(marked.root(), Audience::Internal), draft(marked.root(), Audience::Internal).keeping(kept));
    let fresh = page(fresh);
    assert!(fresh.contains("OFFICIAL-SENSITIVE"));
    assert_eq!(page(keeping), fresh);
}

#[test]
fn what_is_kept_of_files_holds_for_the_same_files_and_rules() {
    let rules = |word: &str| {
        format!(
            "id: ours\nrules:\n  - {{id: {word}, match: [{word}], instead: other, why: It is., source: our own, severity: note, \
             scopes: [story], tests: {{hit: [A {word}.]}}}}\n"
        )
    };
    let pack = Pack::small();
    let mut kept = parse::Kept::default();
    let edits: [(&str, Option<&str>); 6] = [
        ("data/language/ours.yaml", Some(&rules("gate"))),
        ("data/language/ours.yaml", Some(&rules("club"))),
        (STORY, None),
        ("content/pages/new.md", Some("---\ntitle: New\n---\nA client, a gate and a club.\n")),
        ("data/language/ours.yaml", Some("id: ours\nrules: []\n")),
        ("data/language/three-conversations.yaml", Some(&rules("gate"))),
    ];
    let mut pack = pack;
    let mut seen = std::collections::BTreeSet::new();
    for (path, text) in edits {
        pack = match text {
            Some(text) => pack.file(path, text),
            None => {
                pack.edit(path, "She walks to the lunch club.", "She walks to the club through the gate.")
            }
        };
        for _ in 0..2 {
            let sources = read(pack.root()).0;
            let said = |(pack, findings)| format!("{pack:?} {findings:?}");
            let fresh = said(parse(&sources));
            assert!(said(parse_again(&sources, &mut kept)) == fresh, "after {path}");
            seen.insert(fresh);
        }
    }
    assert_eq!(seen.len(), 6, "each edit is seen");
}

#[test]
fn a_draft_stops_when_it_is_told_to() {
    let made = std::sync::atomic::AtomicUsize::new(0);
    let draft = draft(Pack::small().root(), Audience::Internal);
    let stop = || made.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 3;
    assert!(draft.files(&stop, &|file| file).expect("nothing is wrong").is_none());
    assert!(made.into_inner() < draft.page_count());
}

/// Every file of a site, by its path.
fn files(draft: &Draft) -> BTreeMap<String, Vec<u8>> {
    all(draft).into_iter().map(|file| (file.path.as_str().to_owned(), file.bytes.to_vec())).collect()
}

#[test]
fn a_pack_with_other_words_is_what_it_is_when_all_is_worked_out_anew() {
    let edits = number("NINEFOLD_EDITS", 80);
    let mut desk = Desk::new(number("NINEFOLD_SEED", 5));
    let mut kept = parse::Kept::default();
    let mut last = Version::of(desk.pack.root(), &mut kept);
    let (mut history, mut reworded) = (Vec::new(), 0);
    for edit in 0..edits {
        history.push(if edit % 3 == 0 { desk.edit() } else { desk.add_words() });
        let now = Version::of(desk.pack.root(), &mut kept);
        if let Some((last, now)) =
            last.as_ref().zip(now.as_ref()).filter(|(last, now)| last.differs_in_texts(now))
            && let Some(draft) = last.reworded(now)
        {
            let (quick, anew) = (files(&draft), files(&now.draft()));
            reworded += u64::from(last.sources.texts != now.sources.texts);
            let differs = |path: &&String| quick.get(*path) != anew.get(*path);
            let differ: Vec<&String> = quick.keys().chain(anew.keys()).filter(differs).collect();
            assert!(differ.is_empty(), "{differ:?} after\n{}", history.join("\n"));
        }
        last = now.or_else(|| {
            history.push(desk.mend());
            Version::of(desk.pack.root(), &mut kept)
        });
    }
    println!("{edits} edits, {reworded} of words alone");
    assert!(reworded * 12 > edits, "{reworded} edits of words alone show little");
}

#[test]
fn what_anything_else_hangs_on_is_more_than_words() {
    let front = "---\ntitle: The bridge\ndate: 2026-02-20\nstatements: [equity]\nperson: {pseudonym: Mr Y}\nconsent: {status: given, scope: internal}\nwhat_changed: A handrail.\n---\n";
    let body = "She rang [the other](story:garden-gate).\n\n## After that\n\n> It held.\n>\n> > So he said.\n> > — worker\n>\n> — person\n";
    let story = |front: &str, body: &str| format!("{front}{body}");
    let changed = |from: &str, to: &str| {
        let text = story(front, body);
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    let path = "content/stories/2026-02-20-bridge.md";
    let pack = Pack::small().file(path, story(front, body));
    let cases = [
        (true, changed("She rang", "Then she rang")),
        (
            true,
            changed("rang [the other](story:garden-gate)", "*wrote* to [her](story:garden-gate), at last"),
        ),
        (
            true,
            changed(
                "## After that\n",
                "## After that\n\nA vulnerable lady.\n\n- one\n- two\n\n| a |\n|---|\n| 1 |\n",
            ),
        ),
        (true, changed("It held.", "It held, and holds.")),
        (false, changed("title: The bridge", "title: A bridge")),
        (false, changed("date: 2026-02-20", "date: 2026-02-21")),
        (false, changed("[equity]", "[governance]")),
        (false, changed("scope: internal", "scope: public")),
        (false, changed("A handrail.", "A rail.")),
        (false, changed("story:garden-gate", "metric:days-to-contact")),
        (false, changed("(story:garden-gate)", "(https://example.org)")),
        (false, changed("She rang", "She rang [him](story:garden-gate) and")),
        (false, changed("## After that", "## Afterwards")),
        (false, changed("— person", "— family")),
        (false, changed("— worker", "— family")),
        (false, changed("> > So he said.\n> > — worker\n", "> So he said.\n")),
        (false, changed("She rang", "![A bridge](bridge.png)\n\nShe rang")),
        (false, story(front, &format!("{body}\n<!-- table: stories -->\n"))),
    ];
    for (words_alone, text) in cases {
        let mut kept = parse::Kept::default();
        let before = Version::of(pack.root(), &mut kept).expect("no error");
        std::fs::write(pack.root().join(path), &text).expect("it is written");
        let sources = read(pack.root()).0;
        let now = parse_again(&sources, &mut kept).0.expect("a pack").items;
        let reworded = before.release.reworded(&before.parsed, &now);
        assert_eq!(reworded.is_some(), words_alone, "{text}");
        std::fs::write(pack.root().join(path), story(front, body)).expect("it is written");
    }
    // A reference by an earlier name becomes another on its way.
    let pack = pack.file(path, changed("story:garden-gate", "story:old-gate"));
    let mut kept = parse::Kept::default();
    let before = Version::of(pack.root(), &mut kept).expect("no error");
    std::fs::write(
        pack.root().join(path),
        changed("story:garden-gate", "story:old-gate").replace("rang", "wrote to"),
    )
    .expect("it is written");
    let now = parse_again(&read(pack.root()).0, &mut kept).0.expect("a pack").items;
    assert!(before.release.reworded(&before.parsed, &now).is_none());
}
