//! What a word is: letters and digits, without case and accents. `search.js`
//! does the same to what a reader types, so every rule here stands there too.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text, in order. An apostrophe is no end of a word: people
/// type `peoples` and `people's` for the same.
pub(in crate::site) fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A text in lower case, without accents, apostrophes and soft hyphens.
pub(in crate::site) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|c| *c != '\'').map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|c| !is_silent(*c)).flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    folded
}

fn is_silent(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '\u{ad}') || is_combining_mark(letter)
}

/// Letters whose stroke or tie is no accent to Unicode, and is to a keyboard.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_apostrophes() {
        assert_eq!(words("The Garden-gate, 2026."), ["the", "garden", "gate", "2026"]);
        assert_eq!(words("people’s people's peoples"), ["peoples", "peoples", "peoples"]);
        assert_eq!(
            words("Zoë Ångström naïve ŁÓDŹ Straße Ærø"),
            ["zoe", "angstrom", "naive", "lodz", "strasse", "aero"]
        );
        // A capital sigma at the end of a word, and the small one of that place.
        assert_eq!(words("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
        assert_eq!(words("hos\u{ad}pital İstanbul ℡"), ["hospital", "istanbul", "tel"]);
        assert_eq!(words(" – … “” "), [""; 0]);
        assert_eq!(words("مها سالم"), ["مها", "سالم"]);
    }

    proptest::proptest! {
        #[test]
        fn a_word_is_its_own_only_word_and_has_no_capital_letter(text in ".{0,40}") {
            for word in words(&text) {
                proptest::prop_assert_eq!(words(&word), [word.clone()]);
                proptest::prop_assert!(!word.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_punctuation()));
            }
        }
    }
}
