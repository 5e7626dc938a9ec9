//! The print packs of a site as PDFs: an installed browser prints them.
//!
//! The browser starts with a new profile in a folder of its own, without
//! asking anything of a network, and has a limited time for each file. A PDF
//! is put in place when it is whole. What there is to print stands on disk
//! already, and stays whatever the browser does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Provenance;
use super::archive::{beside, stem};
use super::write_beside;
use crate::diagnostic::{Code, Finding};
use crate::site::SitePath;

/// How long a browser has for one file, in steps.
const STEPS: u32 = 3000;
const STEP: Duration = Duration::from_millis(100);
/// Names of browsers on the path of commands.
const COMMANDS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];
/// Where they stand on Windows, below the folders of programs.
const WINDOWS: [&str; 3] = [
    "Microsoft\\Edge\\Application\\msedge.exe",
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
];
/// Where they stand on macOS.
const MACOS: [&str; 3] = [
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/// It prints and does nothing else: no pages of its own, no look-ups, no updates.
const QUIET: [&str; 13] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-quic",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
];

/// A browser that can print to PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser(PathBuf);

/// The browser that prints: the one that is named, or the first that is
/// installed in a usual place.
///
/// # Errors
/// There is none; the help says what to install.
pub fn find_browser(named: Option<&Path>) -> Result<Browser, Finding> {
    let help = "install Microsoft Edge, Google Chrome or Chromium, or give one with `--browser PATH`; Edge is on every Windows, in C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe. Without a browser here, open print/index.html of the site in any browser, choose Print, and then Save as PDF";
    let found = match named {
        Some(path) => Some(path.to_owned()).filter(|path| path.is_file()),
        None => usual_places().into_iter().find(|path| path.is_file()),
    };
    found.map(Browser).ok_or_else(|| {
        let message = match named {
            Some(path) => format!("there is no browser `{}` to print with", path.display()),
            None => "no browser was found to print the PDFs with; the site itself is built".to_owned(),
        };
        Finding::without_place(Code::OutputFailed, message).help(help)
    })
}

fn usual_places() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut places: Vec<PathBuf> =
        COMMANDS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).collect();
    if cfg!(windows) {
        let programs = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"];
        let programs: Vec<PathBuf> =
            programs.iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
        places.extend(WINDOWS.iter().flat_map(|name| programs.iter().map(move |folder| folder.join(name))));
    }
    if cfg!(target_os = "macos") {
        places.extend(MACOS.iter().map(PathBuf::from));
    }
    places
}

/// Prints pages of the site in `folder` into a folder beside it, one PDF each,
/// and gives that folder.
///
/// # Errors
/// A browser that fails, writes nothing or does not end; a failure of the
/// operating system. PDFs that are whole by then stay.
pub fn write_pdfs(
    packs: &[SitePath],
    provenance: &Provenance,
    folder: &Path,
    browser: &Browser,
) -> Result<PathBuf, Finding> {
    let at = beside(folder, &format!("{}-pdf", stem(provenance)));
    for pack in packs {
        let name = pack.as_str().rsplit('/').next().unwrap_or_default().trim_end_matches(".html");
        let name = if name == "index" { "whole-pack" } else { name };
        let bytes = printed(&folder.join(pack.as_str()), browser)
            .map_err(|why| failed(&format!("{name}.pdf"), browser, &why))?;
        write_beside(&at.join(format!("{name}.pdf")), &bytes)?;
    }
    Ok(at)
}

/// Prints one page: the bytes of the PDF, or why there are none.
fn printed(page: &Path, browser: &Browser) -> Result<Vec<u8>, String> {
    let words = |error: io::Error| error.to_string();
    let page = page.canonicalize().map_err(words)?;
    let workshop = tempfile::tempdir().map_err(words)?;
    let pdf = workshop.path().join("print.pdf");
    let mut command = Command::new(&browser.0);
    command
        .args(QUIET)
        .arg(format!("--user-data-dir={}", workshop.path().join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if is_root() {
        // Chromium refuses its sandbox to root, which is who builds in a container.
        command.arg("--no-sandbox");
    }
    let mut child = command.arg(address(&page)).spawn().map_err(words)?;
    ended(&mut child)?;
    let bytes = fs::read(&pdf).map_err(|_| "it wrote no PDF".to_owned())?;
    // A PDF that was cut short has no end.
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    let whole = bytes.starts_with(b"%PDF-") && tail.windows(5).any(|five| five == b"%%EOF");
    if !whole {
        return Err("what it wrote is no whole PDF".to_owned());
    }
    // A link to a page beside it would carry the way to the folder.
    if bytes.windows(7).any(|seven| seven == b"file://") {
        return Err("a link in it names a folder of this machine: a template of the skin, such as `print.html`, links to a page that the print pack does not hold".to_owned());
    }
    Ok(bytes)
}

/// Waits for the browser, but not for ever.
fn ended(child: &mut Child) -> Result<(), String> {
    for _ in 0..steps() {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("it ended with {status}")),
            Ok(None) => sleep(STEP),
            Err(error) => return Err(error.to_string()),
        }
    }
    // It may have ended in the meantime; there is nothing more to do with it.
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("it was not done after {} seconds", steps() / 10))
}

/// `NINEFOLD_PRINT_SECONDS` sets another limit, for a slow machine.
fn steps() -> u32 {
    let seconds = std::env::var("NINEFOLD_PRINT_SECONDS").ok();
    seconds
        .and_then(|seconds| seconds.parse::<u32>().ok())
        .map_or(STEPS, |seconds| seconds.saturating_mul(10))
}

/// Whether a file of this process's own belongs to root; never so but on Linux.
fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// What stands as it is in the address of a file; the rest is written in hexadecimal digits.
const PLAIN: AsciiSet =
    NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b':');

/// The address of a file, for a browser on any system.
fn address(page: &Path) -> String {
    let shown = page.display().to_string();
    // Windows begins whole paths with this.
    let shown = shown.strip_prefix("\\\\?\\").unwrap_or(&shown).replace('\\', "/");
    let host = if shown.starts_with('/') { "file://" } else { "file:///" };
    format!("{host}{}", utf8_percent_encode(&shown, &PLAIN))
}

fn failed(name: &str, browser: &Browser, why: &str) -> Finding {
    let message = format!("the browser `{}` could not print {name}: {why}", browser.0.display());
    let help = "the folder of the site is whole; give another browser with `--browser PATH`, or open print/index.html in a browser, choose Print, and then Save as PDF";
    Finding::without_place(Code::OutputFailed, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address_whatever_is_in_its_name() {
        assert_eq!(address(Path::new("/a b/ü#1.html")), "file:///a%20b/%C3%BC%231.html");
        assert_eq!(address(Path::new("\\\\?\\C:\\Our pack\\x.html")), "file:///C:/Our%20pack/x.html");
    }
}
