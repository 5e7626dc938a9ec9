use std::collections::{BTreeMap, BTreeSet};

use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;

use super::*;

const PAPER: [Furniture; 5] =
    [Furniture::Contents, Furniture::Neighbours, Furniture::AtHand, Furniture::Form, Furniture::Script];

fn page(main: &str) -> String {
    format!(
        "<!doctype html><html lang=en><body><a href=\"#main\">Skip</a><main id=\"main\" class='has-toc'>{main}</main><p id=x></body></html>"
    )
}

/// Binds pages, each by its path and its main part, as a print pack does.
fn bound(pages: &[(&str, &str)], without: &[Furniture], lower: u8) -> Vec<String> {
    let whole: Vec<(&str, String)> = pages.iter().map(|(path, main)| (*path, page(main))).collect();
    // What spoils its own end is not bound.
    let pages: Vec<Page<'_>> = whole.iter().filter_map(|(path, html)| Page::read(path, html)).collect();
    let held: BTreeMap<&str, &Page<'_>> = pages.iter().map(|page| (page.path(), page)).collect();
    let place = |path: &str, part: Option<&str>| Some(place_of(held.get(path)?, part, without));
    let picture = |path: &str| format!("../{path}");
    let rules = Rules { place: &place, picture: &picture, without, lower };
    pages.iter().map(|page| main_part(page, &rules)).collect()
}

fn one(main: &str) -> String {
    bound(&[("a/b.html", main), ("c.html", "<p id='d'>")], &PAPER, 1).swap_remove(0)
}

#[test]
fn names_and_what_refers_to_them_get_the_path_of_their_page() {
    assert_eq!(
        one(
            "<p id=x class = 'y'>&amp;<b ID=\"z\">1 &lt; 2</b><label for=x aria-labelledby=\" x  z \">\n<td headers='x z'>"
        ),
        "<p id=\"a/b.html--x\" class = 'y'>&amp;<b ID=\"a/b.html--z\">1 &lt; 2</b><label for=\"a/b.html--x\" aria-labelledby=\"a/b.html--x a/b.html--z\">\n<td headers='a/b.html--x a/b.html--z'>"
    );
    assert_eq!(
        one(
            "<svg fill=\"url(#s)\" style='a: url(\"#s\") url(x.png)'><use xlink:href=#s /><linearGradient id=s /></svg>"
        ),
        "<svg fill=\"url(#a/b.html--s)\" style='a: url(&quot;#a/b.html--s&quot;) url(x.png)'><use xlink:href=\"#a/b.html--s\" /><linearGradient id=\"a/b.html--s\" /></svg>"
    );
}

#[test]
fn links_lead_to_the_place_in_the_document_or_nowhere() {
    assert_eq!(one("<a href=\"../c.html#d\" class=y>D</a>"), "<a href=\"#c.html--d\" class=y>D</a>");
    assert_eq!(one("<a class=y href=../c.html>C</a>"), "<a class=y href=\"#c.html\">C</a>");
    assert_eq!(one("<a href='../c.html?q=1#none'>C</a>"), "<a href=\"#c.html\">C</a>");
    assert_eq!(one("<a href=\"#x\">X</a><p id=x>"), "<a href=\"#a/b.html--x\">X</a><p id=\"a/b.html--x\">");
    assert_eq!(one("<a href=''>B</a> <a>no link</a>"), "<a href=\"#a/b.html\">B</a> <a>no link</a>");
    assert_eq!(
        one("<a id=l download='x.csv' href='../data/x.csv' class=y>X <b>Y</b></a></a>"),
        "<span id=\"a/b.html--l\" class=y>X <b>Y</b></span></a>"
    );
    assert_eq!(
        one("<a href='../../up.html'>1</a><a href='//other.example/'>2</a><a href=file:///x>3</a>"),
        "<span>1</span><span>2</span><span>3</span>"
    );
    assert_eq!(
        one("<a rel=external href='HTTPS://x.example/?a&amp;b'>1</a>"),
        "<a rel=external href='HTTPS://x.example/?a&amp;b'>1</a>"
    );
    assert_eq!(
        one("<svg><a xlink:href='e.html'><text>1</text></a><a href='../c.html'/></svg>"),
        "<svg><g><text>1</text></g><a href=\"#c.html\"/></svg>"
    );
}

#[test]
fn headings_stand_lower_and_pictures_are_found() {
    assert_eq!(
        one("<h1>1</h1><h2 id=x>2</h2><h6>6</h6><hr>"),
        "<h2>1</h2><h3 id=\"a/b.html--x\">2</h3><h6>6</h6><hr>"
    );
    assert_eq!(one("<img src=../pictures/p.jpg alt=''>"), "<img src=\"../pictures/p.jpg\" alt=''>");
    assert_eq!(bound(&[("a.html", "<h1>1</h1>")], &[], 0), ["<h1>1</h1>"]);
}

