//! Stands between one client and a PostgreSQL server and counts the client's messages. Knows how messages begin and end,
//! and nothing of what they say.
//!
//! A client of the simple protocol sends one message and waits, so one thread serves both directions: a message to the
//! server, its answer to the client.

use std::io::{ErrorKind, Read, Result, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::JoinHandle;

/// When the connection is cut, by the client's messages counted from 0; the first opens the session.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cut {
    /// Not at all.
    Never,
    /// Before the server has the message.
    Before(usize),
    /// After the server has done what it says, before the client hears of that.
    After(usize),
}

/// A proxy for one connection.
pub(super) struct Proxy {
    /// The server's URL by way of the proxy.
    pub(super) url: String,
    thread: JoinHandle<usize>,
}

impl Proxy {
    pub(super) fn start(server: &str, cut: Cut) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound address").port();
        let (credentials, place) = server.rsplit_once('@').expect("a URL with a role");
        let (address, name) = place.split_once('/').expect("a URL with a database");
        let address = address.to_owned();
        let thread = std::thread::spawn(move || {
            let (client, _) = listener.accept().expect("the client connects");
            let server = TcpStream::connect(address).expect("the server is there");
            let mut count = 0;
            if let Err(error) = relay(&client, &server, cut, &mut count) {
                panic!("after {count} messages: {error}");
            }
            for stream in [&client, &server] {
                let _ = stream.shutdown(Shutdown::Both);
            }
            count
        });
        // Messages can be counted only where they are not encrypted.
        let url = format!("{credentials}@127.0.0.1:{port}/{name}?sslmode=disable");
        Proxy { url, thread }
    }

    /// How many messages the client has sent, when it has gone.
    pub(super) fn end(self) -> usize {
        self.thread.join().expect("the proxy ends with its client")
    }
}

/// Relays until the cut, or until the client says goodbye.
fn relay(
    mut client: &TcpStream,
    mut server: &TcpStream,
    cut: Cut,
    count: &mut usize,
) -> Result<()> {
    loop {
        // Only the first message has no letter.
        let message = read(client, *count > 0)?;
        let number = *count;
        *count += 1;
        if matches!(cut, Cut::Before(at) if at == number) {
            return Ok(());
        }
        server.write_all(&message)?;
        let goodbye = number > 0 && message.first() == Some(&b'X');
        loop {
            let answer = match read(server, true) {
                Ok(answer) => answer,
                // A server has no answer to a goodbye.
                Err(error) if goodbye && error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error),
            };
            let turn = ends_turn(&answer);
            if matches!(cut, Cut::After(at) if at == number) {
                if turn { return Ok(()) } else { continue }
            }
            client.write_all(&answer)?;
            if turn {
                break;
            }
        }
    }
}

/// Whether the client speaks next: the server is ready, or asks for a password.
fn ends_turn(answer: &[u8]) -> bool {
    match answer {
        [b'Z', ..] => true,
        [b'R', _, _, _, _, code @ ..] => !code.starts_with(&[0, 0, 0, 0]),
        _ => false,
    }
}

/// One message: its letter, if it has one, its length with itself, its body.
fn read(mut stream: &TcpStream, letter: bool) -> Result<Vec<u8>> {
    let mut message = vec![0; if letter { 5 } else { 4 }];
    stream.read_exact(&mut message)?;
    let length =
        message[message.len() - 4..].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    let begin = message.len();
    message.resize(begin + length - 4, 0);
    stream.read_exact(&mut message[begin..])?;
    Ok(message)
}
