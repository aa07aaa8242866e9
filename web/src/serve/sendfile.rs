//! Sends a large response from its file with `sendfile(2)`, or by copying if there is no file.

use std::io::{self, IoSlice};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use rustix::io::Errno;
use rustix::net::{SendAncillaryBuffer, SendFlags};
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::base::cache::{ResponseFile, SendfileBody};

/// Writes `bytes`, a response with the given body, to `stream`, from the body's file if possible. Like
/// `poll_write_vectored`, returns the number of bytes written.
pub fn poll_send(
    stream: &TcpStream,
    context: &mut Context<'_>,
    bytes: &[IoSlice<'_>],
    sendfile_body: &SendfileBody,
) -> Poll<io::Result<usize>> {
    loop {
        ready!(stream.poll_write_ready(context))?;
        match stream.try_io(Interest::WRITABLE, || send(stream, bytes, sendfile_body)) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => (),
            sent => return Poll::Ready(sent),
        }
    }
}

fn send(stream: &TcpStream, bytes: &[IoSlice<'_>], sendfile_body: &SendfileBody) -> io::Result<usize> {
    if let Some((answer, mut from, length)) = in_file(bytes, sendfile_body) {
        match rustix::fs::sendfile(stream, answer.file(), Some(&mut from), length) {
            Ok(sent) if sent > 0 => return Ok(sent),
            Err(error @ Errno::AGAIN) => return Err(error.into()),
            // The file system does not support it, or the connection is broken. The copy below reports errors of the
            // connection.
            Ok(_) | Err(_) => (),
        }
    }
    Ok(rustix::net::sendmsg(stream, bytes, &mut SendAncillaryBuffer::default(), SendFlags::NOSIGNAL)?)
}

/// The file that contains the start of `bytes`, the offset there, and the number of bytes.
fn in_file(bytes: &[IoSlice<'_>], sendfile_body: &SendfileBody) -> Option<(Arc<ResponseFile>, u64, usize)> {
    match bytes {
        [head, body, ..] if body.len() == sendfile_body.body_bytes() && sendfile_body.offset_of(body).is_some() => {
            let (answer, is_due) = sendfile_body.file_for(head);
            if is_due {
                // Files are made in a thread that may block on the disk. Until then the response is copied.
                let (sendfile_body, head) = (sendfile_body.clone(), head.to_vec());
                tokio::task::spawn_blocking(move || sendfile_body.renew(&head));
            }
            Some((answer?, 0, head.len() + body.len()))
        }
        // The rest of a response that was written in part.
        [body, ..] => {
            let (offset, last) = (sendfile_body.offset_of(body)?, sendfile_body.last()?);
            let from = (last.head_bytes() + offset) as u64;
            Some((last, from, body.len()))
        }
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use bytes::Bytes;

    use super::*;

    #[tokio::test]
    async fn where_the_system_cannot_send_the_file_a_copy_goes() {
        let body = Bytes::from(vec![b'x'; 20_000]);
        // A file that cannot be read.
        let closed = std::fs::File::options().write(true).open("/dev/null").unwrap();
        let sendfile_body = SendfileBody::in_file(&body, b"head\r\n\r\n", closed);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut reader = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (stream, _) = listener.accept().unwrap();
        stream.set_nonblocking(true).unwrap();
        let stream = TcpStream::from_std(stream).unwrap();
        let whole = [IoSlice::new(b"head\r\n\r\n"), IoSlice::new(&body)];
        assert!(in_file(&whole, &sendfile_body).is_some_and(|(_, from, length)| (from, length) == (0, 20_008)));
        let went = std::future::poll_fn(|context| poll_send(&stream, context, &whole, &sendfile_body)).await.unwrap();
        let rest = [IoSlice::new(&body[went - 8..])];
        assert!(rest[0].is_empty() || in_file(&rest, &sendfile_body).is_some());
        drop(stream);
        let mut came = Vec::new();
        reader.read_to_end(&mut came).unwrap();
        assert_eq!(came, [b"head\r\n\r\n", &body[..]].concat()[..went]);
    }
}
