//! The HTTP client for all requests to other machines (SECURITY-CONTRACT section 4): titles of embeds, the external
//! spam service, the object store of pictures.
//!
//! Promises:
//! - Only http and https are used.
//! - A host name is looked up once. Its addresses are checked, and the connection goes to an address that was checked.
//! - Internal addresses are refused unless an admin has listed the host.
//! - At most five redirects are followed, and each is checked like the first address.
//! - Connecting takes at most ten seconds, and the whole request sixty, or less if the caller sets less.
//! - The size of a body is limited, both compressed and decompressed.
//! - No cookies and no credentials in addresses are sent. Errors and logs contain only the host of an address.

mod addresses;
mod kept;

use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

pub use addresses::is_public;
pub use kept::KeptConnections;

/// Timeout for connecting.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Timeout for the whole request, unless the caller sets a shorter one.
pub const WHOLE_TIME: Duration = Duration::from_secs(60);
/// Maximum number of redirects.
const REDIRECTS_MAX: usize = 5;
/// Maximum ratio of decompressed to compressed size.
const UNPACKED_TIMES_MAX: u64 = 20;
/// Maximum size of a decompressed body in bytes.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;

/// Configuration of the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutgoingSettings {
    /// Hosts that may be reached although they are internal: names or addresses, as written in URLs.
    pub inner_hosts: Vec<String>,
    /// Certificate authorities that are trusted in addition to those of browsers.
    pub authorities: Vec<CertificateDer<'static>>,
    /// Host names with a fixed address that are not looked up, like entries in the system's `hosts` file.
    pub known_hosts: BTreeMap<String, SocketAddr>,
}

/// Reads the certificate authorities from a PEM file.
pub fn authorities(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match read {
        Ok(found) if found.is_empty() => Err(format!("{}: no certificate in it", file.display())),
        read => read.map_err(|error| format!("{}: {error}", file.display())),
    }
}

/// Why a request failed. Contains the host, never the rest of the address.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is not allowed.
    #[error("the address is none we go to: {0}")]
    BadAddress(&'static str),
    /// The host is internal.
    #[error("{0} is inside the house's own net; an admin can list it in outgoing_hosts")]
    Inner(String),
    /// The host has no address, or does not accept connections.
    #[error("{0} was not reached: {1}")]
    NotReached(String, String),
    /// The host does not respond in time.
    #[error("{0} did not answer in time")]
    TooSlow(String),
    /// There are too many redirects.
    #[error("{0} redirects more than {REDIRECTS_MAX} times")]
    TooManyRedirects(String),
    /// The body is larger than the caller allows.
    #[error("{0} answers with more than {1} bytes")]
    TooLarge(String, u64),
    /// The response cannot be parsed.
    #[error("{0} answers with what cannot be read: {1}")]
    Unreadable(String, String),
}

/// Limits set by the caller.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Maximum size of the body in bytes, decompressed.
    pub bytes: u64,
    /// Timeout for the whole request, at most [`WHOLE_TIME`].
    pub time: Duration,
}

/// A response.
#[derive(Debug)]
pub struct Fetched {
    /// The address after redirects.
    pub url: Url,
    /// The status. It may be an error status; the caller decides.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Bytes,
}

/// The HTTP client. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing(Arc<Inner>);

struct Inner {
    settings: OutgoingSettings,
    tls: TlsConnector,
    name: HeaderValue,
}

/// A request without its address.
#[derive(Clone)]
struct RequestParts {
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Outgoing {
    /// A client whose User-Agent contains `site_url`.
    pub fn new(settings: OutgoingSettings, site_url: &str) -> Result<Self, String> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in &settings.authorities {
            roots.add(authority.clone()).map_err(|error| format!("a certificate authority: {error}"))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = format!("Matbaa/{} (+{site_url})", env!("CARGO_PKG_VERSION"));
        let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("Matbaa"));
        Ok(Self(Arc::new(Inner { settings, tls: TlsConnector::from(Arc::new(config)), name })))
    }

