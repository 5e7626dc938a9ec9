//! One row of the log, read from its bytes without keeping any of them.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use csv::ByteRecord;
use jiff::civil::Date;

use super::columns::{Column, Layout};
use super::faults::{Fault, Faults};
use super::personal;
use crate::diagnostic::nearest;
use crate::model::{LogRow, Settings, is_id};

/// No log goes back further: an earlier date is mistyped, or a day of birth.
pub(super) const FIRST_YEAR: i16 = 2000;

/// Reads rows one after the other, and remembers which ids there were.
pub(super) struct Rows<'a> {
    layout: Layout,
    /// The ids of the settings; none where the settings could not be read.
    declared: Option<[Vec<&'a Arc<str>>; 2]>,
    /// Hashes of the ids of rows that agree with themselves. That two of a
    /// million differ and have one hash happens once in some forty million logs.
    seen: HashSet<u64>,
    pub(super) faults: Faults,
}

/// A row while it is read: whether anything is wrong with it.
struct Cells<'a> {
    record: &'a ByteRecord,
    layout: &'a Layout,
    faults: &'a mut Faults,
    line: usize,
    sound: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(layout: Layout, settings: Option<&'a Settings>) -> Self {
        let declared = settings.map(|settings| {
            let sites = settings.sites.iter().map(|site| &site.id).collect();
            [sites, settings.teams.iter().map(|team| &team.id).collect()]
        });
        Self { layout, declared, seen: HashSet::new(), faults: Faults::default() }
    }

    /// The row, or none where it contradicts itself: each of its faults has been noted.
    pub(super) fn read(&mut self, record: &ByteRecord, line: usize) -> Option<LogRow> {
        if record.len() != self.layout.width {
            self.faults.note(Fault::Cells, line);
            return None;
        }
        let mut cells = Cells { record, layout: &self.layout, faults: &mut self.faults, line, sound: true };
        let id = cells.id();
        let row = cells.row(self.declared.as_ref());
        if !cells.sound {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            self.faults.note(Fault::Twice, line);
            return None;
        }
        row
    }
}

impl<'a> Cells<'a> {
    fn fault(&mut self, fault: Fault) -> bool {
        self.sound = false;
        self.faults.note(fault, self.line)
    }

    fn cell(&self, column: Column) -> &'a [u8] {
        let at = self.layout.of(column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim_ascii()
    }

