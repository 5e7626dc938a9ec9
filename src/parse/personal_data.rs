//! `data/personal-data.yaml`: rules, patterns, places and allowances.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::fields::Fields;
use super::values::words_in_help;
use crate::diagnostic::{Code, Finding, Located, Place, suggestion};
use crate::model::{Allowance, KNOWN_PERSON, Limit, Limits, OwnPattern, PersonalData};
use crate::personal::{Certainty, Rule};
use crate::source::Sources;

/// Fewer letters and digits than this tell a find from no other.
const SHORTEST_FIND: usize = 3;

/// How sure a rule is to be, as the settings say it; none for `off`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said(pub(super) Option<Certainty>);

pub(super) fn read(fields: &Fields<'_>, sources: &Sources) -> PersonalData {
    let mut data = PersonalData::default();
    rules(fields, &mut data);
    for pattern in fields.each("patterns", "a pattern", pattern) {
        if let Some(finding) = taken(&pattern, &data) {
            fields.findings.add(finding);
        } else {
            data.patterns.push(pattern);
        }
    }
    data.places = places(fields);
    let names: Vec<Arc<str>> = names(&data);
    data.allow = fields.each("allow", "an allowance", |inner| allowance(inner, &names, sources));
    data
}

fn add(fields: &Fields<'_>, code: Code, place: Place, message: String, help: impl Into<String>) {
    fields.findings.add(Finding::new(code, place, message).help(help));
}

/// Every rule that there is.
fn names(data: &PersonalData) -> Vec<Arc<str>> {
    let built_in = Rule::ALL.iter().map(|rule| Arc::from(rule.name()));
    let own = data.patterns.iter().map(|pattern| Arc::clone(&pattern.id.value));
    built_in.chain([Arc::from(KNOWN_PERSON)]).chain(own).collect()
}

fn rules(fields: &Fields<'_>, data: &mut PersonalData) {
    let Some(inner) = fields.node("rules").and_then(|node| Fields::of(node, "`rules`", fields.findings))
    else {
        return;
    };
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).chain([KNOWN_PERSON]).collect();
    for (name, node) in inner.pairs() {
        let rule = Rule::ALL.iter().find(|rule| rule.name() == name.value);
        if rule.is_none() && name.value != KNOWN_PERSON {
            let message = format!("there is no rule called `{}`", name.value);
            let help = words_in_help(&name.value, names.iter().copied());
            add(fields, Code::UnknownValue, name.place.clone(), message, help);
            continue;
        }
        let Some(Said(certainty)) = inner.choice_of::<Said>(&name.value, node) else { continue };
        match (rule, certainty) {
            (None, certainty) => data.known_person = certainty,
            (Some(rule), Some(certainty)) => drop(data.rules.insert(*rule, certainty)),
            (Some(rule), None) => drop(data.rules.remove(rule)),
        }
    }
}

fn pattern(fields: &Fields<'_>) -> Option<OwnPattern> {
    let id = fields.required("id", "blue-badge", Fields::id);
    let title = fields.required_text("title", "a Blue Badge number");
    let matches = fields.required("match", r"'\bBB\d{6}\b'", Fields::text_at);
    let certainty = fields.choice("certainty").unwrap_or(Certainty::Hard);
    let matches = matches.and_then(|matches| compiled(&matches, fields))?;
    Some(OwnPattern { id: id?, title: title?.into(), matches, certainty })
}

/// A pattern as a program reads it; its time is in proportion to the text
/// whatever it says, and its size is held.
fn compiled(text: &Located<String>, fields: &Fields<'_>) -> Option<Regex> {
    let refused = |message: String, help: &str| {
        add(fields, Code::PersonalDataSettings, text.place.clone(), message, help);
        None
    };
    let limits = fields.findings.limits;
    let size = limits.count(Limit::PatternSize);
    match RegexBuilder::new(&text.value).size_limit(size).dfa_size_limit(size).build() {
        Ok(matches) if matches.is_match("") => refused(
            format!("`{}` matches where nothing stands", text.value),
            "say what has to be there: `+` in place of `*`, or a number of times such as `{6}`",
        ),
        Ok(matches) => Some(matches),
        Err(regex::Error::CompiledTooBig(_)) => refused(
            format!("`{}` is too large once compiled: {}", text.value, limits.allowed(Limit::PatternSize)),
            &Limits::help(
                Limit::PatternSize,
                "write fewer or smaller repetitions, and `[A-Za-z]` in place of `\\w`",
            ),
        ),
        Err(error) => {
            let words = error.to_string();
            let words = words
                .lines()
                .rev()
                .find_map(|line| line.trim().strip_prefix("error: "))
                .unwrap_or("its syntax is wrong");
            refused(
                format!("`{}` is not a pattern: {words}", text.value),
                "a pattern is a regular expression in single quotes; what stands before and after a match cannot be asked for",
            )
        }
    }
}

