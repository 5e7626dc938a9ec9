//! What a reader must know to understand a chart: above all, why it has no
//! limits.

use super::{Assurance, LEAST_BASELINE, Options};

/// Something that a caption says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which segment it is about, counted from 1; none where there is only one,
    /// or where it is about the whole.
    pub part: Option<usize>,
    /// What.
    pub reason: Reason,
}

/// Why there are no limits, or what else to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One row.
    OneRow,
    /// Fewer rows than limits need.
    FewRows {
        /// How many there are.
        rows: usize,
        /// How many are needed.
        least: usize,
    },
    /// No row that limits are made from has a figure.
    NoFigures,
    /// No two figures stand side by side.
    NoNeighbours,
    /// Every figure is the same.
    Constant {
        /// Whether they meet the target; none without a target or a direction,
        /// and of every segment but the last.
        meets_target: Option<bool>,
    },
    /// Too few figures differ from the one before.
    NoMovement,
    /// The figures are too large to be added up.
    TooLarge,
    /// A baseline was asked for that is too short, and made longer.
    ShortBaseline {
        /// How many rows were asked for.
        asked: usize,
    },
    /// The last row has no figure, and so can show no signal.
    LastMissing,
}

impl Note {
    /// What is to be said of the options themselves.
    pub(super) fn of_options(options: &Options) -> Option<Self> {
        let asked = options.baseline.filter(|asked| *asked < LEAST_BASELINE)?;
        Some(Self { part: None, reason: Reason::ShortBaseline { asked } })
    }

    /// In words: a whole sentence or more.
    pub fn text(&self) -> String {
        let said = self.reason.label();
        if let Some(part) = self.part {
            return format!("Part {part} of the series: {said}");
        }
        let (first, rest) = said.split_at(said.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    }
}

impl Reason {
    /// The same, with whether figures that are all the same meet the target.
    pub(super) fn with(self, assurance: Option<Assurance>) -> Self {
        match self {
            Self::Constant { .. } => {
                Self::Constant { meets_target: assurance.map(|said| said == Assurance::Pass) }
            }
            other => other,
        }
    }

    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneRow => "one-row",
            Self::FewRows { .. } => "few-rows",
            Self::NoFigures => "no-figures",
            Self::NoNeighbours => "no-neighbours",
            Self::Constant { .. } => "constant",
            Self::NoMovement => "no-movement",
            Self::TooLarge => "too-large",
            Self::ShortBaseline { .. } => "short-baseline",
            Self::LastMissing => "last-missing",
        }
    }

    /// In words.
    pub fn label(self) -> String {
        match self {
            Self::OneRow => "there is only one period, so no limits can be drawn.".to_owned(),
            Self::FewRows { rows, least } => {
                format!("there are only {rows} periods, and limits need at least {least}.")
            }
            Self::NoFigures => "no limits can be drawn: there are no figures to make them from.".to_owned(),
            Self::NoNeighbours => {
                "no limits can be drawn: no two periods in a row have figures to compare.".to_owned()
            }
            Self::Constant { meets_target } => {
                let met = match meets_target {
                    Some(true) => " It meets the target.",
                    Some(false) => " It does not meet the target.",
                    None => "",
                };
                format!("every figure is the same, so nothing varies and there are no limits to draw.{met}")
            }
            Self::NoMovement => {
                "most figures are the same as the one before, so there are too few ups and downs to draw limits from."
                    .to_owned()
            }
            Self::TooLarge => "no limits can be drawn: the figures are too large to be added up.".to_owned(),
            Self::ShortBaseline { asked } => format!(
                "a baseline has at least {LEAST_BASELINE} periods: {LEAST_BASELINE} were used, although {asked} were asked for."
            ),
            Self::LastMissing => {
                "the last period has no figure, so it can show no signal.".to_owned()
            }
        }
    }
}
