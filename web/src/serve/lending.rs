//! Sending a large answer from its file: `sendfile(2)`, or a copy where there is no file for it.

use std::io::{self, IoSlice};
use std::task::{Context, Poll, ready};

use rustix::net::{SendAncillaryBuffer, SendFlags};
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::cache::Lent;

/// Writes `bytes` to `stream`, an answer with the body of `lent` from its file. As `poll_write_vectored`: the number of
/// bytes that went, counted from the first.
pub fn poll_send(
    stream: &TcpStream,
    context: &mut Context<'_>,
    bytes: &[IoSlice<'_>],
    lent: &Lent,
) -> Poll<io::Result<usize>> {
    loop {
        ready!(stream.poll_write_ready(context))?;
        match stream.try_io(Interest::WRITABLE, || send(stream, bytes, lent)) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => (),
            sent => return Poll::Ready(sent),
        }
    }
}

fn send(stream: &TcpStream, bytes: &[IoSlice<'_>], lent: &Lent) -> io::Result<usize> {
    let (answer, from, length) = match bytes {
        [head, body, ..] if body.len() == lent.body_bytes() && lent.offset_of(body).is_some() => {
            (lent.answer(head), 0, head.len() + body.len())
        }
        // The rest of one that did not go at once.
        [body, ..] => match (lent.offset_of(body), lent.last()) {
            (Some(offset), Some(last)) => {
                let from = last.head_bytes() + offset;
                (Some(last), from, body.len())
            }
            _ => (None, 0, 0),
        },
        [] => return Ok(0),
    };
    let Some(answer) = answer else {
        let went = rustix::net::sendmsg(stream, bytes, &mut SendAncillaryBuffer::default(), SendFlags::NOSIGNAL)?;
        return Ok(went);
    };
    let mut from = from as u64;
    Ok(rustix::fs::sendfile(stream, answer.file(), Some(&mut from), length)?)
}
