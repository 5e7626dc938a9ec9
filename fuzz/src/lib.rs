//! What the fuzz targets have in common: a pack in memory that holds the
//! settings and one text, or a conversation log, and a table in a file.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use ninefold::model::Limits;
use ninefold::parse::parse;
use ninefold::source::{LogFile, Role, SourceText, Sources, TableRow, read_csv, read_workbook};

fn settings() -> Sources {
    let path: Arc<str> = "data/pack.yaml".into();
    let text = SourceText {
        path: Arc::clone(&path),
        text: "authority: A\ntitle: B\nsites: [{id: east, name: East, opened: 2025-01-06}]\n".into(),
        role: Role::Settings,
    };
    Sources { root: PathBuf::new(), texts: BTreeMap::from([(path, text)]), ..Sources::default() }
}

/// Reads one text of a role, with fields of its own or behind good ones.
pub fn text(path: &str, role: Role, text: &str) {
    let mut sources = settings();
    let path: Arc<str> = path.into();
    // Texts reach the parser with these line ends alone.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    sources.texts.insert(Arc::clone(&path), SourceText { path, text: text.into(), role });
    parse(&sources);
}

/// Reads a conversation log.
pub fn log(bytes: &[u8]) {
    let mut sources = settings();
    sources.log = Some(LogFile::in_memory(bytes));
    parse(&sources);
}

/// Reads a published file to its end.
pub fn table(bytes: &[u8], workbook: bool) {
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(bytes).is_err() {
        return;
    }
    let shown: Arc<str> = "data/published/a".into();
    let mut each = |row: TableRow<'_>| {
        assert_eq!(row.cells().count(), row.len());
        ControlFlow::Continue(())
    };
    let limits = Limits::default();
    let _ = if workbook {
        read_workbook(file.path(), &shown, None, &limits, &mut each)
    } else {
        read_csv(file.path(), &shown, &limits, &mut each)
    };
}
