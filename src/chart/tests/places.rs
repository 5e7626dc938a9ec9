//! What stands for one figure stands in one place, whatever draws it: a dot,
//! the end of an interval, a limit, a bar, a tick.

use super::*;

/// The numbers of an attribute of all shapes of an element, in order.
fn all(svg: &str, element: &str, name: &str) -> Vec<f64> {
    let tags = svg.split('<').filter(|tag| tag.starts_with(&format!("{element} ")));
    let value = |tag: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.to_owned());
    tags.filter_map(value).map(|it| it.parse().expect("a number")).collect()
}

/// The stretches of the paths of a class, as points.
fn runs(svg: &str, class: &str) -> Vec<Vec<[f64; 2]>> {
    let start = format!("<path class=\"{class}\" d=\"");
    let paths = svg.split(start.as_str()).skip(1).filter_map(|part| part.split('"').next());
    let numbers = |run: &str| -> Vec<f64> {
        run.split(['L', ' ']).map(|number| number.parse().expect("a number")).collect()
    };
    let runs = paths.flat_map(|d| d.split('M').skip(1).map(numbers).collect::<Vec<_>>());
    runs.map(|run| run.chunks_exact(2).map(|point| [point[0], point[1]]).collect()).collect()
}

/// Across, where words stand.
fn words_at(svg: &str, words: &str) -> f64 {
    let before = svg.split(&format!("\">{words}<")).next().expect("the words");
    let place = before.rsplit("<tspan x=\"").next().and_then(|part| part.split('"').next());
    place.expect("a place").parse().expect("a number")
}

/// The same place, as far as tenths can say.
#[track_caller]
fn same(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.35, "{found} is not at {wanted}");
}

/// Off its middle: from 50 around 60 to 64.
fn lopsided() -> Option<Ends> {
    ends(50.0, 64.0)
}

#[test]
fn an_interval_beside_dots_ends_where_dots_of_its_ends_are() {
    let row = |label: &str, value: f64, interval, own| DotRow {
        label: label.to_owned(),
        value: figure(value),
        interval,
        own,
        word: String::new(),
    };
    let rows = vec![
        row("Ours", 60.0, lopsided(), true),
        row("Low", 50.0, None, false),
        row("High", 64.0, None, false),
    ];
    let reference = Reference { label: "High".to_owned(), value: figure(64.0).unwrap_or_default() };
    let svg = drawn(Shape::Dots(Dots { rows, reference: Some(reference) }));
    let dots = all(&svg, "circle", "cx");
    let lines = runs(&svg, "ch-whisker");
    same(lines[0][0][0], dots[1]);
    let interval = lines.iter().find(|line| (line[0][0] - line[1][0]).abs() > 1.0).expect("an interval");
    same(interval[0][0], dots[0]);
    same(interval[1][0], dots[1]);
}

#[test]
fn an_interval_over_a_bar_ends_where_bars_of_its_ends_do() {
    let bar = |label: &str, value: f64, interval| Bar {
        label: label.to_owned(),
        value: figure(value),
        interval,
        note: String::new(),
    };
    let bars = vec![bar("Ours", 60.0, lopsided()), bar("Low", 50.0, None), bar("High", 64.0, None)];
    let svg = drawn(Shape::Bars(Bars { bars }));
    let ends: Vec<f64> =
        all(&svg, "rect", "x").iter().zip(all(&svg, "rect", "width")).map(|(x, width)| x + width).collect();
    let interval = &runs(&svg, "ch-whisker")[0];
    same(interval[0][0], ends[1]);
    same(interval[1][0], ends[2]);
    // Bars start at one place, and are as long as their figures.
    let widths = all(&svg, "rect", "width");
    same(widths[1] / widths[2] * 64.0, 50.0);
    // Values are bold, and wider than plain words.
    let room = WIDTH - words_at(&svg, "64 days");
    assert!(room >= super::super::text::width("64 days") * 1.15, "{room}");
}

#[test]
fn a_point_on_a_limit_stands_on_its_curve() {
    let at = |value: f64| figure(value).unwrap_or_default();
    let values = [20.0, 30.0, 50.0, 70.0, 80.0];
    let point = |value: f64| FunnelPoint {
        label: "x".to_owned(),
        denominator: at(100.0),
        value: figure(value),
        own: false,
    };
    let limits = |denominator: f64| FunnelLimits {
        denominator: at(denominator),
        lower998: at(20.0),
        lower95: at(30.0),
        upper95: at(70.0),
        upper998: at(80.0),
    };
    let svg = drawn(Shape::Funnel(Funnel {
        points: values.map(point).to_vec(),
        overall: Some(Reference { label: "All".to_owned(), value: at(50.0) }),
        limits: vec![limits(50.0), limits(100.0)],
        ..Funnel::default()
    }));
    let heights = all(&svg, "circle", "cy");
    let ends = |class: &str| runs(&svg, class).into_iter().map(|run| run[1]).collect::<Vec<_>>();
    let (far, near, all_together) = (ends("ch-far"), ends("ch-limit"), ends("ch-mean"));
    let drawn = [far[1], near[1], all_together[0], near[0], far[0]];
    for (height, [x, y]) in heights.iter().zip(drawn) {
        same(*height, y);
        same(all(&svg, "circle", "cx")[0], x);
    }
}

