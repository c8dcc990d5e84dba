//! Pictures that are new to the site: looked at first, written when the writer says so.
//!
//! [`look`] reads a file and makes what would be written of it: the same picture without what it
//! tells of place, camera and owner. [`put`] writes that under a name that is free.

use std::{
    ffi::OsString,
    fs,
    io::{self, Cursor, Read as _},
    path::{Path, PathBuf},
};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
    metadata::Orientation,
};

use super::{MAX_FILE_BYTES, PictureError, decode, file_of, smaller, svg, web};
use crate::{
    io::{
        beneath,
        folders::Folders,
        link_targets,
        store::{self, Store, WriteError},
    },
    model::{
        picture::{
            PictureSource,
            cut::{self, Carries},
            is_picture, name,
            offer::{Bytes, Kind, Offer, Source},
        },
        said::{Said, Says, said, says},
        stock::Photo,
    },
};

/// The quality of a JPEG that is encoded anew: it was turned, or could not be followed.
const QUALITY: u8 = 90;
/// So many names are tried.
const MOST_NAMES: usize = 999;

/// Why a picture is not taken.
#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    TooHeavy {
        path: PathBuf,
    },
    NoPicture {
        path: PathBuf,
    },
    /// Of a kind that readers do not see: its name.
    NotShown {
        kind: Said,
        path: PathBuf,
    },
    Broken {
        path: PathBuf,
        source: PictureError,
    },
    NotFetched {
        path: PathBuf,
        source: PictureError,
    },
    Taken {
        path: PathBuf,
    },
    /// Another picture that the theme takes by its name.
    OtherThere {
        path: PathBuf,
    },
    /// The place is outside of the site, or its folder cannot be made.
    Place(#[from] WriteError),
    /// Reading or writing it failed.
    Io {
        path: PathBuf,
        source: io::Error,
    },
    Fault {
        path: PathBuf,
    },
}

says!(OfferError);
impl Says for OfferError {
    fn said(&self) -> Said {
        match self {
            Self::TooHeavy { path } => said!(
                "offer-error-too-heavy",
                mb = MAX_FILE_BYTES / 1_000_000,
                path = path.as_path()
            ),
            Self::NoPicture { path } => said!("offer-error-no-picture", path = path.as_path()),
            Self::NotShown { kind, path } => {
                said!("offer-error-not-shown", kind = kind, path = path.as_path())
            }
            Self::Broken { path, source } => said!(
                "offer-error-broken",
                why = source.said(),
                path = path.as_path()
            ),
            Self::NotFetched { path, source } => Said::at(source.said(), path),
            Self::Taken { path } => said!("offer-error-taken", path = path.as_path()),
            Self::OtherThere { path } => said!("offer-error-other-there", path = path.as_path()),
            Self::Place(inner) => inner.said(),
            Self::Io { path, source } => said!("error-at", why = source, path = path.as_path()),
            Self::Fault { path } => said!("offer-error-fault", path = path.as_path()),
        }
    }
}

/// Where pictures of the site lie that an article can have: as for
/// [`link_targets::find`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub root: Option<PathBuf>,
    pub beside: PathBuf,
    pub is_bundle: bool,
    pub served: Vec<PathBuf>,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    pub folder: PathBuf,
    /// Without a number and an ending.
    pub stem: String,
    pub ending: String,
    /// No other picture may be beside it whose name a theme takes so: which one nobody could say.
    pub alone: Option<&'static str>,
    pub bytes: Bytes,
}

/// Reads a file, and makes what would be written of it. Nothing is written.
///
/// # Errors
/// [`OfferError`], with the path.
pub fn look(from: &Source, around: &Around) -> Result<Offer, OfferError> {
    let path = || path_of(from);
    let bytes = match from {
        Source::File(file) => read(file)?,
        Source::Pasted(pasted) => {
            smaller::of_pixels(pasted).map_err(|source| OfferError::Broken {
                path: path(),
                source,
            })?
        }
        Source::Address(_) | Source::Photo(_) => {
            return Err(OfferError::NoPicture { path: path() });
        }
    };
    look_at(bytes, path, around)
}

