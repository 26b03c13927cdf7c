-- Fifty values: labels and numbers only where there is room.
local charts = require "lib.charts"

local report = footnote.report {
  api = 1, name = "chart-crowded", title = "Crowded charts",
  description = "A golden page.", lang = "en", fields = {},
}

local bars, names, numbers = {}, {}, {}
for i = 1, 50 do
  names[i], numbers[i] = "day " .. i, i * 7 % 23
  bars[i] = { names[i], numbers[i] }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    charts.bar { title = "Standing", direction = "standing", width = 493, height = 120, values = bars },
    charts.bar { title = "Lying", width = 239, height = 180, values = bars },
    charts.line { title = "A line", width = 493, height = 120, labels = names,
      series = { { values = numbers } } },
  }
end

return report
