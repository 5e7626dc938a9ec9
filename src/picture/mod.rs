//! Pictures without what is not the picture: camera, place, time, comments,
//! thumbnails, and what stands behind the end of the file.
//!
//! Nothing is decoded or drawn anew: the parts that are needed to draw the
//! picture are kept byte for byte, and only those; a part that is not known is
//! left out. Which way is up is kept by a tag of our own. This module knows
//! nothing of packs.

mod jpeg;
mod orientation;
mod png;
mod webp;

use bytes::Bytes;

/// The kinds of picture that a page can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Format {
    /// What a file is by the ending of its name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            _ => None,
        }
    }

    /// What a file is by how it begins.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// A picture with nothing in it but the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// What it is.
    pub format: Format,
    /// How many pixels it is wide, as it is shown.
    pub width: u32,
    /// How many pixels it is high, as it is shown.
    pub height: u32,
    /// The file.
    pub bytes: Bytes,
}

impl Cleaned {
    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Why a file is not taken for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It begins as none of the kinds does.
    Unknown,
    /// It is one of the kinds, and ends too soon or contradicts itself.
    Broken(Format),
}

/// Takes out everything that is not the picture.
///
/// The size is read from the file's own head; nothing is decoded, so that a
/// picture of any size takes no more memory than its file.
///
/// # Errors
/// A file that is none of the [`Format`]s, or is not whole.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, Fault> {
    let format = Format::of_bytes(bytes).ok_or(Fault::Unknown)?;
    let parts = match format {
        Format::Jpeg => jpeg::clean(bytes),
        Format::Png => png::clean(bytes),
        Format::WebP => webp::clean(bytes),
    };
    let parts = parts.ok_or(Fault::Broken(format))?;
    let (width, height) = if orientation::turns(parts.orientation) {
        (parts.height, parts.width)
    } else {
        (parts.width, parts.height)
    };
    Ok(Cleaned { format, width, height, bytes: parts.bytes.into() })
}

/// What a kind of file gives.
struct Parts {
    bytes: Vec<u8>,
    /// As stored, before it is turned.
    width: u32,
    height: u32,
    orientation: Option<u8>,
}
