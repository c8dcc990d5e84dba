//! Dates as people type them: taken only in forms of one meaning.

use jiff::{
    ToSpan as _, ZonedDateTime,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{
    like, on_clock, read,
    tongue::{Tongue, day_in, month_named, near, short, weekday_in},
    with_day, with_time,
};
use crate::model::said::When;

/// Why what is typed is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    NotDate,
    /// `02/03/2026` is in February to some and in March to others.
    TwoDays,
}

/// What a date is put together from, beside what is typed.
pub struct Around<'a> {
    /// The value so far; empty without one.
    pub old: &'a str,
    /// A date of another article, whose way of writing a new one takes.
    pub example: &'a str,
    /// In the zone of the site.
    pub now: &'a ZonedDateTime,
    /// The language of the site.
    pub tongue: Option<&'static Tongue>,
    /// That of whoever types.
    pub own: &'static Tongue,
}

impl Around<'_> {
    /// What months and days may be named in.
    fn tongues(&self) -> Vec<&'static Tongue> {
        let tongues = self.tongue.into_iter();
        tongues.chain([self.own, Tongue::english()]).collect()
    }

    fn zone(&self) -> &TimeZone {
        self.now.time_zone()
    }

    /// A date to change the day of.
    fn base(&self) -> String {
        match read(self.old) {
            Some(_) => self.old.trim().to_owned(),
            None => like(self.example, self.now),
        }
    }

    /// At nine in the morning of the next day, written as the old date or the others are.
    pub fn tomorrow(&self) -> String {
        let tomorrow = self.now.date().saturating_add(1.day());
        put(self, tomorrow, Some(Time::constant(9, 0, 0, 0)))
    }
}

/// Whether a head may have what is typed as it stands: a date, and no day alone where the date it is
/// for has a time.
pub fn is_whole(typed: &str, around: &Around<'_>) -> bool {
    let is_short = || super::time(typed).is_none() && super::time(&around.base()).is_some();
    read(typed).is_some() && !is_short()
}

/// What was typed as a head writes it: a whole date stays as it is; what people write, and a day alone,
/// takes the form, the time and the zone of the old date.
///
/// # Errors
/// [`Unclear`]: it is none, or could be two.
pub fn understand(typed: &str, around: &Around<'_>) -> Result<String, Unclear> {
    if is_whole(typed, around) {
        return Ok(typed.trim().to_owned());
    }
    let is_utc = around.old.trim_end().ends_with(['Z', 'z']);
    let typed = typed
        .strip_suffix(" UTC")
        .filter(|_| is_utc)
        .unwrap_or(typed);
    let (words, time) = time_in(typed)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let joined = words.join(" ");
    if let Some((days, is_now)) = near(&around.tongues(), &joined) {
        if is_now {
            return match time {
                Some(_) => Err(Unclear::NotDate),
                None => Ok(like(&around.base(), around.now)),
            };
        }
        let day = around.now.date().saturating_add(days.days());
        return Ok(put(around, day, time));
    }
    let day = match words.as_slice() {
        [] if time.is_some() => match read(around.old) {
            // A time alone is one of the same day.
            Some(_) => super::day(around.old),
            None => None,
        },
        [] => None,
        [one] => in_figures(one)?,
        words => in_words(words, &around.tongues()),
    };
    let day = day.ok_or(Unclear::NotDate)?;
    Ok(put(around, day, time))
}

fn put(around: &Around<'_>, day: Date, time: Option<Time>) -> String {
    let base = around.base();
    let date = with_day(&base, day);
    let date = match time {
        // The same minute keeps its seconds.
        Some(time)
            if read(around.old).is_some()
                && super::time(&base).is_some_and(|old| is_minute(old, time)) =>
        {
            date
        }
        Some(time) => with_time(&date, time, around.zone()),
        None => date,
    };
    on_clock(around.zone(), &base, date)
}

fn is_minute(one: Time, other: Time) -> bool {
    (one.hour(), one.minute()) == (other.hour(), other.minute())
}

/// The words less the time of day among them, and that.
fn time_in(typed: &str) -> Result<(Vec<String>, Option<Time>), Unclear> {
    let mut words: Vec<String> = typed
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let Some(at) = words.iter().position(|word| word.contains(':')) else {
        return Ok((words, None));
    };
    let clock = words.remove(at).to_lowercase();
    let next = words
        .get(at)
        .map(|word| word.to_lowercase().replace('.', ""));
    let half = match next.as_deref() {
        Some("am" | "pm") => {
            words.remove(at);
            next
        }
        _ => ["am", "pm"]
            .into_iter()
            .find(|half| clock.ends_with(half))
            .map(str::to_owned),
    };
    let time = read_clock(clock.trim_end_matches(['a', 'p', 'm']), half.as_deref());
    Ok((words, Some(time.ok_or(Unclear::NotDate)?)))
}

