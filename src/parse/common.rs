//! The fields that items of several kinds share.

use std::sync::Arc;

use super::fields::Fields;
use super::values::id_help;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{
    Audience, Basics, Citation, Consent, Ground, Insight, Kind, Ref, Status, Support, Tagging, When, Wording,
    is_id, parse_date,
};

/// The kinds that a claim can rest on and a meeting can hear.
pub(super) const EVIDENCE: &[Kind] =
    &[Kind::Story, Kind::Feedback, Kind::Metric, Kind::Action, Kind::Meeting, Kind::Document];

/// How an item's date is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dating {
    /// `date` or `covers` has to be there.
    Required,
    /// One of them may be there.
    Optional,
    /// The kind has no date of its own.
    None,
}

/// What every item has; none without an id. Every field is asked for either
/// way, so that none is called unknown. The title may be left to `link`.
pub(super) fn basics(
    fields: &Fields<'_>,
    kind: Kind,
    id: Option<Arc<str>>,
    title: Option<String>,
    dating: Dating,
) -> Option<Basics> {
    let when = match dating {
        Dating::None => When::Undated,
        Dating::Required | Dating::Optional => when(fields, dating),
    };
    let audience = fields.choice::<Audience>("audience").unwrap_or_default();
    let status = fields.choice::<Status>("status").unwrap_or_default();
    let marking = fields.text("marking");
    let aliases = fields.ids("aliases");
    let name = Ref::new(kind, id?);
    Some(Basics {
        name,
        place: fields.place(),
        title: title.unwrap_or_default(),
        when,
        audience,
        status,
        marking,
        ground: Ground::default(),
        aliases,
        wording: Wording::default(),
    })
}

/// Why a story may be told, or the words of people in a text repeated.
pub(super) fn ground(fields: &Fields<'_>) -> Ground {
    Ground { consent: fields.inner("consent", "`consent`", consent), basis: fields.text("basis") }
}

fn consent(fields: &Fields<'_>) -> Option<Consent> {
    let status = fields.required("status", "given", Fields::choice);
    let scope = fields.choice::<Audience>("scope").unwrap_or_default();
    let recorded = fields.date("recorded");
    let review_by = fields.date("review_by");
    let by = fields.text("by");
    if recorded.zip(review_by).is_some_and(|(recorded, review_by)| review_by < recorded) {
        let message = "the consent is to be asked again before it was recorded";
        let finding = Finding::new(Code::ContradictingFields, fields.place_of("review_by"), message);
        fields.findings.add(finding.help("are the two dates the right way round?"));
    }
    Some(Consent { status: status?, scope, recorded, review_by, by })
}

fn when(fields: &Fields<'_>, dating: Dating) -> When {
    let covers = fields.inner("covers", "`covers`", |inner| {
        let from = inner.required("from", "2026-01-01", Fields::date)?;
        let to = inner.required("to", "2026-03-31", Fields::date)?;
        if to < from {
            let finding =
                Finding::new(Code::ContradictingFields, inner.place_of("to"), "`to` is before `from`");
            inner.findings.add(finding);
        }
        Some(When::Over(from.min(to), to.max(from)))
    });
    let required = dating == Dating::Required && !fields.has("covers");
    let date =
        if required { fields.required("date", "2026-03-04", Fields::date) } else { fields.date("date") };
    covers.or(date.map(When::On)).unwrap_or(When::Undated)
}

/// The id of a file's item: `id:`, or the file's stem without a leading date.
pub(super) fn id_from_file(fields: &Fields<'_>, keep_date: bool) -> Option<Arc<str>> {
    if let Some(id) = fields.id("id") {
        return Some(id.value);
    }
    if fields.has("id") {
        return None;
    }
    let path = fields.place().path;
    let stem = file_stem(&path);
    let id = if keep_date { stem } else { without_date(stem) };
    if !is_id(id) {
        let message = format!("the file's name gives the id `{id}`, which cannot be one");
        let help = format!("{}; rename the file or write `id:`", id_help(id));
        fields.findings.add(Finding::new(Code::InvalidId, Place::file(&path), message).help(help));
        return None;
    }
    Some(id.into())
}

pub(super) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(super) fn without_date(stem: &str) -> &str {
    match stem.split_at_checked(10) {
        Some((date, rest)) if parse_date(date).is_some() => rest.strip_prefix('-').unwrap_or(stem),
        _ => stem,
    }
}

/// What every piece of evidence may have; `needs_statements` where it must
/// name the statements that it bears on.
pub(super) fn tagging(fields: &Fields<'_>, needs_statements: bool) -> Tagging {
    let before = fields.findings.len();
    let statements = statements(fields);
    if needs_statements && statements.is_empty() && fields.findings.len() == before {
        fields.missing("statements", "[assessing-needs]");
    }
    Tagging {
        statements,
        challenges: fields.references("challenges", &[Kind::Statement]),
        category: fields.id("category"),
        site: fields.reference("site", &[Kind::Site]),
        team: fields.id("team"),
        owner: fields.text("owner"),
        rules: fields.references("rules", &[Kind::Rule]),
        conversations: conversations(fields),
        carers: fields.flag("carers"),
        groups: fields.texts("groups"),
        insights: fields.each("insights", "an insight", insight),
        review_by: fields.date("review_by"),
        supersedes: fields.reference("supersedes", EVIDENCE),
        tags: fields.texts("tags"),
    }
}

/// Statements by id, or in the long form with how and why.
fn statements(fields: &Fields<'_>) -> Vec<Support> {
    let read = |node| -> Option<Support> {
        if let crate::source::Value::Fields(_) = &(node as &crate::source::Node).value {
            return super::fields::read_fields(node, "a statement here", fields.findings, |inner| {
                let statement = inner.required("statement", "assessing-needs", |f, name| {
                    f.reference(name, &[Kind::Statement])
                });
                let expectation = inner.reference("expectation", &[Kind::Expectation]);
                let strength = inner.choice("strength").unwrap_or_default();
                let why = inner.text("why");
                Some(Support { statement: statement?, strength, expectation, why })
            });
        }
        fields.reference_of("statements", node, &[Kind::Statement]).map(support)
    };
    fields.list("statements").into_iter().filter_map(read).collect()
}

/// A statement named by its id alone.
pub(super) fn support(statement: Citation) -> Support {
    Support { statement, strength: crate::model::Strength::default(), expectation: None, why: None }
}

fn conversations(fields: &Fields<'_>) -> Vec<Located<u8>> {
    let read = |name| {
        let numbers = fields.list(name).into_iter();
        numbers.filter_map(move |node| {
            let number = fields.whole_of(name, node, 1, 9)?;
            Some(Located::new(u8::try_from(number).ok()?, node.place.clone()))
        })
    };
    read("conversation").chain(read("conversations")).collect()
}

fn insight(fields: &Fields<'_>) -> Option<Insight> {
    let text = fields.required_text("text", "what those who shape support should know");
    let hearer = fields.required("for", "commissioning", Fields::choice);
    let passed_on = fields.date("passed_on");
    Some(Insight { text: text?, hearer: hearer?, passed_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_date_is_not_part_of_an_id() {
        assert_eq!(without_date(file_stem("content/stories/2026-02-11-garden-gate.md")), "garden-gate");
        assert_eq!(without_date("garden-gate"), "garden-gate");
        assert_eq!(without_date("2026-02-31-garden"), "2026-02-31-garden");
        assert_eq!(without_date("2026-02-11"), "2026-02-11");
    }
}
