//! Pipes of programs, each read or written on a thread of its own, so that a full one holds nobody up.
//! A thread ends with its pipe.
//!
//! Limits: of what a program complains 4,000 bytes are kept.

use std::{
    io::{self, Read, Write},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

use super::Leftovers;

/// Of what a program says of its failure.
pub(super) const MAX_ERROR_BYTES: usize = 4_000;
const CHUNK_BYTES: usize = 64 * 1024;
/// What is read before anybody wants it; then the program waits.
const CHUNKS_AHEAD: usize = 4;
/// What an ended program said is here by then, on a machine whose threads have to wait for each other too. So long is
/// waited where what it left running holds its pipe open, and nowhere else.
const GRACE: Duration = Duration::from_secs(2);

/// What a program writes, as it comes. After an error, or at the end, nothing more.
pub(super) type Chunks = Receiver<io::Result<Vec<u8>>>;
/// The start of what a program says.
pub(super) type Words = Receiver<Vec<u8>>;

/// Nothing comes where there is no thread.
pub(super) fn read_chunks(
    pipe: Option<impl Read + Send + 'static>,
    leftovers: Leftovers,
) -> Chunks {
    let (sender, receiver) = mpsc::sync_channel(CHUNKS_AHEAD);
    let Some(mut pipe) = pipe else {
        return receiver;
    };
    spawn(move || {
        while let Some(chunk) = read_chunk(&mut pipe) {
            let is_last = chunk.is_err();
            if sender.send(chunk).is_err() {
                break;
            }
            if is_last {
                return;
            }
        }
        // What may go on must not fail where it writes to nobody.
        if leftovers == Leftovers::GoOn {
            io::copy(&mut pipe, &mut io::sink()).ok();
        }
    });
    receiver
}

/// The first `max_bytes` of a pipe that is read to its end.
pub(super) fn read_words(pipe: Option<impl Read + Send + 'static>, max_bytes: usize) -> Words {
    let (sender, receiver) = mpsc::channel();
    let Some(mut pipe) = pipe else {
        return receiver;
    };
    spawn(move || {
        let mut left = max_bytes;
        while left > 0 {
            let Some(Ok(mut chunk)) = read_chunk(&mut pipe) else {
                return;
            };
            chunk.truncate(left);
            left -= chunk.len();
            // Who asked may have given up.
            sender.send(chunk).ok();
        }
        drop(sender);
        io::copy(&mut pipe, &mut io::sink()).ok();
    });
    receiver
}

/// What an ended program said.
pub(super) fn said(words: &Words) -> Vec<u8> {
    let mut all = Vec::new();
    while let Ok(words) = words.recv_timeout(GRACE) {
        all.extend(words);
    }
    all
}

/// What is on its way still from a program that ended; what it left running may hold its pipe
/// open.
pub(super) fn rest<T>(channel: &Receiver<T>) -> Option<T> {
    channel.recv_timeout(GRACE).ok()
}

/// Writes what is sent, in order. The pipe is closed when the sender is dropped.
pub(super) fn write_aside(pipe: Option<impl Write + Send + 'static>) -> Sender<Vec<u8>> {
    let (sender, inbox) = mpsc::channel::<Vec<u8>>();
    if let Some(mut pipe) = pipe {
        spawn(move || {
            for bytes in inbox {
                if pipe.write_all(&bytes).and_then(|()| pipe.flush()).is_err() {
                    // It reads no more; that is seen by how it ends.
                    return;
                }
            }
        });
    }
    sender
}

/// `None`: the end.
fn read_chunk(pipe: &mut impl Read) -> Option<io::Result<Vec<u8>>> {
    let mut bytes = vec![0; CHUNK_BYTES];
    loop {
        match pipe.read(&mut bytes) {
            Ok(0) => return None,
            Ok(length) => {
                bytes.truncate(length);
                return Some(Ok(bytes));
            }
            Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
            Err(err) => return Some(Err(err)),
        }
    }
}

pub(super) fn spawn(work: impl FnOnce() + Send + 'static) {
    if let Err(err) = thread::Builder::new().name("pipe".to_owned()).spawn(work) {
        log::error!("no thread could be started: {err}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_to_its_end_is_an_error() {
        struct Breaks;
        impl Read for Breaks {
            fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
                if let [first, .., _] = bytes {
                    *first = b'x';
                }
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
        let chunks = read_chunks(Some(Breaks), Leftovers::End);

        let first = chunks.recv().unwrap();
        assert_eq!(first.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
        assert!(chunks.recv().is_err(), "nothing more comes");
    }

    #[test]
    fn no_more_is_read_than_somebody_wants() {
        struct Endless(Sender<()>);
        impl Read for Endless {
            fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
                self.0.send(()).ok();
                Ok(bytes.len())
            }
        }
        let (sender, reads) = mpsc::channel();

        let chunks = read_chunks(Some(Endless(sender)), Leftovers::End);

        thread::sleep(Duration::from_millis(50));
        assert!(reads.try_iter().count() <= CHUNKS_AHEAD + 1);
        drop(chunks);
        assert!(reads.recv_timeout(Duration::from_secs(20)).is_err());
    }
}
