//! Mentions of people and bodies: «وزير الري والموارد حاتم السويدي», «وزارة الصحة», «مصدر أمني», «القاسمي».

use crate::head::{Head, head};
use crate::lexicon::sense;
use crate::name;
use crate::para::{Para, UnitKind};
use crate::shape;
use crate::title::title;

/// A mention, in units of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub head: Head,
    pub from: usize,
    /// The unit after it.
    pub end: usize,
    /// The title, without the name.
    pub title: Option<(usize, usize)>,
    pub name: Option<(usize, usize)>,
}

/// Reads the mention that begins at a unit and ends before `limit`. If it is `strict`, a verbal noun ends a name, so that
/// «نفى فلان وجود» is cut before «وجود».
pub(crate) fn read(para: &Para, at: usize, limit: usize, strict: bool) -> Option<Mention> {
    let limit = limit.min(para.len());
    let start = name::skip_honorifics(para, at, limit);
    if start >= limit || !para.is_word(start) && para.kind(start) != Some(UnitKind::Number) {
        return None;
    }
    let counted = para.kind(start) == Some(UnitKind::Number) || para.is(start, sense::NUMBER);
    let head_at = start + usize::from(counted);
    if let Some(head) = head(para, head_at, limit, counted) {
        let mut found = with_title(para, at, start, head_at, limit, head, strict);
        // «مسافر يدعى حسن»
        if matches!(para.key(found.end), "يدعي" | "تدعي" | "اسمه" | "اسمها") && found.name.is_none() {
            found.end = name::name(para, found.end + 1, limit, strict).unwrap_or(found.end);
        }
        return Some(found);
    }
    if counted {
        return None;
    }
    // «الطاقم الطبي»: an unknown noun with its adjective is a body.
    let noun = para.is_definite(start)
        && para.entry(start).senses & !sense::CONSTRUCT == 0
        && para.preposition(start).is_none()
        && !shape::is_nisba_word(para.core(start));
    if noun
        && start + 1 < limit
        && shape::is_nisba(para, start + 1)
        && !para.is_joined(start + 1)
        && !shape::is_act(para, start)
    {
        return Some(with_title(para, at, start, start, limit, Head::Body, strict));
    }
    // «المنتج حازم فودة»: what stands with the article before two names is a title.
    let word = |at: usize| at < limit && shape::is_nameless(para, at) && !para.key(at).ends_with('ا');
    if para.is_definite(start)
        && para.entry(start).senses == 0
        && para.preposition(start).is_none()
        && !shape::is_nisba_word(para.core(start))
        && word(start + 1)
        && word(start + 2)
        && name::is_name_word(para, start + 1, true, strict)
        && name::is_name_word(para, start + 2, false, true)
    {
        return Some(with_title(para, at, start, start, limit, Head::Person, strict));
    }
    let end = name::name(para, start, limit, strict)?;
    let found = Mention { head: Head::Name, from: at, end, title: None, name: Some((start, end)) };
    Some(with_later_title(para, found, limit))
}

/// A mention that begins with a title, a body or the like, with the name after it.
fn with_title(
    para: &Para,
    from: usize,
    start: usize,
    head_at: usize,
    limit: usize,
    head: Head,
    strict: bool,
) -> Mention {
    let title_end = title(para, head_at, limit, head, strict);
    let mut found = Mention { head, from, end: title_end, title: Some((start, title_end)), name: None };
    if head != Head::Person && !para.is(head_at, sense::MANY) {
        return found;
    }
    // «رئيس الوفد المفاوض، جواد ظريفي», «النائب المستقيل سامي عون»: an adjective, since a name follows.
    let mut title_end = title_end;
    let follows = title_end + 1 + usize::from(para.is_comma(title_end + 1));
    if title_end + 1 < limit
        && para.is_definite(title_end)
        && para.entry(title_end).senses == 0
        && para.preposition(title_end).is_none()
        && !para.is_definite(follows)
        && para.is_word(follows)
        && shape::is_nameless(para, follows)
        && name::starts_name(para, follows)
        && !para.is_joined(follows)
    {
        title_end += 1;
        (found.end, found.title) = (title_end, Some((start, title_end)));
    }
    let name_at = name::skip_honorifics(para, title_end, limit);
    // «استبعدت المؤسسة تأجيل الانتخابات»
    let act = strict && shape::is_act(para, name_at) && para.is_definite(name_at + 1) && !name::is_given(para, name_at);
    let free =
        name::starts_name(para, name_at) && !act && !(para.is(head_at, sense::MANY) && para.is_definite(name_at));
    if let Some(end) = name::name(para, name_at, limit, strict).filter(|_| free) {
        found.name = Some((name_at, end));
        found.end = end;
        if para.is(head_at, sense::MANY) {
            extend_coordinated(para, &mut found, limit);
        }
        return found;
    }
    with_later_name(para, found, limit)
}

