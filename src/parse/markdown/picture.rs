//! What is written as an image: the chart of a metric, or a picture of the pack.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Open, Reader};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Kind, Picture, Piece};
use crate::parse::values::parse_reference;
use crate::picture::Format;

/// An image while its words are read.
pub(super) struct Image {
    /// What it becomes; nothing where it cannot stand, which has been said.
    piece: Option<Piece>,
    words: String,
    /// How many tags are open within its words.
    depth: usize,
}

impl Reader<'_> {
    /// An image begins. It stands between paragraphs; an author may write it
    /// inside one.
    pub(super) fn image(&mut self, dest: &str, title: &str, span: Range<usize>) {
        let here = matches!(self.open.last(), None | Some(Open::Paragraph));
        let piece = self.pictured(dest, title, span.clone()).filter(|piece| {
            if !here {
                let what = if matches!(piece, Piece::Figure(_)) { "chart" } else { "picture" };
                let help = "put it on a line of its own, with an empty line before and after it";
                self.say(
                    Code::Image,
                    span.clone(),
                    format!("a {what} cannot stand here"),
                    Some(help.to_owned()),
                );
            }
            here
        });
        self.image = Some(Image { piece, words: String::new(), depth: 0 });
    }

    /// Whatever stands between the brackets of an image is its words.
    pub(super) fn in_image(&mut self, event: &Event<'_>, span: Range<usize>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::End(TagEnd::Image) if image.depth == 0 => self.end_image(),
            Event::Start(tag) => {
                image.depth += 1;
                if matches!(tag, Tag::Image { .. }) {
                    let help = "write it beside the other, on a line of its own";
                    self.say(Code::Image, span, "a picture cannot stand here".into(), Some(help.into()));
                }
            }
            Event::End(_) => image.depth -= 1,
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) => {
                image.words.push_str(words);
            }
            Event::SoftBreak | Event::HardBreak => image.words.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let Some(Image { piece: Some(mut piece), words, .. }) = self.image.take() else { return };
        if let Piece::Picture(picture) = &mut piece {
            words.trim().clone_into(&mut picture.words);
        }
        if self.open.is_empty() {
            self.push(piece);
        } else {
            self.end_paragraph();
            self.push(piece);
            self.push(Piece::Event(Event::Start(Tag::Paragraph)));
        }
    }

    /// What an image's address stands for, or why it cannot.
    fn pictured(&self, dest: &str, title: &str, span: Range<usize>) -> Option<Piece> {
        let place = self.place(span);
        let kind = dest.split_once(':').and_then(|(kind, _)| Kind::named(kind));
        let read = match kind {
            Some(Kind::Metric) => parse_reference(dest, &[Kind::Metric], &place).map(Piece::Figure),
            Some(kind) => Err(Finding::new(Code::Image, place, format!("a {} has no chart", kind.one()))
                .help(format!("link to it: `[some words]({dest})`"))),
            None => file_of(dest, &place).map(|file| {
                let caption = Some(title.trim()).filter(|title| !title.is_empty()).map(str::to_owned);
                Piece::Picture(Box::new(Picture { file, place, words: String::new(), caption }))
            }),
        };
        read.map_err(|finding| self.findings.add(finding)).ok()
    }
}

