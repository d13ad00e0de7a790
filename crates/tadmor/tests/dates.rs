//! The day of publication: pages of our own writing, each with the day or the interval that it tells, and why.
//! Places and people are invented.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use tadmor::article::published::Asked;
use tadmor::day::Day;
use tadmor::page::stamp;
use tadmor::tables::Months;
use tadmor::{Tables, article, page};

fn tables() -> &'static Tables {
    static TABLES: std::sync::OnceLock<Tables> = std::sync::OnceLock::new();
    TABLES.get_or_init(|| Tables::shipped().unwrap())
}

/// An article under `stamp`, with `head` in its head and `after` behind its text.
fn html(head: &str, stamp: &str, after: &str) -> String {
    let text = "The ferry between the two islands was stopped on Monday after a storm broke the pier, and the harbour \
        master said that repairs would take a week because the parts have to be brought from the mainland.";
    format!(
        "<!DOCTYPE html><html><head><title>Ferry stopped</title>{head}</head><body><article><h1>Ferry stopped</h1>\
         {stamp}<p>{text}</p><p>{text}</p><p>{text}</p></article>{after}</body></html>"
    )
}

fn asked(page: &str, asked: Asked) -> article::Published {
    let page = page::parse(page.as_bytes(), None, tables());
    article::find_asked(&page, tables(), asked).published
}

fn days(page: &str) -> String {
    asked(page, Asked::default()).days.to_string()
}

#[test]
fn a_stamp_under_the_title_is_the_day() {
    for stamp in [
        "<span class=\"date\">18 May 2009</span>",
        "<p class=\"byline\">By Ida Holm, 18 May 2009</p>",
        "<div class=meta>Published: 18.05.2009, 14:20</div>",
        "<time datetime=\"2009-05-18T09:00:00+02:00\">May 18</time>",
        "<span class=date>١٨ أيار ٢٠٠٩</span>",
        "<span class=date>18 mai 2009</span>",
        "<span class=date>18 травня 2009</span>",
        "<span class=date>۱۳۸۸/۰۲/۲۸</span>",
        "<span class=date>2009年5月18日</span>",
    ] {
        assert_eq!(days(&html("", stamp, "")), "2009-05-18", "{stamp}");
    }
}

#[test]
fn what_is_no_stamp_of_publication_leaves_the_day_open() {
    for (stamp, after) in [
        ("", "<aside class=widget><h3>Archives</h3><ul><li><a href=/2009/05/>May 2009</a></li></ul></aside>"),
        ("", "<footer>© 2003-2009 Island Post</footer>"),
        (
            "",
            "<div id=comments><div class=comment><time datetime=2009-05-18>18 May 2009</time><p>Poor ferry</p></div></div>",
        ),
        (
            "",
            "<div class=related><a href=/x>Storm over the pier and the town</a><time datetime=2009-05-18>18 May 2009</time></div>",
        ),
        (
            "<p>The pier was built on 18 May 1931 and broke for the first time on 3 June 1977 in a gale.</p>",
            "",
        ),
        ("", "<div>1388/02/28 4:19</div><p>Who pays for the pier</p>"),
        ("<div class=topbar><span class=current-date>Monday, 18 May 2009</span></div>", ""),
    ] {
        assert_eq!(days(&html("", stamp, after)), "open", "{stamp}{after}");
    }
}

#[test]
fn an_original_stands_before_its_change() {
    let changed = "<meta property=article:modified_time content=2011-02-01T10:00:00Z>";
    assert_eq!(days(&html(changed, "<span class=date>18 May 2009</span>", "")), "2009-05-18");
    let both = "<p class=meta>Published 18 May 2009, last updated 20 May 2009</p>";
    assert_eq!(days(&html("", both, "")), "2009-05-18");
    // A change alone is a last day, and a day only where one is asked for.
    let alone = html(changed, "", "");
    assert_eq!(days(&alone), "2011-02-01 or earlier");
    let forced = asked(&alone, Asked { forced: true, fetched: None });
    assert_eq!(forced.days.exact(), Day::new(2011, 2, 1));
}

#[test]
fn day_and_month_stay_open_until_something_shows_their_order() {
    let stamp = "<span class=date>03/04/2009</span>";
    assert_eq!(days(&html("", stamp, "")), "2009-03-04 to 2009-04-03");
    let british = "<link rel=canonical href=https://islandpost.co.uk/ferry>";
    assert_eq!(days(&html(british, stamp, "")), "2009-04-03");
    let stated = "<meta property=article:published_time content=2009-03-04T12:00:00+01:00>";
    assert_eq!(days(&html(stated, stamp, "")), "2009-03-04");
}

