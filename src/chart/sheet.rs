//! The sheet that a chart is drawn on: shapes by `plotters`, words by us.
//!
//! `plotters` places shapes on whole numbers, so it gets a sheet ten times as
//! large, and what it writes is read back line by line: geometry in tenths
//! becomes units, the colour of an [`Ink`] becomes its class, and shapes of
//! one ink that follow each other share one element. No words go through
//! `plotters`, so every line it writes is one empty element of a known kind.

use std::fmt::Write as _;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::PathElement;
use plotters::prelude::{Cartesian2d, DrawingArea, IntoDrawingArea, SVGBackend};

use super::ink::Ink;
use super::text::{self, Fitted};
use super::{Chart, ChartError};

/// The width of every view box. On a screen of 320 px a letter is still 11 px high.
pub(super) const WIDTH: f64 = 440.0;

/// All of the sheet, in tenths of a unit.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A part of the sheet with axes.
pub(super) type Plot<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A rectangle on the sheet, in units from its top left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Spot {
    /// Words that start here.
    pub fn start(x: f64, y: f64) -> Self {
        Self { x, y, anchor: Anchor::Start }
    }

    /// Words with their middle here.
    pub fn middle(x: f64, y: f64) -> Self {
        Self { x, y, anchor: Anchor::Middle }
    }

    /// Words that end here.
    pub fn end(x: f64, y: f64) -> Self {
        Self { x, y, anchor: Anchor::End }
    }
}

/// Which end or part of the words stands at the place they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Where words stand: across, and the middle of their first line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
}

/// A sheet of some height, and what is on it.
pub(super) struct Sheet {
    height: f64,
    body: String,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(height: f64) -> Self {
        Self { height: height.ceil(), body: String::new() }
    }

    /// Draws shapes with `plotters`, over what is there.
    ///
    /// # Errors
    /// Whatever `plotters` fails at, or a shape in a colour that is no ink.
    pub fn shapes<T>(
        &mut self,
        draw: impl FnOnce(&Area<'_>) -> Result<T, ChartError>,
    ) -> Result<T, ChartError> {
        let mut raw = String::new();
        let size = (tenths(WIDTH).unsigned_abs(), tenths(self.height).unsigned_abs());
        let area = SVGBackend::with_string(&mut raw, size).into_drawing_area();
        let drawn = draw(&area)?;
        area.present()?;
        drop(area);
        inked(&raw, &mut self.body)?;
        Ok(drawn)
    }

    /// Writes words, over what is there. The class is added to `ch-label`.
    pub fn words(&mut self, class: &str, spot: Spot, text: &Fitted) {
        let anchor = match spot.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let title = text.full.as_deref().map(|full| format!("<title>{}</title>", text::escape(full)));
        let title = title.unwrap_or_default();
        let _ = write!(self.body, "<text class=\"ch-label {class}\"{anchor}>{title}");
        let (x, mut y) = (unit(tenths(spot.x)), spot.y + text::MIDDLE);
        for (at, line) in text.lines.iter().enumerate() {
            // The space keeps the words of two lines apart where they are copied.
            let space = if at == 0 { "" } else { " " };
            let (y_now, line) = (unit(tenths(y)), text::escape(line));
            let _ = write!(self.body, "{space}<tspan x=\"{x}\" y=\"{y_now}\">{line}</tspan>");
            y += text::LINE;
        }
        self.body.push_str("</text>");
    }

    /// Writes words that lead somewhere.
    pub fn link(&mut self, class: &str, spot: Spot, text: &Fitted, href: &str) {
        let _ = write!(self.body, "<a class=\"ch-link\" href=\"{}\">", text::escape(href));
        self.words(class, spot, text);
        self.body.push_str("</a>");
    }

    /// The finished element. `kind` names the shape of the chart for the
    /// stylesheet; `added` goes after the description.
    pub fn finish(self, chart: &Chart, kind: &str, added: &str) -> String {
        let id = &chart.id;
        // An image has no parts that can be used, and links can be.
        let role = if self.body.contains("<a ") { "group" } else { "img" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch {kind}\" viewBox=\"0 0 {} {}\" role=\"{role}\" \
             aria-labelledby=\"{id}-title {id}-desc\" font-size=\"{}\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            unit(tenths(WIDTH)),
            unit(tenths(self.height)),
            text::SIZE,
            text::escape(&chart.title),
            text::escape(&format!("{} {added}", chart.description)),
            self.body
        )
    }
}

/// A part of the sheet with axes. Both ranges are finite and not empty.
pub(super) fn plot<'a>(
    area: &Area<'a>,
    frame: Frame,
    (left, right): (f64, f64),
    (bottom, top): (f64, f64),
) -> Result<Plot<'a>, ChartError> {
    let (width, height) = area.dim_in_pixel();
    let beyond = |end: u32, at: f64| i32::try_from(end).unwrap_or(i32::MAX) - tenths(at);
    let part = area.margin(
        tenths(frame.top),
        beyond(height, frame.bottom),
        tenths(frame.left),
        beyond(width, frame.right),
    );
    Ok(ChartBuilder::on(&part).build_cartesian_2d(left..right, bottom..top)?)
}

