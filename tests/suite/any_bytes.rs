//! Arbitrary and spoilt input for everything that is read: no panic, nothing
//! that takes long, and memory that stays within bounds. What runs here for a
//! few seconds runs for as long as somebody likes in `fuzz/`.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ninefold::model::Limits;
use ninefold::parse::parse;
use ninefold::picture::clean;
use ninefold::source::{LogFile, Role, SourceText, Sources, read_csv, read_workbook};
use proptest::prelude::*;

/// One case takes no longer than this, on a machine that does other things too.
const LONG: Duration = Duration::from_secs(1);

/// Runs something and holds it to its time. A machine that is busy with other
/// things gets two more tries: what takes long takes it every time.
#[track_caller]
fn soon(run: impl Fn()) {
    let took = (0..3).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    let mut took = took.take_while(|took| *took >= LONG);
    assert!(took.nth(2).is_none(), "three times longer than {LONG:?}");
}

/// A pack of the settings and one text.
fn pack_of(path: &str, role: Role, text: &str) -> Sources {
    let mut texts = BTreeMap::new();
    let settings = "authority: A\ntitle: B\n";
    for (path, role, text) in [("data/pack.yaml", Role::Settings, settings), (path, role, text)] {
        let path: Arc<str> = path.into();
        texts.insert(Arc::clone(&path), SourceText { path, text: text.into(), role });
    }
    Sources { root: PathBuf::new(), texts, ..Sources::default() }
}

fn parsed(path: &str, role: Role, text: &str) {
    let sources = pack_of(path, role, text);
    soon(|| drop(parse(&sources)));
}

fn log(bytes: &[u8]) {
    let mut sources = pack_of("content/pages/a.md", Role::Page, "");
    sources.log = Some(LogFile::in_memory(bytes));
    soon(|| drop(parse(&sources)));
}

fn table(bytes: &[u8], workbook: bool) {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), bytes).expect("the file is written");
    let shown: Arc<str> = "data/published/a".into();
    soon(|| {
        let mut each = |row: ninefold::source::TableRow<'_>| {
            assert!(row.cells().count() == row.len());
            ControlFlow::Continue(())
        };
        let limits = Limits::default();
        let _ = if workbook {
            read_workbook(file.path(), &shown, None, &limits, &mut each)
        } else {
            read_csv(file.path(), &shown, &limits, &mut each)
        };
    });
}

/// A text with some of its bytes changed, taken out or repeated.
fn spoilt(whole: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>(), 0..4_u8);
    prop::collection::vec(change, 0..8).prop_map(move |changes| {
        let mut bytes = whole.clone();
        for (from, to, byte, what) in changes {
            if bytes.is_empty() {
                break;
            }
            let (a, b) = (from.index(bytes.len()), to.index(bytes.len()));
            let (from, to) = (a.min(b), a.max(b));
            match what {
                0 => bytes[from] = byte,
                1 => drop(bytes.drain(from..to)),
                2 => bytes.insert(from, byte),
                _ => {
                    let part = bytes[from..to.min(from + 64)].to_vec();
                    let part = part.repeat(usize::from(byte % 32));
                    bytes.splice(from..from, part);
                }
            }
        }
        bytes
    })
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(crate::pack::fixture("small").join(path)).expect("a file of the small pack")
}

const TABLES: &str = "---\ntitle: M\ndate: 2026-03-04\nkind: making-it-happen\n---\n## Actions\n\n\
| Id | What | Owner | Due | Status | Because |\n|---|---|---|---|---|---|\n\
| a | Mend [it](story:x) | Lead | 2026-04-01 | done 2026-03-09 | story:x, `y` |\n\n\
<!-- table: actions where status=overdue and due<2026-05 sort=due desc limit=5 -->\n";

