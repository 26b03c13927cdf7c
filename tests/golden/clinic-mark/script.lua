-- What the clinic says bears its mark: once for a box or a column that is all its own, else each.
local report = footnote.report {
  api = 1, name = "clinic-mark", title = "Whose advice it is", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    box { kind = "safety", title = "All of it is the clinic's",
      list { { restate "clinic.look" }, { restate "clinic.call" } } },
    box { kind = "safety", title = "Some of it is",
      list { { restate "clinic.look" }, { restate "lift.raises" } } },
    table_of { columns = { {}, {}, { weight = 1 } }, head = { "What", "The clinic's", "Mixed" },
      rows = { { "One", { restate "clinic.look" }, { restate "clinic.call" } },
        { "Two", { restate "clinic.call" }, { restate "cup.soft" } } },
      summary = "A column of the clinic's advice and a mixed one." },
    para { restate "clinic.look" },
    sources { label = bold "Sources" },
  }
end

return report
