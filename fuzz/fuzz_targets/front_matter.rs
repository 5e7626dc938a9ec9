//! The fields of stories and metrics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ninefold::source::Role;

fuzz_target!(|text: &str| {
    ninefold_fuzz::text("content/stories/a.md", Role::Story, text);
    ninefold_fuzz::text("data/metrics/a.yaml", Role::Metric, text);
});
