//! Progress bars on the terminal for work that takes longer than a second; nothing is shown if there is no terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `total` steps called `what`.
pub fn bar(total: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{prefix:<24} {bar:32} {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style);
    }
    bar.set_prefix(what);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// A bar of `total` bytes with a message, rate and time left; without a total, a running count.
pub fn bytes(total: Option<u64>, what: &'static str) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
    let template = match total {
        Some(_) => "{prefix:<12} {bar:32} {bytes}/{total_bytes} {bytes_per_sec} {msg} {eta}",
        None => "{prefix:<12} {spinner} {bytes} {bytes_per_sec} {msg} {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_prefix(what);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
