//! A new picture for an article: chosen, looked at, written when the writer says so, and then made
//! the value of its field by one edit.

use std::path::{Path, PathBuf};

use crate::{
    action::{Action, PictureStep, command::CoverStep},
    app::{
        State,
        article::Article,
        state::{Offered, Over},
        update::{completing, form, notices},
    },
    io::{
        Effect,
        dialogs::Answer,
        pictures::{Around, OfferError, Put},
        workers::{AsideJob, StoreJob},
    },
    model::{
        document::DocumentId,
        front_matter::{Change, KeyPath, Value},
        picture::{
            cover::{self, CoverStyle},
            home::{self, PictureHome},
            name,
            offer::{Kind, Offer, Taken, Target, Words},
        },
        site::{Site, bundle, bundle::Role, generator::Generator, hugo::Part},
        words::say,
    },
};

pub fn step(state: &mut State, step: PictureStep) -> Vec<Effect> {
    match step {
        PictureStep::Choose(target) => choose(state, target),
        PictureStep::Browse(target) => browse(state, target),
        PictureStep::Give(typed) => given(state, &typed),
        PictureStep::Use { target, address } => {
            let is_beside = is_beside(state, &target, &address);
            write(state, &target, &address, is_beside, None)
        }
        PictureStep::Accept(words) => accept(state, words),
        PictureStep::AcceptTwin(words) => accept_twin(state, words),
        PictureStep::Cancel => {
            state.aids.offering.shown = None;
            state.window.close();
            Vec::new()
        }
        PictureStep::RemoveCover(document) => remove_cover(state, document),
        PictureStep::LookBeside(document) => completing::look_beside(state, document),
        PictureStep::Show(source) => vec![AsideJob::ShowPicture { source }.into()],
    }
}

/// What a command does with the cover of the shown article.
pub fn run(state: &mut State, cover: CoverStep) -> Vec<Effect> {
    let Some(document) = state.session.shown else {
        return Vec::new();
    };
    match cover {
        CoverStep::Choose => choose(state, Target::Cover(document)),
        CoverStep::Browse => browse(state, Target::Cover(document)),
        CoverStep::Remove => remove_cover(state, document),
    }
}

fn choose(state: &State, target: Target) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Vec::new();
    };
    let start = article.document.path().parent().map(Into::into);
    vec![AsideJob::ChoosePicture { target, start }.into()]
}

/// Where the system has no dialog, the pictures of the site are shown, and a path can be typed.
pub fn chosen(state: &mut State, target: Target, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Chosen(from) => look(state, target, from),
        Answer::Cancelled => Vec::new(),
        Answer::NoDialog => browse(state, target),
    }
}

fn browse(state: &mut State, target: Target) -> Vec<Effect> {
    let effects = completing::look_beside(state, target.document());
    state.aids.picking = Some(target);
    state.window.open(Over::Pictures);
    effects
}

/// A path is looked at; an address is written as it is.
fn given(state: &mut State, typed: &str) -> Vec<Effect> {
    let Some(target) = state.aids.picking.take() else {
        return Vec::new();
    };
    state.window.close();
    let typed = typed.trim();
    let path = typed.strip_prefix("file://").unwrap_or(typed);
    let known = state.aids.completing.targets.as_ref();
    let is_of_site = known.is_some_and(|(_, all)| all.iter().any(|it| it == typed));
    if is_of_site {
        let address = name::escaped(typed);
        let is_beside = is_beside(state, &target, &address);
        return write(state, &target, &address, is_beside, None);
    }
    if typed.starts_with("https://") {
        return write(state, &target, typed, false, None);
    }
    if Path::new(path).is_absolute() {
        return look(state, target, PathBuf::from(path));
    }
    notices::error(state, say!("path-box-not-whole", path = typed))
}

/// Has a file looked at; the sheet is open meanwhile.
fn look(state: &mut State, target: Target, from: PathBuf) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Vec::new();
    };
    let file = article.document.path();
    let site = state.site.open.as_ref();
    let served = site.map(|site| {
        let folders = site.settings.folders(Part::Static);
        folders.map(|folder| site.root.join(folder)).collect()
    });
    let around = Around {
        root: site.map(|site| site.root.clone()),
        beside: file.parent().map(Into::into).unwrap_or_default(),
        is_bundle: Role::of(file) == Role::Leaf,
        served: served.unwrap_or_default(),
    };
    state.aids.offering.number += 1;
    let number = state.aids.offering.number;
    state.aids.offering.shown = Some(Offered {
        target,
        from: from.clone(),
        offer: None,
    });
    state.window.open(Over::Picture);
    let job = AsideJob::LookAtPicture {
        number,
        from,
        around,
    };
    vec![job.into()]
}

pub fn looked_at(state: &mut State, number: u64, result: Result<Offer, OfferError>) -> Vec<Effect> {
    let is_asked = state.aids.offering.number == number;
    let Some(shown) = state.aids.offering.shown.as_mut().filter(|_| is_asked) else {
        return Vec::new();
    };
    match result {
        Ok(offer) => {
            shown.offer = Some(offer);
            Vec::new()
        }
        Err(err) => {
            state.aids.offering.shown = None;
            if state.window.over == Some(Over::Picture) {
                state.window.close();
            }
            not_added(state, &err.to_string())
        }
    }
}

