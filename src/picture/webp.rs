//! WebP, chunk by chunk, frames of an animation included.

use img_parts::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::vp8::VP8Kind;
use img_parts::webp::WebP;

use super::{Parts, orientation};

/// Flags of `VP8X`: a colour profile, EXIF, XMP.
const ICC: u8 = 0x20;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// What stands in a frame before its chunks: its place, size and duration.
const FRAME_HEAD: usize = 16;

/// What is needed to draw the picture.
fn is_kept(id: [u8; 4]) -> bool {
    matches!(&id, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF")
}

pub(super) fn clean(bytes: &[u8]) -> Option<Parts> {
    // Nothing is read behind the size that the head gives.
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let exif = webp.chunk_by_id(*b"EXIF").and_then(data);
    let extended = webp.kind() == VP8Kind::VP8X;
    // Only the extended form, which begins so, can say which way is up.
    let up = exif.and_then(|exif| orientation::read(&exif)).filter(|_| extended);
    let (mut width, mut height) = webp.dimensions()?;
    let mut kept = Vec::new();
    let mut drawn = false;
    for chunk in webp.chunks().iter().filter(|chunk| is_kept(chunk.id())) {
        let id = chunk.id();
        let content = match &id {
            b"VP8X" => canvas(&data(chunk)?, up.is_some())?,
            b"ANMF" => frame(&data(chunk)?)?,
            b"ANIM" => data(chunk)?.get(..6)?.to_vec().into(),
            _ => data(chunk)?,
        };
        drawn |= matches!(&id, b"VP8 " | b"VP8L" | b"ANMF");
        let chunk = RiffChunk::new(id, RiffContent::Data(content));
        // The canvas may be smaller than the picture that it is said to hold.
        if let Some((wide, high)) = own_size(&chunk) {
            (width, height) = (width.max(wide), height.max(high));
        }
        kept.push(chunk);
    }
    let first = kept.first()?.id();
    if !drawn || extended != (&first == b"VP8X") {
        return None;
    }
    if let Some(up) = up {
        kept.push(RiffChunk::new(*b"EXIF", RiffContent::Data(orientation::write(up).into())));
    }
    *webp.chunks_mut() = kept;
    Some(Parts { bytes: webp.encoder().bytes().to_vec(), width, height, orientation: up })
}

fn data(chunk: &RiffChunk) -> Option<Bytes> {
    chunk.content().data().cloned()
}

/// The size that a picture's own data gives.
fn own_size(chunk: &RiffChunk) -> Option<(u32, u32)> {
    if !matches!(&chunk.id(), b"VP8 " | b"VP8L") {
        return None;
    }
    let riff = RiffContent::List { kind: Some(*b"WEBP"), subchunks: vec![chunk.clone()] };
    WebP::new(RiffChunk::new(*b"RIFF", riff)).ok()?.dimensions()
}

/// The canvas with its flags mended.
fn canvas(data: &Bytes, exif: bool) -> Option<Bytes> {
    let mut canvas = data.get(..10)?.to_vec();
    canvas[0] &= !(ICC | EXIF | XMP);
    if exif {
        canvas[0] |= EXIF;
    }
    canvas[1..4].fill(0);
    Some(canvas.into())
}

/// A frame of an animation with nothing in it but its picture.
fn frame(data: &Bytes) -> Option<Bytes> {
    let mut out = data.get(..FRAME_HEAD)?.to_vec();
    let mut rest = &data[FRAME_HEAD..];
    let mut drawn = false;
    while !rest.is_empty() {
        let id: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let size = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?);
        let size = usize::try_from(size).ok()?;
        let whole = 8usize.checked_add(size)?.checked_add(size % 2)?;
        let chunk = rest.get(..whole)?;
        if matches!(&id, b"VP8 " | b"VP8L" | b"ALPH") {
            out.extend_from_slice(&chunk[..8 + size]);
            out.extend(std::iter::repeat_n(0, size % 2));
            drawn |= &id != b"ALPH";
        }
        rest = &rest[whole..];
    }
    drawn.then(|| out.into())
}
