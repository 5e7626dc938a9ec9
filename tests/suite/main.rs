//! Whole-program tests: the built program, on packs in folders, from outside.
//! `tests/README.md` is the map.

mod any_bytes;
mod boundaries;
mod broken;
mod charts;
mod commands;
mod conversations;
mod doubtful;
mod evidence_pages;
mod figures;
mod full_disk;
mod hostile;
mod html;
mod judged;
mod kills;
mod language;
mod leaks;
mod limits;
mod live_tables;
mod network;
mod one_engine;
mod open_data;
mod pack;
mod personal_data;
mod pictures;
mod published;
mod readiness;
mod release_report;
mod scale;
mod site;
mod small_numbers;
mod status;
mod trace;
mod verify;
mod ways_in;
mod withheld;
