//! What a metric asks of a published file.

use std::sync::Arc;

use crate::diagnostic::Located;

/// The figures of one file that a metric asks for.
#[derive(Clone, Debug)]
pub struct FileQuery {
    /// The file's path from the pack's root.
    pub file: Located<Arc<str>>,
}
