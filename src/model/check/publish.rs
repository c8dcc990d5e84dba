//! Whether an article is published as its head means it.

use jiff::{Timestamp, tz::TimeZone};

use super::{
    fix,
    subject::{Article, Facts},
};
use crate::model::{
    date::{self, Tongue},
    finding::{Finding, Fix, Place, Rule, Safety, Severity},
    front_matter::{Change, KeyPath, Value},
    said::{Said, said},
    site::{
        bundle::Role,
        hugo::{Data, Moment},
        keys,
        kind::Kind,
        pages::{NoPage, Page},
        status::{Reason, State},
    },
};

const YEAR_SECS: i64 = 366 * 24 * 60 * 60;
/// A date before it is a slip: of a number, or of no year.
const FIRST_YEAR: i16 = 1990;
/// Texts that Hugo reads as a switch, in small letters.
const SWITCHES: [&str; 6] = ["1", "t", "true", "0", "f", "false"];

pub fn found(facts: &Facts<'_>, article: &Article<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    match &article.entry.page {
        Ok(page) => {
            found.extend(home_is_leaf(article, page));
            found.extend(draft(facts, article));
            found.extend(unreadable(facts, article, page));
            found.extend(odd_date(page));
            found.extend(no_date(facts, article, page));
            found.extend(moments(facts, article, page));
            found.extend(denied(facts, article, page));
        }
        Err(no_page @ (NoPage::InBundle(_) | NoPage::OtherIndex)) => {
            let message = said!("check-publish-no-page", why = no_page);
            found.push(Finding::new(Rule::PublishNoPage, Place::File, message));
        }
        Err(_) => {}
    }
    found
}

/// `index.md` at the top of the content.
fn home_is_leaf(article: &Article<'_>, page: &Page) -> Option<Finding> {
    let is_leaf = page.kind == Kind::Home && Role::of(&article.entry.path) == Role::Leaf;
    let message = said!("check-publish-home-is-leaf");
    is_leaf.then(|| Finding {
        severity: Severity::Warning,
        ..Finding::new(Rule::PublishNoPage, Place::File, message)
    })
}

fn key(name: &str) -> KeyPath {
    KeyPath::new([name])
}

fn set(article: &Article<'_>, name: &str, value: Value) -> Change {
    Change::Set {
        path: keys::written(article.head, name),
        value,
    }
}

/// Both answers to whether it is a draft.
fn answers(article: &Article<'_>) -> Vec<Fix> {
    let one = |is_draft: bool, label: Said| {
        let change = set(article, keys::DRAFT, Value::Bool(is_draft));
        fix::of_head(article.text, label, Safety::Asked, &[change])
    };
    let yes = one(true, said!("check-fix-draft"));
    let no = one(false, said!("check-fix-public"));
    yes.into_iter().chain(no).collect()
}

fn draft(facts: &Facts<'_>, article: &Article<'_>) -> Option<Finding> {
    let own = article.entry.own.open();
    let node = own.get(keys::DRAFT)?;
    let (rule, message) = match &node.data {
        Data::Word(word) => {
            let version = facts.site.settings.version;
            let is_on = node.is_on(true);
            let message = match (is_on, version.has_switch_words()) {
                (true, false) => said!("check-publish-draft-word", word = word),
                _ => said!("check-publish-draft-word-old", word = word),
            };
            (Rule::PublishDraftWord, message)
        }
        Data::Text(text)
            if !text.is_empty() && !SWITCHES.contains(&text.to_lowercase().as_str()) =>
        {
            (Rule::PublishDraftOdd, said!("check-publish-draft-odd"))
        }
        Data::List(_) | Data::Table(_) => (Rule::PublishDraftOdd, said!("check-publish-draft-odd")),
        _ => return None,
    };
    let place = Place::Key(keys::written(article.head, keys::DRAFT));
    let mut finding = Finding::new(rule, place, message);
    finding.fixes = answers(article);
    Some(finding)
}

