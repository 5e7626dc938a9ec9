//! Limits: each is set low in the settings and met, and says its name, its
//! value and how to change it. Those of pictures stand in `pictures/`.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::pack::Pack;

/// The small pack with these limits.
fn limited(limits: &str) -> Pack {
    Pack::small().edit("data/pack.yaml", "as_of:", &format!("limits: {{{limits}}}\nas_of:"))
}

/// The message and the help of every finding.
fn said(pack: &Pack) -> Vec<(String, String)> {
    let run = pack.run(&["build", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).expect("the findings as JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings = all["findings"].as_array().expect("a list of findings");
    findings.iter().map(|finding| (text(&finding["message"]), text(&finding["help"]))).collect()
}

/// One finding, with this message, and help that names the limit.
#[track_caller]
fn stopped(pack: &Pack, limit: &str, message: &str) {
    let said = said(pack);
    let messages: Vec<&str> = said.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(messages, [message]);
    let how = format!("write for example `limits: {{{limit}: ");
    assert!(said[0].1.contains(&how) && said[0].1.ends_with("}` in `data/pack.yaml`"), "{}", said[0].1);
}

#[test]
fn a_text_is_no_larger_than_file_size() {
    let pack = limited("file_size: 1.5 kB").file("content/pages/long.md", "x".repeat(1501));
    stopped(&pack, "file_size", "this file is 1.5 kB; `file_size` allows 1.5 kB");
    let pack = limited("file_size: 3 MB")
        .file("content/pages/long.md", format!("---\ntitle: Long\n---\n{}", "word ".repeat(500_000)));
    assert_eq!(said(&pack), []);
}

#[test]
fn a_log_and_a_published_file_are_no_larger_than_table_size() {
    let log = "id,first_contact\n".to_owned() + &"a-1,2026-01-05\n".repeat(100);
    let pack = limited("table_size: 1 kB").file("data/conversations.csv", &log);
    stopped(&pack, "table_size", "this file is 1.5 kB; `table_size` allows 1 kB");
    let pack = limited("table_size: 1 kB")
        .file("data/published/a.csv", "period,value\n".repeat(100))
        .file("data/metrics/read.yaml", METRIC);
    stopped(&pack, "table_size", "this file is 1.3 kB; `table_size` allows 1 kB");
}

const METRIC: &str = "title: From a file\nstatements: [learning]\ncategory: processes\nunit: days\nbetter: lower\n\
    source: {name: An invented file, status: official}\n\
    from: {csv: data/published/a.csv, value: value}\n";

/// A row is no longer than a text: an open quotation mark makes one of a file.
#[test]
fn a_row_is_no_longer_than_file_size() {
    let pack = limited("file_size: 2 kB")
        .file("data/published/a.csv", format!("period,value\n2026-01,\"{}", "x".repeat(3_000_000)))
        .file("data/metrics/read.yaml", METRIC);
    stopped(&pack, "file_size", "the row that begins here is too long; `file_size` allows 2 kB");
}

/// A workbook of which one part unpacks to this many zeros.
fn bomb(size: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("xl/sharedStrings.xml", options).expect("a part begins");
    zip.write_all(&vec![0; size]).expect("a part is written");
    zip.finish().expect("the workbook is done").into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_more_than_table_size_is_refused() {
    let pack = limited("table_size: 1 MB").file("data/published/a.xlsx", bomb(5_000_000)).file(
        "data/metrics/read.yaml",
        METRIC.replace("csv: data/published/a.csv", "xlsx: data/published/a.xlsx"),
    );
    stopped(&pack, "table_size", "this file is 5 MB; `table_size` allows 1 MB");
    // Its directory says that it is small, and it is not.
    let mut lying = bomb(5_000_000);
    let size = 5_000_000_u32.to_le_bytes();
    let places: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the sizes stand in the file");
    for at in places {
        lying[at..at + 4].copy_from_slice(&500_000_u32.to_le_bytes());
    }
    let messages = said(&pack.file("data/published/a.xlsx", lying));
    assert!(
        messages
            .iter()
            .any(|(message, _)| message.contains("table_size") || message.contains("cannot be read")),
        "{messages:?}"
    );
}

#[test]
fn a_document_is_no_larger_than_attachment_size() {
    let pack = limited("attachment_size: 10").file("data/documents/carers-plan.txt", "eleven char");
    stopped(&pack, "attachment_size", "this file is 11 bytes; `attachment_size` allows 10 bytes");
}

#[test]
fn a_pack_has_no_more_than_items() {
    let mut pack = limited("items: 12");
    for n in 0..10 {
        pack = pack.file(&format!("content/pages/p{n}.md"), format!("---\ntitle: P{n}\n---\n"));
    }
    let messages = said(&pack);
    let stops = |(message, _): &(String, String)| message.ends_with("items; `items` allows 12");
    assert!(messages.len() == 1 && messages.iter().all(stops), "{messages:?}");
}

#[test]
fn markdown_and_fields_are_nested_no_deeper_than_nesting() {
    let page = |body: &str| format!("---\ntitle: Deep\n---\n{body}\n");
    let pack = limited("nesting: 6").file("content/pages/deep.md", page(&"> ".repeat(8)));
    stopped(&pack, "nesting", "this text is nested too deeply; `nesting` allows 6");
    let pack = limited("nesting: 6").file("data/metrics/deep.yaml", "title: [[[[[[[x]]]]]]]\n");
    stopped(&pack, "nesting", "this is nested too deeply; `nesting` allows 6");
    // As deep as can be allowed, the program still ends by itself.
    let pack = limited("nesting: 100")
        .file("data/metrics/deep.yaml", format!("title: {}x{}\n", "[".repeat(98), "]".repeat(98)));
    assert!(!said(&pack).is_empty());
    let pack = limited("nesting: 101");
    assert_eq!(said(&pack)[0].0, "the limit `nesting` can be 100 at most");
}

#[test]
fn aliases_expand_to_no_more_than_aliases() {
    let page = "---\ntitle: &a \"Words\"\nid: one\naliases: [*a, *a, *a, *a]\n---\n";
    let met = |pack: &Pack| said(pack).iter().any(|(message, _)| message.contains("`aliases` allows"));
    // Four values, and none of them is an earlier name that a page can have.
    assert!(!met(&limited("aliases: 4").file("content/pages/alias.md", page)));
    let pack = limited("aliases: 3").file("content/pages/alias.md", page);
    stopped(&pack, "aliases", "this repeats itself too often; `aliases` allows 3");
}

#[test]
fn a_limit_that_cannot_be_read_says_so_and_the_default_holds() {
    let pack = limited("file_size: 4 TB, nestings: 3, items: 0, items: 5");
    let messages: Vec<String> = said(&pack).into_iter().map(|(message, _)| message).collect();
    let wanted = [
        "the limit `file_size` cannot be `4 TB`",
        "there is no limit `nestings`",
        "the limit `items` cannot be `0`",
        "the field `items` stands twice",
    ];
    assert_eq!(messages, wanted);
    let pack = Pack::small().edit("data/pack.yaml", "as_of:", "limits: 3 MB\nas_of:");
    assert_eq!(said(&pack)[0].0, "`limits` is written as fields");
}
