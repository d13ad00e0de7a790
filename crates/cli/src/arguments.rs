//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tadmor::day::Day;

/// The exit codes, as `tadmor --help` and docs/ledger.md tell them.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, and something is wrong: a quote or page that `verify` did not find again, a floor that `eval` fell below
  2  typed wrongly
  3  a file could not be read or written
  4  another tadmor process is writing the ledger
  5  the ledger is missing, damaged, made by a newer tadmor, or not a ledger

Examples:
  tadmor demo                              a ledger of bundled pages, to look around in
  tadmor read pages/                       read a folder of saved pages into tadmor.db
  tadmor control Palmyra                   who held it when, by all that the pages tell
  tadmor report -o report                  the ledger as pages to look at";

/// Reads saved news pages about an armed conflict into a ledger of claims: who says what happened, where, when, to
/// how many, in which words, and at which bytes of which page. It gives no verdicts.
#[derive(Debug, Parser)]
#[command(name = "tadmor", version, after_help = EXIT_CODES, max_term_width = 110)]
pub struct Arguments {
    /// A gazetteer built by `tadmor gazetteer build`, instead of the one that is installed; `core` for that of the program alone.
    #[arg(long, global = true, value_name = "FILE", env = "TADMOR_GAZETTEER")]
    pub gazetteer: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which ledger.
#[derive(Clone, Debug, Args)]
pub struct LedgerArgument {
    /// The ledger's file.
    #[arg(long, value_name = "FILE", default_value = "tadmor.db")]
    pub ledger: PathBuf,
}

/// How a listing is printed.
#[derive(Clone, Debug, Args)]
pub struct ListingArguments {
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// Print JSON Lines, one object a line, as `export jsonl` writes them but without a first line.
    #[arg(long)]
    pub json: bool,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Pass over so many first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub skip: u32,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read saved pages into the ledger.
    #[command(after_help = "\
Folders are walked in order of name; names that start with a dot are passed over. A page is known by its bytes: \
reading it again changes nothing, and the same bytes under two names are one page with two sources. What cannot be \
read is named in the summary, and the rest goes on; a run that was stopped is taken up by the next one.

WARC files, zip and tar archives, gzip and zstd data and RSS, Atom and JSON feeds are unpacked, whatever they are called: each page in them is a page of its own, named after the archive and its part, \"crawl.warc.gz/https://…\".

Examples:
  tadmor read pages/ more/page.html
  tadmor read crawl.warc.gz feed.xml pages.zip
  find . -name '*.html' | tadmor read -
  tadmor read --ledger war.db --jobs 4 pages/")]
    Read(ReadArguments),
    /// List the pages: outlet, day, title, notes.
    Articles(ListingArguments),
    /// List claims.
    #[command(after_help = "\
Examples:
  tadmor claims --kind control --place Palmyra
  tadmor claims --speaker SANA --json")]
    Claims(ClaimsArguments),
    /// List events: claims about one happening.
    Events(ListingArguments),
    /// List origins: acts of telling, however many pages carry them.
    Origins(ListingArguments),
    /// Show a claim, event, origin or page by its id, the start of it, or a page's name.
    #[command(after_help = "Examples:\n  tadmor show e41c\n  tadmor show pages/a.html --json")]
    Show(ShowArguments),
    /// Who held a place when, and where that is contested.
    #[command(after_help = "\
Examples:
  tadmor control Palmyra
  tadmor control Tadmur --as-known-on 2017-03-02
  tadmor control Palmyra --rule against-interest --json")]
    Control(ControlArguments),
    /// The claims of an event side by side, grouped by origin, with their differences named.
    #[command(after_help = "Example:\n  tadmor compare e41c")]
    Compare(ShowArguments),
    /// Find claims by words of their quote, or by any spelling of a name or place.
    #[command(after_help = "\
All words must stand in the claim or among the spellings of its names. `tank*` finds tanks.

Examples:
  tadmor search Tadmur mines
  tadmor search '\"the old bridge\"' --json")]
    Search(SearchArguments),
    /// Write the ledger for other programs.
    #[command(
        after_help = "Examples:\n  tadmor export jsonl --what claims -o claims.jsonl\n  tadmor export jsonl --what zones | head"
    )]
    Export(ExportArguments),
    /// Write the ledger as pages to look at.
    #[command(after_help = "Example:\n  tadmor report -o report && xdg-open report/index.html")]
    Report(ReportArguments),
    /// Check that every quote is found again at its bytes, and that every page is as it was saved.
    Verify(VerifyArguments),
    /// What one page reads as, without a ledger.
    #[command(after_help = "\
