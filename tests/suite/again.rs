//! Building again: what earlier builds kept makes a build faster and nothing
//! else. Every build that uses it is held against one that does not.
//!
//! `NINEFOLD_EDITS=10000 cargo test --release --test suite again` makes so
//! many edits; `NINEFOLD_SEED` begins with others.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::pack::{Pack, Run, STATEMENTS, Tree, tree};

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).expect("it is below a usize")
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.next(of.len())]
    }
}

/// A pack that is edited, and how it is built.
pub struct Desk {
    pub pack: Pack,
    dice: Dice,
    /// The day that the command line gives; none where the pack's own holds.
    pub as_of: Option<String>,
    pub audience: &'static str,
    edits: usize,
}

const FIRST: &str = "---\ntitle: First\ndate: 2026-01-05\nstatements: [equity]\nperson: {pseudonym: Mx A}\nconsent: {status: given, scope: internal}\nwhat_changed: Much.\n---\nWords.\n";

const WORDS: [&str; 9] = [
    "It began with a telephone call.",
    "She said *yes* at once, and [the other](story:first) did too.",
    "Call 01632 960 123 and ask.",
    "> It helped.\n> — person",
    "> It held.\n>\n> > He said so.\n> > — worker\n>\n> — family",
    "The case number 12345678 was wrong.",
    "A vulnerable lady was helped.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Zelda Quillfeather came.",
];

impl Desk {
    pub fn new(seed: u64) -> Self {
        let pack = Pack::small().file("content/stories/first.md", FIRST);
        Self {
            pack,
            dice: Dice(seed.max(1)),
            as_of: Some("2026-06-30".into()),
            audience: "internal",
            edits: 0,
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.pack.root().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }

    fn story(&mut self) -> String {
        let (month, day) = (self.dice.next(12) + 1, self.dice.next(28) + 1);
        let statement = self.dice.one(&STATEMENTS);
        let audience = self.dice.one(&["internal", "public"]);
        let mut text = format!(
            "---\ntitle: Number {}\ndate: 2025-{month:02}-{day:02}\nstatements: [{statement}]\nperson: {{pseudonym: Mx {day}}}\nconsent: {{status: given, scope: {audience}}}\naudience: {audience}\nwhat_changed: Something.\n---\n",
            self.dice.next(5)
        );
        for _ in 0..self.dice.next(5) {
            let _ = writeln!(text, "{}\n", self.dice.one(&WORDS));
        }
        text
    }

    /// The texts of a folder of the pack.
    fn texts(&self, folder: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.at(folder)).into_iter().flatten().filter_map(Result::ok);
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        paths.sort();
        paths
    }

    fn any_text(&mut self) -> Option<PathBuf> {
        let folder = self.dice.one(&[
            "content/stories",
            "content/meetings",
            "content/feedback",
            "content/judgements",
            "data/metrics",
        ]);
        let all = self.texts(folder);
        (!all.is_empty()).then(|| all[self.dice.next(all.len())].clone())
    }

