//! `data/framework/<framework>.yaml`: the regulator's texts.

use super::evidence_rules::{changes, fresh_for};
use super::fields::Fields;
use super::settings::glossary;
use crate::diagnostic::{Code, Finding};
use crate::model::{
    Band, Category, Commitment, EvidenceRules, Expectation, Framework, Heading, Rating, Rounding, Score,
    Statement, TextSource, Theme,
};

pub(super) fn read(fields: &Fields<'_>) -> Option<Framework> {
    let id = fields.required("id", "cqc-local-authority", Fields::id);
    let title = fields.required_text("title", "Assessment of local authorities");
    let version = fields.required_text("version", "2024 to 2026");
    let regulator = fields.required_text("regulator", "Care Quality Commission");
    let attribution = fields.texts("attribution");
    let sources = fields.each("sources", "a source", source);
    let themes = fields.each("themes", "a theme", theme);
    let categories = fields.each("categories", "an evidence category", category);
    let expectations = fields.each("expectations", "an I statement", expectation);
    let statements = fields.each("statements", "a quality statement", statement);
    let scores = fields.each("scores", "a score", score);
    let rating = fields.required("rating", "{rounding: up, bands: […]}", |f, name| {
        f.inner(name, "`rating`", |inner| Some(rating(inner)))
    });
    let evidence =
        fields.required("evidence", "{sources: 2, one_source: [meeting, site], …}", |f, name| {
            f.inner(name, "`evidence`", evidence)
        });
    let glossary = glossary(fields);
    for (name, count) in
        [("themes", themes.len()), ("categories", categories.len()), ("statements", statements.len())]
    {
        if count == 0 {
            let message = format!("a framework needs at least one entry under `{name}`");
            fields.findings.add(Finding::new(Code::Framework, fields.place_of(name), message));
        }
    }
    Some(Framework {
        id: id?.value,
        title: title?,
        version: version?,
        regulator: regulator?,
        attribution,
        sources,
        themes,
        categories,
        expectations,
        statements,
        scores,
        rating: rating?,
        evidence: evidence?,
        glossary,
    })
}

fn source(fields: &Fields<'_>) -> Option<TextSource> {
    let id = fields.required("id", "regulator-guidance", Fields::id);
    let title = fields.required_text("title", "Guidance");
    Some(TextSource {
        publisher: fields.text("publisher"),
        url: fields.text("url"),
        dated: fields.text("dated"),
        licence: fields.text("licence"),
        certainty: fields.text("certainty"),
        id: id?.value,
        title: title?,
    })
}

fn theme(fields: &Fields<'_>) -> Option<Theme> {
    let id = fields.required("id", "leadership", Fields::id);
    let title = fields.required_text("title", "Leadership");
    let source = fields.id("source");
    Some(Theme { id: id?.value, title: title?, source })
}

fn category(fields: &Fields<'_>) -> Option<Category> {
    let id = fields.required("id", "processes", Fields::id);
    let title = fields.required_text("title", "Processes");
    let means = fields.required_text("means", "what belongs there");
    let default_for = fields.texts("default_for");
    let source = fields.id("source");
    Some(Category { id: id?.value, title: title?, means: means?, default_for, source })
}

fn expectation(fields: &Fields<'_>) -> Option<Expectation> {
    let id = fields.required("id", "i-safe", Fields::id);
    let text = fields.required_text("text", "I feel safe");
    let statements = fields.ids("statements");
    let source = fields.id("source");
    Some(Expectation { id: id?.value, text: text?, statements, source })
}

fn statement(fields: &Fields<'_>) -> Option<Statement> {
    let id = fields.required("id", "learning", Fields::id);
    let theme = fields.required("theme", "leadership", Fields::id);
    let title = fields.required_text("title", "Learning");
    let commitment = fields.required_text("commitment", "We learn");
    let source = fields.id("source");
    let aliases = fields.texts("aliases");
    let expects = fields.ids("expects");
    let headings = fields.each("headings", "a heading", heading);
    let headings_source = fields.id("headings_source");
    Some(Statement {
        id: id?.value,
        theme: theme?,
        title: title?,
        aliases,
        commitment: Commitment { text: commitment?, source },
        expects,
        headings,
        headings_source,
    })
}

fn heading(fields: &Fields<'_>) -> Option<Heading> {
    let id = fields.required("id", "timeliness", Fields::id);
    let title = fields.required_text("title", "Timeliness");
    Some(Heading { id: id?.value, title: title? })
}

fn score(fields: &Fields<'_>) -> Option<Score> {
    let score = fields.required("score", "1", |f, name| f.whole(name, 0, 99));
    let label = fields.required_text("label", "Some shortfalls");
    let means = fields.text("means");
    Some(Score { score: u8::try_from(score?).ok()?, label: label?, means })
}

fn rating(fields: &Fields<'_>) -> Rating {
    let rounding = fields.choice("rounding").unwrap_or(Rounding::Nearest);
    let bands = fields.each("bands", "a band", band);
    Rating { rounding, bands, note: fields.text("note"), source: fields.id("source") }
}

fn band(fields: &Fields<'_>) -> Option<Band> {
    let label = fields.required_text("label", "Good");
    let from = fields.required("from", "63", |f, name| f.whole(name, 0, 100));
    let to = fields.required("to", "87", |f, name| f.whole(name, 0, 100));
    Some(Band { label: label?, from: u8::try_from(from?).ok()?, to: u8::try_from(to?).ok()? })
}

/// A framework has to say all of it; a pack says what it changes.
fn evidence(fields: &Fields<'_>) -> Option<EvidenceRules> {
    for (name, example) in [
        ("sources", "2"),
        ("one_source", "[meeting, site, author]"),
        ("independent", "[metric, document]"),
        ("strengths", "[direct, corroborates]"),
        ("due_soon", "2 months"),
    ] {
        if !fields.has(name) {
            fields.missing(name, example);
        }
    }
    let said = changes(fields);
    Some(EvidenceRules {
        sources: said.sources?,
        one_source: said.one_source?,
        independent: said.independent?,
        strengths: said.strengths?,
        fresh_for: fresh_for(fields),
        due_soon: said.due_soon?,
    })
}
