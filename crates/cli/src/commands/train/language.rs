//! What is learned of the language.

use tadmor::lang::conllu;
use tadmor::lang::sentence::SentenceModel;
use tadmor::lang::tag::Tagger;
use tadmor::train::lang::sentence::Settings;
use tadmor::train::lang::{self, Eyes, File, Marked, School};

use crate::Outcome;
use crate::arguments::TrainWhat;
use crate::failure::Failure;
use crate::treebanks::Sets;

/// Learns what was asked for from `sets`, and hands each file to `write` with what it was learned from.
pub fn run(
    asked: &[TrainWhat],
    sets: &Sets,
    mut write: impl FnMut(&str, &[u8], &str) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let banks = &sets.banks;
    let sentences: usize = banks.iter().map(|bank| bank.sentences.len()).sum();
    let from = format!("{sentences} sentences of treebanks");
    write("clusters.tsv", sets.clusters_file.as_bytes(), "clusters.tsv")?;
    let of_tags = [TrainWhat::Tag, TrainWhat::Parse, TrainWhat::Names];
    let school = match asked.iter().any(|what| of_tags.contains(what)) {
        true => Some(school(sets)?),
        false => None,
    };
    // Both are learned at once where both are asked for; what comes out does not hang on it.
    let (tagger, parser) = std::thread::scope(|scope| {
        let tagger = school.as_ref().filter(|_| asked.contains(&TrainWhat::Tag));
        let tagger = tagger.map(|school| scope.spawn(|| school.tagger()));
        let parser = school.as_ref().filter(|_| asked.contains(&TrainWhat::Parse)).map(School::parser);
        (tagger.map(|thread| thread.join().expect("learning does not panic")), parser)
    });
    for (name, bytes) in tagger.into_iter().chain(parser).flatten() {
        write(name, &bytes, &format!("{from}, and our own"))?;
    }
    let of_sentences = [TrainWhat::Sentences, TrainWhat::Names];
    let ends = match asked.iter().any(|what| of_sentences.contains(what)) {
        true => lang::sentence::learn(banks, Settings::default()),
        false => Vec::new(),
    };
    let mut files: Vec<File> = Vec::new();
    if asked.contains(&TrainWhat::Sentences) {
        files.extend(lang::sentences(&ends));
    }
    if asked.contains(&TrainWhat::Lemmas) {
        files.extend(lang::lemmas(banks));
    }
    for (name, bytes) in &files {
        write(name, bytes, &from)?;
    }
    if asked.contains(&TrainWhat::Names) {
        let tagger = school.as_ref().expect("names ask for it").tagger_of_first();
        for (name, bytes) in names(sets, &SentenceModel::of(&ends), &tagger) {
            write(name, &bytes, "marked sentences")?;
        }
    }
    Ok(Outcome::Well)
}

/// Our own marked sentences, which are cases as well.
const OWN: &str = include_str!("../../../../tadmor/tests/cases/lang-names.txt");

/// Names are learned from words with the tags that a `tagger` gives them that has not seen them, in the sentences that
/// `sentence` cuts.
fn names(sets: &Sets, sentence: &SentenceModel, tagger: &Tagger) -> Vec<File> {
    let marked = Marked {
        gum: sets.banks.last().expect("GUM is the last of the treebanks that are learned from"),
        uner: &sets.uner,
        wikigold: &sets.wikigold,
        re3d: &sets.re3d,
        own: OWN,
    };
    lang::names(marked, Eyes { vocabulary: &sets.vocabulary, sentence, tagger })
}

/// Trees of our own.
const OWN_TREES: &str = include_str!("../../../../tadmor/tests/cases/lang-news.conllu");

fn school(sets: &Sets) -> Result<School, Failure> {
    let own = conllu::parse(OWN_TREES).expect("a test reads our own trees, which are built in, whole");
    School::new(&sets.banks, &own, &sets.vocabulary).map_err(|relation| Failure::NotFound {
        what: format!("the treebanks (or our own trees) hold the relation {relation:?}, which is not known"),
        help: "add it to Relation in lang/label.rs, or use the treebanks' release that the cards name"
            .to_owned(),
    })
}
