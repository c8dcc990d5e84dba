//! What wishes come to.

use super::*;
use crate::model::{
    change::{OpenArticle, Planned, Replacing, Wish},
    document::DocumentId,
    find::{Pattern, Query, Searched},
    site::generator::Generator,
    text::Revision,
    words,
};

fn plan_with(case: &Case, wish: Wish, open: Vec<OpenArticle>) -> Planned {
    let query = PlanQuery {
        number: 1,
        root: case.root(),
        title: words::put(&wish.title()),
        wish,
        open,
    };
    plan(&case.changes, &case.saves.store, &query).unwrap()
}

fn open(case: &Case, name: &str, is_unsaved: bool) -> OpenArticle {
    let bytes = fs::read(case.path(name)).unwrap();
    let saved = encoding::decode(&bytes).unwrap();
    OpenArticle {
        document: DocumentId(1),
        revision: Revision::default(),
        path: case.path(name),
        text: if is_unsaved {
            format!("{}pont, typed", saved.text).into()
        } else {
            saved.text
        },
        saved: saved.hash,
        is_unsaved,
        is_read_only: false,
    }
}

fn replacing(case: &Case, files: &[(&str, &OpenArticle)], closed: &[&str]) -> Wish {
    let query = Query {
        text: "pont".to_owned(),
        ..Query::default()
    };
    let pattern = Pattern::new(&query).unwrap().unwrap();
    let in_open = files.iter().map(|(name, open)| {
        let hits = pattern.find_all(&open.text, 0..open.text.len());
        let searched = Searched::Open(open.document, open.revision);
        (case.path(name), searched, hits)
    });
    let in_files = closed.iter().map(|name| {
        let found = encoding::decode(&fs::read(case.path(name)).unwrap()).unwrap();
        let hits = pattern.find_all(&found.text, 0..found.text.len());
        (case.path(name), Searched::File(found.hash), hits)
    });
    Wish::Replace(Replacing {
        files: in_open.chain(in_files).collect(),
        pattern,
        replacement: "veer".to_owned(),
    })
}

fn refusals(planned: &Planned) -> Vec<Option<&Refusal>> {
    let parts = planned.set.parts.iter();
    parts
        .map(|part| match &part.deed {
            Deed::Refused(why) => Some(why),
            _ => None,
        })
        .collect()
}

#[test]
fn replacing_is_planned_on_files_and_on_the_texts_of_open_articles() {
    let case = case(&[
        ("a.md", "een pont\n"),
        ("b.md", "pont\r\npont\r\n"),
        ("c.md", "pont"),
    ]);
    let (saved, unsaved) = (open(&case, "a.md", false), open(&case, "c.md", true));
    let wish = replacing(&case, &[("a.md", &saved), ("c.md", &unsaved)], &["b.md"]);

    let planned = plan_with(&case, wish, vec![saved, unsaved]);

    assert_eq!(planned.set.title, "Replace “pont” with “veer”");
    assert_eq!(refusals(&planned), [None, None, None]);
    let shown = &planned.looks[2].shown;
    assert_eq!((&*shown[0].before, &*shown[0].after), ("pont", "veer"));
    assert!(planned.open[1].as_ref().unwrap().is_unsaved && planned.open[2].is_none());
    let set = planned.set_of_files();
    let outcome = case.changes.apply(&case.saves, case.new_id(), set).unwrap();
    assert_eq!(outcome.changed.len(), 2);
    assert_eq!(case.read("a.md"), "een veer\n");
    assert_eq!(case.read("b.md"), "veer\r\nveer\r\n");
    assert_eq!(case.read("c.md"), "pont", "what is unsaved stays unsaved");
}

#[test]
fn what_is_another_text_than_was_searched_is_refused() {
    let case = case(&[("a.md", "pont"), ("b.md", "pont"), ("c.md", "pont")]);
    let open_a = open(&case, "a.md", false);
    let wish = replacing(&case, &[("a.md", &open_a)], &["b.md", "c.md"]);
    case.write("b.md", "pont, theirs");
    fs::remove_file(case.path("c.md")).unwrap();

    // It was closed since.
    let planned = plan_with(&case, wish, Vec::new());

    let (changed, gone) = (Some(&Refusal::Changed), Some(&Refusal::Gone));
    assert_eq!(refusals(&planned), [changed, changed, gone]);
}

#[test]
fn a_name_that_is_taken_is_refused_and_a_bundle_moves_whole() {
    let case = case(&[
        ("a.md", "a"),
        ("b.md", "b"),
        ("c/index.md", "c"),
        ("c/x.jpg", "x"),
    ]);
    let rename = |path: &str, to: &str| {
        let (path, to) = (case.path(path), case.path(to));
        plan_with(&case, Wish::Rename { path, to }, Vec::new())
    };

    let taken = rename("a.md", "b.md");
    assert_eq!(refusals(&taken), [Some(&Refusal::Taken)]);

    let whole = rename("c/index.md", "d/index.md");
    let id = case.new_id();
    case.changes.apply(&case.saves, id, whole.set).unwrap();
    assert_eq!(case.read("d/x.jpg"), "x");
    assert!(!case.path("c").exists());
}

#[test]
fn a_duplicate_takes_all_of_a_bundle_and_the_next_free_name() {
    let case = case(&[
        ("c/index.md", "c"),
        ("c/img/x.jpg", "x"),
        ("c-2/index.md", ""),
    ]);
    let path = case.path("c/index.md");

    let kept_back = Generator::Hugo.kept_back();
    let wish = Wish::Duplicate { path, kept_back };
    let planned = plan_with(&case, wish, Vec::new());
    let id = case.new_id();
    let outcome = case.changes.apply(&case.saves, id, planned.set).unwrap();

    assert_eq!(outcome.changed.len(), 2);
    assert_eq!(
        (case.read("c-3/index.md"), case.read("c-3/img/x.jpg")),
        ("c".into(), "x".into())
    );
    case.undo(&outcome.id);
    assert!(!case.path("c-3").exists());
}

#[test]
fn what_is_open_is_taken_back_in_its_text_unless_more_is_typed() {
    let case = case(&[("a.md", "a"), ("b.md", "b")]);
    let outcome = case.apply(vec![case.edit("a.md", "1"), case.edit("b.md", "1")]);
    let articles = vec![open(&case, "a.md", false), open(&case, "b.md", true)];

    let planned = plan_with(&case, Wish::Undo(outcome.id), articles);

    let by_name = |name: &str| {
        let path = case.path(name);
        let parts = &planned.set.parts;
        parts.iter().position(|part| part.path == path).unwrap()
    };
    let (a, b) = (by_name("a.md"), by_name("b.md"));
    let in_open = planned.open[a].as_ref().unwrap();
    let text = crate::model::change::edited("1a", &in_open.edits).unwrap();
    assert_eq!(text, "a");
    assert_eq!(refusals(&planned)[b], Some(&Refusal::Unsaved));
}
