//! Why nothing was found: what was looked for, and what there is.

use super::gather::{Found, Gather, Pick};
use super::layout::{Headers, near_code};
use crate::diagnostic::{Code, Finding, Place, counted, list_of};
use crate::model::Period;

/// How many of what there is are named.
const NAMED: usize = 8;

/// Why a query finds nothing for any area, if that is so.
pub(super) fn nothing_for_the_query(gather: &Gather<'_>, pick: &Pick<'_>) -> Option<Finding> {
    if let Some(finding) = &pick.refused {
        return Some(finding.clone());
    }
    if pick.seen || gather.headers.is_none() {
        return None;
    }
    let file = &pick.query.file;
    let Some(code) = &pick.query.code else {
        let finding =
            Finding::new(Code::FiguresNotFound, file.place.clone(), "the file has no rows below its headers");
        return Some(finding.help("is it the whole file?"));
    };
    let codes = || gather.codes.iter().map(String::as_str);
    let help = match near_code(&code.value, codes()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if gather.codes.is_empty() => "its column of codes is empty".to_owned(),
        None => format!("its codes are {}", some_of(codes(), gather.codes.len())),
    };
    let message = format!("the file has no measure with the code `{}`", code.value);
    Some(Finding::new(Code::FiguresNotFound, code.place.clone(), message).help(help))
}

/// Why a file has no headers that any query knows.
pub(super) fn no_headers(gather: &Gather<'_>, place: &Place) -> Finding {
    let said =
        |message: &str, help: String| Finding::new(Code::FiguresNotFound, place.clone(), message).help(help);
    let Some(longest) = &gather.longest else {
        return Finding::new(Code::FiguresFile, place.clone(), "the file is empty")
            .help("copy it into the pack again");
    };
    let separator = |headers: &Headers| headers.names.first().and_then(|cell| cell.find([';', '\t']));
    if longest.names.len() == 1 && separator(longest).is_some() {
        let message = "the cells of the file are not separated by commas";
        return Finding::new(Code::FiguresFile, place.clone(), message)
            .help("save it again as CSV with commas between the cells");
    }
    let known = "ASCOF, Oflog and Fingertips files are known by their headers; of any other table name the columns with `period:`, `value:` and `area_column:`";
    said("the file has no row of headers that is known", format!("{known}; {}", longest.listed()))
}

/// Why there is nothing for one area, where there may be something for others.
pub(super) fn nothing_for_the_area(
    pick: &Pick<'_>,
    area: &str,
    found: &Found,
    headers: &Headers,
    place: &Place,
) -> Finding {
    let query = pick.query;
    let of_code = query.code.as_ref().map_or(String::new(), |code| format!(" for the code `{}`", code.value));
    let columns = pick.columns.as_ref();
    let said = |code, message: String, help: String| Finding::new(code, place.clone(), message).help(help);
    if columns.is_some_and(|columns| columns.area.is_none()) {
        let message = format!(
            "the file does not say in a column that is known whose figures they are, so there are none of `{area}`"
        );
        return said(
            Code::FiguresNotFound,
            message,
            format!("name the column of ONS codes with `area_column:`; {}", headers.listed()),
        );
    }
    if area.is_empty() {
        let message = "it is not said whose figures of the file are meant".to_owned();
        let help =
            "write your council's ONS code into `data/pack.yaml`, `area: E10000025`, or the area's here";
        return said(Code::MissingField, message, help.to_owned());
    }
    if let Some((column, others)) = found.others.iter().next() {
        let name = headers.names.get(*column).map_or("", String::as_str);
        let wanted = columns.and_then(|columns| columns.picks.iter().find(|(at, _)| at == column));
        let wanted = wanted.map_or("", |(_, wanted)| wanted.as_str());
        let message = format!(
            "the file has no figures of `{area}`{of_code} with {} under `{name}`",
            cell_named(wanted)
        );
        let first = others.iter().next().map_or("", String::as_str);
        let help = format!(
            "what stands there is {}: write `where: {{{name}: {first}}}` if that is meant",
            some_of(others.iter().map(String::as_str), others.len())
        );
        return said(Code::FiguresNotFound, message, help);
    }
    if let Some(last) = found.other_periods.last() {
        let period = columns.and_then(|columns| columns.fixed).map_or(String::new(), Period::label);
        let message = format!("the file has no figures of `{area}`{of_code} for {period}");
        let count = counted(found.other_periods.len(), "other period");
        return said(
            Code::FiguresNotFound,
            message,
            format!("it has {count}, the last of them {}", last.label()),
        );
    }
    let message = format!("the file has no figures of the area `{area}`{of_code}");
    said(Code::FiguresNotFound, message, areas(pick))
}

/// The areas that there are.
fn areas(pick: &Pick<'_>) -> String {
    let elsewhere =
        pick.areas.iter().filter(|(_, found)| !found.figures.is_empty()).map(|(area, _)| (&**area, ""));
    let others = pick.other_areas.iter().map(|(area, name)| (area.as_str(), name.as_str()));
    let mut all: Vec<(&str, &str)> = elsewhere.chain(others).collect();
    all.sort_unstable();
    let count = all.len();
    let named: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|(area, name)| if name.is_empty() { format!("`{area}`") } else { format!("`{area}` ({name})") })
        .collect();
    match count {
        0 => "no row of it has an ONS code".to_owned(),
        _ if count <= NAMED => format!("it has {}", named.join(", ")),
        _ => format!("it has {}, the first of them {}", counted(count, "area"), named.join(", ")),
    }
}

fn cell_named(wanted: &str) -> String {
    if wanted.is_empty() { "an empty cell".to_owned() } else { format!("`{wanted}`") }
}

/// The first of several names, and how many there are besides.
fn some_of<'a>(names: impl Iterator<Item = &'a str>, count: usize) -> String {
    let first: Vec<&str> = names.take(NAMED).collect();
    if count <= NAMED {
        return list_of(first, "and");
    }
    format!(
        "{} and {} more",
        first.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        count - NAMED
    )
}
