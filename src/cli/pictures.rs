//! Files of the pack that go into the site: those that released texts show and
//! released documents name, and no others. Of a picture nothing goes but the
//! picture, whether a text shows it or a document names it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::session::Session;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::{Audience, Limit, Limits, Picture};
use crate::picture::{Cleaned, Fault, Format, clean};
use crate::release::Release;
use crate::site::{self, Attachments, Pictures};
use crate::source::read_bytes;

/// The files that the released documents name.
pub(super) fn attachments(session: &mut Session, release: &Release) -> Attachments {
    let mut attachments = Attachments::new();
    for path in site::wanted_files(release) {
        let Some(file) = session.sources.attachments.get(&path) else { continue };
        let limits = session.sources.limits;
        let bytes = read_bytes(file, &path, Limit::AttachmentSize, &limits).and_then(|bytes| {
            let picture = Format::of_bytes(&bytes).is_some() || Format::of_name(&path).is_some();
            if picture {
                cleaned(&path, &bytes, &limits).map(|picture| picture.bytes)
            } else {
                Ok(bytes.into())
            }
        });
        match bytes {
            Ok(bytes) => drop(attachments.insert(path, bytes)),
            Err(finding) => session.findings.push(finding),
        }
    }
    attachments
}

/// The pictures that the released texts show.
pub(super) fn pictures(session: &mut Session, release: &Release) -> Pictures {
    let mut pictures = Pictures::new();
    let mut read = BTreeSet::new();
    for shown in site::wanted_pictures(release) {
        session.findings.extend(wordless(shown, release.audience()));
        if !read.insert(&shown.file) {
            continue;
        }
        let Some(file) = session.sources.attachments.get(&shown.file) else { continue };
        let limits = session.sources.limits;
        let picture = read_bytes(file, &shown.file, Limit::PictureSize, &limits)
            .and_then(|bytes| cleaned(&shown.file, &bytes, &limits));
        match picture {
            Ok(picture) => drop(pictures.insert(Arc::clone(&shown.file), picture)),
            Err(finding) => session.findings.push(finding),
        }
    }
    pictures
}

/// A picture that says nothing to whoever cannot see it. Outside the authority
/// that stops the build: nobody is there to ask.
fn wordless(shown: &Picture, audience: Audience) -> Option<Finding> {
    // A file's name says nothing of what is to be seen.
    let named = Format::of_name(&shown.words).is_some() && !shown.words.contains(' ');
    if !shown.words.is_empty() && !named {
        return None;
    }
    let file = shown.file.rsplit('/').next().unwrap_or_default();
    let message = format!("nothing says in words what `{file}` shows");
    let help = "write it between the brackets, for those who cannot see it: `![a mended gate, open to a path](…)`; a picture that is only decoration can go";
    let finding = Finding::new(Code::PictureWords, shown.place.clone(), message).help(help);
    let severity = if audience == Audience::Internal { Severity::Warning } else { Severity::Error };
    Some(Finding { severity, ..finding })
}

/// A file as a picture and nothing else, or why it is none.
fn cleaned(path: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Cleaned, Finding> {
    let refuse = |code: Code, message: String, help: String| {
        Err(Finding::new(code, Place::file(path), message).help(help))
    };
    let export = "open it in the program that made it, and save or export it as JPEG or PNG";
    let picture = match clean(bytes) {
        Ok(picture) => picture,
        Err(Fault::Unknown) => {
            return refuse(Code::Picture, "this is no JPEG, PNG or WebP".into(), export.into());
        }
        Err(Fault::Broken(format)) => {
            let message =
                format!("this {} is not whole, or not of a kind that pages can show", format.name());
            return refuse(Code::Picture, message, format!("copy it again; or {export}"));
        }
    };
    if Format::of_name(path).is_some_and(|named| named != picture.format) {
        let (is, ending) = (picture.format.name(), picture.format.ending());
        let help = format!("rename it so that its name ends in `.{ending}`");
        return refuse(Code::Picture, format!("this is a {is} under another name"), help);
    }
    if picture.pixels() > limits.of(Limit::PicturePixels) {
        let has = Limit::PicturePixels.shown(picture.pixels());
        let message = format!("this picture has {has} pixels; {}", limits.allowed(Limit::PicturePixels));
        let help = "make the picture smaller: 2,000 pixels across are enough for a page";
        return refuse(Code::FileTooLarge, message, Limits::help(Limit::PicturePixels, help));
    }
    Ok(picture)
}
