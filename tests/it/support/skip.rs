//! The one way for a test to go without something: it says what, and passes.

use std::{env, io::Write as _, panic::Location};

/// For want of a program. The gate installs them all: with `KOPIJ_NO_SKIP` set, as it has it, this is a failure.
#[track_caller]
pub fn without_program(why: &str) {
    let here = Location::caller();
    assert!(
        env::var_os("KOPIJ_NO_SKIP").is_none(),
        "{here} may not be skipped: {why}"
    );
    tell(here, why);
}

/// For want of what no clean checkout has, nor every machine: articles of others, a right that the system gives to
/// some, the hours of `KOPIJ_LONG`.
#[track_caller]
pub fn without(why: &str) {
    tell(Location::caller(), why);
}

/// Not by `eprintln!`: what a test that passes says by that is not shown.
fn tell(here: &Location<'_>, why: &str) {
    writeln!(std::io::stderr(), "skipped at {here}: {why}").ok();
}
