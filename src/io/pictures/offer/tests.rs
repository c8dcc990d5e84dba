use image::{ImageFormat, Rgb, RgbImage};

use super::*;

/// EXIF data: turned by this, with a camera and a place.
fn exif(turned: u8) -> Vec<u8> {
    let mut data = b"II*\0\x08\0\0\0\x03\0".to_vec();
    for (tag, value) in [(0x0112_u16, turned), (0x010f, 0), (0x8825, 0)] {
        data.extend(tag.to_le_bytes());
        data.extend([3, 0, 1, 0, 0, 0, value, 0, 0, 0]);
    }
    data.extend([0; 4]);
    data
}

/// A JPEG whose left half is red, whose right half is blue.
fn jpeg(turned: Option<u8>) -> Vec<u8> {
    let image = RgbImage::from_fn(64, 32, |x, _| {
        Rgb(if x < 32 { [255, 0, 0] } else { [0, 0, 255] })
    });
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    if let Some(turned) = turned {
        encoder.set_exif_metadata(exif(turned)).unwrap();
    }
    encoder.encode_image(&image).unwrap();
    bytes
}

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for inner in ["site/static/img", "site/content/posts/ferry"] {
            fs::create_dir_all(folder.path().join(inner)).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn around(&self) -> Around {
        Around {
            root: Some(self.path("site")),
            beside: self.path("site/content/posts/ferry"),
            is_bundle: true,
            served: vec![self.path("site/static")],
        }
    }

    fn look(&self, name: &str, bytes: &[u8]) -> Result<Offer, OfferError> {
        fs::write(self.path(name), bytes).unwrap();
        look(&Source::File(self.path(name)), &self.around())
    }

    fn put(&self, stem: &str, bytes: &[u8]) -> Result<String, OfferError> {
        let mut store = Store::without_state();
        store.keep_within(self.path("site"));
        let job = Put {
            folder: self.path("site/static/img"),
            stem: stem.to_owned(),
            ending: "jpg".to_owned(),
            alone: None,
            bytes: Bytes(bytes.into()),
        };
        put(&store, &job)
    }
}

#[test]
fn an_upright_photo_is_the_same_picture_without_place_and_camera() {
    let case = Case::new();
    let plain = jpeg(None);

    let offer = case.look("IMG_1.jpeg", &jpeg(Some(1))).unwrap();

    assert_eq!(offer.bytes.0[..], plain);
    let Carries {
        location,
        camera,
        turned,
        ..
    } = offer.carried;
    assert!(location && camera && !turned && !offer.is_encoded);
    assert_eq!((offer.kind, offer.pixels), (Kind::Jpeg, Some([64, 32])));
    let again = case.look("plain.jpg", &plain).unwrap();
    assert_eq!(again.bytes.0[..], plain);
    assert_eq!(again.carried, Carries::default());
}

#[test]
fn a_photo_that_was_taken_sideways_is_turned_and_tells_nothing() {
    let case = Case::new();
    for turned in 2..=8 {
        let offer = case.look("IMG_1.jpg", &jpeg(Some(turned))).unwrap();

        assert!(offer.is_encoded && offer.carried.turned && offer.carried.location);
        let size = if turned < 5 { [64, 32] } else { [32, 64] };
        assert_eq!(offer.pixels, Some(size), "{turned}");
        let shown = decode::decode(&offer.bytes.0, 400).unwrap();
        assert_eq!(shown.size, size);
        let before = decode::decode(&jpeg(Some(turned)), 400).unwrap();
        let reds = |pixels: &crate::model::picture::Pixels| pixels.rgba[0] > 128;
        assert_eq!(reds(&shown), reds(&before), "{turned}");
        assert!(memchr::memmem::find(&offer.bytes.0, b"Exif").is_none());
    }
}

