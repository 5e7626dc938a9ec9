use proptest::prelude::*;

use super::*;
use crate::diagnostic::Located;
use crate::model::{
    Audience, Better, Citation, Comparison, Condition, FeedbackFrom, Holds, Method, Ref, Sort, Unit, Wanted,
};
use crate::parse::values::Choice;

/// Places in these tests are those of the text itself.
fn place(run: Range<usize>) -> Place {
    Place::new(&"a.md".into(), run)
}

fn read_all(text: &str) -> (Option<LiveTable>, Vec<Finding>) {
    let findings = Findings::default();
    let table = read(text, place(0..text.len()), &place, &findings);
    (table, findings.into_inner())
}

#[track_caller]
fn good(text: &str) -> LiveTable {
    let (table, findings) = read_all(text);
    assert_eq!(findings, []);
    table.expect("there is a table where there is no finding")
}

/// The one finding of a text: the words it is about, the message, the help.
#[track_caller]
fn bad(text: &str) -> (String, String, String) {
    let (table, mut findings) = read_all(text);
    assert!(table.is_none() && findings.len() == 1, "{findings:?}");
    let finding = findings.remove(0);
    assert_eq!(finding.code, Code::LiveTable);
    let place = finding.place.expect("it has a place");
    (text[place.start..place.end].to_owned(), finding.message, finding.help.expect("it has help"))
}

#[track_caller]
fn says(text: &str, about: &str, message: &str, help: &str) {
    assert_eq!(bad(text), (about.to_owned(), message.to_owned(), help.to_owned()), "{text}");
}

#[test]
fn a_whole_table() {
    let text = "actions where status=open|overdue and statement = equity and due >= 2026-03-04 sort=-due limit=10 columns=title, due";
    let at = |words: &str| {
        let start = text.find(words).expect("the words are there");
        place(start..start + words.len())
    };
    let condition = |field, comparison, wanted| Condition { field, comparison, wanted };
    let equity = Citation { to: Ref::new(Kind::Statement, "equity"), part: None, place: at("equity") };
    let expected = LiveTable {
        kind: Kind::Action,
        conditions: vec![
            condition(Field::Status, Comparison::Is, vec![Wanted::Word("open"), Wanted::Word("overdue")]),
            condition(Field::Statement, Comparison::Is, vec![Wanted::Thing(equity)]),
            condition(Field::Due, Comparison::OnOrAfter, vec![Wanted::Day(jiff::civil::date(2026, 3, 4))]),
        ],
        sort: Some(Sort { field: Field::Due, descending: true }),
        limit: Some(10),
        columns: vec![Field::Title, Field::Due],
        place: place(0..text.len()),
    };
    assert_eq!(good(text), expected);
}

#[test]
fn a_kind_alone_is_a_table_with_its_usual_columns() {
    let table = good(" Story ");
    assert_eq!((table.kind, table.columns), (Kind::Story, vec![Field::Title, Field::Date, Field::Statement]));
}

#[test]
fn capitals_spaces_and_underscores_do_not_matter() {
    let table = good("Stories WHERE Followed_Up < 2026-03-04\n AND Freshness != \"Due soon\" SORT = Title");
    assert_eq!(
        table.filter(ToString::to_string),
        "Stories where follow-up date is before 4 March 2026 and freshness is not due soon, sorted by title"
    );
}

#[test]
fn every_way_to_write_a_value() {
    let table = good(
        "stories where owner=“Head of Finance” and carers=yes and site=site:millside and conversation=1|2 and team=hospital and tag=and-so-on",
    );
    let wanted: Vec<&Wanted> = table.conditions.iter().flat_map(|condition| &condition.wanted).collect();
    assert_eq!(wanted[0], &Wanted::Text("Head of Finance".into()));
    assert_eq!(wanted[1], &Wanted::Flag(true));
    assert!(matches!(wanted[2], Wanted::Thing(citation) if citation.to == Ref::new(Kind::Site, "millside")));
    assert!(matches!(wanted[4], Wanted::Number(Located { value: 2, .. })));
    assert!(matches!(wanted[5], Wanted::Declared { id, .. } if &*id.value == "hospital"));
    assert_eq!(wanted[6], &Wanted::Text("and-so-on".into()));
}

#[test]
fn kinds_and_fields_are_checked() {
    says("acton where x=y", "acton", "there are no live tables of `acton`", "did you mean `actions`?");
    says(
        "judgements",
        "judgements",
        "there are no live tables of `judgements`",
        "there are live tables of `actions`, `stories`, `feedback`, `meetings`, `metrics` and `documents`",
    );
    says(
        "actions where stauts=open",
        "stauts",
        "live tables of actions have no field `stauts`",
        "did you mean `status`?",
    );
    says(
        "documents where due<2026-03-04",
        "due",
        "live tables of documents have no field `due`",
        "it is a field of actions; those of documents are `title`, `date`, `statement`, `challenges`, `theme`, `site`, `team`, \
         `owner`, `category`, `group`, `carers`, `tag`, `audience` and `freshness`",
    );
    says("actions sort=deu", "deu", "live tables of actions have no field `deu`", "did you mean `due`?");
    says("actions columns=due,due", "due", "the column `due` stands twice", "leave one of the two out");
}

