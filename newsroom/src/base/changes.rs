//! Reading rows in the order in which they change, for whoever keeps a copy of them.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, IntoColumnRef, Order, SelectStatement};
use store::clock::Timestamp;

/// A position in an order of changes: when something changed, and its internal id.
pub type ChangePosition = (Timestamp, i64);

/// Restricts `query` to the first `limit` rows that changed after the position `after`, in the order of the columns `at`
/// and `id`.
pub(crate) fn changed_after<C: IntoColumnRef + Copy>(
    query: &mut SelectStatement,
    (at, id): (C, C),
    after: ChangePosition,
    limit: u64,
) {
    // The first condition alone lets the database begin at the right place of an index.
    let later = Cond::any().add(Expr::col(at).gt(after.0.0)).add(Expr::col(id).gt(after.1));
    query
        .and_where(Expr::col(at).gte(after.0.0))
        .cond_where(later)
        .order_by(at, Order::Asc)
        .order_by(id, Order::Asc)
        .limit(limit);
}
