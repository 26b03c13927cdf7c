-- Phases along a line; standing where the words do not fit; today marked.
local charts = require "lib.charts"

local report = footnote.report {
  api = 1, name = "chart-timelines", title = "Timelines",
  description = "A golden page.", lang = "en", fields = {},
}

local names = { ["03"] = "March", ["04"] = "April" }

local function timeline(width, height)
  return charts.timeline {
    title = "Six weeks until you run as before", width = width, height = height, today = "2026-03-18",
    phases = { { "walk only", from = "2026-03-02", to = "2026-03-15" },
      { "walk and run in turns", from = "2026-03-16", to = "2026-03-29" },
      { "run as before", from = "2026-03-30", to = "2026-04-12" } },
    date_text = function(iso)
      return ("%d %s"):format(tonumber(iso:sub(9)), names[iso:sub(6, 7)])
    end,
  }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    timeline(493, 90),
    timeline(239, 140),
  }
end

return report
