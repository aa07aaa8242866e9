# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = ترتيب المفاتيح
account-back = العودة إلى الحساب
account-bad-credentials = البريد أو كلمة السر غير صحيح.
account-bad-email = ليس هذا عنوان بريد إلكتروني صالحا.
account-bad-name = يُكتب الاسم في سطر واحد من 100 حرف على الأكثر.
account-bad-passkey = لم يُقبل مفتاح المرور. أعد المحاولة، أو استعمل كلمة السر.
account-change-password = تغيير كلمة السر
account-crowded = دخول كثير في هذه اللحظة. أعد المحاولة بعد ثوان.
account-email-taken = لهذا البريد حساب هنا من قبل.
account-factor-owed = هذه آخر خطوة ثانية، ودورك يستوجبها. أضف غيرها قبل إزالتها.
account-factor-sentence = خطوة ثانية بعد كلمة السر تحمي الجريدة إن تسربت الكلمة. مفتاح المرور يغني عن الاثنتين.
account-language = لغة مكتب التحرير
account-last-admin = لا بد للجريدة من مدير للنظام. يُعيَّن غيره أولا.
account-last-chief = لا بد للجريدة من رئيس للتحرير. يُعيَّن غيره أولا.
account-link-spent = استُعمل هذا الرابط أو سُحب أو انقضت مدته. يُطلب رابط جديد ممن أرسله.
account-no-role = يُختار دور واحد على الأقل.
account-owes-factor = دورك يستوجب التحقق بخطوتين. أضف مفتاح مرور أو تطبيق رموز للمتابعة.
account-own-roles = لا يمنح أحد نفسه أدوارا أو مكاتب. اطلب ذلك من مدير آخر.
account-password-hint =
    { $n ->
        [zero] تنتهي الجلسات الأخرى.
        [one] حرف واحد على الأقل. تنتهي الجلسات الأخرى.
        [two] حرفان على الأقل. تنتهي الجلسات الأخرى.
        [few] { $n } أحرف على الأقل. تنتهي الجلسات الأخرى.
        [many] { $n } حرفا على الأقل. تنتهي الجلسات الأخرى.
       *[other] { $n } حرف على الأقل. تنتهي الجلسات الأخرى.
    }
account-paused = محاولات كثيرة لم تنجح. يُفتح الباب من جديد بعد قليل، خلال ربع ساعة على الأكثر.
account-profile = الاسم واللغة
account-title = حسابي
account-weak-common = كلمة السر هذه من أول ما يجربه المخترقون. تصلح جملة من كلمات لا رابط بينها.
account-weak-long = كلمة السر أطول مما يُقبل.
account-weak-own = كلمة السر هي الاسم أو البريد نفسه.
account-weak-short =
    { $n ->
        [zero] كلمة السر قصيرة.
        [one] كلمة السر أقصر من حرف واحد.
        [two] كلمة السر أقصر من حرفين.
        [few] كلمة السر أقصر من { $n } أحرف.
        [many] كلمة السر أقصر من { $n } حرفا.
       *[other] كلمة السر أقصر من { $n } حرف.
    }
account-wrong-code = الرمز غير صحيح، أو استُعمل من قبل.
cancel = إلغاء
desk-back = العودة
desk-forbidden-sentence = هذا الفعل ليس من صلاحيات دورك. يطلب ممن يملكها أو من مدير النظام.
desk-collided-title = غيّر زميل الشيء نفسه
desk-collided-sentence = بين فتحك هذه الصفحة وإرسالها حُفظ غير ما كان فيها. لم يُحفظ شيء مما أرسلته بعد: قارن، ثم أرسل من جديد ليحل ما كتبته محل ما حُفظ.
desk-forbidden-title = غير مسموح
desk-foreign-sentence = جاء الطلب من صفحة ليست من صفحاتنا فلم يُنفذ. افتح الصفحة من جديد وأعد المحاولة.
desk-foreign-title = طلب من خارج الموقع
desk-menu = القائمة
desk-method-sentence = لا يُطلب هذا العنوان بهذه الطريقة. ابدأ من الصفحة التي فيها النموذج.
desk-missing-sentence = لا شيء في هذا العنوان، أو ليس لك أن تراه.
desk-missing-title = غير موجود
desk-no-form-sentence = ما وصل ليس نموذجا من صفحاتنا. افتح الصفحة من جديد وأعد المحاولة.
desk-old-form-sentence = فُتحت هذه الصفحة في جلسة سابقة. العودة وتحميلها من جديد ثم إعادة الإرسال.
desk-old-form-title = نموذج قديم
desk-own-story-sentence = لا يعتمد أحد مادته بنفسه. يعتمدها محرر آخر.
desk-refused-sentence = لم يُقبل ما أُرسل. تحقق من الحقول وأعد المحاولة.
desk-refused-title = لم يُنفذ الطلب
desk-signed-out-sentence = انتهت الجلسة. بعد تسجيل الدخول تمكن العودة إلى الصفحة.
desk-signed-out-title = انتهت الجلسة
desk-to-site = عرض الجريدة
desk-too-large-sentence = ما أُرسل أكبر مما يُقبل (2 ميغابايت).
desk-too-large-title = أكبر من المسموح
desk-unsafe-sentence = لا يُسجَّل الدخول عبر اتصال غير مؤمَّن: قد تُقرأ كلمة السر في الطريق. يُفتح الموقع عبر HTTPS، أو من الجهاز نفسه عبر localhost. يضبط المسؤول ذلك بوسيط TLS أمام مطبعة وبالإعداد «url».
desk-unsafe-title = اتصال غير مؤمَّن
done-closed = أُغلق الباب وانتهت الجلسات.
done-factor-owed = دورك يستوجب التحقق بخطوتين قبل المتابعة.
done-factors-reset = أُلغي التحقق بخطوتين وانتهت الجلسات.
done-passkey = أُضيف مفتاح المرور.
done-passkey-removed = أُزيل مفتاح المرور.
done-password = تغيرت كلمة السر وانتهت الجلسات الأخرى.
done-reopened = فُتح الباب من جديد.
done-reset = حُفظت كلمة السر الجديدة. يمكن تسجيل الدخول بها.
done-roles = حُفظت الأدوار.
done-saved = حُفظ.
done-session-ended = انتهت الجلسة.
done-signed-out = تم تسجيل الخروج.
done-totp = فُعّل تطبيق الرموز.
done-totp-removed = أُزيل تطبيق الرموز.
done-withdrawn = سُحبت الدعوة.
first-begin = بدء العمل
first-sentence = هذا أول باب إلى مكتب التحرير. صاحب هذا الحساب مدير للنظام ورئيس للتحرير، ويدعو الآخرين.
first-title = أول مدير للنظام
forgotten-asked = إن كان العنوان لأحد العاملين هنا، فقد أُرسلت إليه رسالة فيها رابط يصلح ساعة واحدة.
forgotten-no-mail = لا يرسل هذا الموقع بريدا. يطلب الرابط الجديد من مدير النظام.
forgotten-send = إرسال الرابط
forgotten-sentence = يصل رابط إلى كلمة سر جديدة إلى البريد المسجل.
forgotten-title = كلمة سر جديدة
invitation-accept = قبول الدعوة
invitation-by = دعوة من { $name }.
invitation-title = الانضمام إلى { $paper }
invite = دعوة
invite-language = لغة الدعوة
invite-title = دعوة شخص
invited-back = العودة إلى الأشخاص
invited-link = الرابط
invited-mailed = أُرسل الرابط أيضا بالبريد.
invited-sentence = يُسلَّم هذا الرابط إلى { $email }. يصلح مرة واحدة خلال سبعة أيام، ولن يظهر ثانية.
invited-title = الدعوة جاهزة
list-comma = ،
mail-given-up =
    { $n ->
        [zero] لم تضع رسالة.
        [one] تعذرت رسالة واحدة.
        [two] تعذرت رسالتان.
        [few] تعذرت { $n } رسائل.
        [many] تعذرت { $n } رسالة.
       *[other] تعذرت { $n } رسالة.
    }
