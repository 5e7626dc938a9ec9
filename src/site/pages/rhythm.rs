//! The rhythm of meetings: which were held, late and missed, and who was there.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::super::frame::Frame;
use super::super::path::SitePath;
use super::drawn::{Drawn, draw, finite};
use super::{RHYTHM_CSV, View};
use crate::assess::{MeetingPeriod, PeriodState, Rhythm};
use crate::chart::{
    Chart, Finite, Shape, Strip, StripCell, StripMark, StripRow, StripState, StripTick, UnitFormat, UnitStyle,
};
use crate::diagnostic::capital;
use crate::diagnostic::{Finding, counted};
use crate::model::{Period, day_label};

#[derive(Serialize)]
struct RhythmView {
    kinds: Vec<KindView>,
    figure: Option<Drawn>,
}

/// A kind of meeting.
#[derive(Serialize)]
struct KindView {
    id: String,
    title: String,
    /// How often, and how it went.
    words: String,
    periods: Vec<PeriodView>,
    meetings: Vec<ItemLink>,
    with_senior: usize,
    attendance: Vec<RoleView>,
}

#[derive(Serialize)]
struct PeriodView {
    from: String,
    to: String,
    state: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct RoleView {
    role: String,
    senior: bool,
    meetings: usize,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let rhythms = &here.shared.assessment.rhythm;
    let view = RhythmView {
        kinds: rhythms.iter().map(|rhythm| kind_view(here, rhythm)).collect(),
        figure: strip(here, rhythms)?,
    };
    let parts: Vec<(String, &str)> =
        view.kinds.iter().map(|kind| (format!("kind-{}", kind.id), kind.title.as_str())).collect();
    let contents: Vec<(&str, &str, bool)> =
        parts.iter().map(|(id, title)| (id.as_str(), *title, true)).collect();
    let frame = Frame::new(here.shared, &here.path, "Rhythm of meetings").contents(&contents);
    Ok(here.view("rhythm.html", &frame, &[("rhythm", &view)]))
}

fn title(here: &Here<'_, '_>, rhythm: &Rhythm) -> String {
    let kind = here.release().practice().meeting_kind(&rhythm.kind);
    kind.map_or_else(|| rhythm.kind.to_string(), |kind| kind.title.clone())
}

fn kind_view(here: &Here<'_, '_>, rhythm: &Rhythm) -> KindView {
    let period = |period: &MeetingPeriod| PeriodView {
        from: day_label(period.from),
        to: day_label(period.to),
        state: period.state.name(),
        label: period.state.label(),
    };
    let role = |role: &crate::assess::RoleAttendance| RoleView {
        role: role.role.clone(),
        senior: role.senior,
        meetings: role.meetings,
    };
    KindView {
        id: rhythm.kind.to_string(),
        title: title(here, rhythm),
        words: words(rhythm),
        periods: rhythm.periods.iter().map(period).collect(),
        meetings: rhythm.meetings.iter().map(|name| here.item_link(name)).collect(),
        with_senior: rhythm.with_senior,
        attendance: rhythm.attendance.iter().map(role).collect(),
    }
}

/// How often, and how many periods went how.
fn words(rhythm: &Rhythm) -> String {
    let Some(every) = rhythm.every else {
        let held = counted(rhythm.meetings.len(), "meeting");
        return format!("{held} held; how often it is to be held is not set.");
    };
    let [held, late, missed, _] = PeriodState::ALL.map(|state| rhythm.count(state));
    let often = capital(&often(every));
    match held + late + missed {
        0 if rhythm.meetings.is_empty() => format!("{often}; none has been written up."),
        0 => format!("{often}; no period is over yet."),
        all => {
            format!("{often}; held in {held} of {}, {late} late, {missed} missed.", counted(all, "period"))
        }
    }
}

/// `every 2 weeks`, `every month`.
fn often(every: Span) -> String {
    let parts = [
        (i64::from(every.get_years()), "year"),
        (i64::from(every.get_months()), "month"),
        (i64::from(every.get_weeks()), "week"),
        (i64::from(every.get_days()), "day"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = parts
        .map(|(count, unit)| if count == 1 { unit.to_owned() } else { format!("{count} {unit}s") })
        .collect();
    format!("every {}", said.join(" and "))
}

/// Every kind with a rhythm on one axis of time.
fn strip(here: &Here<'_, '_>, rhythms: &[Rhythm]) -> Result<Option<Drawn>, Finding> {
    let shown = || rhythms.iter().filter(|rhythm| !rhythm.periods.is_empty());
    let periods = || shown().flat_map(|rhythm| &rhythm.periods);
    let (Some(from), Some(to)) = (periods().map(|one| one.from).min(), periods().map(|one| one.to).max())
    else {
        return Ok(None);
    };
    let stretch = Stretch { from, days: f64::from(days(from, to) + 1) };
    let said: Vec<String> =
        shown().map(|rhythm| format!("{}: {}", title(here, rhythm), words(rhythm))).collect();
    let caption = format!("{} to {}", day_label(from), day_label(here.shared.assessment.as_of));
    let row = |rhythm: &Rhythm| StripRow {
        label: title(here, rhythm),
        cells: rhythm.periods.iter().map(|period| stretch.cell(period)).collect(),
        href: Some(format!("#kind-{}", rhythm.kind)),
    };
    let chart = Chart {
        id: "chart-rhythm".to_owned(),
        title: format!("Meetings held, late and missed, {caption}"),
        description: said.join(" "),
        unit: UnitFormat::new(UnitStyle::Count, 0),
        shape: Shape::Strip(Strip {
            states: states(),
            rows: shown().map(row).collect(),
            ticks: stretch.ticks(),
        }),
    };
    let counts = |rhythm: &Rhythm| {
        let counts = PeriodState::ALL.map(|state| rhythm.count(state).to_string());
        std::iter::once(title(here, rhythm)).chain(counts).collect()
    };
    Ok(Some(Drawn {
        id: "strip".to_owned(),
        title: "Held, late and missed, period by period".to_owned(),
        caption: format!("{caption}. A period is late where the next one had a meeting to spare."),
        svg: draw(&chart, here)?,
        columns: vec!["Meeting", "Held", "Late", "Missed", "Not expected"],
        rows: shown().map(counts).collect(),
        csv: here.path.link_to(&SitePath::new(RHYTHM_CSV)),
    }))
}

fn states() -> Vec<StripState> {
    let mark = |state| match state {
        PeriodState::Held => StripMark::Full,
        PeriodState::Late => StripMark::Half,
        PeriodState::Missed => StripMark::Crossed,
        PeriodState::NotExpected => StripMark::Dot,
    };
    let state = |state: PeriodState| StripState { label: state.label().to_owned(), mark: mark(state) };
    PeriodState::ALL.map(state).to_vec()
}

/// The time that is shown.
struct Stretch {
    from: Date,
    /// How many days, as a number to divide by.
    days: f64,
}

impl Stretch {
    /// Where a day begins, as a part of the whole.
    fn at(&self, day: Date) -> Finite {
        finite((f64::from(days(self.from, day)) / self.days).clamp(0.0, 1.0))
    }

    fn cell(&self, period: &MeetingPeriod) -> StripCell {
        let state = PeriodState::ALL.iter().position(|state| *state == period.state).unwrap_or(0);
        let to = period.to.tomorrow().unwrap_or(period.to);
        StripCell { from: self.at(period.from), to: self.at(to), state }
    }

    /// The first of each month.
    fn ticks(&self) -> Vec<StripTick> {
        let first = self.from.first_of_month();
        let next = |month: &Date| month.checked_add(1.month()).ok();
        let months = std::iter::successors(Some(first), next);
        let months = months.take_while(|month| f64::from(days(self.from, *month)) < self.days);
        months
            .filter(|month| *month >= self.from)
            .map(|month| StripTick {
                at: self.at(month),
                label: Period::Month(month.year(), month.month()).short_label(),
            })
            .collect()
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
