//! Every csv file of the site is written here: with CRLF line ends, as
//! spreadsheets expect them, and with nothing in it that a spreadsheet would
//! take for a formula.

use std::borrow::Cow;

/// A csv file in the making.
pub(super) struct CsvFile(csv::Writer<Vec<u8>>);

impl CsvFile {
    /// A file with its first line.
    ///
    /// # Errors
    /// What `csv` says; with memory behind it there is nothing to say.
    pub(super) fn with_columns<T: AsRef<str>>(
        columns: impl IntoIterator<Item = T>,
    ) -> Result<Self, csv::Error> {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let mut file = Self(writer);
        file.row(columns)?;
        Ok(file)
    }

    /// Adds a row, which has as many cells as there are columns.
    pub(super) fn row<T: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = T>,
    ) -> Result<(), csv::Error> {
        for cell in cells {
            self.0.write_field(harmless(cell.as_ref()).as_bytes())?;
        }
        self.0.write_record(None::<&[u8]>)
    }

    /// The whole file.
    pub(super) fn bytes(self) -> Result<Vec<u8>, csv::Error> {
        self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// How formulas begin, in full-width forms too: some spreadsheets take them for the others.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that begins as a formula does, with an apostrophe before it: a
/// spreadsheet then shows it and does not reckon it. A number stays a number.
/// Blanks, marks that are not seen and quotation marks before it may be lost
/// on the way into a spreadsheet, so they do not hide it.
fn harmless(cell: &str) -> Cow<'_, str> {
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
    };
    let begins = cell.trim_start_matches(unseen);
    let formula = begins.starts_with(FORMULA) && !is_negative_number(begins);
    if formula || cell.starts_with(['\t', '\r', '\n']) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

fn is_negative_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    digits.starts_with(|first: char| first.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut file = CsvFile::with_columns(["a"]).expect("the columns are written");
        for cell in cells {
            file.row([cell]).expect("a row is written");
        }
        String::from_utf8(file.bytes().expect("the file is done")).expect("csv is text")
    }

    #[test]
    fn what_begins_as_a_formula_is_shown_and_not_reckoned() {
        for cell in [
            "=1+1",
            "+44 20",
            "-1+1",
            "-",
            "--1",
            "@sum",
            "\tx",
            "-inf",
            "-cmd|' /C calc'!A0",
            " =1+1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}@x",
            "\"=1+1\"",
            " \" =1",
            "＝1+1",
            "＋1",
            "－1",
            "＠sum",
            "\n=1",
            "\0=1",
            "-3.2.1",
            "-3,2",
        ] {
            assert_eq!(harmless(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in [
            "",
            "words",
            "1=1",
            "'=1",
            "a-b",
            "–",
            "12",
            "-1",
            "-0.25",
            "-1e-7",
            "-3.2",
            " -3.2",
            "\"words\"",
            " words",
            "3 = 3",
        ] {
            assert_eq!(harmless(cell), cell, "{cell:?}");
        }
    }

    #[test]
    fn lines_end_as_spreadsheets_expect_and_commas_are_quoted() {
        assert_eq!(written(&["one, two", "=x"]), "a\r\n\"one, two\"\r\n'=x\r\n");
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let mut file = CsvFile::with_columns(["a", "b"]).expect("the columns are written");
        assert!(file.row(["1"]).is_err());
    }
}
