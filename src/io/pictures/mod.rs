//! Finds, fetches and decodes the pictures that articles name, and writes new ones to the site.
//!
//! An address is text that somebody wrote: it must not read outside the site, exhaust the memory, or
//! reach into a private network.
//!
//! Limits: files of at most 50 MB, those of the web 10 MiB.

mod avif;
mod decode;
mod essential;
pub mod library;
mod offer;
pub mod painter;
mod reachable;
mod reduce;
mod smaller;
mod strip;
mod svg;
pub(in crate::io) mod web;

use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use data_url::DataUrl;
use decode::Where;
use percent_encoding::percent_decode_str;

pub use offer::{Around, OfferError, Put, look, look_at_photo, path_of, put};
pub use painter::{Haste, Painted, Painter};
pub use smaller::smaller;
pub use strip::{StripError, Stripped, strip};

use crate::{
    io::{
        beneath::{self, BeneathError},
        folders::Folders,
        process::Cancel,
    },
    model::{
        picture::{self, PictureSource, Pixels, name},
        said::{Said, Says, said, says},
    },
};

/// The weight of a picture file that is still read.
const MAX_FILE_BYTES: u64 = 50_000_000;

/// Why a picture cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    Missing,
    Outside,
    TooHeavy,
    TooLarge,
    TooMuch,
    TooSlow,
    NoMemory,
    NotShown(Said),
    LeftOut,
    Broken(Said),
    Unpainted(Said),
    NotWanted,
    Web(Said),
    Read(#[from] io::Error),
}

says!(PictureError);
impl Says for PictureError {
    fn said(&self) -> Said {
        match self {
            Self::Missing => said!("picture-error-missing"),
            Self::Outside => said!("picture-error-outside"),
            Self::TooHeavy => said!("picture-error-too-heavy", mb = MAX_FILE_BYTES / 1_000_000),
            Self::TooLarge => said!("picture-error-too-large"),
            Self::TooMuch => said!("picture-error-too-much"),
            Self::TooSlow => said!("picture-error-too-slow"),
            Self::NoMemory => said!("picture-error-no-memory"),
            Self::NotShown(inner) => said!("picture-error-not-shown", why = inner),
            Self::LeftOut => said!("picture-error-left-out"),
            Self::Broken(inner) => said!("picture-error-broken", why = inner),
            Self::Unpainted(inner) => said!("picture-error-unpainted", why = inner),
            Self::NotWanted => said!("picture-error-not-wanted"),
            Self::Web(inner) => said!("picture-error-web", why = inner),
            Self::Read(inner) => said!("picture-error-read", why = inner),
        }
    }
}

/// What became of a picture that was to be shown.
#[derive(Debug)]
pub enum Loaded {
    Here(Pixels),
    /// A [`Painter`] has to draw it.
    Apart,
}

/// Reads the picture that `source` means, at most `max_pixels` a side. `measured` is told its
/// width and height, in pixels, before it is decoded.
///
/// # Errors
/// [`PictureError`], in words for the place where the picture would be.
pub fn load(
    source: &PictureSource,
    max_pixels: u32,
    folders: &Folders,
    measured: impl FnOnce([usize; 2]),
) -> Result<Loaded, PictureError> {
    let bytes = bytes_of(source, folders)?;
    if decode::place(&bytes)? == Where::Apart {
        return Ok(Loaded::Apart);
    }
    if let Some(size) = decode::measure(&bytes) {
        measured(size);
    }
    Ok(Loaded::Here(decode::decode(&bytes, max_pixels)?))
}

/// Draws a picture apart ([`Loaded::Apart`]), otherwise as [`load`]. `cancel` ends it at once.
///
/// # Errors
/// [`PictureError`].
pub fn paint(
    source: &PictureSource,
    max_pixels: u32,
    folders: &Folders,
    (painter, haste): (&mut Painter, Haste),
    cancel: &Cancel,
    measured: impl FnOnce([usize; 2]),
) -> Result<Painted, PictureError> {
    if cancel.is_cancelled() {
        return Err(PictureError::NotWanted);
    }
    let bytes = bytes_of(source, folders)?;
    painter.draw((&bytes, max_pixels), haste, cancel, measured)
}

