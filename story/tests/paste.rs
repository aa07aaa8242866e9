//! What real programs put on the clipboard, as a table: HTML in, outline out. One line per block: kind, then text with
//! *strong*, /emphasis/ and [link](address).

mod support;

use story::html::{Notice, NoticeKind};
use story::{Document, InfoPart, List, Node, Text, html};
use support::counter;

fn marked(text: &Text) -> String {
    let mut out = String::new();
    for span in text.spans() {
        let mut piece = span.text.replace('\n', "⏎");
        if span.marks.strong {
            piece = format!("*{piece}*");
        }
        if span.marks.emphasis {
            piece = format!("/{piece}/");
        }
        if let Some(href) = &span.marks.link {
            piece = format!("[{piece}]({href})");
        }
        out += &piece;
    }
    out
}

fn list(list: &List) -> String {
    let sign = if list.ordered { "1." } else { "-" };
    let item = |item: &story::ListItem| match &item.list {
        Some(inner) => format!("{sign} {} {{{}}}", marked(&item.text), self::list(inner)),
        None => format!("{sign} {}", marked(&item.text)),
    };
    list.items.iter().map(item).collect::<Vec<_>>().join("; ")
}

fn outline(document: &Document) -> Vec<String> {
    let all = |texts: &[Text]| texts.iter().map(marked).collect::<Vec<_>>().join(" ¶ ");
    let line = |node: &Node| match node {
        Node::Paragraph(text) => format!("p {}", marked(text)),
        Node::Subheading { level, text } => format!("h{level} {}", marked(text)),
        Node::Quotation(q) => format!("quote {} — {}", all(&q.paragraphs), marked(&q.speaker)),
        Node::PullQuote(text) => format!("pull {}", marked(text)),
        Node::List(l) => format!("list {}", list(l)),
        Node::Photo(photo) => format!("photo {} {}", photo.picture, photo.caption),
        Node::Gallery { photos, .. } => format!("gallery {}", photos.len()),
        Node::Table(t) => {
            let rows: Vec<String> =
                t.rows.iter().map(|row| row.iter().map(marked).collect::<Vec<_>>().join(" | ")).collect();
            format!(
                "table{}{} {}",
                if t.header_row { " head" } else { "" },
                if t.header_column { " col" } else { "" },
                rows.join(" // ")
            )
        }
        Node::Embed(embed) => format!("embed {} {}", embed.url, embed.title).trim_end().to_owned(),
        Node::Infobox(i) => {
            format!("box {} {}", i.title, i.parts.iter().filter(|p| matches!(p, InfoPart::Paragraph(_))).count())
        }
        Node::Verse(couplets) => couplets
            .iter()
            .map(|c| format!("verse {} / {}", marked(&c.first), marked(&c.second)))
            .collect::<Vec<_>>()
            .join("; "),
        Node::QuestionAnswer(qa) => format!("qa {} — {}", marked(&qa.question), all(&qa.answer)),
        Node::Separator => "---".to_owned(),
    };
    document.blocks.iter().map(|block| line(&block.node)).collect()
}

fn read(source: &str) -> (Vec<String>, Vec<NoticeKind>) {
    let (document, notices) = html::read(source, &mut counter());
    assert_eq!(document.validate(), Ok(()), "{source}");
    (outline(&document), notices.into_iter().map(|Notice { kind }| kind).collect())
}

fn check(source: &str, expected: &[&str]) {
    assert_eq!(read(source).0, expected, "{source}");
}

#[test]
fn word() {
    check(
        r#"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><!--[if gte mso 9]><xml><w:WordDocument>junk</w:WordDocument></xml><![endif]-->
        <style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style></head><body lang=AR-SA style='tab-interval:36.0pt'><!--StartFragment-->
        <p class=MsoNormal dir=RTL style='text-align:right'><b><span lang=AR-SA style='font-family:"Arial"'>قال</span></b><span lang=AR-SA>
        الوزير</span><span dir=LTR></span><span lang=EN-US dir=LTR>&nbsp;Reuters</span><o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>أول</p>
        <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>فرع</p>
        <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>ثان</p>
        <p class=MsoNormal><i style='mso-bidi-font-style:normal'>ختام</i></p><!--EndFragment--></body></html>"#,
        &["p *قال* الوزير Reuters", "list - أول {- فرع}; - ثان", "p /ختام/"],
    );
}

