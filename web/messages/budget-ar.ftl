room-budget = خطة اليوم
budget-before = اليوم السابق
budget-after = اليوم التالي
budget-today = اليوم
budget-day = اليوم
budget-show = عرض
budget-print = طباعة
budget-stories =
    { $n ->
        [zero] لا مواد
        [one] مادة واحدة
        [two] مادتان
        [few] { $n } مواد
        [many] { $n } مادة
       *[other] { $n } مادة
    }
budget-out =
    { $n ->
        [zero] لا منشورة
        [one] منشورة واحدة
        [two] منشورتان
       *[other] المنشورة: { $n }
    }
budget-ready =
    { $n ->
        [zero] لا جاهزة
        [one] جاهزة واحدة
        [two] جاهزتان
       *[other] الجاهزة: { $n }
    }
budget-photos =
    { $n ->
        [zero] بلا صور
        [one] واحدة بصورة
        [two] اثنتان بصورة
       *[other] بصورة: { $n }
    }
budget-hour = الساعة
budget-who = الكاتب
budget-length = كلمات
budget-place = الخانة
budget-due = تسليم
budget-late = تأخرت
budget-scheduled = مجدولة
budget-has-photo = بصورة
budget-no-photo = بلا صورة
budget-empty = لا شيء لهذا اليوم بعد. ما يُسند بموعد تسليم، أو يُجدول، أو يُنشر فيه، يظهر هنا.
budget-cut = القائمة أطول من الحد، وهذا أولها.
budget-printed = على حالها في