/// An empty frame that says that there are no figures, drawn and described;
/// `of` says of what: "for these periods".
pub(super) fn empty(chart: &Chart, kind: &str, of: &str) -> Result<String, ChartError> {
    let mut sheet = Sheet::new(120.0);
    sheet.shapes(|area| {
        let corners = [(1.0, 1.0), (WIDTH - 1.0, 1.0), (WIDTH - 1.0, 119.0), (1.0, 119.0), (1.0, 1.0)];
        Ok(area.draw(&path(&corners, Ink::GRID))?)
    })?;
    let said = format!("no figures {of}");
    let said = said.trim_end();
    let text = text::fit(said, WIDTH, 1);
    sheet.words("ch-note", Spot::middle(WIDTH / 2.0, 60.0), &text);
    Ok(sheet.finish(chart, kind, &format!("There are {said}.")))
}

/// A line through places in units of the sheet.
pub(super) fn path(places: &[(f64, f64)], ink: Ink) -> PathElement<(i32, i32)> {
    PathElement::new(places.iter().map(|&(x, y)| (tenths(x), tenths(y))).collect::<Vec<_>>(), ink.colour())
}

/// The nearest place to `x` at which the middle of something is on the sheet,
/// given half its width; in the middle of the sheet where it is too wide.
pub(super) fn held(x: f64, half: f64) -> f64 {
    if 2.0 * half < WIDTH { x.clamp(half, WIDTH - half) } else { WIDTH / 2.0 }
}

/// A length in the whole numbers that `plotters` places shapes on.
#[expect(clippy::cast_possible_truncation, reason = "clamped; a sheet is some thousand units high")]
pub(super) fn tenths(units: f64) -> i32 {
    (units * 10.0).round().clamp(-1e9, 1e9) as i32
}

/// A length as the SVG has it.
fn unit(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.unsigned_abs();
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        part => format!("{sign}{}.{part}", size / 10),
    }
}

/// What is open at the end of the body.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Path(Ink),
    Group(Ink),
}

/// Turns what `plotters` wrote into classes and units.
fn inked(raw: &str, body: &mut String) -> Result<(), ChartError> {
    let mut open = Open::Nothing;
    for line in raw.lines().filter(|line| !line.starts_with("<svg") && *line != "</svg>") {
        let element = Element::of(line).ok_or_else(|| ChartError::Drawing(format!("unforeseen: {line}")))?;
        let wanted =
            if element.name == "polyline" { Open::Path(element.ink) } else { Open::Group(element.ink) };
        if wanted != open {
            close(open, body);
            start(wanted, body);
            open = wanted;
        }
        element.write(body);
    }
    close(open, body);
    Ok(())
}