#[test]
fn google_docs() {
    check(
        r#"<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="rtl"><span style="font-weight:400;">عنوان</span></h2><p dir="rtl" style="line-height:1.38;"><span
        style="font-weight:700;white-space:pre;white-space:pre-wrap;">غامق</span><span style="font-weight:400;white-space:pre-wrap;"> عادي </span><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D"><span style="text-decoration:underline">رابط</span></a></p><br><ul><li dir="rtl" style="list-style-type:disc;font-weight:400"><p role="presentation"><span>بند</span></p></li><ul><li><p>فرع</p></li></ul></ul></b><br class="Apple-interchange-newline">"#,
        &["h2 عنوان", "p *غامق* عادي [رابط](https://example.org/a)", "list - بند {- فرع}"],
    );
}

#[test]
fn libreoffice() {
    check(
        r#"<!DOCTYPE HTML><html><head><meta name="generator" content="LibreOffice 7.4"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="ar-SA" dir="rtl">
<p lang="ar-DZ" align="right"><font face="Amiri"><font size="4"><b>الجزائر</b></font></font> —
عاد</p><p><br/>
</p><table width="100%" cellpadding="4"><col width="128"/><thead><tr><th><p>المدينة</p></th><th><p>المطر</p></th></tr></thead><tbody><tr><td><p>وهران</p></td><td><p>12</p></td></tr></tbody></table></body></html>"#,
        &["p *الجزائر* — عاد", "table head المدينة | المطر // وهران | 12"],
    );
}

#[test]
fn whatsapp() {
    check(
        r#"<div class="copyable-text" data-pre-plain-text="[10:20, 1/2/2024] Ali: "><span dir="rtl" class="selectable-text" style="white-space:pre-wrap"><span>سلام
خبر <strong class="copyable-text">عاجل</strong><em>مائل</em></span></span></div><div><span>ثان<img alt="👍" src="data:image/gif;base64,R0lGOD" width="1" height="1"></span></div>"#,
        &["p سلام⏎خبر *عاجل*/مائل/", "p ثان"],
    );
}

#[test]
fn wordpress() {
    let (lines, notices) = read(
        r#"<!-- wp:paragraph --><p>نص <a href="javascript:alert(1)" onclick="x()">سيئ</a> <a href="/about">حسن</a></p><!-- /wp:paragraph -->
        <!-- wp:heading {"level":3} --><h3 class="wp-block-heading"><strong>فرعي</strong></h3><!-- /wp:heading -->
        <blockquote class="wp-block-quote"><p>كلام</p><cite>— فلان</cite></blockquote>
        <figure class="wp-block-pullquote"><blockquote><p>بارز</p><cite>علان</cite></blockquote></figure>
        <figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">
        https://youtu.be/dQw4w9WgXcQ
        </div></figure>
        <figure class="wp-block-image"><img src="https://old.example/a.jpg" alt="بديل"/><figcaption>شرح</figcaption></figure>
        <hr class="wp-block-separator"/><iframe src="https://ads.example/x"></iframe>
        <pre class="wp-block-verse">قفا نبك من ذكرى حبيب ومنزل *** بسقط اللوى</pre>"#,
    );
    let expected = [
        "p نص سيئ [حسن](/about)",
        "h3 فرعي",
        "quote كلام — فلان",
        "quote بارز — علان",
        "embed https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "---",
        "verse قفا نبك من ذكرى حبيب ومنزل / بسقط اللوى",
    ];
    assert_eq!(lines, expected);
    assert_eq!(
        notices,
        [
            NoticeKind::Link { href: "javascript:alert(1)".into() },
            NoticeKind::Picture {
                src: "https://old.example/a.jpg".into(), alt: "بديل".into(), caption: "شرح".into()
            },
            NoticeKind::Frame { src: "https://ads.example/x".into() },
        ]
    );
    check("فقرة أولى\n\nفقرة <b>ثانية</b>\nتتمة", &["p فقرة أولى", "p فقرة *ثانية* تتمة"]);
}

