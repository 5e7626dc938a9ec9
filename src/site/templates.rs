//! The skin's templates, and what is wrong with them.

use std::iter;

use tera::{Error, ErrorKind, Kwargs, State, Tera};

use super::export;
use crate::diagnostic::{Code, Finding, Place, list_of, nearest};
use crate::source::Skin;

/// The skin's templates, ready to render.
///
/// # Errors
/// Those that cannot be used.
pub(super) fn templates(skin: &Skin, exports: export::Names) -> Result<Tera, Vec<Finding>> {
    let mut tera = Tera::new();
    tera.register_filter("export", move |path: &str, _: Kwargs, _: &State| exports.name(path));
    tera.autoescape_on([".html", ".svg", ".xml"]);
    let templates = skin.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(templates).map_err(|error| {
        let each = unreadable(skin);
        if each.is_empty() { findings(&error, skin) } else { each }
    })?;
    Ok(tera)
}

/// What went wrong while a page was made.
pub(super) fn template_finding(error: &Error, skin: &Skin) -> Finding {
    findings(error, skin).swap_remove(0)
}

/// Every template that cannot be read by itself: Tera stops at the first.
fn unreadable(skin: &Skin) -> Vec<Finding> {
    let alone = |(name, text): (&String, &String)| {
        let error = Tera::new().add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| template_finding(&error, skin))
    };
    skin.templates.iter().filter_map(alone).collect()
}

/// What is wrong with templates: with the pack's own, each where it stands, or
/// where they are well by themselves, how they do not fit to the others. One at least.
fn findings(error: &Error, skin: &Skin) -> Vec<Finding> {
    let said = error.to_string();
    let reports = reports(&said);
    let own: Vec<Finding> = match error.kind() {
        ErrorKind::MissingParent { current, parent } => Vec::from_iter(missing(current, parent, skin)),
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            let chain: Vec<&str> = iter::once(tpl).chain(chain).map(String::as_str).collect();
            Vec::from_iter(circle("extends", &chain, skin))
        }
        ErrorKind::CircularInclude { include_chain: chain, .. } => {
            let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
            Vec::from_iter(circle("includes", &chain, skin))
        }
        _ => reports.iter().filter_map(|report| report.in_own(skin)).collect(),
    };
    if own.is_empty() { vec![misfit(&said, reports.first(), skin)] } else { own }
}

/// What Tera reports of one fault.
struct Report<'t> {
    message: &'t str,
    /// Where it is, and from where that was called.
    spots: Vec<Spot<'t>>,
}

struct Spot<'t> {
    template: &'t str,
    line: usize,
    column: usize,
}

/// Tera joins the faults of several templates into one text, and gives those who
/// called a template in text alone.
fn reports(said: &str) -> Vec<Report<'_>> {
    let mut reports: Vec<Report<'_>> = Vec::new();
    for line in said.lines() {
        let place =
            line.trim_start().strip_prefix("--> ").or_else(|| line.strip_prefix("note: called from "));
        if let Some(message) = line.strip_prefix("error: ") {
            reports.push(Report { message: message.trim_end_matches('.'), spots: Vec::new() });
        } else if let Some((report, spot)) = reports.last_mut().zip(place.and_then(spot)) {
            report.spots.push(spot);
        }
    }
    reports
}

/// `home.html:2:17`.
fn spot(place: &str) -> Option<Spot<'_>> {
    let mut parts = place.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Spot { template: parts.next()?, line, column })
}

impl Report<'_> {
    /// The finding, where a template of the pack is at fault or has called the one that is.
    fn in_own(&self, skin: &Skin) -> Option<Finding> {
        let (path, own) = self.spots.iter().find_map(|spot| Some((skin.own.get(spot.template)?, spot)))?;
        let called = self.spots.first().filter(|fault| fault.template != own.template);
        let called =
            called.map(|fault| format!(", in `{}`, line {}", fault.template, fault.line)).unwrap_or_default();
        let message = format!("this template cannot be used: {}{called}", self.message);
        Some(unusable(Place::at(path, own.line, own.column), message))
    }
}

fn unusable(place: Place, message: String) -> Finding {
    Finding::new(Code::Template, place, message)
        .help("mend the template, or take it out of `themes/`: the embedded one is then used")
}

/// A template that extends one that is not there.
fn missing(current: &str, parent: &str, skin: &Skin) -> Option<Finding> {
    let others = skin.templates.keys().map(String::as_str).filter(|name| *name != current);
    let message = format!("this template extends `{parent}`, which is not there");
    let finding = unusable(tag("extends", current, skin)?, message);
    Some(match nearest(parent, others) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    })
}

/// Templates that lead back to themselves; the last of a chain stands in it twice.
fn circle(verb: &str, chain: &[&str], skin: &Skin) -> Option<Finding> {
    let last = chain.last()?;
    let round: Vec<&str> = chain.iter().skip_while(|name| *name != last).skip(1).copied().collect();
    let own = round.iter().find(|name| skin.own.contains_key(**name))?;
    let others: Vec<&str> = round.iter().filter(|name| *name != own).copied().collect();
    let way =
        if others.is_empty() { String::new() } else { format!(", by way of {}", list_of(others, "and")) };
    let message = format!("this template {verb} itself{way}");
    let finding = unusable(tag(verb.trim_end_matches('s'), own, skin)?, message);
    Some(if round.len() == 1 && verb == "extends" {
        finding.help(format!(
            "a file of your own takes the place of the embedded one of its name: to change that, move yours away and copy it with `ninefold skin eject --name {} {own}`",
            skin.name
        ))
    } else {
        finding
    })
}

/// Where a template of the pack first extends or includes something.
fn tag(word: &str, template: &str, skin: &Skin) -> Option<Place> {
    let (path, text) = (skin.own.get(template)?, skin.templates.get(template)?);
    let mut lines = text.lines().zip(1..);
    let at = lines.find_map(|(line, number)| {
        let tag = line.find("{%").filter(|tag| line[*tag..].contains(word))?;
        Some(Place::at(path, number, line[..tag].chars().count() + 1))
    });
    Some(at.unwrap_or_else(|| Place::file(path)))
}

/// Templates of which each may be well by itself.
fn misfit(said: &str, first: Option<&Report<'_>>, skin: &Skin) -> Finding {
    let said = first
        .and_then(|report| {
            let spot = report.spots.first()?;
            Some(format!("{}, in `{}`, line {}", report.message, spot.template, spot.line))
        })
        .unwrap_or_else(|| said.to_owned());
    let message = format!("the templates of the skin `{}` do not fit together: {said}", skin.name);
    let help = format!(
        "those of Ninefold need what they have of each other: keep it in your own, or take a file out of `themes/{}/templates/`",
        skin.name
    );
    Finding::without_place(Code::Template, message).help(help)
}
