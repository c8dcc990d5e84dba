//! Places in text from right to left.
//!
//! egui draws each word of Hebrew, Arabic and the like from right to left, and the words of a row from
//! left to right. Of such a word its galley has the glyphs as they stand on screen and some more
//! behind them, where all that finds a place goes by one glyph for each character, in the order of
//! the text. [`mended`] makes it so: what is drawn stays, and a character of such a word has its
//! right edge as its place and a width below zero, so that a caret stands where reading goes on.

use std::sync::Arc;

use egui::{
    Galley, Rangef, Rect, Vec2,
    epaint::text::{Glyph, Row, cursor::LayoutCursor},
    text::{ByteIndex, CCursor, CharIndex, LayoutJob},
};

/// Whether a character is drawn with those after it to its left: egui does so with Arabic digits too.
fn is_of(char: char) -> bool {
    matches!(
        u32::from(char),
        0x0590..=0x08ff
            | 0xfb1d..=0xfdff
            | 0xfe70..=0xfefe
            | 0x10800..=0x10fff
            | 0x1e800..=0x1efff
    )
}

/// Has each word of that kind drawn by itself, so that [`mended`] can tell its glyphs. Whether there
/// is one.
pub fn set_apart(job: &mut LayoutJob) -> bool {
    if job.text.is_ascii() || !job.text.contains(is_of) {
        return false;
    }
    let mut cuts = Vec::new();
    let mut was_of = false;
    for (at, char) in job.text.char_indices() {
        if is_of(char) != was_of {
            was_of = !was_of;
            cuts.push(ByteIndex(at));
        }
    }
    let mut cuts = cuts.into_iter().peekable();
    let mut sections = Vec::with_capacity(job.sections.len() + cuts.len());
    for mut section in std::mem::take(&mut job.sections) {
        while let Some(cut) = cuts.next_if(|cut| *cut < section.byte_range.end) {
            if cut > section.byte_range.start {
                let mut before = section.clone();
                before.byte_range.end = cut;
                sections.push(before);
                section.byte_range.start = cut;
                section.leading_space = 0.0;
            }
        }
        sections.push(section);
    }
    job.sections = sections;
    true
}

/// The galley of a job that was [`set_apart`], with one glyph for each character. One that is not as
/// it is expected stays as it is.
pub fn mended(galley: Arc<Galley>) -> Arc<Galley> {
    let mut mended = (*galley).clone();
    let mut chars = galley.job.text.chars().peekable();
    for placed in &mut mended.rows {
        let Some(glyphs) = in_order(&placed.row.glyphs, &mut chars) else {
            return galley;
        };
        Arc::make_mut(&mut placed.row).glyphs = glyphs;
        if placed.ends_with_newline {
            chars.next();
        }
    }
    if chars.next().is_some() {
        return galley;
    }
    Arc::new(mended)
}

/// The glyphs of a row, one for each of its characters, which are taken from `chars`.
fn in_order(
    drawn: &[Glyph],
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
) -> Option<Vec<Glyph>> {
    let mut glyphs = Vec::with_capacity(drawn.len());
    let mut rest = drawn;
    while let Some(first) = rest.first() {
        if !is_of(first.chr) {
            chars.next()?;
            glyphs.push(*first);
            rest = rest.get(1..)?;
            continue;
        }
        let len = rest.iter().take_while(|glyph| is_of(glyph.chr)).count();
        let (word, behind) = rest.split_at(len);
        rest = behind;
        let mut of_word = Vec::new();
        while let Some(char) = chars.next_if(|char| is_of(*char)) {
            of_word.push(char);
        }
        word_in_order(word, &of_word, &mut glyphs)?;
    }
    Some(glyphs)
}

/// Adds a glyph for each of the characters of a word, of which `drawn` has the glyphs from left to
/// right.
fn word_in_order(drawn: &[Glyph], chars: &[char], glyphs: &mut Vec<Glyph>) -> Option<()> {
    let is_filler = |glyph: &&Glyph| glyph.uv_rect.is_nothing() && glyph.advance_width <= 0.0;
    let mut letters = drawn
        .iter()
        .filter(|glyph| !is_filler(glyph))
        .rev()
        .peekable();
    let mut left = letters.peek().map(|glyph| glyph.max_x())?;
    for char in chars {
        let at = if let Some(letter) = letters.next_if(|letter| letter.chr == *char) {
            let mut letter = *letter;
            letter.pos.x = letter.max_x();
            letter.advance_width = -letter.advance_width;
            // Signs above and below it.
            while letters.next_if(|sign| sign.advance_width <= 0.0).is_some() {}
            left = letter.max_x();
            letter
        } else {
            // Drawn with the one before.
            let mut inside = *drawn.first()?;
            inside.pos.x = left;
            inside.advance_width = -0.0;
            inside
        };
        glyphs.push(at);
    }
    Some(())
}

fn is_mended(glyph: &Glyph) -> bool {
    glyph.advance_width.is_sign_negative()
}

/// Where a caret stands: behind the character before it, if that is of a word from right to left.
pub fn pos_from_layout_cursor(galley: &Galley, cursor: &LayoutCursor) -> Rect {
    let usual = galley.pos_from_layout_cursor(cursor);
    let row = galley.rows.get(cursor.row);
    let before = row.and_then(|row| row.glyphs.get(cursor.column.0.checked_sub(1)?));
    match (row, before.filter(|glyph| is_mended(glyph))) {
        (Some(row), Some(before)) => {
            let x = row.pos.x + before.max_x();
            Rect::from_x_y_ranges(x..=x, usual.y_range())
        }
        _ => usual,
    }
}

