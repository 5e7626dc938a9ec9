//! Ninefold: a pack of evidence becomes a site.
pub mod diagnostic;
pub mod model;
pub mod parse;
pub mod source;
pub mod site {
    pub mod path;
}
