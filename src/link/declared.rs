//! Ids that are no references, but must be declared somewhere: categories,
//! teams, kinds of meeting, scores, conversations; and whether the framework
//! agrees with itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Finding, Located, Place, list_of, suggestion};
use crate::model::{
    Among, Detail, FiguresFrom, Framework, Holds, Item, Judgement, Origin, Practice, Ref, Register, Settings,
    Wanted,
};

/// Reports an id that is not declared.
fn check<'a>(
    id: &Located<Arc<str>>,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    where_declared: &str,
    findings: &mut Vec<Finding>,
) {
    if known.clone().any(|known| known == &*id.value) {
        return;
    }
    let help = suggestion(&id.value, known.clone()).unwrap_or_else(|| {
        let known: Vec<&str> = known.collect();
        if known.is_empty() || known.len() > 12 {
            where_declared.to_owned()
        } else {
            format!("{where_declared}: {}", list_of(known, "and"))
        }
    });
    let message = format!("there is no {what} `{}`", id.value);
    findings.push(Finding::new(Code::UnknownReference, id.place.clone(), message).help(help));
}

/// The ids that an item names and the pack, framework or practice declares.
pub(super) fn check_item(
    item: &Item,
    settings: &Settings,
    framework: &Framework,
    practice: &Practice,
    findings: &mut Vec<Finding>,
) {
    let tagging = &item.tagging;
    if let Some(category) = &tagging.category {
        check_category(category, framework, findings);
    }
    if let Some(team) = &tagging.team {
        check_team(team, settings, findings);
    }
    for number in &tagging.conversations {
        check_conversation(number, practice, findings);
    }
    check_expectations(item, framework, findings);
    match &item.detail {
        Detail::Meeting(meeting) => check_meeting_kind(&meeting.kind, practice, findings),
        Detail::Judgement(judgement) => check_judgement(judgement, framework, findings),
        Detail::Metric(metric) => {
            if let Some(FiguresFrom::Log(query)) = &metric.from {
                check_among(&query.among, settings, findings);
            }
        }
        _ => {}
    }
}

pub(super) fn check_category(
    category: &Located<Arc<str>>,
    framework: &Framework,
    findings: &mut Vec<Finding>,
) {
    let known = framework.categories.iter().map(|category| &*category.id);
    check(category, "evidence category", known, "the categories are those of the framework", findings);
}

fn check_meeting_kind(kind: &Located<Arc<str>>, practice: &Practice, findings: &mut Vec<Finding>) {
    let known = practice.meeting_kinds.iter().map(|kind| &*kind.id);
    check(kind, "kind of meeting", known, "the kinds are", findings);
}

fn check_team(team: &Located<Arc<str>>, settings: &Settings, findings: &mut Vec<Finding>) {
    let teams = settings.teams.iter().map(|team| &*team.id);
    check(team, "team", teams, "teams are declared under `teams:` in `data/pack.yaml`", findings);
}

/// Whose rows of the conversation log a metric reads.
fn check_among(among: &Among, settings: &Settings, findings: &mut Vec<Finding>) {
    match among {
        Among::All => {}
        Among::Site(site) => {
            let sites = settings.sites.iter().map(|site| &*site.id);
            let where_declared = "sites are declared under `sites:` in `data/pack.yaml`";
            check(site, "innovation site", sites, where_declared, findings);
        }
        Among::Team(team) => check_team(team, settings, findings),
    }
}

fn check_conversation(number: &Located<u8>, practice: &Practice, findings: &mut Vec<Finding>) {
    if !practice.conversations.iter().any(|known| known.conversation == number.value) {
        let message = format!("there is no conversation {}", number.value);
        findings.push(Finding::new(Code::UnknownValue, number.place.clone(), message));
    }
}

