-- Plain, plan, diary, choice and identity tables, with spans, header cells and symbols.
local report = footnote.report {
  api = 1, name = "tables", title = "Tables of every style", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    table_of { style = "identity", columns = { {}, {}, {} }, head = { "For", "Born", "Phone" },
      rows = { { bold "Robin Example", bold "1 May 1984", bold "01632 960 001" } },
      summary = "Whose sheet this is." },
    heading { level = 2, "Plain" },
    table_of { columns = { { weight = 1 }, { weight = 2 }, { align = "right" } },
      head = { "What", "Why", "How many" },
      rows = { { "One", "Because it is so, and for no other reason than that.", "1" },
        { cell { header = true, "Two" }, cell { span = 2, "A cell over two columns" } } },
      summary = "A plain table." },
    heading { level = 2, "Plan" },
    table_of { style = "plan", columns = { { width = 36 }, {}, { weight = 1 }, { align = "center" } },
      head = { "Week", "Dates", "Runs", "Done" },
      rows = { { "1", "2–8 Mar", "walk only", symbol("box", "not done") },
        { "2", "9–15 Mar", "4 runs of 1 km", symbol("box", "not done") } },
      summary = "A plan." },
    heading { level = 2, "Diary" },
    table_of { style = "diary", columns = { { width = 70 }, { weight = 1 }, { weight = 1 } },
      head = { "Day", "Pain today", "OK?" },
      rows = { { "Mon 2 Mar", "", "" }, { "Tue 3 Mar", "", "" } }, summary = "A diary." },
    heading { level = 2, "Choice" },
    table_of { style = "choice", columns = { { width = 20 }, {}, { weight = 1 } },
      rows = { { symbol("ticked", "yes"), bold "in the heel", "the heel itself" },
        { symbol("box", "no"), "from somewhere else", "the back or hip" } },
      summary = "Which it is." },
  }
end

return report
