//! What one thing says of another by citing it.

/// What an item says of another by citing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Bears on a statement.
    Supports,
    /// Counts against a statement.
    Challenges,
    /// Shows what people expect.
    Shows,
    /// Shows a golden rule.
    ShowsRule,
    /// Comes from an innovation site.
    ComesFrom,
    /// Replaces it.
    Supersedes,
    /// A meeting heard it.
    Heard,
    /// An action was agreed in a meeting.
    AgreedIn,
    /// An action came of it.
    Because,
    /// A result was reported in a meeting.
    ReportedIn,
    /// A judgement is on a statement.
    Judges,
    /// A claim rests on it.
    Evidence,
    /// A claim is being worked on by an action.
    Improves,
    /// A request is answered by it.
    AnsweredBy,
    /// Its counts are a part of the other's.
    PartOf,
    /// The text mentions it.
    Mentions,
}

impl Relation {
    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Challenges => "challenges",
            Self::Shows => "shows",
            Self::ShowsRule => "shows-rule",
            Self::ComesFrom => "comes-from",
            Self::Supersedes => "supersedes",
            Self::Heard => "heard",
            Self::AgreedIn => "agreed-in",
            Self::Because => "because",
            Self::ReportedIn => "reported-in",
            Self::Judges => "judges",
            Self::Evidence => "evidence",
            Self::Improves => "improves",
            Self::AnsweredBy => "answered-by",
            Self::PartOf => "part-of",
            Self::Mentions => "mentions",
        }
    }

    /// Between the one that cites and the one cited: "story X `supports` …".
    pub fn forward(self) -> &'static str {
        match self {
            Self::Supports => "bears on",
            Self::Challenges => "counts against",
            Self::Shows => "shows",
            Self::ShowsRule => "shows the golden rule",
            Self::ComesFrom => "comes from",
            Self::Supersedes => "replaces",
            Self::Heard => "heard",
            Self::AgreedIn => "agreed in",
            Self::Because => "came of",
            Self::ReportedIn => "reported in",
            Self::Judges => "judges",
            Self::Evidence => "rests on",
            Self::Improves => "is acted on by",
            Self::AnsweredBy => "is answered by",
            Self::PartOf => "is a part of",
            Self::Mentions => "mentions",
        }
    }

    /// Seen from the one that is cited.
    pub fn backward(self) -> &'static str {
        match self {
            Self::Supports => "has evidence in",
            Self::Challenges => "is challenged by",
            Self::Shows | Self::ShowsRule => "is shown by",
            Self::ComesFrom => "gave rise to",
            Self::Supersedes => "is replaced by",
            Self::Heard => "was heard in",
            Self::AgreedIn => "agreed",
            Self::Because => "led to",
            Self::ReportedIn => "heard the result of",
            Self::Judges => "is judged in",
            Self::Evidence => "supports a claim in",
            Self::Improves => "acts on a claim in",
            Self::AnsweredBy => "answers",
            Self::PartOf => "is the whole of",
            Self::Mentions => "is mentioned in",
        }
    }
}
