//! Against a small keyring of our own, spoken to as over a bus.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "what zbus asks of an interface"
)]

use std::{
    os::unix::net::UnixStream,
    sync::{Arc, Mutex},
};

use zbus::{blocking::connection::Builder, fdo, object_server::SignalEmitter};

use super::*;

const ITEM_PLACE: &str = "/org/freedesktop/secrets/collection/login/1";
const PROMPT_PLACE: &str = "/org/freedesktop/secrets/prompt/1";

/// What the keyring holds, and how it behaves.
#[derive(Default)]
struct Ring {
    kept: Option<(HashMap<String, String>, Vec<u8>)>,
    is_locked: bool,
    /// Nobody has made a keyring in it.
    is_empty: bool,
    /// What a person does who is asked.
    dismisses: bool,
    asked: usize,
}

type Shared = Arc<Mutex<Ring>>;

struct Service(Shared);
struct Collection(Shared);
struct Item(Shared);
struct Prompting(Shared);

fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).unwrap()
}

/// Nobody has to be asked, or somebody.
fn prompt(ring: &Ring) -> OwnedObjectPath {
    path(if ring.is_locked { PROMPT_PLACE } else { "/" })
}

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    fn open_session(&self, algorithm: &str, input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        assert_eq!((algorithm, input), ("plain", Value::from("")));
        (
            OwnedValue::try_from(Value::from("")).unwrap(),
            path("/session/1"),
        )
    }

    fn search_items(
        &self,
        asked: HashMap<String, String>,
    ) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        let ring = self.0.lock().unwrap();
        let is_it = ring.kept.as_ref().is_some_and(|(has, _)| *has == asked);
        let found: Vec<_> = is_it.then(|| path(ITEM_PLACE)).into_iter().collect();
        if ring.is_locked {
            (Vec::new(), found)
        } else {
            (found, Vec::new())
        }
    }

    fn unlock(&self, what: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        let ring = self.0.lock().unwrap();
        let open = if ring.is_locked { Vec::new() } else { what };
        (open, prompt(&ring))
    }
}

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    fn create_item(
        &self,
        about: HashMap<String, OwnedValue>,
        secret: Told,
        replace: bool,
    ) -> fdo::Result<(OwnedObjectPath, OwnedObjectPath)> {
        assert!(replace);
        if self.0.lock().unwrap().is_empty {
            let said = "Object does not exist at path “/org/freedesktop/secrets/collection/login”";
            return Err(fdo::Error::UnknownMethod(said.to_owned()));
        }
        let attributes = about["org.freedesktop.Secret.Item.Attributes"].clone();
        let attributes = HashMap::try_from(attributes).unwrap();
        self.0.lock().unwrap().kept = Some((attributes, secret.2));
        Ok((path(ITEM_PLACE), path("/")))
    }
}

#[zbus::interface(name = "org.freedesktop.Secret.Item")]
impl Item {
    fn get_secret(&self, session: OwnedObjectPath) -> fdo::Result<(Told,)> {
        let ring = self.0.lock().unwrap();
        if ring.is_locked {
            return Err(fdo::Error::AccessDenied("locked".to_owned()));
        }
        let kept = ring.kept.as_ref().map(|(_, secret)| secret.clone());
        Ok(((session, Vec::new(), kept.unwrap(), "text/plain".to_owned()),))
    }

    fn delete(&self) -> OwnedObjectPath {
        self.0.lock().unwrap().kept = None;
        path("/")
    }
}

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompting {
    async fn prompt(&self, window: &str, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) {
        assert_eq!(window, "");
        let dismisses = {
            let mut ring = self.0.lock().unwrap();
            ring.asked += 1;
            ring.is_locked &= ring.dismisses;
            ring.dismisses
        };
        Self::completed(&emitter, dismisses, Value::from(""))
            .await
            .unwrap();
    }

    #[zbus(signal)]
    async fn completed(
        emitter: &SignalEmitter<'_>,
        dismissed: bool,
        result: Value<'_>,
    ) -> zbus::Result<()>;
}

/// A client, and the keyring that it speaks to.
fn client() -> (Client, Shared, Connection) {
    let (here, there) = UnixStream::pair().unwrap();
    let ring = Shared::default();
    let shared = Arc::clone(&ring);
    let served = thread::spawn(move || {
        let of = || Arc::clone(&shared);
        Builder::async_io_unix_stream(there)
            .p2p()
            .server(zbus::Guid::generate())
            .unwrap()
            .serve_at(PLACE, Service(of()))
            .unwrap()
            .serve_at(DEFAULT, Collection(of()))
            .unwrap()
            .serve_at(ITEM_PLACE, Item(of()))
            .unwrap()
            .serve_at(PROMPT_PLACE, Prompting(of()))
            .unwrap()
            .build()
            .unwrap()
    });
    let bus = Builder::async_io_unix_stream(here).p2p().build().unwrap();
    let served = served.join().unwrap();
    (Client::new(bus).unwrap(), ring, served)
}

fn key() -> Secret {
    Secret::new("abc-123").unwrap()
}

#[test]
fn a_key_is_kept_read_and_forgotten() {
    let (client, ring, _served) = client();
    assert_eq!(client.read(Provider::Pexels, true), Ok(None));

    client.keep(Provider::Pexels, &key()).unwrap();

    let (attributes, secret) = ring.lock().unwrap().kept.clone().unwrap();
    assert_eq!(secret, b"abc-123");
    assert_eq!(
        [&attributes["service"], &attributes["account"]],
        ["kopij", "pexels"]
    );
    assert_eq!(client.read(Provider::Pexels, true), Ok(Some(key())));
    assert_eq!(
        client.read(Provider::Pixabay, true),
        Ok(None),
        "of another service"
    );
    client.forget(Provider::Pexels).unwrap();
    assert_eq!(client.read(Provider::Pexels, true), Ok(None));
}

#[test]
fn a_locked_keyring_asks_only_where_it_may() {
    let (client, ring, _served) = client();
    client.keep(Provider::Pexels, &key()).unwrap();
    ring.lock().unwrap().is_locked = true;

    assert_eq!(client.read(Provider::Pexels, false), Err(KeyError::Locked));
    assert_eq!(ring.lock().unwrap().asked, 0);
    assert_eq!(client.read(Provider::Pexels, true), Ok(Some(key())));
    assert_eq!(ring.lock().unwrap().asked, 1);
}

#[test]
fn where_nobody_has_made_a_keyring_there_is_none() {
    let (client, ring, _served) = client();
    ring.lock().unwrap().is_empty = true;

    let kept = client.keep(Provider::Pexels, &key());

    assert_eq!(kept, Err(KeyError::NoKeyring));
}

#[test]
fn a_person_may_say_no() {
    let (client, ring, _served) = client();
    client.keep(Provider::Pexels, &key()).unwrap();
    {
        let mut ring = ring.lock().unwrap();
        (ring.is_locked, ring.dismisses) = (true, true);
    }

    assert_eq!(client.read(Provider::Pexels, true), Err(KeyError::Locked));
    assert_eq!(client.keep(Provider::Pexels, &key()), Err(KeyError::Locked));
}

#[test]
fn where_nobody_answers_it_is_given_up() {
    let patience = Duration::from_millis(50);

    let answer = within(patience, || {
        thread::sleep(Duration::from_secs(5));
        Ok(())
    });

    assert_eq!(answer, Err(KeyError::Silent));
    assert_eq!(within(Duration::from_secs(5), || Ok(7)), Ok(7));
}
