//! How it starts and ends.

use std::net::TcpListener;

use super::{DEADLINE, Preview, STORY, STORY_PAGE, ended, save, start, story};
use crate::pack::Pack;

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    // A page that listens does not hold it up.
    let mut events = preview.events("/");
    events.next();
    assert_eq!(preview.interrupted().code(), Some(0));
    let broken = Pack::empty();
    assert_eq!(Preview::of(&broken).interrupted().code(), Some(0), "whatever is wrong with the pack");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let pack = Pack::small();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let run = pack.run(&["serve", "--port", &port]);
    let said = format!(
        "error: port {port} is taken by another program\n\
         help: leave `--port` out to have a free one found, or stop the other program\n"
    );
    assert_eq!((run.code, run.stdout.as_str(), run.stderr), (2, "", said));
}

#[test]
fn a_port_that_is_asked_for_is_used_and_others_are_found() {
    let pack = Pack::small();
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    let (mut child, lines, _) = start(pack.root(), &["--port", &free.to_string()]);
    let first = lines.recv_timeout(DEADLINE).expect("a line");
    assert_eq!(first, format!("serving A small pack at http://127.0.0.1:{free}/"));
    assert_eq!(lines.recv_timeout(DEADLINE).expect("a line"), "press Ctrl-C to stop");
    let found: Vec<_> = (0..2).map(|_| start(pack.root(), &[])).collect();
    let mut addresses = Vec::new();
    for (mut child, lines, _) in found {
        addresses.push(lines.recv_timeout(DEADLINE).expect("a line"));
        child.kill().expect("a child of ours");
        ended(&mut child);
    }
    child.kill().expect("a child of ours");
    ended(&mut child);
    assert_ne!(addresses[0], addresses[1], "two previews at once");
    assert!(addresses.iter().all(|line| line.contains(" at http://127.0.0.1:80")), "{addresses:?}");
}

#[test]
fn a_program_reads_findings_and_nothing_else() {
    let pack = Pack::small().file("content/stray.txt", "x");
    let (mut child, lines, errors) = start(pack.root(), &["--port", "0", "--format", "json"]);
    let own = errors.recv_timeout(DEADLINE).expect("a line");
    assert!(own.starts_with("serving A small pack at "), "{own}");
    let mut found = String::new();
    while serde_json::from_str::<serde_json::Value>(&found).is_err() {
        found += &lines.recv_timeout(DEADLINE).expect("a line");
        assert!(found.starts_with('{'), "{found}");
    }
    assert!(found.contains("unexpected-file"), "{found}");
    child.kill().expect("a child of ours");
    ended(&mut child);
}

#[test]
fn wrong_settings_are_said_at_once() {
    let pack = Pack::small();
    for (args, words) in [
        (["serve", "--as-of", "yesterday"], "`yesterday` is not a date"),
        (["serve", "--deny", "nonsense"], "nonsense"),
        (["serve", "--port", "70000"], "70000"),
    ] {
        let run = pack.run(&args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
    }
}

/// A browser of the test's own, that the system's settings name.
#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_and_need_not_be_there() {
    use std::os::unix::fs::PermissionsExt;

    let pack = Pack::small();
    let bin = Pack::empty();
    let bare = Pack::empty();
    let script = bin.root().join("xdg-open");
    std::fs::write(
        &script,
        "#!/bin/sh\necho \"$1\" >\"${0%/*}/asked.part\"\nmv \"${0%/*}/asked.part\" \"${0%/*}/asked\"\n",
    )
    .expect("it is written");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    let path = |first: &Pack| format!("{}:/usr/bin:/bin", first.root().display());
    let preview = with_path(&pack, &path(&bin));
    let asked = bin.root().join("asked");
    let began = std::time::Instant::now();
    while !asked.exists() {
        assert!(began.elapsed() < DEADLINE, "the browser is opened");
        std::thread::yield_now();
    }
    assert_eq!(
        std::fs::read_to_string(asked).expect("what was asked").trim(),
        format!("http://127.0.0.1:{}/", preview.port)
    );
    let preview = with_path(&pack, &bare.root().display().to_string());
    let note = preview.errors.recv_timeout(DEADLINE).expect("a note");
    assert!(note.starts_with("note: the browser could not be opened"), "{note}");
    save(&pack, STORY, &story("It goes on"));
    preview.until_page(STORY_PAGE, "It goes on");
}

#[cfg(target_os = "linux")]
fn with_path(pack: &Pack, path: &str) -> Preview {
    use std::process::{Command, Stdio};

    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold"));
    command.args(["serve", "--open", "--port", "0"]).current_dir(pack.root()).env("PATH", path);
    Preview::begun(command.stdin(Stdio::null()))
}
