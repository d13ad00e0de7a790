//! Linked data: what a page's JSON-LD scripts state about the article.
//!
//! In: the contents of a script. Out: [`Property`]s named "json-ld:datePublished", "json-ld:headline",
//! "json-ld:publisher", "json-ld:author" … of the page's main article. References inside the script
//! (`{"@id": "#anna"}`) are followed. Objects of other things (comments, lists of other articles) are left out; of a
//! breadcrumb the names are kept. A script that is no sound JSON is mended where that is plain, else searched for its
//! dates and headline.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::entity;
use crate::page::Property;
use crate::text::RawSpan;

/// Keys that are kept of an article or page.
const KEYS: &[&str] = &[
    "datePublished",
    "dateCreated",
    "dateModified",
    "headline",
    "name",
    "description",
    "url",
    "inLanguage",
    "articleSection",
    "keywords",
];

/// Keys under which the article may lie deeper.
const INNER: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"];

/// Scripts with more bytes are not mended.
const LONGEST_MENDED: usize = 1 << 20;

/// The properties that `script` states.
pub(super) fn properties(script: &str, raw: RawSpan, found: &mut Vec<Property>) {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let script = script.trim().trim_end_matches("-->").trim().trim_end_matches(';');
    let values = match serde_json::from_str::<Value>(script) {
        Ok(value) => vec![value],
        Err(_) if script.len() <= LONGEST_MENDED => several(&mended(script)),
        Err(_) => Vec::new(),
    };
    if values.is_empty() {
        return scan(script, raw, found);
    }
    let mut reading = Reading { raw, found, articles: Vec::new(), ids: BTreeMap::new() };
    values.iter().for_each(|value| reading.ids(value, 0));
    values.iter().for_each(|value| reading.object(value, 0));
    reading.articles();
}

/// The values of a script that holds one or more, as far as it is sound.
fn several(script: &str) -> Vec<Value> {
    let values = serde_json::Deserializer::from_str(script).into_iter::<Value>();
    values.map_while(Result::ok).take(50).collect()
}

/// Line ends inside strings, commas before a closing bracket, and "\'" are common and plain to mend.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 64);
    let mut inside = false;
    let mut characters = script.chars().peekable();
    // Where the text goes on after a comma that may have to go.
    let mut comma: Option<usize> = None;
    while let Some(character) = characters.next() {
        if inside {
            match character {
                '\\' => match characters.next() {
                    Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                        out.push('\\');
                        out.push(escaped);
                    }
                    Some(other) => out.push(other),
                    None => {}
                },
                '"' => {
                    inside = false;
                    out.push('"');
                }
                '\n' | '\r' | '\t' => out.push(' '),
                control if control.is_control() => {}
                other => out.push(other),
            }
            continue;
        }
        match character {
            '"' => inside = true,
            '}' | ']' => {
                if let Some(at) = comma {
                    out.truncate(at);
                }
            }
            ';' => continue,
            _ => {}
        }
        match character {
            ',' => comma = Some(out.len()),
            blank if blank.is_whitespace() => {}
            _ => comma = None,
        }
        out.push(character);
    }
    out
}

struct Reading<'v, 'f> {
    raw: RawSpan,
    found: &'f mut Vec<Property>,
    /// Articles with how much they state.
    articles: Vec<(usize, &'v Map<String, Value>)>,
    /// What references stand for.
    ids: BTreeMap<&'v str, &'v Map<String, Value>>,
}

/// A script states one article, and lists a few others.
const MOST_ARTICLES: usize = 200;

/// The parser itself stops at 128 levels; an article never lies deeper than a few.
const DEEPEST: usize = 6;

impl<'v> Reading<'v, '_> {
    fn add(&mut self, key: &str, value: &str) {
        let value = plain(value);
        if !value.is_empty() {
            let name = format!("json-ld:{}", key.to_lowercase());
            self.found.push(Property { name, value, span: self.raw });
        }
    }

