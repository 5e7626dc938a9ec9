//! Pictures: what is clean stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ninefold::picture::clean;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(cleaned) = clean(bytes) {
        assert_eq!(clean(&cleaned.bytes).as_ref(), Ok(&cleaned));
    }
});
