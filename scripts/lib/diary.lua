-- The diary: fourteen days as two blocks of seven side by side, real dates in the first column; in
-- large print one block below the other. Where the sheet has no room for the second week, two whole
-- weeks stand on a page to tear off.

local dates = require "lib.dates"
local page = require "lib.page"

local diary = {}

local DAYS_A_BLOCK = 7
-- Widths in points: the day, then cells to write in; together half the text block.
local DAY_PT, CELL_PT = 72, { 39, 41, 58, 29.6 }
-- In large print, together the whole of it.
local LARGE_DAY_PT, LARGE_CELL_PT = 110, { 98, 104, 130, 51 }

-- A table of one week: options week (1 or 2), heads, large, drop; days where they are not seven.
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
  return table_of { style = "diary", drop = options.drop, columns = columns, head = head, rows = rows,
    summary = words("diary.summary", { days = tostring(days) }) }
end

-- Both weeks; the second one may be left out by itself with drop.
local function weeks(heads, large, drop)
  local first, second = block { week = 1, heads = heads, large = large },
    block { week = 2, heads = heads, large = large, drop = drop }
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

-- heads: wording keys of the four columns to write in; note: key of the line that says how to use it.
-- The second week goes by itself where there is no room.
function diary.two_weeks(patient, heads, note)
  return section {
    title = words("heading.diary"),
    aside = words(note),
    weeks(heads, patient.large_print, page.DROP.second_week),
  }
end

-- The same, to be kept or left out as a whole (where: drop, when_dropped).
function diary.whole(patient, heads, note, where)
  return section {
    drop = where and where.drop,
    title = words("heading.diary"),
    aside = words(note),
    weeks(heads, patient.large_print),
  }
end

-- The first week alone: the columns share the width that there is.
function diary.one_week(patient, heads, where)
  return section {
    drop = where and where.drop,
    when_dropped = where and where.when_dropped,
    title = words("heading.diary"),
    block { week = 1, heads = heads, large = patient.large_print },
  }
end

-- Two weeks on a page of their own, when the second week found no room on the sheet; below them what
-- else is to stand there (blocks).
function diary.tear_off(patient, heads, note, more)
  local whole = {
    tear_off = true,
    when_dropped = page.DROP.second_week,
    heading { level = 2, words("heading.diary"), aside = words(note) },
    weeks(heads, patient.large_print),
  }
  for _, more_block in ipairs(more or {}) do
    whole[#whole + 1] = more_block or nil -- false: what this patient has no use for
  end
  return group(whole)
end

return diary
