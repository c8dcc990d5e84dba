//! Dates as Hugo reads them: the forms of Go's `time` that it tries, and no others.
//!
//! A zone that is only a name (`CEST`) does not count: the clock is that of the site's zone.

use std::fmt;

use jiff::{
    SignedDuration, Timestamp,
    civil::{self, Date, DateTime, Time},
    tz::TimeZone,
};

use super::data::{Data, Node};

const EPOCH: DateTime = civil::datetime(1970, 1, 1, 0, 0, 0, 0);

/// A moment, and the offset of the clock it was written by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since 1970 UTC.
    pub secs: i64,
    pub nanos: i32,
    pub offset_secs: i32,
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By the moment alone.
impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.secs, self.nanos).cmp(&(other.secs, other.nanos))
    }
}

/// What a clock says, and how far it is from UTC where that is written.
#[derive(Clone, Copy, Debug)]
struct Clock {
    at: DateTime,
    offset_secs: Option<i32>,
}

impl Moment {
    /// The year 1: what Hugo has where there is no date.
    pub const ZERO_SECS: i64 = -62_135_596_800;

    pub fn is_zero(self) -> bool {
        self.secs == Self::ZERO_SECS && self.nanos == 0
    }

    /// A value of a head: a text in one of the forms, or seconds since 1970.
    pub fn of(node: &Node, zone: &TimeZone) -> Option<Self> {
        match &node.data {
            Data::Integer(secs) => Some(Self {
                secs: *secs,
                nanos: 0,
                offset_secs: 0,
            }),
            Data::Text(text) | Data::Word(text) => Self::read(text, zone),
            _ => None,
        }
    }

    /// A text in one of the forms; without an offset the clock is that of `zone`.
    pub fn read(text: &str, zone: &TimeZone) -> Option<Self> {
        let clock = Reader::all(text)?;
        match clock.offset_secs {
            Some(offset_secs) => Some(Self::beside(clock.at, offset_secs)),
            None => Some(Self::local(clock.at, zone)),
        }
    }

    fn beside(at: DateTime, offset_secs: i32) -> Self {
        let since = at.duration_since(EPOCH);
        Self {
            // The decimals of a second count forward before 1970 too.
            secs: since.as_secs() - i64::from(since.subsec_nanos() < 0) - i64::from(offset_secs),
            nanos: at.subsec_nanosecond(),
            offset_secs,
        }
    }

    /// The offset that Go takes: that at the moment which the clock would be with the offset that it would
    /// have in UTC. So of an hour that there is twice it is that after the change, or before it in the west.
    fn local(at: DateTime, zone: &TimeZone) -> Self {
        let clock = Self::beside(at, 0);
        let offset_at = |secs: i64| {
            let timestamp = Timestamp::from_second(secs).unwrap_or(if secs > 0 {
                Timestamp::MAX
            } else {
                Timestamp::MIN
            });
            zone.to_offset(timestamp).seconds()
        };
        let near = offset_at(clock.secs);
        let secs = clock.secs - i64::from(offset_at(clock.secs - i64::from(near)));
        Self {
            secs,
            offset_secs: offset_at(secs),
            ..clock
        }
    }

    /// The moment at the start of a file's name, and what follows it; with a time of day in newer
    /// Hugos.
    pub fn of_name<'a>(name: &'a str, zone: &TimeZone, has_time: bool) -> Option<(Self, &'a str)> {
        let mut reader = Reader { rest: name };
        let day = reader.day()?;
        let rest = reader.rest;
        if has_time && let Some((time, after)) = time_of_name(rest) {
            return Some((Self::local(day.to_datetime(time), zone), after));
        }
        Some((Self::local(day.to_datetime(Time::midnight()), zone), rest))
    }

    /// What the writer's clock said.
    pub fn clock(self) -> Option<DateTime> {
        let secs = self.secs.checked_add(self.offset_secs.into())?;
        EPOCH.checked_add(SignedDuration::from_secs(secs)).ok()
    }
}

