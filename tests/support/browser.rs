//! A person at the desk: a browser with its cookies, which follows redirects and fills in forms as it finds them.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper_util::rt::TokioIo;
use tower::ServiceExt;
use web::{App, Site};

use crate::{Answer, Paper};

/// The address of the tests' papers.
const ORIGIN: &str = "http://localhost:8080";
/// A password that everybody may choose.
pub const PASSWORD: &str = "حبر على ورق ولون واحد";

/// A browser.
#[derive(Clone)]
pub struct Browser {
    way: Way,
    /// Its cookies.
    pub cookies: BTreeMap<String, String>,
    /// The address block from which it comes, through a trusted proxy; by default none.
    pub address: Option<String>,
    token: String,
}

/// How a request is sent.
#[derive(Clone)]
enum Way {
    /// Within the process, without a socket.
    Within(App),
    /// To a server on this port of this machine.
    Port(u16),
}

/// How long to wait for an answer over a socket.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

impl Browser {
    /// A new browser on `site`.
    pub fn of(site: Site) -> Self {
        Self::by(Way::Within(web::app(site)))
    }

    /// A new browser on a server in another process. If the server is not there, its answers have status 599 and no
    /// body.
    pub fn at_port(port: u16) -> Self {
        Self::by(Way::Port(port))
    }

    fn by(way: Way) -> Self {
        Self { way, cookies: BTreeMap::new(), address: None, token: String::new() }
    }

    fn origin(&self) -> String {
        match self.way {
            Way::Within(_) => ORIGIN.to_owned(),
            Way::Port(port) => format!("http://localhost:{port}"),
        }
    }

    /// Opens a page and follows up to five redirects. The token of the last page is remembered for the next form.
    pub async fn open(&mut self, path: &str) -> Answer {
        let mut answer = self.ask("GET", path, None, &[]).await;
        for _ in 0..5 {
            if answer.status != StatusCode::SEE_OTHER {
                break;
            }
            let next = answer.header("location").to_owned();
            answer = self.ask("GET", &next, None, &[]).await;
        }
        answer
    }

