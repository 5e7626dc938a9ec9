//! The layouts of published files, known by their headers, and the columns
//! that a query reads.

use crate::diagnostic::{Code, Finding, Located, list_of, suggestion};
use crate::model::{FilePeriod, FileQuery, Period};
use crate::source::TableRow;

/// A header as it is compared: capitals, spaces and underscores make no
/// difference, nor do line breaks and the mark at the beginning of a file.
pub(super) fn fold(header: &str) -> String {
    let skipped = |c: &char| !c.is_whitespace() && *c != '_' && *c != '\u{FEFF}';
    header.chars().filter(skipped).flat_map(char::to_lowercase).collect()
}

/// The headers of a file.
#[derive(Clone, Debug)]
pub(super) struct Headers {
    /// As written, with single blanks.
    pub(super) names: Vec<String>,
    folded: Vec<String>,
}

/// Columns that have ONS codes, of any table.
const AREA_COLUMNS: [&str; 10] = [
    "onscode",
    "onsareacode",
    "areacode",
    "localauthoritycode",
    "lacode",
    "gsscode",
    "gss-code",
    "ladcode",
    "utlacode",
    "geographycode",
];

/// Columns that have names of areas.
const NAME_COLUMNS: [&str; 4] = ["geographicaldescription", "localauthorityname", "areaname", "name"];

/// Columns that have codes of measures.
const CODE_COLUMNS: [&str; 5] = ["ascofmeasurecode", "indicatorid", "measurecode", "indicatorcode", "code"];

/// What a known layout says of its columns.
struct Known {
    /// Headers that no other file has together.
    marks: &'static [&'static str],
    period: Option<&'static str>,
    value: &'static str,
    numerator: Option<&'static str>,
    denominator: Option<&'static str>,
    note: Option<&'static str>,
    /// The column that says whether a row is an outcome, a numerator, …
    part: Option<&'static str>,
    /// What is read unless the author says otherwise.
    usual: &'static [(&'static str, &'static str)],
}

const KNOWN: [Known; 3] = [
    Known {
        marks: &["ascofmeasurecode", "measuretype", "measurevalue"],
        period: None,
        value: "measurevalue",
        numerator: None,
        denominator: None,
        note: None,
        part: Some("measuretype"),
        usual: &[("disaggregationlevel", "Total")],
    },
    Known {
        marks: &["financialyear", "localauthoritycode", "measure", "code", "value"],
        period: Some("financialyear"),
        value: "value",
        numerator: None,
        denominator: None,
        note: None,
        part: None,
        usual: &[],
    },
    Known {
        marks: &["indicatorid", "areacode", "timeperiod", "value"],
        period: Some("timeperiod"),
        value: "value",
        numerator: Some("count"),
        denominator: Some("denominator"),
        note: Some("valuenote"),
        part: None,
        usual: &[("sex", "Persons"), ("age", "All ages"), ("categorytype", "")],
    },
];

impl Headers {
    pub(super) fn of(row: TableRow<'_>) -> Self {
        let clean =
            |cell: &str| cell.trim_start_matches('\u{FEFF}').split_whitespace().collect::<Vec<_>>().join(" ");
        let names: Vec<String> = row.cells().map(clean).collect();
        let folded = names.iter().map(|name| fold(name)).collect();
        Self { names, folded }
    }

    fn find(&self, folded: &str) -> Option<usize> {
        self.folded.iter().position(|known| known == folded)
    }

    fn find_any(&self, folded: &[&str]) -> Option<usize> {
        folded.iter().find_map(|name| self.find(name))
    }

    fn known(&self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.marks.iter().all(|mark| self.find(mark).is_some()))
    }

    /// Whether a row may be the headers that a query means: those of a known
    /// layout, or with the column of its values.
    pub(super) fn fit(&self, query: &FileQuery) -> bool {
        let value = query.value.as_ref().map_or_else(|| "value".to_owned(), |column| fold(&column.value));
        self.known().is_some() || (self.names.len() > 1 && self.find(&value).is_some())
    }

    /// The column of measure codes; it is the same for every query.
    pub(super) fn code_column(&self) -> Option<usize> {
        self.find_any(&CODE_COLUMNS)
    }

    /// A column that an author names.
    fn named(&self, column: &Located<String>) -> Result<usize, Finding> {
        let folded = fold(&column.value);
        let mut found = self.folded.iter().enumerate().filter(|(_, known)| **known == folded);
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Ok(at),
            (Some(_), Some(_)) => {
                let message = format!("the file has two columns `{}`", column.value);
                Err(Finding::new(Code::FiguresNotFound, column.place.clone(), message)
                    .help("give one of them another name in the file, so that it is clear which is meant"))
            }
            (None, _) => {
                let message = format!("the file has no column `{}`", column.value);
                let help = suggestion(&column.value, self.names.iter().map(String::as_str));
                Err(Finding::new(Code::FiguresNotFound, column.place.clone(), message)
                    .help(help.unwrap_or_else(|| self.listed())))
            }
        }
    }

    /// Its columns, in words.
    pub(super) fn listed(&self) -> String {
        let names = self.names.iter().map(String::as_str).filter(|name| !name.is_empty());
        format!("its columns are {}", list_of(names.take(30), "and"))
    }
}

