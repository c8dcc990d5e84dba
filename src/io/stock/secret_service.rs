//! The keyring of a Linux desktop (GNOME Keyring, `KWallet`, `KeePassXC`), over D-Bus.
//!
//! Source: the Secret Service API, specifications.freedesktop.org/secret-service. A session is `plain`: what is said
//! stays on this machine, in the bus of its user.

use std::{
    collections::HashMap,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

use super::keys::{KeyError, Keyring};
use crate::model::{secret::Secret, stock::Provider};

const NAME: &str = "org.freedesktop.secrets";
const PLACE: &str = "/org/freedesktop/secrets";
const DEFAULT: &str = "/org/freedesktop/secrets/aliases/default";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
const ITEM: &str = "org.freedesktop.Secret.Item";
const PROMPT: &str = "org.freedesktop.Secret.Prompt";
/// How long a person has to unlock it.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it has where nobody is asked.
const HASTE: Duration = Duration::from_secs(3);

/// Session, parameters, the secret, its type.
type Told = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// The keyring of the session that Kopij runs in.
pub struct SecretService;

impl Keyring for SecretService {
    fn read(&self, provider: Provider, may_ask: bool) -> Result<Option<Secret>, KeyError> {
        let patience = if may_ask { PATIENCE } else { HASTE };
        within(patience, move || {
            Client::of_session()?.read(provider, may_ask)
        })
    }

    fn keep(&self, provider: Provider, key: &Secret) -> Result<(), KeyError> {
        let key = key.clone();
        within(PATIENCE, move || Client::of_session()?.keep(provider, &key))
    }

    fn forget(&self, provider: Provider) -> Result<(), KeyError> {
        within(PATIENCE, move || Client::of_session()?.forget(provider))
    }
}

/// Does something on a thread of its own, that nobody waits for longer.
fn within<T: Send + 'static>(
    patience: Duration,
    ask: impl FnOnce() -> Result<T, KeyError> + Send + 'static,
) -> Result<T, KeyError> {
    let (sender, answer) = mpsc::channel();
    let asked = thread::Builder::new()
        .name("keyring".to_owned())
        .spawn(move || {
            // Whoever waited has gone.
            sender.send(ask()).ok();
        });
    asked.map_err(|err| KeyError::Failed(err.to_string()))?;
    answer
        .recv_timeout(patience)
        .unwrap_or_else(|err| match err {
            RecvTimeoutError::Timeout => Err(KeyError::Silent),
            RecvTimeoutError::Disconnected => Err(KeyError::NoKeyring),
        })
}

impl From<zbus::Error> for KeyError {
    fn from(err: zbus::Error) -> Self {
        let is_absent = |name: &str| {
            name.ends_with(".ServiceUnknown")
                || name.ends_with(".NameHasNoOwner")
                || name.contains(".Spawn.")
                || name.ends_with(".NoSuchObject")
                || name.ends_with(".UnknownObject")
                // What GNOME Keyring says where nobody has made a keyring in it.
                || name.ends_with(".UnknownMethod")
        };
        match &err {
            zbus::Error::MethodError(name, ..) if is_absent(name) => Self::NoKeyring,
            zbus::Error::MethodError(name, ..) if name.ends_with(".IsLocked") => Self::Locked,
            zbus::Error::InputOutput(_) | zbus::Error::Address(_) => Self::NoKeyring,
            _ => Self::Failed(err.to_string()),
        }
    }
}

/// One conversation.
struct Client {
    bus: Connection,
    session: OwnedObjectPath,
}

impl Client {
    fn of_session() -> Result<Self, KeyError> {
        // Without a bus there is no keyring.
        let bus = Connection::session().map_err(|_no_bus| KeyError::NoKeyring)?;
        Self::new(bus)
    }

    fn new(bus: Connection) -> Result<Self, KeyError> {
        let asked = ("plain", Value::from(""));
        let (_, session): (OwnedValue, OwnedObjectPath) =
            proxy(&bus, PLACE, SERVICE)?.call("OpenSession", &asked)?;
        Ok(Self { bus, session })
    }

