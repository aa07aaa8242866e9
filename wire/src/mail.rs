//! Mail (RFC 5322) with MIME parts (RFC 2045 to 2047, 2231): one message is one item with its attachments.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use story::Document;

use crate::body;
use crate::charset;
use crate::context::Context;
use crate::dialects;
use crate::format::Format;
use crate::item::{Item, Media};
use crate::reading::{Charset, Outcome, Reading, Refused, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::clean;

/// Attachments of one message.
const ATTACHMENTS_MAX: usize = 100;
/// The value of `X-Priority` that says nothing.
const NORMAL: &str = "3";

/// Reads a message.
///
/// # Errors
/// A message that cannot be parsed.
pub(crate) fn read(bytes: &[u8], context: &Context) -> Result<Reading, Refused> {
    let begin = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let bytes = bytes.get(begin..).unwrap_or_default();
    let refused = |reason| Refused { reason, format: Some(Format::Email), charset: None };
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| refused(Refusal::Format("a message that cannot be parsed".into())))?;
    let mut source = Source::new(&dialects::STANDARD, context);
    let mut item = Item::text();
    headers(&mut item, &message, bytes, &mut source);
    let part = text_part(&message);
    let (text, charset) = part.map(|part| content(part, bytes, context, &mut source)).unwrap_or_default();
    item.body = text;
    item.media = message.attachments().take(ATTACHMENTS_MAX).map(|part| attachment(part, bytes)).collect();
    body::take_dateline(&mut item, &[]);
    let notices = source.notices;
    Ok(Reading {
        format: Format::Email,
        dialect: None,
        outcome: Outcome::Read,
        charset,
        items: vec![item],
        notices,
        feed: None,
    })
}

fn headers(item: &mut Item, message: &Message, bytes: &[u8], source: &mut Source) {
    let raw = |name: &str| message.header_raw(name).and_then(clean);
    item.guid = raw("Message-ID");
    item.headline = message.subject().and_then(clean);
    if item.headline.as_ref().is_some_and(|subject| subject.contains('\u{FFFD}')) {
        item.headline = raw_header(bytes, b"subject:", source.context).or(item.headline.take());
        source.notice(Notice::at("Subject", "bytes beyond ASCII without a charset"));
    }
    let sender = message.from().and_then(|from| from.first()).and_then(|sender| sender.name()).and_then(clean);
    // One word is a login or a first name, not an agency.
    item.source = sender.filter(|name| name.contains(' '));
    item.sent = raw("Date").and_then(|date| source.moment("Date", &date));
    let priority = raw("X-Priority").or_else(|| raw("Priority"));
    item.priority =
        priority.and_then(|text| text.split_whitespace().next().map(str::to_owned)).filter(|text| text != NORMAL);
    item.keywords = raw("Keywords").map(|all| all.split(',').filter_map(clean).collect()).unwrap_or_default();
    item.language = raw("Content-Language");
}

/// A header field whose bytes are in no declared charset.
fn raw_header(bytes: &[u8], name: &[u8], context: &Context) -> Option<String> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let line = lines.find(|line| line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))?;
    let decoded = charset::decode(line.get(name.len()..)?, &charset_only(context)).ok()?;
    clean(&decoded.text)
}

/// The settings of the source without what HTTP said: that was about the whole file.
fn charset_only(context: &Context) -> Context {
    Context { charset: context.charset.clone(), ..Context::default() }
}

/// The part that holds the text: plain text before HTML.
fn text_part<'a>(message: &'a Message<'a>) -> Option<&'a MessagePart<'a>> {
    let is_filled = |part: &&MessagePart| part.text_contents().is_some_and(|text| !text.trim().is_empty());
    let mut plain = message.text_bodies().filter(|part| matches!(part.body, PartType::Text(_)));
    plain.find(is_filled).or_else(|| message.html_bodies().find(is_filled))
}

fn content(part: &MessagePart, bytes: &[u8], context: &Context, source: &mut Source) -> (Option<Document>, Charset) {
    let declared = part.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_lowercase);
    let mut text = part.text_contents().unwrap_or_default().to_owned();
    let encoding = part.content_transfer_encoding().unwrap_or("7bit").to_ascii_lowercase();
    let mut actual = match (&declared, text.is_ascii()) {
        (_, true) => "us-ascii".to_owned(),
        (Some(name), false) => name.clone(),
        (None, false) => "utf-8".to_owned(),
    };
    if text.contains('\u{FFFD}')
        && let Some(found) = redecoded(part, bytes, &encoding, context)
    {
        source.notice(Notice::new(format!(
            "declared as {}, the bytes are {}",
            declared.as_deref().unwrap_or("nothing"),
            found.actual
        )));
        (text, actual) = (found.text, found.actual);
    }
    if !text.is_ascii() && matches!(encoding.as_str(), "quoted-printable" | "base64") {
        actual = format!("{actual} in {encoding}");
    }
    let used = declared.clone().unwrap_or_else(|| "us-ascii".into());
    let charset = Charset { declared, actual, used };
    if part.is_text_html() {
        return (body::of_html(&text), charset);
    }
    (body::of_plain(unsigned(&text)), charset)
}

