//! Reads each `*.html` of a folder twice, and says where the two readings differ.
//!
//! `cargo run --release --example account -- FOLDER`

use tadmor::Tables;
use tadmor::page::{account, parse};

#[allow(clippy::disallowed_methods, clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = std::env::args().nth(1) else { return Err("usage: account FOLDER".into()) };
    let tables = Tables::shipped()?;
    let (mut pages, mut whole) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let bytes = std::fs::read(&path)?;
        let account = account::of(&bytes, &parse(&bytes, None, &tables));
        pages += 1;
        whole += usize::from(account.holds());
        if let Some(fault) = account.fault {
            println!("{}: {fault}", path.display());
        }
    }
    println!("{whole} of {pages} pages are accounted for");
    Ok(())
}
