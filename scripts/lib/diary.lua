-- The diary: fourteen days as two blocks of seven side by side, real dates in the first column; in
-- large print one block.

local dates = require "lib.dates"
local page = require "lib.page"

local diary = {}

local DAYS_A_BLOCK = 7
-- Widths in points: the day, then cells to write in; together half the text block.
local DAY_PT, CELL_PT = 72, { 39, 41, 58, 29.6 }
-- In large print, together the whole of it.
local LARGE_DAY_PT, LARGE_CELL_PT = 110, { 98, 104, 130, 51 }

local function block(from, heads, days, large, drop)
  local day_pt, cell_pt = large and LARGE_DAY_PT or DAY_PT, large and LARGE_CELL_PT or CELL_PT
  local columns, head, rows = { { width = day_pt } }, { words("diary.day") }, {}
  for i, key in ipairs(heads) do
    columns[i + 1] = { width = cell_pt[i], weight = cell_pt[i] } -- all grow when a block stands alone
    head[i + 1] = words(key)
  end
  for day = 0, days - 1 do
    local row = { { value(dates.diary(dates.add(from, day))) } }
    for i = 1, #heads do
      row[i + 1] = ""
    end
    rows[day + 1] = row
  end
  return table_of { style = "diary", drop = drop, columns = columns, head = head, rows = rows,
    summary = words("diary.summary", { days = tostring(days) }) }
end

-- heads: wording keys of the four columns to write in; note: key of the line that says how to use it.
function diary.two_weeks(patient, heads, note)
  local start, large = footnote.handout.date, patient.large_print
  return section {
    title = words("heading.diary"),
    aside = words(note),
    large and group {
      block(start, heads, DAYS_A_BLOCK, true),
      block(dates.add(start, DAYS_A_BLOCK), heads, DAYS_A_BLOCK, true, page.DROP.second_week),
    } or band {
      split = { 6, 6 },
      { block(start, heads, DAYS_A_BLOCK) },
      { block(dates.add(start, DAYS_A_BLOCK), heads, DAYS_A_BLOCK, false, page.DROP.second_week) },
    },
  }
end

return diary
