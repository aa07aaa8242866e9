# The editor. Words under ed- are for its script: what is filled in stands as %name, and what counts has one message for
# each plural category of any language.

version-typing = قيد الكتابة
paste-pictures =
    { $n ->
        [zero] لا صور
        [one] لم تُلصق صورة واحدة؛ ارفعها من ملفها.
        [two] لم تُلصق صورتان؛ ارفعهما من ملفيهما.
        [few] لم تُلصق { $n } صور؛ ارفعها من ملفاتها.
        [many] لم تُلصق { $n } صورة؛ ارفعها من ملفاتها.
        *[other] لم تُلصق { $n } صورة؛ ارفعها من ملفاتها.
    }
paste-frames =
    { $n ->
        [zero] لا إطارات
        [one] لم يُلصق مقطع مضمّن واحد؛ ضمّنه بعنوانه.
        [two] لم يُلصق مقطعان مضمّنان؛ ضمّنهما بعنوانيهما.
        [few] لم تُلصق { $n } مقاطع مضمّنة؛ ضمّنها بعناوينها.
        [many] لم يُلصق { $n } مقطعا مضمّنا؛ ضمّنها بعناوينها.
        *[other] لم يُلصق { $n } مقطع مضمّن؛ ضمّنها بعناوينها.
    }
paste-links =
    { $n ->
        [zero] لا روابط
        [one] رابط واحد لا يصلح عنوانه؛ بقيت كلماته.
        [two] رابطان لا يصلح عنواناهما؛ بقيت كلماتهما.
        [few] { $n } روابط لا تصلح عناوينها؛ بقيت كلماتها.
        [many] { $n } رابطا لا تصلح عناوينها؛ بقيت كلماتها.
        *[other] { $n } رابط لا تصلح عناوينها؛ بقيت كلماتها.
    }
paste-cut =
    { $n ->
        [zero] لا قطع
        [one] المُلصق أطول من الحد؛ تُرك ما زاد عليه.
        [two] المُلصق أطول من الحد؛ تُرك ما زاد عليه.
        [few] المُلصق أطول من الحد؛ تُرك ما زاد عليه.
        [many] المُلصق أطول من الحد؛ تُرك ما زاد عليه.
        *[other] المُلصق أطول من الحد؛ تُرك ما زاد عليه.
    }