#[test]
fn furniture_is_left_out_where_that_is_asked_for() {
    let main = "1<nav class='toc'><nav><a id=t href='#x'>X</a></nav></nav>2<a href='#t'>T</a><script src=s.js>'</nav>'</script><form><button>3</button></form><p class='small at-hand'><a href=p.html>P</a></p>";
    assert_eq!(one(main), "12<a href=\"#a/b.html\">T</a>");
    assert_eq!(
        bound(&[("b.html", main)], &[Furniture::AtHand, Furniture::Script], 0),
        [
            "1<nav class='toc'><nav><a id=\"b.html--t\" href=\"#b.html\">X</a></nav></nav>2<a href=\"#b.html--t\">T</a><form><button>3</button></form>"
        ]
    );
    assert_eq!(one("1<nav class=toc>what never ends is kept"), "1<nav class=toc>what never ends is kept");
}

#[test]
fn a_page_is_known_by_its_first_heading_and_needs_a_main_part() {
    let html = page("<h1>Ann &amp; <b>Lee</b></h1><h1>2</h1>");
    assert_eq!(Page::read("a.html", &html).map(|page| page.title().to_owned()).as_deref(), Some("Ann & Lee"));
    assert!(Page::read("a.html", "<main><p id=main></main>").is_none());
    assert!(Page::read("a.html", "<main id=main><!-- </main>").is_none());
}

#[test]
fn what_stands_around_leads_into_the_document() {
    let html = "<html lang=en><head><meta http-equiv=\"Content-Security-Policy\" content=\"x\"><link rel=stylesheet href=a.css><link rel=stylesheet href=b.css><link rel=icon href=i.svg><script src=s.js></script></head><body><a href=#main>Skip</a> <a id=k href=c.html>C</a> <a class=at-hand href=print/index.html>P</a><main id=main>old</main></body></html>";
    let page = Page::read("index.html", html).expect("it has a main part");
    let place = |path: &str, _: Option<&str>| Some(path.to_owned());
    let picture = |path: &str| format!("data:{path}");
    let rules = Rules {
        place: &place,
        picture: &picture,
        without: &[Furniture::AtHand, Furniture::Script],
        lower: 1,
    };
    let (before, after) = around(&page, &rules, &Shell { policy: "p 'q'", styles: "<style>s</style>" });
    assert_eq!(
        before,
        "<html lang=en data-book><head><meta http-equiv=\"Content-Security-Policy\" content=\"p &#39;q&#39;\"><style>s</style><link rel=icon href=\"data:i.svg\"></head><body><a href=#main>Skip</a> <a id=k href=\"#c.html\">C</a> <main id=main>"
    );
    assert_eq!(after, "</main></body></html>");
}

/// Pieces of pages, sound and spoilt.
fn piece() -> impl Strategy<Value = String> {
    let name = prop_oneof!["[a-c]", Just("main".to_owned()), Just("b.html".to_owned())];
    let path = prop_oneof![
        Just(""),
        Just("a.html"),
        Just("b.html"),
        Just("../x.html"),
        Just("d/e.html"),
        Just("?q")
    ];
    prop_oneof![
        name.clone().prop_map(|name| format!("<p id='{name}'>")),
        (path, name.clone()).prop_map(|(path, name)| format!("<a href=\"{path}#{name}\">")),
        name.prop_map(|name| format!("<nav class=toc><i id={name}>")),
        prop::sample::select(vec![
            "</a>",
            "</nav>",
            "<form>",
            "</form>",
            "<svg>",
            "</svg>",
            "<a href=b.html />",
            "<h1>",
            "</main>",
            "<main>",
            "<script>",
            "</script>",
            "é<",
            "<!--",
            "-->",
            "<p x",
            "\"",
            "'>",
            "&amp;"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ]
}

proptest! {
    #[test]
    fn every_link_of_a_document_leads_to_a_name(pieces in prop::collection::vec(prop::collection::vec(piece(), 0..20), 3), paper: bool) {
        let mains: Vec<String> = pieces.iter().map(|pieces| pieces.concat()).collect();
        let pages = [("a.html", &*mains[0]), ("b.html", &*mains[1]), ("d/e.html", &*mains[2])];
        let without = if paper { &PAPER[..] } else { &[] };
        let mut names = BTreeSet::new();
        let mut links = Vec::new();
        names.extend(pages.iter().map(|(path, _)| (*path).to_owned()));
        let parts = bound(&pages, without, 1);
        for part in &parts {
            let (found, to) = names_and_links(part);
            // What stands twice on a page stands twice in the document.
            let once: BTreeSet<String> = found.into_iter().collect();
            for name in once {
                prop_assert!(names.insert(name.clone()), "{name} twice in {parts:?}");
            }
            links.extend(to);
        }
        for link in links {
            prop_assert!(names.contains(&link), "#{link} leads nowhere in {parts:?}");
        }
    }
}

/// The names and the links to places of a piece of a page.
fn names_and_links(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut names, mut links) = (Vec::new(), Vec::new());
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let text = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        names.extend(text("id"));
        if &**tag.name == b"a" {
            links.extend(text("href").and_then(|href| Some(href.strip_prefix('#')?.to_owned())));
        }
    }
    (names, links)
}
