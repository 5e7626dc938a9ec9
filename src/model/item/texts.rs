//! Every text of an item that readers read, listed in one place.

use super::{Claim, Detail, Item};

impl Item {
    /// What the author wrote in words, the title first, the body last.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = vec![self.basics.title.clone()];
        texts.extend(self.basics.ground.basis.clone());
        texts.extend(self.tagging.statements.iter().filter_map(|support| support.why.clone()));
        texts.extend(self.tagging.insights.iter().map(|insight| insight.text.clone()));
        self.detail.texts(&mut texts);
        texts.push(self.body.plain_text());
        texts
    }
}

impl Detail {
    fn texts(&self, texts: &mut Vec<String>) {
        match self {
            Self::Story(story) => {
                texts.extend(story.before.clone());
                texts.push(story.what_changed.clone());
                texts.extend(story.now.clone());
            }
            Self::Feedback(feedback) => {
                texts.extend(feedback.quotes.iter().map(|quote| quote.text.clone()));
            }
            Self::Action(action) => {
                texts.extend(action.reason.clone());
                texts.extend(action.result.clone());
            }
            Self::Judgement(judgement) => {
                texts.extend(judgement.because.clone());
                let claims = judgement.strengths.iter().chain(&judgement.improvements);
                texts.extend(claims.map(|Claim { text, .. }| text.clone()));
                texts.extend(judgement.gaps.iter().map(|gap| gap.why.clone()));
            }
            Self::Metric(metric) => {
                texts.extend(metric.question.clone());
                texts.extend(metric.finding.clone());
                texts.extend(metric.points.iter().filter_map(|point| point.note.clone()));
                texts.push(metric.method.plain_text());
            }
            Self::Requirement(requirement) => texts.extend(requirement.not_applicable.clone()),
            Self::Meeting(_) | Self::Document(_) | Self::Page(_) => {}
        }
    }
}
