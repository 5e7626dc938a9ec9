//! Ninefold: a pack of evidence becomes a site.
pub mod assess;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod link;
pub mod model;
pub mod output;
pub mod parse;
pub mod release;
pub mod site;
pub mod source;
