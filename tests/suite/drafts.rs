//! A file that is made by itself is the file that is made with all others,
//! byte for byte, whatever is kept from another version.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use ninefold::assess::assess;
use ninefold::link::link;
use ninefold::model::Audience;
use ninefold::parse::{self, parse, parse_again};
use ninefold::release::release;
use ninefold::site::{Attachments, Draft, Kept, Pictures, SiteFile};
use ninefold::source::{load_skin, read};

use crate::pack::{Pack, fixture};

/// The draft of an edition of a pack.
fn draft(root: &Path, audience: Audience) -> Draft {
    let sources = read(root).0;
    let pack = parse(&sources).0.expect("the pack can be read");
    let graph = link(pack, &sources.attachments).0;
    let skin = load_skin(root, &graph.settings).expect("the skin can be read");
    let released = Arc::new(release(graph, audience, date(2026, 6, 30)).0);
    let assessment = Arc::new(assess(&released, date(2026, 6, 30)));
    Draft::new(released, assessment, skin, Attachments::new(), Pictures::new()).expect("the skin's templates")
}

fn all(draft: &Draft) -> Vec<SiteFile> {
    draft.files(&|| true).expect("the site can be made").expect("nothing stopped it")
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
    assert!(draft.files(&stop).expect("nothing is wrong").is_none());
    assert!(made.into_inner() < draft.page_count());
}
