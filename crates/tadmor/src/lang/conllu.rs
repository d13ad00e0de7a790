//! CoNLL-U: the file form of Universal Dependencies (universaldependencies.org/format.html).
//!
//! In: the text of a `.conllu` file. Out: its [`TreeSentence`]s with the text that they stand in. The other way round,
//! [`write`] prints sentences for the scorers that others use. Words of a multiword token ("don't") are kept apart, each
//! with its own part of the token's bytes; empty nodes of the enhanced graph are left out.

use std::fmt::Write as _;

use crate::text::Span;

/// One word with what annotators say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeWord {
    /// As written.
    pub form: String,
    /// The form that a dictionary lists.
    pub lemma: String,
    /// Universal part of speech: "PROPN".
    pub upos: String,
    /// The language's own part of speech (Penn Treebank): "NNP".
    pub xpos: String,
    /// The number of the head, from 1; 0: the root.
    pub head: usize,
    /// The relation to the head, with its subtype: "nsubj:pass".
    pub relation: String,
    /// Whether white space follows.
    pub space_after: bool,
    /// The column MISC as it stands.
    pub misc: String,
    /// Its bytes in [`Treebank::text`].
    pub span: Span,
}

/// One sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeSentence {
    /// "sent_id"
    pub id: String,
    /// "newdoc id", that of the document it stands in.
    pub document: String,
    /// Whether a document or a paragraph begins with it.
    pub opens_paragraph: bool,
    /// "text"
    pub text: String,
    /// In order.
    pub words: Vec<TreeWord>,
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treebank {
    /// The sentences' texts, joined by a space within a paragraph and by a blank line between paragraphs.
    pub text: String,
    /// In order.
    pub sentences: Vec<TreeSentence>,
}

/// What could not be read, and on which line (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// Reads a file.
///
/// ```
/// use tadmor::lang::conllu;
///
/// let file = "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n\
///             2\tfled\tflee\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
///             3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
/// let bank = conllu::parse(file).expect("it has ten columns");
/// assert_eq!(bank.text, "They fled.");
/// assert_eq!(bank.sentences[0].words[1].lemma, "flee");
/// assert_eq!(conllu::parse("They fled.").unwrap_err().line, 1);
/// ```
pub fn parse(file: &str) -> Result<Treebank, Unreadable> {
    let mut bank = Treebank::default();
    let mut sentence = TreeSentence::default();
    let mut document = String::new();
    // Words that are left of a multiword token, and what of its form is not yet given to a word.
    let mut token = (0, String::new(), true);
    for (at, line) in file.lines().enumerate() {
        let wrong = |what: &str| Unreadable { line: at + 1, what: format!("{what}: {line:?}") };
        if line.is_empty() {
            if sentence.words.iter().any(|word| word.head > sentence.words.len()) {
                return Err(wrong("a head of the sentence above is beyond its end"));
            }
            bank.push(std::mem::take(&mut sentence));
            token = (0, String::new(), true);
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let (key, value) = comment
                .split_once('=')
                .map_or((comment.trim(), ""), |(key, value)| (key.trim(), value.trim()));
            match key {
                "sent_id" => sentence.id = value.to_owned(),
                "text" => sentence.text = value.to_owned(),
                "newdoc id" => {
                    document = value.to_owned();
                    sentence.opens_paragraph = true;
                }
                key if key.starts_with("newpar") && !key.starts_with("newpar_") => {
                    sentence.opens_paragraph = true
                }
                key if key.starts_with("newdoc") => sentence.opens_paragraph = true,
                _ => {}
            }
            sentence.document.clone_from(&document);
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, relation, _, misc] = columns[..] else {
            return Err(wrong("a row has ten columns parted by tabs"));
        };
        let space_after = !misc.split('|').any(|part| part == "SpaceAfter=No");
        if id.contains('.') {
            continue;
        }
        if let Some((first, last)) = id.split_once('-') {
            let number =
                |text: &str| text.parse::<usize>().map_err(|_| wrong("a range of words is written 3-4"));
            token = (
                number(last)?.saturating_sub(number(first)?).saturating_add(1),
                form.to_owned(),
                space_after,
            );
            continue;
        }
        let inside = token.0 > 0;
        token.0 = token.0.saturating_sub(1);
        let mut word = TreeWord {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: head.parse().map_err(|_| wrong("a head is a number"))?,
            relation: relation.to_owned(),
            space_after: if inside { token.0 == 0 && token.2 } else { space_after },
            misc: misc.to_owned(),
            span: Span::default(),
        };
        if inside {
            // Where the words are not the token's letters ("wanna": "want", "to"), the last takes what is left.
            let rest = std::mem::take(&mut token.1);
            let own = if rest.starts_with(form) && token.0 > 0 { form.len() } else { rest.len() };
            let own =
                if token.0 > 0 && own == rest.len() { rest.len() - token.0.min(rest.len()) } else { own };
            let own = (0..=own).rev().find(|cut| rest.is_char_boundary(*cut)).unwrap_or(0);
            word.form = rest[..own].to_owned();
            token.1 = rest[own..].to_owned();
        }
        sentence.words.push(word);
    }
    if sentence.words.iter().any(|word| word.head > sentence.words.len()) {
        return Err(Unreadable {
            line: file.lines().count(),
            what: "a head of the last sentence is beyond its end".to_owned(),
        });
    }
    bank.push(sentence);
    Ok(bank)
}

