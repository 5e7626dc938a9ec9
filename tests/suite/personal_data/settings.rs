//! `data/personal-data.yaml`: rules, patterns and places. What is wrong in it
//! stands in the corpus of broken packs.

use super::{NHS, body};

#[test]
fn a_rule_can_be_surer_less_sure_or_off() {
    let run = |said: &str, words: &str| {
        let pack = body(words).file("data/personal-data.yaml", format!("rules: {{{said}}}\n"));
        pack.run(&["build", "--audience", "public"])
    };
    assert_eq!(run("nhs-number: likely", NHS).code, 0);
    assert_eq!(run("nhs-number: off", NHS).stderr, "");
    let hard = run("titled-name: hard", "Mrs Quillfeather came.");
    assert_eq!(hard.code, 1, "{}", hard.stderr);
    assert!(
        hard.stderr.starts_with("error[personal-data]: `Mrs Q•••••••••••` is a name after a title\n"),
        "{}",
        hard.stderr
    );
    let listed = body("Zoe Quillfeather came.").file("data/private/known-people.txt", "Zoe Quillfeather");
    let listed = listed.file("data/personal-data.yaml", "rules: {known-person: off}\n");
    assert_eq!(listed.run(&["build", "--audience", "public"]).stderr, "");
}

#[test]
fn a_pattern_of_the_packs_own_is_a_rule() {
    let pack = body("The badge BB123456 and the badge BB1234567.").file(
        "data/personal-data.yaml",
        "patterns:\n  - {id: blue-badge, title: a Blue Badge number, match: '\\bBB\\d{6}\\b', certainty: hard}\n",
    );
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!((run.code, run.stderr.matches("error[").count()), (1, 1), "{}", run.stderr);
    assert!(
        run.stderr.starts_with("error[personal-data]: `B•••••••` is a Blue Badge number\n"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("123456 "), "{}", run.stderr);
}

#[test]
fn a_pattern_takes_time_in_proportion_to_the_text() {
    let long = "a".repeat(200_000);
    let pack = body(&format!("{long}!")).file(
        "data/personal-data.yaml",
        "patterns:\n  - {id: slow, title: something slow, match: '(a+)+b', certainty: hint}\n",
    );
    let began = std::time::Instant::now();
    assert_eq!(pack.run(&["check"]).code, 0);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn a_file_of_notes_alone_says_nothing() {
    let pack = crate::pack::Pack::small().file("data/personal-data.yaml", "# nothing yet\n");
    assert_eq!(pack.run(&["build"]).stderr, "");
}
