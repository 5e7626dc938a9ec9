//! Views that several pages share: cards, rows and connections.

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link, when};
use super::super::text::speaker_label;
use crate::assess::LoopState;
use crate::model::{
    Action, Audience, Detail, DocumentTarget, Feedback, Item, Kind, Meeting, Person, Quotation, Ref,
    Relation, Requirement, Status, Story, day_label,
};
use crate::release::Release;

/// A story as a card: three sentences.
#[derive(Serialize)]
pub(super) struct StoryCard {
    pub(super) link: ItemLink,
    pub(super) person: Option<String>,
    pub(super) before: Option<String>,
    pub(super) what_changed: String,
    pub(super) now: Option<String>,
    pub(super) site: Option<Link>,
    pub(super) statements: Vec<Link>,
    pub(super) carers: bool,
}

/// What somebody said.
#[derive(Serialize)]
pub(super) struct Quote {
    pub(super) text: String,
    /// The tag of the language that it is in, where it is not English.
    pub(super) lang: Option<String>,
    pub(super) speaker: &'static str,
}

/// A piece of feedback in a list.
#[derive(Serialize)]
pub(super) struct FeedbackRow {
    pub(super) link: ItemLink,
    pub(super) from: &'static str,
    pub(super) method: &'static str,
    /// `42 of 60 answered`.
    pub(super) answered: Option<String>,
    pub(super) quotes: Vec<Quote>,
    pub(super) statements: Vec<Link>,
    /// Statements that it counts against.
    pub(super) challenges: Vec<Link>,
}

/// An action in a list.
#[derive(Serialize)]
pub(super) struct ActionRow {
    pub(super) link: ItemLink,
    pub(super) id: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) due_date: String,
    /// One word, for styles.
    pub(super) state: &'static str,
    /// The state in words.
    pub(super) state_label: &'static str,
    pub(super) done: Option<String>,
    pub(super) result: Option<String>,
    /// What is said where there is neither a result nor a reason.
    pub(super) no_result: &'static str,
    pub(super) reason: Option<String>,
    pub(super) meeting: Option<ItemLink>,
    pub(super) because: Vec<ItemLink>,
    pub(super) reported_in: Option<ItemLink>,
    pub(super) statements: Vec<Link>,
}

/// A meeting in a list.
#[derive(Serialize)]
pub(super) struct MeetingRow {
    pub(super) link: ItemLink,
    pub(super) kind: String,
    pub(super) senior: u32,
    pub(super) people: u32,
    pub(super) heard: usize,
    pub(super) actions: usize,
}

/// A document in a list.
#[derive(Serialize)]
pub(super) struct DocumentRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) owner: Option<String>,
    /// Where it is: an address, or a file of the site.
    pub(super) href: String,
    /// Whether the address is on another website.
    pub(super) external: bool,
    pub(super) section: Option<String>,
    pub(super) statements: Vec<Link>,
    pub(super) challenges: Vec<Link>,
    pub(super) connections: Connections,
    pub(super) draft: bool,
    pub(super) marking: Option<String>,
    /// Earlier ids, whose places on the page go on working.
    pub(super) aliases: Vec<String>,
}

/// A request of the regulator in a list.
#[derive(Serialize)]
pub(super) struct RequirementRow {
    pub(super) id: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) status: &'static str,
    pub(super) answered_by: Vec<ItemLink>,
    pub(super) not_applicable: Option<String>,
    pub(super) statements: Vec<Link>,
    pub(super) cited_by: Vec<Group>,
    pub(super) marking: Option<String>,
    /// Earlier ids, whose places on the page go on working.
    pub(super) aliases: Vec<String>,
}

/// Links that share what they say.
#[derive(Serialize)]
pub(super) struct Group {
    /// `mentions`, `came of` …
    pub(super) label: &'static str,
    pub(super) links: Vec<ItemLink>,
}

/// What a thing cites and what cites it.
#[derive(Serialize)]
pub(super) struct Connections {
    pub(super) cites: Vec<Group>,
    pub(super) cited_by: Vec<Group>,
}

impl Connections {
    pub(super) fn is_empty(&self) -> bool {
        self.cites.is_empty() && self.cited_by.is_empty()
    }
}

impl Here<'_, '_> {
    /// What a thing cites and what cites it, but for what the page shows in
    /// another way already.
    pub(super) fn connections(&self, name: &Ref, shown: &[Relation]) -> Connections {
        let release = self.release();
        let cites = release.cites(name).iter().filter(|edge| !shown.contains(&edge.relation));
        let cited_by = release.cited_by(name).iter().filter(|edge| !shown.contains(&edge.relation));
        Connections {
            cites: self.groups(cites.map(|edge| (edge.relation.forward(), &edge.to))),
            cited_by: self.groups(cited_by.map(|edge| (edge.relation.backward(), &edge.from))),
        }
    }

