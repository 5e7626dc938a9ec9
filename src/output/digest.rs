//! SHA-256, of bytes at hand and of files too large to hold.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// How many bytes are read at a time.
const BLOCK: usize = 64 * 1024;

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 of everything that a reader gives, in lower-case hexadecimal,
/// and how many bytes those were. Takes 64 KB however much it reads.
///
/// # Errors
/// Those of the reader.
pub fn sha256_of(mut reader: impl Read) -> io::Result<(String, u64)> {
    let (mut sum, mut length) = (Sha256::new(), 0);
    let mut block = vec![0; BLOCK];
    loop {
        match reader.read(&mut block) {
            Ok(0) => return Ok((hexadecimal(&sum.finalize()), length)),
            Ok(read) => {
                sum.update(&block[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whether a text is a SHA-256 as these functions write it.
pub(super) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
