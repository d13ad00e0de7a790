//! Who did it and whom it was done to, put so that claims of one family can be laid side by side.
//!
//! "The army took the town from the rebels" and "the rebels left the town" have one loser.

use crate::claim::Kind;
use crate::origin::pile::{Entry, Relation, relation};

/// The parties of a happening, as numbers of the pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    /// Who gains or acts.
    pub doers: Vec<u32>,
    /// Who loses or is hit.
    pub hit: Vec<u32>,
}

impl Roles {
    /// Of a claim.
    pub fn of(entry: &Entry<'_>) -> Self {
        let (agents, targets) = (entry.agents.clone(), entry.targets.clone());
        match entry.claim.kind {
            Kind::ControlLost | Kind::Withdrawal => Roles { doers: targets, hit: agents },
            // In a fight either may be named first.
            Kind::Clash => {
                let mut both = agents;
                both.extend(targets);
                both.sort_unstable();
                both.dedup();
                Roles { doers: both.clone(), hit: both }
            }
            _ => Roles { doers: agents, hit: targets },
        }
    }

    /// How two stand: `Apart` where they cannot be one happening.
    pub fn stand(&self, other: &Roles, short: bool) -> Relation {
        let doers = relation(&self.doers, &other.doers);
        let hit = relation(&self.hit, &other.hit);
        let clash = self.doers == self.hit || other.doers == other.hit;
        let crossed = !clash && (is_shared(&self.doers, &other.hit) || is_shared(&other.doers, &self.hit));
        match (doers, hit) {
            // Who took it from the one is who lost it to the other: there and back are two happenings.
            _ if crossed && (doers != Relation::Shared || hit != Relation::Shared) => Relation::Apart,
            // Two takers of one place from one loser in one or two days: they differ on who took it.
            (Relation::Apart, Relation::Shared) if short => Relation::Open,
            (Relation::Apart, _) | (_, Relation::Apart) => Relation::Apart,
            (Relation::Open, Relation::Open) => Relation::Open,
            _ => Relation::Shared,
        }
    }

    /// Takes in the parties of another claim of the same happening.
    pub fn add(&mut self, other: &Roles) {
        for (all, more) in [(&mut self.doers, &other.doers), (&mut self.hit, &other.hit)] {
            all.extend(more);
            all.sort_unstable();
            all.dedup();
        }
    }

    /// Whether both are known and shared.
    pub fn agree(&self, other: &Roles) -> bool {
        is_shared(&self.doers, &other.doers) && is_shared(&self.hit, &other.hit)
    }
}

fn is_shared(a: &[u32], b: &[u32]) -> bool {
    relation(a, b) == Relation::Shared
}
