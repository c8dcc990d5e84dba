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
        let number = match base_of(written) {
            Some((digits, base)) => i64::from_str_radix(digits, base).ok()? as f64,
            None => written.parse().ok()?,
        };
        Some(Self::written(written, number))
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

    /// As it is written, if that is a number by its digits: with a sign, a point and a power of ten, or in
    /// base 16 or 8. `None`: it is to be written anew.
    pub(super) fn kept(&self) -> Option<&str> {
        let unsigned = self
            .written
            .strip_prefix(['-', '+'])
            .unwrap_or(&self.written);
        let is_other_base = base_of(&self.written).is_some();
        (is_other_base || is_decimal(unsigned)).then_some(&*self.written)
    }

    /// Whether it is written as it was read.
    pub fn is_kept(&self) -> bool {
        self.kept().is_some()
    }

    /// As it is written, if JSON has such numbers.
    pub fn in_json(&self) -> Option<&str> {
        is_json(&self.written).then_some(&*self.written)
    }

    /// The whole number that it is, written in another way than whole numbers mostly are.
    pub(super) fn whole(&self) -> Option<i64> {
        match base_of(&self.written) {
            Some((digits, base)) => i64::from_str_radix(digits, base).ok(),
            None => self.written.parse().ok(),
        }
    }

    /// As a language writes it that calls what is no number, and what is endless, so.
    pub(super) fn named(&self, not_a_number: &str, endless: &str) -> String {
        match self.kept() {
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

/// The digits of a number in base 16 or 8, and that base.
fn base_of(written: &str) -> Option<(&str, u32)> {
    let (digits, base) = match written.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (written.strip_prefix("0o")?, 8),
    };
    let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    is_number.then_some((digits, base))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without its sign: digits at least on one side of a point, no zero before others.
fn is_decimal(unsigned: &str) -> bool {
    let (number, power) = split_power(unsigned);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let has_zero = whole.len() > 1 && whole.starts_with('0');
    let is_part = |part: &str| part.is_empty() || is_digits(part);
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    power && has_digit && !has_zero && is_part(whole) && is_part(decimals)
}

/// A number without its power of ten, and whether what follows it is one, or nothing.
fn split_power(number: &str) -> (&str, bool) {
    match number.split_once(['e', 'E']) {
        Some((number, power)) => {
            let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
            (number, is_digits(digits))
        }
        None => (number, true),
    }
}

/// Whether a word is a number to JSON, however large.
pub(super) fn is_json(word: &str) -> bool {
    let word = word.strip_prefix('-').unwrap_or(word);
    let (number, has_power) = split_power(word);
    let (whole, decimals) = match number.split_once('.') {
        Some((whole, decimals)) => (whole, is_digits(decimals)),
        None => (number, true),
    };
    let has_zero = whole.len() > 1 && whole.starts_with('0');
    has_power && decimals && is_digits(whole) && !has_zero
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_writing_if_that_is_one() {
        let kept = |text: &str| Decimal::read(text).unwrap().kept().map(str::to_owned);

        for text in [
            "1.20",
            "-0.50",
            "10.0",
            ".5",
            "5.",
            "+1.5",
            "+5",
            "-0",
            "1e3",
            "1E+3",
            "-1.5e-3",
            "1e400",
            "99999999999999999999",
            "0x1F",
            "0o17",
        ] {
            assert_eq!(kept(text).as_deref(), Some(text));
        }
        for text in ["01.5", "inf", "NaN"] {
            assert_eq!(kept(text), None, "{text}");
        }
        assert!(Decimal::read(".").is_none() && Decimal::read("0x").is_none());
        assert_eq!(Decimal::from(2.0).to_string(), "2.0");
    }

    #[test]
    fn json_has_fewer_numbers() {
        for number in [
            "0",
            "-0",
            "1.20",
            "1e3",
            "1E+3",
            "99999999999999999999",
            "1e400",
        ] {
            assert!(is_json(number), "{number}");
        }
        for number in ["", "-", ".5", "5.", "+5", "01", "1e", "0x1F", "1.e3", "--1"] {
            assert!(!is_json(number), "{number}");
        }
    }
}