Examples:
  tadmor page page.html
  tadmor page page.html --json
  tadmor page pages.zip                        lists what is in it
  tadmor page pages.zip --member a/b.html")]
    Page(PageArguments),
    /// What is found in a text: sentences, names, times, places, attributions, claims.
    #[command(after_help = "\
The text is all body: nothing is sorted into zones. Spans are UTF-8 bytes of the text.

Examples:
  tadmor annotate --date 2019-05-17 report.txt
  tadmor annotate --trees report.txt           a word a line, to look at
  tadmor annotate --jsonl texts.jsonl          lines {\"id\", \"text\", \"date\"}
  echo 'The army took the town on Friday.' | tadmor annotate -")]
    Annotate(AnnotateArguments),
    /// Read the bundled pages into a ledger of their own and look around.
    Demo(DemoArguments),
    /// Measure the reading on a set with known answers.
    #[command(after_help = "\
Sets:
  seeds SEEDS GOLD       claims, zones, days, control, origins and differences of pages read by hand
  claims PAGES GOLD      a folder of pages and its claims.jsonl
  pages FOLDER           body, comments, day, title and author of saved pages with gold.jsonl beside them
  pile PAGES             no answers: reads a folder and, with --out, writes all exports
  lang FILE.conllu...    sentences, words, tags and trees against treebanks, on given words and on raw text
  names SET...           names against a UNER file (.iob2; on given words and on raw text), a folder of re3d, or our
                         own caret cases

Examples:
  tadmor eval seeds seeds/ gold/ --floors gold/floors.toml
  tadmor eval claims pages/ claims.jsonl --out found.jsonl
  tadmor eval pages sets/aeb --out answers.json
  tadmor eval pages sets/aeb --held-out sets/     each page by weights that have not seen its site
  tadmor eval lang ewt-test.conllu.gz gum-test.conllu.gz
  tadmor eval names uner-ewt-test.iob2 re3d/")]
    Eval(EvalArguments),
    /// Make the shipped weights again, from labelled pages or from treebanks and marked names.
    #[command(after_help = "\
html, plain and date are learned from pages (aeb, htmldate, trafilatura, wcxb), the others from language (ewt, gum, uner, \
wikigold, re3d, clusters.tsv). Where a set is missing, nothing is written. The cards in models/ tell where each is had.

Examples:
  tadmor train html --data sets/pages -o models/
  tadmor train --data sets/lang -o models/         everything of the language")]
    Train(TrainArguments),
    /// The gazetteer: build it, install the full one, look into it.
    #[command(after_help = "\
The program carries a core: all countries and first-level regions, the world's towns, and the places of the countries at war. The \
full gazetteer is a file that holds every place of the sources. What reads pages takes it where it is installed, or where \
--gazetteer FILE or the variable TADMOR_GAZETTEER names it.

Examples:
  tadmor gazetteer find Sukhna
  tadmor gazetteer install full.gazetteer
  tadmor gazetteer build --data sources/ --map map/ -o data/gazetteer")]
    Gazetteer(GazetteerArguments),
    /// Print completions for a shell.
    #[command(after_help = "Example:\n  tadmor completions bash > /etc/bash_completion.d/tadmor")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

/// `tadmor read`
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// Folders and files; `-` for a list of them on standard input, one a line.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// How many pages to read at a time; all processors where not said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Outlets of your own: rows in the form of data/outlets.tsv.
    #[arg(long, value_name = "FILE")]
    pub outlets: Option<PathBuf>,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// `tadmor claims`
#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// Of this kind ("air strike"), or of all kinds that start so ("control").
    #[arg(long)]
    pub kind: Option<String>,
    /// At this place, in any spelling.
    #[arg(long)]
    pub place: Option<String>,
    /// Of the page of this name, or whose id starts so.
    #[arg(long)]
    pub page: Option<String>,
    /// With this speaker anywhere in the chain, in any spelling.
    #[arg(long)]
    pub speaker: Option<String>,
    #[command(flatten)]
    pub listing: ListingArguments,
}

/// `tadmor show`, `tadmor compare`
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// An id, or the start of one.
    pub id: String,
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Which claims count for control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ControlRule {
    /// Every asserted claim.
    #[default]
    Plain,
    /// A party's own word counts only against its interest.
    AgainstInterest,
}

