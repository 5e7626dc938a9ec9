//! What every page is made from, and the links from one page to another.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use tera::{Context, Tera};

use super::address::{Address, address, text_part};
use super::figure::Figure;
use super::figures::Figures;
use super::kept::{Kept, Parts};
use super::path::SitePath;
use super::picture::{Pictures, html as picture_html};
use super::templates::template_finding;
use super::text::{Surroundings, render};
use crate::assess::Assessment;
use crate::diagnostic::Finding;
use crate::model::{
    Citation, Detail, Item, Kind, LiveTable, Markdown, Measure, Picture, Ref, Status, day_label,
};
use crate::release::Release;
use crate::source::Skin;

/// A link as a template writes it.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
}

/// A link to an item, with what a reader wants to know before following it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ItemLink {
    pub(super) href: String,
    pub(super) title: String,
    /// The kind, in words.
    pub(super) kind: &'static str,
    /// Its date, in words; empty where it has none.
    pub(super) when: String,
    /// Where it is a draft.
    pub(super) draft: bool,
    /// A section of a document, where one is named.
    pub(super) part: Option<String>,
}

/// What all pages share.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    pub(super) release: &'a Release,
    pub(super) assessment: &'a Assessment,
    pub(super) tera: &'a Tera,
    pub(super) skin: &'a Skin,
    pub(super) figures: &'a Figures,
    pub(super) pictures: &'a Pictures,
    /// What may be the same as in the last version, where there is one.
    pub(super) kept: Option<&'a Known>,
}

/// What is kept, and what all pages of this version share.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) kept: Arc<Kept>,
    pub(super) base: Parts,
}

impl<'a> Shared<'a> {
    /// A metric's figure.
    pub(super) fn figure(&self, metric: &Ref) -> Option<&'a Figure> {
        self.figures.metric(metric, self)
    }

    /// The figure of a measure of the conversation log.
    pub(super) fn log_figure(&self, measure: Measure) -> Option<&'a Figure> {
        self.figures.log(measure, self)
    }

    /// The title of anything that has a name.
    pub(super) fn title(&self, name: &Ref) -> String {
        let framework = self.release.framework();
        let title = match name.kind {
            Kind::Theme => framework.theme(&name.id).map(|theme| theme.title.clone()),
            Kind::Statement => framework.statement(&name.id).map(|statement| statement.title.clone()),
            Kind::Heading => name.id.split_once('/').and_then(|(statement, heading)| {
                let statement = framework.statement(statement)?;
                let heading = statement.headings.iter().find(|known| &*known.id == heading)?;
                Some(format!("{}: {}", statement.title, heading.title))
            }),
            Kind::Expectation => {
                framework.expectations.iter().find(|one| one.id == name.id).map(|one| one.text.clone())
            }
            Kind::Rule => self.release.practice().rule(&name.id).map(|rule| rule.title.clone()),
            Kind::Site => self
                .release
                .settings()
                .sites
                .iter()
                .find(|site| site.id == name.id)
                .map(|site| site.name.clone()),
            _ => self.release.item(name).map(|item| item.basics.title.clone()),
        };
        title.unwrap_or_else(|| name.id.to_string())
    }

    /// What is kept from the last version.
    pub(super) fn kept(&self) -> Option<&'a Kept> {
        self.kept.map(|known| &*known.kept)
    }

    /// Turns a template and a view into a page.
    pub(super) fn render(&self, template: &str, context: &Context) -> Result<String, Finding> {
        self.tera.render(template, context).map_err(|error| template_finding(&error, self.skin))
    }

    /// The same for a page of which it is known how many bytes it has, about: what
    /// grows by itself takes twice its room.
    pub(super) fn render_large(
        &self,
        template: &str,
        context: &Context,
        size: usize,
    ) -> Result<Vec<u8>, Finding> {
        let mut page = Vec::with_capacity(size);
        let rendered = self.tera.render_to(template, context, &mut page);
        rendered.map(|()| page).map_err(|error| template_finding(&error, self.skin))
    }
}

/// One page's view of everything: links are made from where it stands.
pub(super) struct Here<'a, 's> {
    pub(super) shared: &'s Shared<'a>,
    pub(super) path: SitePath,
    /// The ids of figures that stand on the page already.
    shown: BTreeSet<String>,
    /// What went wrong while its text was rendered.
    pub(super) failed: Option<Finding>,
}

impl<'a, 's> Here<'a, 's> {
    pub(super) fn new(shared: &'s Shared<'a>, path: SitePath) -> Self {
        Self { shared, path, shown: BTreeSet::new(), failed: None }
    }

