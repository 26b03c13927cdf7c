-- A long table after half a page of words: it begins there and goes on over the page end, rather than
-- leaving a hole in front of it; never with a single row on one side.
local report = footnote.report {
  api = 1, name = "hole-before-table", title = "No hole before a table", description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  local rows = {}
  for i = 1, 24 do
    rows[i] = { i, "Row " .. i, "What is said in it" }
  end
  local lines = {}
  for i = 1, 22 do
    lines[i] = para("Line " .. i)
  end
  return document {
    title = report.title,
    footer_right = "{page} of {pages}",
    heading { level = 1, report.title },
    section { title = "Words first", lines },
    section {
      title = "A table",
      table_of { columns = { { width = 36 }, { width = 80 }, { weight = 1 } },
        head = { "No.", "Row", "Words" }, rows = rows, summary = "Twenty-four rows." },
    },
  }
end

return report
