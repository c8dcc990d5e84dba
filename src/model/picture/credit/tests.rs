use proptest::prelude::*;

use super::*;

fn credit() -> Credit {
    Credit {
        name: "Eva de Vries".to_owned(),
        provider: "Pexels".to_owned(),
        license: "CC BY 2.0".to_owned(),
        author_page: "https://www.pexels.com/@eva".to_owned(),
        photo_page: "https://www.pexels.com/photo/7/".to_owned(),
        provider_page: "https://www.pexels.com".to_owned(),
        license_page: "https://creativecommons.org/licenses/by/2.0/".to_owned(),
        is_asked: false,
    }
}

/// A caption, and what it becomes for another photo.
#[track_caller]
fn check(caption: &str, filled: &str) {
    let (template, own) = Template::read(caption).unwrap_or_else(|| panic!("{caption}"));
    assert_eq!(template.render(&own), caption);
    assert_eq!(template.filled(&credit()), filled);
}

#[test]
fn captions_of_many_forms_are_read() {
    for (caption, filled) in [
        (
            "Foto: Andres Segura via Pexels",
            "Foto: Eva de Vries via Pexels",
        ),
        (
            "Foto: Andres Segura via pixabay",
            "Foto: Eva de Vries via Pexels",
        ),
        (
            "Photo by Andres Segura on Unsplash",
            "Photo by Eva de Vries on Pexels",
        ),
        (
            "Photo by Andres Segura from Pexels",
            "Photo by Eva de Vries from Pexels",
        ),
        (
            "Foto door Andres Segura op Pixabay.",
            "Foto door Eva de Vries op Pexels.",
        ),
        (
            "Foto: Andres Segura / Pexels",
            "Foto: Eva de Vries / Pexels",
        ),
        (
            "Photo : Andres Segura / Pexels",
            "Photo : Eva de Vries / Pexels",
        ),
        (
            "Bild von Andres Segura auf Pixabay",
            "Bild von Eva de Vries auf Pexels",
        ),
        (
            "Beeld: Andres Segura (Pexels)",
            "Beeld: Eva de Vries (Pexels)",
        ),
        ("© Andres Segura, Pexels", "© Eva de Vries, Pexels"),
        ("©Andres Segura | Flickr", "©Eva de Vries | Pexels"),
        (
            "Bron: Andres Segura – Pexels",
            "Bron: Eva de Vries – Pexels",
        ),
        ("Andres Segura via Pexels", "Eva de Vries via Pexels"),
        (
            "De pont bij avond. Foto: A. Segura via Pexels",
            "De pont bij avond. Foto: Eva de Vries via Pexels",
        ),
        (
            "Photo: Ann Oda / Wikimedia Commons (CC BY-SA 4.0)",
            "Photo: Eva de Vries / Pexels (CC BY 2.0)",
        ),
        (
            "Foto: *Andres Segura* via Pexels",
            "Foto: *Eva de Vries* via Pexels",
        ),
        (
            "Photo by [Ann](https://unsplash.com/@ann?utm=1) on [Unsplash](https://unsplash.com)",
            "Photo by [Eva de Vries](https://www.pexels.com/@eva) on [Pexels](https://www.pexels.com)",
        ),
        (
            "Photo by [Ann](https://www.pexels.com/photo/1/) on Pexels",
            "Photo by [Eva de Vries](https://www.pexels.com/photo/7/) on Pexels",
        ),
        (
            "Foto: [Ann, from Pixabay](https://pixabay.com/photos/1/)",
            "Foto: [Eva de Vries, from Pexels](https://www.pexels.com/photo/7/)",
        ),
        (
            "[Foto](https://www.pexels.com/photo/1/): Ann via Pexels",
            "[Foto](https://www.pexels.com/photo/7/): Eva de Vries via Pexels",
        ),
        (
            r#"Foto: <a href="https://www.pexels.com/@ann" rel="nofollow">Ann</a> via <a href="https://www.pexels.com">Pexels</a>"#,
            r#"Foto: <a href="https://www.pexels.com/@eva" rel="nofollow">Eva de Vries</a> via <a href="https://www.pexels.com">Pexels</a>"#,
        ),
        (
            "[Ann](https://www.flickr.com/photos/ann/1), [CC BY 2.0](https://creativecommons.org/licenses/by/2.0/), via Flickr",
            "[Eva de Vries](https://www.pexels.com/photo/7/), [CC BY 2.0](https://creativecommons.org/licenses/by/2.0/), via Pexels",
        ),
    ] {
        check(caption, filled);
    }
}

#[test]
fn a_caption_that_says_nothing_of_a_service_teaches_nothing() {
    for caption in [
        "",
        "De laatste pont",
        "Foto: Eva de Vries",
        "Pexels",
        "via Pexels",
        "Photo by on Pexels",
        "[x](y) Pexels",
        "onze huisfotograaf via Pexels",
        "[[[((((",
        &"Foto: x via Pexels ".repeat(200),
    ] {
        assert_eq!(Template::read(caption), None, "{caption:.40}");
    }
}

