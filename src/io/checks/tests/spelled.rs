//! Words that are in no dictionary, told where someone asks for them.

use super::*;
use crate::{io::folders::Folders, model::words};

#[test]
fn unknown_words_are_one_finding_of_who_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let posts = folder.path().join("content/posts");
    fs::create_dir_all(&posts).unwrap();
    fs::write(folder.path().join("hugo.toml"), "languageCode = \"en\"\n").unwrap();
    let text = "---\ntitle: Tide\ntags: [Wierhaven]\n---\nThe fery to Wierhaven is a fery of the habour.\n";
    fs::write(posts.join("a.md"), text).unwrap();
    let right = "---\ntitle: Ebb\n---\nThe ferry of the harbour.\n";
    fs::write(posts.join("b.md"), right).unwrap();
    let kept = tempfile::tempdir().unwrap();
    let of_site = |rules: &[Rule]| {
        let (site, _) = scan::site_of(folder.path(), Vec::new()).unwrap();
        OfSite::of(Arc::new(site), 0).asked_for(rules.iter().copied())
    };
    let found = |of_site: &OfSite| {
        let checked = check(of_site, &[0, 1], 0, 1, &|it| it.rule == Rule::TextSpelling);
        let articles = checked.articles.into_iter();
        let found = articles.flat_map(|it| it.findings);
        found
            .map(|it| (it.region.line, words::put(&it.finding.message)))
            .collect::<Vec<_>>()
    };

    assert!(!of_site(&[]).wants_spelling());
    let asked = of_site(&[Rule::TextSpelling]);
    assert!(asked.wants_spelling());
    assert_eq!(found(&asked), []);
    let asked = asked.with_spelling(&Folders::within(kept.path()));
    let told = "2 words are in no dictionary: fery, habour".to_owned();
    assert_eq!(found(&asked), [(5, told)]);
}
