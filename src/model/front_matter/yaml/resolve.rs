//! What a scalar means: null, a switch, a number, a date or a text.
//!
//! Where YAML 1.1, YAML 1.2 and Hugo differ (`yes`, `010`, `1_000`), it is a text.

use super::{
    super::{Decimal, Value, dates::is_date},
    tree::{Kind, Node, Style},
};

/// The value of a scalar node without children; `None` for lists, maps and aliases.
pub fn scalar(node: &Node) -> Option<Value> {
    let Kind::Scalar { text, style } = &node.kind else {
        return None;
    };
    if node.tag.is_some() {
        return Some(Value::Text(text.clone()));
    }
    Some(match style {
        Style::Plain => plain(text),
        Style::Single | Style::Double if is_date(text) => Value::Date(text.clone()),
        _ => Value::Text(text.clone()),
    })
}

/// The value of a text without quotes.
pub fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        ".inf" | ".Inf" | ".INF" | "+.inf" => return Value::Float(f64::INFINITY.into()),
        "-.inf" | "-.Inf" | "-.INF" => return Value::Float(f64::NEG_INFINITY.into()),
        ".nan" | ".NaN" | ".NAN" => return Value::Float(f64::NAN.into()),
        _ => {}
    }
    if is_date(text) {
        return Value::Date(text.to_owned());
    }
    number(text).unwrap_or_else(|| Value::Text(text.to_owned()))
}

fn number(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let first = unsigned.bytes().next()?;
    let is_octal = matches!(unsigned.as_bytes(), [b'0', b'0'..=b'9', ..]);
    if is_octal || !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Value::Integer(number));
    }
    let is_decimal = unsigned
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let has_digit = unsigned.bytes().any(|byte| byte.is_ascii_digit());
    if !is_decimal || !has_digit {
        return None;
    }
    Decimal::read(text).map(Value::Float)
}
