use std::io::Write;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

const BOUNDS: Bounds = Bounds { bytes: 10_000, time: Duration::from_secs(20) };

/// Starts a server that answers each request with `answer`. Returns its port.
async fn machine(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut came = vec![0; 8_192];
            let mut length = 0;
            let whole = |came: &str| match came.split_once("\r\n\r\n") {
                Some((head, body)) => {
                    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                    body.len() >= length.map_or(0, |length| length.parse().unwrap())
                }
                None => false,
            };
            while !whole(std::str::from_utf8(&came[..length]).unwrap()) {
                length += stream.read(&mut came[length..]).await.unwrap();
            }
            let said = answer(std::str::from_utf8(&came[..length]).unwrap());
            let _ = stream.write_all(&said).await;
        }
    });
    port
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn allowed(hosts: &[&str]) -> Outgoing {
    let inner_hosts = hosts.iter().map(|&host| host.to_owned()).collect();
    Outgoing::new(OutgoingSettings { inner_hosts, ..OutgoingSettings::default() }, "https://paper.example").unwrap()
}

async fn get(outgoing: &Outgoing, url: &str) -> Result<Fetched, FetchError> {
    outgoing.get(&url.parse().unwrap(), "text/plain", BOUNDS).await
}

fn zipped(text: &[u8]) -> Vec<u8> {
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    zip.write_all(text).unwrap();
    zip.finish().unwrap()
}

#[tokio::test]
async fn machines_of_the_house_are_refused_unless_they_are_listed() {
    let port = machine(|_| answer("200 OK", b"secret")).await;
    let stranger = allowed(&[]);
    for host in ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "169.254.169.254"] {
        let refused = get(&stranger, &format!("http://{host}:{port}/")).await;
        assert!(matches!(refused, Err(FetchError::Inner(_))), "{host}: {refused:?}");
    }
    let listed = get(&allowed(&["127.0.0.1"]), &format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert_eq!((&listed.body[..], listed.status), (&b"secret"[..], StatusCode::OK));
    let other = get(&allowed(&["127.0.0.1"]), &format!("http://localhost:{port}/")).await;
    assert!(matches!(other, Err(FetchError::Inner(_))), "listed by another name: {other:?}");
}