fn start(open: Open, body: &mut String) {
    let _ = match open {
        Open::Nothing => Ok(()),
        Open::Path(ink) => write!(body, "<path class=\"{}\" d=\"", ink.class()),
        Open::Group(ink) => write!(body, "<g class=\"{}\">", ink.class()),
    };
}

fn close(open: Open, body: &mut String) {
    body.push_str(match open {
        Open::Nothing => "",
        Open::Path(_) => "\"/>",
        Open::Group(_) => "</g>",
    });
}

/// One shape as `plotters` wrote it.
struct Element<'a> {
    name: &'a str,
    ink: Ink,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Element<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (name, mut rest) = line.strip_prefix('<')?.strip_suffix("/>")?.split_once(' ')?;
        let mut attributes = Vec::new();
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"')?;
            attributes.push((attribute.trim_start(), value));
            rest = after;
        }
        let mut colours = attributes.iter().filter(|(key, _)| matches!(*key, "fill" | "stroke"));
        let ink = colours.find_map(|(_, value)| Ink::of_colour(value))?;
        let known = matches!(name, "polyline" | "polygon" | "rect" | "circle");
        known.then_some(Self { name, ink, attributes })
    }

    /// Writes the shape without its colour: a polyline as a part of a path.
    fn write(&self, body: &mut String) {
        let points = self.attributes.iter().find(|(key, _)| *key == "points").map_or("", |(_, value)| value);
        if self.name == "polyline" {
            for (at, point) in points.split_whitespace().enumerate() {
                body.push_str(["M", "L", " "][at.min(2)]);
                push_point(point, ' ', body);
            }
            return;
        }
        let _ = write!(body, "<{}", self.name);
        for (key, value) in &self.attributes {
            if matches!(*key, "x" | "y" | "width" | "height" | "cx" | "cy" | "r") {
                let _ = write!(body, " {key}=\"{}\"", unit(value.parse().unwrap_or_default()));
            }
        }
        if !points.is_empty() {
            body.push_str(" points=\"");
            for (at, point) in points.split_whitespace().enumerate() {
                body.push_str(if at == 0 { "" } else { " " });
                push_point(point, ',', body);
            }
            body.push('"');
        }
        body.push_str("/>");
    }
}

/// Writes one `x,y` of `plotters` in units.
fn push_point(point: &str, between: char, body: &mut String) {
    let (x, y) = point.split_once(',').unwrap_or((point, "0"));
    body.push_str(&unit(x.parse().unwrap_or_default()));
    body.push(between);
    body.push_str(&unit(y.parse().unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_classes_and_tenths_become_units() {
        let raw = "<svg width=\"1\">\n\
            <polyline fill=\"none\" opacity=\"1\" stroke=\"#000000\" stroke-width=\"1\" points=\"0,15 100,-5 \"/>\n\
            <polyline fill=\"none\" opacity=\"1\" stroke=\"#000000\" stroke-width=\"1\" points=\"1,2 \"/>\n\
            <circle cx=\"12\" cy=\"30\" r=\"35\" opacity=\"1\" fill=\"none\" stroke=\"#00000D\" stroke-width=\"1\"/>\n\
            </svg>\n";
        let mut body = String::new();
        inked(raw, &mut body).expect("known shapes");
        assert_eq!(
            body,
            "<path class=\"ch-grid\" d=\"M0 1.5L10 -0.5M0.1 0.2\"/>\
             <g class=\"ch-dot ch-dot-1 ch-own\"><circle cx=\"1.2\" cy=\"3\" r=\"3.5\"/></g>"
        );
    }

    #[test]
    fn a_colour_that_is_no_ink_is_an_error() {
        let raw = "<rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" fill=\"#FF0000\" stroke=\"none\"/>";
        assert!(inked(raw, &mut String::new()).is_err());
    }
}