    /// One edit; says what it was.
    pub fn edit(&mut self) -> String {
        self.edits += 1;
        match self.dice.next(30) {
            0..=2 => {
                let (name, text) = (format!("content/stories/story-{}.md", self.dice.next(12)), self.story());
                self.write(&name, &text);
                format!("writes {name}")
            }
            3 => self.add_words(),
            4 => self.with_a_text("takes away", |_, path| fs::remove_file(path).expect("it goes")),
            5 => self.with_a_text("renames", |desk, path| {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                let to = path.with_file_name(format!("again-{}-{name}", desk.dice.next(3)));
                if name.len() < 60 && !to.exists() {
                    fs::rename(path, to).expect("it is renamed");
                }
            }),
            6 => self.with_a_text("saves without a change", |_, path| {
                let bytes = fs::read(path).expect("a text");
                fs::write(path, bytes).expect("it is written");
            }),
            7 => {
                let title = format!("Number {}", self.dice.next(4));
                self.set("title", &title)
            }
            8 => {
                let day = format!("2026-{:02}-15", self.dice.next(12) + 1);
                match self.dice.next(3) {
                    0 => self.as_of = None,
                    1 => self.as_of = Some(day.clone()),
                    _ => return self.set("as_of", &day),
                }
                format!("judges as of {:?}", self.as_of)
            }
            9 => {
                self.audience = self.dice.one(&["internal", "internal", "assessor", "public"]);
                format!("builds for {}", self.audience)
            }
            10 => {
                let people = self.dice.one(&["Zelda Quillfeather\n", "Nobody Atall\n", ""]);
                self.write("data/private/known-people.txt", people);
                format!("knows {people:?}")
            }
            11 => {
                let rules = self.dice.one(&["", "rules: {phone: off}\n", "places: [Little Snoring]\n"]);
                self.write("data/personal-data.yaml", rules);
                format!("looks for personal data by {rules:?}")
            }
            12 => {
                let colour = format!("/* {} */\n", self.dice.next(3));
                self.write("themes/default/static/brand.css", &colour);
                format!("gives the skin {colour:?}")
            }
            13 => self.spoil(),
            14 => self.move_folder(),
            kind @ 15..=22 => self.edit_beside(kind),
            _ => self.mend(),
        }
    }

    /// One edit of what stands beside the texts, or of a figure in one.
    fn edit_beside(&mut self, kind: usize) -> String {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        match kind {
            15 => {
                let name = self.dice.one(&["base", "home", "story", "metric", "print", "matrix"]);
                let from = here.join("themes/default/templates");
                let text = fs::read_to_string(from.join(format!("{name}.html"))).expect("a template");
                let (path, number) = (format!("themes/default/templates/{name}.html"), self.dice.next(3));
                match number {
                    0 => drop(fs::remove_file(self.at(&path))),
                    _ => self.write(&path, &text.replacen("</p>", &format!(" {number}</p>"), 1)),
                }
                format!("changes the template {name} to {number}")
            }
            16 | 17 => self.with_a_text("changes a figure in", |desk, path| {
                let mut text = fs::read_to_string(path).expect("a text");
                let digits: Vec<usize> =
                    text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
                if !digits.is_empty() {
                    let at = digits[desk.dice.next(digits.len())];
                    text.replace_range(at..=at, &desk.dice.next(10).to_string());
                    fs::write(path, text).expect("it is written");
                }
            }),
            18 => {
                let (number, text) = (self.dice.next(3), self.dice.next(3));
                let list = format!(
                    "documents:\n  - {{id: carers-plan, title: Plan {number}, date: 2026-01-1{number}, owner: Head, statements: [equity], file: data/documents/carers-plan.txt, audience: public}}\n"
                );
                self.write("data/documents.yaml", &list);
                self.write("data/documents/carers-plan.txt", &format!("The plan, {text}.\n"));
                format!("lists document {number} with the text {text}")
            }
            19 => {
                let rows = self.dice.next(30);
                let mut log = String::from(
                    "id,first_contact,site,team,first_conversation,conversation,long_term_support\n",
                );
                for row in 0..rows {
                    let _ = writeln!(
                        log,
                        "c-{row},2026-0{}-01,millside,hospital,2026-0{}-09,1,no",
                        row % 3 + 1,
                        row % 3 + 1
                    );
                }
                self.write("data/conversations.csv", &log);
                format!("logs {rows} conversations")
            }
            20 => {
                let word = self.dice.one(&["gate", "telephone", "nobody"]);
                let rule = format!(
                    "id: ours\nrules:\n  - {{id: ours, match: [{word}], instead: another word, why: We say so., source: our own, severity: warning, tests: {{hit: [A {word}.], miss: [Another.]}}}}\n"
                );
                self.write("data/language/ours.yaml", &rule);
                format!("asks for another word than {word}")
            }
            21 => {
                let path = "data/framework/cqc-local-authority.yaml";
                let text = fs::read_to_string(here.join(path)).expect("the framework");
                let title = self.dice.one(&["Safeguarding", "Safeguarding people"]);
                self.write(path, &text.replace("title: Safeguarding\n", &format!("title: {title}\n")));
                format!("calls a statement {title}")
            }
            _ => {
                let picture = self.dice.one(&["garden-gate.png", "wide.png"]);
                let bytes = fs::read(crate::pack::fixture("hard").join("content/pictures").join(picture));
                self.write("content/pictures/ours.png", "");
                fs::write(self.at("content/pictures/ours.png"), bytes.expect("a picture"))
                    .expect("it is written");
                let story =
                    format!("{}\n![A gate, drawn](../pictures/ours.png)\n", FIRST.replace("First", "Drawn"));
                self.write("content/stories/drawn.md", &story);
                format!("shows {picture}")
            }
        }
    }

