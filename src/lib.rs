//! Ninefold: a pack of evidence becomes a site.
pub mod assess;
pub mod cli;
pub mod diagnostic;
pub mod link;
pub mod model;
pub mod parse;
pub mod release;
pub mod site {
    pub mod path;
}
pub mod source;
