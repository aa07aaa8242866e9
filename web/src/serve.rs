//! Serving until told to stop: requests under way are finished first.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::reads;
use crate::site::Site;

/// Why serving ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The system refused to go on.
    #[error("serving stopped: {0}")]
    Stopped(#[from] std::io::Error),
}

/// Serves `site` on `address` until `stop` resolves; calls `ready` with the bound address.
pub async fn serve(
    site: Site,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?;
    ready(listener.local_addr()?);
    let watched = site.clone();
    let watcher = tokio::spawn(async move { watched.theme().watch().await });
    let flusher = tokio::spawn(reads::keep_flushing(site.clone()));
    let app = crate::app(site.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(stop).await;
    watcher.abort();
    flusher.abort();
    site.reads().finish(site.newsroom(), site.now()).await;
    served?;
    Ok(())
}
