//! A changed text is cut as if it was cut anew.

use proptest::prelude::*;

use super::*;

const ESTIMATE: Estimate = Estimate {
    row_points: 10.0,
    row_bytes: 20.0,
};

/// What the pieces say of themselves, one by one.
fn shape(pieces: &Pieces) -> Vec<(usize, LineState, bool, bool)> {
    let mut shape = Vec::new();
    let mut place = Some(pieces.at_byte(0));
    while let Some(at) = place {
        let piece = pieces.piece(at).unwrap();
        shape.push((
            piece.bytes,
            piece.before,
            piece.starts_line,
            piece.ends_line,
        ));
        place = pieces.next(at);
    }
    shape
}

fn replaced(pieces: &mut Pieces, text: &str, range: Range<usize>, insert: &str) -> String {
    let mut draft = Draft::new(text);
    draft.replace(range.clone(), insert);
    pieces.replace(&range, insert.len(), &draft, ESTIMATE);
    let mut text = text.to_owned();
    text.replace_range(range, insert);
    text
}

#[test]
fn a_long_line_is_cut_after_a_space() {
    let text = "word ".repeat(4_000);
    let pieces = Pieces::of(&text, LineState::Body, ESTIMATE);

    let shape = shape(&pieces);

    assert!(shape.len() > 2);
    assert!(
        shape
            .iter()
            .all(|piece| piece.0 <= MAX_PIECE_BYTES && piece.0 % 5 == 0)
    );
    assert_eq!(shape.iter().filter(|piece| piece.2).count(), 1);
    assert_eq!(shape.iter().filter(|piece| piece.3).count(), 1);
    assert_eq!(pieces.lines(), 1);
}

#[test]
fn a_long_line_that_shrinks_is_whole_again() {
    let text = "word ".repeat(2_000);
    let mut pieces = Pieces::of(&text, LineState::Body, ESTIMATE);

    replaced(&mut pieces, &text, 1_000..9_000, "");

    assert_eq!(shape(&pieces), [(2_000, LineState::Body, true, true)]);
}

#[test]
fn places_lead_forward_and_back() {
    let text = "one\n".repeat(1_000);
    let pieces = Pieces::of(&text, LineState::Body, ESTIMATE);
    let mut place = pieces.at_byte(0);
    for line in 1..=1_001 {
        assert_eq!(place.line, line);
        assert_eq!(pieces.at_byte(place.start), place);
        assert_eq!(pieces.at_points(place.top), place);
        let Some(next) = pieces.next(place) else {
            break;
        };
        assert_eq!(pieces.previous(next), Some(place));
        place = next;
    }
    assert_eq!(place.line, 1_001);
}

proptest! {
    #[test]
    fn changed_pieces_are_those_of_the_changed_text(
        text in "([a-c ]{0,6}\n|```\n|<!-- \n|--> \n){0,40}",
        edits in prop::collection::vec((any::<usize>(), 0..12_usize, "[a\n]{0,4}|\n```\n|<!--"), 1..12),
    ) {
        let mut text = text;
        let mut pieces = Pieces::of(&text, LineState::Body, ESTIMATE);
        for (start, length, insert) in edits {
            let start = start % (text.len() + 1);
            let end = (start + length).min(text.len());
            text = replaced(&mut pieces, &text, start..end, &insert);

            prop_assert_eq!(shape(&pieces), shape(&Pieces::of(&text, LineState::Body, ESTIMATE)));
            prop_assert_eq!(pieces.bytes(), text.len());
        }
    }

    #[test]
    fn changes_of_a_long_line_keep_every_byte(
        edits in prop::collection::vec((any::<usize>(), 0..9_000_usize, "[a ]{0,4}|\n"), 1..12),
    ) {
        let mut text = "lorem ipsum ".repeat(3_000);
        let mut pieces = Pieces::of(&text, LineState::Body, ESTIMATE);
        for (start, length, insert) in edits {
            let start = start % (text.len() + 1);
            let end = (start + length).min(text.len());
            text = replaced(&mut pieces, &text, start..end, &insert);

            let lines = text.split('\n').count();
            prop_assert_eq!(pieces.bytes(), text.len());
            prop_assert_eq!(pieces.lines(), lines);
            prop_assert_eq!(shape(&pieces).iter().filter(|piece| piece.3).count(), lines);
            prop_assert!(shape(&pieces).iter().all(|piece| piece.0 <= MAX_PIECE_BYTES));
        }
    }
}
