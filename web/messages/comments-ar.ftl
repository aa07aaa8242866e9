comments-closed = التعليق مغلق
comments-frozen = التعليق موقوف مؤقتا في كل الصحيفة؛ ما قيل قبل ذلك باق.
comments-too-old = التعليق مغلق: مضت أيام على نشر هذا الموضوع.
comments-of = تعليقات القراء: { $headline }
comments-more = تعليقات أقدم
comments-count =
    { $n ->
        [zero] لا تعليقات بعد
        [one] تعليق واحد
        [two] تعليقان
        [few] { $n } تعليقات
        [many] { $n } تعليقا
       *[other] { $n } تعليق
    }
most-commented = الأكثر تعليقا
comments-first = كن أول من يعلّق.
comments-back = العودة إلى الموضوع
comment-name = الاسم
comment-email = البريد الإلكتروني (لا يُنشر)
comment-optional = اختياري
comment-text = تعليقك
comment-trap = اترك هذا الحقل فارغا
comment-send = إرسال
comment-send-confirmed = نعم، أرسل تعليقي
comment-reply = ردّ
comment-reply-to = ردّ على { $name }
comment-answering = ردّك على { $name }
comment-reply-stop = ألغِ الردّ
comment-like = أعجبني
comment-like-of = أعجبني تعليق { $name }
comment-likes =
    { $n ->
        [zero] أعجبني
        [one] أعجبني ({ $n })
        [two] أعجبني ({ $n })
        [few] أعجبني ({ $n })
        [many] أعجبني ({ $n })
       *[other] أعجبني ({ $n })
    }
comment-like-title = أعجبك هذا التعليق؟
comment-like-yes = نعم، أعجبني
comment-report = إبلاغ
comment-report-of = الإبلاغ عن تعليق { $name }
comment-report-title = لماذا تبلّغ عن هذا التعليق؟
comment-report-reason = اختر سببا من القائمة.
comment-report-send = أرسل البلاغ
comment-reported-title = وصل بلاغك، شكرا
comment-reported = سيقرأ المشرف هذا التعليق ويقرّر. يبقى في مكانه إلى أن يُنظر فيه.
comment-edited = عدّله صاحبه
comment-withdrawn-words = سحب صاحب هذا التعليق ما كتب.
comment-erased-words = حُذف هذا التعليق.
comment-hidden-words = هذا التعليق غير معروض.
comment-confirm-title = هل نرسل تعليقك؟
comment-confirm = راجع ما كتبت ثم اضغط الزر مرة أخيرة. هذه الخطوة تمنع البرامج من التعليق باسم الناس.
comment-reply-title = ردّ على تعليق
comment-problem-title = لم يُرسل تعليقك بعد
comment-too-many = وصلت منك تعليقات كثيرة في وقت قصير. انتظر قليلا ثم أعد الإرسال؛ نصّك محفوظ أدناه.
comment-banned = لا يُقبل منك التعليق حاليا في هذه الصحيفة.
comment-banned-until = لا يُقبل منك التعليق في هذه الصحيفة حتى { $until }.
comment-no-thread = لم يعد التعليق الذي ترد عليه معروضا. يمكنك إرسال كلامك تعليقا مستقلا من صفحة الموضوع.
comment-empty = اكتب تعليقك أولا.
comment-name-missing = اكتب اسما يظهر فوق تعليقك.
comment-bad-email = ما كُتب في خانة البريد ليس عنوانا صحيحا. صحّحه أو اترك الخانة فارغة.
comment-too-long =
    { $n ->
       *[other] التعليق أطول من { $n } حرف. اختصره ثم أعد الإرسال.
    }
comment-name-too-long =
    { $n ->
       *[other] الاسم أطول من { $n } حرفا. اختصره.
    }
comment-links =
    { $n ->
       *[other] في التعليق روابط كثيرة؛ الحد { $n }. احذف بعضها ثم أعد الإرسال.
    }
comment-edit-late = مضت المهلة التي يمكن فيها تعديل التعليق.
comment-edit = عدّل تعليقك
comment-edit-until =
    { $n ->
        [zero] انتهت المهلة
        [one] أمامك دقيقة لتعديله
        [two] أمامك دقيقتان لتعديله
        [few] أمامك { $n } دقائق لتعديله
        [many] أمامك { $n } دقيقة لتعديله
       *[other] أمامك { $n } دقيقة لتعديله
    }
comment-save = احفظ التعديل
comment-withdraw = اسحب تعليقي
comment-own-link = احتفظ بعنوان هذه الصفحة: به وحده تعرف مصير تعليقك أو تسحبه لاحقا.
comment-see = شاهده في مكانه
comment-is-waiting = تعليقك في انتظار المراجعة
comment-is-approved = نُشر تعليقك
comment-is-rejected = لم يُنشر تعليقك
comment-is-spam = تعليقك في انتظار المراجعة
comment-is-withdrawn = سُحب تعليقك
comment-is-erased = حُذف تعليقك
comment-means-waiting = يقرأ المشرف كل تعليق قبل نشره. لا يلزمك شيء آخر.
comment-means-approved = يظهر الآن تحت الموضوع.
comment-means-rejected = قرأه مشرف ورأى أنه يخالف قواعد التعليق.
comment-means-spam = حسبه البرنامج إعلانا، وقد يراه مشرف لاحقا.
comment-means-withdrawn = لا يراه القراء بعد الآن.
comment-means-erased = لم يبق منه شيء.
comment-refused-for = السبب
comment-rules = قواعد التعليق
refusal-insult = شتم أو تجريح
refusal-hatred = تحريض على الكراهية أو العنف
refusal-privacy = مساس بالحياة الخاصة
refusal-advertising = إعلان
refusal-off-topic = خارج الموضوع
refusal-untrue = معلومة كاذبة
refusal-other = سبب آخر
problem-form-title = ما وصلنا ليس استمارة
problem-form-sentence = أرسل التعليق من استمارة الصفحة نفسها.
problem-large-title = أكبر من المسموح
problem-large-sentence = ما أُرسل أكبر مما نستقبله. قصّره ثم أعد الإرسال.
problem-foreign-title = من صفحة أخرى
problem-foreign-sentence = جاء الطلب من صفحة ليست لنا، فلم يتغير شيء. افتح الصفحة هنا وأعد المحاولة.
problem-bad-title = طلب غير مفهوم
problem-bad-sentence = لم نفهم العنوان أو الطلب. ابدأ من الصفحة الأولى أو من رابط فيها.
