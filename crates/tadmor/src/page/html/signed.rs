//! Who signs, as the markup marks it: elements that say of their words that these are the writer's name.
//!
//! In: an element's attributes. Out: the name of the property that its words make: "byline:rel", "byline:itemprop",
//! "byline:link", "byline:class post-author". `<a rel="author" href="/team/anna">Anna Kowal</a>` makes
//! "byline:rel" = "Anna Kowal". Whether the words are a name, and whose, is decided in [`crate::article`].

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Parts of class and id words that mark a writer, in the languages that content systems are written in.
const STEMS: &[&str] = &[
    "author",
    "byline",
    "by-line",
    "autor",
    "auteur",
    "autore",
    "writer",
    "verfasser",
    "redakteur",
    "journalist",
    "reporter",
    "contributor",
    "columnist",
    "posted-by",
    "postedby",
    "written-by",
    "writtenby",
    "skribent",
    "yazar",
    "penulis",
    "forfatter",
    "firmante",
    "firma-",
    "signature",
    "dateline",
    "article-meta",
    "post-meta",
    "entry-meta",
    "article-info",
    "article__meta",
    "post__meta",
];

/// Parts of an address under which sites keep a writer's page.
const PATHS: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/autores/",
    "/auteur/",
    "/auteurs/",
    "/autore/",
    "/autori/",
    "/profile/",
    "/profiles/",
    "/people/",
    "/person/",
    "/reporter/",
    "/reporters/",
    "/journalist/",
    "/journalists/",
    "/contributor/",
    "/contributors/",
    "/writer/",
    "/writers/",
    "/columnist/",
    "/columnists/",
    "/by/",
    "/byline/",
    "/staff/",
    "/team/",
    "/redaktion/",
    "/yazar/",
    "/yazarlar/",
    "/penulis/",
    "/avtor/",
    "/users/",
    "/user/",
    "?author=",
];

/// The words of a longer element are not a name.
pub(super) const LONGEST: usize = 400;

/// A class or an id with more than this is not looked at.
const LONGEST_CLASS: usize = 400;

/// The property that the words of an element with these attributes make, where they say that it names a writer.
pub(super) fn stated(rel: &str, itemprop: &str, href: Option<&str>) -> Option<String> {
    let lists = |list: &str, wanted: &str| {
        list.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted))
    };
    if lists(rel, "author") {
        return Some("byline:rel".to_owned());
    }
    if lists(itemprop, "author") || lists(itemprop, "creator") {
        return Some("byline:itemprop".to_owned());
    }
    let leads = href.is_some_and(|href| href.len() <= LONGEST_CLASS && any(&PATHS_IN, href).is_some());
    leads.then(|| "byline:link".to_owned())
}

/// The property that the words of an element of this class make, where it names a writer.
pub(super) fn class(class: &str) -> Option<String> {
    if class.is_empty() || class.len() > LONGEST_CLASS {
        return None;
    }
    // No stem holds white space: the first that ends lies in the first word that holds any.
    let end = any(&STEMS_IN, class)?;
    let start = class[..end].rfind(|letter: char| letter.is_ascii_whitespace()).map_or(0, |at| at + 1);
    let word = class[start..].split_ascii_whitespace().next()?;
    Some(format!("byline:class {}", word.to_ascii_lowercase()))
}

static STEMS_IN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(STEMS));
static PATHS_IN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(PATHS));

/// All of the words at once, in either case.
fn finder(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
}

/// Where the first of the words in `text` ends.
fn any(finder: &LazyLock<Option<AhoCorasick>>, text: &str) -> Option<usize> {
    Some(finder.as_ref()?.find(text)?.end())
}

#[cfg(test)]
mod tests {
    use super::{class, stated};

    #[test]
    fn markup_names_the_writer_in_many_ways() {
        let of = |rel, itemprop, written, href| {
            stated(rel, itemprop, href).or_else(|| class(written)).unwrap_or_default()
        };
        assert_eq!(of("author nofollow", "", "", Some("/x")), "byline:rel");
        assert_eq!(of("", "author", "name", None), "byline:itemprop");
        assert_eq!(of("", "", "link", Some("https://lake.example/Autoren/kowal")), "byline:link");
        assert_eq!(of("", "", "box Post-Author big", None), "byline:class post-author");
        assert_eq!(of("", "", "authentic", Some("/authentic/")), "");
    }
}
