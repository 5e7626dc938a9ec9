//! Concerns about judgements, their claims, and the evidence they rest on.

use super::super::Counted;
use super::super::claims::{ClaimReading, ClaimState};
use super::super::coverage::{Cell, CellState, Row, is_dropped};
use super::{About, Concern, Concerns, named, quoted};
use crate::diagnostic::{Code, counted};
use crate::model::{Detail, Item, Judgement, Kind, Ref, Relation, Statement, day_label};

impl Concerns<'_, '_> {
    fn judgement(&self, statement: &Statement) -> Option<(&Item, &Judgement)> {
        let item = self.ground.release.item(&Ref::new(Kind::Judgement, statement.id.clone()))?;
        match &item.detail {
            Detail::Judgement(judgement) => Some((item, judgement)),
            _ => None,
        }
    }

    /// Statements without a judgement or a score, and the claims of the others.
    pub(super) fn judgements(&mut self, counted: &Counted) {
        let release = self.ground.release;
        for statement in &release.framework().statements {
            let name = Ref::new(Kind::Statement, statement.id.clone());
            let (about, place, message, help) = match self.judgement(statement) {
                Some((_, judgement)) if judgement.score.is_some() => continue,
                Some((item, _)) => (
                    item.name().clone(),
                    Some(item.basics.place.clone()),
                    format!("{} has no score of your own", statement.title),
                    "write `score:` and `because:` in its judgement".to_owned(),
                ),
                None => (
                    name.clone(),
                    None,
                    format!("{} has no judgement", statement.title),
                    format!("begin one: `ninefold new judgement {}`", statement.id),
                ),
            };
            let statements = vec![name];
            self.found.push(Concern {
                worth: 5,
                code: None,
                statements,
                about: Some(about),
                since: None,
                place,
                message,
                help,
            });
        }
        for judged in &counted.claims {
            let statement = Ref::new(Kind::Statement, judged.statement.clone());
            for claim in &judged.claims {
                self.claim(claim, &statement);
            }
        }
    }

    fn claim(&mut self, claim: &ClaimReading, statement: &Ref) {
        let name = Ref::new(Kind::Judgement, statement.id.clone());
        let text = quoted(&claim.text);
        let about = || About {
            name: Some(&name),
            statements: vec![statement.clone()],
            place: Some(&claim.place),
            since: None,
        };
        let (worth, code, message, help) = match claim.state {
            ClaimState::Supported => (0, None, String::new(), ""),
            ClaimState::WithoutEvidence => (
                1,
                Some(Code::ClaimWithoutEvidence),
                format!("the claim {text} cites no evidence"),
                "name what shows it under `evidence`, or take the claim out",
            ),
            ClaimState::Withdrawn => (
                1,
                Some(Code::ClaimEvidenceWithdrawn),
                format!("all that the claim {text} rests on was withdrawn"),
                "name other evidence, or take the claim out",
            ),
            ClaimState::Stale => (
                1,
                Some(Code::ClaimEvidenceStale),
                format!("nothing that the claim {text} rests on can be relied on any more"),
                "name something that is fresh, or take the claim out",
            ),
            ClaimState::OneSource => (
                9,
                Some(Code::ClaimOnOneSource),
                format!("the claim {text} stands on one source"),
                "name evidence from somewhere else as well: another site, another meeting, a figure",
            ),
        };
        if let Some(code) = code {
            self.add(worth, code, about(), message, help);
        }
        if claim.without_action {
            let message = if claim.action_dropped {
                format!("what was agreed to bring about the improvement {text} was dropped")
            } else {
                format!("nobody has been asked to bring about the improvement {text}")
            };
            let help = "agree an action in a meeting and name it: `action: its-id`";
            self.add(7, Code::ImprovementWithoutAction, about(), message, help);
        }
    }

