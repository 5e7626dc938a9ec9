//! Whole-program tests: the built program, on packs in folders, from outside.
//! `tests/README.md` is the map.

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
mod leaks;
mod live_tables;
mod network;
mod one_engine;
mod open_data;
mod pack;
mod personal_data;
mod published;
mod readiness;
mod release_report;
mod scale;
mod site;
mod small_numbers;
mod status;
mod trace;
mod verify;
mod withheld;
