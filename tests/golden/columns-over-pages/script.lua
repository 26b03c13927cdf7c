-- Columns longer than the page: each page has columns of its own, of one height, and reading goes down
-- the columns of a page before the next page.
local report = footnote.report {
  api = 1, name = "columns-over-pages", title = "Columns over pages", description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  local words = {}
  for i = 1, 44 do
    words[i] = para("Paragraph " .. i .. " is read after the one before it, and before the next.")
  end
  return document {
    title = report.title,
    footer_right = "{page} of {pages}",
    heading { level = 1, report.title },
    para "Words in front of the columns.",
    columns { words },
    para "Words behind the columns.",
  }
end

return report
