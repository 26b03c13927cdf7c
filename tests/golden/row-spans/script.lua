-- Cells over several rows and columns: rules stop at them, rows they hold together share a page.
local report = footnote.report {
  api = 1, name = "row-spans", title = "Cells over rows and columns",
  description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  local rows = {}
  for block = 1, 9 do
    rows[#rows + 1] = { cell { rows = 3, header = true, "Block " .. block },
      "Monday", "walk", "10 min" }
    rows[#rows + 1] = { "Wednesday", cell { rows = 2, "rest, or swim if you like" }, "20 min" }
    rows[#rows + 1] = { "Friday", "30 min" }
  end
  return document {
    title = report.title,
    heading { level = 1, report.title },
    table_of {
      columns = { {}, {}, { weight = 1 }, { align = "right" } },
      head = { "Block", "Day", "What", "How long" },
      rows = rows,
      summary = "Nine blocks of three days.",
    },
    heading { level = 2, "With upright rules" },
    table_of {
      style = "diary",
      columns = { { width = 80 }, { weight = 1 }, { weight = 1 }, { weight = 1 } },
      head = { "Day", cell { span = 2, "Pain, morning and evening" }, "OK?" },
      rows = {
        { "Mon 2 Mar", cell { rows = 2, span = 2, "A cell over two rows and two columns" }, "" },
        { "Tue 3 Mar", "" },
        { cell { span = 3, "Over three columns" }, cell { rows = 2, "Over the last two rows" } },
        { "Wed 4 Mar", "", "" },
      },
      summary = "A diary.",
    },
    heading { level = 2, "A tall cell makes its last row higher" },
    table_of {
      columns = { { width = 120 }, { weight = 1 } },
      rows = {
        { cell { rows = 2, "A cell of many words that needs more lines than the two rows beside it "
          .. "have, so that the second grows" }, "First" },
        { "Second" },
        { "Behind", "Third" },
      },
      summary = "A tall cell.",
    },
  }
end

return report
