//! `tadmor articles`, `claims`, `events`, `origins`, `search`: the ledger a line at a time.

use tadmor::export::{ClaimLine, What};
use tadmor::ledger::LedgerClaim;
use tadmor_store::{ClaimFilter, LedgerFile, Listing};

use crate::Outcome;
use crate::arguments::{ClaimsArguments, ListingArguments, SearchArguments};
use crate::commands::place;
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::words::{self, count, short_days};

fn listing(arguments: &ListingArguments) -> Listing {
    Listing { skip: arguments.skip, limit: arguments.limit.unwrap_or(u32::MAX) }
}

/// The lines of an export, or `tell` of each parsed.
fn each<T: serde::de::DeserializeOwned>(
    arguments: &ListingArguments,
    what: What,
    output: &mut Output,
    tell: impl Fn(&T, &mut Output) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    ledger.lines(what, listing(arguments), |line| match arguments.json {
        true => output.line(line),
        false => match serde_json::from_str(line) {
            Ok(value) => tell(&value, output),
            Err(error) => Err(Failure::NotFound {
                what: format!("a line of {} cannot be read: {error}", what.as_str()),
                help: "read the pages again with `tadmor read`".to_owned(),
            }),
        },
    })??;
    Ok(Outcome::Well)
}

/// `tadmor articles`
pub fn articles(arguments: &ListingArguments, output: &mut Output) -> Result<Outcome, Failure> {
    each(arguments, What::Articles, output, |article: &serde_json::Value, output| {
        let text = |key: &str| article[key].as_str().map(plain);
        let days = serde_json::from_value(article["published"].clone()).map(short_days).unwrap_or_default();
        output.heading(format_args!(
            "{}  {}",
            text("page").unwrap_or_default(),
            text("title").unwrap_or_else(|| "(no title)".to_owned())
        ))?;
        let notes = article["notes"].as_array().map_or(0, Vec::len);
        let comments = article["comments"].as_u64().unwrap_or(0);
        let mut parts = vec![text("outlet").unwrap_or_else(|| "unknown outlet".to_owned()), days];
        if comments > 0 {
            parts.push(count(comments, "comment"));
        }
        if notes > 0 {
            parts.push(count(notes as u64, "note"));
        }
        output.line(format_args!("    {}", parts.join(" · ")))
    })
}

/// `tadmor events`
pub fn events(arguments: &ListingArguments, output: &mut Output) -> Result<Outcome, Failure> {
    each(arguments, What::Events, output, |event: &serde_json::Value, output| {
        let days = serde_json::from_value(event["when"].clone()).map(short_days).unwrap_or_default();
        let text = |key: &str| event[key].as_str().map(plain).unwrap_or_default();
        output.heading(format_args!("{}  {}", text("id"), text("title")))?;
        let claims = event["claims"].as_array().map_or(0, Vec::len) as u64;
        let support = serde_json::from_value(event["support"].clone())
            .map(|support| words::support(&support))
            .unwrap_or_default();
        let hard = event["differences"].as_array().into_iter().flatten();
        let hard = hard.filter(|difference| difference["hard"].as_bool() == Some(true)).count() as u64;
        let differ = if hard > 0 { format!(" · {}", count(hard, "hard difference")) } else { String::new() };
        output.line(format_args!("    {days} · {} · {support}{differ}", count(claims, "claim")))
    })
}

/// `tadmor origins`
pub fn origins(arguments: &ListingArguments, output: &mut Output) -> Result<Outcome, Failure> {
    each(arguments, What::Origins, output, |origin: &tadmor::origin::Origin, output| {
        output.heading(format_args!("{}  {}", origin.id, plain(&origin.speaker)))?;
        let side = origin.side.as_deref().map(|side| format!(" · {side}")).unwrap_or_default();
        output.line(format_args!(
            "    {} · {} in {}{side}",
            short_days(origin.occasion),
            count(origin.claims.len() as u64, "claim"),
            plain(&origin.outlets.join(", ")),
        ))
    })
}

/// `tadmor claims`
pub fn claims(arguments: &ClaimsArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let listing = listing(&arguments.listing);
    let ledger = LedgerFile::open(&arguments.listing.ledger.ledger)?;
    let place = match &arguments.place {
        // A place that the ledger does not know is looked for as typed, and gives nothing.
        Some(typed) => {
            Some(place::known(&ledger, &crate::tables::tables()?, typed)?.unwrap_or(typed.clone()))
        }
        None => None,
    };
    let filter = ClaimFilter {
        kind: arguments.kind.clone(),
        place,
        page: arguments.page.clone(),
        speaker: arguments.speaker.clone(),
        listing,
    };
    ledger.each_claim(&filter, |claim| match arguments.listing.json {
        true => output.json(&ClaimLine::of(&claim)),
        false => tell(&claim, output),
    })??;
    Ok(Outcome::Well)
}

/// `tadmor search`
pub fn search(arguments: &SearchArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let words = arguments.words.join(" ");
    let mut found = ledger.search(&words, arguments.limit)?;
    if found.is_empty() {
        found = ledger.search(&known_words(&ledger, &words)?, arguments.limit)?;
    }
    for claim in &found {
        match arguments.json {
            true => output.json(&ClaimLine::of(claim))?,
            false => tell(claim, output)?,
        }
    }
    if found.is_empty() && !arguments.json {
        output.line("nothing found")?;
    }
    Ok(Outcome::Well)
}

/// The words, those that no claim holds put as the place of the ledger that they are a way to write.
fn known_words(ledger: &LedgerFile, words: &str) -> Result<String, Failure> {
    let tables = crate::tables::tables()?;
    let mut known = Vec::new();
    for word in words.split_whitespace() {
        let spelling = match ledger.search(word, 1)?.is_empty() {
            true => place::known(ledger, &tables, word)?,
            false => None,
        };
        known.push(spelling.map_or_else(|| word.to_owned(), |spelling| format!("\"{spelling}\"")));
    }
    Ok(known.join(" "))
}

/// One claim in a few lines.
pub fn tell(claim: &LedgerClaim, output: &mut Output) -> Result<(), Failure> {
    output.heading(format_args!("{}  {}", claim.claim.id, words::reading(&claim.claim)))?;
    let when = claim.claim.when.as_ref().map(|when| format!(" · {}", short_days(when.days)));
    output.line(format_args!(
        "    {}{} · {} bytes {}–{}",
        words::speakers(&claim.claim),
        when.unwrap_or_default(),
        plain(&claim.page),
        claim.claim.span.start,
        claim.claim.span.end,
    ))?;
    output.line(format_args!("    “{}”", plain(&claim.claim.quote)))
}
