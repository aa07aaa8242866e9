//! The schema: migrated once, by the node that starts first, and refused if it comes from the future.

use journeys::{On, Paper, journey};
use newsroom::Newsroom;
use sea_orm::ConnectionTrait;

journey! {
    async fn a_schema_from_the_future_is_refused_and_left_alone(paper: Paper) {
        let insert = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 1)";
        paper.newsroom.db().execute_unprepared(insert).await.unwrap();
        let refused = Newsroom::open(paper.folder.path(), paper.database.as_ref()).await;
        let error = refused.err().unwrap().to_string();
        assert!(error.contains("m9999_tomorrow") && error.contains("newer Matbaa"), "{error}");
        let status = paper.newsroom.migration_status().await.unwrap();
        let last = status.last().unwrap();
        assert!(!last.known && last.applied, "{last:?}");
    }
}

journey! {
    async fn several_nodes_starting_at_once_migrate_once(paper: Paper) {
        // A second, untouched place: a new folder and, on PostgreSQL, a new database.
        let folder = tempfile::tempdir().unwrap();
        let database = match &paper.database {
            Some(_) => journeys::new_postgres().await,
            None => None,
        };
        let starts = (0..6).map(|_| {
            let (folder, database) = (folder.path().to_owned(), database.clone());
            tokio::spawn(async move { Newsroom::open(&folder, database.as_ref()).await.map(|_| ()) })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap();
        }
        let newsroom = Newsroom::open(folder.path(), database.as_ref()).await.unwrap();
        let status = newsroom.migration_status().await.unwrap();
        assert!(status.iter().all(|line| line.known && line.applied), "{status:?}");
    }
}

#[tokio::test]
async fn looking_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open_as_it_is(folder.path(), None).await.unwrap();
    assert!(newsroom.migration_status().await.unwrap().iter().all(|line| !line.applied));
    assert!(
        newsroom.migration_status().await.unwrap().iter().all(|line| !line.applied),
        "the look itself applied nothing"
    );
    assert!(Paper::open(On::Sqlite).await.is_some());
}
