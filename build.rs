//! Tells Cargo which folders are embedded in the binary: `include_dir!` alone
//! does not, and a changed template would not be seen.

fn main() {
    for folder in ["themes/default", "data/framework", "src/cli/starter"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
