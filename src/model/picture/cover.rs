//! Where a head has its cover picture, with its alternative text and caption.
//!
//! In this order: the keys that the article has; those of the articles of its section, then of the
//! site, that at least three and 60 % of those with a cover have; those of the theme; `image`, or
//! `cover.image` where an article has `cover`.

use std::sync::LazyLock;

pub use super::themes::ANYWHERE;
use super::themes::{self, PLACES, Reads, Theme};
use crate::model::{
    front_matter::{Change, Entry, FrontMatter, KeyPath, Value},
    schema::{Field, FieldKind, Form},
    site::keys,
};

/// So many articles are a habit, and so many of a hundred with a cover.
const LEAST: usize = 3;
const LEAST_PERCENT: usize = 60;

/// How an article names its cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverStyle {
    /// Of the address; below a list the number of its item.
    pub image: KeyPath,
    /// `None`: nothing reads such a text.
    pub alt: Option<KeyPath>,
    pub caption: Option<KeyPath>,
    /// Where it is said that the address begins at the article.
    pub relative: Option<KeyPath>,
    /// Keys that other articles fill with the same address.
    pub also: Vec<KeyPath>,
    /// The files of a bundle that the theme takes by their name: `feature*`.
    pub by_file: Option<&'static str>,
    /// The theme reads an address at a key.
    has_key: bool,
    /// `cover.relative` says something here.
    reads_relative: bool,
    pub reads: Reads,
    pub known: Known,
}

/// How a cover is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    ByAddress,
    /// By the name of its file beside the article.
    ByName(&'static str),
    /// The theme takes files by their name, and the article has no folder of its own.
    Nowhere,
}

/// A text that goes with a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Alt,
    Caption,
}

/// By what a style is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Article,
    Section,
    Site,
    Theme,
    /// By nothing.
    Usual,
}

/// A place of [`PLACES`] as paths.
struct Place {
    image: KeyPath,
    alts: Vec<KeyPath>,
    captions: Vec<KeyPath>,
}

static PATHS: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let all = |dotted: &[&str]| dotted.iter().map(|it| path(it)).collect();
    let places = PLACES.iter().map(|place| Place {
        image: path(place.image),
        alts: all(place.alts),
        captions: all(place.captions),
    });
    places.collect()
});

/// What there is to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What the articles of the section have.
    pub section: &'a Form,
    /// What those of the whole site have.
    pub site: &'a Form,
    pub theme: Option<&'static Theme>,
}

/// The theme of a site among those that are known, of the names that its settings have for it.
pub fn theme<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<&'static Theme> {
    names.into_iter().find_map(themes::named)
}

impl CoverStyle {
    pub fn of(head: &FrontMatter, around: Around<'_>) -> Self {
        let Around {
            section,
            site,
            theme,
        } = around;
        let of_theme = theme.filter(|theme| !theme.image.is_empty());
        // What such a theme finds at a key is a pattern of names.
        let is_by_name_alone = theme.is_some_and(|theme| theme.image.is_empty());
        let known = in_head(head)
            .map(|place| (place, Known::Article))
            .or_else(|| Some((habit(section)?, Known::Section)))
            .or_else(|| Some((habit(site)?, Known::Site)))
            .filter(|_| !is_by_name_alone);
        let (image, known) = match (known, of_theme) {
            (Some((place, known)), _) => (place.image.clone(), known),
            (None, Some(theme)) => (path(theme.image), Known::Theme),
            (None, None) => (usual(head, around), Known::Usual),
        };
        let place = PATHS.iter().find(|place| is_same(&place.image, &image));
        // Its words go with its own key.
        let is_of_theme = is_by_name_alone || of_theme.is_some_and(|it| is_named(&image, it.image));
        let words = |of_place: fn(&Place) -> &[KeyPath], of_theme: &str| {
            let there = place.map(of_place).unwrap_or_default();
            let in_head = there.iter().find(|path| head.entry(path).is_some());
            let learned = || {
                let mut known = there.iter();
                known.find(|path| {
                    [section, site]
                        .iter()
                        .any(|form| count(form, path) >= LEAST)
                })
            };
            let said = || (is_of_theme && !of_theme.is_empty()).then(|| path(of_theme));
            let grouped = || {
                let mut known = there.iter();
                let found = known.find(|path| !is_of_theme && is_beside(path, &image));
                found.cloned()
            };
            let found = in_head.or_else(learned).cloned();
            found
                .filter(|_| !is_by_name_alone)
                .or_else(said)
                .or_else(grouped)
        };
        let relative = KeyPath::new([keys::COVER, keys::RELATIVE]);
        let is_papermod = of_theme.is_some_and(|it| it.names.contains(&"papermod"));
        let is_habit = matches!(known, Known::Article | Known::Section | Known::Site);
        Self {
            alt: words(|place| &place.alts, theme.map_or("", |it| it.alt)),
            caption: words(|place| &place.captions, theme.map_or("", |it| it.caption)),
            reads_relative: is_papermod || count(section, &relative) >= LEAST,
            relative: is_named(&image, keys::COVER_IMAGE).then_some(relative),
            also: also(section, &image),
            by_file: theme
                .map(|it| it.by_file)
                .filter(|it| !it.is_empty() && !is_habit),
            has_key: !is_by_name_alone,
            reads: theme.map_or(ANYWHERE, |it| it.reads),
            known,
            image,
        }
    }

