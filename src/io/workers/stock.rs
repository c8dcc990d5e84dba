//! What photo services are asked, and the keys for it: each job has a thread of its own, as a service, a keyring or a
//! person may take long.

use std::{path::PathBuf, sync::Arc};

use crate::{
    io::{
        Event,
        pictures::{Around, OfferError},
        stock::{Stock, StockError, captions, keys::KeyError},
        worker::{Job, give_way},
        workers::AsideEvent,
    },
    model::{
        picture::credit::{self, Chosen},
        said::{Said, said},
        secret::Secret,
        stock::{Kept, Page, Photo, Provider, Query},
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum StockJob {
    /// Look which services have a key. Answers [`StockEvent::KeysFound`].
    FindKeys,
    /// Answers [`StockEvent::Found`].
    Search {
        number: u64,
        provider: Provider,
        query: Query,
        page: u32,
    },
    /// Fetch a photo and look at it. Answers [`AsideEvent::PictureLookedAt`].
    Take {
        number: u64,
        photo: Box<Photo>,
        around: Around,
    },
    /// Answers [`StockEvent::KeyKept`].
    KeepKey {
        provider: Provider,
        key: Secret,
        place: Kept,
    },
    /// Answers [`StockEvent::KeyForgotten`].
    ForgetKey(Provider),
    /// Learn how a site says whose its photos are, from its newest articles and their sections. Answers
    /// [`StockEvent::CreditLearned`].
    LearnCredit {
        root: PathBuf,
        articles: Arc<[(PathBuf, String)]>,
        section: String,
        /// Of the site: `nl`.
        language: String,
    },
}

#[derive(Debug)]
pub enum StockEvent {
    KeysFound(Vec<(Provider, Kept)>),
    Found {
        number: u64,
        result: Result<Page, StockError>,
    },
    KeyKept {
        provider: Provider,
        result: Result<Kept, KeyError>,
    },
    KeyForgotten {
        provider: Provider,
        result: Result<(), KeyError>,
    },
    CreditLearned {
        root: PathBuf,
        section: String,
        credits: Vec<(Provider, Chosen)>,
    },
}

impl From<StockEvent> for Event {
    fn from(event: StockEvent) -> Self {
        Self::Stock(event)
    }
}

impl Job for StockJob {
    fn title(&self) -> Said {
        match self {
            Self::Search { provider, .. } => {
                said!("job-stock-search", provider = provider.name())
            }
            Self::Take { photo, .. } => said!("job-stock-take", provider = photo.provider.name()),
            Self::FindKeys | Self::KeepKey { .. } | Self::ForgetKey(_) => said!("job-stock-keys"),
            Self::LearnCredit { .. } => said!("job-stock-credit"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::FindKeys | Self::LearnCredit { .. } => return None,
            Self::Search { number, .. } => StockEvent::Found {
                number: *number,
                result: Err(StockError::Fault),
            },
            Self::Take { number, photo, .. } => {
                let path = PathBuf::from(&photo.file);
                let (number, result) = (*number, Err(OfferError::Fault { path }));
                return Some(AsideEvent::PictureLookedAt { number, result }.into());
            }
            Self::KeepKey { provider, .. } => StockEvent::KeyKept {
                provider: *provider,
                result: Err(KeyError::Fault),
            },
            Self::ForgetKey(provider) => StockEvent::KeyForgotten {
                provider: *provider,
                result: Err(KeyError::Fault),
            },
        };
        Some(event.into())
    }
}

impl StockJob {
    /// The name of its thread.
    pub(super) fn thread(&self) -> &'static str {
        match self {
            Self::Search { .. } | Self::Take { .. } => "stock",
            Self::FindKeys | Self::KeepKey { .. } | Self::ForgetKey(_) => "secrets",
            Self::LearnCredit { .. } => "credit",
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a job answers")]
pub(super) fn perform(job: StockJob, stock: &Stock) -> Option<Event> {
    let event = match job {
        StockJob::FindKeys => {
            let all = Provider::ALL.into_iter().filter(|it| it.needs_key());
            let found = all.filter_map(|it| Some((it, stock.keys.place(it)?)));
            StockEvent::KeysFound(found.collect())
        }
        StockJob::Search {
            number,
            provider,
            query,
            page,
        } => StockEvent::Found {
            number,
            result: stock.search(provider, &query, page),
        },
        StockJob::Take {
            number,
            photo,
            around,
        } => {
            let result = stock.take(&photo, &around);
            return Some(AsideEvent::PictureLookedAt { number, result }.into());
        }
        StockJob::KeepKey {
            provider,
            key,
            place,
        } => StockEvent::KeyKept {
            provider,
            result: stock.keys.keep(provider, &key, place).map(|()| place),
        },
        StockJob::ForgetKey(provider) => StockEvent::KeyForgotten {
            provider,
            result: stock.keys.forget(provider),
        },
        StockJob::LearnCredit {
            root,
            articles,
            section,
            language,
        } => {
            give_way();
            let captions = captions::find(&root, &articles);
            let all = Provider::ALL.into_iter();
            let credits = all.map(|it| (it, credit::choose(&captions, it, &section, &language)));
            StockEvent::CreditLearned {
                credits: credits.collect(),
                root,
                section,
            }
        }
    };
    Some(event.into())
}
