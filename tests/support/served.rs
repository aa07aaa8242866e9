//! A site on a real socket, as `matbaa serve` serves it.

use std::net::SocketAddr;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use web::{ServeError, Site};

/// A running site.
pub struct Served {
    /// The address on which it listens.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<(), ServeError>>,
}

impl Served {
    /// Serves `site` on a free port of this machine.
    pub async fn start(site: Site) -> Self {
        let address = free_address().await;
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, is_ready) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let ready = |bound| ready.send(bound).expect("somebody waits");
            web::serve(site, address, ready, async { stopped.await.unwrap_or_default() }).await
        });
        Self { address: is_ready.await.expect("it listens"), stop, serving }
    }

    /// Stops it gracefully.
    pub async fn stop(self) {
        self.stop.send(()).expect("it runs");
        self.serving.await.expect("it did not panic").expect("it stopped in order");
    }
}

/// An address on which nobody listens.
pub async fn free_address() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("its address")
}
