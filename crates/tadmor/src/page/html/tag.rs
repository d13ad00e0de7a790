//! The names of elements, as numbers.
//!
//! In: the name in a tag. Out: its [`Tag`] and what it does to the text around it, its [`Kind`].
//! `div` stands apart, `b` goes on in the line, and so does a name that no rule asks for if it is an inline one.

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Goes on in the line.
    Inline,
    /// Stands apart.
    Block,
    /// Goes on in the line and has no end tag.
    Void,
    /// Ends a block and has no end tag.
    Rule,
    /// Ends a line.
    Break,
    /// Its words are not shown.
    Silent,
}

/// Makes the numbers and the table of names from one list, which stands in the order of the alphabet.
macro_rules! tags {
    ($($tag:ident $name:literal $kind:ident,)*) => {
        /// The name of an element.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Tag {
            /// A name that no rule asks for.
            #[default]
            Other,
            $(#[doc = concat!("`", $name, "`")] $tag,)*
        }

        /// In the order of the numbers.
        const NAMES: &[(&str, Tag, Kind)] = &[("", Tag::Other, Kind::Block), $(($name, Tag::$tag, Kind::$kind),)*];
    };
}

tags! {
    A "a" Inline,
    Abbr "abbr" Inline,
    Acronym "acronym" Inline,
    Address "address" Block,
    Area "area" Rule,
    Article "article" Block,
    Aside "aside" Block,
    B "b" Inline,
    Base "base" Rule,
    Bdi "bdi" Inline,
    Bdo "bdo" Inline,
    Big "big" Inline,
    Blockquote "blockquote" Block,
    Body "body" Block,
    Br "br" Break,
    Button "button" Block,
    Caption "caption" Block,
    Center "center" Block,
    Cite "cite" Inline,
    Code "code" Inline,
    Col "col" Rule,
    Data "data" Inline,
    Dd "dd" Block,
    Del "del" Inline,
    Details "details" Block,
    Dfn "dfn" Inline,
    Dialog "dialog" Block,
    Div "div" Block,
    Dl "dl" Block,
    Dt "dt" Block,
    Em "em" Inline,
    Embed "embed" Rule,
    Fieldset "fieldset" Block,
    Figcaption "figcaption" Block,
    Figure "figure" Block,
    Font "font" Inline,
    Footer "footer" Block,
    Form "form" Block,
    Frame "frame" Rule,
    H1 "h1" Block,
    H2 "h2" Block,
    H3 "h3" Block,
    H4 "h4" Block,
    H5 "h5" Block,
    H6 "h6" Block,
    Head "head" Block,
    Header "header" Block,
    Hr "hr" Rule,
    Html "html" Block,
    I "i" Inline,
    Iframe "iframe" Silent,
    Img "img" Void,
    Input "input" Rule,
    Ins "ins" Inline,
    Kbd "kbd" Inline,
    Label "label" Inline,
    Legend "legend" Block,
    Li "li" Block,
    Link "link" Void,
    Main "main" Block,
    Mark "mark" Inline,
    Menu "menu" Block,
    Meta "meta" Void,
    Nav "nav" Block,
    Nobr "nobr" Inline,
    Noscript "noscript" Silent,
    Ol "ol" Block,
    Option "option" Block,
    Output "output" Inline,
    P "p" Block,
    Param "param" Rule,
    Path "path" Inline,
    Pre "pre" Block,
    Q "q" Inline,
    Rp "rp" Inline,
    Rt "rt" Inline,
    Ruby "ruby" Inline,
    S "s" Inline,
    Samp "samp" Inline,
    Script "script" Silent,
    Section "section" Block,
    Select "select" Block,
    Small "small" Inline,
    Source "source" Rule,
    Span "span" Inline,
    Strike "strike" Inline,
    Strong "strong" Inline,
    Style "style" Silent,
    Sub "sub" Inline,
    Summary "summary" Block,
    Sup "sup" Inline,
    Svg "svg" Silent,
    Table "table" Block,
    Tbody "tbody" Block,
    Td "td" Block,
    Template "template" Silent,
    Textarea "textarea" Silent,
    Tfoot "tfoot" Block,
    Th "th" Block,
    Thead "thead" Block,
    Time "time" Inline,
    Title "title" Silent,
    Tr "tr" Block,
    Track "track" Rule,
    Tt "tt" Inline,
    U "u" Inline,
    Ul "ul" Block,
    Use "use" Inline,
    Var "var" Inline,
    Wbr "wbr" Void,
}

/// For each letter, where the names that begin with it start and end in [`NAMES`].
const LETTERS: [(u8, u8); 26] = letters();

const fn letters() -> [(u8, u8); 26] {
    let mut letters = [(0, 0); 26];
    let mut at = 1;
    while at < NAMES.len() {
        let letter = (NAMES[at].0.as_bytes()[0] - b'a') as usize;
        if letters[letter].1 == 0 {
            letters[letter].0 = at as u8;
        }
        letters[letter].1 = at as u8 + 1;
        at += 1;
    }
    letters
}

impl Tag {
    /// All of them, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Tag> {
        NAMES.iter().map(|(_, tag, _)| *tag)
    }

    /// The name and the kind that are written `name`. Names that no rule asks for stand apart.
    pub fn named(name: &[u8]) -> (Tag, Kind) {
        let letter = name.first().filter(|first| first.is_ascii_lowercase()).map_or(0, |first| first - b'a');
        let (from, to) = LETTERS[usize::from(letter)];
        let known = NAMES[usize::from(from)..usize::from(to)].iter();
        let found = known.clone().find(|(known, ..)| known.as_bytes() == name);
        found.map_or((Tag::Other, Kind::Block), |(_, tag, kind)| (*tag, *kind))
    }

    /// As it is written; nothing for [`Tag::Other`].
    pub fn name(self) -> &'static str {
        NAMES[self as usize].0
    }

    fn kind(self) -> Kind {
        NAMES[self as usize].2
    }

    /// Whether it goes on in the line.
    pub fn is_inline(self) -> bool {
        self.kind() == Kind::Inline
    }

    /// Whether it is known to stand apart.
    pub fn is_block(self) -> bool {
        self != Tag::Other && self.kind() == Kind::Block
    }

    /// Its level, where it is a heading: 1 to 6.
    pub fn heading(self) -> Option<u8> {
        (Tag::H1..=Tag::H6).contains(&self).then(|| self as u8 - Tag::H1 as u8 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_their_numbers_and_back() {
        let mut names: Vec<&str> = NAMES.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        assert!(
            names.iter().eq(NAMES.iter().map(|(name, ..)| name)),
            "they stand in the order of the alphabet"
        );
        for tag in Tag::all().skip(1) {
            assert_eq!(Tag::named(tag.name().as_bytes()).0, tag);
        }
        for other in ["", "x-card", "zone", "-", "\u{e9}", "ab", "DIV"] {
            assert_eq!(Tag::named(other.as_bytes()), (Tag::Other, Kind::Block), "{other}");
        }
        assert_eq!(Tag::H3.heading(), Some(3));
        assert_eq!(Tag::Head.heading(), None);
    }
}
