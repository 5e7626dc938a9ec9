//! Why nothing was found: what was looked for, and what there is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::gather::{Found, Gather, Pick};
use super::layout::{Headers, same_code};
use crate::diagnostic::{Code, Finding, Place, counted, list_of, suggestion};
use crate::model::Period;

/// What ends a text that stands without quotation marks in a list of YAML.
const PLAIN_ENDS: [char; 9] = [',', '{', '}', '[', ']', ':', '#', '"', '\\'];

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
    let help = match same_code(&code.value, codes()) {
        Some(same) => format!("did you mean `{same}`?"),
        None if gather.codes.is_empty() => "its column of codes is empty".to_owned(),
        None if gather.codes.len() <= NAMED => format!("its codes are {}", list_of(codes(), "and")),
        None => {
            let likest = likest(&code.value, codes().map(|code| (code, ())));
            let likest = list_of(likest.iter().map(|(code, ())| *code), "and");
            format!("of its {}, these are most like it: {likest}", counted(gather.codes.len(), "code"))
        }
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
    // Commas within numbers make more cells of a row than one.
    let marks = longest.names.first().map_or(0, |cell| cell.matches([';', '\t']).count());
    if marks > 1 || (marks == 1 && longest.names.len() == 1) {
        let message = "the cells of the file are not separated by commas";
        return Finding::new(Code::FiguresFile, place.clone(), message)
            .help("save it again as CSV with commas between the cells, and with points in its numbers");
    }
    let known = "ASCOF, Oflog and Fingertips files are known by their headers; of any other table name the columns with `period:`, `value:` and `area_column:`";
    said("the file has no row of headers that is known", format!("{known}; {}", longest.listed()))
}

/// Why there is nothing for one area, where there may be something for
/// others; with its name, where it is a comparator.
pub(super) fn nothing_for_the_area(
    pick: &Pick<'_>,
    (area, name): (&str, Option<&str>),
    found: &Found,
    headers: &Headers,
    place: &Place,
) -> Finding {
    let query = pick.query;
    let of_code = query.code.as_ref().map_or(String::new(), |code| format!(" for the code `{}`", code.value));
    let whose = name.map_or_else(|| format!("`{area}`"), |name| format!("{name} (`{area}`)"));
    let columns = pick.columns.as_ref();
    let said = |code, message: String, help: String| Finding::new(code, place.clone(), message).help(help);
    if columns.is_some_and(|columns| columns.area.is_none()) {
        let message = format!(
            "the file does not say in a column that is known whose figures they are, so there are none of {whose}"
        );
        return said(
            Code::FiguresNotFound,
            message,
            format!("name the column of ONS codes with `area_column:`; {}", headers.listed()),
        );
    }
    if area.is_empty() {
        let message = "it is not said whose figures of the file are meant".to_owned();
        let help = "for your own figures write your council's ONS code into `data/pack.yaml`, for example `area: E10000025`; for those of another area write its `area:` here";
        return said(Code::MissingField, message, help.to_owned());
    }
    if let (Some((column, others)), Some(columns)) = (found.others.iter().next(), columns) {
        let name = headers.names.get(*column).map_or("", String::as_str);
        let at = columns.picks.iter().position(|(at, _)| at == column).unwrap_or_default();
        let wanted = columns.picks.get(at).map_or("", |(_, wanted)| wanted.as_str());
        let message =
            format!("the file has no figures of {whose}{of_code} with {} under `{name}`", cell_named(wanted));
        let usual = at >= query.picks.len();
        return said(Code::FiguresNotFound, message, other_rows(pick, (name, wanted, usual), others));
    }
    if let Some(last) = found.other_periods.last() {
        let period = columns.and_then(|columns| columns.fixed).map_or(String::new(), Period::label);
        let message = format!("the file has no figures of {whose}{of_code} for {period}");
        let count = counted(found.other_periods.len(), "other period");
        return said(
            Code::FiguresNotFound,
            message,
            format!("it has {count}, the last of them {}", last.label()),
        );
    }
    let message = format!(
        "the file has no figures of {}{whose}{of_code}",
        if name.is_none() { "the area " } else { "" }
    );
    said(Code::FiguresNotFound, message, areas(pick, area))
}

/// What there is in place of the rows that a query picks: of a column, what is
/// wanted, and whether that is so unless the author says otherwise.
fn other_rows(
    pick: &Pick<'_>,
    (name, wanted, usual): (&str, &str, bool),
    others: &BTreeSet<String>,
) -> String {
    if let Some(code) = &pick.akin {
        return format!("in this file {} has a code of its own: write `code: {code}`", cell_named(wanted));
    }
    if let Some(help) = suggestion(wanted, others.iter().map(String::as_str)).filter(|_| !usual) {
        return help;
    }
    let first = others.iter().next().map_or("", String::as_str);
    let first =
        if first.contains(PLAIN_ENDS) || first.is_empty() { format!("{first:?}") } else { first.to_owned() };
    let read = if usual {
        format!("{} is read unless `where` says otherwise; ", cell_named(wanted))
    } else {
        String::new()
    };
    format!(
        "{read}what stands there is {}: write `where: {{{name}: {first}}}` if that is meant",
        some_of(others.iter().map(String::as_str), others.len())
    )
}

/// The areas that there are, those with a code like the one that is wanted first.
fn areas(pick: &Pick<'_>, wanted: &str) -> String {
    let elsewhere =
        pick.areas.iter().filter(|(_, found)| !found.figures.is_empty()).map(|(area, _)| (&**area, ""));
    let others = pick.other_areas.iter().map(|(area, name)| (area.as_str(), name.as_str()));
    let all: Vec<(&str, &str)> = elsewhere.chain(others).collect();
    let count = all.len();
    let mut named = likest(wanted, all.into_iter());
    named.sort_unstable();
    let named: Vec<String> = named
        .iter()
        .map(|(area, name)| if name.is_empty() { format!("`{area}`") } else { format!("`{area}` ({name})") })
        .collect();
    match count {
        0 => "no row of it has an ONS code".to_owned(),
        _ if count <= NAMED => format!("it has {}", named.join(", ")),
        _ => format!("it has {}, among them {}", counted(count, "area"), named.join(", ")),
    }
}

/// The codes that go on longest as the wanted one does, the shorter ones
/// first, each with what belongs to it.
fn likest<'a, T: Ord>(wanted: &str, codes: impl Iterator<Item = (&'a str, T)>) -> Vec<(&'a str, T)> {
    let wanted = wanted.to_lowercase();
    let alike = |code: &str| {
        let pairs = code.to_lowercase().into_bytes().into_iter().zip(wanted.bytes());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let mut all: Vec<_> = codes.map(|code| (Reverse(alike(code.0)), code.0.len(), code)).collect();
    all.sort_unstable();
    all.into_iter().take(NAMED).map(|(_, _, code)| code).collect()
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
