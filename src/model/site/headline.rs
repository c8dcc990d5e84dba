//! Whether readers see an article, as one line with what can be done about it.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::{
    Entry, Site, bundle,
    hugo::Moment,
    keys,
    status::{Reason, State},
};
use crate::model::{
    date,
    front_matter::{Change, FrontMatter, KeyPath, Value},
    said::{self, Said, Says, When, said},
};

/// A draft whose date is past by so much may want another one.
const STALE_SECS: i64 = 24 * 60 * 60;

/// One line, the same in the form, the list and commands.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    pub state: State,
    /// What keeps an article from readers that is public by itself.
    pub hindrance: Option<Hindrance>,
    pub words: Said,
    /// What holds too, as half sentences.
    pub also: Vec<Said>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Hugo builds nothing, for another article.
    NothingBuilt,
    /// Another article has its address.
    Rival,
}

/// What can be done about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    CopyAddress,
    /// Changes of the head, made as one.
    Change {
        label: Said,
        changes: Vec<Change>,
    },
    /// Go to a key of the head.
    ShowKey(KeyPath),
    /// Go to the first problem of the head.
    GoThere,
    /// The key that is not there yet, or is to be another.
    ChangeSlug,
    OpenArticle(PathBuf),
}

/// What is known beside the article.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub site: &'a Site,
    pub now_secs: i64,
    /// Another article with the same address.
    pub rival: Option<&'a Path>,
    /// Another article for which Hugo builds nothing.
    pub stopping: Option<&'a Path>,
}

/// The line of an article; what can be done about it is asked of [`steps`].
pub fn of(around: &Around<'_>, entry: &Entry) -> Headline {
    let verdict = around.site.verdict(entry, around.now_secs);
    let words = match verdict.reasons.first() {
        None => public(around, entry),
        Some(reason) => not_plain(around, entry, reason),
    };
    let others = verdict.reasons.iter().skip(1);
    let others = others.map(|reason| said!("headline-also", why = reason));
    let hindrance = match verdict.reasons.first() {
        Some(_) => None,
        None if other_stopping(around, entry).is_some() => Some(Hindrance::NothingBuilt),
        None => around.rival.map(|_| Hindrance::Rival),
    };
    Headline {
        hindrance,
        also: others.chain(of_build(around, verdict.state)).collect(),
        state: verdict.state,
        words,
    }
}

/// What can be done about it, at most two things; `head` is that of the article.
pub fn steps(around: &Around<'_>, entry: &Entry, head: &FrontMatter) -> Vec<Step> {
    let verdict = around.site.verdict(entry, around.now_secs);
    let show = |names: &[&str]| {
        let names = names.iter().map(|&name| name.to_owned());
        vec![Step::ShowKey(KeyPath(names.collect()))]
    };
    let Some(reason) = verdict.reasons.first() else {
        return match (other_stopping(around, entry), around.rival) {
            (Some(other), _) => vec![Step::OpenArticle(other.to_owned())],
            (None, Some(_)) => vec![Step::ChangeSlug],
            (None, None) => vec![Step::CopyAddress],
        };
    };
    match reason {
        Reason::StopsBuild(stop) if stop.path.is_empty() && stop.key.is_empty() => {
            vec![Step::GoThere]
        }
        Reason::StopsBuild(stop) if stop.path.is_empty() => show(&[stop.key.as_str()]),
        Reason::Draft(Some(_)) => vec![publish_this(head)],
        Reason::Draft(None) => publish(around, entry, head),
        Reason::ExpiresFirst | Reason::Expired => show(&[keys::EXPIRY_DATE]),
        Reason::Ahead => vec![publish_now(around, head)],
        Reason::Unlisted => show(&[keys::BUILD, "list"]),
        Reason::StopsBuild(_) | Reason::Unknown(_) | Reason::NoPage(_) | Reason::SectionHidden => {
            Vec::new()
        }
    }
}

fn other_stopping<'a>(around: &Around<'a>, entry: &Entry) -> Option<&'a Path> {
    around.stopping.filter(|path| **path != *entry.path)
}

/// Readers see it, unless something else is in their way.
fn public(around: &Around<'_>, entry: &Entry) -> Said {
    let site = around.site;
    let Ok(page) = &entry.page else {
        return said!("headline-public");
    };
    let host = site.language_of_page(page).map(|it| it.base.host.as_str());
    let address = format!("{}{}", host.unwrap_or_default(), page.address);
    if let Some(other) = other_stopping(around, entry) {
        let other = site.shown_path(other);
        return said!("headline-other-stops", address = address, other = other);
    }
    match around.rival {
        Some(rival) => {
            let other = site.shown_path(rival);
            said!("headline-one-of-two", address = address, other = other)
        }
        None => said!("headline-public-at", address = address),
    }
}

