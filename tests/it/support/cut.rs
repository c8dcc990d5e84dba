//! Which texts of a frame nobody can read to their end.

use egui::{
    FullOutput, Rect, Shape,
    epaint::{ClippedShape, TextShape},
};

/// Points that a letter may stand over the edge of its room.
const OVER: f32 = 1.5;

/// What is drawn of a text that is to be read.
struct Drawn {
    text: String,
    /// What is seen of it.
    rect: Rect,
    /// So many covers were drawn before it.
    covers: usize,
}

/// What is drawn, in its order.
#[derive(Default)]
struct Seen {
    texts: Vec<Drawn>,
    /// What is drawn below them is not read.
    covers: Vec<Rect>,
    found: Vec<String>,
}

/// The texts with `mark` in them that end with dots, stand over the edge of their room at a side, or
/// stand upon one another, each with what is wrong with it. What is scrolled away is not cut.
pub fn cut(output: &FullOutput, mark: char) -> Vec<String> {
    let mut seen = Seen::default();
    for ClippedShape {
        clip_rect, shape, ..
    } in &output.shapes
    {
        seen.look(shape, *clip_rect, mark);
    }
    seen.found
}

/// All texts that are drawn.
pub fn drawn_texts(output: &FullOutput) -> Vec<String> {
    let mut texts = Vec::new();
    for clipped in &output.shapes {
        collect(&clipped.shape, &mut texts);
    }
    texts
}

fn collect(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
        Shape::Text(text) => texts.push(text.galley.text().to_owned()),
        _ => {}
    }
}

impl Seen {
    fn look(&mut self, shape: &Shape, clip: Rect, mark: char) {
        match shape {
            Shape::Vec(shapes) => {
                for shape in shapes {
                    self.look(shape, clip, mark);
                }
            }
            Shape::Rect(rect) if rect.fill.a() > 200 => {
                self.covers.push(rect.rect.intersect(clip).expand(OVER));
            }
            Shape::Text(text) if text.galley.text().contains(mark) => self.look_at(text, clip),
            _ => {}
        }
    }

    fn look_at(&mut self, text: &TextShape, clip: Rect) {
        let words = text.galley.text().to_owned();
        let rect = text.galley.rect.translate(text.pos.to_vec2());
        if !clip.intersects(rect) || clip.intersect(rect).height() < 2.0 {
            return;
        }
        if text.galley.elided {
            self.found.push(format!("ends with dots: {words}"));
        }
        if rect.left() < clip.left() - OVER || rect.right() > clip.right() + OVER {
            let (from, to) = (rect.left() - clip.left(), rect.right() - clip.right());
            self.found
                .push(format!("over the edge by {from:.0} and {to:.0}: {words}"));
        }
        for row in &text.galley.rows {
            let row = row.rect().translate(text.pos.to_vec2()).intersect(clip);
            let row = row.shrink(OVER);
            if !row.is_positive() {
                continue;
            }
            let below = self.texts.iter().find(|drawn| {
                let both = drawn.rect.intersect(row);
                let mut later = self.covers.iter().skip(drawn.covers);
                both.is_positive() && drawn.text != words && !later.any(|it| it.contains_rect(both))
            });
            if let Some(below) = below {
                self.found
                    .push(format!("{words} stands upon {}", below.text));
            }
            self.texts.push(Drawn {
                text: words.clone(),
                rect: row,
                covers: self.covers.len(),
            });
        }
    }
}
