//! The gallery: every kind of chart in hard conditions, compared byte for byte
//! with what is kept in `tests/fixtures/charts/`, and what must hold of each.
//!
//! `NINEFOLD_BLESS=1` writes the SVGs and `gallery.html` anew. Look at that page
//! in light, dark, print and on a narrow screen before you keep them: that it
//! can be read is what the gallery is for, and no test sees it.

mod comparing;
mod counting;
mod hard;
mod over_time;
mod svg;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ninefold::chart::{Chart, Shape, Sign, UnitFormat, UnitStyle, mark};

use self::svg::Svg;

/// What sixty points may take.
const MOST_BYTES: usize = 20_000;
/// What a chart with more phases than anybody would mark may take.
const MOST_BYTES_OF_PHASES: usize = 24_000;

/// A chart of the gallery.
struct Case {
    /// The kind of chart: "trend".
    group: &'static str,
    /// What is hard about it: "ten-breaks".
    name: &'static str,
    chart: Chart,
}

impl Case {
    /// A case whose figures are of a style with so many decimals.
    fn of(group: &'static str, name: &'static str, (style, decimals): (UnitStyle, u8), shape: Shape) -> Self {
        let unit = UnitFormat::new(style, decimals);
        let title = format!("{group}: {}", name.replace('-', " "));
        let (id, description) = (format!("{group}-{name}"), hard::described(&shape, unit));
        Self { group, name, chart: Chart { id, title, description, unit, shape } }
    }

    fn file(&self) -> String {
        format!("{}-{}.svg", self.group, self.name)
    }

    fn draw(&self) -> String {
        self.chart.draw().unwrap_or_else(|error| panic!("{}: {error}", self.file()))
    }
}

fn cases() -> Vec<Case> {
    [over_time::cases(), counting::cases(), comparing::cases()].into_iter().flatten().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/charts")
}

#[test]
fn every_chart_is_as_it_was() {
    let mut wanted = BTreeSet::from(["gallery.html".to_owned()]);
    let mut wrong = Vec::new();
    for case in cases() {
        assert!(wanted.insert(case.file()), "{} stands there twice", case.file());
        wrong.extend(differs(&case.file(), &(case.draw() + "\n")));
    }
    wrong.extend(differs("gallery.html", &gallery()));
    let entries = fs::read_dir(folder()).expect("the gallery is there");
    let there = entries.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let there: BTreeSet<String> = there.collect();
    assert_eq!(there, wanted, "nothing is kept of charts that are gone");
    assert!(wrong.is_empty(), "{} charts differ: {}", wrong.len(), wrong.join(", "));
}

/// The name of a file that holds something else.
fn differs(file: &str, found: &str) -> Option<String> {
    let path = folder().join(file);
    if std::env::var_os("NINEFOLD_BLESS").is_some() {
        fs::write(&path, found).expect("the chart is written");
        return None;
    }
    (fs::read_to_string(&path).ok().as_deref() != Some(found)).then(|| file.to_owned())
}

/// One page with all charts and the default skin.
fn gallery() -> String {
    let mut page = "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n<title>Charts in hard conditions</title>\n\
        <link rel=\"stylesheet\" href=\"../../../themes/default/static/style.css\">\n\
        <main class=\"page\" style=\"padding: 1rem\">\n<h1>Charts in hard conditions</h1>\n\
        <p>Every council, site and figure here is invented.</p>\n"
        .to_owned();
    let _ = writeln!(page, "<h2>signs</h2>\n<ul>");
    for (kind, words) in SIGNS {
        let _ = writeln!(page, "<li style=\"margin: .5rem 0\">{} {words}</li>", mark(kind));
    }
    page.push_str("</ul>\n");
    let mut group = "";
    for case in cases() {
        if case.group != group {
            group = case.group;
            let _ = writeln!(page, "<h2>{group}</h2>");
        }
        let name = case.name.replace('-', " ");
        let _ = writeln!(
            page,
            "<figure class=\"figure\" id=\"at-{}-{}\"><figcaption class=\"figure-title\">{name}</figcaption>\n\
             <div class=\"figure-chart\">{}</div></figure>",
            case.group,
            case.name,
            case.draw()
        );
    }
    page + "</main>\n</html>\n"
}

