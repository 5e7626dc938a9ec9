//! Where links may lead.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::Reader;
use crate::diagnostic::{Code, suggestion};
use crate::model::{Kind, Piece};
use crate::parse::values::{lang_finding, parse_reference};

/// Addresses that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Reader<'_> {
    pub(super) fn link(&mut self, kind: LinkType, dest: &str, span: Range<usize>) -> Link {
        let place = self.place(span.clone());
        let plain = || Link::Plain(dest.to_owned());
        if kind == LinkType::Email {
            return plain();
        }
        if let Some(part) = dest.strip_prefix('#') {
            self.local_links.push((part.to_owned(), span));
            return Link::Plain(format!("#text-{part}"));
        }
        let Some((scheme, _)) = dest.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
            let help = if dest.starts_with("www.") {
                format!("write the whole address: `https://{dest}`")
            } else {
                "link to things of the pack by kind and id: `[the garden gate](story:garden-gate)`".to_owned()
            };
            let message = format!("`{dest}` is not an address or a reference");
            self.say(Code::UnknownReference, span, message, Some(help));
            return plain();
        };
        let lower = scheme.to_ascii_lowercase();
        // No address: the words between the brackets are in this language.
        if let Some(tag) = dest.strip_prefix("lang:").filter(|_| kind == LinkType::Inline) {
            if let Some(finding) = lang_finding(tag, place) {
                self.findings.add(finding);
            }
            return Link::Lang(tag.into());
        }
        if SCHEMES.contains(&lower.as_str()) {
            return plain();
        }
        if Kind::named(scheme).is_none()
            && suggestion(scheme, Kind::ALL.iter().map(|kind| kind.name())).is_none()
        {
            let help = "links lead to things of the pack, such as `story:garden-gate`, or to addresses that begin with `https://`, `mailto:` or `tel:`";
            self.say(
                Code::LinkScheme,
                span,
                format!("a link cannot begin with `{scheme}:`"),
                Some(help.into()),
            );
            return plain();
        }
        match parse_reference(dest, &[], &place) {
            Ok(citation) => Link::Reference(Piece::ReferenceStart(citation)),
            Err(finding) => {
                self.findings.add(finding);
                plain()
            }
        }
    }

    /// Links to a heading of the same text, now that all headings are known.
    pub(super) fn check_local_links(&self) {
        let known: BTreeSet<&str> = self.out.outline.iter().map(|heading| &*heading.id).collect();
        for (part, span) in &self.local_links {
            if !known.contains(part.as_str()) {
                let help = suggestion(part, known.iter().copied());
                self.say(
                    Code::UnknownReference,
                    span.clone(),
                    format!("there is no heading `#{part}` in this text"),
                    help,
                );
            }
        }
    }
}

/// What a link is.
pub(super) enum Link {
    /// A link to something in the pack: the piece that begins it.
    Reference(Piece),
    /// No link: words in another language.
    Lang(Arc<str>),
    /// An ordinary link.
    Plain(String),
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::super::{Standing, Tables, read};
    use super::*;
    use crate::diagnostic::Finding;
    use crate::model::Markdown;
    use crate::parse::findings::Findings;

    fn read_alone(text: &str) -> (Markdown, Vec<Finding>) {
        let findings = Findings::default();
        let (markdown, _) = read(Standing::From(&"a.md".into(), 0), text, Tables::TakeActions, &findings);
        (markdown, findings.into_inner())
    }

    #[test]
    fn words_in_another_language_are_no_link() {
        let (markdown, findings) = read_alone("She said [diolch *yn* fawr](lang:cy) and left.");
        assert_eq!(findings, []);
        assert_eq!(markdown.plain_text(), "She said diolch yn fawr and left.");
        let tags = markdown.pieces.iter().filter_map(|piece| match piece {
            Piece::LangStart(tag) => Some(&**tag),
            _ => None,
        });
        assert_eq!(tags.collect::<Vec<_>>(), ["cy"]);
        let (_, findings) = read_alone("[Diolch](lang:welsh!) and <lang:cy>");
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::UnknownValue, Code::LinkScheme]);
    }
}
