//! Prints how many pages of a folder are read in a CPU-second, and the slowest of them.
//!
//! `cargo run --release --example pages_speed -- FOLDER [ROUNDS]` reads the files before the clock starts.

use std::time::Instant;

use tadmor::{Tables, article, page};

#[allow(clippy::disallowed_methods, clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first() else { return Err("usage: pages_speed FOLDER [ROUNDS]".into()) };
    let rounds: u32 = arguments.get(1).map_or(Ok(3), |rounds| rounds.parse())?;
    let tables = Tables::shipped()?;
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        pages.push((path.display().to_string(), std::fs::read(&path)?));
    }
    pages.sort();
    let (mut worst, mut slowest) = (0.0, String::new());
    let (start, wall) = (busy(), Instant::now());
    let mut parsing = 0.0;
    for _ in 0..rounds {
        for (name, bytes) in &pages {
            let before = busy();
            let read = page::parse(bytes, None, &tables);
            parsing += busy() - before;
            std::hint::black_box(article::find(&read, &tables));
            let each = (busy() - before) * 1000.0 / (bytes.len() as f64 / 1e6).max(0.05);
            if each > worst {
                (worst, slowest) = (each, name.clone());
            }
        }
    }
    let seconds = if busy() > start { busy() - start } else { wall.elapsed().as_secs_f64() };
    let read = f64::from(rounds) * pages.len() as f64;
    println!(
        "{:.1} pages per CPU-second ({:.2} ms a page, {:.2} of them the room page)",
        read / seconds,
        seconds * 1000.0 / read,
        parsing * 1000.0 / read
    );
    println!("worst {worst:.0} ms per MB: {slowest}");
    Ok(())
}

/// Seconds that this thread was on a core, as Linux counts them; 0 elsewhere.
#[allow(clippy::disallowed_methods)]
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
