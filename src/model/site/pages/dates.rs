//! The dates of a page, from its head, its name, its file.

use jiff::tz::TimeZone;

use super::super::{
    hugo::{Data, DateKeys, Moment, Node, Version},
    keys,
};

/// When a page is from, changed, published and taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub date: Option<Moment>,
    pub lastmod: Option<Moment>,
    pub publish: Option<Moment>,
    pub expiry: Option<Moment>,
    /// What stands behind the date in its name, where that date counts.
    pub slug: Option<String>,
    /// A key whose value is no date to Hugo.
    pub unreadable: Option<String>,
    /// `published: false` of old Hugos.
    pub is_unpublished: bool,
    /// They are of what lies beneath the list, which has none of its own.
    pub is_handed_up: bool,
}

impl Dates {
    /// Whether it is published after a moment.
    pub fn is_ahead(&self, now_secs: i64) -> bool {
        self.publish.is_some_and(|publish| publish.secs > now_secs)
    }
}

/// Where dates are looked for.
pub struct Source<'a> {
    /// The value of a key of the head, those that are handed down too.
    pub value: &'a dyn Fn(&str) -> Option<&'a Node>,
    pub keys: &'a DateKeys,
    pub zone: &'a TimeZone,
    /// The name with its date, as written.
    pub name: &'a str,
    pub modified_secs: Option<i64>,
    pub version: Version,
}

/// Reads all four, in Hugo's order: what one of them found counts as the value of its key for
/// those after it.
pub fn read(source: &Source<'_>) -> Dates {
    let mut dates = Dates::default();
    let mut found: Vec<(&str, Moment)> = Vec::new();
    let keys = source.keys;
    for (name, list) in [
        (keys::DATE, &keys.date),
        (keys::LASTMOD, &keys.lastmod),
        (keys::SMALL_PUBLISH_DATE, &keys.publish),
        (keys::SMALL_EXPIRY_DATE, &keys.expiry),
    ] {
        let moment = list.iter().find_map(|key| {
            let of_earlier = found.iter().find(|(name, _)| name == key);
            match of_earlier {
                Some((_, moment)) => Some(*moment),
                None => one(source, key, &mut dates),
            }
        });
        let has_own = (source.value)(name).is_some();
        if let Some(moment) = moment.filter(|_| !has_own && source.version.has(123)) {
            found.push((name, moment));
        }
        let moment = moment.filter(|moment| !moment.is_zero());
        match name {
            keys::DATE => dates.date = moment,
            keys::LASTMOD => dates.lastmod = moment,
            keys::SMALL_PUBLISH_DATE => dates.publish = moment,
            _ => dates.expiry = moment,
        }
    }
    dates
}

fn one(source: &Source<'_>, key: &str, dates: &mut Dates) -> Option<Moment> {
    match key {
        ":filename" => of_name(source, dates),
        ":filemodtime" => {
            let secs = source.modified_secs?;
            Some(Moment {
                secs,
                nanos: 0,
                offset_secs: 0,
            })
        }
        // The dates of commits come from git, which is not asked here.
        key if key.starts_with(':') => None,
        key => {
            let node = (source.value)(key)?;
            match &node.data {
                Data::Null => return None,
                Data::Text(text) if text.is_empty() => return None,
                Data::Bool(false) if key == keys::PUBLISHED && !source.version.has(123) => {
                    dates.is_unpublished = true;
                    return None;
                }
                _ => {}
            }
            let moment = Moment::of(node, source.zone);
            if moment.is_none() && source.version.has(123) && dates.unreadable.is_none() {
                dates.unreadable = Some(key.to_owned());
            }
            moment
        }
    }
}

fn of_name(source: &Source<'_>, dates: &mut Dates) -> Option<Moment> {
    // What looks like an ending of the name is none of the slug: of `2026-01-04-v1.2` it is `v1`.
    let name = source
        .name
        .rsplit_once('.')
        .map_or(source.name, |(name, _)| name);
    let (moment, rest) = Moment::of_name(name, source.zone, source.version.has(148))?;
    dates.slug = Some(rest.trim_matches([' ', '-', '_']).to_owned());
    Some(moment)
}
