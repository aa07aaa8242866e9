//! One table of jobs: timers of stories, scheduled arrangements and daily routines become jobs beside the mail jobs.

use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;
use serde_json::{Value, json};

use super::columns::{number_or_none, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns of every new job, in order.
const COLUMNS: [&str; 12] =
    ["kind", "about", "slot", "data", "state", "made_at", "due_at", "attempts", "made_by", "wall", "zone", "hour"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            number_or_none("about"),
            words_or_none("slot"),
            number_or_none("made_by"),
            words_or_none("wall"),
            words_or_none("zone"),
            number_or_none("hour"),
        ];
        for mut column in added {
            schema.alter_table(Table::alter().table("jobs").add_column(&mut column).to_owned()).await?;
        }
        let slots = Index::create().name("jobs_slot").table("jobs").col("slot").unique().to_owned();
        schema.create_index(slots).await?;
        let db = schema.get_connection();
        for job in [timers(db).await?, arrangements(db).await?, routines(db).await?].concat() {
            let insert = Query::insert().into_table("jobs").columns(COLUMNS).values_panic(job).to_owned();
            db.execute(&insert).await?;
        }
        for table in ["timers", "arrangement_timers", "routines"] {
            schema.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

type Job = [Expr; COLUMNS.len()];

/// Timers for publishing and unpublishing. Of two for the same story and act, the newest is kept.
async fn timers(db: &SchemaManagerConnection<'_>) -> Result<Vec<Job>, DbErr> {
    let waiting = Query::select()
        .columns(["id", "story_id", "act", "wall", "zone", "due_at", "made_by", "reason"])
        .from("timers")
        .and_where(Expr::col("done_at").is_null())
        .order_by("id", Order::Desc)
        .to_owned();
    let mut seen = std::collections::HashSet::new();
    let mut jobs = Vec::new();
    for row in db.query_all(&waiting).await? {
        let (story, act): (i64, String) = (row.try_get("", "story_id")?, row.try_get("", "act")?);
        let slot = format!("{act}/{story}");
        if !seen.insert(slot.clone()) {
            continue;
        }
        let data = match row.try_get::<Option<String>>("", "reason")? {
            Some(reason) => json!({ "reason": reason }),
            None => json!({}),
        };
        let due: i64 = row.try_get("", "due_at")?;
        jobs.push(job(
            (&act, Some(story), Some(slot)),
            &data,
            (due, due),
            row.try_get("", "made_by")?,
            (row.try_get("", "wall")?, row.try_get("", "zone")?, None),
        ));
    }
    Ok(jobs)
}

/// Scheduled arrangements.
async fn arrangements(db: &SchemaManagerConnection<'_>) -> Result<Vec<Job>, DbErr> {
    let waiting = Query::select()
        .columns(["edition_id", "page", "language", "wall", "zone", "due_at", "made_by", "made_at", "places"])
        .from("arrangement_timers")
        .and_where(Expr::col("done_at").is_null())
        .order_by("id", Order::Asc)
        .to_owned();
    let mut jobs = Vec::new();
    for row in db.query_all(&waiting).await? {
        let (edition, page): (i64, String) = (row.try_get("", "edition_id")?, row.try_get("", "page")?);
        let (language, places): (String, String) = (row.try_get("", "language")?, row.try_get("", "places")?);
        let places: Value = serde_json::from_str(&places).map_err(|error| DbErr::Custom(error.to_string()))?;
        jobs.push(job(
            ("lay_out", None, None),
            &json!({ "edition": edition, "page": page, "language": language, "places": places }),
            (row.try_get("", "made_at")?, row.try_get("", "due_at")?),
            row.try_get("", "made_by")?,
            (row.try_get("", "wall")?, row.try_get("", "zone")?, None),
        ));
    }
    Ok(jobs)
}

/// Daily routines: digests of notices, the thinning of versions.
async fn routines(db: &SchemaManagerConnection<'_>) -> Result<Vec<Job>, DbErr> {
    let all = Query::select().columns(["name", "hour", "wall", "zone", "due_at", "mark"]).from("routines").to_owned();
    let mut jobs = Vec::new();
    for row in db.query_all(&all).await? {
        let name: String = row.try_get("", "name")?;
        let (kind, about) = match name.split_once('/') {
            Some(("digest", person)) => {
                let person = person.parse::<i64>().map_err(|_| DbErr::Custom(format!("no routine is {name:?}")))?;
                ("digest", Some(person))
            }
            None if name == "versions" => ("thin_versions", None),
            _ => return Err(DbErr::Custom(format!("no routine is {name:?}"))),
        };
        let slot = match about {
            Some(about) => format!("{kind}/{about}"),
            None => kind.to_owned(),
        };
        let (mark, due): (i64, i64) = (row.try_get("", "mark")?, row.try_get("", "due_at")?);
        let hour: i64 = row.try_get("", "hour")?;
        jobs.push(job(
            (kind, about, Some(slot)),
            &json!({ "mark": mark }),
            (due, due),
            about,
            (row.try_get("", "wall")?, row.try_get("", "zone")?, Some(hour)),
        ));
    }
    Ok(jobs)
}

fn job(
    (kind, about, slot): (&str, Option<i64>, Option<String>),
    data: &Value,
    (made_at, due_at): (i64, i64),
    made_by: Option<i64>,
    (wall, zone, hour): (String, String, Option<i64>),
) -> Job {
    [
        kind.into(),
        about.into(),
        slot.into(),
        data.to_string().into(),
        "waiting".into(),
        made_at.into(),
        due_at.into(),
        0.into(),
        made_by.into(),
        wall.into(),
        zone.into(),
        hour.into(),
    ]
}
