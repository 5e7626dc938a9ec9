//! Items: everything an author writes that has a name of its own.
//!
//! Every item has the same [`Basics`] and [`Tagging`]; what only its kind has
//! stands in its [`Detail`]. References are listed in one place,
//! [`Item::citations_mut`], which the link stage walks: a field that is not
//! listed there would neither be checked nor shown.

use std::sync::Arc;

use jiff::civil::Date;

use super::markdown::Markdown;
use super::metric::Metric;
use super::period::{Period, day_label};
use super::reference::{Citation, Ref};
use crate::diagnostic::{Located, Place};

/// One thing of the pack.
#[derive(Clone, Debug)]
pub struct Item {
    /// What every item has.
    pub basics: Basics,
    /// What every piece of evidence may have; empty for other items.
    pub tagging: Tagging,
    /// What the author wrote.
    pub body: Markdown,
    /// What only this kind of item has.
    pub detail: Detail,
}

/// What every item has.
#[derive(Clone, Debug)]
pub struct Basics {
    /// Its name.
    pub name: Ref,
    /// Where it is written.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// The date or the time that it is about.
    pub when: When,
    /// The widest audience allowed.
    pub audience: Audience,
    /// How far it has come.
    pub status: Status,
    /// A marking of its own.
    pub marking: Option<String>,
    /// Earlier ids, which go on working.
    pub aliases: Vec<Located<Arc<str>>>,
}

/// The time an item is about; never the day it was written or uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One day.
    On(Date),
    /// From one day to another.
    Over(Date, Date),
    /// Not said.
    Undated,
}

impl When {
    /// The last day it is about: what sorting and ages count from.
    pub fn latest(self) -> Option<Date> {
        match self {
            Self::On(date) | Self::Over(_, date) => Some(date),
            Self::Undated => None,
        }
    }

    /// In words: `4 March 2026`; empty where it is not said.
    pub fn label(self) -> String {
        match self {
            Self::On(date) => day_label(date),
            Self::Over(from, to) => format!("{} to {}", day_label(from), day_label(to)),
            Self::Undated => String::new(),
        }
    }
}

/// Who a build is for, and the widest reader an item may have; from narrow to wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, clap::ValueEnum)]
pub enum Audience {
    /// The authority itself. It sees everything.
    #[default]
    Internal,
    /// The regulator's assessors.
    Assessor,
    /// Anybody.
    Public,
}

impl Audience {
    /// The word for it in front matter and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Assessor => "assessor",
            Self::Public => "public",
        }
    }

    /// Whether a thing that may go as far as `self` may be in a build for `build`.
    pub fn allows(self, build: Self) -> bool {
        self >= build
    }
}

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// Being written: for the authority's own eyes.
    Draft,
    /// Fit to be used.
    #[default]
    Ready,
    /// Signed off.
    Approved,
    /// Taken back: in no build.
    Withdrawn,
}

impl Status {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What every piece of evidence may have.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// The quality statements it bears on.
    pub statements: Vec<Support>,
    /// The quality statements it counts against.
    pub challenges: Vec<Citation>,
    /// Its evidence category where the author names one.
    pub category: Option<Located<Arc<str>>>,
    /// The innovation site it comes from.
    pub site: Option<Citation>,
    /// The team it comes from.
    pub team: Option<Located<Arc<str>>>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// Golden rules it shows.
    pub rules: Vec<Citation>,
    /// Conversations it is about.
    pub conversations: Vec<Located<u8>>,
    /// Whether unpaid carers are in it.
    pub carers: bool,
    /// Communities it is about.
    pub groups: Vec<String>,
    /// What those who shape support should know.
    pub insights: Vec<Insight>,
    /// When it should be looked at again.
    pub review_by: Option<Date>,
    /// The item that it replaces.
    pub supersedes: Option<Citation>,
    /// Free words.
    pub tags: Vec<String>,
}

