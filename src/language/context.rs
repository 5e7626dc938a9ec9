//! How a word stands, told from the words before it.

use super::words::{Gap, Word};

/// So many words before a word can say that it is not so.
const FARTHEST: usize = 7;

/// Words that say that what follows is not so.
const NEGATORS: &[&str] = &[
    "no",
    "not",
    "never",
    "without",
    "neither",
    "nor",
    "nobody",
    "none",
    "cannot",
    "stop",
    "stops",
    "stopped",
    "stopping",
    "abolish",
    "abolished",
    "abolishing",
    "scrap",
    "scrapped",
    "scrapping",
    "avoid",
    "avoids",
    "avoided",
    "avoiding",
];

/// Two words that say so together.
const PAIRS: &[(&str, &str)] = &[
    ("rather", "than"),
    ("instead", "of"),
    ("away", "with"),
    ("away", "from"),
    ("end", "to"),
    ("rid", "of"),
    ("free", "of"),
    ("free", "from"),
    ("done", "with"),
];

/// Words that may stand between a negation and what it is about.
const BRIDGE: &[&str] = &[
    "a", "an", "any", "another", "the", "our", "their", "your", "his", "her", "my", "more", "further",
    "formal", "new", "such", "single", "one", "longer", "to", "be", "been", "being", "is", "are", "was",
    "were", "get", "gets", "getting", "got", "use", "using", "used", "do", "doing", "make", "making", "made",
    "have", "having", "had", "has", "need", "needs", "needed", "want", "wants", "hold", "holding", "run",
    "send", "sending", "sent", "take", "taking", "as", "with", "for", "through", "via", "by", "into", "of",
    "simply", "even", "ever", "yet", "on", "people", "anyone", "anybody", "someone", "somebody", "them",
    "wait", "waiting",
];

/// Whether the word at an index is said not to be so: `no referrals`,
/// `instead of a referral`, `no forms, referrals or lists`.
pub(super) fn negated(words: &[Word<'_>], at: usize, taken: usize) -> bool {
    let mut listed = false;
    let mut here = at;
    for _ in 0..FARTHEST {
        if here == 0 || words[here].gap == Gap::Breaks {
            return false;
        }
        let comma = words[here].gap == Gap::Comma;
        if comma {
            // Only an entry of a list goes on with what stood before the comma.
            if !(listed || (here == at && list_goes_on(words, at + taken))) || is_negator(words, here - 1) {
                return false;
            }
            listed = true;
        } else if is_negator(words, here - 1) {
            return true;
        }
        here -= 1;
        let word = &*words[here].text;
        if matches!(word, "or" | "nor") {
            listed = true;
        } else if !listed && !BRIDGE.contains(&word) {
            return false;
        }
    }
    false
}

/// Whether a list has another entry here.
fn list_goes_on(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|next| {
        next.gap == Gap::Comma || (next.gap == Gap::Joins && matches!(&*next.text, "or" | "nor"))
    })
}

fn is_negator(words: &[Word<'_>], at: usize) -> bool {
    let word = &*words[at].text;
    let pair = || {
        let before = at.checked_sub(1).map_or("", |before| &*words[before].text);
        words[at].gap == Gap::Joins && PAIRS.contains(&(before, word))
    };
    NEGATORS.contains(&word) || word.ends_with("n't") || pair()
}

/// Articles and the like, between a word and what says that it is one.
const ARTICLES: &[&str] = &["a", "an", "the", "our", "these", "those", "any", "your"];
const NAMES_OF_ONE: &[&str] = &["word", "term", "label", "phrase", "expression", "title", "heading"];
const NAMES_OF_SEVERAL: &[&str] =
    &["words", "terms", "labels", "phrases", "expressions", "jargon", "vocabulary"];
const WHOM: &[&str] = &[
    "it",
    "them",
    "her",
    "him",
    "this",
    "that",
    "people",
    "somebody",
    "someone",
    "us",
    "me",
    "you",
    "everyone",
    "everybody",
    "anyone",
    "anybody",
    "each",
    "themselves",
];
const BEING: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "so",
    "get",
    "gets",
    "got",
    "once",
    "formerly",
    "often",
    "usually",
    "sometimes",
    "still",
];

/// Whether the word at an index is one that is spoken of: `the word case`,
/// `what we used to call triage`, `called them clients`.
pub(super) fn mentioned(words: &[Word<'_>], at: usize) -> bool {
    if among_named_words(words, at) {
        return true;
    }
    let mut here = at;
    let mut article = false;
    let mut before = || -> Option<usize> {
        (here > 0 && !matches!(words[here].gap, Gap::Breaks | Gap::Comma)).then(|| {
            here -= 1;
            here
        })
    };
    let Some(mut word) = before() else { return false };
    while ARTICLES.contains(&&*words[word].text) {
        article = true;
        let Some(earlier) = before() else { return false };
        word = earlier;
    }
    let said = |at: usize| &*words[at].text;
    let earlier = |at: usize, by: usize| at.checked_sub(by).map_or("", |at| &*words[at].text);
    let called = |at: usize| matches!(said(at), "call" | "calls" | "called" | "calling");
    match said(word) {
        name if NAMES_OF_ONE.contains(&name) => !article,
        "as" => {
            matches!(earlier(word, 1), "known" | "labelled" | "described")
                || (earlier(word, 1) == "to" && earlier(word, 2) == "referred")
        }
        "labelled" | "named" | "entitled" | "titled" | "headed" => true,
        "called" => BEING.contains(&earlier(word, 1)),
        "call" => {
            (earlier(word, 1) == "to" && earlier(word, 2) == "used")
                || (article && matches!(earlier(word, 1), "we" | "they" | "people" | "you" | "some"))
        }
        whom if WHOM.contains(&whom) => word.checked_sub(1).is_some_and(called),
        _ => false,
    }
}

/// `the words referral, triage and allocation`, `words like client`.
fn among_named_words(words: &[Word<'_>], at: usize) -> bool {
    let mut here = at;
    for _ in 0..FARTHEST {
        if here == 0 || words[here].gap == Gap::Breaks {
            return false;
        }
        here -= 1;
        let word = &*words[here].text;
        if NAMES_OF_SEVERAL.contains(&word) {
            // `in other words the client` speaks of nothing.
            return here == 0 || &*words[here - 1].text != "other";
        }
    }
    false
}