    pub(super) fn release(&self) -> &'a Release {
        self.shared.release
    }

    pub(super) fn href(&self, to: &Address) -> String {
        match &to.part {
            Some(part) => self.path.link_to_part(&to.path, part),
            None => self.path.link_to(&to.path),
        }
    }

    /// The link to a thing.
    pub(super) fn link(&self, name: &Ref) -> Link {
        Link { href: self.href(&address(name)), text: self.shared.title(name) }
    }

    /// The link to an item with its kind and date. Framework names have no date.
    pub(super) fn item_link(&self, name: &Ref) -> ItemLink {
        let item = self.release().item(name);
        ItemLink {
            href: self.href(&address(name)),
            title: self.shared.title(name),
            kind: name.kind.shown(),
            when: item.map_or(String::new(), when),
            draft: item.is_some_and(|item| item.basics.status == Status::Draft),
            part: None,
        }
    }

    /// The link to a citation, with the section that it names.
    pub(super) fn cited(&self, citation: &Citation) -> ItemLink {
        let part = citation.part.as_deref().filter(|_| citation.to.kind == Kind::Document);
        ItemLink {
            href: self.href(&address_of(citation)),
            part: part.map(str::to_owned),
            ..self.item_link(&citation.to)
        }
    }

    /// An author's text as HTML; its highest heading becomes an `h{top}`.
    pub(super) fn text(&mut self, markdown: &Markdown, top: u8) -> String {
        render(markdown, top, self)
    }

    /// A metric's figure; a link to it where it stands on the page already.
    pub(super) fn figure_html(&mut self, metric: &Ref) -> String {
        let Some(figure) = self.shared.figure(metric) else { return String::new() };
        let mut html = self.one_figure(figure);
        let item = self.release().item(metric);
        if item.and_then(Item::measure) == Some(Measure::LongTermSupport) {
            html.push_str(&self.log_figure_html(Measure::Again));
            html.push_str(&self.experience_html());
        }
        html
    }

    /// The figure of a measure of the conversation log. Long-term support
    /// stands beside people's experience, or nowhere.
    pub(super) fn log_figure_html(&mut self, measure: Measure) -> String {
        let Some(figure) = self.shared.log_figure(measure) else { return String::new() };
        if measure != Measure::LongTermSupport {
            return self.one_figure(figure);
        }
        let experience = self.experience_html();
        if experience.is_empty() { experience } else { self.one_figure(figure) + &experience }
    }

    /// The figure of people's experience that the settings name.
    fn experience_html(&mut self) -> String {
        let experience = self.release().settings().conversations.experience.as_ref();
        let figure = experience.and_then(|experience| self.shared.figure(&experience.to));
        figure.map_or_else(String::new, |figure| self.one_figure(figure))
    }

    fn one_figure(&mut self, figure: &Figure) -> String {
        let mut context = Context::new();
        context.insert("figure", figure);
        context.insert("root", &root(&self.path));
        context.insert("again", &!self.shown.insert(figure.id.clone()));
        context.insert("here", &figure.page.starts_with(self.path.as_str()));
        self.shared.render("figure.html", &context).unwrap_or_else(|finding| {
            self.failed = Some(finding);
            String::new()
        })
    }
}

impl Surroundings for Here<'_, '_> {
    fn link(&self, citation: &Citation) -> String {
        self.href(&address_of(citation))
    }

    fn title(&self, citation: &Citation) -> String {
        self.shared.title(&citation.to)
    }

    fn figure(&mut self, citation: &Citation) -> String {
        self.figure_html(&citation.to)
    }

    fn picture(&self, picture: &Picture) -> String {
        picture_html(picture, self.shared.pictures, &self.path)
    }

    fn table(&mut self, table: &LiveTable) -> String {
        self.live_table(table).unwrap_or_else(|finding| {
            self.failed = Some(finding);
            String::new()
        })
    }
}

/// The address of a citation: its page, and the part that it names.
fn address_of(citation: &Citation) -> Address {
    let mut to = address(&citation.to);
    if let Some(part) = citation.part.as_deref().filter(|_| citation.to.kind != Kind::Document) {
        to.part = Some(text_part(part));
    }
    to
}

/// The way from a page up to the site's root.
pub(super) fn root(path: &SitePath) -> String {
    "../".repeat(path.as_str().matches('/').count())
}

/// An item's date in words; an action's is the day it is due.
pub(super) fn when(item: &Item) -> String {
    match &item.detail {
        Detail::Action(action) => format!("due {}", day_label(action.due)),
        Detail::Metric(metric) => super::wording::span(&metric.points),
        _ => item.basics.when.label(),
    }
}

/// A date in words, where there is one.
pub(super) fn day(date: Option<Date>) -> Option<String> {
    date.map(day_label)
}
