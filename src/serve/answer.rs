//! Answers over HTTP: the site's own files and two addresses of ours, to
//! requests for this machine by its own names.
//!
//! A page of another site may make a browser ask here. It cannot read an
//! answer: a request by another host's name is refused (a name can be made to
//! lead here, "DNS rebinding"), and no answer may be used across origins.

use std::future::IntoFuture;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Receiver;
use tokio::task::spawn_blocking;

use super::events::stream;
use super::key;
use super::kind::{HTML, SCRIPT, content_type};
use super::page::{self, EVENTS};
use super::shown::{Shown, is_page};

/// Sent with every answer: nothing is kept, nothing is guessed, and nobody
/// else's page may show or read it.
const ALWAYS: [(HeaderName, &str); 5] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What is needed to answer.
pub(super) struct Front {
    hosts: Vec<String>,
    seen: Receiver<Option<Shown>>,
}

impl Front {
    pub(super) fn new(port: u16, seen: Receiver<Option<Shown>>) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(str::to_owned));
        }
        Self { hosts, seen }
    }

    /// Whether a request is for this machine by one of its own names.
    fn is_for_us(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let known = |name: &str| self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        let mut hosts = headers.get_all(HOST).iter();
        let one = hosts.next().and_then(|host| host.to_str().ok()).is_some_and(known);
        one && hosts.next().is_none() && uri.authority().is_none_or(|name| known(name.as_str()))
    }
}

/// Answers until Ctrl-C is pressed. Streams that are open do not hold it up.
pub(super) async fn until_stopped(listener: TcpListener, front: Arc<Front>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let answers = Router::new().fallback(answer).with_state(front);
    tokio::select! {
        ended = axum::serve(listener, answers).into_future() => ended,
        stopped = tokio::signal::ctrl_c() => stopped,
    }
}

async fn answer(State(front): State<Arc<Front>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = if !front.is_for_us(&parts.uri, &parts.headers) {
        plain(StatusCode::FORBIDDEN, "This preview answers only to its own address on this computer.\n")
    } else if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED, "This preview can only be read.\n");
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        refused
    } else {
        found(&front, &parts.uri).await
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn found(front: &Front, uri: &Uri) -> Response {
    match uri.path() {
        page::SCRIPT => return typed(StatusCode::OK, SCRIPT, include_str!("live.js")),
        EVENTS => return stream(front.seen.clone(), path_of(&page_asked(uri)).unwrap_or_default()),
        _ => {}
    }
    let mut seen = front.seen.clone();
    // The first version may still be in the making.
    let shown = match seen.wait_for(Option::is_some).await {
        Ok(shown) => shown.clone(),
        Err(_) => None,
    };
    match shown {
        Some(shown) => {
            let uri = uri.clone();
            // The file may have to be made first.
            let made = spawn_blocking(move || file(&shown, &uri)).await;
            made.unwrap_or_else(|_| {
                plain(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made.\n")
            })
        }
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "The preview has stopped.\n"),
    }
}

/// A file of the site, or a page of ours in its place.
fn file(shown: &Shown, uri: &Uri) -> Response {
    let Some(site) = &shown.site else {
        return own(StatusCode::SERVICE_UNAVAILABLE, page::no_site(shown));
    };
    let Some(path) = path_of(uri.path()) else { return own(StatusCode::NOT_FOUND, page::not_found(shown)) };
    match site.get(&path) {
        Some(bytes) if is_page(&path) => {
            typed(StatusCode::OK, HTML, page::with_script(&bytes, &key::of_file(site, &path, &bytes)))
        }
        Some(bytes) => typed(StatusCode::OK, content_type(&path), bytes),
        // Links of the folder's page would lead astray without the slash.
        None if site.get(&format!("{path}/index.html")).is_some() => {
            let to = HeaderValue::try_from(page::address(&format!("{path}/")));
            let mut on = plain(StatusCode::TEMPORARY_REDIRECT, "");
            on.headers_mut().insert(LOCATION, to.unwrap_or(HeaderValue::from_static("/")));
            on
        }
        None => own(StatusCode::NOT_FOUND, page::not_found(shown)),
    }
}

/// The path in the site that an address means. Nothing in it is taken away or
/// put together: `..` is a name that no file has.
fn path_of(address: &str) -> Option<String> {
    let path = percent_decode_str(address.strip_prefix('/')?).decode_utf8().ok()?;
    let folder = path.is_empty() || path.ends_with('/');
    Some(if folder { format!("{path}index.html") } else { path.into_owned() })
}

/// The address of the page that asks for events: the whole of the query, after `page=`.
fn page_asked(uri: &Uri) -> String {
    let query = uri.query().and_then(|query| query.strip_prefix("page=")).unwrap_or("/");
    percent_decode_str(query).decode_utf8_lossy().into_owned()
}

fn typed(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    (status, [(CONTENT_TYPE, kind)], body.into()).into_response()
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    typed(status, "text/plain; charset=utf-8", words)
}

fn own(status: StatusCode, page: Vec<u8>) -> Response {
    let mut response = typed(status, HTML, page);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(page::POLICY));
    response
}
