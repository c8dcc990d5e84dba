//! `kopij render FILE [--page]`: prints the text of an article as HTML, read as the settings of its
//! site say.
//!
//! Limits: no template is run. A shortcode stands as it is written, and HTML in the text is left out
//! unless the settings let it through.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Done, Error, say, shown};
use crate::{
    io::{beneath::Bounds, scan, site_files, store},
    model::{
        document::MAX_RICH_BYTES,
        finding::{Finding, Severity},
        front_matter::{self, FrontMatter},
        markdown::{density::is_too_dense, render::RawHtml},
        site::{hooks::Hooks, hugo::Settings, pages::place_of},
        web_page,
        words::{self, say},
    },
};

/// What of an article is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Body,
    /// A whole page, with title, date and cover.
    Page,
}

/// Prints an article as HTML. Of a page whose head cannot be read the body is printed all the same,
/// and the reason is said.
pub(super) fn run(
    file: &Path,
    extent: Extent,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let text = store::read(file)?.text;
    let head = front_matter::read(&text);
    if text.len() > MAX_RICH_BYTES || is_too_dense(&text) {
        return as_text(file, &head, &text, extent, out, err);
    }
    let (settings, hooks, language) = settings_of(file);
    let raw = if settings.keeps_raw_html() {
        RawHtml::Kept
    } else {
        RawHtml::Omitted
    };
    let dialect = settings.dialect(language).with_alerts(hooks.quotes);
    let html = web_page::body(&text, head.head.end, dialect, raw);
    write(&head, &html, extent, out)?;
    let is_wrong = |problem: &&Finding| problem.severity == Severity::Error;
    match head.problems.iter().find(is_wrong) {
        Some(problem) if extent == Extent::Page => {
            let why = words::put(&problem.message);
            let path = shown::path(file);
            say(err, &say!("cli-head-left-out", path = path, why = why));
            Ok(Done::Failed)
        }
        _ => Ok(Done::Fine),
    }
}

/// Prints a body as it is written: it is longer, or has more markup, than what the window shows as a page.
fn as_text(
    file: &Path,
    head: &FrontMatter,
    text: &str,
    extent: Extent,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let html = web_page::body_as_text(text, head.head.end);
    write(head, &html, extent, out)?;
    say(err, &say!("cli-as-text", path = shown::path(file)));
    Ok(Done::Failed)
}

fn write(
    head: &FrontMatter,
    html: &str,
    extent: Extent,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match extent {
        Extent::Body => out.write_all(html.as_bytes()),
        Extent::Page => out.write_all(web_page::whole(head, html, None).as_bytes()),
    }
}

/// Of the site of the article, and the number of its language.
fn settings_of(file: &Path) -> (Settings, Hooks, usize) {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let root = scan::root_of(&folder).unwrap_or_else(|_no_site| PathBuf::new());
    let real = file.canonicalize().ok();
    let below = real
        .as_deref()
        .and_then(|real| real.strip_prefix(&root).ok());
    let below = below.map(|below| below.to_string_lossy().replace('\\', "/"));
    let bounds = Bounds::new(root, Vec::new());
    let settings = site_files::settings_of(&bounds);
    let hooks = site_files::hooks_of(&bounds, &settings);
    let place = below.and_then(|below| place_of(&settings, &below).ok());
    let language = place.map_or(settings.languages.default, |place| place.language);
    (settings, hooks, language)
}
