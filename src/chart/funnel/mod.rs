//! Funnel plots: proportions by how many each is of, within limits that are
//! wide for few and narrow for many.

mod own;

use self::own::Own;
use super::across::{self, Across};
use super::axes::{GAP, HEIGHT, STEPS, Upright};
use super::edge::{self, Edge};
use super::glyph::Glyph;
use super::ink::Ink;
use super::scale::Scale;
use super::sheet::{self, Area, Frame, Sheet, Spot, WIDTH, path};
use super::text;
use super::{Chart, ChartError, Finite, Funnel, FunnelLimits, FunnelPoint, UnitFormat, UnitStyle};

/// The size of another's point, and of the authority's own.
const SIZE: (f64, f64) = (3.4, 6.0);
/// Places on the line of all together that a label should not hide.
const ALONG: f64 = 20.0;
/// Limits nearer to each other than this are one point of their curve.
const NEAREST: f64 = 2.0;

/// Draws a funnel that has been checked.
pub(super) fn draw(chart: &Chart, funnel: &Funnel) -> Result<String, ChartError> {
    let figures = figures(funnel);
    if figures.is_empty() {
        return sheet::empty(chart, "ch-funnel", "");
    }
    let scale = Scale::ticked_close(&figures, chart.unit, STEPS);
    let layout = Layout::of(funnel, Upright::of(scale, chart.unit, &funnel.upright), chart.unit);
    let below = layout.frame.bottom + GAP + text::LINE;
    let words = text::fit(&funnel.across, WIDTH, 2);
    let mut sheet = Sheet::new(below + if words.width() > 0.0 { words.height() + 2.0 } else { 0.0 });
    sheet.shapes(|area| layout.shapes(area, funnel, chart.unit))?;
    layout.words(&mut sheet, funnel, chart.unit);
    if words.width() > 0.0 {
        let middle = f64::midpoint(layout.frame.left, layout.frame.right);
        let half = words.width() / 2.0;
        let x = sheet::held(middle, half);
        sheet.words("ch-note", Spot::middle(x, below + 2.0 + text::LINE / 2.0), &words);
    }
    let added = [layout.upright.added(), without(funnel)];
    Ok(sheet.finish(chart, "ch-funnel", added.join(" ").trim()))
}

/// The points that have a value.
fn known(funnel: &Funnel) -> impl Iterator<Item = (&FunnelPoint, f64)> {
    funnel.points.iter().filter_map(|point| Some((point, point.value?.get())))
}

/// Everything that the scale of values has to reach; nothing where there is
/// no point.
fn figures(funnel: &Funnel) -> Vec<f64> {
    let mut figures: Vec<f64> = known(funnel).map(|(_, value)| value).collect();
    if !figures.is_empty() {
        figures.extend(funnel.overall.iter().map(|overall| overall.value.get()));
        let ends = |it: &FunnelLimits| [it.lower998, it.upper998].map(Finite::get);
        figures.extend(funnel.limits.iter().flat_map(ends));
    }
    figures
}

/// What the description says where the authority's own value is missing.
fn without(funnel: &Funnel) -> String {
    match funnel.points.iter().find(|point| point.own && point.value.is_none()) {
        Some(point) => format!("{} has no figure.", point.label),
        None => String::new(),
    }
}