#[test]
fn values_are_checked() {
    let status = "`status` cannot be `overdo`";
    says("actions where status=overdo", "overdo", status, "did you mean `overdue`?");
    let help = "write `open`, `overdue`, `done` or `dropped`";
    says("actions where status=finished", "finished", "`status` cannot be `finished`", help);
    let help = "dates are written year first: `2026-03-04`";
    says("actions where due<4/3/2026", "4/3/2026", "`4/3/2026` is not a date", help);
    let help = "write `yes` or `no`";
    says("stories where carers=some", "some", "`carers` cannot be `some`", help);
    let help = "write the number of the conversation in digits: `conversation=1`";
    says("stories where conversation=one", "one", "`conversation` cannot be `one`", help);
    let help = "write how many rows there should be at most: `limit=10`";
    says("actions limit=ten", "ten", "`limit` is a whole number, 1 or more, not `ten`", help);
    says("actions limit=0", "0", "`limit` is a whole number, 1 or more, not `0`", help);
    let help = "`<`, `<=`, `>` and `>=` are for dates; write `=` or `!=` here";
    says("actions where status>open", ">", "`status` is not compared by before and after", help);
}

#[test]
fn missing_parts_are_named() {
    let help = "write it like this: `status=open`";
    says("actions where status overdue", "status", "there is no `=` after `status`", help);
    says("actions where status:overdue", "status", "there is no `=` after `status`", help);
    says("actions where status= sort=due", "status=", "there is no value after `status`", help);
    says("actions where status=open|", "status=", "there is no value after `status`", help);
    says("actions where status=\"\"", "\"\"", "the value of `status` is empty", help);
    let help = "write a field, `=` and a value: `where carers=yes`, or leave `where` out";
    says("actions where sort=due", "where", "there is no condition after `where`", help);
    let help = "conditions begin with `where` and are joined by `and`: `where status=…`";
    says("actions status=open", "status", "there is no `where` before `status`", help);
    let help = "write a second one after the last word";
    says("stories where tag=\"a b", "\"", "this quotation mark is not closed", help);
    let help = "write the field to sort by: `sort=title`, or `sort=-title` for the last first";
    says("stories sort=", "sort=", "there is nothing after `sort=`", help);
    says("stories sort by date", "sort", "there is no `=` after `sort`", help);
}

#[test]
fn what_cannot_stand_somewhere_is_told_what_to_do() {
    let help = "for any of several values write `|`: `status=open|overdue`";
    says("actions where status=open or status=overdue", "or", "`or` cannot stand here", help);
    let help = "put a value of several words in quotation marks: `owner=\"Head of Finance\"`";
    says("actions where owner=Head of Finance", "of", "`of` cannot stand here", help);
    let help = "put `|` between several values: `status=open|overdue`";
    says("actions where status=open,overdue", ",", "a comma cannot stand here", help);
    let help = "join conditions by `and`";
    says("actions where status=open, carers=yes", ",", "a comma cannot stand here", help);
    says("actions colums=due", "colums", "`colums` cannot stand here", "did you mean `columns`?");
    let help = "write `sort=due` for the first date first, `sort=-due` for the last";
    says("actions sort=due desc", "desc", "`desc` cannot stand here", help);
    let help = "write `=` or `!=`; for dates also `<`, `<=`, `>` or `>=`";
    says("actions where status==open", "==", "`==` compares nothing", help);
    let help = "a table is sorted by one field; leave the other out";
    says("actions sort=due sort=title", "sort", "`sort` stands twice in this live table", help);
    let help =
        "give one date here, and join a second condition by `and`: `due>=2026-01-01 and due<2026-04-01`";
    says(
        "actions where due<2026-01-01|2026-02-01",
        "2026-02-01",
        "`due` is compared with two dates at once",
        help,
    );
}

#[test]
fn a_table_of_nothing_says_how_tables_begin() {
    let help = "write a kind after `table:`, as in `<!-- table: actions where status=overdue -->`";
    says(" ", " ", "this live table does not say what it is of", help);
}

#[test]
fn several_wrong_values_are_several_findings() {
    let (_, findings) = read_all("actions where stauts=open and loop=shut|ajar sort=deu limit=many");
    assert_eq!(findings.len(), 5, "{findings:?}");
}

/// Fields that stories and feedback are written with take the same words here.
#[test]
fn words_are_those_of_front_matter() {
    fn words<T: Choice>() -> Vec<&'static str> {
        T::WORDS.iter().map(|(word, _)| *word).collect()
    }
    for (field, words) in [
        (Field::Audience, words::<Audience>()),
        (Field::From, words::<FeedbackFrom>()),
        (Field::Method, words::<Method>()),
        (Field::Unit, words::<Unit>()),
        (Field::Better, words::<Better>()),
    ] {
        assert!(matches!(field.holds(), Holds::Word(known) if *known == words[..]), "{field:?}");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in ".{0,120}") {
        let _ = read_all(&text);
        let _ = beginning(&text);
    }

    #[test]
    fn nearly_a_table_never_panics_and_keeps_its_places(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "actions", "stories", "where", "and", "or", "status", "due", "=", "!=", "<", "|", ",", "\"", "“é", "overdue",
                "2026-03-04", "sort", "limit", "columns", "-", "–due", "10", "statement:equity", "", "\n",
            ]),
            0..14,
        ),
        joint in prop::sample::select(vec![" ", ""]),
    ) {
        let text = words.join(joint);
        let (table, findings) = read_all(&text);
        prop_assert_eq!(table.is_none(), !findings.is_empty());
        for place in findings.into_iter().filter_map(|finding| finding.place) {
            prop_assert!(text.get(place.start..place.end).is_some());
        }
    }
}
