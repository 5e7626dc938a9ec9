//! What is wrong with rows, counted by kind: one finding a kind, with the
//! first lines, however many rows there are. No finding repeats a value.

use std::collections::BTreeMap;

use super::columns::Column;
use super::personal::Tells;
use super::row::FIRST_YEAR;
use crate::diagnostic::{Code, Finding, Place, counted};
use crate::source::LogFile;

/// A kind of fault of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// More or fewer cells than the first line.
    Cells,
    /// An `id` or `first_contact` that is empty.
    Empty(Column),
    /// A date that is none.
    NoDate(Column),
    /// A date before the first year of any log.
    Early(Column),
    /// An answer that is neither yes nor no.
    NoAnswer(Column),
    /// A conversation that is not 1, 2 or 3.
    NoConversation,
    /// A site or team that the settings do not have.
    Undeclared(Column),
    /// The first of two dates is before the second, which it must not be.
    Before(Column, Column),
    /// A column says something that needs the other.
    Without(Column, Column),
    /// Conversation 2 ended, and the highest conversation is the first.
    EndedUnreached,
    /// Somebody is new and was seen before.
    NewAndSeenBefore,
    /// An id of an earlier row.
    Twice,
    /// A value that looks as if it told who somebody is.
    Personal(Column, Tells),
}

/// How many rows have a fault, and where the first of them stand.
#[derive(Debug, Default)]
struct Tally {
    rows: usize,
    lines: Vec<usize>,
}

/// How many lines a finding names.
const LINES: usize = 10;

/// The faults of all rows.
#[derive(Debug, Default)]
pub(super) struct Faults {
    by_kind: BTreeMap<Fault, Tally>,
    /// For a site and for a team: a word that is none, and the one it may mean.
    near: BTreeMap<Column, (String, String)>,
}

impl Faults {
    /// Counts a row; whether its line will be named.
    pub(super) fn note(&mut self, fault: Fault, line: usize) -> bool {
        let tally = self.by_kind.entry(fault).or_default();
        tally.rows += 1;
        let named = tally.lines.len() < LINES;
        if named {
            tally.lines.push(line);
        }
        named
    }

    /// Remembers what a site or team may have meant; the first is kept.
    pub(super) fn meant(&mut self, column: Column, word: &str, near: &str) {
        self.near.entry(column).or_insert_with(|| (word.to_owned(), near.to_owned()));
    }

    /// Whether a value looks as if it told who somebody is.
    pub(super) fn tell_who(&self) -> bool {
        self.by_kind.keys().any(|fault| matches!(fault, Fault::Personal(..)))
    }

    /// The findings, a kind each, of a log of so many rows.
    pub(super) fn into_findings(self, file: &LogFile, rows: usize) -> Vec<Finding> {
        let finding = |(fault, tally): (&Fault, &Tally)| {
            let first = tally.lines.first().copied().unwrap_or_default();
            let place = Place::row(&file.path, first);
            let personal = matches!(fault, Fault::Personal(..));
            let code = if personal { Code::PersonalData } else { Code::LogRow };
            let (what, lines) = (fault.words(), tally.lines_in_words());
            let message = format!("{what} in {} of {}: {lines}", tally.rows, counted(rows, "row"));
            Finding::new(code, place, message).help(self.help(*fault))
        };
        self.by_kind.iter().map(finding).collect()
    }

