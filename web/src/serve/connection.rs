//! One HTTP/1.1 connection. Each request is answered from the cache or sent to the main runtime.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

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

use super::activity::{Activity, TrackedStream};
use crate::base::limits;
use crate::serve::app::{App, Body};

/// Maximum size of a request's head in bytes (SECURITY-CONTRACT section 5).
const HEAD_BYTES_MAX: usize = 32 << 10;

/// Time within which a request's body must progress by [`BODY_STEP`] (SECURITY-CONTRACT section 5).
const BODY_WINDOW: Duration = Duration::from_secs(30);
/// Minimum number of bytes within [`BODY_WINDOW`].
const BODY_STEP: usize = 1 << 10;

/// State shared by the requests of one connection.
pub struct ConnectionContext {
    /// The page cache and the router.
    pub app: App,
    /// The main runtime, which renders responses that are not cached.
    pub main: Handle,
    /// The client's address.
    pub peer: SocketAddr,
    /// The activity of the connection.
    pub activity: Rc<Activity>,
}

/// Serves one connection until it ends.
pub async fn serve(stream: TcpStream, shared: ConnectionContext, mut stopped: signal::Receiver<bool>) {
    let stream = TokioIo::new(TrackedStream::new(stream, shared.activity.clone()));
    let shared = Rc::new(shared);
    let answer = service_fn(move |request| answer(shared.clone(), request));
    let connection = http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        // Head and body in one system call, without copying.
        .writev(true)
        .header_read_timeout(None)
        .serve_connection(stream, answer);
    tokio::pin!(connection);
    tokio::select! {
        biased;
        // Errors of the connection are ignored: readers may leave at any time.
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn answer(
    shared: Rc<ConnectionContext>,
    request: Request<Incoming>,
) -> Result<Response<TrackedBody>, Infallible> {
    let ConnectionContext { app, main, peer, activity } = &*shared;
    activity.request_received();
    if let Some((answer, sendfile_body)) = app.cached_response(request.method(), request.uri(), request.headers()) {
        activity.response_ready();
        activity.set_sendfile_body(sendfile_body);
        return Ok(answer.map(|body| TrackedBody { body, activity: None }));
    }
    let (head, body) = request.into_parts();
    if let Some(answer) = app.site().reads().answer(&head, Some(*peer), app.site().now()) {
        activity.response_ready();
        return Ok(answer.map(|body| TrackedBody { body: Either::Left(Full::new(body)), activity: None }));
    }
    let stalled = Arc::new(AtomicBool::new(false));
    let body = match http_body::Body::is_end_stream(&body) {
        true => axum::body::Body::empty(),
        false => axum::body::Body::new(TimedBody::new(body, stalled.clone())),
    };
    let mut request = Request::from_parts(head, body);
    request.extensions_mut().insert(ConnectInfo(*peer));
    let app = app.clone();
    let made = main.spawn(async move { app.answer(request).await }).await;
    let answer = made.unwrap_or_else(|error| {
        tracing::error!(%error, "the task that answered a request failed");
        broken()
    });
    let answer = match stalled.load(Ordering::Acquire) {
        true => {
            let site = shared.app.site();
            let words = site.words(site.last_frame().primary()).message("too-slow");
            limits::too_slow(site.headers(), words).map(Either::Right)
        }
        false => answer,
    };
    Ok(answer.map(|body| TrackedBody { body, activity: Some(activity.clone()) }))
}

/// The response if even rendering an error page failed.
fn broken() -> Response<Body> {
    let mut answer = Response::new(Either::Right(axum::body::Body::empty()));
    *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// A request body that fails if it arrives too slowly.
struct TimedBody<B> {
    body: B,
    window: Pin<Box<tokio::time::Sleep>>,
    came: usize,
    stalled: Arc<AtomicBool>,
}

impl<B> TimedBody<B> {
    fn new(body: B, stalled: Arc<AtomicBool>) -> Self {
        Self { body, window: Box::pin(tokio::time::sleep(BODY_WINDOW)), came: 0, stalled }
    }
}

impl<B> http_body::Body for TimedBody<B>
where
    B: http_body::Body<Data = bytes::Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Unpin,
{
    type Data = bytes::Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            self.came +=
                frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref().map(|data| data.len())).unwrap_or(0);
            if self.came >= BODY_STEP {
                self.came = 0;
                self.window.as_mut().reset(tokio::time::Instant::now() + BODY_WINDOW);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.window.as_mut().poll(context));
        self.stalled.store(true, Ordering::Release);
        Poll::Ready(Some(Err("the body of the request came too slowly".into())))
    }

    fn is_end_stream(&self) -> bool {
        http_body::Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        http_body::Body::size_hint(&self.body)
    }
}

/// A response body that reports when it was written completely or dropped.
struct TrackedBody {
    body: Body,
    activity: Option<Rc<Activity>>,
}

impl http_body::Body for TrackedBody {
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

impl Drop for TrackedBody {
    fn drop(&mut self) {
        if let Some(activity) = &self.activity {
            activity.response_ready();
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    /// Sends `count` frames of `bytes` bytes, one every `millis`. Returns whether the whole body was read.
    async fn drips(millis: u64, bytes: usize, count: usize) -> bool {
        let (sender, receiver) = tokio::sync::mpsc::channel(1);
        tokio::spawn(async move {
            for _ in 0..count {
                tokio::time::sleep(Duration::from_millis(millis)).await;
                let frame = Frame::data(bytes::Bytes::from(vec![b'x'; bytes]));
                if sender.send(Ok::<_, std::io::Error>(frame)).await.is_err() {
                    return;
                }
            }
        });
        let stalled = Arc::new(AtomicBool::new(false));
        let receiver = std::sync::Mutex::new(receiver);
        let stream = futures_util::stream::poll_fn(move |context| receiver.lock().unwrap().poll_recv(context));
        let came = TimedBody::new(StreamBody::new(stream), stalled.clone()).collect().await.is_ok();
        assert_eq!(came, !stalled.load(Ordering::Acquire));
        came
    }

    // S-LIMIT-BODY
    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_or_drips_is_closed() {
        assert!(!drips(1_000, 1, 600).await, "a byte a second");
        assert!(!drips(31_000, 5_000, 1).await, "nothing for half a minute");
        assert!(drips(20_000, 1_200, 30).await, "slow, and it moves");
        assert!(drips(10, 4_000, 200).await);
    }
}
