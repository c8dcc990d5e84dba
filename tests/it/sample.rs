//! The bundled sample site is what a writer sees first.

use kopij::{
    io::{beneath::Bounds, index::Index, sample_site, scan, store},
    model::{
        front_matter::{self, Change, KeyPath, Value},
        markdown::blocks,
    },
};

use crate::support::{TestSite, changed_lines};

#[test]
fn every_article_of_the_sample_site_can_be_edited_in_the_form() {
    let home = TestSite::new();
    let root = sample_site::unpack(&home.settings_folders()).unwrap();
    let (_, site) = Index::open(&Bounds::new(scan::root_of(&root).unwrap(), Vec::new()));
    assert!(site.articles.len() >= 12, "{}", site.articles.len());
    assert_eq!(
        site.articles.iter().find(|entry| entry.problem.is_some()),
        None
    );

    for entry in &site.articles {
        let text = store::read(&entry.path).unwrap().text;
        let head = front_matter::read(&text);
        assert!(head.is_editable(), "{:?}: {:?}", entry.path, head.problems);
        let is_section = entry.path.ends_with("_index.md");
        let is_empty = blocks::parse(&text, head.head.end).is_empty();
        assert!(is_section || !is_empty, "{:?}", entry.path);

        let title = Value::Text("Een \"andere\": kop".to_owned());
        let change = Change::Set {
            path: KeyPath::new(["title"]),
            value: title,
        };
        let edit = front_matter::edit(&text, &change).unwrap().unwrap();
        let mut new = text.to_string();
        new.replace_range(edit.range, &edit.insert);
        assert_eq!(changed_lines(&text, &new).len(), 2, "{:?}", entry.path);
    }
}
