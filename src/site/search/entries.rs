//! What can be found: every page, and every row of a register or word of the
//! glossary that has an address of its own.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::diagnostic::capital;
use crate::model::{Detail, Expectation, Item, Kind, Person, Ref, Rule, Site, Statement, Status, Term};
use crate::release::Release;
use crate::site::address::{Address, address};
use crate::site::context::{Shared, when};
use crate::site::pages::{Page, all, community_name, glossary_terms, register_title};

/// What an entry is, as readers choose among the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Group {
    Kind(Kind),
    /// A word that the glossary explains.
    Word,
    /// A page that lists others or looks across them.
    Overview,
}

/// The order of the groups: what the authority is asked about, what people
/// told, what was done, and what helps to find it.
const ORDER: [Group; 15] = [
    Group::Kind(Kind::Statement),
    Group::Kind(Kind::Story),
    Group::Kind(Kind::Feedback),
    Group::Kind(Kind::Meeting),
    Group::Kind(Kind::Action),
    Group::Kind(Kind::Metric),
    Group::Kind(Kind::Document),
    Group::Kind(Kind::Requirement),
    Group::Kind(Kind::Page),
    Group::Kind(Kind::Expectation),
    Group::Kind(Kind::Rule),
    Group::Kind(Kind::Site),
    Group::Kind(Kind::Theme),
    Group::Word,
    Group::Overview,
];

impl Group {
    /// The word in addresses; it stays the same when the pack grows.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.name(),
            Self::Word => "word",
            Self::Overview => "overview",
        }
    }

    /// As a list of choices says it.
    pub(in crate::site) fn label(self) -> String {
        match self {
            Self::Kind(kind) => capital(kind.shown()),
            Self::Word => "Word explained".to_owned(),
            Self::Overview => "List or overview".to_owned(),
        }
    }

    fn rank(self) -> usize {
        ORDER.iter().position(|group| *group == self).unwrap_or(ORDER.len())
    }
}

/// Something that can be found.
pub(in crate::site) struct Entry<'a> {
    pub(in crate::site) title: String,
    pub(in crate::site) address: Address,
    pub(in crate::site) group: Group,
    /// Its date in words; empty where it has none.
    pub(in crate::site) when: String,
    pub(in crate::site) draft: bool,
    /// The statements that it is about, by their place in the framework.
    pub(super) statements: BTreeSet<usize>,
    source: Source<'a>,
}

/// What an entry's words come from.
enum Source<'a> {
    Item(&'a Item),
    Statement(&'a Statement),
    Lines(Vec<String>),
}

/// An entry's words beside its title.
pub(super) struct Text {
    pub(super) headings: Vec<String>,
    /// Paragraphs, each a line or several.
    pub(super) lines: Vec<String>,
}

/// Everything that can be found: by what it is, the latest first, then by name.
pub(in crate::site) fn entries(release: &Release) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> =
        all(release).into_iter().filter_map(|page| Entry::of_page(release, page)).collect();
    let rows = [Kind::Document, Kind::Requirement].into_iter().flat_map(|kind| release.of(kind));
    entries.extend(rows.map(|item| Entry::of_item(release, item)));
    entries.extend(release.framework().expectations.iter().map(|one| Entry::of_expectation(release, one)));
    entries.extend(glossary_terms(release).into_iter().map(|(id, term)| Entry::of_term(&id, term)));
    let latest = |entry: &Entry<'_>| match entry.source {
        Source::Item(item) => item.basics.when.latest(),
        _ => None,
    };
    entries.sort_by_cached_key(|entry| (entry.group.rank(), Reverse(latest(entry)), entry.href()));
    entries
}

impl<'a> Entry<'a> {
    /// The entry of a page; the search and the A to Z are no part of what they find.
    fn of_page(release: &'a Release, page: Page<'a>) -> Option<Self> {
        let overview = |title: &str| {
            let address = Address { path: page.path(), part: None };
            Some(Self::new(title, address, Group::Overview, Source::Lines(Vec::new())))
        };
        match page {
            Page::Search | Page::AToZ => None,
            Page::Home => overview(&release.settings().title),
            Page::Across(across) => overview(across.title()),
            Page::Glossary => overview("Glossary"),
            Page::About => overview("About this pack"),
            Page::Accessibility => overview("Accessibility statement"),
            Page::Rules => overview("Golden rules"),
            Page::Sites => overview("Innovation sites"),
            Page::Expectations => overview("What people expect"),
            Page::Register(kind) => overview(register_title(kind)),
            Page::Theme(theme) => {
                let name = Ref::new(Kind::Theme, theme.id.clone());
                Some(Self::named(&theme.title, &name, Source::Lines(Vec::new())))
            }
            Page::Statement(statement) => Some(Self::of_statement(release, statement)),
            Page::Item(item) => Some(Self::of_item(release, item)),
            Page::Rule(rule) => Some(Self::of_rule(rule)),
            Page::Site(site) => Some(Self::of_site(site)),
        }
    }

    fn new(title: &str, address: Address, group: Group, source: Source<'a>) -> Self {
        let title = title.to_owned();
        Self { title, address, group, when: String::new(), draft: false, statements: BTreeSet::new(), source }
    }

