-- Hebrew and Arabic in an English document: words, whole paragraphs, cells, a drawing's words.
local report = footnote.report {
  api = 1, name = "mixed-directions", title = "Two directions", description = "A golden page.",
  lang = "en", fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    para { "Say ", lang("he", "שלום, עולם!"), " to him (", lang("he", "בוקר טוב"),
      "), then walk 10 minutes. The Arabic word is ", lang("ar", "مرحبا"), "." },
    para { lang("he", "הכניסו את ההגבהה לנעל בכל בוקר ולכו עשר דקות. התקשרו 01632 960 001 אם הכאב " ..
      "מתגבר, בכל יום ובכל שעה.") },
    para { "שלום without its language begins at the right." },
    heading { level = 2, lang("ar", "عنوان") },
    list { "walk", { lang("ar", "امشِ ببطء.") } },
    table_of { columns = { { width = 0, weight = 1 }, { width = 0, weight = 1 } },
      head = { "English", { lang("he", "עברית") } },
      rows = { { "heel", { lang("he", "עקב") } }, { "tendon", { lang("ar", "وتر") } } },
      summary = "Words in two languages" },
    figure { width = 200, height = 40, alt = "Words.", draw = function(canvas)
      canvas:rect(0, 0, 200, 40):paint { stroke = 0.75 }
      canvas:text(190, 26, "עקב 3 mm אחורי", { size = 12, align = "right" })
    end },
  }
end

return report
