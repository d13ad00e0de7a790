//! Joining into groups, each join with its evidence.

/// Union-find over the numbers below a size.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    parent: Vec<usize>,
}

impl Union {
    /// Each number alone.
    pub fn new(size: usize) -> Self {
        Union { parent: (0..size).collect() }
    }

    /// The smallest number of the group of `at`.
    pub fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Joins two groups; `false` where they were one already.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
        a != b
    }

    /// The groups, each in order, in order of their smallest number.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for at in 0..self.parent.len() {
            let root = self.root(at);
            groups[root].push(at);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}
