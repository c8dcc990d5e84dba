//! How languages name days.

use jiff::civil::Date;

use crate::model::said::When;

/// The names of the months and days of a language, and how it puts a day together.
#[derive(Debug, PartialEq, Eq)]
pub struct Tongue {
    /// Of the language alone: `nl`.
    code: &'static str,
    /// `{weekday}`, `{day}`, `{month}` and `{year}` with what stands between them.
    pattern: &'static str,
    /// January first.
    months: &'static str,
    /// Monday first.
    weekdays: &'static str,
    /// Yesterday, today, tomorrow, now.
    near: [&'static str; 4],
}

/// A day of a language that is not among these is written as in ISO 8601: it has one meaning
/// everywhere.
static TONGUES: [Tongue; 12] = [
    Tongue {
        code: "en",
        pattern: "{weekday}{day} {month} {year}",
        months: "January February March April May June July August September October November December",
        weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        near: ["yesterday", "today", "tomorrow", "now"],
    },
    Tongue {
        code: "nl",
        pattern: "{weekday}{day} {month} {year}",
        months: "januari februari maart april mei juni juli augustus september oktober november december",
        weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        near: ["gisteren", "vandaag", "morgen", "nu"],
    },
    Tongue {
        code: "de",
        pattern: "{weekday}{day}. {month} {year}",
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        weekdays: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        near: ["gestern", "heute", "morgen", "jetzt"],
    },
    Tongue {
        code: "fr",
        pattern: "{weekday}{day} {month} {year}",
        months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
        near: ["hier", "aujourd’hui", "demain", "maintenant"],
    },
    Tongue {
        code: "es",
        pattern: "{weekday}{day} de {month} de {year}",
        months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        weekdays: "lunes martes miércoles jueves viernes sábado domingo",
        near: ["ayer", "hoy", "mañana", "ahora"],
    },
    Tongue {
        code: "pt",
        pattern: "{weekday}{day} de {month} de {year}",
        months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        weekdays: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        near: ["ontem", "hoje", "amanhã", "agora"],
    },
    Tongue {
        code: "it",
        pattern: "{weekday}{day} {month} {year}",
        months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        near: ["ieri", "oggi", "domani", "adesso"],
    },
    Tongue {
        code: "sv",
        pattern: "{weekday}{day} {month} {year}",
        months: "januari februari mars april maj juni juli augusti september oktober november december",
        weekdays: "måndag tisdag onsdag torsdag fredag lördag söndag",
        near: ["igår", "idag", "imorgon", "nu"],
    },
    Tongue {
        code: "da",
        pattern: "{weekday}{day}. {month} {year}",
        months: "januar februar marts april maj juni juli august september oktober november december",
        weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        near: ["i_går", "i_dag", "i_morgen", "nu"],
    },
    Tongue {
        code: "nb",
        pattern: "{weekday}{day}. {month} {year}",
        months: "januar februar mars april mai juni juli august september oktober november desember",
        weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        near: ["i_går", "i_dag", "i_morgen", "nå"],
    },
    Tongue {
        code: "pl",
        pattern: "{weekday}{day} {month} {year}",
        months: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        weekdays: "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        near: ["wczoraj", "dziś", "jutro", "teraz"],
    },
    Tongue {
        code: "fi",
        pattern: "{weekday}{day}. {month} {year}",
        months: "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        weekdays: "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        near: ["eilen", "tänään", "huomenna", "nyt"],
    },
];

impl Tongue {
    /// Of a language tag: `nl`, `nl-NL`, `en_gb`. `None`: its days are not known here.
    pub fn of(tag: &str) -> Option<&'static Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let language = match language.to_ascii_lowercase().as_str() {
            "no" | "nn" => "nb".to_owned(),
            language => language.to_owned(),
        };
        TONGUES.iter().find(|tongue| tongue.code == language)
    }

    pub fn english() -> &'static Self {
        let [english, ..] = &TONGUES;
        english
    }

    fn month(&self, day: Date) -> &'static str {
        let at = usize::try_from(day.month() - 1).unwrap_or_default();
        self.months.split(' ').nth(at).unwrap_or_default()
    }

    /// The first three letters of its name, or what people write instead.
    fn short_month(&self, day: Date) -> String {
        let is_march = self.code == "nl" && day.month() == 3;
        if is_march {
            return DUTCH_MARCH.to_owned();
        }
        self.month(day).chars().take(3).collect()
    }

    pub fn weekday(&self, day: Date) -> &'static str {
        let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.weekdays.split(' ').nth(at).unwrap_or_default()
    }

    fn put(&self, day: Date, weekday: &str) -> String {
        self.pattern
            .replace("{weekday}", weekday)
            .replace("{day}", &day.day().to_string())
            .replace("{month}", self.month(day))
            .replace("{year}", &day.year().to_string())
    }
}

/// What people write for `maart`, against the rule that it begins as the name does.
const DUTCH_MARCH: &str = "mrt";

