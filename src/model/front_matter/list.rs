//! How the items of a list change, whatever the language they are written in.

use std::{
    collections::{HashMap, VecDeque},
    ops::Range,
};

use super::{Value, values::is_unchanged};

/// An item of a changed list.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The item that stood at this index.
    Old(usize),
    New(Value),
}

/// What to do with the places of the old items.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Puts another item into the place of an old one.
    pub replace: Vec<(usize, Item)>,
    /// Adds items after the place, or before the first one (`None`).
    pub add: Option<(Option<usize>, Vec<Item>)>,
    /// Takes these places out.
    pub delete: Range<usize>,
}

/// The steps from `count` old items to `new`, leaving what stays at both ends alone.
pub fn steps(count: usize, new: &[Item]) -> Steps {
    let start = new
        .iter()
        .enumerate()
        .take(count)
        .take_while(|&(index, item)| *item == Item::Old(index))
        .count();
    let end = new
        .iter()
        .rev()
        .zip((start..count).rev())
        .take(new.len() - start)
        .take_while(|&(item, index)| *item == Item::Old(index))
        .count();
    let middle = new.get(start..new.len() - end).unwrap_or_default();
    let places = count - start - end;
    let kept = places.min(middle.len());
    let replace = middle
        .iter()
        .take(kept)
        .cloned()
        .zip(start..)
        .filter(|(item, place)| *item != Item::Old(*place))
        .map(|(item, place)| (place, item))
        .collect();
    let added: Vec<Item> = middle.iter().skip(kept).cloned().collect();
    let add = (!added.is_empty()).then(|| ((start + kept).checked_sub(1), added));
    Steps {
        replace,
        add,
        delete: start + kept..start + places,
    }
}

/// Finds the items of `new` among the `old` ones, first at their own places.
pub fn matched(old: &[Option<Value>], new: &[Value]) -> Vec<Item> {
    let is_at = |index: usize, value: &Value| {
        old.get(index)
            .and_then(Option::as_ref)
            .is_some_and(|old| is_unchanged(old, value))
    };
    // The old items that are no longer at their places, the nearest to the start first.
    let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (index, value) in old.iter().enumerate() {
        let stays = new.get(index).is_some_and(|value| is_at(index, value));
        if let Some(value) = value.as_ref().filter(|_| !stays) {
            free.entry(likeness(value)).or_default().push_back(index);
        }
    }
    let mut items = Vec::with_capacity(new.len());
    for (index, value) in new.iter().enumerate() {
        if is_at(index, value) {
            items.push(Item::Old(index));
            continue;
        }
        let alike = free.get_mut(&likeness(value));
        let other = alike.and_then(|alike| {
            let at = alike.iter().position(|&other| is_at(other, value))?;
            alike.remove(at)
        });
        items.push(other.map_or_else(|| Item::New(value.clone()), Item::Old));
    }
    items
}

/// A text that is the same for values that are.
fn likeness(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => format!("{text:?}"),
        Value::List(items) => items.iter().map(likeness).collect::<Vec<_>>().join(","),
        Value::Map(entries) => {
            let parts = entries
                .iter()
                .map(|it| [it.key.clone(), likeness(&it.value)]);
            parts.flatten().collect::<Vec<_>>().join(",")
        }
        // A whole number may be written as one with a point.
        Value::Integer(number) => likeness_of(*number as f64),
        Value::Float(number) => likeness_of(number.number()),
        Value::Null => "null".to_owned(),
        Value::Bool(on) => on.to_string(),
    }
}

fn likeness_of(number: f64) -> String {
    if number.is_nan() {
        return "none".to_owned();
    }
    // Zero is `-0` as well.
    (number + 0.0).to_bits().to_string()
}

/// The item that a key of a path names by its index.
pub fn at<'a, T>(items: &'a [T], key: &str) -> Option<(usize, &'a T)> {
    let index = key.parse().ok()?;
    Some((index, items.get(index)?))
}

/// The order after the item at `from` moved to `to`; `None` if there are no such places.
pub fn moved(count: usize, from: usize, to: usize) -> Option<Vec<Item>> {
    if from >= count || to >= count {
        return None;
    }
    let mut order: Vec<Item> = (0..count).map(Item::Old).collect();
    let item = order.remove(from);
    order.insert(to, item);
    Some(order)
}

/// The items without the one at `index`; `None` if there is no such place.
pub fn without(count: usize, index: usize) -> Option<Vec<Item>> {
    (index < count).then(|| {
        (0..count)
            .filter(|&other| other != index)
            .map(Item::Old)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_taken_out_leaves_the_others_alone() {
        let steps = steps(3, &[Item::Old(0), Item::Old(2)]);

        assert_eq!(steps.replace, []);
        assert_eq!(steps.add, None);
        assert_eq!(steps.delete, 1..2);
    }

    #[test]
    fn an_item_added_comes_after_the_last_place() {
        let new = Item::New(Value::Bool(true));

        let steps = steps(1, &[Item::Old(0), new.clone()]);

        assert_eq!(steps.add, Some((Some(0), vec![new])));
        assert!(steps.replace.is_empty() && steps.delete.is_empty());
    }

    #[test]
    fn a_moved_item_changes_only_the_places_between() {
        let steps = steps(4, &moved(4, 1, 2).unwrap());

        assert_eq!(steps.replace, [(1, Item::Old(2)), (2, Item::Old(1))]);
        assert!(steps.add.is_none() && steps.delete.is_empty());
    }

    #[test]
    fn values_that_are_the_same_are_alike_and_few_others() {
        let number =
            |text: &str| Value::Float(crate::model::front_matter::Decimal::read(text).unwrap());
        let values = [
            Value::Null,
            Value::Bool(true),
            Value::Bool(false),
            Value::Integer(0),
            number("-0"),
            Value::Integer(31),
            number("0x1F"),
            number("+31"),
            number("1.5"),
            number("1.50"),
            number("NaN"),
            number("inf"),
            Value::Integer(i64::MAX),
            number("9223372036854775807"),
        ];
        for one in &values {
            for other in &values {
                let are_same = crate::model::front_matter::is_same(one, other);
                assert_eq!(
                    likeness(one) == likeness(other),
                    are_same,
                    "{one:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn equal_items_are_each_taken_once() {
        let a = Value::Text("a".into());
        let b = Value::Text("b".into());

        let items = matched(&[Some(a.clone()), Some(b.clone())], &[b.clone(), b, a]);

        let new = Item::New(Value::Text("b".into()));
        assert_eq!(items, [new, Item::Old(1), Item::Old(0)]);
    }
}
