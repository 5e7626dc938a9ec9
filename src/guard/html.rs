//! The words of a page, as somebody reads them: tags taken out, entities and
//! addresses decoded. Pictures that are drawn are read in the same way, but
//! for where their lines go.

use std::collections::HashSet;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use percent_encoding::percent_decode_str;

use super::words::end_block;

/// Elements within a run of words.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];
/// Elements that divide words and no more.
const SPACE: [&str; 2] = ["br", "tspan"];
/// Attributes that say where a line goes and how it looks.
const DRAWING: [&str; 33] = [
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "font-size",
    "gradienttransform",
    "height",
    "letter-spacing",
    "markerheight",
    "markerwidth",
    "offset",
    "opacity",
    "points",
    "r",
    "refx",
    "refy",
    "rx",
    "ry",
    "stroke",
    "stroke-dasharray",
    "stroke-width",
    "textlength",
    "transform",
    "viewbox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y2",
];

/// The words of a page: first what stands on it, then its attributes.
pub(super) fn words(page: &str) -> String {
    let mut reader = Reader { out: String::with_capacity(page.len() / 2), ..Reader::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // A page is in memory: reading it cannot fail, and nothing is handed out.
    Tokenizer::new_with_emitter(page, emitter).for_each(drop);
    reader.finish()
}

#[derive(Default)]
struct Reader {
    out: String,
    /// The run of words that is being read, without the tags in it.
    run: String,
    /// Where tags stood in it between two letters or digits, which may be one
    /// word or two.
    seams: Vec<usize>,
    /// Whether a tag stood at the end of the run.
    after_tag: bool,
    /// Attributes, each once.
    attributes: HashSet<Vec<u8>>,
    values: String,
    skip_value: bool,
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } | CallbackEvent::EndTag { name } => self.tag(name),
            CallbackEvent::AttributeName { name } => {
                self.skip_value = std::str::from_utf8(name).is_ok_and(|name| DRAWING.contains(&name));
            }
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                end_block(&mut self.values);
                self.values.push_str(&String::from_utf8_lossy(value));
            }
            CallbackEvent::CloseStartTag { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {
            }
        }
    }

    fn tag(&mut self, name: &[u8]) {
        let name = std::str::from_utf8(name).unwrap_or_default();
        if INLINE.contains(&name) {
            self.after_tag = true;
        } else if SPACE.contains(&name) {
            self.space();
        } else {
            self.end_run();
        }
    }

    /// Spaces of any number and kind are one, as a browser shows them.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space();
                continue;
            }
            if self.after_tag && c.is_alphanumeric() && self.run.ends_with(char::is_alphanumeric) {
                self.seams.push(self.run.len());
            }
            self.after_tag = false;
            self.run.push(c);
        }
    }

    fn space(&mut self) {
        if !self.run.is_empty() && !self.run.ends_with(' ') {
            self.run.push(' ');
        }
    }

    /// Two words in tags of their own may look like two and stand together;
    /// one word may be divided by emphasis. Such a run is read both ways.
    fn end_run(&mut self) {
        self.after_tag = false;
        if self.run.trim().is_empty() {
            self.run.clear();
            return;
        }
        end_block(&mut self.out);
        self.out.push_str(&self.run);
        if !self.seams.is_empty() {
            end_block(&mut self.out);
            let mut from = 0;
            for seam in self.seams.drain(..) {
                self.out.push_str(&self.run[from..seam]);
                self.out.push(' ');
                from = seam;
            }
            self.out.push_str(&self.run[from..]);
        }
        self.run.clear();
    }

    fn value(&mut self, value: &[u8]) {
        if self.skip_value || self.attributes.contains(value) {
            return;
        }
        self.attributes.insert(value.to_vec());
        let value = String::from_utf8_lossy(value);
        end_block(&mut self.values);
        self.values.push_str(&value);
        if value.contains('%') {
            end_block(&mut self.values);
            self.values.push_str(&percent_decode_str(&value).decode_utf8_lossy());
        }
    }

    fn finish(mut self) -> String {
        self.end_run();
        end_block(&mut self.out);
        self.out.push_str(&self.values);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_somebody_sees_them() {
        assert_eq!(
            words("<p>999&nbsp;0<b>00</b>\n  &#48;009</p><p>x</p>"),
            "999 000 0009\n\u{1e}\n999 0 00 0009\n\u{1e}\nx\n\u{1e}\n"
        );
        assert_eq!(words("<td>999</td><td>000</td>"), "999\n\u{1e}\n000\n\u{1e}\n");
        assert_eq!(words("by<span>Ann</span> L"), "byAnn L\n\u{1e}\nby Ann L\n\u{1e}\n");
        assert_eq!(words("a<br>b <text>c<tspan x='1'>d</tspan></text>"), "a b \n\u{1e}\nc d \n\u{1e}\n");
        assert_eq!(words("<script>var a = '1 < 2';</script>"), "var a = '1 < 2';\n\u{1e}\n");
    }

    #[test]
    fn attributes_and_notes_are_read_and_drawing_is_not() {
        let page =
            "<img alt='Ann &amp; Lee' width=9><path d='M9990000009'/><a href='tel:%2B44'>x</a><!-- y -->";
        assert_eq!(words(page), "x\n\u{1e}\nAnn & Lee\n\u{1e}\ntel:%2B44\n\u{1e}\ntel:+44\n\u{1e}\n y ");
    }
}
