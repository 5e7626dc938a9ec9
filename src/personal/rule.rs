//! The rules that come with Ninefold, by name.

/// How sure a rule is that it found somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It could be put together with something else.
    Hint,
    /// It looks like somebody.
    Likely,
    /// It is somebody.
    Hard,
}

/// Declares every rule once: its variant, its name, its certainty unless the
/// pack says otherwise, and what it finds, with its article.
macro_rules! rules {
    ($($variant:ident, $name:literal, $certainty:ident, $title:literal;)*) => {
        /// A rule that comes with Ninefold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $title] $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in `data/personal-data.yaml`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it finds, in words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// How sure it is unless the pack says otherwise.
            pub fn certainty(self) -> Certainty {
                match self { $(Self::$variant => Certainty::$certainty,)* }
            }
        }
    };
}

rules! {
    NhsNumber, "nhs-number", Hard, "an NHS number";
    NationalInsurance, "national-insurance", Hard, "a National Insurance number";
    Phone, "phone", Hard, "a telephone number";
    Email, "email", Hard, "an email address";
    Postcode, "postcode", Hard, "a full postcode";
    BirthDate, "birth-date", Hard, "a date of birth";
    Address, "address", Hard, "a house number and street";
    RecordNumber, "record-number", Hard, "the number of a record";
    CarRegistration, "car-registration", Hard, "a car registration";
    TitledName, "titled-name", Likely, "a name after a title";
    Age90, "age-90", Likely, "an exact age of 90 or over";
    AgeAndPlace, "age-and-place", Hint, "an exact age beside a small place";
}
