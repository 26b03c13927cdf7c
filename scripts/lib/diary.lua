-- The diary: fourteen days as two blocks of seven side by side, real dates in the first column.

local dates = require "lib.dates"

local diary = {}

local DAYS_A_BLOCK = 7
-- Widths in points: the day, then cells to write in; together half the text block.
local DAY_PT, CELL_PT = 72, { 39, 41, 58, 29.6 }

local function block(from, heads)
  local columns, head, rows = { { width = DAY_PT } }, { words("diary.day") }, {}
  for i, key in ipairs(heads) do
    columns[i + 1] = { width = CELL_PT[i], weight = i == #heads and 1 or 0 }
    head[i + 1] = words(key)
  end
  for day = 0, DAYS_A_BLOCK - 1 do
    local row = { { value(dates.diary(dates.add(from, day))) } }
    for i = 1, #heads do
      row[i + 1] = ""
    end
    rows[day + 1] = row
  end
  return table_of { style = "diary", columns = columns, head = head, rows = rows,
    summary = words("diary.summary", { days = tostring(DAYS_A_BLOCK) }) }
end

-- heads: wording keys of the four columns to write in; note: key of the line that says how to use it.
function diary.two_weeks(heads, note)
  local start = footnote.handout.date
  return section {
    title = words("heading.diary"),
    aside = words(note),
    band {
      split = { 6, 6 },
      { block(start, heads) },
      { block(dates.add(start, DAYS_A_BLOCK), heads) },
    },
  }
end

return diary
