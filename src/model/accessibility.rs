//! The authority's accessibility statement: what it says of this site.

use jiff::civil::Date;

/// What `accessibility:` in the settings says. All of it is the authority's to
/// say; what is not there is not claimed.
#[derive(Clone, Debug, Default)]
pub struct AccessibilityStatement {
    /// How far the site meets WCAG 2.2 AA, where somebody has tested it.
    pub compliance: Option<Compliance>,
    /// Where readers turn.
    pub contact: Contact,
    /// How soon they hear back: `10 working days`.
    pub reply_within: Option<String>,
    /// What is not accessible.
    pub problems: Vec<AccessProblem>,
    /// What is being done about it.
    pub improving: Option<String>,
    /// The last test.
    pub tested: Option<Tested>,
    /// When the statement was written.
    pub prepared: Option<Date>,
    /// When it was last looked at.
    pub reviewed: Option<Date>,
}

/// How far a site meets the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compliance {
    /// In everything.
    Full,
    /// With exceptions that are named.
    Partial,
    /// Not.
    None,
}

/// Where readers turn.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// An address for e-mail.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// Another way, in words: by post, by text relay, in person.
    pub other: Option<String>,
}

/// Something that is not accessible.
#[derive(Clone, Debug)]
pub struct AccessProblem {
    /// What it is and whom it keeps out, in plain words.
    pub what: String,
    /// The success criterion that it fails: `1.1.1 Non-text Content`.
    pub criterion: Option<String>,
    /// Why it is so.
    pub because: AccessReason,
    /// When it will be put right.
    pub until: Option<Date>,
}

/// Why something is not accessible, as the regulations divide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessReason {
    /// It does not meet the standard and will be put right.
    NotCompliant,
    /// Putting it right would be a disproportionate burden.
    Burden,
    /// The regulations do not ask for it.
    OutOfScope,
}

/// A test of a site.
#[derive(Clone, Debug)]
pub struct Tested {
    /// When.
    pub on: Date,
    /// By whom: `the council's own web team`.
    pub by: String,
    /// What was tested, and how.
    pub how: Option<String>,
}
