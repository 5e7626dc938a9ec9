//! The stream of events of one open page: each version with its number, what
//! was found, and the page's key. A page compares that with its own; what it
//! missed while it slept, or while the server was away, needs no memory.

use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::watch::Receiver;
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::shown::Shown;
use super::{Notice, key, page};

/// How soon a page asks again when the server has gone.
const AGAIN: Duration = Duration::from_secs(1);
/// How often something is sent to keep the stream open.
const ALIVE: Duration = Duration::from_secs(15);

#[derive(Serialize)]
struct Told {
    number: u64,
    #[serde(flatten)]
    what: What,
}

/// What a page has to know of a version. One that says the same to it is not sent.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct What {
    /// Whether the page is older than what was saved.
    stale: bool,
    key: String,
    findings: Vec<Notice>,
}

/// The stream for a page, by the path that its address means.
pub(super) fn stream(seen: Receiver<Option<Shown>>, path: String) -> Response {
    let path: Arc<str> = path.into();
    let told = WatchStream::new(seen).filter_map(|shown| shown).then(move |shown| {
        let path = Arc::clone(&path);
        // The page may have to be made first.
        spawn_blocking(move || told(&shown, &path))
    });
    let mut last = None;
    let events = told.filter_map(move |told| match told {
        Ok(told) if last.as_ref() == Some(&told.what) => None,
        Ok(told) => {
            last = Some(told.what.clone());
            Some(Ok(event(&told)))
        }
        Err(error) => Some(Err(error)),
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

fn told(shown: &Shown, path: &str) -> Told {
    let key = page_key(shown, path);
    Told { number: shown.number, what: What { stale: shown.stale(), key, findings: shown.notices.clone() } }
}

fn event(told: &Told) -> Event {
    let told = serde_json::to_string(told).expect("numbers and words always serialise");
    Event::default().event("version").retry(AGAIN).data(told)
}

/// The key of what is answered at a path.
fn page_key(shown: &Shown, path: &str) -> String {
    match &shown.site {
        None => page::no_site_key(shown),
        Some(site) => key::of(site, path),
    }
}
