use std::fs;

use super::*;
use crate::model::{front_matter::KeyPath, markdown::blocks::Dialect};

fn speller(home: &Path) -> Speller {
    Speller::new(&Folders::within(home))
}

fn query(text: &str, languages: &[&str]) -> SpellingQuery {
    SpellingQuery {
        document: DocumentId(1),
        revision: Revision::default(),
        text: text.into(),
        body_from: 0,
        dialect: Dialect::HUGO,
        near: 0,
        languages: languages.iter().map(|&tag| tag.to_owned()).collect(),
        otherwise: None,
        also: Vec::new(),
        root: None,
        of_site: OfSite::default(),
        saved: "".into(),
    }
}

fn misspelled(speller: &mut Speller, query: &SpellingQuery) -> Vec<String> {
    let checked = speller.check(query, |_near| {});
    let words = checked.misspelled.into_iter();
    words.map(|word| query.text[word].to_owned()).collect()
}

#[test]
fn dutch_and_english_are_checked_in_their_own_dictionary() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());

    let dutch = query(
        "De foto’s van het veerhuis zijn vandag in Rotterdam.",
        &["nl"],
    );
    assert_eq!(misspelled(&mut speller, &dutch), ["vandag"]);
    let english = query("The harbor’s lite is colour.", &["en-us"]);
    assert_eq!(misspelled(&mut speller, &english), ["colour"]);
    let british = query("The harbour is colour, not color.", &["en_GB"]);
    assert_eq!(misspelled(&mut speller, &british), ["color"]);
}

#[test]
fn the_dictionary_that_knows_more_tells_the_language() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    speller.dictionaries.folders.clear();
    let mut language = |text: &str| speller.check(&query(text, &[]), |_| {}).language;

    assert_eq!(
        language("De pont vaart vandaag weer naar de overkant.").as_deref(),
        Some("nl")
    );
    assert_eq!(
        language("The ferry sails to the other side again.").as_deref(),
        Some("en")
    );
    assert_eq!(
        language("The harbour has a grey colour, and a neighbour honours it.").as_deref(),
        Some("en-gb")
    );
    assert_eq!(
        language("The harbor has a gray color, and a neighbor honors it.").as_deref(),
        Some("en")
    );
    assert_eq!(
        language("Der Fährmann fährt heute wieder über den Fluß zurück."),
        None
    );
}

#[test]
fn dictionaries_that_were_installed_are_listed_and_used() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::within(home.path());
    let folder = folders.config.join("dictionaries");
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("de_DE_frami.aff", "SET UTF-8\n");
    write(
        "de_DE_frami.dic",
        "5\nDer\nFährmann\nfährt\nheute\nwieder\n",
    );
    write("fr.aff", "SET UTF-8\n");
    write("hyph_fr.dic", "1\nla\n");
    let mut speller = Speller::new(&folders);
    speller.dictionaries.folders.truncate(1);

    assert_eq!(speller.installed(), ["de-de"]);
    let german = query("Der Fährmann fährt heude wieder.", &["de"]);
    assert_eq!(misspelled(&mut speller, &german), ["heude"]);
    let told = query("Der Fährmann fährt heude wieder.", &[]);
    let checked = speller.check(&told, |_| {});
    assert_eq!(checked.language.as_deref(), Some("de-de"));
    assert_eq!(checked.misspelled.len(), 1);
}

#[test]
fn a_language_without_a_dictionary_is_said() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());

    let checked = speller.check(&query("Iets", &["xx"]), |_| {});

    assert_eq!(
        (checked.language, checked.lacks.as_deref()),
        (None, Some("xx"))
    );
    assert!(checked.misspelled.is_empty());
}

#[test]
fn own_words_are_known_in_this_run_and_the_next() {
    let home = tempfile::tempdir().unwrap();
    let site = tempfile::tempdir().unwrap();
    let root = site.path().to_owned();
    let text = SpellingQuery {
        root: Some(root.clone()),
        ..query("Wirrehaaf zwalkerig", &["nl"])
    };
    let mut speller = speller(home.path());
    assert_eq!(misspelled(&mut speller, &text), ["Wirrehaaf", "zwalkerig"]);

    speller.add("zwalkerig", &WordList::Personal).unwrap();
    speller.add("Wirrehaaf", &WordList::Site(root)).unwrap();

    assert!(misspelled(&mut speller, &text).is_empty());
    let mut next = Speller::new(&Folders::within(home.path()));
    assert!(misspelled(&mut next, &text).is_empty());
    let list = fs::read_to_string(site.path().join("kopij-words.txt")).unwrap();
    assert_eq!(list, "Wirrehaaf\n");
}

