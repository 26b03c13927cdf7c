-- A page in Arabic: flush right, letters joined, vowel marks, numbers and drug names from the left.
local report = footnote.report {
  api = 1, name = "arabic", title = "دليل رفع الكعب", description = "A golden page.", lang = "ar",
  fields = {},
}

function report.build()
  return document {
    title = report.title, lang = "ar", header_left = "عيادة القدم",
    header_right = "صفحة {page} من {pages}", footer_left = "رقم 12",
    heading { level = 1, report.title },
    para { "ضع رافعة الكعب داخل حذائك كل صباح، ثم امشِ ", bold "عشر دقائق",
      " فقط. تناول ibuprofen 400 mg مع الطعام، ولا تتجاوز 3 أقراص في اليوم. اتصل بالعيادة على " ..
      "الرقم 01632 960 001 (من الاثنين إلى الجمعة) إذا زاد الألم." },
    para { "كِتَابٌ مُفِيدٌ، والسَّلامُ عليكم." },
    para { "كلمة فيها حرفان بالخط العريض: ك", bold "تا", "ب." },
    section { title = "ماذا أفعل؟",
      list { "ابدأ ببطء.", "زد المدة 5 دقائق كل أسبوع.", "توقف إذا شعرت بألم > 5 من 10." },
      checklist { "ضع الرافعة في حذائك الأيمن.", "امشِ قليلاً." },
      list { kind = "number", "الأول", "الثاني" },
    },
    para { lang("fa", "می‌کنم پ چ گ ۱۲"), " ", lang("ur", "ٹھیک ہے۔") },
  }
end

return report
