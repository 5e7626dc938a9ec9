//! The forms in which a token could stand in a file of a site.

use std::collections::BTreeSet;

/// The tokens in a text, in the forms that the files of a site use.
pub fn tokens(bytes: &[u8], found: &mut BTreeSet<String>) {
    let raw = String::from_utf8_lossy(bytes);
    plain(&raw, found);
    plain(&raw.replace(',', ""), found);
    plain(&entities(&raw), found);
    plain(&unicode_escapes(&raw), found);
    plain(&percent(&raw), found);
    base64(bytes, found);
}

/// Tokens that stand as they are: `zq` and five digits, or seven digits that begin with 73.
pub fn plain(text: &str, found: &mut BTreeSet<String>) {
    let text = text.to_lowercase();
    for (at, _) in text.match_indices("zq") {
        if let Some(token) =
            text.get(at..at + 7).filter(|token| token[2..].bytes().all(|b| b.is_ascii_digit()))
        {
            found.insert(token.to_owned());
        }
    }
    for (at, _) in text.match_indices("73000") {
        let token = text.get(at..at + 7).unwrap_or_default();
        let alone = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        if alone && token.len() == 7 && token.bytes().all(|b| b.is_ascii_digit()) {
            found.insert(token.to_owned());
        }
    }
}

/// `&#122;` and `&#x7a;` as what they stand for.
fn entities(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once(';').unwrap_or((part, ""));
        let number = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => code.parse().ok(),
        };
        match number.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// `\u007a` as what it stands for.
fn unicode_escapes(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                out.push_str(&part[4..]);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// `%7A` as what it stands for.
fn percent(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let ahead = bytes.as_slice();
        let hex =
            (byte == b'%').then(|| ahead.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                bytes.nth(1);
            }
            None => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Every run that could be base64, from each of the four places it could begin at.
fn base64(bytes: &[u8], found: &mut BTreeSet<String>) {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    for run in bytes.split(|byte| value(*byte).is_none()).filter(|run| run.len() >= 10) {
        for start in 0..4 {
            let mut decoded = Vec::with_capacity(run.len());
            for four in run[start.min(run.len())..].chunks(4) {
                let bits =
                    four.iter().fold(0_u32, |bits, byte| bits << 6 | u32::from(value(*byte).unwrap_or(0)));
                let bits = bits << (6 * (4 - four.len()));
                decoded.extend(&bits.to_be_bytes()[1..four.len().max(1)]);
            }
            plain(&String::from_utf8_lossy(&decoded), found);
        }
    }
}

#[test]
fn the_decoders_see_what_they_should() {
    let hidden = [
        "zq00001",
        "ZQ00002",
        "&#122;q00003",
        "&#x7A;q&#48;0004",
        "\\u007aq00005",
        "%7Aq00006",
        "enEwMDAwNw==",
        "xenEwMDAwOA",
        "7,300,009",
    ];
    for (at, text) in hidden.iter().enumerate() {
        let mut found = BTreeSet::new();
        tokens(format!("<{text}>").as_bytes(), &mut found);
        let found: Vec<&str> = found.iter().map(|token| &token[token.len() - 1..]).collect();
        assert_eq!(found, [(at + 1).to_string()], "{text}");
    }
}
