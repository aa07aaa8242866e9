//! Edge cases: requests that no browser makes, answers that the framework would give in English, files with open
//! permissions.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;

use http::StatusCode;
use journeys::process::free_port;
use journeys::{Served, journey, matbaa, new_comment};
use newsroom::{Assignment, Beginning, Clock, CommentPolicy, Error, Said};
use web::SiteConfig;

use crate::comments::policy;

journey! {
    // S-SIGN-IN: every state-changing request says where it comes from
    async fn a_comment_is_changed_from_our_own_page_alone(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let new = new_comment(&story, 1);
        let key = new.own_key.clone();
        let said = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::say(tx, std::slice::from_ref(&new)).await).await.unwrap().remove(0);
        let Said::Taken(comment) = said else { panic!("{said:?}") };
        let path = format!("/comments/mine/{}", key.reveal());
        let mut reader = paper.browser();
        for (act, text) in [("act=withdraw", ""), ("act=edit", "&text=changed")] {
            for headers in [
                &[][..],
                &[("origin", "https://evil.example")],
                &[("origin", "null")],
                &[("sec-fetch-site", "cross-site")],
                &[("origin", "http://localhost:8080"), ("sec-fetch-site", "cross-site")],
            ] {
                let answer = reader.ask("POST", &path, Some(&format!("{act}{text}")), headers).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
                assert!(answer.text().contains("من صفحة ليست لنا"), "{}", answer.text());
            }
        }
        let now = newsroom::comment(paper.newsroom.reads(), &comment.public_id).await.unwrap();
        assert_eq!((now.state, now.text), (comment.state, comment.text));
        let ours = [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")];
        assert_eq!(reader.ask("POST", &path, Some("act=withdraw"), &ours).await.status, StatusCode::SEE_OTHER);
    }
}

/// Sends one raw request. Returns the status of the answer.
async fn raw(address: SocketAddr, request: String) -> u16 {
    let asked = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    });
    asked.await.unwrap()
}

journey! {
    // S-SIGN-IN: the Host header is one
    async fn a_request_names_its_host_once(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let config = SiteConfig { url: "http://localhost:8080".into(), dictionaries: "/nowhere".into(), ..SiteConfig::default() };
        let served = Served::start(paper.site_with(config)).await;
        let (at, id) = (served.address, story.public_id.to_string());
        let beacon = format!("POST /r/{id}");
        for target in ["GET /", "GET /world", "HEAD /", "GET /healthz", "GET /newsroom/sign-in", beacon.as_str()] {
            // The second time, the page may come from memory.
            for _ in 0..2 {
                let ask = |version: &str, hosts: &[&str]| {
                    let hosts: String = hosts.iter().map(|host| format!("host: {host}\r\n")).collect();
                    format!("{target} HTTP/{version}\r\n{hosts}user-agent: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
                };
                assert_eq!(raw(at, ask("1.1", &[])).await, 400, "{target} names nobody");
                assert_eq!(raw(at, ask("1.1", &["localhost", "localhost"])).await, 400, "{target} names two");
                assert_eq!(raw(at, ask("1.1", &["localhost", "evil.example"])).await, 400, "{target} names two");
                assert_eq!(raw(at, ask("1.0", &["localhost", "evil.example"])).await, 400, "{target} names two");
                let named = raw(at, ask("1.1", &["localhost"])).await;
                assert!((200..300).contains(&named), "{target}: {named}");
                let older = raw(at, ask("1.0", &[])).await;
                assert!((200..300).contains(&older), "{target}: {older}");
            }
        }
        assert_eq!(raw(at, "GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n".into()).await, 421);
        served.stop().await;
    }
}

journey! {
    // Errors to people: in their language, what was wrong, what to do, a request id
    async fn what_the_framework_refuses_is_a_page_in_the_readers_language(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "خبر").await;
        let comments = format!("/comments/{}", story.public_id);
        let speaking = async |tx: &mut newsroom::Tx| {
            let mut settings = newsroom::load_paper(tx.db()).await?;
            settings.languages = arabic::Language::ALL.to_vec();
            newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await
        };
        paper.newsroom.write(paper.clock.now(), speaking).await.unwrap();
        for (path, language, word) in [
            ("/%ff%fe", "ar", "لم نفهم العنوان"),
            ("/world/%ff", "ar", "لم نفهم العنوان"),
            ("/fr/topic/%ff", "fr", "illisible"),
            ("/en/%c3%28/x/y", "en", "cannot be read"),
            ("/topic/%ff/rss.xml", "ar", "لم نفهم العنوان"),
            ("/newsroom/people/%ff", "ar", ""),
            ("/newsroom/stories/%ff%fe", "ar", ""),
            ("/newsroom/comments/bans/x/lift", "ar", ""),
        ] {
            let answer = paper.get(path).await;
            let status = answer.status.as_u16();
            assert!((300..500).contains(&status), "{path}: {status}");
            if status >= 400 {
                let text = answer.text();
                assert!(text.contains(&format!("lang=\"{language}\"")) && text.contains(word), "{path}: {text}");
                assert!(answer.header("content-type").starts_with("text/html"), "{path}");
                assert!(!text.contains("Invalid") && !text.contains("Cannot parse"), "{path}: {text}");
            }
        }
        let ours = [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")];
        let mut reader = paper.browser();
        let long = format!("text={}", "x".repeat(200 << 10));
        let answer = reader.ask("POST", &comments, Some(&long), &ours).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text().contains("قصّره ثم أعد الإرسال"), "{}", answer.text());
        let json = [ours[0], ours[1], ("content-type", "application/json")];
        let answer = reader.ask("POST", &comments, None, &json).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(answer.text().contains("lang=\"ar\""));
        for method in ["PUT", "DELETE", "PATCH"] {
            let answer = reader.ask(method, "/world", None, &ours).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
            assert!(answer.text().contains("lang=\"ar\"") && answer.header("allow").contains("GET"), "{method}");
        }
        // At the desk, in the person's language; a form of several parts that is malformed.
        let mut chief = paper.first_admin().await;
        for (method, path, kind) in [
            ("GET", "/newsroom/people/%ff".to_owned(), ""),
            ("GET", "/newsroom/notices?before=x".into(), ""),
            ("POST", "/newsroom/comments/bans/x/lift".into(), "application/x-www-form-urlencoded"),
            ("POST", format!("/newsroom/stories/{}/picture", story.public_id), "text/plain"),
            ("POST", format!("/newsroom/stories/{}/picture", story.public_id), "multipart/form-data"),
            ("DELETE", "/newsroom/people".into(), ""),
        ] {
            let headers = [ours[0], ours[1], ("content-type", kind)];
            let answer = chief.ask(method, &path, None, &headers[..if kind.is_empty() { 2 } else { 3 }]).await;
            assert!(answer.status.is_client_error(), "{method} {path}: {}", answer.status);
            let text = answer.text();
            assert!(text.contains("lang=\"ar\"") && answer.header("content-type").starts_with("text/html"), "{path}: {text}");
            assert!(!text.contains("Failed to") && !text.contains("Invalid"), "{path}: {text}");
        }
    }
}

