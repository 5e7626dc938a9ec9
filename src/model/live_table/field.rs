//! The fields that live tables know.

use super::{Kind, LiveTable};

/// Declares every field once: its variant, its name, its name as a reader
/// sees it, the kinds that have it (all where none is named), and what it holds.
macro_rules! fields {
    ($($variant:ident, $name:literal, $label:literal, [$($kind:ident)*], $holds:expr;)*) => {
        /// A field that rows are chosen by, sorted by and made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $label] $variant,)*
        }

        impl Field {
            /// Every field, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word for it that an author writes.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is called on a page, in the middle of a sentence.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// What it holds.
            pub fn holds(self) -> Holds {
                match self { $(Self::$variant => $holds,)* }
            }

            /// The kinds that have it alone; none where all have it.
            fn only(self) -> &'static [Kind] {
                match self { $(Self::$variant => &[$(Kind::$kind),*],)* }
            }
        }
    };
}

/// What a field holds, and so what it can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Something of a kind, by reference.
    Thing(Kind),
    /// An id that is declared elsewhere.
    Declared(Register),
    /// The number of a conversation, 1 to 9.
    Number,
    /// A day.
    Day,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// The author's own words.
    Text,
    /// Yes or no.
    Flag {
        /// What a row meets that has yes, in words.
        yes: &'static str,
        /// What a row meets that has no.
        no: &'static str,
    },
}

/// Where an id is declared that is no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// The framework's evidence categories.
    Categories,
    /// The settings' teams.
    Teams,
    /// The practice's kinds of meeting.
    MeetingKinds,
}

fields! {
    Title, "title", "title", [], Holds::Text;
    Date, "date", "date", [], Holds::Day;
    Statement, "statement", "statement", [], Holds::Thing(Kind::Statement);
    Challenges, "challenges", "challenged statement", [], Holds::Thing(Kind::Statement);
    Theme, "theme", "theme", [], Holds::Thing(Kind::Theme);
    Site, "site", "innovation site", [], Holds::Thing(Kind::Site);
    Team, "team", "team", [], Holds::Declared(Register::Teams);
    Owner, "owner", "owner", [], Holds::Text;
    Category, "category", "evidence category", [], Holds::Declared(Register::Categories);
    Group, "group", "community", [], Holds::Text;
    Carers, "carers", "unpaid carers", [],
        Holds::Flag { yes: "unpaid carers are in it", no: "unpaid carers are not in it" };
    Tag, "tag", "tag", [], Holds::Text;
    Audience, "audience", "audience", [], Holds::Word(&["internal", "assessor", "public"]);
    Freshness, "freshness", "freshness", [], Holds::Word(&["current", "due-soon", "stale", "undated", "ahead"]);
    Status, "status", "status", [Action], Holds::Word(&["open", "overdue", "done", "dropped"]);
    Loop, "loop", "loop", [Action],
        Holds::Word(&["open", "overdue", "done-but-not-reported", "loop-closed", "dropped"]);
    Due, "due", "due date", [Action], Holds::Day;
    Done, "done", "date done", [Action], Holds::Day;
    Meeting, "meeting", "meeting", [Action], Holds::Thing(Kind::Meeting);
    Conversation, "conversation", "conversation", [Story], Holds::Number;
    Rule, "rule", "golden rule", [Story], Holds::Thing(Kind::Rule);
    FollowedUp, "followed-up", "follow-up date", [Story], Holds::Day;
    From, "from", "voice", [Feedback], Holds::Word(&["people", "families", "staff", "partners"]);
    Method, "method", "method", [Feedback],
        Holds::Word(&["interview", "survey", "compliment", "complaint", "workshop", "audit"]);
    Kind, "kind", "kind of meeting", [Meeting], Holds::Declared(Register::MeetingKinds);
    Senior, "senior", "senior people", [Meeting],
        Holds::Flag { yes: "somebody senior was there", no: "nobody senior was there" };
    Unit, "unit", "unit", [Metric], Holds::Word(&["days", "percent", "count", "rate", "score", "pounds"]);
    Better, "better", "better direction", [Metric], Holds::Word(&["higher", "lower", "neither"]);
}

impl Field {
    /// The field that a word names, whichever kinds have it. Capitals do not
    /// matter, and `followed_up` is what the same field is called in a story.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace('_', "-");
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// Whether things of a kind have it.
    pub fn is_of(self, kind: Kind) -> bool {
        self.only().is_empty() || self.only().contains(&kind)
    }

    /// The fields that things of a kind have.
    pub fn all_of(kind: Kind) -> impl Iterator<Item = Self> + Clone {
        Self::ALL.iter().copied().filter(move |field| field.is_of(kind))
    }

    /// The kinds that have it alone, as an author writes them; none where all have it.
    pub fn owners(self) -> impl Iterator<Item = &'static str> {
        let kinds = LiveTable::KINDS.iter();
        kinds.filter(move |(kind, ..)| self.only().contains(kind)).map(|(_, _, many)| *many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_names_of_their_own() {
        for field in Field::ALL {
            assert_eq!(Field::named(field.name()), Some(*field));
        }
        assert_eq!(Field::named("Followed_Up"), Some(Field::FollowedUp));
    }

    #[test]
    fn kinds_share_some_fields_and_keep_others() {
        assert!(LiveTable::KINDS.iter().all(|(kind, ..)| Field::Tag.is_of(*kind)));
        assert!(Field::Due.is_of(Kind::Action) && !Field::Due.is_of(Kind::Story));
        assert_eq!(Field::Due.owners().collect::<Vec<_>>(), ["actions"]);
        assert_eq!(Field::Tag.owners().count(), 0);
    }
}
