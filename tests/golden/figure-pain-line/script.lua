-- The pain line at both sizes, with the zones of a clinic.
local pain_line = require "lib.pain_line"

local report = footnote.report {
  api = 1, name = "figure-pain-line", title = "Pain line",
  description = "A golden page.", lang = "en", fields = {},
}

local zones = { { low = 0, high = 3, kind = "open" }, { low = 4, high = 5, kind = "half" },
  { low = 6, high = 10, kind = "full" } }

local function drawn(options)
  options.zones = zones
  return figure { width = options.width, height = options.height, alt = "Pain line.",
    draw = function(canvas) pain_line.draw(canvas, options) end }
end

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    drawn { width = 239.6, height = 46 },
    drawn { width = 493, height = 92, size = 18, least = "no pain", most = "worst pain" },
  }
end

return report