    /// Sends `GET url` and follows redirects. `accept` is the accepted media type.
    pub async fn get(&self, url: &Url, accept: &'static str, bounds: Bounds) -> Result<Fetched, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        self.send(url, RequestParts { method: Method::GET, headers, body: Bytes::new() }, bounds).await
    }

    /// Sends `POST url` with a form. Redirects are returned, not followed: data meant for one machine is not sent to
    /// another.
    pub async fn post_form(&self, url: &Url, fields: &[(&str, &str)], bounds: Bounds) -> Result<Fetched, FetchError> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut headers = HeaderMap::new();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, form);
        self.send(url, RequestParts { method: Method::POST, headers, body: body.into() }, bounds).await
    }

    async fn send(&self, url: &Url, mut parts: RequestParts, bounds: Bounds) -> Result<Fetched, FetchError> {
        parts.headers.insert(header::USER_AGENT, self.0.name.clone());
        parts.headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let asked = tokio::time::timeout(bounds.time.min(WHOLE_TIME), self.follow(url, &parts, bounds.bytes));
        asked.await.map_err(|_| FetchError::TooSlow(host_of(url)))?
    }

    async fn follow(&self, url: &Url, parts: &RequestParts, bytes: u64) -> Result<Fetched, FetchError> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS_MAX {
            let answer = self.send_once(&url, parts).await?;
            let next = (parts.method == Method::GET).then(|| redirected(&url, &answer)).flatten();
            match next {
                Some(next) => url = next,
                None => return read(url, answer, bytes).await,
            }
        }
        Err(FetchError::TooManyRedirects(host_of(&url)))
    }

    async fn send_once(&self, url: &Url, parts: &RequestParts) -> Result<Response<Incoming>, FetchError> {
        let mut sender = self.open(url).await?;
        let mut request = Request::new(Full::new(parts.body.clone()));
        *request.method_mut() = parts.method.clone();
        *request.headers_mut() = parts.headers.clone();
        address_request(&mut request, url)?;
        sender.send_request(request).await.map_err(|error| broken(url, error))
    }

    /// Opens a connection for requests to the host of `url`.
    async fn open(&self, url: &Url) -> Result<SendRequest<Full<Bytes>>, FetchError> {
        let stream = tokio::time::timeout(CONNECT_TIME, self.connect(url));
        let stream = stream.await.map_err(|_| FetchError::TooSlow(host_of(url)))??;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| broken(url, error))?;
        // The task ends when the connection is closed by either side.
        tokio::spawn(connection);
        Ok(sender)
    }

    /// Connects to an address that was checked.
    async fn connect(&self, url: &Url) -> Result<Box<dyn Stream>, FetchError> {
        let host = host_of(url);
        let not_reached = |error: std::io::Error| FetchError::NotReached(host.clone(), error.to_string());
        let mut last = std::io::Error::other("it has no address");
        for address in self.addresses(url).await? {
            let stream = match TcpStream::connect(address).await {
                Ok(stream) => stream,
                Err(error) => {
                    last = error;
                    continue;
                }
            };
            if url.scheme() == "http" {
                return Ok(Box::new(stream));
            }
            let name = ServerName::try_from(host.clone())
                .map_err(|_| FetchError::BadAddress("no certificate can be made for its host"))?;
            return Ok(Box::new(self.0.tls.connect(name, stream).await.map_err(not_reached)?));
        }
        Err(not_reached(last))
    }

    /// The checked addresses for `url`. May be empty if the host has none.
    async fn addresses(&self, url: &Url) -> Result<Vec<SocketAddr>, FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::BadAddress("only http and https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::BadAddress("it holds a name or a password"));
        }
        let port = url.port_or_known_default().ok_or(FetchError::BadAddress("it has no port"))?;
        let host = host_of(url);
        let found: Vec<SocketAddr> = match url.host() {
            None => return Err(FetchError::BadAddress("it has no host")),
            Some(Host::Ipv4(address)) => vec![(address, port).into()],
            Some(Host::Ipv6(address)) => vec![(address, port).into()],
            Some(Host::Domain(name)) => match self.0.settings.known_hosts.get(name) {
                Some(known) => return Ok(vec![*known]),
                None => tokio::net::lookup_host((name, port))
                    .await
                    .map_err(|error| FetchError::NotReached(host.clone(), error.to_string()))?
                    .collect(),
            },
        };
        if self.0.settings.inner_hosts.iter().any(|listed| listed.eq_ignore_ascii_case(&host)) {
            return Ok(found);
        }
        let had_any = !found.is_empty();
        let public: Vec<SocketAddr> = found.into_iter().filter(|found| is_public(found.ip())).collect();
        match public.is_empty() && had_any {
            true => Err(FetchError::Inner(host)),
            false => Ok(public),
        }
    }
}

