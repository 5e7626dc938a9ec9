//! The text of a page.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ninefold::source::Role;

fuzz_target!(|text: &str| {
    ninefold_fuzz::text("content/pages/a.md", Role::Page, &format!("---\ntitle: A\n---\n{text}"));
});
