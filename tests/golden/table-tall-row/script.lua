-- Rows higher than a page are divided between the lines of their cells; nothing is lost.
local report = footnote.report {
  api = 1, name = "table-tall-row", title = "A row higher than a page",
  description = "A golden page.", lang = "en",
  fields = {},
}

local function many(word, count)
  local words_of_cell = {}
  for i = 1, count do
    words_of_cell[i] = word .. " " .. i .. "."
  end
  return table.concat(words_of_cell, " ")
end

function report.build()
  return document {
    title = report.title,
    footer_right = "{page} of {pages}",
    heading { level = 1, report.title },
    table_of {
      columns = { { width = 60 }, { width = 120 }, { weight = 1 } },
      head = { "Name", "Few", "Many" },
      rows = {
        { "Short", "a", "b" },
        { "Tall", many("Few", 40), many("Words that fill a cell", 260) },
        { cell { rows = 3, many("Label", 90) }, "First", "one" },
        { "Second", many("Inner", 120) },
        { "Third", "three" },
        { "Last", "y", "z" },
      },
      summary = "Tall rows.",
    },
    para "Behind the table.",
  }
end

return report
