//! The measures of the public scorer of page extraction, `pages_score.py`: the same figures from the same answers.

use std::collections::BTreeMap;

use tadmor::text::fold::squeezed;
use tadmor::train::{Gold, Labelled};

use super::Answer;
use crate::eval::figures::Figures;

type Counts<T> = BTreeMap<T, usize>;

/// All measures for which `pages` have labels.
pub fn all(pages: &[Labelled], answers: &BTreeMap<String, Answer>, figures: &mut Figures) {
    let pairs: Vec<(&Gold, &Answer)> =
        pages.iter().filter_map(|page| Some((&page.gold, answers.get(&page.gold.id)?))).collect();
    let labelled = |has: fn(&Gold) -> bool| pairs.iter().any(|(gold, _)| has(gold));
    if labelled(|gold| gold.body.is_some()) {
        body(&pairs, figures);
        words(&pairs, figures);
    }
    if labelled(|gold| gold.with.is_some()) {
        chunks(&pairs, figures);
    }
    if labelled(|gold| gold.comments.is_some()) {
        comments(&pairs, figures);
    }
    if labelled(|gold| gold.date.is_some()) {
        dates(&pairs, figures);
    }
    if labelled(|gold| gold.title.is_some() || gold.author.is_some()) {
        meta(&pairs, figures);
    }
}

/// Each page's word F1 against its labelled body, the worst first.
pub fn worst(pages: &[Labelled], answers: &BTreeMap<String, Answer>) -> Vec<(String, String)> {
    let mut rows: Vec<(f64, String, String)> = Vec::new();
    for page in pages {
        let (Some(body), Some(answer)) = (&page.gold.body, answers.get(&page.gold.id)) else { continue };
        let (precision, recall, f1) = word_overlap(&answer.text, body);
        let line = format!("words F1 {f1:.3} P {precision:.3} R {recall:.3}");
        rows.push((f1, page.gold.id.clone(), line));
    }
    rows.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
    rows.into_iter().map(|(_, id, line)| (id, line)).collect()
}

/// Runs of letters, digits and underscores. Marks are none of them, as in the scorer.
fn tokens(text: &str) -> Vec<&str> {
    let is_word = |letter: char| {
        letter == '_' || (letter.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(letter))
    };
    text.split(|letter| !is_word(letter)).filter(|token| !token.is_empty()).collect()
}

