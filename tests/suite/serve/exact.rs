//! The preview keeps what it knows from one version to the next, and shows
//! what a build that knows nothing makes, byte for byte.

use std::collections::BTreeSet;
use std::fs;

use super::Preview;
use crate::again::{Desk, number, site};
use crate::pack::Tree;

/// A page without what the preview adds to it.
fn without_script(mut page: String) -> String {
    if let Some(from) = page.find("<script src=\"/_ninefold/live.js\"") {
        let end = page[from..].find("</script>").expect("a script has an end");
        page.replace_range(from..from + end + "</script>".len(), "");
    }
    page
}

/// The files of which the preview shows something else, and those of an earlier
/// site that it still shows.
fn others(preview: &Preview, site: &Tree, earlier: &BTreeSet<String>) -> Vec<String> {
    let gone = earlier.iter().filter(|path| !site.contains_key(*path));
    let gone = gone.filter(|path| preview.get(&format!("/{path}")).status != 404).cloned();
    let other = |(path, bytes): (&String, &Vec<u8>)| {
        let answer = preview.get(&format!("/{path}"));
        (answer.status != 200 || without_script(answer.body) != String::from_utf8_lossy(bytes))
            .then(|| path.clone())
    };
    site.iter().filter_map(other).chain(gone).collect()
}

#[test]
fn after_any_edits_the_preview_shows_what_a_clean_build_makes() {
    let edits = number("NINEFOLD_EDITS", 16);
    let mut desk = Desk::new(number("NINEFOLD_SEED", 9));
    desk.as_of = None;
    let preview = Preview::of(&desk.pack);
    let (mut history, mut well, mut earlier) = (Vec::new(), 0, BTreeSet::new());
    for _ in 0..edits {
        history.push(desk.edit());
        // These two are settings of a preview, not of its pack.
        (desk.as_of, desk.audience) = (None, "internal");
        let elsewhere = desk.pack.root().join("elsewhere");
        let _ = fs::remove_dir_all(&elsewhere);
        if desk.build(&["--no-cache", "--output", "elsewhere"]).code == 0 {
            well += 1;
            let site = site(&elsewhere);
            preview.until(&history.join("\n"), |preview| others(preview, &site, &earlier).is_empty());
            earlier.extend(site.into_keys());
        }
    }
    assert!(well * 4 > edits, "{well} builds without an error show little");
}