mail-invitation-subject = دعوة إلى { $paper }
mail-invitation-text =
    دعوة من { $by } للعمل في { $paper }.

    الرابط يصلح مرة واحدة خلال سبعة أيام:
    { $link }

    إن لم تكن الدعوة منتظرة فيمكن إهمال هذه الرسالة.
mail-last-error = آخر خطأ:
mail-none = لا خادم بريد في الإعداد: تُسلَّم الروابط باليد.
mail-reset-subject = كلمة سر جديدة في { $paper }
mail-reset-text =
    طُلبت كلمة سر جديدة لهذا العنوان في { $paper }.

    الرابط يصلح مرة واحدة خلال ساعة:
    { $link }

    إن لم يكن الطلب منك فيمكن إهمال هذه الرسالة: كلمة السر الحالية باقية.
mail-title = البريد الصادر
mail-waiting =
    { $n ->
        [zero] لا رسائل تنتظر.
        [one] رسالة واحدة تنتظر.
        [two] رسالتان تنتظران.
        [few] { $n } رسائل تنتظر.
        [many] { $n } رسالة تنتظر.
       *[other] { $n } رسالة تنتظر.
    }
name = الاسم
passkeys = مفاتيح المرور
passkeys-add = إضافة مفتاح مرور
passkeys-count =
    { $n ->
        [zero] لا مفاتيح بعد
        [one] مفتاح واحد
        [two] مفتاحان
        [few] { $n } مفاتيح
        [many] { $n } مفتاحا
       *[other] { $n } مفتاح
    }
passkeys-do-not-work = تعمل عبر HTTPS أو على localhost فقط
passkeys-name = اسم المفتاح الجديد
passkeys-name-hint = اسم يدل على الجهاز، مثل «هاتفي».
passkeys-need-script = إضافة مفتاح مرور تحتاج إلى JavaScript.
passkeys-remove = إزالة
passkeys-sentence = يُفتح مفتاح المرور بالبصمة أو الوجه أو رمز الجهاز، ويغني عن كلمة السر والخطوة الثانية معا.
passkeys-since = أُضيف
passkeys-used = آخر استعمال
password = كلمة السر
people = الأشخاص
people-all-desks = كل الأقسام
people-close = إغلاق الباب
people-close-sentence = إغلاق الباب ينهي كل الجلسات ويمنع الدخول. تبقى المواد لأصحابها.
people-closed = الباب مغلق
people-desks = الأقسام
people-desks-of = أقسام دور { $role }
people-first-link-sentence = رابط إلى أول كلمة سر، يصلح ساعة واحدة. قبله لا يدخل أحد بهذا الحساب.
people-has-factor = مفعّل
people-invited = دعوات تنتظر
people-no-factor = غير مفعّل
people-no-password = لم يُفتح باب بعد
people-not-yours = تغيير هذه الأدوار لمن يملك منحها.
people-reopen = إعادة فتح الباب
people-reopen-sentence = تعود الأدوار كما كانت.
people-reset-factors = إعادة ضبط التحقق
people-reset-factors-sentence = عند ضياع الهاتف والمفاتيح ورموز الاسترجاع: إلغاء التحقق بخطوتين وإنهاء الجلسات.
people-reset-link = إعداد رابط
people-reset-link-sentence = رابط إلى كلمة سر جديدة، يصلح ساعة واحدة.
people-roles = الأدوار
people-sign-in = الدخول
people-since = منذ
people-state = الحالة
people-until = تصلح حتى
people-withdraw = إلغاء الدعوة
people-you = (حسابي)
proof-sentence = هذا الفعل لا رجعة فيه أو يفتح أبوابا. كلمة السر مرة أخرى، ثم العودة إلى حيث كنت.
proof-title = تأكيد الهوية
recovery-code = رمز الاسترجاع
recovery-codes = رموز الاسترجاع
recovery-codes-kept = حُفظت الرموز
recovery-codes-left =
    { $n ->
        [zero] لم يبق رمز
        [one] بقي رمز واحد
        [two] بقي رمزان
        [few] بقيت { $n } رموز
        [many] بقي { $n } رمزا
       *[other] بقي { $n } رمز
    }
recovery-codes-new = إعداد رموز جديدة
recovery-codes-sentence = تُحفظ هذه الرموز في مكان آمن بعيدا عن الهاتف: كل رمز يفتح الباب مرة واحدة. لن تظهر ثانية.
reset-link-sentence = يُسلَّم هذا الرابط إلى { $email }. يصلح مرة واحدة خلال ساعة، ولن يظهر ثانية.
reset-link-title = رابط إلى كلمة سر جديدة
reset-new = كلمة السر الجديدة
reset-save = حفظ كلمة السر
reset-sentence = تنهي كلمة السر الجديدة كل الجلسات المفتوحة.
reset-title = كلمة سر جديدة
role-admin = مدير النظام
role-admin-means = الإعدادات والأشخاص والبريد والنسخ الاحتياطية، لا المواد.
role-desk-editor = رئيس القسم
role-desk-editor-means = اعتماد مواد القسم ونشرها وتصويبها.
role-editor-in-chief = رئيس التحرير
role-editor-in-chief-means = كل المواد، والصفحة الأولى، وما لا رجعة فيه.
role-moderator = مشرف
role-moderator-means = تعليقات القراء.
role-photo-editor = محرر الصور
role-photo-editor-means = أرشيف الصور وشروحها وحقوقها.
role-reporter = صحفي
role-reporter-means = كتابة المواد وإرسالها للمراجعة.
role-reviser = مدقق لغوي
role-reviser-means = تدقيق النصوص قبل الاعتماد.
room-stories = المواد
save = حفظ
second-factor = التحقق بخطوتين
sessions-began = بدأت
sessions-end = إنهاء
sessions-end-others = إنهاء الجلسات الأخرى
sessions-seen = آخر نشاط
sessions-sentence = الأجهزة التي سُجل منها الدخول. تنتهي الجلسة بعد 12 ساعة بلا نشاط، وبعد 14 يوما في كل حال.
sessions-show = عرض الجلسات
sessions-this = هذه الجلسة
sessions-title = الجلسات
sign-in = تسجيل الدخول
sign-in-back = العودة إلى تسجيل الدخول
sign-in-code = الرمز
sign-in-code-hint = الأرقام الستة الظاهرة الآن في التطبيق. كل رمز يصلح مرة واحدة.
sign-in-continue = متابعة
sign-in-email = البريد الإلكتروني
sign-in-email-hint = لتسجيل الدخول ولاستعادة كلمة السر.
sign-in-factor-help = عند ضياع كل الوسائل، يعيد مدير النظام ضبط التحقق بخطوتين.
sign-in-forgotten = نسيان كلمة السر
sign-in-lost-factor = بلا هاتف أو مفتاح؟ رمز استرجاع
sign-in-nobody-sentence = رابط أول مدير مطبوع في الطرفية حيث شُغلت مطبعة، ويصلح ثلاثين دقيقة. لطباعة رابط جديد:
sign-in-nobody-title = لا أحد يعمل هنا بعد
sign-in-or = أو
sign-in-password-hint =
    { $n ->
        [zero] بلا حد
        [one] حرف واحد على الأقل
        [two] حرفان على الأقل
        [few] { $n } أحرف على الأقل. تصلح جملة من كلمات لا رابط بينها.
        [many] { $n } حرفا على الأقل. تصلح جملة من كلمات لا رابط بينها.
       *[other] { $n } حرف على الأقل. تصلح جملة من كلمات لا رابط بينها.
    }
