//! A new picture for an article: chosen, looked at, written when the writer says so, and then made
//! the value of its field by one edit.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::{
    action::{Action, Command, PictureStep, command::PictureCommand, offer::Lack},
    app::{
        State,
        article::{Article, Caret},
        request::Request,
        state::{Offered, Over},
        update::{articles, completing, form, notices, panes},
    },
    io::{
        Effect,
        dialogs::Answer,
        pictures::{Around, OfferError, Put, path_of},
        workers::{AsideJob, StoreJob},
    },
    model::{
        document::DocumentId,
        front_matter::{self, Change, FrontMatter, Value},
        markdown::blocks::parse_as,
        panes::Pane,
        picture::{
            cover::{self, CoverStyle, Text, Way},
            home::{self, PictureHome},
            insert, is_picture, name,
            offer::{Kind, Offer, Smaller, Source, Taken, Target, Words},
        },
        site::{Site, bundle, bundle::Role, generator::Generator, hugo::Part},
        text::{Anchor, Cause},
        words::say,
    },
};

/// In a text, a picture without a telling name is called after so many words of what it shows.
const NAME_WORDS: usize = 6;
/// A picture that is lighter, in bytes, and has no longer side, in pixels, is taken as it is.
const HEAVY_BYTES: usize = 300_000;
const LARGE_PIXELS: usize = 2_000;

pub fn step(state: &mut State, step: PictureStep) -> Vec<Effect> {
    match step {
        PictureStep::Choose(target) => choose(state, target),
        PictureStep::Browse(target) => browse(state, target),
        PictureStep::Give(typed) => given(state, &typed),
        PictureStep::Use {
            target: target @ Target::Text(..),
            address,
        } => look(state, target, Source::Address(address)),
        PictureStep::Use { target, address } => use_address(state, &target, &address),
        PictureStep::Instead { document, address } => {
            let target = Target::Cover(document);
            let is_beside = is_beside(state, &target, &address);
            write(state, &target, &address, is_beside, None)
        }
        PictureStep::Accept(words) => accept(state, words),
        PictureStep::AcceptTwin(words) => accept_twin(state, words),
        PictureStep::Cancel => {
            state.aids.offering.shown = None;
            panes::close_finder(state);
            next(state)
        }
        PictureStep::Bring { pane, brought } => bring(state, pane, brought),
        PictureStep::RemoveCover(document) => remove_cover(state, document),
        PictureStep::LookBeside(document) => completing::look_beside(state, document),
        PictureStep::Show(source) => vec![AsideJob::ShowPicture { source }.into()],
    }
}

/// What a command does with the pictures of the shown article.
pub fn run(state: &mut State, command: PictureCommand) -> Vec<Effect> {
    let Some(document) = state.session.shown else {
        return Vec::new();
    };
    match command {
        PictureCommand::Insert => match at_caret(state) {
            Some(target) => browse(state, target),
            None => Vec::new(),
        },
        PictureCommand::Choose => choose(state, Target::Cover(document)),
        PictureCommand::Browse => browse(state, Target::Cover(document)),
        PictureCommand::Remove => remove_cover(state, document),
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
        Answer::Chosen(from) => look(state, target, Source::File(from)),
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
    panes::close_finder(state);
    let typed = typed.trim();
    if let Some(Some(file)) = copied_files(typed).map(|files| files.into_iter().next()) {
        return look(state, target, file);
    }
    let path = typed;
    let known = state.aids.completing.targets.as_ref();
    let is_of_site = known.is_some_and(|(_, all)| all.iter().any(|it| it == typed));
    let is_text = matches!(target, Target::Text(..));
    if is_text && (is_of_site || typed.starts_with("https://")) {
        let address = if is_of_site {
            name::escaped(typed)
        } else {
            typed.to_owned()
        };
        return look(state, target, Source::Address(address));
    }
    if is_of_site {
        return use_address(state, &target, &name::escaped(typed));
    }
    if typed.starts_with("https://") {
        return use_address(state, &target, typed);
    }
    if Path::new(path).is_absolute() {
        return look(state, target, Source::File(PathBuf::from(path)));
    }
    notices::error(state, say!("path-box-not-whole", path = typed))
}

/// Another picture: what was said of the one before it goes.
fn use_address(state: &mut State, target: &Target, address: &str) -> Vec<Effect> {
    let is_beside = is_beside(state, target, address);
    let more = (Words::default(), None);
    write(state, target, address, is_beside, Some(&more))
}

/// Why nothing can be added.
fn refusal(state: &State, target: &Target) -> Option<String> {
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Some(say!("picture-article-closed").to_owned());
    };
    if article.document.saved().format.is_read_only() {
        return Some(Lack::ReadOnly.reason().to_owned());
    }
    let is_cover = matches!(target, Target::Cover(_));
    let is_nowhere = is_cover && way(state, article) == Way::Nowhere;
    is_nowhere.then(|| say!("picture-no-folder").to_owned())
}

