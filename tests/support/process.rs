//! The program in a process of its own, which can be killed.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use newsroom::{Actor, Beginning, Clock, Localized, Newsroom, PublishedWhen, Story, SystemClock};
use rand::RngExt;

use crate::{matbaa, plain_content};

/// Ports below those that the system assigns to outgoing connections (Linux: from 32,768), so that no connection of a
/// test can take one before the server does.
const PORTS: std::ops::Range<u16> = 10_000..32_000;

/// A port on which nobody listens.
pub fn free_port() -> u16 {
    for _ in 0..1_000 {
        let port = rand::rng().random_range(PORTS);
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no port is free");
}

/// Serves the paper in `data`, behind a proxy on this machine.
pub fn serve(data: &Path, database: Option<&str>, port: u16) -> Child {
    let mut command = Command::new(matbaa());
    command.arg("serve").arg("--data").arg(data).args(["--listen", &format!("127.0.0.1:{port}")]);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    command.env("MATBAA_TRUSTED_PROXIES", "[\"127.0.0.1\"]").env("MATBAA_LOG", "error");
    command.stdout(Stdio::null()).spawn().expect("a server")
}

/// A story that everybody reads, published just now.
pub async fn live_story(newsroom: &Newsroom) -> Story {
    let console = Actor::console();
    let publish = async |tx: &mut newsroom::Tx| {
        let name = newsroom::usual_section_name("world");
        let desk = newsroom::ensure_desk(tx, &console, "world", &name).await?;
        let section = newsroom::ensure_section(tx, &console, desk, "world", &name, &Localized::default()).await?;
        let content = plain_content(section.id, "خبر يقرؤه الجميع");
        let draft = newsroom::begin_story(tx, &console, &content, Beginning::default()).await?;
        newsroom::publish(tx, &console, draft.id, PublishedWhen::Now).await
    };
    newsroom.write(SystemClock.now(), publish).await.expect("a story before readers")
}

/// A server that is killed when it is dropped, however the test ends.
pub struct Running(pub Child);

impl Running {
    /// Kills it.
    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// Asks it to stop, and waits until it has stopped.
    pub fn stop(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
