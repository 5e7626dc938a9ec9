//! JPEG, segment by segment. Read here and not by the library that reads the
//! chunks of the others, for that keeps everything behind the first scan as it
//! is: further scans, comments between them, and what stands behind the end.

use super::{Parts, orientation};

const SOI: [u8; 2] = [0xFF, 0xD8];
const EOI: [u8; 2] = [0xFF, 0xD9];
const SOS: u8 = 0xDA;

/// A marker with what belongs to it: its length and data, or nothing.
struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
}

pub(super) fn clean(bytes: &[u8]) -> Option<Parts> {
    let mut rest = bytes.strip_prefix(&SOI)?;
    let mut out = SOI.to_vec();
    let (mut size, mut up, mut scans) = (None, None, 0);
    // The orientation goes behind `JFIF`, which has to be the first.
    let mut place_of_exif = out.len();
    loop {
        let segment = next(&mut rest)?;
        match segment.marker {
            0xD9 => break,
            0xE0 => {
                if let Some(jfif) = jfif(segment.data).filter(|_| out.len() == SOI.len()) {
                    put(&mut out, 0xE0, &jfif)?;
                    place_of_exif = out.len();
                }
            }
            0xE1 => up = up.or_else(|| orientation::read(segment.data)),
            0xEE => {
                // `Adobe` says how its colours are to be read, in twelve bytes.
                if let Some(adobe) = segment.data.get(..12).filter(|data| data.starts_with(b"Adobe")) {
                    put(&mut out, 0xEE, adobe)?;
                }
            }
            marker if is_frame(marker) => {
                // A second frame would be another picture.
                if size.replace(dimensions(segment.data)?).is_some() {
                    return None;
                }
                put(&mut out, marker, segment.data)?;
            }
            // Tables of numbers and codes, and restart intervals.
            marker @ (0xC4 | 0xDB | 0xDD) => put(&mut out, marker, segment.data)?,
            SOS => {
                size?;
                put(&mut out, SOS, segment.data)?;
                let length = scan(rest);
                out.extend_from_slice(&rest[..length]);
                rest = &rest[length..];
                scans += 1;
            }
            _ => {}
        }
    }
    out.extend_from_slice(&EOI);
    if let Some(up) = up {
        let mut exif = Vec::new();
        put(&mut exif, 0xE1, &[b"Exif\0\0", orientation::write(up).as_slice()].concat())?;
        out.splice(place_of_exif..place_of_exif, exif);
    }
    let (width, height) = size.filter(|_| scans > 0)?;
    Some(Parts { bytes: out, width, height, orientation: up })
}

/// The next segment; any number of FF may stand before a marker.
fn next<'a>(rest: &mut &'a [u8]) -> Option<Segment<'a>> {
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    let marker = *rest.get(fill).filter(|_| fill > 0)?;
    *rest = &rest[fill + 1..];
    match marker {
        0xD9 => return Some(Segment { marker, data: &[] }),
        // A stuffed zero, a restart or a second beginning has no place here.
        0x00 | 0x01 | 0xD0..=0xD8 => return None,
        _ => {}
    }
    let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
    let data = rest.get(2..length)?;
    *rest = &rest[length..];
    Some(Segment { marker, data })
}

/// How long the data of a scan is: to the next marker that is neither a
/// restart nor a byte FF of the data.
fn scan(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = rest[at..].iter().position(|byte| *byte == 0xFF) {
        at += found;
        match rest.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            _ => return at,
        }
    }
    rest.len()
}

/// `JFIF` without its thumbnail: the version, and the shape of a pixel.
fn jfif(data: &[u8]) -> Option<[u8; 14]> {
    let mut jfif: [u8; 14] = data.get(..14)?.try_into().ok()?;
    jfif[12..].fill(0);
    jfif.starts_with(b"JFIF\0").then_some(jfif)
}

/// Frames that browsers show: with Huffman codes, baseline or progressive.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xC2)
}

fn dimensions(frame: &[u8]) -> Option<(u32, u32)> {
    let [_, high, low, wide, narrow, ..] = *frame else { return None };
    let height = u32::from(u16::from_be_bytes([high, low]));
    let width = u32::from(u16::from_be_bytes([wide, narrow]));
    (width > 0 && height > 0).then_some((width, height))
}

fn put(out: &mut Vec<u8>, marker: u8, data: &[u8]) -> Option<()> {
    out.extend([0xFF, marker]);
    out.extend(u16::try_from(data.len() + 2).ok()?.to_be_bytes());
    out.extend_from_slice(data);
    Some(())
}
