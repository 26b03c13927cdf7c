-- Bar charts, lying or standing. See lib.charts.

local base = require "lib.charts.base"
local labels = require "lib.labels"

local bar = {}

local BAR_SHARE, THICKEST_PT = 0.63, 24 -- of a row that is the bar
local NARROW_GAP_PT, MOST_LINES = 3, 3 -- of labels under standing bars
local LABEL_SHARE = 0.4 -- of the width that the labels of lying bars may take

-- The chart's bars, checked: { label, value, text, is_solid }.
local function check(options)
  local bars = {}
  if options.direction ~= nil and options.direction ~= "lying" and options.direction ~= "standing" then
    base.fail("bar", "direction must be \"lying\" or \"standing\"")
  elseif options.below and options.direction ~= "standing" then
    base.fail("bar", "below is for standing bars: lying bars have their labels at the left")
  end
  for i, entry in ipairs(base.check_list("bar", options.values, "values")) do
    if type(entry) ~= "table" then
      base.fail("bar", ("value %d must be { label, number }"):format(i))
    end
    local label = base.check_text("bar", entry[1], ("the label of value %d"):format(i))
    local value = base.check_number("bar", entry[2], label)
    bars[i] = { label = label, value = value, is_solid = options.highlight == i,
      text = entry.text or base.with_unit(value, options.unit),
      short = entry.text or base.number(value) }
  end
  return bars
end

local function most_of(bars)
  local most = 0
  for _, entry in ipairs(bars) do
    most = math.max(most, entry.value)
  end
  return most
end

local function widths_of(bars, name, size)
  local widths, widest = {}, 0
  for i, entry in ipairs(bars) do
    widths[i] = labels.width(entry[name], size)
    widest = math.max(widest, widths[i])
  end
  return widths, widest
end

-- Numbers of the bars, the longest first: their values are the first to find room.
local function longest_first(bars)
  local order = {}
  for i in ipairs(bars) do
    order[i] = i
  end
  table.sort(order, function(a, b) return bars[a].value > bars[b].value end)
  return order
end