    /// Sets one of the pack's settings.
    fn set(&self, name: &str, value: &str) -> String {
        let settings = fs::read_to_string(self.at("data/pack.yaml")).expect("the settings");
        let begin = format!("{name}:");
        let mut lines: Vec<&str> = settings.lines().filter(|line| !line.starts_with(&begin)).collect();
        let line = format!("{name}: {value}\n");
        lines.push(&line);
        self.write("data/pack.yaml", &lines.join("\n"));
        format!("sets {name} to {value}")
    }

    /// Moves a text into a folder of its own, or such a folder with all that is in it.
    fn move_folder(&mut self) -> String {
        let folder = |number: usize| format!("content/stories/in-{number}/deep");
        let (from, to) = (folder(self.dice.next(3)), folder(self.dice.next(3)));
        if self.at(&from).exists() && !self.at(&to).exists() {
            let above = |path: &str| self.at(path).parent().expect("a folder above").to_owned();
            fs::rename(above(&from), above(&to)).expect("it is renamed");
            return format!("renames {from} to {to}");
        }
        let all = self.texts("content/stories");
        let Some(text) = all.get(self.dice.next(all.len().max(1))) else { return "finds no story".into() };
        fs::create_dir_all(self.at(&from)).expect("the folder is made");
        let to = self.at(&from).join(text.file_name().expect("a name"));
        fs::rename(text, &to).expect("it is moved");
        format!("moves {} to {}", text.display(), to.display())
    }

    /// Adds to the words of a text, and now and then to more than its words.
    pub fn add_words(&mut self) -> String {
        self.with_a_text("adds words to", |desk, path| {
            let words = format!("\n\n{}\n", desk.dice.one(&WORDS));
            let text = fs::read_to_string(path).expect("a text");
            fs::write(path, text + &words).expect("it is written");
        })
    }

    /// Puts back what the pack began with, so that not every build has errors.
    pub fn mend(&self) -> String {
        for folder in ["content", "data", "themes"] {
            let _ = fs::remove_dir_all(self.at(folder));
        }
        crate::pack::copy(&crate::pack::fixture("small"), self.pack.root());
        self.write("content/stories/first.md", FIRST);
        "mends the pack".into()
    }

    fn with_a_text(&mut self, what: &str, change: impl Fn(&mut Self, &Path)) -> String {
        let Some(path) = self.any_text() else { return "finds nothing to change".into() };
        change(self, &path);
        format!("{what} {}", path.display())
    }

    /// Somebody changes the site behind the program's back.
    fn spoil(&mut self) -> String {
        let site: Vec<String> =
            tree(&self.at("public")).into_keys().filter(|path| path != "manifest.json").collect();
        if site.is_empty() {
            return "finds no site to spoil".into();
        }
        let path = format!("public/{}", site[self.dice.next(site.len())]);
        if self.dice.next(2) == 0 {
            fs::remove_file(self.at(&path)).expect("it goes");
        } else {
            fs::write(self.at(&path), "spoilt").expect("it is written");
        }
        format!("spoils {path}")
    }