    /// Notes what references can stand for: objects with an id and a name.
    fn ids(&mut self, value: &'v Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.ids(value, depth + 1)),
            Value::Object(fields) => {
                if let (Some(Value::String(id)), true) = (fields.get("@id"), fields.contains_key("name")) {
                    self.ids.entry(id).or_insert(fields);
                }
                fields.values().for_each(|value| self.ids(value, depth + 1));
            }
            _ => {}
        }
    }

    fn object(&mut self, value: &'v Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Value::Array(values) = value {
            return values.iter().for_each(|value| self.object(value, depth + 1));
        }
        let Value::Object(fields) = value else { return };
        let kind = kind(fields);
        if ["Article", "Posting", "Report", "NewsStory"].iter().any(|word| kind.contains(word)) {
            let has = |key: &str, worth: usize| if fields.contains_key(key) { worth } else { 0 };
            let worth = has("headline", 4) + has("datePublished", 3) + has("author", 3);
            let worth = worth + has("mainEntityOfPage", 2) + has("articleBody", 2) + has("publisher", 1);
            if self.articles.len() < MOST_ARTICLES {
                self.articles.push((worth, fields));
            }
        } else if kind.contains("WebPage") {
            for key in ["datePublished", "dateModified"] {
                if let Some(Value::String(value)) = fields.get(key) {
                    self.add(&format!("webpage-{key}"), value);
                }
            }
            if let Some(author) = fields.get("author") {
                self.names("webpage-author", author);
            }
        } else if kind.contains("NewsMediaOrganization") {
            if let Some(Value::String(name)) = fields.get("name") {
                self.add("publisher", name);
            }
        } else if kind.contains("WebSite") {
            if let Some(Value::String(name)) = fields.get("name") {
                self.add("website", name);
            }
        } else if kind.contains("Breadcrumb") {
            return self.breadcrumb(fields);
        } else if kind.contains("Comment") || kind.contains("List") {
            return;
        }
        for key in INNER {
            if let Some(inner) = fields.get(*key) {
                self.object(inner, depth + 1);
            }
        }
        if let Some(breadcrumb) = fields.get("breadcrumb") {
            self.object(breadcrumb, depth + 1);
        }
    }

    /// "Home", "World", "Middle East".
    fn breadcrumb(&mut self, fields: &'v Map<String, Value>) {
        let Some(Value::Array(items)) = fields.get("itemListElement") else { return };
        for item in items.iter().take(8) {
            let name = item.get("name").or_else(|| item.get("item").and_then(|item| item.get("name")));
            if let Some(name) = name.and_then(Value::as_str) {
                self.add("breadcrumb", name);
            }
        }
    }

    /// States the article that tells most, and others that are the same one again.
    fn articles(&mut self) {
        let articles = std::mem::take(&mut self.articles);
        let headline =
            |fields: &Map<String, Value>| fields.get("headline").and_then(Value::as_str).map(plain);
        let most = articles.iter().map(|(worth, _)| *worth).max().unwrap_or(0);
        let Some(main) = articles.iter().find(|(worth, _)| *worth == most).map(|(_, fields)| *fields) else {
            return;
        };
        self.article(main);
        let main_headline = headline(main);
        for (_, fields) in articles {
            let same = match &main_headline {
                Some(main) => headline(fields).is_none_or(|other| *main == other),
                None => true,
            };
            if same && !std::ptr::eq(fields, main) {
                self.article(fields);
            }
        }
    }

    fn article(&mut self, fields: &'v Map<String, Value>) {
        for key in KEYS {
            match fields.get(*key) {
                Some(Value::String(value)) => self.add(key, value),
                Some(Value::Array(values)) => {
                    values.iter().filter_map(Value::as_str).take(30).for_each(|value| self.add(key, value));
                }
                _ => {}
            }
        }
        let of_page = fields.get("mainEntityOfPage");
        let of_page =
            of_page.and_then(|page| page.as_str().or_else(|| page.get("@id").and_then(Value::as_str)));
        if let Some(address) = of_page.filter(|address| address.contains("://")) {
            self.add("mainEntityOfPage", address);
        }
        for key in ["publisher", "author"] {
            if let Some(value) = fields.get(key) {
                self.names(key, value);
            }
        }
        if !fields.contains_key("author")
            && let Some(creator) = fields.get("creator")
        {
            self.names("author", creator);
        }
    }

    fn names(&mut self, key: &str, value: &'v Value) {
        let mut left = vec![value];
        let mut taken = 0;
        while let Some(value) = left.pop() {
            taken += 1;
            if taken > 30 {
                return;
            }
            match value {
                Value::String(name) => self.add(key, name),
                Value::Array(values) => left.extend(values.iter().rev().take(20)),
                Value::Object(fields) => {
                    let id = fields.get("@id").and_then(Value::as_str);
                    let told = id.and_then(|id| self.ids.get(id)).copied();
                    let fields = if fields.contains_key("name") { fields } else { told.unwrap_or(fields) };
                    let organization = key == "author" && kind(fields).contains("Organization");
                    let key = if organization { "author-organization" } else { key };
                    match fields.get("name") {
                        Some(Value::String(name)) => self.add(key, name),
                        Some(Value::Array(names)) => {
                            names
                                .iter()
                                .filter_map(Value::as_str)
                                .take(20)
                                .for_each(|name| self.add(key, name));
                        }
                        _ => {
                            let part =
                                |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
                            let whole = format!("{} {}", part("givenName"), part("familyName"));
                            self.add(key, whole.trim());
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn kind(fields: &Map<String, Value>) -> String {
    match fields.get("@type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// Without the entities and tags that many systems leave in their values.
fn plain(value: &str) -> String {
    let value = value.trim();
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    for part in entity::parts(value) {
        match &part.read {
            Some(read) => out.push_str(read),
            None => out.push_str(&value[part.span.start..part.span.end]),
        }
    }
    out.trim().to_owned()
}

/// A script that cannot be mended still states its dates and its headline.
fn scan(script: &str, raw: RawSpan, found: &mut Vec<Property>) {
    if !["Article", "Posting"].iter().any(|word| script.contains(word)) {
        return;
    }
    for key in ["datePublished", "dateModified", "headline"] {
        let Some(at) = script.find(&format!("\"{key}\"")) else { continue };
        let rest = script[at + key.len() + 2..].trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('"'))
        else {
            continue;
        };
        let Some(end) = rest.find('"') else { continue };
        let value = rest[..end].trim();
        if !value.is_empty() && !value.contains('\\') {
            let name = format!("json-ld:{}", key.to_lowercase());
            found.push(Property { name, value: value.to_owned(), span: raw });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(script: &str) -> Vec<String> {
        let mut found = Vec::new();
        properties(script, RawSpan::default(), &mut found);
        found.into_iter().map(|property| format!("{}={}", property.name, property.value)).collect()
    }

    #[test]
    fn articles_are_read_and_comments_left_out() {
        let script = r#"{"@graph":[{"@type":"NewsArticle","datePublished":"2011-04-30","publisher":{"name":"Lake Courier"},
            "comment":[{"@type":"Comment","datePublished":"2012-01-01"}]},{"@type":"Comment","datePublished":"2013-01-01"}]}"#;
        assert_eq!(stated(script), ["json-ld:datepublished=2011-04-30", "json-ld:publisher=Lake Courier"]);
    }

    #[test]
    fn references_are_followed_and_other_articles_left_out() {
        let script = r##"{"@graph":[
            {"@type":"Article","headline":"A bridge opens","author":{"@id":"#anna"},"articleSection":["World","Roads"]},
            {"@type":"Person","@id":"#anna","name":"Anna O&#039;Kowal"},
            {"@type":"Article","headline":"Another bridge","author":"Jan Berg"}]}"##;
        assert_eq!(
            stated(script),
            [
                "json-ld:headline=A bridge opens",
                "json-ld:articlesection=World",
                "json-ld:articlesection=Roads",
                "json-ld:author=Anna O'Kowal",
            ]
        );
    }

    #[test]
    fn teams_are_told_from_people() {
        let script = r#"[{"@type":"NewsArticle","author":[{"@type":"Organization","name":"Lake Desk"},{"@type":"Person","name":"Jan Berg"}]},
            {"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"item":{"name":"World"}}]}]"#;
        assert_eq!(
            stated(script),
            [
                "json-ld:breadcrumb=Home",
                "json-ld:breadcrumb=World",
                "json-ld:author-organization=Lake Desk",
                "json-ld:author=Jan Berg",
            ]
        );
    }

    #[test]
    fn broken_scripts_are_mended() {
        let script =
            "{\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",\"datePublished\": \"2011-04-30\",}";
        assert_eq!(stated(script), ["json-ld:datepublished=2011-04-30", "json-ld:headline=Two lines"]);
    }

    #[test]
    fn scripts_beyond_mending_still_state_their_dates() {
        let script = "{\"@type\":\"NewsArticle\",\"datePublished\": \"2011-04-30\", {{";
        assert_eq!(stated(script), ["json-ld:datepublished=2011-04-30"]);
    }
}
