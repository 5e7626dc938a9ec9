//! `skin eject`: files of the default skin, copied into the pack to be changed.
//!
//! What is not copied is taken from the program, so the fewer files a pack
//! has of its own, the less there is to look after when the program changes.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::EjectArgs;
use super::{Outcome, init, refuse};
use crate::diagnostic::{counted, nearest};
use crate::model::is_id;
use crate::source::embedded_skin;

pub(super) fn eject(root: &Path, args: &EjectArgs) -> Outcome {
    let name = args.name.as_str();
    if !is_id(name) {
        let message = format!("`{name}` cannot be the name of a skin");
        return refuse(&message, Some("a name is small letters, digits and hyphens: `--name our-council`"));
    }
    let files = match chosen(&args.files) {
        Ok(files) => files,
        Err((message, help)) => return refuse(&message, Some(&help)),
    };
    let inner = format!("themes/{name}");
    let folder = root.join(&inner);
    if let Some(there) = files.keys().find(|file| folder.join(file).exists()) {
        let message = format!("there is already a file `{inner}/{there}`");
        return refuse(
            &message,
            Some("nothing was written; name the files that you need, or another skin with `--name`"),
        );
    }
    for (file, bytes) in &files {
        if let Err(error) = init::write(&folder.join(file), bytes) {
            return refuse(&format!("`{inner}/{file}` cannot be written: {error}"), None);
        }
    }
    println!("copied {} to {}", counted(files.len(), "file"), folder.display());
    if name != "default" {
        println!("next: write `skin: {name}` in data/pack.yaml, change the files, and build");
    }
    Outcome::Clean
}

/// The files that were named, by their path in the skin or by its last part.
fn chosen(named: &[String]) -> Result<BTreeMap<String, &'static [u8]>, (String, String)> {
    let all = embedded_skin();
    if named.is_empty() {
        return Ok(all);
    }
    let mut files = BTreeMap::new();
    for name in named {
        let of = |path: &str| path == name || path.rsplit('/').next() == Some(name);
        let Some((path, bytes)) = all.iter().find(|(path, _)| of(path)) else {
            let last = all.keys().filter_map(|path| path.rsplit('/').next());
            let help = nearest(name, last).map_or_else(
                || "leave the names out to copy every file".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err((format!("the default skin has no file `{name}`"), help));
        };
        files.insert(path.clone(), *bytes);
    }
    Ok(files)
}