/// The ids that the conditions of an item's live tables name, and what they
/// are called: the words over a table are made from these.
pub(super) fn check_tables(
    item: &mut Arc<Item>,
    settings: &Settings,
    framework: &Framework,
    practice: &Practice,
    findings: &mut Vec<Finding>,
) {
    if item.tables().next().is_none() {
        return;
    }
    for condition in Arc::make_mut(item).tables_mut().flat_map(|table| &mut table.conditions) {
        let holds = condition.field.holds();
        for wanted in &mut condition.wanted {
            match (wanted, holds) {
                (Wanted::Number(number), _) => check_conversation(number, practice, findings),
                (Wanted::Declared { id, title }, Holds::Declared(register)) => {
                    let known = declared_in(register, id, settings, framework, practice, findings);
                    title.clone_from(&known.unwrap_or_default());
                }
                _ => {}
            }
        }
    }
}

/// What an id of a register is called; a finding where it is not declared.
fn declared_in(
    register: Register,
    id: &Located<Arc<str>>,
    settings: &Settings,
    framework: &Framework,
    practice: &Practice,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    match register {
        Register::Categories => {
            check_category(id, framework, findings);
            framework.category(&id.value).map(|category| category.title.clone())
        }
        Register::Teams => {
            check_team(id, settings, findings);
            settings.teams.iter().find(|team| team.id == id.value).map(|team| team.name.clone())
        }
        Register::MeetingKinds => {
            check_meeting_kind(id, practice, findings);
            practice.meeting_kind(&id.value).map(|kind| kind.title.clone())
        }
    }
}

/// What people expect belongs to certain statements and to no others.
fn check_expectations(item: &Item, framework: &Framework, findings: &mut Vec<Finding>) {
    for support in &item.tagging.statements {
        let Some(expectation) = &support.expectation else { continue };
        let statement = &*support.statement.to.id;
        let belongs = framework.expectations_of(statement).any(|known| known.id == expectation.to.id);
        let known = framework.expectations.iter().any(|known| known.id == expectation.to.id);
        if known && !belongs && framework.statement(statement).is_some() {
            let message = format!("`{}` does not belong to the statement `{statement}`", expectation.to.id);
            let own: Vec<&str> = framework.expectations_of(statement).map(|known| &*known.id).collect();
            let help = if own.is_empty() {
                "this statement has no I statements; leave `expectation` out".to_owned()
            } else {
                format!("its I statements are {}", list_of(own, "and"))
            };
            findings.push(Finding::new(Code::UnknownValue, expectation.place.clone(), message).help(help));
        }
    }
}

fn check_judgement(judgement: &Judgement, framework: &Framework, findings: &mut Vec<Finding>) {
    for gap in &judgement.gaps {
        check_category(&gap.category, framework, findings);
    }
    if let Some(score) = judgement.score.as_ref().filter(|score| framework.score(score.value).is_none()) {
        let scores: Vec<String> = framework.scores.iter().map(|score| score.score.to_string()).collect();
        let message = format!("there is no score {}", score.value);
        let help = format!("the scores are {}", list_of(scores.iter().map(String::as_str), "and"));
        findings.push(Finding::new(Code::UnknownValue, score.place.clone(), message).help(help));
    }
}

/// The day of each meeting.
pub(super) fn meeting_dates(items: &[Arc<Item>]) -> BTreeMap<Ref, Date> {
    let meetings = items.iter().filter(|item| matches!(item.detail, Detail::Meeting(_)));
    meetings.filter_map(|item| Some((item.name().clone(), item.basics.when.latest()?))).collect()
}

/// An action is done after it was agreed, and its result is heard in a later meeting.
pub(super) fn check_action_dates(item: &Item, dates: &BTreeMap<Ref, Date>, findings: &mut Vec<Finding>) {
    let Detail::Action(action) = &item.detail else { return };
    let agreed_on = action.meeting.as_ref().and_then(|meeting| dates.get(&meeting.to));
    if action.done.zip(agreed_on).is_some_and(|(done, agreed)| done < *agreed) {
        let message = "this action was done before the meeting that agreed it";
        let finding = Finding::new(Code::ContradictingFields, item.basics.place.clone(), message);
        findings.push(finding.help("is the date in `done` right, or the year?"));
    }
    let Some(reported) = &action.reported_in else { return };
    let Some(heard_on) = dates.get(&reported.to) else { return };
    let (message, help) = if agreed_on.is_some_and(|agreed| heard_on <= agreed) {
        (
            "the meeting that heard the result is not later than the one that agreed the action",
            "`reported_in` is the later meeting in which people told what came of it",
        )
    } else if action.done.is_some_and(|done| *heard_on < done) {
        (
            "the meeting that heard the result was held before the action was done",
            "is the date in `done` right? `reported_in` is a meeting on that day or later",
        )
    } else {
        return;
    };
    findings.push(Finding::new(Code::ContradictingFields, reported.place.clone(), message).help(help));
}

