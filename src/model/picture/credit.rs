//! Whose a photo is, said as the site says it: captions are read into a template, and the most common one is filled
//! with what a photo service tells.
//!
//! A template that is rendered with the credit it was read with is the caption.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use crate::model::stock::{Photo, Provider, is_host_of};

/// So many captions are a habit, and so many of a hundred of the newest.
const LEAST: usize = 3;
const LEAST_PERCENT: usize = 60;
const NEWEST: usize = 50;
/// Longer captions tell more than whose a photo is.
const LONGEST: usize = 1_000;

/// Who made a photo, where it is from and what may be done with it. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    pub name: String,
    pub provider: String,
    pub license: String,
    pub author_page: String,
    pub photo_page: String,
    pub provider_page: String,
    pub license_page: String,
    /// Who shows it has to say so.
    pub is_asked: bool,
}

impl Credit {
    pub fn of(photo: &Photo) -> Self {
        Self {
            name: photo.author.clone(),
            provider: photo.provider.name().to_owned(),
            license: photo.license.name.clone(),
            author_page: photo.author_page.clone(),
            photo_page: photo.page.clone(),
            provider_page: photo.provider.home().to_owned(),
            license_page: photo.license.page.clone(),
            is_asked: photo.license.asks_credit,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Slot {
    Name,
    Provider,
    License,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Leads {
    Author,
    Photo,
    Provider,
    License,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Markdown,
    Html,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    Text(String),
    Slot(Slot),
    Link(Link),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Link {
    form: Form,
    /// What stands around the words and the address, in the order in which it stands.
    around: [String; 3],
    words: Vec<Part>,
    leads: Leads,
}

/// How a caption says whose a photo is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template(Vec<Part>);

/// A cover of the site, with its caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captioned {
    pub section: String,
    pub address: String,
    pub caption: String,
}

/// The template that a caption is made by, and how many of how many captions are; none where it is by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub template: Template,
    pub habit: Option<(usize, usize)>,
}

/// Services that captions name; of two that begin alike the longer one first.
const PROVIDERS: [&str; 9] = [
    "Wikimedia Commons",
    "Wikimedia",
    "Pexels",
    "Pixabay",
    "Unsplash",
    "Openverse",
    "Flickr",
    "iStock",
    "Shutterstock",
];
const HOSTS: [&str; 13] = [
    "pexels.com",
    "www.pexels.com",
    "pixabay.com",
    "www.pixabay.com",
    "unsplash.com",
    "www.unsplash.com",
    "openverse.org",
    "www.flickr.com",
    "flickr.com",
    "commons.wikimedia.org",
    "www.istockphoto.com",
    "www.shutterstock.com",
    "wordpress.org",
];

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let markdown = r#"\[(?P<mw>[^\[\]]*)\]\((?P<ma>[^()\s]+)(?P<mt>(?:\s+"[^"]*")?)\)"#;
    let html = r#"(?P<h1><a\s[^<>]*?href=")(?P<ha>[^"]+)(?P<h2>"[^<>]*>)(?P<hw>[^<>]*)</a>"#;
    Regex::new(&format!("{markdown}|{html}")).ok()
});
static PROVIDER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\b(?:{})\b", PROVIDERS.join("|"))).ok());
static LICENSE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\bCC(?:0|[ -]BY(?:-[A-Z]{2})*|[ -]0)(?: \d\.\d)?\b").ok());
/// What a name stands behind.
static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = "(?:photo|foto|image|beeld|bild|picture|credit|credits|source|bron)";
    let by = "(?:by|door|von|par|de|of)";
    Regex::new(&format!(
        r"(?i)(?:\b{word}(?:\s*:\s*{by}\s+|\s*:\s*|\s+{by}\s+)|©\s*)"
    ))
    .ok()
});
/// Words between a name and a service.
const BETWEEN: [&str; 8] = ["via", "on", "from", "op", "auf", "sur", "bij", "at"];
/// What ends a name.
static STOP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let between = BETWEEN.join("|");
    Regex::new(&format!(r"(?i)\s+(?:{between})\b|\s*[/,;–|(\[]|\s+-\s")).ok()
});
static SPLIT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:\s*[,/|–-])?\s*(?:\b(?:from|via|on|op|at)\s+)?$").ok());

