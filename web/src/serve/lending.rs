//! Sending a large body from its file: `sendmsg(2)` for what stands before it, `sendfile(2)` for itself.

use std::io::{self, IoSlice};
use std::task::{Context, Poll, ready};

use rustix::net::{SendAncillaryBuffer, SendFlags};
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::cache::Lent;

/// Writes `bytes` to `stream`, the piece that is of `lent` from its file. As `poll_write_vectored`: the number of bytes
/// that went, counted from the first.
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
    let body = bytes.iter().enumerate().find_map(|(place, slice)| Some((place, lent.offset_of(slice)?)));
    let Some((place, mut offset)) = body else {
        return put(stream, bytes, SendFlags::NOSIGNAL);
    };
    let (before, body) = (&bytes[..place], &bytes[place]);
    let length: usize = before.iter().map(|slice| slice.len()).sum();
    let went = match length {
        0 => 0,
        // More follows: the head does not leave in a packet of its own.
        _ => put(stream, before, SendFlags::NOSIGNAL | SendFlags::MORE)?,
    };
    if went < length {
        return Ok(went);
    }
    match rustix::fs::sendfile(stream, lent.file(), Some(&mut offset), body.len()) {
        Ok(sent) => Ok(went + sent),
        // What went before it went; the rest is asked for again.
        Err(_) if went > 0 => Ok(went),
        Err(error) => Err(error.into()),
    }
}

fn put(stream: &TcpStream, bytes: &[IoSlice<'_>], flags: SendFlags) -> io::Result<usize> {
    Ok(rustix::net::sendmsg(stream, bytes, &mut SendAncillaryBuffer::default(), flags)?)
}
