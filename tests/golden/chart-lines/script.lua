-- Lines: one, three told apart by markers and dashes, a gap, a single point.
local charts = require "lib.charts"

local report = footnote.report {
  api = 1, name = "chart-lines", title = "Lines",
  description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    band { split = { 6, 6 },
      { charts.line { title = "Your pain goes down while you walk more", axis = "pain, 0 to 10",
        below = "week", width = 239, height = 170, labels = { "1", "2", "3", "4", "5", "6" },
        series = { { values = { 6, 5, 5, 3, 2, 1 } } } } },
      { charts.line { title = "Three kinds of pain", axis = "pain, 0 to 10", width = 239, height = 170,
        labels = { "Mon", "Tue", "Wed", "Thu", "Fri" }, series = {
          { name = "morning", values = { 6, 5, 5, false, 4 } },
          { name = "after a run", values = { 7, 6, 4, 4, 3.5 } },
          { name = "at night", values = { 2, 2, 1, 1, 0 } } } } } },
    charts.line { title = "One value", width = 239, height = 100, labels = { "Mon" },
      series = { { values = { 0 } } } },
  }
end

return report
