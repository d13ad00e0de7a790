//! What the report's own words mean. The codebook says it in full; here stands what a reader needs at once.

use tadmor::claim::Kind;
use tadmor::ledger::SupportWord;

use crate::words;

/// A word of the report, its anchor on the page, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands after `#`.
    pub anchor: &'static str,
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub means: &'static str,
}

const fn entry(anchor: &'static str, word: &'static str, means: &'static str) -> Entry {
    Entry { anchor, word, means }
}

/// Words that are no kind and no support.
pub const GENERAL: &[Entry] = &[
    entry("claim", "claim", "What a page says happened, in its own words. Not what happened."),
    entry(
        "origin",
        "origin",
        "One act of telling: a briefing, a statement, a witness. Nine pages that carry one briefing are one origin.",
    ),
    entry(
        "event",
        "event",
        "The claims about one happening: of one family of kinds, at one place, on days that can be the same.",
    ),
    entry(
        "side",
        "side",
        "The party that a speaker or a force belongs to, after a table that can be edited. A side that is not known counts as none.",
    ),
    entry(
        "against-interest",
        "against interest",
        "Told by someone whose own side would rather it were not so.",
    ),
    entry(
        "hard",
        "cannot both be so",
        "A hard disagreement: two origins tell what excludes each other. Other differences can both be true.",
    ),
    entry(
        "retelling",
        "retold, updated",
        "One origin in two versions: it changed on its way, or was told anew later.",
    ),
    entry(
        "apart",
        "planned, predicted, told as not so, denied …",
        "Not told as real and so. Such a claim is shown, and enters no figure, no timeline and no map.",
    ),
    entry("because", "because", "The words and the rule that an understood value rests on."),
    entry(
        "ucdp",
        "ucdp (rule for figures)",
        "Low: the least that any origin gives. Best: the value that most origins give, ties to the lower. High: the most. Figures are put together over origins, not over pages.",
    ),
    entry("acled", "acled (rule for figures)", "The most conservative whole number, alone."),
    entry("widest", "widest (rule for figures)", "The least and the most that is told, and no best."),
    entry(
        "tables",
        "tables",
        "The word lists, names, places and sides that the pages were read with. The sixteen digits change when any row of them changes: two ledgers with the same digits were read alike.",
    ),
    entry(
        "furniture",
        "furniture",
        "What stands on every page of a site: menus, counters, notices. It is kept, and no claim is read from it.",
    ),
    entry("related", "related", "Headlines of other articles. No claim is read from them."),
    entry("meta", "meta", "Stamps, bylines and credits: about the article, not of it."),
    entry(
        "open",
        "day open, no day known",
        "Neither the page nor the pile tells the day. It is left open rather than guessed.",
    ),
];

/// The words of support.
pub fn support() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = [
        SupportWord::SingleOrigin,
        SupportWord::SidesUnknown,
        SupportWord::OneSide,
        SupportWord::SeveralSides,
        SupportWord::Contested,
        SupportWord::Denied,
    ];
    all.into_iter().map(words::support)
}

/// Every kind, in plain words.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    Kind::ALL.iter().map(|kind| (kind.as_str(), plain(*kind)))
}

/// A kind in plain words.
pub fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::ControlGained => "takes, retakes or frees a place by force",
        Kind::ControlTransferred => "a place changes hands without a fight",
        Kind::ControlHeld => "is in control of a place",
        Kind::ControlLost => "loses a place, and the words do not say to whom",
        Kind::Withdrawal => "leaves a place, or retreats from it",
        Kind::Advance => "moves forward, gains ground",
        Kind::Siege => "surrounds a place, or cuts it off",
        Kind::Clash => "armed sides fight: a battle, a raid, an ambush",
        Kind::AirStrike => "aircraft or drones strike",
        Kind::Shelling => "artillery, rockets, missiles or mortars are fired",
        Kind::Explosive => "a mine or a planted bomb goes off",
        Kind::SuicideAttack => "an attacker blows himself up",
        Kind::Grenade => "a grenade is thrown",
        Kind::ChemicalAttack => "a chemical weapon is used, or said to be",
        Kind::AttackOnCivilians => "unarmed people are shot, beaten or executed",
        Kind::SexualViolence => "rape and other sexual violence",
        Kind::Abduction => "people are taken and held outside any law",
        Kind::Arrest => "authorities detain people",
        Kind::Surrender => "fighters give up, prisoners are taken",
        Kind::Casualties => "people are killed, wounded or missing",
        Kind::Materiel => "vehicles, weapons or depots are destroyed, damaged or captured",
        Kind::Destruction => "buildings, heritage or works are destroyed or looted",
        Kind::Demining => "mines or bombs are cleared or found",
        Kind::Fortification => "a defence line, a base or a headquarters is set up",
        Kind::Involvement => "a force takes part, supports, advises or is present",
        Kind::Movement => "fighters or equipment go from one place to another",
        Kind::Displacement => "civilians flee or are moved",
        Kind::Agreement => "a truce, an exchange or an evacuation is agreed",
        Kind::Talks => "the warring sides negotiate, or a mediator does between them",
        Kind::Violation => "an agreement is said to be broken",
        Kind::Aid => "relief and convoys",
        Kind::Protest => "a peaceful demonstration",
        Kind::ProtestIntervention => "a demonstration in which police intervene",
        Kind::ProtestForce => "a demonstration that is met with excessive force",
        Kind::Riot => "a violent demonstration",
        Kind::RiotMob => "violence of a mob",
        Kind::Recruitment => "call-up, mobilisation, pressed service",
        Kind::Statement => "a party’s position, with no event in it",
    }
}
