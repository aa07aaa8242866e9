//! Growing rights: nobody raises their own, every editor-in-chief is told of each rise, and each is in the audit log.

use journeys::{Paper, journey};
use newsroom::{AccountRefusal, Actor, Clock, Error, Grant, Person, Role, Tx};

async fn person(paper: &Paper, email: &str) -> Person {
    newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap()
}

/// The acts of which a person was told, the newest first.
async fn told(paper: &Paper, person: &Person) -> Vec<(String, Option<String>)> {
    let notices = newsroom::notices_of(paper.newsroom.reads(), person.id, None, 100).await.unwrap();
    notices.into_iter().map(|notice| (notice.act, notice.note)).collect()
}

async fn audited(paper: &Paper) -> Vec<String> {
    let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
    rows.into_iter().map(|row| row.act).collect()
}

async fn act<T>(paper: &Paper, act: impl AsyncFnOnce(&mut Tx) -> newsroom::Result<T>) -> newsroom::Result<T> {
    paper.newsroom.write(paper.clock.now(), act).await
}

journey! {
    // S-ROLE: roles are given to others only, and every rise is told to all editors-in-chief and is in the audit log
    async fn every_rise_is_told_to_every_editor_in_chief(paper: Paper) {
        let section = paper.section("world").await;
        let other = paper.section("sports").await;
        let mut first = paper.first_admin().await;
        paper.invited(&mut first, "second@paper.example", "editor_in_chief").await;
        paper.invited(&mut first, "admin@paper.example", "admin").await;
        paper.invited(&mut first, "salma@paper.example", "reporter").await;
        let chiefs = [person(&paper, "chief@paper.example").await, person(&paper, "second@paper.example").await];
        let (admin, salma) = (person(&paper, "admin@paper.example").await, person(&paper, "salma@paper.example").await);
        // Invitations and the people who accepted them; a person who accepts is not told of it.
        let acts = |told: &[(String, Option<String>)], act: &str| told.iter().filter(|(one, _)| one == act).count();
        assert!(told(&paper, &chiefs[0]).await.is_empty(), "who did it knows");
        let of_second = told(&paper, &chiefs[1]).await;
        assert_eq!((acts(&of_second, "rights_invited"), acts(&of_second, "rights_came")), (2, 2), "{of_second:?}");
        assert!(of_second.iter().any(|(_, note)| note.as_deref() == Some("salma@paper.example")));
        assert!(told(&paper, &admin).await.is_empty() && told(&paper, &salma).await.is_empty());

        let by = admin.actor(true);
        let reporter = Grant::at(Role::Reporter, [section.desk_id]);
        let wider = [Grant::at(Role::Reporter, [section.desk_id, other.desk_id])];
        let narrow = act(&paper, async |tx| newsroom::set_roles(tx, &by, salma.id, std::slice::from_ref(&reporter)).await).await;
        narrow.unwrap();
        let before = told(&paper, &chiefs[1]).await.len();
        let mut expected: Vec<&str> = Vec::new();
        let console = Actor::console();
        act(&paper, async |tx| newsroom::set_roles(tx, &by, salma.id, &wider).await).await.unwrap();
        expected.push("rights_roles");
        act(&paper, async |tx| newsroom::reset_link_for(tx, &by, salma.id).await).await.unwrap();
        expected.push("rights_door");
        act(&paper, async |tx| newsroom::reset_factors(tx, &by, salma.id).await).await.unwrap();
        expected.push("rights_door");
        act(&paper, async |tx| newsroom::close_person(tx, &by, salma.id).await).await.unwrap();
        act(&paper, async |tx| newsroom::reopen_person(tx, &by, salma.id).await).await.unwrap();
        expected.push("rights_reopened");
        act(&paper, async |tx| newsroom::first_admin_link(tx, &console).await).await.unwrap();
        expected.push("rights_first_link");
        act(&paper, async |tx| {
            let mut paper = newsroom::load_paper(tx.db()).await?;
            paper.own_approval = true;
            newsroom::change_paper(tx, &by, &paper).await
        }).await.unwrap();
        expected.push("rights_setting");
        act(&paper, async |tx| {
            newsroom::change_section(tx, &console, section.id, &section.name, other.desk_id, 3).await
        }).await.unwrap();
        expected.push("rights_section");
        // Editors-in-chief are also made by an admin, and all of them are told.
        let risen = [reporter, Grant::everywhere(Role::EditorInChief)];
        act(&paper, async |tx| newsroom::set_roles(tx, &by, salma.id, &risen).await).await.unwrap();
        expected.push("rights_roles");
        for chief in &chiefs {
            let told = told(&paper, chief).await;
            let newest: Vec<&str> = told.iter().take(expected.len()).rev().map(|(act, _)| act.as_str()).collect();
            assert_eq!(newest, expected);
        }
        assert_eq!(told(&paper, &chiefs[1]).await.len(), before + expected.len(), "and of nothing else");
        let audited = audited(&paper).await;
        for act in ["invite", "person_add", "roles_change", "reset_link", "factors_reset", "person_reopen", "first_admin_link", "change_paper", "change_section"] {
            assert!(audited.iter().any(|one| one == act), "{act} is not in the audit log");
        }
        // In words, at the desk.
        let page = first.open("/newsroom/notices").await.text();
        assert!(page.contains("مُنح زميل أدوارا جديدة") && page.contains("سلمى بن عيسى"), "{page}");
    }
}

journey! {
    // S-ROLE: never to oneself
    async fn nobody_raises_themselves_and_anybody_may_give_something_up(paper: Paper) {
        let section = paper.section("world").await;
        let mut first = paper.first_admin().await;
        paper.invited(&mut first, "admin@paper.example", "admin").await;
        let (chief, admin) = (person(&paper, "chief@paper.example").await, person(&paper, "admin@paper.example").await);
        for (who, grant) in [
            (&admin, Grant::everywhere(Role::EditorInChief)),
            (&admin, Grant::at(Role::DeskEditor, [section.desk_id])),
            (&admin, Grant::at(Role::Reporter, [section.desk_id])),
            (&admin, Grant::everywhere(Role::Moderator)),
            (&chief, Grant::everywhere(Role::Reporter)),
        ] {
            let grants = [&who.grants[..], &[grant]].concat();
            let raised = act(&paper, async |tx| newsroom::set_roles(tx, &who.actor(true), who.id, &grants).await).await;
            assert!(matches!(raised, Err(Error::Account(AccountRefusal::OwnRoles))), "{raised:?}");
            assert_eq!(person(&paper, &who.email).await.grants, who.grants);
        }
        // The page does not offer it, and a form that requests it nevertheless is refused with the reason.
        let own = format!("/newsroom/people/{}", chief.public_id);
        assert!(first.open(&own).await.text().contains("value=\"reporter\" disabled"));
        let fields = [("role", "admin"), ("role", "editor_in_chief"), ("role", "moderator"), ("desks-moderator", "all")];
        let refused = first.send(&format!("{own}/roles"), &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("لا يمنح أحد نفسه"), "{}", refused.text());
        // Somebody who has two roles may give one up, as long as another person has it.
        let chief_only = [Grant::everywhere(Role::EditorInChief)];
        act(&paper, async |tx| newsroom::set_roles(tx, &chief.actor(true), chief.id, &chief_only).await).await.unwrap();
        let last = act(&paper, async |tx| newsroom::set_roles(tx, &admin.actor(true), admin.id, &[]).await).await;
        assert!(matches!(last, Err(Error::Account(AccountRefusal::LastOf(Role::Admin)))), "{last:?}");
    }
}
