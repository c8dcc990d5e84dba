//! Keys in each of their places.

use std::sync::{Arc, Mutex};

use super::*;

/// A keyring that is unlocked.
#[derive(Clone, Default)]
pub struct InMemory(pub Arc<Mutex<BTreeMap<Provider, Secret>>>);

impl keys::Keyring for InMemory {
    fn read(&self, provider: Provider, _: bool) -> Result<Option<Secret>, KeyError> {
        Ok(self.0.lock().unwrap().get(&provider).cloned())
    }

    fn keep(&self, provider: Provider, key: &Secret) -> Result<(), KeyError> {
        self.0.lock().unwrap().insert(provider, key.clone());
        Ok(())
    }

    fn forget(&self, provider: Provider) -> Result<(), KeyError> {
        self.0.lock().unwrap().remove(&provider);
        Ok(())
    }
}

/// One that somebody has to unlock, and nobody does.
pub struct NeverAnswers;

impl keys::Keyring for NeverAnswers {
    fn read(&self, _: Provider, may_ask: bool) -> Result<Option<Secret>, KeyError> {
        Err(if may_ask {
            KeyError::Silent
        } else {
            KeyError::Locked
        })
    }

    fn keep(&self, _: Provider, _: &Secret) -> Result<(), KeyError> {
        Err(KeyError::Silent)
    }

    fn forget(&self, _: Provider) -> Result<(), KeyError> {
        Err(KeyError::Silent)
    }
}

fn key(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

const PEXELS: Provider = Provider::Pexels;

#[test]
fn a_key_is_kept_in_the_keyring_and_forgotten_there() {
    let home = home();
    let keyring = InMemory::default();
    let keys = Keys::within(&home.folders, Box::new(keyring.clone()));
    assert_eq!((keys.read(PEXELS), keys.place(PEXELS)), (Ok(None), None));

    keys.keep(PEXELS, &key("abc"), Kept::Keyring).unwrap();

    assert_eq!(keyring.0.lock().unwrap().get(&PEXELS), Some(&key("abc")));
    assert_eq!(
        (keys.read(PEXELS), keys.place(PEXELS)),
        (Ok(Some(key("abc"))), Some(Kept::Keyring))
    );
    let next_run = Keys::within(&home.folders, Box::new(keyring));
    assert_eq!(next_run.read(PEXELS), Ok(Some(key("abc"))));
    keys.forget(PEXELS).unwrap();
    assert_eq!((keys.read(PEXELS), keys.place(PEXELS)), (Ok(None), None));
    assert!(!home.folders.config.exists(), "nothing is on the disk");
}

#[test]
fn without_a_keyring_it_is_kept_in_memory_or_in_a_file_that_its_user_alone_can_read() {
    let home = home();
    let keys = || Keys::within(&home.folders, Box::new(NoKeyring));
    let first = keys();
    assert_eq!(
        first.keep(PEXELS, &key("abc"), Kept::Keyring),
        Err(KeyError::NoKeyring)
    );
    assert_eq!(first.read(PEXELS), Ok(None), "nothing was kept");

    first.keep(PEXELS, &key("abc"), Kept::Memory).unwrap();
    assert_eq!(
        (first.read(PEXELS), first.place(PEXELS)),
        (Ok(Some(key("abc"))), Some(Kept::Memory))
    );
    assert_eq!(
        keys().read(PEXELS),
        Ok(None),
        "the next run does not have it"
    );

    first.keep(PEXELS, &key("d\"e\\f"), Kept::File).unwrap();
    first
        .keep(Provider::Pixabay, &key("xyz"), Kept::File)
        .unwrap();
    let next = keys();
    assert_eq!(
        (next.read(PEXELS), next.place(PEXELS)),
        (Ok(Some(key("d\"e\\f"))), Some(Kept::File))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = home.folders.config.join("keys.toml");
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    next.forget(PEXELS).unwrap();
    assert_eq!(keys().read(PEXELS), Ok(None));
    assert_eq!(keys().read(Provider::Pixabay), Ok(Some(key("xyz"))));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_could_read_is_theirs_no_more_and_a_link_is_not_followed() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = home();
    let file = home.folders.config.join("keys.toml");
    fs::create_dir_all(&home.folders.config).unwrap();
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let keys = Keys::within(&home.folders, Box::new(NoKeyring));

    keys.keep(PEXELS, &key("abc"), Kept::File).unwrap();
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );

    let elsewhere = home.folders.config.join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    assert!(keys.keep(PEXELS, &key("def"), Kept::File).is_err());
    assert!(fs::read_to_string(elsewhere).unwrap().contains("abc"));
}

#[test]
fn a_file_that_is_no_list_of_keys_holds_none() {
    let home = home();
    fs::create_dir_all(&home.folders.config).unwrap();
    for odd in [
        "pexels",
        "pexels = 1",
        "pexels = \"a b\"",
        "[pexels]\nx = 1",
        "\u{0}",
    ] {
        fs::write(home.folders.config.join("keys.toml"), odd).unwrap();
        let keys = Keys::within(&home.folders, Box::new(NoKeyring));
        assert_eq!(keys.read(PEXELS), Ok(None), "{odd}");
    }
}

#[test]
fn a_keyring_that_nobody_unlocks_is_known_and_told() {
    let (home, double) = (home(), ok(FOUND));
    let keys = Keys::within(&home.folders, Box::new(NeverAnswers));
    assert_eq!(keys.place(PEXELS), Some(Kept::Keyring));
    let stock = Stock::new(&home.folders, Door::Double(double.base.clone()), keys);

    assert_eq!(pexels(&stock), Err(StockError::Key(KeyError::Silent)));
    assert_eq!(double.asked().len(), 0);
}
