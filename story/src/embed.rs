//! The allow-list of embed providers. An embed is stored as one canonical https address; nothing is fetched here. After
//! a click, a script may turn the card into a player with the address of [`player`]; [`frame_hosts`] is what the CSP
//! must allow. If a provider returns titles without an account, [`oembed`] is the request and [`title_in`] reads the
//! response.
//!
//! Source: oEmbed 1.0, <https://oembed.com>.

use crate::limits::{ADDRESS_BYTES_MAX, TITLE_CHARACTERS_MAX};
use url::Url;

/// A provider from which a story may embed.
#[derive(Debug)]
pub struct Provider {
    /// Key in class names and data attributes.
    pub key: &'static str,
    /// Name shown to readers.
    pub name: &'static str,
    /// Hosts whose addresses are recognised, also with the subdomains `www.`, `m.`, `web.` and `mobile.`.
    pub hosts: &'static [&'static str],
    /// Host from which a player frame is loaded; `None` if the card stays a link.
    pub frame_host: Option<&'static str>,
    /// Endpoint for its titles (oEmbed); `None` if it requires an account.
    pub oembed: Option<&'static str>,
    canonical: fn(&Parts) -> Option<String>,
    player: fn(&Parts) -> Option<String>,
}

/// Every provider, in the order of the docs.
pub const PROVIDERS: &[Provider] = &[
    Provider {
        key: "youtube",
        name: "YouTube",
        hosts: &["youtube.com", "youtu.be", "youtube-nocookie.com"],
        frame_host: Some("www.youtube-nocookie.com"),
        oembed: Some("https://www.youtube.com/oembed"),
        canonical: |p| youtube_id(p).map(|id| format!("https://www.youtube.com/watch?v={id}")),
        player: |p| youtube_id(p).map(|id| format!("https://www.youtube-nocookie.com/embed/{id}")),
    },
    Provider {
        key: "vimeo",
        name: "Vimeo",
        hosts: &["vimeo.com", "player.vimeo.com"],
        frame_host: Some("player.vimeo.com"),
        oembed: Some("https://vimeo.com/api/oembed.json"),
        canonical: |p| vimeo_id(p).map(|id| format!("https://vimeo.com/{id}")),
        player: |p| vimeo_id(p).map(|id| format!("https://player.vimeo.com/video/{id}?dnt=1")),
    },
    Provider {
        key: "dailymotion",
        name: "Dailymotion",
        hosts: &["dailymotion.com", "dai.ly", "geo.dailymotion.com"],
        frame_host: Some("www.dailymotion.com"),
        oembed: Some("https://www.dailymotion.com/services/oembed"),
        canonical: |p| dailymotion_id(p).map(|id| format!("https://www.dailymotion.com/video/{id}")),
        player: |p| dailymotion_id(p).map(|id| format!("https://www.dailymotion.com/embed/video/{id}")),
    },
    Provider {
        key: "x",
        name: "X",
        hosts: &["x.com", "twitter.com"],
        frame_host: None,
        oembed: Some("https://publish.twitter.com/oembed"),
        canonical: |p| match p.path.as_slice() {
            [user, "status" | "statuses", id, ..] if word(user) && digits(id) => {
                Some(format!("https://x.com/{user}/status/{id}"))
            }
            _ => None,
        },
        player: no_player,
    },
    Provider {
        key: "facebook",
        name: "Facebook",
        hosts: &["facebook.com", "fb.watch"],
        frame_host: None,
        oembed: None,
        canonical: facebook,
        player: no_player,
    },
    Provider {
        key: "instagram",
        name: "Instagram",
        hosts: &["instagram.com"],
        frame_host: None,
        oembed: None,
        canonical: |p| match p.path.as_slice() {
            [kind @ ("p" | "reel" | "tv"), id, ..] | [_, kind @ ("p" | "reel" | "tv"), id, ..] if word(id) => {
                Some(format!("https://www.instagram.com/{kind}/{id}/"))
            }
            _ => None,
        },
        player: no_player,
    },
    Provider {
        key: "tiktok",
        name: "TikTok",
        hosts: &["tiktok.com"],
        frame_host: Some("www.tiktok.com"),
        oembed: Some("https://www.tiktok.com/oembed"),
        canonical: |p| match p.path.as_slice() {
            [user, "video", id, ..] if user.strip_prefix('@').is_some_and(word) && digits(id) => {
                Some(format!("https://www.tiktok.com/{user}/video/{id}"))
            }
            _ => None,
        },
        player: |p| p.path.get(2).filter(|id| digits(id)).map(|id| format!("https://www.tiktok.com/player/v1/{id}")),
    },
    Provider {
        key: "soundcloud",
        name: "SoundCloud",
        hosts: &["soundcloud.com", "w.soundcloud.com"],
        frame_host: Some("w.soundcloud.com"),
        oembed: Some("https://soundcloud.com/oembed"),
        canonical: soundcloud,
        player: |p| soundcloud(p).map(|url| format!("https://w.soundcloud.com/player/?url={}", encoded(&url))),
    },
    Provider {
        key: "spotify",
        name: "Spotify",
        hosts: &["open.spotify.com"],
        frame_host: Some("open.spotify.com"),
        oembed: Some("https://open.spotify.com/oembed"),
        canonical: |p| spotify(p).map(|(kind, id)| format!("https://open.spotify.com/{kind}/{id}")),
        player: |p| spotify(p).map(|(kind, id)| format!("https://open.spotify.com/embed/{kind}/{id}")),
    },
    Provider {
        key: "telegram",
        name: "Telegram",
        hosts: &["t.me"],
        frame_host: None,
        oembed: None,
        canonical: |p| match p.path.as_slice() {
            ["s", channel, id] | [channel, id] if word(channel) && digits(id) => {
                Some(format!("https://t.me/{channel}/{id}"))
            }
            _ => None,
        },
        player: no_player,
    },
];

