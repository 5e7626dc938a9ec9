//! A site before its files are made. All of them are made for a build; a
//! preview asks for one at a time, and gets the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;
use rayon::prelude::*;
use tera::Tera;

use super::context::{Known, Shared};
use super::figures::Figures;
use super::file::SiteFile;
use super::kept::{Kept, Key, Parts};
use super::path::{SitePath, has_ending};
use super::{
    Attachments, Pictures, attached, export, frame, open_data, pages, picture, print, redirect, search,
    statics, tables, templates,
};
use crate::assess::Assessment;
use crate::diagnostic::{Finding, sort};
use crate::release::Release;
use crate::source::Skin;

/// Is told of each page that is done, and says whether to go on.
pub type Progress<'p> = &'p (dyn Fn() -> bool + Sync);

/// What goes into a site beside what it says.
#[derive(Clone, Debug, Default)]
pub struct Materials {
    /// What it looks like.
    pub skin: Skin,
    /// Files that documents name.
    pub attachments: Attachments,
    /// Pictures that texts show.
    pub pictures: Pictures,
}

/// Everything that the files of a site are made from.
pub struct Draft {
    release: Arc<Release>,
    assessment: Arc<Assessment>,
    materials: Arc<Materials>,
    tera: Tera,
    figures: Figures,
    /// What the frame of all pages is known by.
    site: Option<Key>,
    known: Option<Known>,
    /// Which page of the release stands where.
    places: OnceLock<HashMap<SitePath, usize>>,
    /// The skin's files and those that documents name, by their path.
    plain: OnceLock<BTreeMap<String, SiteFile>>,
    drawn: Group,
    open_data: Group,
    tables: Group,
    search: Group,
}

/// Pages are rendered in so many shares, so that every processor has some, of so
/// many pages at most.
const SHARES: usize = 64;
const SHARE: usize = 32;
/// How many bytes of pages are rendered before they are handed on.
const AT_ONCE: usize = 1024 * 1024;

/// Every page of a site.
struct Pages<T> {
    /// What became of them.
    taken: Vec<T>,
    /// Those from which something else is made.
    wanted: Vec<SiteFile>,
}

/// Files that are made together, by their path; none where that failed.
type Group = OnceLock<Option<BTreeMap<String, SiteFile>>>;

impl Draft {
    /// Takes all that a site is made from.
    ///
    /// # Errors
    /// Templates of the skin that cannot be used.
    pub fn new(
        release: Arc<Release>,
        assessment: Arc<Assessment>,
        materials: Arc<Materials>,
    ) -> Result<Self, Vec<Finding>> {
        let tera = templates(&materials.skin, export::Names::of(&release, assessment.as_of))?;
        let figures = Figures::of(&release, &assessment);
        let mut draft = Self {
            release,
            assessment,
            materials,
            tera,
            figures,
            site: None,
            known: None,
            places: OnceLock::new(),
            plain: OnceLock::new(),
            drawn: Group::new(),
            open_data: Group::new(),
            tables: Group::new(),
            search: Group::new(),
        };
        let site = frame::site_view(&draft.shared());
        draft.site = Parts::default().with(&site).map(|parts| parts.key());
        draft.tera.global_context().insert("site", &site);
        Ok(draft)
    }

    /// Takes over from an earlier version what is the same in this one, and
    /// keeps what it makes for the next.
    #[must_use]
    pub fn keeping(mut self, kept: Arc<Kept>) -> Self {
        // Every page's key begins with what all share: its hash will do.
        let base = self.site.and_then(|site| {
            let shared = Parts::default().with(&self.materials.skin.templates)?.with(&site)?;
            Parts::default().with(&shared.key())
        });
        // What cannot be told apart is not kept.
        self.known = base.map(|base| Known { kept, base });
        self
    }

