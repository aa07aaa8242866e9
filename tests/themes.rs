//! A theme folder overrides the built-in theme without recompiling.

use journeys::{On, Paper};

#[tokio::test]
async fn a_folder_overrides_one_file_and_keeps_the_rest() {
    let theme = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(theme.path().join("templates")).unwrap();
    std::fs::create_dir_all(theme.path().join("styles")).unwrap();
    std::fs::write(theme.path().join("templates/problem.html"), "<p>{{ status }} من ورق آخر</p>").unwrap();
    std::fs::write(theme.path().join("styles/reader.css"), "body { color: rebeccapurple }").unwrap();
    let paper = Paper::open(On::Sqlite).await.unwrap().in_theme(theme.path());
    paper.published("world", "خبر").await;
    assert_eq!(paper.get("/nowhere").await.text(), "<p>404 من ورق آخر</p>");
    let front = paper.get("/").await.text();
    assert!(front.contains("خبر"));
    let sheet = front.split('"').find(|part| part.ends_with("reader.css")).unwrap();
    let answer = paper.get(sheet).await;
    assert_eq!(answer.text(), "body { color: rebeccapurple }");
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(paper.get(&sheet.replace("/assets/", "/assets/0")).await.status, 404, "another hash is another file");
}
