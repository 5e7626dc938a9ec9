//! How many waited how long, and what must hold of it.

use super::{ChartError, Finite, some_rows};

/// More columns than this have no room for their words.
const MOST_CLASSES: usize = 10;
/// More marks than this would hide what they stand on.
const MOST_MARKS: usize = 4;

/// How many waited how long: a column a class of days, from zero, with its
/// count over it, and marks such as the median.
///
/// All columns are of one width, whatever their classes are. The chart's unit
/// is that of the marks. The chart adds every figure to the description, in
/// order, so that the caller's own need not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waits {
    /// In order, at most ten.
    pub classes: Vec<WaitClass>,
    /// At most four.
    pub marks: Vec<WaitMark>,
    /// What classes are of, under them: "Days from first contact".
    pub across: String,
}

/// A class of waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitClass {
    /// Stands under the column: "1 to 2".
    pub label: String,
    /// The first day in it, in whole days; it reaches to the next class, and
    /// the last has no end.
    pub from: u32,
    /// How many; none has no column, which nought has not either but says so.
    pub count: Option<u32>,
    /// Stands in the place of a missing count: "fewer than 5".
    pub word: String,
}

/// A wait that says something of all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitMark {
    /// Stands over the columns, before the value: "median".
    pub label: String,
    /// In days. A day takes its place in the middle of its share of its
    /// class; what is in the last class stands in the middle of it.
    pub days: Finite,
}

impl Waits {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        some_rows("classes", self.classes.len(), MOST_CLASSES)?;
        if self.marks.len() > MOST_MARKS {
            let (what, found) = ("marks".to_owned(), self.marks.len());
            return Err(ChartError::TooMany { what, found, most: MOST_MARKS });
        }
        if let Some(pair) = self.classes.windows(2).find(|pair| pair[0].from >= pair[1].from) {
            return Err(ChartError::ClassesOutOfOrder(format!("`{}`", pair[1].label)));
        }
        let first = self.classes.first().map_or(0.0, |class| f64::from(class.from));
        match self.marks.iter().find(|mark| mark.days.get() < first) {
            Some(mark) => Err(ChartError::BeforeClasses(format!("`{}`", mark.label))),
            None => Ok(()),
        }
    }
}
