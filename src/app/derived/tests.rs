use super::*;
use crate::{
    app::update::testing::{self, field, text, type_at},
    model::{
        front_matter::Change as FieldChange,
        markdown::blocks::{Block, Kind, parse_as},
    },
};

const HEAD: &str = "---\ntitle: a\n---\n";

/// As it is read where there is no site.
fn opened(text: &str) -> State {
    let mut state = testing::opened(text);
    let article = state.shown_article_mut().unwrap();
    article.derived = Derived::read_as(GUESSING, &article.document);
    state
}

fn long() -> String {
    format!(
        "{HEAD}{}",
        format!("# One\n\nTwo [a]\n\n{}\n\n", "word ".repeat(150)).repeat(400)
    )
}

/// What the worker is asked for.
fn asked(state: &mut State) -> Option<Parse> {
    let effects = refresh(state);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Parse(parse) => Some(parse),
        _ => None,
    })
}

fn answer(state: &mut State, parse: &Parse) {
    let blocks = parse_of(&parse.text);
    parsed(state, parse.document, parse.revision, blocks);
}

fn parse_of(text: &str) -> Blocks {
    parse_as(GUESSING, text, front_matter::read(text).head.end)
}

fn blocks(state: &State) -> &Blocks {
    &state.shown_article().unwrap().derived.blocks
}

#[test]
fn a_key_changes_what_follows_from_it() {
    let mut state = opened(&format!("{HEAD}One\n\nTwo\n"));

    type_at(&mut state, HEAD.len(), "# ");
    assert_eq!(asked(&mut state), None);
    assert_eq!(blocks(&state), &parse_of(text(&state)));

    type_at(&mut state, "---\ntitle: a".len(), "bc");
    assert_eq!(asked(&mut state), None);
    assert_eq!(blocks(&state), &parse_of(text(&state)));
    assert_eq!(state.shown_article().unwrap().derived.entry.title, "abc");
}

fn select(state: &mut State, selection: Range<usize>) -> Option<usize> {
    state
        .shown_article_mut()
        .unwrap()
        .document
        .select(&selection);
    refresh(state);
    let derived = &state.shown_article().unwrap().derived;
    derived.selected_statistics().map(|counted| counted.words)
}

#[test]
fn what_is_selected_is_counted_when_it_or_the_text_changes() {
    let body = HEAD.len();
    let mut state = opened(&format!("{HEAD}one two three\n"));

    assert_eq!(select(&mut state, body..body), None);
    assert_eq!(select(&mut state, body..body + 7), Some(2));
    type_at(&mut state, body + 3, " and");
    assert_eq!(select(&mut state, body..body + 11), Some(3));
    type_at(&mut state, body, "> ");
    assert_eq!(select(&mut state, body..body + 11), Some(3));
    type_at(&mut state, body, "a b c d ");
    assert_eq!(
        select(&mut state, body..body + 11),
        Some(5),
        "the same bytes"
    );
}

#[test]
fn the_selection_in_a_very_long_block_is_not_counted_but_whole_blocks_are() {
    let mut state = opened(&format!("*{}*", "word ".repeat(60_000).trim_end()));
    let whole = text(&state).len();
    let parse = asked(&mut state);
    if let Some(parse) = parse {
        answer(&mut state, &parse);
    }

    assert_eq!(select(&mut state, 1..whole), None);
    assert_eq!(select(&mut state, 0..whole), Some(60_000));
}

#[test]
fn the_outline_is_made_once_for_each_text() {
    let mut state = opened("# One\n\n# Two\n");
    let titles = |state: &State| {
        let article = state.shown_article().unwrap();
        let outline = article.derived.outline(article.document.text());
        let titles: Vec<_> = outline
            .iter()
            .map(|heading| heading.title.clone())
            .collect();
        (outline.as_ptr(), titles)
    };

    let (first, found) = titles(&state);
    assert_eq!(found, ["One", "Two"]);
    refresh(&mut state);
    assert_eq!(titles(&state).0, first, "nothing changed");
    type_at(&mut state, 5, "!");
    refresh(&mut state);
    assert_eq!(titles(&state).1, ["One!", "Two"]);
}

#[test]
fn a_field_moves_the_blocks() {
    let mut state = opened(&format!("{HEAD}One\n\nTwo\n"));
    let path = KeyPath::new(["title"]);
    let value = Value::Text("A longer title".to_owned());

    field(&mut state, FieldChange::Set { path, value });
    refresh(&mut state);

    assert_eq!(blocks(&state), &parse_of(text(&state)));
}

#[test]
fn a_long_text_is_parsed_by_a_worker_and_its_start_shown_at_once() {
    let mut state = opened(&long());
    assert!(!blocks(&state).is_empty());
    let whole = parse_of(text(&state));
    assert!(blocks(&state).len() < whole.len());

    let parse = asked(&mut state).unwrap();
    assert_eq!(asked(&mut state), None, "it is asked once");
    answer(&mut state, &parse);

    assert_eq!(blocks(&state), &whole);
}

#[test]
fn what_is_typed_while_a_worker_parses_is_not_lost() {
    let mut state = opened(&long());
    let parse = asked(&mut state).unwrap();

    type_at(&mut state, HEAD.len(), "typed ");
    asked(&mut state);
    type_at(&mut state, HEAD.len(), "and ");
    answer(&mut state, &parse);

    assert_eq!(asked(&mut state), None);
    assert_eq!(blocks(&state), &parse_of(text(&state)));
}

#[test]
fn a_key_in_one_long_block_is_shown_at_once_and_the_whole_read_by_a_worker() {
    let mut state = opened(&format!(
        "{HEAD}{}",
        "- an item of the list\n".repeat(20_000)
    ));
    let parse = asked(&mut state).unwrap();
    answer(&mut state, &parse);
    let at = text(&state).len() / 2;
    let count = blocks(&state).len();

    type_at(&mut state, at, "typed");
    let parse = asked(&mut state).unwrap();
    let index = blocks(&state).index_at(at).unwrap();
    let block = &blocks(&state).blocks[index];
    let shown = format!("{:?}", blocks(&state).content(text(&state), block));
    assert!(shown.contains("typed"));
    assert!(block.range.len() < 10_000, "a part of it is read");
    assert_eq!(blocks(&state).len(), count);

    answer(&mut state, &parse);
    assert_eq!(blocks(&state), &parse_of(text(&state)));
    assert_eq!(asked(&mut state), None);
}

#[test]
fn a_fence_in_a_long_text_is_a_matter_for_the_worker() {
    let mut state = opened(&long());
    let parse = asked(&mut state).unwrap();
    answer(&mut state, &parse);

    type_at(&mut state, HEAD.len(), "```\n");
    let parse = asked(&mut state).unwrap();
    assert!(blocks(&state).len() > 100, "the rest stays on screen");
    answer(&mut state, &parse);

    let is_code = |block: &Block| block.kind == Kind::Code;
    assert!(blocks(&state).blocks.iter().all(is_code));
}
