//! The rule: what may be told to whom, on which ground, and why not.
//! `docs/safety.md` has it in words.

use jiff::civil::Date;

use crate::model::{Audience, ConsentStatus, Detail, Ground, Item, Person, Status, Story};

/// On which ground something goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is about nobody in particular.
    AboutNobody,
    /// It stays with the authority, which may know it.
    Own,
    /// Somebody said yes, and this is how far and until when.
    Consent {
        /// What was said.
        status: ConsentStatus,
        /// How far it goes.
        scope: Audience,
        /// The last day on which it holds.
        until: Option<Date>,
    },
    /// Another ground, for the regulator alone.
    Basis(String),
}

/// Why something stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It was taken back.
    Withdrawn,
    /// It is not finished.
    Draft,
    /// Its author lets it go no further than this.
    Audience(Audience),
    /// The person said no, or yes and then no.
    SaidNo(ConsentStatus),
    /// Nobody asked, or nobody wrote down what was said.
    NotAsked,
    /// The person's yes goes no further than this.
    Scope(Audience),
    /// The person's yes has run out; this was its last day.
    RunOut(Date),
}

/// On which ground an item goes to an audience on a day.
///
/// # Errors
/// Every reason why it does not.
pub fn decide(item: &Item, audience: Audience, as_of: Date) -> Result<Way, Vec<Held>> {
    let mut held = Vec::new();
    match item.basics.status {
        Status::Ready | Status::Approved => {}
        Status::Draft if audience == Audience::Internal => {}
        Status::Draft => held.push(Held::Draft),
        Status::Withdrawn => held.push(Held::Withdrawn),
    }
    if !item.basics.audience.allows(audience) {
        held.push(Held::Audience(item.basics.audience));
    }
    let ground = &item.basics.ground;
    let way = match &item.detail {
        Detail::Story(Story { person: Person::Somebody(_), .. }) => may_tell(ground, audience, as_of),
        // Whoever it is about said no: that holds without a name as well.
        Detail::Story(_) => said_no(ground).map_or(Ok(Way::AboutNobody), Err),
        _ => Ok(Way::AboutNobody),
    };
    match way {
        Ok(way) if held.is_empty() => Ok(way),
        Ok(_) => Err(held),
        Err(reason) => {
            held.push(reason);
            Err(held)
        }
    }
}

/// On which ground something about a person may be told, or their words repeated.
///
/// # Errors
/// Why it may not.
pub fn may_tell(ground: &Ground, audience: Audience, as_of: Date) -> Result<Way, Held> {
    if let Some(no) = said_no(ground) {
        return Err(no);
    }
    if audience == Audience::Internal {
        return Ok(Way::Own);
    }
    let reason = match consent_reaches(ground, audience, as_of) {
        Ok(way) => return Ok(way),
        Err(reason) => reason,
    };
    match &ground.basis {
        Some(basis) if audience == Audience::Assessor => Ok(Way::Basis(basis.clone())),
        _ => Err(reason),
    }
}

fn consent_reaches(ground: &Ground, audience: Audience, as_of: Date) -> Result<Way, Held> {
    let Some(consent) = &ground.consent else { return Err(Held::NotAsked) };
    match consent.status {
        ConsentStatus::Given | ConsentStatus::BestInterests | ConsentStatus::BereavedFamily => {}
        ConsentStatus::NotSought | ConsentStatus::Declined | ConsentStatus::Withdrawn => {
            return Err(Held::NotAsked);
        }
    }
    if !consent.scope.allows(audience) {
        return Err(Held::Scope(consent.scope));
    }
    match consent.review_by {
        Some(until) if until < as_of => Err(Held::RunOut(until)),
        until => Ok(Way::Consent { status: consent.status, scope: consent.scope, until }),
    }
}

fn said_no(ground: &Ground) -> Option<Held> {
    let status = ground.consent.as_ref()?.status;
    matches!(status, ConsentStatus::Declined | ConsentStatus::Withdrawn).then_some(Held::SaidNo(status))
}