/// RFC 3339, in seconds, as Hugo prints it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.clock() else {
            return f.write_str("0001-01-01T00:00:00Z");
        };
        write!(
            f,
            "{:04}-{:02}-{:02}T{}",
            at.year(),
            at.month(),
            at.day(),
            at.strftime("%H:%M:%S")
        )?;
        if self.offset_secs == 0 {
            return f.write_str("Z");
        }
        let sign = if self.offset_secs < 0 { '-' } else { '+' };
        let minutes = self.offset_secs.abs() / 60;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `T10-11-12`, `_10:11:12` behind the day of a name.
fn time_of_name(text: &str) -> Option<(Time, &str)> {
    let mut reader = Reader { rest: text };
    reader.any(&['T', '-', '_', ' '])?;
    let hour = reader.digits(2, 2)?;
    reader.any(&['-', ':'])?;
    let minute = reader.digits(2, 2)?;
    reader.any(&['-', ':'])?;
    let second = reader.digits(2, 2)?;
    Some((time(hour, minute, second, 0)?, reader.rest))
}

fn time(hour: i32, minute: i32, second: i32, nanos: i32) -> Option<Time> {
    let [hour, minute, second] = [hour, minute, second].map(|number| i8::try_from(number).ok());
    // A leap second is no time.
    let second = second.filter(|second| *second < 60)?;
    Time::new(hour?, minute?, second, nanos).ok()
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads a text from its start.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The whole text, in the first form that fits.
    fn all(text: &'a str) -> Option<Clock> {
        let forms: [fn(&mut Self) -> Option<Clock>; 7] = [
            Self::iso,
            Self::rfc_1123,
            Self::rfc_850,
            Self::rfc_822,
            Self::unix,
            Self::day_month_year,
            Self::without_year,
        ];
        forms.iter().find_map(|form| {
            let mut reader = Self { rest: text };
            let clock = form(&mut reader)?;
            reader.rest.is_empty().then_some(clock)
        })
    }

    /// `2026-07-01`, with a time behind `T` or a blank, with an offset or without.
    fn iso(&mut self) -> Option<Clock> {
        let day = self.day()?;
        if self.rest.is_empty() {
            return Some(unzoned(day, Time::midnight()));
        }
        let separator = self.any(&['T', ' '])?;
        let time = self.time()?;
        let at = day.to_datetime(time);
        if self.rest.is_empty() {
            return Some(unzoned(day, time));
        }
        if self.word("Z").is_some() {
            return Some(Clock {
                at,
                offset_secs: Some(0),
            });
        }
        let is_apart = separator == ' ' && self.word(" ").is_some();
        let has_colon = self.rest.get(3..4) == Some(":");
        let offset_secs = self.offset()?;
        if is_apart && !has_colon && self.word(" ").is_some() {
            self.zone_name()?;
        }
        Some(Clock {
            at,
            offset_secs: Some(offset_secs),
        })
    }

    /// `Wed, 01 Jul 2026 10:00:00 +0200`, or a zone's name.
    fn rfc_1123(&mut self) -> Option<Clock> {
        self.weekday(3)?;
        self.word(", ")?;
        let day = self.digits(2, 2)?;
        self.word(" ")?;
        let month = self.month()?;
        self.word(" ")?;
        let year = self.digits(4, 4)?;
        self.word(" ")?;
        let time = self.time()?;
        self.word(" ")?;
        self.zoned(date(year, month, day)?, time)
    }

    /// `Wednesday, 01-Jul-26 10:00:00 CEST`.
    fn rfc_850(&mut self) -> Option<Clock> {
        self.weekday(usize::MAX)?;
        self.word(", ")?;
        let day = self.digits(2, 2)?;
        self.word("-")?;
        let month = self.month()?;
        self.word("-")?;
        let year = century(self.digits(2, 2)?);
        self.word(" ")?;
        let time = self.time()?;
        self.word(" ")?;
        self.zone_name()?;
        Some(unzoned(date(year, month, day)?, time))
    }

    /// `01 Jul 26 10:00 +0200`, or a zone's name.
    fn rfc_822(&mut self) -> Option<Clock> {
        let day = self.digits(2, 2)?;
        self.word(" ")?;
        let month = self.month()?;
        self.word(" ")?;
        let year = century(self.digits(2, 2)?);
        self.word(" ")?;
        let hour = self.digits(1, 2)?;
        self.word(":")?;
        let minute = self.digits(2, 2)?;
        self.word(" ")?;
        self.zoned(date(year, month, day)?, time(hour, minute, 0, 0)?)
    }

    /// `Wed Jul  1 10:00:00 2026`, with a zone's name or an offset before the year.
    fn unix(&mut self) -> Option<Clock> {
        self.weekday(3)?;
        self.word(" ")?;
        let month = self.month()?;
        self.word(" ")?;
        let day = self.padded_day()?;
        self.word(" ")?;
        let time = self.time()?;
        self.word(" ")?;
        let mut clock = Clock {
            at: DateTime::ZERO,
            offset_secs: None,
        };
        if self.rest.len() > 4 {
            if self.rest.starts_with(['+', '-']) {
                clock.offset_secs = Some(self.offset()?);
            } else {
                self.zone_name()?;
            }
            self.word(" ")?;
        }
        let year = self.digits(4, 4)?;
        clock.at = date(year, month, day)?.to_datetime(time);
        Some(clock)
    }

    /// `01 Jul 2026`.
    fn day_month_year(&mut self) -> Option<Clock> {
        let day = self.digits(2, 2)?;
        self.word(" ")?;
        let month = self.month()?;
        self.word(" ")?;
        let year = self.digits(4, 4)?;
        Some(unzoned(date(year, month, day)?, Time::midnight()))
    }

    /// `10:00AM`, `Jul  1 10:00:00`: in the year 0.
    fn without_year(&mut self) -> Option<Clock> {
        if let Some(month) = self.month() {
            self.word(" ")?;
            let day = self.padded_day()?;
            self.word(" ")?;
            let time = self.time()?;
            return Some(Clock {
                offset_secs: Some(0),
                ..unzoned(date(0, month, day)?, time)
            });
        }
        let hour = self.digits(1, 2)?;
        self.word(":")?;
        let minute = self.digits(2, 2)?;
        let later = match self.rest {
            "AM" => 0,
            "PM" => 12,
            _ => return None,
        };
        self.rest = "";
        let hour = (1..=12).contains(&hour).then_some(hour % 12 + later)?;
        let time = time(hour, minute, 0, 0)?;
        Some(Clock {
            offset_secs: Some(0),
            ..unzoned(date(0, 1, 1)?, time)
        })
    }

    fn zoned(&mut self, day: Date, time: Time) -> Option<Clock> {
        let mut clock = unzoned(day, time);
        if self.rest.starts_with(['+', '-']) {
            clock.offset_secs = Some(self.offset()?);
        } else {
            self.zone_name()?;
        }
        Some(clock)
    }

    fn day(&mut self) -> Option<Date> {
        let year = self.digits(4, 4)?;
        self.word("-")?;
        let month = self.digits(2, 2)?;
        self.word("-")?;
        let day = self.digits(2, 2)?;
        date(year, month, day)
    }

    /// `9:05:07`, with decimals behind a dot or a comma.
    fn time(&mut self) -> Option<Time> {
        let hour = self.digits(1, 2)?;
        self.word(":")?;
        let minute = self.digits(2, 2)?;
        self.word(":")?;
        let second = self.digits(2, 2)?;
        let mut nanos = 0;
        if self.rest.starts_with(['.', ',']) {
            let digits = self.rest.get(1..)?;
            let len = digits.bytes().take_while(u8::is_ascii_digit).count();
            let kept = digits.get(..len.min(9)).filter(|kept| !kept.is_empty())?;
            nanos = format!("{kept:0<9}").parse().ok()?;
            self.rest = digits.get(len..)?;
        }
        time(hour, minute, second, nanos)
    }

    /// `+02:00`, `+0200`.
    fn offset(&mut self) -> Option<i32> {
        let sign = if self.any(&['+', '-'])? == '-' { -1 } else { 1 };
        let hours = self.digits(2, 2)?;
        // One form has the colon and the other has not; here both are one.
        let _colon = self.word(":");
        let minutes = self.digits(2, 2)?;
        (hours <= 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
    }

    /// `CEST`: three letters, or four or five that end in T.
    fn zone_name(&mut self) -> Option<()> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let name = self.rest.get(..letters)?;
        let is_name = match letters {
            3 => true,
            4 => name.ends_with('T') || name == "WITA",
            5 => name.ends_with('T'),
            _ => false,
        };
        self.rest = self.rest.get(letters..)?;
        is_name.then_some(())
    }

    /// A day's name, in so many letters.
    fn weekday(&mut self, letters: usize) -> Option<()> {
        let name = DAYS.iter().find_map(|name| {
            let name = name.get(..letters.min(name.len()))?;
            let written = self.rest.get(..name.len())?;
            written.eq_ignore_ascii_case(name).then_some(name.len())
        })?;
        self.rest = self.rest.get(name..)?;
        Some(())
    }

    fn month(&mut self) -> Option<i32> {
        let written = self.rest.get(..3)?.to_ascii_lowercase();
        let at = MONTHS.iter().position(|name| *name == written)?;
        self.rest = self.rest.get(3..)?;
        i32::try_from(at + 1).ok()
    }

    /// A day of the month with a blank before a single digit.
    fn padded_day(&mut self) -> Option<i32> {
        let _blank = self.word(" ");
        self.digits(1, 2)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    fn any(&mut self, chars: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|c| chars.contains(c))?;
        self.rest = self.rest.get(first.len_utf8()..)?;
        Some(first)
    }

    /// As many digits as there are, up to `most`.
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let there = self.rest.bytes().take(most).take_while(u8::is_ascii_digit);
        let len = there.count();
        let number = self.rest.get(..len).filter(|_| len >= least)?;
        self.rest = self.rest.get(len..)?;
        number.parse().ok()
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    let [month, day] = [month, day].map(|number| i8::try_from(number).ok());
    Date::new(year, month?, day?).ok()
}