/// What replaces itself, by way of others or not.
pub(super) fn check_successors(items: &[Arc<Item>], findings: &mut Vec<Finding>) {
    let replaced: BTreeMap<&Ref, (&Ref, &Place)> = items
        .iter()
        .filter_map(|item| {
            let older = item.tagging.supersedes.as_ref()?;
            Some((item.name(), (&older.to, &older.place)))
        })
        .collect();
    let mut seen: BTreeSet<&Ref> = BTreeSet::new();
    for start in replaced.keys() {
        // Each name is walked over once; one that comes again on the same walk is in a circle.
        let mut walk: BTreeSet<&Ref> = BTreeSet::new();
        let mut name = *start;
        while let Some((older, place)) = replaced.get(name).filter(|_| seen.insert(name)) {
            walk.insert(name);
            if walk.contains(older) {
                let message = if name == *older {
                    format!("`{name}` cannot replace itself")
                } else {
                    format!("`{name}` and `{older}` replace each other, by way of others or not")
                };
                let finding = Finding::new(Code::ContradictingFields, (*place).clone(), message);
                findings.push(finding.help("`supersedes` names the older of two: take it out here or there"));
            }
            name = older;
        }
    }
}

/// Kinds of meeting that the settings name.
pub(super) fn check_settings(settings: &Settings, practice: &Practice, findings: &mut Vec<Finding>) {
    for (kind, _) in &settings.rhythm {
        check_meeting_kind(kind, practice, findings);
    }
    let mut seen = BTreeSet::new();
    for team in &settings.teams {
        if !seen.insert(&team.id) {
            let message = format!("two teams have the id `{}`", team.id);
            let finding = Finding::new(Code::DuplicateId, settings.place.clone(), message);
            findings.push(finding.help("give one of the two another `id`"));
        }
    }
}

/// Whether a framework agrees with itself.
pub(super) fn check_framework(framework: &Framework) -> Vec<Finding> {
    let mut findings = Vec::new();
    let themes = framework.themes.iter().map(|theme| &*theme.id);
    let statements = framework.statements.iter().map(|statement| &*statement.id);
    let sources = framework.sources.iter().map(|source| &*source.id);
    let mut origins: Vec<&Origin> = vec![&framework.rating.source];
    origins.extend(framework.themes.iter().map(|theme| &theme.source));
    origins.extend(framework.categories.iter().map(|category| &category.source));
    for expectation in &framework.expectations {
        origins.push(&expectation.source);
        for statement in &expectation.statements {
            check(
                statement,
                "quality statement",
                statements.clone(),
                "the statements of this file are",
                &mut findings,
            );
        }
    }
    for statement in &framework.statements {
        origins.extend([&statement.commitment.source, &statement.headings_source]);
        check(&statement.theme, "theme", themes.clone(), "the themes of this file are", &mut findings);
        for category in &statement.expects {
            check_category(category, framework, &mut findings);
        }
    }
    for origin in origins.into_iter().flatten() {
        check(origin, "source", sources.clone(), "the sources of this file are", &mut findings);
    }
    for finding in &mut findings {
        finding.code = Code::Framework;
    }
    findings
}

/// Titles that authors may leave out.
pub(super) fn fill_title(item: &mut Arc<Item>, framework: &Framework, practice: &Practice) {
    if !item.basics.title.is_empty() {
        return;
    }
    let title = match &item.detail {
        Detail::Meeting(meeting) => {
            let kind = practice.meeting_kind(&meeting.kind.value).map_or("Meeting", |kind| &kind.title);
            format!("{kind}, {}", item.basics.when.label())
        }
        Detail::Judgement(judgement) => framework
            .statement(&judgement.statement.to.id)
            .map_or_else(String::new, |statement| statement.title.clone()),
        _ => item.basics.name.id.to_string(),
    };
    Arc::make_mut(item).basics.title = title;
}