/// The file of the pack that a picture's address names: from the pack's root
/// where it begins with `content/` or `data/`, otherwise from the folder of the
/// file that it is written in.
fn file_of(dest: &str, place: &Place) -> Result<Arc<str>, Finding> {
    let refuse = |code: Code, message: String, help: &str| {
        Err(Finding::new(code, place.clone(), message).help(help.to_owned()))
    };
    let Some(dest) = decoded(dest).filter(|dest| !dest.chars().any(char::is_control)) else {
        return refuse(
            Code::Image,
            format!("`{dest}` is no path of a file"),
            "write it as it is called: `../pictures/gate.jpg`; one with spaces between `<` and `>`",
        );
    };
    if dest.contains([':', '\\', '?', '#', '|', '*']) || dest.starts_with("//") {
        return refuse(
            Code::Image,
            format!("`{dest}` is no picture of the pack"),
            "copy the picture into the pack, for example into `content/pictures`, and write its path with forward slashes: `![what it shows](../pictures/gate.jpg)`; a metric's chart is placed with `![](metric:days-to-contact)`",
        );
    }
    let Some(file) = from_root(&dest, &place.path) else {
        return refuse(
            Code::LeavesPack,
            format!("`{dest}` leads out of the pack's folder"),
            "copy the picture into the pack, for example into `content/pictures`",
        );
    };
    let top = file.split('/').next().unwrap_or_default();
    if !matches!(top, "content" | "data") || file.to_lowercase().starts_with("data/private/") {
        return refuse(
            Code::LeavesPack,
            format!("`{file}` is not where pictures of a page may stand"),
            "pictures stand below `content` or `data`, for example in `content/pictures`, and not in `data/private`",
        );
    }
    if Format::of_name(&file).is_none() {
        let svg = file.to_lowercase();
        let help = if [".svg", ".svgz"].iter().any(|ending| svg.ends_with(ending)) {
            "an SVG can hold scripts and addresses: open it and save or export it as PNG"
        } else {
            "open it in the program that made it, and save it as JPEG or PNG; the name ends in `.jpg`, `.png` or `.webp`"
        };
        return refuse(Code::Image, format!("`{file}` is no JPEG, PNG or WebP"), help);
    }
    Ok(file.into())
}

/// A path from the pack's root, without `.` and `..`; nothing where it leads out.
fn from_root(dest: &str, written_in: &str) -> Option<String> {
    let rooted = dest.strip_prefix('/');
    let whole = ["content/", "data/"].iter().any(|top| dest.starts_with(top));
    let mut parts: Vec<&str> = match (rooted, whole) {
        (None, false) => written_in.split('/').collect(),
        _ => vec![""],
    };
    parts.pop();
    for part in rooted.unwrap_or(dest).split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// An address with its `%20` read, once.
fn decoded(dest: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(dest.len());
    let mut rest = dest.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| hex)?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(dest: &str) -> Result<String, (Code, String)> {
        let place = Place::new(&"content/stories/gate.md".into(), 0..1);
        file_of(dest, &place).map(|file| file.to_string()).map_err(|finding| (finding.code, finding.message))
    }

    #[test]
    fn paths_are_from_the_file_or_from_the_root() {
        for (dest, found) in [
            ("gate.jpg", "content/stories/gate.jpg"),
            ("./gate.jpg", "content/stories/gate.jpg"),
            ("../pictures/gate.JPG", "content/pictures/gate.JPG"),
            ("../../data/pictures/gate.png", "data/pictures/gate.png"),
            ("content/pictures/gate.webp", "content/pictures/gate.webp"),
            ("/data/pictures/gate.jpeg", "data/pictures/gate.jpeg"),
            ("../pictures/the%20gate.jpg", "content/pictures/the gate.jpg"),
            ("../pictures//gate.jpg", "content/pictures/gate.jpg"),
        ] {
            assert_eq!(file(dest), Ok(found.to_owned()), "{dest}");
        }
    }

    #[test]
    fn paths_that_leave_the_pack_are_refused() {
        for dest in [
            "../../../gate.jpg",
            "content/../../gate.jpg",
            "../../gate.jpg",
            "/etc/gate.jpg",
            "%2e%2e/%2E%2E/%2e%2e/gate.jpg",
            "../../themes/own/static/gate.png",
            "../../data/private/gate.jpg",
            "../../data/Private/gate.jpg",
        ] {
            assert_eq!(file(dest).expect_err(dest).0, Code::LeavesPack, "{dest}");
        }
        for dest in [
            "https://example.org/gate.jpg",
            "HTTPS://example.org/gate.jpg",
            "//example.org/gate.jpg",
            "\\\\server\\share\\gate.jpg",
            "C:\\pictures\\gate.jpg",
            "C:/pictures/gate.jpg",
            "file:///etc/gate.jpg",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "..\\pictures\\gate.jpg",
            "%2e%2e%5cgate.jpg",
            "%68ttps://example.org/gate.jpg",
            "gate.jpg%00.png",
            "gate%zz.jpg",
            "gate%f",
            "gate.jpg?x=.png",
            "gate.svg",
            "gate.SVG",
            "gate.svgz",
            "gate.gif",
            "gate",
            "",
        ] {
            assert_eq!(file(dest).expect_err(dest).0, Code::Image, "{dest}");
        }
    }
}
