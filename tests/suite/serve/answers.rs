//! What is answered, to whom.

use std::collections::BTreeMap;

use super::{Preview, STORY, STORY_PAGE, save, story};
use crate::pack::{Pack, has_ending};

#[test]
fn it_serves_what_build_writes_and_adds_one_script() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    assert_eq!(preview.first, format!("serving A small pack at http://127.0.0.1:{}/", preview.port));
    assert!(!pack.root().join("public").exists(), "nothing is written");
    let site = pack.build(&[]);
    let types: BTreeMap<&str, &str> = [
        ("html", "text/html; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("svg", "image/svg+xml"),
        ("txt", "text/plain; charset=utf-8"),
    ]
    .into();
    for (path, bytes) in site.iter().filter(|(path, _)| *path != "manifest.json") {
        let answer = preview.get(&format!("/{path}"));
        let ending = path.rsplit('.').next().expect("a name");
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, types.get(ending).copied()),
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        let mut body = answer.body;
        if ending == "html" {
            let (before, after) =
                body.split_once("<script src=\"/_ninefold/live.js\" defer data-key=\"").expect("the script");
            let (_, after) = after.split_once("\"></script>").expect("its end");
            assert!(after.starts_with("</body>"), "{path}: {after}");
            body = format!("{before}{after}");
        }
        assert_eq!(body.as_bytes(), &bytes[..], "{path}");
    }
    assert!(preview.get("/_ninefold/live.js").body.contains("EventSource"));
}

#[test]
fn a_folder_gives_its_page() {
    let preview = Preview::of(&Pack::small());
    assert_eq!(preview.get("/").body, preview.get("/index.html").body);
    assert_eq!(preview.get("/stories/").body, preview.get("/stories/index.html").body);
    let moved = preview.get("/stories");
    assert_eq!((moved.status, moved.header("location")), (307, Some("/stories/")));
}

#[test]
fn an_address_without_a_page_leads_home() {
    let preview = Preview::of(&Pack::small());
    let answer = preview.get("/stories/none.html");
    assert_eq!(answer.status, 404);
    for words in ["There is no page here", "<a href=\"/\">", "/_ninefold/live.js", "data-key=\"missing\""] {
        assert!(answer.body.contains(words), "{words} in {}", answer.body);
    }
}

#[test]
fn nothing_outside_the_site_is_served() {
    let pack = Pack::small().file("public/secret.txt", "TOKEN").file("secret.txt", "TOKEN");
    let root = pack.root().to_string_lossy().into_owned();
    let preview = Preview::of(&pack);
    let ways = [
        "/../secret.txt".to_owned(),
        "/stories/../../secret.txt".into(),
        "/%2e%2e/secret.txt".into(),
        "/..%2fsecret.txt".into(),
        "/stories/%2e%2e%2f%2e%2e%2fsecret.txt".into(),
        "/..%5csecret.txt".into(),
        "/secret.txt".into(),
        "/public/secret.txt".into(),
        "/data/pack.yaml".into(),
        "//etc/passwd".into(),
        "//stories/index.html".into(),
        "/stories//index.html".into(),
        "/./index.html".into(),
        "/index.html%00".into(),
        "/%00".into(),
        "/%ff".into(),
        format!("{root}/secret.txt"),
        format!("/{root}/secret.txt"),
        "/_ninefold/".into(),
        "/_ninefold/live.css".into(),
        "/_ninefold/live.js/".into(),
    ];
    for way in ways {
        let answer = preview.get(&way);
        assert_eq!(answer.status, 404, "{way}");
        assert!(!answer.body.contains("TOKEN") && !answer.body.contains("root:"), "{way}");
    }
    let host = format!("Host: 127.0.0.1:{}", preview.port);
    let spoilt = preview.ask(&format!("GET /index.html\0 HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"));
    assert!([400, 404].contains(&spoilt.status), "{}", spoilt.status);
}

#[test]
fn other_hosts_names_are_refused() {
    let preview = Preview::of(&Pack::small());
    let port = preview.port;
    let status =
        |host: &str| preview.ask(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    for ours in ["127.0.0.1", "localhost", "LocalHost", "[::1]"] {
        assert_eq!(status(&format!("Host: {ours}:{port}\r\n")), 200, "{ours}");
    }
    for other in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: localhost.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{}\r\n", port.wrapping_add(1)),
        "Host: 127.0.0.1\r\n".into(),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: evil.example:{port}\r\nHost: 127.0.0.1:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example:{port}\r\n"),
        String::new(),
    ] {
        assert_eq!(status(&other), 403, "{other:?}");
    }
    let host = format!("Host: 127.0.0.1:{port}");
    let absolute =
        preview.ask(&format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"));
    assert_eq!(absolute.status, 403, "an address with another host's name in it");
    let events =
        preview.ask("GET /_ninefold/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert_eq!(events.status, 403);
    assert_eq!(events.body, "This preview answers only to its own address on this computer.\n");
}

#[test]
fn it_can_only_be_read() {
    let preview = Preview::of(&Pack::small());
    let host = format!("Host: 127.0.0.1:{}", preview.port);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = preview.ask(&format!("{method} / HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = preview.ask(&format!("HEAD / HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let length = preview.get("/").body.len().to_string();
    assert_eq!(head.header("content-length"), Some(length.as_str()));
}

/// The key of a page is another exactly where the page is.
#[test]
fn a_page_is_read_again_only_where_it_has_changed() {
    let pack = Pack::small();
    let pages: Vec<String> = pack.build(&[]).into_keys().filter(|path| has_ending(path, "html")).collect();
    let preview = Preview::of(&pack);
    let all = |preview: &Preview| -> Vec<(String, String)> {
        let each = pages.iter().map(|path| preview.get(&format!("/{path}")).body);
        each.map(|body| {
            let (before, after) = body.split_once("data-key=\"").expect("a key");
            let (key, after) = after.split_once('"').expect("its end");
            (key.to_owned(), format!("{before}{after}"))
        })
        .collect()
    };
    let before = all(&preview);
    save(&pack, STORY, &story("Another gate"));
    preview.until_page(STORY_PAGE, "Another gate");
    preview.rebuilds();
    let after = all(&preview);
    let mut still = 0;
    for (path, (was, is)) in pages.iter().zip(before.iter().zip(&after)) {
        assert_eq!(was.0 == is.0, was.1 == is.1, "{path}");
        still += usize::from(was.0 == is.0);
    }
    assert!(still > 0 && still < pages.len(), "{still} of {}", pages.len());
    let mut events = preview.events(STORY_PAGE);
    let at = pages.iter().position(|path| path == &STORY_PAGE[1..]).expect("it is a page");
    assert_eq!(events.next()["key"], after[at].0.as_str(), "the stream says the same of it");
}