fn bytes_of(source: &PictureSource, folders: &Folders) -> Result<Vec<u8>, PictureError> {
    let address = source.address.trim();
    match scheme_of(address).map(str::to_ascii_lowercase).as_deref() {
        None => {
            let (beneath, path) = find(source, address)?;
            read(beneath, &path)
        }
        Some("https") => web::fetch(address, folders),
        Some("data") => held_by(address),
        Some(_) => Err(PictureError::Outside),
    }
}

/// The picture that a `data:` address is itself.
fn held_by(address: &str) -> Result<Vec<u8>, PictureError> {
    // Four letters are three bytes.
    if address.len() as u64 / 4 * 3 > MAX_FILE_BYTES {
        return Err(PictureError::TooHeavy);
    }
    let broken =
        |err: &dyn std::fmt::Display| PictureError::Broken(Said::verbatim(err.to_string()));
    let url = DataUrl::process(address).map_err(|err| broken(&err))?;
    let mime = url.mime_type();
    let is_raster = ["png", "gif", "jpeg", "webp"].contains(&&*mime.subtype);
    if mime.type_ != "image" || !is_raster {
        return Err(PictureError::LeftOut);
    }
    let (bytes, _) = url.decode_to_vec().map_err(|err| broken(&err))?;
    Ok(bytes)
}

/// Makes room in the cache of fetched pictures.
pub fn sweep_cache(folders: &Folders) {
    web::sweep(folders, web::MAX_CACHE_BYTES);
}

/// `https` of `https://…`; `None` for a path.
fn scheme_of(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // `//host/x` has no scheme of its own, and is no path of the site either.
    is_scheme.then_some(scheme)
}

/// The file of a picture; `None`: there is none that may be opened.
pub fn file_of(source: &PictureSource) -> Option<PathBuf> {
    find(source, &source.address).ok().map(|(_, path)| path)
}

/// What the file of a picture holds; `None`: there is none that may be opened, or it is too large.
pub fn file_bytes(source: &PictureSource) -> Option<Vec<u8>> {
    if scheme_of(source.address.trim()).is_some() {
        return None;
    }
    let (beneath, path) = find(source, source.address.trim()).ok()?;
    read(beneath, &path).ok()
}

/// The address of a file of the same name with another ending, for one that is not there.
pub fn instead(source: &PictureSource) -> Option<String> {
    let address = source.address.trim();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, _) = address.split_at_checked(end)?;
    let (stem, ending) = path.rsplit_once('.')?;
    if stem.is_empty() || ending.contains('/') || scheme_of(address).is_some() {
        return None;
    }
    let mut others = picture::ENDINGS
        .iter()
        .map(|other| format!("{stem}.{other}"));
    others.find(|other| *other != path && find(source, other).is_ok())
}

/// The file an address stands for: beside the article, then in the site's `assets` and `static`.
/// Returned with the folder that it is beneath.
fn find<'a>(source: &'a PictureSource, address: &str) -> Result<(&'a Path, PathBuf), PictureError> {
    if address.starts_with("//") || address.starts_with("\\\\") {
        return Err(PictureError::Outside);
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_not_utf8| PictureError::Missing)?;
    let relative = decoded.trim_start_matches('/');
    if relative.is_empty() || relative.contains('\0') {
        return Err(PictureError::Missing);
    }
    let is_absolute = relative.len() < decoded.len();
    let mut ways = vec![relative.to_owned()];
    if !relative.is_ascii() {
        // The accents of a name may be composed in two ways.
        ways.extend([name::composed(relative), name::decomposed(relative)]);
    }
    let mut places: Vec<(&Path, PathBuf)> = Vec::new();
    for way in &ways {
        if !is_absolute {
            places.push((beneath(source), source.folder.join(way)));
        }
        if let Some(root) = &source.root {
            places.push((root, root.join("assets").join(way)));
            places.push((root, root.join("static").join(way)));
        }
    }
    let mut leads_outside = false;
    for (beneath, place) in places {
        match beneath::resolve(beneath, &place) {
            Ok(Some(found)) => return Ok((beneath, found)),
            Ok(None) => {}
            Err(BeneathError::Outside) => leads_outside = true,
            Err(err) => return Err(err.into()),
        }
    }
    Err(if leads_outside {
        PictureError::Outside
    } else {
        PictureError::Missing
    })
}