/// One curve: its ink, its value at each of the limits, and its name.
type Curve = (Ink, fn(&FunnelLimits) -> Finite, &'static str);

const CURVES: [Curve; 4] = [
    (Ink::FAR, |limits| limits.upper998, "99.8% limit"),
    (Ink::LIMIT, |limits| limits.upper95, "95% limit"),
    (Ink::LIMIT, |limits| limits.lower95, "95% limit"),
    (Ink::FAR, |limits| limits.lower998, "99.8% limit"),
];

const COUNT: UnitFormat = UnitFormat { style: UnitStyle::Count, decimals: 0 };

/// From zero to the greatest denominator, at which the curves end.
fn denominators(funnel: &Funnel) -> Scale {
    let points = known(funnel).map(|(point, _)| point.denominator);
    let all = points.chain(funnel.limits.iter().map(|it| it.denominator));
    let all: Vec<f64> = all.map(Finite::get).collect();
    let mut scale = Scale::ticked_from_zero(&all, COUNT, across::STEPS);
    let greatest = scale.at(all.into_iter().fold(0.0, f64::max));
    if greatest > scale.high / 10.0 {
        scale.high = greatest;
        scale.ticks.retain(|(at, _)| *at <= greatest);
    }
    scale
}

/// Where everything goes.
struct Layout {
    frame: Frame,
    upright: Upright,
    across: Across,
    edge: Edge,
}

impl Layout {
    fn of(funnel: &Funnel, upright: Upright, unit: UnitFormat) -> Self {
        let overall = funnel.overall.iter();
        let overall = overall.map(|it| (it.value.get(), edge::figured(&it.label, it.value.get(), unit)));
        let last = funnel.limits.last().into_iter();
        let limits = last.flat_map(|last| CURVES.map(|(_, of, name)| (of(last).get(), name.to_owned())));
        let edge = Edge::of(limits.chain(overall));
        let top = upright.note_height() + GAP;
        let (left, right) = (upright.left(), (WIDTH - edge.room()).floor());
        let across = Across::of(denominators(funnel), COUNT, (left, right));
        let frame = Frame { left, right: across.right, top, bottom: top + HEIGHT };
        let mut layout = Self { frame, upright, across, edge };
        layout.edge.place(frame, edge::BEYOND, |figure| layout.upright.y(frame, figure));
        layout
    }

    fn place(&self, denominator: Finite, value: f64) -> (f64, f64) {
        (self.across.x(denominator.get()), self.upright.y(self.frame, value))
    }

    fn shapes(&self, area: &Area<'_>, funnel: &Funnel, unit: UnitFormat) -> Result<(), ChartError> {
        self.upright.draw(area, self.frame)?;
        self.across.draw(area, &[(self.frame.top, self.frame.bottom)])?;
        self.edge.draw(area, self.frame)?;
        for (ink, of, _) in CURVES {
            let curve = self.curve(&funnel.limits, of);
            if curve.len() > 1 {
                area.draw(&path(&curve, ink))?;
            }
        }
        if let Some(overall) = &funnel.overall {
            let y = self.upright.y(self.frame, overall.value.get());
            area.draw(&path(&[(self.frame.left, y), (self.frame.right, y)], Ink::MEAN))?;
        }
        let (own, others): (Vec<_>, Vec<_>) = known(funnel).partition(|(point, _)| point.own);
        for (point, value) in others {
            Glyph::Circle.draw(area, self.place(point.denominator, value), SIZE.0, Ink::COMMON)?;
        }
        if let Some(label) = self.own(funnel, unit) {
            label.draw(area)?;
        }
        for (point, value) in own {
            Glyph::Diamond.draw(area, self.place(point.denominator, value), SIZE.1, Ink::OURS)?;
        }
        Ok(())
    }

    /// The places of a curve that can be told apart, the first and the last
    /// always.
    fn curve(&self, limits: &[FunnelLimits], of: fn(&FunnelLimits) -> Finite) -> Vec<(f64, f64)> {
        let mut curve: Vec<(f64, f64)> = Vec::new();
        for (at, limit) in limits.iter().enumerate() {
            let place = self.place(limit.denominator, of(limit).get());
            let near = curve.last().is_some_and(|last| place.0 - last.0 < NEAREST);
            if !near || at + 1 == limits.len() {
                curve.push(place);
            }
        }
        curve
    }

    fn words(&self, sheet: &mut Sheet, funnel: &Funnel, unit: UnitFormat) {
        self.upright.write_note(sheet, 0.0);
        self.upright.write(sheet, self.frame);
        self.across.write(sheet, self.frame.bottom + GAP + text::LINE / 2.0);
        self.edge.write(sheet, self.frame);
        if let Some(own) = self.own(funnel, unit) {
            own.write(sheet);
        }
    }

    /// The label of the authority's own point, where it has one.
    fn own(&self, funnel: &Funnel, unit: UnitFormat) -> Option<Own> {
        let (point, value) = known(funnel).find(|(point, _)| point.own)?;
        let others = known(funnel).filter(|(point, _)| !point.own);
        let points = others.map(|(point, value)| self.place(point.denominator, value));
        let curves = CURVES.into_iter().flat_map(|(_, of, _)| self.curve(&funnel.limits, of));
        let level = funnel.overall.iter().flat_map(|overall| {
            let y = self.upright.y(self.frame, overall.value.get());
            let places = std::iter::successors(Some(self.frame.left), |x| Some(x + ALONG));
            places.take_while(|x| *x < self.frame.right).map(move |x| (x, y))
        });
        let taken: Vec<_> = points.chain(curves).chain(level).collect();
        let text = edge::figured(&point.label, value, unit);
        Some(Own::of(&text, self.place(point.denominator, value), self.frame, &taken))
    }
}