/// How an item bears on a quality statement.
#[derive(Clone, Debug)]
pub struct Support {
    /// The statement.
    pub statement: Citation,
    /// How directly.
    pub strength: Strength,
    /// What people expect, where it shows that in particular.
    pub expectation: Option<Citation>,
    /// Why the author says so.
    pub why: Option<String>,
}

/// How directly an item bears on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Strength {
    /// It shows it.
    #[default]
    Direct,
    /// It agrees with other evidence.
    Corroborates,
    /// It helps to understand it.
    Context,
}

impl Strength {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Corroborates => "corroborates",
            Self::Context => "context",
        }
    }
}

/// What was learned and who should hear it.
#[derive(Clone, Debug)]
pub struct Insight {
    /// What was learned.
    pub text: String,
    /// Who should hear it.
    pub hearer: Hearer,
    /// When it was passed on.
    pub passed_on: Option<Date>,
}

/// Who shapes support and should hear what was learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hearer {
    /// Those who commission care and support.
    Commissioning,
    /// The NHS.
    Health,
    /// Housing.
    Housing,
    /// Voluntary and community organisations.
    VoluntarySector,
    /// Those who plan the workforce.
    Workforce,
    /// Those who build the systems.
    Digital,
}

impl Hearer {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Commissioning => "commissioning",
            Self::Health => "health",
            Self::Housing => "housing",
            Self::VoluntarySector => "the voluntary sector",
            Self::Workforce => "workforce",
            Self::Digital => "digital",
        }
    }
}

/// What only one kind of item has.
#[derive(Clone, Debug)]
pub enum Detail {
    /// A story of difference.
    Story(Story),
    /// A meeting.
    Meeting(Meeting),
    /// An action.
    Action(Action),
    /// Feedback.
    Feedback(Feedback),
    /// A metric.
    Metric(Box<Metric>),
    /// A document.
    Document(Document),
    /// The authority's judgement on a statement.
    Judgement(Judgement),
    /// A free page.
    Page(Page),
    /// An item of the regulator's information return.
    Requirement(Requirement),
}

/// A story of difference.
#[derive(Clone, Debug)]
pub struct Story {
    /// Whom it is about.
    pub person: Person,
    /// Why it may be told.
    pub consent: Option<Consent>,
    /// The ground for sharing it with the regulator where that is not consent.
    pub basis: Option<String>,
    /// How things were, in a sentence.
    pub before: Option<String>,
    /// What changed, in a sentence.
    pub what_changed: String,
    /// How things are now, in a sentence.
    pub now: Option<String>,
    /// What the worker believes was prevented, delayed or reduced.
    pub prevented: Vec<String>,
    /// When it was checked that what was set up works.
    pub followed_up: Option<Date>,
}

/// Whom a story is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Somebody, by the name the story uses.
    Somebody(String),
    /// A community or a team.
    Nobody,
}

/// Why a story about a person may be told.
#[derive(Clone, Debug)]
pub struct Consent {
    /// What was said.
    pub status: ConsentStatus,
    /// How far it goes.
    pub scope: Audience,
    /// When it was recorded.
    pub recorded: Option<Date>,
    /// When it should be asked again.
    pub review_by: Option<Date>,
    /// The role that recorded it.
    pub by: Option<String>,
}

/// What was said about telling a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentStatus {
    /// Yes.
    Given,
    /// Nobody has asked.
    NotSought,
    /// No.
    Declined,
    /// Yes, and then no.
    Withdrawn,
    /// Decided in the person's best interests.
    BestInterests,
    /// The family of somebody who has died.
    BereavedFamily,
}

impl ConsentStatus {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::NotSought => "not sought",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::BestInterests => "decided in the person’s best interests",
            Self::BereavedFamily => "given by the family after a death",
        }
    }
}

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The kind of meeting, by its id in the practice.
    pub kind: Located<Arc<str>>,
    /// Who was there.
    pub attendance: Vec<Attendance>,
    /// What was heard.
    pub heard: Vec<Citation>,
}

/// Who was at a meeting, by role.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The role, never a name.
    pub role: String,
    /// Whether it is a senior one.
    pub senior: bool,
    /// How many.
    pub count: u32,
}

