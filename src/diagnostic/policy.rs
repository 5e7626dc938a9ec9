//! What the person who builds says of findings: `--deny` and `--allow`.

use super::{Code, Finding, Severity, suggestion};

/// Changes of severity by code.
///
/// Only warnings can be allowed: an error means that the result would be
/// wrong or unsafe, and no setting makes that right.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    deny: Vec<Code>,
    deny_warnings: bool,
    allow: Vec<Code>,
}

/// A name given to `--deny` or `--allow` that cannot be used there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Policy {
    /// Reads the names given on the command line; `warnings` stands for all
    /// warnings after `--deny`.
    ///
    /// # Errors
    /// A name that is no code, or an error's code after `--allow`.
    pub fn new(deny: &[String], allow: &[String]) -> Result<Self, UnknownCode> {
        let deny_warnings = deny.iter().any(|name| name == "warnings");
        let deny = deny.iter().filter(|name| *name != "warnings");
        let allow = allow.iter().map(|name| match named(name)? {
            code if code.severity() == Severity::Error => {
                Err(UnknownCode(format!("`{name}` is an error and cannot be allowed; only warnings can")))
            }
            code => Ok(code),
        });
        Ok(Self {
            deny: deny.map(|name| named(name)).collect::<Result<_, _>>()?,
            deny_warnings,
            allow: allow.collect::<Result<_, _>>()?,
        })
    }

    /// Applies the changes: allowed findings go, denied ones become errors.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        // A warning that is an error for this audience is one that cannot be allowed.
        findings.retain(|finding| finding.severity == Severity::Error || !self.allow.contains(&finding.code));
        for finding in findings {
            // A note is denied by its own name alone: nobody has to act on it.
            let noted = finding.severity == Severity::Note;
            if self.deny.contains(&finding.code) || (self.deny_warnings && !noted) {
                finding.severity = Severity::Error;
            }
        }
    }

    /// Whether a kind of finding has been made an error.
    pub fn denies(&self, code: Code) -> bool {
        self.deny_warnings || self.deny.contains(&code)
    }

    /// Whether any kind of finding has been made an error.
    pub fn denies_anything(&self) -> bool {
        self.deny_warnings || !self.deny.is_empty()
    }
}

fn named(name: &str) -> Result<Code, UnknownCode> {
    name.parse().map_err(|()| {
        let help = suggestion(name, Code::ALL.iter().map(|code| code.name()));
        UnknownCode(format!(
            "there is no finding called `{name}`{}",
            help.map_or(String::new(), |help| format!("; {help}"))
        ))
    })
}
