//! Names after a title.

use std::ops::Range;

use super::text::{FREE, LETTER, Pattern, Possible, Sign, before, group, is_one, last_word, next_word};

/// What follows a title that is the name of an office, a thing or a place.
const OFFICES: &str = "Justice Mayor Mayoress Lieutenant Chancellor Chief Chamberlain Provost Advocate High Speaker Commissioner Chapel Day Site Sites Team Teams Service Services Company Companies Charity Project Organisation Council Councils Paper Ward Wards Scheme Hospital Church City Society Word Excel Teams Office Project Windows Emeritus Led Practitioner Practitioners Manager Managers Associate Associates Consultant Consultants Specialist Specialists Prescriber Prescribers Assessor Assessors Director Station Call Calls Bank Training Trainer Degree Briefing Briefings Conduct Enquiry Enquiries Questions Development Induction Allowances Portal Surgery Surgeries Who Madam Men Right Congeniality Out And Or Or Of In To The For From With Whether Panel Forum Leader Leads Lead Champion Champions Portfolio Elect Hood Luck Pool Workforce Registry Home Homes Act Review";
/// What makes a name that of a place: `Lady Margaret Road`.
const PLACES: &str = "Road Street Lane Avenue Close Drive School Academy College Hospital Hall House Court Ward Trust Foundation Park Library Award Scheme Hospice Lodge Centre Way Institute University";

const TITLES: &str = "(?i:mr|mrs|mx)|M[sS]|Miss|MISS|D[rR]|Prof|Professor|PROF|Revd?|Reverend|REV|Sir|Dame|Lady|Lord|Cllr|CLLR|Councillor|COUNCILLOR|Sister|Nurse|Canon|Rabbi|Imam|Alderman";

/// `Mrs Quillfeather`
pub(super) static SHAPE: Pattern = Pattern::new(
    Sign::Words(|| format!(r"{FREE}(?:{TITLES})\.?[ _\n-]{LETTER}")),
    || {
        format!(
            r"(?x)(?:^|[^0-9A-Za-z])(({TITLES})\.?[\ _\n-]
            (?:(?:\p{{Lu}}\.?[\ ]?){{1,3}}[\ ])?
            ((?:(?:van|de|der|den|von|al|bin|da|di|du|le|la)[\ -]){{0,2}}(?:O'|D'|Mc|Mac)?\p{{L}}\p{{L}}{{1,30}}(?:[-']\p{{L}}{{2,30}}){{0,3}})
            )"
        )
    },
);

pub(super) fn titled(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    possible.each(&SHAPE, text, |found| {
        let (whole, title, name) = (group(found, 1)?, found.get(2)?.as_str(), found.get(3)?);
        let span = whole.start..name.end();
        let second = next_word(text, span.end);
        let second = second.trim_end_matches("'s");
        let longer = second.chars().count() > 1
            && second.starts_with(char::is_uppercase)
            && text[span.end..].starts_with(' ');
        let place =
            is_one(second, PLACES) || is_one(next_word(text, span.end + 1 + second.len()), PLACES) && longer;
        let sound = is_name(title, name.as_str(), &text[whole.start + title.len()..])
            && !(place && second.starts_with(char::is_uppercase));
        let common = is_one(second, OFFICES) || is_month_or_day(second);
        let end = if longer && !common { span.end + 1 + second.len() } else { span.end };
        (sound && !is_no_title(text, whole.start, title, possible)).then_some(whole.start..end)
    })
}

fn is_name(title: &str, name: &str, behind: &str) -> bool {
    // `Mrs Z. The team`: a sentence begins behind an initial.
    const BEGINS: &str = "A After All An And As At Before But By Each Every For From He Her Here His How If In It Its My No Nobody Not Nothing Now Of On One Or Our She So Somebody That The Their Then There These They This Three To Today Two We What When Where While Who With Workers You";
    let particle = ["van ", "de ", "von ", "al-", "der "].iter().any(|small| name.starts_with(small));
    let capital = name.starts_with(char::is_uppercase) || particle;
    let plain = title.starts_with(char::is_lowercase);
    let joined = behind.starts_with(['-', '_']);
    // `nurse-led`, `Sister-in-law`; `mr-patel` is a person.
    if !capital
        && (!plain || is_one(name, "and or of in is was who the to for men") || name.chars().count() < 3)
    {
        return false;
    }
    if is_one(name, OFFICES) || is_one(name, PLACES) || is_one(name, BEGINS) || (joined && !plain) {
        return false;
    }
    // `MS SOCIETY` and `MS` before a word in small letters are an illness.
    !(title == "MS" && name != name.to_uppercase())
}

/// `Our Lady`, `House of Lord`, `10 Mill Dr`, `near miss`.
fn is_no_title(text: &str, at: usize, title: &str, possible: &Possible) -> bool {
    let word = last_word(text, at);
    let our = is_one(word, "our near oh") && is_one(title, "lady sister miss lord");
    let drive = title.starts_with("Dr")
        && before(text, at) == Some(' ')
        && possible
            .lead(text, at, 30)
            .split(' ')
            .rev()
            .nth(2)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    our || drive
}

fn is_month_or_day(word: &str) -> bool {
    is_one(
        word,
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December He She They It We His Her Their This That Then When On At I",
    )
}
