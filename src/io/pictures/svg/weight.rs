//! How much a vector picture draws, before anything of it is drawn.
//!
//! What is named is drawn as often as it is named: `use`, `marker`, `mask`, `pattern`, `clipPath`,
//! `filter` and what else an `href` or a `url(#…)` leads to, in attributes and in style sheets.
//! Thirty of them, each naming the next one twice, draw a thousand million things.
//!
//! A line that is dashed is as heavy as its dashes are many (`dashes`).
//!
//! Not weighed is how large something is drawn: time and memory are limited where it is drawn.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use simplecss::{AttributeOperator, Element, PseudoClass, StyleSheet};

use super::dashes;
use crate::io::pictures::PictureError;

/// Elements, letters and passes of a filter, with those that are repeated counted each time.
const MAX_WEIGHT: u64 = 100_000;
pub(super) const MAX_DEPTH: usize = 200;
/// What one part of a filter may ask of each pixel.
const MAX_OCTAVES: f32 = 10.0;
const MAX_KERNEL: f32 = 225.0;
const MAX_RADIUS: f32 = 100.0;
/// Each keeps a picture in the memory.
const MAX_PASSES: u64 = 50;
/// A pass of a filter touches each pixel several times.
const PASS: u64 = 20;
/// Style sheets are tried on each element.
const MAX_RULES: usize = 1_000;
const DASHES: &str = "stroke-dasharray";

/// # Errors
/// If more is drawn than can be.
pub(super) fn weigh(document: &Document<'_>) -> Result<(), PictureError> {
    let styles = StyleRules::of(document);
    let mut weigher = Weigher {
        named: document
            .descendants()
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect(),
        styles: &styles,
        known: HashMap::new(),
    };
    let weight = weigher.weigh(document.root_element(), 0);
    let asks_too_much = || document.descendants().any(|node| asks_too_much(node));
    if weight > MAX_WEIGHT || styles.rules.len() > MAX_RULES || asks_too_much() {
        return Err(PictureError::TooMuch);
    }
    Ok(())
}

struct Weigher<'a, 'input> {
    named: HashMap<&'a str, Node<'a, 'input>>,
    styles: &'a StyleRules<'a>,
    known: HashMap<NodeId, u64>,
}

impl<'a, 'input> Weigher<'a, 'input> {
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> u64 {
        if depth > MAX_DEPTH {
            return u64::MAX;
        }
        if let Some(&weight) = self.known.get(&node.id()) {
            return weight;
        }
        // What is in itself is as heavy as can be, until it is known.
        self.known.insert(node.id(), u64::MAX);
        let mut weight = own_weight(node);
        if is_shape(node) {
            let line = match self.dashes_of(node) {
                Some(dashes) => dashes::weight(node, dashes),
                None => 0,
            };
            weight = weight.saturating_add(line.max(dashes::weight_of_size(node)));
        }
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.weigh(child, depth + 1));
        }
        for (name, times) in self.named_by(node) {
            if let Some(target) = self.named.get(name).copied().filter(is_drawn) {
                let target = self.weigh(target, depth + 1);
                weight = weight.saturating_add(target.saturating_mul(times));
            }
        }
        self.known.insert(node.id(), weight);
        weight
    }

    /// The names of what is drawn for an element, and how often.
    fn named_by(&self, node: Node<'a, 'input>) -> Vec<(&'a str, u64)> {
        let mut names: Vec<(&str, u64)> = Vec::new();
        let href = node.attributes().find(|it| it.name() == "href");
        let href = href.filter(|_| draws_what_it_leads_to(node));
        if let Some(name) = href.and_then(|href| href.value().trim().strip_prefix('#')) {
            names.push((name, 1));
        }
        for (property, value) in self.said(node) {
            if !is_inherited(property) {
                names.extend(urls(value).map(|name| (name, 1)));
            }
        }
        if is_shape(node) {
            let vertices = vertices_of(node);
            for kind in ["fill", "stroke", "marker"] {
                let times = if kind == "marker" { vertices } else { 1 };
                let said = self.nearest(node, kind);
                names.extend(said.into_iter().map(|name| (name, times)));
            }
        }
        names
    }

    /// What the element, or the nearest one around it, says of `fill`, `stroke` or `marker`. What
    /// is defined takes nothing from where the definition stands.
    fn nearest(&self, node: Node<'a, 'input>, kind: &str) -> Vec<&'a str> {
        for node in node.ancestors() {
            let said = self.said(node).into_iter();
            let of_kind: Vec<&str> = said
                .filter(|(property, _)| property.starts_with(kind))
                .flat_map(|(_, value)| urls(value))
                .collect();
            if !of_kind.is_empty() || is_definition(node) {
                return of_kind;
            }
        }
        Vec::new()
    }

    /// What the element, or the nearest one around it, says of dashes.
    fn dashes_of(&self, node: Node<'a, 'input>) -> Option<&'a str> {
        node.ancestors().find_map(|node| {
            let style = node.attribute("style").unwrap_or_default();
            let said = declarations(style).chain(self.styles.on(node));
            let said = said.filter(|(property, _)| *property == DASHES).last();
            said.map(|(_, value)| value)
                .or_else(|| node.attribute(DASHES))
        })
    }

    /// What names something by `url(#…)`, with its property.
    fn said(&self, node: Node<'a, 'input>) -> Vec<(&'a str, &'a str)> {
        let mut said: Vec<(&str, &str)> = Vec::new();
        for attribute in node.attributes().filter(|it| it.value().contains("url(")) {
            if attribute.name() == "style" {
                said.extend(declarations(attribute.value()));
            } else {
                said.push((attribute.name(), attribute.value()));
            }
        }
        said.extend(self.styles.on(node));
        said
    }
}

