//! Requests to a machine that is asked often, over connections that stay open.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1::SendRequest;
use url::{Position, Url};

use crate::{Bounds, FetchError, Fetched, Outgoing, WHOLE_TIME, address_request, broken, host_of, read};

/// An idle connection is not used after this: many servers close theirs after half a minute.
const IDLE_MAX: Duration = Duration::from_secs(15);
/// Idle connections kept at most.
const CONNECTIONS_MAX: usize = 32;

/// A client that keeps its connections open. Each of them leads to an address that was checked when it was opened.
pub struct KeptConnections {
    client: Outgoing,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    /// Scheme, host and port.
    origin: String,
    sender: SendRequest<Full<Bytes>>,
    since: Instant,
}

impl KeptConnections {
    /// A client that opens its connections with `client`.
    pub fn new(client: Outgoing) -> Self {
        Self { client, idle: Mutex::default() }
    }

    /// Sends a request, whose URI must be absolute, and reads the whole answer. Redirects are returned, not followed.
    /// The request may be sent twice, if a kept connection turns out to be closed: it must not matter.
    pub async fn send(&self, request: Request<Bytes>, bounds: Bounds) -> Result<Fetched, FetchError> {
        let url: Url = request.uri().to_string().parse().map_err(|_| FetchError::BadAddress("it cannot be read"))?;
        let asked = tokio::time::timeout(bounds.time.min(WHOLE_TIME), self.send_to(&url, request, bounds.bytes));
        asked.await.map_err(|_| FetchError::TooSlow(host_of(&url)))?
    }

    async fn send_to(&self, url: &Url, request: Request<Bytes>, bytes: u64) -> Result<Fetched, FetchError> {
        let mut request = request.map(Full::new);
        request.headers_mut().entry(header::USER_AGENT).or_insert_with(|| self.client.0.name.clone());
        address_request(&mut request, url)?;
        let origin = &url[..Position::BeforePath];
        // A kept connection may be closed by the other side at any moment.
        while let Some(mut sender) = self.take(origin) {
            if let Ok(answer) = sender.send_request(request.clone()).await {
                return self.finish(url, sender, answer, bytes).await;
            }
        }
        let mut sender = self.client.open(url).await?;
        let answer = sender.send_request(request).await.map_err(|error| broken(url, error))?;
        self.finish(url, sender, answer, bytes).await
    }

    /// Reads the answer, and keeps the connection if it can be used again.
    async fn finish(
        &self,
        url: &Url,
        sender: SendRequest<Full<Bytes>>,
        answer: Response<Incoming>,
        bytes: u64,
    ) -> Result<Fetched, FetchError> {
        let fetched = read(url.clone(), answer, bytes).await?;
        let mut idle = self.idle();
        if !sender.is_closed() && idle.len() < CONNECTIONS_MAX {
            idle.push(Idle { origin: url[..Position::BeforePath].to_owned(), sender, since: Instant::now() });
        }
        Ok(fetched)
    }

    /// The newest usable connection to `origin`. Connections that are no longer usable are dropped.
    fn take(&self, origin: &str) -> Option<SendRequest<Full<Bytes>>> {
        let mut idle = self.idle();
        idle.retain(|one| !one.sender.is_closed() && one.since.elapsed() < IDLE_MAX);
        let at = idle.iter().rposition(|one| one.origin == origin)?;
        Some(idle.remove(at).sender)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for KeptConnections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptConnections").field("idle", &self.idle().len()).finish_non_exhaustive()
    }
}
