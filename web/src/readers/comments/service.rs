//! An external spam service, used in addition to our own screening. Any service with Akismet's protocol works.
//!
//! It is asked once when a comment is sent or edited, and only if our own screening did not classify it as spam. A
//! comment that the service calls spam waits for a moderator. One that the service would discard is put into the spam
//! folder, where a moderator can find it. If the service fails, the comment continues without it, and the service is
//! not asked again for a minute. The service gets the text, the name, the e-mail address and the reader's address. We
//! do not keep the address, so `submit-spam` and `submit-ham`, which require it, are not used.
//!
//! Source: Akismet API 1.1, comment check, <https://akismet.com/developers/detailed-docs/comment-check/>.

use std::net::IpAddr;
use std::time::Duration;

use newsroom::screening::{Reason, Verdict};

use crate::base::comments::intake::ReaderIdentity;
use crate::base::comments::spam_service::SpamServiceSettings;
use crate::site::Site;
use outgoing::{Bounds, FetchError, Fetched};

/// Limits on time and size of the service's response.
const BOUNDS: Bounds = Bounds { bytes: 4 << 10, time: Duration::from_secs(3) };

/// A comment to be checked.
#[derive(Clone, Copy)]
pub struct CommentToCheck<'a> {
    /// The author's name.
    pub name: &'a str,
    /// The author's e-mail address; may be empty.
    pub email: &'a str,
    /// The text.
    pub text: &'a str,
    /// The author's identity.
    pub identity: &'a ReaderIdentity,
    /// The path of the story.
    pub path: &'a str,
    /// Whether it is a reply.
    pub is_answer: bool,
}

/// An objection by the service.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// The reason, as shown to moderators.
    pub reason: Reason,
    /// Whether the service would discard the comment.
    pub is_blatant: bool,
}

/// Asks the service, if the paper uses one. Returns its objection, if any.
pub async fn suspicion(site: &Site, comment: &CommentToCheck<'_>) -> Option<Suspicion> {
    let settings = site.config().spam_service.as_ref()?;
    let spam_service = &site.comments().spam_service;
    let address = comment.identity.address?;
    // During a flood, a comment that gets no permit in time continues without the service.
    let _permit = tokio::time::timeout(BOUNDS.time, spam_service.permits.acquire()).await.ok()?.ok()?;
    if !spam_service.may_ask(site.now()) {
        return None;
    }
    let host = settings.host();
    let is_blatant = match send_request(site, settings, comment, address).await.and_then(|answer| read(host, &answer)) {
        Ok(Verdict::Pass) => return None,
        Ok(verdict) => verdict == Verdict::Spam,
        Err(error) => {
            tracing::warn!(%error, "the spam service did not answer");
            spam_service.pause(site.now());
            return None;
        }
    };
    Some(Suspicion { reason: Reason::Service { host: host.into() }, is_blatant })
}

async fn send_request(
    site: &Site,
    settings: &SpamServiceSettings,
    comment: &CommentToCheck<'_>,
    address: IpAddr,
) -> Result<Fetched, FetchError> {
    let url = settings.url.join("comment-check").map_err(|_| FetchError::BadAddress("it takes no path"))?;
    let (home, address) = (&site.config().url, address.to_string());
    let permalink = format!("{home}{}", comment.path);
    let fields = [
        ("api_key", settings.key.as_str()),
        ("blog", home),
        ("blog_charset", "UTF-8"),
        ("user_ip", &address),
        ("user_agent", &comment.identity.agent),
        ("permalink", &permalink),
        ("comment_type", if comment.is_answer { "reply" } else { "comment" }),
        ("comment_author", comment.name),
        ("comment_author_email", comment.email),
        ("comment_content", comment.text),
    ];
    site.outgoing().post_form(&url, &fields, BOUNDS).await
}

/// Parses the service's response.
fn read(host: &str, answer: &Fetched) -> Result<Verdict, FetchError> {
    let is_blatant = || answer.headers.get("x-akismet-pro-tip").is_some_and(|tip| tip.as_bytes() == b"discard");
    match (answer.status.is_success(), answer.body.trim_ascii()) {
        (true, b"false") => Ok(Verdict::Pass),
        (true, b"true") if is_blatant() => Ok(Verdict::Spam),
        (true, b"true") => Ok(Verdict::Hold),
        _ => Err(FetchError::Unreadable(host.into(), "neither yes nor no; is the key right?".into())),
    }
}
