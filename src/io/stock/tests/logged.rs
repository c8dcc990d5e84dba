//! What of a search goes into the log.

use std::sync::Mutex;

use log::{Log, Metadata, Record};

use super::*;

struct Kept {
    all: Mutex<Vec<String>>,
    logged: Mutex<Vec<String>>,
}

static KEPT: Kept = Kept {
    all: Mutex::new(Vec::new()),
    logged: Mutex::new(Vec::new()),
};

impl Log for Kept {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let text = record.args().to_string();
        if may_be_logged(record.metadata()) {
            self.logged.lock().unwrap().push(text.clone());
        }
        self.all.lock().unwrap().push(text);
    }

    fn flush(&self) {}
}

#[test]
fn neither_a_key_nor_what_is_looked_for_is_logged_however_much_is() {
    log::set_logger(&KEPT).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let home = home();
    let double = Double::new(|_| answer("200 OK", &[], b"<html>"));
    let stock = home.stock(&double);

    for provider in Provider::ALL {
        let found = stock.search(provider, &query("zeilschip"), 1);
        assert_eq!(found, Err(StockError::NotUnderstood("answer")));
    }

    let holds = |lines: &Mutex<Vec<String>>, word: &str| {
        let lines = lines.lock().unwrap();
        lines.iter().any(|line| line.contains(word))
    };
    for word in ["SECRET", "zeilschip"] {
        assert!(holds(&KEPT.all, word), "it would be logged: {word}");
        assert!(!holds(&KEPT.logged, word), "{word}");
    }
    assert!(holds(&KEPT.logged, "pixabay answered something else"));
}
