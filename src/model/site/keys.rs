//! The names that heads have for what every generator knows.

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
