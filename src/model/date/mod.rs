//! Dates as heads write them: a day, or a moment with or without an offset from UTC.
//!
//! A change of a date is a change of its text: a new day takes the place of the ten characters of
//! the old one, a new time that of the clock. What stands around them (the separator, the number
//! of decimals, the offset and how it is written) stays as the writer had it. [`understand`] takes
//! what people type, [`spoken`] says a date in their language.

mod tongue;
mod typed;

use jiff::{
    Timestamp, ToSpan as _, ZonedDateTime,
    civil::{Date, DateTime, Time},
    fmt::temporal::Pieces,
    tz::{Offset, TimeZone},
};

use crate::model::said::{Said, Value, When, said};

pub use tongue::{Tongue, day_in, month_in, short, weekday_named};
pub use typed::{Around, Unclear, is_whole, spoken, spoken_in_full, spoken_short, understand};

/// A whole date as a head may have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Day(Date),
    /// Without an offset.
    Local(DateTime),
    /// With an offset: the clock where it was written, and the moment.
    Moment(DateTime, Timestamp),
}

fn read(text: &str) -> Option<Written> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    if bytes.len() == 10 {
        return Some(Written::Day(text.parse().ok()?));
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
    let pieces = Pieces::parse(&joined).ok()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    Some(match pieces.to_numeric_offset() {
        None => Written::Local(local),
        Some(offset) => Written::Moment(local, offset.to_timestamp(local).ok()?),
    })
}

/// Seconds since 1970 UTC; a date without an offset counts as UTC. `None`: not a date.
pub fn seconds(text: &str) -> Option<i64> {
    let local = |at: DateTime| {
        at.to_zoned_datetime(TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp().as_second())
    };
    match read(text)? {
        Written::Day(day) => local(day.to_datetime(Time::midnight())),
        Written::Local(at) => local(at),
        Written::Moment(_, moment) => Some(moment.as_second()),
    }
}

/// The day for people, `24 Feb 2026`, as the writer's clock had it. `None`: not a date.
pub fn format_day(text: &str, tongue: &Tongue) -> Option<String> {
    let when = When {
        at: day(text)?.to_datetime(Time::midnight()),
        has_year: true,
        has_time: false,
    };
    Some(short(tongue, &when))
}

/// The same without the year: `24 Feb`.
pub fn short_day(tongue: &Tongue, day: Date) -> String {
    let when = When {
        at: day.to_datetime(Time::midnight()),
        has_year: false,
        has_time: false,
    };
    short(tongue, &when)
}

/// Whether a moment lies ahead.
pub fn is_future(date_secs: i64, now_secs: i64) -> bool {
    date_secs > now_secs
}

/// The day, as the writer's clock had it. `None`: not a date.
pub fn day(text: &str) -> Option<Date> {
    Some(match read(text)? {
        Written::Day(day) => day,
        Written::Local(at) | Written::Moment(at, _) => at.date(),
    })
}

/// The time of day as written. `None`: not a date, or a day alone.
pub fn time(text: &str) -> Option<Time> {
    match read(text)? {
        Written::Day(_) => None,
        Written::Local(at) | Written::Moment(at, _) => Some(at.time()),
    }
}

/// Whether the date says how far its clock is from UTC.
pub fn has_offset(text: &str) -> bool {
    matches!(read(text), Some(Written::Moment(..)))
}

/// The date with another day; everything else stays. A text that is no date becomes the day.
pub fn with_day(text: &str, day: Date) -> String {
    let rest = match read(text) {
        Some(_) => text.trim().get(DAY_LEN..).unwrap_or_default(),
        None => "",
    };
    format!("{day}{rest}")
}

