//! The thread that checks spelling, suggests, adds words, and finds the dictionaries there are.

use crate::{
    io::{
        Event,
        spelling::{Checked, Speller, SpellingQuery, WordList},
        worker::{EventSender, Job},
    },
    model::said::{Said, said},
};

#[derive(Clone, Debug, PartialEq)]
pub enum SpellingJob {
    /// Check the words of an article. Answers [`SpellingEvent::Checked`], twice for a long one.
    Check(Box<SpellingQuery>),
    /// Which dictionaries the system has. Answers [`SpellingEvent::DictionariesFound`].
    FindDictionaries,
    /// What might be meant by a word. Answers [`SpellingEvent::Suggested`].
    Suggest {
        language: String,
        word: String,
    },
    AddWord {
        word: String,
        list: WordList,
    },
}

#[derive(Debug)]
pub enum SpellingEvent {
    Checked(Checked),
    /// The languages of the dictionaries beside those that are shipped.
    DictionariesFound(Vec<String>),
    Suggested {
        word: String,
        suggestions: Vec<String>,
    },
}

impl Job for SpellingJob {
    fn title(&self) -> Said {
        match self {
            Self::Check(_) => said!("job-spelling"),
            Self::FindDictionaries => said!("job-dictionaries"),
            Self::Suggest { word, .. } => said!("job-suggest", word = word),
            Self::AddWord { word, .. } => said!("job-add-word", word = word),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        let event = match self {
            Self::FindDictionaries => SpellingEvent::DictionariesFound(Vec::new()),
            Self::Suggest { word, .. } => SpellingEvent::Suggested {
                word: word.clone(),
                suggestions: Vec::new(),
            },
            Self::Check(_) | Self::AddWord { .. } => return None,
        };
        Some(event.into())
    }
}

impl From<SpellingEvent> for Event {
    fn from(event: SpellingEvent) -> Self {
        Self::Spelling(event)
    }
}

pub(super) fn perform(
    job: SpellingJob,
    speller: &mut Speller,
    events: &EventSender,
) -> Option<Event> {
    let event = match job {
        SpellingJob::Check(query) => {
            let tell = |near| events.send(SpellingEvent::Checked(near).into());
            SpellingEvent::Checked(speller.check(&query, tell))
        }
        SpellingJob::FindDictionaries => SpellingEvent::DictionariesFound(speller.installed()),
        SpellingJob::Suggest { language, word } => SpellingEvent::Suggested {
            suggestions: speller.suggest(&language, &word),
            word,
        },
        SpellingJob::AddWord { word, list } => {
            let err = speller.add(&word, &list).err()?;
            let error = said!("not-kept-word", word = &word, why = &err);
            return Some(Event::NotKept { error });
        }
    };
    Some(event.into())
}
