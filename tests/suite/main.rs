//! Whole-program tests: the built program, on packs in folders, from outside.
//! `tests/README.md` is the map.

mod broken;
mod pack;
