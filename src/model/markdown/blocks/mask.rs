//! What stands in a text without being markdown: shortcodes and formulas.
//!
//! Before the text is parsed, each is replaced by as many letters, as Hugo does. So nothing in
//! it is read as markup, it is never divided, and all offsets stay as they are. What the
//! markdown around it is made into gets the source back, by [`Mask::restore`].

use std::{borrow::Cow, ops::Range};

use super::{
    super::line,
    Dialect,
    attributes::{self, Attribute},
    formula::{Finder, Formulas},
    shortcode,
};

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
    /// What only pulldown-cmark takes for markup: a colon that starts a line, but no definition.
    Letters,
    /// Attributes in braces, of the heading or the block before them. Blanks stand for them.
    Attributes,
}

/// The masked pieces of a text, in order.
#[derive(Debug)]
pub(super) struct Mask<'a> {
    source: &'a str,
    pub pieces: Vec<Masked>,
    pub text: Cow<'a, str>,
}

impl<'a> Mask<'a> {
    pub(super) fn of(source: &'a str, dialect: &Dialect) -> Self {
        let pieces = find(source, dialect);
        let text = if pieces.is_empty() {
            Cow::Borrowed(source)
        } else {
            let mut text = String::with_capacity(source.len());
            let mut from = 0;
            for (number, piece) in pieces.iter().enumerate() {
                text.push_str(source.get(from..piece.range.start).unwrap_or_default());
                if piece.kind == MaskedKind::Attributes {
                    text.extend(std::iter::repeat_n(' ', piece.range.len()));
                } else {
                    push_letters(number, piece.range.len(), &mut text);
                }
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

    /// What is left of the source in `range` without its formulas; `None`: there are none in it.
    pub(super) fn between_formulas(&self, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let is_formula = |piece: &&Masked| {
            matches!(piece.kind, MaskedKind::InlineMath | MaskedKind::DisplayMath)
        };
        let mut formulas = self.within(range).iter().filter(is_formula).peekable();
        formulas.peek()?;
        let mut from = range.start;
        let mut between = Vec::new();
        for formula in formulas {
            between.push(from..formula.range.start.max(from));
            from = formula.range.end;
        }
        between.push(from..range.end.max(from));
        Some(between)
    }

    /// The attributes of the heading in `range`.
    pub(super) fn attributes(&self, range: &Range<usize>) -> Vec<Attribute> {
        let (own, rest) = self.source.split_at_checked(range.end).unwrap_or_default();
        let is_whole = own.ends_with('\n');
        let line_len = rest.find('\n').filter(|_| !is_whole);
        let line_len = line_len.unwrap_or(if is_whole { 0 } else { rest.len() });
        let pieces = self.within(&(range.start..range.end + line_len));
        let mut pieces = pieces.iter();
        let Some(piece) = pieces.rfind(|piece| piece.kind == MaskedKind::Attributes) else {
            return Vec::new();
        };
        let written = self.source.get(piece.range.clone()).unwrap_or_default();
        let written = written.trim_start_matches(['#', ' ', '\t']);
        attributes::read(written).map_or_else(Vec::new, |(attributes, _)| attributes)
    }

    /// `made`, which was made of the masked text in `range`, as if it were made of the source.
    pub(super) fn restore(&self, made: &str, range: &Range<usize>) -> String {
        let pieces = self.within(range);
        if self.text.get(range.clone()) != Some(made) {
            return self.with_pieces(made, pieces, |_| true);
        }
        let mut restored = String::with_capacity(made.len());
        let mut from = range.start;
        for piece in pieces {
            let before = self.source.get(from..piece.range.start.max(from));
            restored.push_str(before.unwrap_or_default());
            restored.push_str(&self.shown(piece));
            from = piece.range.end;
        }
        restored.push_str(self.source.get(from..range.end).unwrap_or_default());
        restored
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
            if piece.kind == MaskedKind::Attributes {
                continue;
            }
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

/// Finds what is no markdown, from left to right.
struct Search<'a> {
    source: &'a str,
    dialect: &'a Dialect,
    formulas: Option<Finder<'a>>,
    /// The bytes that something may start with.
    candidates: [bool; 256],
    has_code_end: bool,
}

impl<'a> Search<'a> {
    fn new(source: &'a str, dialect: &'a Dialect) -> Self {
        let mut candidates = [false; 256];
        let mut mark = |byte: u8| {
            if let Some(place) = candidates.get_mut(usize::from(byte)) {
                *place = true;
            }
        };
        [b'{', b':'].into_iter().for_each(&mut mark);
        let formulas = match &dialect.formulas {
            Formulas::None => None,
            Formulas::Guessed => {
                mark(b'$');
                None
            }
            Formulas::Between(delimiters) => {
                [b'`', b'~', b'('].into_iter().for_each(&mut mark);
                delimiters.first_bytes().for_each(mark);
                Some(Finder::new(source, *delimiters))
            }
        };
        Self {
            source,
            dialect,
            formulas,
            candidates,
            has_code_end: true,
        }
    }

    fn next_candidate(&self, from: usize) -> Option<usize> {
        let bytes = self.source.as_bytes().get(from..)?;
        let is_one = |byte: &u8| self.candidates.get(usize::from(*byte)) == Some(&true);
        Some(from + bytes.iter().position(is_one)?)
    }

    fn piece_at(&mut self, start: usize) -> Option<Masked> {
        shortcode::at(self.source, start, &mut self.has_code_end)
            .or_else(|| match &mut self.formulas {
                Some(finder) => finder.at(start),
                None if self.dialect.formulas == Formulas::Guessed => math_at(self.source, start),
                None => None,
            })
            .or_else(|| self.attributes_at(start))
            .or_else(|| colon_at(self.source, start))
    }

    fn attributes_at(&self, start: usize) -> Option<Masked> {
        if !self.source.get(start..)?.starts_with('{') {
            return None;
        }
        let of_heading = || attributes::of_heading(self.source, start);
        let of_block = || attributes::of_block(self.source, start);
        let has = |is_on: bool| is_on.then_some(());
        let range = has(self.dialect.has_block_attributes)
            .and_then(|()| of_block())
            .or_else(|| has(self.dialect.has_heading_attributes).and_then(|()| of_heading()))?;
        Some(Masked {
            range,
            kind: MaskedKind::Attributes,
        })
    }

    /// Passes over a byte at which nothing starts; gives where to look on.
    fn pass(&mut self, start: usize) -> usize {
        let Some(finder) = &mut self.formulas else {
            return start + 1;
        };
        match self.source.as_bytes().get(start) {
            Some(b'`' | b'~') => return start + finder.pass_code(start).max(1),
            Some(b'(') if is_behind_label(self.source, start) => finder.pass_target(start + 1),
            Some(b':') => finder.pass_address(start),
            _ => {}
        }
        start + 1
    }
}

/// Whether what starts at `start` stands behind brackets.
fn is_behind_label(source: &str, start: usize) -> bool {
    /// Of a label so much is looked for.
    const MOST: usize = 400;
    let before = source.get(..start).unwrap_or_default();
    let from = before.ceil_char_boundary(before.len().saturating_sub(MOST));
    let near = before.get(from..).unwrap_or_default();
    let line = near.rsplit('\n').next().unwrap_or_default();
    line.ends_with(']') && line.contains('[')
}

fn find(source: &str, dialect: &Dialect) -> Vec<Masked> {
    let mut search = Search::new(source, dialect);
    let mut found: Vec<Masked> = Vec::new();
    let mut from = 0;
    while let Some(start) = search.next_candidate(from) {
        match search.piece_at(start) {
            Some(mut piece) => {
                // The closing signs of a heading stand before its attributes.
                let end = found.last().map_or(0, |last| last.range.end);
                piece.range.start = piece.range.start.max(end);
                from = piece.range.end;
                found.push(piece);
            }
            None => from = search.pass(start),
        }
    }
    found
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
        let is_limit = at > 0 && (inside.trim().is_empty() || line::fence(inside).is_some());
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

    fn guessing() -> Dialect {
        Dialect::HUGO.with_guessed_formulas()
    }

    fn check(source: &str, expected: &[(&str, MaskedKind)]) {
        let mask = Mask::of(source, &guessing());
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
        let mask = Mask::of(source, &guessing());

        let second = mask.text[10..].to_owned();

        assert_eq!(mask.restore(&second, &(0..20)), "{{< bb >}}");
        assert_eq!(mask.restore(&mask.text, &(0..20)), source);
    }
}
