//! Decodes a head with the second parser, whose own type refuses whole numbers of more than 64
//! bits: they are read as Hugo reads them, with a point.

use std::{fmt, ops::Range};

use serde::{
    Deserialize,
    de::{Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess as _, Visitor},
};
use serde_yaml::{
    Mapping, Value as Decoded,
    value::{Tag, TaggedValue},
};

use super::super::lines::slice;

/// # Errors
/// If the second parser cannot read the head.
pub fn decode(text: &str, content: &Range<usize>) -> Result<Decoded, serde_yaml::Error> {
    let Wide(decoded) = serde_yaml::from_str(slice(text, content.clone()))?;
    Ok(decoded)
}

/// Any value, numbers of any size among them.
struct Wide(Decoded);

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WideVisitor)
    }
}

struct WideVisitor;

impl<'de> Visitor<'de> for WideVisitor {
    type Value = Wide;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<Wide, E> {
        Ok(Wide(Decoded::Bool(on)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Wide, E> {
        Ok(Wide(Decoded::Number(number.into())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Wide, E> {
        Ok(Wide(Decoded::Number(number.into())))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Wide, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Wide, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Wide, E> {
        Ok(Wide(Decoded::Number(number.into())))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Wide, E> {
        Ok(Wide(Decoded::String(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Wide, E> {
        Ok(Wide(Decoded::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Wide, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Wide, D::Error> {
        Wide::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Wide, A::Error> {
        let mut list = Vec::new();
        while let Some(Wide(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Wide(Decoded::Sequence(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Wide, A::Error> {
        let mut map = Mapping::new();
        while let Some((Wide(key), Wide(value))) = entries.next_entry()? {
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key stands here twice"));
            }
        }
        Ok(Wide(Decoded::Mapping(map)))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Wide, A::Error> {
        let (tag, value) = tagged.variant::<String>()?;
        let Wide(value) = value.newtype_variant()?;
        let tag = Tag::new(tag);
        Ok(Wide(Decoded::Tagged(Box::new(TaggedValue { tag, value }))))
    }
}
