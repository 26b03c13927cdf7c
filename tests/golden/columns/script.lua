-- Columns: one height for all, no line alone, a list, a table whose head stands on each column; in a
-- box the same columns stay whole.
local report = footnote.report {
  api = 1, name = "columns", title = "Columns", description = "A golden page.", lang = "en", fields = {},
}

local sentence = "These words flow from one column to the next. "

function report.build()
  local rows = {}
  for i = 1, 9 do
    rows[i] = { "Day " .. i, i .. " km" }
  end
  return document {
    title = report.title,
    heading { level = 1, report.title },
    columns { para(sentence:rep(6)), para(sentence:rep(5)) },
    columns {
      count = 3,
      heading { level = 2, "Before" },
      list { "Shoes", "Socks", "A towel", "A ball" },
      heading { level = 2, "After" },
      para(sentence:rep(4)),
      heading { level = 2, "Later" },
      para "Short.",
    },
    columns {
      table_of { columns = { {}, { weight = 1 } }, head = { "Day", "Run" }, rows = rows,
        summary = "Nine days." },
    },
    box { kind = "plain", section { title = "In a box", columns { para(sentence:rep(6)) } } },
  }
end

return report