paste-struck = تُركت كلمات مشطوبة؛ لم تدخل النص.
paste-comments = تُركت ملاحظات الهامش؛ لم تدخل النص.
paste-vertical-align = أحرف مرفوعة أو منخفضة لا نظير لها بقيت على السطر؛ راجعها.
embed-unknown = هذا العنوان ليس من موقع يُسمح بالتضمين منه. المسموح: { $names }.
hint-arabic-mark = علامة لاتينية في نص عربي
hint-space-before = فراغ قبل علامة الترقيم
hint-space-after = لا فراغ بعد علامة الترقيم
hint-tatweel = تطويل لا حاجة إليه
hint-double-space = فراغان متتاليان
hint-doubled-mark = علامة مكررة
hint-joined-waw = الواو تُكتب متصلة بما بعدها
hint-digits = أرقام من غير أرقام الجريدة
hint-zero-width = حرف خفي بين الحروف
hint-bidi-control = حرف اتجاه خفي لا حاجة إليه
hint-letters = همزة أو تاء في غير موضعها
hint-quotes = علامات تنصيص غير علامات الجريدة
ed-keep = احفظ نسخة
ed-remark = ملاحظة
ed-hint-take = طبّق التصحيح عند المؤشر
ed-online = متصل
ed-offline = لا اتصال
ed-speaker = من القائل؟
ed-question-line = السؤال
ed-write = اكتب هنا، أو اضغط / لإدراج صورة أو جدول أو اقتباس
ed-text = نص المادة
ed-toolbar = التنسيق
ed-slash = إدراج
ed-paragraph = فقرة
ed-subheading = عنوان داخلي
ed-subheading-3 = عنوان داخلي صغير
ed-quotation = اقتباس
ed-list = قائمة
ed-ordered = قائمة مرقمة
ed-pull-quote = عبارة بارزة
ed-strong = غامق
ed-emphasis = تشديد
ed-link = رابط
ed-link-where = إلى أين؟
ed-link-set = اجعله رابطا
ed-link-take = أزل الرابط
ed-link-wrong = اكتب عنوانا كاملا مثل https://example.org أو بريدا أو مسارا يبدأ بشرطة /
ed-foreign = لغة أخرى
ed-foreign-which = بأي لغة هذه الكلمات؟
ed-foreign-set = حدّد اللغة
ed-foreign-take = أزل التحديد
ed-photo = صورة
ed-table = جدول
ed-embed = تضمين
ed-embed-where = عنوان المنشور أو المقطع
ed-embed-set = ضمّن
ed-embed-title = ماذا يُرى فيه؟
ed-infobox = إطار معلومات
ed-infobox-title = عنوان الإطار
ed-verse = أبيات شعر
ed-question = سؤال وجواب
ed-separator = فاصل
ed-turn = اتجاه الفقرة
ed-up = إلى أعلى
ed-down = إلى أسفل
ed-remove = حذف الفقرة
ed-undo = تراجع
ed-redo = إعادة
ed-unseen = إظهار الحروف الخفية
ed-unseen-short = الخفي
ed-forbidden = لم تعد هذه المادة لك لتحريرها: انتقلت إلى غيرك، أو تغيّر حقك. ما كتبته بعد ذلك محفوظ في هذا المتصفح، وتراه في صفحة المادة.
ed-forbidden-lost = لم تعد هذه المادة لك لتحريرها: انتقلت إلى غيرك، أو تغيّر حقك. انسخ ما كتبته الآن: لا مكان لحفظه في هذا المتصفح.
ed-find-short = بحث
ed-find = بحث واستبدال
ed-find-next = التالي
ed-find-previous = السابق
ed-find-exact = كما كُتب تماما
ed-find-whole = كلمات كاملة
ed-find-done = استُبدلت كلها
ed-find-elsewhere = وفي كلمات الصورة الرئيسية %n، تُغيَّر في نموذجها
ed-line-kept = تغيّر «%name» بعد الاستبدال، فبقي كما هو الآن.
ed-replaced-above = ، منها ما في أسطر العنوان. Ctrl+Z في النص يعيدها كلها.
ed-find-none = لا يوجد
ed-find-at = %n من %all
ed-replace-with = استبدله بـ
ed-replace = استبدال
ed-replace-all = استبدال الكل
ed-close = إغلاق
ed-cancel = إلغاء
ed-caption = شرح الصورة
ed-credit = مصدر الصورة
ed-alt = وصفها لمن لا يراها
ed-archive = صورة: أرشيف
ed-decorative = للزينة فقط، لا تُوصف
ed-focal = اختر النقطة التي تبقى ظاهرة عند القص
ed-frame-title = قص الصورة
ed-frame = الجزء الذي يبقى من الصورة
ed-frame-shape = الشكل
ed-frame-free = حر
ed-frame-cut = قص
ed-frame-whole = الصورة كلها
ed-frame-keys = اسحب الإطار أو زواياه، أو حركه بالأسهم وغير حجمه بالأسهم مع Shift. الأصل يبقى محفوظا.
ed-frame-pixels = بكسل
ed-frame-cutting = تُقص الصورة…
ed-picture-gone = الصورة غير موجودة
ed-gallery-caption = شرح المعرض
ed-table-caption = عنوان الجدول
ed-header-row = الصف الأول عناوين
ed-header-column = العمود الأول عناوين
ed-row-add = صف بعده
ed-column-add = عمود بعده
ed-row-take = حذف الصف
ed-column-take = حذف العمود
ed-picture-file = ملف من جهازك
ed-picture-search = ابحث في الأرشيف بكلمات الشرح
ed-picture-use = ضعها في النص
ed-picture-large = «%name» أكبر من 40 ميغابايت
ed-pictures = صور الأرشيف
ed-no-pictures = لا صور بهذه الكلمات. ارفع ملفا.
ed-no-caption = بلا شرح
ed-picture-failed = «%name»: %why
ed-picture-again = أعد إرسال الصورة
ed-uploads = ملفات في الطريق
ed-saved = حُفظ %ago
ed-version = النسخة %n
ed-changed = يُحفظ بعد لحظة
ed-sending = يُحفظ الآن
ed-away = لا يجيب الخادم. تحقق من الشبكة.
ed-away-kept = لم يُحفظ بعد · ما تكتبه محفوظ في هذا المتصفح
ed-away-lost = لم يُحفظ بعد، ولا يحفظ هذا المتصفح شيئا: انسخ نصك قبل إغلاق الصفحة
ed-signed-out = انتهت جلستك. ادخل في نافذة أخرى ثم عد إلى هنا: نصك باق.
ed-sign-in = الدخول في نافذة أخرى
ed-server-trouble = لم يستطع الخادم فعل ذلك الآن. أعد المحاولة بعد قليل.
ed-taken = النص الآن عند %name
ed-taken-aside = ما كتبتَه محفوظ في النسخة %n.
ed-taken-journaled = ما كتبتَه محفوظ في هذا المتصفح ويعود حين يعود النص إليك.
ed-held = يكتب %name في هذا النص الآن. تقرؤه ولا تغيّره.
ed-reload = أعد تحميل الصفحة
ed-restored = استُعيد ما كتبتَه ولم يصل إلى الخادم.
ed-restored-drop = اتركه وخذ ما في الخادم
ed-merged = تغيّر النص من مكان آخر وأنت تكتب، فجُمع ما كُتب هناك وهنا.
ed-merged-look = قارن النسختين
ed-pasted-alone = لُصق بلا عون الخادم؛ راجع التنسيق.
ed-pasted-words = لا يقوم هنا شكل ما لُصق، فلُصقت كلماته وحدها. Ctrl+Z يعيد ما كان.
ed-pasted-below = لا يتسع هذا الجدول لما لُصق، فوُضع جدولا تحته.
ed-fits-all = يظهر كاملا في كل خانات الصفحة الأولى
ed-fits-lead = يظهر كاملا في الرئيسية وحدها
ed-fits-none = أطول من سطرين في الرئيسية
ed-hint = تصحيح مقترح
ed-hint-drop = تجاهل
ed-hint-delete = حذف
ed-hints-all = طبّق كل التصحيحات الطباعية
ed-hints-none = لا تصحيحات مقترحة
ed-words-zero = لا كلمات بعد
ed-words-one = كلمة واحدة
ed-words-two = كلمتان
ed-words-few = %n كلمات
ed-words-many = %n كلمة
ed-words-other = %n كلمة
ed-minutes-zero = {""}
ed-minutes-one = قراءة في دقيقة
ed-minutes-two = قراءة في دقيقتين
ed-minutes-few = قراءة في %n دقائق
ed-minutes-many = قراءة في %n دقيقة
ed-minutes-other = قراءة في %n دقيقة
ed-letters-zero = {""}
ed-letters-one = العنوان حرف واحد
ed-letters-two = العنوان حرفان
ed-letters-few = العنوان %n أحرف
ed-letters-many = العنوان %n حرفا
ed-letters-other = العنوان %n حرف
ed-hints-zero = لا تصحيحات مقترحة
ed-hints-one = تصحيح مقترح
ed-hints-two = تصحيحان مقترحان
ed-hints-few = %n تصحيحات مقترحة
ed-hints-many = %n تصحيحا مقترحا
ed-hints-other = %n تصحيح مقترح
ed-hints-taken-zero = {""}
ed-hints-taken-one = طُبق تصحيح واحد. Ctrl+Z يعيد ما كان.
ed-hints-taken-two = طُبق تصحيحان. Ctrl+Z يعيد ما كان.
ed-hints-taken-few = طُبقت %n تصحيحات. Ctrl+Z يعيد ما كان.
ed-hints-taken-many = طُبق %n تصحيحا. Ctrl+Z يعيد ما كان.
ed-hints-taken-other = طُبق %n تصحيح. Ctrl+Z يعيد ما كان.
ed-replaced-zero = {""}
ed-replaced-one = استُبدل موضع واحد
ed-replaced-two = استُبدل موضعان
ed-replaced-few = استُبدلت %n مواضع
ed-replaced-many = استُبدل %n موضعا
ed-replaced-other = استُبدل %n موضع
ed-uploaded-zero = {""}
ed-uploaded-one = وُضعت صورة واحدة في النص
ed-uploaded-two = وُضعت صورتان في النص
ed-uploaded-few = وُضعت %n صور في النص
ed-uploaded-many = وُضعت %n صورة في النص
ed-uploaded-other = وُضعت %n صورة في النص
ed-merged-conflicts-zero = {""}
ed-merged-conflicts-one = جُمع ما كُتب هنا وهناك؛ وفي موضع واحد غيّرتما الكلمات نفسها فبقيت كلماتكما معا. راجعه.
ed-merged-conflicts-two = جُمع ما كُتب هنا وهناك؛ وفي موضعين غيّرتما الكلمات نفسها فبقيت كلماتكما معا. راجعهما.
ed-merged-conflicts-few = جُمع ما كُتب هنا وهناك؛ وفي %n مواضع غيّرتما الكلمات نفسها فبقيت كلماتكما معا. راجعها.
ed-merged-conflicts-many = جُمع ما كُتب هنا وهناك؛ وفي %n موضعا غيّرتما الكلمات نفسها فبقيت كلماتكما معا. راجعها.
ed-merged-conflicts-other = جُمع ما كُتب هنا وهناك؛ وفي %n موضع غيّرتما الكلمات نفسها فبقيت كلماتكما معا. راجعها.
