use super::*;
use proptest::prelude::*;

fn rule(id: &str, matches: &[&str], phrases: &[&str]) -> Rule {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Rule {
        id: id.to_owned(),
        matches: texts(matches),
        instead: String::new(),
        why: String::new(),
        source: String::new(),
        severity: Treatment::Warning,
        scopes: Vec::new(),
        except: Exceptions { phrases: texts(phrases), names: vec!["Case Closed".to_owned()] },
        when: When::default(),
    }
}

fn rules() -> Rules {
    let mut rules = Rules::default();
    for one in [
        rule("case", &["case(s)"], &["in * case", "case law"]),
        rule("user", &["service user(s)"], &[]),
        rule("allocate", &["allocat*"], &[]),
        rule("refer", &["refer|refers her"], &[]),
    ] {
        rules.add(one).expect("a good rule");
    }
    rules.add_official("Safe cases, and service users");
    rules
}

fn said(text: &str) -> Vec<(String, Standing)> {
    let found = rules().scan(text, None).into_iter();
    found.map(|found| (text[found.span].to_owned(), found.standing)).collect()
}

#[test]
fn words_are_whole_and_of_any_case() {
    for text in ["Service Users", "service-user", "service\n  users", "SERVICE USER'S", "service user’s"] {
        assert_eq!(said(text).len(), 1, "{text}");
    }
    for text in ["services user", "service. User", "service\n\nuser", "encased", "casework", "service (user)"]
    {
        assert_eq!(said(text), [], "{text}");
    }
    assert_eq!(said("reallocated, allocations").len(), 1);
    assert_eq!(said("She refers her on").len(), 1);
}

#[test]
fn what_is_meant_otherwise_is_not_found() {
    for text in ["in any case", "in that case", "case law", "Case Closed", "https://a.uk/case", "a@case.uk"] {
        assert_eq!(said(text), [], "{text}");
    }
    assert_eq!(said("in any case the case").len(), 1);
    assert_eq!(said("case closed").len(), 1, "names stand in their own letters");
}

#[test]
fn how_a_word_stands_is_told_from_what_stands_before_it() {
    let all = [
        (
            Standing::Negated,
            "no cases; without any case; not a case; we stopped allocating; instead of a case; rather than cases; nobody was allocated; an end to cases",
        ),
        (
            Standing::Mentioned,
            "the word case; the term “case”; what we used to call a case; they called them cases; ‘case’; known as a case",
        ),
        (Standing::Quoted, "“We close every case here,” it said"),
        (
            Standing::Plain,
            "No, cases rose; not only that: cases fell; he said no. Cases rose; we had no money and cases rose; a case without end",
        ),
        (Standing::Official, "On safe cases and service users"),
    ];
    for (standing, text) in all {
        for part in text.split(';') {
            let found = said(part);
            assert!(
                !found.is_empty() && found.iter().all(|(_, found)| *found == standing),
                "{part}: {found:?}"
            );
        }
    }
    assert_eq!(said("no forms, cases or lists")[0].1, Standing::Negated);
}

#[test]
fn a_pattern_that_cannot_be_used_says_why() {
    for (pattern, fault) in [
        ("", PatternFault::Empty),
        ("* case", PatternFault::Star),
        ("c*se", PatternFault::Star),
        ("case[s]", PatternFault::Mark('[')),
        (&"a ".repeat(13), PatternFault::Long),
    ] {
        let refused = Rules::default().add(rule("x", &[pattern], &[]));
        assert_eq!(refused, Err((pattern.to_owned(), fault)));
    }
}

#[test]
fn a_megabyte_of_one_word_takes_no_time() {
    for word in ["no case, ", "safe cases and ", "' or ", "(a@", "“case "] {
        let text = word.repeat(1_000_000 / word.len());
        let start = std::time::Instant::now();
        let _ = rules().scan(&text, None);
        assert!(start.elapsed().as_secs() < 20, "{word}: {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,120}") {
        let _ = rules().scan(&text, None);
    }

    #[test]
    fn uses_are_in_order_and_within_the_text(text in "[ a-e‘’“”'\".,;é£\\-]{0,40}(case|service user|allocated)[ ,.'’-]{0,3}(case|users)?") {
        let mut last = 0;
        for found in rules().scan(&text, None) {
            prop_assert!(found.span.start >= last && found.span.end <= text.len());
            prop_assert!(text.get(found.span.clone()).is_some());
            last = found.span.start;
        }
    }

    #[test]
    fn arbitrary_patterns_never_panic(pattern in "[a-c()|* £'’-]{0,20}", text in "[a-c £'’-]{0,40}") {
        let mut rules = Rules::default();
        let _ = rules.add(rule("x", &[&pattern], &[&pattern]));
        let _ = rules.scan(&text, None);
    }
}
