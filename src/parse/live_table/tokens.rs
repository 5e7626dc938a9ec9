//! A live table's words and signs, each with its place.

use std::ops::Range;

/// A word or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Letters and what may stand between them.
    Word(&'a str),
    /// What stands between quotation marks.
    Quoted(&'a str),
    /// A quotation mark that nothing closes.
    Unclosed,
    /// A run of signs that compare, whether or not they make a comparison.
    Operator(&'a str),
    /// `|`
    Bar,
    /// `,` or `;`
    Comma,
}

/// The tokens of a text and where in it they stand.
pub(super) fn tokens(text: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = at + length(&text[at..], first);
        if let Some(token) = token(&text[at..end], first) {
            tokens.push((token, at..end));
        }
        at = end;
    }
    tokens
}

/// How many bytes the token at the beginning of a text has.
fn length(text: &str, first: char) -> usize {
    let run = |inside: fn(char) -> bool| text.find(|c: char| !inside(c)).unwrap_or(text.len());
    match first {
        '|' | ',' | ';' => 1,
        _ if is_quote(first) => {
            let opening = first.len_utf8();
            let closing = text[opening..].char_indices().find(|(_, c)| is_quote(*c));
            closing.map_or(opening, |(at, c)| opening + at + c.len_utf8())
        }
        _ if is_operator(first) => run(is_operator),
        _ if first.is_whitespace() => run(char::is_whitespace),
        _ => run(is_word),
    }
}

/// What a run of characters is; nothing where it is only space.
fn token(run: &str, first: char) -> Option<Token<'_>> {
    Some(match first {
        '|' => Token::Bar,
        ',' | ';' => Token::Comma,
        _ if is_quote(first) => {
            let inside = run.strip_prefix(is_quote).and_then(|rest| rest.strip_suffix(is_quote));
            inside.map_or(Token::Unclosed, Token::Quoted)
        }
        _ if is_operator(first) => Token::Operator(run),
        _ if first.is_whitespace() => return None,
        _ => Token::Word(run),
    })
}

/// Word processors turn quotation marks round.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

fn is_operator(c: char) -> bool {
    matches!(c, '=' | '!' | '<' | '>' | '≤' | '≥' | '≠' | '~')
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !is_quote(c) && !is_operator(c) && !matches!(c, '|' | ',' | ';')
}
