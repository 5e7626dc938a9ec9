//! `from`: where figures are read, if they are not written.

use std::sync::Arc;

use super::super::fields::{Fields, read_fields};
use super::super::published::period_of;
use super::super::settings::area_code;
use crate::diagnostic::{Code, Finding, Located, Place, list_of};
use crate::model::{FileFormat, FilePeriod, FileQuery};
use crate::source::{LogFile, Value};

/// The files that figures are read from; none where there is no `from`, or
/// where it is wrong.
pub(super) fn files(fields: &Fields<'_>) -> Option<Vec<FileQuery>> {
    let node = fields.node("from")?;
    let each = match &node.value {
        Value::List(nodes) => nodes.iter().collect(),
        _ => vec![node],
    };
    let queries: Vec<Option<FileQuery>> =
        each.into_iter().map(|node| read_fields(node, "`from`", fields.findings, query)).collect();
    queries.into_iter().collect()
}

fn query(fields: &Fields<'_>) -> Option<FileQuery> {
    let file = file(fields);
    let code = fields.text_at("code");
    let handbook = fields.text("handbook");
    let known = with_handbook(code.as_ref(), handbook.as_ref(), fields);
    let sheet = fields.text_at("sheet");
    if let Some(sheet) = sheet.as_ref().filter(|_| fields.has("csv")) {
        let finding =
            Finding::new(Code::ContradictingFields, sheet.place.clone(), "a csv file has no sheets");
        fields.findings.add(finding.help("take `sheet` out"));
    }
    let area = area(fields);
    let period = fields.text_at("period").map(|text| {
        let fixed = period_of(&text.value).map(FilePeriod::Fixed);
        Located::new(fixed.unwrap_or(FilePeriod::Column(text.value)), text.place)
    });
    let (picks, continues) = (picks(fields), fields.flag("continues"));
    let [value, numerator, denominator, margin, area_column] =
        ["value", "numerator", "denominator", "margin", "area_column"].map(|name| fields.text_at(name));
    known.then_some(())?;
    let (file, format) = file?;
    Some(FileQuery {
        place: fields.place(),
        file,
        format,
        sheet,
        code,
        handbook,
        continues,
        area: area.ok()?,
        period,
        value,
        numerator,
        denominator,
        margin,
        area_column,
        picks: picks?,
    })
}

/// The file that is named, and what kind of file it is.
fn file(fields: &Fields<'_>) -> Option<(Located<Arc<str>>, FileFormat)> {
    let (file, format) = match (fields.text_at("csv"), fields.text_at("xlsx")) {
        (Some(file), None) => (file, FileFormat::Csv),
        (None, Some(file)) => (file, FileFormat::Xlsx),
        (None, None) => {
            fields.missing("csv", "data/published/ascof-2024-25.csv` or `xlsx: data/published/figures.xlsx");
            return None;
        }
        (Some(_), Some(other)) => {
            let message = "figures are read from a `csv` or an `xlsx`, not both";
            fields.findings.add(Finding::new(Code::ContradictingFields, other.place, message));
            return None;
        }
    };
    Some((path(file, fields)?, format))
}

/// An area's code; an error is one that cannot be a code, and has been reported.
pub(super) fn area(fields: &Fields<'_>) -> Result<Option<Arc<str>>, ()> {
    let Some(code) = fields.text_at("area") else { return Ok(None) };
    area_code(&code, fields).map(Some).ok_or(())
}

/// A code means something only by a handbook.
pub(super) fn with_handbook(
    code: Option<&Located<String>>,
    handbook: Option<&String>,
    fields: &Fields<'_>,
) -> bool {
    let Some(code) = code.filter(|_| handbook.is_none()) else { return true };
    let message = format!("the code `{}` does not say which handbook it is from", code.value);
    let help = "the same code has meant different things in different years: write `handbook:` with the one it was counted by, for example `handbook: ASCOF 2024-25`";
    fields.findings.add(Finding::new(Code::MissingField, code.place.clone(), message).help(help));
    false
}

/// A path that may be read from; whether there is such a file is asked when all
/// metrics are read.
fn path(file: Located<String>, fields: &Fields<'_>) -> Option<Located<Arc<str>>> {
    let path = file.value.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let refuse = |code, place: Place, message: String, help: &str| {
        fields.findings.add(Finding::new(code, place, message).help(help));
        None
    };
    let leaves = path.starts_with('/') || path.contains(':') || path.split('/').any(|part| part == "..");
    if leaves {
        let message = format!("`{}` leads out of the pack", file.value);
        let help =
            "copy the file into `data/published` and name it from there: `data/published/ascof-2024-25.csv`";
        return refuse(Code::LeavesPack, file.place, message, help);
    }
    if path.starts_with("data/private/") {
        let message = "nothing is read from `data/private`".to_owned();
        return refuse(Code::FiguresFile, file.place, message, "put published figures into `data/published`");
    }
    if path == LogFile::PATH {
        let message = "the conversation log is not read as a table of figures".to_owned();
        let help = "write `conversations: data/conversations.csv` and a `measure`";
        return refuse(Code::FiguresFile, file.place, message, help);
    }
    if !path.starts_with("data/") {
        let message = format!("`{path}` is not below `data`");
        let help =
            "put the file into `data/published` and name it from there: `data/published/ascof-2024-25.csv`";
        return refuse(Code::FiguresFile, file.place, message, help);
    }
    Some(Located::new(Arc::from(path), file.place))
}

/// `where`: columns and what they hold. Nothing after the colon is an empty cell.
fn picks(fields: &Fields<'_>) -> Option<Vec<(Located<String>, String)>> {
    let Some(node) = fields.node("where") else { return Some(Vec::new()) };
    let inner = Fields::of(node, "`where`", fields.findings)?;
    let mut picks = Vec::new();
    for (column, node) in inner.pairs() {
        let wanted = match &node.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Empty => String::new(),
            _ => {
                let message = format!("`{}` is one value of a column, not several", column.value);
                let finding = Finding::new(Code::WrongType, node.place.clone(), message);
                let example = list_of(["where: {Age: 65 and over}"], "or");
                fields.findings.add(finding.help(format!("write {example}")));
                return None;
            }
        };
        picks.push((column.clone(), wanted));
    }
    Some(picks)
}
