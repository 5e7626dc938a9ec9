//! Faults that need more than files of text: links that leave the pack,
//! folders that cannot be written, huge and arbitrary input. Each is refused
//! in words, and a site that was there stays as it was.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tempfile::TempDir;

use crate::pack::{Pack, Run, Tree, tree};

/// A story without a fault, to spoil.
const STORY: &str = "---
title: The lunch club
date: 2026-05-01
statements: [assessing-needs]
person: {pseudonym: Mr Y}
consent: {status: given}
what_changed: He found the lunch club.
---
He goes there on Tuesdays.
";

/// The small pack with its site built.
fn built() -> (Pack, Tree) {
    let pack = Pack::small();
    let site = pack.build(&[]);
    (pack, site)
}

/// Builds, and expects a refusal in these words and a site that is as it was.
#[track_caller]
fn refused(pack: &Pack, site: &Tree, args: &[&str], code: i32, stderr: &[&str]) {
    let run = pack.run(&[&["build"], args].concat());
    let wanted = Run { code, stdout: String::new(), stderr: format!("{}\n", stderr.join("\n")) };
    assert_eq!(run, wanted, "it printed\n{}", run.stderr);
    assert!(pack.tree("public") == *site, "the site that was there has changed");
}

mod encodings {
    use super::*;

    const GATE: &str = "content/stories/2026-02-11-garden-gate.md";
    const WAIT: &str = "data/metrics/days-to-contact.yaml";

    /// Rewrites files that matter and expects the same site, byte for byte.
    #[track_caller]
    fn makes_no_difference(rewrite: impl Fn(String) -> Vec<u8>) {
        let (mut pack, site) = built();
        for path in [GATE, WAIT, "data/pack.yaml", "data/documents.yaml"] {
            let text = std::fs::read_to_string(pack.root().join(path)).expect("a file of the pack");
            pack = pack.file(path, rewrite(text));
        }
        assert!(pack.build(&[]) == site, "the site has changed");
    }

    #[test]
    fn a_byte_order_mark_makes_no_difference() {
        makes_no_difference(|text| format!("\u{FEFF}{text}").into_bytes());
    }

    #[test]
    fn windows_line_ends_make_no_difference() {
        makes_no_difference(|text| text.replace('\n', "\r\n").into_bytes());
    }

    #[test]
    fn a_mark_with_windows_line_ends_makes_no_difference() {
        makes_no_difference(|text| format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes());
    }

    #[test]
    fn spaces_at_the_ends_of_lines_of_fields_make_no_difference() {
        let (mut pack, mut site) = built();
        for path in [GATE, WAIT, "data/pack.yaml", "data/documents.yaml"] {
            let text = std::fs::read_to_string(pack.root().join(path)).expect("a file of the pack");
            pack = pack.file(path, text.replace("\n---\n", "  \n---  \n"));
        }
        let mut again = pack.build(&[]);
        // The sources are others, and the manifest says so.
        assert_ne!(again.remove("manifest.json"), site.remove("manifest.json"));
        assert!(again == site, "the site has changed");
    }
}

mod size {
    use super::*;

