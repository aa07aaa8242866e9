# التعليقات قبل أن ينظر فيها أحد: كلمات المشرفين وأسباب الانتظار
screen-room = كلمات التعليقات
screen-room-means = كلمات إذا وردت في تعليق انتظر التعليق نظر المشرف، أو ذهب إلى غير المرغوب. تُعرف الكلمة وإن فُصلت حروفها أو طُوّلت أو كُتبت بحروف تشبهها أو باللاتينية، ولا تُعرف داخل كلمة أخرى. ما لا اسم معه من قائمة البداية.
screen-search = ابحث عن كلمة
screen-all-lists = كل القوائم
screen-list = القائمة
screen-list-abuse = الشتائم
screen-list-spam = الدعاية
screen-list-hold = ما يستوقف
screen-list-innocent = الكلمات البريئة
screen-list-abuse-means = تُعرف معها صيغ المؤنث والجمع
screen-list-spam-means = دعاية واحتيال
screen-list-hold-means = ما يحسن أن يراه أحد، أيا كان السبب
screen-list-innocent-means = أسماء وكلمات لا تُعد شتيمة ولو أشبهتها
screen-word = الكلمة
screen-word-hint = كلمة أو عبارة من ست كلمات على الأكثر، كما تُكتب عادة. لا حاجة إلى صيغ التمويه.
screen-does = ما يحدث
screen-does-hold = ينتظر التعليق
screen-does-spam = إلى غير المرغوب مباشرة
screen-note = ملاحظة
screen-note-hint = يراها المشرفون مع سبب الانتظار.
screen-added-by = إضافة:
screen-by-console = سطر الأوامر
screen-hits-count =
    { $n ->
        [zero] لم ترد بعد
        [one] مرة واحدة
        [two] مرتان
        [few] { $n } مرات
        [many] { $n } مرة
       *[other] { $n } مرة
    }
screen-add = إضافة كلمة
screen-remove = حذف
screen-remove-word = حذف «{ $word }» من القائمة
screen-removed = حُذفت من القائمة:
screen-back = إعادة الكلمة
screen-empty = لا كلمات في هذه القائمة بعد.
screen-none-found = لا كلمة كهذه.
screen-word-missing = لا كلمة هنا: حرفان على الأقل، وست كلمات على الأكثر.
screen-word-there = الكلمة في القوائم من قبل، بهذه الكتابة أو بغيرها.
screen-too-many = القوائم ممتلئة.
screen-further = كلمات أخرى
screen-try = جرّب نصا
screen-try-means = الصق تعليقا لترى ما يُعرف فيه ولماذا. لا يُحفظ منه شيء.
screen-try-name = الاسم
screen-try-text = نص التعليق
screen-try-do = جرّب
screen-verdict-pass = لا شيء يستوقف هنا.
screen-verdict-hold = ينتظر هذا التعليق نظر المشرف.
screen-verdict-spam = يذهب هذا التعليق إلى غير المرغوب.
screen-why = لماذا؟
screen-paste = إضافة كلمات كثيرة
screen-paste-means = كلمة في كل سطر، أو جدول (TSV): القائمة (abuse أو spam أو hold أو innocent)، ما يحدث (hold أو spam)، الكلمة، الملاحظة. الإضافة تزيد وتغير ولا تحذف.
screen-paste-list = قائمة الأسطر التي لا تسميها
screen-paste-text = الكلمات
screen-paste-do = إضافة
screen-sheet-file = أو ملف
screen-sheet-in = استيراد الملف
screen-sheet-out = تنزيل القوائم
screen-sheet-unreadable = لا يُقرأ الملف: المطلوب نص UTF-8 لا يتجاوز ميغابايتا واحدا.
screen-sheet-added = أُضيف: { $n }
screen-sheet-changed = تغير: { $n }
screen-sheet-list = السطر { $line }: القائمة غير معروفة
screen-sheet-does = السطر { $line }: ما يحدث غير معروف
screen-sheet-word = السطر { $line }: لا كلمة فيه، أو هي أطول مما يجوز
screen-sheet-too-many = لم يُقرأ شيء ابتداء من السطر { $line }
screen-sheet-more = وأسطر أخرى لم تُقرأ: { $n }
screen-learned = تعلّم المصنّف من { $n } من قراراتكم ({ $ok } قبول، { $bad } رفض).
screen-learns = المصنّف لا يقول شيئا بعد: يلزمه { $min } قرارا من القبول ومثلها من الرفض، وعنده { $ok } و{ $bad }.
screen-found = «{ $written }» تطابق «{ $word }» في قائمة { $list }
screen-found-repeated = حروف مكررة: «{ $written }» تطابق «{ $word }» في قائمة { $list }
screen-found-separated = كلمات مفصولة الحروف: «{ $written }» تطابق «{ $word }» في قائمة { $list }
screen-found-disguised = حروف متشابهة: «{ $written }» تطابق «{ $word }» في قائمة { $list }
screen-found-latin = بحروف لاتينية: «{ $written }» تطابق «{ $word }» في قائمة { $list }
screen-found-note = { $said } ({ $note })
screen-in-name = في الاسم: { $said }
screen-link = رابط: «{ $written }»
screen-link-disguised = رابط مموّه: «{ $written }»
screen-phone = رقم هاتف: «{ $written }»
screen-classifier = المصنّف: { $p } غير مرغوب، أثقل الكلمات: { $words }
screen-service = الخدمة { $host } تعدّه غير مرغوب
screen-quoted = «{ $word }»
screen-feature-link = وجود رابط
screen-feature-phone = وجود رقم هاتف
screen-feature-capitals = كتابة بالأحرف الكبيرة
screen-feature-repeats = حروف مكررة
screen-feature-short = قصر التعليق
screen-feature-long = طول التعليق
screen-feature-marks = علامات متتالية
audited-add-screen-word = إضافة كلمة إلى كلمات التعليقات
audited-remove-screen-word = حذف كلمة من كلمات التعليقات
audited-bring-back-screen-word = إعادة كلمة إلى كلمات التعليقات
audited-import-screen-words = استيراد كلمات التعليقات