/// The rules of style sheets that name something, or say which lines are dashed.
struct StyleRules<'a> {
    rules: Vec<simplecss::Rule<'a>>,
}

impl<'a> StyleRules<'a> {
    fn of(document: &'a Document<'_>) -> Self {
        let mut sheet = StyleSheet::new();
        let styles = document.descendants().filter(|it| it.has_tag_name("style"));
        for text in styles.filter_map(|style| style.text()) {
            if text.contains("url(") || text.contains(DASHES) {
                sheet.parse_more(text);
            }
        }
        let mut rules = sheet.rules;
        rules.retain(|rule| {
            let mut declarations = rule.declarations.iter();
            declarations.any(|it| it.value.contains("url(") || it.name == DASHES)
        });
        Self { rules }
    }

    fn on(&self, node: Node<'_, '_>) -> impl Iterator<Item = (&'a str, &'a str)> {
        let rules = self.rules.iter();
        rules
            .filter(move |rule| rule.selector.matches(&Styled(node)))
            .flat_map(|rule| rule.declarations.iter().map(|it| (it.name, it.value)))
            .collect::<Vec<_>>()
            .into_iter()
    }
}

struct Styled<'a, 'input>(Node<'a, 'input>);

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0
            .attribute(name)
            .is_some_and(|it| operator.matches(it))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

fn own_weight(node: Node<'_, '_>) -> u64 {
    let name = node.tag_name().name();
    if name.starts_with("fe") {
        return PASS;
    }
    if is_text(node) {
        let letters = node.children().filter(Node::is_text);
        let letters = letters.filter_map(|text| text.text()).map(str::len).sum();
        return 1 + as_weight(letters);
    }
    1
}

/// Whether what is named is drawn itself; the colours of a gradient are not.
fn is_drawn(node: &Node<'_, '_>) -> bool {
    !matches!(
        node.tag_name().name(),
        "linearGradient" | "radialGradient" | "stop"
    )
}

/// A link and an animation lead to what is drawn elsewhere.
fn draws_what_it_leads_to(node: Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "use" | "pattern" | "filter" | "textPath" | "tref" | "feImage"
    )
}

fn is_shape(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let shapes = [
        "path", "line", "polyline", "polygon", "rect", "circle", "ellipse",
    ];
    shapes.contains(&name) || is_text(node)
}

fn is_text(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "text" | "tspan" | "textPath")
}

fn is_definition(node: Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "marker" | "mask" | "pattern" | "clipPath" | "symbol"
    )
}

fn is_inherited(property: &str) -> bool {
    ["fill", "stroke", "marker"]
        .iter()
        .any(|kind| property.starts_with(kind))
}

/// About how many corners a line has, each of which may have a marker: by its numbers.
fn vertices_of(node: Node<'_, '_>) -> u64 {
    let line = node.attribute("d").or_else(|| node.attribute("points"));
    let Some(line) = line else { return 2 };
    let mut numbers = 0;
    let mut is_within = false;
    for byte in line.bytes() {
        let is_number = byte.is_ascii_digit() || byte == b'.';
        // `1.5.5` and `1-1` are two numbers each.
        if is_number && !(is_within && byte != b'.') {
            numbers += 1;
        }
        is_within = is_number;
    }
    as_weight(numbers).max(2)
}

