//! Postcodes.

use std::ops::Range;

use super::text::{FREE, LETTER, Pattern, Possible, Sign, before, ends, group, is_one, next_word};

/// The letters that postcodes of the United Kingdom begin with.
const AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

/// Whether this is the first half of a postcode, in any case: an area and a
/// district, which is one digit or two, or a digit and a letter.
pub(crate) fn is_outward(half: &str) -> bool {
    let letters = half.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (area, district) = half.split_at(letters);
    let sound = matches!(district.as_bytes(), [first] if first.is_ascii_digit())
        || matches!(district.as_bytes(), [first, second] if first.is_ascii_digit() && second.is_ascii_alphanumeric());
    sound && is_one(area, AREAS)
}

/// The areas whose districts may end in a letter.
const LETTERED: &str = "E EC N NW SE SW W WC";
/// What may follow a number in small letters, and is no half of a postcode then.
const UNITS: &str = "ft gb hr lb pt yr st nd rd th";

/// `AB1 2CD`
pub(super) static SHAPE: Pattern = Pattern::new(
    Sign::Number(|| {
        format!(
            r"{FREE}(?:(?i:gir ?0aa)|{LETTER}{{1,2}}[0-9](?:[0-9]|{LETTER})?(?: {{0,2}}|[ ]?\n[ ]{{0,8}})[0-9]{LETTER}{{2}})"
        )
    }),
    || {
        r"(?i)(?:^|[^0-9A-Za-z#])(GIR ?0AA|([A-Z]{1,2}[0-9][A-Z0-9]?)(?: {0,2}|[ ]?\n[ ]{0,8})([0-9])([ABD-HJLN-UW-Z]{2}))".into()
    },
);

pub(super) fn postcodes(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    possible.each(&SHAPE, text, |found| {
        let span = group(found, 1)?;
        let Some(outward) = found.get(2) else { return ends(text, span.end).then_some(span) };
        let inward = found.get(4)?.as_str();
        let code = is_code(text, &span)
            || is_measure(text, outward.as_str(), found.get(3)?.as_str(), inward, span.end);
        let area = outward.as_str().split(|c: char| c.is_ascii_digit()).next()?;
        let lettered = outward.as_str().ends_with(|c: char| c.is_ascii_alphabetic());
        let sound = is_outward(outward.as_str()) && (!lettered || is_one(area, LETTERED));
        (ends(text, span.end) && sound && !code).then_some(span)
    })
}

/// Whether it is a part of a longer code: `e145ab-20`, `id-e145ab-x`.
fn is_code(text: &str, span: &Range<usize>) -> bool {
    let small = !text[span.clone()].contains([' ', '\n'])
        && text[span.clone()].chars().any(|c| c.is_ascii_lowercase());
    let joined = |c: Option<char>| c.is_some_and(|c| "-_.".contains(c));
    let hyphen = text[span.end..]
        .strip_prefix(['-', '_'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    hyphen || (small && joined(before(text, span.start)) && joined(text[span.end..].chars().next()))
}

/// Whether the second half is a number of things, or of a floor: `B1 2nd floor`, `E2 4hr`.
fn is_measure(text: &str, outward: &str, digit: &str, inward: &str, end: usize) -> bool {
    const ORDERED: &str = "floor class year stage visit meeting draft step row bay week day quarter place";
    let small = inward.chars().all(|c| c.is_ascii_lowercase());
    let capital = outward.starts_with(|c: char| c.is_ascii_uppercase());
    let ordinal = matches!((digit, &*inward.to_ascii_lowercase()), ("1", "st") | ("2", "nd") | ("3", "rd"))
        || inward.eq_ignore_ascii_case("th");
    (small && capital && is_one(inward, UNITS)) || (ordinal && is_one(next_word(text, end), ORDERED))
}
