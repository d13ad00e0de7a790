//! A page's answer, as the public scorer asks for it.

use serde::Serialize;
use tadmor::Tables;
use tadmor::article;
use tadmor::article::published::Asked;
use tadmor::page::{self, Page, Zone};

/// What was read of one page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Answer {
    /// The article's text.
    pub text: String,
    /// What readers wrote.
    pub comments: String,
    /// The day of publication, where it is known to the day.
    pub date: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// How a page is asked.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// Make it a text without tags first.
    pub flat: bool,
    /// Name the likeliest day even where it is not sure.
    pub force_date: bool,
}

/// The answer for the page in `bytes`.
pub fn of(bytes: &[u8], how: How, tables: &Tables) -> Answer {
    let page = match how.flat {
        true => page::parse(tadmor::train::flatten::flatten(bytes).as_bytes(), Some("utf-8"), tables),
        false => page::parse(bytes, None, tables),
    };
    let asked = Asked { forced: how.force_date, fetched: None };
    let article = article::find_asked(&page, tables, asked);
    let date = article.published.days.exact();
    Answer {
        text: told(&page),
        comments: joined(article.comments.iter().map(|comment| comment.text.as_str())),
        date: date.map(|day| day.to_string()),
        title: article.title.map(|title| title.value),
        author: article.byline.map(|byline| byline.value),
    }
}

/// The article's own text. The labels of most sets leave out the title and the words of pictures.
fn told(page: &Page) -> String {
    let blocks = page.blocks.iter().filter(|block| block.zone == Zone::Body);
    joined(blocks.map(|block| page.text.slice(block.span)))
}

fn joined<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}