    fn named(title: &str, name: &Ref, source: Source<'a>) -> Self {
        Self::new(title, address(name), Group::Kind(name.kind), source)
    }

    fn of_item(release: &Release, item: &'a Item) -> Self {
        let about = item.statements().filter_map(|name| place_of(release, name));
        Self {
            when: when(item),
            draft: item.basics.status == Status::Draft,
            statements: about.collect(),
            ..Self::named(&item.basics.title, item.name(), Source::Item(item))
        }
    }

    fn of_statement(release: &Release, statement: &'a Statement) -> Self {
        let name = Ref::new(Kind::Statement, statement.id.clone());
        let statements = place_of(release, &name).into_iter().collect();
        Self { statements, ..Self::named(&statement.title, &name, Source::Statement(statement)) }
    }

    fn of_expectation(release: &Release, expectation: &Expectation) -> Self {
        let name = Ref::new(Kind::Expectation, expectation.id.clone());
        let statements = expectation.statements.iter();
        let place = |id: &crate::diagnostic::Located<std::sync::Arc<str>>| {
            place_of(release, &Ref::new(Kind::Statement, id.value.clone()))
        };
        Self {
            statements: statements.filter_map(place).collect(),
            ..Self::named(&expectation.text, &name, Source::Lines(Vec::new()))
        }
    }

    fn of_rule(rule: &Rule) -> Self {
        let name = Ref::new(Kind::Rule, rule.id.clone());
        Self::named(&rule.title, &name, Source::Lines(vec![rule.means.clone()]))
    }

    fn of_site(site: &Site) -> Self {
        let name = Ref::new(Kind::Site, site.id.clone());
        Self::named(&site.name, &name, Source::Lines(site.area.iter().cloned().collect()))
    }

    fn of_term(id: &str, term: &Term) -> Self {
        let address = Address { path: Page::Glossary.path(), part: Some(id.to_owned()) };
        Self::new(&term.term, address, Group::Word, Source::Lines(vec![term.means.clone()]))
    }

    /// Its address from the site's root.
    pub(in crate::site) fn href(&self) -> String {
        let path = self.address.path.as_str();
        self.address.part.as_ref().map_or_else(|| path.to_owned(), |part| format!("{path}#{part}"))
    }

    /// Its words beside the title.
    pub(super) fn text(&self, shared: &Shared<'_>) -> Text {
        let mut text = Text { headings: Vec::new(), lines: Vec::new() };
        match &self.source {
            Source::Lines(lines) => text.lines.clone_from(lines),
            Source::Item(item) => text.add_item(shared, item),
            Source::Statement(statement) => {
                text.headings.extend(statement.headings.iter().map(|heading| heading.title.clone()));
                text.lines.push(statement.commitment.text.clone());
                text.lines.extend(statement.aliases.iter().cloned());
                text.lines.extend(text.headings.iter().cloned());
                let judgement = Ref::new(Kind::Judgement, statement.id.clone());
                if let Some(judgement) = shared.release.item(&judgement) {
                    text.add_item(shared, judgement);
                }
            }
        }
        text.lines.retain(|line| !line.is_empty());
        text
    }
}

/// The place of a statement in the framework; a heading belongs to its own.
fn place_of(release: &Release, name: &Ref) -> Option<usize> {
    let id = match name.kind {
        Kind::Statement => &name.id,
        Kind::Heading => name.id.split_once('/')?.0,
        _ => return None,
    };
    release.framework().statements.iter().position(|statement| &*statement.id == id)
}

impl Text {
    /// The words of an item, without its title.
    fn add_item(&mut self, shared: &Shared<'_>, item: &Item) {
        self.headings.extend(item.body.outline.iter().map(|heading| heading.title.clone()));
        self.lines.extend(shared.figure(item.name()).map(|figure| figure.finding.clone()));
        self.lines.extend(item.texts().into_iter().skip(1));
        let tagging = &item.tagging;
        self.lines.extend(tagging.owner.clone());
        self.lines.extend(tagging.groups.iter().map(|name| community_name(name)));
        self.lines.extend(tagging.tags.iter().cloned());
        let settings = shared.release.settings();
        let team = tagging.team.as_ref();
        let team = team.and_then(|id| settings.teams.iter().find(|team| team.id == id.value));
        self.lines.extend(team.map(|team| team.name.clone()));
        self.lines.extend(tagging.site.as_ref().map(|site| shared.title(&site.to)));
        match &item.detail {
            Detail::Story(story) => {
                if let Person::Somebody(name) = &story.person {
                    self.lines.push(name.clone());
                }
            }
            Detail::Meeting(meeting) => {
                self.lines.extend(meeting.attendance.iter().map(|entry| entry.role.clone()));
            }
            Detail::Document(document) => self.lines.extend(document.section.clone()),
            Detail::Requirement(requirement) => self.lines.push(requirement.code.clone()),
            Detail::Judgement(judgement) => self.lines.push(judgement.owner.clone()),
            _ => {}
        }
    }
}
