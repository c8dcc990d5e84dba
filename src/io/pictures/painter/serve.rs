//! The process that draws pictures.

use std::{
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{
    limits,
    protocol::{self, Order, Stay},
};
use crate::{
    io::pictures::{
        PictureError, decode,
        svg::{self, Faces},
    },
    model::{
        picture::Pixels,
        said::{Said, Says, said, says},
    },
};

/// Why no pictures are drawn any more.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    Limits(io::Error),
    Pipes(#[from] io::Error),
}

says!(ServeError);
impl Says for ServeError {
    fn said(&self) -> Said {
        match self {
            Self::Limits(inner) => said!("serve-error-limits", why = inner),
            Self::Pipes(inner) => said!("serve-error-pipes", why = inner),
        }
    }
}

/// Limits this process for good and draws the pictures that it is given, until there are no more.
///
/// # Errors
/// [`ServeError`]. Nothing was drawn that was not to be.
pub fn serve(input: &mut impl Read, output: &mut impl Write) -> Result<(), ServeError> {
    let watch = limits::apply().map_err(ServeError::Limits)?;
    let faces = Faces::new();
    while let Some(order) = protocol::read_order(input)? {
        watch.grant(order.millis).map_err(ServeError::Limits)?;
        let stay = fill(output, &order, &faces)?;
        watch.rest();
        if stay == Stay::Leaves {
            break;
        }
    }
    Ok(())
}

/// Fills one order.
fn fill(output: &mut impl Write, order: &Order<Vec<u8>>, faces: &Faces) -> io::Result<Stay> {
    let (bytes, max_pixels) = (&order.bytes, order.max_pixels);
    let size = catch_unwind(|| measure(bytes)).ok().flatten();
    if let Some(size) = size {
        protocol::write_measured(output, size)?;
    }
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(bytes, max_pixels, faces)));
    let fault = |_| Err(PictureError::Broken(said!("picture-reader-fault")));
    let drawn = drawn.unwrap_or_else(fault);
    let stay = if limits::is_worn() {
        Stay::Leaves
    } else {
        Stay::Stays
    };
    match drawn {
        Ok(pixels) => protocol::write_drawn(output, &pixels, stay)?,
        Err(error) => protocol::write_failed(output, &error, stay)?,
    }
    Ok(stay)
}

/// Width and height, in pixels, as far as they are known before it is drawn.
fn measure(bytes: &[u8]) -> Option<[usize; 2]> {
    if svg::is_svg(bytes) {
        return svg::measure(bytes);
    }
    decode::measure(bytes)
}

fn draw(bytes: &[u8], max_pixels: u32, faces: &Faces) -> Result<Pixels, PictureError> {
    if svg::is_svg(bytes) {
        return svg::draw(bytes, max_pixels, faces);
    }
    decode::decode(bytes, max_pixels)
}
