//! Whole-program tests: the built program, on packs in folders, from outside.
//! `tests/README.md` is the map.

mod boundaries;
mod broken;
mod commands;
mod hostile;
mod html;
mod judged;
mod open_data;
mod pack;
mod scale;
mod site;
mod withheld;
