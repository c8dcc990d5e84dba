//! Which articles of a site go on the stage.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use crate::model::site::{Entry, Site, bundle::Role, shortcodes::calls::calls};

/// A site with at most so many articles is there as a whole.
const SMALL: usize = 150;
/// So many pages at the top of the content are taken along.
const MOST_AT_TOP: usize = 50;
/// So many of each section, the newest.
const NEWEST: usize = 3;

/// Whether only a part of a site is there.
pub fn is_part(site: &Site) -> bool {
    site.articles.len() > SMALL
}

/// The articles that are on the stage when the one at `path` is, with this text: it and its translations, what it leads
/// to, its neighbours, the heads of all sections, and the newest of each.
pub fn pages(site: &Site, path: &Path, text: &str) -> BTreeSet<PathBuf> {
    let all = || site.articles.iter();
    let mut pages: BTreeSet<PathBuf> = if is_part(site) {
        let heads = all().filter(|entry| Role::of(&entry.path) == Role::Branch);
        let top = all().filter(|entry| entry.path.parent() == Some(&*site.content));
        let taken = heads.chain(top.take(MOST_AT_TOP)).chain(near(site, path));
        let led = led_to(site, path, text);
        taken.map(|it| it.path.to_path_buf()).chain(led).collect()
    } else {
        all().map(|entry| entry.path.to_path_buf()).collect()
    };
    pages.insert(path.to_owned());
    pages
}

/// Translations, neighbours, and the newest of each section.
fn near<'a>(site: &'a Site, path: &Path) -> Vec<&'a Entry> {
    let own = site.articles.iter().find(|entry| *entry.path == *path);
    let mut sections: BTreeMap<(usize, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in &site.articles {
        if let Ok(page) = &entry.page {
            let place = (page.language, page.section());
            sections.entry(place).or_default().push(entry);
        }
    }
    let mut near = Vec::new();
    for entries in sections.values_mut() {
        entries.sort_by_key(|entry| Reverse(entry.date_secs));
        near.extend(entries.iter().take(NEWEST).copied());
        let Some(at) = entries.iter().position(|entry| *entry.path == *path) else {
            continue;
        };
        let around = at.saturating_sub(1)..(at + 2).min(entries.len());
        near.extend(entries.get(around).unwrap_or_default());
    }
    if let Some(Ok(page)) = own.map(|own| &own.page) {
        let is_of_it = |entry: &&Entry| {
            let other = entry.page.as_ref();
            other.is_ok_and(|other| page.is_translated_by(other))
        };
        near.extend(site.articles.iter().filter(is_of_it));
    }
    near
}

/// The articles that links and references of a text lead to.
fn led_to(site: &Site, path: &Path, text: &str) -> Vec<PathBuf> {
    let (calls, _) = calls(text, 0);
    let references = calls.iter().filter_map(|call| {
        let rest = text.get(call.at_byte..)?;
        let end = rest.find("}}")? + 2;
        call.reference().and(rest.get(..end))
    });
    let links = text.match_indices("](").filter_map(|(at, open)| {
        let rest = text.get(at + open.len()..)?;
        rest.get(..rest.find([')', ' ', '\n'])?)
    });
    let addresses = references.chain(links);
    addresses
        .filter_map(|address| site.linked(path, address))
        .map(|linked| linked.path.to_path_buf())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(count: usize) -> Site {
        let mut site = Site::empty("/site".into(), "/site/content".into());
        let of_posts = (0..count).map(|number| {
            let day = number % 28 + 1;
            let year = 2000 + number / 28;
            (
                format!("posts/p{number}.md"),
                format!("---\ntitle: P\ndate: {year}-01-{day:02}\n---\n"),
            )
        });
        let others = [
            (
                "posts/_index.md".to_owned(),
                "---\ntitle: Posts\n---\n".to_owned(),
            ),
            ("about.md".to_owned(), "---\ntitle: About\n---\n".to_owned()),
        ];
        for (path, text) in of_posts.chain(others) {
            let path = Path::new("/site/content").join(path);
            let mut entry = Entry::read(path.clone(), &text);
            let head = crate::model::front_matter::read(&text);
            entry.set_page(site.page_of(&path, &head, &text));
            site.articles.push(entry);
        }
        site
    }

    #[test]
    fn a_small_site_is_there_as_a_whole_and_a_large_one_in_part() {
        let small = site(20);
        let path = Path::new("/site/content/posts/p7.md");
        assert_eq!(pages(&small, path, "").len(), 22);

        let large = site(400);
        let staged = pages(&large, path, "");
        let names: Vec<String> = staged
            .iter()
            .map(|it| it.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(
            names,
            [
                "about.md",
                "_index.md",
                "p397.md",
                "p398.md",
                "p399.md",
                "p6.md",
                "p7.md",
                "p8.md"
            ]
        );
    }

    #[test]
    fn an_article_that_is_in_no_list_is_there_too() {
        let path = Path::new("/site/content/posts/new.md");
        assert!(pages(&site(400), path, "").contains(path));
    }
}
