//! A day as people write it in their language.

use jiff::civil::{Date, DateTime};

use super::{
    date::Tongue,
    go_layout::{Piece, pieces},
};

/// How a language writes a day: its months, and what stands around them.
struct Words {
    months: [&'static str; 12],
    order: Order,
}

#[derive(Clone, Copy)]
enum Order {
    /// `24 februari 2026`
    DayFirst,
    /// `24. Februar 2026`
    DayDotFirst,
    /// `24 de febrero de 2026`
    WithOf,
    /// `February 24, 2026`
    MonthFirst,
}

#[rustfmt::skip]
const ENGLISH: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
#[rustfmt::skip]
const NORDIC: [&str; 12] = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];

/// A date as it is written in a head, as readers see it: in the layout of the site, else its day; anything else as it
/// is written.
pub fn for_people(written: &str, tag: &str, layout: Option<&str>) -> String {
    layout
        .and_then(|layout| in_layout(moment(written)?, layout, tag))
        .unwrap_or_else(|| day_for_people(written, tag))
}

/// Day and time as they are written, in whichever zone.
fn moment(written: &str) -> Option<DateTime> {
    written.trim().trim_end_matches('Z').parse().ok()
}

fn day_for_people(written: &str, tag: &str) -> String {
    let written = written.trim();
    let day = written.get(..10).and_then(|day| day.parse::<Date>().ok());
    day.map_or_else(|| written.to_owned(), |day| long_date(day, tag))
}

/// The day in the language of this tag (`nl`, `nl-NL`), in English for those that are not known.
pub fn long_date(date: Date, tag: &str) -> String {
    let words = words(&tag.to_lowercase().replace('_', "-"));
    let (year, day) = (date.year(), date.day());
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    let month = words.months.get(index).copied().unwrap_or_default();
    match words.order {
        Order::DayFirst => format!("{day} {month} {year}"),
        Order::DayDotFirst => format!("{day}. {month} {year}"),
        Order::WithOf => format!("{day} de {month} de {year}"),
        Order::MonthFirst => format!("{month} {day}, {year}"),
    }
}

/// A moment in a layout of Go, which is a way of writing 2 January 2006, 15:04:05, with the names of
/// the language of this tag. `None`: the layout has something else, or names that are not known.
fn in_layout(moment: DateTime, layout: &str, tag: &str) -> Option<String> {
    let layout = match layout {
        ":date_long" => return Some(long_date(moment.date(), tag)),
        other if other.starts_with(':') || other.is_empty() => return None,
        other => other,
    };
    let names = Names::of(moment, tag);
    let mut made = String::new();
    for piece in pieces(layout) {
        match piece {
            Piece::Text(text) => made.push_str(text),
            Piece::Part("January", _) => made.push_str(names.month),
            Piece::Part("Monday", _) => made.push_str(names.weekday?),
            Piece::Part("Jan" | "Mon" | "PM" | "pm", _) if !names.is_english => return None,
            Piece::Part(_, code) => {
                made.push_str(&jiff::fmt::strtime::format(code, moment).ok()?);
            }
        }
    }
    Some(made)
}

struct Names {
    month: &'static str,
    weekday: Option<&'static str>,
    is_english: bool,
}

impl Names {
    fn of(moment: DateTime, tag: &str) -> Self {
        let index = usize::try_from(moment.month() - 1).unwrap_or_default();
        let months = words(&tag.to_lowercase().replace('_', "-")).months;
        let is_english = tag.is_empty() || tag.to_lowercase().starts_with("en");
        let tongue = Tongue::of(if is_english { "en" } else { tag });
        Self {
            month: months.get(index).copied().unwrap_or_default(),
            weekday: tongue.map(|tongue| tongue.weekday(moment.date())),
            is_english,
        }
    }
}

#[rustfmt::skip]
fn words(tag: &str) -> Words {
    use Order::{DayDotFirst, DayFirst, WithOf, MonthFirst};
    let language = tag.split('-').next().unwrap_or_default();
    let (months, order) = match language {
        "nl" => (["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"], DayFirst),
        "de" => (["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"], DayDotFirst),
        "fr" => (["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], DayFirst),
        "es" => (["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"], WithOf),
        "it" => (["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"], DayFirst),
        "pt" => (["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"], WithOf),
        "sv" => (["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"], DayFirst),
        "da" => (NORDIC, DayDotFirst),
        "no" | "nb" | "nn" => (["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"], DayDotFirst),
        "en" if matches!(tag, "en" | "en-us") => (ENGLISH, MonthFirst),
        _ => (ENGLISH, DayFirst),
    };
    Words { months, order }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, expected: &str) {
        assert_eq!(long_date("2026-03-04".parse().unwrap(), tag), expected);
    }

    #[test]
    fn dates_are_written_for_people() {
        let shown = |written: &str, tag: &str| for_people(written, tag, None);
        assert_eq!(shown("2026-02-24T16:09:00+01:00", ""), "24 February 2026");
        assert_eq!(shown("2026-12-01", "nl"), "1 december 2026");
        assert_eq!(shown("next week", "nl"), "next week");
    }

    #[test]
    fn each_language_writes_a_day_its_own_way() {
        check("nl-NL", "4 maart 2026");
        check("en-us", "March 4, 2026");
        check("en_GB", "4 March 2026");
        check("de", "4. März 2026");
        check("fr-BE", "4 mars 2026");
        check("es", "4 de marzo de 2026");
        check("it", "4 marzo 2026");
        check("pt-br", "4 de março de 2026");
        check("da", "4. marts 2026");
        check("sv", "4 mars 2026");
        check("nb", "4. mars 2026");
        check("", "4 March 2026");
        check("xx", "4 March 2026");
    }

    #[test]
    fn a_site_writes_a_moment_in_its_own_layout() {
        let check = |layout: &str, tag: &str, expected: Option<&str>| {
            let moment = "2026-03-04T16:09:00".parse().unwrap();
            assert_eq!(
                in_layout(moment, layout, tag).as_deref(),
                expected,
                "{layout}"
            );
        };
        check("January 2, 2006", "en", Some("March 4, 2026"));
        check("2 January 2006, 15:04", "nl", Some("4 maart 2026, 16:09"));
        check("Monday 02-01-06", "nl", Some("woensdag 04-03-26"));
        check("Mon Jan _2 3:04PM", "", Some("Wed Mar  4 4:09PM"));
        check(":date_long", "de", Some("4. März 2026"));
        check("Jan 2", "nl", None);
        check(":date_medium", "nl", None);
    }
}
