//! Which languages the person who runs Kopij asks the system for.

use std::{fs, io};

/// The variable that names a file of texts which is not shipped, for who translates.
pub const TRIED: &str = "KOPIJ_TEXTS";

/// As BCP 47 has them (`nl-BE`), the most wanted first; empty where none is asked for.
pub fn wanted() -> Vec<String> {
    #[cfg(any(windows, target_os = "macos"))]
    return sys_locale::get_locales().collect();
    #[cfg(not(any(windows, target_os = "macos")))]
    as_gettext(|name| std::env::var(name).ok())
}

/// Whether this run was asked to speak as programs expect it: `LC_ALL=C`.
pub fn is_plain() -> bool {
    std::env::var("LC_ALL").is_ok_and(|locale| is_of_programs(&locale))
}

/// What stands in the file that [`TRIED`] names; `None`: it names none.
///
/// # Errors
/// If the file cannot be read.
pub fn tried() -> Option<io::Result<String>> {
    std::env::var_os(TRIED).map(fs::read_to_string)
}

/// In the order of gettext: the languages of `LANGUAGE`, else the one of the first of `LC_ALL`,
/// `LC_MESSAGES` and `LANG` that is set; where that is the locale of programs, none of them.
///
/// Source: gettext manual, "Locale Environment Variables" and "The LANGUAGE variable".
#[cfg(any(test, not(any(windows, target_os = "macos"))))]
fn as_gettext(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    let Some(locale) = locale.filter(|locale| !is_of_programs(locale)) else {
        return Vec::new();
    };
    let listed = set(&"LANGUAGE").unwrap_or(locale);
    let tags = listed.split(':').filter(|part| !part.is_empty());
    tags.map(tag).collect()
}

/// `nl-BE` of `nl_BE.UTF-8@euro`.
#[cfg(any(test, not(any(windows, target_os = "macos"))))]
fn tag(locale: &str) -> String {
    let language = locale.split(['.', '@']).next().unwrap_or_default();
    language.replace('_', "-")
}

fn is_of_programs(locale: &str) -> bool {
    let name = locale.split('.').next().unwrap_or_default();
    matches!(name, "C" | "POSIX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: &[&str]) {
        let found = as_gettext(|asked| {
            let mut set = variables.iter();
            let (_, value) = set.find(|(name, _)| *name == asked)?;
            Some((*value).to_owned())
        });
        assert_eq!(found, expected, "{variables:?}");
    }

    #[test]
    fn the_first_variable_that_is_set_counts() {
        check(&[("LANG", "nl_NL.UTF-8")], &["nl-NL"]);
        check(
            &[("LC_MESSAGES", "nl_BE@euro"), ("LANG", "en_GB")],
            &["nl-BE"],
        );
        check(&[("LC_ALL", "en_GB"), ("LC_MESSAGES", "nl_NL")], &["en-GB"]);
        check(&[("LC_ALL", ""), ("LANG", "nl_NL")], &["nl-NL"]);
        check(&[], &[]);
    }

    #[test]
    fn a_list_of_languages_goes_before_them_but_not_before_the_locale_of_programs() {
        check(&[("LANG", "en_GB"), ("LANGUAGE", "fy:nl")], &["fy", "nl"]);
        check(&[("LANG", "en_GB"), ("LANGUAGE", "")], &["en-GB"]);
        check(
            &[("LC_ALL", "C"), ("LANG", "nl_NL"), ("LANGUAGE", "nl")],
            &[],
        );
        check(&[("LANG", "C.UTF-8"), ("LANGUAGE", "nl")], &[]);
        check(&[("LANGUAGE", "nl")], &[]);
    }
}