#[test]
fn joomla_and_old_pages() {
    check(
        r#"<div class="item-page"><div itemprop="articleBody"><table border="0"><tr><td><img src="a.jpg"></td></tr></table>
        <DIV align=right><FONT size=4>سطر أول<BR>سطر ثان<BR><BR>فقرة&nbsp;جديدة</FONT></DIV><center><B>وسط</B></center></div></div>"#,
        &["p سطر أول⏎سطر ثان", "p فقرة جديدة", "p *وسط*"],
    );
}

#[test]
fn words_are_never_fused() {
    for (source, lines) in [
        ("<div>أ</div><div>ب</div>", vec!["p أ", "p ب"]),
        ("أ<br>ب", vec!["p أ⏎ب"]),
        ("<ul><li>أ<li>ب</ul>", vec!["list - أ; - ب"]),
        ("<table role=presentation><tr><td>أ<td>ب</table>", vec!["p أ", "p ب"]),
        ("<blockquote>أ<p>ب</p></blockquote>", vec!["quote أ ¶ ب — "]),
        ("<h2>أ<div>ب</div></h2>", vec!["h2 أ⏎ب"]),
        ("<dl><dt>أ<dd>ب</dl>", vec!["p أ", "p ب"]),
        ("<b>أ</b> <i>ب</i>", vec!["p *أ* /ب/"]),
        ("<li>أ<p>ب</p><ul><li>ج</ul>د", vec!["p أ", "p ب", "list - ج", "p د"]),
        ("<ul><li>أ<p>ب</p><ul><li>ج</ul>د</ul>", vec!["list - أ⏎ب {- ج}; - د"]),
    ] {
        check(source, &lines);
    }
}

#[test]
fn nothing_active_survives() {
    for source in [
        "<script>alert(1)</script>نص",
        "<img src=x onerror=alert(1)>نص",
        "<a href=\"jav&#x09;ascript:alert(1)\">نص</a>",
        "<a href=\"&#106;avascript:alert(1)\">نص</a>",
        "<a href=' javascript&colon;alert(1)'>نص</a>",
        "<svg><script>alert(1)</script></svg>نص",
        "<style>@import 'x'</style>نص",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>نص",
        "<math><mtext></mtext></math><p onclick=x style='background:url(javascript:1)'>نص</p>",
        "<template><script>1</script></template><object data=x></object><p>نص",
        "<form action=javascript:alert(1)><button>x</button>نص</form>",
        "<bdi lang='fr\" onmouseover=\"alert(1)'>نص</bdi>",
        "<p data-picture='\"><script>'>نص",
        "<title><img onerror=x></title>نص",
    ] {
        let (document, _) = html::read(source, &mut counter());
        let out = story::render::reader_html(&document, &support::context(&support::picture));
        assert_eq!(out, "<p>نص</p>\n", "{source}");
    }
}

#[test]
fn deep_and_long_lists_keep_their_words() {
    let (lines, _) = read(&("<ul><li>".repeat(100_000) + "نص"));
    assert_eq!(lines.join(" ").matches("نص").count(), 1);
    let (document, notices) = html::read(&"<p style='mso-list:l0 level1'>س".repeat(30_000), &mut counter());
    assert!(matches!(&document.blocks[0].node, Node::List(list) if list.items.len() == story::limits::STORY_PARTS_MAX));
    assert_eq!(notices, [Notice { kind: NoticeKind::Truncated }]);
}

#[test]
fn every_kind_of_loss_is_reported_even_after_a_thousand() {
    let source = "<a href='javascript:x'>س</a> ".repeat(1_200)
        + "<iframe src='https://ads.example/x'></iframe>"
        + &"س".repeat(200_000);
    let (_, notices) = read(&source);
    assert_eq!(notices.iter().filter(|kind| matches!(kind, NoticeKind::Link { .. })).count(), 1_000);
    assert_eq!(notices[1_000..], [NoticeKind::Frame { src: "https://ads.example/x".into() }, NoticeKind::Truncated]);
}

