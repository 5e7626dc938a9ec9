//! A value as a classic script.

use serde::Serialize;

use super::FOLDER;
use crate::site::file::{Origin, SiteFile};
use crate::site::path::SitePath;

/// What every file begins with: where `search.js` is not there yet, what is
/// said waits for it in `ninefoldSearch.early`.
const WAIT: &str =
    "self.ninefoldSearch||(self.ninefoldSearch=Object.assign(p=>ninefoldSearch.early.push(p),{early:[]}));";
const CALL: &str = "\nninefoldSearch(";
const END: &str = ");\n";

/// A file that calls `ninefoldSearch` with a value. It holds nothing that ends
/// a `<script>` element, so that it can stand in one.
pub(super) fn file(name: &str, value: &impl Serialize) -> SiteFile {
    // Texts, numbers and lists always have a form in JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    SiteFile {
        path: SitePath::new(format!("{FOLDER}{name}.js")),
        bytes: format!("{WAIT}{CALL}{}{END}", safe(&json)).into(),
        origin: Origin::Part("the search"),
    }
}

/// JSON without the characters that mean something to HTML or to old
/// JavaScript; they stand in its texts alone.
fn safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The value of such a file.
pub(super) fn value(bytes: &[u8]) -> Option<serde_json::Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let json = text.split_once(CALL)?.1.strip_suffix(END)?;
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_script_ends_it() {
        let text = "</script><!-- \u{2028}\u{2029} \" \\ ]]>";
        let file = file("index", &[text]);
        let script = String::from_utf8(file.bytes.to_vec()).unwrap();
        assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "{script}");
        assert_eq!(value(&file.bytes).unwrap()[0], text);
        assert_eq!(file.path.as_str(), "assets/search/index.js");
    }
}
