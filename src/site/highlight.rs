//! Code in a metric's method, as classes: the skin says the colours.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use foldhash::HashMap;
use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::text::escape;
use crate::model::{Detail, Piece};
use crate::release::Release;

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

/// Reads a block of each language of a release: the first of a language takes as
/// long as dozens of pages, and whoever wants the next waits for it. To be done
/// beside something else, before pages are made.
pub fn read_ahead(release: &Release) {
    for (language, code) in first_blocks(release) {
        highlighted(language, code);
    }
}

/// The first block of each language of those that are held: a preview reads it once.
fn first_blocks(release: &Release) -> BTreeMap<&str, &str> {
    let mut first = BTreeMap::new();
    for item in release.items() {
        let method = match &item.detail {
            Detail::Metric(metric) => metric.method.pieces.as_slice(),
            _ => &[],
        };
        for piece in item.body.pieces.iter().chain(method) {
            if let Piece::Code { language, code } = piece
                && is_kept(code)
            {
                first.entry(language.as_str()).or_insert(code.as_str());
            }
        }
    }
    first
}

fn highlighted(language: &str, code: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let (mut state, mut scopes) = (Arc::new(ParseState::new(syntax)), ScopeStack::new());
    let (mut html, mut open) = (String::new(), 0);
    let is_kept = is_kept(code);
    for line in LinesWithEndings::from(code) {
        let (spans, opened) = if is_kept {
            let read = READ.line(line, &state)?;
            state = Arc::clone(&read.after);
            line_tokens_to_classed_spans(line, &read.marks, STYLE, &mut scopes).ok()?
        } else {
            let marks = Arc::make_mut(&mut state).parse_line(line, &SYNTAXES).ok()?;
            line_tokens_to_classed_spans(line, &marks, STYLE, &mut scopes).ok()?
        };
        html += &spans;
        open += opened;
    }
    html.extend((0..open).map(|_| "</span>"));
    Some(html)
}

/// Whether the lines of a block are held. The state in which a line stands may hold
/// those before it.
fn is_kept(code: &str) -> bool {
    LinesWithEndings::from(code).all(|line| line.len() <= LONGEST)
}

/// Lines that were read. Analysts write a method by changing the last one: most
/// lines of a pack's code stand in it often, and reading one takes a tenth of a
/// millisecond.
static READ: LazyLock<Lines> = LazyLock::new(Lines::default);

/// No more lines than this are held.
const MOST: usize = 1000;

/// Of code with a line of more bytes than this none is held.
const LONGEST: usize = 200;

#[derive(Default)]
struct Lines(Mutex<HashMap<Box<str>, Arc<Line>>>);

/// A line as it is read behind others.
struct Line {
    before: Arc<ParseState>,
    marks: Vec<(usize, ScopeStackOp)>,
    after: Arc<ParseState>,
}

impl Lines {
    /// What a line means where a state stands before it; none if it cannot be read.
    fn line(&self, line: &str, before: &Arc<ParseState>) -> Option<Arc<Line>> {
        let lines = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lines().get(line).cloned();
        if let Some(read) = known.filter(|read| read.before == *before) {
            return Some(read);
        }
        let mut after = Arc::clone(before);
        let marks = Arc::make_mut(&mut after).parse_line(line, &SYNTAXES).ok()?;
        let read = Arc::new(Line { before: Arc::clone(before), marks, after });
        let mut lines = lines();
        if lines.len() == MOST {
            lines.clear();
        }
        lines.insert(line.into(), Arc::clone(&read));
        Some(read)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use syntect::html::ClassedHTMLGenerator;

    use super::*;
    use crate::link::link;
    use crate::model::Audience;
    use crate::parse::parse;
    use crate::release::release;
    use crate::source;

    /// The same without anything that was read before.
    fn afresh(language: &str, code: &str) -> String {
        let syntax = SYNTAXES.find_syntax_by_token(language).unwrap();
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).unwrap();
        }
        generator.finalize()
    }

    #[test]
    fn a_line_means_what_it_does_behind_those_before_it() {
        let lines = [
            "select 1\n",
            "/* a\n",
            "x = 'b\n",
            "*/\n",
            "'\n",
            "\"\"\"\n",
            "# <c>",
            // These mean what they do by what an earlier line holds.
            "a: |\n",
            "    a: |\n",
            "  b: 1\n",
            "x = <<ONE + <<TWO\n",
            "ONE\n",
            "TWO\n",
        ];
        for language in ["sql", "python", "r", "yaml", "ruby"] {
            for first in lines {
                for second in lines {
                    let code = [first, second, lines[0], first, second, lines[2]].concat();
                    assert_eq!(highlighted(language, &code).unwrap(), afresh(language, &code), "{code}");
                }
            }
        }
    }

    #[test]
    fn of_each_language_the_first_block_is_read_ahead() {
        let mut sources = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small")).0;
        let story = sources.texts.get_mut("content/stories/2026-02-11-garden-gate.md").unwrap();
        let long = "x".repeat(LONGEST);
        story.text = format!("{}\n```r\n{long}\n```\n\n```r\na\n```\n\n```r\nb\n```\n", story.text).into();
        let graph = link(parse(&sources).0.unwrap(), &sources.attachments).0;
        let (release, _) = release(graph, Audience::Internal, jiff::civil::date(2026, 6, 30));
        assert_eq!(
            first_blocks(&release),
            BTreeMap::from([("r", "a\n"), ("sql", "select avg(days) from contacts;\n")])
        );
    }

    #[test]
    fn lines_are_held_up_to_a_number_and_a_length() {
        let many = (0..=2 * MOST).map(|number| format!("x = {number}")).collect::<Vec<_>>().join("\n");
        let long = format!("x = 1 -- one\n--[[{}\ny = 1\n]]\ny = 2\n", "z".repeat(LONGEST));
        for code in [&many, &long] {
            assert_eq!(highlighted("lua", code).unwrap(), afresh("lua", code));
        }
        let held = READ.0.lock().unwrap();
        assert!(held.len() <= MOST && !held.contains_key("x = 1 -- one\n"));
    }

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
