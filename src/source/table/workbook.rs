//! Workbooks (xlsx).

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use csv::StringRecord;
use zip::ZipArchive;
use zip::result::ZipError;

use super::super::io::{too_large, unreadable};
use super::{EachRow, TableRow, refused};
use crate::diagnostic::{Finding, list_of, suggestion};
use crate::model::{Limit, Limits};

pub(super) fn read(
    path: &Path,
    shown: &Arc<str>,
    sheet: Option<&str>,
    limits: &Limits,
    each: &mut EachRow<'_>,
) -> Result<(), Finding> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(shown, &error))?;
    file.take(4).read_to_end(&mut start).map_err(|error| unreadable(shown, &error))?;
    match &*start {
        b"PK\x03\x04" => {}
        b"\xD0\xCF\x11\xE0" => {
            let message = "this file is a workbook in the old form, or has a password";
            return Err(refused(shown, message, "open it in Excel and save it as xlsx, without a password"));
        }
        _ => {
            let message = "this file is no workbook";
            return Err(refused(shown, message, "write `csv:` and not `xlsx:` where it is a csv file"));
        }
    }
    let file = File::open(path).map_err(|error| unreadable(shown, &error))?;
    check_size(&file, shown, limits)?;
    let broken = |error: XlsxError| {
        let message = format!("this workbook cannot be read: {error}");
        refused(shown, message, "open it in Excel and save it as xlsx again")
    };
    let mut book = Xlsx::new(BufReader::new(file)).map_err(broken)?;
    let sheet = named(&book.sheet_names(), sheet, shown)?;
    rows(&mut book, &sheet, each).map_err(broken)
}

/// A small workbook can unpack to more than any machine holds. What its
/// directory says of its parts is believed only if they unpack to that.
fn check_size(file: &File, shown: &Arc<str>, limits: &Limits) -> Result<(), Finding> {
    let most = limits.of(Limit::TableSize);
    let broken = |error: ZipError| {
        let message = format!("this workbook cannot be read: {error}");
        refused(shown, message, "open it in Excel and save it as xlsx again")
    };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let mut unpacked: u64 = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(broken)?;
        let left = most - unpacked;
        let claimed = part.size();
        let found = if claimed > left {
            claimed
        } else {
            let mut part = part.by_ref().take(left.saturating_add(1));
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| unreadable(shown, &error))?
        };
        unpacked = unpacked.saturating_add(found);
        if unpacked > most {
            return Err(too_large(shown, unpacked, Limit::TableSize, limits));
        }
    }
    Ok(())
}

/// The sheet that is meant.
fn named(sheets: &[String], wanted: Option<&str>, shown: &Arc<str>) -> Result<String, Finding> {
    let names = || sheets.iter().map(String::as_str);
    match (wanted, sheets) {
        (None, [only]) => Ok(only.clone()),
        (None, _) => {
            let message = format!("this workbook has {} sheets, and none is named", sheets.len());
            Err(refused(shown, message, &format!("write `sheet:` with one of {}", list_of(names(), "or"))))
        }
        (Some(wanted), _) => {
            let folded = |name: &str| name.trim().to_lowercase();
            let found = sheets.iter().find(|name| folded(name) == folded(wanted)).cloned();
            found.ok_or_else(|| {
                let help = suggestion(wanted, names())
                    .unwrap_or_else(|| format!("its sheets are {}", list_of(names(), "and")));
                refused(shown, format!("this workbook has no sheet `{wanted}`"), &help)
            })
        }
    }
}

/// Cells come one by one, in the order of their rows; empty ones do not come.
fn rows(book: &mut Xlsx<BufReader<File>>, sheet: &str, each: &mut EachRow<'_>) -> Result<(), XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| is_percent(&format.format_code)))
        .collect();
    let mut row = StringRecord::new();
    let mut line = 0;
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let (at, column) = cell.get_position();
        let at = at as usize + 1;
        if at != line && !row.is_empty() {
            if each(TableRow { line, cells: &row }) == ControlFlow::Break(()) {
                return Ok(());
            }
            row.clear();
        }
        line = at;
        let text = text(cell.get_value(), percent.get(style) == Some(&true));
        if !text.is_empty() {
            while row.len() < column as usize {
                row.push_field("");
            }
            row.push_field(&text);
        }
    }
    if !row.is_empty() {
        // It is the last row, whether or not more are wanted.
        let _ = each(TableRow { line, cells: &row });
    }
    Ok(())
}

/// A cell as text.
fn text(value: &DataRef<'_>, percent: bool) -> String {
    let shown = |digits: String| if percent { hundredfold(&digits) } else { digits };
    match value {
        DataRef::Int(number) => shown(number.to_string()),
        DataRef::Float(number) => shown(digits(*number)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(date) => day(date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day(date: &ExcelDateTime) -> String {
    if date.is_datetime() {
        let (year, month, day, ..) = date.to_ymd_hms_milli();
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        date.as_f64().to_string()
    }
}

/// Whether a number's format shows it as a percentage.
fn is_percent(format: &str) -> bool {
    // What stands between quotes is text that is shown as it is.
    format.split('"').step_by(2).any(|part| part.replace("\\%", "").contains('%'))
}

/// A number to 15 significant digits, which is as many as a workbook shows
/// anywhere: further ones in its file are what binary arithmetic left over, as
/// in 61.300000000000004 for 0.613 times 100.
fn digits(number: f64) -> String {
    format!("{number:.14e}").parse().unwrap_or(number).to_string()
}

/// A hundred times a number, digit by digit: arithmetic would add digits that
/// the workbook does not have.
fn hundredfold(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = format!("{part:0<2}");
    let (moved, rest) = part.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_workbook_shows() {
        for (number, shown) in [
            (0.613 * 100.0, "61.3"),
            (0.1 + 0.2, "0.3"),
            (-78.050_000_000_000_01, "-78.05"),
            (23.954_913_72, "23.95491372"),
            // 15 digits: 0.333333333333333|3
            (1.0 / 3.0, "0.333333333333333"),
            (1e-7, "0.0000001"),
            (109_125.0, "109125"),
            (0.0, "0"),
        ] {
            assert_eq!(digits(number), shown, "{number}");
        }
    }

    #[test]
    fn percentages_are_what_a_reader_of_the_workbook_sees() {
        let percentage = |number| text(&DataRef::Float(number), true);
        // 0.613 with what a sum of its parts leaves over.
        assert_eq!(percentage(0.6 + 0.013), "61.3");
        for (number, shown) in [
            ("0.614", "61.4"),
            ("1", "100"),
            ("0.5", "50"),
            ("0", "0"),
            ("-0.001", "-0.1"),
            ("0.2857142857142857", "28.57142857142857"),
            ("1.205", "120.5"),
        ] {
            assert_eq!(hundredfold(number), shown, "{number}");
        }
        assert!(is_percent("0.0%") && is_percent("0%;[Red]-0%"));
        assert!(!is_percent("0.0") && !is_percent("0.0\"%\"") && !is_percent("0\\%"));
    }
}
