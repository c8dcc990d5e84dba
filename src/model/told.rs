//! What we say ourselves where the system could have failed too: an [`io::Error`] that holds it.

use std::{error, io};

use super::said::{Said, Says, Value, says};

impl Said {
    /// What the system says; or what we say ourselves, where an error of ours is what failed.
    pub fn of_system(error: &io::Error) -> Self {
        let inner = error.get_ref();
        let told = inner.and_then(|inner| inner.downcast_ref::<Told>());
        told.map_or_else(|| Self::verbatim(error.to_string()), |told| told.0.clone())
    }
}

impl From<&io::Error> for Value {
    fn from(error: &io::Error) -> Self {
        Self::Said(Said::of_system(error))
    }
}

/// Something of ours that failed where the system could have failed too.
#[derive(Debug)]
pub struct Told(pub Said);

impl Says for Told {
    fn said(&self) -> Said {
        self.0.clone()
    }
}

says!(Told);
impl error::Error for Told {}

impl From<Told> for io::Error {
    fn from(told: Told) -> Self {
        Self::other(told)
    }
}