/// `tadmor control`
#[derive(Debug, Args)]
pub struct ControlArguments {
    /// The place, in any spelling.
    pub place: String,
    /// Only what pages published by this day tell.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_known_on: Option<Day>,
    /// Which claims count.
    #[arg(long, value_enum, default_value_t)]
    pub rule: ControlRule,
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// Print JSON Lines.
    #[arg(long)]
    pub json: bool,
}

/// `tadmor search`
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Words.
    #[arg(required = true)]
    pub words: Vec<String>,
    /// At most so many, the best first.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: u32,
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// Print JSON Lines.
    #[arg(long)]
    pub json: bool,
}

/// Which format an export has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line, as docs/ledger.md tells them.
    Jsonl,
}

/// What an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    #[default]
    Claims,
    Articles,
    Zones,
    Events,
    Origins,
    Control,
}

/// `tadmor export`
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Which format.
    pub format: ExportFormat,
    /// What to write.
    #[arg(long, value_enum, default_value_t)]
    pub what: ExportWhat,
    /// Where to; standard output where not said.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub ledger: LedgerArgument,
}

/// `tadmor report`
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// The folder to write to; made where there is none.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerArgument,
}

/// `tadmor verify`
#[derive(Debug, Args)]
pub struct VerifyArguments {
    #[command(flatten)]
    pub ledger: LedgerArgument,
    /// Print JSON Lines, one for each thing that is wrong.
    #[arg(long)]
    pub json: bool,
}

/// `tadmor page`
#[derive(Debug, Args)]
pub struct PageArguments {
    /// The page; `-` for standard input.
    pub file: PathBuf,
    /// Which page of an archive or a feed: its name there, its address or its offset. Without it an archive's pages are
    /// listed.
    #[arg(long, value_name = "NAME")]
    pub member: Option<String>,
    /// Print one JSON object: the keys of `articles`, with zones, claims, and the texts of body and comments.
    #[arg(long)]
    pub json: bool,
    /// Outlets of your own: rows in the form of data/outlets.tsv.
    #[arg(long, value_name = "FILE")]
    pub outlets: Option<PathBuf>,
    /// The charset that the page was served with.
    #[arg(long, value_name = "NAME", value_parser = charset)]
    pub charset: Option<String>,
}

/// `tadmor annotate`
#[derive(Debug, Args)]
pub struct AnnotateArguments {
    /// The text; `-` for standard input.
    pub file: PathBuf,
    /// The text's own day, which "Friday" counts from.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<Day>,
    /// The file holds lines {"id", "text", "date"}: print a line for each.
    #[arg(long)]
    pub jsonl: bool,
    /// Print trees alone, for people: a word a line in the columns of CoNLL-U, names in the last.
    #[arg(long)]
    pub trees: bool,
}

/// `tadmor demo`
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Do not open the report in a browser.
    #[arg(long)]
    pub no_open: bool,
    /// Where to put the ledger and the report; a temporary folder where not said.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Which set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalSet {
    /// Pages read by hand, with everything.
    Seeds,
    /// A folder of pages and a claims.jsonl.
    Claims,
    /// A folder of labelled pages.
    Pages,
    /// A folder of pages, without answers.
    Pile,
    /// Treebanks.
    Lang,
    /// Marked sentences.
    Names,
    /// Texts with their times marked, as lines of JSON.
    Time,
    /// Texts whose toponyms have coordinates.
    Place,
    /// Pages whose events have places and days.
    WhereWhen,
    /// Spellings of places, each to be found without itself.
    Aliases,
}

/// `tadmor eval`
#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Which set.
    pub set: EvalSet,
    /// Its folders and files.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Write the answers here: a folder of exports for `seeds` and `pile`, a claims export for `claims`, CoNLL-U for
    /// `lang` and IOB2 for `names` (on given words, or with `--raw` on our own), lines of JSON for `names re3d/`,
    /// what `annotate --jsonl` prints for `time` and `place`.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Fail where a figure falls below its floor in this file of `name = number` lines.
    #[arg(long, value_name = "FILE")]
    pub floors: Option<PathBuf>,
    /// Names that are one, as a JSON list of lists; `names.json` beside the gold where not said.
    #[arg(long, value_name = "FILE")]
    pub names: Option<PathBuf>,
    /// Name every claim or time that was missed and every one that was not asked for.
    #[arg(long)]
    pub show: bool,
    /// Print the figures as JSON: an object for each row, with its `set`.
    #[arg(long)]
    pub json: bool,
    /// How many pages to read at a time; all processors where not said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// `lang`, and `names` of a UNER file: measure on raw text alone.
    #[arg(long)]
    pub raw: bool,
    /// `pages`: make each page a text without tags first.
    #[arg(long)]
    pub flat: bool,
    /// `pages`: name the likeliest day even where it is not sure.
    #[arg(long)]
    pub force_date: bool,
    /// `pages`: read each page by weights learned from the other sites of the sets in this folder.
    #[arg(long, value_name = "DIR")]
    pub held_out: Option<PathBuf>,
}