#[test]
fn bombs_end_soon() {
    let started = std::time::Instant::now();
    let n = 100_000;
    let names: String = (0..n).map(|i| format!(" a{i}")).collect();
    for bomb in [
        "<div>".repeat(n),
        "<blockquote>".repeat(n) + "نص",
        "<ul><li>".repeat(n) + "نص",
        "<table><tr><td>".repeat(n) + "نص",
        "<figure>".repeat(n) + "<img src=x>",
        "<b>".repeat(n) + &"<p>نص".repeat(1000),
        "</p>".repeat(n),
        "<a href=x>".repeat(n),
        "<div class=infobox>".repeat(n) + "نص",
        "<figure class=gallery>".repeat(n) + "<img src=x>",
        format!("<p{names}>نص"),
        "<td colspan=1000 rowspan=1000>".repeat(n),
        format!("<table>{}</table>", "<tr><td colspan=1000 rowspan=1000>س".repeat(n)),
        "&amp".repeat(n),
        "<!--".repeat(n),
        "<br>".repeat(n),
        "<p>س".repeat(n),
    ] {
        let (document, _) = html::read(&bomb, &mut counter());
        assert_eq!(document.validate(), Ok(()));
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed()); // unoptimised; quadratic time takes many minutes
}

#[test]
fn what_is_not_meant_to_be_read_stays_out() {
    let (out, told) = read(
        r#"<p class=MsoNormal>وافق المجلس على <del cite="mailto:x">تأجيل</del><ins>إقرار</ins> الميزانية بأغلبية <s>40</s> 42 صوتا.</p>"#,
    );
    assert_eq!(out, ["p وافق المجلس على إقرار الميزانية بأغلبية 42 صوتا."]);
    assert!(matches!(&told[..], [NoticeKind::Struck { words }] if words == "تأجيل 40"), "{told:?}");
    check(
        r#"<p>نص<span style='display:none;mso-hide:all'> (المصدر)</span> ظاهر<span style='mso-hide:all'> خفي</span><span style="visibility:hidden"> غائب</span>.</p>"#,
        &["p نص ظاهر."],
    );
    let (out, told) = read(
        r##"<p class=MsoNormal>انتقل اللاعب<a style='mso-comment-reference:A_1'> حتى 2031</a><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span>.</p>
        <div style='mso-element:comment-list'><div id="_com_1" class=msocomtxt><p class=MsoCommentText>تحقق!</p></div></div>"##,
    );
    assert_eq!(out, ["p انتقل اللاعب حتى 2031."]);
    assert!(told.contains(&NoticeKind::Comment), "{told:?}");
    check(
        r##"<p><span>افتتح المعرض</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>أي قاعة؟</span></p></div>"##,
        &["p افتتح المعرض"],
    );
}