    /// Sends a form with the token of the last page. Redirects are not followed.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.clone();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("token", token.as_str())]).collect();
        let origin = self.origin();
        self.ask("POST", path, Some(&form(&fields)), &[("origin", &origin), ("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form with a file in the field `file`.
    pub async fn send_file(&mut self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        const BOUNDARY: &str = "between-the-fields-of-a-form";
        let token = self.token.clone();
        let mut body = Vec::new();
        for (name, value) in fields.iter().copied().chain([("token", token.as_str())]) {
            let field = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(field.into_bytes());
        }
        let head = "content-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let origin = self.origin();
        let headers = [("origin", origin.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", &media_type)];
        self.carry("POST", path, body, &headers).await
    }

    /// Sends JSON with the token of the last page, as our scripts do.
    pub async fn send_json(&mut self, path: &str, body: &str) -> Answer {
        self.json("POST", path, body).await
    }

    /// Like `send_json`, with any method.
    pub async fn json(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let (token, origin) = (self.token.clone(), self.origin());
        let of_ours =
            [("origin", origin.as_str()), ("sec-fetch-site", "same-origin"), ("x-form-token", token.as_str())];
        let headers = [&of_ours[..], &[("content-type", "application/json"), ("accept", "application/json")]].concat();
        self.carry(method, path, body.as_bytes().to_vec(), &headers).await
    }

    /// Continues at another node as the same person: copies the cookies and the token of `other`.
    pub fn take_over_from(&mut self, other: &Self) {
        self.cookies.clone_from(&other.cookies);
        self.token.clone_from(&other.token);
    }

    /// Sends any request with the cookies. A body is a form.
    pub async fn ask(&mut self, method: &str, path: &str, body: Option<&str>, headers: &[(&str, &str)]) -> Answer {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let headers = [headers, if body.is_some() { &form } else { &[] }].concat();
        self.carry(method, path, body.unwrap_or_default().as_bytes().to_vec(), &headers).await
    }

    /// Sends any request with a body of another type, which `headers` name.
    pub async fn message(&mut self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        self.carry(method, path, body.as_bytes().to_vec(), headers).await
    }

    async fn carry(&mut self, method: &str, path: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let origin = self.origin();
        let host = origin.trim_start_matches("http://");
        let mut request = Request::builder().method(method).uri(path).header("host", host);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(address) = &self.address {
            let peer: std::net::SocketAddr = "127.0.0.1:4000".parse().expect("an address");
            request = request.header("x-forwarded-for", address).extension(axum::extract::ConnectInfo(peer));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let (parts, bytes) = match &self.way {
            Way::Within(app) => {
                let (parts, body) = app.clone().oneshot(request).await.expect("an answer").into_parts();
                (parts, body.collect().await.expect("a body").to_bytes().to_vec())
            }
            Way::Port(port) => match tokio::time::timeout(ANSWER_WITHIN, over_socket(*port, request)).await {
                Ok(Some(answer)) => answer,
                _ => gone(),
            },
        };
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("a cookie");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let answer = Answer { status: parts.status, headers: parts.headers, bytes };
        // The body may be a picture.
        if let Some(token) = between(&String::from_utf8_lossy(&answer.bytes), "name=\"token\" value=\"", "\"") {
            self.token = token;
        }
        answer
    }

    /// Signs in with a password.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.send("/newsroom/sign-in", &[("email", email), ("password", password)]).await
    }
}

/// Sends one request on a connection of its own; `None` if the server is gone before the answer is complete.
async fn over_socket(port: u16, request: Request<Body>) -> Option<(http::response::Parts, Vec<u8>)> {
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let (parts, body) = sender.send_request(request).await.ok()?.into_parts();
    let bytes = body.collect().await.ok()?.to_bytes().to_vec();
    connection.abort();
    Some((parts, bytes))
}

/// The answer of a server that is gone.
fn gone() -> (http::response::Parts, Vec<u8>) {
    let (mut parts, ()) = http::Response::new(()).into_parts();
    parts.status = StatusCode::from_u16(599).expect("a status");
    (parts, Vec::new())
}

/// Encodes fields as a browser does.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

/// The text between two pieces of a page.
pub fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let start = text.find(before)? + before.len();
    let end = text[start..].find(after)?;
    Some(text[start..start + end].to_owned())
}

impl Paper {
    /// A new browser on the site of this paper.
    pub fn browser(&self) -> Browser {
        Browser::of(self.site().clone())
    }

    /// The first administrator, signed in.
    pub async fn first_admin(&self) -> Browser {
        use newsroom::Clock;
        let console = newsroom::Actor::console();
        let made = self.newsroom.write(self.clock.now(), async |tx| newsroom::first_admin_link(tx, &console).await);
        let path = format!("/newsroom/first/{}", made.await.expect("a link").reveal());
        let mut browser = self.browser();
        browser.open(&path).await;
        let fields = [("name", "نادية شريف"), ("email", "chief@paper.example"), ("password", PASSWORD)];
        let answer = browser.send(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser.open("/newsroom/account").await;
        browser
    }

    /// A person with `role` everywhere, invited by `by`, signed in.
    pub async fn invited(&self, by: &mut Browser, email: &str, role: &str) -> Browser {
        by.open("/newsroom/people/invite").await;
        let desks = format!("desks-{role}");
        let fields = [("email", email), ("language", "ar"), ("role", role), (desks.as_str(), "all")];
        let answer = by.send("/newsroom/people/invite", &fields).await;
        let page = answer.text();
        let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap_or_else(|| panic!("no link in {page}"));
        let mut browser = self.browser();
        browser.open(&link).await;
        let answer = browser.send(&link, &[("name", "سلمى بن عيسى"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser.open("/newsroom/account").await;
        browser
    }
}