/// A part of a caption that was recognised: its bytes, and what it is.
struct Piece {
    start: usize,
    end: usize,
    part: Part,
}

/// What was found so far.
#[derive(Default)]
struct Reading {
    credit: Credit,
    pieces: Vec<Piece>,
    has_license: bool,
}

impl Template {
    /// Reads a caption; `None` where it does not say whose the photo is and where it is from.
    pub fn read(caption: &str) -> Option<(Self, Credit)> {
        if caption.len() > LONGEST {
            return None;
        }
        let mut reading = Reading::default();
        let mut free = Vec::new();
        let mut at = 0;
        for found in LINK.as_ref()?.captures_iter(caption) {
            let whole = found.get(0)?;
            free.push((at, whole.start()));
            at = whole.end();
            if let Some(link) = reading.link(&found) {
                let (start, end) = (whole.start(), whole.end());
                let part = Part::Link(link);
                reading.pieces.push(Piece { start, end, part });
            }
        }
        free.push((at, caption.len()));
        reading.provider_outside(caption, &free);
        reading.license_outside(caption, &free);
        reading.name_outside(caption, &free);
        let Reading {
            credit, mut pieces, ..
        } = reading;
        if credit.name.is_empty() || credit.provider.is_empty() {
            return None;
        }
        pieces.sort_by_key(|piece| piece.start);
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in pieces {
            push_text(&mut parts, caption.get(at..piece.start)?);
            parts.push(piece.part);
            at = piece.end;
        }
        push_text(&mut parts, caption.get(at..)?);
        let template = Self(parts);
        // The law.
        (template.render(&credit) == caption).then_some((template, credit))
    }

    /// The caption for a credit: a link without an address is its words alone.
    pub fn render(&self, credit: &Credit) -> String {
        let mut caption = String::new();
        let mut skips = false;
        for part in &self.0 {
            // Nobody is named: what stands between the name and the service goes with it.
            if credit.name.is_empty() && has_slot(part, Slot::Name) {
                skips = !has_slot(part, Slot::Provider);
                caption.push_str(&credit.provider);
                continue;
            }
            if skips {
                skips = !has_slot(part, Slot::Provider);
                continue;
            }
            self.render_part(part, credit, &mut caption);
        }
        caption
    }

    /// The same, with the licence behind it where that asks for a credit and the site does not say it.
    pub fn filled(&self, credit: &Credit) -> String {
        let tidy = Credit {
            name: one_line(&credit.name),
            ..credit.clone()
        };
        let mut caption = self.render(&tidy);
        let has_license = self.0.iter().any(|part| has_slot(part, Slot::License));
        if credit.is_asked && !has_license && !credit.license.is_empty() {
            let license = &credit.license;
            let said = if self.is_markdown() && !credit.license_page.is_empty() {
                format!(" ([{license}]({}))", credit.license_page)
            } else {
                format!(" ({license})")
            };
            caption.push_str(&said);
        }
        caption
    }

    fn is_markdown(&self) -> bool {
        let is_it = |part: &Part| matches!(part, Part::Link(link) if link.form == Form::Markdown);
        self.0.iter().any(is_it)
    }

