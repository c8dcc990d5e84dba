//! Patterns of addresses: `/:year/:slug/`.

use jiff::civil::DateTime;

use super::{
    layout,
    name::{self, Manner},
};
use crate::model::site::hugo::Version;

/// A pattern with its tokens told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Token(Token),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Year,
    Month,
    MonthName,
    Day,
    Weekday,
    WeekdayName,
    Yearday,
    /// In Go's way.
    Layout(String),
    Section,
    Sections(Slice),
    SectionSlug,
    SectionSlugs(Slice),
    Title,
    Slug,
    Name,
    SlugOrName,
}

/// `[1:]`, `[last]`, `[0]`; all without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slice {
    from: Option<Index>,
    to: Option<Index>,
    is_one: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Index {
    At(usize),
    Last,
}

/// What patterns speak of.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The wall clock of the page's date; without one the year 1.
    pub date: DateTime,
    pub title: &'a str,
    /// A slash in the title makes a folder.
    pub has_title_folders: bool,
    pub slug: &'a str,
    /// Of the file, or of its folder.
    pub name: &'a str,
    /// The first folder, as in the page's key.
    pub section: &'a str,
    /// The names of the sections the page is in, from the top; a folder counts from the first
    /// level down as long as it has a page of its own.
    pub sections: &'a [String],
    /// Their slugs, else their names; `:sectionslug` is the first.
    pub section_slugs: &'a [String],
}

impl Pattern {
    /// # Errors
    /// The token that this Hugo does not know.
    pub fn read(written: &str, version: Version) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some(at) = rest.find(':') {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let after = from.get(1..).unwrap_or_default();
            let len = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (token, mut after) = after
                .split_at_checked(len.unwrap_or(after.len()))
                .unwrap_or((after, ""));
            parts.push(Part::Text(before.to_owned()));
            if token.is_empty() {
                parts.push(Part::Text(":".to_owned()));
                rest = after;
                continue;
            }
            let mut slice = None;
            if let Some(inner) = after.strip_prefix('[')
                && let Some((inside, behind)) = inner.split_once(']')
                && !inside.is_empty()
            {
                slice = Some(inside);
                after = behind;
            }
            parts.push(Part::Token(token_of(token, slice, version)?));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// Whether it has tokens.
    pub fn is_plain(&self) -> bool {
        self.0.iter().all(|part| matches!(part, Part::Text(_)))
    }

    /// The address of a page; parts of it may be empty.
    pub fn filled(&self, page: &Named<'_>, manner: Manner) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Token(token) => token.value(page, manner),
        });
        parts.collect()
    }
}

fn token_of(token: &str, slice: Option<&str>, version: Version) -> Result<Token, String> {
    let unknown = || format!(":{token}");
    if let Some(slice) = slice {
        let slice = Slice::read(slice).ok_or_else(unknown)?;
        return match token {
            "sections" => Ok(Token::Sections(slice)),
            "sectionslugs" if version.has(148) => Ok(Token::SectionSlugs(slice)),
            _ => Err(unknown()),
        };
    }
    Ok(match token {
        "year" => Token::Year,
        "month" => Token::Month,
        "monthname" => Token::MonthName,
        "day" => Token::Day,
        "weekday" => Token::Weekday,
        "weekdayname" => Token::WeekdayName,
        "yearday" => Token::Yearday,
        "section" => Token::Section,
        "sections" => Token::Sections(Slice::default()),
        "sectionslug" if version.has(148) => Token::SectionSlug,
        "sectionslugs" if version.has(148) => Token::SectionSlugs(Slice::default()),
        "title" => Token::Title,
        "slug" => Token::Slug,
        "filename" => Token::Name,
        "contentbasename" if version.has(144) => Token::Name,
        "slugorfilename" => Token::SlugOrName,
        "slugorcontentbasename" if version.has(144) => Token::SlugOrName,
        other => {
            let example = DateTime::constant(2019, 11, 9, 23, 1, 42, 0);
            let is_layout = layout::format(other, example).is_some_and(|made| made != other);
            if !is_layout {
                return Err(unknown());
            }
            Token::Layout(other.to_owned())
        }
    })
}

