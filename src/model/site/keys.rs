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
pub const ALT: &str = "alt";
pub const CAPTION: &str = "caption";
pub const SLUG: &str = "slug";
pub const AUTHOR: &str = "author";
/// Whether words are counted by signs.
pub const IS_CJK: &str = "isCJKLanguage";

/// Keys that say when an article is published; the first that is there counts.
const PUBLICATION: [&str; 4] = [PUBLISH_DATE, "pubdate", "published", DATE];
/// The keys that Hugo reads a date from, in small letters.
pub const DATES: [&str; 8] = [
    DATE,
    "publishdate",
    "lastmod",
    "expirydate",
    "pubdate",
    "published",
    "modified",
    "unpublishdate",
];
/// Keys of who wrote it.
pub const AUTHORS: [&str; 2] = [AUTHOR, "authors"];
/// Keys whose words are names, of people or of what an article is about; in small letters.
pub const NAMING: [&str; 7] = [
    TAGS,
    "categories",
    "keywords",
    "topics",
    "series",
    AUTHOR,
    "authors",
];

/// Keys for when an article was changed last, in small letters.
pub const MODIFIED: [&str; 9] = [
    "lastmod",
    "modified",
    "updated",
    "last_modified_at",
    "lastmodified",
    "lastupdated",
    "updateddate",
    "modifieddate",
    "datemodified",
];
/// Keys of lists of words, in small letters; so are all below.
pub const WORD_LISTS: [&str; 4] = [TAGS, "categories", "keywords", "topics"];
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