    fn render_part(&self, part: &Part, credit: &Credit, caption: &mut String) {
        match part {
            Part::Text(text) => caption.push_str(text),
            Part::Slot(slot) => {
                let value = match slot {
                    Slot::Name => &credit.name,
                    Slot::Provider => &credit.provider,
                    Slot::License => &credit.license,
                };
                if self.is_markdown() {
                    caption.push_str(&escaped(value));
                } else {
                    caption.push_str(value);
                }
            }
            Part::Link(link) => {
                let address = match link.leads {
                    Leads::Author => &credit.author_page,
                    Leads::Photo => &credit.photo_page,
                    Leads::Provider => &credit.provider_page,
                    Leads::License => &credit.license_page,
                };
                let mut words = String::new();
                for part in &link.words {
                    self.render_part(part, credit, &mut words);
                }
                if address.is_empty() {
                    return caption.push_str(&words);
                }
                let [first, second, third] = &link.around;
                let (one, other) = match link.form {
                    Form::Markdown => (&words, address),
                    Form::Html => (address, &words),
                };
                caption.extend([first, one, second, other, third].map(String::as_str));
            }
        }
    }
}

impl Reading {
    /// A link whose words or address say something of a photo.
    fn link(&mut self, found: &regex::Captures<'_>) -> Option<Link> {
        let text = |name: &str| found.name(name).map_or("", |it| it.as_str());
        let is_markdown = found.name("ma").is_some();
        let (words, address) = if is_markdown {
            (text("mw"), text("ma"))
        } else {
            (text("hw"), text("ha"))
        };
        let leads = leads(address)?;
        let place = match leads {
            Leads::Author => &self.credit.author_page,
            Leads::Photo => &self.credit.photo_page,
            Leads::Provider => &self.credit.provider_page,
            Leads::License => &self.credit.license_page,
        };
        if !place.is_empty() && place != address {
            return None;
        }
        let words = self.words_of_link(words, leads, is_markdown)?;
        match leads {
            Leads::Author => address.clone_into(&mut self.credit.author_page),
            Leads::Photo => address.clone_into(&mut self.credit.photo_page),
            Leads::Provider => address.clone_into(&mut self.credit.provider_page),
            Leads::License => address.clone_into(&mut self.credit.license_page),
        }
        let around = if is_markdown {
            ["[".to_owned(), "](".to_owned(), format!("{})", text("mt"))]
        } else {
            [
                text("h1").to_owned(),
                text("h2").to_owned(),
                "</a>".to_owned(),
            ]
        };
        Some(Link {
            form: if is_markdown {
                Form::Markdown
            } else {
                Form::Html
            },
            around,
            words,
            leads,
        })
    }

    fn words_of_link(&mut self, words: &str, leads: Leads, is_markdown: bool) -> Option<Vec<Part>> {
        let bare = words.trim_matches(['*', '_']);
        let start = words.find(bare)?;
        let (before, after) = (words.get(..start)?, words.get(start + bare.len()..)?);
        let inner = if leads == Leads::License {
            bare.clone_into(&mut self.credit.license);
            self.has_license = true;
            vec![Part::Slot(Slot::License)]
        } else if PROVIDERS.iter().any(|it| it.eq_ignore_ascii_case(bare)) {
            if !self.credit.provider.is_empty() {
                return None;
            }
            bare.clone_into(&mut self.credit.provider);
            vec![Part::Slot(Slot::Provider)]
        } else if is_lead(bare) {
            vec![Part::Text(bare.to_owned())]
        } else if !self.credit.name.is_empty() {
            return None;
        } else if let Some((name, between, provider)) = split(bare)
            && self.credit.provider.is_empty()
        {
            self.credit.name = unescaped(name, is_markdown);
            provider.clone_into(&mut self.credit.provider);
            vec![
                Part::Slot(Slot::Name),
                Part::Text(between.to_owned()),
                Part::Slot(Slot::Provider),
            ]
        } else {
            self.credit.name = unescaped(bare, is_markdown);
            vec![Part::Slot(Slot::Name)]
        };
        let mut parts = Vec::new();
        push_text(&mut parts, before);
        parts.extend(inner);
        push_text(&mut parts, after);
        Some(parts)
    }

