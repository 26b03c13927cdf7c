-- A document from right to left is laid out from the right; figures, boxes and ticks are not mirrored.
local report = footnote.report {
  api = 1, name = "mirrored", title = "صفحة معكوسة", description = "A golden page.", lang = "ar",
  fields = {},
}

local function arrow(canvas) -- its point is at the right
  canvas:move(0, 20):line(80, 20):paint { stroke = 2 }
  canvas:path("M80 10 L100 20 L80 30 Z"):paint { fill = "black" }
  canvas:text(0, 40, "left", { size = 12 })
end

function report.build()
  return document {
    title = report.title, lang = "ar",
    heading { level = 1, aside = "ملاحظة", report.title },
    band { split = { 8, 4 },
      { para "العمود الأول في اليمين.", figure { width = 100, height = 44, alt = "سهم", draw = arrow } },
      { para "العمود الثاني في اليسار." } },
    table_of { columns = { { width = 120 }, { width = 0, weight = 1 }, { width = 60, align = "right" } },
      head = { "الأسبوع", "المدة", "العدد" },
      rows = { { "الأول", "10 دقائق", "3" }, { "الثاني", "ibuprofen 200 mg", "12" } },
      summary = "خطة" },
    box { kind = "callout", para { "انظر ",
      link("https://clinic.example/heel", "clinic.example/heel"), " للمزيد." } },
    box { kind = "safety", title = "توقف", icon = "clock", para "إذا زاد الألم." },
    list { kind = "plain", { symbol("ticked", "نعم"), "نعم" }, { symbol("box", "لا"), "لا" } },
    para { "العلامات: ", symbol("half", "نصف"), " نصف ", symbol("clock", "وقت"), " وقت" },
    para { restate "lift.raises", " ", restate "cup.holds" },
    sources {},
  }
end

return report
