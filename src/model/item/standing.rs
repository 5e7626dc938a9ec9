//! How far an item may go, and how far it has come: what the release asks.

/// Who a build is for, and the widest reader an item may have; from narrow to wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, clap::ValueEnum)]
pub enum Audience {
    /// The authority itself. It sees everything.
    #[default]
    Internal,
    /// The regulator's assessors.
    Assessor,
    /// Anybody.
    Public,
}

impl Audience {
    /// The word for it in front matter and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Assessor => "assessor",
            Self::Public => "public",
        }
    }

    /// Whether a thing that may go as far as `self` may be in a build for `build`.
    pub fn allows(self, build: Self) -> bool {
        self >= build
    }
}

/// How far an item has come, from a beginning to a sign-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// Being written: for the authority's own eyes.
    Draft,
    /// Fit to be used.
    #[default]
    Ready,
    /// Signed off.
    Approved,
    /// Taken back: in no build.
    Withdrawn,
}

impl Status {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }
}
