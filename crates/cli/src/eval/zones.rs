//! Zones, outlets, titles and days of publication against gold.

use serde::Deserialize;
use tadmor::Reading;
use tadmor::day::{Day, Days};
use tadmor::export::zones::LineCounter;

use super::figures::Figures;
use super::gold::base;
use super::names::{Names, key};
use super::pile::Pile;
use crate::failure::Failure;

/// The zone of one line that is not blank.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldZone {
    page: String,
    line: usize,
    zone: String,
}

/// What people read of a page as a whole.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldArticle {
    page: String,
    outlet: Option<String>,
    /// By the page alone: no key where it is the same, null where the page does not tell.
    #[serde(default, deserialize_with = "some")]
    outlet_alone: Option<Option<String>>,
    title: Option<String>,
    #[serde(default)]
    published: GoldPublished,
    comments: Option<usize>,
}

/// Its day.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct GoldPublished {
    /// By the page alone: no key where it is not scored, null or open where no day can be told.
    #[serde(deserialize_with = "some")]
    alone: Option<Option<Days>>,
    /// With the pile at hand.
    with_the_others: Option<Days>,
    /// Months that must never be given.
    never: Vec<String>,
}

/// A key that stands there, even with null.
fn some<'d, D: serde::Deserializer<'d>, T: Deserialize<'d>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

impl GoldArticle {
    /// Whether `given` is right: the outlet's name, or what the page alone tells where that is less.
    /// `None` where the outlet is not scored.
    fn outlet_right(&self, given: Option<&str>, names: &Names) -> Option<bool> {
        let same = |expected: &Option<String>| match (given, expected) {
            (Some(given), Some(expected)) => names.same(given, expected),
            (None, None) => true,
            _ => false,
        };
        match &self.outlet_alone {
            Some(alone) => Some(same(alone) || (given.is_some() && same(&self.outlet))),
            None => self.outlet.is_some().then(|| same(&self.outlet)),
        }
    }
}

/// Zones, line by line; and claims that were read where no outlet speaks.
pub fn measure(pile: &Pile, gold: &[GoldZone], figures: &mut Figures) -> Result<(), Failure> {
    let (mut right, mut leaked) = (0, 0);
    for page in &pile.whole.pages {
        let bytes = pile.ledger.page(&page.page_id)?.unwrap_or_default();
        let lines = LineCounter::new(&bytes);
        for gold in gold.iter().filter(|gold| base(&gold.page) == base(&page.name())) {
            let Some(line) = lines.span(gold.line, bytes.len() as u64) else { continue };
            let shared = |span: tadmor::text::RawSpan| {
                span.end.min(line.end).saturating_sub(span.start.max(line.start))
            };
            let ours = page.zones.iter().filter(|zoned| shared(zoned.span) > 0);
            let ours = ours.max_by_key(|zoned| shared(zoned.span)).map(|zoned| zoned.zone.as_str());
            right += usize::from(ours == Some(gold.zone.as_str()));
            if !matches!(gold.zone.as_str(), "title" | "deck" | "body" | "caption") {
                let claims = pile.whole.claims.iter().filter(|claim| claim.claim.page_id == page.page_id);
                leaked += claims.filter(|claim| claim.claim.span.overlaps(line)).count();
            }
        }
    }
    figures.share("zones", "zones", right, gold.len());
    figures.wrong("claims_in_furniture", "leaked", leaked);
    Ok(())
}

/// Outlets, titles, comments, and days alone and with the pile.
pub fn articles(
    pile: &Pile,
    gold: &[GoldArticle],
    names: &Names,
    alone: impl Fn(&[u8]) -> Reading,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let mut outlets = (0, 0);
    let mut titles = (0, 0);
    let mut comments = (0, 0);
    let mut days_alone = (0, 0);
    let mut days_in_pile = (0, 0);
    let mut never = 0;
    for gold in gold {
        let ours = pile.whole.pages.iter().find(|page| base(&page.name()) == base(&gold.page));
        let Some(ours) = ours else { continue };
        let article = &ours.article;
        let outlet = article.outlet.as_ref().map(|outlet| outlet.value.as_str());
        if let Some(right) = gold.outlet_right(outlet, names) {
            count(&mut outlets, right);
        }
        if let Some(title) = &gold.title {
            count(&mut titles, article.title.as_ref().is_some_and(|given| key(&given.value) == key(title)));
        }
        if let Some(n) = gold.comments {
            count(&mut comments, article.comments.len() == n);
        }
        let bytes = pile.ledger.page(&ours.page_id)?.unwrap_or_default();
        let by_itself = alone(&bytes).article.published.days;
        if let Some(expected) = gold.published.alone {
            count(&mut days_alone, day_alone_right(expected.unwrap_or(Days::OPEN), by_itself));
        }
        let expected = gold.published.with_the_others.or(gold.published.alone.flatten());
        let with_pile = article.published.days;
        if let Some(expected) = expected.filter(|days| !days.is_open()) {
            count(&mut days_in_pile, !with_pile.is_open() && expected.contains(with_pile));
        }
        let forbidden = |days: Days| {
            [days.from, days.to].into_iter().flatten().any(|day: Day| {
                let day = day.to_string();
                gold.published.never.iter().any(|month| day.starts_with(month.as_str()))
            })
        };
        never += usize::from(forbidden(by_itself)) + usize::from(forbidden(with_pile));
    }
    figures.share("outlets", "outlets", outlets.0, outlets.1);
    figures.share("titles", "titles", titles.0, titles.1);
    figures.share("comments", "comments", comments.0, comments.1);
    figures.share("days_alone", "day alone", days_alone.0, days_alone.1);
    figures.share("days_in_pile", "with pile", days_in_pile.0, days_in_pile.1);
    figures.wrong("never_days", "never", never);
    Ok(())
}

fn count(sum: &mut (usize, usize), right: bool) {
    sum.0 += usize::from(right);
    sum.1 += 1;
}

/// What is known must be given, and what is open must be left open at that end.
fn day_alone_right(expected: Days, given: Days) -> bool {
    match (expected.from, expected.to) {
        (None, None) => given.exact().is_none(),
        (from, None) => given.to.is_none() && given.from == from,
        (None, to) => given.from.is_none() && given.to == to,
        _ => expected == given,
    }
}
