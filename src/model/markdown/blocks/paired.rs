//! Letters between signs that goldmark reads as it reads a star: struck by one tilde on each side,
//! within words too (`a~b c~d`), or by one and two; and what a site may have besides: `==marked==`,
//! `++inserted++`, `H~2~O`, `x^2^`, `~~deleted~~`. pulldown-cmark leaves those to the text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{
    events::{Placed, Within, is_verbatim},
    running_text::is_edge,
    typographer::{is_blank, is_mark},
};

/// Which signs a site has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches of Hugo")]
pub struct Signs {
    /// One tilde or two strike; they are nothing else then.
    struck: bool,
    pub deleted: bool,
    pub inserted: bool,
    pub marked: bool,
    pub below: bool,
    pub above: bool,
}

impl Signs {
    pub(super) const NONE: Self = Self {
        struck: false,
        deleted: false,
        inserted: false,
        marked: false,
        below: false,
        above: false,
    };
    pub(super) const STRUCK: Self = Self {
        struck: true,
        ..Self::NONE
    };

    pub(super) fn with_struck(self, struck: bool) -> Self {
        Self { struck, ..self }
    }

    /// What a run of so many of this sign is.
    fn of(self, sign: u8, len: usize) -> Option<Sign> {
        let (sign, is_on) = match (sign, len) {
            (b'~', 1 | 2) if self.struck => (Sign::Struck, true),
            (b'~', 2) if self.deleted => (Sign::Struck, true),
            (b'~', 1 | 2) => (Sign::Below, self.below),
            (b'^', 1 | 2) => (Sign::Above, self.above),
            (b'=', 2) => (Sign::Marked, self.marked),
            (b'+', 2) => (Sign::Inserted, self.inserted),
            _ => return None,
        };
        is_on.then_some(sign)
    }

    /// Whether a run of so many of this sign may open or close.
    pub(super) fn is_one(self, sign: u8, len: usize) -> bool {
        self.of(sign, len).is_some()
    }

    pub(super) fn has(self, byte: u8) -> bool {
        match byte {
            b'~' => self.struck || self.deleted || self.below,
            b'^' => self.above,
            b'=' => self.marked,
            b'+' => self.inserted,
            _ => false,
        }
    }
}

/// What a sign makes of the letters between two of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Struck,
    Inserted,
    Marked,
    Below,
    Above,
}

impl Sign {
    fn event(self, is_start: bool) -> Event<'static> {
        let tags = match self {
            Self::Struck => (Tag::Strikethrough, TagEnd::Strikethrough),
            Self::Below => (Tag::Subscript, TagEnd::Subscript),
            Self::Above => (Tag::Superscript, TagEnd::Superscript),
            Self::Inserted if is_start => return html("<ins>"),
            Self::Inserted => return html("</ins>"),
            Self::Marked if is_start => return html("<mark>"),
            Self::Marked => return html("</mark>"),
        };
        if is_start {
            Event::Start(tags.0)
        } else {
            Event::End(tags.1)
        }
    }
}

fn html(tag: &'static str) -> Event<'static> {
    Event::InlineHtml(CowStr::Borrowed(tag))
}

/// A run of one sign that may open or close.
struct Run {
    /// What of it is not used yet.
    range: Range<usize>,
    byte: u8,
    sign: Sign,
    /// How long it was.
    len: usize,
    opens: bool,
    closes: bool,
}

/// Where a tag goes, and what it takes the place of.
struct Cut {
    range: Range<usize>,
    sign: Sign,
    is_start: bool,
}

pub(super) fn find<'a>(events: Vec<Placed<'a>>, source: &'a str, signs: Signs) -> Vec<Placed<'a>> {
    if source
        .bytes()
        .filter(|&byte| signs.has(byte))
        .nth(1)
        .is_none()
    {
        return events;
    }
    let cuts = cuts(&events, source, signs);
    if cuts.is_empty() {
        return events;
    }
    let mut cuts = cuts.into_iter().peekable();
    let mut struck = Vec::with_capacity(events.len() + 2 * cuts.len());
    for (event, range) in events {
        if !matches!(event, Event::Text(_)) {
            struck.push((event, range));
            continue;
        }
        let mut from = range.start;
        while let Some(cut) = cuts.next_if(|cut| cut.range.start < range.end) {
            push(source, from..cut.range.start, &mut struck);
            from = cut.range.end;
            struck.push((cut.sign.event(cut.is_start), cut.range));
        }
        if from == range.start {
            struck.push((event, range));
        } else {
            push(source, from..range.end, &mut struck);
        }
    }
    struck
}

fn push<'a>(source: &'a str, range: Range<usize>, into: &mut Vec<Placed<'a>>) {
    let text = source.get(range.clone()).unwrap_or_default();
    if !text.is_empty() {
        into.push((Event::Text(CowStr::from(text)), range));
    }
}