sign-in-recovery-hint = من الرموز العشرة المحفوظة. كل رمز يصلح مرة واحدة.
sign-in-use-passkey = استعمال مفتاح مرور
sign-in-with-passkey = تسجيل الدخول بمفتاح مرور
sign-out = تسجيل الخروج
stories-empty = ستظهر هنا مواد الجريدة: المسودات، وما ينتظر المراجعة، وما جُدول للنشر.
totp = تطبيق الرموز
totp-add = إضافة تطبيق
totp-begin = تفعيل
totp-confirm = ثم كتابة الرمز الذي يعرضه التطبيق.
totp-off = غير مفعّل
totp-on = مفعّل
totp-picture = رمز QR يحمل السر إلى التطبيق
totp-remove = إزالة التطبيق
totp-scan = مسح هذه الصورة بتطبيق الرموز في الهاتف.
totp-type = كتابة السر باليد
room-notices = إشعارات
settings = الإعدادات
audit-log = سجل العمليات
stories-search = بحث في العناوين
stories-show = عرض
stories-filters = مرشحات
stories-none-found = لا مواد بهذه المواصفات. خفف المرشحات أو غيّر كلمات البحث.
stories-tick = اختيار
stories-tick-one = اختيار: { $name }
stories-keys = لوحة المفاتيح: J وK للتنقل، Enter للفتح، X للاختيار، / للبحث، N لمادة جديدة
filter-under-way = قيد العمل
filter-mine = موادي
filter-late = تأخرت
filter-off = مسحوبة
filter-trash = المستبعدات
filter-name = اسم المرشح
filter-keep = حفظ المرشح
filter-notify = نبّهني بالجديد
filter-notify-on = نبّهني بجديد المرشح { $name }
filter-notify-off = كُف عن تنبيهي بجديد المرشح { $name }
notice-filter-hit = مادة جديدة في مرشح حفظته
filter-drop = حذف المرشح { $name }
state-draft = مسودة
state-in-review = قيد المراجعة
state-approved = معتمدة
state-scheduled = مجدولة
state-spiked = مستبعدة
state-sent-back = معادة للتعديل
state-published = منشورة
state-unpublished = موقوفة النشر
state-killed = ملغاة نهائيا
state-update-draft = تحديث قيد الكتابة
state-update-in-review = تحديث قيد الاعتماد
story-new = مادة جديدة
story-untitled = بلا عنوان
story-kind = نوع المادة
kind-news = خبر
kind-news-means = وقائع وتصريحات بترتيب أهميتها
kind-news-body = { "" }
kind-analysis = تحليل
kind-analysis-means = خلفية وسياق وما قد يأتي
kind-interview = حوار
kind-interview-means = أسئلة وأجوبة
kind-brief = موجز
kind-brief-means = فقرة واحدة
kind-brief-body = { "" }
story-headline-later = يمكن كتابته أو تغييره لاحقا.
story-begin = بدء الكتابة
story-private = خاصة
story-private-means = لا يراها قبل النشر إلا كاتبها ورئيس التحرير
story-state = الحالة
story-due = آخر أجل
story-busy = يحررها الآن { $name }
story-sent-back-note = أعيدت مع ملاحظة:
story-off-reason = سبب إيقاف النشر:
story-lacks = ينقص:
story-on-page = على الموقع
story-back = العودة إلى المادة
story-locked = يعمل { $name } على هذا الجزء الآن. ما تكتبه هنا لن يُحفظ حتى يفرغ منه أو تتولاه.
take-over = تولي التحرير
story-conflict = تغيرت المادة منذ فتحتها، فلم يُكتب فوق ما فيها. حُفظ ما كتبته نسخة جانبية.
story-notation = كيف تُكتب العناوين الداخلية والاقتباسات والروابط
story-panel = لوحة المادة
story-moves = الخطوة التالية
story-no-moves = لا خطوة متاحة لك الآن.
story-scheduled-for = تُنشر في
stories-times = المواعيد
story-goes-out = تُنشر
story-went-out = نُشرت
story-touched = آخر تعديل
story-embargoed-until = محظورة النشر حتى
story-ends-at = يتوقف نشرها في
story-time = الموعد
story-people = الأشخاص
story-writer = بدأها
story-assignee = مكلف بها
assign = تكليف
nobody = لا أحد
story-more = المزيد
embargo = حظر النشر حتى موعد
embargo-until = حتى
embargo-set = حظر النشر
embargo-break = كسر الحظر
story-end = إيقاف النشر في موعد
story-note-add = تصويب أو توضيح
story-note-kind = النوع
story-note-text = النص كما يراه القراء
story-note-publish = نشر التنويه
story-children = نسخ ومتابعة وترجمة
story-follow-up = متابعة جديدة
story-copy = نسخ المادة
story-translate = ترجمة إلى
part-text = النص
part-pictures = الصورة الرئيسية
part-facts = بطاقة المادة
photo = صورة
picture-upload = صورة من جهازك (JPEG أو PNG أو WebP أو HEIC، حتى 40 م.ب)
picture-send = رفع الصورة
picture-remove = إزالة الصورة من المادة
picture-missing = الصورة غير موجودة
frame-shape = القص
frame-as-it-is = كما هي الآن
frame-whole = الصورة كلها
focal-across = نقطة الاهتمام أفقيا
focal-down = نقطة الاهتمام عموديا
focal-left-most = أقصى اليسار
focal-left = اليسار
focal-middle = الوسط
focal-right = اليمين
focal-right-most = أقصى اليمين
focal-top-most = أقصى الأعلى
focal-top = الأعلى
focal-bottom = الأسفل
focal-bottom-most = أقصى الأسفل
frame-means = تُقص الصورة حول نقطة الاهتمام، ويبقى الأصل محفوظا كما هو.
field-headline = العنوان
field-kicker = العنوان التمهيدي
field-deck = العنوان الفرعي
field-place = المكان
field-body = المتن
field-section = القسم
field-language = اللغة
field-byline = التوقيع
field-writers = الكتّاب
field-names-hint = افصل بين الأسماء بفاصلة
field-desk-byline = توقيع القسم
field-agencies-line = الوكالات
field-byline-as-printed = التوقيع كما طُبع
field-topics = المواضيع
field-slug = الاسم في الرابط
field-caption = شرح الصورة
field-credit = مصدر الصورة
field-alt = الوصف البديل
field-alt-means = ما في الصورة لمن لا يراها
field-distinct-alt = وصف بديل لا يكرر شرح الصورة
field-text-caption = شرح كل صورة في المتن
field-text-credit = مصدر كل صورة في المتن
field-text-alt = الوصف البديل لكل صورة في المتن
field-text-distinct-alt = وصف بديل لصور المتن لا يكرر شرحها
move-words = ملاحظة أو سبب
move-submit = إرسال للمراجعة
move-approve = اعتماد
move-publish = نشر
move-publish-update = نشر التحديث
move-publish-now = نشر الآن
move-publish-update-now = نشر التحديث الآن
move-schedule = جدولة النشر
move-unschedule = إلغاء الجدولة
move-send-back = إعادة للتعديل
move-withdraw = استرداد من المراجعة
move-revise = بدء تحديث
move-discard = إلغاء التحديث
move-spike = استبعاد
move-unspike = استعادة من المستبعدات
move-unpublish = إيقاف النشر
move-kill = إلغاء المادة نهائيا
move-revive = إحياء المادة
move-legal = بطلب قانوني (451)
minor-edit = تعديل طفيف
minor-edit-means = لا يغيّر تاريخ «آخر تحديث»
bulk-title = عمل على المواد المختارة
versions = النسخ
version = نسخة
version-when = متى
version-by = من
version-current = قيد العمل
version-save = حفظ
version-set-aside = حُفظت جانبا
version-restore = استعادة
version-import = استيراد
version-begin = بداية
restore = استعادة
compare-old = قبل
compare-new = بعد
compare-moved = نُقلت
compare-form = تغيّر الشكل
compare-name-link = رابط
compare-name-strong = غامق
compare-name-emphasis = تشديد
compare-name-foreign = لغة أخرى
compare-name-statement = تصريح
compare-name-kind = نوع المقطع
compare-name-dir = الاتجاه
compare-name-lang = اللغة
compare-name-level = مستوى العنوان
compare-name-shape = البنية
compare-name-picture = الصورة
compare-name-alt = النص البديل
compare-no-photo = لا صورة
compare-name-archive = صورة أرشيف
compare-name-decorative = للزينة
compare-name-focal = نقطة التركيز
compare-name-header-row = الصف الأول عناوين
compare-name-header-column = العمود الأول عناوين
compare-name-address = العنوان
compare-name-yes = نعم
compare-name-no = لا
compare-name-paragraph = فقرة
compare-name-subheading = عنوان فرعي
compare-name-quotation = اقتباس
compare-name-pull_quote = اقتباس بارز
compare-name-list = قائمة
compare-name-photo = صورة
compare-name-gallery = معرض صور
compare-name-table = جدول
compare-name-embed = محتوى مضمّن
compare-name-infobox = إطار معلومات
compare-name-verse = شعر
compare-name-question_answer = سؤال وجواب
compare-name-separator = فاصل
compare-name-rtl = من اليمين
compare-name-ltr = من اليسار
compare-name-auto = حسب أول حرف
compare-first = أول نسخة
compare-inline = في عمود واحد
compare-columns = جنبا إلى جنب
compare-same = لا فرق بين النسختين.
notices-empty = لا إشعارات بعد. سيظهر هنا ما يخص موادك.
notices-read = قرأتها كلها
notice-submit = مادة تنتظر المراجعة
notice-send-back = أعيدت إليك مادة
notice-approve = اعتُمدت مادة
notice-publish = نُشرت مادة
notice-schedule = جُدولت مادة
notice-assign = كُلفت بمادة
notice-take-over = تولى غيرك تحرير جزء كنت فيه
notice-unpublish = سُحبت مادة من النشر
notice-kill = سُحبت مادة نهائيا
notice-spike = استُبعدت مادة
notice-break-embargo = كُسر حظر مادة
notice-give-up = تعذر تنفيذ ما جُدول
notice-other = تغيّر في مادة
audit-act = العملية
audit-actor = الفاعل
audit-subject = على
audit-details = تفاصيل
audit-verify = تحقق من السجل
audit-empty = لا عمليات بهذه المواصفات.
audit-whole = السجل سليم، صفوفه: { $n }
audit-edited = السجل غُيّر عند الصف { $n }
audit-cut = حُذفت صفوف من آخر السجل بعد الصف { $n }
audit-not-signed = السجل لم يُوقع بمفتاح هذه الجريدة، صفوفه: { $n }
settings-paper = الجريدة
settings-no-sections = لا أقسام بعد. أضف أول قسم لتبدأ الكتابة.
settings-templates = قوالب المواد
settings-templates-means = ما تبدأ به كل مادة جديدة من هذا النوع.
settings-pages = صفحات ثابتة
settings-site = الموقع
setting-name = اسم الجريدة
setting-motto = الشعار
setting-imprint = بيانات النشر
setting-comments-disclaimer = تنويه التعليقات
setting-contact = بريد الاتصال
setting-zone = المنطقة الزمنية
setting-first-language = اللغة الأولى، في جذر الموقع
setting-months = أسماء الشهور
months-levantine = شامية (أيلول)
months-gulf = خليجية (سبتمبر)
months-egyptian = مصرية (سبتمبر، إبريل)
months-maghrebi = جزائرية تونسية (جويلية)
months-moroccan = مغربية (يوليوز)
months-dual = مزدوجة (أيلول/سبتمبر)
setting-eastern = أرقام مشرقية
setting-hijri = تعديل التاريخ الهجري بالأيام
setting-issue = ترقيم الأعداد
setting-issue-day = يوم معروف
setting-issue-number = رقم عدده
setting-position = الترتيب
setting-refused = قيمة غير مقبولة في أحد الحقول. تحقق من المنطقة الزمنية واللغات والأرقام.
setting-desks-publish = ينشر رؤساء الأقسام مواد أقسامهم بأنفسهم
setting-own-approval = يجوز لمن كتب مادة أن يعتمدها
setting-second-factor = التحقق بخطوتين واجب على مدير النظام ورئيس التحرير
section-add = إضافة قسم
section-own-desk = مكتب باسم القسم
section-slug-hint = يُشتق من الاسم إن تُرك فارغا. لا يتغير بعد ذلك.
page-title = عنوان الصفحة
page-add = إضافة صفحة
done-moved = تم.
done-published = نُشرت.
done-assigned = حُفظ التكليف.
done-embargo = حُظر النشر حتى موعده.
done-embargo-broken = كُسر الحظر.
done-noted = نُشر التنويه وهو ظاهر للقراء.
done-copied = هذه نسخة جديدة من المادة.
done-begun = بدأت مادة جديدة.
done-taken-over = هذا الجزء لك الآن.
done-uploaded = رُفعت الصورة. أضف شرحها ومصدرها ووصفها.
done-changed-meanwhile = تغيرت الصورة في الأثناء؛ ما رفعته محفوظ في نسخة جانبية.
done-restored = استُعيدت النسخة.
refused-missing = لا يمكن المتابعة: الحقل «{ $name }» فارغ.
refused-alt-repeats = لا يمكن المتابعة: الوصف البديل يكرر شرح الصورة. قل ما يُرى فيها لمن لا يراها.
refused-too-long = النص في الحقل «{ $name }» أطول من الحد. اختصره.
refused-no-way = لم تعد هذه الخطوة ممكنة: تغيرت حالة المادة. أعد فتحها.
refused-words = اكتب ملاحظة أو سببا.
refused-embargo = المادة محظورة النشر حتى موعدها.
refused-locked = يعمل زميل على هذا الجزء الآن. انتظر أو تولَّ التحرير.
refused-skipped-time = لا وجود للساعة { $time } في ذلك اليوم: تُقدَّم فيه الساعة فوقها. اختر { $becomes } أو موعدا آخر.
refused-time = الموعد غير صالح: يجب أن يكون في المستقبل ولا يسبق نهاية الحظر.
refused-there = موجود من قبل.
refused-slug = لا يصلح هذا الاسم عنوانا للرابط: محجوز أو بلا حروف.
refused-person = لم تُسند المادة: لا زميل بهذا الاسم أو أُغلق بابه. اختر زميلا من القائمة.
refused-picture = لم تُقبل الصورة: ليست JPEG أو PNG أو WebP أو HEIC أو GIF يمكن قراءتها هنا. احفظها JPEG ثم أرسلها.
refused-picture-heic = لم تُقبل الصورة: هي ملف HEIC من نوع لا يُقرأ هنا (مقطع متحرك، أو ترميز غير ترميز الهواتف). احفظها أو صدّرها JPEG ثم أرسلها (في الهاتف: الإعدادات، ثم الكاميرا، ثم التنسيقات، ثم «الأكثر توافقا»).
refused-picture-format = لم تُقبل الصورة: هذا ملف { $name }، ولا يُقرأ هنا. احفظها JPEG ثم أرسلها.
refused-picture-damaged = لم تُقبل الصورة: الملف تالف ينقصه جزء من الصورة. اطلبها من مصدرها من جديد.
refused-no-file = الملف فارغ أو لم تختر ملفا. اختر الصورة من جديد.
refused-picture-bytes = لم تُقبل الصورة: حجمها أكبر من 40 ميغابايت. احفظها بحجم أصغر.
refused-picture-pixels = لم تُقبل الصورة: أبعادها أكبر من 12000 بكسل للضلع أو 120 ميغابكسل. صغّرها ثم أرسلها.
refused-picture-memory = لم تُقبل الصورة: تحتاج معالجتها إلى ذاكرة أكثر مما يُسمح به. صغّرها أو احفظها JPEG ثم أرسلها.
refused-picture-metadata = لم تُقبل الصورة: ما فيها من بيانات وصفية (ملف ألوان أو Exif أو نصوص) أكبر من 4 ميغابايت. احفظها من دونها.
refused-picture-small = لم تُقبل الصورة: أقل ضلع مقبول { $n } بكسل.
refused-pictures-busy = تُعالَج الآن صور كثيرة. لم تُحفظ هذه الصورة؛ أعد إرسالها بعد دقيقة.
refused-crop = { $n ->
    [one] لا يمكن هذا القص: أقل ضلع بكسل واحد، وداخل الصورة.
    [two] لا يمكن هذا القص: أقل ضلع بكسلان، وداخل الصورة.
    [few] لا يمكن هذا القص: أقل ضلع { $n } بكسلات، وداخل الصورة.
    [many] لا يمكن هذا القص: أقل ضلع { $n } بكسلا، وداخل الصورة.
   *[other] لا يمكن هذا القص: أقل ضلع { $n } بكسل، وداخل الصورة.
}
refused-document = لم يُحفظ النص: فيه ما يتجاوز حدود المادة.
refused-topic = لا موضوع باسم «{ $name }». اختر من المواضيع الموجودة أو اطلب إضافته من رئيس التحرير.
refused-not-live = لا يراها القراء الآن بهذه اللغة، ولا يوضع هنا إلا ما يرونه.
refused-changed = تغير هذا في الأثناء ولم يُكتب فوقه شيء. انظر ما هو الآن ثم أعد المحاولة.
kind-analysis-body =
    { "" }## ماذا حدث

    { "" }## لماذا يهم

    { "" }## ماذا بعد