/// An action that a meeting agreed; its title is what is to be done.
#[derive(Clone, Debug)]
pub struct Action {
    /// The meeting that agreed it; none where the reader may not see it.
    pub meeting: Option<Citation>,
    /// What prompted it.
    pub because: Vec<Citation>,
    /// When it is due.
    pub due: Date,
    /// Where it stands.
    pub status: ActionStatus,
    /// When it was done.
    pub done: Option<Date>,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// The meeting that heard the result.
    pub reported_in: Option<Citation>,
}

/// Where an action stands, as its author says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ActionStatus {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Done,
    /// Not to be done after all.
    Dropped,
}

impl ActionStatus {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// Feedback from people, families, staff or partners.
#[derive(Clone, Debug)]
pub struct Feedback {
    /// Whose it is.
    pub from: FeedbackFrom,
    /// How it was given.
    pub method: Method,
    /// How many answered.
    pub responses: Option<u32>,
    /// How many were asked.
    pub asked: Option<u32>,
    /// What they said.
    pub quotes: Vec<Quotation>,
}

/// Whose feedback it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedbackFrom {
    /// People who draw on care and support.
    People,
    /// Their families and unpaid carers.
    Families,
    /// Staff.
    Staff,
    /// Partners.
    Partners,
}

impl FeedbackFrom {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Families => "families",
            Self::Staff => "staff",
            Self::Partners => "partners",
        }
    }
}

/// How feedback was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// A conversation about how it went.
    Interview,
    /// A survey.
    Survey,
    /// A compliment.
    Compliment,
    /// A complaint.
    Complaint,
    /// A workshop.
    Workshop,
    /// An audit.
    Audit,
}

impl Method {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Survey => "survey",
            Self::Compliment => "compliment",
            Self::Complaint => "complaint",
            Self::Workshop => "workshop",
            Self::Audit => "audit",
        }
    }
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// Their words.
    pub text: String,
    /// Who said it.
    pub speaker: Speaker,
}

/// Who speaks in a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// The person the story is about.
    Person,
    /// Their family.
    Family,
    /// A worker.
    Worker,
    /// A partner.
    Partner,
}

impl Speaker {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Worker => "worker",
            Self::Partner => "partner",
        }
    }
}

/// A document of the authority's.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it is.
    pub target: DocumentTarget,
    /// The section that matters.
    pub section: Option<String>,
}

/// Where a document is.
#[derive(Clone, Debug)]
pub enum DocumentTarget {
    /// A file in the pack, copied into the site.
    File(Located<Arc<str>>),
    /// An address.
    Url(String),
}

/// The authority's own judgement on a quality statement.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The statement.
    pub statement: Citation,
    /// The authority's score; never computed from evidence.
    pub score: Option<Located<u8>>,
    /// Why this score.
    pub because: Option<String>,
    /// The role that answers for it.
    pub owner: String,
    /// When it was last looked at.
    pub reviewed: Date,
    /// What is strong.
    pub strengths: Vec<Claim>,
    /// What is to be improved.
    pub improvements: Vec<Claim>,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
}

/// One sentence of a judgement, and what it rests on.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The sentence.
    pub text: String,
    /// The evidence it cites.
    pub evidence: Vec<Citation>,
    /// What is being done about it.
    pub action: Option<Citation>,
}

/// A known gap in the evidence.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The category that is thin.
    pub category: Located<Arc<str>>,
    /// Why.
    pub why: String,
    /// The role that answers for closing it.
    pub owner: String,
    /// By when.
    pub until: Date,
}

/// A free page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it stands among the others.
    pub order: i64,
}

/// One thing that the regulator asked for.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The regulator's own reference.
    pub code: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Where it stands.
    pub status: RequirementStatus,
    /// What answers it.
    pub answered_by: Vec<Citation>,
    /// Why it does not apply.
    pub not_applicable: Option<String>,
}