/// The provider and the one canonical https address of what `url` shows; `None` if no provider of the table recognises
/// it. Accepts page addresses, share addresses and the addresses of players in frames; `//host/…` is read as https.
pub fn canonical(url: &str) -> Option<(&'static Provider, String)> {
    let (provider, address) = ask(url, |provider, parts| Some((provider, (provider.canonical)(parts)?)))?;
    crate::address::is_safe_link(&address).then_some((provider, address))
}

/// Whether `url` is already what [`canonical`] returns.
pub fn is_canonical(url: &str) -> bool {
    canonical(url).is_some_and(|(_, address)| address == url)
}

/// Address of a frame that plays it, in the provider's most private form; `None` if the provider has no player.
pub fn player(url: &str) -> Option<String> {
    ask(url, |provider, parts| (provider.player)(parts))
}

/// The address at which the provider of `url` returns its title, as JSON; `None` if it does not.
pub fn oembed(url: &str) -> Option<String> {
    let (provider, address) = canonical(url)?;
    provider.oembed.map(|endpoint| format!("{endpoint}?format=json&url={}", encoded(&address)))
}

/// The title in a provider's response, or its author if it has no title, cleaned and cut to the length of a title.
/// `None` if the response is not oEmbed or has neither.
pub fn title_in(answer: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Answer {
        title: Option<String>,
        author_name: Option<String>,
    }
    let Answer { title, author_name } = serde_json::from_slice(answer).ok()?;
    let tidy = |text: &str| {
        let text = arabic::normalize::strip_bidi_controls(text).replace(|c: char| c.is_control(), " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.chars().take(TITLE_CHARACTERS_MAX).collect::<String>()
    };
    [title, author_name].iter().flatten().map(|text| tidy(text)).find(|text| !text.is_empty())
}

/// Hosts that `frame-src` must allow for players.
pub fn frame_hosts() -> impl Iterator<Item = &'static str> {
    PROVIDERS.iter().filter_map(|provider| provider.frame_host)
}

/// A parsed address: host without its usual prefixes, path segments, query.
struct Parts<'a> {
    host: &'a str,
    path: Vec<&'a str>,
    query: Vec<(String, String)>,
}

impl Parts<'_> {
    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Parses the address and asks the provider of its host.
