//! What a pattern of an ignore file costs before it is compiled: anybody may have written it, and
//! a compiled one can take a thousand times its length.

/// Longer lines are no patterns of people.
pub(super) const MAX_LINE_BYTES: usize = 4_000;
/// Git has no `{a,b}`, the `ignore` crate has: it compiles, and drops, one within the other by
/// recursion.
const MAX_DEPTH: usize = 16;
/// What the patterns of one walk may cost in all: about a fifteenth of a second and 20 MB to make ready;
/// each path is held against all of them.
pub(super) const MAX_COST: usize = 60_000;

/// A pattern with signs that stand for others is compiled by itself.
const COMPILED: usize = 60;
/// A `*`, or the like.
const SIGN: usize = 12;

/// Whether a line is longer, or its braces deeper within each other, than anybody writes.
pub(super) fn is_odd(line: &str) -> bool {
    line.len() > MAX_LINE_BYTES || depth(line) > MAX_DEPTH
}

/// Of braces; those that are escaped, or letters of a `[class]`, count too.
fn depth(line: &str) -> usize {
    let mut most = 0;
    let mut depth = 0_usize;
    for byte in line.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// In about microseconds of a processor; a thousand of them are about 300 KB.
pub(super) fn cost(line: &str) -> usize {
    let is_sign = |c: char| matches!(c, '*' | '?' | '[' | '{');
    if !line.contains(is_sign) {
        return 5 + line.len() / 16;
    }
    let each = line.chars().map(|c| match c {
        c if is_sign(c) => SIGN,
        ',' => 4,
        c if c.is_ascii() => 1,
        // Several bytes, each a state.
        _ => 6,
    });
    COMPILED + each.sum::<usize>()
}