    pub fn build(&self, rest: &[&str]) -> Run {
        let as_of = self.as_of.as_deref().map(|day| ["--as-of", day]);
        let as_of = as_of.as_ref().map_or(&[][..], |as_of| as_of);
        self.pack.run(&[&["build", "--audience", self.audience], as_of, rest].concat())
    }

    /// Builds with what was kept and without, and holds one against the other.
    #[track_caller]
    fn compare(&self, history: &[String]) {
        let elsewhere = self.at("elsewhere");
        let _ = fs::remove_dir_all(&elsewhere);
        let anew = self.build(&["--no-cache", "--output", "elsewhere"]);
        let again = self.build(&[]);
        let last = || history[history.len().saturating_sub(8)..].join("\n");
        assert_eq!((again.code, &again.stderr), (anew.code, &anew.stderr), "{}", last());
        if again.code == 0 {
            let differs = differences(&site(&self.at("public")), &site(&elsewhere));
            assert!(differs.is_empty(), "{differs:?} after\n{}", last());
        }
    }
}

/// A site without its manifest, which names the one before it.
pub fn site(folder: &Path) -> Tree {
    let mut site = tree(folder);
    assert!(site.remove("manifest.json").is_some(), "a site has a manifest");
    site
}

fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let names = one.keys().chain(other.keys());
    let mut differ: Vec<String> = names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect();
    differ.dedup();
    differ
}

pub fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("it is a number"))
}

#[test]
fn after_any_edits_it_is_what_a_clean_build_makes() {
    let mut desk = Desk::new(number("NINEFOLD_SEED", 20_260_630));
    let edits = number("NINEFOLD_EDITS", 40);
    let mut history = Vec::new();
    let mut well = 0;
    desk.compare(&history);
    while (desk.edits as u64) < edits {
        for _ in 0..=desk.dice.next(3) {
            history.push(desk.edit());
        }
        desk.compare(&history);
        well += u64::from(desk.build(&[]).code == 0);
        desk.compare(&history);
    }
    println!("{} edits, {well} builds without an error", desk.edits);
    assert!(well * 10 > edits, "{well} builds without an error show little");
}

#[test]
fn where_nothing_has_changed_it_says_the_same_and_writes_nothing() {
    let pack = Pack::small().file("content/stories/late.md", "---\ntitle: Late\ndate: 2026-01-05\nstatements: [equity]\nperson: {pseudonym: Mx A}\nconsent: {status: given, scope: internal}\nwhat_changed: Much.\n---\nRing 01632 960 123.\n");
    let first = pack.run(&["build"]);
    assert_eq!(first.code, 0);
    assert!(first.stderr.contains("is a telephone number"), "{}", first.stderr);
    let times = |pack: &Pack| {
        let site = tree(&pack.root().join("public")).into_keys();
        site.map(|path| {
            fs::metadata(pack.root().join("public").join(path))
                .and_then(|file| file.modified())
                .expect("a time")
        })
        .collect::<Vec<_>>()
    };
    let before = times(&pack);
    let second = pack.run(&["build", "--timings"]);
    let counts = |run: &Run| run.stdout.lines().nth(1).map(str::to_owned).unwrap_or_default();
    let files = tree(&pack.root().join("public")).len() - 1;
    assert_eq!(counts(&second), format!("0 written, {files} unchanged, 0 removed in public"));
    assert_eq!(first.stdout.replace(&counts(&first), ""), second.stdout.replace(&counts(&second), ""));
    assert!(second.stderr.starts_with(&first.stderr), "{}", second.stderr);
    assert!(!second.stderr.contains("pages "), "it has not been built again: {}", second.stderr);
    assert_eq!(times(&pack), before);
    // The same in another form is another thing to say.
    let json = pack.run(&["build", "--format", "json"]);
    assert!(json.stdout.starts_with("{\n  \"findings\": ["), "{}", json.stdout);
    assert!(!json.stdout.contains("pages "), "{}", json.stdout);
}

