# البحث في الجريدة.
search-apply = تطبيق
search-archive = عدد كل يوم
search-archive-what = إن كنت تذكر التاريخ لا الكلمات
search-building = يُبنى فهرس البحث الآن، فلا نتائج بعد. أعد المحاولة بعد دقائق، أو تصفح الأرشيف.
search-by-date = حسب التاريخ
search-by-relevance = حسب الصلة
search-by-writer = بقلم { $name }
search-count =
    { $n ->
        [zero] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $n } نتائج
        [many] { $n } نتيجة
       *[other] { $n } نتيجة
    }
search-cut = ما كتبته أطول مما يُبحث عنه: بُحث عن أوله، حتى 20 كلمة.
search-dates = بين تاريخين
search-day-after-month = { $month } ينتهي يوم { $day }، فلم يُطبَّق هذا القيد.
search-day-before-first = النهاية قبل البداية، فلم يُطبَّق أي منهما.
search-day-unknown = لم نفهم هذا التاريخ، فلم يُطبَّق هذا القيد. اكتبه مثلا: 3 أيلول 2016، أو 2016-09-03.
search-example-exclude = ماء -سد
search-example-field = الكاتب:سلمى
search-example-phrase = «وقف إطلاق النار»
search-field = كلمات البحث
search-from = من
search-help-exclude = الأولى من غير الثانية
search-help-field = لكاتب، أو «القسم:» أو «العنوان:»
search-help-forms = اكتب الكلمات كما تخطر لك: «اتفاق» تجد «لإتفاق» و«الاتفاقيات».
search-help-phrase = العبارة كما هي
search-in-section = في { $name }
search-in-year = سنة { $name }
search-lift = رفع القيد:
search-mean = هل تقصد
search-mean-these = هذه نتائجها؛ أما «{ $word }» فلم ترد في الجريدة.
search-mean-end = ؟
search-more = نتائج أخرى
search-narrow = تضييق النتائج
search-near-topics = مواضيع قريبة
search-no-words = لا كلمة فيما كتبته. اكتب كلمة واحدة على الأقل.
search-none = لا توجد نتائج عن «{ $words }»
search-only-exclusions = كتبت ما لا تريده فقط. أضف كلمة تبحث عنها.
search-order = الترتيب
search-pages = صفحات النتائج
search-partial = مواد فيها معظم الكلمات
search-people = أشخاص
search-results = نتائج البحث
search-sections = القسم
search-since-day = من { $name }
search-span = من { $from } إلى { $until }
search-submit = بحث
search-suggestions = اقتراحات
search-threads = ملفات
search-title = بحث
search-title-of = { $words } · بحث
search-description = بحث في كل ما نشرته { $name }، بأي صيغة للكلمات.
search-today = اليوم
search-topics = الموضوع
search-topics-found = مواضيع
search-until = إلى
search-until-day = حتى { $name }
search-way-dropped = من غير «{ $word }»
search-way-everywhere = في الجريدة كلها
search-way-lifted = برفع القيود: { $names }
search-way-respelled = هل تقصد هذه الكلمة؟
search-ways = ما يمكن فعله
search-writers = الكاتب
search-years = السنة

# Why a story is related to another.
related-why-one = لأنهما عن «{ $what }»
related-why-two = لأنهما عن «{ $what }» و«{ $other }»
related-why-section = من القسم نفسه

# The search among comments, at the desk.
comments-search = ابحث في التعليقات
comments-search-none = لا تعليق فيه هذه الكلمات.
comments-search-no-words = اكتب كلمة واحدة على الأقل.
comments-search-building = يُبنى فهرس التعليقات الآن. أعد المحاولة بعد قليل.
