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
mod hostile;
mod html;
mod judged;
mod language;
mod live_tables;
mod one_engine;
mod open_data;
mod pack;
mod published;
mod readiness;
mod scale;
mod site;
mod small_numbers;
mod status;
mod withheld;