fn way(state: &State, article: &Article) -> Way {
    let is_leaf = Role::of(article.document.path()) == Role::Leaf;
    cover_style(state, article).way(is_leaf)
}

/// The place in the shown article's text where its caret is.
fn at_caret(state: &State) -> Option<Target> {
    let document = &state.shown_article()?.document;
    let caret = state.shown_article()?.selection().end;
    let anchor = Anchor::new(document.revision(), caret..caret);
    Some(Target::Text(document.id, anchor))
}

/// Pictures that were pasted or dropped: over the form the cover, else into the text. What is no
/// picture is opened if it is an article of the site.
pub fn bring(state: &mut State, pane: Option<Pane>, brought: Vec<Source>) -> Vec<Effect> {
    let is_picture = |from: &Source| match from {
        Source::File(path) => is_picture(&path.to_string_lossy()) || is_refused_picture(path),
        Source::Pasted(_) | Source::Address(_) => true,
    };
    let (pictures, others): (Vec<Source>, Vec<Source>) = brought.into_iter().partition(is_picture);
    let mut effects = Vec::new();
    for other in others {
        effects.extend(bring_other(state, &path_of(&other)));
    }
    if pictures.is_empty() {
        return effects;
    }
    if let Some(lack) = state.offer().lack(Command::InsertPicture) {
        effects.extend(not_added(state, lack.reason()));
        return effects;
    }
    let target = match (&state.aids.picking, pane, at_caret(state)) {
        (Some(target), ..) if state.window.over == Some(Over::Pictures) => Some(target.clone()),
        (_, Some(Pane::Form), _) => state.session.shown.map(Target::Cover),
        (.., at_caret) => at_caret,
    };
    if let Some(target) = target {
        effects.extend(take_in(state, &target, pictures));
    }
    effects
}

/// The files whose addresses were copied: nothing but `file://` addresses of pictures.
pub fn copied_files(pasted: &str) -> Option<Vec<Source>> {
    let lines = pasted
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let files = lines.map(|line| {
        let path = line.strip_prefix("file://")?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_it = is_picture(&path) && Path::new(&*path).is_absolute();
        is_it.then(|| Source::File(PathBuf::from(&*path)))
    });
    let files: Vec<Source> = files.collect::<Option<_>>()?;
    (!files.is_empty()).then_some(files)
}

/// Kinds that are refused with what to do, which is said once they were looked at.
fn is_refused_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ["heic", "heif", "tif", "tiff"]
        .iter()
        .any(|it| ending.eq_ignore_ascii_case(it))
}

fn bring_other(state: &mut State, path: &Path) -> Vec<Effect> {
    let site = state.site.open.as_ref();
    let is_article = site.is_some_and(|site| site.place_of(path).is_some());
    if is_article {
        return articles::open(state, path.to_owned());
    }
    let path = state.shown_path(path).into_owned();
    notices::error(state, say!("notice-no-picture", path = path))
}

/// Several pictures, one after another.
fn take_in(state: &mut State, target: &Target, from: Vec<Source>) -> Vec<Effect> {
    let mut target = target.clone();
    for from in from {
        let next = match &target {
            // The first is the cover, the others are asked about.
            Target::Cover(_) => at_caret(state).unwrap_or_else(|| target.clone()),
            other => other.clone(),
        };
        let this = std::mem::replace(&mut target, next);
        state.aids.offering.waiting.push_back((this, from));
    }
    if state.aids.offering.shown.is_some() {
        return Vec::new();
    }
    next(state)
}

/// The next picture that waits.
fn next(state: &mut State) -> Vec<Effect> {
    match state.aids.offering.waiting.pop_front() {
        Some((target, from)) => look(state, target, from),
        None => Vec::new(),
    }
}

