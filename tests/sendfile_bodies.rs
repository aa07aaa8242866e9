//! Large pages that are requested often are sent with `sendfile`. They are identical to the last byte, for readers who
//! read little at a time and for readers who send further requests before reading.

use std::net::SocketAddr;

use journeys::{Served, address, journey, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// More requests than it takes until a body gets a file.
const TIMES: usize = 60;

async fn reader_with_little_room(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    socket.connect(address).await.unwrap()
}

/// The body of the next answer on the connection; `rest` is what came after it.
async fn body(stream: &mut TcpStream, rest: &mut Vec<u8>) -> String {
    loop {
        if let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8(rest[..end].to_vec()).unwrap().to_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            let (begin, length): (usize, usize) = (end + 4, length.unwrap());
            if rest.len() >= begin + length {
                let body = rest[begin..begin + length].to_vec();
                rest.drain(..begin + length);
                return String::from_utf8(body).unwrap();
            }
        }
        let mut piece = [0; 1_500];
        let came = stream.read(&mut piece).await.unwrap();
        assert_ne!(came, 0, "the connection ended in the middle");
        rest.extend_from_slice(&piece[..came]);
    }
}

journey! {
    async fn large_pages_arrive_whole_however_they_are_read(paper: Paper) {
        let paragraphs: Vec<String> = (0..400).map(|number| format!("الفقرة {number}: {}", "كلام كثير ".repeat(20))).collect();
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let mut content = paper.content("world", "تقرير طويل جداً").await;
        content.body = text(&paragraphs);
        let story = paper.publish(&paper.draft(&content).await).await;
        let small = paper.published("world", "خبر قصير").await;
        let (large, small) = (address("world", &story), address("world", &small));
        // The pages change once more when their related stories are found.
        for page in [&large, &small] {
            paper.get(page).await;
        }
        while web::find_related(paper.site()).await.unwrap() > 0 {}
        let expected = paper.get(&large).await.text();
        assert!(expected.len() > 100_000, "{}", expected.len());
        let expected_small = paper.get(&small).await.text();
        let served = Served::start(paper.site().clone()).await;
        let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes();

        let mut rest = Vec::new();
        let mut stream = reader_with_little_room(served.address).await;
        for _ in 0..TIMES {
            stream.write_all(&ask(&large)).await.unwrap();
            assert!(body(&mut stream, &mut rest).await == expected, "one after another");
        }
        // Other requests in between: answered from a file if the page is requested often, or not.
        for time in 0..TIMES {
            let ask = match time % 4 {
                0 => format!("GET {large} HTTP/1.0\r\nhost: localhost\r\n\r\n"),
                _ => format!("GET {large} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"),
            };
            let mut stream = reader_with_little_room(served.address).await;
            stream.write_all(ask.as_bytes()).await.unwrap();
            let mut all = Vec::new();
            stream.read_to_end(&mut all).await.unwrap();
            let answer = String::from_utf8(all).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            let version = if time % 4 == 0 { "HTTP/1.0 200" } else { "HTTP/1.1 200" };
            assert!(head.starts_with(version) && body == expected, "with its own head: {head}");
        }
        // All requests are sent before the first answer is read, large and small in turn.
        let mut stream = reader_with_little_room(served.address).await;
        let all: Vec<u8> = (0..TIMES).flat_map(|_| [ask(&large), ask(&small)].concat()).collect();
        stream.write_all(&all).await.unwrap();
        for _ in 0..TIMES {
            assert!(body(&mut stream, &mut rest).await == expected, "the large one, asked ahead");
            assert!(body(&mut stream, &mut rest).await == expected_small, "the small one, asked ahead");
        }
        // The page changes while somebody reads: an answer that was begun stays the old one to its end, the next is the
        // new one.
        stream.write_all(&ask(&large)).await.unwrap();
        stream.readable().await.unwrap();
        content.body = text(&[&["حُدّث أمس"], &paragraphs[..]].concat());
        paper.revise(&story, &content).await;
        paper.publish(&story).await;
        let mut other = reader_with_little_room(served.address).await;
        for _ in 0..TIMES {
            other.write_all(&ask(&large)).await.unwrap();
            let new = body(&mut other, &mut Vec::new()).await;
            assert!(new.contains("حُدّث أمس"), "{}", new.len());
            assert!(new.trim_end().ends_with("</html>"), "cut short");
        }
        assert!(body(&mut stream, &mut rest).await == expected, "begun before the change");
        served.stop().await;
    }
}
