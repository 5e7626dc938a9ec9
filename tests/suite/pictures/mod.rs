//! Pictures: what is taken out of them, where they may stand, and what is said
//! of those that cannot be shown.

mod make;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use ninefold::picture::{Fault, Format, clean};
use proptest::prelude::*;

use crate::html::{Page, broken_links};
use crate::pack::{Pack, Tree, has_ending};
use make::SECRET;

const STORY: &str = "content/stories/2026-02-11-garden-gate.md";

/// The small pack whose public story shows a picture at the end.
fn showing(markdown: &str) -> Pack {
    Pack::small().edit(STORY, "> — person\n", &format!("> — person\n\n{markdown}\n"))
}

/// The pictures of a site, with their paths.
fn pictures(site: &Tree) -> Vec<(&str, &Vec<u8>)> {
    let below = site.iter().filter(|(path, _)| path.starts_with("assets/pictures/"));
    below.map(|(path, bytes)| (path.as_str(), bytes)).collect()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The pixels of a picture, and which way is up.
fn drawn(bytes: &[u8]) -> (DynamicImage, Orientation) {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().expect("a known kind");
    let mut decoder = reader.into_decoder().expect("a whole picture");
    let orientation = decoder.orientation().expect("an orientation");
    (DynamicImage::from_decoder(decoder).expect("the pixels"), orientation)
}

#[test]
fn nothing_leaves_but_the_picture() {
    for (name, bytes) in [("jpg", make::jpeg(6)), ("png", make::png(6)), ("webp", make::webp(6))] {
        assert!(holds(&bytes, SECRET), "a test of something that is not there is none");
        let file = format!("content/pictures/Mrs-Quill-at-home.{name}");
        let markdown = format!("![A mended gate](../pictures/Mrs-Quill-at-home.{name})");
        let pack = showing(&markdown).file(&file, &bytes);
        for audience in ["internal", "assessor", "public"] {
            let site = pack.build(&["--audience", audience]);
            let found = pictures(&site);
            let [(path, cleaned)] = found[..] else { panic!("one picture expected: {found:?}") };
            for (other, bytes) in &site {
                assert!(!holds(bytes, SECRET), "{other} of {audience} holds what is not the picture");
                assert!(!holds(bytes, b"Quill") && !other.contains("Quill"), "{other} has the file's name");
            }
            let ((before, _), (after, up)) = (drawn(&bytes), drawn(cleaned));
            assert_eq!(before, after, "{path}: the pixels differ");
            assert_eq!(up, Orientation::Rotate90, "{path} lies on its side");
            let page = Page::read(&site["stories/garden-gate.html"]);
            let image = page.elements.iter().find(|(element, _)| element == "img").expect("an image");
            // On its side it is 24 by 16.
            let wanted = [
                ("alt", "A mended gate"),
                ("height", "24"),
                ("loading", "lazy"),
                ("src", &format!("../{path}")),
                ("width", "16"),
            ];
            let found: Vec<(&str, &str)> =
                image.1.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(found, wanted);
            assert_eq!(broken_links(&site), Vec::<String>::new());
        }
    }
}

#[test]
fn every_orientation_is_kept_and_none_is_made_up() {
    for orientation in 0..=9 {
        for bytes in [make::jpeg(orientation), make::png(orientation), make::webp(orientation)] {
            let cleaned = clean(&bytes).expect("a picture");
            let kept = Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms);
            assert_eq!(drawn(&cleaned.bytes).1, kept, "{orientation}");
            let sides = if (5..=8).contains(&orientation) { (16, 24) } else { (24, 16) };
            assert_eq!((cleaned.width, cleaned.height), sides, "{orientation}");
            // What is clean stays as it is.
            assert_eq!(clean(&cleaned.bytes), Ok(cleaned));
        }
    }
}

#[test]
fn an_animation_keeps_its_frames_and_nothing_else() {
    let bytes = make::moving();
    let cleaned = clean(&bytes).expect("a picture");
    assert!(holds(&bytes, SECRET) && !holds(&cleaned.bytes, SECRET));
    assert_eq!(drawn(&bytes).0, drawn(&cleaned.bytes).0);
    // The chunk that went has 8 bytes of head, the word of 17 and one to make it even.
    assert_eq!(bytes.len() - cleaned.bytes.len(), 8 + 17 + 1);
}

#[test]
fn a_plain_picture_stays_byte_for_byte() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let bytes = make::plain(format);
        assert_eq!(clean(&bytes).expect("a picture").bytes, bytes, "{format:?}");
    }
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_not_shown() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let bytes = make::plain(format);
        for length in 0..bytes.len() {
            assert!(clean(&bytes[..length]).is_err(), "{format:?} cut off at {length}");
        }
    }
    assert_eq!(clean(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Fault::Unknown));
    assert_eq!(clean(b"\x89PNG\r\n\x1a\nmore"), Err(Fault::Broken(Format::Png)));
}

