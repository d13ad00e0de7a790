//! The outlet, and the agency that it credits.
//!
//! In: a page with zones and its dateline. Out: a [`Stated`] for each that the page gives, with its reason.
//! A page at `sana.sy` is SANA's; so is a dump whose dateline says "Valletta, SANA-" and names no other outlet.

use std::collections::BTreeSet;

use crate::article::Stated;
pub(super) use crate::article::address::find as address;
use crate::article::address::host;
use crate::article::dateline::Dateline;
use crate::article::title::last_part;
use crate::article::unlisted;
use crate::page::{Block, Page, Property, Zone};
use crate::tables::Tables;
use crate::tables::outlets::OutletKind;
use crate::tables::zones::States;
use crate::text::fold::{closed, key, squeezed};

/// The properties that state `what`, the surest first.
pub(super) fn stated<'p>(page: &'p Page, what: States, tables: &Tables) -> Vec<&'p Property> {
    let mut found: Vec<(usize, &Property)> = Vec::new();
    for property in &page.properties {
        match tables.zones.property(&property.name) {
            Some((states, rank)) if states == what => found.push((rank, property)),
            _ => {}
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, property)| property).collect()
}

pub(super) fn of_property(property: &Property, value: String) -> Stated {
    // What the door knows stands nowhere in the page.
    if property.name.starts_with("door:") {
        return Stated {
            value,
            span: None,
            because: "not on the page: from where it was fetched".to_owned(),
        };
    }
    Stated { value, span: Some(property.span), because: format!("the page states {}", property.name) }
}

pub(super) fn of_block(page: &Page, block: &Block, value: String, because: impl Into<String>) -> Stated {
    Stated { value, span: Some(page.text.raw(block.span)), because: because.into() }
}

/// The outlet, by its canonical name; as the page writes it where the table doesn't know it and its markup does.
pub(super) fn find(
    page: &Page,
    address: Option<&Stated>,
    dateline: Option<&Dateline>,
    tables: &Tables,
) -> Option<Stated> {
    by_host(address, tables)
        .or_else(|| by_markup(page, address, tables))
        .or_else(|| dateline.and_then(|dateline| dateline.opening.clone()))
        .or_else(|| by_title(page, tables))
        .or_else(|| by_furniture(page, tables))
        .or_else(|| by_links(page, tables))
        .or_else(|| unlisted::find(page, address, tables))
        .or_else(|| by_credit(dateline, tables))
        .or_else(|| host_alone(address))
}

fn by_host(address: Option<&Stated>, tables: &Tables) -> Option<Stated> {
    let address = address?;
    let outlet = tables.outlets.at_host(&address.value)?;
    let because = format!("its address is at {}", outlet.name);
    Some(Stated { value: outlet.name.clone(), span: address.span, because })
}

fn by_markup(page: &Page, address: Option<&Stated>, tables: &Tables) -> Option<Stated> {
    let sites = stated(page, States::Site, tables);
    let known = sites.iter().find_map(|property| Some((property, tables.outlets.named(&property.value)?)));
    if let Some((property, outlet)) = known {
        return Some(of_property(property, outlet.name.clone()));
    }
    let host = address.map(|address| host(&address.value)).unwrap_or_default();
    let label = closed(tables.addresses.label(&host));
    let agrees = |name: &str| {
        let name = closed(name);
        label.len() >= 3 && (name.contains(&label) || name.len() >= 4 && label.contains(&name))
    };
    // Publishers are often owners: "Lake Media Group Ltd" prints many papers. Its own address may call it so all the same.
    let owner = |name: &str| key(name).split(' ').any(|word| tables.zones.talk(word).company);
    let sure = |property: &&&Property| {
        let name = property.value.as_str();
        SURE.contains(&property.name.as_str())
            && name.split_whitespace().count() <= 8
            && !name.contains("://")
            && name.chars().any(char::is_alphabetic)
            && (!owner(name) || agrees(name))
    };
    let best = || sites.iter().filter(sure).find(|property| agrees(&property.value));
    best().or_else(|| sites.iter().find(sure)).map(|property| of_property(property, property.value.clone()))
}

/// Properties that name the site itself; the last is the name of the feed that brought the page.
const SURE: &[&str] = &["og:site_name", "json-ld:publisher", "json-ld:website", "door:site"];

/// A feed, a search page, an icon of the page lie at hosts of one outlet of the table, and at no other's.
fn by_links(page: &Page, tables: &Tables) -> Option<Stated> {
    let links: Vec<&Property> =
        page.properties.iter().filter(|property| property.name == "own-link").collect();
    let mut owners = links.iter().filter_map(|link| Some((*link, tables.outlets.at_host(&link.value)?)));
    let (link, outlet) = owners.next()?;
    owners.all(|(_, other)| other.name == outlet.name).then(|| Stated {
        value: outlet.name.clone(),
        span: Some(link.span),
        because: format!("the page's own links lead to {}: {}", outlet.name, link.value),
    })
}

