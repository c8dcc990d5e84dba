//! Letters that are struck by one tilde on each side, within words too: `a~b c~d`, or by one and
//! two. pulldown-cmark leaves those to the text; goldmark reads a tilde as it reads a star.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{
    events::{Placed, Within, is_verbatim},
    running_text::is_edge,
    typographer::{is_blank, is_mark},
};

/// A run of tildes that may open or close.
struct Run {
    /// What of it is not used yet.
    range: Range<usize>,
    /// How long it was.
    len: usize,
    opens: bool,
    closes: bool,
}

/// Where a tag goes, and what it takes the place of.
struct Cut {
    range: Range<usize>,
    is_start: bool,
}

pub(super) fn find<'a>(events: Vec<Placed<'a>>, source: &'a str) -> Vec<Placed<'a>> {
    if source.bytes().filter(|&byte| byte == b'~').nth(1).is_none() {
        return events;
    }
    let cuts = cuts(&events, source);
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
            struck.push(if cut.is_start {
                (Event::Start(Tag::Strikethrough), cut.range)
            } else {
                (Event::End(TagEnd::Strikethrough), cut.range)
            });
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
fn cuts(events: &[Placed<'_>], source: &str) -> Vec<Cut> {
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
                    && text.contains('~')
                    && is_verbatim(text, range, source) =>
            {
                if let Some(open) = open.last_mut() {
                    runs(source, range, |run| open.close(run, &mut cuts));
                }
            }
            _ => {}
        }
    }
    cuts.sort_by_key(|cut| cut.range.start);
    cuts
}

fn runs(source: &str, range: &Range<usize>, mut take: impl FnMut(Run)) {
    let mut at = range.start;
    let mut before = source.get(..at).and_then(|text| text.chars().next_back());
    while at < range.end {
        let rest = source.get(at..range.end).unwrap_or_default();
        let len = rest.len() - rest.trim_start_matches('~').len();
        if len == 0 {
            before = rest.chars().next();
            at += before.map_or(1, char::len_utf8);
            continue;
        }
        let after = source.get(at + len..).and_then(|text| text.chars().next());
        let (left, right) = (before.unwrap_or('\n'), after.unwrap_or('\n'));
        if len <= 2 && left != '\\' {
            take(Run {
                range: at..at + len,
                len,
                opens: !is_blank(right) && (!is_mark(right) || is_blank(left) || is_mark(left)),
                closes: !is_blank(left) && (!is_mark(left) || is_blank(right) || is_mark(right)),
            });
        }
        before = Some('~');
        at += len;
    }
}

/// The runs that may be closed by one that follows.
#[derive(Default)]
struct Open {
    runs: Vec<Run>,
    /// Of each kind of run that closes, how many of them from the first on it does not fit: they are
    /// not looked at again.
    passed: [usize; 4],
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
                is_start: true,
            });
            cuts.push(Cut {
                range: run.range.start..run.range.start + len,
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
        let kind = (run.len - 1) * 2 + usize::from(run.opens);
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
            .rposition(|opener| !is_odd(opener));
        if found.is_none() {
            *passed = self.runs.len();
        }
        Some(found? + *passed)
    }
}
