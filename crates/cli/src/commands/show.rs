//! `tadmor show`: one claim, event, origin or page.

use tadmor::export::{self, ArticleLine, ClaimLine, EventLine};
use tadmor::ledger::{LedgerClaim, LedgerEvent};
use tadmor::origin::Origin;
use tadmor::reading::Reading;
use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::ShowArguments;
use crate::commands::{compare, list};
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::words::{self, short_days};

/// How many candidates of an id that was cut too short are named.
const CANDIDATES: u32 = 8;

/// One thing of the ledger.
enum Thing {
    Claim(Box<LedgerClaim>),
    Event(Box<LedgerEvent>),
    Origin(Box<Origin>),
    Page(Box<Reading>),
}

impl Thing {
    fn name(&self) -> String {
        match self {
            Thing::Claim(claim) => format!("claim {}", claim.claim.id),
            Thing::Event(event) => format!("event {}", event.id),
            Thing::Origin(origin) => format!("origin {}", origin.id),
            Thing::Page(page) => format!("page {} ({})", page.name(), &page.page_id.as_str()[..12]),
        }
    }
}

/// Shows what `id` names.
pub fn run(arguments: &ShowArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let id = arguments.id.as_str();
    let mut things = Vec::new();
    things
        .extend(ledger.claims_by_id(id, CANDIDATES)?.into_iter().map(|claim| Thing::Claim(Box::new(claim))));
    things
        .extend(ledger.events_by_id(id, CANDIDATES)?.into_iter().map(|event| Thing::Event(Box::new(event))));
    things.extend(
        ledger.origins_by_id(id, CANDIDATES)?.into_iter().map(|origin| Thing::Origin(Box::new(origin))),
    );
    things.extend(ledger.articles_by(id, CANDIDATES)?.into_iter().map(|page| Thing::Page(Box::new(page))));
    match (things.pop(), things.is_empty()) {
        (Some(thing), true) => show(&thing, &ledger, arguments.json, output)?,
        (Some(last), false) => {
            let names: Vec<_> = things.iter().chain([&last]).map(Thing::name).collect();
            return Err(Failure::NotFound {
                what: format!("\"{id}\" is the start of several ids"),
                help: format!("write more of it: {}", names.join(", ")),
            });
        }
        (None, _) => {
            return Err(Failure::NotFound {
                what: format!("nothing in {} has an id or name \"{id}\"", ledger.path().display()),
                help: "`tadmor events`, `tadmor claims`, `tadmor origins` and `tadmor articles` list them"
                    .to_owned(),
            });
        }
    }
    Ok(Outcome::Well)
}

fn show(thing: &Thing, ledger: &LedgerFile, json: bool, output: &mut Output) -> Result<(), Failure> {
    if json {
        return output.line(match thing {
            Thing::Claim(claim) => export::line(&ClaimLine::of(claim)),
            Thing::Event(event) => export::line(&EventLine::of(event)),
            Thing::Origin(origin) => export::line(origin),
            Thing::Page(page) => export::line(&ArticleLine::of(page)),
        });
    }
    match thing {
        Thing::Claim(claim) => show_claim(claim, ledger, output),
        Thing::Event(event) => compare::tell(event, ledger, &crate::tables::tables()?, output),
        Thing::Origin(origin) => show_origin(origin, ledger, output),
        Thing::Page(page) => show_page(page, ledger, output),
    }
}

