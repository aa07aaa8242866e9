//! Runs wrk and reads its results.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// The result of a load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Requests answered per second.
    pub rate: f64,
    /// The 99th percentile of the answer time, in milliseconds.
    pub p99: f64,
    /// Answers that were not successful, and broken connections.
    pub errors: u64,
}

/// Loads `url` for `seconds` over `connections` connections.
pub fn load(
    url: &str,
    connections: u32,
    seconds: u32,
    headers: &[&str],
    script: Option<&Path>,
) -> anyhow::Result<Load> {
    let mut command = Command::new("wrk");
    let threads = connections.min(2);
    command.args(["--latency", &format!("-t{threads}"), &format!("-c{connections}"), &format!("-d{seconds}s")]);
    for header in headers {
        command.args(["-H", header]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let output = command.arg(url).output().context("wrk")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "wrk: {text}{}", String::from_utf8_lossy(&output.stderr));
    read(&text).with_context(|| format!("wrk said {text}"))
}

fn read(text: &str) -> Option<Load> {
    let after = |label: &str| text.lines().find_map(|line| line.trim().strip_prefix(label));
    let rate = after("Requests/sec:")?.trim().parse().ok()?;
    let p99 = milliseconds(after("99%")?.trim())?;
    let numbers = |line: &str| line.split([' ', ',']).filter_map(|word| word.parse::<u64>().ok()).sum::<u64>();
    let errors = after("Socket errors:").map_or(0, numbers) + after("Non-2xx or 3xx responses:").map_or(0, numbers);
    Some(Load { rate, p99, errors })
}

fn milliseconds(text: &str) -> Option<f64> {
    let number = |unit: &str| text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok());
    number("us").map(|us| us / 1000.0).or_else(|| number("ms")).or_else(|| number("s").map(|s| s * 1000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_read() {
        let said = "  Latency Distribution\n     50%    1.02ms\n     99%  812.00us\n  Socket errors: connect 0, read 1, write 0, timeout 2\n  Non-2xx or 3xx responses: 4\nRequests/sec:  63871.43\n";
        let load = read(said).unwrap();
        assert_eq!((load.rate, load.p99, load.errors), (63871.43, 0.812, 7));
    }
}
