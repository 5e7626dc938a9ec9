//! `from: {conversations: …}`: a metric that is worked out from the
//! conversation log.

use super::super::fields::Fields;
use crate::diagnostic::{Code, Finding, Located, list_of};
use crate::model::{Among, Counts, LogQuery, Measure, Metric, SourceStatus, Unit};
use crate::source::{LogFile, Node, Value};

/// Whether `from` names the conversation log, alone or among others.
pub(super) fn is_log(node: &Node) -> bool {
    match &node.value {
        Value::Fields(fields) => fields.iter().any(|(name, _)| name.value == "conversations"),
        Value::List(nodes) => nodes.iter().any(is_log),
        Value::Text(_) | Value::Empty => false,
    }
}

/// What is asked of the log. The log stands alone: figures of two sources
/// make no series.
pub(super) fn read(fields: &Fields<'_>) -> Option<LogQuery> {
    let mut queries = fields.each("from", "`from`", |inner| Some(query(inner)));
    if queries.len() > 1 {
        let message = "figures come from the conversation log alone, or from published files";
        let finding = Finding::new(Code::ContradictingFields, fields.place_of("from"), message);
        fields.findings.add(finding.help("make a metric of its own for each"));
    }
    queries.pop().flatten()
}

fn query(fields: &Fields<'_>) -> Option<LogQuery> {
    let path = fields.text_at("conversations");
    if let Some(path) = path.filter(|path| path.value.replace('\\', "/") != LogFile::PATH) {
        let message = format!("the conversation log is not `{}`", path.value);
        let finding = Finding::new(Code::UnknownValue, path.place, message);
        fields.findings.add(finding.help(format!("a pack has one log: `{}`", LogFile::PATH)));
    }
    let measure = fields.required("measure", "reached-2", |fields, name| measure(fields, name));
    let among = match (fields.id("site"), fields.id("team")) {
        (Some(_), Some(team)) => {
            let message = "figures are of a site or of a team, not of both";
            let finding = Finding::new(Code::ContradictingFields, team.place, message);
            fields.findings.add(finding.help("remove `site` or `team`"));
            None
        }
        (Some(site), None) => Some(Among::Site(site)),
        (None, Some(team)) => Some(Among::Team(team)),
        (None, None) => Some(Among::All),
    };
    Some(LogQuery { place: fields.place(), measure: measure?, among: among? })
}

fn measure(fields: &Fields<'_>, name: &'static str) -> Option<Measure> {
    let Located { value: word, place } = fields.text_at(name)?;
    let known = Measure::ALL.into_iter().find(|measure| measure.name().eq_ignore_ascii_case(&word));
    if known.is_none() {
        // A slip that may mean two of them is not put right: the wrong one would be believed.
        let mut near = Measure::ALL
            .into_iter()
            .map(Measure::name)
            .filter(|name| strsim::levenshtein(name, &word.to_lowercase()) <= 2);
        let help = match (near.next(), near.next()) {
            (Some(one), None) => format!("did you mean `{one}`?"),
            _ => format!("write {}", list_of(Measure::ALL.map(Measure::name), "or")),
        };
        let message = format!("`measure` cannot be `{word}`");
        fields.findings.add(Finding::new(Code::UnknownValue, place, message).help(help));
    }
    known
}

/// What a metric of the log cannot say beside its measure.
pub(super) fn check(query: &LogQuery, metric: &Metric, unit: Option<Unit>, fields: &Fields<'_>) {
    let measure = query.measure.name();
    let say = |name: &str, message: String, help: String| {
        let finding = Finding::new(Code::ContradictingFields, fields.place_of(name), message);
        fields.findings.add(finding.help(help));
    };
    let wanted = query.measure.unit();
    if let Some(unit) = unit.filter(|unit| *unit != wanted) {
        let message = format!("the measure `{measure}` is not of the unit `{}`", unit.name());
        say("unit", message, format!("write `unit: {}`", wanted.name()));
    }
    // Both would take small numbers out of what is kept back.
    if metric.source.status.is_some_and(|status| status != SourceStatus::Local) {
        let message =
            "figures from the conversation log are the authority's own, and not official statistics";
        say("source", message.to_owned(), "write `status: local` in `source`".to_owned());
    }
    if metric.counts == Counts::Things {
        let message = "the conversation log counts people";
        say("counts", message.to_owned(), "remove `counts`".to_owned());
    }
}