fn show_claim(claim: &LedgerClaim, ledger: &LedgerFile, output: &mut Output) -> Result<(), Failure> {
    list::tell(claim, output)?;
    let one = &claim.claim;
    output.line(format_args!("    zone {} · trigger “{}”", one.zone.as_str(), plain(&one.trigger)))?;
    output.gap()?;
    let because = |output: &mut Output, what: &str, name: &str, why: &str| {
        output.line(format_args!("  {what:<9} {}  — {}", plain(name), plain(why)))
    };
    for link in &one.chain {
        let cue = match link.cue.is_empty() {
            true => link.because.clone(),
            false => format!("“{}” {}", link.cue, link.because),
        };
        because(output, "said by", &link.name, cue.trim())?;
    }
    for (what, parties) in [("by", &one.agent), ("with", &one.support), ("against", &one.target)] {
        for party in parties {
            because(output, what, &party.name, &format!("“{}”: {}", party.written, party.because))?;
        }
    }
    for place in &one.places {
        because(output, "at", &place.name, &format!("“{}”: {}", place.written, place.because))?;
    }
    for (what, when) in [("when", &one.when), ("told", &one.told)] {
        if let Some(when) = when {
            because(output, what, &short_days(when.days), &format!("“{}”: {}", when.written, when.because))?;
        }
    }
    for figure in &one.figures {
        because(output, "figure", &words::figure(figure), &format!("“{}”", figure.written))?;
    }
    output.gap()?;
    if let Some(event) = &claim.event {
        output.line(format_args!("  event  {event}"))?;
    }
    let origin = ledger.origin(&claim.origin)?;
    let speaker = origin.map(|origin| format!("  {}", plain(&origin.speaker))).unwrap_or_default();
    output.line(format_args!("  origin {}{speaker}", claim.origin))
}

fn show_origin(origin: &Origin, ledger: &LedgerFile, output: &mut Output) -> Result<(), Failure> {
    output.heading(format_args!("{}  {}", origin.id, plain(&origin.speaker)))?;
    output.line(format_args!(
        "    told {} · carried by {}",
        short_days(origin.occasion),
        plain(&origin.outlets.join(", "))
    ))?;
    for claim in ledger.claims_of_origin(&origin.id)? {
        list::tell(&claim, output)?;
    }
    if !origin.joins.is_empty() {
        output.gap()?;
        output.heading("Why these are one act of telling")?;
    }
    for join in &origin.joins {
        let rule = words::json_word(&join.rule);
        output.line(format_args!("  {} – {}  {rule}: {}", join.a, join.b, plain(&join.because)))?;
    }
    Ok(())
}

fn show_page(page: &Reading, ledger: &LedgerFile, output: &mut Output) -> Result<(), Failure> {
    article(page, output)?;
    for claim in ledger.claims_of_page(&page.page_id)? {
        list::tell(&claim, output)?;
    }
    Ok(())
}

/// What a page says about itself.
pub fn article(page: &Reading, output: &mut Output) -> Result<(), Failure> {
    let article = &page.article;
    output.heading(plain(&page.name()))?;
    output.line(format_args!("  page       {}", page.page_id))?;
    let stated = [
        ("outlet", &article.outlet),
        ("title", &article.title),
        ("deck", &article.deck),
        ("byline", &article.byline),
        ("dateline", &article.dateline),
        ("credit", &article.credit),
        ("address", &article.address),
    ];
    for (what, stated) in stated {
        if let Some(stated) = stated {
            output.line(format_args!(
                "  {what:<10} {}  — {}",
                plain(&stated.value),
                plain(&stated.because)
            ))?;
        }
    }
    let published = &article.published;
    let time = published.time.as_deref().map(|time| format!(" {time}")).unwrap_or_default();
    output.line(format_args!(
        "  published  {}{}  — {}",
        short_days(published.days),
        plain(&time),
        if published.because.is_empty() {
            "nothing on the page tells".to_owned()
        } else {
            plain(&published.because)
        },
    ))?;
    for refused in &published.refused {
        output.line(format_args!("    not “{}”: {}", plain(&refused.written), plain(&refused.why)))?;
    }
    if let Some(language) = &article.language {
        output.line(format_args!("  language   {language}"))?;
    }
    output.line(format_args!("  comments   {}", article.comments.len()))?;
    for note in &page.notes {
        let at = note.span.map(|span| format!("bytes {}–{}: ", span.start, span.end)).unwrap_or_default();
        output.line(format_args!("  note       {at}{}", plain(&note.what)))?;
    }
    output.gap()
}
