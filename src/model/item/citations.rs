//! Every reference that an item makes, listed in one place.
//!
//! The link stage walks [`Item::citations`] and the release takes out what
//! may not be seen by [`Item::retain_citations`]: a field that is not listed
//! here would neither be checked nor shown nor withheld.

use super::{Detail, Item, Relation, Tagging};
use crate::model::live_table::LiveTable;
use crate::model::markdown::{Markdown, Picture};
use crate::model::reference::{Citation, Ref};

impl Item {
    /// The live tables of its texts: what they name beside references is
    /// declared elsewhere as well.
    pub fn tables(&self) -> impl Iterator<Item = &LiveTable> {
        let method = match &self.detail {
            Detail::Metric(metric) => Some(&metric.method),
            _ => None,
        };
        self.body.tables().chain(method.into_iter().flat_map(Markdown::tables))
    }

    /// The same, to change them.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut LiveTable> {
        let method = match &mut self.detail {
            Detail::Metric(metric) => Some(&mut metric.method),
            _ => None,
        };
        self.body.tables_mut().chain(method.into_iter().flat_map(Markdown::tables_mut))
    }

    /// The pictures of its texts.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let method = match &self.detail {
            Detail::Metric(metric) => Some(&metric.method),
            _ => None,
        };
        self.body.pictures().chain(method.into_iter().flat_map(Markdown::pictures))
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
}

/// What visits every reference, by `&` or by `&mut`.
macro_rules! visits {
    ($name:ident, $each:ident $(, $mut:tt)?) => {
        impl Item {
            /// Visits every reference the item makes, with what it says by it.
            pub fn $name(&$($mut)? self, visit: &mut dyn FnMut(Relation, &$($mut)? Citation)) {
                self.tagging.$name(visit);
                self.detail.$name(visit);
                self.body.$name(&mut |citation| visit(Relation::Mentions, citation));
            }
        }

        impl Tagging {
            fn $name(&$($mut)? self, visit: &mut dyn FnMut(Relation, &$($mut)? Citation)) {
                for support in &$($mut)? self.statements {
                    visit(Relation::Supports, &$($mut)? support.statement);
                    support.expectation.$each().for_each(|citation| visit(Relation::Shows, citation));
                }
                self.challenges.$each().for_each(|citation| visit(Relation::Challenges, citation));
                self.rules.$each().for_each(|citation| visit(Relation::ShowsRule, citation));
                self.site.$each().for_each(|citation| visit(Relation::ComesFrom, citation));
                self.supersedes.$each().for_each(|citation| visit(Relation::Supersedes, citation));
            }
        }

        impl Detail {
            fn $name(&$($mut)? self, visit: &mut dyn FnMut(Relation, &$($mut)? Citation)) {
                match self {
                    Self::Meeting(meeting) => {
                        meeting.heard.$each().for_each(|citation| visit(Relation::Heard, citation));
                    }
                    Self::Action(action) => {
                        action.meeting.$each().for_each(|citation| visit(Relation::AgreedIn, citation));
                        action.because.$each().for_each(|citation| visit(Relation::Because, citation));
                        action.reported_in.$each().for_each(|citation| visit(Relation::ReportedIn, citation));
                    }
                    Self::Judgement(judgement) => {
                        visit(Relation::Judges, &$($mut)? judgement.statement);
                        for claim in judgement.strengths.$each().chain(&$($mut)? judgement.improvements) {
                            claim.evidence.$each().for_each(|citation| visit(Relation::Evidence, citation));
                            claim.action.$each().for_each(|citation| visit(Relation::Improves, citation));
                        }
                    }
                    Self::Requirement(requirement) => {
                        requirement
                            .answered_by
                            .$each()
                            .for_each(|citation| visit(Relation::AnsweredBy, citation));
                    }
                    Self::Metric(metric) => {
                        metric.part_of.$each().for_each(|citation| visit(Relation::PartOf, citation));
                        metric.method.$name(&mut |citation| visit(Relation::Mentions, citation));
                    }
                    Self::Story(_) | Self::Feedback(_) | Self::Document(_) | Self::Page(_) => {}
                }
            }
        }
    };
}

visits!(citations, iter);
visits!(citations_mut, iter_mut, mut);

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
            Self::Metric(metric) => {
                one(&mut metric.part_of);
                metric.method.retain_citations(keep);
            }
            Self::Story(_) | Self::Feedback(_) | Self::Document(_) | Self::Page(_) => {}
        }
    }
}