/// Where an answer to the regulator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum RequirementStatus {
    /// Not answered yet.
    #[default]
    Open,
    /// Being worked on.
    InProgress,
    /// Answered.
    Answered,
    /// Asked of others, not of this authority.
    NotApplicable,
}

impl RequirementStatus {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Answered => "answered",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// What an item says of another by citing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Bears on a statement.
    Supports,
    /// Counts against a statement.
    Challenges,
    /// Shows what people expect.
    Shows,
    /// Shows a golden rule.
    ShowsRule,
    /// Comes from an innovation site.
    ComesFrom,
    /// Replaces it.
    Supersedes,
    /// A meeting heard it.
    Heard,
    /// An action was agreed in a meeting.
    AgreedIn,
    /// An action came of it.
    Because,
    /// A result was reported in a meeting.
    ReportedIn,
    /// A judgement is on a statement.
    Judges,
    /// A claim rests on it.
    Evidence,
    /// A claim is being worked on by an action.
    Improves,
    /// A request is answered by it.
    AnsweredBy,
    /// The text mentions it.
    Mentions,
}

impl Relation {
    /// Between the one that cites and the one cited: "story X `supports` …".
    pub fn forward(self) -> &'static str {
        match self {
            Self::Supports => "bears on",
            Self::Challenges => "counts against",
            Self::Shows => "shows",
            Self::ShowsRule => "shows the golden rule",
            Self::ComesFrom => "comes from",
            Self::Supersedes => "replaces",
            Self::Heard => "heard",
            Self::AgreedIn => "agreed in",
            Self::Because => "came of",
            Self::ReportedIn => "reported in",
            Self::Judges => "judges",
            Self::Evidence => "rests on",
            Self::Improves => "is acted on by",
            Self::AnsweredBy => "is answered by",
            Self::Mentions => "mentions",
        }
    }

    /// Seen from the one that is cited.
    pub fn backward(self) -> &'static str {
        match self {
            Self::Supports => "has evidence in",
            Self::Challenges => "is challenged by",
            Self::Shows | Self::ShowsRule => "is shown by",
            Self::ComesFrom => "gave rise to",
            Self::Supersedes => "is replaced by",
            Self::Heard => "was heard in",
            Self::AgreedIn => "agreed",
            Self::Because => "led to",
            Self::ReportedIn => "heard the result of",
            Self::Judges => "is judged in",
            Self::Evidence => "supports a claim in",
            Self::Improves => "acts on a claim in",
            Self::AnsweredBy => "answers",
            Self::Mentions => "is mentioned in",
        }
    }

    /// The name in open data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Challenges => "challenges",
            Self::Shows => "shows",
            Self::ShowsRule => "shows-rule",
            Self::ComesFrom => "comes-from",
            Self::Supersedes => "supersedes",
            Self::Heard => "heard",
            Self::AgreedIn => "agreed-in",
            Self::Because => "because",
            Self::ReportedIn => "reported-in",
            Self::Judges => "judges",
            Self::Evidence => "evidence",
            Self::Improves => "improves",
            Self::AnsweredBy => "answered-by",
            Self::Mentions => "mentions",
        }
    }
}

impl Item {
    /// The item's name.
    pub fn name(&self) -> &Ref {
        &self.basics.name
    }

    /// Visits every reference the item makes, with what it says by it.
    pub fn citations_mut(&mut self, visit: &mut dyn FnMut(Relation, &mut Citation)) {
        self.tagging.citations_mut(visit);
        self.detail.citations_mut(visit);
        self.body.citations_mut(&mut |citation| visit(Relation::Mentions, citation));
    }

    /// Takes out every reference to what `keep` refuses; the words around it
    /// stay. Statements stay whatever `keep` says: they belong to all.
    pub fn retain_citations(&mut self, keep: &dyn Fn(&Ref) -> bool) {
        if self.tagging.supersedes.as_ref().is_some_and(|citation| !keep(&citation.to)) {
            self.tagging.supersedes = None;
        }
        self.detail.retain_citations(keep);
        self.body.retain_citations(keep);
    }

