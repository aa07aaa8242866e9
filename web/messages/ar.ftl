# Words of the interface, after the project's glossary. Every id stands in all three files: the build checks it.
about = عن الجريدة
all = الكل
all-of-section = كل أخبار { $name }
all-sections = كل الأقسام
archive = الأرشيف
archive-of = أرشيف { $when }
archive-photo = صورة: أرشيف
back-home = العودة إلى الصفحة الرئيسية
breaking = عاجل
clarification = توضيح
copied = نُسخ الرابط
copy-link = نسخ الرابط
correction = تصويب
credit-line = تصوير: { $name }
desk = مكتب التحرير
feeds = الخلاصات
front-empty-text = ستظهر هنا أخبار الجريدة فور نشر أول مادة.
front-empty-title = لا مواد منشورة بعد
given-back-again = أرسل من جديد
given-back-sign-in = افتح باب الدخول في نافذة جديدة، ثم عد إلى هذه الصفحة وأرسل ما كتبته.
given-back-field = ما كتبته، الحقل { $n }
given-back-nothing = لا شيء
given-back-secret = كلمة السر أو الرمز من جديد
given-back-sentence = لم يُحفظ بعد. هذه كلماتك كما كتبتها: عدّلها إن شئت، ثم أرسلها من جديد.
given-back-stands = المحفوظ الآن، بقلم زميل:
given-back-title = ما كتبته لم يضع
home = الرئيسية
issue-number = العدد { $n }
languages = اللغات
latest = آخر الأخبار
lead-story = المادة الرئيسية
list-empty = لا مواد هنا بعد.
more = المزيد
most-read = الأكثر قراءة
most-read-day = في آخر 24 ساعة
most-read-day-empty = لم تُقرأ مادة هنا في آخر 24 ساعة بعد.
most-read-hour = في الساعة الأخيرة
most-read-hour-empty = لم تُقرأ مادة هنا في الساعة الأخيرة بعد.
most-read-in = الأكثر قراءة في { $name }
most-read-intro = ما قرأه الناس أكثر من غيره، والقراءة الأحدث أثقل وزنا. يُرتب كل دقيقة.
most-read-week = في آخر 7 أيام
most-read-week-empty = لم تُقرأ مادة هنا في آخر 7 أيام بعد.
newer = أحدث
older = أقدم
pages = صفحات القائمة
print = طباعة
problem-busy-sentence = الخادم مشغول أو قاعدة البيانات بعيدة عنه الآن. أعد تحميل الصفحة بعد لحظات.
problem-busy-title = يرجى إعادة المحاولة بعد قليل
too-slow = وصل ما أرسلته أبطأ مما يُنتظر، فلم يُقبل. تحقق من الاتصال ثم أرسل من جديد.
too-many-requests = طلبات كثيرة في وقت قصير من عنوانك. انتظر ثواني ثم أعد المحاولة.
problem-full-sentence = لا مساحة في قرص الخادم، فلم يُحفظ شيء الآن. القراءة مستمرة، والحفظ يعود من تلقاء نفسه حين تتوفر المساحة.
problem-full-title = لم يُحفظ: القرص ممتلئ
problem-media-sentence = مخزن الصور لا يستجيب الآن، فلم تُحفظ الصورة. النصوص والحفظ الآخر كما هي. أعد المحاولة بعد لحظات.
problem-read-only-sentence = قرص الخادم لا يقبل الكتابة الآن، فلم يُحفظ شيء. القراءة مستمرة، والحفظ يعود من تلقاء نفسه.
problem-gone-sentence = كانت هنا مادة وسحبتها هيئة التحرير. لم تعد متاحة في هذا العنوان.
problem-gone-title = سُحبت هذه المادة
problem-internal-sentence = وقع خطأ من جهتنا وسُجل. أعد المحاولة، وإن تكرر فأرسل إلينا الرقم أدناه.
problem-internal-title = تعذر عرض هذه الصفحة
problem-host-sentence = لا يخدم هذا الخادم هذا الاسم. تحقق من العنوان أو من الإعداد «hosts».
problem-host-title = عنوان غير معروف
problem-method-sentence = هذه الصفحة للقراءة فقط. افتح العنوان من جديد في المتصفح.
problem-method-title = طلب غير مقبول
problem-missing-sentence = لا توجد صفحة في هذا العنوان. ربما تغير الرابط أو نُقل ناقصا؛ جرب الأقسام أعلاه أو آخر الأخبار أدناه.
problem-missing-title = الصفحة غير موجودة
problem-overlong-sentence = العنوان المطلوب أطول مما يُقبل. تحقق من الرابط.
problem-overlong-title = رابط أطول من اللازم
publication-director = مدير النشر
reading-time =
    { $n ->
        [zero] أقل من دقيقة
        [one] قراءة في دقيقة
        [two] قراءة في دقيقتين
        [few] قراءة في { $n } دقائق
        [many] قراءة في { $n } دقيقة
       *[other] قراءة في { $n } دقيقة
    }
reads =
    { $n ->
        [zero] لا قراءات بعد
        [one] قراءة واحدة
        [two] قراءتان
        [few] { $n } قراءات
        [many] { $n } قراءة
       *[other] { $n } قراءة
    }
related = مواضيع ذات صلة
request-id = رقم الطلب
retraction = سحب واعتذار
right-of-reply = حق الرد
sections = الأقسام
share = مشاركة
short-link = رابط قصير
skip-to-content = تجاوز إلى المحتوى
stories-count =
    { $n ->
        [zero] لا مواد
        [one] مادة واحدة
        [two] مادتان
        [few] { $n } مواد
        [many] { $n } مادة
       *[other] { $n } مادة
    }
story-question = سؤال:
story-answer = جواب:
story-open-embed = مشاهدة على { $provider }
topic = موضوع
topics = المواضيع
updated = آخر تحديث
writer = الكاتب
your-opinion = رأيك في الموضوع
corrections = تصويبات
corrections-intro = ما صوّبته الجريدة أو وضّحته أو سحبته، وردود من ذُكروا فيها، الأحدث أولا.
corrections-empty = لا تصويبات بعد. حين نخطئ نقول ذلك هنا.
problem-withheld-title = حُجبت هذه المادة بطلب قانوني
problem-withheld-sentence = كانت هنا مادة سُحبت تنفيذا لالتزام قانوني. لم تعد متاحة في هذا العنوان.
