//! People: staff, invitations and roles.

use arabic::Language;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, Desks, Grant, House, MailJob, Person, PublicId, Role, Subject, Writer};

use super::problem::{DeskProblem, refused};
use super::{DeskContext, Form, views};
use crate::base::fields::Fields;

/// `GET /newsroom/people`: all people and open invitations.
pub async fn list(desk: DeskContext) -> Result<Response, DeskProblem> {
    let now = desk.now();
    let waiting = newsroom::invitations_waiting(desk.db(), desk.actor(), now).await?;
    let standing = newsroom::mail_standing(desk.db(), desk.actor()).await?;
    let (frame, words, language) = (desk.site().last_frame(), desk.words(), desk.language());
    let people = newsroom::all_people(desk.db()).await?;
    let people = people.iter().map(|person| {
        context! {
            id => person.public_id.as_str(),
            name => person.name.as_str(),
            email => person.email.as_str(),
            roles => views::grants(&words, &frame, language, &person.grants),
            closed => person.is_closed,
            has_password => person.has_password,
            oneself => person.id == desk.person().id,
        }
    });
    let invitations = waiting.iter().map(|invitation| {
        context! {
            id => invitation.id,
            email => invitation.email.as_str(),
            roles => views::grants(&words, &frame, language, &invitation.grants),
            until => views::instant(&frame, invitation.expires_at),
        }
    });
    let values = context! {
        people => people.collect::<Vec<_>>(),
        invitations => invitations.collect::<Vec<_>>(),
        mail => desk.site().mail().is_some(),
        mails_waiting => standing.waiting,
        mails_given_up => standing.given_up,
        mail_error => standing.last_error,
    };
    desk.page("people.html", values)
}

/// The form for an invitation.
pub async fn invite_form(desk: DeskContext) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Invite)?;
    let values = invitation_form(&desk, "", desk.language(), &[]);
    desk.page("invite.html", values)
}

/// Creates an invitation. The link is shown once, and mailed if a mail server is configured.
pub async fn invite(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let (email, grants) = (form.text("email"), chosen(&form));
    let language: Language = form.text("language").parse().unwrap_or(desk.language());
    let mail = desk.site().mail().is_some();
    let invited = desk.write(async |tx| {
        let (invitation, token) = newsroom::invite(tx, desk.actor(), email, language, &grants).await?;
        if mail {
            newsroom::leave_mail(tx, &MailJob::Invitation { invitation }).await?;
        }
        Ok(token)
    });
    match invited.await {
        Ok(token) => {
            desk.site().mail_signal().wake();
            let link = format!("{}/newsroom/invitation/{}", desk.site().config().url, token.reveal());
            desk.page("invited.html", context! { email => email, link => link, mail => mail, reset => false })
        }
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            let values = invitation_form(&desk, email, language, &grants);
            desk.page_with(status, "invite.html", context! { problem => sentence, ..values })
        }
    }
}

/// Withdraws an invitation.
pub async fn withdraw(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::withdraw_invitation(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect("/newsroom/people?done=withdrawn"))
}

/// The page of one person.
pub async fn show(desk: DeskContext, Path(id): Path<String>) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    page(&desk, &person, StatusCode::OK, None).await
}

/// Saves a person's roles.
pub async fn roles(desk: DeskContext, Path(id): Path<String>, form: Form) -> Result<Response, DeskProblem> {
    let (person, grants) = (find_person(&desk, &id).await?, chosen(&form));
    let set = desk.write(async |tx| newsroom::set_roles(tx, desk.actor(), person.id, &grants).await).await;
    answer(&desk, &person, set, "roles").await
}

/// Sets the writer as which a person signs: an existing one, or a new one if the actor may add writers. An empty name
/// removes the link.
pub async fn writer(desk: DeskContext, Path(id): Path<String>, form: Form) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    let name = arabic::normalize::tidy(form.text("writer"));
    let is_known = newsroom::names::by_slug::<Writer>(desk.db(), &arabic::slug::slug(&name)).await?.is_some();
    let may_add = desk.actor().may(Action::AddWriter, Subject::Paper, House::default()).is_ok();
    if !name.is_empty() && !is_known && !may_add {
        let sentence = desk.words().message("person-writer-unknown");
        return page(&desk, &person, StatusCode::UNPROCESSABLE_ENTITY, Some(sentence)).await;
    }
    let set = desk.write(async |tx| {
        let writer = match name.as_str() {
            "" => None,
            name => Some(newsroom::ensure_writer(tx, desk.actor(), name).await?),
        };
        newsroom::set_writer_of(tx, desk.actor(), person.id, writer).await
    });
    answer(&desk, &person, set.await, "writer-linked").await
}

/// Closes a person's account.
pub async fn close(desk: DeskContext, Path(id): Path<String>, _: Form) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    let closed = desk.write(async |tx| newsroom::close_person(tx, desk.actor(), person.id).await).await;
    answer(&desk, &person, closed, "closed").await
}