#[test]
fn quartiles_stand_where_values_of_their_size_do() {
    let values = [10.0, 20.0, 40.0].into_iter().filter_map(figure).collect::<Vec<_>>();
    let quartiles = Some(Quartiles { lower: values[0], median: values[1], upper: values[2] });
    let row = SpreadRow { label: "Team".to_owned(), values, quartiles, href: None };
    let svg = drawn(Shape::Spread(Spread { rows: vec![row] }));
    // After the sample in the key.
    let dots = &all(&svg, "circle", "cx")[1..];
    let median = runs(&svg, "ch-median").pop().expect("a median");
    same(median[0][0], dots[1]);
    let (x, width) =
        (all(&svg, "rect", "x").pop().unwrap_or(0.0), all(&svg, "rect", "width").pop().unwrap_or(0.0));
    same(x, dots[0]);
    same(x + width, dots[2]);
}

#[test]
fn a_step_ends_at_its_count() {
    let step = |label: &str, count| Step { label: label.to_owned(), count: Some(count), ..Step::default() };
    let steps = vec![step("First", 100), step("Second", 40)];
    let svg = drawn(Shape::Steps(Steps { steps, ..Steps::default() }));
    let (x, width) = (all(&svg, "rect", "x"), all(&svg, "rect", "width"));
    for (at, count) in ["100", "40"].into_iter().enumerate() {
        same(x[at] + width[at] + 6.0, words_at(&svg, count));
    }
    same(width[1] / width[0], 0.4);
}

#[test]
fn a_pair_stands_over_the_ticks_of_its_values() {
    let value = |value: f64| PairValue { value: figure(value), ..PairValue::default() };
    let row = |before, since| PairRow { label: "x".to_owned(), before: value(before), since: value(since) };
    let rows = vec![row(20.0, 30.0), row(10.0, 40.0)];
    let svg = drawn(Shape::Pairs(Pairs { rows, ..Pairs::default() }));
    let ticks = (words_at(&svg, "20"), words_at(&svg, "30"));
    let join = &runs(&svg, "ch-join")[0];
    same(join[0][0], ticks.0);
    same(join[1][0], ticks.1);
    let dots = all(&svg, "circle", "cx");
    assert!(dots.iter().any(|x| (x - ticks.0).abs() < 0.35), "{dots:?}");
}

#[test]
fn a_target_lies_where_a_value_of_its_height_does() {
    let target = vec![figure(3.0); 3];
    let svg = drawn(Shape::Trend(Trend { target, ..trend(&[Some(4.0), Some(3.0), Some(1.0)]) }));
    let line = &runs(&svg, "ch-line ch-line-1 ch-own")[0];
    let target = runs(&svg, "ch-target");
    let longest = target.iter().max_by(|a, b| a[1][0].total_cmp(&(b[1][0]))).expect("a target");
    let level = target.iter().find(|run| run[1][0] - run[0][0] > 100.0).unwrap_or(longest);
    same(level[0][1], line[1][1]);
    // The first period is in the middle of its third.
    same(line[1][0] - line[0][0], (level[1][0] - level[0][0]) / 3.0);
    same(line[0][0] - level[0][0], (level[1][0] - level[0][0]) / 6.0);
}

#[test]
fn better_by_being_lower_points_down() {
    let point = |value: f64, mark| figure(value).map(|value| ControlPoint { value, mark });
    for (mark, down) in [(ControlMark::ImprovementDown, true), (ControlMark::ImprovementUp, false)] {
        let points = vec![point(1.0, mark), point(9.0, ControlMark::Common)];
        let periods = vec!["a".to_owned(), "b".to_owned()];
        let svg = drawn(Shape::Control(Control { periods, points, ..Control::default() }));
        let triangles = svg.split(" points=\"").skip(1).filter_map(|part| part.split('"').next());
        let mut seen = 0;
        for triangle in triangles {
            let mut heights: Vec<f64> = triangle
                .split(' ')
                .filter_map(|point| point.split_once(','))
                .map(|(_, y)| y.parse().expect("a number"))
                .collect();
            heights.sort_by(f64::total_cmp);
            assert_eq!(heights[1] - heights[0] < heights[2] - heights[1], down, "{triangle}");
            seen += 1;
        }
        assert_eq!(seen, 2, "the sample and the value");
    }
}
