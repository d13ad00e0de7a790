//! `tadmor verify`: is every quote found again at its bytes, and is every page as it was saved.

use serde::Serialize;
use tadmor::id::PageId;
use tadmor::ledger::LedgerClaim;
use tadmor::page::visible;
use tadmor::reading::Reading;
use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::VerifyArguments;
use crate::failure::{self, Failure};
use crate::output::{Output, plain};
use crate::words::count;

/// Something that is not as the ledger says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The page's name; "ledger" where the file itself is damaged.
    pub page: String,
    /// The claim, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// What is wrong.
    pub what: String,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verified {
    /// Pages whose hash was taken.
    pub pages: u64,
    /// Quotes looked for.
    pub claims: u64,
}

/// Verifies, and says what is wrong.
pub fn run(arguments: &VerifyArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let (verified, wrong) = ledger_file(&ledger)?;
    for wrong in &wrong {
        match arguments.json {
            true => output.json(wrong)?,
            false => {
                let claim =
                    wrong.claim.as_deref().map(|claim| format!(", claim {claim}")).unwrap_or_default();
                output.line(format_args!("{}{claim}: {}", plain(&wrong.page), plain(&wrong.what)))?;
            }
        }
    }
    if !arguments.json {
        let (pages, claims) = (count(verified.pages, "page"), count(verified.claims, "quote"));
        let found = match wrong.len() {
            0 => "all as they were saved".to_owned(),
            n => format!("{} wrong", count(n as u64, "thing")),
        };
        output.line(format_args!("{pages} and {claims} looked at: {found}"))?;
    }
    Ok(if wrong.is_empty() { Outcome::Well } else { Outcome::Wrong(failure::FOUND_WRONG) })
}

/// Everything in the ledger that is not as it says.
pub fn ledger_file(ledger: &LedgerFile) -> Result<(Verified, Vec<Wrong>), Failure> {
    let mut verified = Verified::default();
    let mut wrong: Vec<Wrong> = ledger
        .check()?
        .into_iter()
        .map(|what| Wrong { page: "ledger".to_owned(), claim: None, what })
        .collect();
    ledger.each_page(|page| {
        verified.pages += 1;
        let bytes = match ledger.page(&page.page_id) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                wrong.push(page_wrong(&page, "the ledger does not hold its bytes".to_owned()));
                return Ok(());
            }
            Err(error) => {
                wrong.push(page_wrong(&page, error.to_string()));
                return Ok(());
            }
        };
        if PageId::of(&bytes) != page.page_id {
            wrong.push(page_wrong(&page, format!("its bytes have the hash {}", PageId::of(&bytes))));
        }
        for claim in ledger.claims_of_page(&page.page_id)? {
            verified.claims += 1;
            wrong.extend(quote_wrong(&page, &bytes, &claim));
        }
        Ok::<(), Failure>(())
    })??;
    Ok((verified, wrong))
}

fn page_wrong(page: &Reading, what: String) -> Wrong {
    Wrong { page: page.name().into_owned(), claim: None, what }
}

/// The claim, where its quote is not what stands at its bytes.
fn quote_wrong(page: &Reading, bytes: &[u8], claim: &LedgerClaim) -> Option<Wrong> {
    let span = claim.claim.span;
    let there = visible::at(bytes, span, page.format, &page.encoding);
    let quote = visible::folded(&claim.claim.quote);
    let what = match there {
        Some(there) if there == quote => return None,
        Some(there) => format!("at bytes {}–{} stands “{there}”, not “{quote}”", span.start, span.end),
        None => format!("the page has {} bytes, and its quote ends at {}", bytes.len(), span.end),
    };
    Some(Wrong { page: page.name().into_owned(), claim: Some(claim.claim.id.to_string()), what })
}