fn not_plain(around: &Around<'_>, entry: &Entry, reason: &Reason) -> Said {
    let dates = entry.page.as_ref().ok().map(|page| &page.dates);
    match reason {
        Reason::StopsBuild(stop) => said!("headline-stops", why = &stop.why),
        Reason::Unknown(why) => said!("headline-unknown", why = why),
        Reason::NoPage(why) => said!("headline-no-page", why = why),
        Reason::Draft(None) => said!("headline-draft"),
        Reason::SectionHidden => said!("headline-section-hidden"),
        Reason::Draft(Some(above)) if above.is_empty() => said!("headline-draft-of-site"),
        Reason::Draft(Some(above)) => {
            let folder = above.trim_start_matches('/');
            let above = format!("{folder}/{}.md", bundle::BRANCH);
            said!("headline-draft-above", above = above)
        }
        Reason::ExpiresFirst => said!("headline-never"),
        Reason::Expired => {
            let until = dates.and_then(|dates| dates.expiry);
            let at = until.map_or_else(|| String::new().into(), |at| when(around, at));
            said!("headline-expired", at = at)
        }
        Reason::Ahead => match dates.and_then(|dates| dates.publish) {
            Some(from) => scheduled(around, from),
            None => said!("headline-scheduled-somewhen"),
        },
        Reason::Unlisted => {
            let own = entry.own.open();
            let build = own.get(keys::BUILD).or_else(|| own.get(keys::OLD_BUILD));
            let list = build.and_then(|build| build.table()?.get("list")?.text());
            said!("headline-unlisted", value = list.unwrap_or_default())
        }
    }
}

/// The key as the head writes it.
fn draft_off(head: &FrontMatter) -> Change {
    Change::Set {
        path: keys::written(head, keys::DRAFT),
        value: Value::Bool(false),
    }
}

fn publish_this(head: &FrontMatter) -> Step {
    Step::Change {
        label: said!("headline-publish-this"),
        changes: vec![draft_off(head)],
    }
}

/// A draft is published as it is, or with the date of today where its own is past.
fn publish(around: &Around<'_>, entry: &Entry, head: &FrontMatter) -> Vec<Step> {
    let mut steps = vec![Step::Change {
        label: said!("headline-publish"),
        changes: vec![draft_off(head)],
    }];
    let is_past = entry
        .date_secs
        .is_some_and(|secs| secs + STALE_SECS <= around.now_secs);
    if is_past && head.value(&KeyPath::new([keys::DATE])).is_some() {
        let changes = [
            Some(draft_off(head)),
            dated_now(around, head, keys::written(head, keys::DATE)),
        ];
        steps.push(Step::Change {
            label: said!("headline-publish-today"),
            changes: changes.into_iter().flatten().collect(),
        });
    }
    steps
}

/// The date that keeps it from readers becomes this moment.
fn publish_now(around: &Around<'_>, head: &FrontMatter) -> Step {
    Step::Change {
        label: said!("headline-publish-now"),
        changes: dated_now(around, head, keys::publication(head))
            .into_iter()
            .collect(),
    }
}

/// This moment, written as the date that is there.
fn dated_now(around: &Around<'_>, head: &FrontMatter, path: KeyPath) -> Option<Change> {
    let old = head.text(&path).unwrap_or_default();
    let zone = zone(around);
    let now = Timestamp::from_second(around.now_secs).ok()?;
    Some(Change::Set {
        path,
        value: Value::Date(date::like(&old, &now.to_zoned_datetime(zone))),
    })
}

fn zone(around: &Around<'_>) -> TimeZone {
    around.site.time_zone().cloned().unwrap_or(TimeZone::UTC)
}

/// `24 Feb, 16:09`, with the year if that is another one.
fn when(around: &Around<'_>, moment: Moment) -> said::Value {
    let (Some(at), Some(now)) = (clock(around, moment.secs), clock(around, around.now_secs)) else {
        return moment.to_string().into();
    };
    When::near(at, now.date()).into()
}

fn clock(around: &Around<'_>, secs: i64) -> Option<DateTime> {
    let at = Timestamp::from_second(secs).ok()?;
    Some(at.to_zoned_datetime(zone(around)).datetime())
}

fn scheduled(around: &Around<'_>, from: Moment) -> Said {
    let left = from.secs - around.now_secs;
    let at = when(around, from);
    let zone = around.site.time_zone().and_then(date::zone_name);
    let place = zone.and_then(|name| name.rsplit('/').next());
    let place = place.unwrap_or("UTC").replace('_', " ");
    let days = usize::try_from(left / (24 * 60 * 60)).unwrap_or_default();
    let hours = usize::try_from(left / (60 * 60)).unwrap_or_default();
    let within = if days > 0 {
        said!("headline-in-days", count = days)
    } else if hours > 0 {
        said!("headline-in-hours", count = hours)
    } else {
        said!("headline-in-minutes")
    };
    said!(
        "headline-scheduled",
        at = at,
        within = within,
        place = place
    )
}

