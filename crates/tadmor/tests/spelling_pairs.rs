//! Names of persons and groups in pairs: spellings of one, and near misses that must stay apart.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tadmor::Tables;
use tadmor::resolve::actor::same::{Kind, same_name};

const PAIRS: &str = include_str!("cases/spellings.tsv");

/// Right, wrongly joined and missed, in the part of the pairs.
fn measure(part: &str) -> (usize, usize, usize) {
    let tables = Tables::shipped().unwrap();
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [one, other, answer, kind, _, _, of] = fields[..] else { panic!("seven fields: {line}") };
        if of != part {
            continue;
        }
        let kind = if kind == "person" { Kind::Person } else { Kind::Group };
        let found = same_name(one, other, kind, &tables);
        assert_eq!(
            found.is_some(),
            same_name(other, one, kind, &tables).is_some(),
            "{one} and {other} the other way round"
        );
        match (answer, found) {
            ("same", Some(_)) => right += 1,
            ("same", None) => missed += 1,
            ("apart", Some(_)) => wrong += 1,
            _ => {}
        }
    }
    (right, wrong, missed)
}

#[test]
fn spellings_are_joined_and_near_misses_stay_apart() {
    for part in ["build", "check"] {
        let (right, wrong, missed) = measure(part);
        let f1 = 2.0 * right as f64 / (2 * right + wrong + missed) as f64;
        println!("{part}: {right} right, {wrong} wrong, {missed} missed, F1 {f1:.3}");
        assert!(f1 >= 0.95, "{part}: F1 {f1:.3}");
    }
}

#[test]
fn odd_names_are_no_trouble() {
    let tables = Tables::shipped().unwrap();
    let long = "Abd al-".repeat(5000);
    for kind in [Kind::Person, Kind::Group] {
        for name in [
            "", " ", "(", ")", ",", "abu", "the", "al-", "of the", "1", "é", "東京", "'s", "X, ", "(X)",
            &long,
        ] {
            for other in ["", "abu", "Homs (", "the of", "79th", name] {
                same_name(name, other, kind, &tables);
            }
        }
    }
}
