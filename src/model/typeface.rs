//! A typeface that is installed on this machine.

/// One file of a typeface: its bytes, and the number of the font in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Cut {
    pub bytes: Vec<u8>,
    pub index: u32,
}

impl std::fmt::Debug for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cut({} bytes, {})", self.bytes.len(), self.index)
    }
}

/// The files of a typeface; what it lacks is drawn as the regular one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cuts {
    pub regular: Cut,
    pub italic: Option<Cut>,
    pub bold: Option<Cut>,
    pub bold_italic: Option<Cut>,
}
