//! The table of results, with the machine and the versions that it was measured with.

use std::process::Command;

/// The measurements, one line each.
pub struct Report {
    lines: Vec<String>,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self { lines: Vec::new() }
    }

    /// Adds a measurement: what was measured, the figure, what it is compared with, and the target.
    pub fn line(&mut self, what: &str, figure: &str, peer: &str, bar: &str) {
        eprintln!("{what}: {figure} ({peer})");
        self.lines.push(format!("| {what} | {figure} | {peer} | {bar} |"));
    }

    /// The whole report as Markdown.
    pub fn text(&self) -> anyhow::Result<String> {
        let machine = said("sh", &["-c", "lscpu | sed -n 's/^Model name: *//p' | head -1"]);
        let cores = std::thread::available_parallelism()?;
        let memory = said("sh", &["-c", "free -g | awk '/Mem:/ {print $2}'"]);
        let versions = [
            said("sh", &["-c", "nginx -v 2>&1"]),
            said("sh", &["-c", "wrk -v 2>&1 | head -1 | cut -d'[' -f1"]),
            said("psql", &["--version"]),
            said("rustc", &["--version"]),
            format!("matbaa at {}", said("git", &["log", "-1", "--format=%h of %as"])),
        ];
        Ok(format!(
            "# Performance\n\n\
             `make bench` writes this page. Each ratio compares the program with its peer in the same run on the same \
             machine. The load generator and both servers share its cores. Above 1 the program is faster. `bench/src` \
             says what is measured and how.\n\n\
             Machine: {machine}, {cores} cores, {memory} GiB. {}.\n\n\
             | what | figure | compared with | bar |\n| --- | --- | --- | --- |\n{}\n",
            versions.join("; "),
            self.lines.join("\n")
        ))
    }
}

fn said(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    output.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default()
}