/// Beside an article nothing is read from outside of this folder: its site, or where the writer
/// opened it.
fn beneath(source: &PictureSource) -> &Path {
    let root = source.root.as_deref();
    let root = root.filter(|root| source.folder.starts_with(root));
    root.unwrap_or(&source.folder)
}

fn read(beneath: &Path, path: &Path) -> Result<Vec<u8>, PictureError> {
    let file = beneath::open(beneath, path)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(PictureError::TooHeavy);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl From<BeneathError> for PictureError {
    fn from(err: BeneathError) -> Self {
        match err {
            BeneathError::Outside => Self::Outside,
            BeneathError::NotAFile => Self::Missing,
            BeneathError::Io(err) => Self::Read(err),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Cursor};

    use image::{
        ImageEncoder as _, ImageFormat, RgbImage,
        codecs::{gif::GifEncoder, jpeg::JpegEncoder},
    };

    use super::*;

    /// A site with one picture in each place, beside a file that is not the site's.
    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "site/content/post/beside.png",
            "site/static/img/a b.png",
            "site/assets/built.png",
            "site/.git/secret.png",
            "outside.png",
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn found(folder: &Path, address: &str) -> Result<PathBuf, PictureError> {
        let source = PictureSource {
            address: address.to_owned(),
            folder: folder.join("site/content/post"),
            root: Some(folder.join("site")),
        };
        let found = find(&source, address)?;
        let site = folder.canonicalize().unwrap();
        Ok(found.1.strip_prefix(site).unwrap().to_owned())
    }

    #[test]
    fn an_article_that_the_writer_opened_elsewhere_has_its_own_pictures_and_those_of_the_site() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "site/static/of-site.jpg",
            "shared/post/own.jpg",
            "shared/no.jpg",
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let source = |address: &str| PictureSource {
            address: address.to_owned(),
            folder: folder.path().join("shared/post"),
            root: Some(folder.path().join("site")),
        };

        assert!(find(&source("own.jpg"), "own.jpg").is_ok());
        assert!(find(&source("/of-site.jpg"), "/of-site.jpg").is_ok());
        assert!(find(&source("../no.jpg"), "../no.jpg").is_err());
    }

    #[track_caller]
    fn check_found(address: &str, path: &str) {
        assert_eq!(found(site().path(), address).unwrap(), Path::new(path));
    }

    #[track_caller]
    fn check_outside(address: &str) {
        let err = found(site().path(), address).unwrap_err();
        assert!(
            matches!(err, PictureError::Outside | PictureError::Missing),
            "{err:?}"
        );
    }

    #[test]
    fn pictures_are_found_where_hugo_finds_them() {
        check_found("beside.png", "site/content/post/beside.png");
        check_found("/img/a%20b.png", "site/static/img/a b.png");
        check_found("img/a b.png?v=2", "site/static/img/a b.png");
        check_found("built.png", "site/assets/built.png");
    }

    #[test]
    fn a_name_is_found_however_its_accents_are_composed() {
        let folder = site();
        for name in ["cafe\u{301}.png", "\u{fc}ber.png"] {
            fs::write(folder.path().join("site/static").join(name), "x").unwrap();
        }

        for (address, name) in [
            ("/caf\u{e9}.png", "cafe\u{301}.png"),
            ("/cafe%CC%81.png", "cafe\u{301}.png"),
            ("u\u{308}ber.png", "\u{fc}ber.png"),
        ] {
            let found = found(folder.path(), address).unwrap();
            assert_eq!(found, Path::new("site/static").join(name), "{address}");
        }
    }

    #[test]
    fn a_file_of_another_ending_is_found_for_one_that_is_not_there() {
        let folder = site();
        let instead = |address: &str| {
            instead(&PictureSource {
                address: address.to_owned(),
                folder: folder.path().join("site/content/post"),
                root: Some(folder.path().join("site")),
            })
        };

        assert_eq!(instead("beside.jpg?v=2").as_deref(), Some("beside.png"));
        assert_eq!(
            instead("/img/a%20b.jpeg").as_deref(),
            Some("/img/a%20b.png")
        );
        for none in [
            "gone.jpg",
            "beside",
            "https://example.org/beside.jpg",
            ".jpg",
            "../../outside.jpg",
        ] {
            assert_eq!(instead(none), None, "{none}");
        }
    }

    #[test]
    fn no_address_leads_out_of_the_site() {
        check_outside("../../../outside.png");
        check_outside("%2e%2e/../../outside.png");
        check_outside("/../../outside.png");
        check_outside("../../.git/secret.png");
        check_outside("//host/share.png");
        check_outside("/etc/hostname");
        check_outside("%2Fetc/hostname");
        check_outside("..%2f..%2f..%2foutside.png");
        check_outside("%252e%252e/%252e%252e/outside.png");
        check_outside("..\\..\\..\\outside.png");
        check_outside("\\\\host\\share.png");
        check_outside("\\\\?\\C:\\outside.png");
        check_outside("beside.png%00.md");
        check_outside("%ff%fe.png");
        check_outside("/proc/self/environ");
        check_outside("/dev/zero");
        check_outside("?");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_site_is_not_followed() {
        let folder = site();
        let link = folder.path().join("site/content/post/link.png");
        std::os::unix::fs::symlink(folder.path().join("outside.png"), link).unwrap();

        let err = found(folder.path(), "link.png").unwrap_err();

        assert!(matches!(err, PictureError::Outside), "{err:?}");
    }

    #[test]
    fn other_schemes_than_https_are_refused_before_anything_is_read() {
        let folder = site();
        let folders = Folders::within(folder.path().join("home"));
        for address in [
            "file:///etc/hostname",
            "http://example.org/a.png",
            "FILE:///etc/hostname",
            "ftp://example.org/a.png",
            "smb://host/share.png",
            "javascript:alert(1)",
            " file:///etc/hostname",
            "view-source:https://example.org/",
        ] {
            let source = PictureSource {
                address: address.to_owned(),
                folder: folder.path().to_owned(),
                root: None,
            };
            let err = load(&source, 100, &folders, |_| {}).unwrap_err();
            assert!(matches!(err, PictureError::Outside), "{address}: {err:?}");
        }
    }

    #[test]
    fn a_picture_that_is_in_the_text_is_read_from_it() {
        let pixel = "R0lGODlhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs=";
        let folder = site();
        let folders = Folders::within(folder.path().join("home"));
        let read = |address: &str| {
            let source = PictureSource {
                address: address.to_owned(),
                folder: folder.path().to_owned(),
                root: None,
            };
            match load(&source, 100, &folders, |_| {})? {
                Loaded::Here(pixels) => Ok(pixels),
                Loaded::Apart => panic!("{address}"),
            }
        };

        let found = read(&format!("data:image/gif;base64,{pixel}")).unwrap();
        assert_eq!(found.stored_size, [1, 1]);
        assert_eq!(found.rgba[..3], [255, 0, 0]);
        for broken in ["data:image/png,x", "data:image/gif;base64,R0l=G", "data:"] {
            let err = read(broken).unwrap_err();
            assert!(matches!(err, PictureError::Broken(_)), "{broken}: {err:?}");
        }
        for other in ["data:text/html,x", "data:image/svg+xml,<svg/>", "data:,x"] {
            let err = read(other).unwrap_err();
            assert!(matches!(err, PictureError::LeftOut), "{other}: {err:?}");
        }
        let heavy = format!("data:image/png;base64,{}", "A".repeat(70_000_000));
        assert!(matches!(read(&heavy), Err(PictureError::TooHeavy)));
    }

    /// Reads a file of this content as an article would show it; what was known of its size
    /// before it was decoded, and the picture.
    fn loaded(name: &str, bytes: &[u8]) -> (Option<[usize; 2]>, Result<Pixels, PictureError>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let source = PictureSource {
            address: name.to_owned(),
            folder: folder.path().to_owned(),
            root: None,
        };
        let folders = Folders::within(folder.path().join("home"));
        let mut measured = None;
        let result = load(&source, 400, &folders, |size| measured = Some(size));
        let pixels = result.map(|loaded| match loaded {
            Loaded::Here(pixels) => pixels,
            Loaded::Apart => panic!("{name} is not drawn here"),
        });
        (measured, pixels)
    }

    /// A picture whose left half is red, whose right half is blue.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| {
            image::Rgb(if x < width / 2 {
                [255, 0, 0]
            } else {
                [0, 0, 255]
            })
        })
    }

    fn encoded(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// Whether a pixel is rather red.
    fn is_red(pixels: &Pixels, x: usize, y: usize) -> bool {
        let at = (y * pixels.size[0] + x) * 4;
        pixels.rgba[at] > 200 && pixels.rgba[at + 2] < 60
    }

    #[test]
    fn a_photo_that_was_taken_sideways_stands_upright() {
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
        // One entry in little-endian order: the orientation is 6, to be turned to the right.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        encoder.set_exif_metadata(exif.to_vec()).unwrap();
        encoder.encode_image(&halves(64, 32)).unwrap();

        let (measured, picture) = loaded("photo.jpg", &jpeg);

        let picture = picture.unwrap();
        assert_eq!(measured, Some([32, 64]));
        assert_eq!((picture.size, picture.stored_size), ([32, 64], [32, 64]));
        assert!(is_red(&picture, 16, 4) && !is_red(&picture, 16, 60));
    }

    #[test]
    fn of_an_animation_the_first_picture_is_shown() {
        let mut gif = Vec::new();
        let mut encoder = GifEncoder::new(&mut gif);
        for colour in [[255, 0, 0, 255], [0, 0, 255, 255]] {
            let image = image::RgbaImage::from_pixel(20, 10, image::Rgba(colour));
            encoder.encode_frame(image::Frame::new(image)).unwrap();
        }
        drop(encoder);

        let (measured, picture) = loaded("moving.gif", &gif);

        assert_eq!(measured, Some([20, 10]));
        assert!(is_red(&picture.unwrap(), 10, 5));
    }

    #[test]
    fn a_webp_is_shown() {
        let webp = encoded(&halves(40, 20), ImageFormat::WebP);

        let (measured, picture) = loaded("a.webp", &webp);

        let picture = picture.unwrap();
        assert_eq!(measured, Some([40, 20]));
        assert!(is_red(&picture, 5, 10) && !is_red(&picture, 35, 10));
    }

    #[test]
    fn a_name_says_nothing_of_what_is_in_a_file() {
        let (_, picture) = loaded("a.png", &encoded(&halves(40, 20), ImageFormat::Bmp));
        assert_eq!(picture.unwrap().size, [40, 20]);

        let (_, picture) = loaded("a.jpg", b"<html>no picture</html>");
        assert!(matches!(picture, Err(PictureError::Broken(_))));
    }
}
