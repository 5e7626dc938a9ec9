//! `<!-- allow service-user: the name of a 1998 committee -->`: an author lets
//! a word stand, and says why.

use std::ops::Range;

/// A comment that allows a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allow {
    /// The rule that it names.
    pub(super) rule: String,
    /// Why; none where nothing is said.
    pub(super) reason: Option<String>,
    /// Where it stands in the text.
    pub(super) span: Range<usize>,
}

/// Every such comment in a run of HTML that begins at `from`. A comment that
/// does not begin as one is the author's own note.
pub(super) fn allows(html: &str, from: usize) -> Vec<Allow> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|start| at + start) {
        let inside = start + "<!--".len();
        let Some(end) = html[inside..].find("-->").map(|end| inside + end) else { break };
        at = end + "-->".len();
        if let Some((rule, reason)) = read(&html[inside..end]) {
            found.push(Allow { rule, reason, span: from + start..from + at });
        }
    }
    found
}

fn read(comment: &str) -> Option<(String, Option<String>)> {
    let mut parts = comment.trim().splitn(2, char::is_whitespace);
    let word = parts.next().filter(|word| word.eq_ignore_ascii_case("allow"))?;
    let rest = parts.next().unwrap_or_default().trim();
    debug_assert_eq!(word.len(), "allow".len());
    let (rule, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rule = rule.trim();
    // A sentence of an author's own may begin with the word.
    let id = !rule.is_empty() && rule.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    id.then(|| (rule.to_owned(), (!reason.is_empty()).then_some(reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_has_a_rule_and_a_reason() {
        let html =
            "<!-- a note --> <!-- allow service-user: the name of\na committee --><!-- Allow client -->";
        let found = allows(html, 100);
        let said: Vec<_> = found.iter().map(|allow| (allow.rule.as_str(), allow.reason.as_deref())).collect();
        assert_eq!(said, [("service-user", Some("the name of a committee")), ("client", None)]);
        assert_eq!(&html[found[0].span.start - 100..found[0].span.start - 96], "<!--");
    }

    #[test]
    fn other_comments_are_the_authors_own() {
        for html in
            ["<!-- allow me to say: no -->", "<!-- allowed -->", "<!-- allow", "<!-- table: x -->", "<!---->"]
        {
            assert_eq!(allows(html, 0), [], "{html}");
        }
    }
}
