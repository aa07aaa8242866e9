//! The files of pictures in a bucket, on a real server that speaks S3 and checks signatures (moto, which
//! `scripts/test.sh` installs).

use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use journeys::process::{Running, free_port};
use journeys::{PythonServer, matbaa};
use newsroom::{
    Actor, BucketSettings, CarriedFile, Clock, MediaPlace, Newsroom, Outage, Picture, Rendition, SystemClock,
};

/// Prints its port and an access key to the bucket `pictures`. Other keys and unsigned requests are refused.
const SERVER: &str = r#"
import json, sys, threading
import boto3, requests
from moto.server import ThreadedMotoServer
from werkzeug.serving import WSGIRequestHandler
WSGIRequestHandler.protocol_version = "HTTP/1.1"
server = ThreadedMotoServer(ip_address="127.0.0.1", port=int(sys.argv[1]), verbose=False)
server.start()
port = server.get_host_and_port()[1]
there = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "us-east-1", "aws_access_key_id": "any", "aws_secret_access_key": "any"}
boto3.client("s3", **there).create_bucket(Bucket="pictures")
iam = boto3.client("iam", **there)
iam.create_user(UserName="paper")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="paper", PolicyName="all", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="paper")["AccessKey"]
requests.post(f"http://127.0.0.1:{port}/moto-api/reset-auth", data=b"0").raise_for_status()
print(json.dumps({"port": port, "key_id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
threading.Event().wait()
"#;

struct ObjectStore {
    process: PythonServer,
    settings: BucketSettings,
}

impl ObjectStore {
    fn start(test: &str) -> Option<Self> {
        let mut process = PythonServer::start(SERVER, &["0"], "moto.server, boto3", test)?;
        let said: serde_json::Value = serde_json::from_str(&process.line()).unwrap();
        let settings = BucketSettings {
            endpoint: format!("http://127.0.0.1:{}", said["port"]).parse().unwrap(),
            bucket: "pictures".into(),
            region: "us-east-1".into(),
            prefix: String::new(),
            key_id: said["key_id"].as_str().unwrap().into(),
            secret: said["secret"].as_str().unwrap().into(),
            outgoing: outgoing::OutgoingSettings::default(),
        };
        Some(Self { process, settings })
    }

    /// The configuration of a process that writes to `media`.
    fn configure(&self, command: &mut Command, media: &str) {
        let BucketSettings { endpoint, bucket, key_id, secret, .. } = &self.settings;
        let endpoint = endpoint.as_str();
        for (name, value) in [("", bucket.as_str()), ("_ENDPOINT", endpoint), ("_KEY_ID", key_id), ("_SECRET", secret)]
        {
            command.env(format!("MATBAA_BUCKET{name}"), value);
        }
        command.env("MATBAA_MEDIA", media).env("MATBAA_LOG", "error");
    }

    /// Runs the program on the paper in `data`; returns its status and what it printed.
    fn run(&self, data: &Path, media: &str, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(matbaa());
        command.args(arguments).arg("--data").arg(data);
        self.configure(&mut command, media);
        let ran = command.output().unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }
}

/// A JPEG of 500 x 400 pixels, different for each number.
fn photo(number: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(500, 400, |x, y| Rgb([(x / 2) as u8, (y / 2) as u8, number]));
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    jpeg
}

async fn add(newsroom: &Newsroom, number: u8) -> newsroom::Result<Picture> {
    let prepared = newsroom::prepare_picture(newsroom, photo(number).into()).await?;
    let console = Actor::console();
    let add = async |tx: &mut newsroom::Tx| newsroom::add_picture(tx, &console, None, &prepared).await;
    newsroom.write(SystemClock.now(), add).await
}

/// Files in the folder of the paper.
fn files_in_folder(newsroom: &Newsroom) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(newsroom.media().folder())
}

async fn is_served(newsroom: &Newsroom, picture: &Picture) -> bool {
    let rendition: Rendition = "480.webp".parse().unwrap();
    newsroom.media().get(&picture.key(rendition)).await.unwrap().is_some()
}

/// An original, four renditions and the picture for sharing.
const FILES_OF_A_PHOTO: usize = 6;

#[tokio::test]
async fn files_move_to_the_bucket_and_back_while_they_are_read() {
    let test = "files_move_to_the_bucket_and_back_while_they_are_read";
    let Some(store) = ObjectStore::start(test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let mut pictures = Vec::new();
    for number in 0..6 {
        pictures.push(add(&newsroom, number).await.unwrap());
    }
    assert_eq!(files_in_folder(&newsroom), 6 * FILES_OF_A_PHOTO);

    let on_bucket = newsroom.clone().with_bucket(&store.settings, MediaPlace::Bucket).unwrap();
    pictures.push(add(&on_bucket, 6).await.unwrap());
    assert_eq!(files_in_folder(&newsroom), 6 * FILES_OF_A_PHOTO, "new files are in the bucket");
    assert!(!is_served(&newsroom, &pictures[6]).await);

    // A move that breaks off in the middle, and readers all the while.
    let reading = {
        let (newsroom, pictures) = (on_bucket.clone(), pictures.clone());
        tokio::spawn(async move {
            for round in 0.. {
                let picture = &pictures[round % pictures.len()];
                assert!(is_served(&newsroom, picture).await, "missing in round {round}");
            }
        })
    };
    let (sender, mut carried) = tokio::sync::mpsc::unbounded_channel();
    let mut told = |file| sender.send(file).unwrap();
    tokio::select! {
        ended = on_bucket.media().carry_all(&mut told) => panic!("it ended before it broke off: {ended:?}"),
        () = async {
            for _ in 0..7 {
                assert!(matches!(carried.recv().await, Some(CarriedFile::Carried(..))));
            }
        } => {}
    }
    assert!(files_in_folder(&newsroom) > 0, "the move had an end of its own");
    let rest = on_bucket.media().carry_all(&mut |_| {}).await.unwrap();
    assert_eq!((files_in_folder(&newsroom), rest.changed), (0, 0));
    assert!(!reading.is_finished(), "a file was missing for a moment");
    reading.abort();
    for picture in &pictures {
        assert!(is_served(&on_bucket, picture).await);
    }
    let report = newsroom::verify_media(&on_bucket, false, &mut |fault| panic!("{fault:?}")).await.unwrap();
    assert_eq!((report.pictures, report.files), (7, 7 * FILES_OF_A_PHOTO as u64));

    let back = newsroom.clone().with_bucket(&store.settings, MediaPlace::Folder).unwrap();
    let moved = back.media().carry_all(&mut |_| {}).await.unwrap();
    assert_eq!(moved.files, 7 * FILES_OF_A_PHOTO as u64);
    newsroom::verify_media(&newsroom, false, &mut |fault| panic!("{fault:?}")).await.unwrap();
}

#[tokio::test]
async fn a_damaged_original_stays_where_it_is() {
    let Some(store) = ObjectStore::start("a_damaged_original_stays_where_it_is") else { return };
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let picture = add(&newsroom, 1).await.unwrap();
    let key = format!("originals/{}/{}", &picture.digest[..2], picture.digest);
    std::fs::write(newsroom.media().folder().join(&key), b"rotten").unwrap();
    let on_bucket = newsroom.clone().with_bucket(&store.settings, MediaPlace::Bucket).unwrap();
    // The bucket has the whole file already: the rotten one must not replace it.
    on_bucket.media().put(&key, photo(1).into()).await.unwrap();
    let moved = on_bucket.media().carry_all(&mut |_| {}).await.unwrap();
    assert_eq!((moved.files as usize, moved.changed), (FILES_OF_A_PHOTO - 1, 1));
    assert_eq!(on_bucket.media().get(&key).await.unwrap().unwrap(), photo(1));
    assert_eq!(std::fs::read(newsroom.media().folder().join(&key)).unwrap(), b"rotten");
}

#[tokio::test]
async fn nothing_is_recorded_while_the_bucket_is_away() {
    let Some(mut store) = ObjectStore::start("nothing_is_recorded_while_the_bucket_is_away") else { return };
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let wrong = BucketSettings { secret: "no key at all".into(), ..store.settings.clone() };
    let locked_out = newsroom.clone().with_bucket(&wrong, MediaPlace::Bucket).unwrap();
    let refused = add(&locked_out, 1).await.unwrap_err();
    assert_eq!(refused.outage(), Some(Outage::MediaAway), "a wrong key: {refused}");
    assert!(!refused.to_string().contains("no key at all"), "{refused}");

    let on_bucket = newsroom.clone().with_bucket(&store.settings, MediaPlace::Bucket).unwrap();
    let kept = add(&on_bucket, 2).await.unwrap();
    store.process.kill();
    let away = tokio::time::timeout(Duration::from_secs(40), add(&on_bucket, 3)).await.expect("an answer in time");
    assert_eq!(away.unwrap_err().outage(), Some(Outage::MediaAway));
    assert!(on_bucket.health().outage().is_none(), "everything else goes on");
    let known = newsroom::pictures_by_ids(newsroom.reads(), &[kept.id, kept.id + 1]).await.unwrap();
    assert_eq!(known.len(), 1, "only the photo that was acknowledged");
}

#[tokio::test]
async fn two_nodes_with_folders_of_their_own_share_a_bucket() {
    let test = "two_nodes_with_folders_of_their_own_share_a_bucket";
    let Some(store) = ObjectStore::start(test) else { return };
    let Some(database) = journeys::new_postgres().await else {
        return omitted::not_installed(test, "PostgreSQL (MATBAA_TEST_POSTGRES)");
    };
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let here = Newsroom::open(first.path(), Some(&database)).await.unwrap();
    let here = here.with_bucket(&store.settings, MediaPlace::Bucket).unwrap();
    let picture = add(&here, 1).await.unwrap();
    for file in ["audit.key", "folder.id"] {
        std::fs::copy(first.path().join(file), second.path().join(file)).unwrap();
    }
    let there = Newsroom::open(second.path(), Some(&database)).await.unwrap();
    let there = there.with_bucket(&store.settings, MediaPlace::Bucket).unwrap();
    assert!(is_served(&there, &picture).await);
    assert_eq!(files_in_folder(&here) + files_in_folder(&there), 0);
}

#[tokio::test]
async fn the_program_moves_verifies_and_backs_up_a_bucket() {
    let Some(store) = ObjectStore::start("the_program_moves_verifies_and_backs_up_a_bucket") else { return };
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    for number in 0..3 {
        add(&newsroom, number).await.unwrap();
    }
    drop(newsroom);
    let data = folder.path();

    // A server that runs while files are moved.
    let port = free_port();
    let mut command = Command::new(matbaa());
    command.arg("serve").arg("--data").arg(data).args(["--listen", &format!("127.0.0.1:{port}")]);
    store.configure(command.stdout(std::process::Stdio::null()), "bucket");
    let _running = Running(command.spawn().unwrap());

    let (status, said) = store.run(data, "bucket", &["media", "move"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.starts_with("18 files moved"), "{said}");
    let (status, said) = store.run(data, "bucket", &["media", "move", "--json"]);
    assert_eq!((status, said.trim()), (0, r#"{"bytes":0,"changed":0,"files":0,"were_there":0}"#));
    let (status, said) = store.run(data, "bucket", &["media", "verify"]);
    assert_eq!((status, said.trim()), (0, "3 pictures, 18 files: 0 missing or changed, 0 of no picture"));
    // Without the bucket everything is missing.
    let plain = journeys::run(&["media", "verify", "--data", data.to_str().unwrap()]);
    assert_eq!(plain.code, 1, "{}", plain.out);

    let backup = folder.path().with_extension("backup");
    let (status, said) = store.run(data, "bucket", &["backup", backup.to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("18"), "{said}");
    let restored = folder.path().with_extension("restored");
    let ran = journeys::run(&["restore", backup.to_str().unwrap(), "--data", restored.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = journeys::run(&["media", "verify", "--data", restored.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let _ = std::fs::remove_file(&backup);
    let _ = std::fs::remove_dir_all(&restored);
}

#[test]
fn a_bucket_that_is_half_configured_is_refused_by_name() {
    let ran = |pairs: &[(&str, &str)]| {
        let mut command = Command::new(matbaa());
        command.arg("config").env_remove("MATBAA_DATA");
        for (name, value) in pairs {
            command.env(name, value);
        }
        let ran = command.output().unwrap();
        (ran.status.success(), String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned())
    };
    let (whole, said) = ran(&[("MATBAA_MEDIA", "bucket")]);
    assert!(!whole && said.contains("bucket: the name of the bucket is missing"), "{said}");
    let (whole, said) = ran(&[("MATBAA_MEDIA", "cloud")]);
    assert!(!whole && said.contains("is not one of folder, bucket"), "{said}");
    let named = [("MATBAA_BUCKET", "pictures"), ("MATBAA_BUCKET_ENDPOINT", "https://s3.example.org")];
    let (whole, said) = ran(&named);
    assert!(!whole && said.contains("bucket_key_id"), "{said}");
    let all = [named[0], named[1], ("MATBAA_BUCKET_KEY_ID", "one"), ("MATBAA_BUCKET_SECRET", "very secret")];
    let (whole, said) = ran(&all);
    assert!(whole && said.contains("bucket = pictures") && !said.contains("very secret"), "{said}");
}