fn counted<T: Ord>(things: impl IntoIterator<Item = T>) -> Counts<T> {
    let mut counts = Counts::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

/// How many of one stand in the other as well.
fn shared<T: Ord>(one: &Counts<T>, other: &Counts<T>) -> usize {
    one.iter().map(|(thing, count)| other.get(thing).map_or(0, |known| *known.min(count))).sum()
}

fn size<T>(counts: &Counts<T>) -> usize {
    counts.values().sum()
}

/// Runs of four words; a shorter text is one run.
fn shingles(text: &str) -> Counts<Vec<&str>> {
    let tokens = tokens(text);
    match tokens.len() {
        0 => Counts::new(),
        length => {
            let runs = (length + 1).saturating_sub(4).max(1);
            counted((0..runs).map(|at| tokens[at..(at + 4).min(length)].to_vec()))
        }
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn mean(sum: f64, count: usize) -> f64 {
    sum / count.max(1) as f64
}

fn body(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let (mut precisions, mut recalls) = ((0.0, 0), (0.0, 0));
    for (gold, answer) in pairs {
        let (asked, given) = (shingles(gold.body.as_deref().unwrap_or_default()), shingles(&answer.text));
        let right = shared(&asked, &given) as f64;
        if size(&given) > 0 {
            precisions = (precisions.0 + right / size(&given) as f64, precisions.1 + 1);
        }
        if size(&asked) > 0 {
            recalls = (recalls.0 + right / size(&asked) as f64, recalls.1 + 1);
        }
    }
    let (precision, recall) = (mean(precisions.0, precisions.1), mean(recalls.0, recalls.1));
    let value = f1(precision, recall);
    let line = format!("body      n {} F1 {value:.3} P {precision:.3} R {recall:.3}", pairs.len());
    figures.with_line("body_f1", value, line);
    figures.quiet("body_precision", precision);
    figures.quiet("body_recall", recall);
}

fn word_overlap(given: &str, asked: &str) -> (f64, f64, f64) {
    let (given, asked) = (given.to_lowercase(), asked.to_lowercase());
    let (given, asked) = (counted(tokens(&given)), counted(tokens(&asked)));
    match (size(&given), size(&asked)) {
        (0, 0) => (1.0, 1.0, 1.0),
        (_, 0) | (0, _) => (0.0, 0.0, 0.0),
        (ours, theirs) => {
            let right = shared(&given, &asked) as f64;
            let (precision, recall) = (right / ours as f64, right / theirs as f64);
            (precision, recall, f1(precision, recall))
        }
    }
}

fn words(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let mut sums = (0.0, 0.0, 0.0);
    for (gold, answer) in pairs {
        let (precision, recall, f1) = word_overlap(&answer.text, gold.body.as_deref().unwrap_or_default());
        sums = (sums.0 + f1, sums.1 + precision, sums.2 + recall);
    }
    let [f1, precision, recall] = [sums.0, sums.1, sums.2].map(|sum| mean(sum, pairs.len()));
    let line = format!("words     n {} F1 {f1:.3} P {precision:.3} R {recall:.3}", pairs.len());
    figures.with_line("words_f1", f1, line);
}

fn chunks(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let (mut right, mut wrong, mut missed) = (0usize, 0usize, 0usize);
    for (gold, answer) in pairs {
        let text = squeezed(&answer.text);
        for chunk in gold.with.iter().flatten() {
            match text.contains(&squeezed(chunk)) {
                true => right += 1,
                false => missed += 1,
            }
        }
        wrong += gold.without.iter().flatten().filter(|chunk| text.contains(&squeezed(chunk))).count();
    }
    let precision = right as f64 / (right + wrong).max(1) as f64;
    let recall = right as f64 / (right + missed).max(1) as f64;
    let value = f1(precision, recall);
    let line = format!("chunks    n {} F1 {value:.3} P {precision:.3} R {recall:.3}", pairs.len());
    figures.with_line("chunks_f1", value, line);
}

fn comments(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let (mut snippets, mut found, mut leaked, mut without, mut spurious) = (0, 0, 0, 0, 0);
    for (gold, answer) in pairs {
        let Some(asked) = &gold.comments else { continue };
        let (text, given) = (squeezed(&answer.text), squeezed(&answer.comments));
        for snippet in asked {
            let snippet = squeezed(snippet);
            snippets += 1;
            found += usize::from(given.contains(&snippet));
            leaked += usize::from(text.contains(&snippet));
        }
        if asked.is_empty() {
            without += 1;
            spurious += usize::from(!given.is_empty());
        }
    }
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let (found, leaked, spurious) =
        (share(found, snippets), share(leaked, snippets), share(spurious, without));
    let line = format!(
        "comments  snippets {snippets} found {found:.3} leak_in_body {leaked:.3} spurious {spurious:.3} pages_without {without}"
    );
    figures.with_line("comments_found", found, line);
    figures.quiet("comments_leaked", leaked);
    figures.quiet("comments_spurious", spurious);
}

fn dates(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let (mut asked, mut right, mut answered, mut exact, mut dateless, mut invented) = (0, 0, 0, 0, 0, 0);
    for (gold, answer) in pairs {
        let gold = match (&gold.date, &gold.note) {
            // Where nobody looked, there is nothing to score.
            (None, _) | (Some(None), None) => continue,
            (Some(day), _) if day.as_deref() == Some("") => continue,
            (Some(day), _) => day,
        };
        let given = answer.date.as_deref();
        asked += 1;
        answered += usize::from(given.is_some());
        match gold {
            None => {
                dateless += 1;
                invented += usize::from(given.is_some());
                right += usize::from(given.is_none());
            }
            Some(day) => {
                let same = given.is_some_and(|given| day.get(..10).unwrap_or(day) == given);
                right += usize::from(same);
                exact += usize::from(same);
            }
        }
    }
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let (accuracy, precision, coverage) =
        (share(right, asked), share(exact, answered), share(answered, asked));
    let line = format!(
        "dates     n {asked} accuracy {accuracy:.3} precision {precision:.3} coverage {coverage:.3} no_date_pages {dateless} invented {invented}"
    );
    figures.with_line("dates_accuracy", accuracy, line);
    figures.quiet("dates_precision", precision);
    figures.quiet("dates_coverage", coverage);
    figures.quiet("dates_invented", invented as f64);
}

fn meta(pairs: &[(&Gold, &Answer)], figures: &mut Figures) {
    let same = |given: Option<&str>, asked: &str| {
        squeezed(given.unwrap_or_default()).to_lowercase() == squeezed(asked).to_lowercase()
    };
    let (mut titles, mut title_right, mut authors, mut author_given, mut author_right) = (0, 0, 0, 0, 0);
    for (gold, answer) in pairs {
        if let Some(title) = gold.title.as_deref().filter(|title| !title.is_empty()) {
            titles += 1;
            title_right += usize::from(same(answer.title.as_deref(), title));
        }
        if let Some(author) = gold.author.as_deref().filter(|author| !author.is_empty()) {
            authors += 1;
            author_given += usize::from(answer.author.as_ref().is_some_and(|given| !given.trim().is_empty()));
            author_right += usize::from(same(answer.author.as_deref(), author));
        }
    }
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let (title, coverage, author) =
        (share(title_right, titles), share(author_given, authors), share(author_right, authors));
    let line = format!(
        "meta      titles {titles} title_exact {title:.3} authors {authors} author_coverage {coverage:.3} author_exact {author:.3}"
    );
    figures.with_line("title_exact", title, line);
    figures.quiet("author_coverage", coverage);
    figures.quiet("author_exact", author);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_four_words_are_counted_as_often_as_they_stand() {
        let runs = shingles("one two three four one two three four");
        assert_eq!(runs.len(), 4);
        assert_eq!(runs.get(&vec!["one", "two", "three", "four"]), Some(&2));
        assert_eq!(shingles("one two").len(), 1);
        assert!(shingles(" … ").is_empty());
    }

    #[test]
    fn words_are_those_of_the_scorer() {
        assert_eq!(tokens("al-Bab's T-72_b, 3½ km²"), ["al", "Bab", "s", "T", "72_b", "3½", "km²"]);
    }
}
