# Sections at the desk: what stands in them, closing and merging.
section-more = إدارة
section-more-of = إدارة قسم «{ $name }»: إغلاق ودمج
section-is-closed = مغلق
section-published = مواد منشورة
section-others = مواد غير منشورة
section-close = إغلاق القسم
section-close-means = يخرج القسم من شريط الأقسام ومن الصفحة الأولى، ولا تُكتب فيه مواد جديدة. تبقى مواده في عناوينها، ويُنشر المجدول منها في ساعته. يمكن فتحه من جديد متى شئت.
section-open = فتح القسم من جديد
section-open-means = القسم مغلق: مواده في عناوينها ولا تُكتب فيه مواد جديدة. إن فُتح عاد إلى الشريط وإلى قوائم الاختيار.
section-merge = الدمج في قسم آخر
section-merge-means = تنتقل مواده كلها إلى القسم الآخر ومكتبه، ويقود عنوانه وعناوين مواده إليه. لا رجعة في ذلك.
section-merge-into = القسم الذي يبقى
section-merge-look = عرض ما سيتغير
section-merge-none = لا قسم مفتوحا غيره.
section-merge-moves =
    { $n ->
        [zero] لا مواد في «{ $name }». يقود عنوانه إلى «{ $into }» ويختفي من الإعدادات.
        [one] تنتقل مادة واحدة من «{ $name }» إلى «{ $into }»، ويقود العنوان القديم إليه.
        [two] تنتقل مادتان من «{ $name }» إلى «{ $into }»، ويقود العنوان القديم إليه.
        [few] تنتقل { $n } مواد من «{ $name }» إلى «{ $into }»، ويقود العنوان القديم إليه.
        [many] تنتقل { $n } مادة من «{ $name }» إلى «{ $into }»، ويقود العنوان القديم إليه.
       *[other] تنتقل { $n } مادة من «{ $name }» إلى «{ $into }»، ويقود العنوان القديم إليه.
    }
section-merge-do = دمج «{ $name }» في «{ $into }» بلا رجعة
section-closed-note = أُغلق هذا القسم. مواده باقية هنا.
done-section-closed = أُغلق القسم. مواده باقية في عناوينها.
done-section-opened = فُتح القسم من جديد.
done-section-merged = صار القسمان واحدا.
refused-section-closed = القسم «{ $name }» مغلق، لا تُكتب فيه مواد جديدة. اختر قسما آخر.
audited-close-section = إغلاق قسم
audited-open-section = فتح قسم من جديد
audited-merge-sections = دمج قسمين
settings-contents = أبواب الإعدادات
settings-names = الاسم والشعار
settings-imprint = بيانات النشر والتنويه
settings-days = الأيام والأعداد
