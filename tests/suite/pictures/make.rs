//! Pictures as cameras and programs write them, with a word in every place
//! that is not the picture.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Stands in everything that must not leave.
pub const SECRET: &[u8] = b"SECRET-51.5N-0.1W";

/// A drawing whose four corners differ, so that turning it shows.
fn drawing() -> DynamicImage {
    let pixel = |x: u32, y: u32| {
        let channel = |value: u32| u8::try_from(value.min(255)).expect("at most 255");
        Rgb([channel(x * 9), channel(y * 13), channel((x + y) * 4)])
    };
    RgbImage::from_fn(24, 16, pixel).into()
}

pub fn plain(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawing().write_to(&mut bytes, format).expect("the drawing is written");
    bytes.into_inner()
}

/// EXIF as a camera writes it: what it is, where it was, which way is up, and
/// a thumbnail behind it.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II\x2A\0\x08\0\0\0\x03\0".to_vec();
    let length = u32::try_from(SECRET.len()).expect("a short word").to_le_bytes();
    // The description and the maker's notes lie behind the directory, at 50.
    for (tag, kind) in [(0x010E_u16, 2_u16), (0x0112, 3), (0x927C, 7)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        if tag == 0x0112 {
            tiff.extend([1, 0, 0, 0, orientation, 0, 0, 0]);
        } else {
            tiff.extend(length);
            tiff.extend(50_u32.to_le_bytes());
        }
    }
    tiff.extend([0; 4]);
    tiff.extend_from_slice(SECRET);
    tiff.extend(plain(ImageFormat::Jpeg));
    tiff
}

fn segment(marker: u8, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let length = u16::try_from(data.len() + 2).expect("a short segment");
    [&[0xFF, marker], length.to_be_bytes().as_slice(), &data].concat()
}

/// A JPEG with a JFIF thumbnail, EXIF, XMP, a profile, notes of an editor, a
/// comment, and behind its end a second picture and a zip.
pub fn jpeg(orientation: u8) -> Vec<u8> {
    let plain = plain(ImageFormat::Jpeg);
    let scan = plain.windows(2).position(|two| two == [0xFF, 0xDA]).expect("a scan");
    // The encoder writes the shortest JFIF: 18 bytes with its marker.
    assert_eq!((&plain[2..4], &plain[6..11]), ([0xFF, 0xE0].as_slice(), b"JFIF\0".as_slice()));
    let mut out = plain[..2].to_vec();
    // A thumbnail of 1 by 6 pixels: 18 bytes, of which the secret is 17.
    out.extend(segment(0xE0, &[&plain[6..18], &[1, 6], SECRET, &[0]]));
    out.extend(segment(0xE0, &[b"JFXX\0\x10", SECRET]));
    out.extend(segment(0xE1, &[b"Exif\0\0", &exif(orientation)]));
    out.extend(segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET]));
    out.extend(segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", SECRET]));
    out.extend(segment(0xE2, &[b"MPF\0", SECRET]));
    out.extend(segment(0xED, &[b"Photoshop 3.0\0", SECRET]));
    out.extend(segment(0xEF, &[SECRET]));
    out.extend(segment(0xFE, &[SECRET]));
    out.extend_from_slice(&plain[20..scan]);
    out.extend(segment(0xFE, &[b"before the scan ", SECRET]));
    out.extend_from_slice(&plain[scan..plain.len() - 2]);
    out.extend(segment(0xFE, &[b"behind the scan ", SECRET]));
    out.extend([0xFF, 0xD9]);
    out.extend_from_slice(&plain);
    out.extend_from_slice(b"PK\x03\x04");
    out.extend_from_slice(SECRET);
    out
}

fn chunk(kind: [u8; 4], data: &[&[u8]]) -> Vec<u8> {
    let mut png = img_parts::png::Png::from_bytes(plain(ImageFormat::Png).into()).expect("a PNG");
    png.chunks_mut().clear();
    png.chunks_mut().push(img_parts::png::PngChunk::new(kind, data.concat().into()));
    png.encoder().bytes()[8..].to_vec()
}

/// A PNG with texts, a time, EXIF and a profile, and a zip behind its end.
pub fn png(orientation: u8) -> Vec<u8> {
    let plain = plain(ImageFormat::Png);
    // The head is 8 and 25 bytes, the end 12.
    let mut out = plain[..33].to_vec();
    out.extend(chunk(*b"gAMA", &[&45_455_u32.to_be_bytes()]));
    out.extend(chunk(*b"eXIf", &[&exif(orientation)]));
    out.extend(chunk(*b"iCCP", &[b"profile\0\0", SECRET]));
    out.extend(chunk(*b"tEXt", &[b"Author\0", SECRET]));
    out.extend(chunk(*b"zTXt", &[b"Comment\0\0", SECRET]));
    out.extend(chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SECRET]));
    out.extend(chunk(*b"tIME", &[&[7, 234, 3, 1, 12, 0, 0]]));
    out.extend(chunk(*b"prVt", &[SECRET]));
    out.extend_from_slice(&plain[33..plain.len() - 12]);
    out.extend(chunk(*b"tEXt", &[b"Late\0", SECRET]));
    out.extend_from_slice(&plain[plain.len() - 12..]);
    out.extend_from_slice(b"PK\x03\x04");
    out.extend_from_slice(SECRET);
    out
}

fn riff(id: [u8; 4], data: &[&[u8]]) -> Vec<u8> {
    let mut out = id.to_vec();
    let data = data.concat();
    out.extend(u32::try_from(data.len()).expect("a small chunk").to_le_bytes());
    out.extend_from_slice(&data);
    out.extend(std::iter::repeat_n(0, data.len() % 2));
    out
}

/// The chunk of the picture alone.
fn vp8l() -> Vec<u8> {
    let plain = plain(ImageFormat::WebP);
    assert_eq!(&plain[12..16], b"VP8L");
    plain[12..].to_vec()
}

/// `VP8X` for the drawing, with these flags.
fn canvas(flags: u8) -> Vec<u8> {
    riff(*b"VP8X", &[&[flags, 0, 0, 0, 23, 0, 0, 15, 0, 0]])
}

/// A WebP with a profile, EXIF, XMP and a chunk of its own, and a zip behind its end.
pub fn webp(orientation: u8) -> Vec<u8> {
    let chunks = [
        canvas(0x20 | 0x08 | 0x04),
        riff(*b"ICCP", &[SECRET]),
        vp8l(),
        riff(*b"EXIF", &[&exif(orientation)]),
        riff(*b"XMP ", &[SECRET]),
        riff(*b"note", &[SECRET]),
    ];
    [riff(*b"RIFF", &[b"WEBP", &chunks.concat()]), b"PK\x03\x04".to_vec(), SECRET.to_vec()].concat()
}

/// An animation whose frame holds a chunk of its own.
pub fn moving() -> Vec<u8> {
    let frame = riff(
        *b"ANMF",
        &[&[0, 0, 0, 0, 0, 0, 23, 0, 0, 15, 0, 0, 100, 0, 0, 0], &vp8l(), &riff(*b"note", &[SECRET])],
    );
    let chunks = [canvas(0x02), riff(*b"ANIM", &[&[255, 255, 255, 255, 0, 0]]), frame];
    riff(*b"RIFF", &[b"WEBP", &chunks.concat()])
}

/// A PNG that says it is this large, without the pixels.
pub fn vast(width: u32, height: u32) -> Vec<u8> {
    let plain = plain(ImageFormat::Png);
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &plain[24..29]].concat();
    [&plain[..8], &chunk(*b"IHDR", &[&head]), &plain[33..]].concat()
}