    /// Whether an address can be written at all.
    pub fn has_key(&self) -> bool {
        self.has_key
    }

    /// How the cover of an article is named.
    pub fn way(&self, is_leaf: bool) -> Way {
        match self.by_file {
            Some(pattern) if is_leaf => Way::ByName(pattern),
            _ if self.has_key => Way::ByAddress,
            _ => Way::Nowhere,
        }
    }

    /// The first key of the head that the cover is at, or in.
    pub fn group(&self) -> &str {
        self.image.0.first().map_or("", |key| key)
    }

    pub fn text(&self, text: Text) -> Option<&KeyPath> {
        match text {
            Text::Alt => self.alt.as_ref(),
            Text::Caption => self.caption.as_ref(),
        }
    }

    /// The key that a text could have all the same, where nothing reads one.
    pub fn spare(&self, text: Text) -> Option<KeyPath> {
        let place = PATHS
            .iter()
            .find(|place| is_same(&place.image, &self.image));
        let all = place.map(|place| match text {
            Text::Alt => &place.alts,
            Text::Caption => &place.captions,
        });
        let usual = match text {
            Text::Alt => keys::ALT,
            Text::Caption => keys::CAPTION,
        };
        all?.last().cloned().or_else(|| Some(KeyPath::new([usual])))
    }

    /// The address as written; empty where there is none.
    pub fn address(&self, head: &FrontMatter) -> String {
        text(head, &self.image).unwrap_or_default()
    }

    /// What makes `address` the cover. `is_beside`: the file lies in the bundle of the article.
    pub fn changes(&self, head: &FrontMatter, address: &str, is_beside: bool) -> Vec<Change> {
        let value = || Value::Text(address.to_owned());
        let mut changes = vec![put(head, &self.image, value())];
        changes.extend(self.also.iter().map(|path| put(head, path, value())));
        if let Some(path) = &self.relative {
            match head.value(path) {
                Some(Value::Bool(is_on)) if *is_on != is_beside => {
                    let (path, value) = (path.clone(), Value::Bool(is_beside));
                    changes.push(Change::Set { path, value });
                }
                None if is_beside && self.reads_relative => {
                    let (path, value) = (path.clone(), Value::Bool(true));
                    changes.push(Change::Set { path, value });
                }
                _ => {}
            }
        }
        changes
    }

    /// What takes the cover out: the address, its texts and where it begins. A key that nearly all
    /// articles of the section have stays, empty.
    pub fn removal(&self, head: &FrontMatter, section: &Form) -> Vec<Change> {
        let texts = [&self.alt, &self.caption, &self.relative];
        let paths = std::iter::once(&self.image)
            .chain(&self.also)
            .chain(texts.into_iter().flatten());
        // What is said in an item goes with it.
        let list = item(&self.image).map(|(list, _)| list);
        let is_in_item = |path: &KeyPath| {
            let of = item(path).map(|(list, _)| list);
            list.is_some() && of == list && *path != self.image
        };
        let is_there = |path: &&KeyPath| head.value(path).is_some() && !is_in_item(path);
        let there: Vec<&KeyPath> = paths.filter(is_there).collect();
        let stays = |path: &KeyPath| {
            section.articles >= LEAST
                && section.field(path).is_some_and(|it| it.share > 0.95)
                && matches!(head.value(path), Some(Value::Text(_)))
        };
        // A group that nothing is left in goes with what was in it.
        let group = KeyPath(vec![self.group().to_owned()]);
        if let (Some(Value::Map(entries)), 2) = (head.value(&group), self.image.0.len()) {
            let goes = |entry: &Entry| {
                there.iter().any(|path| {
                    let is_it = path
                        .0
                        .get(1)
                        .is_some_and(|key| key.eq_ignore_ascii_case(&entry.key));
                    path.0.len() == 2 && is_it && !stays(path)
                })
            };
            if entries.iter().all(goes) {
                let beside = there
                    .iter()
                    .filter(|path| path.0.first() != group.0.first());
                let mut changes: Vec<Change> = beside
                    .map(|path| removed(head, path, stays(path)))
                    .collect();
                changes.push(Change::Remove { path: group });
                return changes;
            }
        }
        there
            .into_iter()
            .map(|path| removed(head, path, stays(path)))
            .collect()
    }
}

