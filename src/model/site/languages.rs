//! The language of an article, as its site has it.

use std::path::Path;

use super::Site;
use crate::model::{
    front_matter::FrontMatter,
    spelling::{candidates, in_head, normal_tag},
};

impl Site {
    /// What an article says its language is, most telling first. An ending of its name counts only
    /// where the site has a language of that code, and then it is what the settings say of that:
    /// `en-gb` of `post.en.md`. Where the settings say nothing, names are looked at.
    pub fn languages_of(&self, head: &FrontMatter, path: &Path) -> Vec<String> {
        if !self.settings.is_hugo() {
            return candidates(head, path);
        }
        let of_site = self.locale_of(path).and_then(normal_tag);
        let mut tags: Vec<String> = in_head(head).collect();
        let Some(of_site) = of_site else {
            return tags;
        };
        let (language, _) = of_site.split_once('-').unwrap_or((&of_site, ""));
        for tag in &mut tags {
            if tag == language {
                tag.clone_from(&of_site);
            }
        }
        tags.push(of_site);
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        front_matter,
        site::{
            cases::Memory,
            hugo::{Asked, Settings},
        },
    };

    fn site(settings: &str) -> Site {
        let mut files = Memory::default();
        files.0.insert("hugo.toml".to_owned(), settings.to_owned());
        let mut site = Site::empty("/s".into(), "/s/content".into());
        site.settings = Settings::read(&files, &Asked::default()).into();
        site
    }

    #[track_caller]
    fn check(site: &Site, head: &str, path: &str, expected: &[&str]) {
        let head = front_matter::read(&format!("---\n{head}\n---\n"));
        let path = Path::new("/s/content").join(path);
        assert_eq!(
            site.languages_of(&head, &path),
            expected,
            "{}",
            path.display()
        );
    }

    #[test]
    fn an_ending_is_a_language_only_where_the_site_has_it() {
        let site = site(
            "defaultContentLanguage = 'nl'\n[languages.nl]\nweight = 1\n[languages.en]\nlocale = 'en-GB'\n[languages.fr]\ndisabled = true\n",
        );

        check(&site, "", "a.en.md", &["en-gb"]);
        check(&site, "", "a.md", &["nl"]);
        check(&site, "", "a.old.md", &["nl"]);
        check(&site, "", "en/a.md", &["nl"]);
        check(&site, "lang: en", "a.en.md", &["en-gb", "en-gb"]);
        check(&site, "lang: de", "a.md", &["de", "nl"]);
    }

    #[test]
    fn the_codes_of_a_site_are_its_own() {
        let site =
            site("[languages.x1]\nlocale = 'fy'\nweight = 1\n[languages.pt-br]\nweight = 2\n");

        check(&site, "", "a.x1.md", &["fy"]);
        check(&site, "", "a.pt-br.md", &["pt-br"]);
    }

    #[test]
    fn a_site_of_one_language_says_it_for_all_articles() {
        let english = site("languageCode = 'en-GB'\n");
        check(&english, "", "a.nl.md", &["en-gb"]);

        let nothing = site("title = 'T'\n");
        check(&nothing, "", "a.nl.md", &[]);
    }
}