fn century(year: i32) -> i32 {
    if year >= 69 { 1900 + year } else { 2000 + year }
}

fn unzoned(day: Date, time: Time) -> Clock {
    Clock {
        at: day.to_datetime(time),
        offset_secs: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let zone = TimeZone::get("America/New_York").unwrap();
        let read = Moment::read(text, &zone).map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    /// As Hugo 0.168, 0.147 and 0.152 answered on a site in New York.
    #[test]
    fn the_forms_that_hugo_reads_are_read() {
        for (text, expected) in [
            ("2026-07-01", "2026-07-01T00:00:00-04:00"),
            ("2024-02-29", "2024-02-29T00:00:00-05:00"),
            ("2026-07-01T10:00:00", "2026-07-01T10:00:00-04:00"),
            ("2026-07-01T10:00:00+0200", "2026-07-01T10:00:00+02:00"),
            ("2026-07-01T10:00:00+02:00", "2026-07-01T10:00:00+02:00"),
            ("2026-07-01T9:00:00Z", "2026-07-01T09:00:00Z"),
            ("2026-07-01T10:00:00.123456789123Z", "2026-07-01T10:00:00Z"),
            ("2026-07-01 9:00:00", "2026-07-01T09:00:00-04:00"),
            ("2026-07-01 10:00:00,5", "2026-07-01T10:00:00-04:00"),
            ("2026-07-01 10:00:00Z", "2026-07-01T10:00:00Z"),
            ("2026-07-01 10:00:00+0200", "2026-07-01T10:00:00+02:00"),
            ("2026-07-01 10:00:00 +02:00", "2026-07-01T10:00:00+02:00"),
            ("2026-07-01 10:00:00 -0700", "2026-07-01T10:00:00-07:00"),
            (
                "2026-07-01 10:00:00.5 +0200 CEST",
                "2026-07-01T10:00:00+02:00",
            ),
            (
                "Wed, 01 Jul 2026 10:00:00 +0200",
                "2026-07-01T10:00:00+02:00",
            ),
            ("Mon, 01 Jul 2026 10:00:00 GMT", "2026-07-01T10:00:00-04:00"),
            (
                "Wednesday, 01-Jul-26 10:00:00 CEST",
                "2026-07-01T10:00:00-04:00",
            ),
            ("01 Jul 26 10:00 +0200", "2026-07-01T10:00:00+02:00"),
            ("01 Jul 26 10:00 CEST", "2026-07-01T10:00:00-04:00"),
            ("Wed Jul  1 10:00:00 2026", "2026-07-01T10:00:00-04:00"),
            ("Wed Jul 1 10:00:00 CEST 2026", "2026-07-01T10:00:00-04:00"),
            (
                "Wed Jul 01 10:00:00 +0200 2026",
                "2026-07-01T10:00:00+02:00",
            ),
            ("01 jul 2026", "2026-07-01T00:00:00-04:00"),
            ("10:00AM", "0000-01-01T10:00:00Z"),
            ("Jul  1 10:00:00", "0000-07-01T10:00:00Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31", "9999-12-31T00:00:00-05:00"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
            ("9999-12-31T23:59:59-07:00", "9999-12-31T23:59:59-07:00"),
        ] {
            check(text, Some(expected));
        }
    }

    #[test]
    fn what_hugo_refuses_is_refused() {
        for text in [
            "",
            " 2026-07-01",
            "2026-7-1",
            "2026/07/01",
            "2026-07",
            "2026-02-29",
            "0000-00-00",
            "20260701",
            "2026-07-01T10:00",
            "2026-07-01 10:00",
            "2026-07-01t10:00:00z",
            "2026-07-01T24:00:00Z",
            "2026-07-01T10:60:00Z",
            "2026-07-01T10:00:60Z",
            "2026-07-01T10:00:00.Z",
            "2026-07-01T10:00:00 +0200",
            "2026-07-01T10:00:00+02",
            "2026-07-01T10:00:00-25:00",
            "2026-07-01 10:00:00 Z",
            "2026-07-01 10:00:00 UTC",
            "2026-07-01 10:00:00 +0200 +0200",
            "2026-07-01 10:00:00 +0200 Europe",
            "Wed, 1 Jul 2026 10:00:00 GMT",
            "1 Jul 2026",
            "01 July 2026",
            "July 1, 2026",
            "10000-01-01",
            "someday",
            "één-07-01",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_file_may_begin_with_its_date() {
        let zone = TimeZone::UTC;
        let check = |name: &str, has_time: bool, expected: Option<(&str, &str)>| {
            let found = Moment::of_name(name, &zone, has_time);
            let found = found.map(|(moment, rest)| (moment.to_string(), rest));
            let expected = expected.map(|(date, rest)| (date.to_owned(), rest));
            assert_eq!(found, expected, "{name}");
        };
        check("2026-01-05-a", true, Some(("2026-01-05T00:00:00Z", "-a")));
        check("2026-01-05i", true, Some(("2026-01-05T00:00:00Z", "i")));
        check(
            "2026-01-05T10-11-12-a",
            true,
            Some(("2026-01-05T10:11:12Z", "-a")),
        );
        check(
            "2026-01-05_10:11:12_k",
            true,
            Some(("2026-01-05T10:11:12Z", "_k")),
        );
        check(
            "2026-01-05-10-11-12",
            false,
            Some(("2026-01-05T00:00:00Z", "-10-11-12")),
        );
        check(
            "2026-01-05T10-11-c",
            true,
            Some(("2026-01-05T00:00:00Z", "T10-11-c")),
        );
        check("2026-13-05-l", true, None);
        check("x2026-01-05", true, None);
    }
}
