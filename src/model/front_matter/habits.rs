//! How the values of a head are quoted so far: what new ones follow, whatever the language.

use super::{Quotes, Quoting};

/// How often values of one kind stand in which quotes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    none: usize,
    single: usize,
    double: usize,
}

impl Used {
    pub fn count(&mut self, quotes: Option<Quotes>) {
        *match quotes {
            None => &mut self.none,
            Some(Quotes::Single) => &mut self.single,
            Some(Quotes::Double) => &mut self.double,
        } += 1;
    }

    /// Those that most have, `None` for none; `otherwise` where there is no such value.
    pub fn most(self, otherwise: Option<Quotes>) -> Option<Quotes> {
        let quoted = self.single.max(self.double);
        match self.none {
            0 if quoted == 0 => otherwise,
            none => (none < quoted).then(|| self.usual()),
        }
    }

    /// Those of texts, which may need quotes where most have none.
    pub fn quoting(self, otherwise: Quoting) -> Quoting {
        let quoted = self.single + self.double;
        Quoting {
            quotes: match quoted {
                0 => otherwise.quotes,
                _ => Some(self.usual()),
            },
            is_always: match quoted + self.none {
                0 => otherwise.is_always,
                _ => quoted > self.none,
            },
        }
    }

    /// The quotes of most that have any.
    fn usual(self) -> Quotes {
        if self.single > self.double {
            Quotes::Single
        } else {
            Quotes::Double
        }
    }
}