fn unreadable(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Option<Finding> {
    let name = page.dates.unreadable.as_deref()?;
    let path = keys::written(article.head, name);
    let value = article.head.value(&path)?;
    if let Value::Bool(is_published) = value {
        let message = said!("check-publish-published-key", key = path.to_string());
        let mut finding =
            Finding::new(Rule::PublishPublishedKey, Place::Key(path.clone()), message);
        let mut changes = vec![Change::Remove { path }];
        let has_draft = article.head.value(&key(keys::DRAFT)).is_some();
        if !has_draft && !is_published {
            changes.push(set(article, keys::DRAFT, Value::Bool(true)));
        }
        let label = said!("check-fix-published-key");
        let fix = fix::of_head(article.text, label, Safety::Asked, &changes);
        finding.fixes.extend(fix);
        return Some(finding);
    }
    let text = article.head.text(&path).unwrap_or_default();
    let message = said!(
        "check-publish-date-unreadable",
        key = path.to_string(),
        written = &text
    );
    let mut finding = Finding::new(
        Rule::PublishDateUnreadable,
        Place::Key(path.clone()),
        message,
    );
    if let Some(date) = iso(facts, &text) {
        let label = said!("check-fix-date", date = &date);
        let change = Change::Set {
            path,
            value: Value::Date(date),
        };
        let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
        finding.fixes.extend(fix);
    }
    Some(finding)
}

/// The same day, or moment, as Hugo reads it.
fn iso(facts: &Facts<'_>, text: &str) -> Option<String> {
    let zone = facts.site.time_zone().cloned().unwrap_or(TimeZone::UTC);
    let now = Timestamp::from_second(facts.now_secs)
        .ok()?
        .to_zoned_datetime(zone.clone());
    let around = date::Around {
        old: "",
        example: "2026-01-01",
        now: &now,
        tongue: facts.site.tongue(),
        own: Tongue::english(),
    };
    let slashed = text.replace('/', "-");
    let parts: Vec<&str> = slashed.split('-').collect();
    let padded = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    let understood = date::understand(&padded, &around).ok()?;
    let is_read = Moment::read(&understood, &zone).is_some();
    is_read.then_some(understood)
}

fn odd_date(page: &Page) -> Option<Finding> {
    let dates = &page.dates;
    let named = [
        (keys::DATE, dates.date),
        (keys::PUBLISH_DATE, dates.publish),
        (keys::EXPIRY_DATE, dates.expiry),
    ];
    let (name, moment) = named.into_iter().find(|(_, moment)| {
        let clock = moment.and_then(Moment::clock);
        clock.is_some_and(|clock| clock.year() < FIRST_YEAR)
    })?;
    let year = moment?.clock()?.year().to_string();
    let message = said!("check-publish-date-odd", year = year);
    Some(Finding::new(
        Rule::PublishDateOdd,
        Place::Key(key(name)),
        message,
    ))
}

fn no_date(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Option<Finding> {
    let is_dated = page.dates.date.is_some() || page.dates.unreadable.is_some();
    let is_asked = page.kind == Kind::Page && page.no_page.is_none() && !is_dated;
    // Of a head that cannot be read nobody knows what it lacks.
    let is_read = article.head.is_editable();
    if !is_asked || !is_read || !facts.known.has_dates(page.section()) {
        return None;
    }
    let message = said!("check-publish-date-missing");
    let mut finding = Finding::new(
        Rule::PublishDateMissing,
        Place::Key(key(keys::DATE)),
        message,
    );
    let zone = facts.site.time_zone().cloned().unwrap_or(TimeZone::UTC);
    let now = Timestamp::from_second(facts.now_secs)
        .ok()?
        .to_zoned_datetime(zone);
    let today = now.date().to_string();
    let label = said!("check-fix-date", date = &today);
    let change = set(article, keys::DATE, Value::Date(today));
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    Some(finding)
}

/// What follows from the moment that is asked about.
fn moments(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Vec<Finding> {
    let mut found = Vec::new();
    let verdict = facts.site.verdict(article.entry, facts.now_secs);
    if verdict.reasons.contains(&Reason::ExpiresFirst) {
        let place = Place::Key(key(keys::EXPIRY_DATE));
        found.push(Finding::new(
            Rule::PublishNever,
            place,
            said!("check-publish-never"),
        ));
    }
    let is_scheduled = verdict.state == State::Scheduled;
    let publish = page.dates.publish.filter(|_| is_scheduled);
    let at =
        |rule, message| Finding::new(rule, Place::Key(keys::publication(article.head)), message);
    if publish.is_some_and(|publish| publish.secs > facts.now_secs + YEAR_SECS) {
        found.push(at(
            Rule::PublishFarFuture,
            said!("check-publish-far-future"),
        ));
    }
    let builds = &facts.site.settings.pins.builds;
    if is_scheduled && let Some(workflow) = builds.without_timer() {
        let message = said!("check-publish-no-build", workflow = workflow);
        found.push(at(Rule::PublishNoBuild, message));
    }
    found
}

/// A kind of file that the settings do not let in.
fn denied(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Option<Finding> {
    let ending = article.path.extension()?.to_str()?.to_lowercase();
    let kind = match ending.as_str() {
        "html" | "htm" => "text/html",
        "org" => "text/org",
        _ => return None,
    };
    let stop = page.stop.as_ref()?;
    if facts.site.settings.allows(kind) || !stop.key.is_empty() {
        return None;
    }
    let message = said!("entry-stops-the-build", why = &stop.why);
    let finding = Finding::new(Rule::PublishFormatDenied, Place::File, message);
    Some(Finding {
        severity: Severity::Error,
        ..finding
    })
}
