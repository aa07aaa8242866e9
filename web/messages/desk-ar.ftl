# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = ترتيب المفاتيح
account-back = العودة إلى الحساب
account-change-password = تغيير كلمة السر
account-factor-sentence = خطوة ثانية بعد كلمة السر تحمي الجريدة إن تسربت الكلمة. مفتاح المرور يغني عن الاثنتين.
account-language = لغة مكتب التحرير
account-owes-factor = دورك يستوجب التحقق بخطوتين. أضف مفتاح مرور أو تطبيق رموز للمتابعة.
account-password-hint =
    { $n ->
        [zero] تنتهي الجلسات الأخرى.
        [one] حرف واحد على الأقل. تنتهي الجلسات الأخرى.
        [two] حرفان على الأقل. تنتهي الجلسات الأخرى.
        [few] { $n } أحرف على الأقل. تنتهي الجلسات الأخرى.
        [many] { $n } حرفا على الأقل. تنتهي الجلسات الأخرى.
       *[other] { $n } حرف على الأقل. تنتهي الجلسات الأخرى.
    }
account-profile = الاسم واللغة
account-title = حسابي
cancel = إلغاء
desk-back = العودة
desk-forbidden-sentence = هذا الفعل ليس من صلاحيات دورك. يطلب ممن يملكها أو من مدير النظام.
desk-forbidden-title = غير مسموح
desk-foreign-sentence = جاء الطلب من صفحة ليست من صفحاتنا فلم يُنفذ. افتح الصفحة من جديد وأعد المحاولة.
desk-foreign-title = طلب من خارج الموقع
desk-menu = الغرف
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
door-back = العودة إلى تسجيل الدخول
door-bad-email = ليس هذا عنوان بريد إلكتروني صالحا.
door-bad-name = يُكتب الاسم في سطر واحد من 100 حرف على الأكثر.
door-bad-passkey = لم يُقبل مفتاح المرور. أعد المحاولة، أو استعمل كلمة السر.
door-code = الرمز
door-code-hint = الأرقام الستة الظاهرة الآن في التطبيق. كل رمز يصلح مرة واحدة.
door-continue = متابعة
door-crowded = دخول كثير في هذه اللحظة. أعد المحاولة بعد ثوان.
door-email = البريد الإلكتروني
door-email-hint = لتسجيل الدخول ولاستعادة كلمة السر.
door-email-taken = لهذا البريد حساب هنا من قبل.
door-factor-help = عند ضياع كل الوسائل، يعيد مدير النظام ضبط التحقق بخطوتين.
door-factor-owed = هذه آخر خطوة ثانية، ودورك يستوجبها. أضف غيرها قبل إزالتها.
door-forgotten = نسيان كلمة السر
door-last-admin = لا بد للجريدة من مدير للنظام. يُعيَّن غيره أولا.
door-last-chief = لا بد للجريدة من رئيس للتحرير. يُعيَّن غيره أولا.
door-link-spent = استُعمل هذا الرابط أو سُحب أو انقضت مدته. يُطلب رابط جديد ممن أرسله.
door-lost-factor = بلا هاتف أو مفتاح؟ رمز استرجاع
door-no-entry = البريد أو كلمة السر غير صحيح.
door-no-role = يُختار دور واحد على الأقل.
door-nobody-sentence = رابط أول مدير مطبوع في الطرفية حيث شُغلت مطبعة، ويصلح ثلاثين دقيقة. لطباعة رابط جديد:
door-nobody-title = لا أحد يعمل هنا بعد
door-or = أو
door-password-hint =
    { $n ->
        [zero] بلا حد
        [one] حرف واحد على الأقل
        [two] حرفان على الأقل
        [few] { $n } أحرف على الأقل. تصلح جملة من كلمات لا رابط بينها.
        [many] { $n } حرفا على الأقل. تصلح جملة من كلمات لا رابط بينها.
       *[other] { $n } حرف على الأقل. تصلح جملة من كلمات لا رابط بينها.
    }
door-paused = محاولات كثيرة لم تنجح. يُفتح الباب من جديد بعد قليل، خلال ربع ساعة على الأكثر.
door-recovery-hint = من الرموز العشرة المحفوظة. كل رمز يصلح مرة واحدة.
door-use-passkey = استعمال مفتاح مرور
door-weak-common = كلمة السر هذه من أول ما يجربه المخترقون. تصلح جملة من كلمات لا رابط بينها.
door-weak-long = كلمة السر أطول مما يُقبل.
door-weak-own = كلمة السر هي الاسم أو البريد نفسه.
door-weak-short =
    { $n ->
        [zero] كلمة السر قصيرة.
        [one] كلمة السر أقصر من حرف واحد.
        [two] كلمة السر أقصر من حرفين.
        [few] كلمة السر أقصر من { $n } أحرف.
        [many] كلمة السر أقصر من { $n } حرفا.
       *[other] كلمة السر أقصر من { $n } حرف.
    }
door-with-passkey = تسجيل الدخول بمفتاح مرور
door-wrong-code = الرمز غير صحيح، أو استُعمل من قبل.
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
people-door = الدخول
people-has-factor = مفعّل
people-invited = دعوات تنتظر
people-no-factor = غير مفعّل
people-not-yours = تغيير هذه الأدوار لمن يملك منحها.
people-reopen = إعادة فتح الباب
people-reopen-sentence = تعود الأدوار كما كانت.
people-reset-factors = إعادة ضبط التحقق
people-reset-factors-sentence = عند ضياع الهاتف والمفاتيح ورموز الاسترجاع: إلغاء التحقق بخطوتين وإنهاء الجلسات.
people-reset-link = إعداد رابط
people-reset-link-sentence = رابط إلى كلمة سر جديدة، يصلح ساعة واحدة.
people-roles = الأدوار
people-since = منذ
people-state = الحالة
people-until = تصلح حتى
people-withdraw = سحب الدعوة
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