#[test]
fn what_was_kept_is_not_believed_when_it_is_not_ones_own() {
    let pack = Pack::small();
    let site = pack.build(&[]);
    let folder = pack.root().join(".ninefold");
    let kept: Vec<PathBuf> =
        fs::read_dir(&folder).expect("it is there").map(|entry| entry.expect("a file").path()).collect();
    assert_eq!(kept.len(), 1);
    let text = fs::read_to_string(&kept[0]).expect("a text");
    for wrong in [
        "",
        "{",
        "[]",
        &text.replace("ninefold", "x"),
        &text.replacen("\"tool\":\"", "\"tool\":\"other-", 1),
        &text[..text.len() / 2],
    ] {
        fs::write(&kept[0], wrong).expect("it is written");
        let again = pack.run(&["build", "--timings"]);
        assert_eq!(again.code, 0);
        if wrong != text {
            assert!(again.stderr.contains("pages "), "{wrong:.40}: {}", again.stderr);
        }
        assert_eq!(tree(&pack.root().join("public")), site);
    }
    // A folder that cannot be made is done without.
    fs::remove_dir_all(&folder).expect("it goes");
    fs::write(&folder, "a file").expect("it is written");
    assert_eq!(pack.build(&[]), site);
}

#[test]
fn nothing_of_a_find_is_kept() {
    let pack = Pack::small().file("content/stories/late.md", "---\ntitle: Late\ndate: 2026-01-05\nstatements: [equity]\nperson: {pseudonym: Mx A}\nconsent: {status: given, scope: internal}\nwhat_changed: Much.\n---\nRing 01632 960 123.\n");
    assert_eq!(pack.run(&["build"]).code, 0);
    for (path, bytes) in tree(&pack.root().join(".ninefold")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("a telephone number"), "{path} holds what was said");
        assert!(!text.contains("960 123"), "{path}");
    }
}

#[test]
fn check_writes_nothing_and_builds_for_others_say_all() {
    let pack = Pack::small();
    assert_eq!(pack.run(&["check"]).code, 0);
    assert!(!pack.root().join(".ninefold").exists());
    pack.build(&["--no-cache"]);
    assert!(!pack.root().join(".ninefold").exists());
    let first = pack.run(&["build", "--audience", "public", "--output", "out"]);
    let second = pack.run(&["build", "--audience", "public", "--output", "out"]);
    assert!(second.stdout.lines().count() > 3, "{}", second.stdout);
    assert_eq!(first.stdout.lines().count(), second.stdout.lines().count());
    assert!(!pack.root().join(".ninefold").exists(), "what leaves is always looked through whole");
}

#[test]
fn what_was_clean_is_looked_at_again_when_one_letter_changes() {
    let with = |number: &str| {
        Pack::small()
            .file("content/stories/late.md", format!("{}\nRing {number}.\n", FIRST.replace("First", "Late")))
    };
    let pack = with("0163 2 96 123");
    assert_eq!(pack.run(&["build"]).stderr, "");
    let pack = pack.edit("content/stories/late.md", "0163 2 96 123", "01632 960 123");
    let again = pack.run(&["build"]);
    assert!(again.stderr.contains("`016•• ••• •••` is a telephone number"), "{}", again.stderr);
}

#[cfg(unix)]
#[test]
fn a_pack_with_a_link_is_built_each_time() {
    let pack = Pack::small();
    std::os::unix::fs::symlink(pack.root().join("content/stories"), pack.root().join("data/stories"))
        .expect("a link");
    for _ in 0..2 {
        let run = pack.run(&["build", "--timings"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains("pages "), "{}", run.stderr);
    }
}
