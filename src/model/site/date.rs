//! Dates as heads write them: a day, or a moment with or without an offset from UTC.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::temporal::DateTimeParser,
};

/// A whole date as a head may have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Day(Date),
    /// Without an offset.
    Local(DateTime),
    /// With an offset: the clock where it was written, and the moment.
    Moment(DateTime, Timestamp),
}

const PARSER: DateTimeParser = DateTimeParser::new();

fn read(text: &str) -> Option<Written> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    if bytes.len() == 10 {
        return Some(Written::Day(PARSER.parse_date(text).ok()?));
    }
    if !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    // `2026-02-24 16:09:07 +01:00`: the parser knows no space before the offset.
    let joined: String = match text.get(11..)?.split_once(' ') {
        Some((time, offset)) => format!("{}T{time}{}", text.get(..10)?, offset.trim()),
        None => text.to_owned(),
    };
    // A clock and, behind it, its offset: `Z`, `+01:00`, `-0500`.
    let offset_at = joined
        .get(11..)?
        .find(['Z', 'z', '+', '-'])
        .map(|at| at + 11);
    let clock = joined.get(..offset_at.unwrap_or(joined.len()))?;
    let local = PARSER.parse_datetime(clock).ok()?;
    match offset_at {
        None => Some(Written::Local(local)),
        Some(_) => Some(Written::Moment(
            local,
            PARSER.parse_timestamp(&joined).ok()?,
        )),
    }
}

/// Seconds since 1970 UTC; a date without an offset counts as UTC. `None`: not a date.
pub fn seconds(text: &str) -> Option<i64> {
    let local = |at: DateTime| {
        at.to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp().as_second())
    };
    match read(text)? {
        Written::Day(day) => local(day.to_datetime(jiff::civil::Time::midnight())),
        Written::Local(at) => local(at),
        Written::Moment(_, moment) => Some(moment.as_second()),
    }
}

/// The day for people, `24 Feb 2026`, as the writer's clock had it. `None`: not a date.
pub fn format_day(text: &str) -> Option<String> {
    let day = match read(text)? {
        Written::Day(day) => day,
        Written::Local(at) | Written::Moment(at, _) => at.date(),
    };
    Some(day.strftime("%-d %b %Y").to_string())
}

/// Whether a moment lies ahead.
pub fn is_future(date_secs: i64, now_secs: i64) -> bool {
    date_secs > now_secs
}

/// `now` (RFC 3339 with offset) in the precision of the value it replaces: a bare day stays one.
pub fn like(old: &str, now: &str) -> String {
    match read(old) {
        Some(Written::Day(_)) => now.get(..10).unwrap_or(now).to_owned(),
        _ => now.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, secs: i64, day: &str) {
        assert_eq!(seconds(text), Some(secs), "{text}");
        assert_eq!(format_day(text).as_deref(), Some(day), "{text}");
    }

    #[test]
    fn the_forms_that_heads_use_are_read() {
        check("2026-02-24", 1_771_891_200, "24 Feb 2026");
        check("2026-02-24T16:09:07.086Z", 1_771_949_347, "24 Feb 2026");
        check("2026-02-24T16:09:07+01:00", 1_771_945_747, "24 Feb 2026");
        check("2026-02-24T16:09:07+0100", 1_771_945_747, "24 Feb 2026");
        check("2026-02-24 16:09:07", 1_771_949_347, "24 Feb 2026");
        check("2026-02-24 16:09:07 +01:00", 1_771_945_747, "24 Feb 2026");
        check("2026-02-24T16:09", 1_771_949_340, "24 Feb 2026");
    }

    #[test]
    fn the_day_is_that_of_the_writers_clock() {
        assert_eq!(
            format_day("2026-02-24T00:30:00+02:00").as_deref(),
            Some("24 Feb 2026")
        );
    }

    #[test]
    fn what_is_no_whole_date_is_none() {
        for text in [
            "",
            "2026",
            "2026-02",
            "2026-02-3",
            "2026-13-01",
            "2026-02-30",
            "soon",
            "24-02-2026",
            "2026-02-24T",
            "2026-02-24T25:00:00Z",
            "één-02-24",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn now_keeps_the_precision_of_a_bare_day() {
        let now = "2026-11-23T15:04:05+01:00";

        assert_eq!(like("2026-01-31", now), "2026-11-23");
        assert_eq!(like("2026-01-31T10:00:00Z", now), now);
        assert_eq!(like("", now), now);
    }
}
