-- The plan as a table by weeks with a chart beside it, and the pain line that says when to move on.
--
-- Sizes: the table's rows are 21.5 pt high (the theme's plan style); the chart's rows stand beside
-- them, so both use the same step.

local charts = require "lib.charts"
local dates = require "lib.dates"
local intake = require "lib.intake"
local pain_line = require "lib.pain_line"
local page = require "lib.page"
local plan = require "lib.plan"

local plan_page = {}

local ROW_PT = 21.5
-- The table beside the chart. A cell of two lines would part rows from bars: longer texts ("5 runs of
-- 12.5 km") get a wider table, and the bars are shorter.
local USUAL = { split = { 7, 5 }, chart_pt = 197.3, week = 36, dates = 86, lift = 40, runs = 86 }
local WIDE = { split = { 8, 4 }, chart_pt = 155, week = 36, dates = 86, lift = 50, runs = 116 }
local USUAL_RUNS, USUAL_LIFT = 14, 4 -- letters: "4 runs of 1 km", "3 mm"
local DONE_PT = 33.9
local AXIS_X_PT, LONG_AXIS_X_PT, BAR_PT, TITLE_RISE_PT = 16, 28, 13.5, 6.5

local function amount(week, key)
  local slot = week.unit == "minutes" and "minutes" or "distance"
  return words(key .. "." .. week.unit, { [slot] = plan.number(week.total) })
end

-- "walk only", "4 runs of 1 km"
local function runs_text(week)
  if week.kind == "walk_run" then
    return words("plan.walk_run_week", { times = tostring(week.times), count = tostring(week.repeats),
      run = plan.number(week.run_minutes), walk = plan.number(week.walk_minutes) })
  elseif week.runs == 0 and week.times then
    return words("plan.walk_week", { times = tostring(week.times),
      minutes = plan.number(week.walk_minutes) })
  elseif week.runs == 0 then
    return words("plan.walk_only")
  end
  local slot = week.unit == "minutes" and "minutes" or "distance"
  return words("plan.runs." .. week.unit, { count = tostring(week.runs), [slot] = plan.number(week.each) })
end

local function lift_text(week)
  return words("plan.lift_height", { height = plan.number(week.lift_mm) })
end

local function shape_for(weeks)
  for _, week in ipairs(weeks) do
    if utf8.len(runs_text(week)) > USUAL_RUNS or week.lift_mm and utf8.len(lift_text(week)) > USUAL_LIFT then
      return WIDE
    end
  end
  return USUAL
end

-- The columns of the plan: the lift's height only where there is a lift.
local function columns_of(weeks, shape)
  local all = {
    { width = shape.week, head = "plan.week", text = function(week) return tostring(week.number) end },
    { width = shape.dates, head = "plan.dates",
      text = function(week) return dates.range(week.from, week.to) end },
    { width = shape.lift, head = "plan.lift", only_with = "lift_mm", text = lift_text },
    { width = shape.runs, head = "plan.runs", text = runs_text },
  }
  local out = {}
  for _, column in ipairs(all) do
    if not column.only_with or weeks[1][column.only_with] then
      out[#out + 1] = column
    end
  end
  return out
end

local function week_table(weeks, shape)
  local used = columns_of(weeks, shape)
  local columns, head, rows = {}, {}, {}
  for i, column in ipairs(used) do
    columns[i] = { width = column.width, weight = column.head == "plan.runs" and 1 or 0 }
    head[i] = words(column.head)
  end
  columns[#columns + 1] = { width = DONE_PT, align = "center" }
  head[#head + 1] = words("plan.done")
  for _, week in ipairs(weeks) do
    local row = {}
    for i, column in ipairs(used) do
      row[i] = { value(column.text(week)) }
    end
    row[#row + 1] = { symbol("box", words("check.empty")) }
    rows[#rows + 1] = row
  end
  return table_of { style = "plan", columns = columns, head = head, rows = rows,
    summary = words("plan.summary") }
end

-- Large print: a box and a line a week. It says all that the table and the chart say.
local function week_lines(weeks)
  local items = {}
  for i, week in ipairs(weeks) do
    local slots = { week = tostring(week.number), values = runs_text(week),
      date = dates.range(week.from, week.to) }
    if week.lift_mm then
      slots.height = words("plan.lift_height", { height = plan.number(week.lift_mm) })
    end
    items[i] = { value(words(week.lift_mm and "plan.line.lift" or "plan.line", slots)) }
  end
  return checklist(items)
end

-- "About 20 km a week by 12 April", or as much of it as a line of that width holds.
local function chart_title(last, width_pt)
  local slot = last.unit == "minutes" and "minutes" or "distance"
  local function title(key, date)
    return words(key .. last.unit, { [slot] = plan.number(last.total), date = date })
  end
  local whole = title("chart.title.", dates.day_month(last.to))
  local candidates = { whole, title("chart.title.", dates.day_month(last.to, true)),
    title("chart.title_short.") }
  for _, text in ipairs(candidates) do
    if not width_pt or footnote.text_width(text, { size = 12, bold = true }) <= width_pt then
      return text
    end
  end
  return candidates[#candidates]
end

-- The bars stand beside the rows of the table, which say the weeks in words.
local function draw_chart(canvas, weeks, width_pt)
  local values, axis_x = {}, AXIS_X_PT
  for i, week in ipairs(weeks) do
    axis_x = week.first and LONG_AXIS_X_PT or axis_x -- "1–2"
    values[i] = { tostring(week.number), week.total,
      text = week.total > 0 and amount(week, "plan.week_total") or words("plan.walk") }
  end
  canvas:text(0, ROW_PT - TITLE_RISE_PT, chart_title(weeks[#weeks], width_pt),
    { size = 12, bold = true })
  charts.draw_bar(canvas, { values = values, width = width_pt, height = ROW_PT * (#weeks + 1),
    top = ROW_PT, row = ROW_PT, bar = BAR_PT, axis_x = axis_x })
end

-- "Week 1: walk. Week 2: 4 km. ..." for those who can't see the bars.
local function chart_words(weeks)
  local parts = {}
  for i, week in ipairs(weeks) do
    local text = week.total > 0 and amount(week, "plan.week_total") or words("plan.walk")
    parts[i] = words("chart.alt_week", { week = tostring(week.number), values = text })
  end
  return words("chart.alt", { values = table.concat(parts, " ") })
end

local function chart(weeks, width_pt)
  return figure {
    width = width_pt,
    height = ROW_PT * (#weeks + 1),
    drop = page.DROP.chart,
    alt = chart_title(weeks[#weeks]) .. ". " .. chart_words(weeks),
    draw = function(canvas) draw_chart(canvas, weeks, width_pt) end,
  }
end

-- A long plan begins with weeks of walking: those are one row, or the sheet would not hold it.
local MOST_ROWS = 6

local function rows_of(weeks)
  local rows = {}
  for i, week in ipairs(weeks) do
    local before = rows[#rows]
    if #weeks > MOST_ROWS and week.runs == 0 and before and before.runs == 0
      and before.lift_mm == week.lift_mm then
      local joined = {}
      for key, item in pairs(before) do
        joined[key] = item
      end
      joined.to, joined.number = week.to, ("%s–%s"):format(tostring(before.first or before.number), i)
      joined.first = before.first or before.number
      rows[#rows] = joined
    else
      rows[#rows + 1] = week
    end
  end
  return rows
end

-- How much longer the insert is worn each day of the first week, where there is a plan by weeks.
function plan_page.wear_in(patient, clinic)
  return patient.plan_profile ~= "none" and para { role = "note",
    restate("plan.wear_in", { minutes = tostring(plan.wear_in(patient, clinic).add_minutes_a_day) }) }
end

-- No plan: walk only until the visit.
function plan_page.walk_only()
  return section { title = words("heading.run"), para { restate "plan.walk_only_until_visit" } }
end

-- How long to wear the insert on each day of the first week.
function plan_page.wear(patient, clinic)
  local rows, lines = {}, {}
  for i, day in ipairs(plan.wear_in_days(patient, clinic)) do
    local minutes = words("plan.week_total.minutes", { minutes = plan.number(day.minutes) })
    rows[i] = { { value(dates.diary(day.date)) }, { value(minutes) },
      { symbol("box", words("check.empty")) } }
    lines[i] = { value(words("plan.wear_line", { date = dates.diary(day.date), values = minutes })) }
  end
  return section { title = words("heading.wear"), patient.large_print and checklist(lines)
    or table_of { style = "plain", columns = { { width = 90 }, { weight = 1 },
      { width = DONE_PT, align = "center" } }, head = { words("diary.day"), words("plan.wear_for"),
      words("plan.done") }, rows = rows, summary = words("heading.wear") } }
end

-- "How do I build up?": table and chart side by side; false where there is no plan.
function plan_page.build_up(patient, clinic)
  local weeks = plan.weeks(patient, clinic)
  if not weeks then
    return false
  end
  local body
  if patient.large_print then
    body = week_lines(rows_of(weeks))
  elseif weeks[1].times then -- long words a week: no room for bars
    body = week_table(weeks, WIDE)
  else
    weeks = rows_of(weeks)
    local shape = shape_for(weeks)
    body = band { split = shape.split, { week_table(weeks, shape) }, { chart(weeks, shape.chart_pt) } }
  end
  return section { title = words("heading.build_up"), aside = restate "plan.how", body }
end

-- The pain line with its zones; the same symbols stand in the key below it.
local LINE_WIDTH_PT, LINE_HEIGHT_PT = 239.6, 46
local ZONES = { { name = "go", kind = "open" }, { name = "repeat", kind = "half" },
  { name = "stop", kind = "full" } }

local LARGE_LINE = { width = 493, height = 70, size = 18 }

local function pain_figure(rule, large)
  local frame = large and LARGE_LINE or { width = LINE_WIDTH_PT, height = LINE_HEIGHT_PT }
  local zones, ranges = {}, {}
  for i, zone in ipairs(ZONES) do
    local low, high = rule[zone.name].low, rule[zone.name].high
    zones[i] = { low = low, high = high, kind = zone.kind }
    ranges[zone.name] = words("drawing.range", { low = tostring(low), high = tostring(high) })
  end
  return figure {
    width = frame.width, height = frame.height,
    alt = words("drawing.alt.pain_line", ranges),
    draw = function(canvas)
      pain_line.draw(canvas, { width = frame.width, height = frame.height, size = frame.size,
        zones = zones })
    end,
  }
end

-- The key of the pain line: the same symbols, the ranges in words.
local function key(rule)
  local lines = { role = "note" }
  local function add(kind, name, zone)
    if #lines > 0 then
      lines[#lines + 1] = line_break()
    end
    lines[#lines + 1] = symbol(kind, words("move_on." .. kind))
    lines[#lines + 1] = " "
    lines[#lines + 1] = restate(name, { low = tostring(zone.low), high = tostring(zone.high) })
  end
  add("open", "move_on.go", rule.go)
  add("half", "move_on.repeat", rule["repeat"])
  add("full", "move_on.stop", rule.stop)
  lines[#lines + 1] = line_break()
  lines[#lines + 1] = restate "move_on.next_morning"
  return para(lines)
end

-- Pain is no safe guide for everyone: the clinic says for whom the rule is not printed.
function plan_page.pain_is_no_guide(patient, clinic)
  for _, name in ipairs(clinic.pain_rule.off_for) do
    if intake.has(patient.comorbidities, name) or intake.has(patient.condition, name) then
      return true
    end
  end
  return false
end

-- "How do I know I can move on?", with what else is part of the plan (a list of blocks) below it.
function plan_page.move_on(patient, clinic, what_else)
  local rule = clinic.pain_rule
  if plan_page.pain_is_no_guide(patient, clinic) then
    return section {
      title = words("heading.move_on"),
      para { restate "move_on.not_for_you" },
      table.unpack(what_else),
    }
  end
  return section {
    title = words("heading.move_on"),
    pain_figure(rule, patient.large_print),
    key(rule),
    table.unpack(what_else),
  }
end

return plan_page
