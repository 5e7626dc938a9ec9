//! The order of the stages, held by their imports.

use std::collections::BTreeMap;
use std::path::Path;

use crate::pack::{has_ending, tree};

/// The stages from left to right. A stage may import those to its left, and
/// `diagnostic` and `model`, which stand beside them all.
const STAGES: [&str; 10] =
    ["source", "parse", "link", "release", "assess", "site", "guard", "output", "serve", "cli"];

/// Modules that are no stage, with all that they may import.
const BESIDE: [(&str, &[&str]); 6] = [
    ("diagnostic", &[]),
    ("model", &["diagnostic", "personal", "language"]),
    ("chart", &[]),
    ("personal", &[]),
    ("language", &[]),
    ("picture", &[]),
];

/// The modules that touch the disk.
const DISK: [&str; 4] = ["source", "output", "serve", "cli"];

fn sources() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rust = tree(&src).into_iter().filter(|(path, _)| has_ending(path, "rs"));
    rust.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("source is UTF-8"))).collect()
}

/// The module of a file: its first folder, or its stem.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().expect("a path has a beginning")
}

/// The modules of this crate that a text names.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split("crate::").skip(1);
    names.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
}

fn allowed(module: &str) -> Vec<&'static str> {
    if let Some((_, allowed)) = BESIDE.iter().find(|(name, _)| *name == module) {
        return allowed.to_vec();
    }
    let Some(at) = STAGES.iter().position(|stage| *stage == module) else { return Vec::new() };
    let mut allowed = vec!["diagnostic", "model", "personal", "language", "picture"];
    allowed.extend(&STAGES[..at]);
    if at >= 5 {
        // Charts are drawn for pages.
        allowed.push("chart");
    }
    allowed
}

#[test]
fn a_stage_imports_only_what_is_to_its_left() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        if matches!(module, "main" | "lib") {
            continue;
        }
        for import in imports(&text).filter(|import| *import != module) {
            if !allowed(module).contains(&import) {
                wrong.push(format!("{path} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let modules: Vec<String> = sources().keys().map(|path| module(path).to_owned()).collect();
    for module in modules {
        let known = matches!(&*module, "main" | "lib")
            || STAGES.contains(&&*module)
            || BESIDE.iter().any(|(name, _)| *name == module);
        assert!(known, "{module} is not in the order of the stages");
    }
}

#[test]
fn only_some_modules_touch_the_disk_or_the_clock() {
    for (path, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let module = module(&path);
        let tests = path.contains("/tests");
        if !DISK.contains(&module) && !tests {
            for name in ["std::fs", "std::env::", "walkdir::", "tempfile::"] {
                assert!(!code.contains(name) || path == "main.rs", "{path} names {name}");
            }
        }
        if module != "cli" && !tests {
            for name in ["Timestamp::now", "Zoned::now", "SystemTime::now", "UNIX_EPOCH"] {
                assert!(!code.contains(name), "{path} asks for the time");
            }
            // The preview waits until nothing more is saved, and says how long it took.
            assert!(module == "serve" || !code.contains("Instant::now"), "{path} asks for the time");
        }
    }
}

#[test]
fn one_file_names_the_yaml_crate() {
    for (path, text) in sources() {
        assert!(path == "source/yaml.rs" || !text.contains("serde_yaml::"), "{path} names the YAML crate");
    }
}
