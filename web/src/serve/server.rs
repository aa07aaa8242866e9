//! The server: one accept loop per core, with the page cache in front of the router, until it is told to stop.
//!
//! Each core has its own socket on the same address (`SO_REUSEPORT`), a thread and a single-threaded runtime. Cached
//! pages are answered there, without involving another thread. Everything else is rendered on the main runtime, so that
//! slow pages do not delay cached ones.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch as signal;
use tokio::task::LocalSet;

use super::{activity, background, connection, metrics, router};
use crate::serve::app::App;
use crate::site::Site;

/// Maximum number of open connections (SECURITY-CONTRACT section 5).
const CONNECTIONS_MAX: usize = 20_000;
/// Maximum number of connections that wait to be accepted.
const BACKLOG: i32 = 4_096;
/// Time for running requests to finish when the site stops.
const SHUTDOWN_TIME_MAX: Duration = Duration::from_secs(20);
/// How long an accept loop pauses when the system has no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Why serving failed.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is in use or not available.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The system reported an error.
    #[error("serving stopped: {0}")]
    Stopped(#[from] std::io::Error),
}

/// Serves `site` on `address` until `stop` resolves. Calls `ready` with the bound address.
pub async fn serve(
    site: Site,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    raise_descriptors();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let listeners = bind(address, cores).map_err(|source| ServeError::Listen { address, source })?;
    let bound = listeners.first().map_or(Ok(address), |first| first.local_addr())?;
    let metrics = match site.config().metrics {
        Some(address) => {
            Some(TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?)
        }
        None => None,
    };
    let mut background = background::start(&site);
    background.extend(metrics.map(|listener| tokio::spawn(metrics::serve(site.clone(), listener))));
    let app = App::new(site.clone(), router::router(site.clone()));
    let (stopping, stopped) = signal::channel(false);
    let open = Arc::new(AtomicUsize::new(0));
    let mut loops = Vec::new();
    for (core, listener) in listeners.into_iter().enumerate() {
        let (app, main, stopped, open) = (app.clone(), Handle::current(), stopped.clone(), open.clone());
        let run = move || accept_on_this_thread(listener, app, main, stopped, open);
        loops.push(std::thread::Builder::new().name(format!("accept-{core}")).spawn(run)?);
    }
    ready(bound);
    stop.await;
    // Streams of events never end by themselves.
    site.live().close();
    let _ = stopping.send(true);
    let joined = tokio::task::spawn_blocking(move || loops.into_iter().map(|one| one.join()).collect::<Vec<_>>()).await;
    for task in background {
        task.abort();
    }
    site.reads().finish(site.newsroom(), site.now()).await;
    if let Err(error) = site.newsroom().close().await {
        tracing::warn!(%error, "the database was not closed in order");
    }
    match joined.into_iter().flatten().flatten().find_map(Result::err) {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// File descriptors reserved for the database, files and outgoing requests.
const OTHER_DESCRIPTORS: u64 = 256;

/// The current and the maximum limit of open files; `None` if the system does not report them.
fn descriptors() -> Option<(u64, u64)> {
    // Read from the file system, because a sandbox may forbid the system call.
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    let mut numbers = line.split_whitespace().map(|word| word.parse().unwrap_or(u64::MAX));
    Some((numbers.next()?, numbers.next()?))
}

/// Raises the limit of open files to the maximum.
fn raise_descriptors() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let Some((current, most)) = descriptors().filter(|(current, most)| current < most) else { return };
    let limit = Rlimit { current: Some(most), maximum: Some(most) };
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, current, most, "the limit of open files could not be raised");
    }
}

/// Maximum number of open connections: [`CONNECTIONS_MAX`], or fewer if the limit of open files is lower.
fn connections_max() -> usize {
    let limit = descriptors().map_or(u64::MAX, |(current, _)| current);
    let left = usize::try_from(limit.saturating_sub(OTHER_DESCRIPTORS)).unwrap_or(usize::MAX);
    left.clamp(16, CONNECTIONS_MAX)
}

/// Opens one socket per core. The address is first bound without `SO_REUSEPORT`, so that a second server on the same
/// address fails instead of getting half of the connections.
fn bind(address: SocketAddr, cores: usize) -> std::io::Result<Vec<std::net::TcpListener>> {
    let alone = std::net::TcpListener::bind(address)?;
    let bound = alone.local_addr()?;
    drop(alone);
    (0..cores)
        .map(|_| {
            let socket = Socket::new(Domain::for_address(bound), Type::STREAM, Some(Protocol::TCP))?;
            socket.set_reuse_address(true)?;
            socket.set_reuse_port(true)?;
            socket.set_nonblocking(true)?;
            socket.bind(&bound.into())?;
            socket.listen(BACKLOG)?;
            Ok(socket.into())
        })
        .collect()
}

fn accept_on_this_thread(
    listener: std::net::TcpListener,
    app: App,
    main: Handle,
    stopped: signal::Receiver<bool>,
    open: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    // Yields the core before the loop waits. On a small machine the proxy, the database or an editor's save may be
    // waiting for this core, and would otherwise get it only at the end of a time slice.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().on_thread_park(std::thread::yield_now).build()?;
    let local = LocalSet::new();
    local.block_on(&runtime, accept(listener, app, main, stopped, open))
}

async fn accept(
    listener: std::net::TcpListener,
    app: App,
    main: Handle,
    mut stopped: signal::Receiver<bool>,
    open: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let most = connections_max();
    let connections = activity::Connections::new();
    tokio::task::spawn_local(connections.clone().close_the_idle());
    let end = stopped.clone();
    loop {
        let accepted = tokio::select! {
            biased;
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                if !connections.close_longest_idle() {
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
                continue;
            }
        };
        // At the limit, a new connection replaces the one that has been idle longest.
        if open.fetch_add(1, Ordering::Relaxed) >= most && !connections.close_longest_idle() {
            open.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let _ = stream.set_nodelay(true);
        let (end, open) = (end.clone(), open.clone());
        let activity = connections.begin();
        let shared =
            connection::ConnectionContext { app: app.clone(), main: main.clone(), peer, activity: activity.clone() };
        let serving = connection::serve(stream, shared, end);
        let task = tokio::task::spawn_local(async move {
            let _open = OpenConnection(open);
            serving.await;
        });
        activity.set_task(task.abort_handle());
    }
    drop(listener);
    let _ = tokio::time::timeout(SHUTDOWN_TIME_MAX, connections.all_closed()).await;
    Ok(())
}

/// Counts an open connection while it lives.
struct OpenConnection(Arc<AtomicUsize>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