const SIGNS: [(Sign, &str); 10] = [
    (Sign::Common, "varies as is usual"),
    (Sign::ImprovementHigh, "improvement, higher"),
    (Sign::ImprovementLow, "improvement, lower"),
    (Sign::ConcernHigh, "concern, higher"),
    (Sign::ConcernLow, "concern, lower"),
    (Sign::NeutralHigh, "higher, neither better nor worse"),
    (Sign::NeutralLow, "lower, neither better nor worse"),
    (Sign::Pass, "the target will be met"),
    (Sign::Fail, "the target will be missed"),
    (Sign::HitOrMiss, "the target is met or missed by chance"),
];

#[test]
fn every_chart_can_be_read() {
    let wrong: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            let file = case.file();
            unreadable(case).into_iter().map(move |fault| format!("{file}: {fault}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with a chart, in words.
fn unreadable(case: &Case) -> Vec<String> {
    let text = case.draw();
    let svg = match Svg::parse(&text) {
        Ok(svg) => svg,
        Err(fault) => return vec![format!("not well-formed: {fault}")],
    };
    let mut wrong = Vec::new();
    let most = if case.name.contains("forty-one-phases") { MOST_BYTES_OF_PHASES } else { MOST_BYTES };
    if text.len() > most {
        wrong.push(format!("{} bytes", text.len()));
    }
    wrong.extend(svg.root_faults(&case.chart.id));
    wrong.extend(svg.number_faults());
    wrong.extend(svg.word_faults());
    let said = &svg.description;
    let without_figures = svg.labels.iter().all(|label| !label.text.contains(|it: char| it.is_ascii_digit()));
    if !without_figures && !said.contains(|it: char| it.is_ascii_digit()) {
        wrong.push(format!("the description has no figures: {said}"));
    }
    let written = svg.labels.iter().filter(|label| label.class.contains("ch-value"));
    wrong.extend(
        written
            // A count that is too wide for its column is written shorter.
            .filter(|label| !said.contains(&label.text) && !label.text.contains('e'))
            .map(|label| format!("{} is not in the description", label.text)),
    );
    wrong
}

#[test]
fn a_fault_would_be_found() {
    let faults = |text: &str| match Svg::parse(text) {
        Ok(svg) => [svg.root_faults("a"), svg.number_faults(), svg.word_faults()].concat().join("; "),
        Err(fault) => fault,
    };
    let chart = |attributes: &str, body: &str| {
        format!(
            "<svg viewBox=\"0 0 520 100\" role=\"img\" aria-labelledby=\"a-title a-desc\"{attributes}>\
             <title id=\"a-title\">T</title><desc id=\"a-desc\">D 1</desc>{body}</svg>"
        )
    };
    let word =
        |x: u32, text: &str| format!("<text class=\"c\"><tspan x=\"{x}\" y=\"50\">{text}</tspan></text>");
    assert_eq!(faults(&chart("", &format!("{}{}", word(0, "one"), word(60, "two")))), "");
    for (text, fault) in [
        (chart("", "<g>"), "</svg> closes g"),
        (chart("", "<g a=b/>"), "an attribute without quotation marks"),
        (chart("", "&nbsp;"), "&nbsp; is no entity of XML"),
        (chart("", "<g></g>").replace("role", "rule"), "no role"),
        (chart(" width=\"9\"", ""), "width on the root"),
        (chart("", "<g fill=\"red\"></g>"), "fill in g"),
        (chart("", "<path d=\"M1 NaNL3 4\"/>"), "NaN is no number"),
        (chart("", "<path d=\"M1 2L3 101\"/>"), "3 101 is outside"),
        (chart("", "<circle cx=\"4\" cy=\"50\" r=\"5\"/>"), "-1 45 is outside"),
        (chart("", "<rect x=\"515\" y=\"5\" width=\"6\" height=\"1\"/>"), "521 6 is outside"),
        (chart("", &word(500, "words")), "`words` leaves the frame"),
        (chart("", &format!("{}{}", word(0, "one"), word(20, "two"))), "`one` and `two` overlap"),
        (chart("", "<title id=\"x\">Later</title>").replace(">D 1<", "><"), "no description"),
    ] {
        assert!(faults(&text).contains(fault), "{fault} is not found in {text}: {}", faults(&text));
    }
}
