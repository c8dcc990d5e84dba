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
    let mut open: Vec<Vec<Run>> = vec![Vec::new()];
    for (event, range) in events {
        within.take(event);
        match event {
            event if is_edge(event) => {
                open.clear();
                open.push(Vec::new());
            }
            Event::Start(_) => open.push(Vec::new()),
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
                    runs(source, range, |run| close(run, open, &mut cuts));
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

/// Closes what `run` can close, and keeps it if it may open.
fn close(mut run: Run, open: &mut Vec<Run>, cuts: &mut Vec<Cut>) {
    while run.closes && !run.range.is_empty() {
        let fits = |opener: &Run| {
            let is_odd = (opener.closes || run.opens)
                && (opener.len + run.len).is_multiple_of(3)
                && !run.len.is_multiple_of(3);
            !is_odd
        };
        let Some(index) = open.iter().rposition(fits) else {
            break;
        };
        open.truncate(index + 1);
        let Some(opener) = open.last_mut() else { break };
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
            open.pop();
        }
    }
    if run.opens && !run.range.is_empty() {
        open.push(run);
    }
}