#[test]
fn what_has_a_meaning_is_kept_or_told() {
    check(
        "<p>ضغط 10<sup>6</sup> على 30 كم<sup>2</sup>، وغاز CO<sub>2</sub>، بحسب الدراسة<sup>1</sup> في القرن 19<sup>e</sup> و5<span style='vertical-align:super'>٣</span></p>",
        &["p ضغط 10⁶ على 30 كم²، وغاز CO₂، بحسب الدراسة¹ في القرن 19e و5³"],
    );
    assert!(matches!(&read("<p>10<sup>3,5</sup></p>").1[..], [NoticeKind::VerticalAlign { words }] if words == "3,5"));
    check(r#"<ol start="3"><li>ثالث</li><li>رابع</li></ol>"#, &["p 3. ثالث", "p 4. رابع"]);
    let item = |sign: &str, words: &str| {
        format!(
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{sign}<span>&nbsp; </span></span>{words}</p>"
        )
    };
    check(
        &format!("{}{}<p>فاصل.</p>{}{}", item("1.", "أول"), item("2.", "ثان"), item("3.", "ثالث"), item("4.", "رابع")),
        &["list 1. أول; 1. ثان", "p فاصل.", "p 3. ثالث", "p 4. رابع"],
    );
    check(
        "<head><style>p.p1 {margin: 0px} span.s1 {font: bold 12px Helvetica} .s2 {font-style: italic; color: red} .gone {display: none}</style></head><p class=p1><span class=s1>غامق</span> <span class=s2>مائل</span><b class=gone>x</b></p>",
        &["p *غامق* /مائل/"],
    );
}

/// The clipboards of reports about other systems, from files beside the repository (`corpora/reports/desk`): the HTML
/// half if there is one, else the plain half.
#[test]
fn clipboards_that_others_read_wrong_are_right() {
    let Some(folder) = omitted::shared("corpora/reports/desk", "clipboards that others read wrong") else { return };
    let half = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let rows: [(&str, &[&str]); 13] = [
        ("word-tracked", &["p قرر المجلس قبول المشروع بأغلبية 21 صوتا."]),
        ("sup-sub", &["p بلغ الضغط 10⁶ باسكال على مساحة 25 كم²، وانخفض CO₂، بحسب الدراسة¹."]),
        ("excel-into-text", &["table *الولاية* | *2025* // وهران | 1,204 // عنابة | 980"]),
        ("list-into-item", &["list - *الماء*: ثلاث ساعات; - الكهرباء، انظر [الجدول](https://example.org/power)"]),
        ("link-into-quote", &["p *قال* في [مقابلة](https://example.org/x)"]),
        // The paragraph between divides the list; its numbers continue as text.
        (
            "word-numbered-continues",
            &[
                "list 1. فتح المعابر; 1. تبادل الأسرى",
                "p وقال المتحدث إن البندين ن\u{64f}فذا.",
                "p 3. وقف النار",
                "p 4. إعادة الإعمار",
            ],
        ),
        ("notepad-lines", &["p 111 أول⏎222 ثان", "p 333 ثالث"]),
        (
            "pdf-lines",
            &[
                "p أعلنت الشركة الوطنية للكهرباء أن الانقطاعات ستستمر حتى نهاية الأسبوع في ثلاث ولايات ساحلية بسبب أشغال صيانة المحطة الرئيسية وأن الفرق تعمل ليلا ونهارا. وأضافت أن التعويض سيكون في الفاتورة المقبلة.",
            ],
        ),
        ("outlook", &["p السلام عليكم،", "p أعلن النادي تعاقده مع اللاعب حتى 2029.", "p *From:* press@club.example"]),
        ("word-hidden", &["p المصدر طلب عدم ذكر اسمه.", "p سطر"]),
        ("heading-paste", &["list - أول; - ثان"]),
        (
            "whatsapp-selection",
            &[
                "p [20:14، 27/11/2026] سامي: عاجل من الميناء⏎[20:15، 27/11/2026] سامي: احتراق سفينة⏎[20:16، 27/11/2026] ليلى: أين؟",
            ],
        ),
        (
            "agency-wrapped",
            &[
                "p مرسى الريح (وكالة) - أعلنت الشركة الوطنية للكهرباء اليوم أن الانقطاعات ستستمر حتى نهاية الأسبوع في ثلاث ولايات ساحلية بسبب أشغال صيانة المحطة الرئيسية.",
                "p وأضافت الشركة في بيان تلقته الوكالة أن الفرق تعمل ليلا ونهارا وأن التعويض سيكون في الفاتورة المقبلة للمشتركين كلهم.",
            ],
        ),
    ];
    for (name, expected) in rows {
        let html = half(&format!("{name}.html"));
        let found = match html.trim() {
            "" => (outline(&story::plain::read(&half(&format!("{name}.txt")), &mut counter())), Vec::new()),
            html => read(html),
        };
        assert_eq!(found.0, expected, "{name}");
        // What was left out is reported.
        let said: Vec<NoticeKind> = match name {
            "word-tracked" => vec![NoticeKind::Struck { words: "رفض 19".to_owned() }],
            "outlook" => vec![NoticeKind::Comment],
            _ => Vec::new(),
        };
        assert_eq!(found.1, said, "{name}");
    }
}
