//! What an authority's pack is made of, as types.
//!
//! The model stands beside the stages: `parse` makes these values, `link`
//! joins them, everything later reads them. Nothing here touches the disk or
//! knows how a page looks. Values that can turn out wrong after parsing keep
//! their place in the file, so that a late finding can still point at a line.

mod accessibility;
mod conversation;
mod evidence_rules;
mod file_query;
mod framework;
mod item;
mod limits;
mod live_table;
mod markdown;
mod metric;
mod pack;
mod period;
mod personal_data;
mod practice;
mod reference;
mod small_numbers;
mod wording;

pub use accessibility::{AccessProblem, AccessReason, AccessibilityStatement, Compliance, Contact, Tested};
pub use conversation::{Among, ConversationLog, LogQuery, LogRow, LogSettings, Measure};
pub use evidence_rules::{EvidenceRules, RuleChanges, Shared};
pub use file_query::{FileFormat, FilePeriod, FileQuery};
pub use framework::{
    Band, Category, Commitment, Expectation, Framework, Heading, Origin, Rating, Rounding, Score, Statement,
    Term, TextSource, Theme,
};
pub use item::{
    Action, ActionStatus, Attendance, Audience, Basics, Claim, Consent, ConsentStatus, Detail, Document,
    DocumentTarget, Feedback, FeedbackFrom, Gap, Ground, Hearer, Insight, Item, Judgement, Meeting, Method,
    Page, Person, Quotation, Relation, Requirement, RequirementStatus, Speaker, Status, Story, Strength,
    Support, Tagging, When,
};
pub use limits::{Limit, Limits};
pub use live_table::{Comparison, Condition, Field, Holds, LiveTable, Register, Sort, Wanted};
pub use markdown::{Markdown, Outline, Picture, Piece, is_lang};
pub use metric::{
    Better, Break, ChartKind, Comparator, Counts, FiguresFrom, Metric, Missing, Phase, Point, PointValue,
    Publication, Revision, SourceStatus, SpcOptions, Target, Unit, span,
};
pub use pack::{Area, Durations, Pack, Peers, Settings, Site, Team, Unread};
pub use period::{Grain, Period, day_label, parse_date};
pub use personal_data::{Allowance, KNOWN_PERSON, OwnPattern, PersonalData};
pub use practice::{Conversation, MeetingKind, Practice, Rule};
pub use reference::{Citation, Kind, Ref, fold, is_id};
pub use small_numbers::KeptBack;
pub use wording::{WordUse, Wording};
