//! The stable names of findings.

use super::Severity;

/// Declares every code once: its variant, its name, its default severity and
/// one line that says what it means.
macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $means:literal;)*) => {
        /// The kind of a finding. Names are stable: packs and scripts use them
        /// with `--deny` and `--allow`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $means] $variant,)*
        }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in one line.
            pub fn means(self) -> &'static str {
                match self { $(Self::$variant => $means,)* }
            }

            /// How severe it is unless the person who builds says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Reading the pack's folder.
    PackNotFound, "pack-not-found", Error, "the folder holds no pack";
    UnreadableFile, "unreadable-file", Error, "a file or folder cannot be read";
    NotUtf8, "not-utf8", Error, "a file is not saved as UTF-8 text";
    FileTooLarge, "file-too-large", Error, "a file is larger than its limit allows";
    LeavesPack, "leaves-pack", Error, "a link or path leads out of the pack's folder";
    TooManyItems, "too-many-items", Error, "the pack has more items than its limit allows";
    UnexpectedFile, "unexpected-file", Warning, "a file stands where it is not read";
    // Reading a file.
    YamlSyntax, "yaml-syntax", Error, "the front matter or YAML cannot be read";
    YamlLimit, "yaml-limit", Error, "the YAML is nested too deeply or repeats itself more than its limit allows";
    CutShort, "cut-short", Warning, "a text ends at a # that YAML reads as the beginning of a note";
    DuplicateField, "duplicate-field", Error, "a field stands twice";
    FrontMatter, "front-matter", Error, "a file has no front matter, or it does not end";
    UnknownField, "unknown-field", Error, "a field is not known here";
    MissingField, "missing-field", Error, "a required field is not there";
    WrongType, "wrong-type", Error, "a field holds another kind of value than it should";
    UnknownValue, "unknown-value", Error, "a value is not one of those allowed";
    InvalidId, "invalid-id", Error, "an id has characters that ids do not have";
    InvalidDate, "invalid-date", Error, "a date is not a date";
    InvalidPeriod, "invalid-period", Error, "a period is not a period";
    InvalidNumber, "invalid-number", Error, "a number is not a number, or out of its range";
    ContradictingFields, "contradicting-fields", Error, "two fields cannot both be so";
    ActionTable, "action-table", Error, "a table of actions cannot be read";
    LiveTable, "live-table", Error, "a live table cannot be read";
    NestedTooDeeply, "nested-too-deeply", Error, "the Markdown is nested too deeply";
    RawHtml, "raw-html", Warning, "HTML in Markdown is shown as text";
    UnknownSpeaker, "unknown-speaker", Warning, "a quotation ends in a speaker that is not known";
    LinkScheme, "link-scheme", Error, "a link leads to an address that a pack cannot use";
    Image, "image", Error, "an image is neither a metric's chart nor a picture of the pack";
    Picture, "picture", Error, "a picture's file is not whole, or not what its name says";
    PictureWords, "picture-words", Warning, "nothing says in words what a picture shows; an error for assessors and the public";
    ActiveDocument, "active-document", Error, "a document is of a kind that can hold scripts";
    // Figures.
    DuplicatePeriod, "duplicate-period", Error, "a metric has two figures for one period";
    SmallNumbers, "small-numbers", Warning, "the settings show counts that are small enough to give people away";
    MixedPeriods, "mixed-periods", Error, "a metric mixes months, quarters or years";
    ImpossibleFigure, "impossible-figure", Error, "a figure cannot be what it says";
    MixedScales, "mixed-scales", Warning, "a percentage stands among others as a share of 1";
    StrayMark, "stray-mark", Warning, "a break or a phase has no figures around it, or stands twice";
    FigureDisagrees, "figure-disagrees", Warning, "a value is not what its numerator and denominator give";
    // The conversation log.
    PersonalData, "personal-data", Error, "a file holds, or would give away, who somebody is";
    PersonalDataLikely, "personal-data-likely", Warning, "something looks as if it told who somebody is";
    PersonalDataHint, "personal-data-hint", Note, "something could tell who somebody is, together with something else";
    PersonalDataSettings, "personal-data-settings", Error, "the settings on personal data, or the list of known people, cannot be used";
    AllowanceExpired, "allowance-expired", Warning, "the day to which a find of personal data was allowed has passed";
    AllowanceUnused, "allowance-unused", Warning, "an allowance of personal data allows nothing";
    LogFile, "log-file", Error, "the conversation log cannot be read";
    LogRow, "log-row", Warning, "rows of the conversation log cannot be counted, or there are none";
    FiguresFile, "figures-file", Error, "a file that figures are read from is not there, or cannot be read as a table";
    FiguresNotFound, "figures-not-found", Error, "a file of figures has none of those that a metric asks for";
    // Ids and references.
    DuplicateId, "duplicate-id", Error, "two things of one kind have the same id";
    UnknownReference, "unknown-reference", Error, "a reference leads nowhere";
    ReferenceKind, "reference-kind", Error, "a reference is to the wrong kind of thing";
    MissingDocument, "missing-document", Error, "a document's file is not in the pack";
    MissingPicture, "missing-picture", Error, "a picture is not in the pack, or not under this name";
    Framework, "framework", Error, "the framework or practice data contradicts itself";
    // Language.
    Language, "language", Warning, "a word does not respect the people that it is about";
    LanguageNote, "language-note", Note, "such a word is negated, or spoken of as a word";
    LanguageAllowance, "language-allowance", Warning, "an allowance of a word has no reason, or allows nothing";
    LanguageRules, "language-rules", Error, "a rule of language cannot be used, or fails its own test";
    // What the evidence says. Only `check` reports these.
    ClaimWithoutEvidence, "claim-without-evidence", Warning, "a claim cites no evidence";
    ClaimEvidenceWithdrawn, "claim-evidence-withdrawn", Warning, "all the evidence of a claim was withdrawn";
    ClaimEvidenceStale, "claim-evidence-stale", Warning, "nothing that a claim rests on can be relied on any more";
    ClaimOnOneSource, "claim-on-one-source", Warning, "a claim stands on one source";
    ImprovementWithoutAction, "improvement-without-action", Warning, "nobody has been asked to bring about an improvement";
    EvidenceChallenged, "evidence-challenged", Warning, "nothing has come of something that counts against a statement";
    GapExpired, "gap-expired", Warning, "the day by which a known gap was to be closed has passed";
    EvidenceGap, "evidence-gap", Warning, "a statement that was judged has no evidence in a category";
    EvidenceStaleOnly, "evidence-stale-only", Warning, "all the evidence of a statement in a category is stale";
    EvidenceThin, "evidence-thin", Warning, "the evidence of a statement in a category is from too few sources";
    ActionOverdue, "action-overdue", Warning, "an action is not done and its day has passed";
    LoopNotReported, "loop-not-reported", Warning, "an action was done and no meeting has heard what came of it";
    LoopWithoutResult, "loop-without-result", Warning, "an action names the meeting that heard its result, and gives none";
    ConsentOverdue, "consent-overdue", Warning, "the day by which consent was to be asked for again has passed";
    ReviewOverdue, "review-overdue", Warning, "the day by which something was to be looked at again has passed";
    JudgementStale, "judgement-stale", Warning, "a judgement has not been looked at for too long";
    MeetingMissed, "meeting-missed", Warning, "meetings that were expected were not held";
    EvidenceStale, "evidence-stale", Warning, "a piece of evidence is too old to count";
    EvidenceUndated, "evidence-undated", Warning, "a piece of evidence has no date or figure, and counts nowhere";
    EvidenceAhead, "evidence-ahead", Warning, "something is dated after the as-of date";
    // The site.
    UnknownSkin, "unknown-skin", Error, "the skin cannot be found";
    Template, "template", Error, "a template of the skin cannot be used";
    PathCollision, "path-collision", Error, "two things would have the same address";
    ReservedName, "reserved-name", Error, "Windows does not allow a file of this name";
    OutputNotOurs, "output-not-ours", Error, "the output folder holds files that are not a site of Ninefold's";
    OutputFailed, "output-failed", Error, "the site could not be written";
    // A site that was published. Only `verify` reports these.
    SiteChanged, "site-changed", Error, "a file of a site is not what was published";
    SiteAdded, "site-added", Error, "a file stands in a site that was not published with it";
    SiteMissing, "site-missing", Error, "a file of a site is missing";
    SiteUnfinished, "site-unfinished", Error, "publishing was cut short";
    SiteUnreadable, "site-unreadable", Error, "a site, or a file of it, cannot be read or checked";
    ChainBroken, "chain-broken", Error, "a site does not follow the one before it";
}

impl std::str::FromStr for Code {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}