fn ask<T>(address: &str, question: impl Fn(&'static Provider, &Parts) -> Option<T>) -> Option<T> {
    let url = parse(address)?;
    let parts = parts(&url)?;
    let provider = PROVIDERS.iter().find(|provider| provider.hosts.contains(&parts.host))?;
    question(provider, &parts)
}

fn no_player(_: &Parts) -> Option<String> {
    None
}

fn word(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

fn digits(text: &str) -> bool {
    (1..=30).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn youtube_id<'a>(p: &'a Parts) -> Option<&'a str> {
    let id = match (p.host, p.path.as_slice()) {
        ("youtu.be", [id, ..]) => id,
        (_, ["embed" | "shorts" | "live" | "v", id, ..]) => id,
        (_, ["watch", ..]) => p.query("v")?,
        _ => return None,
    };
    (id.len() == 11 && word(id) && !id.contains('.')).then_some(id)
}

fn vimeo_id<'a>(p: &'a Parts) -> Option<&'a str> {
    match p.path.as_slice() {
        ["video", id, ..] | [id, ..] if digits(id) => Some(id),
        _ => None,
    }
}

fn dailymotion_id<'a>(p: &'a Parts) -> Option<&'a str> {
    let id = match (p.host, p.path.as_slice()) {
        ("dai.ly", [id, ..]) => id,
        (_, ["video", id, ..] | ["embed", "video", id, ..]) => id,
        (_, [player, ..]) if player.starts_with("player") => p.query("video")?,
        _ => return None,
    };
    id.bytes().all(|b| b.is_ascii_alphanumeric()).then_some(id).filter(|id| word(id))
}

fn spotify<'a>(p: &'a Parts) -> Option<(&'a str, &'a str)> {
    let path = p.path.strip_prefix(&["embed"]).unwrap_or(&p.path);
    match path {
        [kind @ ("episode" | "show" | "track" | "album" | "playlist"), id, ..] if word(id) => Some((kind, id)),
        _ => None,
    }
}

fn soundcloud(p: &Parts) -> Option<String> {
    match (p.host, p.path.as_slice()) {
        ("soundcloud.com", [user, "sets", set]) if word(user) && word(set) => {
            Some(format!("https://soundcloud.com/{user}/sets/{set}"))
        }
        ("soundcloud.com", [user, track]) if word(user) && word(track) => {
            Some(format!("https://soundcloud.com/{user}/{track}"))
        }
        ("w.soundcloud.com", ["player", ..]) => inner(p.query("url")?, "soundcloud.com", soundcloud),
        _ => None,
    }
}

fn facebook(p: &Parts) -> Option<String> {
    let base = "https://www.facebook.com";
    match (p.host, p.path.as_slice()) {
        ("fb.watch", [id, ..]) if word(id) => Some(format!("https://fb.watch/{id}/")),
        ("fb.watch", _) => None,
        (_, ["plugins", "post.php" | "video.php"]) => inner(p.query("href")?, "facebook.com", facebook),
        (_, ["watch"]) => p.query("v").filter(|v| digits(v)).map(|v| format!("{base}/watch/?v={v}")),
        (_, ["reel", id, ..]) if digits(id) => Some(format!("{base}/reel/{id}")),
        (_, ["permalink.php" | "story.php"]) => {
            let (story, id) = (p.query("story_fbid").filter(|s| word(s))?, p.query("id").filter(|s| digits(s))?);
            Some(format!("{base}/permalink.php?story_fbid={story}&id={id}"))
        }
        (_, [user, kind @ ("posts" | "videos"), .., id]) if word(user) && word(id) => {
            Some(format!("{base}/{user}/{kind}/{id}"))
        }
        _ => None,
    }
}

/// The address inside a player's address, one level deep only.
fn inner(address: &str, host: &str, canonical: fn(&Parts) -> Option<String>) -> Option<String> {
    let url = parse(address)?;
    let parts = parts(&url)?;
    let direct = parts.host == host && !matches!(parts.path.first(), Some(&"plugins"));
    if direct { canonical(&parts) } else { None }
}