fn read_clock(clock: &str, half: Option<&str>) -> Option<Time> {
    let (hour, minute) = clock.split_once(':')?;
    let mut hour: i8 = hour.parse().ok()?;
    match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("pm") => hour = hour % 12 + 12,
        Some(_) => hour %= 12,
        None => {}
    }
    let minute = (minute.len() == 2).then(|| minute.parse().ok())??;
    Time::new(hour, minute, 0, 0).ok()
}

/// `24-02-2026`, `24/2/2026`, `24.2.2026`: the day is what cannot be a month; before dots it always
/// is first.
fn in_figures(word: &str) -> Result<Option<Date>, Unclear> {
    let Some(separator) = word.chars().find(|char| ['-', '/', '.'].contains(char)) else {
        return Ok(None);
    };
    let parts: Vec<&str> = word.split(separator).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| figures(part)).collect();
    let (Some([first, second, last]), Some(last_part)) = (
        numbers
            .as_deref()
            .and_then(|it| <[i16; 3]>::try_from(it).ok()),
        parts.last(),
    ) else {
        return Ok(None);
    };
    if parts.first().is_some_and(|part| part.len() == 4) {
        return Ok(date(first, second, last));
    }
    if last_part.len() != 4 {
        return Ok(None);
    }
    let both = [date(last, second, first), date(last, first, second)];
    match both {
        [day_first, _] if separator == '.' => Ok(day_first),
        [Some(one), Some(other)] if one != other => Err(Unclear::TwoDays),
        [one, other] => Ok(one.or(other)),
    }
}

/// `24 februari 2026`, `1st of March 2026`, `February 24 2026`, `24 de febrero de 2026`.
fn in_words(words: &[&str], tongues: &[&Tongue]) -> Option<Date> {
    const BETWEEN: [&str; 2] = ["de", "of"];
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !BETWEEN.contains(&word.to_lowercase().as_str()))
        .collect();
    let [first, second, third] = words.as_slice() else {
        return None;
    };
    let (day, month, year) = if let Some(month) = month_named(tongues, second) {
        (first, month, third)
    } else {
        (second, month_named(tongues, first)?, third)
    };
    let ends = ["st", "nd", "rd", "th", "er", "e", "."];
    let day = ends
        .iter()
        .find_map(|end| day.strip_suffix(end))
        .unwrap_or(day);
    let year = Some(year).filter(|year| year.len() == 4)?;
    date(figures(year)?, i16::from(month), figures(day)?)
}

fn figures(text: &str) -> Option<i16> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// For people, in the language of the site, as the writer's clock had it: `24 februari 2026, 16:09`,
/// with `UTC` behind it where that is written. `None`: not a date.
pub fn spoken(text: &str, tongue: Option<&Tongue>) -> Option<String> {
    said(text, |day| day_in(tongue, day))
}

/// As [`spoken`], with the first letters of the month.
pub fn spoken_short(text: &str, tongue: Option<&Tongue>) -> Option<String> {
    said(text, |day| {
        let when = When {
            at: day.to_datetime(Time::midnight()),
            has_year: true,
            has_time: false,
        };
        tongue.map_or_else(|| day.to_string(), |tongue| short(tongue, &when))
    })
}

/// As [`spoken`], with the day of the week.
pub fn spoken_in_full(text: &str, tongue: Option<&Tongue>) -> Option<String> {
    said(text, |day| weekday_in(tongue, day))
}

