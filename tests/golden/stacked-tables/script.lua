-- Large print: rows of a table one below the other, head words in front; the strip is one fact a line.
local theme = require "lib.theme"

local report = footnote.report {
  api = 1, name = "stacked-tables", title = "Tables in large print", description = "A golden page.",
  lang = "en", fields = {},
}

function report.build()
  local box = function() return symbol("box", "tick when done") end
  return document {
    title = report.title, theme = theme.large_print,
    heading { level = 1, report.title },
    table_of { style = "identity", columns = { {}, {}, {} }, head = { "For", "Born", "Phone" },
      rows = { { bold "Robin Example", bold "1 May 1984", bold "01632 960 001" } },
      summary = "Whose sheet this is." },
    heading { level = 2, "Plan" },
    table_of { style = "plan", columns = { { width = 36 }, {}, { width = 40 }, {}, { width = 34 } },
      head = { "Week", "Dates", "Lift", "Runs", "Done" },
      rows = {
        { "1", "2–8 March", cell { rows = 2, "3 mm" }, "walk only", box() },
        { "2", "9–15 March", "4 runs of 1 km", box() },
        { cell { span = 5, header = true, "From here on run as you like." } },
        { "3", "16–22 March", "6 mm", "4 runs of 2 km, with a day of rest after each of them", box() },
      },
      summary = "A plan." },
    heading { level = 2, "Diary that keeps its columns" },
    table_of { style = "diary", columns = { { width = 72 }, { width = 39 }, { width = 41 }, { width = 30 } },
      head = { "Day", "Time", "Pain", "OK?" },
      rows = { { "Mon 2 Mar", "", "", box() }, { "Tue 3 Mar", "", "", box() } }, summary = "A diary." },
    heading { level = 2, "Diary too wide for its columns" },
    table_of { style = "diary", columns = { {}, {}, {}, {}, {}, {}, {} },
      head = { "Day", "Morning", "Afternoon", "Evening", "Tablets", "Stiffness", "Exercises" },
      rows = { { "Mon 2 Mar", "", "", "", "", "", box() }, { "Tue 3 Mar", "", "", "", "", "", box() } },
      summary = "A wide diary." },
    heading { level = 2, "Choice" },
    table_of { style = "choice", columns = { { width = 20 }, {}, { weight = 1 } },
      rows = { { symbol("ticked", "yes"), bold "in the heel", "the heel itself" },
        { box(), "from somewhere else", "the back or hip" } },
      summary = "Which it is." },
    definitions { { "tendon", "a cord that ties a muscle to a bone, and takes long to heal" } },
    writing_lines { count = 2 },
  }
end

return report
