//! The limits of a pack, which have to be known before its files are read.

use std::path::Path;
use std::sync::Arc;

use super::io::read_text;
use super::yaml::{Node, Value, parse_yaml};
use crate::diagnostic::{Code, Finding, list_of, suggestion};
use crate::model::{Limit, Limits};

/// What `data/pack.yaml` says of limits. Nothing is reported here: the file is
/// read again, by the limits that it gives, with everything else.
pub(super) fn of_pack(root: &Path) -> Limits {
    let shown: Arc<str> = "data/pack.yaml".into();
    let Ok(text) = read_text(&root.join("data").join("pack.yaml"), &shown, &Limits::default()) else {
        return Limits::default();
    };
    let Ok(node) = parse_yaml(&shown, &text, 0..text.len(), &Limits::default()) else {
        return Limits::default();
    };
    let Value::Fields(fields) = &node.value else { return Limits::default() };
    let limits = fields.iter().find(|(name, _)| name.value == "limits");
    limits.map_or_else(Limits::default, |(_, node)| read_limits(node).0)
}

/// Reads the value of `limits:`. One that cannot be read is a finding, and the
/// default holds.
pub fn read_limits(node: &Node) -> (Limits, Vec<Finding>) {
    let mut limits = Limits::default();
    let Value::Fields(fields) = &node.value else {
        let finding = Finding::new(Code::WrongType, node.place.clone(), "`limits` is written as fields");
        return (limits, vec![finding.help("write for example `limits: {file_size: 4 MB}`")]);
    };
    let mut findings = Vec::new();
    for (at, (name, value)) in fields.iter().enumerate() {
        if fields[..at].iter().any(|(earlier, _)| earlier.value == name.value) {
            let message = format!("the field `{}` stands twice", name.value);
            findings.push(
                Finding::new(Code::DuplicateField, name.place.clone(), message).help("remove one of the two"),
            );
            continue;
        }
        let Some(limit) = Limit::ALL.into_iter().find(|limit| limit.name() == name.value) else {
            findings.push(unknown(name.place.clone(), &name.value));
            continue;
        };
        match read_value(limit, value) {
            Ok(value) => limits.set(limit, value),
            Err(finding) => findings.push(finding),
        }
    }
    (limits, findings)
}

fn unknown(place: crate::diagnostic::Place, name: &str) -> Finding {
    let names = || Limit::ALL.map(Limit::name);
    let help =
        suggestion(name, names()).unwrap_or_else(|| format!("the limits are {}", list_of(names(), "and")));
    Finding::new(Code::UnknownField, place, format!("there is no limit `{name}`")).help(help)
}

fn read_value(limit: Limit, node: &Node) -> Result<u64, Finding> {
    let text = match &node.value {
        Value::Text(text) => text.trim(),
        _ => "",
    };
    let unit = if limit.is_size() { "a size, for example `4 MB`, or a number of bytes" } else { "a number" };
    let refuse = |message: String, help: String| {
        Err(Finding::new(Code::InvalidNumber, node.place.clone(), message).help(help))
    };
    let name = limit.name();
    let Some(value) = limit.parse(text) else {
        return refuse(
            format!("the limit `{name}` cannot be `{text}`"),
            format!("write {unit}, more than 0"),
        );
    };
    if value > limit.most() {
        let message = format!("the limit `{name}` can be {} at most", limit.shown(limit.most()));
        return refuse(message, "beyond it the program could not protect the machine".to_owned());
    }
    Ok(value)
}
