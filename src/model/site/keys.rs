//! The names that heads have for what every generator knows.

use crate::model::{front_matter::FrontMatter, key_path::KeyPath};

pub const TITLE: &str = "title";
pub const DATE: &str = "date";
pub const PUBLISH_DATE: &str = "publishDate";
pub const DRAFT: &str = "draft";
pub const URL: &str = "url";
pub const TAGS: &str = "tags";
pub const SUMMARY: &str = "summary";
pub const DESCRIPTION: &str = "description";
pub const COVER: &str = "cover";
pub const IMAGE: &str = "image";
/// Whether the address of a cover is one beside the article.
pub const RELATIVE: &str = "relative";
pub const ALT: &str = "alt";
pub const CAPTION: &str = "caption";
pub const SLUG: &str = "slug";
pub const AUTHOR: &str = "author";
pub const SEVERAL_AUTHORS: &str = "authors";
pub const CATEGORIES: &str = "categories";
/// The map that Zola has words in.
pub const TAXONOMIES: &str = "taxonomies";
pub const ALIASES: &str = "aliases";
pub const EXPIRY_DATE: &str = "expiryDate";
/// A word above the title.
pub const LABEL: &str = "label";
pub const TYPE: &str = "type";
pub const LAYOUT: &str = "layout";
pub const WEIGHT: &str = "weight";
pub const CASCADE: &str = "cascade";
pub const BUILD: &str = "build";
/// What newer versions have as [`BUILD`].
pub const OLD_BUILD: &str = "_build";
pub const HEADLESS: &str = "headless";
pub const OUTPUTS: &str = "outputs";
pub const PARAMS: &str = "params";
pub const SITES: &str = "sites";
/// What puts a page into a menu, in heads and in settings.
pub const MENUS: [&str; 2] = ["menu", "menus"];
/// When it was changed last.
pub const LASTMOD: &str = "lastmod";
/// Whether words are counted by signs.
pub const IS_CJK: &str = "isCJKLanguage";

/// Of keys in the map of another, the paths as they are written to be found.
pub const COVER_IMAGE: &str = "cover.image";
pub const COVER_ALT: &str = "cover.alt";
pub const COVER_CAPTION: &str = "cover.caption";
pub const BUILD_RENDER: &str = "build.render";

/// In small letters, as Hugo looks for them: [`PUBLISH_DATE`], its other names, and the same of the others.
pub const SMALL_PUBLISH_DATE: &str = "publishdate";
pub const PUBDATE: &str = "pubdate";
pub const PUBLISHED: &str = "published";
pub const SMALL_EXPIRY_DATE: &str = "expirydate";
pub const UNPUBLISHDATE: &str = "unpublishdate";
pub const LAST_MODIFIED: &str = "modified";
pub const SMALL_TRANSLATION_KEY: &str = "translationkey";

/// Keys that say when an article is published; the first that is there counts.
pub const PUBLICATION: [&str; 4] = [PUBLISH_DATE, PUBDATE, PUBLISHED, DATE];
/// The keys that Hugo reads a date from, in small letters.
pub const DATES: [&str; 8] = [
    DATE,
    SMALL_PUBLISH_DATE,
    LASTMOD,
    SMALL_EXPIRY_DATE,
    PUBDATE,
    PUBLISHED,
    LAST_MODIFIED,
    UNPUBLISHDATE,
];
/// Keys of who wrote it.
pub const AUTHORS: [&str; 2] = [AUTHOR, SEVERAL_AUTHORS];
/// Keys whose words are names, of people or of what an article is about; in small letters.
pub const NAMING: [&str; 7] = [
    TAGS,
    CATEGORIES,
    "keywords",
    "topics",
    "series",
    AUTHOR,
    SEVERAL_AUTHORS,
];

/// Keys for when an article was changed last, in small letters.
pub const MODIFIED: [&str; 9] = [
    LASTMOD,
    LAST_MODIFIED,
    "updated",
    "last_modified_at",
    "lastmodified",
    "lastupdated",
    "updateddate",
    "modifieddate",
    "datemodified",
];
/// Keys of lists of words, in small letters; so are all below.
pub const WORD_LISTS: [&str; 4] = [TAGS, CATEGORIES, "keywords", "topics"];
/// Keys of addresses of pictures.
pub const PICTURES: [&str; 9] = [
    IMAGE,
    COVER,
    "thumbnail",
    "featured_image",
    "featuredimage",
    "hero",
    "banner",
    "og_image",
    "photo",
];
/// Keys of texts that may be long.
pub const LONG_TEXTS: [&str; 9] = [
    SUMMARY,
    DESCRIPTION,
    "excerpt",
    CAPTION,
    ALT,
    "abstract",
    "intro",
    "lead",
    "bio",
];
/// Keys of addresses of pages.
pub const LINKS: [&str; 5] = [
    "canonicalurl",
    "link",
    "website",
    "source_url",
    "externalurl",
];

/// A key of the top as the head has it, in its own capitals.
pub fn written(head: &FrontMatter, name: &str) -> KeyPath {
    let path = KeyPath::new([name]);
    let key = head.entry(&path).map(|entry| entry.key.clone());
    key.map_or(path, |key| KeyPath(vec![key]))
}

/// The key that says when it is published, as the head has it.
pub fn publication(head: &FrontMatter) -> KeyPath {
    let is_there = |name: &&str| head.value(&KeyPath::new([*name])).is_some();
    let name = PUBLICATION.into_iter().find(is_there).unwrap_or(DATE);
    written(head, name)
}