/// What is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrainWhat {
    /// Which blocks of an HTML page are the article's.
    Html,
    /// Which lines of a plain text are the article's.
    Plain,
    /// Which date on a page is its day of publication.
    Date,
    /// Where sentences end.
    Sentences,
    /// Parts of speech.
    Tag,
    /// Trees: which word hangs on which.
    Parse,
    /// Dictionary forms.
    Lemmas,
    /// Names.
    Names,
    /// Spellings of names, from a gazetteer; asked for by itself, it reads `gazetteer/` in the folder.
    Spelling,
}

/// `tadmor train`
#[derive(Debug, Args)]
pub struct TrainArguments {
    /// What to learn; everything that the folder's sets teach where not said.
    pub what: Vec<TrainWhat>,
    /// The folder with the sets: of pages (aeb, htmldate, trafilatura, wcxb), or of language (ewt, gum, uner, wikigold,
    /// re3d, clusters.tsv).
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Where to write the weights; made where there is none.
    #[arg(short, long, value_name = "DIR", default_value = "models")]
    pub output: PathBuf,
}

/// `tadmor gazetteer`
#[derive(Debug, Args)]
pub struct GazetteerArguments {
    /// What to do.
    #[command(subcommand)]
    pub what: GazetteerWhat,
}

/// What to do with the gazetteer.
#[derive(Debug, Subcommand)]
pub enum GazetteerWhat {
    /// Make the core and the full gazetteer from public gazetteers.
    #[command(after_help = "\
The folder holds places.tsv.xz (Who's On First and GeoNames: id, source, type, country, latitude, longitude, people, name, other names), \
geonames_countryInfo.txt and geonames_admin1CodesASCII.txt; the map's folder Natural Earth's label points and the shapes of \
regions. Files that end in .xz or .gz are unpacked. The same files give the same bytes.")]
    Build(GazetteerBuildArguments),
    /// Put a gazetteer where every command finds it.
    #[command(after_help = "\
The file is checked and copied into the user's folder for data (~/.local/share/tadmor on Linux). Remove it there to go back to the \
core. A ledger notes the digest of the tables that it was read with, so one that was read with another gazetteer is read again.")]
    Install {
        /// The file: `full.gazetteer` that `build` wrote.
        file: PathBuf,
    },
    /// What is in it: rows by country and class, sources, licences.
    Info {
        /// A file; the gazetteer in use where not said.
        file: Option<PathBuf>,
        /// A line for each country.
        #[arg(long)]
        countries: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// What a name leads to: every place of it, in any spelling.
    Find {
        /// The name, in Latin, Arabic, Cyrillic or Hebrew letters; or an id.
        #[arg(required = true)]
        name: Vec<String>,
        /// Only in this country, by its code of two letters.
        #[arg(long, value_name = "CODE")]
        country: Option<String>,
        /// Print JSON Lines.
        #[arg(long)]
        json: bool,
    },
}

/// `tadmor gazetteer build`
#[derive(Debug, Args)]
pub struct GazetteerBuildArguments {
    /// The folder with the gazetteers.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The folder with labels and shapes; `map` beside the gazetteers' folder where not said.
    #[arg(long, value_name = "DIR")]
    pub map: Option<PathBuf>,
    /// Where to write; made where there is none.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// The name of a charset, as browsers know it.
fn charset(text: &str) -> Result<String, String> {
    match tadmor::page::decode::is_charset(text) {
        true => Ok(text.trim().to_owned()),
        false => Err(
            "no charset of this name is known; try utf-8, windows-1251, windows-1256, iso-8859-1, koi8-r or \
                      gb18030, or leave it out: the page's own bytes then decide"
                .to_owned(),
        ),
    }
}

fn day(text: &str) -> Result<Day, String> {
    let day = Some(text).filter(|text| text.len() == 10).and_then(Day::parse);
    day.ok_or_else(|| "a day is written 2017-03-02".to_owned())
}