/// `24 feb 2026, 16:09`; year and time where they are said.
pub fn short(tongue: &Tongue, when: &When) -> String {
    let date = when.at.date();
    let mut text = tongue
        .pattern
        .split(" {month}")
        .next()
        .unwrap_or_default()
        .replace("{weekday}", "")
        .replace("{day}", &date.day().to_string());
    text.push(' ');
    text.push_str(&tongue.short_month(date));
    if when.has_year {
        text.push(' ');
        text.push_str(&date.year().to_string());
    }
    if when.has_time {
        text.push_str(&when.at.strftime(", %H:%M").to_string());
    }
    text
}

/// `februari 2026`.
pub fn month_in(tongue: &Tongue, day: Date) -> String {
    format!("{} {}", tongue.month(day), day.year())
}

/// `24 februari 2026`.
pub fn day_in(tongue: Option<&Tongue>, day: Date) -> String {
    tongue.map_or_else(|| day.to_string(), |tongue| tongue.put(day, ""))
}

/// `dinsdag`, in English where the language is not known.
pub fn weekday_named(tongue: Option<&Tongue>, day: Date) -> &'static str {
    tongue.unwrap_or(Tongue::english()).weekday(day)
}

/// `dinsdag 24 februari 2026`.
pub fn weekday_in(tongue: Option<&Tongue>, day: Date) -> String {
    let Some(tongue) = tongue else {
        return format!("{} {day}", Tongue::english().weekday(day));
    };
    tongue.put(day, &format!("{} ", tongue.weekday(day)))
}

/// The month, 1 to 12, that a word names in one of the languages, whole or by its first letters, at
/// least three. `None`: none, or more than one.
pub(super) fn month_named(tongues: &[&Tongue], word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let mut found: Vec<i8> = Vec::new();
    for tongue in tongues {
        for (month, name) in (1..).zip(tongue.months.split(' ')) {
            let name = name.to_lowercase();
            if name == word {
                return Some(month);
            }
            let is_short = tongue.code == "nl" && word == DUTCH_MARCH && month == 3;
            if is_short || (word.chars().count() >= 3 && name.starts_with(&word)) {
                found.push(month);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [month] => Some(*month),
        _ => None,
    }
}

/// What is near to now: how many days from today, and whether it is this moment.
pub(super) fn near(tongues: &[&Tongue], word: &str) -> Option<(i64, bool)> {
    let word = word.to_lowercase().replace('\'', "’");
    let places = tongues.iter().map(|tongue| {
        let mut near = tongue.near.iter();
        near.position(|name| name.replace('_', " ") == word)
    });
    match places.flatten().next()? {
        0 => Some((-1, false)),
        1 => Some((0, false)),
        2 => Some((1, false)),
        _ => Some((0, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_in_the_language_of_the_site() {
        let day = Date::constant(2026, 3, 1);
        let said = |tag: &str| weekday_in(Tongue::of(tag), day);

        assert_eq!(said("en-GB"), "Sunday 1 March 2026");
        assert_eq!(said("nl-NL"), "zondag 1 maart 2026");
        assert_eq!(said("de"), "Sonntag 1. März 2026");
        assert_eq!(said("pt_BR"), "domingo 1 de março de 2026");
        assert_eq!(said("no"), "søndag 1. mars 2026");
        assert_eq!(said("xx"), "Sunday 2026-03-01");
        assert_eq!(day_in(Tongue::of("nl"), day), "1 maart 2026");
    }

    #[test]
    fn a_day_is_said_in_few_letters() {
        let said = |tag: &str, at: &str, has_year, has_time| {
            let at = at.parse().unwrap();
            let when = When {
                at,
                has_year,
                has_time,
            };
            short(Tongue::of(tag).unwrap(), &when)
        };

        assert_eq!(
            said("en", "2026-02-24T16:09", true, true),
            "24 Feb 2026, 16:09"
        );
        assert_eq!(said("nl", "2026-03-01T09:05", false, true), "1 mrt, 09:05");
        assert_eq!(said("nl", "2026-05-01T09:05", true, false), "1 mei 2026");
        assert_eq!(said("de", "2026-10-03T09:05", true, false), "3. Okt 2026");
    }

    #[test]
    fn every_language_names_all_its_months_and_days() {
        for tongue in &TONGUES {
            assert_eq!(tongue.months.split(' ').count(), 12, "{}", tongue.code);
            assert_eq!(tongue.weekdays.split(' ').count(), 7, "{}", tongue.code);
            for (month, name) in (1..).zip(tongue.months.split(' ')) {
                assert_eq!(month_named(&[tongue], name), Some(month), "{name}");
            }
        }
    }

    #[test]
    fn first_letters_name_a_month_where_only_one_begins_so() {
        let nl = [Tongue::of("nl").unwrap(), Tongue::english()];
        let fr = [Tongue::of("fr").unwrap(), Tongue::english()];
        let en = [Tongue::english()];

        assert_eq!(month_named(&nl, "febr."), Some(2));
        assert_eq!(month_named(&nl, "mrt"), Some(3));
        assert_eq!(month_named(&nl, "Dec"), Some(12));
        assert_eq!(month_named(&nl, "jan"), Some(1));
        assert_eq!(month_named(&en, "mrt"), None);
        assert_eq!(month_named(&en, "ju"), None);
        assert_eq!(month_named(&fr, "jui"), None);
    }
}
