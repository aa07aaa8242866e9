shell-away = انقطع الاتصال بمكتب التحرير؛ قد لا يكون ما تراه آخر ما جرى.
shell-changed-zero = لم يتغيّر شيء
shell-changed-one = تغيّرت مادة واحدة
shell-changed-two = تغيّرت مادتان
shell-changed-few = تغيّرت %n مواد
shell-changed-many = تغيّرت %n مادة
shell-changed-other = تغيّرت %n مادة
shell-full = لا مساحة في قرص الخادم، فلم يُحفظ شيء الآن. القراءة مستمرة، والحفظ يعود من تلقاء نفسه حين تتوفر المساحة.
shell-form-away = لا يجيب الخادم؛ ما كتبته محفوظ في هذا المتصفح.
shell-form-drop = اتركه
shell-form-other = ما كُتب في نافذة أخرى
shell-form-restored = أُعيد إليك ما كتبته هنا ولم يُحفظ في الخادم.
shell-form-saved = حُفظ
shell-form-sending = يُحفظ الآن…
shell-form-signed-out = لم يُحفظ: انتهت جلستك أو لم يعد لك هذا الحق. ما كتبته محفوظ في هذا المتصفح.
shell-kept-copied = نُسخ
shell-kept-copy = انسخه
shell-kept-words = هذا ما كتبته في هذه المادة ولم يصل إلى الخادم. هو محفوظ في هذا المتصفح، ويعود إلى المتن حين تعود المادة إليك.
shell-read-only = قرص الخادم لا يقبل الكتابة الآن، فلم يُحفظ شيء. القراءة مستمرة، والحفظ يعود من تلقاء نفسه.
shell-storage-away = قاعدة البيانات لا تجيب الآن، فلا يُحفظ شيء. ما تكتبه يبقى في هذا المتصفح.
shell-refresh = تحديث
present-name = { $name } هنا الآن
remarks = ملاحظات الزملاء
remark-quote = العبارة المقصودة
refused-quote = هذه العبارة لا ترد في النص كما هو الآن. انسخها من النص كما هي، أو اترك الخانة فارغة لتكون الملاحظة على المادة كلها.
refused-too-late-to-edit = تُعدَّل الملاحظة خلال ربع ساعة من كتابتها. أضف ردا بدلا من ذلك.
notice-mention = ذكرك زميل في ملاحظة
notice-reply = رد على ملاحظتك
notice-rights-roles = مُنح زميل أدوارا جديدة
notice-rights-invited = دُعي شخص إلى أدوار
notice-rights-came = دخل زميل جديد بأدواره
notice-rights-reopened = أعيد فتح باب زميل
notice-rights-reset = فُتح طريق آخر إلى حساب زميل: رابط لكلمة سر جديدة أو إلغاء العامل الثاني
notice-rights-first-link = أُنشئ رابط على الخادم لمدير ورئيس تحرير جديد
notice-rights-first = دخل مدير ورئيس تحرير جديد برابط من الخادم
notice-rights-setting = وسّع إعدادٌ ما يُسمح به للمكاتب أو للكتّاب
notice-rights-section = انتقل قسم بمواده إلى مكتب آخر
audited-add-remark = كتابة ملاحظة على مادة
audited-edit-remark = تعديل ملاحظة
audited-delete-remark = حذف ملاحظة
audited-resolve-remark = حل ملاحظة
audited-reopen-remark = إعادة فتح ملاحظة
remarks-none = لا ملاحظات بعد. ما يُكتب هنا يبقى بين الزملاء ولا يصل إلى القراء.
remark-new = ملاحظة جديدة
remark-text = الملاحظة
remark-calls-hint = اكتب @ ثم اسم زميل ليصله إشعار.
remark-quote-hint = انسخها من النص، أو اتركها فارغة إن كانت الملاحظة على المادة كلها.
remark-send = أضف
remark-answer = ردّ
remark-edit = تعديل
remark-delete = حذف
remark-resolve = حلّ
remark-reopen = إعادة فتح
remark-edited = عُدّلت
remark-deleted = { $name }: حُذفت
remark-lost = تغيّر النص ولم تعد هذه العبارة فيه.
remark-resolved-by = حلّها { $name }
remarks-resolved = { $n ->
    [zero] لا ملاحظات محلولة
    [one] ملاحظة محلولة
    [two] ملاحظتان محلولتان
    [few] { $n } ملاحظات محلولة
    [many] { $n } ملاحظة محلولة
   *[other] { $n } ملاحظة محلولة
}
shell-story-changed = تغيّرت المادة منذ فتحتها
shell-remarks-new = ملاحظات جديدة
shell-present = %name هنا الآن
preview = معاينة
preview-of = معاينة «{ $name }» كما يراها القارئ
preview-width = عرض الصفحة
preview-free = حر
preview-links = روابط لمن هم خارج الجريدة
preview-links-means = يرى صاحب الرابط هذه المادة وحدها كما هي الآن، حتى ينتهي أجله أو تلغيه. لا يفتح شيئا ما دامت المادة محظورة النشر.
preview-link = رابط المعاينة
preview-link-made = هذا الرابط لا يظهر مرة أخرى. انسخه وأرسله إلى من تريد.
preview-embargo = المادة محظورة النشر؛ لا روابط لها قبل
preview-good-for = صالح لمدة
preview-hours-1 = ساعة واحدة
preview-hours-6 = 6 ساعات
preview-hours-24 = يوم واحد
preview-hours-72 = 3 أيام
preview-hours-168 = أسبوع
preview-make = إنشاء رابط
preview-until = صالح حتى
preview-over = انتهى أجله
preview-revoked = أُلغي
preview-revoke = إلغاء الرابط
preview-opened = { $n ->
    [zero] لم يُفتح بعد
    [one] فُتح مرة واحدة
    [two] فُتح مرتين
    [few] فُتح { $n } مرات
    [many] فُتح { $n } مرة
   *[other] فُتح { $n } مرة
}
preview-note = معاينة خاصة، ليست منشورة. صالحة حتى { $until }.
done-link-revoked = أُلغي الرابط، ولم يعد يفتح شيئا.
audited-make-preview-link = إنشاء رابط معاينة
audited-revoke-preview-link = إلغاء رابط معاينة
palette-open = أوامر
undo = تراجع
shell-undo = تراجع
shell-close = إغلاق
shell-over-zero = {""}
shell-over-one = أطول من الحد بحرف واحد: لا يُحفظ حتى يُقصَّر.
shell-over-two = أطول من الحد بحرفين: لا يُحفظ حتى يُقصَّر.
shell-over-few = أطول من الحد بـ %n أحرف: لا يُحفظ حتى يُقصَّر.
shell-over-many = أطول من الحد بـ %n حرفا: لا يُحفظ حتى يُقصَّر.
shell-over-other = أطول من الحد بـ %n حرف: لا يُحفظ حتى يُقصَّر.
shell-palette = أوامر
shell-palette-hint = اكتب أمرا أو عنوان مادة أو اسما
shell-palette-none = لا شيء بهذا الاسم
shell-group-acts = في هذه الصفحة
shell-group-filters = مرشحات
shell-group-rooms = الصفحات
shell-group-stories = المواد
shell-group-sections = الأقسام
shell-group-people = الأشخاص
shell-keys = اختصارات لوحة المفاتيح
shell-keys-single = اختصارات الحرف الواحد تعمل
shell-key-next = المادة التالية
shell-key-previous = المادة السابقة
shell-key-tick = تحديد المادة
shell-key-new = مادة جديدة
shell-key-search = بحث في المواد
done-spiked = أُبعدت المادة.
done-discarded = أُلغي التحديث، وما كُتب فيه باق بين النسخ.
done-picture-off = رُفعت الصورة عن المادة.
done-filter-notices-on = ستُنبَّه إلى كل مادة جديدة في هذا المرشح.
done-filter-notices-off = لن تُنبَّه بعد الآن إلى مواد هذا المرشح.
done-filter-dropped = حُذف المرشح.
