//! A service against spam beside our own screening, where the paper has one: any that speaks Akismet's protocol.
//!
//! Asked once when a comment comes or is changed, and only about one that our own screening does not already take for
//! spam. What it takes for spam waits for a person; what it would throw away lies with the spam, where a person may find
//! it. A service that does not answer holds nobody up: the comment goes on without it, and for a minute it is not asked.
//! It is told the text, the name, the e-mail address and the reader's address, which are kept here no longer than before;
//! so nothing is told to it later (`submit-spam`, `submit-ham` want the address, which nobody has any more).
//!
//! Source: Akismet API 1.1, comment check, <https://akismet.com/developers/detailed-docs/comment-check/>.

use std::net::IpAddr;
use std::time::Duration;

use newsroom::screening::{Reason, Verdict};

use crate::base::comments::spam_service::SpamServiceSettings;
use crate::base::comments::talk::Who;
use crate::base::outgoing::{Bounds, FetchError, Fetched};
use crate::site::Site;

/// What is waited for it, and what is read of its answer.
const BOUNDS: Bounds = Bounds { bytes: 4 << 10, time: Duration::from_secs(3) };

/// What is asked about.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The name under it.
    pub name: &'a str,
    /// The e-mail address, or nothing.
    pub email: &'a str,
    /// The text.
    pub text: &'a str,
    /// Who wrote it.
    pub who: &'a Who,
    /// The story's address, without the site's.
    pub path: &'a str,
    /// It answers another comment.
    pub is_answer: bool,
}

/// What the service said.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// Why the comment waits.
    pub reason: Reason,
    /// The service would throw it away.
    pub is_blatant: bool,
}

/// What speaks against the comment, if the paper has a service and it says so.
pub async fn suspicion(site: &Site, question: &Question<'_>) -> Option<Suspicion> {
    let settings = site.config().spam_service.as_ref()?;
    let askers = &site.talk().askers;
    let address = question.who.address?;
    // In a flood, whoever finds no place in time goes on without the service.
    let _place = tokio::time::timeout(BOUNDS.time, askers.places.acquire()).await.ok()?.ok()?;
    if !askers.may_ask(site.now()) {
        return None;
    }
    let host = settings.host();
    let is_blatant = match ask(site, settings, question, address).await.and_then(|answer| read(host, &answer)) {
        Ok(Verdict::Pass) => return None,
        Ok(verdict) => verdict == Verdict::Spam,
        Err(error) => {
            tracing::warn!(%error, "the service against spam says nothing");
            askers.pause(site.now());
            return None;
        }
    };
    Some(Suspicion { reason: Reason::Service { host: host.into() }, is_blatant })
}

async fn ask(
    site: &Site,
    settings: &SpamServiceSettings,
    question: &Question<'_>,
    address: IpAddr,
) -> Result<Fetched, FetchError> {
    let url = settings.url.join("comment-check").map_err(|_| FetchError::BadAddress("it takes no path"))?;
    let (home, address) = (&site.config().url, address.to_string());
    let permalink = format!("{home}{}", question.path);
    let fields = [
        ("api_key", settings.key.as_str()),
        ("blog", home),
        ("blog_charset", "UTF-8"),
        ("user_ip", &address),
        ("user_agent", &question.who.agent),
        ("permalink", &permalink),
        ("comment_type", if question.is_answer { "reply" } else { "comment" }),
        ("comment_author", question.name),
        ("comment_author_email", question.email),
        ("comment_content", question.text),
    ];
    site.outgoing().post_form(&url, &fields, BOUNDS).await
}

/// What an answer does with the comment.
fn read(host: &str, answer: &Fetched) -> Result<Verdict, FetchError> {
    let is_blatant = || answer.headers.get("x-akismet-pro-tip").is_some_and(|tip| tip.as_bytes() == b"discard");
    match (answer.status.is_success(), answer.body.trim_ascii()) {
        (true, b"false") => Ok(Verdict::Pass),
        (true, b"true") if is_blatant() => Ok(Verdict::Spam),
        (true, b"true") => Ok(Verdict::Hold),
        _ => Err(FetchError::Unreadable(host.into(), "neither yes nor no; is the key right?".into())),
    }
}
