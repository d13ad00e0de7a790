//! The page's own address.
//!
//! In: a page with its properties. Out: a [`Stated`]: the canonical address, made absolute, as the page gives it; an AMP
//! page states that of its main page. [`normal`] gives the form by which two addresses are compared.

use crate::article::Stated;
use crate::article::outlet::{of_property, stated};
use crate::page::{Page, Property};
use crate::tables::Tables;
use crate::tables::zones::States;

/// The page's own address.
pub(super) fn find(page: &Page, tables: &Tables) -> Option<Stated> {
    let properties = stated(page, States::Address, tables);
    let base = properties.iter().find_map(|property| origin(tables.addresses.kept(&property.value)));
    let base = base.or_else(|| {
        page.properties.iter().find(|property| property.name == "base").and_then(|base| origin(&base.value))
    });
    let whole: Vec<(&Property, String)> = properties
        .into_iter()
        .filter_map(|property| {
            let address = absolute(tables.addresses.kept(property.value.trim()), base)?;
            Some((property, address))
        })
        .collect();
    // A front page named as the canonical one of an article is a slip of the system.
    let deep = whole.iter().find(|(_, address)| path(address).len() > 1);
    let (property, address) = deep.or(whole.first())?;
    let mut stated = of_property(property, address.clone());
    if *address != property.value {
        stated.because = format!("{}: {}", stated.because, property.value);
    }
    Some(stated)
}

/// "https://lake.example" of "https://lake.example/a?b".
fn origin(address: &str) -> Option<&str> {
    let at = address.find("://")? + 3;
    let end = address[at..].find(['/', '?', '#']).map_or(address.len(), |end| at + end);
    (end > at && address[at..end].contains('.')).then(|| &address[..end])
}

fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    if address.contains(char::is_whitespace) {
        return None;
    }
    if let Some(rest) = address.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    if address.starts_with('/') {
        return base.map(|base| format!("{base}{address}"));
    }
    origin(address).map(|_| address.to_owned())
}

/// The host, in small letters.
pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The path, from its first "/" on.
pub(super) fn path(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    let rest = rest.find('/').map_or("", |at| &rest[at..]);
    rest.split(['?', '#']).next().unwrap_or(rest)
}

/// The form by which two addresses are compared: without "www.", fragment, tracking parameters and a closing "/"; host in
/// small letters; "http" and "https" alike. It is for comparing, not for visiting.
///
/// ```
/// let tables = tadmor::Tables::shipped().unwrap();
/// let normal = |address: &str| tadmor::article::address::normal(address, &tables);
/// assert_eq!(normal("http://www.Lake.example/a/?utm_source=x&id=7#top"), "lake.example/a?id=7");
/// ```
pub fn normal(address: &str, tables: &Tables) -> String {
    let address = tables.addresses.kept(address);
    let host = host(address);
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path(address).trim_end_matches('/');
    let query = address.split('#').next().unwrap_or_default().split_once('?').map_or("", |(_, query)| query);
    let kept: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !tables.addresses.tracks(part)).collect();
    match kept.is_empty() {
        true => format!("{host}{path}"),
        false => format!("{host}{path}?{}", kept.join("&")),
    }
}
