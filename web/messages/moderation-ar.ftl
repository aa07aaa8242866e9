room-comments = التعليقات
comments-one = واحدا واحدا
comments-list = القائمة
comments-words = الكلمات
comments-bans = المحظورون
comments-rules = قواعد التعليق
comments-in-waiting = في الانتظار
comments-in-review = للمراجعة
comments-in-approved = منشورة
comments-in-rejected = مرفوضة
comments-in-spam = غير مرغوبة
comment-state-waiting = في الانتظار
comment-state-approved = منشور
comment-state-rejected = مرفوض
comment-state-spam = غير مرغوب
comment-state-withdrawn = سحبه صاحبه
comment-state-erased = محذوف
comments-waiting =
    { $n ->
        [zero] لا شيء في الانتظار
        [one] واحد في الانتظار
        [two] اثنان في الانتظار
        [few] { $n } في الانتظار
        [many] { $n } في الانتظار
       *[other] { $n } في الانتظار
    }
comments-approved-today =
    { $n ->
        [zero] قُبل اليوم 0
        [one] قُبل اليوم 1
        [two] قُبل اليوم 2
        [few] قُبل اليوم { $n }
        [many] قُبل اليوم { $n }
       *[other] قُبل اليوم { $n }
    }
comments-rejected-today =
    { $n ->
        [zero] رُفض 0
        [one] رُفض 1
        [two] رُفض 2
        [few] رُفض { $n }
        [many] رُفض { $n }
       *[other] رُفض { $n }
    }
comments-oldest = أقدمها { $ago }
comments-ago-minutes =
    { $n ->
        [zero] قبل لحظات
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few] قبل { $n } دقائق
        [many] قبل { $n } دقيقة
       *[other] قبل { $n } دقيقة
    }
comments-ago-hours =
    { $n ->
        [zero] قبل ساعة
        [one] قبل ساعة
        [two] قبل ساعتين
        [few] قبل { $n } ساعات
        [many] قبل { $n } ساعة
       *[other] قبل { $n } ساعة
    }
comments-ago-days =
    { $n ->
        [zero] اليوم
        [one] قبل يوم
        [two] قبل يومين
        [few] قبل { $n } أيام
        [many] قبل { $n } يوما
       *[other] قبل { $n } يوم
    }
comments-for-minutes =
    { $n ->
        [zero] لحظات
        [one] دقيقة
        [two] دقيقتان
        [few] { $n } دقائق
        [many] { $n } دقيقة
       *[other] { $n } دقيقة
    }
comments-for-hours =
    { $n ->
        [zero] أقل من ساعة
        [one] ساعة
        [two] ساعتان
        [few] { $n } ساعات
        [many] { $n } ساعة
       *[other] { $n } ساعة
    }
comments-for-days =
    { $n ->
        [zero] أقل من يوم
        [one] يوم
        [two] يومان
        [few] { $n } أيام
        [many] { $n } يوما
       *[other] { $n } يوم
    }
comments-none-waiting = لا تعليق ينتظر. أحسنتم.
comments-none = لا شيء هنا.
comments-from-start = من البداية
comments-next = التعليق التالي
comments-reader = القارئ وتعليقاته
comments-all = حدد الكل
comments-tick = حدد تعليق { $name }
comment-one = تعليق
comment-an-answer = ردّ على تعليق
comment-why = لماذا ينتظر؟
comment-approve = قبول
comment-reject = رفض مع سبب
comment-spam = غير مرغوب
comment-wait = أعده إلى الانتظار
comment-history =
    { $n ->
        [zero] لا تعليق له
        [one] تعليقه الأول
        [two] تعليقان له
        [few] { $n } تعليقات له
        [many] { $n } تعليقا له
       *[other] { $n } تعليق له
    }
comment-history-approved =
    { $n ->
        [zero] لم يُقبل منها شيء
        [one] قُبل منها واحد
        [two] قُبل منها اثنان
        [few] قُبل منها { $n }
        [many] قُبل منها { $n }
       *[other] قُبل منها { $n }
    }
comment-history-refused =
    { $n ->
        [zero] لم يُرفض منها شيء
        [one] رُفض منها واحد
        [two] رُفض منها اثنان
        [few] رُفض منها { $n }
        [many] رُفض منها { $n }
       *[other] رُفض منها { $n }
    }