#[test]
fn a_photograph_that_a_document_names_is_cleaned_too() {
    let pack =
        Pack::small().edit("data/documents.yaml", "data/documents/carers-plan.txt", "data/pictures/plan.jpg");
    let pack = pack.file("data/pictures/plan.jpg", make::jpeg(3));
    let site = pack.build(&["--audience", "public"]);
    let (path, bytes) = site.iter().find(|(path, _)| has_ending(path, "jpg")).expect("the document");
    assert_eq!(drawn(bytes).1, Orientation::Rotate180, "{path}");
    assert!(site.values().all(|bytes| !holds(bytes, SECRET)));
}

#[test]
fn only_pictures_that_released_texts_show_are_in_the_site() {
    let pack = showing("![A gate](../pictures/gate.png \"The gate, in May\")")
        .file("content/pictures/gate.png", make::png(1))
        .file("content/stories/same.png", make::png(1))
        .file("content/pictures/unused.png", make::plain(ImageFormat::Png))
        .file("content/pictures/kept-back.webp", make::plain(ImageFormat::WebP))
        .file(
            "content/pages/kept-back.md",
            "---\ntitle: Ours\n---\n![W](../pictures/kept-back.webp)\n\n![S](../stories/same.png)\n",
        );
    let public = pack.build(&["--audience", "public"]);
    assert_eq!(pictures(&public).len(), 1, "only what the story shows");
    let page = String::from_utf8_lossy(&public["stories/garden-gate.html"]).into_owned();
    assert!(page.contains("<figcaption>The gate, in May</figcaption></figure>"), "{page}");
    // The same picture under two names is one file.
    assert_eq!(pictures(&pack.build(&[])).len(), 2);
}

/// The first line of every finding, with its severity.
fn said(pack: &Pack, args: &[&str]) -> Vec<String> {
    let run = pack.run(&[&["build"], args].concat());
    let findings =
        run.stderr.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
    findings.map(str::to_owned).collect()
}

#[test]
fn words_are_wanted_inside_and_required_outside() {
    for words in ["", "gate.png", "IMG_2034.JPG"] {
        let pack = showing(&format!("![{words}](../pictures/gate.png)"))
            .file("content/pictures/gate.png", make::png(1));
        let message = "[picture-words]: nothing says in words what `gate.png` shows";
        assert_eq!(said(&pack, &[]), [format!("warning{message}")]);
        for audience in ["assessor", "public"] {
            let folder = format!("for-{audience}");
            let args = ["--audience", audience, "--allow", "picture-words", "--output", &folder];
            assert_eq!(said(&pack, &args), [format!("error{message}")]);
            assert!(pack.tree(&folder).is_empty(), "nothing is built");
        }
    }
}

#[test]
fn the_limits_of_pictures_are_looked_at_before_anything_is_drawn() {
    // 8,000 by 7,501 is 60,008,000.
    let pack =
        showing("![A gate](../pictures/gate.png)").file("content/pictures/gate.png", make::vast(8000, 7501));
    let over =
        "error[file-too-large]: this picture has 60,008,000 pixels; `picture_pixels` allows 60,000,000";
    assert_eq!(said(&pack, &[]), [over]);
    let pack = pack.edit("data/pack.yaml", "as_of:", "limits: {picture_pixels: 60,008,000}\nas_of:");
    let more = said(&pack, &[]);
    assert!(!more.is_empty(), "a comma begins the next field: {more:?}");
    let pack = pack.edit("data/pack.yaml", "60,008,000", "60008000");
    assert_eq!(said(&pack, &[]), Vec::<String>::new());
    let pack = pack.edit("data/pack.yaml", "picture_pixels: 60008000", "picture_size: 1 kB");
    let pack = pack.file("content/pictures/gate.png", vec![0; 1001]);
    assert_eq!(said(&pack, &[]), ["error[file-too-large]: this file is 1 kB; `picture_size` allows 1 kB"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever is done to a picture, nothing panics, and what is let through
    /// holds nothing that was beside the picture.
    #[test]
    fn a_damaged_picture_is_cleaned_or_refused(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        cutting in any::<bool>(),
    ) {
        let mut bytes = vec![make::jpeg(6), make::png(6), make::webp(6), make::moving()].swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cutting {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(cleaned) = clean(&bytes) {
            prop_assert!(cleaned.bytes.len() <= bytes.len() + 64);
            prop_assert_eq!(clean(&cleaned.bytes), Ok(cleaned.clone()));
        }
    }

    #[test]
    fn any_bytes_behind_a_beginning_are_cleaned_or_refused(
        start in prop::sample::select(vec![&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b""]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = clean(&[start, &bytes].concat());
    }
}

/// A picture for other tests.
pub fn gate() -> Vec<u8> {
    make::plain(ImageFormat::Png)
}
