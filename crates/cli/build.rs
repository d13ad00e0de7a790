//! Lists the pages of the bundled example, so that `tadmor demo` carries them in itself.

#![allow(clippy::print_stdout, reason = "this is how cargo is told")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/palmyra");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        // The folder's own README tells about the pages; it is none.
        .filter(|name| !name.starts_with('.') && !name.ends_with(".md"))
        .filter(|name| folder.join(name).is_file())
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        let file = folder.join(&name);
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .expect("writing to a string does not fail");
    }
    list.push_str("]\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join("palmyra.rs"), list).expect("cargo's own folder can be written to");
}
