//! Words in a chart: how wide they are, where they break, how they are written.

/// The height of letters, in units of the view box.
pub(super) const SIZE: f64 = 16.0;
/// From one line of words to the next.
pub(super) const LINE: f64 = 19.0;
/// From the middle of a line of words down to its baseline.
pub(super) const MIDDLE: f64 = 5.5;

/// Words broken and cut to a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fitted {
    /// At least one line.
    pub lines: Vec<String>,
    /// The whole, where something was cut.
    pub full: Option<String>,
}

impl Fitted {
    /// The width of the widest line.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line)).fold(0.0, f64::max)
    }

    /// The height of all lines.
    pub fn height(&self) -> f64 {
        self.lines.iter().map(|_| LINE).sum()
    }
}

/// Words on one line as they are: for numbers, which are never cut.
pub(super) fn whole(text: &str) -> Fitted {
    Fitted { lines: vec![text.to_owned()], full: None }
}

/// About how wide words are in a chart, in units of its view box.
///
/// The reader's font is not known. These are a little wider than the common
/// sans-serif fonts of each system, so that what fits here fits there.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum::<f64>() * SIZE
}

fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.29,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' | '[' | ']' => 0.37,
        'm' | 'M' | 'W' | 'w' | '%' | '@' | '—' | '…' => 0.92,
        'A'..='Z' | '&' => 0.71,
        '\u{0}'..='\u{7f}' => 0.59,
        '\u{2e80}'.. => 1.05,
        _ => 0.66,
    }
}

/// Breaks words into at most so many lines of a width, and cuts what is left.
pub(super) fn fit(text: &str, limit: f64, most: usize) -> Fitted {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if count == most || width(line) + width(word) + width(" ") <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let cut: Vec<String> = lines.iter().map(|line| cut(line, limit)).collect();
    let full = (cut != lines).then_some(text);
    Fitted { lines: cut, full }
}

/// Cuts words to a width, with an ellipsis where something is lost.
fn cut(text: &str, limit: f64) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    // A run of letters without narrow spaces is wider than guessed in some fonts.
    let mut left = limit * 0.97 - width("…");
    let kept = text.chars().take_while(|&letter| {
        left -= advance(letter) * SIZE;
        left >= 0.0
    });
    let kept: String = kept.collect();
    format!("{}…", kept.trim_end())
}

/// Words on one line, without characters that XML does not have, and without
/// those that turn the direction of what follows: they would turn the digits
/// of a figure after a name.
pub(super) fn clean(text: &str) -> String {
    let allowed = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let turning = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let allowed = allowed.filter(|&letter| !turning(letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}'));
    let allowed: String = allowed.collect();
    allowed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of something and its name, if it has one: "England: 62%".
pub(super) fn named(name: &str, words: &str) -> String {
    let name = clean(name);
    if name.is_empty() { words.to_owned() } else { format!("{name}: {words}") }
}

/// The first of some words that are any.
pub(super) fn or(words: &str, otherwise: &str) -> String {
    let words = clean(words);
    if words.is_empty() { otherwise.to_owned() } else { words }
}

/// Writes words so that XML reads them as words.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_at_spaces_and_are_cut_at_the_last_line() {
        let words = "Care provision, integration and continuity";
        assert_eq!(fit(words, 900.0, 2), Fitted { lines: vec![words.to_owned()], full: None });
        assert_eq!(fit(words, 215.0, 2).lines, ["Care provision, integration", "and continuity"]);
        let short = fit(words, 120.0, 2);
        assert_eq!(short.lines, ["Care provision,", "integration a…"]);
        assert_eq!(short.full.as_deref(), Some(words));
        assert!(short.width() <= 120.0);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        assert_eq!(fit("Llanfairpwllgwyngyll", 60.0, 2).lines, ["Llanf…"]);
    }

    #[test]
    fn control_characters_do_not_reach_the_svg() {
        assert_eq!(escape("a\u{0}b\u{1b}[1m\n<&\">"), "a b [1m &lt;&amp;&quot;&gt;");
        assert_eq!(clean("Council \u{202e}x\u{2067} 41%"), "Council x 41%");
    }
}
