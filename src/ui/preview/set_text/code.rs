//! Sets code in the colours of its parts.

use std::ops::Range;

use egui::{
    TextFormat, Ui,
    text::{LayoutJob, LayoutSection},
};

use super::{Base, Set, plain_format};
use crate::{
    model::code::{Part, Span},
    ui::{codes, theme::Colours},
};

/// Sets code in the colours of its parts; its lines are not broken. `lines`: where they start in
/// the block, in bytes.
pub(in crate::ui::preview) fn set_code(
    ui: &Ui,
    code: &str,
    spans: &[Span],
    lines: &[usize],
    base: Base,
    colours: &Colours,
) -> Set {
    let mut job = LayoutJob {
        text: code.to_owned(),
        ..LayoutJob::default()
    };
    job.wrap.max_width = f32::INFINITY;
    let mut push = |range: Range<usize>, part| {
        if !range.is_empty() {
            job.sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: range.start.into()..range.end.into(),
                format: code_format(part, base, colours),
            });
        }
    };
    let mut from = 0;
    for span in spans {
        push(from..span.start, Part::Plain);
        push(span.start..span.end, span.part);
        from = span.end;
    }
    push(from..code.len(), Part::Plain);
    let mut set = Set::of(ui.fonts_mut(|fonts| fonts.layout_job(job)));
    set.sources = line_sources(code, lines);
    set
}

/// The first character of each line, and the byte it comes from.
fn line_sources(code: &str, lines: &[usize]) -> Vec<(usize, usize)> {
    let mut first = 0;
    let starts = code.split('\n').map(|line| {
        let start = first;
        first += line.chars().count() + 1;
        start
    });
    starts.zip(lines.iter().copied()).collect()
}

fn code_format(part: Part, base: Base, colours: &Colours) -> TextFormat {
    let colour = codes::colour_of(part, base.colour, colours);
    plain_format(Base {
        colour,
        is_italic: part == Part::Comment,
        ..base
    })
}