fn not_added(state: &mut State, why: &str) -> Vec<Effect> {
    notices::error(state, say!("notice-picture-not-added", why = why))
}

/// Has the picture written where the site keeps such.
fn accept(state: &mut State, words: Words) -> Vec<Effect> {
    let Some((target, offer)) = take(state) else {
        return Vec::new();
    };
    let Some(article) = state.session.articles.get(&target.document()) else {
        return not_added(state, say!("picture-article-closed"));
    };
    let Some(home) = home(state, article, &target) else {
        return not_added(state, say!("picture-save-first"));
    };
    let style = cover_style(state, article);
    let by_file = by_file(&style, &target, &home);
    let stem = name::stem(name::Ask {
        file_stem: &offer.from.file_stem().unwrap_or_default().to_string_lossy(),
        title: &article.derived.entry.title,
        article: &bundle::name_of(article.document.path()),
        by_file,
    });
    let put = Put {
        folder: folder(state, article, &home),
        ending: ending(state, offer.kind).to_owned(),
        stem,
        is_alone: by_file.is_some(),
        bytes: offer.bytes,
    };
    let taken = Taken {
        target,
        home,
        words,
    };
    vec![StoreJob::PutPicture { put, taken }.into()]
}

/// The same picture is in the site: nothing is written but its address.
fn accept_twin(state: &mut State, words: Words) -> Vec<Effect> {
    let Some((target, offer)) = take(state) else {
        return Vec::new();
    };
    let Some(twin) = offer.twin else {
        return Vec::new();
    };
    let address = name::escaped(&twin);
    let is_beside = is_beside(state, &target, &address);
    write(state, &target, &address, is_beside, Some(&(words, None)))
}

fn take(state: &mut State) -> Option<(Target, Offer)> {
    let shown = state.aids.offering.shown.take()?;
    state.window.close();
    Some((shown.target, shown.offer?))
}

/// The file is there, or why not; its address is written.
pub fn put(
    state: &mut State,
    taken: Taken,
    folder: &Path,
    result: Result<String, OfferError>,
) -> Vec<Effect> {
    let name = match result {
        Ok(name) => name,
        Err(err) => return not_added(state, &err.to_string()),
    };
    let Taken {
        target,
        home,
        words,
    } = taken;
    let path = folder.join(&name);
    let (address, is_beside) = (home.address(&name), home.is_beside());
    let more = (words, Some(path));
    let mut effects = write(state, &target, &address, is_beside, Some(&more));
    effects.extend(completing::look_beside(state, target.document()));
    effects
}

/// Makes an address the cover, or the value of its field, with what is said of it: one edit. Where
/// that is refused, the file that was written for it stays and is named.
fn write(
    state: &mut State,
    target: &Target,
    address: &str,
    is_beside: bool,
    more: Option<&(Words, Option<PathBuf>)>,
) -> Vec<Effect> {
    let document = target.document();
    let file = more.and_then(|(_, file)| file.clone());
    let Some(article) = state.session.articles.get(&document) else {
        let Some(file) = file else {
            return Vec::new();
        };
        let why = say!("picture-article-closed");
        return kept(state, &file, why);
    };
    let changes = match target {
        Target::Field(_, path) => {
            let (path, value) = (path.clone(), Value::Text(address.to_owned()));
            vec![Change::Set { path, value }]
        }
        Target::Cover(_) => {
            let head = &article.derived.front_matter;
            let style = cover_style(state, article);
            let mut changes = Vec::new();
            if style.by_file.is_none() || style.is_written || !is_beside {
                changes = style.changes(head, address, is_beside);
            }
            if let Some((words, _)) = more {
                changes.extend(said(head, style.alt, &words.alt));
                changes.extend(said(head, style.caption, &words.caption));
            }
            changes
        }
    };
    let effects = form::change_field(state, document, &changes, false);
    let article = state.session.articles.get(&document);
    let refused = article.and_then(|article| article.field_problem.clone());
    match (refused, file) {
        (Some((_, why)), Some(file)) => kept(state, &file, &why),
        (Some((_, why)), None) => not_added(state, &why),
        (None, _) => effects,
    }
}

/// The file of a picture is there, and nothing names it.
fn kept(state: &mut State, file: &Path, why: &str) -> Vec<Effect> {
    let path = state.shown_path(file).into_owned();
    notices::error(state, say!("notice-picture-kept", why = why, path = path))
}

/// What is said of a picture, where there is a place for it. What was said of another one goes.
fn said(
    head: &crate::model::front_matter::FrontMatter,
    path: Option<KeyPath>,
    text: &str,
) -> Option<Change> {
    let path = path?;
    let is_there = head.value(&path).is_some();
    let value = Value::Text(text.to_owned());
    (is_there || !text.is_empty()).then_some(Change::Set { path, value })
}

