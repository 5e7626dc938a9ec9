//! Folders and files that come, go and are renamed.

use std::fs;

use super::{Preview, STORY, STORY_PAGE, page, save, story};
use crate::pack::{Pack, fixture};

/// Waits until there is no page at an address.
fn until_gone(preview: &Preview, path: &str) {
    preview.until(&format!("{path} goes"), |preview| preview.get(path).status == 404);
}

fn come_and_go(preview: &Preview, pack: &Pack) {
    let root = pack.root();
    save(pack, "content/pages/first.md", &page("First"));
    preview.until_page("/pages/first.html", "First");
    fs::rename(root.join("content/pages/first.md"), root.join("content/pages/second.md")).expect("renamed");
    preview.until_page("/pages/second.html", "First");
    until_gone(preview, "/pages/first.html");
    fs::remove_file(root.join("content/pages/second.md")).expect("removed");
    until_gone(preview, "/pages/second.html");
    // Folders in folders, and a file in the last at once.
    save(pack, "content/pages/a/b/c/deep.md", &page("Deep"));
    preview.until_page("/pages/deep.html", "Deep");
    save(pack, "content/pages/a/b/c/deep.md", &page("Deeper"));
    preview.until_page("/pages/deep.html", "Deeper");
    // A folder that is renamed is watched under its new name.
    fs::rename(root.join("content/pages/a"), root.join("content/pages/z")).expect("renamed");
    save(pack, "content/pages/z/b/c/deep.md", &page("Deepest"));
    preview.until_page("/pages/deep.html", "Deepest");
    save(pack, "content/pages/z/b/c/deep.md", &page("Deep again"));
    preview.until_page("/pages/deep.html", "Deep again");
    fs::remove_dir_all(root.join("content/pages/z")).expect("removed");
    until_gone(preview, "/pages/deep.html");
    // One that is moved into the pack.
    save(pack, "elsewhere/in/moved.md", &page("Moved"));
    fs::rename(root.join("elsewhere"), root.join("content/pages/elsewhere")).expect("moved");
    preview.until_page("/pages/moved.html", "Moved");
    save(pack, "content/pages/elsewhere/in/moved.md", &page("Moved twice"));
    preview.until_page("/pages/moved.html", "Moved twice");
}

#[test]
fn files_and_folders_come_and_go() {
    let pack = Pack::small();
    come_and_go(&Preview::of(&pack), &pack);
}

#[test]
fn files_and_folders_come_and_go_by_looking_again() {
    let pack = Pack::small();
    come_and_go(&Preview::with(&pack, &["--poll"]), &pack);
}

fn skin_appears(preview: &Preview, pack: &Pack) {
    for colour in ["#4a1d5c", "#5c1d4a"] {
        save(pack, "themes/default/static/brand.css", &format!(":root {{ --head: {colour} }}\n"));
        preview.until_page("/assets/brand.css", colour);
    }
    fs::remove_dir_all(pack.root().join("themes")).expect("it goes");
    preview.until("the default again", |preview| !preview.get("/assets/brand.css").body.contains("#5c1d4a"));
    save(pack, "themes/default/static/brand.css", ":root { --head: #123456 }\n");
    preview.until_page("/assets/brand.css", "#123456");
}

#[test]
fn a_missing_folder_appears() {
    let pack = Pack::small();
    skin_appears(&Preview::of(&pack), &pack);
}

#[test]
fn a_missing_folder_appears_by_looking_again() {
    let pack = Pack::small();
    skin_appears(&Preview::with(&pack, &["--poll"]), &pack);
}

#[test]
fn a_folder_goes_and_comes_back() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    let (content, away) = (pack.root().join("content"), pack.root().join("away"));
    fs::rename(&content, &away).expect("moved");
    preview.rebuilt();
    fs::rename(&away, &content).expect("moved");
    save(&pack, STORY, &story("Back"));
    preview.until_page(STORY_PAGE, "Back");
    // And another one under its name.
    fs::remove_dir_all(&content).expect("removed");
    crate::pack::copy(&fixture("small").join("content"), &content);
    save(&pack, STORY, &story("Anew"));
    preview.until_page(STORY_PAGE, "Anew");
    save(&pack, STORY, &story("Anew again"));
    preview.until_page(STORY_PAGE, "Anew again");
}

fn pack_appears(args: &[&str]) {
    let pack = Pack::empty();
    let preview = Preview::with(&pack, &[&["--root", "ours/pack"], args].concat());
    let answer = preview.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("there is no pack"), "{}", answer.body);
    assert_eq!(pack.run(&["init", "ours/pack"]).code, 0);
    preview.until("the site of the new pack", |preview| preview.get("/").status == 200);
    save(&pack, "ours/pack/content/pages/new.md", &page("New"));
    preview.until_page("/pages/new.html", "New");
}

#[test]
fn a_pack_that_is_not_there_yet_is_waited_for() {
    pack_appears(&[]);
}

#[test]
fn a_pack_that_is_not_there_yet_is_waited_for_by_looking_again() {
    pack_appears(&["--poll"]);
}

#[test]
fn broken_settings_are_waited_for() {
    let pack = Pack::small();
    let settings = fs::read_to_string(pack.root().join("data/pack.yaml")).expect("the settings");
    save(&pack, "data/pack.yaml", "title: [\n");
    let preview = Preview::of(&pack);
    assert_eq!(preview.get("/").status, 503);
    save(&pack, "data/pack.yaml", &settings);
    preview.until_page("/", "A small pack");
}

#[test]
fn a_burst_of_a_thousand_changes_gives_few_rebuilds() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    for number in 0..1000 {
        save(&pack, &format!("content/pages/many/page-{number}.md"), &page(&format!("Page {number}")));
    }
    preview.until_page("/pages/page-999.html", "Page 999");
    // Whatever was made before the last one was not one for each.
    let mut events = preview.events("/");
    let versions = events.next()["number"].as_u64().expect("a number");
    assert!((2..20).contains(&versions), "{versions} versions");
    preview.rebuilds();
    for number in [0, 500, 999] {
        assert_eq!(preview.get(&format!("/pages/page-{number}.html")).status, 200, "{number}");
    }
    fs::remove_dir_all(pack.root().join("content/pages/many")).expect("removed");
    until_gone(&preview, "/pages/page-999.html");
    preview.rebuilds();
    for number in [0, 500, 999] {
        assert_eq!(preview.get(&format!("/pages/page-{number}.html")).status, 404, "{number}");
    }
}

/// An older file in the place of a newer one, and two saves within a second.
#[test]
fn looking_again_sees_more_than_later_seconds() {
    let pack = Pack::small();
    let preview = Preview::with(&pack, &["--poll"]);
    let file = pack.root().join(STORY);
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let text = story("From long ago");
    fs::write(pack.root().join("old.md"), &text).expect("it is written");
    let open = fs::File::options().write(true).open(pack.root().join("old.md")).expect("it opens");
    open.set_modified(old).expect("its time is set");
    drop(open);
    fs::rename(pack.root().join("old.md"), &file).expect("it is put in place");
    preview.until_page(STORY_PAGE, "From long ago");
}
