//! What a pack says of personal data: `data/personal-data.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use regex::Regex;

use crate::diagnostic::Located;
use crate::personal::{Certainty, Rule};

/// The name of the rule that finds known people.
pub const KNOWN_PERSON: &str = "known-person";

/// What `data/personal-data.yaml` says; by default what holds without one.
#[derive(Clone, Debug)]
pub struct PersonalData {
    /// How sure each built-in rule is; those that are switched off are not there.
    pub rules: BTreeMap<Rule, Certainty>,
    /// How sure a known person is; none where the rule is switched off.
    pub known_person: Option<Certainty>,
    /// Patterns of the pack's own.
    pub patterns: Vec<OwnPattern>,
    /// Small places, for ages beside them.
    pub places: Vec<Located<String>>,
    /// Finds that may stay.
    pub allow: Vec<Allowance>,
}

impl PersonalData {
    /// The built-in rules that are less sure than they come, by name: `phone is
    /// off`, `email is a hint`.
    pub fn softened(&self) -> Vec<String> {
        let words = |certainty: Option<Certainty>| match certainty {
            None => "off",
            Some(Certainty::Hint) => "a hint",
            Some(Certainty::Likely) => "likely",
            Some(Certainty::Hard) => "hard",
        };
        let built_in =
            Rule::ALL.iter().map(|rule| (rule.name(), self.rules.get(rule).copied(), rule.certainty()));
        let all = built_in.chain([(KNOWN_PERSON, self.known_person, Certainty::Hard)]);
        let softened = all.filter(|(_, now, usual)| now.is_none_or(|now| now < *usual));
        softened.map(|(name, now, _)| format!("{name} is {}", words(now))).collect()
    }
}

impl Default for PersonalData {
    fn default() -> Self {
        Self {
            rules: Rule::ALL.iter().map(|rule| (*rule, rule.certainty())).collect(),
            known_person: Some(Certainty::Hard),
            patterns: Vec::new(),
            places: Vec::new(),
            allow: Vec::new(),
        }
    }
}

/// A rule of the pack's own.
#[derive(Clone, Debug)]
pub struct OwnPattern {
    /// Its name.
    pub id: Located<Arc<str>>,
    /// What it finds, with its article: `a Blue Badge number`.
    pub title: Arc<str>,
    /// What it matches.
    pub matches: Regex,
    /// How sure it is.
    pub certainty: Certainty,
}

/// A find that may stay, to a day.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The words that are found.
    pub find: Located<String>,
    /// The rule that finds them; any rule if none is named.
    pub rule: Option<Arc<str>>,
    /// The file that they stand in; any if none is named.
    pub within: Option<Arc<str>>,
    /// Why they may stay.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: Located<Date>,
}
