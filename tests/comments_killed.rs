//! The server is killed while many readers write. Every acknowledged comment is there, and nothing is there twice,
//! however often a phone that got no answer sends its form again.

use std::collections::HashMap;
use std::time::Duration;

use journeys::process::{free_port, live_story, serve};
use newsroom::{Actor, CommentFilter, DatabaseChoice, Newsroom};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const WRITERS: usize = 16;
/// Comments of each writer during each run of the server.
const EACH: usize = 60;
/// Milliseconds that each server runs.
const LIVES: [u64; 3] = [700, 1_100, 1_500];

/// One request and one answer on a connection of its own; `None` if the server is gone.
async fn ask(port: u16, writer: usize, head: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let request = format!(
        "{head} HTTP/1.1\r\nhost: localhost\r\norigin: http://localhost:{port}\r\nuser-agent: phone {writer}\r\nx-forwarded-for: 10.0.0.{writer}\r\n\
         content-type: application/x-www-form-urlencoded\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    String::from_utf8(answer).ok().filter(|answer| answer.contains("\r\n\r\n"))
}

/// Writes until the server is gone. Returns the text of each comment, its form, and its secret address if it was
/// acknowledged.
async fn writer(port: u16, path: String, life: usize, number: usize) -> Vec<(String, String, Option<String>)> {
    let mut said = Vec::new();
    for n in 0..EACH {
        let Some(token) = ask(port, number, "GET /comments/token", "").await else { break };
        let Some(token) = journeys::browser::between(&token, "\"token\":\"", "\"") else { break };
        let text = format!("life {life} writer {number} comment {n}");
        let form = journeys::browser::form(&[("name", "reader"), ("text", &text), ("token", &token)]);
        let answer = ask(port, number, &format!("POST {path}"), &form).await;
        let told = answer.filter(|answer| answer.starts_with("HTTP/1.1 303"));
        let told = told.and_then(|answer| journeys::browser::between(&answer.to_lowercase(), "location: ", "\r"));
        said.push((text, form, told));
    }
    said
}

async fn walk(database: Option<DatabaseChoice>, address: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), database.as_ref()).await.unwrap();
    let story = live_story(&newsroom).await;
    let path = format!("/comments/{}", story.public_id);
    let (mut told, mut untold) = (Vec::new(), Vec::new());
    for (life, lives) in LIVES.into_iter().enumerate() {
        let port = free_port();
        let mut server = serve(folder.path(), address.as_deref(), port);
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let writers: Vec<_> = (0..WRITERS).map(|n| tokio::spawn(writer(port, path.clone(), life, n))).collect();
        tokio::time::sleep(Duration::from_millis(lives)).await;
        server.kill().unwrap();
        server.wait().unwrap();
        for writer in writers {
            for (text, form, answer) in writer.await.unwrap() {
                match answer {
                    Some(_) => told.push((text, form)),
                    None => untold.push((text, form)),
                }
            }
        }
    }
    assert!(told.len() > 20, "only {} comments were acknowledged", told.len());
    // The phones that got no answer send the same form again, and so do some of the others.
    let port = free_port();
    let mut server = serve(folder.path(), address.as_deref(), port);
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    for (text, form) in untold.iter().chain(told.iter().take(20)) {
        let writer = text.split(' ').nth(3).and_then(|number| number.parse().ok()).unwrap_or(0);
        let answer = ask(port, writer, &format!("POST {path}"), form).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let mut found: HashMap<String, usize> = HashMap::new();
    let mut after = None;
    loop {
        let page = newsroom::comment_queue(newsroom.reads(), &Actor::console(), CommentFilter::Waiting, after, 50)
            .await
            .unwrap();
        for (comment, _) in &page.lines {
            *found.entry(comment.text.clone()).or_default() += 1;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    for (text, _) in told.iter().chain(&untold) {
        assert_eq!(found.get(text), Some(&1), "{text}");
    }
    assert_eq!(found.len(), told.len() + untold.len(), "and nothing that nobody said");
    println!("{} acknowledged, {} cut off and sent again", told.len(), untold.len());
}

#[tokio::test]
async fn what_was_acknowledged_is_there_once_on_sqlite() {
    walk(None, None).await;
}

#[tokio::test]
async fn what_was_acknowledged_is_there_once_on_postgres() {
    match journeys::new_postgres().await {
        Some(choice) => {
            let DatabaseChoice::Postgres(address) = &choice else { unreachable!("an address") };
            let address = address.clone();
            walk(Some(choice), Some(address)).await;
        }
        None => omitted::not_installed("comments killed", "PostgreSQL (MATBAA_TEST_POSTGRES)"),
    }
}