#[test]
fn what_readers_cannot_see_is_refused_with_what_to_do() {
    let case = Case::new();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1";
    let err = crate::model::words::of(&case.look("IMG_2041.heic", heic).unwrap_err());
    assert!(err.contains("HEIC") && err.contains("JPEG"), "{err}");
    assert!(err.contains("IMG_2041.heic"), "{err}");
    for (bytes, kind) in [(&b"II*\0rest"[..], "TIFF"), (b"MM\0*rest", "TIFF")] {
        let err = crate::model::words::of(&case.look("a.jpg", bytes).unwrap_err());
        assert!(err.contains(kind), "{err}");
    }
    let no_picture = case.look("a.jpg", b"<html>no picture</html>");
    assert!(matches!(no_picture, Err(OfferError::NoPicture { .. })));
    assert!(matches!(
        look(&Source::File(case.path("site")), &case.around()),
        Err(OfferError::NoPicture { .. })
    ));
    assert!(matches!(
        look(&Source::File(case.path("gone.jpg")), &case.around()),
        Err(OfferError::Io { .. })
    ));
    let cut = &jpeg(None)[..200];
    let broken = case.look("a.jpg", cut);
    assert!(
        matches!(broken, Err(OfferError::Broken { .. })),
        "{broken:?}"
    );
}

#[test]
fn a_bitmap_becomes_a_png_and_a_drawing_stays() {
    let case = Case::new();
    let mut bmp = Cursor::new(Vec::new());
    RgbImage::new(8, 4)
        .write_to(&mut bmp, ImageFormat::Bmp)
        .unwrap();

    let offer = case.look("a.bmp", &bmp.into_inner()).unwrap();
    assert_eq!(offer.kind.ending(), "png");
    assert_eq!(Kind::of(&offer.bytes.0), Some(Kind::Png));

    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>";
    let offer = case.look("a.svg", svg).unwrap();
    assert_eq!((&offer.bytes.0[..], offer.kind), (&svg[..], Kind::Svg));
}

#[test]
fn a_picture_that_is_in_the_site_already_is_found() {
    let case = Case::new();
    fs::write(case.path("site/static/img/quay 1.jpg"), jpeg(None)).unwrap();

    let offer = case.look("new.jpg", &jpeg(Some(1))).unwrap();

    assert_eq!(offer.twin.as_deref(), Some("/img/quay 1.jpg"));
    fs::write(case.path("site/content/posts/ferry/a.jpg"), jpeg(None)).unwrap();
    let offer = case.look("new.jpg", &jpeg(None)).unwrap();
    assert_eq!(offer.twin.as_deref(), Some("a.jpg"));
}

#[test]
fn a_file_of_another_name_in_some_system_is_left_alone() {
    let case = Case::new();
    let there = case.path("site/static/img/Ferry.JPG");
    fs::write(&there, "other").unwrap();

    assert_eq!(case.put("ferry", b"new").unwrap(), "ferry-2.jpg");
    assert_eq!(case.put("ferry", b"new").unwrap(), "ferry-2.jpg");
    assert_eq!(case.put("ferry", b"third").unwrap(), "ferry-3.jpg");
    assert_eq!(case.put("ferry", b"other").unwrap(), "Ferry.JPG");
    assert_eq!(fs::read_to_string(there).unwrap(), "other");
    assert_eq!(
        fs::read_dir(case.path("site/static/img")).unwrap().count(),
        3
    );
}

#[cfg(unix)]
#[test]
fn no_picture_is_written_through_a_link_out_of_the_site() {
    let case = Case::new();
    fs::create_dir(case.path("outside")).unwrap();
    fs::remove_dir_all(case.path("site/static")).unwrap();
    std::os::unix::fs::symlink(case.path("outside"), case.path("site/static")).unwrap();

    let put = case.put("ferry", b"new");

    assert!(matches!(put, Err(OfferError::Place(_))), "{put:?}");
    assert_eq!(fs::read_dir(case.path("outside")).unwrap().count(), 0);
}

#[test]
fn of_pictures_that_a_theme_takes_by_their_name_there_is_one() {
    let case = Case::new();
    let store = Store::without_state();
    let job = |bytes: &[u8]| Put {
        folder: case.path("site/content/posts/ferry"),
        stem: "feature".to_owned(),
        ending: "jpg".to_owned(),
        alone: Some("feature*"),
        bytes: Bytes(bytes.into()),
    };

    assert_eq!(put(&store, &job(b"one")).unwrap(), "feature.jpg");
    assert_eq!(put(&store, &job(b"one")).unwrap(), "feature.jpg");
    let other = put(&store, &job(b"two"));
    assert!(
        matches!(other, Err(OfferError::OtherThere { .. })),
        "{other:?}"
    );
}
