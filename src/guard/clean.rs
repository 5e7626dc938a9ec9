//! What has been looked through already and held nothing.
//!
//! A file of which every byte, its name and all that decides what is found are
//! the same is clean again; what held something is looked through every time.
//! Only hashes are kept, and none is of words that anything was found in.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

use sha2::{Digest, Sha256};

use super::Scanner;

/// A hash of a file, its name and all that decides what is found in it.
pub type CleanKey = [u8; 32];

/// What was looked through by one set of rules and held nothing.
#[derive(Debug, Default)]
pub struct Clean {
    /// Stands for the rules.
    rules: CleanKey,
    known: BTreeSet<CleanKey>,
    /// Those of `known` that were asked for, and new ones.
    met: RwLock<BTreeSet<CleanKey>>,
}

impl Clean {
    /// What an earlier build met, for the rules that it had.
    pub fn of(known: impl IntoIterator<Item = CleanKey>) -> Self {
        Self { known: known.into_iter().collect(), ..Self::default() }
    }

    /// The same for another build, by the rules of a scanner. What the last
    /// build did not meet is forgotten.
    #[must_use]
    pub fn under(self, scanner: &Scanner) -> Self {
        let met = self.met.into_inner().unwrap_or_else(PoisonError::into_inner);
        let known = if met.is_empty() { self.known } else { met };
        Self { rules: scanner.fingerprint(), known, met: RwLock::default() }
    }

    /// The same after a build that was given up: what it did not meet is kept too.
    #[must_use]
    pub fn forgetting_nothing(mut self) -> Self {
        self.met.get_mut().unwrap_or_else(PoisonError::into_inner).extend(self.known.iter().copied());
        self
    }

    /// What the build met that was clean, in order.
    pub fn met(&self) -> Vec<CleanKey> {
        self.met.read().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    pub(super) fn key(&self, name: &str, bytes: &[u8]) -> CleanKey {
        let mut hash = Sha256::new();
        hash.update(self.rules);
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update(bytes);
        hash.finalize().into()
    }

    pub(super) fn holds(&self, key: &CleanKey) -> bool {
        let known = self.known.contains(key);
        if known {
            self.add(*key);
        }
        known
    }

    pub(super) fn add(&self, key: CleanKey) {
        self.met.write().unwrap_or_else(PoisonError::into_inner).insert(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::personal::{HashedNames, People};

    #[test]
    fn other_words_other_names_and_other_rules_are_not_known() {
        let scanner = Scanner::default();
        let first = Clean::default().under(&scanner);
        let key = first.key("a.html", b"words");
        assert!(!first.holds(&key));
        first.add(key);
        let next = Clean::of(first.met()).under(&scanner);
        assert!(next.holds(&next.key("a.html", b"words")));
        assert!(!next.holds(&next.key("a.html", b"sword")));
        assert!(!next.holds(&next.key("b.html", b"words")));
        let people = People::new(["zelda quillfeather".to_owned()], HashedNames::default());
        let others = next.under(&Scanner::new(&crate::model::PersonalData::default(), people));
        assert!(!others.holds(&others.key("a.html", b"words")));
    }

    #[test]
    fn what_is_not_met_again_is_forgotten() {
        let scanner = Scanner::default();
        let first = Clean::default().under(&scanner);
        first.add([1; 32]);
        first.add([2; 32]);
        let second = first.under(&scanner);
        assert!(second.holds(&[1; 32]));
        assert_eq!(second.met(), [[1; 32]]);
        let third = second.forgetting_nothing().under(&scanner);
        assert!(third.holds(&[2; 32]));
        assert!(!third.under(&scanner).holds(&[1; 32]));
    }
}