/// The names in `url(#…)`.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let name = rest.split(')').next()?;
        let name = name.trim_matches([' ', '\t', '\n', '\r', '"', '\'']);
        name.strip_prefix('#')
    })
}

/// The declarations of a `style` attribute.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value))
    })
}

/// Whether a part of a filter asks for more than any picture needs.
fn asks_too_much(node: Node<'_, '_>) -> bool {
    let numbers = |name| -> Vec<f32> {
        let value = node.attribute(name).unwrap_or_default();
        let numbers = value.split(|c: char| c.is_whitespace() || c == ',');
        numbers.filter_map(|number| number.parse().ok()).collect()
    };
    let is_above = |name, limit| numbers(name).iter().any(|&number| number > limit);
    match node.tag_name().name() {
        "feTurbulence" => is_above("numOctaves", MAX_OCTAVES),
        "feMorphology" => is_above("radius", MAX_RADIUS),
        "feConvolveMatrix" => match numbers("order")[..] {
            [both] => both * both > MAX_KERNEL,
            [x, y, ..] => x * y > MAX_KERNEL,
            [] => false,
        },
        "filter" => as_weight(node.children().filter(Node::is_element).count()) > MAX_PASSES,
        _ => {
            let functions = node.attribute("filter").map(|it| it.matches('(').count());
            as_weight(functions.unwrap_or_default()) > MAX_PASSES
        }
    }
}