    /// What cites a thing, but for the kinds that the page shows already by this
    /// relation.
    pub(super) fn cited_otherwise(&self, name: &Ref, relation: Relation, shown: &[Kind]) -> Connections {
        let release = self.release();
        let other = |edge: &&crate::link::Edge| edge.relation != relation || !shown.contains(&edge.from.kind);
        Connections {
            cites: Vec::new(),
            cited_by: self.groups(
                release
                    .cited_by(name)
                    .iter()
                    .filter(other)
                    .map(|edge| (edge.relation.backward(), &edge.from)),
            ),
        }
    }

    /// Links with their labels, those of one label together, in order.
    fn groups<'e>(&self, links: impl Iterator<Item = (&'static str, &'e Ref)>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (label, name) in links {
            match groups.iter_mut().find(|group| group.label == label) {
                Some(group) => group.links.push(self.item_link(name)),
                None => groups.push(Group { label, links: vec![self.item_link(name)] }),
            }
        }
        groups
    }

    /// The statements that an item bears on, as links.
    pub(super) fn statement_links(&self, item: &Item) -> Vec<Link> {
        item.tagging.statements.iter().map(|support| self.link(&support.statement.to)).collect()
    }

    pub(super) fn challenge_links(&self, item: &Item) -> Vec<Link> {
        item.tagging.challenges.iter().map(|citation| self.link(&citation.to)).collect()
    }

    pub(super) fn site_link(&self, item: &Item) -> Option<Link> {
        item.tagging.site.as_ref().map(|site| self.link(&site.to))
    }

    pub(super) fn story_card(&self, item: &Item, story: &Story) -> StoryCard {
        StoryCard {
            link: self.item_link(item.name()),
            person: pseudonym(story),
            before: story.before.clone(),
            what_changed: story.what_changed.clone(),
            now: story.now.clone(),
            site: self.site_link(item),
            statements: self.statement_links(item),
            carers: item.tagging.carers,
        }
    }

    pub(super) fn feedback_row(&self, item: &Item, feedback: &Feedback) -> FeedbackRow {
        FeedbackRow {
            link: self.item_link(item.name()),
            from: feedback.from.name(),
            method: feedback.method.name(),
            answered: answered(feedback),
            quotes: feedback.quotes.iter().map(quote).collect(),
            statements: self.statement_links(item),
            challenges: self.challenge_links(item),
        }
    }

    pub(super) fn action_row(&self, item: &Item, action: &Action) -> ActionRow {
        let own = self.shared.assessment.loops.actions.get(item.name());
        let state = self.loop_state(item.name());
        let internal = self.release().audience() == Audience::Internal;
        let many = |citations: &[crate::model::Citation]| {
            citations.iter().map(|citation| self.cited(citation)).collect()
        };
        ActionRow {
            link: self.item_link(item.name()),
            id: item.name().id.to_string(),
            owner: item.tagging.owner.clone().unwrap_or_default(),
            due: day_label(action.due),
            due_date: action.due.to_string(),
            state: state.name(),
            state_label: state.label(),
            done: own.and_then(|own| own.done).map(day_label),
            result: action.result.clone(),
            no_result: if internal { "None yet" } else { "None in this edition" },
            reason: action.reason.clone(),
            meeting: action.meeting.as_ref().map(|citation| self.cited(citation)),
            because: many(&action.because),
            reported_in: action.reported_in.as_ref().map(|citation| self.cited(citation)),
            statements: self.statement_links(item),
        }
    }

    /// Where the loop of an action stands.
    pub(in crate::site) fn loop_state(&self, action: &Ref) -> LoopState {
        self.shared.assessment.loops.actions.get(action).map_or(LoopState::Open, |own| own.state)
    }

    /// Actions, what is most pressing first, then by the day that each is due.
    pub(super) fn pressing_first<'i>(&self, items: impl IntoIterator<Item = &'i Item>) -> Vec<ActionRow> {
        let actions = items.into_iter().filter_map(|item| match &item.detail {
            Detail::Action(action) => Some((self.loop_state(item.name()), action.due, item, action)),
            _ => None,
        });
        let mut actions: Vec<_> = actions.collect();
        actions.sort_by(|a, b| (a.0, a.1, a.2.name()).cmp(&(b.0, b.1, b.2.name())));
        actions.into_iter().map(|(_, _, item, action)| self.action_row(item, action)).collect()
    }

    /// The row of an action by its name.
    pub(super) fn action_named(&self, name: &Ref) -> Option<ActionRow> {
        let item = self.release().item(name)?;
        match &item.detail {
            Detail::Action(action) => Some(self.action_row(item, action)),
            _ => None,
        }
    }

    pub(super) fn meeting_row(&self, item: &Item, meeting: &Meeting) -> MeetingRow {
        MeetingRow {
            link: self.item_link(item.name()),
            kind: meeting_kind_title(self.release(), meeting),
            senior: senior_at(meeting),
            people: people_at(meeting),
            heard: meeting.heard.len(),
            actions: self.actions_of(item.name()).len(),
        }
    }

    /// The actions that a meeting agreed.
    pub(super) fn actions_of(&self, meeting: &Ref) -> Vec<Ref> {
        actions_of(self.release(), meeting)
    }

    pub(super) fn document_row(
        &self,
        item: &Item,
        target: &DocumentTarget,
        section: Option<&String>,
    ) -> DocumentRow {
        let (href, external) = match target {
            DocumentTarget::Url(url) => (url.clone(), true),
            DocumentTarget::File(file) => {
                (self.path.link_to(&super::attachment_path(&item.name().id, &file.value)), false)
            }
        };
        DocumentRow {
            id: item.name().id.to_string(),
            title: item.basics.title.clone(),
            when: when(item),
            owner: item.tagging.owner.clone(),
            section: section.cloned(),
            statements: self.statement_links(item),
            challenges: self.challenge_links(item),
            connections: self.connections(item.name(), &[Relation::Supports, Relation::Challenges]),
            draft: item.basics.status == Status::Draft,
            marking: item.basics.marking.clone(),
            aliases: earlier_ids(item),
            href,
            external,
        }
    }

    pub(super) fn requirement_row(&self, item: &Item, requirement: &Requirement) -> RequirementRow {
        RequirementRow {
            id: item.name().id.to_string(),
            code: requirement.code.clone(),
            title: item.basics.title.clone(),
            owner: item.tagging.owner.clone(),
            due: requirement.due.map(day_label),
            status: requirement.status.label(),
            answered_by: requirement.answered_by.iter().map(|citation| self.cited(citation)).collect(),
            not_applicable: requirement.not_applicable.clone(),
            statements: self.statement_links(item),
            cited_by: self.connections(item.name(), &[]).cited_by,
            marking: item.basics.marking.clone(),
            aliases: earlier_ids(item),
        }
    }

    /// The items that cite a thing by a relation, in the order of their names.
    pub(super) fn citing(&self, name: &Ref, relation: Relation, kind: Kind) -> Vec<&Item> {
        let edges = self.release().cited_by(name).iter();
        let edges = edges.filter(|edge| edge.relation == relation && edge.from.kind == kind);
        edges.filter_map(|edge| self.release().item(&edge.from)).collect()
    }
}