/// The date with another time, its seconds and decimals zero where it has them. A day alone gets
/// the offset of `zone` then; a text that is no date stays as it is.
pub fn with_time(text: &str, time: Time, zone: &TimeZone) -> String {
    let text = text.trim();
    let clock = time.strftime("%H:%M").to_string();
    match read(text) {
        None => text.to_owned(),
        Some(Written::Day(day)) => {
            let at = day.to_datetime(time);
            let offset = zone
                .to_timestamp(at)
                .map_or(Offset::UTC, |moment| zone.to_offset(moment));
            format!("{text}T{clock}:00{}", written_offset(offset, true))
        }
        Some(_) => {
            let shape = Shape::of(text);
            let separator = shape.separator;
            let day = text.get(..DAY_LEN).unwrap_or_default();
            let fine = shape.with_seconds(time);
            format!("{day}{separator}{clock}{fine}{}", shape.zone)
        }
    }
}

/// `new`, which was made of `before`, with the offset that `zone` has then: where the clock of `before`
/// was that of the zone, nine o'clock stays nine o'clock from winter to summer.
pub fn on_clock(zone: &TimeZone, before: &str, new: String) -> String {
    let (Some(Written::Moment(local, moment)), Some(Written::Moment(new_local, _))) =
        (read(before), read(&new))
    else {
        return new;
    };
    let bare = Shape::of(new.trim()).zone.trim_start();
    if zone.to_datetime(moment) != local || bare.eq_ignore_ascii_case("z") {
        return new;
    }
    let Ok(moment) = zone.to_timestamp(new_local) else {
        return new;
    };
    let offset = written_offset(zone.to_offset(moment), bare.contains(':'));
    let rest = new.trim().strip_suffix(bare).unwrap_or(&new);
    format!("{rest}{offset}")
}

/// A step of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Days(i32),
    Minutes(i32),
}

/// The date so much later, written as it was; a day alone has no minutes. `None`: not a date, or
/// beyond all dates.
pub fn stepped(text: &str, step: Step) -> Option<String> {
    let text = text.trim();
    let (local, has_time) = match read(text)? {
        Written::Day(day) => (day.to_datetime(Time::midnight()), false),
        Written::Local(at) | Written::Moment(at, _) => (at, true),
    };
    let at = match step {
        Step::Days(days) => local.checked_add(days.days()).ok()?,
        Step::Minutes(_) if !has_time => return None,
        Step::Minutes(minutes) => local.checked_add(minutes.minutes()).ok()?,
    };
    let day = at.date();
    if !has_time {
        return Some(day.to_string());
    }
    let clock_at = DAY_LEN + 1;
    let separator = text.get(DAY_LEN..clock_at)?;
    let rest = text.get(clock_at + "16:09".len()..)?;
    let clock = at.time().strftime("%H:%M");
    Some(format!("{day}{separator}{clock}{rest}"))
}

/// This moment in the way `old` is written: a bare day stays one, `Z` stays UTC, an offset becomes
/// that of `now`'s zone, and the decimals keep their number. Without an old date: RFC 3339.
pub fn like(old: &str, now: &ZonedDateTime) -> String {
    match read(old) {
        Some(Written::Day(_)) => now.date().to_string(),
        Some(written) => {
            let shape = Shape::of(old.trim());
            let (at, zone) = match written {
                Written::Moment(..) => shape.zone_at(now),
                _ => (now.datetime(), String::new()),
            };
            let separator = shape.separator;
            let fine = shape.with_seconds(at.time());
            let clock = at.time().strftime("%H:%M");
            format!("{}{separator}{clock}{fine}{zone}", at.date())
        }
        None => format!(
            "{}{}",
            now.strftime("%Y-%m-%dT%H:%M:%S"),
            written_offset(now.offset(), true)
        ),
    }
}

/// What people call a zone: `Europe/Amsterdam`, `UTC`. `None`: it has no name.
pub fn zone_name(zone: &TimeZone) -> Option<&str> {
    let name = zone.iana_name()?;
    Some(if name == "Etc/UTC" { "UTC" } else { name })
}

/// Where the writer's clock stands for readers of the site: `17:09 in Europe/Amsterdam`, where
/// that differs from what is written. `None`: it does not, or the date has no offset.
pub fn in_zone(text: &str, zone: &TimeZone) -> Option<Said> {
    let Written::Moment(local, moment) = read(text)? else {
        return None;
    };
    let there = zone.to_datetime(moment);
    let name = zone_name(zone)?;
    if there == local {
        return None;
    }
    let moment: Value = if there.date() == local.date() {
        there.strftime("%H:%M").to_string().into()
    } else {
        When::near(there, there.date()).into()
    };
    Some(said!("date-there", moment = moment, place = name))
}