/// In the order of the text.
fn cuts(events: &[Placed<'_>], source: &str, signs: Signs) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut within = Within::default();
    // Of each tag that is open, the runs that may be closed in it.
    let mut open: Vec<Open> = vec![Open::default()];
    for (event, range) in events {
        within.take(event);
        match event {
            event if is_edge(event) => {
                open.clear();
                open.push(Open::default());
            }
            Event::Start(_) => open.push(Open::default()),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text)
                if !within.is_code
                    && !within.is_html
                    && !within.is_bare
                    && text.bytes().any(|byte| signs.has(byte))
                    && is_verbatim(text, range, source) =>
            {
                if let Some(open) = open.last_mut() {
                    runs(source, range, signs, |run| open.close(run, &mut cuts));
                }
            }
            _ => {}
        }
    }
    cuts.sort_by_key(|cut| cut.range.start);
    cuts
}

fn runs(source: &str, range: &Range<usize>, signs: Signs, mut take: impl FnMut(Run)) {
    let mut at = range.start;
    let mut before = source.get(..at).and_then(|text| text.chars().next_back());
    while at < range.end {
        let rest = source.get(at..range.end).unwrap_or_default();
        let letter = rest.chars().next().unwrap_or(' ');
        let byte = u8::try_from(letter).unwrap_or_default();
        if !signs.has(byte) {
            before = Some(letter);
            at += letter.len_utf8();
            continue;
        }
        let len = rest.len() - rest.trim_start_matches(letter).len();
        let after = source.get(at + len..).and_then(|text| text.chars().next());
        // Between a sign and a plus there is no border: `x^+^`.
        let after = after.map(|after| {
            if byte == b'^' && "+-".contains(after) {
                'z'
            } else {
                after
            }
        });
        let (left, right) = (before.unwrap_or('\n'), after.unwrap_or('\n'));
        if left != '\\'
            && let Some(sign) = signs.of(byte, len)
        {
            take(Run {
                range: at..at + len,
                byte,
                sign,
                len,
                opens: !is_blank(right) && (!is_mark(right) || is_blank(left) || is_mark(left)),
                closes: !is_blank(left) && (!is_mark(left) || is_blank(right) || is_mark(right)),
            });
        }
        before = Some(letter);
        at += len;
    }
}

/// The runs that may be closed by one that follows.
#[derive(Default)]
struct Open {
    runs: Vec<Run>,
    /// Of each kind of run that closes, how many of them from the first on it does not fit: they are
    /// not looked at again.
    passed: [usize; 16],
}

impl Open {
    /// Closes what `run` can close, and keeps it if it may open.
    fn close(&mut self, mut run: Run, cuts: &mut Vec<Cut>) {
        while run.closes && !run.range.is_empty() {
            let Some(index) = self.opener_of(&run) else {
                break;
            };
            self.runs.truncate(index + 1);
            let Some(opener) = self.runs.last_mut() else {
                break;
            };
            let len = opener.range.len().min(run.range.len());
            cuts.push(Cut {
                range: opener.range.end - len..opener.range.end,
                sign: opener.sign,
                is_start: true,
            });
            cuts.push(Cut {
                range: run.range.start..run.range.start + len,
                sign: opener.sign,
                is_start: false,
            });
            opener.range.end -= len;
            run.range.start += len;
            if opener.range.is_empty() {
                self.runs.pop();
            }
            for passed in &mut self.passed {
                *passed = self.runs.len().min(*passed);
            }
        }
        if run.opens && !run.range.is_empty() {
            self.runs.push(run);
        }
    }

    /// The last of the runs that `run` closes.
    fn opener_of(&mut self, run: &Run) -> Option<usize> {
        let of_byte = match run.byte {
            b'~' => 0,
            b'^' => 4,
            b'=' => 8,
            _ => 12,
        };
        let kind = of_byte + (run.len - 1) * 2 + usize::from(run.opens);
        let passed = self.passed.get_mut(kind)?;
        let is_odd = |opener: &Run| {
            (opener.closes || run.opens)
                && (opener.len + run.len).is_multiple_of(3)
                && !run.len.is_multiple_of(3)
        };
        let found = self
            .runs
            .get(*passed..)?
            .iter()
            .rposition(|opener| opener.byte == run.byte && !is_odd(opener));
        if found.is_none() {
            *passed = self.runs.len();
        }
        Some(found? + *passed)
    }
}
