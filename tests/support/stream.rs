//! Somebody who watches the desk: a stream of events over a socket of its own.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use crate::browser::Browser;

/// An open stream, and what has arrived on it.
pub struct Stream {
    socket: TcpStream,
    came: String,
    /// The head of the answer.
    pub head: String,
}

impl Stream {
    /// Opens the stream of `subjects` with the cookies of `browser`.
    pub async fn open(address: SocketAddr, browser: &Browser, subjects: &[&str]) -> Self {
        let watch: Vec<String> = subjects.iter().map(|subject| format!("watch={subject}")).collect();
        let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "GET /newsroom/live?{} HTTP/1.1\r\nhost: localhost:8080\r\naccept-encoding: gzip, br\r\ncookie: {}\r\n\r\n",
            watch.join("&"),
            cookies.join("; "),
        );
        let mut socket = TcpStream::connect(address).await.expect("somebody listens");
        socket.write_all(request.as_bytes()).await.expect("a request");
        let mut stream = Self { socket, came: String::new(), head: String::new() };
        let by = Instant::now() + Duration::from_secs(5);
        while !stream.came.contains("\r\n\r\n") {
            assert!(stream.more(by).await, "an answer");
        }
        let (head, rest) = stream.came.split_once("\r\n\r\n").expect("a head");
        (stream.head, stream.came) = (head.to_ascii_lowercase(), rest.to_owned());
        stream
    }

    /// The next event within `within`: its subject and its mark.
    pub async fn next(&mut self, within: Duration) -> Option<(String, String)> {
        let by = Instant::now() + within;
        loop {
            if let Some((start, length)) = self.whole_event() {
                let data = self.came[start..start + length].to_owned();
                self.came.drain(..start + length);
                let data: serde_json::Value = serde_json::from_str(&data).expect("an event's data are JSON");
                let word = |key: &str| data[key].as_str().expect("a word").to_owned();
                return Some((word("subject"), word("mark")));
            }
            if !self.more(by).await {
                return None;
            }
        }
    }

    /// The mark of the next event about `subject`; events about others are skipped.
    pub async fn next_of(&mut self, subject: &str, within: Duration) -> Option<String> {
        let by = Instant::now() + within;
        while let Some((known, mark)) = self.next(by.saturating_duration_since(Instant::now())).await {
            if known == subject {
                return Some(mark);
            }
        }
        None
    }

    /// Whether the server ends the stream within `within`.
    pub async fn ends(&mut self, within: Duration) -> bool {
        let by = Instant::now() + within;
        let mut bytes = [0; 1_024];
        loop {
            match timeout_at(by, self.socket.read(&mut bytes)).await {
                Err(_) => return false,
                Ok(Ok(0) | Err(_)) => return true,
                // The last chunk of an answer is empty; the connection may be reused.
                Ok(Ok(count)) if bytes[..count].ends_with(b"0\r\n\r\n") => return true,
                Ok(Ok(_)) => {}
            }
        }
    }

    fn whole_event(&self) -> Option<(usize, usize)> {
        let start = self.came.find("data: ")? + "data: ".len();
        Some((start, self.came[start..].find("\n\n")?))
    }

    async fn more(&mut self, by: Instant) -> bool {
        let mut bytes = [0; 4_096];
        match timeout_at(by, self.socket.read(&mut bytes)).await {
            Ok(Ok(count)) if count > 0 => {
                self.came.push_str(&String::from_utf8_lossy(&bytes[..count]));
                true
            }
            _ => false,
        }
    }
}
