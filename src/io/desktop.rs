//! Whether the desktop is dark, as the Settings portal tells it: on Linux no window is told.
//!
//! Source: org.freedesktop.portal.Settings; `color-scheme` is 1 for dark, 2 for light, 0 for none.

use std::thread;

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::{OwnedValue, Value},
};

use crate::io::{Event, worker::EventSender};

const PLACE: &str = "/org/freedesktop/portal/desktop";
const NAME: &str = "org.freedesktop.portal.Desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const LOOK: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";

/// Answers [`Event::DesktopDark`] now and at each change, for as long as the program runs. A desktop
/// without the portal is not asked again.
pub fn follow(events: EventSender) {
    let listen = move || {
        let told = Connection::session().and_then(|connection| {
            listen(&connection, |is_dark| {
                events.send(Event::DesktopDark(is_dark));
            })
        });
        if let Err(err) = told {
            log::info!("the desktop does not say whether it is dark: {err}");
        }
    };
    let started = thread::Builder::new()
        .name("desktop".to_owned())
        .spawn(listen);
    if let Err(err) = started {
        log::warn!("the desktop is not asked whether it is dark: {err}");
    }
}

/// Returns when the connection ends.
///
/// # Errors
/// If nobody answers for the portal.
fn listen(connection: &Connection, mut tell: impl FnMut(Option<bool>)) -> zbus::Result<()> {
    let settings = Proxy::new(connection, NAME, PLACE, SETTINGS)?;
    // Before it is asked: no change is missed between.
    let changes = settings.receive_signal("SettingChanged")?;
    // Portals before their second version know the other alone.
    let now: OwnedValue = settings
        .call("ReadOne", &(LOOK, SCHEME))
        .or_else(|_unknown| settings.call("Read", &(LOOK, SCHEME)))?;
    tell(is_dark(&now));
    for change in changes {
        let body = change.body();
        let (look, key, value): (&str, &str, Value<'_>) = body.deserialize()?;
        if (look, key) == (LOOK, SCHEME) {
            tell(is_dark(&value));
        }
    }
    Ok(())
}

fn is_dark(scheme: &Value<'_>) -> Option<bool> {
    match scheme {
        Value::Value(inner) => is_dark(inner),
        Value::U32(1) => Some(true),
        Value::U32(2) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::{os::unix::net::UnixStream, sync::mpsc, time::Duration};

    use zbus::{blocking::connection::Builder, object_server::SignalEmitter};

    use super::*;

    /// A desktop with a portal of its second version, and what it says of itself.
    struct Portal(u32);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl Portal {
        fn read_one(&self, look: &str, key: &str) -> OwnedValue {
            assert_eq!((look, key), (LOOK, SCHEME));
            OwnedValue::from(self.0)
        }

        #[zbus(signal)]
        async fn setting_changed(
            emitter: &SignalEmitter<'_>,
            look: &str,
            key: &str,
            value: Value<'_>,
        ) -> zbus::Result<()>;
    }

    #[test]
    fn the_theme_of_the_desktop_is_told_and_told_again_when_it_changes() {
        let (here, there) = UnixStream::pair().unwrap();
        let (answers, told) = mpsc::channel();
        let guid = zbus::Guid::generate();
        let desktop = thread::spawn(move || {
            let builder = Builder::async_io_unix_stream(there)
                .p2p()
                .server(guid)
                .unwrap();
            builder.serve_at(PLACE, Portal(1)).unwrap().build().unwrap()
        });
        let window = Builder::async_io_unix_stream(here).p2p().build().unwrap();
        let desktop = desktop.join().unwrap();
        thread::spawn(move || {
            listen(&window, |is_dark| answers.send(is_dark).unwrap()).unwrap();
        });
        let next = || told.recv_timeout(Duration::from_secs(20)).unwrap();

        assert_eq!(next(), Some(true));
        let change = |key: &str, scheme: u32| {
            let body = (LOOK, key, Value::from(scheme));
            let none = None::<&str>;
            desktop
                .emit_signal(none, PLACE, SETTINGS, "SettingChanged", &body)
                .unwrap();
        };
        change("contrast", 1);
        change(SCHEME, 2);
        change(SCHEME, 0);

        assert_eq!([next(), next()], [Some(false), None]);
    }

    #[test]
    fn an_older_portal_answers_with_a_value_in_a_value() {
        let nested = Value::new(Value::from(1_u32));

        assert_eq!(is_dark(&Value::Value(Box::new(nested))), Some(true));
        assert_eq!(is_dark(&Value::from("dark")), None);
    }
}
