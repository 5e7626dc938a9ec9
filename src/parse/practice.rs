//! `data/framework/<practice>.yaml`: golden rules, conversations, kinds of meeting.

use super::fields::Fields;
use super::settings::glossary;
use crate::model::{Conversation, MeetingKind, Practice, Rule};

pub(super) fn read(fields: &Fields<'_>) -> Option<Practice> {
    let id = fields.required("id", "three-conversations", Fields::id);
    let title = fields.required_text("title", "Three Conversations");
    let note = fields.text("note");
    let rules = fields.each("rules", "a golden rule", |inner| {
        let (id, title, means) = named(inner);
        Some(Rule { id: id?.value, title: title?, means: means? })
    });
    let conversations = fields.each("conversations", "a conversation", |inner| {
        let number = inner.required("conversation", "1", |f, name| f.whole(name, 1, 9));
        let title = inner.required_text("title", "Listen and connect");
        let means = inner.required_text("means", "what it is for");
        Some(Conversation { conversation: u8::try_from(number?).ok()?, title: title?, means: means? })
    });
    let meeting_kinds = fields.each("meeting_kinds", "a kind of meeting", |inner| {
        let (id, title, means) = named(inner);
        Some(MeetingKind { id: id?.value, title: title?, means: means? })
    });
    let glossary = glossary(fields);
    Some(Practice { id: id?.value, title: title?, note, rules, conversations, meeting_kinds, glossary })
}

type Named = (Option<crate::diagnostic::Located<std::sync::Arc<str>>>, Option<String>, Option<String>);

fn named(fields: &Fields<'_>) -> Named {
    let id = fields.required("id", "stick-like-glue", Fields::id);
    (id, fields.required_text("title", "Stick like glue"), fields.required_text("means", "what it asks for"))
}
