version-typing = قيد الكتابة
