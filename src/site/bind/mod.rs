//! Binds pages of the site into one document.
//!
//! A page that is made already is read once ([`Page::read`]) and its main part
//! written into as many documents as hold it ([`main_part`]). Every name on it
//! gets the page's path before it, so that no two are the same; whatever
//! refers to a name follows; links lead to the place in the document, and to
//! nothing where the document does not hold what they lead to.

mod page;
mod pages;
mod reader;
#[cfg(test)]
mod tests;
mod write;

pub(super) use page::{Furniture, Page};
pub(super) use pages::{Pages, read_pages};
pub(super) use write::{Rules, Shell, around, escaped, main_part, place_of, resolve};
