//! Whether two items differ in their words alone.

use super::{Basics, Item, Relation, Speaker};
use crate::model::markdown::Piece;
use crate::model::reference::Ref;
use crate::model::wording::Wording;

impl Item {
    /// Whether nothing at all is different.
    pub fn is_same(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }

    /// Whether nothing but the words of its text and their wording is different:
    /// whatever is counted, referred to or withheld is the same.
    pub fn is_same_but_for_words(&self, other: &Self) -> bool {
        // Fields of every kind, as they are written down for those who look for faults.
        let fields = |item: &Self| {
            let basics = Basics { wording: Wording::default(), ..item.basics.clone() };
            format!("{basics:?} {:?} {:?}", item.tagging, item.detail)
        };
        let headings =
            |item: &Self| item.body.outline.iter().map(|heading| heading.id.clone()).collect::<Vec<_>>();
        let pictures = |item: &Self| {
            let shown = item.body.pictures();
            shown.map(|one| (one.file.clone(), one.words.clone(), one.caption.clone())).collect::<Vec<_>>()
        };
        fields(self) == fields(other)
            && cited(self) == cited(other)
            && quoted(self) == quoted(other)
            && headings(self) == headings(other)
            && pictures(self) == pictures(other)
            && self.body.tables().next().is_none()
            && other.body.tables().next().is_none()
    }
}

/// Where quotations of a text begin, with their speakers, and where they end:
/// also of those within others.
fn quoted(item: &Item) -> Vec<(bool, Option<Speaker>)> {
    let quoted = item.body.pieces.iter().filter_map(|piece| match piece {
        Piece::QuoteStart(speaker) => Some((true, *speaker)),
        Piece::QuoteEnd => Some((false, None)),
        _ => None,
    });
    quoted.collect()
}

/// What an item cites, and how.
fn cited(item: &Item) -> Vec<(Relation, Ref, Option<std::sync::Arc<str>>)> {
    let mut cited = Vec::new();
    item.citations(&mut |relation, citation| {
        cited.push((relation, citation.to.clone(), citation.part.clone()));
    });
    cited
}