/// The text by its bytes, where the declared charset does not fit them.
fn redecoded(part: &MessagePart, bytes: &[u8], encoding: &str, context: &Context) -> Option<charset::Decoded> {
    let raw = bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    let raw = match encoding {
        "quoted-printable" => mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)?,
        "base64" => mail_parser::decoders::base64::base64_decode(raw)?,
        _ => raw.to_vec(),
    };
    charset::decode(&raw, &charset_only(context)).ok()
}

/// The text before the signature, which begins with `-- ` on a line of its own (RFC 3676), the blank often lost.
fn unsigned(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "--" {
            break;
        }
        at += line.len();
    }
    text.get(..at).unwrap_or(text)
}

/// The name of an attachment. Encoded words inside quotes are not allowed and common; a blank between two of them is
/// part of the encoding, not of the name (RFC 2047, section 6.2).
fn name_of(part: &MessagePart, bytes: &[u8]) -> Option<String> {
    let stated = part.attachment_name().map(str::to_owned);
    let raw = part.headers().iter().filter_map(|header| {
        let raw = bytes.get(header.offset_start as usize..header.offset_end as usize)?;
        String::from_utf8(raw.to_vec()).ok().filter(|raw| raw.contains("name=\"=?"))
    });
    let Some(quoted) = raw.filter_map(|raw| raw.split("name=\"").nth(1)?.split('"').next().map(str::to_owned)).next()
    else {
        return stated;
    };
    let words = quoted.split_whitespace().collect::<Vec<_>>().join(" ").replace("?= =?", "?=\r\n =?");
    let line = format!("Subject: {words}\r\n\r\n");
    let decoded =
        MessageParser::default().parse(line.as_bytes()).and_then(|message| message.subject().map(str::to_owned));
    decoded.or(stated)
}

fn attachment(part: &MessagePart, bytes: &[u8]) -> Media {
    let kind = part.content_type();
    let mime = kind.map(|kind| match kind.subtype() {
        Some(sub) => format!("{}/{sub}", kind.ctype()),
        None => kind.ctype().to_owned(),
    });
    let mut media = Media::new(Media::kind_of(mime.as_deref().unwrap_or_default()));
    // A name is no path.
    let name = name_of(part, bytes).and_then(|name| clean(&name));
    media.href = name.map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
    media.mime = mime.map(|mime| mime.to_lowercase());
    media.bytes = Some(part.contents().to_vec());
    media
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::outline;

    fn item(text: &str) -> Item {
        read(text.as_bytes(), &Context::default()).unwrap().items.remove(0)
    }

    #[test]
    fn a_message_gives_its_text_without_the_signature() {
        let item = item(
            "Date: Mon, 11 May 2026 13:20:41 +0300\r\nFrom: Gull News <d@gull.example>\r\nSubject: =?utf-8?B?2YXZitmG2KfYoQ==?=\r\n\
             X-Priority: 2\r\nMessage-ID: <1@gull.example>\r\n\r\nFirst.\r\n\r\nSecond.\r\n\r\n-- \r\nThe desk\r\n",
        );
        assert_eq!(item.headline.as_deref(), Some("ميناء"));
        assert_eq!(item.source.as_deref(), Some("Gull News"));
        assert_eq!((item.priority.as_deref(), item.guid.as_deref()), (Some("2"), Some("<1@gull.example>")));
        assert_eq!(item.sent.unwrap().to_string(), "2026-05-11T13:20:41+03:00");
        assert_eq!(outline(&item.body.unwrap()).paragraphs, 2);
    }

    #[test]
    fn attachments_are_kept_by_name_alone() {
        let item = item(
            "From: a@b.example\r\nSubject: x\r\nDate: 1 May 2026 10:00 GMT\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nText.\r\n--q\r\n\
             Content-Type: image/png; name=\"../../a.png\"\r\nContent-Disposition: attachment\r\n\
             Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--q--\r\n",
        );
        let [media] = item.media.try_into().unwrap();
        assert_eq!((media.kind.as_str(), media.href.as_deref()), ("picture", Some("a.png")));
        assert_eq!(media.bytes, Some(vec![0, 0, 0]));
    }
}