kind-interview-body =
    { "" }س: 
    { "" }ج: 
story-version = النسخة { $n }
version-number = النسخة { $n }
compare-with = مقارنة بالنسخة { $n }
story-conflict-look = النسخة { $n }
story-words =
    { $n ->
        [zero] لا كلمات
        [one] كلمة واحدة
        [two] كلمتان
        [few] { $n } كلمات
        [many] { $n } كلمة
        *[other] { $n } كلمة
    }
story-notices =
    { $n ->
        [zero] حُفظ النص كما كُتب
        [one] حُفظ النص، ولم يؤخذ سطر واحد كما كُتب؛ راجعه.
        [two] حُفظ النص، ولم يؤخذ سطران كما كُتبا؛ راجعهما.
        [few] حُفظ النص، ولم تؤخذ { $n } أسطر كما كُتبت؛ راجعها.
        [many] حُفظ النص، ولم يؤخذ { $n } سطرا كما كُتب؛ راجعه.
        *[other] حُفظ النص، ولم يؤخذ { $n } سطر كما كُتب؛ راجعه.
    }
bulk-done =
    { $n ->
        [zero] لم تتغير أي مادة.
        [one] تم في مادة واحدة.
        [two] تم في مادتين.
        [few] تم في { $n } مواد.
        [many] تم في { $n } مادة.
        *[other] تم في { $n } مادة.
    }