    fn shared(&self) -> Shared<'_> {
        Shared {
            release: &self.release,
            assessment: &self.assessment,
            tera: &self.tera,
            skin: &self.materials.skin,
            figures: &self.figures,
            pictures: &self.materials.pictures,
            kept: self.known.as_ref(),
        }
    }

    /// What the pack is called.
    pub fn title(&self) -> &str {
        &self.release.settings().title
    }

    /// How many pages the site has.
    pub fn page_count(&self) -> usize {
        pages::all(&self.release).len()
    }

    /// Makes every file of the site and gives each to `take` as soon as it is
    /// made, several at a time: it holds none itself but those that print packs
    /// bind, and beside them one group of others, such as the search. Gives what
    /// `take` makes of them, sorted by path; none where it was told to stop.
    ///
    /// # Errors
    /// What is wrong with the skin's templates, with a figure, or with a file.
    pub fn files<T: Send>(
        &self,
        progress: Progress<'_>,
        take: &(dyn Fn(SiteFile) -> T + Sync),
    ) -> Result<Option<Vec<T>>, Vec<Finding>> {
        let shared = self.shared();
        let take = |file: SiteFile| (file.path.clone(), take(file));
        self.figures.draw(&shared)?;
        let packs = print::Packs::of(&shared);
        let groups: [&(dyn Fn() -> Result<Vec<SiteFile>, Finding> + Sync); 5] = [
            &|| open_data::files(&shared),
            &|| tables::all(&shared),
            &|| Ok(search::files(&shared)),
            &|| redirect::all(&shared),
            &|| Ok(self.statics_and_documents().chain(self.shown()).collect()),
        ];
        let stopped = AtomicBool::new(false);
        let is_wanted = || !stopped.load(Ordering::Relaxed);
        let progress = || {
            let goes_on = progress();
            stopped.fetch_or(!goes_on, Ordering::Relaxed);
            goes_on
        };
        let all = |files: Vec<SiteFile>| {
            files.into_par_iter().take_any_while(|_| is_wanted()).map(take).collect::<Vec<_>>()
        };
        let others = || {
            let groups = groups.iter().take_while(|_| is_wanted());
            groups.map(|group| group().map(all)).collect::<Result<Vec<_>, _>>()
        };
        // Much of the other groups is one piece, which one processor makes while others
        // make pages. Packs for print are the largest, and need many pages: by themselves.
        let (pages, others) = rayon::join(|| self.pages(&progress, &packs.wanted(), &take), others);
        let Some(pages) = pages? else { return Ok(None) };
        let others = others.map_err(|finding| vec![finding])?;
        let mut taken: Vec<_> = pages.taken.into_iter().chain(others.into_iter().flatten()).collect();
        taken.extend(packs.bind(&shared, &pages.wanted, &take)?);
        taken.sort_by(|(a, _), (b, _)| a.cmp(b));
        if let Some(kept) = shared.kept() {
            kept.forget_others(taken.iter().map(|(path, _)| path));
        }
        Ok(Some(taken.into_iter().map(|(_, taken)| taken).collect()))
    }

    /// Makes the file at a path, if the site has one: the same as [`Draft::files`] does.
    ///
    /// # Errors
    /// The same, as far as this file has to do with it.
    pub fn file(&self, path: &str) -> Result<Option<SiteFile>, Vec<Finding>> {
        let alone = |finding| vec![finding];
        let places = self.places.get_or_init(|| {
            let pages = pages::all(&self.release).into_iter().enumerate();
            pages.map(|(at, page)| (page.path(), at)).collect()
        });
        if let Some(at) = places.get(&SitePath::new(path)) {
            let page = pages::all(&self.release).swap_remove(*at);
            return page.render(&self.shared()).map(Some).map_err(alone);
        }
        if let Some(file) = self.plain.get_or_init(|| by_path(self.statics_and_documents())).get(path) {
            return Ok(Some(file.clone()));
        }
        let shared = self.shared();
        let page = |path: &str| self.file(path).ok().flatten();
        if let Some(pack) = print::at(&shared, path, &page) {
            return pack.map(Some);
        }
        // To look for a page that there is not makes none of these.
        let group = if path.starts_with(picture::FOLDER) {
            self.drawn.get_or_init(|| Some(by_path(self.shown())))
        } else if path.starts_with(search::FOLDER) {
            self.search.get_or_init(|| Some(by_path(search::files(&shared))))
        } else if open_data::PATHS.contains(&path) {
            self.open_data.get_or_init(|| open_data::files(&shared).ok().map(by_path))
        } else if path.starts_with("data/") && has_ending(path, "csv") {
            self.tables.get_or_init(|| tables::all(&shared).ok().map(by_path))
        } else {
            return redirect::at(&shared, path).transpose().map_err(alone);
        };
        Ok(group.as_ref().ok_or_else(Vec::new)?.get(path).cloned())
    }

    /// Every page, rendered in parallel: what `take` makes of them, and those that
    /// are wanted themselves. Findings that many pages share are said once.
    fn pages<T: Send>(
        &self,
        progress: Progress<'_>,
        wanted: &BTreeSet<&SitePath>,
        take: &(dyn Fn(SiteFile) -> T + Sync),
    ) -> Result<Option<Pages<T>>, Vec<Finding>> {
        let (shared, pages) = (self.shared(), pages::all(&self.release));
        let take = |file: SiteFile| {
            let wanted = wanted.contains(&file.path).then(|| file.clone());
            (take(file), wanted)
        };
        // To go from one to the other for each page costs a processor a tenth of its time.
        let make = |some: Vec<pages::Page<'_>>| {
            let (mut made, mut held, mut size) = (Vec::with_capacity(some.len()), Vec::new(), 0);
            for page in some {
                let file = progress().then(|| page.render(&shared));
                size += file.as_ref().and_then(|file| file.as_ref().ok()).map_or(0, |file| file.bytes.len());
                held.push(file);
                if size > AT_ONCE {
                    made.extend(held.drain(..).map(|file| Some(file?.map(take))));
                    size = 0;
                }
            }
            made.extend(held.into_iter().map(|file| Some(file?.map(take))));
            made
        };
        let share = (pages.len() / SHARES).clamp(1, SHARE);
        let results: Option<Vec<Result<_, Finding>>> =
            pages.into_par_iter().chunks(share).flat_map_iter(make).collect();
        let Some(results) = results else { return Ok(None) };
        let mut pages = Pages { taken: Vec::with_capacity(results.len()), wanted: Vec::new() };
        let mut findings = Vec::new();
        for result in results {
            match result {
                Ok((taken, wanted)) => {
                    pages.taken.push(taken);
                    pages.wanted.extend(wanted);
                }
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() {
            return Ok(Some(pages));
        }
        sort(&mut findings);
        Err(findings)
    }

    /// What goes into the site unchanged, but pictures.
    fn statics_and_documents(&self) -> impl Iterator<Item = SiteFile> + '_ {
        let Materials { skin, attachments, .. } = &*self.materials;
        statics(skin).chain(attached(&self.release, attachments))
    }

    /// The pictures that texts show.
    fn shown(&self) -> Vec<SiteFile> {
        picture::files(&self.release, &self.materials.pictures)
    }
}

fn by_path(files: impl IntoIterator<Item = SiteFile>) -> BTreeMap<String, SiteFile> {
    files.into_iter().map(|file| (file.path.as_str().to_owned(), file)).collect()
}

impl fmt::Debug for Draft {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Draft").finish_non_exhaustive()
    }
}
