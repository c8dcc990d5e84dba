//! How much work the line around a shape is, before it is drawn: a short one may be cut into millions of dashes, and
//! a curve that is large without measure into as many parts, dashed or not.
//!
//! Limits: the dashes of words, and what a style sheet says of transforms, are not reckoned; time ends those.

use std::f64::consts::TAU;

use resvg::usvg::roxmltree::Node;
use svgtypes::{
    Length, PathParser, PathSegment, SimplePathSegment, SimplifyingPathParser, Transform,
};

/// Dashes, or parts of a curve, that are as much work as an element.
const DASHES_PER_ELEMENT: f64 = 4.0;
/// So many has a line of 100,000,000 pixels.
const PARTS_OF_PICTURES: f64 = 10_000.0;
/// Above all coordinates and radii of pictures. An arc is cut into as many parts as the sixth root of its radius says,
/// whoever reads it, so that one of `1e300` fills the memory.
const MOST_UNITS: f64 = 1e12;
/// An arc with so small a radius is a line.
const STRAIGHT: f64 = 1e-5;
/// What a picture is enlarged to at most, in pixels.
const MOST_PIXELS: f64 = 3_200.0;

/// In elements, for a shape that is drawn with these dashes.
pub(super) fn weight(shape: Node<'_, '_>, dashes: &str) -> u64 {
    let numbers: Vec<f64> = dashes
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter_map(number)
        .collect();
    let period: f64 = numbers.iter().sum();
    if numbers.iter().any(|&number| number < 0.0) || period <= 0.0 {
        return 0;
    }
    let length = length_of(shape);
    let count = length * numbers.len() as f64 / period / 2.0;
    rounded((count + parts(shape, length)) / DASHES_PER_ELEMENT)
}

/// In elements, for a shape that is larger than a picture has it: the line around it is cut into as many parts as if
/// it were dashed.
pub(super) fn weight_of_size(shape: Node<'_, '_>) -> u64 {
    let parts = parts(shape, length_of(shape));
    if parts <= PARTS_OF_PICTURES {
        0
    } else {
        rounded(parts / DASHES_PER_ELEMENT)
    }
}

/// A curve is halved until its parts are as good as straight.
fn parts(shape: Node<'_, '_>, length: f64) -> f64 {
    (length * enlarged(shape)).sqrt()
}

/// About how long the line around a shape is, in its own units.
fn length_of(shape: Node<'_, '_>) -> f64 {
    let said = |name| shape.attribute(name).and_then(number).unwrap_or_default();
    match shape.tag_name().name() {
        "path" => path_length(shape.attribute("d").unwrap_or_default()),
        "polyline" | "polygon" => {
            let points = shape.attribute("points").unwrap_or_default();
            2.0 * path_length(&format!("M{points}"))
        }
        "line" => (said("x2") - said("x1")).hypot(said("y2") - said("y1")),
        "rect" => 2.0 * (said("width") + said("height")),
        "circle" => TAU * said("r"),
        "ellipse" => TAU * said("rx").max(said("ry")),
        _ => 0.0,
    }
}

fn path_length(path: &str) -> f64 {
    if is_beyond_measure(path) {
        return f64::INFINITY;
    }
    let (mut length, mut start, mut at) = (0.0, [0.0, 0.0], [0.0, 0.0]);
    let mut go = |at: &mut [f64; 2], to: [f64; 2]| {
        let [[x, y], [to_x, to_y]] = [*at, to];
        length += (to_x - x).hypot(to_y - y);
        *at = to;
    };
    for segment in SimplifyingPathParser::from(path).map_while(Result::ok) {
        match segment {
            SimplePathSegment::MoveTo { x, y } => {
                start = [x, y];
                at = start;
            }
            SimplePathSegment::LineTo { x, y } => go(&mut at, [x, y]),
            SimplePathSegment::Quadratic { x1, y1, x, y } => {
                go(&mut at, [x1, y1]);
                go(&mut at, [x, y]);
            }
            SimplePathSegment::CurveTo {
                x1,
                y1,
                x2,
                y2,
                x,
                y,
            } => {
                go(&mut at, [x1, y1]);
                go(&mut at, [x2, y2]);
                go(&mut at, [x, y]);
            }
            SimplePathSegment::ClosePath => go(&mut at, start),
        }
    }
    length
}