/// The place that is nearest to a point, as [`Galley::cursor_from_pos`] finds it.
pub fn cursor_from_pos(galley: &Galley, at: Vec2) -> CCursor {
    let mut cursor = galley.cursor_from_pos(at);
    let layout = galley.layout_from_cursor(cursor);
    let Some(row) = galley.rows.get(layout.row) else {
        return cursor;
    };
    let is_beside = at.y < row.min_y() || at.y > row.max_y();
    if is_beside || !row.glyphs.iter().any(is_mended) {
        return cursor;
    }
    let column = char_at(row, at.x - row.pos.x);
    cursor.index = CharIndex(cursor.index.0 - layout.column.0 + column.0);
    cursor.prefer_next_row = column < row.char_count_excluding_newline();
    cursor
}

/// The place in a row that is nearest to `x`, as [`Row::char_at`] finds it.
pub fn char_at(row: &Row, x: f32) -> CharIndex {
    let glyphs = row.glyphs.iter();
    if !row.glyphs.iter().any(is_mended) {
        return row.char_at(x);
    }
    let under = glyphs.enumerate().find(|(_, glyph)| {
        let (one, other) = (glyph.pos.x, glyph.max_x());
        glyph.advance_width.abs() > 0.0 && (one.min(other)..one.max(other)).contains(&x)
    });
    let Some((at, glyph)) = under else {
        return row.char_at(x);
    };
    let is_near_start = (x - glyph.pos.x).abs() < glyph.advance_width.abs() / 2.0;
    CharIndex(if is_near_start { at } else { at + 1 })
}

/// Where the characters of a row stand that are in `chars`, from left to right: several stretches
/// where words from right to left are cut.
pub fn stretches(row: &Row, chars: std::ops::Range<usize>) -> Vec<Rangef> {
    let glyphs = row.glyphs.get(chars.clone()).unwrap_or_default();
    if !glyphs.iter().any(is_mended) {
        let x = |at| row.x_offset(CharIndex(at));
        return vec![Rangef::new(x(chars.start), x(chars.end))];
    }
    let mut stretches: Vec<Rangef> = Vec::new();
    let ends = glyphs.iter().map(|glyph| (glyph.pos.x, glyph.max_x()));
    let mut ends: Vec<Rangef> = ends
        .map(|(one, other)| Rangef::new(one.min(other), one.max(other)))
        .collect();
    ends.sort_by(|one, other| one.min.total_cmp(&other.min));
    for next in ends {
        match stretches.last_mut() {
            // Glyphs stand on whole pixels.
            Some(last) if next.min <= last.max + 1.0 => last.max = last.max.max(next.max),
            _ => stretches.push(next),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Context, FontId, RawInput, vec2};

    use super::*;

    fn galley(text: &str) -> Arc<Galley> {
        let ctx = Context::default();
        crate::ui::theme::install(&ctx);
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        let mut laid_out = None;
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let font = FontId::proportional(16.0);
            let mut job = LayoutJob::simple(text.to_owned(), font, Color32::WHITE, 300.0);
            let has_words = set_apart(&mut job);
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            laid_out = Some(if has_words { mended(galley) } else { galley });
        });
        output.textures_delta.clear();
        laid_out.unwrap()
    }

    fn x(galley: &Galley, index: usize) -> f32 {
        let cursor = galley.layout_from_cursor(CCursor::new(index));
        pos_from_layout_cursor(galley, &cursor).left()
    }

    #[test]
    fn a_row_has_a_glyph_for_each_character_whatever_it_is_of() {
        for text in [
            "שלום",
            "ab שלום cd",
            "شَاء السلام",
            "**שלום** עולם, שלום!",
            "שלום\nab",
            "١٢٣ سلام ۴",
        ] {
            let galley = galley(text);
            let rows = galley.rows.iter();
            let counts = rows.map(|row| row.char_count_including_newline().0);
            assert_eq!(counts.sum::<usize>(), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn a_caret_stands_behind_the_letter_that_was_typed_and_a_click_finds_it() {
        let galley = galley("ab שלום cd");
        let [start, end] = [3, 7];

        for index in start..end {
            assert!(x(&galley, index) > x(&galley, index + 1), "{index}");
            let middle = f32::midpoint(x(&galley, index), x(&galley, index + 1));
            let y = galley.rect.center().y;
            let before = cursor_from_pos(&galley, vec2(middle + 1.0, y));
            let after = cursor_from_pos(&galley, vec2(middle - 1.0, y));
            assert_eq!((before.index.0, after.index.0), (index, index + 1));
        }
        for index in [0, 1, 2, 8, 9] {
            assert!(
                x(&galley, index) < x(&galley, index + 1) || index == 2,
                "{index}"
            );
        }
        assert!(
            x(&galley, 8) > x(&galley, start),
            "what follows stands to the right"
        );
    }

    #[test]
    fn what_is_selected_is_where_its_letters_are() {
        let galley = galley("ab שלום cd");
        let row = &galley.rows[0];

        // The first letter is at the right.
        let first = stretches(row, 3..4);
        assert_eq!(first.len(), 1);
        assert!((first[0].max - x(&galley, 3)).abs() < 0.1);
        assert!((first[0].min - x(&galley, 4)).abs() < 0.1);
        let whole = stretches(row, 3..7);
        assert_eq!(whole.len(), 1);
        assert!((whole[0].min - x(&galley, 7)).abs() < 0.1);
        // With the letter before it there are two stretches, as on a page.
        assert_eq!(stretches(row, 1..4).len(), 2);
        assert_eq!(stretches(row, 0..10).len(), 1);
    }
}
