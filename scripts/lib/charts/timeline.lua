-- Timelines: phases with dates and words along a line, today marked. See lib.charts.
--
-- The line lies where all words fit over their phases, and stands (a row for each phase) where not.

local base = require "lib.charts.base"
local dates = require "lib.dates"
local labels = require "lib.labels"

local timeline = {}

local TICK_PT, DOT_PT, MARK_PT = 5, 3.5, 5 -- half a tick, a standing line's dots, today's triangle
local MOST_LINES = 4 -- of the words over a phase that lies
local LINE_X_PT = 8 -- of a standing line

-- The phases, checked: { words, from, to, first, days } with day numbers.
local function check(options)
  local phases = {}
  for i, phase in ipairs(base.check_list("timeline", options.phases, "phases", 30)) do
    local words = base.check_text("timeline", phase[1], ("the words of phase %d"):format(i))
    for _, name in ipairs { "from", "to" } do
      if type(phase[name]) ~= "string" or not phase[name]:match("^%d%d%d%d%-%d%d%-%d%d$") then
        base.fail("timeline", ("phase '%s' needs %s as a date: YYYY-MM-DD"):format(words, name))
      end
    end
    local first, last = dates.number(phase.from), dates.number(phase.to)
    if last < first then
      base.fail("timeline", ("phase '%s' ends before it begins"):format(words))
    elseif i > 1 and first <= phases[i - 1].last then
      base.fail("timeline", ("phase '%s' begins before '%s' has ended"):format(words, phases[i - 1].words))
    end
    phases[i] = { words = words, from = phase.from, to = phase.to, first = first, last = last }
  end
  return phases
end

