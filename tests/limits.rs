//! How much one household may request from a running site, and the figures for those who run it.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use journeys::{Served, free_address, journey};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends requests for `paths` one after another over one connection. Returns the answers.
async fn ask(address: SocketAddr, paths: &[String], forwarded: &str) -> Vec<String> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut answers = Vec::new();
    for path in paths {
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: {forwarded}\r\naccept: */*\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !is_whole(&answer) {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "the connection ended in the middle");
        }
        answers.push(String::from_utf8_lossy(&answer).into_owned());
    }
    answers
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    if head.to_lowercase().contains("transfer-encoding: chunked") {
        return answer.ends_with(b"0\r\n\r\n");
    }
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let length: usize = length.unwrap_or_default();
    answer.len() >= head.len() + 4 + length
}

fn refused(answers: &[String]) -> usize {
    answers.iter().filter(|answer| answer.starts_with("HTTP/1.1 429")).count()
}

journey! {
    async fn one_household_is_held_back_and_nobody_else(paper: Paper) {
        let story = paper.published("world", "خبر للجميع").await;
        let metrics = free_address().await;
        let config = web::SiteConfig {
            requests_a_second: NonZeroU32::new(20),
            trusted_proxies: web::TrustedProxies::parse(&["127.0.0.1"]).unwrap(),
            metrics: Some(metrics),
            ..web::SiteConfig::default()
        };
        let served = Served::start(paper.site_with(config)).await;
        let address = served.address;

        // The page gets into memory; from there, everybody may have it as often as they like.
        let page = vec![journeys::address("world", &story)];
        assert_eq!(refused(&ask(address, &page, "198.51.100.1").await), 0);
        let often = vec![page[0].clone(); 200];
        assert_eq!(refused(&ask(address, &often, "198.51.100.2").await), 0);

        let missing: Vec<String> = (0..100).map(|number| format!("/nothing/{number}")).collect();
        let answers = ask(address, &missing, "198.51.100.3").await;
        assert!(answers[0].starts_with("HTTP/1.1 404"), "{}", answers[0]);
        let held_back = refused(&answers);
        assert!(held_back > 0, "nobody was held back");
        let answer = answers.iter().find(|answer| answer.starts_with("HTTP/1.1 429")).unwrap();
        assert!(answer.contains("retry-after: 1") && answer.contains("انتظر"), "{answer}");
        assert!(answer.contains("content-security-policy"), "{answer}");
        assert_eq!(refused(&ask(address, &page, "198.51.100.3").await), 0, "what is in memory is there for all");
        assert_eq!(refused(&ask(address, &missing[..5], "198.51.100.4").await), 0, "their neighbours are served");

        let figures = ask(metrics, &["/metrics".to_owned()], "").await.remove(0);
        assert!(figures.contains(&format!("matbaa_held_back_total {held_back}")), "{figures}");
        let hits = figures.lines().find_map(|line| line.strip_prefix("matbaa_page_hits_total ")).unwrap();
        assert!(hits.parse::<u64>().unwrap() >= 200, "{figures}");
        assert!(figures.contains("matbaa_log_lag 0"), "{figures}");
        let elsewhere = ask(address, &["/metrics".to_owned()], "198.51.100.5").await.remove(0);
        assert!(elsewhere.starts_with("HTTP/1.1 404"), "readers see no figures");

        served.stop().await;
    }
}
