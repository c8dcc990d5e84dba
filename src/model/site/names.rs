//! Which files of a site are shown among its articles, by their names; and the copies that programs
//! leave beside a file: those that keep folders in step, and those that merge.

use super::{
    hugo::Settings,
    pages::{ENDINGS, MARKDOWN, MARKDOWN_OF_OTHERS},
};

/// Whether a file of this name is shown among the articles of a site with these settings. Of those
/// that are no markdown the text is shown as it stands.
pub fn is_article(name: &str, settings: &Settings) -> bool {
    let name = name.strip_suffix(".orig").unwrap_or(name);
    let Some(ending) = ending(name) else {
        return false;
    };
    let is_one = |all: &[&str]| all.contains(&&*ending);
    is_one(&MARKDOWN)
        || if settings.is_hugo() {
            is_one(&ENDINGS) && ending != "gotmpl"
        } else {
            is_one(&MARKDOWN_OF_OTHERS)
        }
}

/// Whether the text of a file is drawn as markdown.
pub fn is_markdown(name: &str) -> bool {
    let name = name.strip_suffix(".orig").unwrap_or(name);
    match ending(name) {
        Some(ending) => {
            MARKDOWN.contains(&&*ending)
                || MARKDOWN_OF_OTHERS.contains(&&*ending)
                || !ENDINGS.contains(&&*ending)
        }
        None => true,
    }
}

fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(ending.to_lowercase())
}

/// The name of the file that one of this name is a copy of, where a program left it: of
/// `ferry.sync-conflict-20260224-160900-ABCDEFG.md` it is `ferry.md`.
pub fn original_of(name: &str) -> Option<String> {
    if let Some(original) = name.strip_suffix(".orig") {
        return original.contains('.').then(|| original.to_owned());
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let original = of_syncthing(stem)
        .or_else(|| of_dropbox(stem))
        .or_else(|| of_nextcloud(stem))?;
    (!original.is_empty()).then(|| format!("{original}.{ending}"))
}

/// Whether a text begins with a day and a time: `20260224-160900`.
fn is_stamp(text: &str) -> bool {
    let digits = |from: usize, to: usize| {
        let part = text.as_bytes().get(from..to);
        part.is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0, 8) && text.as_bytes().get(8) == Some(&b'-') && digits(9, 15)
}

fn of_syncthing(stem: &str) -> Option<&str> {
    let (original, stamp) = stem.rsplit_once(".sync-conflict-")?;
    is_stamp(stamp).then_some(original)
}

/// `ferry (Ann's conflicted copy 2026-02-24)`, of others too.
fn of_dropbox(stem: &str) -> Option<&str> {
    let (original, inside) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_copy = inside.to_lowercase().contains("conflicted copy");
    is_copy.then(|| original.trim_end())
}

/// `ferry_conflict-20260224-160900`
fn of_nextcloud(stem: &str) -> Option<&str> {
    let (original, stamp) = stem.rsplit_once("_conflict-")?;
    is_stamp(stamp).then_some(original)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_told_by_the_name_that_programs_give_it() {
        for (name, original) in [
            ("a.sync-conflict-20260224-160900-ABCDEFG.md", Some("a.md")),
            ("a (Ann's conflicted copy 2026-02-24).md", Some("a.md")),
            (
                "a (conflicted copy 2026-02-24 160900).markdown",
                Some("a.markdown"),
            ),
            ("a_conflict-20260224-160900.md", Some("a.md")),
            ("a.md.orig", Some("a.md")),
            ("the conflicted copy.md", None),
            ("sync-conflict.md", None),
            ("a_conflict-in-the-harbour.md", None),
            ("a (1).md", None),
            (".orig", None),
            ("a.md", None),
        ] {
            assert_eq!(original_of(name).as_deref(), original, "{name}");
        }
    }

    #[test]
    fn what_is_an_article_depends_on_the_generator() {
        let mut hugo = Settings::default();
        hugo.files.push("hugo.toml".to_owned());
        let other = Settings::default();
        for (name, of_hugo, of_other) in [
            ("a.MD", true, true),
            ("a.md.orig", true, true),
            ("a.html", true, false),
            ("a.org", true, false),
            ("a.mkd", false, true),
            ("a.mdx", false, true),
            ("_content.gotmpl", false, false),
            ("a.jpg", false, false),
            ("md", false, false),
        ] {
            assert_eq!(is_article(name, &hugo), of_hugo, "{name}");
            assert_eq!(is_article(name, &other), of_other, "{name}");
        }
        assert!(is_markdown("a.md") && is_markdown("a") && !is_markdown("a.rst"));
    }
}
