//! Tables of actions, and live tables.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ninefold::source::Role;

fuzz_target!(|text: &str| {
    let fields = "---\ntitle: A\ndate: 2026-03-04\nkind: making-it-happen\n---\n";
    let body = format!("{fields}## Actions\n\n{text}\n\n<!-- table: {text} -->\n");
    ninefold_fuzz::text("content/meetings/2026-03-04-a.md", Role::Meeting, &body);
});
