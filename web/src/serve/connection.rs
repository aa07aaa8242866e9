//! One connection: HTTP/1.1 by hyper, each request answered from memory or sent up to the router.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use axum::extract::ConnectInfo;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body::{Frame, SizeHint};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::watch as signal;

use super::watch::{Noted, Pulse};
use crate::cache::{App, Body};

/// Bytes of a request's head (SECURITY-CONTRACT section 5).
const HEAD_BYTES_MAX: usize = 32 << 10;

/// What the requests of one connection share.
pub struct Shared {
    /// Pages in memory, and the router behind them.
    pub app: App,
    /// The runtime on which answers are made that are not in memory.
    pub main: Handle,
    /// Who asks.
    pub peer: SocketAddr,
    /// What the connection is doing.
    pub pulse: Rc<Pulse>,
}

/// Serves one connection to its end.
pub async fn serve(stream: TcpStream, shared: Shared, mut stopped: signal::Receiver<bool>) {
    let stream = TokioIo::new(Noted::new(stream, shared.pulse.clone()));
    let shared = Rc::new(shared);
    let answer = service_fn(move |request| answer(shared.clone(), request));
    let connection = http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        // Head and body in one call to the system, neither copied.
        .writev(true)
        .header_read_timeout(None)
        .serve_connection(stream, answer);
    tokio::pin!(connection);
    tokio::select! {
        biased;
        // A reader who goes away in the middle is no news.
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn answer(shared: Rc<Shared>, request: Request<Incoming>) -> Result<Response<Answering>, Infallible> {
    let Shared { app, main, peer, pulse } = &*shared;
    pulse.asked();
    if let Some((answer, lent)) = app.at_once(request.method(), request.uri(), request.headers()) {
        pulse.answered();
        pulse.lend(lent);
        return Ok(answer.map(|body| Answering { body, pulse: None }));
    }
    let (head, body) = request.into_parts();
    if let Some(answer) = app.site().reads().answer(&head, Some(*peer), app.site().now()) {
        pulse.answered();
        return Ok(answer.map(|body| Answering { body: Either::Left(Full::new(body)), pulse: None }));
    }
    let mut request = Request::from_parts(head, axum::body::Body::new(body));
    request.extensions_mut().insert(ConnectInfo(*peer));
    let app = app.clone();
    let made = main.spawn(async move { app.answer(request).await }).await;
    let answer = made.unwrap_or_else(|error| {
        tracing::error!(%error, "an answer was not finished");
        broken()
    });
    Ok(answer.map(|body| Answering { body, pulse: Some(pulse.clone()) }))
}

/// What is left to say when even the page of an error failed.
fn broken() -> Response<Body> {
    let mut answer = Response::new(Either::Right(axum::body::Body::empty()));
    *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// A body that says when it has been handed over to its end.
struct Answering {
    body: Body,
    pulse: Option<Rc<Pulse>>,
}

impl http_body::Body for Answering {
    type Data = bytes::Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(pulse) = &self.pulse {
            pulse.answered();
        }
    }
}
