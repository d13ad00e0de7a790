//! The part of the outlet in which an article stands.
//!
//! In: a page, its address and title. Out: a [`Stated`]: "World", from the page's data, its breadcrumb, or, as the last
//! resort, the first part of its address's path. Parts that stand in every path ("news", "2031", "en") are none.

use crate::article::outlet::{of_property, stated};
use crate::article::{Stated, address};
use crate::page::Page;
use crate::tables::Tables;
use crate::tables::zones::States;
use crate::text::fold::key;

/// No section's name has more words.
const MOST_WORDS: usize = 5;

/// The section.
pub(super) fn find(
    page: &Page,
    own: Option<&Stated>,
    title: Option<&Stated>,
    tables: &Tables,
) -> Option<Stated> {
    let title = title.map(|title| key(&title.value)).unwrap_or_default();
    let fits = |name: &str| {
        let folded = key(name);
        let words = folded.split(' ').count();
        !folded.is_empty()
            && words <= MOST_WORDS
            && folded != title
            && !name.contains("://")
            && folded.chars().any(char::is_alphabetic)
            && !matches!(
                folded.as_str(),
                "home"
                    | "homepage"
                    | "start"
                    | "startseite"
                    | "null"
                    | "undefined"
                    | "uncategorized"
                    | "uncategorised"
            )
    };
    let said = stated(page, States::Section, tables).into_iter().find_map(|property| {
        // "World / Middle East" names the finer one last; the section is the first.
        let first = property.value.split([',', '|', ';', '>']).map(str::trim).find(|part| fits(part))?;
        Some(of_property(property, first.to_owned()))
    });
    if said.is_some() {
        return said;
    }
    // The first of a breadcrumb is the front page, the last often the article.
    let crumbs: Vec<_> =
        page.properties.iter().filter(|property| property.name == "json-ld:breadcrumb").collect();
    if let Some(crumb) = crumbs.iter().skip(1).find(|crumb| fits(&crumb.value) && crumbs.len() > 2) {
        return Some(of_property(crumb, crumb.value.clone()));
    }
    let own = own?;
    let mut parts = address::path(&own.value).split('/').filter(|part| !part.is_empty());
    let named = |part: &str| {
        let letters = part.chars().filter(|character| character.is_alphabetic()).count();
        letters >= 3
            && part.len() <= 24
            && part.matches(['-', '_']).count() <= 2
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_')
    };
    let part = parts.by_ref().take(3).find(|part| !tables.addresses.plain(part) && named(part))?;
    // The last part of the path is the article's own name.
    parts.next()?;
    Some(Stated {
        value: part.replace(['-', '_'], " "),
        span: own.span,
        because: format!("the first part of its address that names one: {part}"),
    })
}
