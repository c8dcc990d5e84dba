//! Paints what egui tessellated, without a graphics card: triangle by triangle, pixel by pixel,
//! as the shaders of egui's own back ends do. Slow and the same everywhere, which is what picture
//! tests need.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a small picture"
)]

use std::{collections::HashMap, ops::Range};

use egui::{
    Color32, ColorImage, Context, FullOutput, ImageData, Pos2, Rect, TextureId, TexturesDelta,
    Vec2,
    epaint::{ImageDelta, Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Paints with the processor. Textures are kept from frame to frame.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, change) in delta
            .set
            .drain()
            .flat_map(|(id, changes)| changes.into_iter().map(move |change| (id, change)))
        {
            self.update(id, change);
        }
        self.textures.retain(|id, _| !delta.free.contains(id));
        delta.free.clear();
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let size = ctx.content_rect().size() * output.pixels_per_point;
        let mut canvas = Canvas {
            width: size.x.round() as usize,
            height: size.y.round() as usize,
            pixels: Vec::new(),
        };
        canvas.pixels = vec![[0.0; 4]; canvas.width * canvas.height];
        let scale = output.pixels_per_point;
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = clipped.primitive else {
                return Err("a shape that is painted by a callback".to_owned());
            };
            let texture = self.textures.get(&mesh.texture_id);
            let texture = texture.ok_or("a texture is missing")?;
            canvas.mesh(&mesh, texture, clipped.clip_rect, scale);
        }
        Ok(canvas.into_image())
    }
}

impl Painter {
    fn update(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        let Some([left, top]) = change.pos else {
            self.textures.insert(id, image.as_ref().clone());
            return;
        };
        let whole = self.textures.get_mut(&id).unwrap();
        for row in 0..image.height() {
            let from = row * image.width();
            let to = (top + row) * whole.width() + left;
            whole.pixels[to..to + image.width()]
                .copy_from_slice(&image.pixels[from..from + image.width()]);
        }
    }
}

/// Colours are premultiplied by their alpha and lie between 0 and 1, in gamma space.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, scale: f32) {
        let edge =
            |points: f32, most: usize| ((points * scale).round().max(0.0) as usize).min(most);
        let columns = edge(clip.left(), self.width)..edge(clip.right(), self.width);
        let rows = edge(clip.top(), self.height)..edge(clip.bottom(), self.height);
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|corner| {
                let vertex = mesh.vertices[corners[corner] as usize];
                Vertex {
                    pos: vertex.pos * scale,
                    ..vertex
                }
            });
            self.triangle(corners, texture, &columns, &rows);
        }
    }

    fn triangle(
        &mut self,
        [a, mut b, mut c]: [Vertex; 3],
        texture: &ColorImage,
        columns: &Range<usize>,
        rows: &Range<usize>,
    ) {
        let area = side(a.pos, b.pos, c.pos);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        if area < 0.0 {
            std::mem::swap(&mut b, &mut c);
        }
        let sides = [(b.pos, c.pos), (c.pos, a.pos), (a.pos, b.pos)];
        let fill = Fill::of([a, b, c], area.abs(), texture);
        let bounds = Rect::from_points(&[a.pos, b.pos, c.pos]);
        let first = (bounds.top().floor().max(0.0) as usize).max(rows.start);
        let last = (bounds.bottom().ceil().max(0.0) as usize).min(rows.end);
        for y in first..last {
            let span = span(&sides, y, columns);
            let from = y * self.width;
            let pixels = &mut self.pixels[from + span.start..from + span.end];
            if let Some(source) = fill.flat {
                for pixel in pixels {
                    blend(pixel, source);
                }
                continue;
            }
            for (pixel, x) in pixels.iter_mut().zip(span) {
                let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                blend(pixel, fill.at(at, &sides, texture));
            }
        }
    }

    fn into_image(self) -> RgbaImage {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbaImage::from_fn(width, height, |x, y| {
            let pixel = self.pixels[y as usize * self.width + x as usize];
            Rgba(pixel.map(|value| (value * 255.0).round().clamp(0.0, 255.0) as u8))
        })
    }
}