/// The actions that a meeting agreed.
pub(in crate::site) fn actions_of(release: &Release, meeting: &Ref) -> Vec<Ref> {
    let edges = release.cited_by(meeting).iter();
    edges.filter(|edge| edge.relation == Relation::AgreedIn).map(|edge| edge.from.clone()).collect()
}

/// What the practice calls a kind of meeting.
pub(in crate::site) fn meeting_kind_title(release: &Release, meeting: &Meeting) -> String {
    let kind = release.practice().meeting_kind(&meeting.kind.value);
    kind.map_or_else(|| meeting.kind.value.to_string(), |kind| kind.title.clone())
}

/// How many people were at a meeting.
pub(in crate::site) fn people_at(meeting: &Meeting) -> u32 {
    meeting.attendance.iter().map(|entry| entry.count).sum()
}

/// How many of them are senior.
pub(in crate::site) fn senior_at(meeting: &Meeting) -> u32 {
    meeting.attendance.iter().filter(|entry| entry.senior).map(|entry| entry.count).sum()
}

fn earlier_ids(item: &Item) -> Vec<String> {
    item.basics.aliases.iter().map(|alias| alias.value.to_string()).collect()
}

/// The name that a story uses for its person.
pub(super) fn pseudonym(story: &Story) -> Option<String> {
    match &story.person {
        Person::Somebody(name) => Some(name.clone()),
        Person::Nobody => None,
    }
}

pub(super) fn quote(quotation: &Quotation) -> Quote {
    let lang = quotation.lang.as_deref().map(str::to_owned);
    Quote { text: quotation.text.clone(), lang, speaker: speaker_label(quotation.speaker) }
}

fn answered(feedback: &Feedback) -> Option<String> {
    match (feedback.responses, feedback.asked) {
        (Some(responses), Some(asked)) => Some(format!("{responses} of {asked} answered")),
        (Some(responses), None) => Some(format!("{responses} answered")),
        (None, _) => None,
    }
}

/// Items with the latest first; those without a date last.
pub(super) fn latest_first(items: &mut [&Item]) {
    items.sort_by(|a, b| {
        b.basics.when.latest().cmp(&a.basics.when.latest()).then_with(|| a.name().cmp(b.name()))
    });
}
