//! Outlet, title, deck, byline, dateline, credit.

use crate::article::Article;
use crate::page::Page;
use crate::tables::Tables;

/// The article on `page`.
pub fn article(_page: &Page, _tables: &Tables) -> Article {
    Article::default()
}
