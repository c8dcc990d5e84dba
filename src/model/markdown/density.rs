//! Whether a text has so much markup that reading it would take more than a machine should give: of memory for each
//! mark, of time for each thing that a line may stand in.

/// What a text may weigh: a mark 1, a line break 3, and 1 more what begins a quote or an item. Prose weighs a tenth of
/// its bytes; what is read of a mark takes some 150 bytes of memory, of a heading of one letter 500, of an item 800.
const MOST: usize = 800_000;
const LINE_BREAK: u8 = 3;

/// In so many quotes and items of lists something may stand. The preview shows a quarter of them; each line that follows
/// is held against all that are open.
const MOST_DEEP: usize = 400;

/// Whether it is more than a form and a preview are made of, and than is printed or checked.
pub fn is_too_dense(text: &str) -> bool {
    if is_too_deep(text) {
        return true;
    }
    if text.len() * usize::from(LINE_BREAK) <= MOST {
        return false;
    }
    weight_of(text) > MOST
}

fn weight_of(text: &str) -> usize {
    let begun = lines(text).map(|line| start_of(line).0);
    let marks = text.bytes().map(|byte| usize::from(weight(byte)));
    marks.sum::<usize>() + begun.sum::<usize>()
}

fn weight(byte: u8) -> u8 {
    let is_mark = byte.is_ascii_punctuation() || byte.is_ascii_control();
    let is_light = byte == b',' || byte == b';' || byte == b'?';
    let is_break = byte == b'\n' || byte == b'\r';
    u8::from(is_mark && !is_light) + u8::from(is_break) * (LINE_BREAK - 1)
}

fn lines(text: &str) -> impl Iterator<Item = &[u8]> {
    let bytes = text.as_bytes();
    bytes.split(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Whether something may stand deeper than [`MOST_DEEP`]: in what its line begins itself, and in what its indent goes on
/// with.
fn is_too_deep(text: &str) -> bool {
    let mut deepest = 0;
    lines(text).any(|line| {
        let (begun, columns) = start_of(line);
        deepest = deepest.max(begun + (columns / 2).min(deepest));
        deepest > MOST_DEEP
    })
}

/// How many quotes, items and notes a line begins before its first word, and in how many columns it is indented in all.
fn start_of(line: &[u8]) -> (usize, usize) {
    let (mut begun, mut columns) = (0, 0);
    let mut rest = line;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match first {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            b'>' => begun += 1,
            b'-' | b'*' | b'+' | b':' if is_end(behind) => begun += 1,
            b'0'..=b'9' => {
                let digits = behind.iter().take_while(|byte| byte.is_ascii_digit());
                let Some((b'.' | b')', behind)) =
                    behind.get(digits.count()..).and_then(<[u8]>::split_first)
                else {
                    break;
                };
                if !is_end(behind) {
                    break;
                }
                begun += 1;
                rest = behind;
            }
            b'[' if behind.first() == Some(&b'^') => {
                let label = behind.iter().take_while(|byte| **byte != b']');
                let Some(behind) = behind
                    .get(label.count()..)
                    .and_then(|it| it.strip_prefix(b"]:"))
                else {
                    break;
                };
                begun += 1;
                rest = behind;
            }
            _ => break,
        }
    }
    (begun, columns)
}

fn is_end(behind: &[u8]) -> bool {
    matches!(behind.first(), None | Some(b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_prose_is_read_and_marks_without_end_are_not() {
        const LONGEST: usize = 4_800_000;
        let of = |text: &str| weight_of(text) as f64 / text.len() as f64 * LONGEST as f64;
        let most = MOST as f64;

        let prose = "Well, Prince, so Genoa and Lucca are now just family estates.\n";
        assert!(of(prose) < most / 2.0);
        let marked = "The ferry leaves at *half past* eleven, they say; see [a link](/x).\n\n";
        assert!(of(marked) < most * 1.5, "half of it is read");
        for part in [
            "[",
            "# a\n",
            "{{< x >}}",
            "\n",
            "a\n",
            "| c | d |\n",
            "- ",
            "> > a\n",
        ] {
            assert!(of(part) > most * 2.0, "{part}");
        }
        assert!(is_too_dense(&"[".repeat(MOST + 1)) && !is_too_dense(&"[".repeat(MOST)));
    }
    /// Each costs the more for each line that follows.
    #[test]
    fn what_stands_in_quotes_and_lists_without_end_is_not_read() {
        let going_in = |indent: usize, item: &str| {
            let lines = (0..=2 * MOST_DEEP).map(|depth| " ".repeat(indent * depth) + item + "\n");
            lines.collect::<String>()
        };
        for part in [
            ">", "> ", "- ", "+ - * ", "1. ", "12) ", "- > ", ": ", "[^1]: ", "\t- ",
        ] {
            let deep = part.repeat(2 * MOST_DEEP) + "a\n";
            assert!(is_too_dense(&deep), "{part}");
            let lines = format!("{}a\n", part.repeat(9)).repeat(500);
            assert!(!is_too_dense(&lines), "{part}");
        }
        assert!(is_too_dense(&going_in(2, "- a")) && is_too_dense(&going_in(3, "1. a")));
        // Several hundred on each of some lines.
        let steps = (0..4).map(|step| " ".repeat(2 * 300 * step) + &"- ".repeat(300) + "\n");
        assert!(is_too_dense(&steps.collect::<String>()));

        for flat in [
            "- - -\n",
            "----\n",
            "1.5 a\n",
            "          a\n",
            "**a** b\n",
            "\t\t\ta\n",
        ] {
            assert!(!is_too_dense(&flat.repeat(1_000)), "{flat}");
        }
        let code = " ".repeat(5_000) + "- a\n";
        assert!(!is_too_dense(&code.repeat(3)));
    }
}
