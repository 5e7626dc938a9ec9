//! The list of known people: as names, as hashes, and that nothing shows it.

use super::{STORY, assert_masked, body};
use crate::pack::Pack;

const LIST: &str = "data/private/known-people.txt";
const HASHES: &str = "data/known-people.yaml";

fn with_list(pack: Pack) -> Pack {
    pack.file(LIST, "# People whom we know; all invented.\nZoë Quillfeather\r\nAna-María O’Dowd\n\n")
}

const WRITTEN: [&str; 5] =
    ["Zoë Quillfeather", "ZOE QUILLFEATHER", "zoe\nquillfeather", "Ana Maria O'Dowd", "ana-maría odowd"];

#[test]
fn a_known_name_is_found_in_any_dress_by_list_and_by_hashes() {
    for written in WRITTEN {
        let list = with_list(body(&format!("Then {written}’s gate.")));
        let hashes = with_list(body(&format!("Then {written}’s gate.")));
        assert_eq!(hashes.run(&["hash-people"]).stdout, "2 names in data/known-people.yaml\n");
        for pack in [list, hashes.without("data/private")] {
            let run = pack.run(&["build", "--audience", "public"]);
            assert_eq!(run.code, 1, "{written}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains("is a name of the list of known people"), "{}", run.stderr);
            assert!(run.stderr.contains("garden-gate.md:19:6"), "{}", run.stderr);
            assert_masked(&run, &["quillfeather", "odowd", "o’dowd", "o'dowd"], written);
        }
    }
}

#[test]
fn a_pseudonym_and_a_file_name_are_names_too() {
    let pack = with_list(Pack::small()).edit(STORY, "pseudonym: Mrs Z", "pseudonym: Zoe Quillfeather");
    let run = pack.run(&["build", "--audience", "public"]);
    assert!(run.stderr.contains("garden-gate.md:13:21"), "{}", run.stderr);
    let story = std::fs::read_to_string(crate::pack::fixture("small").join(STORY)).expect("the story");
    let pack = with_list(Pack::small().without(STORY))
        .file("content/stories/2026-02-11-zoe-quillfeather.md", story.replace("[old-gate]", "[garden-gate]"));
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("in the name of the file"), "{}", run.stderr);
    assert_masked(&run, &["quillfeather"], "a file name");
}

#[test]
fn nothing_of_the_list_is_in_a_site_or_a_message() {
    let pack = with_list(Pack::small()).file("data/private/other.md", "Zoë Quillfeather");
    let site = pack.build(&[]);
    let held = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains("quillfeather");
    assert!(!site.values().any(|bytes| held(bytes)));
    let run = pack.run(&["check", "--format", "json"]);
    assert!(!held(run.stdout.as_bytes()));
}

#[test]
fn the_salt_of_a_pack_stays_and_differs_from_that_of_another() {
    let pack = with_list(Pack::small());
    assert_eq!(pack.run(&["hash-people"]).code, 0);
    let read = |pack: &Pack| std::fs::read_to_string(pack.root().join(HASHES)).expect("the hashes");
    let first = read(&pack);
    assert_eq!(pack.run(&["hash-people"]).code, 0);
    assert_eq!(read(&pack), first);
    let pack = pack.file(LIST, "Zoë Quillfeather\nSomebody Else\n");
    assert_eq!(pack.run(&["hash-people"]).code, 0);
    let salt = |text: &str| text.lines().find(|line| line.starts_with("salt:")).map(str::to_owned);
    assert_eq!(salt(&read(&pack)), salt(&first));
    assert_ne!(read(&pack), first);
    let other = with_list(Pack::small());
    assert_eq!(other.run(&["hash-people"]).code, 0);
    assert_ne!(salt(&read(&other)), salt(&first));
    assert!(!first.to_lowercase().contains("quillfeather"));
}

#[test]
fn hashes_that_were_changed_are_refused_and_not_written_over() {
    let pack = with_list(Pack::small()).file(HASHES, "salt: abc\nnames: []\n");
    let run = pack.run(&["hash-people"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stderr.contains("error[personal-data-settings]: this is not 64 digits"), "{}", run.stderr);
    assert_eq!(pack.tree("data")["known-people.yaml"], b"salt: abc\nnames: []\n");
}

#[test]
fn without_a_list_there_is_nothing_to_hash() {
    let run = Pack::small().run(&["hash-people"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("error: there is no list of names `data/private/known-people.txt`\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_line_without_a_name_is_told_by_its_number_alone() {
    let run = Pack::small().file(LIST, "# note\nX\n--\nZoë Quillfeather\n").run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[personal-data-settings]").count(), 2, "{}", run.stderr);
    assert!(
        run.stderr.contains(&format!("--> {LIST}:2\n")) && run.stderr.contains(&format!("--> {LIST}:3\n")),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("| X"), "{}", run.stderr);
}

#[test]
fn a_list_in_another_place_is_not_handed_out() {
    for path in ["data/known-people.txt", "data/documents/Known People.csv"] {
        let run = Pack::small().file(path, "Zoë Quillfeather\n").run(&["build"]);
        assert!(run.stderr.contains("the list of known people is read from"), "{path}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_list_that_is_a_link_is_refused() {
    let other = Pack::empty().file("names.txt", "Zoë Quillfeather\n");
    let pack = Pack::small().file("data/private/x", "");
    std::os::unix::fs::symlink(other.root().join("names.txt"), pack.root().join(LIST)).expect("a link");
    let run = pack.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stderr.contains("error[leaves-pack]: this is a link to another place"), "{}", run.stderr);
}

#[test]
fn a_new_pack_leaves_the_list_out_of_git() {
    let pack = Pack::empty();
    assert_eq!(pack.run(&["init", "."]).code, 0);
    for ignored in
        [pack.root().join(".gitignore"), std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".gitignore")]
    {
        let text = std::fs::read_to_string(ignored).expect("what git leaves out");
        assert!(text.lines().any(|line| line == "/data/private"), "{text}");
    }
}
