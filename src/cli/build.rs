//! `check` and `build`.

use super::Outcome;
use super::args::BuildArgs;
use super::session::Session;

pub(super) fn check(mut session: Session) -> Outcome {
    let graph = session.graph();
    let done = graph.map(|_| "no errors".to_owned());
    session.report(done.as_deref())
}

pub(super) fn run(session: Session, _build: &BuildArgs) -> Outcome {
    check(session)
}
