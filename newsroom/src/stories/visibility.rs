//! The stories that an actor may see, as a condition of queries.

use rules::{Actor, Desks, Live, Role, Work};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait};

/// The stories that `actor` may see, as a condition; `None` if there are none. This is the table of `rules` for many
/// rows at once; a test compares the two.
pub(crate) fn visible(actor: &Actor) -> Option<Condition> {
    if actor.hand() == rules::Hand::Console {
        return Some(Cond::all());
    }
    let person = actor.person_id()?;
    let own = || Cond::any().add(Expr::col("writer_id").eq(person)).add(Expr::col("assignee_id").eq(person));
    let secret = || Expr::col("private").eq(true).and(Expr::col("live").eq(Live::Never.word()));
    let mut any = Cond::any();
    let mut sees = false;
    for grant in actor.grants() {
        let desk = match &grant.desks {
            Desks::All => Cond::all(),
            Desks::Named(desks) => Cond::all().add(Expr::col("desk_id").is_in(desks.iter().copied())),
        };
        let open = |desk: Condition| Cond::all().add(desk).add(Cond::any().add(secret().not()).add(own()));
        match grant.role {
            Role::EditorInChief => return Some(Cond::all()),
            Role::Reporter => any = any.add(own()).add(open(desk)),
            Role::PhotoEditor | Role::DeskEditor => any = any.add(open(desk)),
            Role::Reviser => {
                let states = [Work::InReview, Work::Approved, Work::Scheduled].map(|work| work.word());
                any = any.add(Cond::all().add(open(desk)).add(Expr::col("work").is_in(states)));
            }
            Role::Moderator | Role::Admin => continue,
        }
        sees = true;
    }
    sees.then_some(any)
}
