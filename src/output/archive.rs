//! A site as a zip beside its folder: to be sent, and to be kept.
//!
//! The same site gives the same bytes: files stand in the order of their
//! paths, with the as-of date for a time and the same rights. All stand in one
//! folder of the zip's own name, so that unpacking beside other files makes
//! one folder, whose name goes on saying whose it is and how it is marked.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zip::write::{PreparedZipFile, SimpleFileOptions, ZipFileBuilder};
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Provenance;
use super::names::{TEMPORARY_PREFIX, TEMPORARY_SUFFIX};
use super::placed::Placed;
use crate::diagnostic::{Code, Finding};
use crate::model::{fold, parse_date};

/// How many characters of a zip's name the authority and the title have.
const NAMED: usize = 60;
/// How many files are compressed before they are written.
const AT_ONCE: usize = 256;

/// Writes the site that was just published into `folder` as a zip beside that
/// folder, whole or not at all, and gives its path.
///
/// # Errors
/// A failure of the operating system; a zip that was there stays then.
pub fn write_zip(provenance: &Provenance, folder: &Path) -> Result<PathBuf, Finding> {
    let stem = stem(provenance);
    let at = beside(folder, &format!("{stem}.zip"));
    let temporary = beside(folder, &format!("{TEMPORARY_PREFIX}{stem}.zip{TEMPORARY_SUFFIX}"));
    let written = Placed::open(folder).and_then(|site| {
        remove(&temporary)?;
        write(&site, &stem, &provenance.as_of, &temporary)?;
        fs::rename(&temporary, &at)
    });
    written.map_err(|error| {
        // What was begun goes; there may be nothing.
        let _ = fs::remove_file(&temporary);
        failed(&at, &error)
    })?;
    Ok(at)
}

/// Writes a site in one HTML file beside the folder of the site, whole or not
/// at all, and gives its path.
///
/// # Errors
/// A failure of the operating system; a file that was there stays then.
pub fn write_single_file(html: &[u8], provenance: &Provenance, folder: &Path) -> Result<PathBuf, Finding> {
    let at = beside(folder, &format!("{}.html", stem(provenance)));
    super::write_beside(&at, html)?;
    Ok(at)
}

/// `aldermere-council-self-assessment-public-2026-03-31-OFFICIAL`.
pub(super) fn stem(provenance: &Provenance) -> String {
    let named = fold(&format!("{} {}", provenance.authority, provenance.title));
    let named: String = named.chars().take(NAMED).collect();
    let marking = provenance.marking.as_deref().map(fold).unwrap_or_default().to_uppercase();
    let parts = [named.trim_end_matches('-'), &provenance.audience, &provenance.as_of, &marking];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// A path in the folder that holds the output folder.
pub(super) fn beside(folder: &Path, name: &str) -> PathBuf {
    match folder.file_name() {
        Some(_) => folder.with_file_name(name),
        None => folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).with_file_name(name),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write(site: &Placed, top: &str, as_of: &str, at: &Path) -> io::Result<()> {
    let file = File::options().write(true).create_new(true).open(at)?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let options = options(as_of);
    for some in site.paths().chunks(AT_ONCE) {
        let prepared: Vec<PreparedZipFile> = some
            .par_iter()
            .map(|path| prepared(&format!("{top}/{path}"), options, &site.read(path)?))
            .collect::<io::Result<_>>()?;
        for file in prepared {
            zip.add_prepared_file(file)?;
        }
    }
    let file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()
}

fn prepared(name: &str, options: SimpleFileOptions, bytes: &[u8]) -> io::Result<PreparedZipFile> {
    let mut file = ZipFileBuilder::new(name, options)?;
    file.write_all(bytes)?;
    Ok(file.finish()?)
}

/// What every file has, on every system.
fn options(as_of: &str) -> SimpleFileOptions {
    let day = parse_date(as_of).and_then(|day| {
        let part = |value: i8| u8::try_from(value).ok();
        let year = u16::try_from(day.year()).ok()?;
        DateTime::from_date_and_time(year, part(day.month())?, part(day.day())?, 0, 0, 0).ok()
    });
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        // Zips have no days before 1980.
        .last_modified_time(day.unwrap_or_default())
        .unix_permissions(0o644)
        .system(System::Unix)
}

fn failed(at: &Path, error: &io::Error) -> Finding {
    let help = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the folder of the site is whole; free some space on the disk and build again"
        }
        _ => "the folder of the site is whole; only the zip could not be made",
    };
    Finding::without_place(Code::OutputFailed, format!("cannot write the zip `{}`: {error}", at.display()))
        .help(help)
}
