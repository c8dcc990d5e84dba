//! `kopij pictures PATH`: what is wrong with the pictures of a site, as `kopij check` tells it: those that
//! articles name and that are not there, and those that are there and are not named, weigh much, hold the same
//! or tell a place.

use std::{io::Write, path::PathBuf};

use super::{
    Done, Error, Read,
    check::{self, Least, OfPictures},
};
use crate::model::rule::{Rule, Scope};

/// What is asked of the pictures of a site.
#[derive(Clone, Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are switches of the command line"
)]
pub struct Asked {
    /// A site, or a folder in it
    path: PathBuf,
    /// Only those that an article names and that are not there, or are called otherwise
    #[arg(long)]
    missing: bool,
    /// Only those that nothing names
    #[arg(long)]
    unused: bool,
    /// Only those that weigh more than 500 kB, or have more than 2,500 pixels along a side
    #[arg(long)]
    heavy: bool,
    /// Only those that an article shows without an alternative text
    #[arg(long)]
    no_alt: bool,
    /// Only those that tell where they were taken
    #[arg(long)]
    gps: bool,
    /// As one JSON object
    #[arg(long)]
    json: bool,
    /// Tell only what weighs so much, or more; without it all
    #[arg(long, value_enum)]
    least: Option<Least>,
    #[command(flatten)]
    read: Read,
}

pub(super) fn run(asked: &Asked, out: &mut dyn Write, err: &mut dyn Write) -> Result<Done, Error> {
    let of_pictures = OfPictures {
        path: &asked.path,
        rules: asked.rules(),
        least: asked.least,
        is_json: asked.json,
        read: &asked.read,
    };
    check::run(&check::Asked::of_pictures(&of_pictures), out, err)
}

impl Asked {
    pub(super) fn is_for_programs(&self) -> bool {
        self.json
    }

    /// Those that were asked for; all that are about pictures where none was.
    fn rules(&self) -> Vec<Rule> {
        let of = [
            (
                self.missing,
                &[Rule::ImageMissing, Rule::ImageCase, Rule::CoverBroken][..],
            ),
            (self.unused, &[Rule::ImageUnused]),
            (self.heavy, &[Rule::ImageHeavy]),
            (self.no_alt, &[Rule::ImageAlt, Rule::CoverAlt]),
            (self.gps, &[Rule::ImageLocation]),
        ];
        let is_one_asked = of.iter().any(|(is_asked, _)| *is_asked);
        let asked = of.iter().filter(|(is_asked, _)| *is_asked || !is_one_asked);
        let mut rules: Vec<Rule> = asked.flat_map(|(_, rules)| *rules).copied().collect();
        if !is_one_asked {
            let mut all = Rule::all();
            all.retain(|rule| rule.scope() == Scope::Files && !rules.contains(rule));
            rules.extend(all);
        }
        rules
    }
}
