//! `new`: a file with blanks to fill. It passes `check` once they are filled,
//! and never takes the place of a file that is there.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use jiff::civil::Date;

use super::args::{Global, NewArgs, NewKind};
use super::session::Session;
use super::{Outcome, refuse};
use crate::diagnostic::{list_of, nearest};
use crate::link::Graph;
use crate::model::{Kind, Ref, fold, is_id, parse_date};

pub(super) fn run(global: &Global, args: &NewArgs) -> Outcome {
    let Some(mut session) = Session::open(global) else { return Outcome::CouldNotRun };
    let Some(graph) = session.graph() else { return session.report(None) };
    let date = match args.date.as_deref() {
        Some(text) => match parse_date(text) {
            Some(date) => date,
            None => {
                return refuse(
                    &format!("`{text}` is not a date"),
                    Some("dates are written year first: `--date 2026-03-04`"),
                );
            }
        },
        None => session.as_of(&graph.settings),
    };
    match blank(args, &graph, date) {
        Ok((path, text)) => write(&session.root, &path, &text),
        Err(outcome) => outcome,
    }
}

/// The file's path in the pack, and its text.
fn blank(args: &NewArgs, graph: &Graph, date: Date) -> Result<(String, String), Outcome> {
    let id: String = fold(&args.title).chars().filter(char::is_ascii).collect();
    if !is_id(&id) {
        let help = "use some letters or digits: the file is named after the title";
        return Err(refuse(&format!("`{}` cannot be a title", args.title), Some(help)));
    }
    check_free(args.kind, &id, graph)?;
    let (path, blank) = match args.kind {
        NewKind::Story => (format!("content/stories/{date}-{id}.md"), include_str!("blanks/story.md")),
        NewKind::Meeting => (format!("content/meetings/{date}-{id}.md"), include_str!("blanks/meeting.md")),
        NewKind::Feedback => (format!("content/feedback/{date}-{id}.md"), include_str!("blanks/feedback.md")),
        NewKind::Metric => (format!("data/metrics/{id}.yaml"), include_str!("blanks/metric.yaml")),
        NewKind::Page => (format!("content/pages/{id}.md"), include_str!("blanks/page.md")),
        NewKind::Judgement => {
            check_statement(&args.title, graph)?;
            (format!("content/judgements/{}.md", args.title), include_str!("blanks/judgement.md"))
        }
    };
    Ok((path, fill(blank, args, graph, date)))
}

/// An id that is in use would be a finding as soon as the blanks are filled.
fn check_free(kind: NewKind, id: &str, graph: &Graph) -> Result<(), Outcome> {
    let kind = match kind {
        NewKind::Story => Kind::Story,
        NewKind::Feedback => Kind::Feedback,
        NewKind::Metric => Kind::Metric,
        NewKind::Page => Kind::Page,
        // A meeting's id has its date, and a judgement's is its statement's.
        NewKind::Meeting | NewKind::Judgement => return Ok(()),
    };
    let name = Ref::new(kind, id);
    match graph.items.iter().find(|item| *item.name() == name) {
        Some(item) => {
            let message =
                format!("there is already a {} `{id}`, in `{}`", kind.one(), item.basics.place.path);
            Err(refuse(&message, Some("choose another title")))
        }
        None => Ok(()),
    }
}

fn check_statement(id: &str, graph: &Graph) -> Result<(), Outcome> {
    if graph.framework.statement(id).is_some() {
        return Ok(());
    }
    let known = || graph.framework.statements.iter().map(|statement| &*statement.id);
    let help = match nearest(id, known()) {
        Some(near) => format!("did you mean `ninefold new judgement {near}`?"),
        None => format!("the quality statements are {}", list_of(known(), "and")),
    };
    Err(refuse(&format!("there is no quality statement `{id}`"), Some(&help)))
}

/// Puts the title, the date and the words that may be used into a blank.
fn fill(blank: &str, args: &NewArgs, graph: &Graph, date: Date) -> String {
    let join = |words: Vec<String>| words.join(", ");
    let (framework, practice) = (&graph.framework, &graph.practice);
    let kinds: Vec<String> = practice.meeting_kinds.iter().map(|kind| kind.id.to_string()).collect();
    let kind = kinds.iter().find(|kind| **kind == fold(&args.title)).or(kinds.first()).cloned();
    let scores =
        framework.scores.iter().map(|score| format!("{} {}", score.score, score.label.to_lowercase()));
    let statement = match args.kind {
        NewKind::Judgement => Some(args.title.clone()),
        _ => framework.statements.first().map(|statement| statement.id.to_string()),
    };
    blank
        .replace("{title}", &quoted(&args.title))
        .replace("{date}", &date.to_string())
        .replace("{statement}", &statement.unwrap_or_default())
        .replace(
            "{statements}",
            &join(framework.statements.iter().map(|statement| statement.id.to_string()).collect()),
        )
        .replace(
            "{categories}",
            &join(framework.categories.iter().map(|category| category.id.to_string()).collect()),
        )
        .replace("{rules}", &join(practice.rules.iter().map(|rule| rule.id.to_string()).collect()))
        .replace("{scores}", &join(scores.collect()))
        .replace("{kind}", &kind.unwrap_or_default())
        .replace("{kinds}", &join(kinds))
}

/// A title as YAML reads it: in quotes, which every title may stand in.
fn quoted(title: &str) -> String {
    format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""))
}

fn write(root: &Path, path: &str, text: &str) -> Outcome {
    let target = root.join(path);
    let created = target
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| File::create_new(&target))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match created {
        Ok(()) => {
            println!("{path}");
            println!("fill the blanks, then run: ninefold check");
            Outcome::Clean
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => refuse(
            &format!("there is already a file `{path}`; it was not touched"),
            Some("choose another title, or open that file"),
        ),
        Err(error) => refuse(&format!("`{path}` cannot be written: {error}"), None),
    }
}
