//! The parts of the code that views show, once a worker has read it.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use egui::Color32;

use crate::{
    action::{Action, Outbox},
    model::code::{Code, Part, Span, carried},
    ui::theme::Colours,
};

/// How many pieces of code are kept.
const KEPT: usize = 200;
/// How many pieces of code are read or waiting at a time. While a writer types in one, its older
/// texts are so few that nobody waits for them.
const AT_ONCE: usize = 4;

/// Read code. `app` fills it; a view that misses some asks for it.
#[derive(Default)]
pub struct Codes {
    /// `None`: asked for.
    known: HashMap<Code, Option<Arc<[Span]>>>,
    /// What is read, oldest first.
    order: VecDeque<Code>,
}

impl Codes {
    /// The parts of `code`, if they are known; asks for them if not.
    pub fn get(&self, code: &Code, out: &mut Outbox) -> Option<Arc<[Span]>> {
        let known = self.known.get(code);
        if known.is_none() {
            out.push(Action::WantCode(code.clone()));
        }
        known.cloned().flatten()
    }

    /// What stands in for the parts of `code` until they are known: those of what it was before
    /// it was edited.
    pub fn like(&self, code: &Code) -> Vec<Span> {
        let before = self
            .order
            .iter()
            .rev()
            .take(8)
            .find(|old| old.language == code.language && is_nearly(&old.text, &code.text));
        let spans = before.and_then(|old| Some((old, self.known.get(old)?.as_ref()?)));
        spans.map_or_else(Vec::new, |(old, spans)| {
            carried(spans, &old.text, &code.text)
        })
    }

    /// Marks code as asked for. `false`: it is known already, or others come first; the view
    /// asks again.
    pub fn expect(&mut self, code: &Code) -> bool {
        let waiting = self.known.len() - self.order.len();
        if self.known.contains_key(code) || waiting >= AT_ONCE {
            return false;
        }
        self.known.insert(code.clone(), None);
        true
    }

    pub fn insert(&mut self, code: Code, spans: Vec<Span>) {
        let before = self.known.insert(code.clone(), Some(spans.into()));
        if !matches!(before, Some(Some(_))) {
            self.order.push_back(code);
        }
        if self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

/// The colour of a part of code; `plain`: that of what is not told apart.
pub fn colour_of(part: Part, plain: Color32, colours: &Colours) -> Color32 {
    match part {
        Part::Plain => plain,
        Part::Comment => colours.code_comment,
        Part::Keyword => colours.code_keyword,
        Part::Letters => colours.code_letters,
        Part::Constant => colours.code_constant,
        Part::Name => colours.code_name,
        Part::Type => colours.code_type,
        Part::Added => colours.done,
        Part::Removed => colours.error,
    }
}

/// Whether one text may be the other after a few letters were typed.
fn is_nearly(old: &str, new: &str) -> bool {
    let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let end = old.bytes().rev().zip(new.bytes().rev());
    let same = start.count() + end.take_while(|(a, b)| a == b).count();
    same * 2 >= old.len().max(new.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code {
            language: "rust".to_owned(),
            text: text.into(),
        }
    }

    fn span(start: usize, end: usize) -> Span {
        Span {
            start,
            end,
            part: Part::Keyword,
        }
    }

    #[test]
    fn code_is_asked_for_until_it_is_expected_and_known() {
        let mut codes = Codes::default();
        let mut out = Outbox::default();

        assert_eq!(codes.get(&code("a"), &mut out), None);
        assert!(codes.expect(&code("a")));
        assert!(!codes.expect(&code("a")));
        assert_eq!(codes.get(&code("a"), &mut out), None);
        codes.insert(code("a"), vec![span(0, 1)]);

        assert_eq!(
            codes.get(&code("a"), &mut out).as_deref(),
            Some(&[span(0, 1)][..])
        );
        let asked: Vec<Action> = out.drain().collect();
        assert_eq!(asked, [Action::WantCode(code("a"))]);
    }

    #[test]
    fn few_pieces_are_read_at_a_time_and_few_are_kept() {
        let mut codes = Codes::default();

        let accepted = (0..9)
            .filter(|at| codes.expect(&code(&at.to_string())))
            .count();
        assert_eq!(accepted, AT_ONCE);

        for at in 0..KEPT + 50 {
            codes.insert(code(&at.to_string()), Vec::new());
        }
        assert_eq!(codes.known.len(), KEPT);
    }

    #[test]
    fn edited_code_keeps_its_look_until_it_is_read() {
        let mut codes = Codes::default();
        codes.insert(code("fn main() {}"), vec![span(0, 2)]);

        assert_eq!(codes.like(&code("fn mains() {}")), [span(0, 2)]);
        assert_eq!(codes.like(&code("something else")), []);
    }
}
