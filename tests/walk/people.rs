//! All kinds of people, and a story in every state.

use journeys::browser::{Browser, PASSWORD};
use journeys::{Paper, plain_content};
use newsroom::{
    Actor, AttemptOrigin, Beginning, Clock, Device, Grant, Move, NewPerson, PasswordHashed, Passwords, Person, Role,
    Story, Tx, Wall, With,
};

/// A person with a browser.
pub struct TestUser {
    /// The name used in messages about failures.
    pub name: String,
    /// The person as an actor.
    pub actor: Actor,
    /// Their browser, signed in.
    pub browser: Browser,
    /// The token of the forms of their session.
    pub token: String,
}

/// The state of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Private,
    Draft,
    InReview,
    Approved,
    Scheduled,
    Embargoed,
    Published,
    Unpublished,
    Killed,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Private,
        Self::Draft,
        Self::InReview,
        Self::Approved,
        Self::Scheduled,
        Self::Embargoed,
        Self::Published,
        Self::Unpublished,
        Self::Killed,
    ];
}

/// A word that occurs only in stories of this state.
pub fn secret_word(state: State) -> &'static str {
    match state {
        State::Private => "خبيئة",
        State::Draft => "مخطوطة",
        State::InReview => "مراجعتنا",
        State::Approved => "معتمدتنا",
        State::Scheduled => "مجدولتنا",
        State::Embargoed => "محظورتنا",
        State::Published => "منشورتنا",
        State::Unpublished => "مسحوبتنا",
        State::Killed => "محجوبتنا",
    }
}

/// All people.
pub struct World {
    pub chief: TestUser,
    pub admin: TestUser,
    others: Vec<TestUser>,
    writer: Person,
    section: i64,
}

async fn write<T>(paper: &Paper, act: impl AsyncFnOnce(&mut Tx) -> newsroom::Result<T>) -> T {
    paper.newsroom.write(paper.clock.now(), act).await.expect("an act that may be done")
}

impl World {
    /// Two desks with people of every role at each.
    pub async fn new(paper: &Paper) -> Self {
        let (world, sports) = (paper.section("world").await, paper.section("sports").await);
        write(paper, async |tx| {
            let mut settings = newsroom::load_paper(tx.db()).await?;
            settings.desks_publish = true;
            newsroom::change_paper(tx, &Actor::console(), &settings).await
        })
        .await;
        let password = Passwords::new().expect("argon2").hash(PASSWORD, &[]).await.expect("a good password");
        let (chief, _) = come(paper, "chief", Grant::everywhere(Role::EditorInChief), &password).await;
        let (admin, _) = come(paper, "admin", Grant::everywhere(Role::Admin), &password).await;
        let (writer, person) = come(paper, "writer", Grant::at(Role::Reporter, [world.desk_id]), &password).await;
        let mut others = vec![writer];
        for role in Role::ALL.iter().copied().filter(|role| !role.is_for_the_whole_paper()) {
            for (desk, name) in [(world.desk_id, "own"), (sports.desk_id, "other")] {
                let name = format!("{}-of-{name}-desk", role.word());
                others.push(come(paper, &name, Grant::at(role, [desk]), &password).await.0);
            }
        }
        Self { chief, admin, others, writer: person, section: world.id }
    }

    /// All people who are signed in.
    pub fn everybody(&mut self) -> impl Iterator<Item = &mut TestUser> {
        self.others.iter_mut().chain([&mut self.chief, &mut self.admin])
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self, paper: &Paper) -> TestUser {
        let actor = Actor::person(i64::MAX, Vec::new(), false);
        TestUser { name: "a visitor".into(), actor, browser: paper.browser(), token: String::new() }
    }

    /// A story by the writer, of the first desk, in this state.
    pub async fn story(&self, paper: &Paper, state: State) -> Story {
        let content = plain_content(self.section, &format!("عنوان {}", secret_word(state)));
        let begin = Beginning { is_private: state == State::Private, ..Beginning::default() };
        let story = paper.begun(&self.writer.actor(true), &content, begin).await;
        let moves: &[Move] = match state {
            State::Private | State::Draft => &[],
            State::InReview => &[Move::Submit],
            State::Approved | State::Embargoed => &[Move::Submit, Move::Approve],
            State::Scheduled => &[Move::Submit, Move::Approve, Move::Schedule],
            State::Published => &[Move::Submit, Move::Approve, Move::Publish],
            State::Unpublished => &[Move::Submit, Move::Approve, Move::Publish, Move::Unpublish],
            State::Killed => &[Move::Submit, Move::Approve, Move::Publish, Move::Kill],
        };
        for made in moves {
            let at = (*made == Move::Schedule).then(|| Wall::read("2017-01-01T10:00", "UTC").expect("a time"));
            let with = With { words: Some("سبب".into()), at, ..With::default() };
            write(paper, async |tx| newsroom::make_move(tx, &Actor::console(), &story.public_id, *made, with).await)
                .await;
        }
        if state == State::Embargoed {
            let until = Wall::read("2017-01-01T10:00", "UTC").expect("a time");
            write(paper, async |tx| newsroom::set_embargo(tx, &Actor::console(), &story.public_id, &until).await).await;
        }
        newsroom::find_story(paper.newsroom.db(), story.id).await.expect("the story")
    }
}

/// Invites a person with one role, who accepts.
async fn come(paper: &Paper, name: &str, grant: Grant, password: &PasswordHashed) -> (TestUser, Person) {
    let email = format!("{name}@paper.example");
    let (grants, origin) = ([grant], AttemptOrigin::default());
    let signed_in = write(paper, async |tx| {
        let (_, token) = newsroom::invite(tx, &Actor::console(), &email, arabic::Language::Arabic, &grants).await?;
        let new_person = NewPerson { name, email: &email, language: arabic::Language::Arabic, password };
        newsroom::accept_invitation(tx, &token, &new_person, Device { origin: &origin, name: "walk" }).await
    })
    .await;
    let person = newsroom::person_by_email(paper.newsroom.db(), &email).await.expect("a row").expect("somebody");
    let mut browser = paper.browser();
    browser.cookies.insert("__Host-matbaa".into(), signed_in.session.reveal().to_owned());
    let page = browser.open("/newsroom/account").await.text();
    let token = journeys::browser::between(&page, "name=\"token\" value=\"", "\"").expect("a form");
    (TestUser { name: name.to_owned(), actor: person.actor(true), browser, token }, person)
}