local function today_of(options, phases)
  local today = options.today and dates.number(options.today)
  if today and today >= phases[1].first and today <= phases[#phases].last then
    return today
  end
  return nil
end

local function date_text(options, iso)
  return (options.date_text or dates.day_month)(iso)
end

-- A triangle that points down to x, y.
local function draw_mark(canvas, x, y)
  canvas:move(x, y):line(x - MARK_PT * 0.8, y - MARK_PT * 1.4):line(x + MARK_PT * 0.8, y - MARK_PT * 1.4)
  canvas:close():paint { fill = "black" }
end

-- Where the words of a lying line stand, or nil when they don't fit.
local function lay(options, phases, top, size)
  local first, last = phases[1].first, phases[#phases].last + 1
  local plan = { phases = {}, lines = 1 }
  function plan.x_of(day)
    return options.width * (day - first) / (last - first)
  end
  local dates_from = -math.huge
  for i, phase in ipairs(phases) do
    local left, right = plan.x_of(phase.first), plan.x_of(phase.last + 1)
    local lines = labels.lines(phase.words, right - left - base.GAP_PT, size)
    local date = date_text(options, phase.from)
    local wide = labels.width(date, size)
    if labels.width(table.concat(lines, "\n"), size) > right - left - base.GAP_PT or #lines > MOST_LINES
      or left < dates_from then
      return nil
    end
    dates_from = left + wide + base.GAP_PT
    plan.lines = math.max(plan.lines, #lines)
    plan.phases[i] = { left = left, right = right, lines = lines, date = date }
  end
  plan.end_date = date_text(options, phases[#phases].to)
  if dates_from + labels.width(plan.end_date, size) > options.width and #phases > 0 then
    return nil
  end
  local today_pt = options.today and labels.height(1, size) + MARK_PT * 1.4 + 2 or 0
  plan.words_top = top + 2
  plan.line_y = top + 2 + labels.height(plan.lines, size) + TICK_PT + 2 + today_pt
  plan.today_y = plan.line_y - TICK_PT - 2
  local dates_pt = TICK_PT + 2 + labels.height(1, size)
  return plan.line_y + dates_pt <= options.height + 0.01 and plan or nil
end

local function draw_lying(canvas, options, phases, plan, size)
  canvas:move(0, plan.line_y):line(options.width, plan.line_y):paint { stroke = base.LINE_PT }
  for i, phase in ipairs(plan.phases) do
    local x = i == 1 and 0.75 or phase.left
    canvas:move(x, plan.line_y - TICK_PT):line(x, plan.line_y + TICK_PT):paint { stroke = base.LINE_PT }
    for k, line in ipairs(phase.lines) do
      canvas:text((phase.left + phase.right) / 2,
        plan.words_top + labels.CAP * size + (k - 1) * labels.LINE * size, line,
        { size = size, align = "center" })
    end
    canvas:text(phase.left, plan.line_y + TICK_PT + 2 + labels.CAP * size, phase.date, { size = size })
  end
  local x, y = options.width - 0.75, plan.line_y
  canvas:move(x, y - TICK_PT):line(x, y + TICK_PT):paint { stroke = base.LINE_PT }
  canvas:text(options.width, y + TICK_PT + 2 + labels.CAP * size, plan.end_date,
    { size = size, align = "right" })
  local today = today_of(options, phases)
  if today then
    local words = options.today_words or "today"
    local wide = labels.width(words, size, true)
    x = plan.x_of(today + 0.5)
    draw_mark(canvas, x, y - 1)
    canvas:text(math.max(wide / 2, math.min(options.width - wide / 2, x)), plan.today_y - MARK_PT * 1.4,
      words, { size = size, bold = true, align = "center" })
  end
end

-- The rows of a standing line: the dates, then the words, in two columns.
local function rows_of(options, phases, size)
  local rows, date_wide, high = {}, 0, 0
  for i, phase in ipairs(phases) do
    local date = date_text(options, phase.from) .. " – " .. date_text(options, phase.to)
    rows[i] = { date = date }
    date_wide = math.max(date_wide, labels.width(date, size))
  end
  local text_x = LINE_X_PT * 2 + date_wide + 2 * base.GAP_PT
  if text_x > options.width * 0.6 then -- the words stand below their dates
    text_x = LINE_X_PT * 2
  end
  local today, today_words = today_of(options, phases), options.today_words or "today"
  for i, phase in ipairs(phases) do
    local row = rows[i]
    row.is_today = today and today >= phase.first and today <= phase.last
    local words = row.is_today and phase.words .. " (" .. today_words .. ")" or phase.words
    row.lines = labels.lines(words, options.width - text_x, size)
    row.below = text_x == LINE_X_PT * 2 and 1 or 0
    row.high = labels.height(#row.lines + row.below, size) + base.GAP_PT
    high = high + row.high
  end
  return rows, text_x, high
end

local function draw_standing(canvas, options, phases, top, size)
  local rows, text_x, high = rows_of(options, phases, size)
  if top + high > options.height + 0.01 then
    base.fail("timeline", ("the phases need a height of %d points"):format(math.ceil(top + high)))
  end
  local y = top
  for i, row in ipairs(rows) do
    local baseline = y + labels.CAP * size
    row.y = baseline - labels.CAP * size / 2
    if i > 1 then
      canvas:move(LINE_X_PT, rows[i - 1].y):line(LINE_X_PT, row.y):paint { stroke = base.LINE_PT }
    end
    y = y + row.high
    canvas:text(LINE_X_PT * 2, baseline, row.date, { size = size, bold = row.is_today })
    for k, line in ipairs(row.lines) do
      canvas:text(text_x, baseline + (k - 1 + row.below) * labels.LINE * size, line,
        { size = size, bold = row.is_today })
    end
  end
  for _, row in ipairs(rows) do
    canvas:circle(LINE_X_PT, row.y, DOT_PT)
    canvas:paint { stroke = base.LINE_PT, fill = row.is_today and "black" or "white" }
  end
end

function timeline.draw(canvas, options)
  local size, phases = base.check_frame("timeline", options), check(options)
  local top = base.draw_title(canvas, options.title, options.width, size)
  local plan = lay(options, phases, top, size)
  if plan then
    draw_lying(canvas, options, phases, plan, size)
  else
    draw_standing(canvas, options, phases, top, size)
  end
end

-- "2 March to 8 March: walk only (today). ..."
function timeline.data(options)
  local phases, parts = check(options), {}
  local today = today_of(options, phases)
  for i, phase in ipairs(phases) do
    local is_today = today and today >= phase.first and today <= phase.last
    parts[i] = ("%s – %s: %s%s."):format(date_text(options, phase.from), date_text(options, phase.to),
      phase.words, is_today and " (" .. (options.today_words or "today") .. ")" or "")
  end
  return table.concat(parts, " ")
end

return timeline
