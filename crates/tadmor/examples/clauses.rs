//! Prints the clauses of a text.
use tadmor::{Tables, claim::clause, mention, page::Page, sentence};
fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let tables = Tables::shipped().unwrap();
    let page = Page::body_only(&text);
    for s in sentence::split(&page) {
        let m = mention::find(&s, &tables);
        println!("\n{}", page.text.slice(s.span));
        for c in clause::find(&s, &m.tags, &tables.lexicon) {
            let w = |a: usize, b: usize| s.tokens[a..b].iter().map(|t| t.form).collect::<Vec<_>>().join(" ");
            println!(
                "   {:?}<-{:?} [{}] verb<{}> {:?}",
                c.link,
                c.parent,
                w(c.tokens.start, c.tokens.end),
                w(c.group.tokens.start, c.group.tokens.end),
                c.group.verb_use
            );
        }
        for t in &m.triggers {
            println!(
                "   TRIGGER {:?} {}",
                s.tokens[t.tokens.start].form,
                tables.lexicon.trigger(t.entry).words
            );
        }
    }
}