/// Has a picture looked at; the sheet is open meanwhile.
fn look(state: &mut State, target: Target, from: Source) -> Vec<Effect> {
    if let Some(why) = refusal(state, &target) {
        return not_added(state, &why);
    }
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
        smaller: None,
        words: None,
    });
    state.window.open(Over::Picture);
    if matches!(from, Source::Address(_)) {
        return Vec::new();
    }
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
            let (kind, bytes) = (offer.kind, offer.bytes.clone());
            let is_worth = is_worth_making_smaller(&offer);
            shown.offer = Some(offer);
            if !is_worth {
                shown.smaller = Some(None);
                return Vec::new();
            }
            let job = AsideJob::MakeSmaller {
                number,
                kind,
                bytes,
            };
            vec![job.into()]
        }
        Err(err) => {
            state.aids.offering.shown = None;
            if state.window.over == Some(Over::Picture) {
                panes::close_finder(state);
            }
            not_added(state, &err.to_string());
            next(state)
        }
    }
}

/// What is lighter and smaller is taken as it is.
fn is_worth_making_smaller(offer: &Offer) -> bool {
    let is_large = |side: usize| side > LARGE_PIXELS;
    let is_large = offer
        .pixels
        .is_some_and(|size| size.into_iter().any(is_large));
    let is_heavy = offer.bytes.0.len() > HEAVY_BYTES;
    matches!(offer.kind, Kind::Jpeg | Kind::Png) && (is_heavy || is_large)
}

pub fn made_smaller(state: &mut State, number: u64, smaller: Option<Smaller>) -> Vec<Effect> {
    let is_asked = state.aids.offering.number == number;
    if let Some(shown) = state.aids.offering.shown.as_mut().filter(|_| is_asked) {
        shown.smaller = Some(smaller);
    }
    Vec::new()
}

fn not_added(state: &mut State, why: &str) -> Vec<Effect> {
    notices::error(state, say!("notice-picture-not-added", why = why))
}

/// Has the picture written where the site keeps such.
fn accept(state: &mut State, words: Words) -> Vec<Effect> {
    let Some(shown) = take(state) else {
        return Vec::new();
    };
    if let Some(why) = refusal(state, &shown.target) {
        return not_added(state, &why);
    }
    let kept = Offered {
        words: Some(words.clone()),
        ..shown.clone()
    };
    let target = shown.target;
    if let Source::Address(address) = shown.from {
        let is_beside = is_beside(state, &target, &address);
        let mut effects = write(state, &target, &address, is_beside, Some(&(words, None)));
        effects.extend(next(state));
        return effects;
    }
    let Some(offer) = shown.offer else {
        return Vec::new();
    };
    let Some(article) = state.session.articles.get(&target.document()) else {
        return not_added(state, say!("picture-article-closed"));
    };
    let bytes = match shown.smaller.flatten() {
        Some(smaller) if words.is_small => smaller.bytes,
        _ => offer.bytes,
    };
    let from = path_of(&shown.from);
    let shown_first = first_words(&words.alt);
    let Some(home) = home(state, article, &target) else {
        return not_added(state, say!("picture-save-first"));
    };
    let style = cover_style(state, article);
    let is_leaf = Role::of(article.document.path()) == Role::Leaf;
    let by_file = match (&target, style.way(is_leaf)) {
        (Target::Cover(_), Way::ByName(pattern)) => Some(pattern),
        _ => None,
    };
    // It lies beside the article, wherever its other pictures do.
    let home = match by_file {
        Some(_) => PictureHome::Beside {
            under: String::new(),
        },
        None => home,
    };
    let stem = name::stem(name::Ask {
        file_stem: &from.file_stem().unwrap_or_default().to_string_lossy(),
        title: match &target {
            Target::Text(..) if !words.alt.is_empty() => &shown_first,
            _ => &article.derived.entry.title,
        },
        article: &bundle::name_of(article.document.path()),
        by_file,
    });
    let put = Put {
        folder: folder(state, article, &home),
        ending: ending(state, offer.kind).to_owned(),
        stem,
        alone: by_file,
        bytes,
    };
    let taken = Taken {
        target,
        home,
        words,
    };
    state.aids.offering.placing = Some(kept);
    vec![StoreJob::PutPicture { put, taken }.into()]
}

