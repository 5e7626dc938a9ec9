//! The skin's templates, and what is wrong with one.

use tera::{Error, ErrorKind, Kwargs, State, Tera};

use super::export;
use crate::diagnostic::{Code, Finding, Place, nearest};
use crate::source::Skin;

/// The skin's templates, ready to render.
///
/// # Errors
/// One that cannot be read.
pub(super) fn templates(skin: &Skin, exports: export::Names) -> Result<Tera, Finding> {
    let mut tera = Tera::new();
    tera.register_filter("export", move |path: &str, _: Kwargs, _: &State| exports.name(path));
    tera.autoescape_on([".html", ".svg", ".xml"]);
    let templates = skin.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(templates).map_err(|error| template_finding(&error, skin))?;
    Ok(tera)
}

/// An error of a template, where it stands in the pack if it is one of the pack's own.
pub(super) fn template_finding(error: &Error, skin: &Skin) -> Finding {
    let help = "mend the template, or take it out of `themes/`: the embedded one is then used";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (line, column) = (report.span().start_line, report.span().start_col + 1);
            let said = report.message().trim_end_matches('.');
            match skin.own.get(report.filename()) {
                Some(path) => Finding::new(
                    Code::Template,
                    Place::row(path, line),
                    format!("this template cannot be used (column {column}): {said}"),
                )
                .help(help),
                None => misfit(&format!("{}, line {line}, column {column}: {said}", report.filename()), skin),
            }
        }
        ErrorKind::MissingParent { current, parent } => match skin.own.get(current) {
            Some(path) => {
                let near = nearest(parent, skin.templates.keys().map(String::as_str));
                Finding::new(
                    Code::Template,
                    Place::file(path),
                    format!("this template extends `{parent}`, which is not there"),
                )
                .help(near.map_or_else(|| help.to_owned(), |near| format!("did you mean `{near}`?")))
            }
            None => misfit(&error.to_string(), skin),
        },
        // Of several, of which each has its own lines, the first.
        several => {
            let several = several.to_string();
            let first: Vec<&str> = several.lines().take(2).map(str::trim).collect();
            misfit(&first.join(" ").replacen("error: ", "", 1).replacen("--> ", "at ", 1), skin)
        }
    }
}

/// Templates of which each may be well by itself.
fn misfit(said: &str, skin: &Skin) -> Finding {
    let message = format!("the templates of the skin `{}` do not fit together: {said}", skin.name);
    let help = format!(
        "those of Ninefold need what they have of each other: keep it in your own, or take a file out of `themes/{}/templates/`",
        skin.name
    );
    Finding::without_place(Code::Template, message).help(help)
}
