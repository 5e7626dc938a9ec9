//! The texts of a file of the search, for those who look for what must not
//! leave.

use serde_json::Value;

use super::{FOLDER, script};

/// The texts that a file of the search holds, each line by itself; none where
/// the file is no such file. The sorted words of the index are left out: each
/// stands in a text, where it can be judged by the words around it. So are the
/// numbers in letters, whatever they look like.
pub fn search_words(path: &str, bytes: &[u8]) -> Option<Vec<String>> {
    if !path.starts_with(FOLDER) {
        return None;
    }
    let value = script::value(bytes)?;
    let mut words = Vec::new();
    read(&value, &mut words);
    Some(words)
}

fn read(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.extend(text.lines().map(str::to_owned)),
        Value::Array(values) => values.iter().for_each(|value| read(value, out)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("words" | "postings" | "part", _) => {}
                    ("statements", Value::Array(statements)) => {
                        // Id, title, and the entries as numbers.
                        let named = statements.iter().filter_map(Value::as_array);
                        named.flat_map(|one| one.iter().take(2)).for_each(|text| read(text, out));
                    }
                    (_, value) => read(value, out),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
