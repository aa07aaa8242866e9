//! A person at the desk of a running program: one connection per request, cookies and token kept as in a browser.

use std::collections::BTreeMap;

use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::{between, form};

/// The browser of that person. A clone is another tab.
#[derive(Clone)]
pub struct ProcessBrowser {
    port: u16,
    cookies: BTreeMap<String, String>,
    token: String,
}

/// An answer.
#[derive(Debug)]
pub struct RawAnswer {
    /// The status.
    pub status: StatusCode,
    /// Everything before the body, in lower case.
    pub head: String,
    /// The body, as text.
    pub body: String,
}

impl ProcessBrowser {
    /// A browser for the program that listens on `port` of this machine.
    pub fn at_port(port: u16) -> Self {
        Self { port, cookies: BTreeMap::new(), token: String::new() }
    }

    /// Waits until the program listens.
    pub async fn wait(&self) {
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Sends `head` (as in `GET /path`) with further header lines and a body; `None` if the program is gone.
    pub async fn ask(&mut self, head: &str, lines: &[String], body: &[u8]) -> Option<RawAnswer> {
        let port = self.port;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = format!(
            "{head} HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\nsec-fetch-site: same-origin\r\n\
             accept-encoding: identity\r\nconnection: close\r\ncontent-length: {}\r\ncookie: {}\r\n",
            body.len(),
            cookies.join("; ")
        );
        for line in lines {
            request.push_str(line);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        // A refusal may arrive before the whole body has been read.
        let _ = stream.write_all(body).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        for line in head.lines().filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:")) {
            if let Some((name, value)) = line[11..].split(';').next().and_then(|pair| pair.trim().split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(token) = between(body, "name=\"token\" value=\"", "\"") {
            self.token = token;
        }
        Some(RawAnswer { status, head: head.to_lowercase(), body: body.to_owned() })
    }

    /// Opens a page.
    pub async fn open(&mut self, path: &str) -> RawAnswer {
        self.ask(&format!("GET {path}"), &[], b"").await.expect("an answer")
    }

    /// Sends a form with the token of the last page.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> RawAnswer {
        let token = self.token.clone();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("token", token.as_str())]).collect();
        let kind = "content-type: application/x-www-form-urlencoded".to_owned();
        self.ask(&format!("POST {path}"), &[kind], form(&fields).as_bytes()).await.expect("an answer")
    }

    /// Sends a form with a file in the field `file`.
    pub async fn send_file(&mut self, path: &str, file: &[u8]) -> Option<RawAnswer> {
        const BOUNDARY: &str = "between-the-fields-of-a-form";
        let mut body = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"token\"\r\n\r\n{}\r\n--{BOUNDARY}\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"a\"\r\ncontent-type: image/png\r\n\r\n",
            self.token
        )
        .into_bytes();
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("content-type: multipart/form-data; boundary={BOUNDARY}");
        self.ask(&format!("POST {path}"), &[kind], &body).await
    }
}