    fn service(&self) -> Result<Proxy<'_>, KeyError> {
        Ok(proxy(&self.bus, PLACE, SERVICE)?)
    }

    fn read(&self, provider: Provider, may_ask: bool) -> Result<Option<Secret>, KeyError> {
        let (open, locked) = self.found(provider)?;
        let item = match (open.into_iter().next(), locked.into_iter().next()) {
            (Some(item), _) => item,
            (None, Some(_)) if !may_ask => return Err(KeyError::Locked),
            (None, Some(item)) => {
                self.unlock(&item)?;
                item
            }
            (None, None) => return Ok(None),
        };
        let item = proxy(&self.bus, item.as_str(), ITEM)?;
        let (told,): (Told,) = item.call("GetSecret", &(&self.session,))?;
        let text = String::from_utf8(told.2).unwrap_or_default();
        Ok(Secret::new(&text))
    }

    fn keep(&self, provider: Provider, key: &Secret) -> Result<(), KeyError> {
        let default = ObjectPath::try_from(DEFAULT).map_err(zbus::Error::from)?;
        self.unlock(&default)?;
        let label = format!("Kopij: {}", provider.name());
        let about: HashMap<&str, Value<'_>> = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from(label)),
            (
                "org.freedesktop.Secret.Item.Attributes",
                Value::from(attributes(provider)),
            ),
        ]);
        let secret = (
            &self.session,
            Vec::<u8>::new(),
            key.reveal().as_bytes(),
            "text/plain",
        );
        let collection = proxy(&self.bus, DEFAULT, COLLECTION)?;
        let (item, prompt): (OwnedObjectPath, OwnedObjectPath) =
            collection.call("CreateItem", &(about, secret, true))?;
        if is_none(&item) {
            self.prompt(&prompt)?;
        }
        Ok(())
    }

    fn forget(&self, provider: Provider) -> Result<(), KeyError> {
        let (open, locked) = self.found(provider)?;
        for item in open.into_iter().chain(locked) {
            self.unlock(&item)?;
            let prompt: OwnedObjectPath =
                proxy(&self.bus, item.as_str(), ITEM)?.call("Delete", &())?;
            self.prompt(&prompt)?;
        }
        Ok(())
    }

    /// The items of a service that can be read, and those that are locked.
    fn found(
        &self,
        provider: Provider,
    ) -> Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>), KeyError> {
        Ok(self
            .service()?
            .call("SearchItems", &(attributes(provider),))?)
    }

    fn unlock(&self, what: &ObjectPath<'_>) -> Result<(), KeyError> {
        let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.service()?.call("Unlock", &(vec![what],))?;
        self.prompt(&prompt)
    }

    /// Has a person asked, if anybody is to be.
    fn prompt(&self, prompt: &OwnedObjectPath) -> Result<(), KeyError> {
        if is_none(prompt) {
            return Ok(());
        }
        let prompt = proxy(&self.bus, prompt.as_str(), PROMPT)?;
        // Before it is asked: the answer is not missed.
        let mut answers = prompt.receive_signal("Completed")?;
        let () = prompt.call("Prompt", &("",))?;
        let answer = answers.next().ok_or(KeyError::Silent)?;
        let body = answer.body();
        let (is_dismissed, _): (bool, Value<'_>) = body.deserialize()?;
        if is_dismissed {
            return Err(KeyError::Locked);
        }
        Ok(())
    }
}

fn proxy<'a>(bus: &Connection, place: &'a str, of: &'a str) -> zbus::Result<Proxy<'a>> {
    Proxy::new(bus, NAME, place, of)
}

/// `/` stands for no object.
fn is_none(path: &OwnedObjectPath) -> bool {
    path.as_str() == "/"
}

fn attributes(provider: Provider) -> HashMap<&'static str, &'static str> {
    HashMap::from([("service", "kopij"), ("account", provider.account())])
}

#[cfg(test)]
mod tests;
