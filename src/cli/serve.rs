//! `serve`: `build` again and again, into memory; single pages as soon as they
//! can be made.

use std::sync::Arc;

use super::args::{Global, ServeArgs};
use super::session::Session;
use super::{Outcome, preview, refuse};
use crate::diagnostic::render::Format;
use crate::serve::{self, Say, Settings, Turn, Version, Words};

/// Serves until Ctrl-C. What is wrong with the pack does not end it; what is
/// wrong with the command line does.
pub(super) fn run(global: &Global, args: &ServeArgs) -> Outcome {
    if Session::open(global).is_none() {
        return Outcome::CouldNotRun;
    }
    let settings = Settings {
        root: global.root.clone(),
        port: args.port,
        open: args.open,
        poll: args.poll,
        for_program: global.format != Format::Text,
    };
    let of = global.clone();
    let mut known = preview::Known::default();
    let make = move |turn: &Turn<'_>| match Session::open(&of) {
        Some(session) => preview::preview(session, &mut known, turn),
        None => Some(nothing()),
    };
    let say: Say = Arc::new(Words::print);
    match serve::serve(settings, Box::new(make), &say) {
        Ok(()) => Outcome::Clean,
        Err(trouble) => refuse(&trouble.message, Some(&trouble.help)),
    }
}

/// The settings were looked at before: they have not become wrong since.
fn nothing() -> Version {
    Version { files: None, title: None, notices: Vec::new(), words: Words::default() }
}
