//! Gold, as people wrote it, and our own claims as the scorer sees them: only the keys that are scored.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// A count as the scorer sees it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ScoredFigure {
    pub of: Option<String>,
    pub outcome: Option<String>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub written: Option<String>,
}

/// Days as the scorer sees them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScoredWhen {
    pub from: Option<String>,
    pub to: Option<String>,
    /// Any overlap is right.
    pub loose: bool,
    /// Days that are also right.
    pub alternatives: Vec<String>,
    /// A stretch that is also right.
    pub accept: Option<(String, String)>,
}

/// A place of one of our claims.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScoredPlace {
    pub name: Option<String>,
    pub written: Option<String>,
}

/// A claim that people read.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    pub page: String,
    #[serde(default)]
    pub quote: String,
    pub span: [i64; 2],
    #[serde(default)]
    pub also_spans: Vec<[i64; 2]>,
    pub kind: String,
    pub said_by: Vec<String>,
    #[serde(default)]
    pub accept_speaker: Vec<String>,
    #[serde(default)]
    pub agent: Vec<String>,
    #[serde(default)]
    pub target: Vec<String>,
    /// All its places, joined by "; ".
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub when: Option<ScoredWhen>,
    #[serde(default)]
    pub when_optional: bool,
    #[serde(default)]
    pub figures: Vec<ScoredFigure>,
    #[serde(default)]
    pub mood: Option<String>,
    #[serde(default)]
    pub polarity: Option<String>,
    /// Neither missed nor extra.
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub origin: Option<String>,
}

/// A claim that we read.
#[derive(Clone, Debug, Deserialize)]
pub struct FoundClaim {
    pub page: String,
    #[serde(default)]
    pub quote: String,
    pub span: [i64; 2],
    pub kind: String,
    #[serde(default)]
    pub said_by: Vec<String>,
    #[serde(default)]
    pub agent: Vec<String>,
    #[serde(default)]
    pub target: Vec<String>,
    #[serde(default)]
    pub places: Vec<ScoredPlace>,
    #[serde(default)]
    pub when: Option<ScoredWhen>,
    #[serde(default)]
    pub figures: Vec<ScoredFigure>,
    #[serde(default)]
    pub mood: Option<String>,
    #[serde(default)]
    pub polarity: Option<String>,
    #[serde(default)]
    pub origin: Option<String>,
}

/// The rows of a JSON Lines file; a line with "format" is passed over.
pub fn load<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>, Failure> {
    let text = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let help = "gold is JSON Lines: one object a line, with the keys of docs/ledger.md";
        let fail = |error: serde_json::Error| {
            Failure::line(file, at + 1, line, error.column().saturating_sub(1), error.to_string(), help)
        };
        let value: serde_json::Value = serde_json::from_str(line).map_err(fail)?;
        if value.get("format").is_none() {
            rows.push(serde_json::from_value(value).map_err(fail)?);
        }
    }
    Ok(rows)
}

/// A JSON file.
pub fn load_json<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let text = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    serde_json::from_str(&text).map_err(|error| {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        let column = error.column().saturating_sub(1);
        Failure::line(file, error.line(), line, column, error.to_string(), "the file should be JSON")
    })
}

/// The last part of a file's name: all that counts of a page.
pub fn base(page: &str) -> &str {
    page.rsplit('/').next().unwrap_or(page)
}
