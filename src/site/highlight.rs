//! Code in a metric's method, as classes: the skin says the colours.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::text::escape;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The prefix keeps highlighting apart from the skin's own classes.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// A block of code as HTML; a language that is not known is shown plainly.
pub(super) fn code_block(language: &str, code: &str) -> String {
    let inner = highlighted(language, code).unwrap_or_else(|| escape(code));
    let label = if language.is_empty() { "Code" } else { language };
    let label = escape(label);
    format!(
        "<pre class=\"code\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><code>{inner}</code></pre>\n"
    )
}

fn highlighted(language: &str, code: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_analysts_are_known() {
        for language in ["sql", "python", "r", "json", "yaml"] {
            assert!(code_block(language, "x = 1\n").contains("hl-"), "{language}");
        }
        assert!(code_block("sql", "select 1").contains("hl-keyword"));
    }

    #[test]
    fn an_unknown_language_is_shown_as_it_is() {
        assert!(code_block("dax", "a < b").contains("<code>a &lt; b</code>"));
    }
}