/// The columns that a query reads.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) area: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) period: Option<usize>,
    /// The one period that is wanted, or that all rows are for.
    pub(super) fixed: Option<Period>,
    pub(super) value: usize,
    pub(super) numerator: Option<usize>,
    pub(super) denominator: Option<usize>,
    pub(super) margin: Option<usize>,
    pub(super) note: Option<usize>,
    pub(super) part: Option<usize>,
    /// Columns and what they hold in the rows that are meant, those that the
    /// author names first.
    pub(super) picks: Vec<(usize, String)>,
}

impl Columns {
    /// The columns of a file that a query means.
    pub(super) fn of(headers: &Headers, query: &FileQuery) -> Result<Self, Finding> {
        let known = headers.known();
        let own = |column: &Option<Located<String>>| {
            column.as_ref().map(|column| headers.named(column)).transpose()
        };
        let of_known = |column: Option<&str>| column.and_then(|name| headers.find(name));
        if let Some(code) = query.code.as_ref().filter(|_| headers.code_column().is_none()) {
            let message = "the file has no column of measure codes".to_owned();
            let help = format!(
                "pick its rows with `where: {{Column: {}}}` and leave `code` out; {}",
                code.value,
                headers.listed()
            );
            return Err(Finding::new(Code::FiguresNotFound, code.place.clone(), message).help(help));
        }
        let (period, fixed) = Self::period(headers, query, known)?;
        // Another column's figures have neither the counts nor the notes of the usual one.
        let usual = known.filter(|_| query.value.is_none());
        let value = match own(&query.value)? {
            Some(column) => column,
            None => headers.find(known.map_or("value", |known| known.value)).ok_or_else(|| {
                let message = "it is not known which column of the file has the values";
                Finding::new(Code::FiguresNotFound, query.file.place.clone(), message)
                    .help(format!("name it with `value:`; {}", headers.listed()))
            })?,
        };
        Ok(Self {
            area: own(&query.area_column)?.or_else(|| headers.find_any(&AREA_COLUMNS)),
            name: headers.find_any(&NAME_COLUMNS),
            code: headers.code_column(),
            period,
            fixed,
            value,
            numerator: own(&query.numerator)?.or_else(|| of_known(usual?.numerator)),
            denominator: own(&query.denominator)?.or_else(|| of_known(usual?.denominator)),
            margin: own(&query.margin)?,
            note: usual.and_then(|known| of_known(known.note)),
            part: of_known(known.and_then(|known| known.part)),
            picks: Self::picks(headers, query, known)?,
        })
    }

    fn period(
        headers: &Headers,
        query: &FileQuery,
        known: Option<&Known>,
    ) -> Result<(Option<usize>, Option<Period>), Finding> {
        let usual = || headers.find(known.map_or(Some("period"), |known| known.period)?);
        match query.period.as_ref().map(|period| (&period.value, &period.place)) {
            Some((FilePeriod::Fixed(period), _)) => Ok((usual(), Some(*period))),
            Some((FilePeriod::Column(name), place)) => {
                headers.named(&Located::new(name.clone(), place.clone())).map(|column| (Some(column), None))
            }
            None => usual().map(|column| (Some(column), None)).ok_or_else(|| {
                let said = |message| Finding::new(Code::FiguresNotFound, query.file.place.clone(), message);
                if known.is_some_and(|known| known.period.is_none()) {
                    return said("a file of this layout does not say which year its figures are for")
                        .help("write the year that all of it is for, for example `period: 2024-25`");
                }
                said("it is not known which column of the file has the periods").help(format!(
                    "name it with `period:`, or write there the one period that all of the file is for, for example `period: 2024-25`; {}",
                    headers.listed()
                ))
            }),
        }
    }

    fn picks(
        headers: &Headers,
        query: &FileQuery,
        known: Option<&Known>,
    ) -> Result<Vec<(usize, String)>, Finding> {
        let mut picks = Vec::new();
        for (column, wanted) in &query.picks {
            picks.push((headers.named(column)?, wanted.clone()));
        }
        for (column, wanted) in known.map_or(&[][..], |known| known.usual) {
            let column = headers.find(column).filter(|column| picks.iter().all(|(named, _)| named != column));
            picks.extend(column.map(|column| (column, (*wanted).to_owned())));
        }
        Ok(picks)
    }
}

/// The code of a file that is the same but for its brackets and capitals.
pub(super) fn same_code<'a>(wanted: &str, mut codes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let bare =
        |code: &str| code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    codes.find(|code| bare(code) == bare(wanted))
}