/// The same for a photo that is fetched from the web, whatever the settings say of other pictures.
///
/// # Errors
/// [`OfferError`], with the name of its file there.
pub fn look_at_photo(
    photo: &Photo,
    around: &Around,
    folders: &Folders,
) -> Result<Offer, OfferError> {
    let address = photo.file.split(['?', '#']).next().unwrap_or_default();
    let name = address.rsplit('/').next().unwrap_or_default();
    let path = || PathBuf::from(name);
    match web::fetch(&photo.file, folders) {
        Ok(bytes) => look_at(bytes, path, around),
        Err(source) => Err(OfferError::NotFetched {
            path: path(),
            source,
        }),
    }
}

fn look_at(
    bytes: Vec<u8>,
    path: impl Fn() -> PathBuf,
    around: &Around,
) -> Result<Offer, OfferError> {
    let broken = |source| OfferError::Broken {
        path: path(),
        source,
    };
    if let Some(kind) = unwanted(&bytes) {
        return Err(OfferError::NotShown { kind, path: path() });
    }
    let kind = Kind::of(&bytes).or_else(|| svg::is_svg(&bytes).then_some(Kind::Svg));
    let kind = kind.ok_or_else(|| OfferError::NoPicture { path: path() })?;
    let made = match kind {
        Kind::Svg | Kind::Avif => Made::as_it_is(bytes),
        _ => make(kind, &bytes).map_err(broken)?,
    };
    let pixels = decode::measure(&made.bytes);
    if pixels.is_none() && kind != Kind::Svg {
        return Err(broken(PictureError::TooLarge));
    }
    Ok(Offer {
        kind,
        pixels,
        twin: twin(&made.bytes, around),
        bytes: Bytes(made.bytes.into()),
        carried: made.carried,
        is_encoded: made.is_encoded,
        is_unsearched: matches!(kind, Kind::Avif | Kind::Svg),
    })
}

/// What an error names; of what was pasted nothing.
pub fn path_of(from: &Source) -> PathBuf {
    match from {
        Source::File(path) => path.clone(),
        Source::Pasted(_) => PathBuf::new(),
        Source::Address(address) => PathBuf::from(address),
        Source::Photo(photo) => PathBuf::from(&photo.file),
    }
}

fn read(from: &Path) -> Result<Vec<u8>, OfferError> {
    let failed = |source| OfferError::Io {
        path: from.to_owned(),
        source,
    };
    // A pipe would be waited for.
    if !fs::metadata(from).map_err(failed)?.is_file() {
        return Err(OfferError::NoPicture {
            path: from.to_owned(),
        });
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(from).map_err(failed)?;
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(OfferError::TooHeavy {
            path: from.to_owned(),
        });
    }
    Ok(bytes)
}

/// Kinds that no browser shows, or hardly any.
fn unwanted(bytes: &[u8]) -> Option<Said> {
    let is_tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    decode::not_shown(bytes).or_else(|| is_tiff.then(|| Said::verbatim("TIFF")))
}

/// The bytes of a file, made ready.
struct Made {
    bytes: Vec<u8>,
    carried: Carries,
    is_encoded: bool,
}

impl Made {
    fn as_it_is(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            carried: Carries::default(),
            is_encoded: false,
        }
    }
}

/// Cuts out what the file tells; what is turned, of a kind that is not kept, or cannot be followed
/// is encoded anew.
fn make(kind: Kind, bytes: &[u8]) -> Result<Made, PictureError> {
    let mut decoder = decode::within_limits(bytes)?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let is_upright = turned == Orientation::NoTransforms;
    let followed = cut::cut(kind, bytes).ok();
    let carried = followed.as_ref().map(|cut| cut.carried);
    let mut carried = carried.unwrap_or_default();
    carried.turned = !is_upright;
    match followed {
        Some(cut) if kind != Kind::Bmp && (is_upright || kind == Kind::Gif) => {
            return Ok(Made {
                bytes: cut.bytes.into_owned(),
                carried,
                is_encoded: false,
            });
        }
        // Encoded anew it would not move.
        None if kind == Kind::Gif => {
            return Err(PictureError::Broken(Said::verbatim("GIF")));
        }
        _ if moves(kind, bytes) => {
            return Err(PictureError::Broken(said!("picture-moves")));
        }
        _ => {}
    }
    let profile = decoder
        .icc_profile()
        .ok()
        .flatten()
        .filter(|it| smaller::is_rgb(it));
    let mut image = DynamicImage::from_decoder(decoder).map_err(decode::broken)?;
    image.apply_orientation(turned);
    Ok(Made {
        bytes: encoded(kind, image, profile)?,
        carried,
        is_encoded: true,
    })
}

