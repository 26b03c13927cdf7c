-- The diary: fourteen days as two blocks of seven side by side, real dates in the first column; in
-- large print one block below the other.

local dates = require "lib.dates"

local diary = {}

local DAYS_A_BLOCK = 7
-- Widths in points: the day, then cells to write in; together half the text block.
local DAY_PT, CELL_PT = 72, { 39, 41, 58, 29.6 }
-- In large print, together the whole of it.
local LARGE_DAY_PT, LARGE_CELL_PT = 110, { 98, 104, 130, 51 }

-- A table of one week: options week (1 or 2), heads, large; days where they are not seven.
local function block(options)
  local large, heads, days = options.large, options.heads, options.days or DAYS_A_BLOCK
  local from = dates.add(footnote.handout.date, (options.week - 1) * DAYS_A_BLOCK)
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
  return table_of { style = "diary", columns = columns, head = head, rows = rows,
    summary = words("diary.summary", { days = tostring(days) }) }
end

local function weeks(heads, large)
  local first, second = block { week = 1, heads = heads, large = large },
    block { week = 2, heads = heads, large = large }
  return large and group { first, second } or band { split = { 6, 6 }, { first }, { second } }
end

-- Days one below the other, as wide as the column that they stand in: a week on the sheet where two
-- weeks are torn off; large print's two weeks.
function diary.one_block(patient, heads, note, days)
  return section {
    title = words("heading.diary"),
    aside = patient.large_print and words(note) or nil,
    not patient.large_print and para { role = "note", words(note) },
    block { week = 1, heads = heads, large = patient.large_print, days = days },
  }
end

-- Both weeks. heads: wording keys of the four columns to write in; note: key of the line that says how
-- to use it.
function diary.whole(patient, heads, note)
  return section {
    title = words("heading.diary"),
    aside = words(note),
    weeks(heads, patient.large_print),
  }
end

return diary