fn parse(address: &str) -> Option<Url> {
    let address = address.trim();
    if address.len() > 2 * ADDRESS_BYTES_MAX {
        return None;
    }
    let url = match address.strip_prefix("//") {
        Some(rest) => Url::parse(&format!("https://{rest}")),
        None => Url::parse(address),
    }
    .ok()?;
    let usual = matches!(url.scheme(), "http" | "https") && url.port().is_none() && url.username().is_empty();
    (usual && url.password().is_none()).then_some(url)
}

fn parts(url: &Url) -> Option<Parts<'_>> {
    let full = url.host_str()?;
    let host = ["www.", "m.", "web.", "mobile."].iter().find_map(|prefix| full.strip_prefix(prefix)).unwrap_or(full);
    let path = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    let query = url.query_pairs().map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    Some(Parts { host, path, query })
}

fn encoded(url: &str) -> String {
    url::form_urlencoded::byte_serialize(url.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_canonical() {
        for (given, kept) in [
            ("https://youtu.be/dQw4w9WgXcQ?t=3", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("//www.youtube.com/embed/dQw4w9WgXcQ?rel=0", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("http://m.youtube.com/watch?feature=x&v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("https://player.vimeo.com/video/76979871?h=1", "https://vimeo.com/76979871"),
            ("https://dai.ly/x8abcd", "https://www.dailymotion.com/video/x8abcd"),
            ("https://twitter.com/some_one/status/1234567890?s=20", "https://x.com/some_one/status/1234567890"),
            ("https://www.instagram.com/reel/Cabc_-1/?igsh=1", "https://www.instagram.com/reel/Cabc_-1/"),
            (
                "https://www.tiktok.com/@a.b/video/7123456789012345678",
                "https://www.tiktok.com/@a.b/video/7123456789012345678",
            ),
            (
                "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fpaper%2Fvideos%2F123%2F",
                "https://www.facebook.com/paper/videos/123",
            ),
            ("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b", "https://soundcloud.com/a/b"),
            (
                "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
                "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk",
            ),
            ("https://t.me/s/channel_x/42", "https://t.me/channel_x/42"),
        ] {
            let found = canonical(given).map(|(_, address)| address);
            assert_eq!(found.as_deref(), Some(kept), "{given}");
            assert!(is_canonical(kept), "{kept}");
        }
    }

    #[test]
    fn a_title_is_asked_for_where_it_is_told_and_read_as_it_may_stand_in_a_story() {
        assert_eq!(
            oembed("https://youtu.be/dQw4w9WgXcQ").as_deref(),
            Some(
                "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ"
            )
        );
        assert_eq!(oembed("https://t.me/channel_x/42"), None);
        assert_eq!(oembed("https://evil.example/oembed"), None);
        for (answer, title) in [
            (r#"{"type":"video","title":" أخبار\n المساء ","author_name":"القناة"}"#, Some("أخبار المساء")),
            (r#"{"title":"","author_name":"Some One"}"#, Some("Some One")),
            ("{\"title\":\"\u{202e}gnp.exe\u{202c}\"}", Some("gnp.exe")),
            (r#"{"title":null}"#, None),
            (r#"{"title":7}"#, None),
            ("<html>", None),
        ] {
            assert_eq!(title_in(answer.as_bytes()).as_deref(), title, "{answer}");
        }
        let long = format!(r#"{{"title":"{}"}}"#, "ك".repeat(TITLE_CHARACTERS_MAX + 9));
        assert_eq!(title_in(long.as_bytes()).map(|title| title.chars().count()), Some(TITLE_CHARACTERS_MAX));
    }

    #[test]
    fn strangers_are_refused() {
        for bad in [
            "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
            "https://evil.example/youtube.com/embed/dQw4w9WgXcQ",
            "javascript://youtube.com/watch?v=dQw4w9WgXcQ",
            "https://user@youtube.com/watch?v=dQw4w9WgXcQ",
            "https://youtube.com/watch?v=\"><script>",
            "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
            "https://maps.example/x",
            "",
        ] {
            assert!(canonical(bad).is_none(), "{bad}");
        }
    }
}
