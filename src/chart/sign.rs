//! Small marks for what a control chart says: how a measure varies, and
//! whether it will meet its target.
//!
//! They are our own. Two lines are what is usual, and a shape in, over or
//! under them is the last value, in the shape that it has in the chart. A box
//! with a tick, a cross or a filled half is the target met, missed or met by
//! chance. Each can be told from the others by shape and place alone.

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The measure varies as is usual for it: circles between the lines.
    Common,
    /// Better, by being higher: a triangle over the lines.
    ImprovementHigh,
    /// Better, by being lower: a triangle under the lines.
    ImprovementLow,
    /// Worse, by being higher: a diamond over the lines.
    ConcernHigh,
    /// Worse, by being lower: a diamond under the lines.
    ConcernLow,
    /// Higher, and neither better nor worse: a square over the lines.
    NeutralHigh,
    /// Lower, and neither better nor worse: a square under the lines.
    NeutralLow,
    /// The target will be met: a filled box with a tick.
    Pass,
    /// The target will be missed: a hollow box with a cross.
    Fail,
    /// The target is met or missed by chance: a box with its lower half filled.
    HitOrMiss,
}

/// One `<svg>` of 32 by 32 units, with classes for colours and without width,
/// height or styles. It is hidden from assistive software: its words must
/// stand beside it.
pub fn mark(kind: Sign) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch-sign\" viewBox=\"0 0 32 32\" \
         aria-hidden=\"true\" focusable=\"false\">{}</svg>",
        drawing(kind)
    )
}

fn drawing(kind: Sign) -> String {
    match kind {
        Sign::Common => {
            let circles = [(6, 18), (16, 14), (26, 17)].map(|(x, y)| circle(x, y, "3"));
            format!("{}<g class=\"ch-dot ch-common\">{}</g>", lines(8, 24), circles.concat())
        }
        Sign::ImprovementHigh => over("ch-good", "16,1 23.5,14 8.5,14"),
        Sign::ConcernHigh => over("ch-bad", "16,0.8 23,7.8 16,14.8 9,7.8"),
        Sign::NeutralHigh => over("ch-odd", "10.5,2.5 21.5,2.5 21.5,13.5 10.5,13.5"),
        Sign::ImprovementLow => under("ch-good", "16,31 23.5,18 8.5,18"),
        Sign::ConcernLow => under("ch-bad", "16,31.2 23,24.2 16,17.2 9,24.2"),
        Sign::NeutralLow => under("ch-odd", "10.5,18.5 21.5,18.5 21.5,29.5 10.5,29.5"),
        Sign::Pass => {
            let square = "<rect class=\"ch-full\" x=\"3\" y=\"3\" width=\"26\" height=\"26\"/>";
            format!("{square}<path class=\"ch-tick-mark\" d=\"M9 16.5L14 22L23.5 10\"/>")
        }
        Sign::Fail => {
            let square = "<rect class=\"ch-crossed\" x=\"3.5\" y=\"3.5\" width=\"25\" height=\"25\"/>";
            format!("{square}<path class=\"ch-cross-mark\" d=\"M9.5 9.5L22.5 22.5M9.5 22.5L22.5 9.5\"/>")
        }
        Sign::HitOrMiss => {
            let half = "<rect class=\"ch-half\" x=\"3.5\" y=\"16\" width=\"25\" height=\"12.5\"/>";
            format!("{half}<path class=\"ch-half\" d=\"M3.5 16V3.5H28.5V16\"/>")
        }
    }
}

/// A shape over what is usual.
fn over(class: &str, corners: &str) -> String {
    usual(class, corners, (18, 30), [(5, 25), (27, 22)])
}

/// A shape under what is usual.
fn under(class: &str, corners: &str) -> String {
    usual(class, corners, (2, 14), [(5, 7), (27, 10)])
}

fn usual(class: &str, corners: &str, (top, bottom): (u8, u8), values: [(u8, u8); 2]) -> String {
    let circles = values.map(|(x, y)| circle(x, y, "2.4")).concat();
    format!(
        "{}<g class=\"ch-dot ch-common\">{circles}</g><polygon class=\"{class}\" points=\"{corners}\"/>",
        lines(top, bottom)
    )
}

/// The lines between which values usually are.
fn lines(top: u8, bottom: u8) -> String {
    format!("<path class=\"ch-limit\" d=\"M1 {top}H31M1 {bottom}H31\"/>")
}

fn circle(x: u8, y: u8, radius: &str) -> String {
    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>")
}
