//! Ninefold turns a pack of evidence into a site: what a council's adult
//! social care knows about itself, checked, cross-referenced and readable.
//!
//! # The way through
//!
//! Data goes one way. Each stage takes the value of the one before and returns
//! a new one with its findings; nothing reaches back.
//!
//! ```text
//! source ─ parse ─ link ─ release ─ assess ─ site ─ guard ─ output ─ serve
//!  text    Pack    Graph   Release  Assessment pages  same   folder  preview
//! ```
//!
//! | stage | takes → gives | what it promises to the next |
//! |---|---|---|
//! | [`source`] | a folder → texts | UTF-8 with LF line ends, nothing from outside the folder |
//! | [`parse`] | texts → a [`model::Pack`] | every field has its type; what can be wrong later keeps its place |
//! | [`link`] | a pack → a [`link::Graph`] | every reference leads to something that exists |
//! | [`release`] | a graph → a [`release::Release`] | **the safety boundary**: it holds nothing that its audience may not see, no small number of people, and of the conversation log counts alone |
//! | [`assess`] | a release → an [`assess::Assessment`] | counts and states as of a day; never a score |
//! | [`site`] | both → files, each handed on as soon as it is made | typed views in templates, relative links, the same bytes every time |
//! | [`guard`] | texts and files → findings | nobody can be told from them by a number, an address or a name that the pack knows |
//! | [`output`] | files → a folder, once all are found to be well | all or nothing; only what changed; only what is ours is removed |
//! | [`serve`] | versions of files → a preview | on this machine alone, from memory; the last good site stays while there are errors |
//!
//! [`diagnostic`] and [`model`] stand beside them all; [`chart`] draws what
//! `site` asks for, [`picture`] takes out of photographs what is not the picture, [`personal`] finds what tells who somebody is and
//! [`language`] words that do not respect people; these four know nothing of packs. [`cli`] puts the stages one
//! behind the other and is the only place that asks what day it is (`serve` asks how long it has waited). A module
//! imports those two and stages to its left, never to its right: a test in
//! `tests/suite/boundaries.rs` holds that.
//!
//! # Words
//!
//! | word | means |
//! |---|---|
//! | pack | everything an authority writes: `content/`, `data/`, and `themes/` where it has a skin of its own |
//! | framework | the regulator's texts as data: themes, quality statements, I statements, evidence categories, scores |
//! | theme | always the regulator's; the look of the site is a *skin*, although its folder is called `themes/` |
//! | evidence item | a story, feedback, meeting, action, metric or document |
//! | judgement | the authority's own page on a statement: a score with a reason, claims, a narrative |
//! | claim | one sentence of a judgement, and the evidence that it cites |
//! | audience | who a build is for: internal, assessor or public |
//! | conversation log | a row for each time that somebody made contact, without names; read into counts |
//! | as-of date | the day that ages and due dates are judged against, printed on every page |
//!
//! # Where to begin
//!
//! To change what authors may write: the kind's file in [`parse`], its type in
//! [`model`], and `docs/writing.md`. To change a page: its view in
//! `site/pages/` and its template in `themes/default/templates/`. To add a
//! finding: a line in `diagnostic/code.rs`, and a case in `tests/broken/`.
//! `tests/README.md` is the map of the tests.

pub mod assess;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod guard;
pub mod language;
pub mod link;
pub mod model;
pub mod output;
pub mod parse;
pub mod personal;
pub mod picture;
pub mod release;
pub mod serve;
pub mod site;
pub mod source;
