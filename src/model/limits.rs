//! Limits that protect the machine: how large a pack and its files may be.
//! Every stage takes them from here; there is no other limit of this kind.

use std::fmt;

/// What is limited. Sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The size of a text of the pack, and of one row of a table.
    FileSize,
    /// The size of a published file, unpacked, or of the conversation log.
    TableSize,
    /// The size of a file that a document names.
    AttachmentSize,
    /// The size of a picture.
    PictureSize,
    /// How many pixels a picture has.
    PicturePixels,
    /// How many items a pack has.
    Items,
    /// How deep lists, quotations and fields stand in each other.
    Nesting,
    /// How many values the aliases of a YAML file expand to.
    Aliases,
    /// The size of a pattern, compiled.
    PatternSize,
}

impl Limit {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::FileSize,
        Self::TableSize,
        Self::AttachmentSize,
        Self::PictureSize,
        Self::PicturePixels,
        Self::Items,
        Self::Nesting,
        Self::Aliases,
        Self::PatternSize,
    ];

    /// Its name under `limits:` in `data/pack.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileSize => "file_size",
            Self::TableSize => "table_size",
            Self::AttachmentSize => "attachment_size",
            Self::PictureSize => "picture_size",
            Self::PicturePixels => "picture_pixels",
            Self::Items => "items",
            Self::Nesting => "nesting",
            Self::Aliases => "aliases",
            Self::PatternSize => "pattern_size",
        }
    }

    /// What holds if the pack says nothing.
    fn default(self) -> u64 {
        match self {
            Self::FileSize => 2 * MB,
            Self::TableSize => 500 * MB,
            Self::AttachmentSize => 200 * MB,
            Self::PictureSize => 30 * MB,
            Self::PicturePixels => 60_000_000,
            Self::Items => 100_000,
            Self::Nesting => 60,
            Self::Aliases => 10_000,
            Self::PatternSize => MB,
        }
    }

    /// The most that a pack may allow. Nesting takes room on the stack of a
    /// thread, which has an end; the others take memory and time, which are
    /// for whoever builds to give.
    pub fn most(self) -> u64 {
        match self {
            Self::Nesting => 100,
            Self::FileSize | Self::PatternSize => 1000 * MB,
            _ => 1_000_000 * MB,
        }
    }

    /// Whether it is of bytes, and so may be written with `kB`, `MB` or `GB`.
    pub fn is_size(self) -> bool {
        matches!(
            self,
            Self::FileSize | Self::TableSize | Self::AttachmentSize | Self::PictureSize | Self::PatternSize
        )
    }

    /// A value of it as people write it: `2 MB`, `60`.
    pub fn shown(self, value: u64) -> String {
        if self.is_size() { Size(value).to_string() } else { grouped(value) }
    }

    /// Reads a value: digits, grouped by commas, spaces or underscores if need be, and for sizes
    /// `kB`, `MB` or `GB` after them. Nothing for anything else, and for 0.
    pub fn parse(self, text: &str) -> Option<u64> {
        let text = text.trim();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match (text[digits.len()..].to_ascii_lowercase().as_str(), self.is_size()) {
            ("" | "b", true) | ("", false) => 1,
            ("kb", true) => 1000,
            ("mb", true) => MB,
            ("gb", true) => 1000 * MB,
            _ => return None,
        };
        let plain = digits.trim().replace([',', '_', ' '], "");
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        if part.len() > 3 || (!part.is_empty() && unit == 1) || (plain.contains('.') && part.is_empty()) {
            return None;
        }
        // `1.5 MB` is 1,500 thousandths of it.
        let thousandths: u64 = format!("{whole}{part:0<3}").parse().ok()?;
        let value = if unit == 1 { thousandths / 1000 } else { thousandths.checked_mul(unit / 1000)? };
        (value > 0).then_some(value)
    }
}

const MB: u64 = 1_000_000;

/// A number of bytes as people write it.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            0..1000 => return write!(f, "{} bytes", self.0),
            1000..MB => (1000, "kB"),
            MB..1_000_000_000 => (MB, "MB"),
            _ => (1000 * MB, "GB"),
        };
        let tenths = u128::from(self.0) * 10 / u128::from(unit);
        match tenths % 10 {
            0 => write!(f, "{} {name}", tenths / 10),
            tenth => write!(f, "{}.{tenth} {name}", tenths / 10),
        }
    }
}

/// A number with a comma between thousands.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The limits of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits([u64; Limit::ALL.len()]);

impl Default for Limits {
    fn default() -> Self {
        Self(Limit::ALL.map(Limit::default))
    }
}

impl Limits {
    /// One of them.
    pub fn of(&self, limit: Limit) -> u64 {
        self.0[limit as usize]
    }

    /// One of them, as a number of things in memory.
    pub fn count(&self, limit: Limit) -> usize {
        usize::try_from(self.of(limit)).unwrap_or(usize::MAX)
    }

    /// Sets one of them.
    pub fn set(&mut self, limit: Limit, value: u64) {
        self.0[limit as usize] = value;
    }

    /// The end of a message about something above a limit.
    pub fn allowed(&self, limit: Limit) -> String {
        format!("`{}` allows {}", limit.name(), limit.shown(self.of(limit)))
    }

    /// How to change a limit, after what else can be done.
    pub fn help(limit: Limit, otherwise: &str) -> String {
        let example = limit.shown(limit.default().saturating_mul(2).min(limit.most())).replace(',', "");
        let joint = if otherwise.ends_with('?') { "" } else { ";" };
        format!(
            "{otherwise}{joint} where more is meant, write for example `limits: {{{}: {example}}}` in `data/pack.yaml`",
            limit.name()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_its_own_place_and_its_default() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, at);
            let mut limits = Limits::default();
            assert_eq!(limits.of(limit), limit.default());
            limits.set(limit, 7);
            let changed = Limit::ALL.into_iter().filter(|one| limits.of(*one) != one.default());
            assert_eq!(changed.collect::<Vec<_>>(), [limit]);
        }
        let shown = Limit::ALL.map(|limit| limit.shown(limit.default()));
        // The table in docs/safety.md.
        let table = ["2 MB", "500 MB", "200 MB", "30 MB", "60,000,000", "100,000", "60", "10,000", "1 MB"];
        assert_eq!(shown, table);
    }

    #[test]
    fn sizes_are_written_with_or_without_a_unit() {
        for (text, value) in [
            ("2 MB", 2_000_000),
            ("2MB", 2_000_000),
            ("1.5 mb", 1_500_000),
            ("500 kB", 500_000),
            ("1 GB", 1_000_000_000),
            ("2,000,000", 2_000_000),
            ("12", 12),
            ("12 b", 12),
            ("0.001 kB", 1),
        ] {
            assert_eq!(Limit::FileSize.parse(text), Some(value), "{text}");
        }
        for text in [
            "",
            "0",
            "0 MB",
            "MB",
            "-1",
            "2 TB",
            "2 MiB",
            "1.5",
            "1.",
            "1.2345 MB",
            "x",
            "1e6",
            "99999999999999999999",
        ] {
            assert_eq!(Limit::FileSize.parse(text), None, "{text}");
        }
        assert_eq!(Limit::Items.parse("100,000"), Some(100_000));
        assert_eq!(Limit::Items.parse("1 MB"), None);
    }

    #[test]
    fn sizes_are_shown_as_people_write_them() {
        for (value, shown) in
            [(999, "999 bytes"), (1000, "1 kB"), (1_550_000, "1.5 MB"), (2_000_000_000, "2 GB")]
        {
            assert_eq!(Limit::FileSize.shown(value), shown);
        }
    }
}
