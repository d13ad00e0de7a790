//! What is learned of the language.

use std::path::{Path, PathBuf};

use tadmor::lang::cluster::Clusters;
use tadmor::lang::conllu::Treebank;
use tadmor::lang::models;
use tadmor::lang::sentence::SentenceModel;
use tadmor::lang::tag::Tagger;
use tadmor::train::lang::sentence::Settings;
use tadmor::train::lang::{self, Eyes, File, Marked, School};

use crate::Outcome;
use crate::arguments::TrainWhat;
use crate::failure::Failure;
use crate::treebanks;

/// Learns what was asked for from the sets in `folder`, and hands each file to `write` with what it was learned from.
pub fn run(
    asked: &[TrainWhat],
    folder: &Path,
    mut write: impl FnMut(&str, &[u8], &str) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let text = treebanks::text(&folder.join("clusters.tsv"))?;
    let clusters = models::clusters(&text)?;
    let banks = treebanks::to_learn(folder)?;
    let sentences: usize = banks.iter().map(|bank| bank.sentences.len()).sum();
    let from = format!("{sentences} sentences");
    write("clusters.tsv", text.as_bytes(), "clusters.tsv")?;
    let of_tags = [TrainWhat::Tag, TrainWhat::Parse, TrainWhat::Names];
    let school = match asked.iter().any(|what| of_tags.contains(what)) {
        true => Some(school(&banks, &clusters)?),
        false => None,
    };
    // Both are learned at once where both are asked for; what comes out does not hang on it.
    let (tagger, parser) = std::thread::scope(|scope| {
        let tagger = school.as_ref().filter(|_| asked.contains(&TrainWhat::Tag));
        let tagger = tagger.map(|school| scope.spawn(|| school.tagger()));
        let parser = school.as_ref().filter(|_| asked.contains(&TrainWhat::Parse)).map(School::parser);
        (tagger.map(|thread| thread.join().expect("learning does not panic")), parser)
    });
    let mut files: Vec<File> = tagger.into_iter().chain(parser).flatten().collect();
    if asked.contains(&TrainWhat::Sentences) {
        files.extend(lang::sentences(&banks));
    }
    if asked.contains(&TrainWhat::Lemmas) {
        files.extend(lang::lemmas(&banks));
    }
    for (name, bytes) in &files {
        write(name, bytes, &from)?;
    }
    if asked.contains(&TrainWhat::Names) {
        let tagger = school.as_ref().expect("names ask for it").tagger_of_first();
        for (name, bytes) in names(folder, &banks, &clusters, &tagger)? {
            write(name, &bytes, "marked sentences")?;
        }
    }
    Ok(Outcome::Well)
}

/// Our own marked sentences, which are cases as well.
const OWN: &str = include_str!("../../../../tadmor/tests/cases/lang-names.txt");

/// Names are learned from words with the tags that a `tagger` gives them that has not seen them.
fn names(
    folder: &Path,
    banks: &[Treebank],
    clusters: &Clusters,
    tagger: &Tagger,
) -> Result<Vec<File>, Failure> {
    let sentence = SentenceModel::of(&lang::sentence::learn(banks, Settings::default()));
    let re3d = treebanks::re3d_sources(&folder.join("re3d"));
    let pair = |source: &PathBuf| -> Result<(String, String), Failure> {
        Ok((
            treebanks::text(&source.join("documents.jsonl"))?,
            treebanks::text(&source.join("entities.jsonl"))?,
        ))
    };
    let re3d = re3d.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
    let marked = Marked {
        gum: banks.last().expect("GUM is the last of the treebanks that are learned from"),
        uner: &treebanks::text(&folder.join("uner/uner-ewt-dev.iob2"))?,
        wikigold: &treebanks::text(&folder.join("wikigold/wikigold.conll.txt"))?,
        re3d: &re3d,
        own: OWN,
    };
    Ok(lang::names(marked, Eyes { clusters, sentence: &sentence, tagger }))
}

fn school(banks: &[Treebank], clusters: &Clusters) -> Result<School, Failure> {
    School::new(banks, clusters).map_err(|relation| Failure::NotFound {
        what: format!("the treebanks hold the relation {relation:?}, which is not known"),
        help: "add it to Relation in lang/label.rs, or use the treebanks' release that the cards name"
            .to_owned(),
    })
}
