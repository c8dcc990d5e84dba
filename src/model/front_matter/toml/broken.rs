//! What is wrong with a TOML head, in a writer's words.
//!
//! Limits: it is told by how the words of the parser begin; of others it is said that the line is not understood.

use std::ops::Range;

use super::super::lines::slice;
use crate::model::said::{Said, said};

/// Of what stands at `at` of a head, by what the parser says of it.
pub fn why(head: &str, at: &Range<usize>, message: &str) -> Said {
    let begins = |with: &[&str]| with.iter().any(|with| message.starts_with(with));
    let (before, here) = (slice(head, 0..at.start), slice(head, at.clone()));
    if begins(&["duplicate key"]) {
        said!("head-key-there-already")
    } else if begins(&["missing assignment", "key with no value"]) {
        said!("head-equals-missing")
    } else if begins(&["string values must be quoted"]) {
        match here.trim_start() {
            "" => said!("head-value-missing-here"),
            comment if comment.starts_with('#') => said!("head-value-missing-here"),
            _ => said!("head-text-needs-quotes"),
        }
    } else if begins(&["missing value"]) {
        said!("head-value-missing-here")
    } else if begins(&["invalid boolean"]) {
        match here.to_ascii_lowercase().as_str() {
            "true" | "false" => said!("head-capitals-in-switch"),
            _ => said!("head-text-needs-quotes"),
        }
    } else if begins(&["unexpected key or value"]) {
        if before.trim_end().ends_with(['"', '\'']) {
            said!("head-something-follows-closing-quote")
        } else if slice(head, at.start..head.len()).starts_with('=') {
            said!("head-equals-too-many")
        } else {
            said!("head-toml-line")
        }
    } else if begins(&["extra `=`", "unexpected `=`"]) {
        said!("head-equals-too-many")
    } else if begins(&["extra comma"]) {
        said!("head-comma-too-many")
    } else if begins(&["missing comma between array", "unclosed array, "]) {
        said!("head-list-not-closed-or")
    } else if begins(&["unclosed inline", "extra assignment", "missing comma"]) {
        said!("head-group-not-closed-or")
    } else if begins(&["missing array opening", "missing inline table opening"]) {
        said!("head-closing-bracket-has-no")
    } else if begins(&["unclosed table", "unclosed array table", "missing table"]) {
        said!("head-table-not-closed")
    } else if begins(&["invalid unquoted key", "keys cannot be"]) {
        said!("head-key-needs-quotes")
    } else if begins(&["too few unicode", "missing escaped"]) {
        said!("head-backslash-text-double-quotes")
    } else if message.contains(" string, expected `") {
        said!("head-quote-opened-but-not")
    } else if begins(&["cannot recurse", "recursion limit"]) {
        said!("head-lists-groups-nested-too")
    } else if begins(&["carriage return"]) {
        said!("head-line-ends-old-mac")
    } else if NUMBERS.iter().any(|with| message.starts_with(with)) {
        said!("head-number-not-understood")
    } else {
        said!("head-toml-line")
    }
}

/// What the parser says of numbers and dates that are none.
const NUMBERS: [&str; 13] = [
    "`_` may only",
    "integers with a radix",
    "invalid date",
    "invalid exponent",
    "invalid fraction",
    "invalid integer",
    "invalid number",
    "invalid time",
    "radix must be",
    "redundant integer",
    "redundant numeric",
    "unexpected leading zero",
    "unexpected sign",
];
