//! What is said of a word, and of an allowance.

use std::sync::Arc;

use super::allow::Allow;
use crate::diagnostic::{Code, Finding, Place, Severity, suggestion};
use crate::language::{Rule, Standing, Treatment};

/// What a use of a word is to whoever builds; nothing where it is exempt.
pub(super) fn of_use(
    rule: &Rule,
    found: &str,
    standing: Standing,
    place: Place,
    body: bool,
) -> Option<Finding> {
    let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
    let severity = match rule.treatment(standing) {
        Treatment::Exempt => return None,
        Treatment::Note => Severity::Note,
        Treatment::Warning => Severity::Warning,
        Treatment::Error => Severity::Error,
    };
    if severity == Severity::Note && standing != Standing::Plain {
        let how = match standing {
            Standing::Negated => "is here as what is not done",
            Standing::Mentioned => "is here as a word that is spoken of",
            _ => "is here as somebody else's word",
        };
        let message = format!("`{found}` {how} (rule `{}`)", rule.id);
        return Some(Finding::new(Code::LanguageNote, place, message));
    }
    let message = format!("`{found}`: {}", sentence(&rule.why));
    let help = if body {
        format!(
            "write {}; where the word has to stay, put `<!-- allow {}: the reason -->` before the paragraph",
            rule.instead, rule.id
        )
    } else {
        format!("write {} (rule `{}`)", rule.instead, rule.id)
    };
    let mut finding = Finding::new(Code::Language, place, message).help(help);
    finding.severity = severity;
    Some(finding)
}

/// A sentence as a message has it.
fn sentence(why: &str) -> String {
    let why = why.trim().trim_end_matches('.');
    let mut letters = why.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// An allowance that gives no reason, names no rule, or allows nothing.
pub(super) fn of_allowance(allow: &Allow, place: &Place, known: &[Arc<Rule>], used: bool) -> Option<Finding> {
    let rule = &allow.rule;
    let say = |message: String, help: String| {
        Some(Finding::new(Code::LanguageAllowance, place.clone(), message).help(help))
    };
    if !known.iter().any(|one| one.id == *rule) {
        let help = suggestion(rule, known.iter().map(|rule| rule.id.as_str()))
            .unwrap_or_else(|| "the finding names the rule that is to be allowed".to_owned());
        return say(format!("there is no rule of language called `{rule}`"), help);
    }
    if allow.reason.is_none() {
        let help = format!("say why the word has to stay: `<!-- allow {rule}: the name of a committee -->`");
        return say(format!("this allows `{rule}` without a reason"), help);
    }
    if used {
        return None;
    }
    let help = "take it out, or put it before the paragraph that it is about".to_owned();
    say(format!("this allows `{rule}`, and nothing here needs it"), help)
}
