//! Linked data: what a page's JSON-LD scripts state about the article.
//!
//! In: the contents of a script. Out: [`Property`]s named "json-ld:datePublished", "json-ld:headline",
//! "json-ld:publisher", "json-ld:author". Objects of other things (comments, lists of other articles, breadcrumbs)
//! are left out.

use serde_json::Value;

use crate::page::Property;
use crate::text::RawSpan;

/// Keys that are kept of an article or page.
const KEYS: &[&str] =
    &["datePublished", "dateCreated", "dateModified", "headline", "name", "description", "url", "inLanguage"];

/// Keys under which the article may lie deeper.
const INNER: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"];

/// The properties that `script` states.
pub(super) fn properties(script: &str, raw: RawSpan, found: &mut Vec<Property>) {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let script = script.trim().trim_end_matches("-->").trim().trim_end_matches(';');
    match serde_json::from_str::<Value>(script) {
        Ok(value) => object(&value, raw, found, 0),
        Err(_) => scan(script, raw, found),
    }
}

fn add(found: &mut Vec<Property>, key: &str, value: &str, raw: RawSpan) {
    if !value.trim().is_empty() {
        found.push(Property {
            name: format!("json-ld:{}", key.to_lowercase()),
            value: value.trim().to_owned(),
            span: raw,
        });
    }
}

fn object(value: &Value, raw: RawSpan, found: &mut Vec<Property>, depth: usize) {
    // The parser itself stops at 128 levels; an article never lies deeper than a few.
    if depth > 6 {
        return;
    }
    if let Value::Array(values) = value {
        return values.iter().for_each(|value| object(value, raw, found, depth + 1));
    }
    let Value::Object(fields) = value else { return };
    let kind = match fields.get("@type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    if ["Article", "Posting", "Report", "NewsStory"].iter().any(|word| kind.contains(word)) {
        article(fields, raw, found);
    } else if kind.contains("WebPage") {
        for key in ["datePublished", "dateModified"] {
            if let Some(Value::String(value)) = fields.get(key) {
                add(found, &format!("webpage-{key}"), value, raw);
            }
        }
    } else if kind.contains("NewsMediaOrganization") {
        if let Some(Value::String(name)) = fields.get("name") {
            add(found, "publisher", name, raw);
        }
    } else if kind.contains("Comment") || kind.contains("List") {
        return;
    }
    for key in INNER {
        if let Some(inner) = fields.get(*key) {
            object(inner, raw, found, depth + 1);
        }
    }
}

fn article(fields: &serde_json::Map<String, Value>, raw: RawSpan, found: &mut Vec<Property>) {
    for key in KEYS {
        if let Some(Value::String(value)) = fields.get(*key) {
            add(found, key, value, raw);
        }
    }
    for key in ["publisher", "author"] {
        for name in names(fields.get(key)) {
            add(found, key, name, raw);
        }
    }
}

fn names(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(name)) => vec![name],
        Some(Value::Object(fields)) => fields.get("name").and_then(Value::as_str).into_iter().collect(),
        Some(Value::Array(values)) => values.iter().take(10).flat_map(|value| names_of(value)).collect(),
        _ => Vec::new(),
    }
}

fn names_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name").and_then(Value::as_str))
}

/// A script that is no sound JSON (raw line ends in strings are common) still states its dates.
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
        if !rest[..end].contains('\\') {
            add(found, key, &rest[..end], raw);
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
    fn broken_scripts_still_state_their_dates() {
        let script =
            "{\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",\"datePublished\": \"2011-04-30\",}";
        assert_eq!(stated(script), ["json-ld:datepublished=2011-04-30", "json-ld:headline=Two\nlines"]);
    }
}