#[test]
fn words_that_several_windows_add_at_once_are_all_kept() {
    let home = tempfile::tempdir().unwrap();
    let add_all = |window: u32| {
        let mut speller = speller(home.path());
        for word in 0..20 {
            let word = format!("woord{window}x{word}");
            speller.add(&word, &WordList::Personal).unwrap();
        }
    };

    std::thread::scope(|scope| {
        for window in 0..4 {
            let add_all = &add_all;
            scope.spawn(move || add_all(window));
        }
    });

    let list = Folders::within(home.path()).config.join("dictionary.txt");
    assert_eq!(fs::read_to_string(list).unwrap().lines().count(), 80);
}

#[test]
fn what_is_near_is_reported_first() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let text = format!("vandag {} vandag", "pont ".repeat(8_000));
    let mut near = None;

    let all = speller.check(&query(&text, &["nl"]), |checked| near = Some(checked));

    assert_eq!(near.unwrap().misspelled, vec![0..6; 1]);
    assert_eq!(all.misspelled.len(), 2);
    assert_eq!(all.part, 0..text.len());
}

#[cfg(unix)]
#[test]
fn a_list_of_words_that_leads_out_of_the_site_is_neither_read_nor_written() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::write(home.path().join("outside.txt"), "kaapstander\n").unwrap();
    std::os::unix::fs::symlink("../outside.txt", site.join("kopij-words.txt")).unwrap();
    let mut speller = speller(home.path());

    speller.enter(Some(&site));
    assert!(speller.words.of_site.is_empty());
    let added = speller.add("bolder", &WordList::Site(site.clone()));

    assert!(added.is_err());
    assert!(site.join("kopij-words.txt").is_symlink());
}

#[test]
fn a_word_is_suggested() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    speller.check(&query("vandag", &["nl"]), |_| {});

    let suggestions = speller.suggest("nl", "vandag");

    assert!(
        suggestions.contains(&"vandaag".to_owned()),
        "{suggestions:?}"
    );
    assert!(suggestions.len() <= MAX_SUGGESTIONS);
}

#[test]
fn capitals_without_their_accent_and_signs_before_a_word_are_no_mistakes() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());

    let dutch = query(
        "Eén keer in 's-Hertogenbosch, ’s morgens. Efn keer.",
        &["nl"],
    );
    assert_eq!(misspelled(&mut speller, &dutch), ["Efn"]);
    let english = query("A naïve façade of the café, ’tis a cafk.", &["en"]);
    assert_eq!(misspelled(&mut speller, &english), ["cafk"]);
}

#[test]
fn words_of_the_tags_and_authors_are_known() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let mut query = query("Quirijnse wrote it. Wierhaven too.", &["en"]);
    assert_eq!(misspelled(&mut speller, &query), ["Quirijnse", "Wierhaven"]);

    query.of_site.names = Arc::new(["Quirijnse", "wierhaven"].map(str::to_owned).into());
    assert_eq!(misspelled(&mut speller, &query), [] as [&str; 0]);
}

#[test]
fn a_word_that_is_right_in_the_second_language_is_right() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let mut query = query("De deadline van het whereabouts is vandag.", &["nl"]);
    assert_eq!(misspelled(&mut speller, &query), ["whereabouts", "vandag"]);

    query.also = vec!["en".to_owned(), "xx".to_owned()];
    assert_eq!(misspelled(&mut speller, &query), ["vandag"]);
}

#[test]
fn a_capital_within_a_sentence_makes_a_name_but_of_a_known_one_with_a_slip() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());

    let dutch = query("Bij Nvidia en Amsterdm. Nvidia's vandag.", &["nl"]);
    assert_eq!(misspelled(&mut speller, &dutch), ["Amsterdm", "vandag"]);
    let german = query("Das Hauss steht in Hamburg.", &["de"]);
    assert_eq!(speller.check(&german, |_| {}).lacks.as_deref(), Some("de"));
}