    fn id(&mut self) -> &'a [u8] {
        let id = self.cell(Column::Id);
        if id.is_empty() {
            self.fault(Fault::Empty(Column::Id));
        }
        self.tells_nobody(Column::Id);
        id
    }

    fn row(&mut self, declared: Option<&[Vec<&Arc<str>>; 2]>) -> Option<LogRow> {
        if self.cell(Column::FirstContact).is_empty() {
            self.fault(Fault::Empty(Column::FirstContact));
        }
        self.tells_nobody(Column::Connected);
        self.tells_nobody(Column::Group);
        let contact = self.date(Column::FirstContact);
        let new = self.answer(Column::NewPerson);
        let row = LogRow {
            first_contact: contact.unwrap_or_default(),
            first_conversation: self.date(Column::FirstConversation),
            conversation: self.conversation(),
            conversation_2_ended: self.date(Column::Conversation2Ended),
            followed_up: self.date(Column::FollowedUp),
            seen_before: self.date(Column::SeenBefore),
            long_term_support: self.answer(Column::LongTermSupport),
            carer: self.answer(Column::Carer),
            site: self.declared(Column::Site, declared.map(|ids| &ids[0])),
            team: self.declared(Column::Team, declared.map(|ids| &ids[1])),
        };
        contact?;
        self.agrees(&row, new);
        Some(row)
    }

    /// Notes what cannot be so together.
    fn agrees(&mut self, row: &LogRow, new: bool) {
        use Column::{
            Conversation, Conversation2Ended, FirstContact, FirstConversation, FollowedUp, SeenBefore,
        };
        let first = row.first_conversation;
        let order = [
            (FirstConversation, first, FirstContact, Some(row.first_contact)),
            (Conversation2Ended, row.conversation_2_ended, FirstConversation, first),
            (FollowedUp, row.followed_up, FirstConversation, first),
            (FirstContact, Some(row.first_contact), SeenBefore, row.seen_before),
        ];
        for (later, one, earlier, other) in order {
            if one.zip(other).is_some_and(|(one, other)| one < other) {
                self.fault(Fault::Before(later, earlier));
            }
        }
        // What is written and cannot be read has its own fault already.
        let written = |cells: &Self, column| !cells.cell(column).is_empty();
        let (held, reached) = (written(self, FirstConversation), written(self, Conversation));
        if reached && !held {
            self.fault(Fault::Without(Conversation, FirstConversation));
        }
        if held && !reached {
            self.fault(Fault::Without(FirstConversation, Conversation));
        }
        if row.followed_up.is_some() && !held {
            self.fault(Fault::Without(FollowedUp, FirstConversation));
        }
        if row.conversation_2_ended.is_some() && row.conversation < 2 && (row.conversation == 1 || !reached) {
            self.fault(Fault::EndedUnreached);
        }
        if new && row.seen_before.is_some() {
            self.fault(Fault::NewAndSeenBefore);
        }
    }

    fn tells_nobody(&mut self, column: Column) {
        let cell = self.cell(column);
        let tells = if column == Column::Id { personal::of_id(cell) } else { personal::of_words(cell) };
        if let Some(tells) = tells {
            self.fault(Fault::Personal(column, tells));
        }
    }

    fn date(&mut self, column: Column) -> Option<Date> {
        let cell = self.cell(column);
        let date = date(cell);
        if date.is_none() && !cell.is_empty() {
            self.fault(Fault::NoDate(column));
        }
        let early = date.is_some_and(|date| date.year() < FIRST_YEAR);
        if early {
            self.fault(Fault::Early(column));
        }
        date.filter(|_| !early)
    }

    fn conversation(&mut self) -> u8 {
        match self.cell(Column::Conversation) {
            [] => 0,
            [digit @ b'1'..=b'3'] => digit - b'0',
            _ => {
                self.fault(Fault::NoConversation);
                0
            }
        }
    }

    fn answer(&mut self, column: Column) -> bool {
        let cell = self.cell(column);
        let any = |words: [&str; 4]| words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(cell));
        let yes = any(["yes", "y", "true", "1"]);
        if !yes && !cell.is_empty() && !any(["no", "n", "false", "0"]) {
            self.fault(Fault::NoAnswer(column));
        }
        yes
    }

    /// The place of a site or team among those of the settings.
    fn declared(&mut self, column: Column, ids: Option<&Vec<&Arc<str>>>) -> Option<u16> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let Some(ids) = ids else {
            self.tells_nobody(column);
            return None;
        };
        let at = ids.iter().position(|id| id.as_bytes().eq_ignore_ascii_case(cell));
        if at.is_none() {
            self.tells_nobody(column);
            // Looked for only while lines are named: a million rows would take long.
            let word = std::str::from_utf8(cell).ok().filter(|word| is_id(word) && word.len() <= 40);
            if self.fault(Fault::Undeclared(column))
                && let Some(word) = word.filter(|word| personal::of_words(word.as_bytes()).is_none())
                && let Some(near) = nearest(word, ids.iter().map(|id| &***id))
            {
                self.faults.meant(column, word, near);
            }
        }
        at.and_then(|at| u16::try_from(at).ok())
    }
}

/// `2026-03-04`, of the years 1900 to 2199.
fn date(cell: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = cell else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    let two = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let (month, day) = (i8::try_from(two(m1, m2)?).ok()?, i8::try_from(two(d1, d2)?).ok()?);
    Date::new(year, month, day).ok().filter(|_| (1900..2200).contains(&year))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::parse_date;

    proptest! {
        #[test]
        fn dates_are_those_of_the_rest_of_the_pack(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]|[0-9-]{0,11}|\\PC*") {
            prop_assert_eq!(date(text.as_bytes()), parse_date(&text));
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            date(&bytes);
        }
    }
}
