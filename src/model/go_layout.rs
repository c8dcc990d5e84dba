//! Layouts of Go: each is a way of writing 2 January 2006, 15:04:05.

/// A piece of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// It stands as it is.
    Text(&'a str),
    /// Something of a moment: as the layout has it, and as `strftime` asks for it.
    Part(&'static str, &'static str),
}

/// One that begins as another does stands before it.
const PARTS: [(&str, &str); 22] = [
    ("2006", "%Y"),
    ("January", "%B"),
    ("Jan", "%b"),
    ("Monday", "%A"),
    ("Mon", "%a"),
    ("Z07:00", "%:z"),
    ("-07:00", "%:z"),
    ("-0700", "%z"),
    ("MST", "%Z"),
    ("06", "%y"),
    ("PM", "%p"),
    ("pm", "%P"),
    ("01", "%m"),
    ("02", "%d"),
    ("03", "%I"),
    ("04", "%M"),
    ("05", "%S"),
    ("15", "%H"),
    ("_2", "%e"),
    ("2", "%-d"),
    ("1", "%-m"),
    ("3", "%-I"),
];

/// The pieces of a layout, from its start.
pub fn pieces(layout: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = layout;
    std::iter::from_fn(move || {
        let letter = rest.chars().next()?;
        let part = PARTS.iter().find(|(part, _)| rest.starts_with(part));
        let length = part.map_or(letter.len_utf8(), |(part, _)| part.len());
        let (written, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(match part {
            Some((part, code)) => Piece::Part(part, code),
            None => Piece::Text(written),
        })
    })
}
