//! When: the time that stands with a claim's verb, and not with who says it.
//!
//! In: the times of a sentence. Out: the one that dates the claim, if any.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn when(
        &self,
        trigger: &Trigger,
        clause: Option<usize>,
        range: TokenRange,
        mood: Mood,
    ) -> Option<When> {
        let told: Vec<usize> = self
            .attributions
            .iter()
            .filter(|one| one.sentence == self.at)
            .filter_map(|one| one.told)
            .collect();
        let covering = self
            .attributions
            .iter()
            .filter(|one| one.covers(trigger.tokens.start))
            .min_by_key(|one| one.size());
        let times = self.sentence.mentions.times.iter().enumerate();
        let usable: Vec<usize> = times
            .filter(|(at, time)| {
                !told.contains(at)
                    && time.time.dates()
                    && covering.is_none_or(|one| one.covers(time.tokens.start))
                    && !self.is_others(time.tokens, covering)
            })
            .map(|(at, _)| at)
            .collect();
        let own = self.nearest(&usable, range, trigger);
        let chosen = own.or_else(|| clause.and_then(|index| self.linked_time(index, &usable, trigger)))?;
        Some(telling::when(self.page, self.at, chosen, mood))
    }

    /// Whether the time stands in what another speaker says, within what this one says.
    pub(super) fn is_others(&self, time: TokenRange, covering: Option<&Attribution>) -> bool {
        let size = covering.map_or(usize::MAX, Attribution::size);
        self.attributions.iter().any(|one| one.size() < size && one.covers(time.start))
    }

    pub(super) fn nearest(&self, usable: &[usize], range: TokenRange, trigger: &Trigger) -> Option<usize> {
        let inside = usable.iter().copied().filter(|at| {
            let tokens = self.sentence.mentions.times[*at].tokens;
            range.start <= tokens.start && tokens.end <= range.end
        });
        inside.min_by_key(|at| {
            let start = self.sentence.mentions.times[*at].tokens.start;
            start.abs_diff(trigger.tokens.start)
        })
    }

    /// The time of the clause that this one shares its subject or its governor with; what opens the sentence
    /// ("On Monday, …") dates its main clauses.
    pub(super) fn linked_time(&self, index: usize, usable: &[usize], trigger: &Trigger) -> Option<usize> {
        let clause = &self.sentence.clauses[index];
        let shares = matches!(
            clause.link,
            Link::Participle | Link::Coordinate | Link::Governed | Link::Resumed | Link::Subordinate
        );
        let parent = clause.parent.filter(|_| shares)?;
        let range = self.sentence.clauses[parent].tokens;
        self.nearest(usable, range, trigger).or_else(|| self.linked_time(parent, usable, trigger))
    }
}