/// «النائبان سعيد الطويل ومنى الحلو»: a second name after «و».
pub(crate) fn extend_coordinated(para: &Para, found: &mut Mention, limit: usize) {
    let next = found.end;
    if next < limit
        && para.is_word(next)
        && para.key(next).starts_with('و')
        && !para.key(next).starts_with("وال")
        && para.verb(next).is_none()
        && let Some((from, _)) = found.name
        && let Some(end) = name::name(para, next, limit, false)
        && (para.is_boundary(end) || para.is(end, sense::CIRCUMSTANCE))
    {
        found.name = Some((from, end));
        found.end = end;
    }
}

/// «مدير المرصد، باسم الراجي، …»: the name between commas.
fn with_later_name(para: &Para, mut found: Mention, limit: usize) -> Mention {
    if found.end < limit && para.is_comma(found.end) {
        let mut name_at = name::skip_honorifics(para, found.end + 1, limit);
        // «مديرة المهرجان، الفنانة هالة رستم»
        if para.is(name_at, sense::TITLE)
            && !para.is(name_at, sense::MANY)
            && para.is_definite(name_at)
            && shape::is_nameless(para, name_at + 1)
        {
            name_at += 1;
        }
        // «مدرب الشعلة، الأرجنتيني ماريو فيلار»
        if shape::is_nisba(para, name_at) && name::starts_name(para, name_at + 1) && !para.is_definite(name_at + 1) {
            name_at += 1;
        }
        if name::starts_name(para, name_at)
            && !para.is_joined(name_at)
            && !is_verblike(para, name_at)
            && let Some(end) = name::name(para, name_at, limit, false)
            && let end = name::up_to_comma(para, name_at, end)
            && (para.is_boundary(end) || para.verb(end).is_some() || para.is(end, sense::CIRCUMSTANCE))
        {
            found.name = Some((name_at, end));
            found.end = end;
        }
    }
    found
}

/// «باسم الراجي، مدير المرصد، …»: the title between commas, or right after the name.
fn with_later_title(para: &Para, mut found: Mention, limit: usize) -> Mention {
    let comma = usize::from(para.is_comma(found.end));
    let at = found.end + comma;
    let is_person = |at| head(para, at, limit, false) == Some(Head::Person);
    if at < limit
        && is_person(at)
        && !para.is_joined(at)
        && para.preposition(at).is_none()
        && (comma == 1 || para.is_definite(at) || name::begins_title(para, at) && found.end - found.from >= 2)
    {
        let end = title(para, at, limit, Head::Person, false);
        if comma == 0 || para.is_boundary(end) {
            (found.title, found.end, found.head) = (Some((at, end)), end, Head::Person);
        }
    }
    found
}

/// Whether a word looks like a verb, so that «المسؤول، طلب عدم ذكر اسمه» names nobody.
fn is_verblike(para: &Para, at: usize) -> bool {
    if name::is_given(para, at) {
        return false;
    }
    para.verb(at).is_some()
        || para.is(at, sense::ACT)
        || para.word(at).starts_with('ي') && para.is(at + 1, sense::FUNCTION)
}