/// Whether a coordinate, or the radius of an arc, is larger than a picture can have it. Asked before the path is made
/// simple.
fn is_beyond_measure(path: &str) -> bool {
    let segments = || PathParser::from(path).map_while(Result::ok);
    // Relative coordinates add up.
    let farthest: f64 = segments().map(|segment| farthest_of(&segment)).sum();
    // An arc that does not reach its end is enlarged until it does.
    let radius = |segment| match segment {
        PathSegment::EllipticalArc { rx, ry, .. } => {
            let [smaller, larger] = [rx.abs().min(ry.abs()), rx.abs().max(ry.abs())];
            if smaller <= STRAIGHT {
                0.0
            } else {
                larger * (2.0 * farthest / smaller).max(1.0)
            }
        }
        _ => 0.0,
    };
    let is_too_large = |it: f64| it.is_nan() || it > MOST_UNITS;
    is_too_large(farthest) || segments().map(radius).any(is_too_large)
}

/// The sum of its coordinates, without their signs.
fn farthest_of(segment: &PathSegment) -> f64 {
    let coordinates: &[f64] = match *segment {
        PathSegment::MoveTo { x, y, .. }
        | PathSegment::LineTo { x, y, .. }
        | PathSegment::SmoothQuadratic { x, y, .. }
        | PathSegment::EllipticalArc { x, y, .. } => &[x, y],
        PathSegment::HorizontalLineTo { x, .. } => &[x],
        PathSegment::VerticalLineTo { y, .. } => &[y],
        PathSegment::CurveTo {
            x1,
            y1,
            x2,
            y2,
            x,
            y,
            ..
        } => &[x1, y1, x2, y2, x, y],
        PathSegment::SmoothCurveTo { x2, y2, x, y, .. } => &[x2, y2, x, y],
        PathSegment::Quadratic { x1, y1, x, y, .. } => &[x1, y1, x, y],
        PathSegment::ClosePath { .. } => &[],
    };
    coordinates.iter().map(|it| it.abs()).sum()
}

/// How many times larger a shape is drawn than its own units say, at most.
fn enlarged(shape: Node<'_, '_>) -> f64 {
    shape
        .ancestors()
        .map(|node| by_transform(node) * by_view(node))
        .product()
}

fn by_transform(node: Node<'_, '_>) -> f64 {
    let said = ["transform", "patternTransform"];
    let said = said.iter().find_map(|name| node.attribute(*name));
    let Some(transform) = said.and_then(|said| said.parse::<Transform>().ok()) else {
        return 1.0;
    };
    transform
        .a
        .hypot(transform.b)
        .max(transform.c.hypot(transform.d))
}

fn by_view(node: Node<'_, '_>) -> f64 {
    let view = node.attribute("viewBox").unwrap_or_default();
    let numbers: Vec<f64> = view
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter_map(number)
        .collect();
    let &[_, _, width, height] = numbers.as_slice() else {
        return 1.0;
    };
    let side = width.min(height);
    if side > 0.0 { MOST_PIXELS / side } else { 1.0 }
}

/// The number that a length begins with; its unit makes little of it.
fn number(length: &str) -> Option<f64> {
    let length: Length = length.trim().parse().ok()?;
    Some(length.number)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it saturates, and is never below zero"
)]
fn rounded(weight: f64) -> u64 {
    // What is no number comes of numbers that are too large.
    if weight.is_nan() {
        u64::MAX
    } else {
        weight as u64
    }
}
