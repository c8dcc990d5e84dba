//! Whether a text has so much markup that reading it would take more than a machine should give.

/// What a text may weigh: a mark 1, a line break 3. Prose weighs a tenth of its bytes; what is read
/// of a mark takes some 150 bytes of memory, of a heading of one letter 500.
const MOST: usize = 800_000;
const LINE_BREAK: usize = 3;

/// Whether it is more than a form and a preview are made of.
pub fn is_too_dense(text: &str) -> bool {
    if text.len() * LINE_BREAK <= MOST {
        return false;
    }
    weight_of(text) > MOST
}

fn weight_of(text: &str) -> usize {
    text.bytes().map(weight).sum()
}

fn weight(byte: u8) -> usize {
    match byte {
        b'\n' | b'\r' => LINE_BREAK,
        b',' | b';' | b'?' => 0,
        byte => usize::from(byte.is_ascii_punctuation() || byte.is_ascii_control()),
    }
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
        for part in ["[", "# a\n", "{{< x >}}", "\n", "a\n", "| c | d |\n", "- "] {
            assert!(of(part) > most * 2.0, "{part}");
        }
        assert!(is_too_dense(&"[".repeat(MOST + 1)) && !is_too_dense(&"[".repeat(MOST)));
    }
}
