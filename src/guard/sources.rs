//! The texts of the pack, each as its author wrote it: front matter, notes
//! and comments included.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::scanner::{Find, essence, hardest};
use super::words::name_in_words;
use super::{Guard, Told, code};
use crate::diagnostic::{Finding, Place, Severity};
use crate::model::Audience;
use crate::personal::Certainty;
use crate::source::{Role, SourceText, Sources};

impl Guard<'_> {
    /// Looks through the texts of the pack. `released` are the files of which
    /// something goes to the audience; files that hold no items count as such.
    pub fn sources(&mut self, sources: &Sources, released: &BTreeSet<Arc<str>>) {
        let texts: Vec<&SourceText> = sources.texts.values().collect();
        let (scanner, clean) = (self.scanner, self.clean);
        let scan = |source: &'_ SourceText| {
            let whole = clean.key(&source.path, source.text.as_bytes());
            let finds = if clean.holds(&whole) { Vec::new() } else { scanner.all(&source.text) };
            if finds.is_empty() {
                clean.add(whole);
            }
            (finds, name_in_words(&source.path))
        };
        let found: Vec<_> = texts.par_iter().map(|source| scan(source)).collect();
        for (source, (mut finds, name)) in texts.into_iter().zip(found) {
            let goes_out = match source.role {
                Role::Settings | Role::Framework => true,
                // They say what to look for, and are shown nowhere.
                Role::PersonalData | Role::KnownPeople => false,
                _ => released.contains(&source.path),
            };
            if source.role == Role::PersonalData {
                finds.retain(|find| !self.allowances.names(&source.text[find.span.clone()]));
            }
            self.of_text(source, &source.text, finds, goes_out, true);
            let finds = scanner.all(&name);
            self.of_text(source, &name, finds, goes_out, false);
        }
    }

    /// What is found in a text of a file: what stands in it, or its name.
    fn of_text(
        &mut self,
        source: &SourceText,
        text: &str,
        mut finds: Vec<Find>,
        goes_out: bool,
        within: bool,
    ) {
        for find in &finds {
            let key = (Arc::clone(&find.rule), essence(&find.rule, &text[find.span.clone()]));
            let told = self.told.entry(key).or_insert_with(Told::nowhere);
            let files = if goes_out { &mut told.released } else { &mut told.withheld };
            files.insert(Arc::clone(&source.path));
        }
        self.allowances.take_from_source(&source.path, text, &mut finds);
        for find in &finds {
            let key = (Arc::clone(&find.rule), essence(&find.rule, &text[find.span.clone()]));
            let severity = self.source_severity(find.certainty, goes_out);
            if let Some(told) = self.told.get_mut(&key) {
                told.severity = Some(told.severity.map_or(severity, |known| known.min(severity)));
            }
        }
        let mut names = BTreeSet::new();
        for find in hardest(finds) {
            // A name is read twice, with its hyphens and without.
            let words = essence(&find.rule, &text[find.span.clone()]);
            if !within && !names.insert((Arc::clone(&find.rule), words)) {
                continue;
            }
            let place =
                if within { Place::new(&source.path, find.span.clone()) } else { Place::file(&source.path) };
            let finding = self.finding(&find, place, goes_out, within);
            self.verdict.findings.push(finding);
        }
    }

    /// How bad a find is in a text of the pack.
    fn source_severity(&self, certainty: Certainty, goes_out: bool) -> Severity {
        // What does not leave stops no build.
        self.severity(certainty).max(if goes_out { Severity::Error } else { Severity::Warning })
    }

    fn finding(&self, find: &Find, place: Place, goes_out: bool, within: bool) -> Finding {
        let shown = find.printed();
        let where_ = if within { "" } else { " in the name of the file" };
        let message = match find.certainty {
            Certainty::Hard => format!("`{shown}`{where_} is {}", find.title),
            Certainty::Likely => format!("`{shown}`{where_} looks like {}", find.title),
            Certainty::Hint => format!(
                "`{shown}`{where_} is {}: together with something else it could tell who somebody is",
                find.title
            ),
        };
        let help = if !within {
            "give the file another name, and its item another `id`"
        } else if !goes_out && self.audience != Audience::Internal {
            "nothing of this file goes to this audience; take it out all the same, unless the file cannot do without it"
        } else if find.certainty == Certainty::Hard {
            "take it out, or allow it in `data/personal-data.yaml` with a reason; with it nothing is built for assessors or the public"
        } else {
            "take it out, or allow it in `data/personal-data.yaml` with a reason"
        };
        let severity = self.source_severity(find.certainty, goes_out);
        Finding { severity, ..Finding::new(code(find.certainty), place, message).help(help) }
    }
}
