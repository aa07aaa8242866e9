//! What each address is for. A new address needs one line here.

use newsroom::Action;

/// Who may send a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anybody; the address is not about a story.
    Open,
    /// Readers; the address may be about a story.
    Reader,
    /// The read counter: it changes a number, also for a browser that does not say where it comes from, and always
    /// answers alike.
    Counter,
    /// A page for signing in, for people who are not signed in.
    SignIn,
    /// Everybody who has signed in; what they get is their own.
    Desk,
    /// People who have this right somewhere.
    Paper(Action),
    /// People who have this right for the whole paper.
    Whole(Action),
    /// People who have this right to the story.
    Story(Action),
    /// People who may know that the story exists; what they may do there depends on something else.
    Known,
    /// The moves: each requires its own right.
    Moves,
}

/// The body that is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    None,
    Form,
    Json(&'static str),
    File,
}

/// One method at one address.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub method: &'static str,
    pub path: &'static str,
    pub rule: Rule,
    pub body: Body,
    /// The address names something in addition to the story that the walk does not have.
    pub may_be_missing: bool,
}

impl Line {
    fn of(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    fn json(self, body: &'static str) -> Self {
        self.of(Body::Json(body))
    }

    fn file(self) -> Self {
        self.of(Body::File)
    }

    /// The address names something in addition to the story.
    fn part(mut self) -> Self {
        self.may_be_missing = true;
        self
    }
}

fn get(path: &'static str, rule: Rule) -> Line {
    Line { method: "GET", path, rule, body: Body::None, may_be_missing: false }
}

fn post(path: &'static str, rule: Rule) -> Line {
    Line { method: "POST", path, rule, body: Body::Form, may_be_missing: false }
}

fn put(path: &'static str, rule: Rule) -> Line {
    Line { method: "PUT", path, rule, body: Body::Form, may_be_missing: false }
}

/// Every address, once for all languages.
pub fn table() -> Vec<Line> {
    [readers(), sign_in(), people(), stories(), a_story(), front_and_comments(), paper()].concat()
}

fn readers() -> Vec<Line> {
    use Rule::{Counter, Open, Reader};
    let open = [
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/.well-known/tdmrep.json",
        "/sitemap.xml",
        "/sitemaps/{name}",
        "/assets/{hash}/{name}",
        "/media/logo/{name}",
        "/media/{id}/{rendition}",
        "/reads",
        "/preview/{key}",
        "/preview/{key}/media/{id}/{rendition}",
        "/",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/comments/rss.xml",
        "/comments/atom.xml",
        "/comments/feed.json",
        "/feeds",
        "/feeds.opml",
        "/most-read",
        "/search",
        "/search/suggest",
        "/corrections",
        "/corrections/rss.xml",
        "/archive",
        "/archive/{year}",
        "/archive/{year}/{month}",
        "/archive/{year}/{month}/{day}",
        "/page/{slug}",
        "/desk/{slug}",
        "/topic/{slug}",
        "/topic/{slug}/rss.xml",
        "/topic/{slug}/atom.xml",
        "/topic/{slug}/feed.json",
        "/writer/{slug}",
        "/writer/{slug}/rss.xml",
        "/writer/{slug}/atom.xml",
        "/writer/{slug}/feed.json",
        "/thread/{slug}",
        "/thread/{slug}/rss.xml",
        "/thread/{slug}/atom.xml",
        "/thread/{slug}/feed.json",
        "/{section}",
        "/{section}/rss.xml",
        "/{section}/atom.xml",
        "/{section}/feed.json",
        "/comments/token",
        "/comments/on/{comment}/reply",
        "/comments/on/{comment}/report",
        "/comments/mine/{key}",
    ];
    let of_a_story = [
        "/s/{id}",
        "/{section}/{id}",
        "/{section}/{id}/{slug}",
        "/comments/{story}",
        "/comments/{story}/rss.xml",
        "/comments/{story}/atom.xml",
        "/comments/{story}/feed.json",
        "/comments/{story}/after/{comment}",
    ];
    let mut all: Vec<Line> = open.map(|path| get(path, Open)).to_vec();
    all.extend(of_a_story.map(|path| get(path, Reader)));
    all.extend([
        get("/r/{id}", Counter),
        post("/r/{id}", Counter),
        post("/comments/{story}", Reader),
        post("/comments/on/{comment}/like", Open),
        post("/comments/on/{comment}/report", Open),
        post("/comments/mine/{key}", Open),
    ]);
    all
}

fn sign_in() -> Vec<Line> {
    use Rule::{Desk, SignIn};
    vec![
        get("/newsroom/first/{key}", SignIn),
        post("/newsroom/first/{key}", SignIn),
        get("/newsroom/invitation/{key}", SignIn),
        post("/newsroom/invitation/{key}", SignIn),
        get("/newsroom/reset/{key}", SignIn),
        post("/newsroom/reset/{key}", SignIn),
        get("/newsroom/forgotten", SignIn),
        post("/newsroom/forgotten", SignIn),
        get("/newsroom/sign-in", SignIn),
        post("/newsroom/sign-in", SignIn),
        post("/newsroom/sign-in/passkey", SignIn),
        post("/newsroom/sign-in/passkey/question", SignIn),
        get("/newsroom/sign-in/factor", SignIn),
        post("/newsroom/sign-in/factor", SignIn),
        post("/newsroom/sign-out", Desk),
        get("/newsroom/proof", Desk),
        post("/newsroom/proof", Desk),
        post("/newsroom/proof/passkey", Desk),
        get("/newsroom/account", Desk),
        post("/newsroom/account", Desk),
        post("/newsroom/account/notices", Desk),
        post("/newsroom/account/password", Desk),
        get("/newsroom/account/totp", Desk),
        post("/newsroom/account/totp", Desk),
        post("/newsroom/account/totp/remove", Desk),
        post("/newsroom/account/codes", Desk),
        get("/newsroom/account/passkeys", Desk),
        post("/newsroom/account/passkeys", Desk),
        post("/newsroom/account/passkeys/question", Desk),
        post("/newsroom/account/passkeys/{id}/remove", Desk),
        get("/newsroom/account/sessions", Desk),
        post("/newsroom/account/sessions/others/end", Desk),
        post("/newsroom/account/sessions/{id}/end", Desk),
    ]
}

fn people() -> Vec<Line> {
    let invite = Rule::Paper(Action::Invite);
    vec![
        get("/newsroom/people", invite),
        get("/newsroom/people/invite", invite),
        post("/newsroom/people/invite", invite),
        post("/newsroom/people/invitations/{id}/withdraw", invite),
        get("/newsroom/people/{id}", invite),
        post("/newsroom/people/{id}/roles", invite),
        post("/newsroom/people/{id}/writer", invite),
        post("/newsroom/people/{id}/close", invite),
        post("/newsroom/people/{id}/reopen", invite),
        post("/newsroom/people/{id}/reset-factors", invite),
        post("/newsroom/people/{id}/reset-link", invite),
    ]
}

fn stories() -> Vec<Line> {
    use Rule::{Desk, Paper};
    vec![
        get("/newsroom", Desk),
        get("/newsroom/stories", Desk),
        post("/newsroom/stories", Desk),
        get("/newsroom/stories/rows", Desk),
        get("/newsroom/stories/new", Desk),
        post("/newsroom/stories/bulk", Desk),
        post("/newsroom/stories/filters", Desk),
        post("/newsroom/stories/filters/{id}/drop", Desk),
        post("/newsroom/stories/filters/{id}/notices", Desk),
        post("/newsroom/embed", Paper(Action::Write)).json(r#"{"url":"https://example.org"}"#),
        post("/newsroom/embed/title", Paper(Action::Write)).json(r#"{"url":"https://example.org"}"#),
        get("/newsroom/pictures", Desk),
        get("/newsroom/photos", Paper(Action::See)),
        post("/newsroom/photos", Paper(Action::UploadPicture)).file(),
        post("/newsroom/photos/bulk", Desk),
        get("/newsroom/photos/{id}", Desk),
        post("/newsroom/photos/{id}", Desk),
        post("/newsroom/photos/{id}/rights", Desk),
        post("/newsroom/photos/{id}/replace", Desk).file(),
        post("/newsroom/photos/{id}/withdraw", Desk),
        post("/newsroom/photos/{id}/allow", Desk),
        get("/newsroom/media/{id}/{rendition}", Desk),
        get("/newsroom/live", Desk),
        get("/newsroom/palette", Desk),
        get("/newsroom/notices", Desk),
        post("/newsroom/notices", Desk),
    ]
}

fn a_story() -> Vec<Line> {
    use Rule::{Known, Moves, Story};
    const TEXT: &str = r#"{"rev":0,"key":"walk","text":{"kicker":"","headline":"x","deck":"","place":"","body":{"type":"doc","attrs":{"version":1},"content":[]}}}"#;
    const APART: &str = r#"{"base":{"kicker":"","headline":"x","deck":"","place":"","body":{"type":"doc","attrs":{"version":1},"content":[]}},"mine":{"kicker":"","headline":"x","deck":"","place":"","body":{"type":"doc","attrs":{"version":1},"content":[]}}}"#;
    vec![
        get("/newsroom/stories/{id}", Story(Action::See)),
        get("/newsroom/stories/{id}/text", Story(Action::See)),
        post("/newsroom/stories/{id}/text", Story(Action::EditText)),
        put("/newsroom/stories/{id}/text", Story(Action::EditText)).json(TEXT),
        post("/newsroom/stories/{id}/text/merge", Story(Action::EditText)).json(APART),
        post("/newsroom/stories/{id}/hints", Story(Action::See)).json(r#"{"lang":"ar","lines":[]}"#),
        post("/newsroom/stories/{id}/hints/suggest", Story(Action::See)).json(r#"{"lang":"ar","word":"x"}"#),
        post("/newsroom/stories/{id}/paste", Story(Action::EditText)).json(r#"{"html":"<p>x</p>"}"#),
        post("/newsroom/stories/{id}/photos", Story(Action::UploadPicture)).file(),
        post("/newsroom/stories/{id}/framing", Story(Action::UploadPicture))
            .json(r#"{"picture":"zzzzzzzz","crop":null}"#)
            .part(),
        get("/newsroom/stories/{id}/framing/{picture}", Story(Action::UploadPicture)).part(),
        post("/newsroom/stories/{id}/pictures", Story(Action::EditPictures)),
        post("/newsroom/stories/{id}/picture", Story(Action::UploadPicture)).file(),
        post("/newsroom/stories/{id}/facts", Story(Action::Write)).part(),
        get("/newsroom/stories/{id}/links", Story(Action::Write)),
        post("/newsroom/stories/{id}/links", Story(Action::Write)),
        post("/newsroom/stories/{id}/moves/{move}", Moves),
        post("/newsroom/stories/{id}/assign", Story(Action::Assign)),
        post("/newsroom/stories/{id}/embargo", Story(Action::SetEmbargo)),
        post("/newsroom/stories/{id}/embargo/break", Story(Action::BreakEmbargo)),
        post("/newsroom/stories/{id}/end", Story(Action::Schedule)),
        post("/newsroom/stories/{id}/notes", Story(Action::Correct)).part(),
        post("/newsroom/stories/{id}/comments", Known),
        get("/newsroom/stories/{id}/now", Story(Action::See)),
        post("/newsroom/stories/{id}/present", Story(Action::See)),
        get("/newsroom/stories/{id}/preview", Story(Action::See)),
        get("/newsroom/stories/{id}/preview/page", Story(Action::See)),
        post("/newsroom/stories/{id}/preview/links", Story(Action::SharePreview)),
        post("/newsroom/stories/{id}/preview/links/{link}/revoke", Story(Action::SharePreview)).part(),
        get("/newsroom/stories/{id}/remarks", Story(Action::See)),
        post("/newsroom/stories/{id}/remarks", Story(Action::See)),
        post("/newsroom/stories/{id}/remarks/{remark}/{act}", Story(Action::See)).part(),
        get("/newsroom/stories/{id}/delete", Story(Action::DeleteForGood)),
        post("/newsroom/stories/{id}/delete", Story(Action::DeleteForGood)),
        post("/newsroom/stories/{id}/copy", Story(Action::Copy)),
        post("/newsroom/stories/{id}/follow-up", Story(Action::Copy)),
        post("/newsroom/stories/{id}/translate", Story(Action::Copy)).part(),
        post("/newsroom/stories/{id}/lock/{part}", Story(Action::EditText)),
        post("/newsroom/stories/{id}/take-over/{part}", Story(Action::TakeOver)),
        post("/newsroom/stories/{id}/release/{part}", Known),
        get("/newsroom/stories/{id}/versions", Story(Action::See)),
        get("/newsroom/stories/{id}/versions/{number}", Story(Action::See)),
        post("/newsroom/stories/{id}/versions/{number}/restore", Story(Action::Restore)),
    ]
}

fn front_and_comments() -> Vec<Line> {
    let (arrange, breaking) = (Rule::Paper(Action::Arrange), Rule::Paper(Action::Break));
    let (moderate, all_moderate) = (Rule::Paper(Action::Moderate), Rule::Whole(Action::Moderate));
    vec![
        get("/newsroom/front", arrange),
        get("/newsroom/front/stage", arrange),
        get("/newsroom/front/candidates", arrange),
        get("/newsroom/front/preview", arrange),
        post("/newsroom/front/preview", arrange),
        post("/newsroom/front/undo", arrange),
        post("/newsroom/front/kept/{id}/back", arrange),
        post("/newsroom/front/waiting/{id}/cancel", arrange),
        // A line without a story belongs to the whole paper.
        post("/newsroom/front/breaking", Rule::Whole(Action::Break)),
        post("/newsroom/front/breaking/end", breaking),
        post("/newsroom/front/slots", arrange),
        get("/newsroom/budget", Rule::Desk),
        get("/newsroom/comments", moderate),
        post("/newsroom/comments/decide", moderate),
        post("/newsroom/comments/bulk", moderate),
        get("/newsroom/comments/bans", all_moderate),
        post("/newsroom/comments/bans", all_moderate),
        post("/newsroom/comments/bans/{id}/lift", all_moderate),
        get("/newsroom/comments/settings", moderate),
        post("/newsroom/comments/settings", moderate),
        post("/newsroom/comments/settings/sections", moderate),
        get("/newsroom/comments/one/{id}", moderate),
        post("/newsroom/comments/one/{id}/ban", moderate),
        get("/newsroom/comments/one/{id}/reader", moderate),
        post("/newsroom/comments/one/{id}/erase", moderate),
        get("/newsroom/comments/words", all_moderate),
        post("/newsroom/comments/words", all_moderate),
        get("/newsroom/comments/words/sheet", all_moderate),
        post("/newsroom/comments/words/sheet", all_moderate).file(),
        post("/newsroom/comments/words/paste", all_moderate),
        post("/newsroom/comments/words/try", all_moderate),
        post("/newsroom/comments/words/{id}/remove", all_moderate),
        post("/newsroom/comments/words/{id}/back", all_moderate),
    ]
}

fn paper() -> Vec<Line> {
    let (change, site, audit) =
        (Rule::Paper(Action::ChangePaper), Rule::Paper(Action::ChangeSite), Rule::Paper(Action::ReadAudit));
    vec![
        get("/newsroom/threads", change),
        post("/newsroom/threads", change),
        get("/newsroom/threads/{id}", change),
        post("/newsroom/threads/{id}", change),
        post("/newsroom/threads/{id}/merge", change),
        get("/newsroom/topics", change),
        post("/newsroom/topics", change),
        get("/newsroom/topics/{id}", change),
        post("/newsroom/topics/{id}", change),
        post("/newsroom/topics/{id}/merge", change),
        get("/newsroom/writers", change),
        post("/newsroom/writers", change),
        get("/newsroom/writers/{id}", change),
        post("/newsroom/writers/{id}", change),
        get("/newsroom/house-words", Rule::Desk),
        post("/newsroom/house-words", change),
        get("/newsroom/house-words/sheet", Rule::Desk),
        post("/newsroom/house-words/sheet", change).file(),
        post("/newsroom/house-words/known", Rule::Desk),
        get("/newsroom/house-words/{id}", Rule::Desk),
        post("/newsroom/house-words/{id}", change),
        post("/newsroom/house-words/{id}/remove", change),
        post("/newsroom/house-words/{id}/back", change),
        get("/newsroom/settings", Rule::Desk),
        post("/newsroom/settings/paper", change),
        post("/newsroom/settings/language", change),
        post("/newsroom/settings/machines", change),
        post("/newsroom/settings/site", site),
        post("/newsroom/settings/logo", change).file(),
        post("/newsroom/settings/logo/remove", change),
        post("/newsroom/settings/templates", change),
        post("/newsroom/settings/sections", change),
        post("/newsroom/settings/sections/usual", change),
        get("/newsroom/settings/sections/{id}", change),
        post("/newsroom/settings/sections/{id}", change),
        post("/newsroom/settings/sections/{id}/close", change),
        post("/newsroom/settings/sections/{id}/open", change),
        post("/newsroom/settings/sections/{id}/merge", change),
        post("/newsroom/settings/pages", change),
        get("/newsroom/audit", audit),
        get("/newsroom/audit/verify", audit),
    ]
}
