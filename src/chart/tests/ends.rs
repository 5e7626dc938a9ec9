//! Intervals of bars and lines.

use super::*;

#[test]
fn an_interval_is_drawn_from_its_own_ends() {
    let interval = ends(1.0, 4.0);
    let bar = |interval| Bar { label: "Us".to_owned(), value: figure(2.0), interval, ..Bar::default() };
    let bars = |interval| Shape::Bars(Bars { bars: vec![bar(interval)] });
    assert_eq!(drawn(bars(interval)).matches("ch-whisker").count(), 1);
    assert_eq!(drawn(bars(None)).matches("ch-whisker").count(), 0);
    let mut whiskers = trend(&[Some(2.0), Some(3.0)]);
    whiskers.lines[0].intervals = vec![interval, None];
    let svg = drawn(Shape::Trend(whiskers));
    let path = path_of(&svg, "ch-whisker ch-whisker-1 ch-own");
    assert_eq!(path.matches('M').count(), 1, "one path: {path}");
    let reversed = Chart { ..chart(bars(ends(4.0, 1.0))) };
    assert_eq!(reversed.draw().expect_err("reversed").to_string(), "the limits of `Us` are not in order");
}
