//! Workbooks: numbers, percentages, dates and texts as a reader of them sees
//! them, and what is said where the sheet or the file is not there.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::reading;

/// The formats of cells: usual, a percentage, a date, and the percentage without decimals that Excel has of its own.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" xfId="0" applyNumberFormat="1"/></cellXfs>
</styleSheet>"#;

/// A workbook with sheets of these names, each with the rows that are given as XML.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    };
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let (mut names, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let at = at + 1;
        let _ = write!(names, r#"<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>"#);
        let _ = write!(
            relations,
            r#"<Relationship Id="rId{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#
        );
        let _ = write!(
            types,
            r#"<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
        );
        add(
            &format!("xl/worksheets/sheet{at}.xml"),
            &format!(
                r#"{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        );
    }
    add(
        "[Content_Types].xml",
        &format!(
            r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#
        ),
    );
    add(
        "_rels/.rels",
        &format!(
            r#"{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    add(
        "xl/workbook.xml",
        &format!(
            r#"{head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
        ),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#
        ),
    );
    add("xl/styles.xml", STYLES);
    zip.finish().expect("the workbook is done").into_inner()
}

/// A text cell.
fn text(at: &str, words: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

/// A number in a style.
fn number(at: &str, digits: &str, style: usize) -> String {
    format!(r#"<c r="{at}" s="{style}"><v>{digits}</v></c>"#)
}

fn row(at: usize, cells: &[String]) -> String {
    format!(r#"<row r="{at}">{}</row>"#, cells.concat())
}

/// A title, an empty row, headers in row 3, and figures with a hole in them.
fn figures() -> String {
    [
        row(1, &[text("A1", "Invented figures, to test a workbook")]),
        row(3, &[text("A3", "Area_code"), text("B3", "Day"), text("C3", "Share"), text("D3", "Of how many")]),
        row(
            4,
            &[
                text("A4", "E10000901"),
                number("B4", "46023", 2),
                number("C4", "0.614", 1),
                number("D4", "500", 0),
            ],
        ),
        row(5, &[text("A5", "E10000902"), number("B5", "46023", 2), number("C5", "0.1", 1)]),
        row(7, &[text("A7", "E10000901"), number("B7", "46025", 2), text("C7", "[c]")]),
        row(8, &[text("A8", "E10000901"), number("B8", "46026", 2), number("D8", "7", 0)]),
        row(9, &[text("A9", "E10000901"), number("B9", "46024", 2), number("C9", "61.300000000000004", 0)]),
        row(
            10,
            &[text("A10", "E10000901"), number("B10", "46027", 2), number("C10", "0.61299999999999999", 3)],
        ),
        row(
            11,
            &[text("A11", "E10000901"), number("B11", "46028", 2), number("C11", "0.61300000000000010", 1)],
        ),
    ]
    .concat()
}

const FROM: &str =
    "from: {xlsx: data/published/figures.xlsx, period: Day, value: Share, denominator: Of how many";

#[test]
fn a_workbook_is_read_as_its_reader_sees_it() {
    let pack = reading(
        "data/published/figures.xlsx",
        workbook(&[("Figures", &figures())]),
        "percent",
        &format!("{FROM}}}"),
    );
    let site = pack.build(&[]);
    // Day 46023 is 1 January 2026. What is shown as 61.4% is 61.4. Each 61.3 stands in the file with what binary
    // arithmetic left over in its 16th digit or after it, which a workbook shows to nobody.
    assert_eq!(
        String::from_utf8_lossy(&site["data/metrics/read.csv"]),
        "period,from,to,who,unit,value,numerator,denominator,margin,lower,upper,missing,note,target\r\n\
         2026-01-01,2026-01-01,2026-01-01,Smallbrook Council,percent,61.4,,500,,,,,,\r\n\
         2026-01-02,2026-01-02,2026-01-02,Smallbrook Council,percent,61.3,,,,,,,,\r\n\
         2026-01-03,2026-01-03,2026-01-03,Smallbrook Council,percent,,,,,,,suppressed,[c] in the file: suppressed,\r\n\
         2026-01-04,2026-01-04,2026-01-04,Smallbrook Council,percent,,,7,,,,not available,empty in the file: not available,\r\n\
         2026-01-05,2026-01-05,2026-01-05,Smallbrook Council,percent,61.3,,,,,,,,\r\n\
         2026-01-06,2026-01-06,2026-01-06,Smallbrook Council,percent,61.3,,,,,,,,\r\n"
    );
}

#[test]
fn one_of_several_sheets_is_named() {
    let book = || workbook(&[("Notes", &row(1, &[text("A1", "About")])), ("Figures 2026", &figures())]);
    let with =
        |more: &str| reading("data/published/figures.xlsx", book(), "percent", &format!("{FROM}{more}}}"));
    let site = with(", sheet: figures 2026").build(&[]);
    assert!(
        String::from_utf8_lossy(&site["data/metrics/read.csv"])
            .contains(",2026-01-01,Smallbrook Council,percent,61.4,")
    );
    let said = with("").run(&["build"]).stderr;
    assert!(
        said.starts_with("error[figures-file]: this workbook has 2 sheets, and none is named\n"),
        "{said}"
    );
    assert!(said.contains("= help: write `sheet:` with one of `Notes` or `Figures 2026`\n"), "{said}");
    let said = with(", sheet: Figures 2025").run(&["build"]).stderr;
    assert!(said.starts_with("error[figures-file]: this workbook has no sheet `Figures 2025`\n"), "{said}");
    assert!(said.contains("= help: did you mean `Figures 2026`?\n"), "{said}");
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    for (bytes, message) in [
        (&b"a,b\n1,2\n"[..], "this file is no workbook"),
        (b"", "this file is no workbook"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "this file is a workbook in the old form, or has a password"),
        (b"PK\x03\x04 and nothing more", "this workbook cannot be read"),
    ] {
        let run =
            reading("data/published/figures.xlsx", bytes, "percent", &format!("{FROM}}}")).run(&["build"]);
        assert!(run.stderr.starts_with(&format!("error[figures-file]: {message}")), "{}", run.stderr);
    }
    let book = workbook(&[("Figures", &figures())]);
    for cut in [30, book.len() / 3, book.len() / 2, book.len() - 30] {
        let run = reading("data/published/figures.xlsx", &book[..cut], "percent", &format!("{FROM}}}"))
            .run(&["build"]);
        assert!(
            run.stderr.starts_with("error[figures-file]: this workbook cannot be read"),
            "{cut}: {}",
            run.stderr
        );
    }
}

/// A workbook for other tests.
pub fn small_workbook() -> Vec<u8> {
    workbook(&[("Figures", &figures())])
}