#[test]
fn what_a_service_does_not_tell_falls_away() {
    let caption = "Photo by [Ann](https://unsplash.com/@ann) on [Unsplash](https://unsplash.com)";
    let (template, _) = Template::read(caption).unwrap();
    let unknown = Credit {
        author_page: String::new(),
        name: " A [b]\n*c* ".to_owned(),
        ..credit()
    };

    assert_eq!(
        template.filled(&unknown),
        r"Photo by A \[b\] \*c\* on [Pexels](https://www.pexels.com)"
    );
    let nobody = Credit {
        name: String::new(),
        ..credit()
    };
    assert_eq!(template.filled(&nobody), "Photo by Pexels");
    assert_eq!(usual("nl").filled(&nobody), "Foto: Pexels");
}

#[test]
fn a_licence_that_asks_for_it_is_said() {
    let asked = Credit {
        is_asked: true,
        ..credit()
    };

    assert_eq!(
        usual("nl").filled(&asked),
        "Foto: Eva de Vries via Pexels (CC BY 2.0)"
    );
    let (linked, _) = Template::read("[Ann](https://www.pexels.com/@ann) via Pexels").unwrap();
    assert_eq!(
        linked.filled(&asked),
        "[Eva de Vries](https://www.pexels.com/@eva) via Pexels ([CC BY 2.0](https://creativecommons.org/licenses/by/2.0/))"
    );
    let (said, _) = Template::read("Foto: Ann via Flickr, CC BY-SA 2.0").unwrap();
    assert_eq!(
        said.filled(&asked),
        "Foto: Eva de Vries via Pexels, CC BY 2.0"
    );
}

fn captioned(section: &str, address: &str, caption: &str) -> Captioned {
    Captioned {
        section: section.to_owned(),
        address: address.to_owned(),
        caption: caption.to_owned(),
    }
}

const PEXELS: &str = "https://images.pexels.com/photos/1/a.jpeg?w=1200";

#[test]
fn the_habit_of_the_section_then_of_the_site_then_of_other_services_is_taken() {
    let mut captions = Vec::new();
    for name in ["Ann", "Bob", "Cor"] {
        captions.push(captioned("news", PEXELS, &format!("Foto: {name} / Pexels")));
        captions.push(captioned("blog", PEXELS, &format!("{name} via Pexels")));
        captions.push(captioned(
            "old",
            "/a.jpg",
            &format!("Beeld: {name} (Pixabay)"),
        ));
    }
    let filled = |provider, section: &str| {
        let chosen = choose(&captions, provider, section, "nl");
        (chosen.template.filled(&credit()), chosen.habit)
    };

    assert_eq!(
        filled(Provider::Pexels, "news"),
        ("Foto: Eva de Vries / Pexels".to_owned(), Some((3, 3)))
    );
    assert_eq!(
        filled(Provider::Pexels, "blog").0,
        "Eva de Vries via Pexels"
    );
    assert_eq!(
        filled(Provider::Pixabay, "news").0,
        "Beeld: Eva de Vries (Pexels)"
    );
    assert_eq!(
        filled(Provider::Commons, "news").0,
        "Foto: Eva de Vries / Pexels"
    );
    // Three forms of equal weight in the site are no habit of it.
    let (usual, habit) = filled(Provider::Commons, "other");
    assert_eq!((&*usual, habit), ("Foto: Eva de Vries via Pexels", None));
}

#[test]
fn two_are_no_habit_and_the_language_decides() {
    let captions = [
        captioned("a", PEXELS, "Ann via Pexels"),
        captioned("a", PEXELS, "Bob via Pexels"),
    ];
    for (language, caption) in [
        ("nl", "Foto: Eva de Vries via Pexels"),
        ("en", "Photo by Eva de Vries on Pexels"),
        ("de", "Foto: Eva de Vries / Pexels"),
        ("fr", "Photo : Eva de Vries / Pexels"),
        ("", "Photo by Eva de Vries on Pexels"),
    ] {
        let chosen = choose(&captions, Provider::Pexels, "a", language);
        assert_eq!(
            (chosen.template.filled(&credit()), chosen.habit),
            (caption.to_owned(), None)
        );
    }
}

proptest! {
    #[test]
    fn a_template_rendered_with_its_credit_is_the_caption(caption in "[^\0]*") {
        if let Some((template, own)) = Template::read(&caption) {
            prop_assert_eq!(template.render(&own), caption);
        }
    }

    #[test]
    fn so_it_is_with_captions_of_pieces(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "Foto: ", "Photo by ", "© ", "Ann", "Ann Ó_da", "\\*", "[Ann](https://unsplash.com/@a)", "[", "](", ")", "*",
            " via ", " on ", "/", "(", "Pexels", "Wikimedia Commons", "[Pexels](https://pexels.com)", " CC BY-SA 4.0",
            "<a href=\"https://x.org/\">", "</a>", "[Bob, from Pixabay](http://pixabay.com/users/b)", "_", "`", "\n", " ",
        ]), 0..9)
    ) {
        let caption = pieces.concat();
        if let Some((template, own)) = Template::read(&caption) {
            prop_assert_eq!(template.render(&own), caption);
        }
    }
}
