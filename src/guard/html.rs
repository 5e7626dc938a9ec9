//! The words of a page, as somebody reads them: tags taken out, entities and
//! addresses decoded. Pictures that are drawn are read in the same way, but
//! for where their lines go.

use std::sync::Arc;

use foldhash::{HashSet, HashSetExt};
use percent_encoding::percent_decode_str;

use super::lines::Lines;
use super::markup::Part;
use super::words::Words;

/// The words of a page: first what stands on it, then its attributes.
pub(super) fn words(page: &str, lines: &Lines) -> String {
    // About as much as a page holds: what grows by itself is copied again and again.
    let mut reader = Reader {
        attributes: HashSet::with_capacity(page.len() / 64),
        ..Reader::of(Words::kept(page.len() / 2), Words::kept(page.len() / 4))
    };
    lines.each_part(page, &mut |part| reader.take(part));
    reader.end_run();
    reader.out.block(&reader.values.all());
    reader.out.all()
}

/// Whether a page tells nothing: asks about its words but those of lines that are
/// known to tell nothing, and knows it of its other lines then.
pub(super) fn tells_nothing(page: &str, lines: &Lines, is_quiet: &dyn Fn(&str) -> bool) -> bool {
    let mut reader = Reader::of(Words::asked(is_quiet), Words::asked(is_quiet));
    let loud = lines.each_loud_part(page, &mut |part| reader.take(part));
    reader.end_run();
    let quiet = reader.out.are_quiet() && reader.values.are_quiet();
    if quiet {
        lines.hush(&loud);
    }
    quiet
}

#[derive(Default)]
struct Reader<'t> {
    out: Words<'t>,
    /// The run of words that is being read, without the tags in it.
    run: String,
    /// Where tags stood in it between two letters or digits, which may be one
    /// word or two.
    seams: Vec<usize>,
    /// Whether a tag stood at the end of the run.
    after_tag: bool,
    /// Attributes, each once.
    attributes: HashSet<Arc<str>>,
    values: Words<'t>,
}

impl<'t> Reader<'t> {
    fn of(out: Words<'t>, values: Words<'t>) -> Self {
        Self { out, values, ..Self::default() }
    }

    fn take(&mut self, part: &Part) {
        match part {
            Part::Inline => self.after_tag = true,
            Part::Space => self.space(),
            Part::Block => self.end_run(),
            Part::Text(text) => self.text(text),
            Part::Value(value) => self.value(value),
            Part::Note(note) => self.values.block(note),
        }
    }

    /// Spaces of any number and kind are one, as a browser shows them.
    fn text(&mut self, text: &str) {
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 {
                self.space();
            }
            if word.is_empty() {
                continue;
            }
            let goes_on = self.after_tag && word.starts_with(char::is_alphanumeric);
            if goes_on && self.run.ends_with(char::is_alphanumeric) {
                self.seams.push(self.run.len());
            }
            self.after_tag = false;
            self.run.push_str(word);
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
        self.out.block(&self.run);
        if !self.seams.is_empty() {
            self.out.end_block();
            let mut from = 0;
            for seam in self.seams.drain(..) {
                self.out.push(&self.run[from..seam]);
                self.out.push(" ");
                from = seam;
            }
            self.out.push(&self.run[from..]);
        }
        self.run.clear();
    }

    fn value(&mut self, value: &Arc<str>) {
        if !self.attributes.insert(Arc::clone(value)) {
            return;
        }
        self.values.block(value);
        if value.contains('%') {
            self.values.block(&percent_decode_str(value).decode_utf8_lossy());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(page: &str) -> String {
        super::words(page, &Lines::default())
    }

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