/// The host, which is all of an address that may be logged. IPv6 addresses have no brackets.
fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host).to_owned()
}

fn broken(url: &Url, error: hyper::Error) -> FetchError {
    FetchError::Unreadable(host_of(url), error.to_string())
}

/// Sets the path and the `Host` header of a request for `url`.
fn address_request(request: &mut Request<Full<Bytes>>, url: &Url) -> Result<(), FetchError> {
    *request.uri_mut() = url[url::Position::BeforePath..url::Position::AfterQuery]
        .parse()
        .map_err(|_| FetchError::BadAddress("its path cannot be sent"))?;
    let named = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let named = HeaderValue::from_str(named).map_err(|_| FetchError::BadAddress("its host cannot be sent"))?;
    request.headers_mut().insert(header::HOST, named);
    Ok(())
}

/// The target of a redirect, if `answer` is one.
fn redirected(url: &Url, answer: &Response<Incoming>) -> Option<Url> {
    use StatusCode as S;
    let sends = [S::MOVED_PERMANENTLY, S::FOUND, S::SEE_OTHER, S::TEMPORARY_REDIRECT, S::PERMANENT_REDIRECT];
    let location = answer.headers().get(header::LOCATION).filter(|_| sends.contains(&answer.status()))?;
    url.join(location.to_str().ok()?).ok()
}

/// Reads the whole body, of at most `bytes`.
async fn read(url: Url, answer: Response<Incoming>, bytes: u64) -> Result<Fetched, FetchError> {
    let host = host_of(&url);
    let too_large = || FetchError::TooLarge(host.clone(), bytes);
    let (parts, mut body) = answer.into_parts();
    let mut packed = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| FetchError::Unreadable(host.clone(), error.to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        if (packed.len() + data.len()) as u64 > bytes {
            return Err(too_large());
        }
        packed.extend_from_slice(&data);
    }
    let encoding = parts.headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
    let body = match encoding {
        None | Some(b"identity") => packed.freeze(),
        Some(b"gzip" | b"x-gzip") => {
            let most = bytes.min(UNPACKED_BYTES_MAX).min(packed.len() as u64 * UNPACKED_TIMES_MAX);
            let unpacked = tokio::task::spawn_blocking(move || unpacked(&packed, most)).await;
            match unpacked.map_err(std::io::Error::other).flatten() {
                Ok(Some(body)) => body,
                Ok(None) => return Err(too_large()),
                Err(error) => return Err(FetchError::Unreadable(host, error.to_string())),
            }
        }
        Some(_) => return Err(FetchError::Unreadable(host, "packed in a way that was not asked for".into())),
    };
    Ok(Fetched { url, status: parts.status, headers: parts.headers, body })
}

/// Decompresses gzip (RFC 1952). `None` if the result is larger than `most` bytes.
fn unpacked(packed: &[u8], most: u64) -> std::io::Result<Option<Bytes>> {
    let mut body = Vec::new();
    flate2::read::MultiGzDecoder::new(packed).take(most + 1).read_to_end(&mut body)?;
    Ok((body.len() as u64 <= most).then(|| body.into()))
}

#[cfg(test)]
mod tests;
