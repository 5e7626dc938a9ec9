//! House numbers before streets.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::text::{
    Pattern, Possible, Sign, after, before, close, group, is_one, last_word, next_word, pattern,
};

/// Words that end the name of a street and little else.
const STREETS: &str = "street road avenue lane terrace crescent grove st rd ave cl dr ln mews square row walk cres gdns terr tce sq";
/// Words that end the name of a street, and are often something else as well.
const DOUBTFUL: &str = "close drive way court gardens place hill";
/// More of them, for texts that stand on pages: a cell of a few words may be the name of a house.
const MORE: &str = "parade rise view vale wharf quay yard croft fold park green bank villas cottages buildings house lodge heights broadway pl ct end meadow meadows passage alley wynd brae boulevard";
/// Welsh words that begin the name of a street.
const WELSH: &str = "heol ffordd stryd lôn clos maes";

/// Whether a word ends the name of a street and is little else.
pub(crate) fn is_street(word: &str) -> bool {
    is_one(word, STREETS)
}

/// Whether a word ends the names of streets, and is often something else as well.
pub(crate) fn is_doubtful_street(word: &str) -> bool {
    is_one(word, DOUBTFUL)
}

/// What a number counts, so that it is none of a house.
const COUNTED: &str = "above below am apr april aug bed bedroom but calls care carers conversations day days dec december different feb february friday from hour hours housing in jan january jul july jun june march miles minute minutes monday month months more nov november oct october of on other others our people per percent pm saturday sep sept september social staff steps step sunday support theirs these things thursday times tuesday very visits ways wednesday week weeks year years";
/// The same in small letters; `12 Great Western Road` and `12 Mile End Road` are houses.
const COUNTED_SMALL: &str = "big good great key local mile outcome point points quality further";
/// Words before a number that is a place in a list, a year or a count.
const LISTED: &str = "about action all appendix article bay below bus chapter column day every figure first form goal group grade item junction just last level line meeting module nearly next outcome over page paragraph part phase plan priority question quarter route row section slide stage step table team theme to under until version ward week year zone almost another around some than these those top";
/// What goes on where a street is none: `Road safety`, `Way Forward`.
const GOES_ON: &str = "ahead art back bus buses calls call cars cleaning closures closure cleaner course families forward homes households lighting map maps members neighbours of party people residents safety show shows talks team tenants trustees projects trip trips user users visits volunteers walkers walks works workers dwellers flats";

/// What stands before a word that ends a street and makes it something else: a High Court, a car park.
const KINDS: &str = "car care community country county court crown extra family high magistrates nature public sheltered supreme tennis";

/// Lower case follows these where somebody is at home.
static AT_HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:at|to|address|home|lives|house|number|no|flat [0-9]{1,4}[a-z]?)(?: is)?[.:,]? ?$")
});

/// `12 Privet Road`
pub(super) static SHAPE: Pattern = Pattern::new(
    Sign::Number(|| r"[0-9][A-Za-z]?,?[ \n]{1,2}(?:['.\-]|\p{L})".into()),
    || {
        r"(?:^|[^0-9A-Za-z])((?:(?i:flat|apartment|apt\.?|unit) ?[0-9]{1,4}[A-Za-z]?,?[ \n]{1,2})?([0-9]{1,4})(?:[A-Za-z]\b)?(?:[/\-][0-9]{1,4}[A-Za-z]?)?,?[ \n]{1,2})((?:[\p{L}'.\-]{1,24}[ \n]){0,4}[\p{L}'\-]{1,24})".into()
    },
);

/// `Flat 3, Privet House`
pub(super) static FLAT: Pattern = Pattern::new(
    Sign::Number(|| r"(?i:flat|apartment|apt)\.? ?[0-9]".into()),
    || {
        r"(?:^|[^0-9A-Za-z])((?i:flat|apartment|apt\.?) ?[0-9]{1,4}[A-Za-z]?,?[ \n]{1,2}(?:the |The )?(?:\p{Lu}[\p{L}'\-]{1,24} ){1,3}(?:House|Court|Lodge|Tower|Towers|Heights|Point|Mansions|Gardens|Place|Hall|Villas|Buildings|Mill|Wharf|View))\b".into()
    },
);

