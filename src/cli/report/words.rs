//! Grounds and reasons in words.

use crate::model::{Audience, ConsentStatus, day_label};
use crate::release::{Held, Way};

/// A ground: `by consent, given for the public, to 5 March 2027`.
pub(super) fn way(way: &Way) -> String {
    match way {
        Way::AboutNobody => "no person’s story".to_owned(),
        Way::Own => "for the authority’s own use".to_owned(),
        Way::Basis(basis) => format!("on another ground than consent: {basis}"),
        Way::Consent { status, scope, until } => {
            let until = until.map_or("without a last day".to_owned(), |day| format!("to {}", day_label(day)));
            format!("by consent, {}, as far as {}, {until}", status.label(), readers(*scope))
        }
    }
}

/// Reasons: `a draft; for the authority only`.
pub(super) fn reasons(reasons: &[Held]) -> String {
    reasons.iter().map(|reason| held(*reason)).collect::<Vec<_>>().join("; ")
}

/// A reason.
pub(super) fn held(reason: Held) -> String {
    match reason {
        Held::Withdrawn => "taken back (status withdrawn)".to_owned(),
        Held::Draft => "a draft".to_owned(),
        Held::Audience(widest) => format!("its audience is {} only", readers(widest)),
        Held::SaidNo(ConsentStatus::Withdrawn) => "the person said yes, and then no".to_owned(),
        Held::SaidNo(_) => "the person said no".to_owned(),
        Held::NotAsked => "no consent is recorded".to_owned(),
        Held::Scope(scope) => format!("the consent goes as far as {}", readers(scope)),
        Held::RunOut(day) => format!("the consent ran out after {}", day_label(day)),
    }
}

fn readers(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "the authority itself",
        Audience::Assessor => "assessors",
        Audience::Public => "the public",
    }
}