bulk-refused =
    { $n ->
        [zero] { "" }
        [one] ورُفض في مادة واحدة: حقل ناقص أو حالة لا تسمح أو لا يحق لك.
        [two] ورُفض في مادتين: حقل ناقص أو حالة لا تسمح أو لا يحق لك.
        [few] ورُفض في { $n } مواد: حقل ناقص أو حالة لا تسمح أو لا يحق لك.
        [many] ورُفض في { $n } مادة: حقل ناقص أو حالة لا تسمح أو لا يحق لك.
        *[other] ورُفض في { $n } مادة: حقل ناقص أو حالة لا تسمح أو لا يحق لك.
    }
story-own = لا يعتمد أحد مادته: تنتظر زميلا، أو يسمح بذلك إعداد الموقع.
done-welcome = أهلا بك. عرّف جريدتك هنا: اسمها ومنطقتها وشهورها وأقسامها وبيانات نشرها، ثم ابدأ الكتابة من «المواد».
sections-usual = إضافة الأقسام المعتادة: الوطن، العالم، الاقتصاد، الرياضة، الثقافة، المجتمع، رأي
room-front = الصفحة الأولى
field-breaking = نص العاجل
breaking-strip = الشريط العاجل
breaking-word = عاجل
breaking-none = لا شريط على الصفحات الآن.
breaking-story = المادة التي يقود إليها
breaking-needs-story = مادة منشورة من قسمك: كلمات من عنوانها أو رابطها.
breaking-until = ينتهي في
breaking-until-hint = ينتهي وحده في هذا الموعد، بعد 24 ساعة على الأكثر.
breaking-put-up = وضع الشريط الآن
breaking-take-down = إنهاء الشريط الآن
breaking-replace = شريط جديد مكانه
breaking-ends = ينتهي
breaking-leads-to = يقود إلى
breaking-no-words = اكتب نص العاجل.
breaking-bad-time = موعد الانتهاء في المستقبل، بعد 24 ساعة على الأكثر.
breaking-left-minutes =
    { $n ->
        [zero] بقي أقل من دقيقة
        [one] بقيت دقيقة واحدة
        [two] بقيت دقيقتان
        [few] بقيت { $n } دقائق
        [many] بقيت { $n } دقيقة
       *[other] بقيت { $n } دقيقة
    }
