//! The account of a page: that no visible byte is lost, told twice, or changed on the way.
//!
//! In: the bytes and the [`Page`] read from them. Out: an [`Account`]: how many blocks were found again at their bytes,
//! and whether the blocks together are all that is visible. Reads the bytes by [`visible`], which shares no code with
//! the reader.

use crate::page::{Page, visible};

/// What was found when a page was read a second time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many blocks the page has.
    pub blocks: usize,
    /// How many of them read the same when their bytes are read alone.
    pub found_again: usize,
    /// Whether the blocks run forward without overlap, and their characters in order are all that is visible.
    pub complete: bool,
    /// The first thing that is wrong, for whoever mends it.
    pub fault: Option<String>,
}

impl Account {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.complete && self.found_again == self.blocks
    }
}

/// Reads `bytes` a second time, and compares. White space is not compared: HTML folds it.
pub fn of(bytes: &[u8], page: &Page) -> Account {
    let mut account = Account { blocks: page.blocks.len(), complete: true, ..Account::default() };
    let mut end = 0;
    let mut told = String::new();
    for block in &page.blocks {
        if block.span.start < end || block.span.is_empty() {
            account.complete = false;
            account
                .fault
                .get_or_insert_with(|| format!("the block at {:?} does not run forward", block.span));
        }
        end = block.span.end.max(end);
        let text = page.text.slice(block.span);
        told.extend(text.chars().filter(|letter| !letter.is_whitespace()));
        let raw = page.text.raw(block.span);
        let again = visible::at(bytes, raw, page.format, page.encoding);
        match again {
            Some(again) if visible::folded(&again) == visible::folded(text) => account.found_again += 1,
            _ => {
                account.fault.get_or_insert_with(|| format!("the bytes {raw:?} do not give the block again"));
            }
        }
    }
    let mut whole = visible::of(bytes, page.format, page.encoding);
    // A byte order mark is no text, and `visible` is told nothing of where its bytes stand.
    whole.retain(|letter| !letter.is_whitespace() && letter != '\u{feff}');
    told.retain(|letter| letter != '\u{feff}');
    if whole != told && !(page.unread.is_some() && whole.starts_with(&told)) {
        account.complete = false;
        account.fault.get_or_insert_with(|| differs(&whole, &told));
    }
    account
}

/// Where the two part.
fn differs(whole: &str, told: &str) -> String {
    let same = whole.chars().zip(told.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(20)).take(60).collect::<String>();
    format!("visible: {:?}, in blocks: {:?}", around(whole), around(told))
}
