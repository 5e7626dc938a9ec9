//! Reads a chart as strictly as XML is read, and finds what no chart may have.

use ninefold::chart::text_width;

/// What is read of a chart.
pub struct Svg {
    elements: Vec<Element>,
    title: String,
    pub description: String,
    /// The words, line by line.
    pub labels: Vec<Label>,
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

/// A line of words and the box it takes.
pub struct Label {
    pub class: String,
    pub text: String,
    /// Which of the texts it is of: the lines of one may touch.
    owner: usize,
    left: f64,
    right: f64,
    baseline: f64,
}

/// How far letters reach over and under the line that they stand on.
const ABOVE: f64 = 11.5;
const BELOW: f64 = 3.0;
/// Boxes may touch.
const TOUCH: f64 = 0.5;

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Svg {
    /// # Errors
    /// The first thing that XML does not allow.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut svg = Self {
            elements: Vec::new(),
            title: String::new(),
            description: String::new(),
            labels: Vec::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            svg.words(&open, &unescaped(before)?);
            let (tag, after) = after.split_once('>').ok_or("a tag that does not end")?;
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let closed = open.pop().map(|at| svg.elements[at].name.clone()).unwrap_or_default();
                if closed != name {
                    return Err(format!("</{name}> closes {closed}"));
                }
                continue;
            }
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            svg.elements.push(element(tag)?);
            if !empty {
                open.push(svg.elements.len() - 1);
            }
        }
        if open.is_empty() && rest.is_empty() { Ok(svg) } else { Err("something is left open".to_owned()) }
    }

    /// Words inside the elements that are open.
    fn words(&mut self, open: &[usize], words: &str) {
        let Some(&last) = open.last() else { return };
        match self.elements[last].name.as_str() {
            "title" if open.len() == 2 => words.clone_into(&mut self.title),
            "desc" => words.clone_into(&mut self.description),
            "tspan" => self.labels.extend(self.label(open, words)),
            _ => {}
        }
    }

    fn label(&self, open: &[usize], words: &str) -> Option<Label> {
        let &[.., owner, line] = open else { return None };
        let number = |name: &str| self.elements[line].get(name)?.parse::<f64>().ok();
        let (x, baseline, width) = (number("x")?, number("y")?, text_width(words));
        let left = match self.elements[owner].get("text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        let class = self.elements[owner].get("class")?.to_owned();
        Some(Label { class, text: words.to_owned(), owner, left, right: left + width, baseline })
    }

    /// What is wrong with the element as a whole.
    pub fn root_faults(&self, id: &str) -> Vec<String> {
        let Some(root) = self.elements.first() else { return vec!["nothing".to_owned()] };
        let mut wrong = Vec::new();
        if !matches!(root.get("role"), Some("img" | "group")) {
            wrong.push("no role".to_owned());
        }
        if root.get("role") == Some("group") && !self.elements.iter().any(|element| element.name == "a") {
            wrong.push("a group without links".to_owned());
        }
        if root.get("aria-labelledby") != Some(format!("{id}-title {id}-desc").as_str()) {
            wrong.push("not named by its title and description".to_owned());
        }
        for attribute in ["width", "height", "style", "fill", "stroke", "color"] {
            wrong.extend(root.get(attribute).map(|_| format!("{attribute} on the root")));
        }
        wrong.extend(self.title.trim().is_empty().then(|| "no title".to_owned()));
        wrong.extend(self.description.trim().is_empty().then(|| "no description".to_owned()));
        for element in &self.elements {
            let colours = ["style", "fill", "stroke", "opacity", "color"];
            let found = colours.into_iter().filter(|name| element.get(name).is_some());
            wrong.extend(found.map(|name| format!("{name} in {}", element.name)));
        }
        wrong
    }

    /// The size of the view box.
    fn size(&self) -> (f64, f64) {
        let view = self.elements.first().and_then(|root| root.get("viewBox")).unwrap_or_default();
        let mut parts = view.split(' ').skip(2).map(|part| part.parse().unwrap_or(0.0));
        (parts.next().unwrap_or(0.0), parts.next().unwrap_or(0.0))
    }

    /// Numbers that are none, and places outside the view box.
    pub fn number_faults(&self) -> Vec<String> {
        let size = self.size();
        self.elements.iter().skip(1).flat_map(|element| element.number_faults(size)).collect()
    }

    /// Words that leave the view box or stand on others.
    pub fn word_faults(&self) -> Vec<String> {
        let (width, height) = self.size();
        let mut wrong = Vec::new();
        for (at, label) in self.labels.iter().enumerate() {
            let across = label.left >= -TOUCH && label.right <= width + TOUCH;
            if !across || label.baseline - ABOVE < -TOUCH || label.baseline > height {
                wrong.push(format!("`{}` leaves the frame", label.text));
            }
            let others = self.labels[..at].iter().filter(|other| other.overlaps(label));
            wrong.extend(others.map(|other| format!("`{}` and `{}` overlap", other.text, label.text)));
        }
        wrong
    }
}

impl Label {
    fn overlaps(&self, other: &Self) -> bool {
        let across = self.left + TOUCH < other.right && other.left + TOUCH < self.right;
        let down =
            self.baseline - ABOVE < other.baseline + BELOW && other.baseline - ABOVE < self.baseline + BELOW;
        self.owner != other.owner && across && down
    }
}

impl Element {
    fn number_faults(&self, (width, height): (f64, f64)) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut numbers = |name: &str| -> Vec<f64> {
            let parts = self.get(name).unwrap_or_default().split([' ', ',', 'M', 'L']);
            let parts = parts.filter(|part| !part.is_empty());
            let read = parts.map(|part| match part.parse::<f64>() {
                Ok(number) if number.is_finite() => number,
                _ => {
                    wrong.push(format!("{part} is no number"));
                    0.0
                }
            });
            read.collect()
        };
        let mut points: Vec<f64> = ["d", "points"].into_iter().flat_map(&mut numbers).collect();
        let mut one = |name: &str| numbers(name).first().copied();
        if let (Some(x), Some(y)) = (one("x"), one("y")) {
            points.extend([x, y, x + one("width").unwrap_or(0.0), y + one("height").unwrap_or(0.0)]);
        }
        if let (Some(x), Some(y), Some(radius)) = (one("cx"), one("cy"), one("r")) {
            points.extend([x - radius, y - radius, x + radius, y + radius]);
        }
        let inside = |point: &&[f64]| (0.0..=width).contains(&point[0]) && (0.0..=height).contains(&point[1]);
        let outside = points.chunks_exact(2).filter(|point| !inside(point));
        wrong.extend(outside.map(|point| format!("{} {} is outside", point[0], point[1])));
        wrong
    }
}

fn element(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.trim().is_empty() {
        let (key, after) = rest.split_once("=\"").ok_or("an attribute without quotation marks")?;
        let (value, after) = after.split_once('"').ok_or("an attribute that does not end")?;
        let key = key.trim().to_owned();
        if attributes.iter().any(|(known, _)| *known == key) {
            return Err(format!("{key} twice"));
        }
        attributes.push((key, unescaped(value)?));
        rest = after;
    }
    Ok(Element { name: name.to_owned(), attributes })
}

/// Words without entities.
fn unescaped(text: &str) -> Result<String, String> {
    if let Some(wrong) =
        text.chars().find(|letter| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'))
    {
        return Err(format!("{wrong:?} is no character of a chart"));
    }
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or("& without an end")?;
        plain.push(match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("&{other}; is no entity of XML")),
        });
        plain.push_str(rest);
    }
    Ok(plain)
}
