//! The order of day and month on a page: "03/04/2011" is 3 April or 4 March.

use super::clue::Clue;
use crate::article::{Stated, language};
use crate::page::Page;
use crate::tables::Tables;

/// Which comes first, and what shows it.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Whether the day does.
    pub day_first: bool,
    /// What shows it.
    pub because: String,
}

/// Countries that write the month first.
fn month_first(country: &str) -> bool {
    matches!(country, "US" | "PH")
}

/// The order on `page`, where something shows it; asked only where a date needs it.
pub(super) fn of(
    clues: &[Clue],
    page: &Page,
    address: Option<&Stated>,
    outlet: Option<&Stated>,
    tables: &Tables,
) -> Option<Order> {
    by_dates(clues)
        .or_else(|| by_outlet(outlet, tables))
        .or_else(|| by_locale(page))
        .or_else(|| by_host(address))
        .or_else(|| by_language(page, tables))
}

fn by_dates(clues: &[Clue]) -> Option<Order> {
    let shown = clues.iter().find_map(|clue| Some((shows(&clue.written)?, &clue.written)));
    if let Some((day_first, written)) = shown {
        return Some(Order { day_first, because: format!("the page writes {written} elsewhere") });
    }
    // "03/04/2011" beside an address of 2011/04/03: one reading is a day that the page states otherwise.
    let open = clues.iter().filter(|clue| clue.swapped.is_some());
    for clue in open {
        let sure = |other: &&Clue| other.swapped.is_none() && other.refused.is_none() && !other.is_change();
        let agrees = |day| {
            clues.iter().filter(sure).find(|other| other.days.exact().is_some() && other.days.exact() == day)
        };
        match (agrees(clue.days.exact()), agrees(clue.swapped)) {
            (Some(other), None) => {
                return Some(Order { day_first: true, because: other.because() });
            }
            (None, Some(other)) => {
                return Some(Order { day_first: false, because: other.because() });
            }
            _ => {}
        }
    }
    None
}

fn by_outlet(outlet: Option<&Stated>, tables: &Tables) -> Option<Order> {
    let outlet = tables.outlets.named(&outlet?.value)?;
    let country = outlet.country.as_deref()?;
    Some(Order { day_first: !month_first(country), because: format!("the outlet is of {country}") })
}

/// "en_GB" in the page's own markup.
fn by_locale(page: &Page) -> Option<Order> {
    let locale = page.properties.iter().find(|property| {
        matches!(
            property.name.as_str(),
            "og:locale" | "json-ld:inlanguage" | "content-language" | "dc.language"
        )
    })?;
    let (_, country) = locale.value.split_once(['_', '-'])?;
    let country = country.get(..2)?.to_ascii_uppercase();
    // "en_US" is what content systems state where nobody chose.
    if month_first(&country) {
        return None;
    }
    Some(Order { day_first: true, because: format!("the page states {} {}", locale.name, locale.value) })
}

fn by_host(address: Option<&Stated>) -> Option<Order> {
    let host = address?.value.split("//").nth(1)?.split('/').next()?.to_owned();
    let ending = host.rsplit('.').next().filter(|ending| ending.len() == 2)?;
    // Endings of countries that are sold to everyone.
    if matches!(ending, "tv" | "io" | "co" | "me" | "ai" | "cc" | "ly" | "fm" | "to" | "ws") {
        return None;
    }
    let day_first = !month_first(&ending.to_ascii_uppercase());
    Some(Order { day_first, because: format!("its address ends in .{ending}") })
}

fn by_language(page: &Page, tables: &Tables) -> Option<Order> {
    let language = language::of(page, tables).filter(|language| *language != "en")?;
    Some(Order { day_first: true, because: format!("the page is in {language}") })
}

/// "25/03/2011" shows that the day comes first.
fn shows(written: &str) -> Option<bool> {
    let mut parts = written.split(['/', '-']);
    let (one, two): (u32, u32) = (parts.next()?.trim().parse().ok()?, parts.next()?.trim().parse().ok()?);
    parts.next()?;
    match (one, two) {
        (13..=31, 1..=12) => Some(true),
        (1..=12, 13..=31) => Some(false),
        _ => None,
    }
}