pub(super) fn addresses(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = possible.each(&SHAPE, text, |found| {
        let (start, number, words) = (group(found, 1)?, found.get(2)?, group(found, 3)?);
        if is_no_house(text, start.start, number.as_str()) {
            return None;
        }
        street(text, &words, start.start).map(|end| start.start..end)
    });
    spans.extend(possible.each(&FLAT, text, |found| group(found, 1)));
    spans
}

/// Whether a number is a year, an amount, a place in a list or a part of another number.
fn is_no_house(text: &str, at: usize, number: &str) -> bool {
    let (year, zero) =
        (matches!(number.as_bytes(), [b'1', b'9', _, _] | [b'2', b'0', _, _]), number.starts_with('0'));
    let joined = match before(text, at) {
        Some(',') => number.len() == 3 && before(text, at - 1).is_some_and(|c| c.is_ascii_digit()),
        Some('.' | '/' | '-' | ':') => before(text, at - 1).is_some_and(|c| c.is_ascii_digit()),
        Some('£' | '$' | '€' | '#' | '+') => true,
        _ => false,
    };
    let word = last_word(text, at);
    // `20 to 30 Park Homes` is a range; somebody moves `to 30 Park Road`.
    let range = word.eq_ignore_ascii_case("to")
        && close(text, at, 12)
            .trim_end()
            .trim_end_matches(char::is_alphabetic)
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit());
    let listed = range || (is_one(word, LISTED) && !word.eq_ignore_ascii_case("to"));
    zero || joined || listed || (year && !is_one(word, "at address lives"))
}

/// Where the street ends whose name begins with the first of these words.
fn street(text: &str, words: &Range<usize>, from: usize) -> Option<usize> {
    let mut at = words.start;
    let mut end = None;
    for (before, piece) in text[words.clone()].split([' ', '\n']).enumerate() {
        let word = piece.trim_end_matches(['.', '\'']);
        let close = at + word.len();
        let counted = is_one(word, COUNTED) || COUNTED_SMALL.split(' ').any(|small| small == word);
        if counted && !(is_one(word, "march may") && before > 0) && !ends_here(text, close) {
            break;
        }
        if before > 0 && is_street_here(text, word, close, from) {
            end = Some(close);
        }
        // A sentence ends with the word.
        if piece.ends_with('.') && piece.len() > 4 {
            break;
        }
        if before == 0 && is_one(word, WELSH) && word.starts_with(char::is_uppercase) {
            let next = next_word(text, close);
            end = Some(close + 1 + next.len()).filter(|_| next.starts_with(char::is_alphabetic));
        }
        let small = is_one(word, "the of and st le la de y yr upon");
        let named = word.starts_with(char::is_uppercase)
            || small
            || (before < 2 && at_home(text, from))
            || (before == 0 && begins_cell(text, from));
        if !named || word.is_empty() {
            break;
        }
        at += piece.len() + 1;
    }
    end
}

/// Whether the words before a place say that somebody is at home there.
fn at_home(text: &str, from: usize) -> bool {
    AT_HOME.is_match(close(text, from, 24))
}

/// Whether a cell or a line begins here.
fn begins_cell(text: &str, from: usize) -> bool {
    before(text, from).is_none_or(|c| "\n,;|\"\t".contains(c))
}

fn ends_here(text: &str, at: usize) -> bool {
    after(text, at).is_none_or(|c| ",;\n".contains(c))
}

/// Whether a word behind a name ends the name of a street here.
fn is_street_here(text: &str, word: &str, close: usize, from: usize) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    let next = next_word(text, close);
    if is_one(next, GOES_ON) {
        return false;
    }
    if is_one(word, "st dr cl pl ct") {
        // Also a saint, a doctor: no name follows a street.
        return capital && (ends_here(text, close) || !next.starts_with(char::is_uppercase));
    }
    let start = close - word.len();
    // `2 Car Park`; `12 High Court, Eastbrook` may be a house.
    let kind = is_one(last_word(text, start), KINDS) && !ends_here(text, close);
    let ended = !next.starts_with(char::is_uppercase) || is_one(word, "close court gardens drive");
    (is_street(word)
        && (capital
            || at_home(text, from)
            || (begins_cell(text, from) && ends_here(text, close))
            || last_word(text, start).starts_with(char::is_uppercase)))
        || (!kind
            && (is_doubtful_street(word) || is_one(word, MORE))
            && ((capital && ended) || (at_home(text, from) && ends_here(text, close))))
}
