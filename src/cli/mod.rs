//! The command line: one file a command.
//!
//! This is where the stages are put one behind the other, and the only place
//! that asks what day it is.

mod args;
mod build;
mod edition;
mod fingerprint;
mod hash_people;
mod init;
mod kept;
mod last;
mod new;
mod pictures;
mod preview;
mod report;
mod serve;
mod session;
mod skin;
mod stages;
mod status;
mod stop;
mod trace;
mod verify;

use std::ffi::OsString;
use std::panic::{UnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use serde::{Deserialize, Serialize};

use args::{Cli, Command, SkinCommand};
use session::Session;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// Nothing stands in the way.
    Clean,
    /// The content has problems.
    Problems,
    /// The program could not do what was asked.
    CouldNotRun,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Problems => Self::from(1),
            Outcome::CouldNotRun => Self::from(2),
        }
    }
}

/// Runs the program on its arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { Outcome::CouldNotRun } else { Outcome::Clean };
            // Nothing is left to do where even this cannot be printed.
            let _ = error.print();
            return code.into();
        }
    };
    let outcome = match cli.command {
        Command::Init(init) => init::run(init.folder.as_ref().unwrap_or(&cli.global.root)),
        Command::New(new) => new::run(&cli.global, &new),
        Command::Skin(SkinCommand::Eject(eject)) => skin::eject(&cli.global.root, &eject),
        Command::Check => Session::open(&cli.global)
            .map_or(Outcome::CouldNotRun, |session| at_work(|| build::check(session))),
        Command::Verify(verify) => {
            Session::open(&cli.global).map_or(Outcome::CouldNotRun, |session| verify::run(session, &verify))
        }
        Command::Status => Session::open(&cli.global).map_or(Outcome::CouldNotRun, status::run),
        Command::HashPeople => Session::open(&cli.global).map_or(Outcome::CouldNotRun, hash_people::run),
        Command::Trace(trace) => {
            Session::open(&cli.global).map_or(Outcome::CouldNotRun, |session| trace::run(session, &trace))
        }
        Command::Serve(serve) => serve::run(&cli.global, &serve),
        Command::Build(build) => Session::open(&cli.global)
            .map_or(Outcome::CouldNotRun, |session| at_work(|| build::run(session, &build))),
    };
    outcome.into()
}

/// Does something on one of the threads that share large work: what one thread has
/// freed is often of no use to another, and the first thread would have no part in
/// the pages.
fn at_work<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    rayon::scope(|_| run())
}

/// Begins to make, beside all else, what will be wanted, and is made there if it is
/// not by then. A panic comes again there.
fn ahead(make: impl FnOnce() + Send + UnwindSafe + 'static) {
    rayon::spawn(|| drop(catch_unwind(make)));
}

/// Prints why nothing could be done.
fn refuse(message: &str, help: Option<&str>) -> Outcome {
    eprintln!("error: {message}");
    if let Some(help) = help {
        eprintln!("help: {help}");
    }
    Outcome::CouldNotRun
}