/// A page that names no outlet still stands at an address: the host is what is known of its outlet.
fn host_alone(address: Option<&Stated>) -> Option<Stated> {
    let address = address?;
    let host = host(&address.value);
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| Stated {
        value: host.to_owned(),
        span: address.span,
        because: "the page names no outlet: the host of its address".to_owned(),
    })
}

/// "Headline | Outlet": the last part names an outlet of the table.
fn by_title(page: &Page, tables: &Tables) -> Option<Stated> {
    for property in stated(page, States::Title, tables) {
        if let Some(outlet) = last_part(&property.value).and_then(|part| tables.outlets.named(part)) {
            return Some(of_property(property, outlet.name.clone()));
        }
    }
    page.zone(Zone::Title).find_map(|block| {
        let outlet = last_part(page.text.slice(block.span)).and_then(|part| tables.outlets.named(part))?;
        Some(of_block(page, block, outlet.name.clone(), "the last part of the headline's line names it"))
    })
}

/// Words of buttons that an outlet puts before its own name.
const BUTTONS: &[&str] =
    &["support", "follow", "subscribe to", "donate to", "more from", "about", "contact", "copyright", "like"];

/// "Support …", "© 2011 …" with an outlet of the table.
fn by_furniture(page: &Page, tables: &Tables) -> Option<Stated> {
    for block in page.zone(Zone::Furniture) {
        let text = page.text.slice(block.span);
        if text.len() > 160 {
            continue;
        }
        let folded = key(text);
        let button = BUTTONS.iter().find_map(|button| folded.strip_prefix(button)?.strip_prefix(' '));
        let owner = || copyright_owner(text, &folded);
        let Some(named) = button.map(str::to_owned).or_else(owner) else { continue };
        if let Some(outlet) = tables.outlets.keyed(&named).filter(|outlet| outlet.name.chars().count() > 2) {
            return Some(of_block(
                page,
                block,
                outlet.name.clone(),
                "the page's own buttons or copyright line name it",
            ));
        }
    }
    None
}

/// "© 2010-2024 Lake Courier. All rights reserved" names the words after the years.
fn copyright_owner(text: &str, folded: &str) -> Option<String> {
    if !text.contains('©') && !folded.starts_with("copyright") {
        return None;
    }
    let words = folded.split(' ').skip_while(|word| {
        *word == "copyright" || *word == "c" || word.bytes().all(|byte| byte.is_ascii_digit())
    });
    let owner: Vec<&str> =
        words.take_while(|word| *word != "all" && !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    (!owner.is_empty()).then(|| owner.join(" "))
}

fn by_credit(dateline: Option<&Dateline>, tables: &Tables) -> Option<Stated> {
    let credit = dateline?.credit.clone()?;
    let outlet = tables.outlets.named(&credit.value)?;
    let agency = outlet.kind == OutletKind::Agency;
    agency.then(|| Stated {
        because: "the dateline credits it and nothing names another outlet".to_owned(),
        ..credit
    })
}

/// The page's own summary.
pub(super) fn description(page: &Page, tables: &Tables) -> Option<Stated> {
    let property = stated(page, States::Description, tables).into_iter().next()?;
    Some(of_property(property, squeezed(&property.value)))
}

/// No page files an article under more words.
const MOST_TAGS: usize = 40;

/// Words under which the outlet files it, each once.
pub(super) fn tags(page: &Page, tables: &Tables) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut tags = Vec::new();
    for property in stated(page, States::Tags, tables) {
        for tag in property.value.split([',', ';', '،', '|']).map(str::trim) {
            let short = !tag.is_empty() && tag.split_whitespace().count() <= 6;
            if short && tags.len() < MOST_TAGS && seen.insert(key(tag)) {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}

/// An agency credited under the article or in its page data: "Source: SANA", "(Reuters)".
pub(super) fn credit(page: &Page, tables: &Tables) -> Option<Stated> {
    let last = page.zone(Zone::Body).last();
    let blocks = page.zone(Zone::Meta).chain(last);
    for block in blocks {
        let text = page.text.slice(block.span);
        let named = match block.zone {
            Zone::Meta if text.len() < 80 => text.split_once(':').map_or(text, |(_, rest)| rest),
            Zone::Meta => continue,
            _ => text
                .rsplit_once('(')
                .and_then(|(_, rest)| rest.strip_suffix(')').or_else(|| rest.strip_suffix(").")))
                .unwrap_or_default(),
        };
        let agency = tables.outlets.named(named.trim()).filter(|outlet| outlet.kind == OutletKind::Agency);
        if let Some(outlet) = agency {
            return Some(of_block(page, block, outlet.name.clone(), "credits the agency"));
        }
    }
    None
}
