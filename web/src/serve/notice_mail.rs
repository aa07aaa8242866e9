//! Writes notices as mail: plain text, with foreign text in bidirectional isolates and links on lines of their own.
//!
//! A mail contains headlines, names and notes, never a story's text. Mail programs take the direction of a line from
//! its first letter. In Arabic mail every line except links therefore begins with a right-to-left mark. Links have no
//! marks, so that mail programs find where they end.

use arabic::Language;
use arabic::normalize::tidy;
use newsroom::{Digest, NoticeTold, PublicId, Timestamp};

use crate::base::frame::Frame;
use crate::base::messages::Words;
use crate::desk::notice_words;

/// Maximum length of a headline in a subject, in characters.
const SUBJECT_HEADLINE_CHARS_MAX: usize = 80;
/// Maximum number of notices listed in a digest. Further ones are counted.
const DIGEST_LINES_MAX: usize = 50;

/// First strong isolate and its end. The text between them does not affect the direction of the text around it.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';
/// Right-to-left mark.
const RIGHT_TO_LEFT: char = '\u{200F}';

/// Subject and text of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// The subject, in the recipient's language.
    pub subject: String,
    /// The text, in the recipient's language.
    pub text: String,
    /// Identifies the mail. It is the same each time the mail is written, so that a mail server can detect a duplicate.
    pub id: String,
}

/// Writes mail about notices.
pub struct NoticeWriter<'a> {
    /// The messages in the recipient's language.
    pub words: &'a Words,
    /// The recipient's language.
    pub language: Language,
    /// The frame, for the paper's settings.
    pub frame: &'a Frame,
    /// Scheme, host and port of the site.
    pub url: &'a str,
}

impl NoticeWriter<'_> {
    /// The mail of one notice.
    pub fn notice(&self, told: &NoticeTold) -> MailText {
        let what = notice_words(self.words, &told.notice.act);
        // The headline of a story under embargo is only in the text, not in the subject, which a locked screen may
        // show.
        let headline = told.story.as_ref().filter(|_| !told.is_embargoed).map(|story| cut(&self.title(&story.title)));
        let subject = match headline {
            Some(headline) => format!("{what} — {}", isolated(&headline)),
            None => what,
        };
        let mut lines = self.lines(told);
        lines.extend([String::new(), self.story_link(told.story.as_ref().map(|story| &story.public_id))]);
        let id = format!("notice-{}-{}", told.notice.id, told.notice.at.0);
        MailText { subject, text: self.text(lines), id }
    }

    /// The mail of a digest.
    pub fn digest(&self, digest: &Digest) -> MailText {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let all = &digest.notices;
        let subject = self.words.counted("mail-digest-subject", count(all.len()));
        let mut lines = vec![self.words.message("mail-digest-lead"), String::new()];
        for told in all.iter().take(DIGEST_LINES_MAX) {
            lines.extend(self.lines(told));
            lines.extend([self.story_link(told.story.as_ref().map(|story| &story.public_id)), String::new()]);
        }
        if all.len() > DIGEST_LINES_MAX {
            lines.push(self.words.counted("mail-digest-more", count(all.len() - DIGEST_LINES_MAX)));
        }
        lines.push(self.story_link(None));
        let last = all.last().map_or((0, Timestamp(0)), |told| (told.notice.id, told.notice.at));
        let id = format!("digest-{}-{}-{}", digest.person.id, last.0, last.1.0);
        MailText { subject, text: self.text(lines), id }
    }

    /// The lines of a notice: the act, the story, who did it and when, and their note.
    fn lines(&self, told: &NoticeTold) -> Vec<String> {
        let mut lines = vec![notice_words(self.words, &told.notice.act)];
        if let Some(story) = &told.story {
            lines.push(isolated(&self.title(&story.title)));
        }
        let at = told.notice.at.utc().with_timezone(&self.frame.paper.zone).format("%Y-%m-%d %H:%M").to_string();
        let by = told.by.as_ref().map(|name| format!("{} · ", isolated(name))).unwrap_or_default();
        lines.push(format!("{by}{}", isolated(&at)));
        let note = told.notice.note.as_deref().unwrap_or_default();
        lines.extend(
            note.lines().map(tidy).filter(|line| !line.is_empty()).map(|line| format!("«{}»", isolated(&line))),
        );
        lines
    }

    fn title(&self, title: &str) -> String {
        let title = tidy(title);
        if title.is_empty() { self.words.message("story-untitled") } else { title }
    }

    fn story_link(&self, id: Option<&PublicId>) -> String {
        match id {
            Some(id) => format!("{}/newsroom/stories/{id}", self.url),
            None => format!("{}/newsroom/notices", self.url),
        }
    }

    /// Joins the lines, and adds a link to the settings of notices.
    fn text(&self, mut lines: Vec<String>) -> String {
        lines.extend([
            String::new(),
            self.words.message("mail-notice-change"),
            format!("{}/newsroom/account", self.url),
        ]);
        let marked = lines.into_iter().map(|line| {
            let is_plain = line.is_empty() || line.starts_with(self.url);
            match self.language {
                Language::Arabic if !is_plain => format!("{RIGHT_TO_LEFT}{line}"),
                _ => line,
            }
        });
        marked.collect::<Vec<_>>().join("\n") + "\n"
    }
}

/// The message `id` with `values` and a link. The link is inserted last, because the conversion to the paper's digits
/// would break it.
pub fn with_link(words: &Words, id: &str, values: &[(&str, &str)], link: &str) -> String {
    /// Placeholder for the link. It does not occur in names or messages.
    const PLACE: &str = "\u{FFFC}";
    let values: Vec<(&str, &str)> = values.iter().copied().chain([("link", PLACE)]).collect();
    words.filled(id, &values).replace(PLACE, link)
}

fn isolated(text: &str) -> String {
    format!("{ISOLATE}{}{END_OF_ISOLATE}", tidy(text))
}

fn cut(text: &str) -> String {
    if text.chars().count() <= SUBJECT_HEADLINE_CHARS_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SUBJECT_HEADLINE_CHARS_MAX).collect();
    // Cut only between words.
    let end = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", &kept[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_run_cannot_leave_its_isolate() {
        assert_eq!(isolated("a\u{2069}\u{202e}b\nc"), "\u{2068}ab c\u{2069}");
    }

    #[test]
    fn a_headline_is_cut_between_words() {
        assert_eq!(cut("قصير"), "قصير");
        let long = cut(&"كلمة ".repeat(40));
        assert!(long.ends_with("كلمة…") && long.chars().count() <= 81, "{long}");
    }

    #[test]
    fn a_link_keeps_its_digits() {
        let messages = crate::base::messages::Messages::new().unwrap();
        messages.set_digits(arabic::date::Digits::Eastern);
        let words = messages.in_language(Language::Arabic);
        let text =
            with_link(&words, "mail-reset-text", &[("paper", "الشاطئ")], "http://localhost:8080/newsroom/reset/a1b2");
        assert!(text.lines().any(|line| line == "http://localhost:8080/newsroom/reset/a1b2"), "{text}");
    }
}
