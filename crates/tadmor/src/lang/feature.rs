//! Features as numbers.
//!
//! In: what a template looks at, as numbers. Out: one number for each template and what it saw, in a list that is filled
//! anew for each decision. "the word is seized and the one before is a noun" is one number; which one, nobody needs to
//! know. A template is known by its place in the list, so templates are added at the end and never in between, or the
//! weights are learned again.

/// The features of one decision.
#[derive(Clone, Debug)]
pub struct Features {
    numbers: [u64; MOST],
    count: usize,
    template: u64,
}

/// No decision has more templates.
const MOST: usize = 192;

impl Default for Features {
    fn default() -> Self {
        Features { numbers: [0; MOST], count: 0, template: 0 }
    }
}

impl Features {
    /// Forgets all, and begins with the template of this number.
    #[inline]
    pub fn begin(&mut self, template: u64) {
        self.count = 0;
        self.template = template;
    }

    /// Adds what the next template saw.
    #[inline(always)]
    pub fn add<const N: usize>(&mut self, seen: [u64; N]) {
        self.template += 1;
        let start = self.template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let number = seen.into_iter().fold(start, mix);
        self.numbers[self.count] = mix(number, self.template);
        self.count += 1;
    }

    /// All of them.
    pub fn numbers(&self) -> &[u64] {
        &self.numbers[..self.count]
    }
}

/// Folds one more number in. The high bits of the result depend on all that went in (a step of Fx, the hash of rustc).
#[inline(always)]
pub fn mix(sum: u64, number: u64) -> u64 {
    (sum.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// How far apart two places are, in steps that grow: 0 to 4, 5 to 6, 7 to 10, more.
#[inline]
pub fn distance(one: usize, other: usize) -> u64 {
    match one.abs_diff(other) {
        near @ 0..=4 => near as u64,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// The class with the highest score, the first of those that are equal.
#[inline]
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

/// The best class but this one, the first of those that are equal.
pub fn rival(scores: &[i32], of: usize) -> usize {
    let others = (0..scores.len()).filter(|class| *class != of);
    others.fold(usize::from(of == 0), |best, class| if scores[class] > scores[best] { class } else { best })
}