    /// What the matrix shows, for statements that have been judged.
    pub(super) fn cells(&mut self, counted: &Counted) {
        let release = self.ground.release;
        for (row, statement) in counted.coverage.rows.iter().zip(&release.framework().statements) {
            self.challenges(row, statement);
            for (cell, category) in row.cells.iter().zip(&release.framework().categories) {
                self.cell(cell, statement, &category.title);
            }
        }
    }

    fn challenges(&mut self, row: &Row, statement: &Statement) {
        let unanswered: Vec<Ref> = row
            .counted_challenges()
            .filter(|challenge| !challenge.answered)
            .map(|challenge| challenge.item.clone())
            .collect();
        for name in unanswered {
            let Some((item, _)) = self.ground.item(&name) else { continue };
            let come_of_it = if self.dropped(&name, statement) {
                "what was agreed about it was dropped"
            } else {
                "nothing has come of it"
            };
            let message = format!("{} counts against {}, and {come_of_it}", named(item), statement.title);
            let help = format!(
                "agree an action with `because: [{name}]`, or name one beside an improvement that cites it"
            );
            let about = About { statements: vec![row.statement.clone()], ..About::item(item) };
            self.add(2, Code::EvidenceChallenged, about, message, help);
        }
    }

    /// Whether an action that came of something, or that an improvement names
    /// which cites it, was dropped.
    fn dropped(&self, name: &Ref, statement: &Statement) -> bool {
        let edges = self.ground.release.cited_by(name).iter();
        let came = edges.filter(|edge| edge.relation == Relation::Because).map(|edge| &edge.from);
        let improvements =
            self.judgement(statement).map_or(&[][..], |(_, judgement)| &judgement.improvements);
        let cites = improvements.iter().filter(|claim| claim.evidence.iter().any(|cited| cited.to == *name));
        let named = cites.filter_map(|claim| claim.action.as_ref()).map(|action| &action.to);
        came.chain(named).any(|action| is_dropped(self.ground, action))
    }

    fn cell(&mut self, cell: &Cell, statement: &Statement, category: &str) {
        let title = &statement.title;
        let (worth, code, message, help) = match cell.state {
            CellState::ExpiredGap => (
                3,
                Code::GapExpired,
                format!(
                    "the gap in {category} for {title} was to be closed by {}",
                    cell.gap_until.map_or_else(String::new, day_label)
                ),
                "take it out if it is closed, or give it a new date and say why",
            ),
            CellState::Gap => (
                4,
                Code::EvidenceGap,
                format!("there is no evidence in {category} for {title}"),
                "gather some, or name it under `gaps` with an owner and a date",
            ),
            CellState::StaleOnly => (
                4,
                Code::EvidenceStaleOnly,
                format!("all the evidence in {category} for {title} is stale"),
                "gather something fresh, or name it under `gaps` with an owner and a date",
            ),
            CellState::Thin => (
                9,
                Code::EvidenceThin,
                format!("the evidence in {category} for {title} is from {}", sources(cell)),
                "gather some from another source: another site, another meeting, another author",
            ),
            CellState::Evidenced | CellState::Challenged | CellState::KnownGap | CellState::NotExpected => {
                return;
            }
        };
        // A statement that nobody has judged yet is not begun, and that is said once.
        let Some((item, judgement)) = self.judgement(statement) else { return };
        let gap = judgement.gaps.iter().find(|gap| gap.category.value == cell.category);
        let place = gap.filter(|_| code == Code::GapExpired).map(|gap| gap.category.place.clone());
        let place = place.unwrap_or_else(|| item.basics.place.clone());
        let name = item.name().clone();
        let statements = vec![Ref::new(Kind::Statement, statement.id.clone())];
        self.add(
            worth,
            code,
            About { name: Some(&name), statements, place: Some(&place), since: None },
            message,
            help,
        );
    }
}

fn sources(cell: &Cell) -> String {
    let again = cell.reliable() - cell.sources.len();
    let sources = counted(cell.sources.len(), "source");
    if again == 0 { sources } else { format!("{sources}, said {} times", cell.reliable()) }
}