    /// The last service that is named outside of links.
    fn provider_outside(&mut self, caption: &str, free: &[(usize, usize)]) {
        if !self.credit.provider.is_empty() {
            return;
        }
        let Some(provider) = PROVIDER.as_ref() else {
            return;
        };
        let found = free.iter().rev().find_map(|&(start, end)| {
            let last = provider.find_iter(caption.get(start..end)?).last()?;
            Some((start + last.start(), last.as_str()))
        });
        if let Some((start, word)) = found {
            word.clone_into(&mut self.credit.provider);
            self.push(start, word.len(), Slot::Provider);
        }
    }

    fn license_outside(&mut self, caption: &str, free: &[(usize, usize)]) {
        let Some(license) = LICENSE.as_ref().filter(|_| !self.has_license) else {
            return;
        };
        let found = free.iter().find_map(|&(start, end)| {
            let found = license.find(caption.get(start..end)?)?;
            Some((start + found.start(), found.as_str()))
        });
        if let Some((start, word)) = found {
            word.clone_into(&mut self.credit.license);
            self.push(start, word.len(), Slot::License);
        }
    }

    /// What follows a word for a photo, or stands before the service at the start.
    fn name_outside(&mut self, caption: &str, free: &[(usize, usize)]) {
        if !self.credit.name.is_empty() {
            return;
        }
        let has_links = self
            .pieces
            .iter()
            .any(|it| matches!(it.part, Part::Link(_)));
        let found = free.iter().find_map(|&(start, end)| {
            let text = caption.get(start..end)?;
            let lead = LEAD.as_ref()?.find(text).map(|it| it.end());
            // The word for it is a link.
            let behind_link = || {
                let rest = text.strip_prefix(':').filter(|_| start > 0)?;
                Some(text.len() - rest.trim_start().len())
            };
            let lead = lead.or_else(behind_link);
            let begins = lead.or_else(|| (start == 0).then_some(0))?;
            let from = start + begins;
            let next = self.pieces.iter().map(|it| it.start);
            let to = next.filter(|it| *it >= from).min().unwrap_or(end).min(end);
            let rest = caption.get(from..to)?;
            let stop = STOP.as_ref()?.find(rest).map(|it| it.start());
            let name = rest.get(..stop.unwrap_or(rest.len()))?.trim_end();
            let inner = name.trim_matches(['*', '_']);
            let at = from + name.find(inner)?;
            // Without a word for it only what looks like one.
            let is_name = lead.is_some()
                || stop.is_some()
                    && inner.split_whitespace().count() <= 5
                    && inner.starts_with(char::is_uppercase);
            let has_letter = inner.chars().any(char::is_alphabetic);
            let is_between = BETWEEN.contains(&&*inner.to_lowercase());
            (is_name && has_letter && !is_between).then_some((at, inner))
        });
        if let Some((start, name)) = found {
            let is_markdown = has_links && caption.contains("](");
            self.credit.name = unescaped(name, is_markdown);
            self.push(start, name.len(), Slot::Name);
        }
    }

