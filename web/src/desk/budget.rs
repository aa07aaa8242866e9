//! The day's budget («خطة اليوم»): a printable page of what is planned for a day.

use axum::extract::RawQuery;
use axum::response::Response;
use chrono::NaiveDate;
use minijinja::{Value, context};
use newsroom::{Action, BudgetDay, BudgetLine, House, Live, Work, Writer};

use super::front::place_name;
use super::problem::DeskProblem;
use super::stories::{name_of, state};
use super::{DeskContext, views};
use crate::base::dates::Dates;
use crate::base::fields::Fields;

/// `GET /newsroom/budget?day=2026-11-25`
pub async fn show(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    if !desk.actor().may_somewhere(Action::See, House::default()) {
        return Err(DeskProblem::Forbidden);
    }
    let (frame, words, language) = (desk.site().last_frame(), desk.words(), desk.language());
    let today = frame.paper.today(desk.now());
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let day: NaiveDate = fields.text("day").parse().unwrap_or(today);
    let asked = BudgetDay::of(day, frame.paper.zone, desk.now());
    let lines = newsroom::budget(desk.db(), desk.actor(), asked, &frame.paper.languages, desk.now()).await?;
    let people = newsroom::all_people(desk.db()).await?;
    let mut signing: Vec<i64> = lines.iter().flat_map(|one| one.line.writers.clone()).collect();
    signing.sort_unstable();
    signing.dedup();
    let writers = newsroom::names::by_ids::<Writer>(desk.db(), &signing).await?;
    let time = |at: newsroom::Timestamp| at.utc().with_timezone(&frame.paper.zone).format("%H:%M").to_string();
    let view = |one: &BudgetLine| {
        let story = &one.line.story;
        let signs: Vec<&str> = one
            .line
            .writers
            .iter()
            .filter_map(|id| writers.iter().find(|writer| writer.id == *id))
            .map(|writer| writer.name.as_str())
            .collect();
        let has = [story.assignee, story.writer].into_iter().flatten().find_map(|id| name_of(&people, id));
        let who = if signs.is_empty() { has.or(one.line.desk_byline.clone()) } else { Some(signs.join("، ")) };
        let (hour, kind) = match (story.live, one.line.goes_out, story.due_at) {
            (Live::Published, None, _) => (story.published_at.filter(|_| !story.day_only), "out"),
            (_, Some(at), _) => (Some(at), "scheduled"),
            (_, None, due) => (due.filter(|due| asked.from <= *due && *due < asked.to), "due"),
        };
        let late = kind == "due" && hour.is_some_and(|due| due < desk.now());
        context! {
            id => story.public_id.as_str(),
            title => if story.title.is_empty() { words.message("story-untitled") } else { story.title.clone() },
            slug => arabic::slug::readable_path(&story.slug),
            lang => story.language.code(),
            dir => story.language.dir(),
            who => who,
            words => one.line.word_count,
            photo => one.line.picture.is_some(),
            state => state(&words, story),
            hour => hour.map(time),
            kind => kind,
            late => late,
            place => one.place.map(|place| place_name(&words, place)),
        }
    };
    let sections: Vec<Value> = frame
        .sections
        .iter()
        .filter_map(|section| {
            let own: Vec<&BudgetLine> = lines.iter().filter(|one| one.line.story.section_id == section.id).collect();
            (!own.is_empty()).then(|| {
                context! {
                    name => section.name.get(language),
                    lines => own.iter().map(|one| view(one)).collect::<Vec<_>>(),
                    stories => own.len(),
                    words => own.iter().map(|one| one.line.word_count).sum::<i64>(),
                }
            })
        })
        .collect();
    let count = |is: fn(&BudgetLine) -> bool| lines.iter().filter(|one| is(one)).count();
    let beside = |step: Option<NaiveDate>| step.map(|day| format!("/newsroom/budget?day={day}"));
    let values = context! {
        sections => sections,
        day => day.to_string(),
        day_shown => Dates::new(&frame.paper, language).day_with_weekday(day),
        before => beside(day.pred_opt()),
        after => beside(day.succ_opt()),
        today => (day != today).then_some("/newsroom/budget"),
        stories => lines.len(),
        is_cut => lines.len() as u64 >= newsroom::BUDGET_MAX,
        words => lines.iter().map(|one| one.line.word_count).sum::<i64>(),
        photos => count(|one| one.line.picture.is_some()),
        out => count(|one| one.line.story.live == Live::Published),
        ready => count(|one| {
            one.line.story.live != Live::Published
                && matches!(one.line.story.work, Work::Approved | Work::Scheduled)
        }),
        mark => newsroom::budget_mark(desk.db(), asked, &frame.paper.languages).await?,
        printed => views::instant(&frame, desk.now()),
        several => frame.paper.languages.len() > 1,
    };
    desk.page("budget.html", values)
}