breaking-left-hours =
    { $n ->
        [zero] بقي أقل من ساعة
        [one] بقيت ساعة واحدة
        [two] بقيت ساعتان
        [few] بقيت { $n } ساعات
        [many] بقيت { $n } ساعة
       *[other] بقيت { $n } ساعة
    }
slots = المواد المثبتة باليد
slots-means = ما لا يُثبت هنا تملؤه القاعدة بأحدث ما نُشر. لا يتغير شيء عند القراء قبل الحفظ.
slots-save = حفظ الترتيب
slot-lead = المادة الرئيسية
slot-second = العمود الثاني، { $n }
slot-by-rule = تملؤه القاعدة.
slot-choose = اختيار مادة
slot-choose-other = اختيار مادة أخرى
slot-choose-by = كلمات من العنوان، أو الرابط، أو المعرّف
slot-of-others = يرتبه قسم آخر أو رئيس التحرير.
slot-up = رفع «{ $name }»
slot-down = خفض «{ $name }»
slot-clear = إخراج «{ $name }» من الصفحة الأولى
front-choose-hint = اختياري: كلمات من عنوانها أو رابطها.
front-look = بحث
front-drop = ترك التغييرات
front-unsaved = هذا الترتيب لم يُحفظ بعد.
front-no-story = لا مادة منشورة بهذه الكلمات في هذه اللغة.
front-which-story = أكثر من مادة بهذه الكلمات: اختر واحدة.
front-changed = غيّر زميل الصفحة الأولى في الأثناء، ولم يُكتب فوق ما وضعه. هذا ترتيبها الآن.
front-wanted = ما لم يُحفظ من ترتيبك:
done-breaking-up = الشريط العاجل على الصفحات الآن.
done-breaking-down = أُنزل الشريط العاجل.
done-front-saved = حُفظ ترتيب الصفحة الأولى وهو عند القراء.
section-save = حفظ قسم «{ $name }»
mail-digest-lead = ما لم تقرأه بعد في مكتب التحرير:
mail-digest-more =
    { $n ->
        [zero] لا شيء غير ذلك:
        [one] وإشعار آخر في مكتب التحرير:
        [two] وإشعاران آخران في مكتب التحرير:
        [few] و{ $n } إشعارات أخرى في مكتب التحرير:
        [many] و{ $n } إشعارا آخر في مكتب التحرير:
       *[other] و{ $n } إشعار آخر في مكتب التحرير:
    }
mail-digest-subject =
    { $n ->
        [zero] لا إشعارات تنتظرك
        [one] إشعار واحد ينتظرك
        [two] إشعاران ينتظرانك
        [few] { $n } إشعارات تنتظرك
        [many] { $n } إشعارا ينتظرك
       *[other] { $n } إشعار ينتظرك
    }
mail-notice-change = لتغيير ما يصل بالبريد:
notice-mail = الإشعارات بالبريد
notice-mail-asking = فورا، ما يستدعي عملا منك
notice-mail-asking-means = مادة أعيدت إليك، أو كُلفت بها، أو تعذر نشرها في موعدها.
notice-mail-at-once = فورا، كل إشعار
notice-mail-at-once-means = بعد دقيقتين منه، إلا إذا قُرئ في مكتب التحرير قبل ذلك.
notice-mail-daily = مرة في اليوم
notice-mail-daily-means = رسالة واحدة بما لم يُقرأ، ولا رسالة إن لم يكن شيء.
notice-mail-hour = ساعة الرسالة اليومية
notice-mail-legend = ما يُرسل إليك
notice-mail-never = بلا بريد
notice-mail-never-means = تبقى الإشعارات في مكتب التحرير وحده.
notice-mail-none = لا خادم بريد في الإعداد: تبقى الإشعارات في مكتب التحرير وحده، ويسري اختيارك يوم يُعدّ الخادم.
delete-for-good = حذف نهائي
delete-from = يمكن حذفها ابتداء من:
delete-reason = السبب
delete-sentence = تزول المادة إلى الأبد، ومعها كل نسخها وإشعاراتها ومواعيدها. لا أحد يستطيع استعادتها.
delete-stays = تبقى صورها في الأرشيف. ويحفظ سجل العمليات أنها حُذفت ومن حذفها وبصمات نسخها وبصمة السبب، بلا نصوص.
delete-title = حذف مادة نهائيا
done-deleted = حُذفت المادة نهائيا.
refused-in-trash = تبقى المادة المستبعدة ثلاثين يوما بعد آخر تغيير فيها قبل أن يمكن حذفها نهائيا.
refused-was-published = نُشرت هذه المادة من قبل، وما اطلع عليه القراء لا يُحذف. يمكن إيقاف نشرها أو إلغاؤها نهائيا، ويبقى في الملف ما ظهر في الصفحة.

settings-logo = الشعار المصوَّر
settings-logo-means = صورة تظهر في رأس كل صفحة بدل الاسم المكتوب، بخلفية شفافة إن أمكن. تُصغَّر إلى 960 × 240 نقطة.
setting-logo-light = على خلفية فاتحة
setting-logo-dark = على خلفية داكنة
logo-file = ملف PNG أو WebP أو JPEG
logo-upload = رفع الصورة
logo-remove = إزالة الصورة
setting-refused-one = القيمة غير مقبولة في «{ $setting }». صححها ثم احفظ من جديد؛ لم يتغير شيء.
room-topics = المواضيع
topics-search = بحث في المواضيع
topics-empty = لا مواضيع بعد. الموضوع يجمع مواد من أقسام مختلفة في صفحة يتابعها القراء.
topic-add = إضافة موضوع
room-writers = الكتّاب
writers-search = بحث في الكتّاب
writers-empty = لا كتّاب بعد. كل من يوقّع مادة له صفحة باسمه.
writer-add = إضافة كاتب
writer-people = من المكتب
writer-nobody = لا أحد من العاملين في المكتب.
field-about = نبذة
field-about-topic = جملة تحت عنوان صفحته
field-about-writer = صفته ونبذة عنه
names-stories = المواد
names-further = التالي
names-none-found = لا شيء بهذه الكلمات.
names-change = الاسم والعنوان
names-slug-new = اختياري: يُشتق من الاسم.
names-slug-moves = يبقى كما هو ما لم تغيّره؛ والعنوان القديم يقود إلى الجديد.
name-missing = اكتب الاسم.
name-taken = هذا الاسم أو العنوان موجود من قبل، أو كان لغيره.
topic-merge = الدمج في موضوع آخر
topic-merge-means = تنتقل المواد إلى الموضوع الآخر ويقود عنوان هذه الصفحة إليه. لا رجعة في ذلك.
topic-merge-into = الموضوع الذي يبقى
topic-merge-none = لا موضوع آخر بهذا الاسم.
topic-merge-do = دمج «{ $name }» في ما اخترته
done-merged = صار الموضوعان واحدا.
done-writer-linked = حُفظ اسم التوقيع.
person-signs = التوقيع
person-signs-as = يوقّع باسم
person-signs-means = تبدأ مواده الجديدة بهذا التوقيع. يُترك فارغا لمن لا يوقّع.
person-writer-unknown = لا كاتب بهذا الاسم بعد. يضيفه رئيس التحرير في «الكتّاب».
names-count =
    { $n ->
        [zero] لا مواد
        [one] مادة واحدة
        [two] مادتان
        [few] { $n } مواد
        [many] { $n } مادة
       *[other] { $n } مادة
    }

