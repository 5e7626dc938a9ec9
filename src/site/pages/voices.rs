//! To be described.

use super::super::context::Here;
use super::super::frame::Frame;
use super::{View, context};
use crate::diagnostic::Finding;

pub(super) fn page(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let frame = Frame::new(here.shared, &here.path, "Voices");
    Ok(("voices.html", context(&frame, &[])))
}
