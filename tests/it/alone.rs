//! A file that is in no site.

use std::{fs, path::PathBuf};

use kopij::{
    app::Start,
    io::scan,
    model::settings::{Remembered, Settings},
};

use crate::support::TestSite;

#[test]
fn a_file_in_no_site_is_opened_alone_and_saved_and_leaves_what_is_remembered() {
    let site = TestSite::new();
    let folder = site.folder().join("notes");
    fs::create_dir(&folder).unwrap();
    let folder = folder.canonicalize().unwrap();
    let (note, other) = (folder.join("note.md"), folder.join("other.md"));
    for file in [&note, &other] {
        fs::write(file, "A note\n").unwrap();
    }
    let settings = Settings {
        remembered: Remembered {
            open_articles: vec![PathBuf::from("/site/a.md")],
            last_article: Some(PathBuf::from("/site/a.md")),
            ..Remembered::default()
        },
        ..Settings::default()
    };
    let start = Start {
        folder: None,
        article: Some(note.clone()),
    };
    let mut app = site.start_at(start, settings);
    app.wait_until("the file is shown", |app| app.state.session.shown.is_some());

    assert!(app.harness.state().state.site.open.is_none());
    app.type_into("Text", "More");
    app.save();
    assert!(fs::read_to_string(&note).unwrap().contains("More"));
    assert_eq!(fs::read_to_string(&other).unwrap(), "A note\n");
    let remembered = &app.harness.state().state.settings.remembered;
    assert_eq!(remembered.open_articles, [PathBuf::from("/site/a.md")]);
    assert_eq!(remembered.last_article, Some(PathBuf::from("/site/a.md")));
}

#[test]
fn a_folder_is_in_a_site_where_one_of_four_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b/c");
    let deeper = deep.join("d");
    fs::create_dir_all(&deeper).unwrap();
    assert!(!scan::is_in_site(&deep));

    fs::write(folder.path().join("kopij.toml"), "").unwrap();

    assert!(scan::is_in_site(&deep));
    assert!(!scan::is_in_site(&deeper));
}