journey! {
    async fn a_story_is_given_to_somebody_who_works_here(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.invited(&mut chief, "gone@paper.example", "reporter").await;
        let gone = newsroom::person_by_email(paper.newsroom.reads(), "gone@paper.example").await.unwrap().unwrap();
        let here = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        let content = paper.content("world", "تكليف").await;
        let story = paper.begun(&here.actor(true), &content, Beginning::default()).await;
        let act = async |tx: &mut newsroom::Tx| newsroom::close_person(tx, &here.actor(true), gone.id).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        let page = format!("/newsroom/stories/{}", story.public_id);
        chief.open(&page).await;
        let assignee = async || newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().assignee;
        for person in ["999999", "x", "-1", "1e3", &gone.id.to_string()] {
            let answer = chief.send(&format!("{page}/assign"), &[("person", person)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{person}");
            assert!(answer.text().contains("لا زميل بهذا الاسم أو أُغلق بابه"), "{}", answer.text());
            assert_eq!(assignee().await, None);
        }
        let to = Assignment { assignee: Some(i64::MAX), due_at: None };
        let refused = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::assign(tx, &here.actor(true), &story.public_id, to).await).await;
        assert!(matches!(refused, Err(Error::NoSuchPerson)), "{refused:?}");
        assert_eq!(chief.send(&format!("{page}/assign"), &[("person", &here.id.to_string())]).await.status, 303);
        assert_eq!(assignee().await, Some(here.id));
    }
}

/// Every file and folder below `folder`, with its mode.
#[cfg(unix)]
fn modes(folder: &std::path::Path) -> Vec<(std::path::PathBuf, bool, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let meta = entry.metadata().unwrap();
        found.push((entry.path(), meta.is_dir(), meta.permissions().mode() & 0o777));
        if meta.is_dir() {
            found.extend(modes(&entry.path()));
        }
    }
    found
}

#[cfg(unix)]
#[tokio::test]
async fn whatever_the_shells_mask_files_are_their_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("paper/data");
    let port = free_port();
    let shell = |command: &str| {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("umask 000; exec \"$0\" {command}")).arg(matbaa());
        shell.env("DATA", &data).env("MATBAA_LOG", "error");
        shell
    };
    assert!(shell("demo --archive 5 --data \"$DATA\"").output().unwrap().status.code().is_some());
    let mut server = shell(&format!("serve --data \"$DATA\" --listen 127.0.0.1:{port}"))
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let backup = folder.path().join("backups/one");
    let made = shell(&format!("backup --data \"$DATA\" \"{}\"", backup.display())).output().unwrap();
    println!("{}", String::from_utf8_lossy(&made.stderr));
    let all = modes(folder.path());
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(all.iter().any(|(path, ..)| path.ends_with("matbaa.sqlite-wal")), "{all:?}");
    assert!(all.iter().any(|(path, ..)| path.starts_with(data.join("media"))), "no picture was stored: {all:?}");
    assert!(all.len() > 10);
    for (path, is_folder, mode) in all {
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{} has {mode:o}", path.display());
    }
}