fn remove_cover(state: &mut State, document: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&document) else {
        return Vec::new();
    };
    let head = &article.derived.front_matter;
    let style = cover_style(state, article);
    let address = style.address(head);
    let section = section_of(state, article);
    let changes = style.removal(head, state.site.schema.form(&section));
    if address.is_empty() && changes.is_empty() {
        notices::done(state, say!("notice-no-cover"));
        return Vec::new();
    }
    let before = article.document.revision();
    let effects = form::change_field(state, document, &changes, false);
    let article = state.session.articles.get(&document);
    let after = article.map(|article| article.document.revision());
    if let Some(revision) = after.filter(|after| *after != before) {
        let undo = Action::UndoAt { document, revision };
        let text = say!("notice-cover-removed");
        notices::offer(state, text, say!("notice-undo"), undo);
    }
    effects
}

/// How an article names its cover.
pub fn cover_style(state: &State, article: &Article) -> CoverStyle {
    let section = section_of(state, article);
    let around = cover::Around {
        section: state.site.schema.form(&section),
        site: state.site.schema.whole(),
        theme: state.site.open.as_ref().and_then(|site| {
            let names = site.settings.theme_names();
            cover::theme(names.iter().map(String::as_str))
        }),
    };
    CoverStyle::of(&article.derived.front_matter, around)
}

fn section_of(state: &State, article: &Article) -> String {
    let site = state.site.open.as_ref();
    site.map(|site| site.section_of(article.document.path()))
        .unwrap_or_default()
}

/// Which file of the bundle is the cover by its name, where the new one is to be it.
fn by_file(style: &CoverStyle, target: &Target, home: &PictureHome) -> Option<&'static str> {
    let is_cover = matches!(target, Target::Cover(_));
    let is_by_name = is_cover && home.is_beside() && !style.is_written;
    style.by_file.filter(|_| is_by_name)
}

/// Where a new picture goes; `None`: the article has to be saved first.
pub fn home(state: &State, article: &Article, target: &Target) -> Option<PictureHome> {
    let file = article.document.path();
    let style = cover_style(state, article);
    let address = style.address(&article.derived.front_matter);
    let own: Vec<&str> = Some(address.as_str())
        .filter(|it| !it.is_empty())
        .into_iter()
        .collect();
    let site = state.site.open.as_ref();
    let site = site.filter(|site| file.starts_with(&site.root));
    let schema = &state.site.schema;
    let path = match target {
        Target::Cover(_) => &style.image,
        Target::Field(_, path) => path,
    };
    let section = section_of(state, article);
    let now = state.now();
    let year_month = [now.year().to_string(), format!("{:02}", now.month())];
    PictureHome::of(&home::Ask {
        own: &own,
        is_bundle: Role::of(file) == Role::Leaf,
        has_file: !article.document.is_untitled(),
        section: cover::values(schema.form(&section), path),
        site: cover::values(schema.whole(), path),
        reads: style.reads,
        generator: site.map_or(Generator::Folder, |site| site.settings.generator),
        served: &site.map(served).unwrap_or_default(),
        base_path: site.and_then(base_path).unwrap_or_default(),
        year_month: [&year_month[0], &year_month[1]],
    })
}

/// The folder whose files have the addresses that they lie at, from the root.
fn served(site: &Site) -> String {
    match site.settings.generator {
        Generator::Astro => "public",
        Generator::Hexo => "source",
        Generator::Jekyll => "",
        _ => {
            let mut folders = site.settings.folders(Part::Static);
            folders.next().unwrap_or("static")
        }
    }
    .to_owned()
}

fn base_path(site: &Site) -> Option<&str> {
    let language = site.settings.languages.default_one()?;
    Some(&language.base.path)
}

fn folder(state: &State, article: &Article, home: &PictureHome) -> PathBuf {
    let beside = article.document.path().parent().unwrap_or(Path::new(""));
    match (home, &state.site.open) {
        (PictureHome::Site { folder, .. }, Some(site)) => site.root.join(folder),
        (PictureHome::Site { folder, .. }, None) => beside.join(folder),
        (PictureHome::Beside { under }, _) => beside.join(under),
    }
}

/// `jpeg` where the site's pictures end so.
fn ending(state: &State, kind: Kind) -> &'static str {
    let known = state.aids.completing.targets.as_ref();
    let count = |ending: &str| {
        known.map_or(0, |(_, all)| {
            let ends = |it: &&String| it.to_lowercase().ends_with(ending);
            all.iter().filter(ends).count()
        })
    };
    match kind {
        Kind::Jpeg if count(".jpeg") > count(".jpg") => "jpeg",
        kind => kind.ending(),
    }
}

/// Whether a file of the site lies in the bundle of the article.
fn is_beside(state: &State, target: &Target, address: &str) -> bool {
    let article = state.session.articles.get(&target.document());
    let is_bundle = article.is_some_and(|it| Role::of(it.document.path()) == Role::Leaf);
    is_bundle && !address.starts_with('/') && !address.contains("://")
}

#[cfg(test)]
mod tests;
