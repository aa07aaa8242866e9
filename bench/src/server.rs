//! Servers under test. Each runs in a process of its own, which is stopped when the value is dropped.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

/// A running server.
pub struct Server {
    child: Child,
    /// The address on which it listens.
    pub address: SocketAddr,
    /// How long it took until it listened.
    pub started_in: Duration,
}

impl Server {
    /// The URL of `path` on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> anyhow::Result<f64> {
        resident_mib(self.child.id(), "VmRSS:")
    }

    fn start(mut command: Command, address: SocketAddr) -> anyhow::Result<Self> {
        let began = Instant::now();
        let child = command.stdout(Stdio::null()).spawn().context("a server")?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while TcpStream::connect(address).is_err() {
            ensure!(began.elapsed() < Duration::from_secs(30), "the server does not listen");
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended: {status}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.started_in = began.elapsed();
        Ok(server)
    }

    /// Starts the program with the paper in `data`.
    pub fn matbaa(matbaa: &Path, data: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(matbaa);
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(data).env("MATBAA_LOG", "warn");
        command.envs(settings.iter().copied());
        Self::start(command, address)
    }

    /// Starts a tuned nginx with the files in `root`: two workers, `sendfile`, `open_file_cache`, `gzip_static`, no
    /// access log, and the same headers as the program's answers.
    pub fn nginx(root: &Path, headers: &[(String, String)]) -> anyhow::Result<Self> {
        let address = free_address()?;
        let headers: String =
            headers.iter().map(|(name, value)| format!("    add_header {name} \"{value}\";\n")).collect();
        let root = root.display();
        let config = format!(
            "worker_processes 2;\nworker_rlimit_nofile 8192;\ndaemon off;\npid {root}/nginx.pid;\nerror_log {root}/error.log;\n\
             events {{ worker_connections 4096; multi_accept on; }}\n\
             http {{\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  tcp_nodelay on;\n  server_tokens off;\n\
             \x20 keepalive_requests 100000000;\n  open_file_cache max=1000 inactive=600s;\n  open_file_cache_valid 600s;\n\
             \x20 types {{ }}\n  default_type \"text/html; charset=utf-8\";\n\
             \x20 server {{\n    listen {address} reuseport;\n    root {root}/files;\n    gzip_static on;\n    gzip_vary off;\n{headers}  }}\n}}\n"
        );
        let file = Path::new(&root.to_string()).join("nginx.conf");
        std::fs::write(&file, config)?;
        let mut command = Command::new("nginx");
        command.arg("-p").arg(root.to_string()).arg("-c").arg(&file);
        Self::start(command, address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM lets nginx stop its workers, too.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// A line of `/proc/PID/status` in MiB.
pub fn resident_mib(pid: u32, label: &str) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(label)).context("no such line")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib / 1024.0)
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