fn said(text: &str, day_of: impl Fn(Date) -> String) -> Option<String> {
    let day = day_of(super::day(text)?);
    let Some(time) = super::time(text) else {
        return Some(day);
    };
    let utc = if text.trim_end().ends_with(['Z', 'z']) {
        " UTC"
    } else {
        ""
    };
    Some(format!("{day}, {}{utc}", time.strftime("%H:%M")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> ZonedDateTime {
        let moment: jiff::Timestamp = "2026-11-23T14:04:05Z".parse().unwrap();
        moment.to_zoned_datetime(TimeZone::get("Europe/Amsterdam").unwrap())
    }

    fn taken(typed: &str, old: &str) -> Result<String, Unclear> {
        let now = now();
        let around = Around {
            old,
            example: "2026-01-01",
            now: &now,
            tongue: Tongue::of("nl"),
            own: Tongue::english(),
        };
        understand(typed, &around)
    }

    #[track_caller]
    fn check(typed: &str, new: &str) {
        assert_eq!(
            taken(typed, "2026-02-24T16:09:07+01:00").as_deref(),
            Ok(new),
            "{typed}"
        );
    }

    #[test]
    fn what_people_type_takes_the_form_of_the_old_date() {
        check("1 maart 2026", "2026-03-01T16:09:07+01:00");
        check("March 1st, 2026", "2026-03-01T16:09:07+01:00");
        check("1 mrt. 2026 9:30", "2026-03-01T09:30:00+01:00");
        check("1-13-2026", "2026-01-13T16:09:07+01:00");
        check("13/1/2026", "2026-01-13T16:09:07+01:00");
        check("2.3.2026", "2026-03-02T16:09:07+01:00");
        check("3/3/2026", "2026-03-03T16:09:07+01:00");
        check("morgen 9:00", "2026-11-24T09:00:00+01:00");
        check("Tomorrow, 9:00 pm", "2026-11-24T21:00:00+01:00");
        check("now", "2026-11-23T15:04:05+01:00");
        check("08:15", "2026-02-24T08:15:00+01:00");
        check("2026-05-06", "2026-05-06T16:09:07+02:00");
        check("2026-05-06T09:30:00Z", "2026-05-06T09:30:00Z");
        assert_eq!(
            taken("2026-05-06", "2026-02-24").as_deref(),
            Ok("2026-05-06")
        );
    }

    #[test]
    fn what_could_be_two_days_or_none_is_not_taken() {
        let old = "2026-02-24";

        assert_eq!(taken("02/03/2026", old), Err(Unclear::TwoDays));
        for typed in [
            "",
            "soon",
            "2026",
            "24 feb",
            "24 feb 26",
            "31 feb 2026",
            "vrijdag",
            "1/2/26",
            "9",
            "25:00",
            "now 9:00",
            "13/13/2026",
            "1 ma 2026",
            "13:00 pm",
        ] {
            assert_eq!(taken(typed, old), Err(Unclear::NotDate), "{typed}");
        }
        assert_eq!(taken("9:00", ""), Err(Unclear::NotDate), "of which day?");
    }

    #[test]
    fn a_writer_may_use_the_language_of_the_window_too() {
        let now = now();
        let in_own = |own: &str, typed: &str| {
            let around = Around {
                old: "",
                example: "2026-01-01",
                now: &now,
                tongue: Tongue::of("en"),
                own: Tongue::of(own).unwrap(),
            };
            understand(typed, &around)
        };

        assert_eq!(in_own("nl", "1 maart 2026").as_deref(), Ok("2026-03-01"));
        assert_eq!(in_own("nl", "morgen").as_deref(), Ok("2026-11-24"));
        assert_eq!(in_own("en", "1 maart 2026"), Err(Unclear::NotDate));
    }

    #[test]
    fn a_new_date_is_written_as_others_are() {
        assert_eq!(taken("1 maart 2026", "").as_deref(), Ok("2026-03-01"));
        let now = now();
        let around = Around {
            old: "",
            example: "2026-01-01T10:00:00+01:00",
            now: &now,
            tongue: None,
            own: Tongue::english(),
        };

        assert_eq!(around.tomorrow(), "2026-11-24T09:00:00+01:00");
        assert_eq!(
            understand("31-3-2026 9:00", &around).as_deref(),
            Ok("2026-03-31T09:00:00+02:00"),
            "it is summer then"
        );
    }

    #[test]
    fn a_date_is_said_as_a_person_reads_it() {
        let nl = Tongue::of("nl");

        assert_eq!(
            spoken("2026-02-24T16:09:07Z", nl).unwrap(),
            "24 februari 2026, 16:09 UTC"
        );
        assert_eq!(
            spoken_in_full("2026-02-24", nl).unwrap(),
            "dinsdag 24 februari 2026"
        );
        assert_eq!(spoken("soon", nl), None);
        assert_eq!(
            spoken_short("2026-09-24T16:09:07Z", nl).unwrap(),
            "24 sep 2026, 16:09 UTC"
        );
    }

    proptest! {
        #[test]
        fn what_is_said_is_understood_as_the_same_day(
            days in 0_i64..40_000,
            at in 0_usize..12,
        ) {
            let day = Date::constant(1970, 1, 1).saturating_add(days.days());
            let tongue = ["en", "nl", "de", "fr", "es", "pt", "it", "sv", "da", "nb", "pl", "fi"][at];
            let tongue = Tongue::of(tongue);
            let said = spoken(&day.to_string(), tongue).unwrap();
            let now = now();
            let around = Around { old: "1999-01-01", example: "", now: &now, tongue, own: Tongue::english() };

            prop_assert_eq!(understand(&said, &around), Ok(day.to_string()));
            for zone in ["Z", "+01:00", ""] {
                let old = format!("{day}T16:09:07{zone}");
                let around = Around { old: &old, ..around };
                let said = spoken(&old, tongue).unwrap();
                prop_assert_eq!(understand(&said, &around), Ok(old.clone()));
            }
        }

        #[test]
        fn no_text_breaks_the_reading(typed in "\\PC{0,24}") {
            drop(taken(&typed, "2026-02-24"));
        }
    }
}
