# Threads and related stories, for readers and at the desk.
thread = ملف
threads = الملفات
thread-all = كل مواد الملف
thread-add = فتح ملف
threads-empty = لا ملفات بعد. الملف يجمع مواد القصة الواحدة في خط زمني يتابعه القارئ.
threads-search = ابحث في الملفات
field-about-thread = جملة عن الملف
thread-merge = ضم إلى ملف آخر
thread-merge-means = تنتقل مواده إلى الملف الآخر ويقود عنوانه إليه. لا رجعة في الضم.
thread-merge-into = الملف الذي يبقى
thread-merge-none = لا ملف بهذه الكلمات غير هذا.
thread-merge-do = ضم «{ $name }» إليه
links-title = الملف والمواد ذات الصلة
links-thread-hint = اسم القصة المتواصلة التي تنتمي إليها المادة. يُترك فارغا إن لم يكن لها ملف.
links-threads-near = ملفات قريبة من هذا الاسم
links-thread-new = ملف جديد بهذا الاسم
links-no-thread = لا ملف بهذا الاسم. اختر من المعروض، أو ضع علامة «ملف جديد» ثم احفظ.
links-none-chosen = لم تُختر مواد. يرى القارئ ما يشترك معها في المواضيع.
links-unseen = مادة لا تصل إليها صلاحياتك
links-up = أعلى
links-up-of = تقديم «{ $name }»
links-drop = حذف
links-add = إضافة مادة
links-add-hint = كلمات من العنوان، أو رابط المادة.
links-none = لا مادة بهذه الكلمات.
links-which = أكثر من مادة بهذه الكلمات. ضع علامة على ما تريد ثم احفظ.
links-not-out = لم تُنشر بعد
links-save = حفظ الملف والمواد
links-too-many =
    { $n ->
        [few] { $n } مواد على الأكثر.
       *[other] { $n } مادة على الأكثر.
    }
ed-link-new = ملف جديد بهذا الاسم
ed-link-up = أعلى
ed-link-up-of = تقديم «%name»
ed-link-drop = حذف
ed-link-drop-of = حذف «%name» من القائمة
audited-add-thread = فتح ملف
audited-change-thread = تغيير ملف
audited-merge-threads = ضم ملفين
