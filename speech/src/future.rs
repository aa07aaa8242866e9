//! The future of Arabic verbs.

/// «سيعقد»: س before a prefix of the present.
pub(crate) fn is_future(word: &str) -> bool {
    let rest = word.strip_prefix("وس").or_else(|| word.strip_prefix("فس")).or_else(|| word.strip_prefix('س'));
    rest.is_some_and(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا']) && rest.len() >= 8 && !rest.ends_with("ات"))
        && !matches!(
            word,
            "ستون"
                | "ستين"
                | "سنوات"
                | "سنويا"
                | "سيارات"
                | "سياره"
                | "سياسه"
                | "سياسي"
                | "سياسيه"
                | "سياسات"
                | "ستاءر"
                | "سيناريو"
                | "سناتور"
                | "سيناتور"
                | "سياحه"
                | "سياحي"
                | "سياحيه"
                | "سياده"
                | "سيطره"
                | "ستوديو"
                | "ساحه"
                | "ساعات"
                | "سابقا"
                | "سابقه"
                | "ساحل"
                | "سنغافوره"
                | "سيدات"
                | "ساءق"
                | "سامي"
                | "سيول"
                | "سيناء"
                | "ستينيات"
                | "سيادته"
        )
}
