//! A file and its schema walked side by side.

use serde_json::Value;

/// A value of the file, and the part of the schema that it is read by.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    /// The part of the schema, as a JSON pointer.
    pub at: &'a str,
    /// The nearest field that it belongs to, the same way.
    pub field: &'a str,
    pub value: &'a Value,
}

/// Visits each value with each part of the schema that speaks of it. What only
/// some editions have (`then`, `else`) is left to the validator.
pub fn walk(root: &Value, value: &Value, visit: &mut dyn FnMut(Step<'_>)) {
    inner(root, Step { at: "", field: "", value }, visit);
}

fn inner(root: &Value, step: Step<'_>, visit: &mut dyn FnMut(Step<'_>)) {
    visit(step);
    let schema = root.pointer(step.at).expect("a part of the schema");
    if let Some(to) = schema["$ref"].as_str() {
        inner(root, Step { at: to.trim_start_matches('#'), ..step }, visit);
    }
    for word in ["allOf", "anyOf"] {
        for branch in 0..schema[word].as_array().map_or(0, Vec::len) {
            inner(root, Step { at: &format!("{}/{word}/{branch}", step.at), ..step }, visit);
        }
    }
    for (key, value) in super::fields(step.value) {
        if schema["propertyNames"].is_object() {
            let key = Value::from(key);
            inner(root, Step { at: &format!("{}/propertyNames", step.at), value: &key, ..step }, visit);
        }
        let own = format!("{}/properties/{key}", step.at);
        let pattern = super::fields(&schema["patternProperties"]).next();
        if schema["properties"].get(key).is_some() {
            inner(root, Step { at: &own, field: &own, value }, visit);
        } else if schema["additionalProperties"].is_object() {
            inner(root, Step { at: &format!("{}/additionalProperties", step.at), value, ..step }, visit);
        } else if let Some((pattern, _)) = pattern {
            inner(
                root,
                Step { at: &format!("{}/patternProperties/{pattern}", step.at), value, ..step },
                visit,
            );
        }
    }
    if schema["items"].is_object() {
        for value in super::list(step.value) {
            inner(root, Step { at: &format!("{}/items", step.at), value, ..step }, visit);
        }
    }
}

/// Every part of a schema with its pointer, but for what narrows it down for
/// some editions.
pub fn parts<'a>(at: &str, schema: &'a Value, visit: &mut dyn FnMut(&str, &'a Value)) {
    visit(at, schema);
    for (key, inner) in super::fields(schema) {
        if !["if", "then", "else", "not", "oneOf"].contains(&key) {
            parts(&format!("{at}/{key}"), inner, visit);
        }
    }
    for (key, inner) in super::list(schema).enumerate() {
        parts(&format!("{at}/{key}"), inner, visit);
    }
}