# ما يسجله سجل العمليات
audit-any = كل العمليات
audited-add-desk = إضافة مكتب تحرير
audited-add-picture = إضافة صورة
audited-crop-picture = قص صورة
audited-describe-picture = وصف صورة في الأرشيف
audited-add-section = إضافة قسم
audited-add-topic = إضافة موضوع
audited-add-writer = إضافة كاتب
audited-approve = اعتماد
audited-assign = تكليف
audited-begin = بدء مادة
audited-accept-loss = قبول فقدان بيانات
audited-storage-full = امتلاء القرص
audited-break-embargo = كسر الحظر
audited-bulk-import = استيراد أرشيف
audited-change-paper = تغيير الإعدادات
audited-change-section = تغيير قسم
audited-change-topic = تغيير موضوع
audited-change-writer = تغيير كاتب
audited-clarification = توضيح
audited-copy = نسخ مادة
audited-correction = تصويب
audited-delete-for-good = حذف بلا رجعة
audited-discard = إلغاء التحديث
audited-end-breaking = إنهاء الشريط العاجل
audited-factors-reset = إزالة العامل الثاني
audited-fill-slots = ترتيب الصفحة الأولى
audited-first-admin-link = رابط أول مدير
audited-give-up = تعذر تنفيذ موعد
audited-hide-from-most-read = إخفاء من الأكثر قراءة
audited-import = استيراد مادة
audited-invitation-withdraw = إلغاء دعوة
audited-invite = دعوة
audited-kill = إلغاء مادة نهائيا
audited-merge-topics = دمج موضوعين
audited-notice-mail-change = اختيار بريد الإشعارات
audited-passkey-add = إضافة مفتاح مرور
audited-passkey-remove = إزالة مفتاح مرور
audited-password-change = تغيير كلمة السر
audited-password-reset = استعادة كلمة السر
audited-person-add = دخول شخص جديد
audited-person-close = إغلاق حساب
audited-person-reopen = إعادة فتح حساب
audited-profile-change = تغيير بيانات شخص
audited-proof = إثبات الهوية
audited-publish = نشر
audited-recovery-codes-make = إصدار رموز الاستعادة
audited-reset-link = رابط استعادة
audited-restore = استعادة نسخة
audited-retraction = سحب واعتذار
audited-revise = بدء تحديث
audited-revive = إحياء المادة
audited-right-of-reply = حق الرد
audited-roles-change = تغيير الصلاحيات
audited-save = حفظ
audited-schedule = جدولة
audited-schedule-end = موعد إيقاف النشر
audited-send-back = إعادة للتعديل
audited-session-end = إنهاء جلسة
audited-sessions-end = إنهاء الجلسات الأخرى
audited-set-aside = حفظ جانبا
audited-set-breaking = شريط عاجل
audited-set-embargo = حظر نشر
audited-sign-in = تسجيل دخول
audited-spike = استبعاد
audited-static-page = صفحة ثابتة
audited-submit = إرسال للمراجعة
audited-take-over = تولي التحرير
audited-thin-out = تخفيف النسخ القديمة
audited-totp-add = إضافة رموز التطبيق
audited-totp-remove = إزالة رموز التطبيق
audited-unpublish = إيقاف النشر
audited-unschedule = إلغاء الجدولة
audited-unspike = استعادة من المستبعدات
audited-withdraw = استرداد من المراجعة
audited-writer-of-person = ربط شخص باسم كاتب
room-photos = أرشيف الصور
done-photo-added = الصورة في الأرشيف. أضف شرحها ومصدرها ووصفها.
done-photos-described = حُفظ للصور المختارة.
photo-as-in-file = كما في الملف
photo-back = أرشيف الصور
photo-caption-writer = كاتب الشرح
photo-copyright = حقوق النشر
photo-creator = المصور
photo-expires = آخر يوم في الملف
photo-field = الحقل
photo-file-says = في الملف
photo-from-story = من أول مادة نُشرت فيها
photo-headline = عنوان الصورة
photo-in-archive = في الأرشيف
photo-instructions = تعليمات
photo-keywords = كلمات البحث
photo-licence = صفحة الحقوق
photo-list-hint = تفصل بينها فاصلة.
photo-megabytes = { $n } م.ب
photo-no-one-else = لم تُستعمل في أي مادة بعد.
photo-nothing-in-file = لا شيء
photo-persons = الأشخاص
photo-place = المكان
photo-record = بيانات الصورة
photo-record-means = ما جاء في الملف بجانب ما قرره المكتب. ملف الصورة لا يتغير.
photo-repeats = يكرر الوصف البديل كلمات الشرح. قل ما يُرى لمن لا يرى الصورة.
photo-said = من الملف أيضا
photo-source = المصدر الأصلي
photo-taken = وقت الالتقاط
photo-taken-hint = سنة أو شهر أو يوم، مثل 1987 أو 08/2016 أو 29/08/2016
photo-unnamed = صورة بلا شرح
photo-usage-terms = شروط الاستعمال
photo-used-former = ليست فيها الآن
photo-used-lead = صورة رئيسية
photo-used-text = في المتن
photo-uses = أين استُعملت
photo-added-by = أضافها { $name }
photos-add = رفع صور
photos-added-ago = أُضيفت
photos-again = أعد رفع ما لم يصل
photos-all = كل الصور
photos-bad-date = لم يُفهم التاريخ. اكتب سنة أو شهرا أو يوما، مثل 1987 أو 08/2016 أو 29/08/2016.
photos-building = يُبنى فهرس الصور الآن. أعد المحاولة بعد لحظات.
photos-choose = اختيار الملفات
photos-clear = مسح
photos-date = التاريخ
photos-any = أي
photos-drop = أفلت الصور هنا
photos-empty = لا صور في الأرشيف بعد. ارفع أولى الصور، أو أضفها في مادة.
photos-everywhere = بدل القديم
photos-found =
    { $n ->
        [zero] لا صور
        [one] صورة واحدة
        [two] صورتان
        [few] { $n } صور
        [many] { $n } صورة
       *[other] { $n } صورة
    }