#[tokio::test]
async fn what_is_no_address_for_us_is_refused() {
    let outgoing = allowed(&["127.0.0.1"]);
    for bad in ["ftp://paper.example/", "file:///etc/passwd", "https://name:word@127.0.0.1/", "data:text/plain,x"] {
        let refused = get(&outgoing, bad).await;
        assert!(matches!(refused, Err(FetchError::BadAddress(_))), "{bad}: {refused:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_checked_like_the_first_address() {
    let target = machine(|_| answer("200 OK", b"metadata")).await;
    let inner = machine(move |_| answer(&format!("302 Found\r\nlocation: http://127.0.0.1:{target}/x"), b"")).await;
    let refused = get(&allowed(&["localhost"]), &format!("http://localhost:{inner}/")).await;
    assert!(matches!(refused, Err(FetchError::Inner(_))), "{refused:?}");
    let file = machine(|_| answer("302 Found\r\nlocation: file:///etc/passwd", b"")).await;
    let refused = get(&allowed(&["localhost"]), &format!("http://localhost:{file}/")).await;
    assert!(matches!(refused, Err(FetchError::BadAddress(_))), "{refused:?}");
}

#[tokio::test]
async fn five_redirects_are_followed_and_no_sixth() {
    let port = machine(|asked| {
        let left: usize = asked[5..6].parse().unwrap();
        match left {
            0 => answer("200 OK", b"there"),
            _ => answer(&format!("308 Permanent Redirect\r\nlocation: /{}", left - 1), b""),
        }
    })
    .await;
    let outgoing = allowed(&["localhost"]);
    let there = get(&outgoing, &format!("http://localhost:{port}/5")).await.unwrap();
    assert_eq!((&there.body[..], there.url.path()), (&b"there"[..], "/0"));
    let lost = get(&outgoing, &format!("http://localhost:{port}/6")).await;
    assert!(matches!(lost, Err(FetchError::TooManyRedirects(_))), "{lost:?}");
}

#[tokio::test]
async fn bodies_are_bounded_packed_and_unpacked() {
    let port = machine(|asked| {
        let zipped_of = |text: &[u8]| answer("200 OK\r\ncontent-encoding: gzip", &zipped(text));
        match asked.split(' ').nth(1).unwrap() {
            "/exact" => answer("200 OK", &[b'x'; 10_000]),
            "/large" => answer("200 OK", &[b'x'; 10_001]),
            "/endless" => [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 1 << 20]].concat(),
            "/zipped" => {
                assert!(asked.contains("accept-encoding: gzip\r\n"), "{asked}");
                zipped_of("كلام عن الاتفاق".as_bytes())
            }
            "/bomb" => zipped_of(&vec![0; 1 << 20]),
            "/steep" => zipped_of(&[b'x'; 9_000]),
            "/broken" => answer("200 OK\r\ncontent-encoding: gzip", b"no gzip"),
            _ => answer("200 OK\r\ncontent-encoding: br", b"x"),
        }
    })
    .await;
    let outgoing = allowed(&["localhost"]);
    let ask = async |path: &str| get(&outgoing, &format!("http://localhost:{port}{path}")).await;
    assert_eq!(ask("/exact").await.unwrap().body.len(), 10_000);
    assert_eq!(ask("/zipped").await.unwrap().body, "كلام عن الاتفاق".as_bytes());
    for large in ["/large", "/endless", "/bomb", "/steep"] {
        let refused = ask(large).await;
        assert!(matches!(refused, Err(FetchError::TooLarge(_, 10_000))), "{large}: {refused:?}");
    }
    for unreadable in ["/broken", "/unasked"] {
        let refused = ask(unreadable).await;
        assert!(matches!(refused, Err(FetchError::Unreadable(..))), "{unreadable}: {refused:?}");
    }
}

#[tokio::test]
async fn a_form_goes_to_one_machine_and_no_second() {
    let port = machine(|asked| {
        let (head, body) = asked.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("POST /check?v=1 HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("user-agent: Matbaa/") && head.contains("(+https://paper.example)"), "{head}");
        assert!(head.contains("host: localhost:"), "{head}");
        answer("307 Temporary Redirect\r\nlocation: /elsewhere", body.as_bytes())
    })
    .await;
    let url = format!("http://localhost:{port}/check?v=1").parse().unwrap();
    let fields = [("text", "كلام & more"), ("name", "ن")];
    let said = allowed(&["localhost"]).post_form(&url, &fields, BOUNDS).await.unwrap();
    assert_eq!(said.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(said.body, "text=%D9%83%D9%84%D8%A7%D9%85+%26+more&name=%D9%86");
}

#[tokio::test]
async fn whoever_does_not_answer_is_not_waited_for_and_not_quoted() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("http://localhost:{port}/a/secret?token=secret").parse().unwrap();
    let hasty = Bounds { time: Duration::from_millis(150), ..BOUNDS };
    let outgoing = allowed(&["localhost"]);
    let slow = outgoing.get(&url, "text/plain", hasty).await.unwrap_err();
    assert!(matches!(slow, FetchError::TooSlow(_)), "{slow:?}");
    drop(listener);
    let gone = outgoing.get(&url, "text/plain", BOUNDS).await.unwrap_err();
    assert!(matches!(gone, FetchError::NotReached(..)), "{gone:?}");
    for error in [slow, gone] {
        assert!(error.to_string().contains("localhost") && !error.to_string().contains("secret"), "{error}");
    }
}

/// Starts a server that answers `requests` requests on each connection and then closes it without a word. Returns its
/// port and the number of connections so far.
async fn patient_machine(requests: usize) -> (u16, Arc<std::sync::atomic::AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            tokio::spawn(async move {
                for _ in 0..requests {
                    let mut came = vec![0; 8_192];
                    if stream.read(&mut came).await.unwrap_or(0) == 0 {
                        return;
                    }
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere").await;
                }
            });
        }
    });
    (port, connections)
}

#[tokio::test]
async fn connections_are_used_again_and_closed_ones_are_not_noticed() {
    let (port, connections) = patient_machine(3).await;
    let client = KeptConnections::new(allowed(&["127.0.0.1"]));
    for _ in 0..7 {
        let request = Request::put(format!("http://127.0.0.1:{port}/one")).body(Bytes::from_static(b"words")).unwrap();
        assert_eq!(client.send(request, BOUNDS).await.unwrap().body, "here");
    }
    assert_eq!(connections.load(std::sync::atomic::Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_kept_connection_leads_nowhere_that_is_not_allowed() {
    let client = KeptConnections::new(allowed(&[]));
    let request = Request::get("http://127.0.0.1:9/one").body(Bytes::new()).unwrap();
    assert!(matches!(client.send(request, BOUNDS).await, Err(FetchError::Inner(_))));
}
