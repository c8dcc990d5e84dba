//! `kopij diff [FILE…]`: prints what of articles is other than in the last commit, in fields and
//! paragraphs. Nothing is written, and nothing of the repository is run.

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Opened, json};
use crate::{
    cli::{Done, Error, say, shown},
    model::{
        git::{
            difference::{FieldChange, Paragraph, Told},
            proposal::Proposal,
            status::{Changed, What},
        },
        words::{self, put, say},
    },
};

#[derive(Clone, Debug, clap::Args)]
pub struct Asked {
    /// Articles; without any all that changed in the site that you are in
    files: Vec<PathBuf>,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

impl Asked {
    pub(in crate::cli) fn is_for_programs(&self) -> bool {
        self.json
    }
}

/// Prints what of articles changed since the last commit.
pub fn run(asked: &Asked, out: &mut dyn Write, err: &mut dyn Write) -> Result<Done, Error> {
    let here = Path::new(".");
    let opened = Opened::at(asked.files.first().map_or(here, PathBuf::as_path))?;
    let mut done = Done::Fine;
    let mut proposals = Vec::new();
    let mut add = |proposal: Result<Proposal, Error>, done: &mut Done| match proposal {
        Ok(proposal) if proposal.what.is_some() => {
            *done = (*done).max(Done::Findings);
            proposals.push(proposal);
        }
        Ok(_) => {}
        Err(error) => {
            say(err, &words::of(&error));
            *done = Done::Failed;
        }
    };
    if asked.files.is_empty() {
        for changed in opened.changed() {
            add(opened.proposal(&changed.path), &mut done);
        }
    }
    for file in &asked.files {
        let proposal = opened.within(file).and_then(|it| opened.proposal(&it));
        add(proposal, &mut done);
    }
    let mut out = BufWriter::new(out);
    if asked.json {
        json::print(&opened, &proposals, &mut out)?;
    } else {
        writeln!(out, "{}", shown::escaped(&branch(&opened)))?;
        for proposal in &proposals {
            print(proposal, &mut out)?;
        }
    }
    out.flush()?;
    Ok(done)
}

/// `main · 2 not pushed`
fn branch(opened: &Opened) -> String {
    let branch = &opened.status.branch;
    let name = branch.name.clone();
    let name = name.unwrap_or_else(|| say!("changes-no-branch").to_owned());
    match opened.status.not_pushed() {
        0 => name,
        count => format!("{name} · {}", say!("changes-not-pushed", count = count)),
    }
}

pub(super) fn print(proposal: &Proposal, out: &mut dyn Write) -> Result<(), Error> {
    let path = shown::path(&proposal.path);
    let what = words_of(proposal.what.unwrap_or(What::Changed));
    match &proposal.from {
        Some(from) => writeln!(out, "{} → {path}: {what}", shown::path(from))?,
        None => writeln!(out, "{path}: {what}")?,
    }
    let fields = &proposal.difference.fields;
    let labels = fields.iter().map(|it| it.label.chars().count());
    let width = labels.max().unwrap_or_default().max(10);
    for field in fields {
        let label = shown::escaped(&field.label);
        writeln!(out, "  {label:width$}  {}", shown::escaped(&told(field)))?;
    }
    if let Some(count) = proposal.difference.paragraphs_in_words() {
        writeln!(out, "  {:width$}  {count}", say!("changes-text"))?;
    }
    for paragraph in &proposal.difference.paragraphs {
        print_paragraph(proposal, paragraph, out)?;
    }
    let media: Vec<String> = proposal.media.iter().map(one).collect();
    if !media.is_empty() {
        writeln!(
            out,
            "  {}",
            say!("changes-with-it", files = media.join(", "))
        )?;
    }
    if let Some(left) = left_alone(proposal) {
        writeln!(out, "  {left}")?;
    }
    Ok(())
}

fn print_paragraph(
    proposal: &Proposal,
    paragraph: &Paragraph,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let difference = &proposal.difference;
    for (sign, text, range) in [
        ("-", &difference.old, &paragraph.old),
        ("+", &difference.new, &paragraph.new),
    ] {
        let lines = text.get(range.clone()).unwrap_or_default().lines();
        for line in lines.filter(|line| !line.trim().is_empty()) {
            writeln!(out, "    {sign} {}", shown::escaped(line))?;
        }
    }
    Ok(())
}

/// `static/quay.jpg (new)`
pub(super) fn one(changed: &Changed) -> String {
    format!(
        "{} ({})",
        shown::path(&changed.path),
        words_of(changed.what)
    )
}

/// In words, how many changes stay out of it. `None`: none.
pub(super) fn left_alone(proposal: &Proposal) -> Option<String> {
    let count = proposal.others.len() + proposal.left.len();
    if count == 0 {
        return None;
    }
    let staged = proposal.staged_by_others();
    Some(say!("changes-left", count = count, staged = staged))
}

fn words_of(what: What) -> &'static str {
    match what {
        What::New => say!("changes-new"),
        What::Changed => say!("changes-changed"),
        What::Moved => say!("changes-moved"),
        What::Deleted => say!("changes-deleted"),
        What::Conflict => say!("changes-conflict"),
    }
}

/// `The ferry → The ferry is back`
fn told(field: &FieldChange) -> String {
    let nothing = || say!("changes-none").to_owned();
    let side = |side: &Option<String>| side.clone().unwrap_or_else(nothing);
    let told = match &field.told {
        Told::Value { old, new } | Told::Picture { old, new } => {
            format!("{} → {}", side(old), side(new))
        }
        Told::Words { added, removed } if added.is_empty() && removed.is_empty() => {
            say!("changes-order").to_owned()
        }
        Told::Words { added, removed } => {
            let added = added.iter().map(|it| format!("+ {it}"));
            let removed = removed.iter().map(|it| format!("− {it}"));
            added.chain(removed).collect::<Vec<_>>().join("  ")
        }
    };
    match &field.note {
        Some(note) => format!("{told}: {}", put(note)),
        None => told,
    }
}
