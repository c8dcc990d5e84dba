//! Makes one change of a head: its place is found, splices are planned, and what they make is read
//! again before anyone sees them. What is alike in every language is here; how one is written is
//! told by its [`Syntax`].

use super::{
    Change, KeyPath, Refusal, Value,
    lines::slice,
    list::{self, Item},
    node::{self, Node, Shape},
    splice::{Splice, join},
    values::{self, is_unchanged, nested},
    verify::{After, Meant},
};
use crate::model::{
    said::{Said, said},
    text::Edit,
};

/// The splices of a change, and what they are meant to make.
struct Plan {
    splices: Vec<Splice>,
    meant: Meant,
}

pub type Splices = Result<Vec<Splice>, Refusal>;

/// A head in its language, while one change of it is planned. Each of its splices may be refused.
pub trait Syntax: Sized {
    type Node: Node;

    fn text(&self) -> &str;

    /// `None`: there is nothing in the head.
    fn root(&self) -> Option<&Self::Node>;

    /// The same head, where values are written in the way that is read best. Asked for when the
    /// natural way did not read back.
    fn careful(self) -> Option<Self> {
        None
    }

    /// Refuses a value that cannot be written in this language.
    fn can_hold(&self, _value: &Value) -> Result<(), Refusal> {
        Ok(())
    }

    /// Refuses what `key` is looked for in, if what is in it must not be changed.
    fn may_pass(&self, _place: &Place<'_, Self::Node>, _key: &str) -> Result<(), Refusal> {
        Ok(())
    }

    /// Refuses a value that must not be changed.
    fn may_change(&self, _place: &Place<'_, Self::Node>) -> Result<(), Refusal> {
        Ok(())
    }

    /// Whether a list without items can be written where this one is.
    fn can_be_empty(&self, _list: &Self::Node) -> bool {
        true
    }