/// Takes a value out, or leaves its key empty.
fn removed(head: &FrontMatter, path: &KeyPath, stays: bool) -> Change {
    if let Some((list, index)) = item(path)
        && let Some(Value::List(items)) = head.value(&list)
    {
        return match items.len() {
            1 => Change::Remove { path: list },
            _ => Change::RemoveItem { path: list, index },
        };
    }
    let path = path.clone();
    if stays {
        let value = Value::Text(String::new());
        Change::Set { path, value }
    } else {
        Change::Remove { path }
    }
}

/// Sets a value; of a list that is not there, as its first item.
fn put(head: &FrontMatter, path: &KeyPath, value: Value) -> Change {
    let is_there = head.value(path).is_some();
    match item(path) {
        Some((list, _)) if !is_there => match path.0.get(list.0.len() + 1) {
            Some(key) => Change::AddMap {
                path: list,
                entries: vec![(key.clone(), value)],
            },
            None => Change::AddItem {
                path: list,
                item: value,
            },
        },
        _ => Change::Set {
            path: path.clone(),
            value,
        },
    }
}

/// The list that a path leads into, and the item of it.
fn item(path: &KeyPath) -> Option<(KeyPath, usize)> {
    let at = path
        .0
        .iter()
        .position(|key| key.bytes().all(|it| it.is_ascii_digit()))?;
    let list = path.0.get(..at)?.to_vec();
    Some((KeyPath(list), path.0.get(at)?.parse().ok()?))
}

/// The address of the cover of an article, of which nothing else is known.
pub fn address(head: &FrontMatter) -> Option<String> {
    let mut places = PATHS.iter();
    places.find_map(|place| text(head, &place.image).filter(|it| !it.trim().is_empty()))
}

/// Where that address stands.
pub fn key(head: &FrontMatter) -> Option<&'static KeyPath> {
    let has = |path: &&KeyPath| text(head, path).is_some_and(|it| !it.trim().is_empty());
    PATHS.iter().map(|place| &place.image).find(has)
}

/// The address with its alternative text and caption.
pub fn in_words(head: &FrontMatter) -> Option<[String; 3]> {
    let mut places = PATHS.iter();
    places.find_map(|place| {
        let address = text(head, &place.image).filter(|it| !it.trim().is_empty())?;
        let first = |paths: &[KeyPath]| {
            let mut found = paths.iter().filter_map(|path| text(head, path));
            found.find(|it| !it.is_empty()).unwrap_or_default()
        };
        Some([address, first(&place.alts), first(&place.captions)])
    })
}

/// The place that has an address, else one that waits for it.
fn in_head(head: &FrontMatter) -> Option<&'static Place> {
    let has = |place: &&Place| text(head, &place.image).is_some_and(|it| !it.trim().is_empty());
    let waits = |place: &&Place| {
        let value = head.value(&place.image);
        match value {
            Some(Value::Text(text)) => text.is_empty(),
            // `cover:` may become a group as well.
            Some(Value::Null) => place.image.0.len() > 1,
            _ => false,
        }
    };
    let mut places = PATHS.iter();
    let found = places.find(has).or_else(|| PATHS.iter().find(waits));
    // `cover:` with something else in it.
    found.or_else(|| {
        let mut places = PATHS.iter().filter(|place| place.image.0.len() == 2);
        places.find(|place| {
            let group = KeyPath(place.image.0.iter().take(1).cloned().collect());
            let is_cover = is_named(&group, keys::COVER);
            is_cover && matches!(head.value(&group), Some(Value::Map(_)))
        })
    })
}

/// The place that the articles of a form have their covers at.
fn habit(form: &Form) -> Option<&'static Place> {
    let found: Vec<(&Place, usize, &Field)> = PATHS
        .iter()
        .filter_map(|place| {
            let field = field_at(form, &place.image)?;
            let is_address = matches!(
                field.kind,
                FieldKind::Image
                    | FieldKind::Text
                    | FieldKind::LongText
                    | FieldKind::Link
                    | FieldKind::Tags
                    | FieldKind::List
            );
            is_address.then(|| (place, number(form, field), field))
        })
        .collect();
    // Of equals the one that stands first.
    let (place, most, top) = found.iter().rev().max_by_key(|(_, count, _)| *count)?;
    let others = found
        .iter()
        .filter(|(other, ..)| !std::ptr::eq(*other, *place));
    let apart = others.filter(|(_, _, field)| !is_mirror(field, top));
    let all: usize = most + apart.map(|(_, count, _)| count).sum::<usize>();
    (*most >= LEAST && most * 100 >= all * LEAST_PERCENT).then_some(*place)
}