/// What a picture in the text is called after.
fn first_words(alt: &str) -> String {
    let words: Vec<&str> = alt.split_whitespace().take(NAME_WORDS).collect();
    words.join(" ")
}

/// The same picture is in the site: nothing is written but its address.
fn accept_twin(state: &mut State, words: Words) -> Vec<Effect> {
    let Some(shown) = take(state) else {
        return Vec::new();
    };
    let Some(twin) = shown.offer.and_then(|offer| offer.twin) else {
        return Vec::new();
    };
    let (target, address) = (shown.target, name::escaped(&twin));
    let is_beside = is_beside(state, &target, &address);
    let mut effects = write(state, &target, &address, is_beside, Some(&(words, None)));
    effects.extend(next(state));
    effects
}

fn take(state: &mut State) -> Option<Offered> {
    let shown = state.aids.offering.shown.take()?;
    panes::close_finder(state);
    Some(shown)
}

/// The file is there, or why not; its address is written.
pub fn put(
    state: &mut State,
    taken: Taken,
    folder: &Path,
    result: Result<String, OfferError>,
) -> Vec<Effect> {
    let placed = state.aids.offering.placing.take();
    let name = match result {
        Ok(name) => name,
        Err(err) => {
            // What was said of it is not lost.
            if state.aids.offering.shown.is_none() && placed.is_some() {
                state.aids.offering.shown = placed;
                state.window.open(Over::Picture);
            }
            return not_added(state, &err.to_string());
        }
    };
    let Taken {
        target,
        home,
        words,
    } = taken;
    let path = folder.join(&name);
    let (address, is_beside) = (home.address(&name), home.is_beside());
    let article = state.session.articles.get(&target.document());
    let is_there = |article: &Article| self::folder(state, article, &home) == folder;
    if is_beside && !article.is_none_or(is_there) {
        return kept(state, &path, say!("picture-article-moved"));
    }
    let more = (words, Some(path));
    let mut effects = write(state, &target, &address, is_beside, Some(&more));
    effects.extend(completing::look_beside(state, target.document()));
    effects.extend(next(state));
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
        Target::Text(_, anchor) => {
            let words = more.map(|(words, _)| words.clone()).unwrap_or_default();
            return insert(state, document, anchor, address, &words, file);
        }
        Target::Field(_, path) => {
            let (path, value) = (path.clone(), Value::Text(address.to_owned()));
            vec![Change::Set { path, value }]
        }
        Target::Cover(_) => {
            let head = &article.derived.front_matter;
            let style = cover_style(state, article);
            let is_named = file.is_some() && matches!(way(state, article), Way::ByName(_));
            if !is_named && !style.has_key() {
                return not_added(state, say!("picture-by-name"));
            }
            let mut changes = if is_named {
                Vec::new()
            } else {
                style.changes(head, address, is_beside)
            };
            if let Some((words, _)) = more {
                changes.extend(said(head, &style, Text::Alt, &words.alt));
                changes.extend(said(head, &style, Text::Caption, &words.caption));
            }
            changes
        }
    };
    match (form::change(state, document, &changes, Cause::Step), file) {
        (Err(why), Some(file)) => kept(state, &file, &why),
        (Err(why), None) => not_added(state, &why),
        (Ok(()), _) => Vec::new(),
    }
}

/// Puts a picture into the text, near where its place is by now.
fn insert(
    state: &mut State,
    document: DocumentId,
    anchor: &Anchor,
    address: &str,
    words: &Words,
    file: Option<PathBuf>,
) -> Vec<Effect> {
    let has_figures = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.settings.is_hugo());
    let Some(article) = state.session.articles.get_mut(&document) else {
        return Vec::new();
    };
    let text = article.document.text();
    // What follows from the text may be of an earlier one.
    let body_start = front_matter::body_start(text);
    let at = article
        .document
        .place_of(anchor)
        .map_or(text.len(), |place| place.end);
    let body = text.get(body_start..).unwrap_or_default();
    let manner = insert::manner(body, !words.caption.is_empty(), has_figures);
    let picture = insert::Inserted {
        address,
        alt: &words.alt,
        caption: &words.caption,
    };
    let blocks = parse_as(article.derived.blocks.dialect(), text, body_start);
    let done = insert::insert(text, &blocks, body_start, at, picture, manner);
    let made_at = article.document.revision();
    let caret = Caret::Selects(done.selection);
    match article.change(made_at, &done.edit, Cause::Step, caret) {
        Ok(()) => {
            article.requests.push(Request::FocusText);
            Vec::new()
        }
        Err(err) => match file {
            Some(file) => kept(state, &file, &err.to_string()),
            None => not_added(state, &err.to_string()),
        },
    }
}