    /// The quality statements that the item bears on or counts against.
    pub fn statements(&self) -> impl Iterator<Item = &Ref> {
        let supported = self.tagging.statements.iter().map(|support| &support.statement.to);
        supported.chain(self.tagging.challenges.iter().map(|citation| &citation.to))
    }
}

impl Tagging {
    fn citations_mut(&mut self, visit: &mut dyn FnMut(Relation, &mut Citation)) {
        for support in &mut self.statements {
            visit(Relation::Supports, &mut support.statement);
            support.expectation.iter_mut().for_each(|citation| visit(Relation::Shows, citation));
        }
        self.challenges.iter_mut().for_each(|citation| visit(Relation::Challenges, citation));
        self.rules.iter_mut().for_each(|citation| visit(Relation::ShowsRule, citation));
        self.site.iter_mut().for_each(|citation| visit(Relation::ComesFrom, citation));
        self.supersedes.iter_mut().for_each(|citation| visit(Relation::Supersedes, citation));
    }
}

impl Detail {
    fn citations_mut(&mut self, visit: &mut dyn FnMut(Relation, &mut Citation)) {
        match self {
            Self::Meeting(meeting) => {
                meeting.heard.iter_mut().for_each(|citation| visit(Relation::Heard, citation));
            }
            Self::Action(action) => {
                action.meeting.iter_mut().for_each(|citation| visit(Relation::AgreedIn, citation));
                action.because.iter_mut().for_each(|citation| visit(Relation::Because, citation));
                action.reported_in.iter_mut().for_each(|citation| visit(Relation::ReportedIn, citation));
            }
            Self::Judgement(judgement) => {
                visit(Relation::Judges, &mut judgement.statement);
                for claim in judgement.strengths.iter_mut().chain(&mut judgement.improvements) {
                    claim.evidence.iter_mut().for_each(|citation| visit(Relation::Evidence, citation));
                    claim.action.iter_mut().for_each(|citation| visit(Relation::Improves, citation));
                }
            }
            Self::Requirement(requirement) => {
                requirement.answered_by.iter_mut().for_each(|citation| visit(Relation::AnsweredBy, citation));
            }
            Self::Metric(metric) => {
                metric.method.citations_mut(&mut |citation| visit(Relation::Mentions, citation));
            }
            Self::Story(_) | Self::Feedback(_) | Self::Document(_) | Self::Page(_) => {}
        }
    }
}

impl Detail {
    fn retain_citations(&mut self, keep: &dyn Fn(&Ref) -> bool) {
        let many = |citations: &mut Vec<Citation>| citations.retain(|citation| keep(&citation.to));
        let one = |citation: &mut Option<Citation>| {
            if citation.as_ref().is_some_and(|citation| !keep(&citation.to)) {
                *citation = None;
            }
        };
        match self {
            Self::Meeting(meeting) => many(&mut meeting.heard),
            Self::Action(action) => {
                one(&mut action.meeting);
                many(&mut action.because);
                one(&mut action.reported_in);
            }
            Self::Judgement(judgement) => {
                for claim in judgement.strengths.iter_mut().chain(&mut judgement.improvements) {
                    many(&mut claim.evidence);
                    one(&mut claim.action);
                }
            }
            Self::Requirement(requirement) => many(&mut requirement.answered_by),
            Self::Metric(metric) => metric.method.retain_citations(keep),
            Self::Story(_) | Self::Feedback(_) | Self::Document(_) | Self::Page(_) => {}
        }
    }
}

/// The stretch of time that a list of periods covers.
impl FromIterator<Period> for When {
    fn from_iter<I: IntoIterator<Item = Period>>(periods: I) -> Self {
        let mut periods = periods.into_iter();
        let Some(first) = periods.next() else { return Self::Undated };
        let (from, to) = periods.fold((first.start(), first.end()), |(from, to), period| {
            (from.min(period.start()), to.max(period.end()))
        });
        Self::Over(from, to)
    }
}
