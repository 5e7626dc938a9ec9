//! Which way is up: one tag of EXIF, read from a camera's many and written as
//! the only one.

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// The most entries that are looked through.
const ENTRIES: u16 = 512;

/// The orientation in EXIF data, with or without `Exif` before it: 2 to 8.
/// Nothing for 1, which is how a picture without one is shown, and nothing
/// where the data cannot be read.
pub(super) fn read(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let big = match tiff.get(..4)? {
        [b'M', b'M', 0, 42] => true,
        [b'I', b'I', 42, 0] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let count = short(first)?.min(ENTRIES);
    let entries = (0..usize::from(count)).map_while(|entry| first.checked_add(2 + 12 * entry));
    let mut found = entries.filter(|at| short(*at) == Some(ORIENTATION));
    let value = short(found.next()?.checked_add(8)?)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// EXIF data with this one tag, without `Exif` before it.
pub(super) fn write(orientation: u8) -> Vec<u8> {
    // Big-endian TIFF; one entry at byte 8: the tag, a SHORT, one of it, the
    // value at the left of its four bytes; no further directory.
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

/// Whether a picture is shown with its sides changed over.
pub(super) fn turns(orientation: Option<u8>) -> bool {
    orientation.is_some_and(|value| (5..=8).contains(&value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for value in 2..=8 {
            assert_eq!(read(&write(value)), Some(value));
            let known = image::metadata::Orientation::from_exif_chunk(&write(value));
            assert_eq!(known.map(image::metadata::Orientation::to_exif), Some(value));
        }
        assert_eq!(read(&write(1)), None);
        assert_eq!(read(&write(9)), None);
    }

    #[test]
    fn little_endian_is_read_too() {
        let tiff = b"Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(read(tiff), Some(6));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = read(&bytes);
            let _ = read(&[b"II\x2A\0".as_slice(), &bytes].concat());
        }
    }
}