/// The file of a picture is there, and nothing names it.
fn kept(state: &mut State, file: &Path, why: &str) -> Vec<Effect> {
    let path = state.shown_path(file).into_owned();
    notices::error(state, say!("notice-picture-kept", why = why, path = path))
}

/// What is said of a picture: at its key, or at one that nothing reads yet where the writer says so
/// all the same. What was said of another one goes.
fn said(head: &FrontMatter, style: &CoverStyle, text: Text, words: &str) -> Option<Change> {
    let spare = || style.spare(text).filter(|_| !words.is_empty());
    let path = style.text(text).cloned().or_else(spare)?;
    let is_there = head.value(&path).is_some();
    let value = Value::Text(words.to_owned());
    (is_there || !words.is_empty()).then_some(Change::Set { path, value })
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
    if let Err(why) = form::change(state, document, &changes, Cause::Step) {
        return notices::error(state, say!("notice-cover-not-removed", why = why));
    }
    let article = state.session.articles.get(&document);
    let after = article.map(|article| article.document.revision());
    if let Some(revision) = after.filter(|after| *after != before) {
        let undo = Action::UndoAt { document, revision };
        let text = say!("notice-cover-removed");
        notices::offer(state, text, say!("notice-undo"), undo);
    }
    Vec::new()
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

/// Where a new picture goes; `None`: the article has to be saved first.
pub fn home(state: &State, article: &Article, target: &Target) -> Option<PictureHome> {
    let file = article.document.path();
    let style = cover_style(state, article);
    let address = style.address(&article.derived.front_matter);
    let body = pictures_of(article);
    let own: Vec<&str> = Some(address.as_str())
        .filter(|it| !it.is_empty())
        .into_iter()
        .chain(body.iter().map(String::as_str))
        .collect();
    let site = site_of(state, article);
    let schema = &state.site.schema;
    let path = match target {
        Target::Cover(_) | Target::Text(..) => &style.image,
        Target::Field(_, path) => path,
    };
    let is_text = matches!(target, Target::Text(..));
    // What others do counts for the articles of the site.
    let habits = |form| match site {
        Some(_) => cover::values(form, path),
        None => &[],
    };
    let section = section_of(state, article);
    let now = state.now();
    let year_month = [now.year().to_string(), format!("{:02}", now.month())];
    PictureHome::of(&home::Ask {
        own: &own,
        is_bundle: Role::of(file) == Role::Leaf,
        has_file: !article.document.is_untitled(),
        section: habits(schema.form(&section)),
        site: habits(schema.whole()),
        // What markdown names is served from the root, whatever the theme looks at.
        reads: if is_text {
            cover::ANYWHERE
        } else {
            style.reads
        },
        generator: site.map_or(Generator::Folder, |site| site.settings.generator),
        served: &site.map(served).unwrap_or_default(),
        base_path: site.and_then(base_path).unwrap_or_default(),
        year_month: [&year_month[0], &year_month[1]],
    })
}

/// The addresses of the pictures in an article's text.
fn pictures_of(article: &Article) -> Vec<String> {
    let text = article.document.text();
    let body = text.get(article.derived.front_matter.head.end..);
    let found = body
        .unwrap_or_default()
        .match_indices("](")
        .filter_map(|(at, _)| {
            let rest = body?.get(at + 2..)?;
            let end = rest.find([')', ' ', '\n'])?;
            rest.get(..end)
        });
    found
        .filter(|it| is_picture(it))
        .map(str::to_owned)
        .collect()
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

/// The site, if the article is one of it.
fn site_of<'a>(state: &'a State, article: &Article) -> Option<&'a Site> {
    let site = state.site.open.as_ref();
    site.filter(|site| article.document.path().starts_with(&site.root))
}

fn folder(state: &State, article: &Article, home: &PictureHome) -> PathBuf {
    let beside = article.document.path().parent().unwrap_or(Path::new(""));
    match (home, site_of(state, article)) {
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
