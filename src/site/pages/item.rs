//! The page of a story, a piece of feedback, a meeting, an action and a free
//! page; and what the page of any item shows.

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, ItemLink, Link, day, when};
use super::super::frame::Frame;
use super::cards::{ActionRow, Connections, FeedbackRow, MeetingRow, StoryCard, pseudonym};
use super::insights::passed_on;
use super::voices::community_name;
use super::{View, metric, register_title};
use crate::diagnostic::capital;
use crate::model::{Action, Consent, Detail, Feedback, Item, Kind, Meeting, Relation, Status, Story};

/// What the page of any item shows.
#[derive(Serialize)]
pub(super) struct ItemView {
    title: String,
    kind: &'static str,
    when: String,
    /// `draft`, where it is one.
    status: Option<&'static str>,
    category: Option<String>,
    owner: Option<String>,
    site: Option<Link>,
    team: Option<String>,
    pub(super) statements: Vec<SupportView>,
    pub(super) challenges: Vec<Link>,
    rules: Vec<Link>,
    conversations: Vec<String>,
    carers: bool,
    /// The communities that it is about, as one line.
    groups: String,
    tags: Vec<String>,
    insights: Vec<InsightView>,
    review_by: Option<String>,
    consent: Option<ConsentView>,
    /// The ground for sharing it with the regulator where that is not consent.
    basis: Option<String>,
    /// The author's text, as HTML.
    body: String,
    connections: Connections,
    /// The file it is written in; internal builds only.
    written_in: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SupportView {
    link: Link,
    strength: &'static str,
    expectation: Option<Link>,
    why: Option<String>,
}

#[derive(Serialize)]
struct InsightView {
    text: String,
    hearer: &'static str,
    /// `Passed on 4 March 2026`.
    passed_on: Option<String>,
}

/// The page of an item.
pub(super) fn page(here: &mut Here<'_, '_>, item: &Item) -> View {
    let mut frame = Frame::new(here.shared, &here.path, item.basics.title.clone()).marked(item);
    frame.draft = item.basics.status == Status::Draft;
    if let Some(first) = item.statements().next() {
        frame.theme = here
            .release()
            .framework()
            .statement(&first.id)
            .map(|statement| statement.theme.value.to_string());
    }
    match &item.detail {
        Detail::Story(story) => story_page(here, item, story, frame),
        Detail::Feedback(feedback) => feedback_page(here, item, feedback, frame),
        Detail::Meeting(meeting) => meeting_page(here, item, meeting, frame),
        Detail::Action(action) => action_page(here, item, action, frame),
        Detail::Metric(metric) => metric::page(here, item, metric, frame),
        _ => free_page(here, item, frame),
    }
}

/// `shown` are the relations that the page shows in its own way.
pub(super) fn view(here: &mut Here<'_, '_>, item: &Item, shown: &[Relation]) -> ItemView {
    let release = here.release();
    let tagging = &item.tagging;
    let conversation = |number: u8| {
        let known = release.practice().conversations.iter().find(|known| known.conversation == number);
        known.map_or_else(|| number.to_string(), |known| format!("{number}: {}", known.title))
    };
    let team =
        tagging.team.as_ref().and_then(|id| release.settings().teams.iter().find(|team| team.id == id.value));
    let own =
        [Relation::Supports, Relation::Challenges, Relation::Shows, Relation::ShowsRule, Relation::ComesFrom];
    let shown: Vec<Relation> = own.iter().chain(shown).copied().collect();
    ItemView {
        title: item.basics.title.clone(),
        kind: item.name().kind.shown(),
        when: when(item),
        status: (item.basics.status == Status::Draft).then_some("draft"),
        category: release
            .framework()
            .category_of(item)
            .filter(|_| item.name().kind.is_evidence())
            .map(|category| category.title.clone()),
        owner: tagging.owner.clone(),
        site: here.site_link(item),
        team: team.map(|team| team.name.clone()),
        statements: supports(here, item),
        challenges: here.challenge_links(item),
        rules: tagging.rules.iter().map(|citation| here.link(&citation.to)).collect(),
        conversations: tagging.conversations.iter().map(|number| conversation(number.value)).collect(),
        carers: tagging.carers,
        groups: capital(
            &tagging.groups.iter().map(|name| community_name(name)).collect::<Vec<_>>().join(", "),
        ),
        tags: tagging.tags.clone(),
        insights: insights(here, item),
        review_by: day(tagging.review_by),
        consent: item.basics.ground.consent.as_ref().map(consent),
        basis: item.basics.ground.basis.clone(),
        body: here.text(&item.body, 2),
        connections: here.connections(item.name(), &shown),
        written_in: here.written_in(item),
    }
}

fn consent(consent: &Consent) -> ConsentView {
    ConsentView {
        status: consent.status.label(),
        scope: consent.scope.name(),
        recorded: day(consent.recorded),
        review_by: day(consent.review_by),
        by: consent.by.clone(),
    }
}

fn supports(here: &Here<'_, '_>, item: &Item) -> Vec<SupportView> {
    let view = |support: &crate::model::Support| SupportView {
        link: here.link(&support.statement.to),
        strength: support.strength.name(),
        expectation: support.expectation.as_ref().map(|citation| here.link(&citation.to)),
        why: support.why.clone(),
    };
    item.tagging.statements.iter().map(view).collect()
}

fn insights(here: &Here<'_, '_>, item: &Item) -> Vec<InsightView> {
    let by_then = |day: &jiff::civil::Date| *day <= here.shared.assessment.as_of;
    let view = |insight: &crate::model::Insight| InsightView {
        text: insight.text.clone(),
        hearer: insight.hearer.label(),
        passed_on: passed_on(here.release().audience(), insight.passed_on.filter(by_then)),
    };
    item.tagging.insights.iter().map(view).collect()
}

#[derive(Serialize)]
struct StoryView {
    card: StoryCard,
    person: Option<String>,
    prevented: Vec<String>,
    followed_up: Option<String>,
}

#[derive(Serialize)]
struct ConsentView {
    status: &'static str,
    scope: &'static str,
    recorded: Option<String>,
    review_by: Option<String>,
    by: Option<String>,
}

fn story_page(here: &mut Here<'_, '_>, item: &Item, story: &Story, frame: Frame) -> View {
    let story_view = StoryView {
        card: here.story_card(item, story),
        person: pseudonym(story),
        prevented: story.prevented.iter().map(|word| word.replace('-', " ")).collect(),
        followed_up: day(story.followed_up),
    };
    let frame = frame.crumb(&register(Kind::Story), register_title(Kind::Story));
    let view = view(here, item, &[]);
    here.view("story.html", &frame, &[("item", &view), ("story", &story_view)])
}

fn feedback_page(here: &mut Here<'_, '_>, item: &Item, feedback: &Feedback, frame: Frame) -> View {
    let row: FeedbackRow = here.feedback_row(item, feedback);
    let frame = frame.crumb(&register(Kind::Feedback), register_title(Kind::Feedback));
    let view = view(here, item, &[]);
    here.view("feedback.html", &frame, &[("item", &view), ("feedback", &row)])
}

#[derive(Serialize)]
struct MeetingView {
    row: MeetingRow,
    attendance: Vec<AttendanceView>,
    heard: Vec<ItemLink>,
    actions: Vec<ActionRow>,
    /// Results that it heard.
    reported: Vec<ActionRow>,
}

#[derive(Serialize)]
struct AttendanceView {
    role: String,
    count: u32,
    senior: bool,
}

fn meeting_page(here: &mut Here<'_, '_>, item: &Item, meeting: &Meeting, frame: Frame) -> View {
    let attendance = meeting.attendance.iter().map(|entry| AttendanceView {
        role: entry.role.clone(),
        count: entry.count,
        senior: entry.senior,
    });
    let reported = here.citing(item.name(), Relation::ReportedIn, Kind::Action);
    let meeting_view = MeetingView {
        row: here.meeting_row(item, meeting),
        attendance: attendance.collect(),
        heard: meeting.heard.iter().map(|citation| here.cited(citation)).collect(),
        actions: here.actions_of(item.name()).iter().filter_map(|name| here.action_named(name)).collect(),
        reported: reported.iter().filter_map(|action| here.action_named(action.name())).collect(),
    };
    let frame = frame.crumb(&register(Kind::Meeting), register_title(Kind::Meeting));
    let view = view(here, item, &[Relation::Heard, Relation::AgreedIn, Relation::ReportedIn]);
    here.view("meeting.html", &frame, &[("item", &view), ("meeting", &meeting_view)])
}

fn action_page(here: &mut Here<'_, '_>, item: &Item, action: &Action, frame: Frame) -> View {
    let chain = here.chain(item, action);
    let frame = frame.crumb(&register(Kind::Action), register_title(Kind::Action));
    let view = view(here, item, &[Relation::AgreedIn, Relation::Because, Relation::ReportedIn]);
    here.view("action.html", &frame, &[("item", &view), ("chain", &chain)])
}

fn free_page(here: &mut Here<'_, '_>, item: &Item, frame: Frame) -> View {
    let contents = item.body.outline.iter().filter(|heading| heading.level <= 2);
    let mut frame = frame;
    frame.contents = contents
        .map(|heading| Link {
            href: format!("#{}", super::super::address::text_part(&heading.id)),
            text: heading.title.clone(),
        })
        .collect();
    let view = view(here, item, &[]);
    here.view("page.html", &frame, &[("item", &view)])
}

impl Here<'_, '_> {
    /// The file that an item is written in, for the authority itself.
    pub(super) fn written_in(&self, item: &Item) -> Option<String> {
        let internal = self.release().audience() == crate::model::Audience::Internal;
        internal.then(|| item.basics.place.path.to_string())
    }
}
