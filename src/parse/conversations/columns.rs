//! The first line of the log: which column stands where, and columns that no
//! log may have.

use super::personal::{self, Tells};
use crate::diagnostic::{Code, Finding, Place, list_of, nearest};
use crate::source::LogFile;

/// A column of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    FirstContact,
    Site,
    Team,
    FirstConversation,
    Conversation,
    Conversation2Ended,
    LongTermSupport,
    Connected,
    FollowedUp,
    NewPerson,
    SeenBefore,
    Carer,
    Group,
}

impl Column {
    /// Every column, in the order of the variants.
    pub(super) const ALL: [Self; 14] = [
        Self::Id,
        Self::FirstContact,
        Self::Site,
        Self::Team,
        Self::FirstConversation,
        Self::Conversation,
        Self::Conversation2Ended,
        Self::LongTermSupport,
        Self::Connected,
        Self::FollowedUp,
        Self::NewPerson,
        Self::SeenBefore,
        Self::Carer,
        Self::Group,
    ];

    /// Its header.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::FirstContact => "first_contact",
            Self::Site => "site",
            Self::Team => "team",
            Self::FirstConversation => "first_conversation",
            Self::Conversation => "conversation",
            Self::Conversation2Ended => "conversation_2_ended",
            Self::LongTermSupport => "long_term_support",
            Self::Connected => "connected",
            Self::FollowedUp => "followed_up",
            Self::NewPerson => "new_person",
            Self::SeenBefore => "seen_before",
            Self::Carer => "carer",
            Self::Group => "group",
        }
    }
}

/// Where each column stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    at: [Option<usize>; Column::ALL.len()],
    /// How many cells every row has.
    pub(super) width: usize,
}

impl Layout {
    /// The number of a column's cell, from 0.
    pub(super) fn of(&self, column: Column) -> Option<usize> {
        self.at[column as usize]
    }

    /// Reads the first line; every fault of it is a finding.
    pub(super) fn read(cells: &[&str], file: &LogFile, line: usize) -> Result<Self, Vec<Finding>> {
        let place = Place::row(&file.path, line);
        let mut layout = Self { at: [None; Column::ALL.len()], width: cells.len() };
        if let Some(marks) = divided_by(cells) {
            let message =
                format!("the cells of the conversation log are divided by {marks}, and not by commas");
            let help = "save it again with commas between the cells";
            return Err(vec![Finding::new(Code::LogFile, place, message).help(help)]);
        }
        let mut findings = Vec::new();
        let known = |cell: &str| Column::ALL.into_iter().find(|column| fold(column.name()) == fold(cell));
        // Without a single known name this is no line of names, and may be somebody's own words.
        let named = cells.iter().any(|cell| known(cell).is_some());
        for (at, cell) in cells.iter().enumerate() {
            let shown = Header { at, cell, named };
            match (known(cell), personal::of_header(cell)) {
                (Some(column), _) if layout.of(column).is_none() => layout.at[column as usize] = Some(at),
                (Some(column), _) => findings.push(twice(column, &place)),
                (None, Some(tells)) => findings.push(shown.refused(tells, &place)),
                (None, None) if named => findings.push(shown.unknown(&place)),
                (None, None) => {}
            }
        }
        if !named && findings.is_empty() {
            findings.push(no_names(place));
        } else {
            for column in [Column::Id, Column::FirstContact] {
                let misspelt = cells.iter().any(|cell| known(cell).is_none() && meant(cell) == Some(column));
                if named && layout.of(column).is_none() && !misspelt {
                    findings.push(missing(column, &place));
                }
            }
        }
        if findings.is_empty() { Ok(layout) } else { Err(findings) }
    }
}

/// A header that is none of the log's.
struct Header<'a> {
    at: usize,
    cell: &'a str,
    named: bool,
}

impl Header<'_> {
    /// Its own words where they are surely a header and not somebody's.
    fn words(&self) -> String {
        let plain = self.cell.chars().all(|c| c.is_alphanumeric() || " _-./?()#".contains(c));
        let short = (1..=40).contains(&self.cell.chars().count());
        // `Date of birth` is a header; with a number it is somebody's.
        let tells = personal::of_words(self.cell.as_bytes())
            .is_some_and(|tells| tells != Tells::Birth || self.cell.contains(|c: char| c.is_ascii_digit()));
        if self.named && plain && short && !tells {
            format!("the column `{}`", self.cell)
        } else {
            format!("column {}", self.at + 1)
        }
    }

    fn refused(&self, tells: Tells, place: &Place) -> Finding {
        let message = format!("{} of the conversation log looks like {}", self.words(), tells.words());
        Finding::new(Code::PersonalData, place.clone(), message).help(
            "take the column out before the file is saved into the pack; the file as it is must not stay here",
        )
    }

    fn unknown(&self, place: &Place) -> Finding {
        if self.cell.is_empty() {
            let message = format!("column {} of the conversation log has no name", self.at + 1);
            return Finding::new(Code::LogFile, place.clone(), message)
                .help("take empty columns out, and the commas that are left of them");
        }
        let names = Column::ALL.map(Column::name);
        let near = meant(self.cell).map(|column| format!("did you mean `{}`?", column.name()));
        let help = near.unwrap_or_else(|| format!("take it out; a log has {}", list_of(names, "and")));
        let message = format!("{} does not belong in the conversation log", self.words());
        Finding::new(Code::LogFile, place.clone(), message).help(help)
    }
}

/// The column that a misspelt header may mean.
fn meant(cell: &str) -> Option<Column> {
    let near = nearest(&cell.to_lowercase().replace([' ', '-'], "_"), Column::ALL.map(Column::name))?;
    Column::ALL.into_iter().find(|column| column.name() == near)
}

fn twice(column: Column, place: &Place) -> Finding {
    let message = format!("the conversation log has the column `{}` twice", column.name());
    Finding::new(Code::LogFile, place.clone(), message).help("remove one of the two")
}

fn missing(column: Column, place: &Place) -> Finding {
    let message = format!("the conversation log needs the column `{}`", column.name());
    let help = match column {
        Column::Id => "`id` is a token made for this file, such as `c-0001`; it is no case number",
        _ => "`first_contact` is the day of the first contact: `2026-03-04`",
    };
    Finding::new(Code::LogFile, place.clone(), message).help(help)
}

/// What divides the cells of a file that looks like one cell a line.
fn divided_by(cells: &[&str]) -> Option<&'static str> {
    let [only] = cells else { return None };
    let marks = [(';', "semicolons"), ('\t', "tabs")];
    marks.into_iter().find(|(mark, _)| only.contains(*mark)).map(|(_, marks)| marks)
}

fn no_names(place: Place) -> Finding {
    let message = "the first line of the conversation log does not hold the names of its columns";
    let help = "begin it with a line such as `id,first_contact,site,first_conversation,conversation`";
    Finding::new(Code::LogFile, place, message).help(help)
}

/// A header without its case, spaces, underscores and hyphens.
pub(super) fn fold(header: &str) -> String {
    let kept = header.chars().filter(|c| !c.is_whitespace() && !"_-.".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}
