//! Where a picture of an article goes, and how the article names its cover.

use std::path::{Path, PathBuf};

use crate::{
    app::{State, article::Article},
    model::{
        picture::{
            cover::{self, CoverStyle, Way},
            home::{self, PictureHome},
            is_picture,
            offer::{Kind, Target},
        },
        site::{Site, bundle::Role, generator::Generator, hugo::Part},
    },
};

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

pub(super) fn section_of(state: &State, article: &Article) -> String {
    let site = state.site.open.as_ref();
    site.map(|site| site.section_of(article.document.path()))
        .unwrap_or_default()
}

/// By which way an article of this kind has a cover.
pub(super) fn way(state: &State, article: &Article) -> Way {
    let is_leaf = Role::of(article.document.path()) == Role::Leaf;
    cover_style(state, article).way(is_leaf)
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

pub(super) fn folder(state: &State, article: &Article, home: &PictureHome) -> PathBuf {
    let beside = article.document.path().parent().unwrap_or(Path::new(""));
    match (home, site_of(state, article)) {
        (PictureHome::Site { folder, .. }, Some(site)) => site.root.join(folder),
        (PictureHome::Site { folder, .. }, None) => beside.join(folder),
        (PictureHome::Beside { under }, _) => beside.join(under),
    }
}

/// `jpeg` where the site's pictures end so.
pub(super) fn ending(state: &State, kind: Kind) -> &'static str {
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
pub(super) fn is_beside(state: &State, target: &Target, address: &str) -> bool {
    let article = state.session.articles.get(&target.document());
    let is_bundle = article.is_some_and(|it| Role::of(it.document.path()) == Role::Leaf);
    is_bundle && !address.starts_with('/') && !address.contains("://")
}
