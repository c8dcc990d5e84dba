//! What looks like a date to a writer and to the readers of heads.

/// Whether `text` is a date, or a date with a time and perhaps a zone.
///
/// `2026-02-24`, `2026-02-24T16:09:07.086Z`, `2026-02-24 16:09:07 +01:00`.
pub fn is_date(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

fn parse(text: &[u8]) -> Option<()> {
    let (year, rest) = number(text, 4..=4)?;
    let (month, rest) = number(expect(rest, b"-")?, 1..=2)?;
    let (day, rest) = number(expect(rest, b"-")?, 1..=2)?;
    if year == 0 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    if rest.is_empty() {
        return Some(());
    }
    let rest = expect(rest, b"Tt ")?;
    let rest = rest.trim_ascii_start();
    let (hour, rest) = number(rest, 1..=2)?;
    let (minute, mut rest) = number(expect(rest, b":")?, 2..=2)?;
    if hour > 24 || minute > 59 {
        return None;
    }
    if let Some(after) = expect(rest, b":") {
        let (second, after) = number(after, 2..=2)?;
        rest = if second > 60 { return None } else { after };
        if let Some(fraction) = expect(rest, b".") {
            rest = number(fraction, 1..=9)?.1;
        }
    }
    zone(rest)
}

fn zone(text: &[u8]) -> Option<()> {
    let text = text.trim_ascii_start();
    if text.is_empty() || text == b"Z" || text == b"z" {
        return Some(());
    }
    let (hours, rest) = number(expect(text, b"+-")?, 1..=2)?;
    let rest = expect(rest, b":").unwrap_or(rest);
    let minutes = if rest.is_empty() {
        0
    } else {
        let (minutes, rest) = number(rest, 2..=2)?;
        if !rest.is_empty() {
            return None;
        }
        minutes
    };
    (hours <= 24 && minutes <= 59).then_some(())
}

fn expect<'a>(text: &'a [u8], any: &[u8]) -> Option<&'a [u8]> {
    let (first, rest) = text.split_first()?;
    any.contains(first).then_some(rest)
}

/// Reads a number of that many digits, as many as there are.
fn number(text: &[u8], digits: std::ops::RangeInclusive<usize>) -> Option<(u32, &[u8])> {
    let count = text
        .iter()
        .take(*digits.end())
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if !digits.contains(&count) {
        return None;
    }
    let (number, rest) = text.split_at_checked(count)?;
    let number = number
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_texts() {
        for date in [
            "2026-02-24",
            "2026-2-4",
            "2026-02-24T16:09:07.086Z",
            "2026-02-24T16:09",
            "2026-02-24 16:09:07 +01:00",
            "2026-02-24t16:09:07+0100",
            "2020-01-01 9:00:00 -4",
        ] {
            assert!(is_date(date), "{date}");
        }
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-24x",
            "2026-02-24 25:00",
            "24-02-2026",
            "2026-02-24 16:09:07 +01:00 x",
            "２０２６-02-24",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