const LOG: &[u8] = b"id,first_contact,site,team,conversation,first_conversation\na-1,2026-01-05,east,one,1,2026-01-09\na-2,2026-02-05,,,3,\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn front_matter(bytes in spoilt(fixture("content/stories/2026-02-11-garden-gate.md"))) {
        parsed("content/stories/a.md", Role::Story, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn settings(bytes in spoilt(fixture("data/metrics/days-to-contact.yaml"))) {
        parsed("data/metrics/a.yaml", Role::Metric, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn markdown(text in "[ -~\\n#>|`*_\\[\\]()!<—é:&;\\\\-]{0,400}") {
        parsed("content/pages/a.md", Role::Page, &format!("---\ntitle: A\n---\n{text}"));
    }

    #[test]
    fn tables(bytes in spoilt(TABLES.into())) {
        parsed("content/meetings/2026-03-04-a.md", Role::Meeting, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn logs(bytes in spoilt(LOG.to_vec())) {
        log(&bytes);
    }

    #[test]
    fn csv_files(bytes in spoilt(LOG.to_vec()), any in prop::collection::vec(any::<u8>(), 0..200)) {
        table(&bytes, false);
        table(&any, false);
    }

    #[test]
    fn workbooks(bytes in spoilt(crate::published::small_workbook())) {
        table(&bytes, true);
    }

    #[test]
    fn pictures(bytes in spoilt(crate::pictures::gate()), any in prop::collection::vec(any::<u8>(), 0..200)) {
        soon(|| drop((clean(&bytes), clean(&any))));
    }
}

/// Texts that are small and have made parsers slow or large.
fn nasty() -> Vec<(&'static str, Role, String)> {
    let page = |body: String| format!("---\ntitle: A\n---\n{body}");
    let mut texts = Vec::new();
    let runs = [
        "[",
        "![",
        "[](",
        "<",
        "<!--",
        "<!-- table: ",
        "*a ",
        "_a_ ",
        "**",
        "`",
        "~~~\n",
        "> ",
        "- ",
        "1. ",
        "| ",
        "|-",
        "# ",
        "&",
        "\\",
        "[a]: b\n",
        "[a][",
        "<a href=",
        "]]>",
        "<?",
        "<!A ",
        "a\n=\n",
        "\t",
        "![a](b.jpg)\n\n",
        "x](y)",
        "[^1]",
        "\n\n",
        "\u{301}",
    ];
    for run in runs {
        texts.push(("content/pages/a.md", Role::Page, page(run.repeat(20_000))));
    }
    let yaml =
        ["a: [", "{", "- ", "? ", "a: &a ", "!!", "\"", "'", "| ", "# ", "a: b\n", "&a [*a, ", "%", "---\n"];
    for run in yaml {
        texts.push(("data/metrics/a.yaml", Role::Metric, run.repeat(10_000)));
        texts.push(("content/pages/a.md", Role::Page, format!("---\n{}\n---\n", run.repeat(10_000))));
    }
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let again = format!("*a{}, ", n - 1).repeat(9);
        bomb.extend([format!("a{n}: &a{n} [{again}]\n")]);
    }
    texts.push(("data/metrics/a.yaml", Role::Metric, bomb));
    texts
}

/// Each text is measured alone; the limit is wide, for the build is not
/// optimised and the machine may be busy: what grows with the square of a text
/// takes minutes.
#[test]
fn nasty_texts_are_read_in_no_time() {
    for (path, role, text) in nasty() {
        let sources = pack_of(path, role, &text);
        let start = Instant::now();
        drop(parse(&sources));
        let took = start.elapsed();
        assert!(took < 10 * LONG, "{took:?} for {}…", text.chars().take(40).collect::<String>());
    }
}

/// The program on every nasty text at once, with a limit on its memory that
/// the system holds.
#[cfg(target_os = "linux")]
#[test]
fn nasty_texts_and_files_take_little_memory() {
    use std::process::Command;
    let mut pack = crate::pack::Pack::small();
    for (at, (path, _, text)) in nasty().into_iter().enumerate() {
        pack = pack.file(&path.replace("/a.", &format!("/n{at}.")), text);
    }
    let log = [b"id,first_contact\na,\"".to_vec(), vec![b'x'; 20_000_000]].concat();
    let pack = pack.file("data/conversations.csv", log).file("content/pictures/big.png", vec![0; 20_000_000]);
    let program = env!("CARGO_BIN_EXE_ninefold");
    let start = Instant::now();
    // Address space in kB: 1.5 GB with the stacks of two threads and the program itself.
    let run = Command::new("bash")
        .args(["-c", "ulimit -v 1500000; exec \"$0\" check --format json", program])
        .env("RAYON_NUM_THREADS", "2")
        .current_dir(pack.root())
        .output()
        .expect("the program starts");
    let took = start.elapsed();
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(took < 120 * LONG, "{took:?}");
    assert!(run.stdout.len() > 1000, "it has much to say");
}
