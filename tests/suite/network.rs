//! Nothing opens a socket: every command on the example pack, watched from
//! outside, and once more where there is no network at all.

use std::process::{Command, Stdio};

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
        assert_eq!(calls, "", "{args:?}");
        std::fs::remove_file(pack.root().join("calls.txt")).expect("it is there");
    }
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