/// What the workflows of the repository have to do with it.
fn of_build(around: &Around<'_>, state: State) -> Option<Said> {
    let builds = &around.site.settings.pins.builds;
    if state != State::Scheduled {
        return None;
    }
    match (&builds.timer, builds.without_timer()) {
        (Some(timer), _) => Some(said!("headline-timer", timer = timer)),
        (None, Some(workflow)) => Some(said!("headline-no-timer", workflow = workflow)),
        (None, None) => None,
    }
}

/// The words, with what holds too behind them.
impl Says for Headline {
    fn said(&self) -> Said {
        let one = |before, also| said!("headline-and", before = &before, also = also);
        self.also.iter().fold(self.words.clone(), one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        change::edited,
        front_matter,
        site::{
            cases::Memory,
            hugo::{Asked, Settings},
        },
        words,
    };

    const SETTINGS: &str = "baseURL = \"https://example.org/\"\ntimeZone = \"Europe/Amsterdam\"\n";
    const PATH: &str = "/s/content/posts/a.md";

    fn site(others: &[(&str, &str)]) -> Site {
        let mut files = Memory::default();
        files.0.insert("hugo.toml".to_owned(), SETTINGS.to_owned());
        let settings = Settings::read(&files, &Asked::default());
        let mut site = Site {
            settings: std::sync::Arc::new(settings),
            ..Site::empty("/s".into(), "/s/content".into())
        };
        for (path, text) in others {
            let head = front_matter::read(text);
            let path = PathBuf::from(path);
            let entry = Entry::in_site(path, &head, text, &site.settings, None);
            site.articles.push(entry);
        }
        site.settle();
        site
    }

    fn headline(text: &str, others: &[(&str, &str)]) -> (Headline, Vec<Step>) {
        let site = site(&[&[(PATH, text)], others].concat());
        let around = Around {
            site: &site,
            now_secs: 1_772_323_200,
            rival: others.first().map(|(path, _)| Path::new(*path)),
            stopping: None,
        };
        let entry = site.articles.iter().find(|it| *it.path == *Path::new(PATH));
        let entry = entry.unwrap();
        let head = front_matter::read(text);
        (of(&around, entry), steps(&around, entry, &head))
    }

    /// The line, and what each of its steps makes of the text.
    #[track_caller]
    fn check(head: &str, words: &str, expected: &[&str]) {
        let text = format!("---\ntitle: A\n{head}---\n");
        let (line, steps) = headline(&text, &[]);

        assert_eq!(words::put(&line.words), words);
        let made = steps.iter().map(|step| match step {
            Step::Change { label, changes } => {
                let edit = front_matter::edit_all(&text, changes, front_matter::Manner::default());
                let made = edited(&text, &[edit.unwrap().unwrap()])
                    .unwrap()
                    .into_owned();
                let made = made.replace("---\ntitle: A\n", "").replace("---\n", "");
                format!("{}: {made}", words::put(label)).replace('\n', "|")
            }
            Step::ShowKey(key) => format!("show {key}"),
            other => format!("{other:?}"),
        });
        assert_eq!(made.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn every_state_has_its_words_and_what_can_be_done() {
        check("", "Public at example.org/posts/a/", &["CopyAddress"]);
        check(
            "build:\n  list: never\n",
            "Public, but in no list: build.list is never",
            &["show build.list"],
        );
        check(
            "draft: true\n",
            "Draft: not on the site",
            &["Publish: draft: false|"],
        );
        check(
            "draft: true\ndate: 2026-02-01\n",
            "Draft: not on the site",
            &[
                "Publish: draft: false|date: 2026-02-01|",
                "Publish with today’s date: draft: false|date: 2026-03-01|",
            ],
        );
        check(
            "date: 2026-03-04T10:00:00+01:00\n",
            "Scheduled: on the site with the first build after 4 Mar, 10:00, in 3 days (Amsterdam)",
            &["Publish now: date: 2026-03-01T01:00:00+01:00|"],
        );
        check(
            "expiryDate: 2026-02-01\n",
            "Expired since 1 Feb, 00:00",
            &["show expiryDate"],
        );
        check(
            "date: 2026-02-01\nexpiryDate: 2026-01-01\n",
            "Never on the site: it expires before it begins",
            &["show expiryDate"],
        );
        check(
            "url: https://example.com/\n",
            "Stops the build of the whole site: `url` must not name a host: https://example.com/",
            &["show url"],
        );
    }

    #[test]
    fn two_articles_of_one_address_are_told() {
        let (line, steps) = headline(
            "---\ntitle: A\nslug: x\n---\n",
            &[("/s/content/posts/b.md", "---\ntitle: B\nslug: x\n---\n")],
        );

        assert_eq!(
            words::put(&line.words),
            "Two articles want example.org/posts/x/: this one and posts/b.md"
        );
        assert_eq!(steps, [Step::ChangeSlug]);
    }
}