    fn help(&self, fault: Fault) -> String {
        let how = match fault {
            Fault::Cells => "every row has a cell for each column of the first line; a text with a comma is put in double quotes".to_owned(),
            Fault::Empty(_) => "every row needs both `id` and `first_contact`".to_owned(),
            Fault::NoDate(_) => "dates are written year first, and nothing after them: `2026-03-04`. In Excel give the cells the format yyyy-mm-dd and save the file again".to_owned(),
            Fault::Early(_) => "is it mistyped? A date of birth is taken out before the file is saved into the pack".to_owned(),
            Fault::NoAnswer(_) => "write `yes` or `no`; an empty cell is no".to_owned(),
            Fault::NoConversation => "write the highest conversation reached, `1`, `2` or `3`; an empty cell is none yet".to_owned(),
            Fault::Undeclared(column) => self.undeclared(column),
            Fault::Without(column, other) => format!("fill in `{}`, or empty `{}`", other.name(), column.name()),
            Fault::EndedUnreached => "is the conversation higher, or did it not end?".to_owned(),
            Fault::NewAndSeenBefore => "empty `seen_before`, or write `no` in `new_person`".to_owned(),
            Fault::Twice => "each row has an id of its own; the first row of each id counts".to_owned(),
            // The whole file is refused, not these rows alone.
            Fault::Personal(_, Tells::NoToken) => return NO_TOKEN.to_owned(),
            Fault::Personal(..) => return PERSONAL.to_owned(),
            Fault::Before(..) => "is one of the two dates wrong, or have they changed places?".to_owned(),
        };
        let end = if how.ends_with('?') { "" } else { "." };
        format!("{how}{end} These rows are left out of every count")
    }

    fn undeclared(&self, column: Column) -> String {
        let many = if column == Column::Site { "sites" } else { "teams" };
        let meant = self.near.get(&column).map(|(word, near)| format!("is `{near}` meant by `{word}`? "));
        format!("{}{many} are declared under `{many}:` in `data/pack.yaml`", meant.unwrap_or_default())
    }
}

const PERSONAL: &str = "take it out before the file is saved into the pack; the file as it is must not stay here. \
     Where it is something else, write it in another form: ids as `c-0001`, ages as bands, places without a house number, no dates";
const NO_TOKEN: &str = "an id has letters from A to Z, digits, hyphens, underscores and dots only, as `c-0001`. If it is \
     a name or a case number, take it out before the file is saved into the pack; the file as it is must not stay here";

impl Fault {
    /// What is wrong, to be followed by "in 3 of 900 rows".
    fn words(self) -> String {
        match self {
            Self::Cells => "there are more or fewer cells than columns".to_owned(),
            Self::Empty(column) => format!("`{}` is empty", column.name()),
            Self::NoDate(column) => format!("`{}` is not a date", column.name()),
            Self::Early(column) => format!("`{}` is a date before {FIRST_YEAR}", column.name()),
            Self::NoAnswer(column) => format!("`{}` is neither yes nor no", column.name()),
            Self::NoConversation => "`conversation` is not 1, 2 or 3".to_owned(),
            Self::Undeclared(column) => format!("`{}` is none of the settings", column.name()),
            Self::Before(one, other) => format!("`{}` is before `{}`", one.name(), other.name()),
            Self::Without(one, other) => format!("there is a `{}` without a `{}`", one.name(), other.name()),
            Self::EndedUnreached => {
                "`conversation_2_ended` has a date and `conversation` is under 2".to_owned()
            }
            Self::NewAndSeenBefore => "`new_person` is yes and `seen_before` has a date".to_owned(),
            Self::Twice => "`id` is that of an earlier row".to_owned(),
            Self::Personal(column, Tells::NoToken) => {
                format!("`{}` holds other characters than a token has", column.name())
            }
            Self::Personal(column, tells) => {
                format!("`{}` holds what looks like {}", column.name(), tells.words())
            }
        }
    }
}

impl Tally {
    /// `line 4`, `lines 4 and 17`, or the first ten and how many more.
    fn lines_in_words(&self) -> String {
        let mut words: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        let more = self.rows - self.lines.len();
        let noun = if words.len() == 1 { "line" } else { "lines" };
        if more > 0 {
            words.push(format!("{more} more"));
        }
        match words.pop() {
            Some(last) if !words.is_empty() => format!("{noun} {} and {last}", words.join(", ")),
            last => format!("{noun} {}", last.unwrap_or_default()),
        }
    }
}
