-- A table longer than a page: the head is repeated, no row is cut in two, cells wrap.
local report = footnote.report {
  api = 1, name = "table-over-pages", title = "A table over pages",
  description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  local rows = {}
  for i = 1, 60 do
    rows[i] = { tostring(i), i % 7 == 0 and ("Words that wrap in their cell. "):rep(4) or "Short",
      i % 2 == 0 and "even" or "odd" }
  end
  return document {
    title = report.title,
    footer_right = "{page} of {pages}",
    heading { level = 1, report.title },
    table_of {
      columns = { { width = 40, align = "right" }, { weight = 1 }, { align = "center" } },
      head = { "No.", "Words", "Kind" },
      rows = rows,
      summary = "Sixty rows.",
    },
    para "Behind the table.",
  }
end

return report
