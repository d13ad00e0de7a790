//! Each file in `models/` is named by one card, with the SHA-256 of its bytes.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]
#![allow(clippy::disallowed_methods, reason = "a test may read files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

fn models() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models")
}

/// The digests that a card tells, each with the file that is named before it: "`tag.weights` 17949b…". Where none is named
/// after "Digest", it is that of the file that is called as the card.
fn named<'c>(card: &'c str, stem: &'c str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let mut file = stem;
    for word in card.split_whitespace() {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':' | '*'));
        if bare.starts_with("Digest") {
            file = stem;
        }
        if let Some(name) = bare.strip_prefix('`').and_then(|name| name.strip_suffix('`')) {
            file = name;
        } else if bare.len() == 64 && bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            named.push((file.to_owned(), bare.to_ascii_lowercase()));
        }
    }
    named
}

#[test]
fn cards_tell_the_digests_of_their_files() {
    let mut digests: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut files = Vec::new();
    for entry in fs::read_dir(models()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".md") {
            files.push(name);
            continue;
        }
        let stem = name.trim_end_matches(".md");
        for (file, digest) in named(&fs::read_to_string(&path).unwrap(), stem) {
            digests.entry(file).or_default().push((name.clone(), digest));
        }
    }
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let sum = Sha256::digest(fs::read(models().join(file)).unwrap());
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        let stem = file.split('.').next().unwrap();
        let told = digests.remove(file).or_else(|| digests.remove(stem));
        match told.unwrap_or_default().as_slice() {
            [(_, digest)] if *digest == sum => {}
            [(card, _)] => wrong.push(format!("models/{card}: {file} has the digest {sum}")),
            [] => wrong.push(format!("no card tells the digest of {file}, {sum}")),
            _ => wrong.push(format!("more than one card tells the digest of {file}")),
        }
    }
    wrong.extend(digests.keys().map(|file| format!("a card tells the digest of {file}, which is not there")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
