//! Figures: one picture with its label, caption and credit, and galleries of them.

use super::context::{Context, Picture, Rendition};
use super::escape;
use super::inline::Inline;
use crate::document::Photo;

/// Adds the figure of a photo. Returns false, and adds nothing, if the picture is missing.
pub(super) fn push_figure(out: &mut String, photo: &Photo, context: &Context, eager: bool) -> bool {
    let Some(picture) = context.pictures.picture(&photo.picture) else { return false };
    out.push_str("<figure");
    escape::push_attr(out, "class", &figure_class(photo));
    escape::push_attr(out, "data-picture", photo.picture.as_str());
    out.push('>');
    push_picture(out, photo, &picture, eager);
    push_caption(out, photo, context);
    out.push_str("</figure>");
    true
}

fn figure_class(photo: &Photo) -> String {
    match photo.focal {
        Some(focal) => format!("photo focal-{}-{}", focal.x, focal.y),
        None => "photo".to_owned(),
    }
}

fn push_picture(out: &mut String, photo: &Photo, picture: &Picture, eager: bool) {
    if !picture.webp.is_empty() {
        out.push_str("<picture><source type=\"image/webp\"");
        push_srcset(out, &picture.webp, &picture.sizes);
        out.push('>');
    }
    out.push_str("<img");
    escape::push_attr(out, "src", &picture.src);
    push_srcset(out, &picture.jpeg, &picture.sizes);
    escape::push_attr(out, "width", &picture.width.to_string());
    escape::push_attr(out, "height", &picture.height.to_string());
    escape::push_attr(out, "alt", alternative(photo));
    out.push_str(if eager { " fetchpriority=\"high\">" } else { " loading=\"lazy\" decoding=\"async\">" });
    if !picture.webp.is_empty() {
        out.push_str("</picture>");
    }
}

fn push_srcset(out: &mut String, renditions: &[Rendition], sizes: &str) {
    if renditions.is_empty() {
        return;
    }
    let set: Vec<String> =
        renditions.iter().map(|r| format!("{} {}w", r.url.replace(' ', "%20").replace(',', "%2C"), r.width)).collect();
    escape::push_attr(out, "srcset", &set.join(", "));
    // Width descriptors need `sizes`; without it browsers assume the full width of the window.
    escape::push_attr(out, "sizes", if sizes.is_empty() { "100vw" } else { sizes });
}

/// The alternative text, else the caption: a picture that carries information is never without words.
pub(super) fn alternative(photo: &Photo) -> &str {
    match photo {
        Photo { decorative: true, .. } => "",
        Photo { alt, .. } if !alt.trim().is_empty() => alt,
        Photo { caption, .. } => caption,
    }
}

/// The caption as readers see it: empty if it only repeats the archive label.
pub(super) fn shown_caption<'a>(photo: &'a Photo, context: &Context) -> &'a str {
    let caption = photo.caption.trim();
    let bare = caption.trim_matches(|c: char| matches!(c, '.' | '(' | ')' | '«' | '»' | ':') || c.is_whitespace());
    let repeats = photo.archive && (bare == context.labels.archive || context.labels.archive_words.contains(&bare));
    if repeats { "" } else { caption }
}

fn push_caption(out: &mut String, photo: &Photo, context: &Context) {
    let caption = shown_caption(photo, context);
    let credit = photo.credit.trim();
    if caption.is_empty() && credit.is_empty() && !photo.archive {
        return;
    }
    out.push_str("<figcaption class=\"meta\">");
    if photo.archive {
        out.push_str("<span class=\"label archive-label\">");
        escape::push(out, context.labels.archive);
        out.push_str("</span>");
    }
    let line = Inline::of(context, None, None, caption);
    if !caption.is_empty() || !credit.is_empty() {
        out.push_str(if photo.archive { " <span>" } else { "<span>" });
        if !caption.is_empty() {
            out.push_str("<span class=\"caption\">");
            line.push_field(out, caption);
            out.push_str("</span>");
        }
        if !credit.is_empty() {
            out.push_str(if caption.is_empty() { "" } else { " " });
            out.push_str("<span class=\"credit\"><span class=\"credit-label\">");
            escape::push(out, context.labels.credit);
            out.push_str("</span> <bdi class=\"credit-name\">");
            escape::push_in(out, credit, context.digits);
            out.push_str("</bdi></span>");
        }
        out.push_str("</span>");
    }
    out.push_str("</figcaption>");
}