    /// The first line of each finding of a build that is refused.
    fn headlines(pack: &Pack) -> Vec<String> {
        let run = pack.run(&["build"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        run.stderr.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect()
    }

    #[test]
    fn a_story_of_five_megabytes_is_refused() {
        let (pack, site) = built();
        let story = format!("{STORY}{}", "word ".repeat(1_000_000));
        let pack = pack.file("content/stories/2026-05-01-lunch-club.md", story);
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[file-too-large]: this file is 5 MB; `file_size` allows 2 MB",
                "--> content/stories/2026-05-01-lunch-club.md",
                " = help: was something else saved under this name? split a long text into several; where more is meant, write for example `limits: {file_size: 4 MB}` in `data/pack.yaml`",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn markdown_nested_three_thousand_deep_is_refused() {
        let (pack, site) = built();
        let pack = pack
            .file("content/stories/2026-05-01-quotes.md", format!("{STORY}\n{}x\n", "> ".repeat(3000)))
            .file("content/stories/2026-05-02-lists.md", format!("{STORY}\n{}x\n", "- ".repeat(3000)))
            .file("content/stories/2026-05-03-emphasis.md", format!("{STORY}\n{}x\n", "*a ".repeat(3000)))
            .file("content/stories/2026-05-04-links.md", format!("{STORY}\n{}x\n", "[".repeat(3000)));
        let deep = "error[nested-too-deeply]: this text is nested too deeply; `nesting` allows 60";
        assert_eq!(headlines(&pack), [deep, deep]);
        assert!(pack.tree("public") == site, "the site that was there has changed");
    }

    /// The depth that the YAML crate allows is more than the stack of a thread
    /// of a debug build holds, so that the program is killed instead.
    #[test]
    fn yaml_nested_three_thousand_deep_is_refused() {
        let (pack, site) = built();
        let flow = format!("title: {}x{}\n", "[".repeat(3000), "]".repeat(3000));
        let mut block = String::new();
        for depth in 0..1000 {
            block.push_str(&" ".repeat(depth));
            block.push_str("a:\n");
        }
        let dashes = format!("title: \n  {}x\n", "- ".repeat(3000));
        let ninety = format!("title: {}x{}\n", "[".repeat(90), "]".repeat(90));
        let pack = pack
            .file("data/metrics/flow.yaml", flow)
            .file("data/metrics/block.yaml", block)
            .file("data/metrics/dashes.yaml", dashes)
            .file("data/metrics/ninety.yaml", ninety);
        let deep = "error[yaml-limit]: this is nested too deeply; `nesting` allows 60";
        assert_eq!(headlines(&pack), [deep; 4]);
        assert!(pack.tree("public") == site, "the site that was there has changed");
    }

    #[test]
    fn four_thousand_faults_are_all_reported() {
        let (pack, site) = built();
        let points = "  - {period: x, value: y}\n".repeat(2000);
        let pack = pack.edit("data/metrics/days-to-contact.yaml", "points:\n", &format!("points:\n{points}"));
        let run = pack.run(&["build"]);
        let last = run.stderr.lines().next_back();
        assert_eq!((run.code, last), (1, Some("4000 errors, 0 warnings")));
        assert!(pack.tree("public") == site);
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A folder outside the pack that no page may show.
    fn outside() -> TempDir {
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::write(folder.path().join("2026-05-01-lunch-club.md"), STORY).expect("a story outside");
        folder
    }

    fn link(pack: &Pack, to: &Path, at: &str) {
        symlink(to, pack.root().join(at)).expect("the link is made");
    }

    #[test]
    fn a_file_that_is_a_link_out_of_the_pack_is_not_read() {
        let ((pack, site), outside) = (built(), outside());
        link(
            &pack,
            &outside.path().join("2026-05-01-lunch-club.md"),
            "content/stories/2026-05-01-lunch-club.md",
        );
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[leaves-pack]: this is a link to a place outside the pack's folder, or to what it keeps private",
                "--> content/stories/2026-05-01-lunch-club.md",
                " = help: copy what it leads to into the pack, or remove the link",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_folder_that_is_a_link_out_of_the_pack_is_not_read() {
        let ((pack, site), outside) = (built(), outside());
        link(&pack, outside.path(), "content/stories/more");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[leaves-pack]: this is a link to a place outside the pack's folder, or to what it keeps private",
                "--> content/stories/more",
                " = help: copy what it leads to into the pack, or remove the link",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn the_folder_of_content_may_not_be_a_link_out_of_the_pack() {
        let ((pack, site), outside) = (built(), outside());
        let pack = pack.without("content");
        link(&pack, outside.path(), "content");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[leaves-pack]: this is a link to a place outside the pack's folder, or to what it keeps private",
                "--> content",
                " = help: copy what it leads to into the pack, or remove the link",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_link_in_a_circle_is_found() {
        let (pack, site) = built();
        link(&pack, Path::new("."), "content/stories/round");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[leaves-pack]: this link leads back to a folder that it stands in",
                "--> content/stories/round",
                " = help: remove the link",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_link_to_itself_is_found() {
        let (pack, site) = built();
        link(&pack, Path::new("itself.md"), "content/stories/itself.md");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[unreadable-file]: this file cannot be read: Too many levels of symbolic links (os error 40)",
                "--> content/stories/itself.md",
                " = help: is it open in another program, or are you not allowed to read it?",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_link_to_nothing_is_found() {
        let (pack, site) = built();
        link(&pack, Path::new("not-there.md"), "content/stories/2026-05-01-lunch-club.md");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[unreadable-file]: this file cannot be read: No such file or directory (os error 2)",
                "--> content/stories/2026-05-01-lunch-club.md",
                " = help: is it open in another program, or are you not allowed to read it?",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_document_that_is_a_link_out_of_the_pack_is_not_published() {
        let ((pack, site), outside) = (built(), outside());
        let pack = pack.without("data/documents/carers-plan.txt");
        link(&pack, &outside.path().join("2026-05-01-lunch-club.md"), "data/documents/carers-plan.txt");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[missing-document]: there is no file `data/documents/carers-plan.txt` in the pack",
                " --> data/documents.yaml:2:130",
                "  |",
                "2 | ...arers' lead, statements: [assessing-needs], file: data/documents/carers-plan.txt, audience: public}",
                "  |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "  |",
                "  = help: write its path from the pack's folder: `data/documents/carers-strategy.pdf`",
                "",
                "error[leaves-pack]: this is a link to a place outside the pack's folder, or to what it keeps private",
                "--> data/documents/carers-plan.txt",
                " = help: copy what it leads to into the pack, or remove the link",
                "",
                "2 errors, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_link_that_stays_in_the_pack_is_followed() {
        let (pack, site) = built();
        let real = "data/documents/plan.txt";
        std::fs::rename(pack.root().join("data/documents/carers-plan.txt"), pack.root().join(real))
            .expect("moved");
        link(&pack, Path::new("plan.txt"), "data/documents/carers-plan.txt");
        assert!(pack.build(&[]) == site);
    }

    #[test]
    fn nothing_is_written_through_a_link_in_the_output() {
        let ((pack, _), outside) = (built(), outside());
        let pack = pack.without("public/stories");
        link(&pack, outside.path(), "public/stories");
        let (site, before) = (pack.tree("public"), tree(outside.path()));
        refused(
            &pack,
            &site,
            &[],
            2,
            &[
                "error[output-not-ours]: `public/stories` is a link, and nothing is written or removed through links",
                " = help: remove the link (what it leads to can stay), or choose another folder with `--output`",
                "",
                "1 error, 0 warnings",
            ],
        );
        assert!(tree(outside.path()) == before, "what is outside has changed");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_name_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let (pack, site) = built();
        let name = std::ffi::OsStr::from_bytes(b"content/stories/caf\xe9.md");
        std::fs::write(pack.root().join(name), STORY).expect("the file is written");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[invalid-id]: the file's name gives the id `caf�`, which cannot be one",
                " --> content/stories/caf�.md:1:1",
                "  |",
                "1 | ---",
                "  | ^",
                "  |",
                "  = help: ids are lower-case letters, digits and hyphens: `caf`; rename the file or write `id:`",
                "",
                "1 error, 0 warnings",
            ],
        );
    }
}

mod output {
    use super::*;

    #[test]
    fn a_file_is_no_output_folder() {
        let (pack, site) = built();
        refused(
            &pack,
            &site,
            &["--output", "data/pack.yaml"],
            2,
            &[
                "error[output-failed]: `data/pack.yaml` is a file, and the site needs a folder",
                " = help: give another folder with `--output`, or move the file away",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_output_folder_below_a_file_cannot_be_made() {
        let (pack, site) = built();
        refused(
            &pack,
            &site,
            &["--output", "data/pack.yaml/site"],
            2,
            &[
                "error[output-failed]: cannot read `data/pack.yaml/site`: Not a directory (os error 20)",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_folder_of_other_peoples_files_is_left_alone() {
        let (pack, site) = built();
        let pack = pack.file("theirs/index.html", "ours").file("theirs/notes.txt", "ours too");
        let before = pack.tree("theirs");
        refused(
            &pack,
            &site,
            &["--output", "theirs"],
            2,
            &[
                "error[output-not-ours]: `theirs` holds files and is not a site of Ninefold's",
                " = help: choose an empty folder with `--output`, or use `--adopt`: it keeps the other files there and replaces those that have the name of a file of the site",
                "",
                "1 error, 0 warnings",
            ],
        );
        assert_eq!(pack.tree("theirs"), before);
    }

    #[test]
    fn what_is_wrong_with_the_pack_is_told_with_what_is_wrong_with_the_folder() {
        let pack =
            Pack::small().file("theirs/notes.txt", "ours").file("content/stories/none.md", "no fields");
        let run = pack.run(&["build", "--output", "theirs"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        for part in ["error[output-not-ours]: `theirs` holds files", "content/stories/none.md:1"] {
            assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
        }
    }

    #[test]
    fn the_pack_itself_is_no_output_folder() {
        let (pack, site) = built();
        let before = pack.tree(".");
        refused(
            &pack,
            &site,
            &["--output", "."],
            2,
            &[
                "error[output-not-ours]: `.` holds files and is not a site of Ninefold's",
                " = help: choose an empty folder with `--output`, or use `--adopt`: it keeps the other files there and replaces those that have the name of a file of the site",
                "",
                "1 error, 0 warnings",
            ],
        );
        assert!(pack.tree(".") == before);
    }

    #[test]
    fn a_folder_with_another_programs_manifest_is_left_alone() {
        let (pack, site) = built();
        let pack = pack.file("theirs/manifest.json", r#"{"name": "An app", "icons": []}"#);
        refused(
            &pack,
            &site,
            &["--output", "theirs"],
            2,
            &[
                "error[output-not-ours]: `theirs/manifest.json` is not a manifest of Ninefold's: missing field `generator` at line 1 column 31",
                " = help: choose an empty folder with `--output`, or use `--adopt`: it keeps the other files there and replaces those that have the name of a file of the site",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn adopting_a_folder_keeps_the_files_that_the_site_has_no_use_for() {
        let (pack, site) = built();
        let pack = pack.file("theirs/index.html", "ours").file("theirs/notes.txt", "ours too");
        let run = pack.run(&["build", "--output", "theirs", "--adopt"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let mut adopted = pack.tree("theirs");
        assert_eq!(adopted.remove("notes.txt"), Some(b"ours too".to_vec()));
        assert!(adopted == site);
    }

    #[test]
    fn two_documents_may_have_one_file() {
        let pack = Pack::small().edit(
            "data/documents.yaml",
            "documents:\n",
            "documents:\n  - {id: older-plan, title: Older plan, date: 2024-01-10, owner: Head of Carers, \
             statements: [assessing-needs], file: data/documents/carers-plan.txt}\n",
        );
        let site = pack.build(&[]);
        let copies = site.values().filter(|bytes| bytes.as_slice() == b"A plan, in a file of its own.\n");
        assert_eq!(copies.count(), 2);
    }

    #[test]
    fn a_folder_that_holds_no_pack_is_said_to_hold_none() {
        let (pack, site) = built();
        let pack = pack.file("empty/notes.txt", "no pack");
        refused(
            &pack,
            &site,
            &["--root", "empty"],
            2,
            &[
                "error[pack-not-found]: there is no pack in `empty`: it has no file `data/pack.yaml`",
                " = help: go to the pack's folder, name it with `--root`, or begin one with `ninefold init`",
                "",
                "1 error, 0 warnings",
            ],
        );
        refused(
            &pack,
            &site,
            &["--root", "not-there"],
            2,
            &[
                "error[pack-not-found]: there is no pack in `not-there`: it has no file `data/pack.yaml`",
                " = help: go to the pack's folder, name it with `--root`, or begin one with `ninefold init`",
                "",
                "1 error, 0 warnings",
            ],
        );
    }
}

mod skins {
    use super::*;

    fn skinned(template: &[u8]) -> (Pack, Tree) {
        let (pack, site) = built();
        let pack = pack
            .edit("data/pack.yaml", "marking: OFFICIAL", "marking: OFFICIAL\nskin: own")
            .file("themes/own/templates/home.html", template);
        (pack, site)
    }

    #[test]
    fn a_template_with_a_syntax_error_is_named() {
        let (pack, site) = skinned(b"<h1>\n{{ title </h1>\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Found `</` but expected }}",
                "--> themes/own/templates/home.html:2:10",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_with_a_tag_that_is_not_closed_is_named() {
        let (pack, site) = skinned(b"{% if site %}\n<h1></h1>\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Unexpected end of input",
                "--> themes/own/templates/home.html:3:1",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_with_an_unknown_field_is_named() {
        let (pack, site) = skinned(b"<h1>{{ no_such_thing }}</h1>\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Variable `no_such_thing` is not defined. Available variables: home, page, site",
                "--> themes/own/templates/home.html:1:8",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_that_extends_nothing_is_named() {
        let (pack, site) = skinned(b"{% extends \"bese.html\" %}\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template extends `bese.html`, which is not there",
                "--> themes/own/templates/home.html:1:1",
                " = help: did you mean `base.html`?",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    /// Each of the pack's own is named, whatever it is that they have wrong.
    #[test]
    fn templates_that_have_several_things_wrong_are_all_named() {
        let (pack, site) =
            skinned(b"{% extends \"base.html\" %}\n{% block main %}{{ page.title | uper }}{% endblock %}\n");
        let pack = pack.file(
            "themes/own/templates/story.html",
            "{% extends \"base.html\" %}\n{% block mian %}{% endblock %}\n",
        );
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Unknown filter `uper`",
                "--> themes/own/templates/home.html:2:33",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "error[template]: this template cannot be used: Block `mian` is not defined in any parent template",
                "--> themes/own/templates/story.html:2:10",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "2 errors, 0 warnings",
            ],
        );
        let pack = pack
            .file("themes/own/templates/home.html", "{{ page.title }\n")
            .file("themes/own/templates/story.html", "\n{% if page %}\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Found `}` but expected }}",
                "--> themes/own/templates/home.html:1:15",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "error[template]: this template cannot be used: Unexpected end of input",
                "--> themes/own/templates/story.html:3:1",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "2 errors, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_that_calls_another_wrongly_is_named() {
        let (pack, site) = skinned(b"<p>\n{{ <ui.links links={page} /> }}</p>\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template cannot be used: Field `href` is not defined, in `components.html`, line 50",
                "--> themes/own/templates/home.html:2:4",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_that_extends_itself_is_named() {
        let (pack, site) = skinned(b"{% extends \"home.html\" %}\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template extends itself",
                "--> themes/own/templates/home.html:1:1",
                " = help: a file of your own takes the place of the embedded one of its name: to change that, move yours away and copy it with `ninefold skin eject --name own home.html`",
                "",
                "1 error, 0 warnings",
            ],
        );
        let pack = pack
            .file("themes/own/templates/home.html", "\n {% include \"logo.html\" %}\n")
            .file("themes/own/templates/logo.html", "{% include \"home.html\" %}\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: this template includes itself, by way of `logo.html`",
                "--> themes/own/templates/home.html:2:2",
                " = help: mend the template, or take it out of `themes/`: the embedded one is then used",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    /// The embedded ones use what it had; the first that does is named.
    #[test]
    fn a_template_without_what_others_use_is_named() {
        let (pack, site) = skinned(b"{% extends \"base.html\" %}\n");
        let pack = pack.file("themes/own/templates/components.html", "");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[template]: the templates of the skin `own` do not fit together: Unknown component `ui.fact`, in `accessibility.html`, line 41",
                " = help: those of Ninefold need what they have of each other: keep it in your own, or take a file out of `themes/own/templates/`",
                "",
                "1 error, 0 warnings",
            ],
        );
    }

    #[test]
    fn a_template_in_another_encoding_is_named() {
        let (pack, site) = skinned(b"<h1>caf\xe9</h1>\n");
        refused(
            &pack,
            &site,
            &[],
            1,
            &[
                "error[not-utf8]: this file is not saved as UTF-8, but probably as Windows-1252: line 1 has a byte that UTF-8 does not allow",
                "--> themes/own/templates/home.html",
                " = help: save it again as UTF-8: in Notepad choose Save As and then Encoding: UTF-8; in Word save as Plain Text and choose Unicode (UTF-8)",
                "",
                "1 error, 0 warnings",
            ],
        );
    }
}

mod arbitrary {
    use super::*;

    /// Runs `check`, and expects it to end by itself, in time, without a panic.
    fn survives(pack: &Pack) -> Result<(), TestCaseError> {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ninefold"))
            .arg("check")
            .current_dir(pack.root())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(5) {
            if let Some(status) = program.try_wait().expect("the program can be waited for") {
                let code = status.code();
                prop_assert!(matches!(code, Some(0 | 1)), "it ended with {:?}", status);
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = program.kill();
        let _ = program.wait();
        Err(TestCaseError::fail("it did not end within five seconds"))
    }

    /// Text of pieces that mean something to YAML, to Markdown or to
    /// Ninefold, among text of any characters.
    fn text(words: &'static [&'static str]) -> impl Strategy<Value = String> {
        const MARKS: &[&str] = &[
            "\n",
            "\n",
            "\n",
            "\n  ",
            "\n    ",
            "\n- ",
            "\n  - ",
            ": ",
            ":",
            " ",
            "\t",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "#",
            " # ",
            "\"",
            "'",
            "|",
            "|\n",
            ">",
            "> ",
            "---\n",
            "...\n",
            "&a ",
            "*a",
            "<<: ",
            "!x ",
            "%",
            "@",
            "`",
            "```\n",
            "~",
            "-",
            "—",
            "– ",
            "\\",
            "é",
            "\u{FEFF}",
            "\u{A0}",
            "\u{202E}",
            "\r",
            "0",
            "1",
            "2026-02-30",
            "2026",
            "2025-26",
            "1e999",
            ".nan",
            "-0",
            "true",
            "null",
            "![](metric:x)",
            "[a](story:x#y)",
            "<!-- table: x -->",
            "<b>",
            "| a | b |\n|---|---|\n",
        ];
        let piece = prop_oneof![
            4 => prop::sample::select(words).prop_map(str::to_owned),
            5 => prop::sample::select(MARKS).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    const STORY_WORDS: &[&str] = &[
        "title: ",
        "date: ",
        "statements: ",
        "person: ",
        "{pseudonym: Mrs Z}",
        "consent: ",
        "{status: given}",
        "covers: ",
        "what_changed: ",
        "assessing-needs",
        "rules: ",
        "conversation: ",
        "insights: ",
        "aliases: ",
        "supersedes: ",
        "story:x",
        "{statement: equity, expectation: i-unique}",
        "> — person\n",
        "## Heading\n",
    ];
    const METRIC_WORDS: &[&str] = &[
        "title: x\n",
        "statements: [equity]\n",
        "category: processes\n",
        "unit: percent\n",
        "unit: days\n",
        "better: lower\n",
        "source: {name: x}\n",
        "points:\n",
        "  - {period: 2026-01, value: 1}\n",
        "  - {period: 2026-02, value: 1e300}\n",
        "  - {period: 2199, value: -1e-300}\n",
        "  - {period: 1900-01, missing: not-yet}\n",
        "decimals: 6\n",
        "target: ",
        "breaks: ",
        "phases: ",
        "comparators: ",
        "[{period: 2026-02, why: x}]",
        "[{name: x, points: [{period: 2026-02, value: 1}]}]",
        "method: ",
        "numerator: ",
        "denominator: ",
        "margin: ",
    ];
    const MEETING_WORDS: &[&str] = &[
        "kind: making-it-happen\n",
        "date: 2026-05-01\n",
        "actions:\n",
        "heard: ",
        "attendance: ",
        "[{role: x, count: 3}]",
        "  - {id: a, what: b, owner: c, due: 2026-06-01}\n",
        "---\n",
        "## Actions\n\n",
        "| Id | What | Owner | Due |\n",
        "|---|---|---|---|\n",
        "| a | b | c | 2026-06-01 |\n",
        "| Because | Status |",
        "|",
        " | ",
        "[x](story:garden-gate)",
        "done",
    ];
    const DOCUMENT_WORDS: &[&str] = &[
        "documents:\n",
        "  - id: a\n",
        "    title: b\n",
        "    date: 2026-01-01\n",
        "    owner: c\n",
        "    statements: [equity]\n",
        "    file: ",
        "    url: ",
        "data/documents/carers-plan.txt",
        "../../etc/passwd",
        "https://x",
        "\\",
        "con",
        "items: ",
    ];
    const SETTINGS_WORDS: &[&str] = &[
        "authority: x\n",
        "title: y\n",
        "framework: ",
        "practice: ",
        "skin: ",
        "as_of: ",
        "2026-06-30",
        "cqc-local-authority",
        "three-conversations",
        "default",
        "..",
        "../..",
        "marking: ",
        "fresh_for: ",
        "rhythm: ",
        "{story: 18 months}",
        "{making-it-happen: 2 weeks}",
        "sites: ",
        "[{id: a, name: b, opened: 2025-01-01}]",
        "teams: ",
        "glossary: ",
        "small_numbers: ",
        "999999999 years",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn text_in_the_place_of_content_never_ends_in_a_panic(
            story in text(STORY_WORDS),
            metric in text(METRIC_WORDS),
            meeting in text(MEETING_WORDS),
            documents in text(DOCUMENT_WORDS),
            fields_end in any::<bool>(),
        ) {
            let front = |text: &str| if fields_end { format!("---\n{text}\n---\n{text}") } else { text.to_owned() };
            let table = "\n## Actions\n\n| Id | What | Owner | Due |\n|---|---|---|---|\n| ";
            let meeting = format!("---\nkind: huddle\ndate: 2026-05-01\n---\n{table}{meeting}");
            let pack = Pack::small()
                .file("content/stories/2026-05-01-lunch-club.md", front(&story))
                .file("content/stories/2026-05-02-whole.md", format!("{STORY}{story}"))
                .file("content/meetings/2026-05-01-huddle.md", meeting)
                .file("data/metrics/waits.yaml", metric)
                .file("data/documents.yaml", documents);
            survives(&pack)?;
        }

        #[test]
        fn text_in_the_place_of_the_settings_never_ends_in_a_panic(settings in text(SETTINGS_WORDS)) {
            survives(&Pack::small().file("data/pack.yaml", settings))?;
        }

        #[test]
        fn bytes_in_the_place_of_a_file_never_end_in_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let pack = Pack::small()
                .file("content/stories/2026-05-01-lunch-club.md", &bytes)
                .file("data/information-return.yaml", &bytes)
                .file("data/documents/carers-plan.txt", &bytes);
            survives(&pack)?;
        }
    }
}