/// `2026-02-24`.
const DAY_LEN: usize = 10;

/// How a date with a time is written, apart from the numbers.
struct Shape<'a> {
    /// Between day and time: `T`, `t` or a blank.
    separator: &'a str,
    has_seconds: bool,
    /// Digits behind the seconds.
    decimals: usize,
    /// `Z`, `+01:00`, ` -0500`; empty without an offset.
    zone: &'a str,
}

impl<'a> Shape<'a> {
    /// Of a text that [`read`] takes as a date with a time.
    fn of(text: &'a str) -> Self {
        let after_day = text.get(DAY_LEN..).unwrap_or_default();
        let separator = after_day.get(..1).unwrap_or("T");
        let clock = after_day.get(1..).unwrap_or_default();
        let zone_at = clock.find([' ', 'Z', 'z', '+', '-']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at_checked(zone_at).unwrap_or((clock, ""));
        let decimals = clock.split_once('.').map_or(0, |(_, digits)| digits.len());
        Self {
            separator,
            has_seconds: clock.len() > "16:09".len(),
            decimals,
            zone,
        }
    }

    /// `:07.086`: the seconds as far as this shape has them.
    fn with_seconds(&self, time: Time) -> String {
        if !self.has_seconds {
            return String::new();
        }
        let nanos = format!("{:09}", time.subsec_nanosecond());
        match nanos.get(..self.decimals) {
            Some(digits) if !digits.is_empty() => format!(":{:02}.{digits}", time.second()),
            _ => format!(":{:02}", time.second()),
        }
    }

    /// The clock to show at `now`, and the offset written as this shape writes it.
    fn zone_at(&self, now: &ZonedDateTime) -> (DateTime, String) {
        let bare = self.zone.trim_start();
        let gap = self.zone.strip_suffix(bare).unwrap_or_default();
        if bare.eq_ignore_ascii_case("z") {
            let utc = Offset::UTC.to_datetime(now.timestamp());
            return (utc, self.zone.to_owned());
        }
        let offset = written_offset(now.offset(), bare.contains(':'));
        (now.datetime(), format!("{gap}{offset}"))
    }
}

/// `+01:00`, or `+0100` without the colon.
fn written_offset(offset: Offset, has_colon: bool) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    let colon = if has_colon { ":" } else { "" };
    format!("{sign}{hours:02}{colon}{minutes:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, secs: i64, day: &str) {
        assert_eq!(seconds(text), Some(secs), "{text}");
        let english = Tongue::english();
        assert_eq!(format_day(text, english).as_deref(), Some(day), "{text}");
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
            format_day("2026-02-24T00:30:00+02:00", Tongue::english()).as_deref(),
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

    fn amsterdam() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").unwrap()
    }

    fn now() -> ZonedDateTime {
        let moment: Timestamp = "2026-11-23T14:04:05.9Z".parse().unwrap();
        moment.to_zoned_datetime(amsterdam())
    }

    #[test]
    fn now_is_written_as_the_old_value_was() {
        #[track_caller]
        fn check(old: &str, new: &str) {
            assert_eq!(like(old, &now()), new, "{old}");
        }

        check("2026-01-31", "2026-11-23");
        check("2026-01-31T10:00:00Z", "2026-11-23T14:04:05Z");
        check("2026-01-31T10:00:00.086Z", "2026-11-23T14:04:05.900Z");
        check("2026-07-31T10:00:00+02:00", "2026-11-23T15:04:05+01:00");
        check("2026-07-31T10:00:00+0200", "2026-11-23T15:04:05+0100");
        check("2026-07-31 10:00:00 -05:00", "2026-11-23 15:04:05 +01:00");
        check("2026-07-31 10:00", "2026-11-23 15:04");
        check("", "2026-11-23T15:04:05+01:00");
        check("soon", "2026-11-23T15:04:05+01:00");
    }

