//! What stands in a text without being markdown: shortcodes and formulas.
//!
//! Before the text is parsed, each is replaced by as many letters, as Hugo does. So nothing in
//! it is read as markup, it is never divided, and all offsets stay as they are. What the
//! markdown around it is made into gets the source back, by [`Mask::restore`].

use std::{borrow::Cow, ops::Range};

use super::shortcode;

/// A piece of text that is no markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Masked {
    pub range: Range<usize>,
    pub kind: MaskedKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MaskedKind {
    /// With its inner text, if that is code.
    Shortcode,
    /// `{{</* x */>}}`, which readers see as `{{< x >}}`.
    Comment,
    InlineMath,
    DisplayMath,
    /// What only pulldown-cmark takes for markup: `{so}` at the end of a heading, which names no
    /// attribute; a colon that starts a line, but no definition.
    Letters,
}

/// The masked pieces of a text, in order.
#[derive(Debug)]
pub(super) struct Mask<'a> {
    source: &'a str,
    pub pieces: Vec<Masked>,
    pub text: Cow<'a, str>,
}

impl<'a> Mask<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        let pieces = find(source);
        let text = if pieces.is_empty() {
            Cow::Borrowed(source)
        } else {
            let mut text = String::with_capacity(source.len());
            let mut from = 0;
            for (number, piece) in pieces.iter().enumerate() {
                text.push_str(source.get(from..piece.range.start).unwrap_or_default());
                push_letters(number, piece.range.len(), &mut text);
                from = piece.range.end;
            }
            text.push_str(source.get(from..).unwrap_or_default());
            Cow::Owned(text)
        };
        Self {
            source,
            pieces,
            text,
        }
    }

    pub(super) fn none(source: &'a str) -> Self {
        Self {
            source,
            pieces: Vec::new(),
            text: Cow::Borrowed(source),
        }
    }

    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// Whether `at_byte` is inside a piece.
    pub(super) fn cuts_piece(&self, at_byte: usize) -> bool {
        let touched = self.within(&(at_byte..at_byte.saturating_add(1)));
        touched.iter().any(|piece| piece.range.start < at_byte)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The pieces that touch `range`.
    pub(super) fn within(&self, range: &Range<usize>) -> &[Masked] {
        let (start, end) = (range.start, range.end);
        let first = self
            .pieces
            .partition_point(|piece| piece.range.end <= start);
        let rest = self.pieces.get(first..).unwrap_or_default();
        let count = rest.partition_point(|piece| piece.range.start < end);
        rest.get(..count).unwrap_or_default()
    }

    /// `made`, which was made of the masked text in `range`, as if it were made of the source.
    pub(super) fn restore(&self, made: &str, range: &Range<usize>) -> String {
        self.with_pieces(made, self.within(range), |_| true)
    }

    /// The same without the shortcodes.
    pub(super) fn without_shortcodes(&self, made: &str, range: &Range<usize>) -> String {
        self.with_pieces(made, self.within(range), |piece| {
            piece.kind != MaskedKind::Shortcode
        })
    }

    /// The same for the address or the title of the link in `range`, which stand at its end.
    pub(super) fn restore_address(&self, made: &str, range: &Range<usize>) -> String {
        /// Most of those in the link are in its words, and looked for in vain.
        const MOST: usize = 16;
        let pieces = self.within(range);
        let last = pieces.get(pieces.len().saturating_sub(MOST)..);
        self.with_pieces(made, last.unwrap_or_default(), |_| true)
    }

    fn with_pieces(
        &self,
        made: &str,
        pieces: &[Masked],
        is_wanted: impl Fn(&Masked) -> bool,
    ) -> String {
        let mut restored = String::with_capacity(made.len());
        let mut rest = made;
        for piece in pieces {
            let letters = self.text.get(piece.range.clone()).unwrap_or_default();
            if let Some((before, after)) = rest.split_once(letters) {
                restored.push_str(before);
                if is_wanted(piece) {
                    restored.push_str(&self.shown(piece));
                }
                rest = after;
            }
        }
        restored.push_str(rest);
        restored
    }

    /// A piece as it is shown in code.
    pub(super) fn shown(&self, piece: &Masked) -> Cow<'a, str> {
        let source = self.source.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            MaskedKind::Comment => Cow::Owned(source.replacen("/*", "", 1).replacen("*/", "", 1)),
            _ => Cow::Borrowed(source),
        }
    }
}