#[test]
fn compounds_of_two_words_are_words_and_a_missing_blank_is_none() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());

    let dutch = query(
        "De zuurdesemstarter en jasknopen, meegewarmd in de havenkeuken; vandag hetgeval.",
        &["nl"],
    );
    assert_eq!(misspelled(&mut speller, &dutch), ["vandag", "hetgeval"]);
    let english = query("Some oystercatchers thisbread.", &["en"]);
    assert_eq!(misspelled(&mut speller, &english), ["thisbread"]);
}

#[test]
fn a_name_in_three_other_articles_is_known() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let mut query = query("Wierhaven. Wirrehaaf.", &["nl"]);
    let frequent = [("Wierhaven", 3), ("Wirrehaaf", 3)];
    let frequent = frequent.map(|(word, count)| (word.to_owned(), count));
    query.of_site.frequent = Arc::new(frequent.into());
    assert_eq!(misspelled(&mut speller, &query), [] as [&str; 0]);

    // This article is one of the three.
    query.saved = "Wirrehaaf is hier.".into();
    assert_eq!(misspelled(&mut speller, &query), ["Wirrehaaf"]);
}

#[test]
fn no_word_of_the_sample_site_is_marked_but_what_is_no_word() {
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let mut marked = BTreeSet::new();
    let (mut names, mut queries) = (BTreeSet::new(), Vec::new());
    for (path, text) in texts_below(Path::new("assets/sample-site/content")) {
        let head = crate::model::front_matter::read(&text);
        let mut query = query(&text, &[]);
        query.body_from = head.head.end;
        query.languages = crate::model::spelling::candidates(&head, &path);
        query.root = Some("assets/sample-site".into());
        let naming = ["tags", "author"].map(|key| head.value(&KeyPath::new([key])));
        let naming = format!("{naming:?}");
        let naming = naming
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned);
        names.extend(naming);
        queries.push(query);
    }
    let names = Arc::new(names);
    for mut query in queries {
        query.of_site.names = Arc::clone(&names);
        marked.extend(misspelled(&mut speller, &query));
    }

    // Words of another language, which are no mistake of ours to find.
    let foreign = ["blauwe", "het", "uur"].map(str::to_owned);
    assert_eq!(marked, foreign.into());
}

fn texts_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(texts_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            texts.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    texts
}

#[test]
fn no_word_of_the_seed_article_is_marked_where_it_is_there() {
    const SEED: &str = "../shared/seed/article.md";
    let Ok(text) = fs::read_to_string(SEED) else {
        crate::io::skip::without(&format!("{SEED} is not part of the project"));
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    let head = crate::model::front_matter::read(&text);
    let mut query = query(&text, &["nl"]);
    query.body_from = head.head.end;

    assert_eq!(misspelled(&mut speller, &query), [] as [&str; 0]);
}

#[test]
fn a_word_is_ignored_in_one_site_and_the_site_keeps_no_word_of_it() {
    let home = tempfile::tempdir().unwrap();
    let site = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let in_site = |root: &Path| SpellingQuery {
        root: Some(root.to_owned()),
        ..query("Wierhaven lies there.", &["en"])
    };

    let list = WordList::Ignored(site.path().to_owned());
    speller(home.path()).add("Wierhaven", &list).unwrap();

    let mut later = speller(home.path());
    assert_eq!(
        misspelled(&mut later, &in_site(site.path())),
        [] as [&str; 0]
    );
    assert_eq!(
        misspelled(&mut later, &in_site(other.path())),
        ["Wierhaven"]
    );
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 0);
}

#[test]
fn suggestions_begin_with_what_is_nearest() {
    assert_eq!(distance("laaste", "laatste"), 1);
    assert_eq!(distance("laaste", "laatst"), 2);
    assert_eq!(distance("hte", "the"), 1);
    assert_eq!(distance("", "ab"), 2);
    let home = tempfile::tempdir().unwrap();
    let mut speller = speller(home.path());
    misspelled(&mut speller, &query("laaste", &["nl"]));
    assert_eq!(speller.suggest("nl", "laaste")[0], "laatste");
}
