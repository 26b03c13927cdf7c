-- Twenty sections on a page and a little: the last page is not left with three lines, the break moves
-- forward.
local report = footnote.report {
  api = 1, name = "last-page", title = "The last page has company", description = "A golden page.", lang = "en", fields = {},
}

function report.build()
  local blocks = { title = report.title, footer_right = "{page} of {pages}",
    heading { level = 1, report.title } }
  for i = 1, 35 do
    blocks[#blocks + 1] = para("Line " .. i .. " of thirty-five.")
  end
  return document(blocks)
end

return report