    #[test]
    fn a_new_day_leaves_the_time_and_the_offset() {
        let day = Date::constant(2027, 1, 2);

        assert_eq!(with_day("2026-02-24", day), "2027-01-02");
        assert_eq!(
            with_day("2026-02-24 16:09:07.086 +01:00", day),
            "2027-01-02 16:09:07.086 +01:00"
        );
        assert_eq!(with_day("soon", day), "2027-01-02");
    }

    #[test]
    fn a_date_on_the_clock_of_the_site_stays_on_it_from_winter_to_summer() {
        #[track_caller]
        fn check(old: &str, new: &str) {
            let day = with_day(old, Date::constant(2026, 7, 1));
            assert_eq!(on_clock(&amsterdam(), old, day), new, "{old}");
        }

        check("2026-02-24T16:09:07+01:00", "2026-07-01T16:09:07+02:00");
        check("2026-02-24 16:09 +0100", "2026-07-01 16:09 +0200");
        // On another clock, or on none.
        check("2026-02-24T16:09:07Z", "2026-07-01T16:09:07Z");
        check("2026-02-24T16:09:07-05:00", "2026-07-01T16:09:07-05:00");
        check("2026-02-24T16:09:07", "2026-07-01T16:09:07");
        check("2026-02-24", "2026-07-01");
    }

    #[test]
    fn a_step_leaves_what_it_does_not_turn() {
        #[track_caller]
        fn check(old: &str, step: Step, new: Option<&str>) {
            assert_eq!(stepped(old, step).as_deref(), new, "{old}");
        }

        check("2026-02-28", Step::Days(1), Some("2026-03-01"));
        check(
            "2026-03-01 16:09:07.086 +01:00",
            Step::Days(-1),
            Some("2026-02-28 16:09:07.086 +01:00"),
        );
        check(
            "2026-02-24T23:59:07Z",
            Step::Minutes(1),
            Some("2026-02-25T00:00:07Z"),
        );
        check("2026-02-24", Step::Minutes(1), None);
        check("9999-12-31", Step::Days(1), None);
        check("soon", Step::Days(1), None);
    }

    #[test]
    fn a_new_time_leaves_the_day_the_decimals_and_the_offset() {
        #[track_caller]
        fn check(old: &str, new: &str) {
            let time = Time::constant(8, 30, 0, 0);
            assert_eq!(with_time(old, time, &amsterdam()), new, "{old}");
        }

        check("2026-02-24T16:09:07.086Z", "2026-02-24T08:30:00.000Z");
        check("2026-02-24 16:09 -0500", "2026-02-24 08:30 -0500");
        check("2026-07-24", "2026-07-24T08:30:00+02:00");
        check("soon", "soon");
    }

    #[test]
    fn a_changed_date_is_a_date_again() {
        for old in [
            "2026-02-24",
            "2026-02-24T16:09:07.086Z",
            "2026-02-24t16:09:07z",
            "2026-02-24 16:09:07 +01:00",
            "2026-02-24 16:09",
        ] {
            let time = Time::constant(8, 30, 0, 0);
            let changed = with_time(old, time, &amsterdam());
            let changed = with_day(&changed, Date::constant(2027, 1, 2));

            assert_eq!(day(&changed), Some(Date::constant(2027, 1, 2)), "{changed}");
            assert_eq!(super::time(&changed), Some(time), "{changed}");
        }
    }

    #[test]
    fn the_clock_of_the_site_is_shown_where_it_differs() {
        let zone = amsterdam();

        let there = |moment: Value| {
            Some(said!(
                "date-there",
                moment = moment,
                place = "Europe/Amsterdam"
            ))
        };
        let of_next_day = When {
            at: "2026-02-25T00:30".parse().unwrap(),
            has_year: false,
            has_time: true,
        };
        assert_eq!(
            in_zone("2026-02-24T16:09:07Z", &zone),
            there("17:09".into())
        );
        assert_eq!(
            in_zone("2026-02-24T23:30:00Z", &zone),
            there(of_next_day.into())
        );
        assert_eq!(in_zone("2026-02-24T16:09:07+01:00", &zone), None);
        assert_eq!(in_zone("2026-02-24", &zone), None);
    }
}
