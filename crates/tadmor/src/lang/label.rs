//! The closed sets of Universal Dependencies for English: parts of speech and relations.
//!
//! In: the names as treebanks write them. Out: [`Upos`], [`Xpos`], [`Relation`]. The sets are those of the treebanks EWT
//! and GUM (universaldependencies.org/en; Penn Treebank tags with the later -LRB-, HYPH, NFP, GW and ADD).

/// An enum whose values have a written name.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident: $($(#[$of:meta])* $value:ident $written:literal,)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("\"", $written, "\"")] $(#[$of])* $value,)*
        }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$value,)*];

            /// As those who annotate write it.
            pub fn name(self) -> &'static str {
                match self {
                    $($name::$value => $written,)*
                }
            }

            /// The one that is written so.
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($written => Some($name::$value),)*
                    _ => None,
                }
            }

            /// The one with this number; the last where there is none.
            #[allow(dead_code, reason = "not every set is kept by number")]
            pub(crate) fn of(number: u8) -> Self {
                Self::ALL[usize::from(number).min(Self::ALL.len() - 1)]
            }
        }
    };
}

pub(crate) use labels;

labels! {
    /// A universal part of speech.
    Upos:
    Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM",
    Part "PART", Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X",
}

labels! {
    /// A part of speech as in the Penn Treebank.
    Xpos:
    Cc "CC", Cd "CD", Dt "DT", Ex "EX", Fw "FW", In "IN", Jj "JJ", Jjr "JJR", Jjs "JJS", Ls "LS", Md "MD", Nn "NN",
    Nnp "NNP", Nnps "NNPS", Nns "NNS", Pdt "PDT", Pos "POS", Prp "PRP", PrpPoss "PRP$", Rb "RB", Rbr "RBR", Rbs "RBS",
    Rp "RP", Sym "SYM", To "TO", Uh "UH", Vb "VB", Vbd "VBD", Vbg "VBG", Vbn "VBN", Vbp "VBP", Vbz "VBZ", Wdt "WDT",
    Wp "WP", WpPoss "WP$", Wrb "WRB", Add "ADD", Afx "AFX", Gw "GW", Hyph "HYPH", Nfp "NFP", Xx "XX", Comma ",",
    Stop ".", Colon ":", Open "``", Close "''", LeftBracket "-LRB-", RightBracket "-RRB-", Dollar "$",
}

labels! {
    /// How a word hangs on its head.
    Relation:
    Acl "acl", AclRelcl "acl:relcl", Advcl "advcl", AdvclRelcl "advcl:relcl", Advmod "advmod", Amod "amod",
    Appos "appos", Aux "aux", AuxPass "aux:pass", Case "case", Cc "cc", CcPreconj "cc:preconj", Ccomp "ccomp",
    Compound "compound", CompoundPrt "compound:prt", Conj "conj", Cop "cop", Csubj "csubj", CsubjOuter "csubj:outer",
    CsubjPass "csubj:pass", Dep "dep", Det "det", DetPredet "det:predet", Discourse "discourse",
    Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith", Iobj "iobj", List "list",
    Mark "mark", Nmod "nmod", NmodDesc "nmod:desc", NmodPoss "nmod:poss", NmodUnmarked "nmod:unmarked",
    Nsubj "nsubj", NsubjOuter "nsubj:outer", NsubjPass "nsubj:pass", Nummod "nummod", Obj "obj", Obl "obl",
    OblAgent "obl:agent", OblUnmarked "obl:unmarked", Orphan "orphan", Parataxis "parataxis", Punct "punct",
    Reparandum "reparandum", Root "root", Vocative "vocative", Xcomp "xcomp",
}

impl Relation {
    /// Without its subtype: "nsubj:pass" is a "nsubj".
    pub fn universal(self) -> &'static str {
        universal(self.name())
    }
}

/// A relation as treebanks write it without its subtype.
pub fn universal(relation: &str) -> &str {
    relation.split_once(':').map_or(relation, |(universal, _)| universal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_name() {
        assert!(Upos::ALL.iter().all(|label| Upos::parse(label.name()) == Some(*label)));
        assert!(Xpos::ALL.iter().all(|label| Xpos::parse(label.name()) == Some(*label)));
        assert!(Relation::ALL.iter().all(|label| Relation::parse(label.name()) == Some(*label)));
        assert_eq!(Relation::NsubjPass.universal(), "nsubj");
    }
}
