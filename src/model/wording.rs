//! How an item is worded: the words in it that rules are about. It is for the
//! authority alone; the release drops it from every other edition.

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::language::{Rule, Standing};

/// How an item is worded.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// How many words were looked through: those that its author wrote for readers.
    pub words: usize,
    /// The uses of rules' words, in the order of the text; without those that
    /// are quoted or official.
    pub uses: Vec<WordUse>,
}

/// A use of a rule's words.
#[derive(Clone, Debug)]
pub struct WordUse {
    /// The rule.
    pub rule: Arc<Rule>,
    /// The words, as written.
    pub found: String,
    /// Where.
    pub place: Place,
    /// How they stand.
    pub standing: Standing,
    /// Why the author let them stand, where they are allowed.
    pub reason: Option<String>,
}
