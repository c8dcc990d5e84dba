//! Pictures put together at random are weighed without a panic and without an end that is far off.
//! The seeds lie in `tests/fixtures/fuzz/svg`.
//!
//! `KOPIJ_LONG=1` goes on for five minutes, and draws what is not too heavy, which lies in `kopij-last-drawn.svg` in
//! the folder for temporary files first: run it with a limit of memory (`ulimit -v 4000000`).

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant, SystemTime},
};

use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::{Faces, depth_of, draw, measure, weight};

const TEXTS: u32 = 300;
const LONG: Duration = Duration::from_mins(5);
const MOST_BYTES: usize = 3_000;

const PIECES: &[&str] = &[
    "<g>",
    "</g>",
    "<g id=\"a\">",
    "<use href=\"#a\"/>",
    "<use xlink:href=\"#b\" x=\"1\"/>",
    "<rect width=\"9\" height=\"9\"/>",
    "<mask id=\"a\">",
    "</mask>",
    "<pattern id=\"b\">",
    "</pattern>",
    "<marker id=\"c\">",
    "</marker>",
    "<clipPath id=\"a\">",
    "</clipPath>",
    "<filter id=\"f\">",
    "</filter>",
    "<feGaussianBlur stdDeviation=\"1e9\"/>",
    "<feTurbulence numOctaves=\"99\"/>",
    "<feConvolveMatrix order=\"9\"/>",
    "<feMorphology radius=\"5\"/>",
    "<text>",
    "</text>",
    "<tspan>",
    "</tspan>",
    "a b c",
    "é",
    " fill=\"url(#a)\"",
    " mask=\"url(#b)\"",
    " filter=\"url(#f)\"",
    " style=\"marker:url(#c)\"",
    " class=\"x\"",
    " id=\"d\"",
    "<style>.x{fill:url(#a)}</style>",
    "<style>*{filter:url(#f)}</style>",
    "<style>",
    "</style>",
    "*{",
    "}",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&a;",
    "&#0;",
    "\"",
    "'",
    "<",
    ">",
    "/>",
    "url(",
    "#a",
    ")",
    " stroke-dasharray=\"1e-9 0\"",
    " transform=\"scale(1e30)\"",
    " viewBox=\"0 0 1e-30 1\"",
    "1e308",
    "-1",
    "NaN",
    "0",
    "%",
    "<path d=\"M0 0 A 1e9 1 0 0 1 2 2\"/>",
    "<symbol id=\"a\">",
    "</symbol>",
    "<textPath href=\"#d\">",
    "</textPath>",
    "<linearGradient id=\"b\" href=\"#b\"/>",
    "<svg>",
    "</svg>",
    " width=\"1e30\"",
    " transform=\"scale(1e20)\"",
    " font-size=\"1e9\"",
    " viewBox=\"0 0 0 0\"",
    "<image href=\"data:,\"/>",
    "<switch>",
];

#[test]
fn pictures_put_together_at_random_are_weighed() {
    let files = fs::read_dir("tests/fixtures/fuzz/svg").unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<String> = paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let is_long = std::env::var_os("KOPIJ_LONG").is_some();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let mut dice = Dice(if is_long {
        u64::from(now.unwrap().subsec_nanos()) | 1
    } else {
        2026
    });
    let faces = is_long.then(Faces::new);
    for seed in &seeds {
        try_one(seed, faces.as_ref());
    }
    let start = Instant::now();
    let mut count = 0;
    let goes_on = |count| count < TEXTS || is_long && start.elapsed() < LONG;
    while goes_on(count) {
        count += 1;
        try_one(&dice.picture(&seeds), faces.as_ref());
    }
}

fn try_one(text: &str, faces: Option<&Faces>) {
    let read = || {
        measure(text.as_bytes());
        if depth_of(text) > weight::MAX_DEPTH {
            return;
        }
        let rules = ParsingOptions {
            allow_dtd: true,
            nodes_limit: 200_000,
        };
        let weighed = Document::parse_with_options(text, rules)
            .map(|document| weight::weigh(&document).is_ok());
        if let (Ok(true), Some(faces)) = (weighed, faces) {
            // What takes the program down is found here.
            fs::write(std::env::temp_dir().join("kopij-last-drawn.svg"), text).ok();
            drop(draw(text.as_bytes(), 32, faces));
        }
    };
    assert!(catch_unwind(AssertUnwindSafe(read)).is_ok(), "of {text:?}");
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// A seed that was changed in some places.
    fn picture(&mut self, seeds: &[String]) -> String {
        let mut text = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(8) {
            let start = text.floor_char_boundary(self.below(text.len() + 1));
            match self.below(4) {
                0 => {
                    let end = text.floor_char_boundary(start + self.below(30));
                    text.drain(start..end.max(start));
                }
                1 => {
                    // Twice, where it is likely to be well formed.
                    let end = text[start..]
                        .find('>')
                        .map_or(text.len(), |at| start + at + 1);
                    let again = text[start..end].to_owned();
                    text.insert_str(end, &again);
                }
                _ => text.insert_str(start, PIECES[self.below(PIECES.len())]),
            }
        }
        text.truncate(text.floor_char_boundary(MOST_BYTES));
        text
    }
}
