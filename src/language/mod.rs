//! Words that respect people, and words that do not. It knows nothing of
//! packs: rules and a text go in, uses with their places come out.
