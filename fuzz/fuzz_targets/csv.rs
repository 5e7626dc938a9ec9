//! Published csv files, and the conversation log.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    ninefold_fuzz::table(bytes, false);
    ninefold_fuzz::log(bytes);
    ninefold_fuzz::log(&[b"id,first_contact,site,conversation\n", bytes].concat());
});
