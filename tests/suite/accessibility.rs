//! The accessibility statement: what the settings say, and nothing that they do not.

use crate::pack::Pack;

/// The words of the statement's main part, a line a block.
fn statement(pack: &Pack, args: &[&str]) -> String {
    let site = pack.build(args);
    let page = std::str::from_utf8(&site["accessibility.html"]).expect("a page is UTF-8");
    let from = page.find("<section id=\"how-accessible\">").expect("the part begins");
    let main = &page[from..page.find("</main>").expect("the main part ends")];
    let mut words = String::new();
    let mut rest = main;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        rest = after.split_once('>').expect("a tag ends").1;
    }
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n").replace("&quot;", "\"")
}

fn with(settings: &str) -> Pack {
    Pack::small().edit("data/pack.yaml", "marking: OFFICIAL", &format!("marking: OFFICIAL\n{settings}"))
}

#[test]
fn nothing_is_claimed_that_the_settings_do_not_say() {
    let words = statement(&Pack::small(), &["--audience", "public"]);
    assert_eq!(
        words,
        "\
How accessible it is
Smallbrook Council has not said yet which parts are not fully accessible.
Tell us
If something here is hard to use, or if you need it in another form, such as large print, Easy Read, an audio recording or braille, tell us which page it is and what would help.
Ask Smallbrook Council, by any way that you usually reach it.
If our answer is not enough
The Equality and Human Rights Commission sees to it that public bodies keep the accessibility regulations. If you are not happy with how we answer you, turn to the Equality Advisory and Support Service.
The standard
The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask us to make these pages accessible. The standard is the Web Content Accessibility Guidelines (WCAG), version 2.2, level AA.
How far these pages meet it has not been tested by Smallbrook Council yet.
How this was prepared
Smallbrook Council has not said yet when this statement was prepared.
The authority has not tested these pages yet."
    );
    assert!(statement(&Pack::small(), &[]).contains("accessibility: in data/pack.yaml"));
}

#[test]
fn every_field_stands_where_readers_look_for_it() {
    let pack = with(
        "\
accessibility:
  compliance: partial
  contact: {email: access@smallbrook.example, phone: 0300 555 0199, other: Write to the town hall.}
  reply_within: 5 working days
  problems:
    - {what: The map is a picture., criterion: 1.1.1 Non-text Content, until: 2026-09-30}
    - {what: Old films have no captions., because: out-of-scope}
    - {what: The archive cannot be searched., because: burden}
  improving: We are redrawing the map.
  tested: {on: 2026-06-01, by: our own web team, how: With a keyboard alone.}
  prepared: 2026-06-02
  reviewed: 2026-06-20",
    )
    .file(
        "data/personal-data.yaml",
        "allow:\n  - {find: access@smallbrook.example, reason: Ours, owner: Digital, until: 2027-01-01}\n  - {find: 0300 555 0199, reason: Ours, owner: Digital, until: 2027-01-01}\n",
    );
    let words = statement(&pack, &["--audience", "public"]);
    let enforcement = words.find("If our answer").expect("the part is there");
    let standard = words.find("These pages meet").expect("the part is there");
    assert_eq!(
        &words[..enforcement],
        "\
How accessible it is
We know that some parts are not fully accessible:
The map is a picture.
The archive cannot be searched.
Old films have no captions.
Tell us
If something here is hard to use, or if you need it in another form, such as large print, Easy Read, an audio recording or braille, tell us which page it is and what would help.
Emailaccess@smallbrook.example
Telephone0300\u{a0}555\u{a0}0199
Another wayWrite to the town hall.
You will hear from us within 5 working days.
"
    );
    assert_eq!(
        &words[standard..],
        "\
These pages meet it in part, with the exceptions below.
Does not meet the standard yet
These parts fail the guidelines, and we mean to put them right.
The map is a picture. Fails 1.1.1 Non-text Content To be put right by 30 September 2026
Would be a disproportionate burden to change
We weighed what these parts would cost to change against what people would gain.
The archive cannot be searched.
Outside what the regulations ask for
The regulations leave these parts out. Tell us if you need one of them in another form.
Old films have no captions.
What we are doing
We are redrawing the map.
How this was prepared
This statement was prepared on 2 June 2026. It was last reviewed on 20 June 2026.
These pages were last tested on 1 June 2026 by our own web team. With a keyboard alone."
    );
}

#[test]
fn an_address_in_the_statement_is_personal_data_until_it_is_allowed() {
    let pack = with("accessibility: {contact: {email: access@smallbrook.example}}");
    let run = pack.run(&["build", "--audience", "public"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[personal-data]"), "{}", run.stderr);
}