fn encoded(
    kind: Kind,
    image: DynamicImage,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Cursor::new(Vec::new());
    let profile = profile.unwrap_or_default();
    let written = match kind {
        Kind::Jpeg => {
            let image = image.into_rgb8();
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            let _unsupported = encoder.set_icc_profile(profile);
            let (wide, high) = image.dimensions();
            encoder.write_image(&image, wide, high, ExtendedColorType::Rgb8)
        }
        Kind::WebP => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            let _unsupported = encoder.set_icc_profile(profile);
            let image = DynamicImage::from(image.into_rgba8());
            image.write_with_encoder(encoder)
        }
        _ => {
            let mut encoder = PngEncoder::new(&mut bytes);
            let _unsupported = encoder.set_icc_profile(profile);
            image.write_with_encoder(encoder)
        }
    };
    written.map_err(decode::broken)?;
    Ok(bytes.into_inner())
}

/// Whether more pictures follow the first.
fn moves(kind: Kind, bytes: &[u8]) -> bool {
    let has = |chunk: &[u8]| memchr::memmem::find(bytes, chunk).is_some();
    match kind {
        Kind::WebP => has(b"ANIM"),
        Kind::Png => has(b"acTL"),
        _ => false,
    }
}

/// The address of a file of the site with these bytes.
fn twin(bytes: &[u8], around: &Around) -> Option<String> {
    let all = link_targets::find(&around.beside, around.is_bundle, &around.served);
    let mut addresses = all.into_iter().filter(|it| is_picture(it));
    addresses.find(|address| {
        let source = PictureSource {
            address: name::escaped(address),
            folder: around.beside.clone(),
            root: around.root.clone(),
        };
        file_of(&source).is_some_and(|path| holds(&path, bytes))
    })
}

/// Whether it is a file, no link to one, with these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = beneath::open_itself(path) else {
        return false;
    };
    let is_as_long = file
        .metadata()
        .is_ok_and(|it| it.len() == bytes.len() as u64);
    let mut there = Vec::new();
    is_as_long && file.read_to_end(&mut there).is_ok() && there == bytes
}

/// Writes the bytes under the first name that is free or holds them already; the name. Names that
/// some system takes for the same are one.
///
/// # Errors
/// [`OfferError`], with the path. Nothing was written.
pub fn put(store: &Store, put: &Put) -> Result<String, OfferError> {
    let folder = &put.folder;
    store.make_folder_of(&folder.join("picture"))?;
    let there = names_in(folder).map_err(|source| OfferError::Io {
        path: folder.clone(),
        source,
    })?;
    let is_taken = |it: &str| {
        put.alone
            .is_some_and(|pattern| is_picture(it) && name::is_like(it, pattern))
    };
    let mut pictures = there.iter().filter_map(|other| other.to_str());
    if let Some(other) = pictures.find(|it| is_taken(it)) {
        let is_same = holds(&folder.join(other), &put.bytes.0);
        return if is_same {
            Ok(other.to_owned())
        } else {
            Err(OfferError::OtherThere {
                path: folder.join(other),
            })
        };
    }
    for number in 1..=MOST_NAMES {
        let name = name::numbered(&put.stem, number, &put.ending);
        let mut same = there.iter().filter_map(|other| other.to_str());
        if let Some(taken) = same.find(|other| name::is_same(other, &name)) {
            if holds(&folder.join(taken), &put.bytes.0) {
                return Ok(taken.to_owned());
            }
            continue;
        }
        let path = folder.join(&name);
        match store::create(&path, &put.bytes.0) {
            Ok(()) => return Ok(name),
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(OfferError::Io { path, source }),
        }
    }
    Err(OfferError::Taken {
        path: folder.join(&put.stem),
    })
}

fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    let entries = fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.file_name())).collect()
}

#[cfg(test)]
mod tests;
