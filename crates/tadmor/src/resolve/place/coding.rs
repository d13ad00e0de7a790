//! How finely a place is known, in the numbers of the two sets that coders of events use.
//!
//! In: a [`Place`]. Out: UCDP GED's `where_prec` (1 exact … 6 country, 7 sea or air) and ACLED's `geo_precision`
//! (1 town … 3 larger region). Source: UCDP Georeferenced Event Dataset Codebook, where_prec; ACLED Codebook,
//! Geo-Precision.

use crate::claim::{Place, Precision};

/// UCDP's `where_prec`; `None` where the place is not known. `kind`: what the gazetteer says it is, where it is asked.
pub fn ucdp(place: &Place, kind: Option<super::candidate::Kind>) -> Option<u8> {
    use super::candidate::Kind;
    match (place.precision, kind) {
        (Precision::Unknown, _) => None,
        (_, Some(Kind::Water)) => Some(7),
        (_, Some(Kind::County)) => Some(3),
        (Precision::Exact, _) => Some(1),
        (Precision::Near, _) => Some(2),
        // "south of Aleppo", "between A and B": a part of the country that no unit names.
        (Precision::Area, _) => Some(5),
        (Precision::Region, _) => Some(4),
        (Precision::Country, _) => Some(6),
    }
}

/// ACLED's `geo_precision`; `None` where the place is not known, and for a country, which ACLED does not code.
pub fn acled(place: &Place) -> Option<u8> {
    match place.precision {
        Precision::Exact => Some(1),
        Precision::Near | Precision::Area => Some(2),
        Precision::Region => Some(3),
        Precision::Country | Precision::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Kind;
    use super::*;
    use crate::text::RawSpan;

    #[test]
    fn each_precision_has_its_number() {
        let place = |precision| Place {
            name: "Mill Ford".to_owned(),
            id: None,
            written: "Mill Ford".to_owned(),
            span: RawSpan::from([0, 9]),
            lat: None,
            lon: None,
            precision,
            because: "a test".to_owned(),
        };
        for (precision, kind, codes) in [
            (Precision::Exact, None, (Some(1), Some(1))),
            (Precision::Near, None, (Some(2), Some(2))),
            (Precision::Area, None, (Some(5), Some(2))),
            (Precision::Region, Some(Kind::County), (Some(3), Some(3))),
            (Precision::Region, None, (Some(4), Some(3))),
            (Precision::Country, None, (Some(6), None)),
            (Precision::Region, Some(Kind::Water), (Some(7), Some(3))),
            (Precision::Unknown, None, (None, None)),
        ] {
            assert_eq!((ucdp(&place(precision), kind), acled(&place(precision))), codes, "{precision:?}");
        }
    }
}
