//! Floors: figures that may not fall. A file of `name = number` lines under `[set]` heads; lines that start with `#`
//! are remarks. A name that ends in `_at_most` bounds a count from above.
//!
//! ```text
//! [seeds]
//! claims_f1 = 0.61
//! claims_in_furniture_at_most = 0
//! ```

use std::path::Path;

use super::figures::Figures;
use crate::failure::Failure;

/// One floor: name, bound.
type Floor = (String, f64);

/// What fell below its floor, a line each. `text`: what stands in `file`.
pub fn below(file: &Path, text: &str, set: &str, figures: &Figures) -> Result<Vec<String>, Failure> {
    let floors = parse(file, text, set)?;
    Ok(floors.iter().filter_map(|floor| falls(floor, figures)).collect())
}

fn falls((name, bound): &Floor, figures: &Figures) -> Option<String> {
    if let Some(count) = name.strip_suffix("_at_most") {
        return match figures.get(count) {
            Some(value) if value <= *bound => None,
            Some(value) => Some(format!("{count} is {value}, at most {bound} is allowed")),
            None => Some(format!("{count} is not measured")),
        };
    }
    match figures.get(name) {
        // Floors are written with three digits.
        Some(value) if value + 0.0005 >= *bound => None,
        Some(value) => Some(format!("{name} is {value:.3}, its floor is {bound:.3}")),
        None => Some(format!("{name} is not measured")),
    }
}

fn parse(file: &Path, text: &str, set: &str) -> Result<Vec<Floor>, Failure> {
    let help = "a floor is written `claims_f1 = 0.61` under a head such as `[seeds]`";
    let mut floors = Vec::new();
    let mut head = String::new();
    for (at, line) in text.lines().enumerate() {
        let fail =
            |column: usize, what: &str| Err(Failure::line(file, at + 1, line, column, what.to_owned(), help));
        let kept = line.split('#').next().unwrap_or_default().trim();
        if kept.is_empty() {
            continue;
        }
        if let Some(name) = kept.strip_prefix('[') {
            match name.strip_suffix(']') {
                Some(name) => head = name.trim().to_owned(),
                None => return fail(line.len(), "a head without its closing bracket"),
            }
            continue;
        }
        let Some((name, number)) = kept.split_once('=') else {
            return fail(0, "neither a head nor a floor");
        };
        let Ok(bound) = number.trim().parse::<f64>() else {
            return fail(line.find('=').map_or(0, |at| at + 1), "not a number");
        };
        if head == set {
            floors.push((name.trim().to_owned(), bound));
        }
    }
    Ok(floors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let mut figures = Figures::default();
        figures.share("f1", "f1", 61, 100);
        figures.wrong("leaked", "leaked", 2);
        figures
    }

    fn fallen(text: &str) -> Vec<String> {
        let floors = parse(Path::new("floors.toml"), text, "seeds").unwrap();
        floors.iter().filter_map(|floor| falls(floor, &figures())).collect()
    }

    #[test]
    fn a_figure_below_its_floor_is_named() {
        assert!(fallen("[seeds]\nf1 = 0.61 # as of May\nleaked_at_most = 2\n[other]\nf1 = 0.9").is_empty());
        assert_eq!(fallen("[seeds]\nf1 = 0.62"), ["f1 is 0.610, its floor is 0.620"]);
        assert_eq!(fallen("[seeds]\nleaked_at_most = 1"), ["leaked is 2, at most 1 is allowed"]);
        assert_eq!(fallen("[seeds]\nspeed = 1"), ["speed is not measured"]);
    }

    #[test]
    fn a_line_that_is_no_floor_is_an_error() {
        for text in ["[seeds", "f1 0.6", "f1 = high"] {
            assert!(parse(Path::new("floors.toml"), text, "seeds").is_err(), "{text}");
        }
    }
}