comment-reported-for = أبلغ عنه قراء ({ $n }): { $reason }
comments-earlier = ما قاله هذا القارئ من قبل
comments-earlier-none = لا شيء يُعرف به من قبل. لا نحتفظ بما يُعرف به القارئ أكثر من 30 يوما.
ban = حظر
ban-means = يُقال للمحظور إنه محظور وإلى متى. لا يظهر عنوانه لأحد.
ban-block = عنوان الشبكة الذي كُتب منه (30 يوما على الأكثر)
ban-email = البريد الإلكتروني
ban-pattern = اسم أو بريد أو نمط
ban-pattern-hint = النجمة تعني أي شيء:
ban-term = المدة
ban-note = ملاحظة للزملاء
ban-until = حتى
ban-until-lifted = إلى أن يُرفع
ban-days =
    { $n ->
        [zero] اليوم
        [one] يوم
        [two] يومان
        [few] { $n } أيام
        [many] { $n } يوما
       *[other] { $n } يوم
    }
ban-waiting = ارفض معه ما ينتظر من تعليقاته
ban-lift = ارفع الحظر
ban-add = أضف حظرا
bans-none = لا أحد محظور.
reader-data = بيانات هذا القارئ
reader-data-means = كل ما كتبه بالبريد نفسه، أو من الجهاز نفسه في 30 يوما. الحذف يمحو الاسم والبريد والنص ويبقي الردود في مكانها، ولا رجعة فيه.
reader-export = نزّل نسخة
reader-erase = احذف هذا القارئ
reader-erase-sure = أعرف أن الحذف لا رجعة فيه
comments-numbers = بالأرقام
comments-said = ما وصل
comments-wait = الانتظار (الوسيط)
comments-last-days =
    { $n ->
        [zero] اليوم
        [one] آخر 24 ساعة
        [two] آخر يومين
        [few] آخر { $n } أيام
        [many] آخر { $n } يوما
       *[other] آخر { $n } يوم
    }
comments-rules-paper = الصحيفة كلها
comments-freeze = جمّد كل التعليقات
comments-freeze-means = يبقى ما قيل ولا يُقبل جديد، إلى أن تُرفع هذه العلامة.
comments-policy = حيث لا يقول القسم ولا المادة شيئا
policy-before = يُنشر بعد أن يراه مشرف
policy-after = يُنشر ثم يراه مشرف
policy-open = يُنشر فورا
policy-closed = مغلق
policy-as-paper = كما في الصحيفة كلها
policy-as-section = كما في قسمه
comments-days = يُغلق بعد أيام
comments-days-hint = اتركه فارغا لئلا يُغلق شيء. مادة قرّرتم لها وحدها لا تُغلق بهذا.
comments-days-bad = عدد الأيام رقم من 1 إلى 3650، أو فارغ.
comments-sections = الأقسام
comments-story = تعليقات القراء
done-comment-approved = نُشر التعليق.
done-comment-rejected = رُفض التعليق، ويعرف صاحبه السبب.
done-comment-spam = عُدّ التعليق غير مرغوب.
done-comment-waiting = عاد التعليق إلى الانتظار.
done-comments-decided = نُفّذ القرار على ما حُدد.
done-comment-late = سبقك زميل إلى هذا التعليق، أو سحبه صاحبه.
done-banned-rejected = أُضيف الحظر، ورُفض ما كان ينتظر من تعليقاته.
done-banned = أُضيف الحظر.
done-ban-lifted = رُفع الحظر.
done-reader-erased = حُذف القارئ.
doubt-trap = مُلئ حقل لا يراه الناس: يفعل ذلك برنامج.
doubt-too-fast =
    { $n ->
        [zero] أُرسل في أقل من ثانية
        [one] أُرسل في أقل من ثانية
        [two] أُرسل في ثانيتين
        [few] أُرسل في { $n } ثوان
        [many] أُرسل في { $n } ثانية
       *[other] أُرسل في { $n } ثانية
    }
doubt-too-many = وصل من القارئ نفسه { $minute } في دقيقة و{ $day } في يوم
doubt-said-before = الكلام نفسه قيل اليوم حرفيا
doubt-said-alike = يكاد يكون تكرارا لتعليق قيل اليوم
doubt-edited = عدّله صاحبه بعد أن قُبل
audited-moderate-comment = قرار في تعليق
audited-ban-reader = حظر قارئ
audited-lift-ban = رفع حظر
audited-erase-reader = حذف بيانات قارئ
audited-set-comments = تغيير في قواعد التعليق
moderate-key-approve = قبول
moderate-key-spam = غير مرغوب
moderate-key-reject = رفض: ثم رقم السبب
moderate-key-reason = سبب الرفض
moderate-key-next = التالي
moderate-key-open = القارئ وتعليقاته
moderate-key-list = القائمة أو واحدا واحدا
moderate-key-undo = تراجع
moderate-key-all = حدد الكل
moderate-changed = وصل جديد أو تغيّر شيء
moderate-refresh = حدّث
