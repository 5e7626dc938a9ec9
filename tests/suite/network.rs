//! Nothing opens a socket: every command on the example pack, watched from
//! outside, and once more where there is no network at all. `serve` is the one
//! exception: it listens, on this machine alone, and asks nobody.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::pack::Pack;
use crate::site::example;

/// Every command that reads a pack or a site, in this order.
const COMMANDS: [&[&str]; 6] = [
    &["build", "--zip"],
    &["build", "--audience", "public", "--output", "for-all"],
    &["check"],
    &["status"],
    &["verify", "public"],
    &["verify", "--format", "json", "public", "for-all"],
];

/// Runs a program that runs Ninefold; nothing where it cannot be started.
fn run(pack: &Pack, program: &[&str], args: &[&str]) -> Option<(i32, String)> {
    let output = Command::new(program[0])
        .args(&program[1..])
        .arg(env!("CARGO_BIN_EXE_ninefold"))
        .args(args)
        .current_dir(pack.root())
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some((output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Whether a program can be used here.
fn works(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
}

#[test]
fn no_command_opens_a_socket() {
    if !works("strace", &["-e", "trace=network", "true"]) {
        println!(
            "SKIPPED: strace is not here, or may not watch; whether sockets are opened was not looked at"
        );
        return;
    }
    let pack = example();
    for args in COMMANDS {
        let strace = ["strace", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", "calls.txt"];
        let (code, stderr) = run(&pack, &strace, args).expect("strace starts");
        assert!(code == 0 || (args[0] == "verify" && code == 1), "{args:?}: {code}\n{stderr}");
        let calls = std::fs::read_to_string(pack.root().join("calls.txt")).expect("what strace wrote");
        // A thread that the program's end finds within no call at all.
        let calls: Vec<&str> = calls.lines().filter(|line| !line.ends_with(" ???( <detached ...>")).collect();
        assert_eq!(calls, [""; 0], "{args:?}");
        std::fs::remove_file(pack.root().join("calls.txt")).expect("it is there");
    }
}

#[test]
fn the_preview_listens_on_this_machine_alone_and_asks_nobody() {
    if !works("strace", &["-D", "-e", "trace=network", "true"]) {
        println!("SKIPPED: strace is not here, or may not watch");
        return;
    }
    let pack = Pack::small();
    let calls = pack.root().join("calls.txt");
    let mut command = Command::new("strace");
    // With `-D` the child is the program itself.
    command.args(["-D", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"]).arg(&calls);
    command.arg(env!("CARGO_BIN_EXE_ninefold")).args(["serve", "--port", "0"]);
    let (mut child, lines, _) = crate::serve::begin(command.current_dir(pack.root()).stdin(Stdio::null()));
    let first = lines.recv_timeout(Duration::from_secs(120)).expect("where it is");
    let host = first.rsplit_once("http://").expect("an address").1.trim_end_matches('/');
    let mut stream = TcpStream::connect(host).expect("it listens");
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it is taken");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let began = Instant::now();
    let seen = loop {
        let seen = std::fs::read_to_string(&calls).unwrap_or_default();
        if seen.contains("accept4(") && seen.contains("shutdown(") {
            break seen;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{seen}");
        std::thread::yield_now();
    };
    child.kill().expect("a child of ours");
    child.wait().expect("it ends");
    let of = |name: &str| seen.lines().filter(|line| line.contains(name)).collect::<Vec<_>>();
    let bound = of("bind(");
    assert_eq!(bound.len(), 1, "{seen}");
    assert!(bound[0].contains("inet_addr(\"127.0.0.1\")"), "{seen}");
    assert!(of("connect(").is_empty(), "{seen}");
}

/// The watcher sees a socket where there is one: what the test above rests on.
#[test]
fn a_socket_would_be_seen() {
    let open = "import socket; socket.socketpair()";
    let watched = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network", "python3", "-c", open])
        .output()
        .ok()
        .filter(|output| output.status.success());
    let Some(output) = watched else {
        println!("SKIPPED: strace or python3 is not here");
        return;
    };
    assert!(String::from_utf8_lossy(&output.stderr).contains("socketpair("));
}

#[test]
fn a_pack_builds_where_there_is_no_network() {
    if !works("unshare", &["-rn", "true"]) {
        println!("SKIPPED: a process without a network is not allowed here");
        return;
    }
    let pack = example();
    for args in &COMMANDS[..5] {
        let (code, stderr) = run(&pack, &["unshare", "-rn"], args).expect("unshare starts");
        assert_eq!(code, 0, "{args:?}: {stderr}");
    }
}
