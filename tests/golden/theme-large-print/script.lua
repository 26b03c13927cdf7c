-- Large print: one column in reading order, the label above, brackets, a footer of two lines.
local theme = require "lib.theme"

local report = footnote.report {
  api = 1,
  name = "large-print", title = "Large print", description = "Golden page.", lang = "en", fields = {},
}

function report.build()
  return document {
    title = report.title, theme = theme.large_print,
    header_left = "A clinic", header_right = "Page {page} of {pages}",
    footer_left = "CODE · version 1.0", footer_right = "Example, not for patients",
    heading { level = 1, "A title that is long enough for two lines in large type" },
    box { kind = "main", label = "The main thing", para { role = "main", "Start slowly." } },
    box {
      kind = "safety", icon = "stop", title = "Stop and call us",
      list { columns = 2, "a new ache", "a blister", "numb toes", "pain at night" },
    },
    band {
      split = { 7, 5 },
      { section { title = "What is it for?", para "It raises your heel a little." },
        section { title = "Today", checklist { "Put it in your shoe.", "Walk for ten minutes." } } },
      { figure { width = 190, height = 60, alt = "A bar.", caption = "Not to scale.",
        draw = function(canvas) canvas:rect(10, 10, 120, 30):paint { stroke = 1.5 } end } },
    },
    section {
      title = "Weeks", aside = "one line a week",
      table_of { style = "plain", summary = "Runs by week", columns = { { width = 60 }, { weight = 1 } },
        head = { "Week", "Runs" }, rows = { { "1", "walk only" }, { "2", "3 runs of 1 km" } } },
    },
    para { role = "note", "A note with a ", bold "bold", " word. ", symbol("box", "empty box"), " done" },
  }
end

return report
