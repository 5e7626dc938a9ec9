//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::render::Format;
use crate::model::Audience;

/// Build a self-assessment pack into a site.
#[derive(Debug, Parser)]
#[command(
    name = "ninefold",
    version,
    about = "Build a self-assessment pack of adult social care into a site",
    after_help = "Examples:\n  ninefold init our-pack            begin a pack in the folder our-pack\n  ninefold new story \"The garden gate\"   begin a story\n  ninefold check                    look for problems and write nothing\n  ninefold build                    build the site into the folder public\n  ninefold serve --open             see the site in the browser while you write\n  ninefold status                   see where you stand and what to do next\n  ninefold build --audience assessor --output for-cqc\n\nExit codes: 0 all is well, 1 problems in the content, 2 the program could not run."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Settings that every command takes.
#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// The pack's folder
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub(super) root: PathBuf,
    /// The day that ages and due dates are judged against, such as 2026-06-30
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Who the build is for
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) audience: Audience,
    /// How findings are printed
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Treat a kind of warning as an error; `warnings` for all of them
    #[arg(long, global = true, value_name = "CODE")]
    pub(super) deny: Vec<String>,
    /// Do not report a kind of warning
    #[arg(long, global = true, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// Show notes too: things to know that nobody has to act on
    #[arg(long, global = true)]
    pub(super) notes: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin a pack
    Init(InitArgs),
    /// Begin a story, meeting, piece of feedback, metric, judgement or page
    New(NewArgs),
    /// Look for problems; write nothing
    #[command(
        after_help = "Examples:\n  ninefold check\n  ninefold check --root our-pack --format json\n  ninefold check --deny warnings"
    )]
    Check,
    /// Build the site
    #[command(
        after_help = "Examples:\n  ninefold build\n  ninefold build --audience public --output public-site\n  ninefold build --as-of 2026-06-30\n  ninefold build --audience assessor --output for-cqc --zip\n  ninefold build --audience assessor --output for-cqc --single-file --pdf\n  ninefold build --previous sent-in-march.zip"
    )]
    Build(BuildArgs),
    /// Show the site in the browser while you write; it follows every save
    #[command(
        after_help = "The site is served on this computer alone and nothing is written. It follows what is saved in content, data and themes; while there is an error the last good site stays, and the page says what is wrong. Ctrl-C ends it.\n\nExamples:\n  ninefold serve\n  ninefold serve --open\n  ninefold serve --audience public --port 8080\n  ninefold serve --poll             for a pack on a network share"
    )]
    Serve(ServeArgs),
    /// List where the words and numbers of an item appear, for a withdrawal
    #[command(
        after_help = "Examples:\n  ninefold trace story:garden-gate\n  ninefold trace metric:days-to-contact --site for-cqc"
    )]
    Trace(TraceArgs),
    /// Show where the authority stands, and what to do next
    #[command(
        after_help = "Examples:\n  ninefold status\n  ninefold status --format json\n  ninefold status --as-of 2026-06-30"
    )]
    Status,
    /// Write the list of known people as hashes that can be kept with the pack
    #[command(
        after_help = "Reads data/private/known-people.txt and writes data/known-people.yaml.\n\nExample:\n  ninefold hash-people"
    )]
    HashPeople,
    /// Copy the default skin into the pack, to be changed there
    #[command(subcommand)]
    Skin(SkinCommand),
    /// Check that a site is what was published, byte for byte
    #[command(
        after_help = "Examples:\n  ninefold verify public\n  ninefold verify our-council-assessor-2026-06-30.zip\n  ninefold verify march.zip june.zip public   also whether each follows the one before\n\nExit codes: 0 nothing has changed, 1 something has, 2 the program could not run."
    )]
    Verify(VerifyArgs),
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The port, 0 for any; otherwise the first free one from 8000 on
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Look at the files again and again, for network shares that do not tell
    /// of changes
    #[arg(long)]
    pub(super) poll: bool,
}

/// What can be done with the skin.
#[derive(Debug, Subcommand)]
pub(super) enum SkinCommand {
    /// Copy files of the default skin into the pack's folder `themes/`
    #[command(
        after_help = "A file that you do not copy is taken from the program, and stays up to date with it: copy only what you change.\n\nExamples:\n  ninefold skin eject --name our-council brand.css logo.html   the colours and the logo\n  ninefold skin eject --name our-council                       everything"
    )]
    Eject(EjectArgs),
}

#[derive(Debug, Args)]
pub(super) struct EjectArgs {
    /// What the pack's skin is called
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub(super) name: String,
    /// The files to copy, such as brand.css; otherwise all of them
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Folders and zips of sites; several from the oldest to the newest
    #[arg(required = true, value_name = "DIR|ZIP")]
    pub(super) sites: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  ninefold init our-pack")]
pub(super) struct InitArgs {
    /// The folder to begin it in; otherwise the one that `--root` names
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  ninefold new story \"The garden gate\"\n  ninefold new meeting \"Making it Happen\" --date 2026-04-15\n  ninefold new judgement assessing-needs"
)]
pub(super) struct NewArgs {
    /// What to begin
    #[arg(value_enum)]
    pub(super) kind: NewKind,
    /// Its title; for a judgement the id of its quality statement
    pub(super) title: String,
    /// The date of what it is about; otherwise the pack's as-of date, or today
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
}

/// What `new` can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    Story,
    Meeting,
    Feedback,
    Metric,
    Judgement,
    Page,
}

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// The item, such as story:garden-gate
    pub(super) name: String,
    /// A site that was built already; otherwise `public` in the pack's folder,
    /// where there is one. May be given several times
    #[arg(long, value_name = "DIR")]
    pub(super) site: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option that is given or not")]
pub(super) struct BuildArgs {
    /// The folder to write the site to; otherwise `public` in the pack's folder
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Write into a folder that holds other files; they stay where they are
    #[arg(long)]
    pub(super) adopt: bool,
    /// The file for the release report; otherwise beside the folder of the site,
    /// and none for the internal audience
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write the site as a zip too, beside its folder
    #[arg(long)]
    pub(super) zip: bool,
    /// Write the site as one HTML file too, beside its folder
    #[arg(long)]
    pub(super) single_file: bool,
    /// Print the statements and the whole pack to PDF too, beside the folder;
    /// needs Edge, Chrome or Chromium
    #[arg(long)]
    pub(super) pdf: bool,
    /// The browser that prints; otherwise one that is installed in a usual place
    #[arg(long, value_name = "PATH", requires = "pdf")]
    pub(super) browser: Option<PathBuf>,
    /// Build everything anew: neither read nor write what earlier builds kept
    /// in `.ninefold`
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Say where the time went, stage by stage
    #[arg(long)]
    pub(super) timings: bool,
    /// What the site follows, if that does not stand in the output folder: a
    /// manifest.json, or the folder or zip of a site
    #[arg(long, value_name = "FILE")]
    pub(super) previous: Option<PathBuf>,
}