/// Reopens a person's account.
pub async fn reopen(desk: DeskContext, Path(id): Path<String>, _: Form) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    let opened = desk.write(async |tx| newsroom::reopen_person(tx, desk.actor(), person.id).await).await;
    answer(&desk, &person, opened, "reopened").await
}

/// Removes a person's second factors, if they have lost them.
pub async fn reset_factors(desk: DeskContext, Path(id): Path<String>, _: Form) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    let reset = desk.write(async |tx| newsroom::reset_factors(tx, desk.actor(), person.id).await).await;
    answer(&desk, &person, reset, "factors-reset").await
}

/// Creates a link to set a new password. It is shown once, for people who cannot be reached by mail.
pub async fn reset_link(desk: DeskContext, Path(id): Path<String>, _: Form) -> Result<Response, DeskProblem> {
    let person = find_person(&desk, &id).await?;
    match desk.write(async |tx| newsroom::reset_link_for(tx, desk.actor(), person.id).await).await {
        Ok(token) => {
            let link = format!("{}/newsroom/reset/{}", desk.site().config().url, token.reveal());
            desk.page(
                "invited.html",
                context! { email => person.email.as_str(), link => link, mail => false, reset => true },
            )
        }
        Err(error) => answer(&desk, &person, Err(error), "").await,
    }
}

async fn find_person(desk: &DeskContext, id: &str) -> Result<Person, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Invite)?;
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    Ok(newsroom::person_by_public_id(desk.db(), &id).await?)
}

async fn answer(
    desk: &DeskContext,
    person: &Person,
    done: newsroom::Result<()>,
    what: &str,
) -> Result<Response, DeskProblem> {
    match done {
        Ok(()) => Ok(desk.redirect(&format!("/newsroom/people/{}?done={what}", person.public_id))),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            page(desk, person, status, Some(sentence)).await
        }
    }
}

async fn page(
    desk: &DeskContext,
    person: &Person,
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, DeskProblem> {
    let frame = desk.site().last_frame();
    let has = newsroom::factors(desk.db(), person.id).await?;
    let writer = match person.writer_id {
        Some(id) => Some(newsroom::names::one::<Writer>(desk.db(), id).await?.name),
        None => None,
    };
    let may_manage = desk.actor().may_somewhere(Action::ManagePeople, House::default());
    let values = context! {
        id => person.public_id.as_str(),
        name => person.name.as_str(),
        email => person.email.as_str(),
        closed => person.is_closed,
        has_password => person.has_password,
        since => views::instant(&frame, person.created_at),
        roles => views::grants(&desk.words(), &frame, desk.language(), &person.grants),
        choices => choices(desk, &person.grants, person.id == desk.person().id),
        manages => may_manage && desk.actor().may_reset_credentials_of(&person.grants),
        may_link => may_manage,
        writer => writer,
        any_factor => has.any(),
        problem => problem,
    };
    desk.page_with(status, "person.html", values)
}

fn invitation_form(desk: &DeskContext, email: &str, language: Language, grants: &[Grant]) -> Value {
    let languages = Language::ALL.map(|one| {
        context! { code => one.code(), name => one.own_name(), chosen => one == language }
    });
    context! { email => email, languages => languages, choices => choices(desk, grants, false) }
}

/// All roles with their desks. Roles that are held are ticked, roles that the actor may not give are disabled. Nobody
/// may give themselves a role.
fn choices(desk: &DeskContext, held: &[Grant], oneself: bool) -> Vec<Value> {
    let (frame, words, language) = (desk.site().last_frame(), desk.words(), desk.language());
    Role::ALL
        .iter()
        .map(|&role| {
            let grant = held.iter().find(|grant| grant.role == role);
            let everywhere = grant.is_none_or(|grant| grant.desks == Desks::All);
            let desks = frame.desks.iter().map(|one| {
                let ticked = grant.is_some_and(|grant| !everywhere && grant.desks.hold(one.id));
                context! { id => one.id, name => one.name.get(language), ticked => ticked }
            });
            let desks: Vec<Value> = if role.is_for_the_whole_paper() { Vec::new() } else { desks.collect() };
            context! {
                word => role.word(),
                name => views::role_name(&words, role),
                means => views::role_means(&words, role),
                held => grant.is_some(),
                everywhere => everywhere,
                desks => desks,
                may_give => desk.actor().may_give(&Grant::everywhere(role)) && (grant.is_some() || !oneself),
            }
        })
        .collect()
}

/// The roles ticked in a form: `role` for each, `desks-ROLE` for its desks, `all` for the whole paper.
fn chosen(form: &Fields) -> Vec<Grant> {
    form.all("role")
        .filter_map(|word| word.parse::<Role>().ok())
        .map(|role| {
            let field = format!("desks-{}", role.word());
            let desks: Vec<&str> = form.all(&field).collect();
            match desks.contains(&"all") {
                true => Grant::everywhere(role),
                // A role without any desk is no role. Roles for the whole paper have no desks to tick.
                false => Grant::at(role, desks.iter().filter_map(|id| id.parse().ok())),
            }
        })
        .collect()
}
