//! The audit log: nothing can be removed from it, changed in it or cut from its end without being found.

use journeys::{Paper, journey};
use newsroom::{Actor, AuditQuery, AuditVerdict};
use sea_orm::ConnectionTrait;
use serde_json::json;

async fn three_deeds(paper: &Paper) {
    for number in 1..=3 {
        paper
            .newsroom
            .write(paper.clock.now(), async |tx| {
                tx.audit(
                    &Actor::person(number, Vec::new(), false),
                    "publish",
                    format!("story/{number}"),
                    json!({"n": number}),
                );
                Ok(())
            })
            .await
            .unwrap();
    }
}

async fn by_hand(paper: &Paper, sql: &str) {
    paper.newsroom.db().execute_unprepared(sql).await.unwrap();
}

use newsroom::Clock;

journey! {
    async fn an_untouched_log_is_whole(paper: Paper) {
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 0 });
        three_deeds(&paper).await;
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 3 });
        let asked = AuditQuery { actor: Some("person/2".into()), ..AuditQuery::default() };
        let rows = newsroom::audit_rows(paper.newsroom.db(), &asked, 10).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].act.as_str(), rows[0].subject.as_str(), &rows[0].details), ("publish", "story/2", &json!({"n": 2})));
        let all = newsroom::audit_rows(paper.newsroom.db(), &AuditQuery::default(), 2).await.unwrap();
        assert_eq!(all.iter().map(|row| row.seq).collect::<Vec<_>>(), [3, 2], "newest first");
        assert_eq!(newsroom::audit_rows_after(paper.newsroom.db(), 1, 10).await.unwrap().len(), 2);
    }
}

journey! {
    async fn a_refused_act_leaves_no_row(paper: Paper) {
        let refused = paper.newsroom.write(paper.clock.now(), async |tx| {
            tx.audit(&Actor::console(), "publish", "story/x", json!({}));
            newsroom::find_story(tx.db(), 404).await
        });
        assert!(refused.await.is_err());
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 0 });
    }
}

journey! {
    async fn an_edited_row_is_found(paper: Paper) {
        three_deeds(&paper).await;
        by_hand(&paper, "UPDATE audit_log SET actor = 'person/9' WHERE seq = 2").await;
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Edited { seq: 2 });
    }
}

journey! {
    async fn a_row_taken_out_is_found(paper: Paper) {
        three_deeds(&paper).await;
        by_hand(&paper, "DELETE FROM audit_log WHERE seq = 2").await;
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Edited { seq: 2 });
    }
}

journey! {
    async fn a_cut_tail_is_found_even_with_an_older_signed_head(paper: Paper) {
        three_deeds(&paper).await;
        let older = "SELECT digest, signature FROM audit_head WHERE id = 1";
        let statement = sea_orm::Statement::from_string(paper.newsroom.db().get_database_backend(), older);
        let row = paper.newsroom.db().query_one_raw(statement).await.unwrap().unwrap();
        let (digest, signature): (String, String) = (row.try_get("", "digest").unwrap(), row.try_get("", "signature").unwrap());
        three_deeds(&paper).await;
        by_hand(&paper, "DELETE FROM audit_log WHERE seq > 3").await;
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Cut { last: 3, known: 6 });
        by_hand(&paper, &format!("UPDATE audit_head SET seq = 3, digest = '{digest}', signature = '{signature}'")).await;
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Cut { last: 3, known: 6 });
    }
}

journey! {
    async fn a_log_written_anew_is_found(paper: Paper) {
        three_deeds(&paper).await;
        // Somebody with the whole program and the database, but without the key in the paper's folder.
        let elsewhere = tempfile::tempdir().unwrap();
        let database = paper.database.clone();
        let choice = database.unwrap_or_else(|| newsroom::DatabaseChoice::Sqlite(paper.folder.path().join("matbaa.sqlite")));
        let intruder = newsroom::Newsroom::open_as_it_is(elsewhere.path(), Some(&choice)).await.unwrap();
        by_hand(&paper, "DELETE FROM audit_log").await;
        by_hand(&paper, "UPDATE audit_head SET seq = 0, digest = '', signature = ''").await;
        for _ in 0..4 {
            let write = intruder.write(paper.clock.now(), async |tx| {
                tx.audit(&Actor::console(), "publish", "story/harmless", json!({}));
                Ok(())
            });
            write.await.unwrap();
        }
        assert_eq!(intruder.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 4 });
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::NotSigned { rows: 4 });
    }
}

journey! {
    async fn concurrent_acts_make_one_chain(paper: Paper) {
        let mut writers = Vec::new();
        for number in 0..20 {
            let (newsroom, now) = (paper.newsroom.clone(), paper.clock.now());
            writers.push(tokio::spawn(async move {
                let write = newsroom.write(now, async |tx| {
                    tx.audit(&Actor::console(), "save", format!("story/{number}"), json!({}));
                    Ok(())
                });
                write.await.unwrap();
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 20 });
    }
}
