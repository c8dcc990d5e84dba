//! The names that heads have for what every generator knows, and how long their texts may be.

pub const TITLE: &str = "title";
pub const DATE: &str = "date";
pub const PUBLISH_DATE: &str = "publishDate";
pub const DRAFT: &str = "draft";
pub const URL: &str = "url";
pub const TAGS: &str = "tags";
pub const SUMMARY: &str = "summary";
pub const DESCRIPTION: &str = "description";

/// Where the address of the cover picture is, the first that is there.
pub const COVERS: [&[&str]; 6] = [
    &["cover", "image"],
    &["cover"],
    &["image"],
    &["featured_image"],
    &["heroImage"],
    &["extra", "cover"],
];

/// Keys of lists of words, in small letters.
pub const WORD_LISTS: [&str; 4] = ["tags", "categories", "keywords", "topics"];

/// A title longer than this, in characters, is cut by networks: two lines of theirs.
pub const LONG_TITLE_CHARS: usize = 88;
/// A summary or description longer than this, in characters, is cut by every network.
pub const LONG_SUMMARY_CHARS: usize = 160;