impl Treebank {
    /// The sentences that are kept, and a text of them alone.
    pub fn only(self, kept: impl Fn(&TreeSentence) -> bool) -> Treebank {
        let mut bank = Treebank::default();
        self.sentences.into_iter().filter(kept).for_each(|sentence| bank.push(sentence));
        bank
    }

    fn push(&mut self, mut sentence: TreeSentence) {
        if sentence.words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if sentence.opens_paragraph { "\n\n" } else { " " });
        }
        let last = sentence.words.len() - 1;
        for (at, word) in sentence.words.iter_mut().enumerate() {
            let start = self.text.len();
            self.text.push_str(&word.form);
            word.span = Span::new(start, self.text.len());
            if word.space_after && at < last {
                self.text.push(' ');
            }
        }
        self.sentences.push(sentence);
    }
}

/// Prints sentences in the form that [`parse`] reads; columns that nobody filled are "_".
///
/// ```
/// use tadmor::lang::conllu::{self, TreeSentence, TreeWord};
///
/// let fled = TreeWord { form: "Fled".into(), relation: "root".into(), space_after: true, ..TreeWord::default() };
/// let sentence = TreeSentence { text: "Fled".into(), words: vec![fled], ..TreeSentence::default() };
/// assert_eq!(conllu::write(&[sentence]), "# text = Fled\n1\tFled\t_\t_\t_\t_\t0\troot\t_\t_\n\n");
/// ```
pub fn write(sentences: &[TreeSentence]) -> String {
    let mut out = String::new();
    let or_none = |text: &str| if text.is_empty() { "_".to_owned() } else { text.to_owned() };
    for sentence in sentences {
        if !sentence.id.is_empty() {
            let _ = writeln!(out, "# sent_id = {}", sentence.id);
        }
        let _ = writeln!(out, "# text = {}", sentence.text);
        for (at, word) in sentence.words.iter().enumerate() {
            let misc = match word.misc.as_str() {
                "" if word.space_after => "_",
                "" => "SpaceAfter=No",
                misc => misc,
            };
            let (lemma, upos, xpos) = (or_none(&word.lemma), or_none(&word.upos), or_none(&word.xpos));
            let relation = or_none(&word.relation);
            let head = word.head;
            let _ = writeln!(
                out,
                "{}\t{}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}",
                at + 1,
                word.form
            );
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# newdoc id = one\n# text = They don't.\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn words_of_a_token_have_their_own_bytes() {
        let bank = parse(FILE).unwrap_or_default();
        let words: Vec<&str> =
            bank.sentences[0].words.iter().map(|word| &bank.text[word.span.start..word.span.end]).collect();
        assert_eq!(words, ["They", "do", "n't", "."]);
        assert_eq!(bank.text, "They don't.");
    }

    #[test]
    fn a_head_beyond_the_sentence_is_named() {
        let wrong = FILE.replace("\t2\tpunct", "\t9\tpunct");
        assert!(parse(&wrong).is_err_and(|unreadable| unreadable.what.contains("beyond its end")));
        assert!(parse("1\tone\n").is_err());
    }
}
