// Clipboards with the markup that programs leave and words of our own: the content of each, and what a story makes of
// it in the short form of `brief` (writing.mjs).

const word = (body) => `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} @list l0 {mso-list-id:1;} --></style></head><body lang=AR-DZ style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
const normal = (words) => `<p class=MsoNormal dir=RTL style='text-align:right;direction:rtl;unicode-bidi:embed'><span lang=AR-SA style='font-family:"Arial",sans-serif'>${words}<o:p></o:p></span></p>`;
const msoItem = (words, sign, level = 1, list = 0) => `<p class=MsoListParagraph dir=RTL style='margin-right:${36 * level}.0pt;text-indent:-18.0pt;mso-list:l${list} level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=AR-SA>${words}<o:p></o:p></span></p>`;
const docs = (body) => `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b3c4d">${body}</b>`;
const docsLine = (spans) => `<p dir="rtl" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">${spans}</p>`;
const span = (words, style = "") => `<span style="font-size:11pt;font-family:Arial;color:#000000;font-weight:400;font-style:normal;${style}white-space:pre-wrap;">${words}</span>`;
const bold = (words) => span(words, "font-weight:700;").replace("font-weight:400;", "");
const slanted = (words) => span(words, "font-style:italic;").replace("font-style:normal;", "");
const docsItem = (words, level = 1) => `<li dir="rtl" style="list-style-type:disc;white-space:pre;" aria-level="${level}"><p dir="rtl" role="presentation" style="line-height:1.38;">${words}</p></li>`;
const office = (body) => `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><meta name="generator" content="LibreOffice 7.6 (Linux)"/><style type="text/css">p { direction: rtl; margin-bottom: 0.25cm } </style></head><body lang="ar-DZ" link="#000080" dir="rtl">${body}</body></html>`;
const excel = (rows) => `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style><!-- .xl65 {mso-number-format:"\\#\\,\\#\\#0"; text-align:right} --></style></head><body><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse'><!--StartFragment--><col width=64 span=3>${rows.map((row) => `<tr height=20>${row.map((cell) => `<td class=xl65 height=20 align=right width=64>${cell}</td>`).join("")}</tr>`).join("")}<!--EndFragment--></table></body></html>`;
const notes = (body) => `<meta charset="utf-8"><style type="text/css">p.p1 {margin: 0.0px; text-align: right; direction: rtl; font: 12.0px Helvetica}</style>${body}`;
const whatsapp = (words) => `<meta charset='utf-8'><div class="copyable-text" data-pre-plain-text="[20:14، 27/11/2026] سامي: "><div class="_21Ahp"><span dir="rtl" class="_ao3e selectable-text copyable-text" style="white-space: pre-wrap;"><span>${words}</span></span></div></div>`;
const outlook = (body) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=AR-SA link="#0563C1"><div class=WordSection1>${body}</div></body></html>`;

/** Program, html, plain text, what it gives, and what it gives in a cell where that is not its words. */
export const CLIPBOARDS = [
  ["word: two paragraphs", word(normal("افتتح المعرض أمس.") + normal("ودام ساعتين.")), "", ["افتتح المعرض أمس.", "ودام ساعتين."]],
  ["word: strong and slanted words", word(normal("قال <b>المدير</b> إن <i>الماء</i> نظيف")), "", ["قال *المدير* إن _الماء_ نظيف"]],
  ["word: a link", word(normal('انظر <a href="https://example.org/a"><span style="color:blue">الخريطة</span></a> هنا')), "", ["انظر [الخريطة] هنا"]],
  ["word: bullets", word(msoItem("خبز", "·") + msoItem("حليب", "·")), "", ["ul(خبز | حليب)"]],
  ["word: bullets in bullets", word(msoItem("خضر", "·") + msoItem("جزر", "o", 2) + msoItem("لحم", "·")), "", ["ul(خضر ul(جزر) | لحم)"]],
  ["word: numbers", word(msoItem("أول", "1.") + msoItem("ثان", "2.")), "", ["ol(أول | ثان)"]],
  ["word: words before a list", word(normal("المطلوب:") + msoItem("خبز", "·") + msoItem("حليب", "·") + normal("وشكرا.")), "", ["المطلوب:", "ul(خبز | حليب)", "وشكرا."]],
  ["word: a heading", word("<h2 dir=RTL><span lang=AR-SA>سوق جديدة<o:p></o:p></span></h2>" + normal("تفتح غدا.")), "", ["subheading(سوق جديدة)", "تفتح غدا."]],
  ["word: a table", word(`<table class=MsoTableGrid border=1><tr><td>${normal("اليوم")}</td><td>${normal("<b>العدد</b>")}</td></tr><tr><td>${normal("الأحد")}</td><td>${normal("12")}</td></tr></table>`), "", ["table(اليوم ¦ *العدد* / الأحد ¦ 12)"]],
  ["word: an empty paragraph between", word(normal("قبل") + normal("&nbsp;") + normal("بعد")), "", ["قبل", "بعد"]],
  ["word: words of one line", word("<span lang=AR-SA>كلمات من <b>وسط</b> السطر</span>"), "", ["كلمات من *وسط* السطر"]],
  ["google docs: two paragraphs", docs(docsLine(span("سطر أول")) + docsLine(span("سطر ثان"))), "", ["سطر أول", "سطر ثان"]],
  ["google docs: strong and slanted words", docs(docsLine(span("قال ") + bold("الحكم") + span(" إن ") + slanted("الهدف") + span(" صحيح"))), "", ["قال *الحكم* إن _الهدف_ صحيح"]],
  ["google docs: a link", docs(docsLine(span("بحسب ") + `<a href="https://www.google.com/url?q=https://example.org/b&amp;sa=D" style="text-decoration:none;">${span("البيان", "text-decoration:underline;")}</a>`)), "", ["بحسب [البيان]"]],
  ["google docs: bullets", docs(`<ul style="margin-top:0;">${docsItem(span("ماء"))}${docsItem(bold("كهرباء"))}</ul>`), "", ["ul(ماء | *كهرباء*)"]],
  ["google docs: numbers", docs(`<ol>${docsItem(span("واحد"))}${docsItem(span("اثنان"))}</ol>`), "", ["ol(واحد | اثنان)"]],
  ["google docs: bullets in bullets", docs(`<ul>${docsItem(span("ماء"))}<ul>${docsItem(span("مالح"), 2)}</ul>${docsItem(span("نار"))}</ul>`), "", ["ul(ماء ul(مالح) | نار)"]],
  ["google docs: a heading", docs(`<h2 dir="rtl">${span("جسر جديد")}</h2>${docsLine(span("طوله ميل."))}`), "", ["subheading(جسر جديد)", "طوله ميل."]],
  ["google docs: a table", docs(`<div dir="rtl" align="right"><table style="border:none;"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr><td>${docsLine(span("الفريق"))}</td><td>${docsLine(span("النقاط"))}</td></tr><tr><td>${docsLine(span("النسر"))}</td><td>${docsLine(span("31"))}</td></tr></tbody></table></div>`), "", ["table(الفريق ¦ النقاط / النسر ¦ 31)"]],
  ["google docs: a blank line between", docs(docsLine(span("فوق")) + "<br />" + docsLine(span("تحت"))), "", ["فوق", "تحت"]],
  ["libreoffice: paragraphs", office('<p align="right">مطر على <b>المدينة</b></p><p align="right">وبرد.</p>'), "", ["مطر على *المدينة*", "وبرد."]],
  ["libreoffice: fonts", office('<p dir="rtl"><font face="Amiri"><font size="4" style="font-size: 14pt">ثلج على <i>القمم</i></font></font></p>'), "", ["ثلج على _القمم_"]],
  ["libreoffice: bullets", office('<ul><li><p dir="rtl">أولى</p></li><li><p dir="rtl"><b>ثانية</b></p></li></ul>'), "", ["ul(أولى | *ثانية*)"]],
  ["libreoffice: a heading", office('<h3 class="western">طقس</h3><p>غيوم.</p>'), "", ["subheading(طقس)", "غيوم."]],
  ["libreoffice: a table", office('<table width="100%"><tr valign="top"><td><p>تونس</p></td><td><p>18</p></td></tr><tr><td><p>صفاقس</p></td><td><p>21</p></td></tr></table>'), "", ["table(تونس ¦ 18 / صفاقس ¦ 21)"]],
  ["libreoffice: a broken line", office("<p>بيت أول<br/>بيت ثان</p>"), "", ["بيت أول⏎بيت ثان"]],
  ["outlook: a letter", outlook(normal("السلام عليكم،") + normal("نرسل <b>البيان</b>.") + normal("&nbsp;") + normal("مع التحية")), "", ["السلام عليكم،", "نرسل *البيان*.", "مع التحية"]],
  ["outlook: bullets", outlook(msoItem("جلسة الصباح", "-") + msoItem("جلسة المساء", "-")), "", ["ul(جلسة الصباح | جلسة المساء)"]],
  ["outlook: a link", outlook(normal('التسجيل <a href="mailto:press@example.org">بالبريد</a>')), "", ["التسجيل [بالبريد]"]],
  ["outlook: plain divs", '<div dir="rtl" style="font-family:Calibri">مرحبا</div><div dir="rtl" style="font-family:Calibri">الموعد <strong>غدا</strong></div>', "", ["مرحبا", "الموعد *غدا*"]],
  ["apple notes: paragraphs", notes('<p class="p1"><span class="s1">شراء<span class="Apple-converted-space"> </span>ورق</span></p><p class="p1"><b>عاجل</b></p>'), "", ["شراء ورق", "*عاجل*"]],
  ["apple notes: bullets", notes('<ul class="ul1"><li class="li1">حبر</li><li class="li1"><b>ورق</b></li></ul>'), "", ["ul(حبر | *ورق*)"]],
  ["apple notes: dashes", notes('<ul class="Apple-dash-list"><li>صباح</li><li>مساء</li></ul>'), "", ["ul(صباح | مساء)"]],
  ["apple notes: a table", notes('<table cellspacing="0" class="t1"><tbody><tr><td class="td1"><p class="p1">هاتف</p></td><td><p class="p1">213</p></td></tr><tr><td><p class="p1">فاكس</p></td><td><p class="p1">214</p></td></tr></tbody></table>'), "", ["table(هاتف ¦ 213 / فاكس ¦ 214)"]],
  ["excel: two by two", excel([["بنك", "1,200"], ["مصرف", "<b>980</b>"]]), "بنك\t1,200\nمصرف\t980\n", ["table(بنك ¦ 1,200 / مصرف ¦ *980*)"]],
  ["excel: one row", excel([["يناير", "فبراير", "مارس"]]), "يناير\tفبراير\tمارس\n", ["يناير", "فبراير", "مارس"], "table(يناير ¦ فبراير ¦ مارس)"],
  ["excel: one column", excel([["قمح"], ["شعير"]]), "قمح\nشعير\n", ["قمح", "شعير"], "table(قمح / شعير)"],
  ["excel: an empty cell", excel([["ذهب", ""], ["", "فضة"]]), "ذهب\t\n\tفضة\n", ["table(ذهب ¦  /  ¦ فضة)"]],
  ["sheets", '<meta charset="utf-8"><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="rtl" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td data-sheets-value="{}">دجلة</td><td>45</td></tr><tr><td>فرات</td><td>46</td></tr></tbody></table>', "دجلة\t45\nفرات\t46", ["table(دجلة ¦ 45 / فرات ¦ 46)"]],
  ["whatsapp: one message", whatsapp("\u200fانقطع التيار في الحي\u200f"), "", ["انقطع التيار في الحي"]],
  ["whatsapp: strong words", whatsapp('عاجل: <strong class="_ao3e">حريق</strong> في السوق'), "", ["عاجل: *حريق* في السوق"]],
  ["whatsapp: two lines", whatsapp("سطر\nسطر آخر"), "", ["سطر⏎سطر آخر"]],
  ["whatsapp: several, plain", "", "[20:14، 27/11/2026] \u200eسامي: وصلت\u200f\n[20:15، 27/11/2026] \u202aليلى\u202c: متى؟", ["[20:14، 27/11/2026] سامي: وصلت", "[20:15، 27/11/2026] ليلى: متى؟"]],
  ["telegram", '<meta charset="utf-8"><span>تأخر <b>القطار</b> ساعة.<br>التفاصيل <a href="https://example.org/t">هنا</a></span>', "", ["تأخر *القطار* ساعة.⏎التفاصيل [هنا]"]],
  ["pdf: lines cut by the page", "", "أعلنت شركة النقل الحضري عن خط جديد يصل الجامعة بالمحطة الكبرى\nويبدأ العمل به في أول أيام الربيع القادم، على أن تبقى التذكرة\nبسعرها.", ["أعلنت شركة النقل الحضري عن خط جديد يصل الجامعة بالمحطة الكبرى ويبدأ العمل به في أول أيام الربيع القادم، على أن تبقى التذكرة بسعرها."]],
  ["pdf: html of a viewer", '<meta charset="utf-8"><span style="left: 10%; top: 5%;" dir="rtl" role="presentation">بلدية الشاطئ</span>', "", ["بلدية الشاطئ"]],
  ["agency mail: wrapped", "", "الميناء (وكالة) - رست صباح اليوم سفينة تحمل مئة حاوية من القطن\nوسط إجراءات أمنية، وقال مدير الميناء إن التفريغ يستغرق يومين\nاثنين.\n\nوأضاف أن سفينة ثانية في الطريق وستصل قبل نهاية هذا الأسبوع إن\nسمحت الرياح.", ["الميناء (وكالة) - رست صباح اليوم سفينة تحمل مئة حاوية من القطن وسط إجراءات أمنية، وقال مدير الميناء إن التفريغ يستغرق يومين اثنين.", "وأضاف أن سفينة ثانية في الطريق وستصل قبل نهاية هذا الأسبوع إن سمحت الرياح."]],
  ["agency mail: html", '<div dir="rtl"><p><strong>تونس</strong> - وقعت الاتفاقية.</p><p>انتهى</p></div>', "", ["*تونس* - وقعت الاتفاقية.", "انتهى"]],
  ["agency mail: a quotation", '<p>قال الناطق:</p><blockquote><p>لن نتراجع</p></blockquote><p>ثم غادر.</p>', "", ["قال الناطق:", "quotation(لن نتراجع)", "ثم غادر."]],
  ["a web page", '<meta charset="utf-8"><h1>خبر اليوم</h1><p>نص <em>مائل</em> و<a href="https://example.org/x">رابط</a>.</p><hr><p>ذيل</p>', "", ["subheading(خبر اليوم)", "نص _مائل_ و[رابط].", "separator()", "ذيل"]],
];
