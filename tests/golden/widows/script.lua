-- Widows and orphans: wherever the page ends in a row of paragraphs, two lines at least stand on each
-- side, a last page is not left with a line or two, and headings stand with their words.
local report = footnote.report {
  api = 1, name = "widows", title = "No line alone", description = "A golden page.", lang = "en", fields = {},
}

local sentence = "This sentence is of a length that fills about one line of the page on paper. "

function report.build()
  local blocks = { title = report.title, footer_right = "{page} of {pages}",
    heading { level = 1, report.title } }
  for i = 1, 9 do
    blocks[#blocks + 1] = section { title = "Part " .. i, para(sentence:rep(i % 4 + 2)),
      para(sentence:rep(3)) }
  end
  return document(blocks)
end

return report