    /// Adds the first of `keys` to the map at `host`, with a group for each of the others and
    /// `value` in the last one. Without a host the head is empty.
    fn add(&self, host: Option<&Place<'_, Self::Node>>, keys: &[String], value: &Value) -> Splices;

    /// Puts `value` in the place of a key's value, which is a scalar or empty.
    fn put(&self, place: &Place<'_, Self::Node>, value: &Value) -> Splices;

    /// Takes a key out with its value.
    fn take_out(&self, place: &Place<'_, Self::Node>) -> Splices;

    fn rename(&self, place: &Place<'_, Self::Node>, key: &str) -> Splices;

    /// Brings the items of a list into `order`, which is another than theirs.
    fn arrange(&self, list: &Place<'_, Self::Node>, order: &[Item]) -> Splices;

    /// Whether `edit` does what was meant and nothing else.
    fn is_exact(&self, edit: &Edit, meant: &Meant) -> bool;
}

/// A value, and the way to it.
pub struct Place<'a, N> {
    pub node: &'a N,
    /// From the root down: a list or map, and the index in it of the next.
    way: Vec<(&'a N, usize)>,
}

/// Where the value of a path is, or would be.
enum Lookup<'a, N> {
    Found(Place<'a, N>),
    Missing {
        /// The deepest map there is, or what is empty and becomes one.
        host: Option<Place<'a, N>>,
        /// The keys that are missing.
        rest: &'a [String],
    },
}

impl Plan {
    fn new(splices: Vec<Splice>, at: Vec<usize>, after: After) -> Self {
        let meant = Meant { at, after };
        Self { splices, meant }
    }
}

/// The smallest edit that makes `change` of the head; `None` if nothing would change.
pub fn edit<S: Syntax>(head: S, change: &Change) -> Result<Option<Edit>, Refusal> {
    match attempt(&head, change) {
        Err(Refusal::Unverified) => {
            let careful = head.careful().ok_or(Refusal::Unverified)?;
            attempt(&careful, change)
        }
        edit => edit,
    }
}

fn attempt<S: Syntax>(head: &S, change: &Change) -> Result<Option<Edit>, Refusal> {
    let Some(Plan { splices, meant }) = plan(head, change)? else {
        return Ok(None);
    };
    let is_there = |splice: &Splice| slice(head.text(), splice.range.clone()) == splice.insert;
    // What has no splice at all could not be planned.
    if !splices.is_empty() && splices.iter().all(is_there) {
        return Ok(None);
    }
    let edit = join(head.text(), splices);
    let exact = edit.filter(|edit| head.is_exact(edit, &meant));
    exact.map(Some).ok_or(Refusal::Unverified)
}

fn plan<S: Syntax>(head: &S, change: &Change) -> Result<Option<Plan>, Refusal> {
    match change {
        Change::Set { path, value } => set(head, path, value),
        Change::Remove { path } => remove(head, path),
        Change::Rename { path, key } => rename(head, path, key),
        Change::AddItem { path, item } => add_item(head, path, item.clone()),
        Change::AddMap { path, entries } => {
            let entries = entries.iter();
            let map = entries.map(|(key, value)| values::entry(key.clone(), value.clone()));
            add_item(head, path, Value::Map(map.collect()))
        }
        Change::RemoveItem { path, index } => {
            order(head, path, |count| list::without(count, *index))
        }
        Change::MoveItem { path, from, to } => {
            order(head, path, |count| list::moved(count, *from, *to))
        }
    }
}

/// Refuses a value if it, or one in it, cannot be written.
fn can_hold<S: Syntax>(head: &S, value: &Value) -> Result<(), Refusal> {
    head.can_hold(value)?;
    match value {
        Value::List(items) => items.iter().try_for_each(|item| can_hold(head, item)),
        Value::Map(entries) => {
            let mut entries = entries.iter();
            entries.try_for_each(|entry| can_hold(head, &entry.value))
        }
        _ => Ok(()),
    }
}

/// A number that is written in a way that the language does not have.
pub fn no_such_number(written: &str) -> Refusal {
    not(said!("head-no-such-number", number = written))
}

fn set<S: Syntax>(head: &S, path: &KeyPath, value: &Value) -> Result<Option<Plan>, Refusal> {
    can_hold(head, value)?;
    let place = match look_up(head, path)? {
        Lookup::Found(place) => place,
        Lookup::Missing { host, rest } => return add(head, host, rest, value).map(Some),
    };
    if node::value(place.node).is_some_and(|old| is_unchanged(&old, value)) {
        return Ok(None);
    }
    head.may_change(&place)?;
    let key = place.name();
    match (place.node.shape(), value) {
        (Shape::List, Value::List(new)) if !new.is_empty() || head.can_be_empty(place.node) => {
            let old: Vec<_> = node::children(place.node).map(node::value).collect();
            let order = list::matched(&old, new);
            arrange(head, &place, order)
        }
        (Shape::Map, Value::Map(_)) if place.is_item() && place.node.count() > 0 => {
            let item = place.holder().map_or(0, |(_, index)| index) + 1;
            Err(not(said!("head-item-group-keys", item = item, key = key)))
        }
        _ if place.is_item() => replace(head, &place, value).map(Some),
        (Shape::List, _) if place.node.count() > 0 => Err(not(said!("head-list", key = key))),
        (Shape::Map, _) if place.node.count() > 0 => Err(not(said!("head-group-keys", key = key))),
        _ => replace(head, &place, value).map(Some),
    }
}

fn remove<S: Syntax>(head: &S, path: &KeyPath) -> Result<Option<Plan>, Refusal> {
    let Lookup::Found(place) = look_up(head, path)? else {
        return Ok(None);
    };
    head.may_change(&place)?;
    match (place.above(), place.holder()) {
        (Some(list), Some((_, index))) if place.is_item() => {
            order_items(head, &list, |count| list::without(count, index))
        }
        _ => take_out(head, &place).map(Some),
    }
}

fn rename<S: Syntax>(head: &S, path: &KeyPath, key: &str) -> Result<Option<Plan>, Refusal> {
    let place = match look_up(head, path)? {
        Lookup::Found(place) if !place.is_item() => place,
        _ => return Err(not(said!("head-not-there", key = path.to_string()))),
    };
    if place.name() == key {
        return Ok(None);
    }
    let is_taken = place.holder().is_some_and(|(map, index)| {
        let others = (0..map.count()).filter(|&other| other != index);
        let mut keys = others.filter_map(|other| map.key(other));
        keys.any(|(other, _)| other.to_lowercase() == key.to_lowercase())
    });
    if key.is_empty() || is_taken {
        return Err(not(said!("head-there-key-already", key = key)));
    }
    let splices = head.rename(&place, key)?;
    let after = After::Renamed(key.to_owned());
    Ok(Some(Plan::new(splices, place.at(), after)))
}

fn add_item<S: Syntax>(head: &S, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
    can_hold(head, &new)?;
    let place = match look_up(head, path)? {
        Lookup::Found(place) => place,
        Lookup::Missing { host, rest } => {
            return add(head, host, rest, &Value::List(vec![new])).map(Some);
        }
    };
    head.may_change(&place)?;
    match place.node.shape() {
        Shape::List => {
            let old = (0..place.node.count()).map(Item::Old);
            arrange(head, &place, old.chain([Item::New(new)]).collect())
        }
        Shape::Scalar if !place.is_item() => {
            let old = node::value(place.node).filter(|_| !is_empty(place.node));
            let items = old.into_iter().chain([new]).collect();
            replace(head, &place, &Value::List(items)).map(Some)
        }
        Shape::Scalar | Shape::Map => Err(not(said!("head-not-list", key = place.name()))),
    }
}

/// Brings the items of a list into the order that `order` makes of their count.
fn order<S: Syntax>(
    head: &S,
    path: &KeyPath,
    order: impl Fn(usize) -> Option<Vec<Item>>,
) -> Result<Option<Plan>, Refusal> {
    let Lookup::Found(place) = look_up(head, path)? else {
        return Err(not(said!("head-not-there", key = path.to_string())));
    };
    let is_alone = place.node.shape() == Shape::Scalar && !is_empty(place.node);
    if !is_alone || place.is_item() {
        return order_items(head, &place, order);
    }
    // A text alone is a list of one to the form.
    head.may_change(&place)?;
    let order = order(1).ok_or_else(|| no_such_item(&place))?;
    let nothing = Value::List(Vec::new());
    let is_gone = order.is_empty();
    is_gone.then(|| replace(head, &place, &nothing)).transpose()
}

fn order_items<S: Syntax>(
    head: &S,
    list: &Place<'_, S::Node>,
    order: impl Fn(usize) -> Option<Vec<Item>>,
) -> Result<Option<Plan>, Refusal> {
    head.may_change(list)?;
    if list.node.shape() != Shape::List {
        return Err(no_such_item(list));
    }
    let order = order(list.node.count()).ok_or_else(|| no_such_item(list))?;
    arrange(head, list, order)
}

fn arrange<S: Syntax>(
    head: &S,
    list: &Place<'_, S::Node>,
    order: Vec<Item>,
) -> Result<Option<Plan>, Refusal> {
    let is_as_before = (0..).zip(&order).all(|(at, item)| *item == Item::Old(at));
    if order.len() == list.node.count() && is_as_before {
        return Ok(None);
    }
    if order.is_empty() && !head.can_be_empty(list.node) {
        return take_out(head, list).map(Some);
    }
    let splices = head.arrange(list, &order)?;
    Ok(Some(Plan::new(splices, list.at(), After::Items(order))))
}

fn add<S: Syntax>(
    head: &S,
    host: Option<Place<'_, S::Node>>,
    keys: &[String],
    value: &Value,
) -> Result<Plan, Refusal> {
    let Some((key, deeper)) = keys.split_first() else {
        return Err(not(said!("head-path-names-no-key")));
    };
    if let Some(host) = host.as_ref().filter(|it| it.node.shape() == Shape::Scalar) {
        return replace(head, host, &nested(keys, value.clone()));
    }
    let splices = head.add(host.as_ref(), keys, value)?;
    let at = host.map(|host| host.at()).unwrap_or_default();
    let after = After::Added(key.clone(), nested(deeper, value.clone()));
    Ok(Plan::new(splices, at, after))
}

/// Puts another value in a place.
fn replace<S: Syntax>(
    head: &S,
    place: &Place<'_, S::Node>,
    value: &Value,
) -> Result<Plan, Refusal> {
    let splices = match (place.above(), place.holder()) {
        (Some(list), Some((_, index))) if place.is_item() => {
            let order = (0..list.node.count()).map(|at| match at {
                at if at == index => Item::New(value.clone()),
                at => Item::Old(at),
            });
            head.arrange(&list, &order.collect::<Vec<_>>())?
        }
        _ => head.put(place, value)?,
    };
    Ok(Plan::new(splices, place.at(), After::Value(value.clone())))
}

fn take_out<S: Syntax>(head: &S, place: &Place<'_, S::Node>) -> Result<Plan, Refusal> {
    Ok(Plan::new(head.take_out(place)?, place.at(), After::Removed))
}

fn look_up<'a, S: Syntax>(head: &'a S, path: &'a KeyPath) -> Result<Lookup<'a, S::Node>, Refusal> {
    let mut rest = path.0.as_slice();
    let Some(root) = head.root() else {
        return Ok(Lookup::Missing { host: None, rest });
    };
    if rest.is_empty() {
        return Err(not(said!("head-path-names-no-key")));
    }
    let mut place = Place {
        node: root,
        way: Vec::new(),
    };
    while let [key, deeper @ ..] = rest {
        head.may_pass(&place, key)?;
        let index = match place.node.shape() {
            Shape::List => {
                let index = key.parse().ok().filter(|&at| at < place.node.count());
                let none = || not(said!("head-names-no-item-list", key = path.to_string()));
                Some(index.ok_or_else(none)?)
            }
            Shape::Map => node::find(place.node, key),
            Shape::Scalar if is_empty(place.node) => None,
            Shape::Scalar => return Err(not(said!("head-not-group-keys", key = place.name()))),
        };
        let inner = index.and_then(|index| Some((index, place.node.child(index)?)));
        let Some((index, inner)) = inner else {
            let host = Some(place);
            return Ok(Lookup::Missing { host, rest });
        };
        place.way.push((place.node, index));
        place.node = inner;
        rest = deeper;
    }
    Ok(Lookup::Found(place))
}

/// Whether a value may be filled as if it was missing: nothing, null or an empty text.
fn is_empty<N: Node>(node: &N) -> bool {
    match node.scalar() {
        Some(Value::Null) => true,
        Some(Value::Text(text)) => text.is_empty(),
        _ => false,
    }
}

impl<'a, N: Node> Place<'a, N> {
    /// The way to it, by index.
    pub fn at(&self) -> Vec<usize> {
        self.way.iter().map(|&(_, index)| index).collect()
    }

    /// The list or map it is in, and where; `None` for the root.
    pub fn holder(&self) -> Option<(&'a N, usize)> {
        self.way.last().copied()
    }

    /// The place of what it is in.
    pub fn above(&self) -> Option<Self> {
        let (&(node, _), way) = self.way.split_last()?;
        Some(Self {
            node,
            way: way.to_vec(),
        })
    }

    pub fn is_item(&self) -> bool {
        let holder = self.holder();
        holder.is_some_and(|(node, _)| node.shape() == Shape::List)
    }

    /// The keys on the way, as the head writes them.
    pub fn keys(&self) -> Vec<&'a str> {
        let keys = self.way.iter().filter_map(|&(node, index)| node.key(index));
        keys.map(|(key, _)| key).collect()
    }

    /// Whether a list is on the way.
    pub fn is_in_list(&self) -> bool {
        let mut way = self.way.iter();
        way.any(|(node, _)| node.shape() == Shape::List)
    }

    /// What a writer calls it: its key, or that of the list it is an item of.
    pub fn name(&self) -> &'a str {
        self.keys().last().copied().unwrap_or("…")
    }
}

fn no_such_item<N: Node>(place: &Place<'_, N>) -> Refusal {
    not(said!("head-has-no-such-item", key = place.name()))
}

pub fn not(why: Said) -> Refusal {
    Refusal::NotEditable(why)
}
