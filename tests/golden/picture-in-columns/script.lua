-- A picture is never wider than its column; the same one twice is kept once.
local report = footnote.report {
  api = 1, name = "picture-in-columns", title = "Columns", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band {
      { para "Left.", figure { picture = "tall.png", width = 120, alt = "Squares." } },
      { para "Right.", figure { picture = "tall.png", height = 100, alt = "Squares again." } },
      split = { 2, 10 },
    },
    group { figure { picture = "tall.png", width = 36, alt = "Small squares." }, para "Together." },
    list { { para "An item.", figure { picture = "tall.png", width = 36, alt = "In a list." } } },
  }
end

return report
