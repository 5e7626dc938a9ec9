//! What a build keeps for the next one: in `.ninefold/` in the pack's folder,
//! which can go at any time.
//!
//! It is believed only by the very program that wrote it. It holds hashes of
//! what the guard found clean, and for the build that went before the hash of
//! the whole pack, of its site's manifest, and what was printed: where the pack,
//! the settings and every byte of the site are still the same, there is nothing
//! to do but to say so again. What it cannot read or write it does without.
//! Builds for assessors and the public keep nothing and believe nothing: a file
//! that anybody could have written decides nothing about what leaves.

use std::fs::File;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Outcome;
use super::session::{Said, Session};
use crate::guard::Clean;
use crate::output::{sha256_of, verify, write_beside};
use crate::source::hash_of_pack;

/// A SHA-256.
type Hash = [u8; 32];

/// The folder, beside `content` and `data`.
const FOLDER: &str = ".ninefold";
/// The program that keeps it: changes with every change of it.
const TOOL: &str = env!("NINEFOLD_TOOL");

/// What is kept for builds into one folder.
pub(super) struct Kept {
    file: PathBuf,
    /// What the build depends on: the pack and the settings; none where the
    /// pack cannot be read whole.
    inputs: Option<Hash>,
    stored: Stored,
}

/// As it stands in the file.
#[derive(Default, Serialize, Deserialize)]
struct Stored {
    tool: String,
    /// In base64, one behind the other.
    clean: String,
    last: Option<Last>,
}

/// A build that went well.
#[derive(Serialize, Deserialize)]
struct Last {
    inputs: Hash,
    /// The SHA-256 of the site's manifest, in hexadecimal.
    site: String,
    /// What there is to say of a site that stands there already.
    done: String,
    said: Said,
}

impl Kept {
    /// What an earlier build kept, for a session that has not begun.
    pub(super) fn open(session: &Session, folder: &Path) -> Self {
        let (name, _) = sha256_of(folder.as_os_str().as_encoded_bytes()).unwrap_or_default();
        let file = session.root.join(FOLDER).join(format!("{name:.12}.json"));
        let stored = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let stored = stored.filter(|stored: &Stored| stored.tool == TOOL).unwrap_or_default();
        Self { file, inputs: inputs(session), stored }
    }

    /// What the guard has found clean.
    pub(super) fn clean(&self) -> Clean {
        let bytes = BASE64_STANDARD.decode(&self.stored.clean).unwrap_or_default();
        Clean::of(bytes.as_chunks().0.iter().copied())
    }

    /// Says again what the last build said, if nothing at all has changed since:
    /// neither the pack and the settings nor a byte of the site.
    pub(super) fn say_again(&self, folder: &Path) -> Option<Outcome> {
        let last = self.stored.last.as_ref().filter(|last| Some(last.inputs) == self.inputs)?;
        let site = verify(folder).ok()?;
        let same = site.sha256.as_ref() == Some(&last.site) && site.findings.is_empty();
        same.then(|| last.said.print(Some(&last.done)))
    }

    /// Keeps what a build found clean and, if there is nothing but the site, what
    /// it said of the pack and would say of a site that stands there already.
    pub(super) fn keep(self, session: &Session, folder: &Path, said: Option<(Said, String)>) {
        let last = said.and_then(|(said, done)| {
            // Somebody may have saved a file while it was built.
            let inputs = self.inputs.filter(|before| inputs(session).as_ref() == Some(before))?;
            let (site, _) = File::open(folder.join("manifest.json")).and_then(sha256_of).ok()?;
            Some(Last { inputs, site, done, said })
        });
        let clean = BASE64_STANDARD.encode(session.clean.met().as_flattened());
        let stored = Stored { tool: TOOL.to_owned(), clean, last };
        if let Ok(bytes) = serde_json::to_vec(&stored) {
            // A folder that cannot be written costs the next build its time and nothing else.
            let _ = write_beside(&self.file, &bytes);
        }
    }
}

/// A hash of all that decides what is built and what is said of it.
fn inputs(session: &Session) -> Option<Hash> {
    let mut hash = Sha256::new();
    hash.update(hash_of_pack(&session.root).ok()?);
    hash.update(session.settings());
    Some(hash.finalize().into())
}