/// What a triangle is filled with.
struct Fill {
    corners: [Vertex; 3],
    colours: [[f32; 4]; 3],
    area: f32,
    /// Where it is the same everywhere.
    flat: Option<[f32; 4]>,
}

impl Fill {
    fn of(corners: [Vertex; 3], area: f32, texture: &ColorImage) -> Self {
        let [a, b, c] = corners;
        let colours = corners.map(|corner| parts(corner.color));
        let is_flat = a.uv == b.uv && b.uv == c.uv && a.color == b.color && b.color == c.color;
        Self {
            corners,
            colours,
            area,
            flat: is_flat.then(|| product(colours[0], sample(texture, a.uv))),
        }
    }

    fn at(&self, at: Pos2, sides: &[(Pos2, Pos2); 3], texture: &ColorImage) -> [f32; 4] {
        let shares = sides.map(|(from, to)| side(from, to, at) / self.area);
        let mut colour = [0.0; 4];
        let mut uv = Vec2::ZERO;
        for (corner, share) in shares.into_iter().enumerate() {
            uv += self.corners[corner].uv.to_vec2() * share;
            for (part, of_corner) in colour.iter_mut().zip(self.colours[corner]) {
                *part += of_corner * share;
            }
        }
        product(colour, sample(texture, uv.to_pos2()))
    }
}

/// The columns of row `y` whose middles are inside of all sides. A pixel on a side that two
/// triangles share belongs to one of them.
fn span(sides: &[(Pos2, Pos2); 3], y: usize, columns: &Range<usize>) -> Range<usize> {
    let (mut first, mut last) = (columns.start as f32, columns.end as f32);
    let y = y as f32 + 0.5;
    for &(from, to) in sides {
        let rise = to.y - from.y;
        if rise == 0.0 {
            let is_inside = (to.x - from.x) * (y - from.y);
            if is_inside < 0.0 || is_inside == 0.0 && to.x < from.x {
                return 0..0;
            }
            continue;
        }
        let x = from.x + (y - from.y) * (to.x - from.x) / rise - 0.5;
        if rise < 0.0 {
            first = first.max(x.ceil());
        } else {
            last = last.min(x.ceil());
        }
    }
    let last = last.max(0.0) as usize;
    (first.max(0.0) as usize).min(last)..last
}

fn blend(pixel: &mut [f32; 4], source: [f32; 4]) {
    let rest = 1.0 - source[3];
    for part in 0..4 {
        pixel[part] = source[part] + pixel[part] * rest;
    }
}

fn product(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]]
}

/// Twice the area of a triangle; negative on the other side.
fn side(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x)
}

fn parts(colour: Color32) -> [f32; 4] {
    colour.to_array().map(|part| f32::from(part) / 255.0)
}

/// The colour of a texture, mixed of the four texels around a place.
fn sample(texture: &ColorImage, uv: Pos2) -> [f32; 4] {
    let place = |share: f32, len: usize| {
        let at = (share * len as f32 - 0.5).clamp(0.0, len as f32 - 1.0);
        let low = at.floor();
        (low as usize, (low as usize + 1).min(len - 1), at - low)
    };
    let (left, right, across) = place(uv.x, texture.width());
    let (top, bottom, down) = place(uv.y, texture.height());
    let texel = |x: usize, y: usize| parts(texture.pixels[y * texture.width() + x]);
    if across < 0.001 && down < 0.001 {
        return texel(left, top);
    }
    let above = mixed(texel(left, top), texel(right, top), across);
    let below = mixed(texel(left, bottom), texel(right, bottom), across);
    mixed(above, below, down)
}

fn mixed(a: [f32; 4], b: [f32; 4], share: f32) -> [f32; 4] {
    let mut mixed = a;
    for part in 0..4 {
        mixed[part] += (b[part] - a[part]) * share;
    }
    mixed
}
