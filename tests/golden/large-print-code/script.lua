-- Large print: a code stays beside its words; a drawing with a caption comes below, so do two of words.
local theme = require "lib.theme"

local report = footnote.report {
  api = 1,
  name = "large-print-code", title = "A code in large print", description = "Golden page.",
  lang = "en", fields = {},
}

local function bar(caption)
  return figure { width = 100, height = 40, alt = "A bar.", caption = caption,
    draw = function(canvas) canvas:rect(0, 0, 100, 40):paint { stroke = 1.5 } end }
end

function report.build()
  return document {
    title = report.title, theme = theme.large_print,
    heading { level = 1, report.title },
    band { split = { 7, 5 }, { para { "Day 01632 960 001", line_break(), "Night 01632 960 002" } },
      { qr { "https://clinic.example/heel", words = false, align = "right" } } },
    band { split = { 9, 3 }, { para "Beside a bar." }, { bar() } },
    band { split = { 9, 3 }, { para "Above a bar with words." }, { bar "Not to scale." } },
    band { { para "Two columns of words" }, { para "stand one below the other." } },
  }
end

return report
