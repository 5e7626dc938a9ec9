//! Finds as they may be printed.

use super::Rule;

/// A find as it may be printed: what tells the kind of it stays, so that
/// whoever has the text can tell which is meant; every other letter and digit
/// is a dot. Never enough to find somebody by.
pub fn masked(rule: Rule, found: &str) -> String {
    let first = |count: usize| {
        let mut kept = 0;
        dotted(found, move |_, c| {
            kept += usize::from(c.is_alphanumeric());
            c.is_alphanumeric() && kept <= count
        })
    };
    match rule {
        Rule::NationalInsurance => first(2),
        // 020, 01632, 07700, +44 20.
        Rule::Phone if found.trim_start_matches('(').starts_with(['+', '4']) => first(4),
        Rule::NhsNumber | Rule::Phone => first(3),
        Rule::Email => email(found),
        Rule::Postcode => {
            let area = found.chars().take_while(char::is_ascii_alphabetic).count().min(2);
            dotted(found, |at, _| at < area)
        }
        Rule::CarRegistration => first(1),
        Rule::TitledName => titled(found),
        Rule::BirthDate | Rule::Address | Rule::RecordNumber => dotted(found, |_, _| false),
        Rule::Age90 | Rule::AgeAndPlace => {
            dotted(found, |_, c| !c.is_ascii_digit() && found.contains(|c: char| c.is_ascii_digit()))
        }
    }
}

/// A text with dots for all letters and digits but those that are kept, by
/// their place in letters.
fn dotted(text: &str, mut keep: impl FnMut(usize, char) -> bool) -> String {
    let seen = text.chars().enumerate();
    seen.map(|(at, c)| if keep(at, c) || !c.is_alphanumeric() { c } else { '•' }).collect()
}

/// `s•••••@•••••••.org`
fn email(found: &str) -> String {
    let ending = found.rfind('.').map_or(found.len(), |dot| found[..dot].chars().count());
    dotted(found, |at, _| at == 0 || at > ending)
}

/// `Mrs P••••`: the title, and the first letter of the last name.
fn titled(found: &str) -> String {
    let title = found.chars().take_while(|c| c.is_alphabetic()).count();
    let last = found.rfind([' ', '_', '\n']).map_or(usize::MAX, |space| found[..space].chars().count() + 1);
    dotted(found, |at, _| at < title || at == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_can_be_told_and_nobody_found() {
        let cases = [
            (Rule::NhsNumber, "999 000 0018", "999 ••• ••••"),
            (Rule::NationalInsurance, "QQ 12 34 56 C", "QQ •• •• •• •"),
            (Rule::Phone, "020 7946 0123", "020 •••• ••••"),
            (Rule::Phone, "+44 (0)7700 900123", "+44 (0)7••• ••••••"),
            (Rule::Email, "someone@example.org", "s••••••@•••••••.org"),
            (Rule::Postcode, "SW1A 2AA", "SW•• •••"),
            (Rule::BirthDate, "3 May 1941", "• ••• ••••"),
            (Rule::Address, "14 Mill Lane", "•• •••• ••••"),
            (Rule::RecordNumber, "P123456", "•••••••"),
            (Rule::CarRegistration, "AB01 CDE", "A••• •••"),
            (Rule::TitledName, "Mrs Joan Patel", "Mrs •••• P••••"),
            (Rule::Age90, "93 years old", "•• years old"),
            (Rule::Age90, "ninety-three years old", "••••••-••••• ••••• •••"),
        ];
        for (rule, found, printed) in cases {
            assert_eq!(masked(rule, found), printed);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_mask_never_holds_the_find(rule in 0..Rule::ALL.len(), text in "\\PC{0,8}[0-9]{5}\\PC{0,8}@[a-z]{5}[.][a-z]{2,3}") {
            let printed = masked(Rule::ALL[rule], &text);
            proptest::prop_assert_eq!(printed.chars().count(), text.chars().count());
            proptest::prop_assert!(!printed.contains(&text));
            proptest::prop_assert!(printed.chars().filter(char::is_ascii_digit).count() < 5);
        }
    }
}
