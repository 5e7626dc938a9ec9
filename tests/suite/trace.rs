//! Where an item's words and numbers appear, for a withdrawal.

use crate::pack::Pack;

fn pack() -> Pack {
    Pack::small()
        .edit(
            "content/judgements/assessing-needs.md",
            "helped. See also",
            "helped: now SHE walks to\nthe “lunch” club; and Mrs Z’s mornings changed. See also",
        )
        .edit(
            "content/judgements/assessing-needs.md",
            "because: Waits are falling and are still too long.",
            "because: \"Her words were: I thought nobody would come. The gate had been stuck since October, for all of us.\"",
        )
}

#[test]
fn everywhere_in_the_pack_and_in_each_edition() {
    let pack = pack();
    pack.build(&["--audience", "public", "--output", "given-out"]);
    let run = pack.run(&["trace", "story:garden-gate", "--site", "given-out"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let (head, editions) = run.stdout.split_once("\n\nthe internal edition").expect("the editions");
    assert_eq!(
        head,
        "story:garden-gate: The garden gate\n\
         written in content/stories/2026-02-11-garden-gate.md\n\n\
         cited by 3 items\n  \
         judgement:assessing-needs (evidence) in content/judgements/assessing-needs.md\n  \
         meeting:2026-03-04-making-it-happen (heard) in content/meetings/2026-03-04-making-it-happen.md\n  \
         action:small-repairs (because) in content/meetings/2026-03-04-making-it-happen.md\n\n\
         its words elsewhere in the pack: 3 places\n  \
         content/judgements/assessing-needs.md:4: a passage: “The gate had been stuck since October”\n  \
         content/judgements/assessing-needs.md:16: a passage: “SHE walks to the “lunch” club”\n  \
         content/judgements/assessing-needs.md:17: the name Mrs Z"
    );
    let sections: Vec<&str> = editions.split("\n\n").collect();
    assert!(
        sections[1].starts_with("the assessor edition, as it would be built as of 30 June 2026: "),
        "{editions}"
    );
    assert!(
        sections[2].starts_with("the public edition, as it would be built as of 30 June 2026: "),
        "{editions}"
    );
    assert!(sections[3].starts_with("the site in given-out, as it stands: "), "{editions}");
    // What was given out is what the public edition holds.
    let files = |section: &str| {
        // Only a site on disk has a manifest.
        let files = section.lines().skip(1).filter(|line| !line.contains("manifest.json"));
        files.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(files(sections[2]), files(sections[3]));
    assert!(
        files(sections[2]).contains(
            &"  stories/garden-gate.html: its id, its title, the name Mrs Z, 2 passages".to_owned()
        ),
        "{editions}"
    );
}

#[test]
fn what_was_withdrawn_is_still_found_where_it_was_copied() {
    let pack = pack();
    pack.build(&["--audience", "public", "--output", "given-out"]);
    let pack = pack.edit("content/stories/2026-02-11-garden-gate.md", "status: given", "status: withdrawn");
    let run = pack.run(&["trace", "garden-gate", "--site", "given-out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for line in [
        "\nthe internal edition, as it would be built as of 30 June 2026: 7 files\n  assets/search/texts-0.js: the name Mrs Z, 2 passages\n  data/pack.json: the name Mrs Z, 2 passages\n",
        "\n  statements/assessing-needs.html: the name Mrs Z, 2 passages\n",
        "\nthe public edition, as it would be built as of 30 June 2026: 0 files\n",
        "  stories/garden-gate.html: its id, its title, the name Mrs Z, 2 passages\n",
    ] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
}

#[test]
fn a_number_is_found_as_pages_write_it() {
    let metric = "title: Spending\nstatements: [equity]\ncategory: processes\nunit: pounds\nbetter: neither\naudience: public\n\
                  source: {name: Ledger}\npoints: [{period: 2025, value: 1204500}, {period: 2026, value: 12}]\n";
    let pack = Pack::small().file("data/metrics/spending.yaml", metric).edit(
        "content/pages/how-to-read.md",
        "audience: public\n---\n",
        "audience: public\n---\nWe spent 1,204,500 pounds on 12 doors, and 11,204,500 elsewhere.\n\n",
    );
    let run = pack.run(&["trace", "metric:spending"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let found: Vec<&str> = run.stdout.lines().filter(|line| line.contains("how-to-read.md:")).collect();
    assert_eq!(found.len(), 1, "{}", run.stdout);
    assert!(found[0].ends_with(": the number 1,204,500"), "{found:?}");
    assert!(
        run.stdout.contains("metrics/spending.html: its id, its title, the number 1,204,500"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_name_that_is_not_there_is_refused_with_the_nearest() {
    let run = Pack::small().run(&["trace", "story:garden-gates"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "error: no one item of the pack is called `story:garden-gates`\nhelp: did you mean `story:garden-gate`?\n"
        )
    );
    // An earlier name does.
    let run = Pack::small().run(&["trace", "story:old-gate"]);
    assert!(run.stdout.starts_with("story:garden-gate: The garden gate\n"), "{}", run.stdout);
}