/// A pattern whose name is a rule's already.
fn taken(pattern: &OwnPattern, data: &PersonalData) -> Option<Finding> {
    let id = &pattern.id.value;
    let message = format!("there is a rule called `{id}` already");
    names(data).contains(id).then(|| {
        Finding::new(Code::DuplicateId, pattern.id.place.clone(), message)
            .help("give the pattern another `id`")
    })
}

fn places(fields: &Fields<'_>) -> Vec<Located<String>> {
    let mut places = Vec::new();
    for node in fields.list("places") {
        let Some(name) = fields.scalar("places", node).map(str::trim) else { continue };
        if name.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST_FIND {
            let message = format!("`{name}` is too short for the name of a place");
            let help = "write the name as it stands in texts";
            add(fields, Code::PersonalDataSettings, node.place.clone(), message, help);
        } else {
            places.push(Located::new(name.to_owned(), node.place.clone()));
        }
    }
    places
}

fn allowance(fields: &Fields<'_>, names: &[Arc<str>], sources: &Sources) -> Option<Allowance> {
    let find = fields
        .required("find", "the number or the name", Fields::text_at)
        .filter(|find| long_enough(find, fields));
    let rule = fields.text_at("rule");
    let within = fields.text_at("in");
    let reason = fields.required_text("reason", "Our public switchboard");
    let owner = fields.required_text("owner", "Head of Communications");
    let until = fields.required("until", "2027-03-31", |fields, name| {
        fields.date(name).map(|date| Located::new(date, fields.place_of("until")))
    });
    // What cannot be narrowed as it says does not allow more instead.
    let rule = match rule {
        Some(rule) => Some(known_rule(&rule, names, fields)?),
        None => None,
    };
    let within = match within {
        Some(path) => Some(known_file(&path, sources, fields)?),
        None => None,
    };
    Some(Allowance { find: find?, rule, within, reason: reason?, owner: owner?, until: until? })
}

fn long_enough(find: &Located<String>, fields: &Fields<'_>) -> bool {
    let long = find.value.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_FIND;
    if !long {
        let message = "`find` is too short to tell one find from another".to_owned();
        let help = "write the whole of what is found, as it stands in the text";
        add(fields, Code::PersonalDataSettings, find.place.clone(), message, help);
    }
    long
}

fn known_rule(rule: &Located<String>, names: &[Arc<str>], fields: &Fields<'_>) -> Option<Arc<str>> {
    let known = names.iter().find(|name| ***name == *rule.value).cloned();
    if known.is_none() {
        let message = format!("there is no rule called `{}`", rule.value);
        let help = words_in_help(&rule.value, names.iter().map(|name| &**name));
        add(fields, Code::UnknownValue, rule.place.clone(), message, help);
    }
    known
}

fn known_file(path: &Located<String>, sources: &Sources, fields: &Fields<'_>) -> Option<Arc<str>> {
    let files = || sources.texts.keys().chain(sources.attachments.keys());
    let known = files().find(|file| ***file == *path.value).cloned();
    if known.is_none() {
        let message = format!("there is no file `{}` in the pack", path.value);
        let help = suggestion(&path.value, files().map(|file| &**file))
            .unwrap_or_else(|| "write its path from the pack's folder: `content/pages/thanks.md`".to_owned());
        add(fields, Code::UnknownReference, path.place.clone(), message, help);
    }
    known
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let names: BTreeSet<Arc<str>> = names(&PersonalData::default()).into_iter().collect();
        assert_eq!(names.len(), Rule::ALL.len() + 1);
    }
}
