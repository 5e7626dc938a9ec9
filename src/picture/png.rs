//! PNG, chunk by chunk.

use img_parts::Bytes;
use img_parts::png::{Png, PngChunk};

use super::{Parts, orientation};

/// What is needed to draw the picture as it was meant. Everything else goes:
/// texts, times, colour profiles, further frames of an animation.
const KEPT: [&[u8; 4]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"];

/// The most bytes that a chunk of settings has: none of them holds words.
fn largest(kind: [u8; 4]) -> usize {
    match &kind {
        b"IDAT" => usize::MAX,
        b"PLTE" => 768,
        b"tRNS" => 256,
        b"cHRM" => 32,
        b"IHDR" => 13,
        b"pHYs" => 9,
        b"bKGD" => 6,
        b"sBIT" | b"gAMA" => 4,
        b"sRGB" => 1,
        _ => 0,
    }
}

pub(super) fn clean(bytes: &[u8]) -> Option<Parts> {
    // Every chunk's checksum is checked; nothing is read behind `IEND`.
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let kinds: Vec<[u8; 4]> = png.chunks().iter().map(PngChunk::kind).collect();
    let once = |kind: &[u8; 4]| kinds.iter().filter(|known| *known == kind).count() == 1;
    if kinds.first()? != b"IHDR" || kinds.last()? != b"IEND" || !once(b"IHDR") || !once(b"IEND") {
        return None;
    }
    let up = png.chunk_by_type(*b"eXIf").and_then(|chunk| orientation::read(chunk.contents()));
    let (width, height) = png.dimensions().filter(|_| kinds.contains(b"IDAT"))?;
    // A chunk that is needed and not known, or larger than it can be.
    let needed = |kind: &[u8; 4]| kind[0].is_ascii_uppercase();
    let wrong = |chunk: &PngChunk| {
        let kept = KEPT.contains(&&chunk.kind());
        (needed(&chunk.kind()) && !kept) || (kept && chunk.contents().len() > largest(chunk.kind()))
    };
    if png.chunks().iter().any(wrong) {
        return None;
    }
    png.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    if let Some(up) = up {
        png.chunks_mut().insert(1, PngChunk::new(*b"eXIf", orientation::write(up).into()));
    }
    Some(Parts { bytes: png.encoder().bytes().to_vec(), width, height, orientation: up })
}