fn as_weight(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[track_caller]
    fn check(inside: &str, is_light: bool) {
        let text = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>"#
        );
        let document = Document::parse(&text).unwrap();
        assert_eq!(weigh(&document).is_ok(), is_light, "{inside:.300}");
    }

    /// Thirty definitions, each naming the next one twice, and something that names the first.
    fn chain(tag: &str, inner: &str, outer: &str) -> String {
        let mut chain = String::new();
        for level in 0..30 {
            let next = inner.replace('N', &(level + 1).to_string()).repeat(2);
            write!(chain, r#"<{tag} id="n{level}">{next}</{tag}>"#).unwrap();
        }
        chain + &outer.replace('N', "0")
    }

    #[test]
    fn all_that_names_something_is_weighed() {
        for (tag, attribute) in [
            ("marker", "marker-end"),
            ("marker", "marker"),
            ("mask", "mask"),
            ("pattern", "fill"),
            ("pattern", "stroke"),
            ("clipPath", "clip-path"),
        ] {
            let plain = format!(r#"<path d="M0 0L1 1" {attribute}="url(#nN)"/>"#);
            check(&chain(tag, &plain, &plain), false);
            let quoted = format!(r#"<path d="M0 0" style="x: y; {attribute}: url( '#nN' )"/>"#);
            check(&chain(tag, &quoted, &quoted), false);
            let class = r#"<path d="M0 0" class="nN"/>"#;
            let mut rules = String::new();
            for level in 0..40 {
                write!(rules, ".n{level} {{ {attribute}: url(#n{level}) }}").unwrap();
            }
            let styled = format!("<style>{rules}</style>{}", chain(tag, class, class));
            check(&styled, false);
            let around = format!(r#"<g {attribute}="url(#nN)"><path d="M0 0"/></g>"#);
            check(&chain(tag, &around, &around), false);
        }
        let used = r##"<use xlink:href="#nN"/>"##;
        check(&chain("g", used, used), false);
        let filtered = r##"<feImage href="#nN"/>"##;
        check(
            &chain("filter", filtered, r#"<g filter="url(#nN)"/>"#),
            false,
        );
    }

    #[test]
    fn what_is_named_often_but_light_is_light() {
        let shape =
            r#"<path d="M0 0L1 1" fill="url(#g)" clip-path="url(#c)" marker-end="url(#m)"/>"#;
        let definitions = r#"<defs>
            <linearGradient id="g"><stop/><stop/><stop/></linearGradient>
            <clipPath id="c"><rect/></clipPath>
            <marker id="m"><path d="M0 0"/></marker></defs>"#;
        check(&format!("{definitions}{}", shape.repeat(2_000)), true);
        // The marker stands in what names it.
        let inside = format!(r#"<g marker-end="url(#m)">{definitions}<path d="M0 0"/></g>"#);
        check(&inside, true);
        check(r##"<g id="a"><a href="#a"><path d="M0 0"/></a></g>"##, true);
        check(
            r#"<style>.a { mask: url(#none) }</style><g class="a"/>"#,
            true,
        );
    }

    #[test]
    fn a_marker_is_drawn_at_each_corner() {
        let marker = |corners: usize| {
            let parts = "<rect/>".repeat(100);
            let line = "L1-1".repeat(corners);
            format!(r#"<marker id="m">{parts}</marker><path d="M0 0{line}" marker-mid="url(#m)"/>"#)
        };
        check(&marker(100), true);
        check(&marker(1_000), false);
    }

    #[test]
    fn dashes_are_weighed_by_how_many_there_are() {
        let line = |shape: &str, dashes: &str| {
            for (shape, is_styled) in [
                (format!(r#"<{shape} stroke-dasharray="{dashes}"/>"#), false),
                (
                    format!(r#"<{shape} style="stroke-dasharray: {dashes}"/>"#),
                    false,
                ),
                (
                    format!(r#"<g stroke-dasharray="{dashes}"><{shape}/></g>"#),
                    false,
                ),
                (format!("<{shape} class='d'/>"), true),
            ] {
                let rule = format!("<style>.d {{ stroke-dasharray: {dashes} }}</style>");
                check(
                    &(if is_styled { rule } else { String::new() } + &shape),
                    !dashes.contains("e-"),
                );
            }
        };
        for shape in [
            r#"circle r="100""#,
            r#"ellipse rx="100" ry="1""#,
            r#"rect width="100" height="100""#,
            r#"line x1="3" x2="400""#,
            r#"path d="M0 0h200C1 2 3 4 5 6z""#,
            r#"polygon points="0,0 90,0 90,90""#,
            r#"circle r="1e30" transform="scale(1e30)""#,
        ] {
            line(shape, "1e-4");
            line(shape, "1e-5, 2e-5px");
        }
        for dashes in ["2", "5 3 1", "none", "0", "10%", "-1e-1"] {
            line(r#"circle r="100""#, &dashes.replace("e-", "0"));
        }
        // A curve is cut into parts before it is into dashes.
        let enlarged = r#"<circle r="1" stroke-dasharray="1" transform="scale(1e30)"/>"#;
        check(enlarged, false);
        let map = r#"<path d="M0 0L400 300 900 20C1 2 3 4 5 6" stroke-dasharray="4 2"/>"#;
        check(&map.repeat(100), true);
    }

    #[test]
    fn a_line_that_no_picture_has_is_weighed_without_dashes_too() {
        check(r#"<circle r="1e30" stroke="red"/>"#, false);
        check(
            r#"<circle r="1" transform="scale(1e20)" stroke="red"/>"#,
            false,
        );
        check(r#"<path d="M0 0C1e12 2 3 4 5 6"/>"#, false);
        for arc in [
            "A1e300 1 0 0 1 2 2",
            "a1 1e300 0 0 1 2 2",
            "A1 1 0 0 1 1e300 2",
            "l1e200 1a1 1 0 0 1 2 2",
            "A1e-4 1e8 0 0 1 9e5 2",
        ] {
            check(&format!(r#"<path d="M0 0{arc}"/>"#), false);
            check(&format!(r#"<polygon points="0 0{arc}"/>"#), false);
        }
        check(
            r#"<path d="M0 0A0 9 0 0 1 9 9a40 20 0 1 0 900 2A.1 400 0 0 1 2e3 9"/>"#,
            true,
        );
        check(r#"<circle r="1e6" stroke="red"/>"#, true);
        check(&r#"<circle r="40" stroke="red"/>"#.repeat(2_000), true);
    }

    #[test]
    fn letters_and_filters_are_weighed() {
        check(&format!("<text>{}</text>", "word ".repeat(5_000)), true);
        check(&format!("<text>{}</text>", "word ".repeat(60_000)), false);
        for (part, is_light) in [
            (r#"<feTurbulence numOctaves="5"/>"#, true),
            (r#"<feTurbulence numOctaves="1e9"/>"#, false),
            (r#"<feMorphology radius="3 4"/>"#, true),
            (r#"<feMorphology radius="1 4000"/>"#, false),
            (r#"<feConvolveMatrix order="5"/>"#, true),
            (r#"<feConvolveMatrix order="100,3"/>"#, false),
            ("<feFlood/><feFlood/>", true),
        ] {
            check(&format!("<filter>{part}</filter>"), is_light);
        }
        let long = "<feGaussianBlur/>".repeat(60);
        check(&format!("<filter>{long}</filter>"), false);
        check(
            &format!(r#"<g filter="{}"/>"#, "blur(1px) ".repeat(60)),
            false,
        );
    }
}
