-- At the end of a page: no heading alone, no first or last line alone, groups and boxes whole, no
-- table head without a row. Each page is filled but for a line or two before the block in question.
local report = footnote.report {
  api = 1, name = "page-ends", title = "Ends of pages", description = "A golden page.", lang = "en",
  fields = {},
}

local sentence = "This sentence is of a length that fills about one line of the page on paper. "

function report.build()
  local blocks = { title = report.title, footer_right = "{page} of {pages}" }
  local function add(block)
    blocks[#blocks + 1] = block
  end
  local function fill(lines, name)
    add(heading { level = 2, name })
    for i = 1, lines do
      add(para("Line " .. i))
    end
  end
  local function next_page()
    for _ = 1, 5 do -- a last page of a few lines would pull more over to it
      add(para "Behind it.")
    end
    add(page_break())
  end

  add(heading { level = 1, report.title })
  fill(31, "A heading would stand last")
  add(section { title = "The heading goes with its words", para(sentence) })
  next_page()
  fill(33, "One line of four would stand last")
  add(para(sentence:rep(3)))
  next_page()
  fill(31, "One line of four would stand first")
  add(para(sentence:rep(3)))
  next_page()
  fill(32, "A group would be cut")
  add(group { para "Kept", para "together", para "whatever comes." })
  next_page()
  fill(31, "A box would be cut")
  add(box { kind = "plain", para(sentence:rep(3)) })
  next_page()
  fill(32, "A table's head would stand alone")
  add(table_of { columns = { {}, { weight = 1 } }, head = { "No.", "Words" },
    rows = { { "1", "One" }, { "2", "Two" } }, summary = "Two rows." })
  return document(blocks)
end

return report
