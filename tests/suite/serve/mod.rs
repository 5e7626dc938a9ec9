//! The preview from outside: the program runs on a pack that is written to,
//! and answers over HTTP and its stream of events.
//!
//! Nothing sleeps: a test waits for a line in the terminal, for an event, or
//! for a time in which there is to be none.

mod answers;
mod exact;
mod findings;
mod running;
mod saving;
mod watching;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::pack::Pack;

/// So long is waited for what has to come.
const DEADLINE: Duration = Duration::from_secs(120);
/// So long nothing may come where nothing is to come: many times what the
/// preview waits for a change to be over.
const SILENCE: Duration = Duration::from_millis(500);

const STORY: &str = "content/stories/2026-02-11-garden-gate.md";
const STORY_PAGE: &str = "/stories/garden-gate.html";

/// A preview that runs.
struct Preview {
    child: Child,
    port: u16,
    first: String,
    lines: Receiver<String>,
    errors: Receiver<String>,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// The value of a header, by its name in small letters.
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Starts the program on a pack.
fn start(root: &Path, args: &[&str]) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold"));
    begin(command.arg("serve").args(args).current_dir(root).stdin(Stdio::null()))
}

/// Starts a program; gives the lines of its output, and those of what it says is wrong.
pub fn begin(command: &mut Command) -> Running {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let lines = lines_of(child.stdout.take().expect("it is piped"));
    let errors = lines_of(child.stderr.take().expect("it is piped"));
    (child, lines, errors)
}

/// A program that runs, and the lines of both its outputs.
pub type Running = (Child, Receiver<String>, Receiver<String>);

fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (to, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Nobody reads the last lines of a program that is killed.
            let _ = to.send(line);
        }
    });
    lines
}

impl Preview {
    #[track_caller]
    fn of(pack: &Pack) -> Self {
        Self::with(pack, &[])
    }

    /// A preview that has said where it is, and has a page to show.
    #[track_caller]
    fn with(pack: &Pack, args: &[&str]) -> Self {
        Self::from(start(pack.root(), &[&["--port", "0"], args].concat()))
    }

    /// One that a command of the test's own begins.
    #[track_caller]
    fn begun(command: &mut Command) -> Self {
        Self::from(begin(command))
    }

    #[track_caller]
    fn from((child, lines, errors): Running) -> Self {
        let mut preview = Self { child, port: 0, first: String::new(), lines, errors };
        preview.first = preview.line();
        let port = preview.first.rsplit_once(':').and_then(|(_, port)| port.strip_suffix('/')?.parse().ok());
        preview.port = port.unwrap_or_else(|| panic!("no address: {}", preview.first));
        // An answer comes when the first page can be made.
        assert!([200, 503].contains(&preview.get("/").status));
        preview
    }

    /// The next line in the terminal.
    #[track_caller]
    fn line(&self) -> String {
        self.lines.recv_timeout(DEADLINE).expect("a line in the terminal")
    }

    /// The next line that says what a rebuild came to.
    #[track_caller]
    fn rebuilt(&self) -> String {
        loop {
            let line = self.line();
            if line.starts_with("rebuilt") {
                return line;
            }
        }
    }

    /// What was said to be wrong, up to the line that counts it.
    #[track_caller]
    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        let counts = |line: &String| line.contains(" error") && line.contains(" warning");
        while !said.last().is_some_and(counts) {
            said.push(self.errors.recv_timeout(DEADLINE).expect("a line of what is wrong"));
        }
        said
    }

    /// How many rebuilds there are until nothing more happens.
    #[track_caller]
    fn rebuilds(&self) -> usize {
        let mut count = 0;
        loop {
            match self.lines.recv_timeout(SILENCE) {
                Ok(line) => count += usize::from(line.starts_with("rebuilt")),
                Err(RecvTimeoutError::Timeout) => return count,
                Err(RecvTimeoutError::Disconnected) => panic!("the preview has ended"),
            }
        }
    }

    /// Waits until something holds, looking again at each line.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            let left = DEADLINE.saturating_sub(began.elapsed());
            assert!(self.lines.recv_timeout(left).is_ok(), "waited in vain for this: {what}");
        }
    }

    /// Waits until a page has words on it.
    #[track_caller]
    fn until_page(&self, path: &str, words: &str) {
        self.until(&format!("`{words}` on {path}"), |preview| {
            let answer = preview.get(path);
            answer.status == 200 && answer.body.contains(words)
        });
    }

    #[track_caller]
    fn get(&self, path: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }

    /// Sends a request as it is.
    #[track_caller]
    fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("the request is taken");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer that ends");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head: head.replace('\r', ""), body: body.to_owned() }
    }

    #[track_caller]
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a time to wait");
        stream
    }

    /// The stream of events of a page.
    #[track_caller]
    fn events(&self, page: &str) -> Events {
        let mut stream = self.connect();
        let host = format!("Host: 127.0.0.1:{}", self.port);
        write!(stream, "GET /_ninefold/events?page={page} HTTP/1.1\r\n{host}\r\n\r\n").expect("it is taken");
        Events { stream: BufReader::new(stream) }
    }

    /// Presses Ctrl-C, and waits for the end.
    #[cfg(unix)]
    fn interrupted(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status().expect("kill is there");
        assert!(sent.success());
        ended(&mut self.child)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a program ends that has to.
fn ended(child: &mut Child) -> ExitStatus {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child of ours") {
            return status;
        }
        assert!(began.elapsed() < DEADLINE, "it does not end");
        thread::yield_now();
    }
}

/// What a page hears.
struct Events {
    stream: BufReader<TcpStream>,
}

impl Events {
    /// The next version.
    #[track_caller]
    fn next(&mut self) -> Value {
        let began = Instant::now();
        loop {
            // What keeps the stream open comes for ever.
            assert!(began.elapsed() < DEADLINE, "an event in time");
            let mut line = String::new();
            let read = self.stream.read_line(&mut line).expect("an event in time");
            assert!(read > 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("an event is JSON");
            }
        }
    }

    /// The next version of which something holds.
    #[track_caller]
    fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let event = self.next();
            if holds(&event) {
                return event;
            }
            assert!(began.elapsed() < DEADLINE, "waited in vain; the last was {event}");
        }
    }
}

/// Writes a file in place, with its folders.
#[track_caller]
fn save(pack: &Pack, path: &str, text: &str) {
    let path = pack.root().join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

/// The story of the small pack under another title.
fn story(title: &str) -> String {
    let text = fs::read_to_string(crate::pack::fixture("small").join(STORY)).expect("the small pack has it");
    let line = text.lines().find(|line| line.starts_with("title:")).expect("it has a title");
    text.replace(line, &format!("title: {title}"))
}

/// A free page.
fn page(title: &str) -> String {
    format!("---\ntitle: {title}\n---\nSome words.\n")
}
