//! `data/language/*.yaml`: the rules, with the tests that run whenever they
//! are read.

use crate::diagnostic::{Code, Finding, Located};
use crate::language::{Exceptions, Rule, Rules, Scope, Standing, Treatment, When};
use crate::parse::fields::Fields;
use crate::parse::values::Choice;
use crate::parse::yaml;
use crate::source::{Node, Role, SourceText, Sources, Value};

/// The rules that come with Ninefold.
const EMBEDDED: &str = include_str!("../../../data/language/three-conversations.yaml");
/// Where a pack's own stand, if it has them.
const PATH: &str = "data/language/three-conversations.yaml";

impl Choice for Treatment {
    const WORDS: &'static [(&'static str, Self)] =
        &[("exempt", Self::Exempt), ("note", Self::Note), ("warning", Self::Warning), ("error", Self::Error)];
}

impl Choice for Scope {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("story", Self::Story),
        ("meeting", Self::Meeting),
        ("action", Self::Action),
        ("feedback", Self::Feedback),
        ("judgement", Self::Judgement),
        ("metric", Self::Metric),
        ("document", Self::Document),
        ("page", Self::Page),
    ];
}

/// Rules and names of one file.
type OfFile = (Vec<Located<Rule>>, Vec<String>);

/// Every rule that holds. One that cannot be used, fails its own test, or has
/// an id that another has is an error and is left out.
pub(in crate::parse) fn read(sources: &Sources) -> (Rules, Vec<Finding>) {
    let mut findings = Vec::new();
    let embedded = SourceText { path: PATH.into(), text: EMBEDDED.into(), role: Role::Language };
    let own = sources.texts.contains_key(PATH);
    let files = (!own).then_some(&embedded).into_iter().chain(sources.of(Role::Language));
    let mut rules = Rules::default();
    for source in files {
        let Some((of_file, names)) =
            yaml(source, sources.limits, &mut findings, "a file of rules of language", |fields| {
                Some(file(fields))
            })
        else {
            continue;
        };
        for rule in of_file {
            if rules.rules().iter().any(|known| known.id == rule.value.id) {
                let message = format!("there is another rule `{}`", rule.value.id);
                let finding = Finding::new(Code::LanguageRules, rule.place, message);
                findings.push(finding.help("give it another id, or take one of the two out"));
            } else {
                // Its patterns were read already.
                let _ = rules.add(rule.value);
            }
        }
        for name in &names {
            rules.add_name(name, None);
        }
    }
    (rules, findings)
}

fn file(fields: &Fields<'_>) -> OfFile {
    fields.required("id", "our-words", Fields::id);
    let names = fields.texts("names");
    (fields.each("rules", "a rule of language", rule), names)
}

fn rule(fields: &Fields<'_>) -> Option<Located<Rule>> {
    let before = fields.findings.len();
    let id = fields.required("id", "service-user", Fields::id);
    let matches = fields.required("match", "[\"service user(s)\"]", |fields, name| {
        let matches = fields.texts(name);
        (!matches.is_empty()).then_some(matches)
    });
    let instead = fields.required_text("instead", "people, or their names");
    let why = fields.required_text("why", "It names people by what they get from us.");
    let source = fields.required_text("source", "our own");
    let severity = fields.choice("severity").unwrap_or(Treatment::Warning);
    let scopes = fields.choices("scopes");
    let except = fields.inner("except", "`except`", |inner| {
        Some(Exceptions { phrases: inner.texts("phrases"), names: inner.texts("names") })
    });
    let when = fields.inner("when", "`when`", |inner| Some(when(inner)));
    let tests = fields.inner("tests", "`tests`", |inner| Some((inner.list("hit"), inner.list("miss"))));
    let id = id?;
    let rule = Rule {
        id: id.value.to_string(),
        matches: matches?,
        instead: instead?,
        why: why?,
        source: source?,
        severity,
        scopes,
        except: except.unwrap_or_default(),
        when: when.unwrap_or_default(),
    };
    try_out(fields, &rule, &tests.unwrap_or_default());
    (fields.findings.len() == before).then(|| Located::new(rule, id.place))
}

fn when(fields: &Fields<'_>) -> When {
    let usual = When::default();
    When {
        quoted: fields.choice("quoted").unwrap_or(usual.quoted),
        official: fields.choice("official").unwrap_or(usual.official),
        negated: fields.choice("negated").unwrap_or(usual.negated),
        mention: fields.choice("mention").unwrap_or(usual.mention),
    }
}

/// Reads a rule's patterns and runs its tests.
fn try_out(fields: &Fields<'_>, rule: &Rule, (hits, misses): &(Vec<&Node>, Vec<&Node>)) {
    let say = |place, message: String, help: &str| {
        fields.findings.add(Finding::new(Code::LanguageRules, place, message).help(help));
    };
    let mut alone = Rules::default();
    if let Err((pattern, fault)) = alone.add(rule.clone()) {
        let message = format!("the words `{pattern}` cannot be looked for: {fault}");
        return say(fields.place_of("match"), message, "write words, for example `service user(s)`");
    }
    if hits.is_empty() {
        let message = format!("the rule `{}` has no test that shows what it finds", rule.id);
        say(fields.place_of("tests"), message, "add `tests: {hit: [a sentence that it finds]}`");
    }
    for node in hits {
        let found = alone.scan(text(node), None);
        if !found.iter().any(|found| found.standing == Standing::Plain) {
            let message = format!("the rule `{}` does not find its words here", rule.id);
            say(node.place.clone(), message, "mend its `match` or `except`, or the sentence");
        }
    }
    for node in misses {
        let mut found = alone.scan(text(node), None).into_iter();
        if let Some(found) = found.find(|found| rule.treatment(found.standing) > Treatment::Note) {
            let message = format!("the rule `{}` finds `{}` here", rule.id, &text(node)[found.span]);
            say(node.place.clone(), message, "add an exception, or mend the sentence");
        }
    }
}

fn text(node: &Node) -> &str {
    match &node.value {
        Value::Text(text) => text,
        _ => "",
    }
}
