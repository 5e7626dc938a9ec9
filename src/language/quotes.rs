//! What stands within quotation marks.

use std::ops::Range;

/// Longer than this is no quotation in single marks but two apostrophes.
const LONGEST_IN_SINGLE: usize = 240;

/// The insides of quotation marks: those of double marks, and of single ones,
/// each in order and without overlap.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    double: Vec<Range<usize>>,
    single: Vec<Range<usize>>,
}

impl Quotes {
    pub(super) fn of(text: &str) -> Self {
        let mut quotes = Self::default();
        let (mut double, mut single) = (None, None);
        let mut before = ' ';
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let after = characters.peek().map_or(' ', |(_, after)| *after);
            let inside = at + c.len_utf8();
            match c {
                '“' => double = Some(inside),
                '”' => quotes.double.extend(double.take().map(|from| from..at)),
                '"' => match double.take() {
                    Some(from) => quotes.double.push(from..at),
                    None => double = Some(inside),
                },
                '‘' => single = Some(inside),
                '\'' if !before.is_alphanumeric() && after.is_alphanumeric() => single = Some(inside),
                '\'' | '’' if !after.is_alphanumeric() => {
                    let from = single.take().filter(|from| at >= *from && at - from <= LONGEST_IN_SINGLE);
                    quotes.single.extend(from.map(|from| from..at));
                }
                _ => {}
            }
            before = c;
        }
        quotes
    }

    /// The inside of the marks around a span; the nearest ones.
    pub(super) fn around(&self, span: &Range<usize>) -> Option<&Range<usize>> {
        let within = |quotes: &'_ [Range<usize>]| {
            let next = quotes.partition_point(|quote| quote.start <= span.start);
            next.checked_sub(1).filter(|at| quotes[*at].end >= span.end)
        };
        let single = within(&self.single).map(|at| &self.single[at]);
        single.or_else(|| within(&self.double).map(|at| &self.double[at]))
    }
}
