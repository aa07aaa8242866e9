//! `GET /metrics` on its own address: figures of caches, read counter and followers in the text format of Prometheus.
//!
//! The figures are counted elsewhere; this module only names them.

use std::convert::Infallible;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use crate::site::Site;

/// Media type of the text format.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers requests on `listener`. Never returns.
pub async fn serve(site: Site, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            continue;
        };
        let site = site.clone();
        let service = service_fn(move |request| {
            let answer = answer(&site, &request);
            async move { Ok::<_, Infallible>(answer) }
        });
        tokio::spawn(async move {
            // Errors of the connection are ignored.
            let _ =
                http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn answer(site: &Site, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let is_known = request.method() == Method::GET && request.uri().path() == "/metrics";
    let mut answer = Response::new(Full::from(if is_known { text(site) } else { String::from("GET /metrics\n") }));
    if !is_known {
        *answer.status_mut() = StatusCode::NOT_FOUND;
    }
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(TEXT_FORMAT));
    answer
}

/// Writes figures in the text format of Prometheus (version 0.0.4,
/// <https://prometheus.io/docs/instrumenting/exposition_formats/>).
#[derive(Default)]
struct Figures(String);

impl Figures {
    /// A number that only grows while the process runs.
    fn count(&mut self, name: &str, what: &str, number: u64) {
        self.line(name, what, "counter", &number.to_string());
    }

    /// A number that goes up and down; NaN if there is none.
    fn gauge(&mut self, name: &str, what: &str, number: f64) {
        self.line(name, what, "gauge", &number.to_string());
    }

    fn line(&mut self, name: &str, what: &str, kind: &str, number: &str) {
        self.0.push_str(&format!("# HELP {name} {what}\n# TYPE {name} {kind}\n{name} {number}\n"));
    }
}

/// All figures with their current values.
pub fn text(site: &Site) -> String {
    let mut figures = Figures::default();
    record(site, &mut figures);
    figures.0
}

fn record(site: &Site, figures: &mut Figures) {
    let pages = site.pages().stats();
    figures.count("matbaa_page_hits_total", "Answers from pages in memory", pages.hits);
    figures.count("matbaa_page_misses_total", "Pages made", pages.misses);
    figures.count("matbaa_page_evictions_total", "Pages let go of because something changed", pages.evictions);
    figures.gauge("matbaa_pages", "Pages in memory", pages.pages as f64);
    figures.gauge("matbaa_pages_bytes", "Bytes of pages in memory", pages.bytes as f64);
    figures.gauge("matbaa_pages_bytes_max", "Bytes of pages in memory at most", pages.bytes_max as f64);
    let reads = site.reads().stats();
    figures.count("matbaa_reads_counted_total", "Reads that count", reads.counted);
    figures.count("matbaa_reads_repeated_total", "Reads of the same reader within half an hour", reads.repeated);
    figures.count("matbaa_reads_bots_total", "Visits of programs, prefetches and previews", reads.bots);
    figures.count("matbaa_reads_refused_total", "Reads not counted: too many unknown stories waited", reads.refused);
    let what = "Reads not counted: more of one story from one address block than people read";
    figures.count("matbaa_reads_implausible_total", what, reads.implausible);
    let what = "Likes and reports not counted: more of one comment from one address block than people give";
    figures.count("matbaa_comment_marks_implausible_total", what, site.comments().implausible_marks());
    figures.count(
        "matbaa_reads_forgotten_total",
        "Readers forgotten early: the memory of reads was full",
        reads.forgotten,
    );
    figures.gauge("matbaa_reads_pending", "Counted reads not yet written", reads.pending as f64);
    let age = reads.last_flush.map_or(f64::NAN, |at| (site.now().0 - at.0) as f64 / 1e6);
    figures.gauge("matbaa_reads_flushed_seconds_ago", "Seconds since the counted reads were last written", age);
    figures.gauge("matbaa_log_applied", "Last line of the publication log that stands in pages", site.applied() as f64);
    figures.gauge(
        "matbaa_log_lag",
        "Lines of the publication log heard of that do not stand in pages yet",
        site.lag() as f64,
    );
    let index = site.story_index();
    let what = "Stories in the search index; NaN while there is none";
    figures.gauge("matbaa_search_stories", what, index.stories().map_or(f64::NAN, |stories| stories as f64));
    let what = "Last line of the publication log that searches know";
    figures.gauge("matbaa_search_applied", what, index.position() as f64);
    let what = "Stories read so far by a build of the search index; 0 if none is under way";
    figures.gauge("matbaa_search_building", what, index.building().unwrap_or_default() as f64);
    figures.count("matbaa_slow_queries_total", "Queries slower than 200 ms", site.newsroom().reads().slow_queries());
    let (late, given_up) = site.due_trouble();
    figures.count("matbaa_scheduled_late_total", "Scheduled acts done more than a second after their time", late);
    figures.count("matbaa_scheduled_given_up_total", "Scheduled acts that could not be done", given_up);
    let outage = site.newsroom().health().outage();
    figures.gauge(
        "matbaa_storage_hindered",
        "1 while the disk is full or takes no writes, or the database is away",
        f64::from(u8::from(outage.is_some())),
    );
    figures.gauge("matbaa_live_streams", "Streams of events open at the desk", site.live().streams() as f64);
    figures.count(
        "matbaa_held_back_total",
        "Requests refused: more than one household's share",
        site.limits().held_back(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_three_lines() {
        let mut figures = Figures::default();
        figures.count("a_total", "As", 3);
        figures.gauge("b", "Bs", 0.5);
        figures.gauge("c", "Cs", f64::NAN);
        let said = "# HELP a_total As\n# TYPE a_total counter\na_total 3\n# HELP b Bs\n# TYPE b gauge\nb 0.5\n\
                    # HELP c Cs\n# TYPE c gauge\nc NaN\n";
        assert_eq!(figures.0, said);
    }
}
