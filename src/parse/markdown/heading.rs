//! Headings: their addresses, and those that action logs stand under.

use std::sync::Arc;

use super::{Reader, plain_text};
use crate::model::{Outline, Piece, fold};

impl Reader<'_> {
    pub(super) fn end_heading(&mut self, at: usize) {
        let title = plain_text(&self.out.pieces[at..]);
        let id = self.unique_id(&title);
        self.under_actions = is_actions_heading(&title);
        if let Piece::HeadingStart(level, slot) = &mut self.out.pieces[at] {
            let level = *level;
            *slot = Arc::clone(&id);
            self.out.outline.push(Outline { level, id, title });
            self.push(Piece::HeadingEnd(level));
        }
    }

    fn unique_id(&mut self, title: &str) -> Arc<str> {
        let folded: String = fold(title).chars().filter(char::is_ascii).collect();
        let base = if folded.is_empty() { "part".to_owned() } else { folded };
        let mut id = base.clone();
        while let Some(count) = self.taken.get_mut(&id) {
            *count += 1;
            id = format!("{id}-{count}");
        }
        self.taken.insert(id.clone(), 1);
        id.into()
    }

    /// The actions are shown as a register: a heading with nothing else under
    /// it would be left empty.
    pub(super) fn drop_empty_heading(&mut self) {
        if matches!(self.out.pieces.last(), Some(Piece::HeadingEnd(_))) {
            let start = self.out.pieces.iter().rposition(|piece| matches!(piece, Piece::HeadingStart(..)));
            self.out.pieces.truncate(start.unwrap_or(self.out.pieces.len()));
            self.out.outline.pop();
        }
    }
}

/// The headings under which action logs keep their table.
fn is_actions_heading(title: &str) -> bool {
    let title = fold(title);
    matches!(title.as_str(), "actions" | "action-log")
        || title.starts_with("actions-")
        || title.ends_with("-actions")
}