impl Token {
    fn value(&self, page: &Named<'_>, manner: Manner) -> String {
        let date = page.date;
        let titled = |text: &str| name::of_title(text, manner);
        // A slash in a slug makes a folder, whatever the page.
        let of_title = || {
            if page.has_title_folders {
                titled(page.title)
            } else {
                titled(&page.title.replace('/', "-"))
            }
        };
        match self {
            Self::Year => date.year().to_string(),
            Self::Month => format!("{:02}", date.month()),
            Self::MonthName => date.strftime("%B").to_string(),
            Self::Day => format!("{:02}", date.day()),
            Self::Weekday => date.weekday().to_sunday_zero_offset().to_string(),
            Self::WeekdayName => date.strftime("%A").to_string(),
            Self::Yearday => date.day_of_year().to_string(),
            Self::Layout(layout) => layout::format(layout, date).unwrap_or_default(),
            Self::Section => page.section.to_owned(),
            Self::Sections(slice) => slice.of(page.sections),
            Self::SectionSlug => page.section_slugs.first().cloned().unwrap_or_default(),
            Self::SectionSlugs(slice) => slice.of(page.section_slugs),
            Self::Title => of_title(),
            Self::Slug if page.slug.is_empty() => of_title(),
            Self::Name => titled(page.name),
            Self::SlugOrName if page.slug.is_empty() => titled(page.name),
            Self::Slug | Self::SlugOrName => titled(page.slug),
        }
    }
}

impl Slice {
    fn read(text: &str) -> Option<Self> {
        let index = |text: &str| match text {
            "" => Some(None),
            "last" => Some(Some(Index::Last)),
            number => Some(Some(Index::At(number.parse().ok()?))),
        };
        match text.split_once(':') {
            Some((from, to)) => Some(Self {
                from: index(from)?,
                to: index(to)?,
                is_one: false,
            }),
            None => Some(Self {
                from: Some(index(text)??),
                to: None,
                is_one: true,
            }),
        }
    }

    fn of(self, all: &[String]) -> String {
        let place = |index: Index| match index {
            Index::At(at) => at,
            Index::Last => all.len().saturating_sub(1),
        };
        let from = self.from.map_or(0, place);
        let to = match self.to {
            _ if self.is_one => from + 1,
            Some(to) => place(to),
            None => all.len(),
        };
        let picked = all.iter().take(to).skip(from).map(String::as_str);
        picked.collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pattern: &str) -> String {
        let sections = ["posts", "deep", "far"].map(str::to_owned);
        let page = Named {
            date: DateTime::constant(2026, 2, 3, 4, 5, 6, 0),
            title: "Een Titel: twee!",
            has_title_folders: false,
            slug: "",
            name: "a-file",
            section: "posts",
            sections: &sections,
            section_slugs: &sections,
        };
        let pattern = Pattern::read(pattern, Version::NEWEST).unwrap();
        pattern.filled(&page, Manner::default())
    }

    #[test]
    fn each_token_has_its_value() {
        assert_eq!(
            filled("/:year/:month/:day/:slug/"),
            "/2026/02/03/een-titel-twee/"
        );
        assert_eq!(filled(":yearday-:weekday"), "34-2");
        assert_eq!(filled(":2006-01/:title"), "2026-01/een-titel-twee");
        assert_eq!(filled(":slugorfilename:/"), "a-file:/");
    }

    #[test]
    fn sections_are_cut_as_asked() {
        for (slice, expected) in [
            ("", "posts/deep/far"),
            ("[1:]", "deep/far"),
            ("[last]", "far"),
            ("[0]", "posts"),
            ("[:last]", "posts/deep"),
            ("[7]", ""),
            ("[2:1]", ""),
        ] {
            assert_eq!(filled(&format!(":sections{slice}")), expected, "{slice}");
        }
    }

    #[test]
    fn an_unknown_token_is_named() {
        let check = |pattern: &str, minor: u16, expected: &str| {
            let read = Pattern::read(pattern, Version::of(minor, 0));
            assert_eq!(read.unwrap_err(), expected);
        };
        check("/:nosuch/:slug/", 168, ":nosuch");
        check("/:sectionslug/", 147, ":sectionslug");
        check("/:contentbasename/", 111, ":contentbasename");
        check("/:title[0]/", 168, ":title");
    }
}
