//! An earlier version of an article, as the list of them shows it.

use jiff::{ToSpan as _, ZonedDateTime};

use crate::model::said::{Said, When, said};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub which: Which,
    /// What tells it from the others: when it was replaced, as [`moment`] says it.
    pub title: Said,
    /// Its size, as [`weight`] says it; of a commit, when that was and what it did.
    pub detail: Said,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// In the last commit of git.
    Committed,
    /// Its place among those that were replaced, the newest first, from 0.
    Replaced(usize),
}

/// `Today, 16:09:07`, `Yesterday, 16:09`, `24 Feb, 16:09`, and in another year `24 Feb 2025, 16:09`.
pub fn moment(time: &ZonedDateTime, now: &ZonedDateTime) -> Said {
    let day = time.date();
    let written = |format: &str| time.strftime(format).to_string();
    if day == now.date() {
        said!("version-today", time = written("%H:%M:%S"))
    } else if now.date().checked_sub(1.day()).ok() == Some(day) {
        said!("version-yesterday", time = written("%H:%M"))
    } else {
        let when = When::near(time.datetime(), now.date());
        said!("version-moment", at = when)
    }
}

/// `142 kB`, `3.4 MB`.
pub fn weight(bytes: u64) -> Said {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 {
        return said!("weight-kilobytes", count = kilobytes.to_string());
    }
    said!(
        "weight-megabytes",
        whole = kilobytes / 1000,
        tenth = kilobytes % 1000 / 100
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::put;

    #[test]
    fn a_moment_is_said_as_people_say_it() {
        let at =
            |text: &str| -> ZonedDateTime { format!("{text}[Europe/Amsterdam]").parse().unwrap() };
        let now = at("2026-01-01T09:30:00");

        for (time, words) in [
            ("2026-01-01T09:29:58", "Today, 09:29:58"),
            ("2025-12-31T23:59:00", "Yesterday, 23:59"),
            ("2025-12-30T08:05:00", "30 Dec 2025, 08:05"),
        ] {
            assert_eq!(put(&moment(&at(time), &now)), words);
        }
        let later = at("2026-03-01T09:30:00");
        let said = moment(&at("2026-02-24T16:09:07"), &later);
        assert_eq!(put(&said), "24 Feb, 16:09");
    }

    #[test]
    fn weights_are_said_in_round_numbers() {
        assert_eq!(put(&weight(12)), "1 kB");
        assert_eq!(put(&weight(141_600)), "142 kB");
        assert_eq!(put(&weight(3_450_000)), "3.4 MB");
    }
}
