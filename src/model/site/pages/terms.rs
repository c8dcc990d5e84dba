//! The words of a page that make pages of their own: tags, categories, and what else the settings
//! have as taxonomies.

use super::{
    super::{
        bundle::Role,
        hugo::{Data, Node, Settings},
        keys,
        kind::Kind,
        own::Own,
    },
    Page, Pages, Place, place_of,
};

/// A word in a taxonomy, as one article writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// `tags`
    pub taxonomy: String,
    pub word: String,
    /// The number of the language.
    pub language: usize,
}

impl Pages {
    /// The words of the file at `path`, those handed down to it too.
    pub fn terms(&self, settings: &Settings, path: &str, own: &Own) -> Vec<Term> {
        let Ok(place) = place_of(settings, path) else {
            return Vec::new();
        };
        let Some(language) = settings.language(place.language) else {
            return Vec::new();
        };
        let values = super::resolve::values(settings, self, &place, own);
        let mut terms = Vec::new();
        for taxonomy in &language.taxonomies {
            let words = values.get(taxonomy).map(words).unwrap_or_default();
            terms.extend(words.into_iter().map(|word| Term {
                taxonomy: taxonomy.clone(),
                word,
                language: place.language,
            }));
        }
        terms
    }

    /// The page of a term: of its `_index.md`, else as Hugo makes it by itself.
    pub fn term_page(&self, settings: &Settings, term: &Term) -> Page {
        let parts = std::iter::once(&*term.taxonomy).chain(term.word.split('/'));
        self.list(settings, term.language, parts, Kind::Term, &term.word)
    }

    /// The page of a section, of a taxonomy or, with an empty name, of the site: of its `_index.md`,
    /// else as Hugo makes it by itself.
    pub fn list_page(&self, settings: &Settings, language: usize, name: &str) -> Page {
        let taxonomies = settings.language(language).map(|it| &it.taxonomies);
        let kind = match name {
            "" => Kind::Home,
            name if taxonomies.is_some_and(|all| all.iter().any(|it| it == name)) => Kind::Taxonomy,
            _ => Kind::Section,
        };
        self.list(settings, language, std::iter::once(name), kind, name)
    }

    fn list<'a>(
        &self,
        settings: &Settings,
        language: usize,
        parts: impl Iterator<Item = &'a str>,
        kind: Kind,
        title: &str,
    ) -> Page {
        let parts = parts.filter(|part| !part.is_empty());
        let mut folders: Vec<String> = parts.map(str::to_owned).collect();
        let name = folders.pop().unwrap_or_default();
        let mut place = Place {
            language,
            role: Role::Branch,
            folders,
            name,
            kind,
            key: String::new(),
            ending: String::new(),
            odd_name: None,
            names_language: false,
        };
        place.set_key();
        if let Some(branch) = self.branch(language, &place.key) {
            return self.resolve(settings, &branch.place, &branch.own);
        }
        let mut own = Own::default();
        own.values.set(keys::TITLE, Node::text_node(title));
        self.resolve(settings, &place, &own)
    }
}

/// The words of a value: those of a list, or a text alone.
pub(super) fn words(node: &Node) -> Vec<String> {
    let words = match &node.data {
        Data::Table(_) => Vec::new(),
        _ => node.texts(),
    };
    words.into_iter().filter(|word| !word.is_empty()).collect()
}
