//! Training: from labelled pages to the weights in `models/`.
//!
//! In: pages with what people say is on them. Out: a [`Forest`](crate::forest::Forest). Pure, as everything here: the
//! command reads the files. The same pages in the same order give the same bytes.

mod align;
pub mod date;
pub mod flatten;
pub mod html;
pub mod lang;
pub mod plain;
pub mod spelling;

use std::sync::Arc;

use serde::Deserialize;

use crate::text::hash;

/// What people say is on a page. Absent: nobody looked.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Gold {
    /// The page's name in its set.
    pub id: String,
    /// Where it was found.
    #[serde(default)]
    pub url: Option<String>,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// Who wrote it; several parted by "; ".
    #[serde(default, deserialize_with = "one_or_more")]
    pub author: Option<String>,
    /// The day of publication, YYYY-MM-DD; `Some(None)`: there is none to be found.
    #[serde(default, deserialize_with = "stated")]
    pub date: Option<Option<String>>,
    /// The whole text of the article.
    #[serde(default)]
    pub body: Option<String>,
    /// Stretches that are in the article.
    #[serde(default)]
    pub with: Option<Vec<String>>,
    /// Stretches that are not.
    #[serde(default)]
    pub without: Option<Vec<String>>,
    /// Stretches of readers' comments; empty: there are none.
    #[serde(default)]
    pub comments: Option<Vec<String>>,
    /// A remark of the one who labelled it.
    #[serde(default)]
    pub note: Option<String>,
}

/// A `null` is an answer, an absent key is none.
fn stated<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(value).map(Some)
}

/// One name, or a list of them.
fn one_or_more<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        More(Vec<String>),
    }
    Ok(Option::<Names>::deserialize(value)?.map(|names| match names {
        Names::One(name) => name,
        Names::More(names) => names.join("; "),
    }))
}

/// A page with what people say is on it.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The set that it is of: "aeb".
    pub set: String,
    /// As saved. Shared, so that a part of the pages is cheap to take.
    pub bytes: Arc<[u8]>,
    /// What is on it.
    pub gold: Gold,
}

impl Labelled {
    /// Which of the [`FOLDS`] it lies in: by the host of its address, so that no site is both learned from and asked.
    pub fn fold(&self) -> u64 {
        fold(self.gold.url.as_deref().unwrap_or(&self.gold.id))
    }
}

/// So many parts are pages cut into, when each is to be read by weights that have not seen it.
pub const FOLDS: u64 = 5;

/// The part in which pages of this address lie.
pub fn fold(url: &str) -> u64 {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).to_ascii_lowercase();
    hash::of(host.strip_prefix("www.").unwrap_or(&host).bytes()) % FOLDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_host_share_a_fold() {
        assert_eq!(fold("https://www.lake-courier.example/a"), fold("http://lake-courier.example:80/b?c"));
    }

    #[test]
    fn a_list_of_authors_is_joined() {
        let gold = |line: &str| serde_json::from_str::<Gold>(line).expect("it is well formed").author;
        assert_eq!(
            gold(r#"{"id": "a", "author": ["Ana Ruiz", "Jan Kowal"]}"#).as_deref(),
            Some("Ana Ruiz; Jan Kowal")
        );
        assert_eq!(gold(r#"{"id": "a", "author": "Ana Ruiz"}"#).as_deref(), Some("Ana Ruiz"));
        assert_eq!(gold(r#"{"id": "a", "author": null}"#), None);
    }

    #[test]
    fn a_null_date_is_an_answer() {
        let gold = |line: &str| serde_json::from_str::<Gold>(line).expect("it is well formed").date;
        assert_eq!(gold(r#"{"id": "a", "date": null}"#), Some(None));
        assert_eq!(gold(r#"{"id": "a"}"#), None);
    }
}