/// Letters that stand for the piece of this number.
fn push_letters(number: usize, len: usize, into: &mut String) {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut left = number;
    // It must not be read as a number of a list, nor as an address.
    into.push('Z');
    for _ in 1..len {
        let digit = DIGITS.get(left % DIGITS.len()).copied().unwrap_or(b'z');
        into.push(char::from(digit));
        left /= DIGITS.len();
    }
}

fn find(source: &str) -> Vec<Masked> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut has_code_end = true;
    while let Some(start) = next_candidate(source, from) {
        let piece = shortcode::at(source, start, &mut has_code_end)
            .or_else(|| math_at(source, start))
            .or_else(|| braces_at(source, start))
            .or_else(|| colon_at(source, start));
        match piece {
            Some(piece) => {
                from = piece.range.end;
                found.push(piece);
            }
            None => from = start + 1,
        }
    }
    found
}

fn next_candidate(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes().get(from..)?;
    let at = bytes
        .iter()
        .position(|&byte| matches!(byte, b'{' | b'$' | b':'))?;
    Some(from + at)
}

/// A formula that starts at `start`. Prose is full of dollars: a formula in a line must hold a
/// sign that prose has not.
fn math_at(source: &str, start: usize) -> Option<Masked> {
    let before = source.get(..start)?.chars().next_back();
    let rest = source.get(start..)?;
    if before.is_some_and(|c| c == '\\' || c == '$' || c.is_alphanumeric()) {
        return None;
    }
    if let Some(inside) = rest.strip_prefix("$$") {
        // Looked for first: the limit is not looked for beyond it.
        let len = inside.find("$$")?;
        let formula = inside.get(..len)?;
        let is_whole = limit_of(inside.get(..len + 2)?) > len;
        let is_formula = is_whole && !formula.trim().is_empty();
        return is_formula.then(|| Masked {
            range: start..start + len + 4,
            kind: MaskedKind::DisplayMath,
        });
    }
    let inside = rest.strip_prefix('$')?;
    let len = inside.find(['$', '\n', '\r'])?;
    let formula = inside
        .get(..len)
        .filter(|_| inside.get(len..).is_some_and(|rest| rest.starts_with('$')))?;
    let after = inside.get(formula.len() + 1..)?.chars().next();
    let is_formula = formula.trim() == formula
        && !formula.ends_with('\\')
        && (formula.contains(['\\', '^', '_', '=', '{'])
            || matches!(formula.as_bytes(), [letter] if letter.is_ascii_alphabetic()))
        && !after.is_some_and(char::is_alphanumeric);
    is_formula.then(|| Masked {
        range: start..start + formula.len() + 2,
        kind: MaskedKind::InlineMath,
    })
}

/// What stands in braces at the end of a heading and holds no attribute: pulldown-cmark would
/// take it for one.
fn braces_at(source: &str, start: usize) -> Option<Masked> {
    let rest = source.get(start..)?.strip_prefix('{')?;
    let len = rest.find(['{', '}', '\n', '\r'])?;
    let inside = rest.get(..len)?;
    let after = rest.get(len..)?.strip_prefix('}')?;
    let after = after.trim_start_matches([' ', '\t']);
    if !after.is_empty() && !after.starts_with(['\n', '\r']) {
        return None;
    }
    let before = source.get(..start)?.rsplit('\n').next()?;
    let is_heading = before
        .trim_start_matches([' ', '\t', '>', '-', '*', '+'])
        .starts_with('#');
    let names_attribute = inside
        .split_whitespace()
        .any(|word| word.starts_with(['#', '.']) || word.contains('='));
    (is_heading && !names_attribute).then(|| Masked {
        range: start..start + inside.len() + 2,
        kind: MaskedKind::Letters,
    })
}