photos-further = صور أقدم
photos-hide = إخفاء
photos-lack-alt = بلا وصف بديل
photos-lack-caption = بلا شرح
photos-lack-credit = بلا مصدر
photos-narrow = تضييق
photos-no-caption = بلا شرح بعد
pics-no-connection = انقطع الاتصال. أعد رفع الملف.
photos-no-words = لا كلمات للبحث فيما كُتب.
photos-none = لا صورة بهذه الصفات. جرّب كلمة أخرى، أو امسح التضييق.
photos-none-picked = لم تُختر أي صورة.
photos-nothing-typed = لم يُكتب شيء يُحفظ.
photos-only-empty = الفارغ فقط
photos-over = أين يُكتب
photos-person = الشخص
photo-pick = اختيار: { $name }
pics-picked-few = %n صور مختارة
pics-picked-many = %n صورة مختارة
pics-picked-one = صورة واحدة مختارة
pics-picked-other = %n صورة مختارة
pics-picked-two = صورتان مختارتان
pics-picked-zero = لا صور مختارة
photos-bulk = وصف الصور المختارة
pics-refused = رُفضت %name: %problem
photos-save-picked = حفظ للمختارة
photos-search = بحث في الشروح والأسماء والأمكنة
pics-sending = في الطريق: أُنجز %done من %total
pics-sent-all = وصلت %done من %total
photos-sheet = طباعة ورقة تماس
photos-show-new = عرضها
pics-key-next = الصورة التالية
pics-key-previous = الصورة السابقة
pics-key-tick = اختيار الصورة
pics-key-all = اختيار الكل
pics-waiting = لا اتصال بالخادم. يُستأنف الرفع من تلقاء نفسه: أُنجز %done من %total
pics-too-large = الملف أكبر من 40 ميغابايت.
photos-too-many =
    { $n ->
        [one] تُوصف معا صورة واحدة على الأكثر.
        [two] تُوصف معا صورتان على الأكثر.
        [few] تُوصف معا { $n } صور على الأكثر.
       *[other] تُوصف معا { $n } صورة على الأكثر.
    }
done-photo-withdrawn = سُحبت الصورة من كل ما يراه القراء.
notice-picture-ends = تنتهي حقوق صورة غدا
refused-picture-ended = في المادة صورة انتهى الإذن باستعمالها يوم { $day }. ضع غيرها أو جدد حقوقها في الأرشيف.
refused-picture-language = في المادة صورة لا يُسمح باستعمالها بهذه اللغة ({ $language }). ضع غيرها أو غيّر حقوقها في الأرشيف.
refused-picture-withdrawn = في المادة صورة سُحبت ولا تُستعمل. ضع غيرها أو احذفها من المادة.
version-withdrawn = سُحبت صورة
audited-allow-picture-again = السماح بصورة من جديد
audited-change-picture-rights = تغيير حقوق صورة
audited-withdraw-picture = سحب صورة من كل مكان
photo-allow = السماح بها من جديد
photo-allow-means = لا تعود إلى المواد من نفسها.
photo-ended = انتهى الإذن
photo-ends-in =
    { $n ->
        [0] تنتهي حقوقها اليوم
        [one] تنتهي حقوقها غدا
        [two] تنتهي حقوقها بعد يومين
        [few] تنتهي حقوقها بعد { $n } أيام
       *[other] تنتهي حقوقها بعد { $n } يوما
    }
photo-for-ever = بلا نهاية
photo-free = مسموح
photo-free-in = مسموح: { $languages }
photo-languages = تُستعمل بهذه اللغات
photo-languages-all = كلها، ما لم تُختر لغة.
photo-last-day = آخر يوم
photo-last-day-hint = يوم مثل 30/09/2016، أو فارغ إن لم يكن للحقوق نهاية.
photo-no-rights = لم يُكتب شيء.
photo-owner = المالك
photo-rights = حقوق الاستعمال
photo-terms = الشروط
photo-withdraw = سحبها من كل مكان
photo-withdraw-means =
    { $n ->
        [zero] لا تظهر الآن في أي مادة منشورة. لن تُستعمل بعد سحبها، ويبقى الأصل في الأرشيف.
        [one] تُرفع من مادة منشورة واحدة ومن الواجهة والخلاصات في الحال، ولا تُستعمل بعدها. يبقى الأصل في الأرشيف، ويُكتب السبب في سجل العمليات.
        [two] تُرفع من مادتين منشورتين ومن الواجهة والخلاصات في الحال، ولا تُستعمل بعدها. يبقى الأصل في الأرشيف، ويُكتب السبب في سجل العمليات.
        [few] تُرفع من { $n } مواد منشورة ومن الواجهة والخلاصات في الحال، ولا تُستعمل بعدها. يبقى الأصل في الأرشيف، ويُكتب السبب في سجل العمليات.
        [many] تُرفع من { $n } مادة منشورة ومن الواجهة والخلاصات في الحال، ولا تُستعمل بعدها. يبقى الأصل في الأرشيف، ويُكتب السبب في سجل العمليات.
       *[other] تُرفع من { $n } مادة منشورة ومن الواجهة والخلاصات في الحال، ولا تُستعمل بعدها. يبقى الأصل في الأرشيف، ويُكتب السبب في سجل العمليات.
    }
photo-withdraw-reason = السبب
photo-withdrawn = مسحوبة
photo-withdrawal = سحب الصورة
photos-barred = محظور
photos-ending = تنتهي هذا الأسبوع
photos-ends = ينتهي قريبا
photos-rights = الحقوق
done-photo-replaced = حل الملف الجديد محل القديم في كل ما يراه القراء.
version-replaced = استُبدلت صورة
audited-replace-picture = استبدال ملف صورة
photo-new-file = الملف الجديد
photo-replace = استبدال الملف
photo-replace-means =
    { $n ->
        [zero] ليست في مادة منشورة الآن. يأخذ الملف الجديد بياناتها وحقوقها، ويبقى القديم في الأرشيف.
        [one] يحل الملف الجديد محلها في مادة منشورة واحدة في الحال، بلا قص، ويأخذ بياناتها وحقوقها. يبقى القديم في الأرشيف وفي المسودات.
        [two] يحل الملف الجديد محلها في مادتين منشورتين في الحال، بلا قص، ويأخذ بياناتها وحقوقها. يبقى القديم في الأرشيف وفي المسودات.
        [few] يحل الملف الجديد محلها في { $n } مواد منشورة في الحال، بلا قص، ويأخذ بياناتها وحقوقها. يبقى القديم في الأرشيف وفي المسودات.
        [many] يحل الملف الجديد محلها في { $n } مادة منشورة في الحال، بلا قص، ويأخذ بياناتها وحقوقها. يبقى القديم في الأرشيف وفي المسودات.
       *[other] يحل الملف الجديد محلها في { $n } مادة منشورة في الحال، بلا قص، ويأخذ بياناتها وحقوقها. يبقى القديم في الأرشيف وفي المسودات.
    }
photo-replaced-by = استُبدلت هذه الصورة بأخرى: افتحها.
photo-replacement = استبدال الصورة
photo-same-file = هذا هو الملف نفسه. اختر ملفا آخر.
photo-alike = تشابه { $n }٪
photo-like = صور تشبهها
photo-like-means = بمقارنة ما يُرى فيها، والقرار للمحرر.
photo-newer = السابقة
photo-older = التالية
photo-use = استعمال في مادة
story-new-photo = تبدأ المادة بهذه الصورة.
pics-signed-out = انتهت جلستك. سجّل الدخول ثم أعد رفع الملف.