    fn push(&mut self, start: usize, length: usize, slot: Slot) {
        let (end, part) = (start + length, Part::Slot(slot));
        self.pieces.push(Piece { start, end, part });
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
}

fn has_slot(part: &Part, slot: Slot) -> bool {
    match part {
        Part::Text(_) => false,
        Part::Slot(it) => *it == slot,
        Part::Link(link) => link.words.iter().any(|it| has_slot(it, slot)),
    }
}

/// Where an address leads, by its host and path.
fn leads(address: &str) -> Option<Leads> {
    let small = address.to_lowercase();
    if !small.starts_with("https://") && !small.starts_with("http://") {
        return None;
    }
    let secure = small.replacen("http://", "https://", 1);
    let has = |part: &str| small.contains(part);
    Some(if has("/@") || has("/users/") || has("/wiki/user:") {
        Leads::Author
    } else if has("creativecommons.org/") {
        Leads::License
    } else if has("/photo/") || has("/photos/") || has("/wiki/file:") {
        Leads::Photo
    } else if is_host_of(&secure, &HOSTS) {
        Leads::Provider
    } else {
        Leads::Photo
    })
}

/// `NAME, from Pixabay` in one link.
fn split(words: &str) -> Option<(&str, &str, &str)> {
    let provider = PROVIDER.as_ref()?.find_iter(words).last()?;
    if provider.end() != words.len() {
        return None;
    }
    let before = words.get(..provider.start())?;
    let between = SPLIT.as_ref()?.find(before)?;
    let name = before.get(..between.start())?;
    let is_split = !name.is_empty() && !between.as_str().is_empty();
    is_split.then_some((name, between.as_str(), provider.as_str()))
}

/// Whether words are those for a photo, and no name.
fn is_lead(words: &str) -> bool {
    let small = words.trim_end_matches(':').to_lowercase();
    [
        "photo", "foto", "image", "beeld", "bild", "picture", "bron", "source",
    ]
    .contains(&&*small)
}

const MARKUP: [char; 5] = ['[', ']', '*', '_', '`'];

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if MARKUP.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn unescaped(text: &str, is_markdown: bool) -> String {
    let mut plain = text.to_owned();
    if is_markdown {
        for letter in MARKUP {
            plain = plain.replace(&format!("\\{letter}"), &letter.to_string());
        }
    }
    plain
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a photo of a service is credited: as most of the newest covers from there are, in the section, then in the
/// site; as those of any service; else as is usual in the language of the site (`nl`). Captions stand newest first.
pub fn choose(captions: &[Captioned], provider: Provider, section: &str, language: &str) -> Chosen {
    let read: Vec<(&Captioned, Template, bool)> = captions
        .iter()
        .filter_map(|it| {
            let (template, credit) = Template::read(&it.caption)?;
            let is_own = match Provider::of_address(&it.address) {
                Some(other) => other == provider,
                None => credit.provider.eq_ignore_ascii_case(provider.name()),
            };
            Some((it, template, is_own))
        })
        .collect();
    let habit = |is_of: &dyn Fn(&Captioned, bool) -> bool| {
        let of = read.iter().filter(|(it, _, is_own)| is_of(it, *is_own));
        most(of.map(|(_, template, _)| template).take(NEWEST))
    };
    let found = habit(&|it, is_own| is_own && it.section == section)
        .or_else(|| habit(&|_, is_own| is_own))
        .or_else(|| habit(&|it, _| it.section == section))
        .or_else(|| habit(&|_, _| true));
    match found {
        Some((template, seen, of)) => Chosen {
            template: template.clone(),
            habit: Some((seen, of)),
        },
        None => Chosen {
            template: usual(language),
            habit: None,
        },
    }
}

fn most<'a>(templates: impl Iterator<Item = &'a Template>) -> Option<(&'a Template, usize, usize)> {
    let mut counts: HashMap<&Template, (usize, usize)> = HashMap::new();
    let mut all = 0;
    for template in templates {
        // Of equals the newer one.
        counts.entry(template).or_insert((0, usize::MAX - all)).0 += 1;
        all += 1;
    }
    let (template, (seen, _)) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (seen >= LEAST && seen * 100 >= all * LEAST_PERCENT).then_some((template, seen, all))
}

/// In the language of the site.
fn usual(language: &str) -> Template {
    let (before, between) = match language {
        "nl" => ("Foto: ", " via "),
        "de" => ("Foto: ", " / "),
        "fr" => ("Photo : ", " / "),
        _ => ("Photo by ", " on "),
    };
    Template(vec![
        Part::Text(before.to_owned()),
        Part::Slot(Slot::Name),
        Part::Text(between.to_owned()),
        Part::Slot(Slot::Provider),
    ])
}

#[cfg(test)]
mod tests;
