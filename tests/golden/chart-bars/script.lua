-- Bars lying and standing, one solid, one of nothing, a label broken, large type.
local charts = require "lib.charts"

local report = footnote.report {
  api = 1, name = "chart-bars", title = "Bars",
  description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band { split = { 6, 6 },
      { charts.bar { title = "You build up to 12 km a week", width = 197, height = 150, unit = "km",
        highlight = 4, values = { { "Week 1", 0, text = "walk" }, { "Week 2", 4 }, { "Week 3", 8 },
          { "Week 4", 12 } } } },
      { charts.bar { title = "Minutes walked", direction = "standing", axis = "minutes", below = "day",
        width = 239, height = 150, caption = "Most on Friday.", values = { { "Mon", 10 }, { "Tue", 20 },
          { "Wed", 0 }, { "Thu", 35 }, { "Fri", 40 } } } } },
    charts.bar { width = 197, height = 60, values = { { "a long label that must be broken", 3 } } },
    charts.bar { title = "In large print", size = 18, width = 493, height = 130, unit = "minutes",
      values = { { "morning", 12.5 }, { "evening", 30 } } },
  }
end

return report