-- Labels left of the axis, broken where they are too long; how wide they are, and the most lines.
local function break_labels(bars, room, size)
  local broken, widest, most = {}, 0, 1
  for i, entry in ipairs(bars) do
    broken[i] = labels.lines(entry.label, room, size)
    most = math.max(most, #broken[i])
    widest = math.max(widest, labels.width(table.concat(broken[i], "\n"), size))
  end
  return broken, widest, most
end

-- What is measured, under the title; returns where it ends.
local function draw_axis_name(canvas, options, top, size)
  if not options.axis then
    return top
  end
  canvas:text(0, top + labels.CAP * size, options.axis, { size = size })
  return top + labels.height(1, size) + base.GAP_PT
end

-- The lines of a label before the axis, kept between the first and the last row.
local function draw_row_label(canvas, lines, middle, top, bottom, taken, size)
  local high = labels.height(#lines, size)
  local from = middle - (high - labels.DESCENT * size) / 2
  from = math.max(top, math.min(bottom - high, from))
  if taken:is_free(0, from, 1, from + high, 0) then
    for k, line in ipairs(lines) do
      canvas:text(0, from + (labels.CAP + (k - 1) * labels.LINE) * size, line, { size = size })
    end
    taken:add(0, from, 1, from + high)
  end
end

-- Draws lying bars: a row each, its label before the axis, its value behind the bar. Rows that are
-- lower than a line have every n-th label, and the values that are clear of the other bars.
function bar.draw_lying(canvas, options)
  local size, bars = base.check_frame("bar", options), check(options)
  local top = options.top or draw_axis_name(canvas, options,
    base.draw_title(canvas, options.title, options.width, size), size)
  local step = options.row or (options.height - top) / #bars
  local broken, label_wide, lines = break_labels(bars, options.width * LABEL_SHARE, size)
  local values, value_wide = widths_of(bars, "text", size)
  local axis_x = options.axis_x or label_wide + base.GAP_PT
  local longest = math.max(1, options.width - axis_x - value_wide - base.GAP_PT - 1)
  local thick = options.bar or math.min(THICKEST_PT, step * BAR_SHARE)
  local most, taken = most_of(bars), labels.boxes()
  local nth = math.max(1, math.ceil(labels.height(lines, size) / step - 0.01))
  for i, entry in ipairs(bars) do
    local middle = top + step * (i - 0.5)
    entry.length = most > 0 and longest * entry.value / most or 0
    base.draw_bar(canvas, axis_x, middle - thick / 2, entry.length, thick, entry.is_solid)
    taken:add(axis_x, middle - thick / 2, axis_x + entry.length, middle + thick / 2)
    if (i - 1) % nth == 0 then
      draw_row_label(canvas, broken[i], middle, top, top + step * #bars, taken, size)
    end
  end
  for _, i in ipairs(longest_first(bars)) do
    local x, baseline = axis_x + bars[i].length + base.GAP_PT, top + step * (i - 0.5) + labels.CAP * size / 2
    baseline = math.max(top + labels.CAP * size, math.min(top + step * #bars, baseline))
    if taken:is_free(x, baseline - labels.CAP * size, x + values[i], baseline, 1.5) then
      canvas:text(x, baseline, bars[i].text, { size = size })
      taken:add(x, baseline - labels.CAP * size, x + values[i], baseline)
    end
  end
  canvas:move(axis_x, top):line(axis_x, top + step * #bars):paint { stroke = base.AXIS_PT }
end

-- Every n-th label under standing bars, broken to the width of its n columns. Returns the lines, the
-- most of them and where they stand; nil when they don't fit.
local function break_columns(bars, step, size, frame_wide, nth)
  local broken, places, most, from = {}, {}, 1, -math.huge
  local room = math.min(frame_wide, nth * step - NARROW_GAP_PT)
  for i = 1, #bars, nth do
    broken[i] = labels.lines(bars[i].label, room, size)
    local wide = labels.width(table.concat(broken[i], "\n"), size)
    places[i] = labels.inside(step * (i - 0.5), wide, frame_wide)
    if wide > room or #broken[i] > MOST_LINES or places[i] - wide / 2 < from then
      return nil
    end
    from, most = places[i] + wide / 2 + NARROW_GAP_PT, math.max(most, #broken[i])
  end
  return broken, most, places
end

local function column_labels(bars, step, size, frame_wide)
  for nth = 1, #bars do
    local broken, most, places = break_columns(bars, step, size, frame_wide, nth)
    if broken then
      return broken, most, places
    end
  end
  base.fail("bar", "the labels are wider than the frame: use shorter words or lying bars")
end

-- The values over the bars, where they are clear of higher bars and of one another.
local function draw_values_above(canvas, bars, step, options, taken, size)
  local widths = widths_of(bars, "short", size)
  for _, i in ipairs(longest_first(bars)) do
    local x = labels.inside(step * (i - 0.5), widths[i], options.width)
    local baseline = bars[i].top - base.GAP_PT + 1
    local left, right = x - widths[i] / 2, x + widths[i] / 2
    if taken:is_free(left, baseline - labels.CAP * size, right, baseline, 1.5) then
      canvas:text(x, baseline, bars[i].short, { size = size, align = "center" })
      taken:add(left, baseline - labels.CAP * size, right, baseline)
    end
  end
end

-- Draws standing bars: a column each, its label below the axis, its value above the bar.
function bar.draw_standing(canvas, options)
  local size, bars = base.check_frame("bar", options), check(options)
  local top = draw_axis_name(canvas, options,
    base.draw_title(canvas, options.title, options.width, size), size)
  local step = options.width / #bars
  local broken, lines, places = column_labels(bars, step, size, options.width)
  local below = labels.height(lines, size) + base.GAP_PT
    + (options.below and labels.height(1, size) + base.GAP_PT or 0)
  local axis_y, highest_y = options.height - below, top + labels.CAP * size + base.GAP_PT
  if axis_y - highest_y < size then
    base.fail("bar", "the frame is too low for the words and the bars")
  end
  local most, thick, taken = most_of(bars), math.min(THICKEST_PT, step * BAR_SHARE), labels.boxes()
  for i, entry in ipairs(bars) do
    local left = step * (i - 0.5) - thick / 2
    entry.top = axis_y - (most > 0 and (axis_y - highest_y) * entry.value / most or 0)
    base.draw_bar(canvas, left, entry.top, thick, axis_y - entry.top, entry.is_solid)
    taken:add(left, entry.top, left + thick, axis_y)
    for k, line in ipairs(broken[i] or {}) do
      canvas:text(places[i], axis_y + base.GAP_PT + (labels.CAP + (k - 1) * labels.LINE) * size, line,
        { size = size, align = "center" })
    end
  end
  draw_values_above(canvas, bars, step, options, taken, size)
  canvas:move(0, axis_y):line(options.width, axis_y):paint { stroke = base.AXIS_PT }
  if options.below then
    canvas:text(options.width / 2, options.height - labels.DESCENT * size, options.below,
      { size = size, align = "center" })
  end
end

-- "Week 1: 4 km. Week 2: 8 km."
function bar.data(options)
  local parts = {}
  for i, entry in ipairs(check(options)) do
    parts[i] = entry.label .. ": " .. entry.text:gsub("\u{a0}", " ") .. "."
  end
  return table.concat(parts, " ")
end

return bar