/// Other places that the articles of a section fill with the same address.
fn also(form: &Form, image: &KeyPath) -> Vec<KeyPath> {
    let Some(top) = field_at(form, image) else {
        return Vec::new();
    };
    let most = number(form, top);
    let is_other = |place: &&Place| !is_same(&place.image, image);
    let mirrors = PATHS.iter().filter(is_other).filter(|place| {
        field_at(form, &place.image).is_some_and(|field| {
            let count = number(form, field);
            count >= LEAST && count * 100 >= most * LEAST_PERCENT && is_mirror(field, top)
        })
    });
    mirrors.map(|place| place.image.clone()).collect()
}

/// Whether most of the words of one field are those of the other.
fn is_mirror(field: &Field, top: &Field) -> bool {
    let is_there = |word: &&(String, usize)| top.values.iter().any(|(other, _)| *other == word.0);
    let shared = field.values.iter().take(50).filter(is_there).count();
    let looked_at = field.values.len().min(50);
    looked_at > 0 && shared * 100 >= looked_at * LEAST_PERCENT
}

/// `image`, or what the article or any other has under `cover`.
fn usual(head: &FrontMatter, around: Around<'_>) -> KeyPath {
    let cover = KeyPath::new([keys::COVER, keys::IMAGE]);
    let has = |form: &Form| {
        let mut fields = form.fields.iter();
        fields.any(|it| {
            it.path
                .0
                .first()
                .is_some_and(|key| key.eq_ignore_ascii_case(keys::COVER))
        })
    };
    let is_young = around.site.articles < LEAST;
    let in_head = head.value(&KeyPath::new([keys::COVER])).is_some();
    if in_head || is_young || has(around.section) || has(around.site) {
        cover
    } else {
        KeyPath::new([keys::IMAGE])
    }
}

/// The values of a field, each with its number of articles.
pub fn values<'a>(form: &'a Form, path: &KeyPath) -> &'a [(String, usize)] {
    field_at(form, path).map_or(&[], |field| &field.values)
}

/// In how many other articles of a site the cover of one is too, as far as was learned: an address
/// beside an article is of another picture in each.
pub fn others(site: &Form, style: &CoverStyle, address: &str) -> usize {
    let is_of_all = address.starts_with('/') || address.starts_with("https://");
    let mut values = values(site, &style.image).iter().filter(|_| is_of_all);
    let articles = values.find(|(value, _)| value == address);
    articles.map_or(0, |(_, count)| count.saturating_sub(1))
}

fn count(form: &Form, path: &KeyPath) -> usize {
    field_at(form, path).map_or(0, |field| number(form, field))
}

/// How many articles have a field.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a number of articles"
)]
fn number(form: &Form, field: &Field) -> usize {
    (field.share * form.articles as f32).round() as usize
}

/// The field of an address; that of a list has no number.
fn field_at<'a>(form: &'a Form, path: &KeyPath) -> Option<&'a Field> {
    let keys = match path.0.split_last() {
        Some((number, above)) if number == "0" => above,
        _ => &path.0,
    };
    form.fields.iter().find(|field| {
        let pairs = field.path.0.iter().zip(keys);
        field.path.0.len() == keys.len()
            && pairs.into_iter().all(|(a, b)| a.eq_ignore_ascii_case(b))
    })
}

/// Whether a key is in the same group as the address.
fn is_beside(path: &KeyPath, image: &KeyPath) -> bool {
    let [above, group] = [path, image].map(|it| it.0.split_last().map(|(_, above)| above));
    above == group && image.0.len() > 1
}

fn is_same(one: &KeyPath, other: &KeyPath) -> bool {
    one.0.len() == other.0.len()
        && one
            .0
            .iter()
            .zip(&other.0)
            .all(|(a, b)| a.eq_ignore_ascii_case(b))
}

fn is_named(path: &KeyPath, dotted: &str) -> bool {
    is_same(path, &self::path(dotted))
}

fn path(dotted: &str) -> KeyPath {
    KeyPath(dotted.split('.').map(str::to_owned).collect())
}

fn text(head: &FrontMatter, path: &KeyPath) -> Option<String> {
    match head.value(path)? {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