#[test]
fn the_page_s_own_clock_goes_before_greenwich() {
    let stated = "<meta property=article:published_time content=2009-05-18T23:30:00Z>";
    let page = html(stated, "<p class=meta>19 May 2009 01:30 (GMT+2)</p>", "");
    assert_eq!(days(&page), "2009-05-19");
    // No clock is a day behind Greenwich at half past eleven at night.
    let page = html(stated, "<p class=meta>17 May 2009</p>", "");
    assert_ne!(days(&page), "2009-05-17");
}

#[test]
fn a_month_stays_a_month() {
    let address = "<link rel=canonical href=https://islandpost.example/2009/05/ferry-stopped>";
    assert_eq!(days(&html(address, "", "")), "2009-05-01 to 2009-05-31");
}

#[test]
fn a_hijri_day_is_one_of_three_unless_a_weekday_shows_which() {
    let stamp = "<span class=date>23 جمادى الأولى 1430</span>";
    assert_eq!(days(&html("", stamp, "")), "2009-05-17 to 2009-05-19");
    let stamp = "<span class=date>الاثنين 23 جمادى الأولى 1430</span>";
    assert_eq!(days(&html("", stamp, "")), "2009-05-18");
    let stated = "<meta property=article:published_time content=2009-05-18>";
    assert_eq!(days(&html(stated, "<span class=date>23 جمادى الأولى 1430</span>", "")), "2009-05-18");
}

#[test]
fn nothing_is_later_than_the_day_of_saving() {
    let fetched = Day::new(2009, 5, 20);
    let page = html("<meta property=article:published_time content=2031-01-01>", "", "");
    let published = asked(&page, Asked { forced: false, fetched });
    assert_eq!(published.days.to_string(), "2009-05-21 or earlier");
    assert!(published.refused[0].why.contains("saved"), "{:?}", published.refused);
}

#[test]
fn every_answer_has_its_reason_and_every_loser_its_own() {
    let page = html(
        "<meta property=article:published_time content=2009-05-18T10:00:00+02:00>",
        "<span class=date>18 May 2009</span>",
        "<footer>© 2003-2010 Island Post</footer>",
    );
    let published = asked(&page, Asked::default());
    assert!(published.because.contains("article:published_time"), "{}", published.because);
    let refused: Vec<_> =
        published.refused.iter().map(|one| (one.written.as_str(), one.why.as_str())).collect();
    assert_eq!(refused, [("2010", "a copyright line")]);
}

#[test]
fn state_of_scripts_is_a_clue_only_by_its_key() {
    let state = "<script>window.state = {\"publishDate\": \"2009-05-18T08:00:00+02:00\", \"expires\": \"2031-01-01\"}</script>";
    let published = asked(&html(state, "", ""), Asked { forced: true, fetched: None });
    assert_eq!(published.days.exact(), Day::new(2009, 5, 18));
    let expiry =
        "<script>var session = {\"expires\": \"2031-01-01\", \"buildDate\": \"2030-01-01\"}</script>";
    assert_eq!(asked(&html(expiry, "", ""), Asked { forced: true, fetched: None }).days.to_string(), "open");
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_fault(text in "\\PC{0,80}", words in "([0-9٠-٩۰-۹/.:年月日-]|[Mm]arch|mai| |آذار|de|st|,|\\(|GMT|\\+){0,30}") {
        let months = Months::shipped().unwrap();
        for text in [text.as_str(), words.as_str(), &format!("{text}{words}")] {
            let mut last = 0;
            for stamp in stamp::find(text, &months) {
                prop_assert!(stamp.span.start >= last && text.get(stamp.span.start..stamp.span.end).is_some());
                last = stamp.span.end;
            }
        }
    }

    #[test]
    fn any_page_has_its_day_asked_without_a_fault(inner in "(<|>|\"|'|=|[a-z]{1,4}|2009|-05-|18|/|content|<meta |<time |<script>|</|date|class=| ){0,60}") {
        asked(&html(&inner, &inner, &inner), Asked::default());
        asked(&inner, Asked { forced: true, fetched: None });
    }
}
