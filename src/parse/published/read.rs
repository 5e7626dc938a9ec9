//! Reading files, each once, for everything that is asked of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::gather::{Found, Gather, Pick};
use super::words::{no_headers, nothing_for_the_query};
use crate::diagnostic::{Code, Finding, Place, counted, nearest};
use crate::model::{FileFormat, FileQuery, Limits};
use crate::source::{Sources, read_csv, read_workbook};

/// A query, and the areas that somebody wants of it.
pub(super) struct Ask {
    pub(super) query: FileQuery,
    /// Areas by their code; `None` for the one that nobody named for it.
    pub(super) areas: Vec<Arc<str>>,
    /// Whom a table without areas is about.
    pub(super) own: Option<Arc<str>>,
}

/// A sheet that was read, with the places of its asks.
pub(super) struct ReadSheet<'a> {
    pub(super) gather: Gather<'a>,
    pub(super) asks: Vec<usize>,
}

/// The sheets of a file that are wanted, each with its asks.
type Sheets = BTreeMap<Option<String>, Vec<usize>>;

/// Reads every file that is asked for, side by side. What keeps a file or a
/// query from being read is a finding; what is left has rows of its code.
pub(super) fn read<'a>(asks: &'a [Ask], sources: &Sources) -> (Vec<ReadSheet<'a>>, Vec<Finding>) {
    let mut files: BTreeMap<(&Arc<str>, bool), Sheets> = BTreeMap::new();
    for (at, ask) in asks.iter().enumerate() {
        let sheet = ask.query.sheet.as_ref().map(|sheet| sheet.value.trim().to_lowercase());
        let file = (&ask.query.file.value, ask.query.format == FileFormat::Csv);
        files.entry(file).or_default().entry(sheet).or_default().push(at);
    }
    let jobs: Vec<Vec<usize>> = files.into_values().flat_map(Sheets::into_values).collect();
    let read: Vec<_> = jobs.into_par_iter().map(|job| sheet(asks, job, sources)).collect();
    let (mut sheets, mut findings) = (Vec::new(), Vec::new());
    for (sheet, found) in read {
        sheets.extend(sheet);
        findings.extend(found);
    }
    (sheets, findings)
}

/// Reads one sheet, or one csv file.
fn sheet<'a>(asks: &'a [Ask], job: Vec<usize>, sources: &Sources) -> (Option<ReadSheet<'a>>, Vec<Finding>) {
    let first = &asks[job[0]].query;
    let file = &first.file;
    let Some(path) = sources.attachments.get(&file.value) else {
        return (None, vec![no_file(first, sources)]);
    };
    let picks = job.iter().map(|at| {
        let ask = &asks[*at];
        let mut pick = Pick::new(&ask.query);
        pick.areas = ask.areas.iter().map(|area| (Arc::clone(area), Found::default())).collect();
        pick.own.clone_from(&ask.own);
        pick
    });
    let mut gather = Gather::new(picks.collect(), first.format);
    if let Err(mut finding) = rows(path, first, &sources.limits, &mut gather) {
        // What is said of a file as a whole is said where it is named.
        if finding.place.as_ref().is_none_or(|place| place.line.is_none()) {
            finding.place = Some(file.place.clone());
        }
        return (None, vec![finding]);
    }
    if gather.headers.is_none() {
        let finding = no_headers(&gather, &file.place);
        return (None, vec![finding]);
    }
    let mut findings: Vec<Finding> =
        gather.picks.iter().filter_map(|pick| nothing_for_the_query(&gather, pick)).collect();
    findings.extend(ragged(&gather, &file.value));
    (Some(ReadSheet { gather, asks: job }), findings)
}

fn rows(path: &Path, query: &FileQuery, limits: &Limits, gather: &mut Gather<'_>) -> Result<(), Finding> {
    let shown = &query.file.value;
    match query.format {
        FileFormat::Csv => read_csv(path, shown, limits, &mut |row| gather.row(row)),
        FileFormat::Xlsx => {
            let sheet = query.sheet.as_ref().map(|sheet| sheet.value.as_str());
            read_workbook(path, shown, sheet, limits, &mut |row| gather.row(row))
        }
    }
}

fn no_file(query: &FileQuery, sources: &Sources) -> Finding {
    let file = &query.file;
    let endings = [".csv", ".xlsx"];
    let tables = || {
        let paths = sources.attachments.keys().map(|path| &**path);
        paths.filter(|path| endings.iter().any(|ending| path.to_lowercase().ends_with(ending)))
    };
    let help = match nearest(&file.value, tables()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if file.value.starts_with("data/metrics/") => {
            "put it into `data/published`: the folder `data/metrics` is for metrics alone".to_owned()
        }
        None => "copy the file into the pack, for example into `data/published`".to_owned(),
    };
    let message = format!("there is no file `{}` in the pack", file.value);
    Finding::new(Code::FiguresFile, file.place.clone(), message).help(help)
}

/// Rows whose cells cannot be told apart are not read, and not passed over in silence.
fn ragged(gather: &Gather<'_>, file: &Arc<str>) -> Option<Finding> {
    let (line, cells, count) = gather.ragged?;
    let columns = gather.headers.as_ref()?.names.len();
    let message = format!("this row has {} and the headers have {columns}", counted(cells, "cell"));
    let more = match count {
        1 => String::new(),
        _ => format!("; there are {} more such rows", count - 1),
    };
    let help = format!(
        "a text with a comma in it stands between quotation marks: `\"Kingston upon Hull, City of\"`{more}"
    );
    Some(Finding::new(Code::FiguresFile, Place::row(file, line), message).help(help))
}