/// A colon at the start of a line without a blank behind it.
fn colon_at(source: &str, start: usize) -> Option<Masked> {
    let rest = source.get(start..)?.strip_prefix(':')?;
    if rest.starts_with([' ', '\t']) {
        return None;
    }
    let before = source.get(..start)?.trim_end_matches([' ', '\t', '>']);
    before.ends_with('\n').then(|| Masked {
        range: start..start + 1,
        kind: MaskedKind::Letters,
    })
}

/// How far something that starts before `text` can reach: to an empty line, or a fence.
pub(super) fn limit_of(text: &str) -> usize {
    let mut at = 0;
    let mut lines = text.split_inclusive(['\n', '\r']).peekable();
    while let Some(line) = lines.next() {
        let break_len = lines
            .next_if(|next| line.ends_with('\r') && *next == "\n")
            .map_or(0, str::len);
        let inside = line.trim_start_matches([' ', '\t', '>']);
        let is_limit = at > 0
            && (inside.trim().is_empty() || inside.starts_with("```") || inside.starts_with("~~~"));
        if is_limit {
            return at;
        }
        at += line.len() + break_len;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(&str, MaskedKind)]) {
        let mask = Mask::of(source);
        let found: Vec<_> = mask
            .pieces
            .iter()
            .map(|piece| (&source[piece.range.clone()], piece.kind))
            .collect();

        assert_eq!(found, expected);
        assert_eq!(mask.text.len(), source.len());
        assert_eq!(
            mask.restore(&mask.text, &(0..source.len())).len(),
            source.len()
                - 4 * found
                    .iter()
                    .filter(|(_, kind)| *kind == MaskedKind::Comment)
                    .count()
        );
    }

    #[test]
    fn both_kinds_of_shortcodes_are_found() {
        use MaskedKind::{Comment, Shortcode};
        check(
            "a {{< x >}} b {{% y %}} {{ z }} {{< open",
            &[("{{< x >}}", Shortcode), ("{{% y %}}", Shortcode)],
        );
        check("{{< a {{< b >}}", &[("{{< b >}}", Shortcode)]);
        check("{{< a\n b=1\n>}}", &[("{{< a\n b=1\n>}}", Shortcode)]);
        check("{{< a\n\nb >}}", &[]);
        check("```\n{{< a\n```\nb >}}", &[]);
        check("{{</* x */>}}", &[("{{</* x */>}}", Comment)]);
    }

    #[test]
    fn the_code_of_a_highlight_belongs_to_it() {
        let source = "{{< highlight go >}}\na *b*\n\n# c\n{{< /highlight >}}";
        check(source, &[(source, MaskedKind::Shortcode)]);
        check(
            "{{< highlight go >}}\na",
            &[("{{< highlight go >}}", MaskedKind::Shortcode)],
        );
    }

    #[test]
    fn a_formula_is_told_from_a_price() {
        use MaskedKind::{DisplayMath, InlineMath};
        check(
            "a $x^2$ and $n$.",
            &[("$x^2$", InlineMath), ("$n$", InlineMath)],
        );
        check("from $5/$6 to US$7_8$, $ a_b $, \\$a_b$", &[]);
        check("$$\na_b\n$$", &[("$$\na_b\n$$", DisplayMath)]);
        check("$$\na\n\nb\n$$", &[]);
        check("$$$$", &[]);
    }

    #[test]
    fn each_piece_gets_its_own_source_back() {
        let source = "{{< aa >}}{{< bb >}}";
        let mask = Mask::of(source);

        let second = mask.text[10..].to_owned();

        assert_eq!(mask.restore(&second, &(0..20)), "{{< bb >}}");
        assert_eq!(mask.restore(&mask.text, &(0..20)), source);
    }
}
