//! Numbers with a point. How one is written is part of it: `1.20` is another version than `1.2`.

use std::fmt;

/// A number with a point, or too large for a whole one, with its digits as they stand in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Decimal {
    number: f64,
    written: Box<str>,
}

impl Decimal {
    /// The number that `written` is; `None`: it is none.
    pub fn read(written: &str) -> Option<Self> {
        Some(Self::written(written, written.parse().ok()?))
    }

    /// A number that a head writes in its own way (`.inf`, `1_000.5`).
    pub fn written(written: &str, number: f64) -> Self {
        Self {
            number,
            written: written.into(),
        }
    }

    pub fn number(&self) -> f64 {
        self.number
    }

    /// As it is written, where every format of a head reads that as this number: digits, a point,
    /// digits. `None`: it is to be written anew.
    pub(super) fn plain(&self) -> Option<&str> {
        let unsigned = self.written.strip_prefix('-').unwrap_or(&self.written);
        let (whole, decimals) = unsigned.split_once('.')?;
        let is_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = is_digits(whole) && is_digits(decimals);
        let has_zero = whole.len() > 1 && whole.starts_with('0');
        (is_plain && !has_zero).then_some(&*self.written)
    }

    /// As a language writes it that calls what is no number, and what is endless, so.
    pub(super) fn named(&self, not_a_number: &str, endless: &str) -> String {
        match self.plain() {
            Some(written) => written.to_owned(),
            None if self.number.is_nan() => not_a_number.to_owned(),
            None if self.number == f64::NEG_INFINITY => ["-", endless].concat(),
            None if self.number.is_infinite() => endless.to_owned(),
            None => Self::from(self.number).to_string(),
        }
    }
}

impl From<f64> for Decimal {
    fn from(number: f64) -> Self {
        let mut written = number.to_string();
        if number.is_finite() && !written.contains('.') {
            written.push_str(".0");
        }
        Self::written(&written, number)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_format_reads_alike_is_written_as_it_was() {
        let plain = |text: &str| Decimal::read(text).unwrap().plain().map(str::to_owned);

        for text in ["1.20", "-0.50", "10.0"] {
            assert_eq!(plain(text).as_deref(), Some(text));
        }
        for text in [".5", "5.", "+1.5", "1e3", "01.5", "99999999999999999999"] {
            assert_eq!(plain(text), None, "{text}");
        }
        assert_eq!(Decimal::from(2.0).to_string(), "2.0");
    }
}
