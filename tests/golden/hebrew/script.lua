-- A page in Hebrew: points under the letters, a long paragraph, words to press.
local report = footnote.report {
  api = 1, name = "hebrew", title = "הגבהה לעקב", description = "A golden page.", lang = "he",
  fields = {},
}

function report.build()
  return document {
    title = report.title, lang = "he", justified = true,
    heading { level = 1, report.title },
    para { "הכניסו את ההגבהה לנעל בכל בוקר ולכו עשר דקות. קחו 400 mg של ibuprofen עם אוכל, לא יותר " ..
      "מ-3 כדורים ביום. התקשרו 01632 960 001 אם הכאב מתגבר, או כתבו אל ",
      link("mailto:clinic@example.org", "clinic@example.org"), " (עד 17:30)." },
    para { "שָׁלוֹם עֲלֵיכֶם! טווח: 5-10 דקות, 3 מ\"מ." },
    definitions { { "עקב", "החלק האחורי של כף הרגל." }, { "גיד", "מחבר שריר לעצם." } },
    box { kind = "main", label = "חשוב", para "אל תרוצו לפני 6 שבועות." },
  }
end

return report
