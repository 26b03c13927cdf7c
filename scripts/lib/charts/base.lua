-- What the kinds of charts share: checking what they are given, numbers in words, scales, titles.

local labels = require "lib.labels"

local base = {}

base.SIZE = 12 -- of all type, unless a chart asks for more; never less
base.AXIS_PT, base.LINE_PT, base.GRID_PT = 1.5, 1.5, 0.75
base.GAP_PT = 5 -- between a word and what it belongs to

local HATCH_STEP_PT, HATCH_PT, BAR_PT = 4.5, 1.5, 1
local THINNEST_HATCHED_PT = 5 -- thinner bars are black: their hatching would be a grey smear
local MOST_VALUES = 200

-- Raises with the chart's name in front; lib.charts adds the line of the script that asked for it.
function base.fail(chart, message)
  error(("charts.%s: %s"):format(chart, message), 0)
end

-- The number if it can be drawn. `name` is what it belongs to; the number itself is never printed: it
-- may be a patient's.
function base.check_number(chart, number, name)
  if math.type(number) == nil then
    base.fail(chart, ("the value of '%s' must be a number, got %s"):format(name, type(number)))
  elseif number ~= number or number == math.huge or number == -math.huge then
    base.fail(chart, ("the value of '%s' is not a finite number"):format(name))
  elseif number < 0 then
    base.fail(chart, ("the value of '%s' is negative: the axis begins at 0"):format(name))
  end
  return number
end

function base.check_text(chart, text, what)
  if type(text) ~= "string" or text == "" then
    base.fail(chart, ("%s must be words, got %s"):format(what, text == "" and "none" or type(text)))
  end
  return text
end

function base.check_list(chart, list, what, most)
  if type(list) ~= "table" or #list == 0 then
    base.fail(chart, what .. " must be a list of at least one")
  elseif #list > (most or MOST_VALUES) then
    base.fail(chart, ("%s must be at most %d, got %d"):format(what, most or MOST_VALUES, #list))
  end
  return list
end

-- Size of the frame and of the type.
function base.check_frame(chart, options)
  for _, name in ipairs { "width", "height" } do
    local points = options[name]
    if math.type(points) == nil or not (points >= 40 and points <= 2000) then
      base.fail(chart, name .. " must be 40 to 2000 points")
    end
  end
  local size = options.size or base.SIZE
  if math.type(size) == nil or not (size >= base.SIZE and size <= 40) then
    base.fail(chart, "size must be 12 to 40 points: smaller type can't be read by all")
  end
  return size
end

-- 4, 4.5, 0.25: at most two decimals, no zeros behind them.
function base.number(number)
  local text = ("%.2f"):format(number)
  return (text:gsub("0+$", ""):gsub("%.$", ""))
end

-- "4 km"
function base.with_unit(number, unit)
  return base.number(number) .. (unit and unit ~= "" and "\u{a0}" .. unit or "")
end

-- A step of 1, 2 or 5 times a power of ten, so that `most` takes at most `count` steps.
function base.nice_step(most, count)
  local step = 1
  while step * count < most do
    step = step * 10
  end
  while step / 10 * count >= most and step > 1e-6 do
    step = step / 10
  end
  for _, part in ipairs { 0.2, 0.5 } do
    if step * part * count >= most then
      return step * part
    end
  end
  return step
end

-- The message at the top in bold; returns where it ends. No title: 0.
function base.draw_title(canvas, title, width, size)
  if not title then
    return 0
  end
  local y = labels.CAP * size
  for _, line in ipairs(labels.lines(title, width, size, true)) do
    canvas:text(0, y, line, { size = size, bold = true })
    y = y + labels.LINE * size
  end
  return y - labels.LINE * size + labels.DESCENT * size + base.GAP_PT
end

function base.title_height(title, width, size)
  if not title then
    return 0
  end
  return labels.height(#labels.lines(title, width, size, true), size) + base.GAP_PT
end

-- A bar from its top left corner: hatched at 45 degrees, or black. The hatching is cut at the bar's
-- edges, so that nothing sticks out.
function base.draw_bar(canvas, x, y, width, height, is_solid)
  if width <= 0 or height <= 0 then
    return
  end
  if is_solid or math.min(width, height) < THINNEST_HATCHED_PT then
    canvas:rect(x, y, width, height):paint { fill = "black" }
    return
  end
  local step = HATCH_STEP_PT * math.sqrt(2)
  local from, drawn = step, false
  while from < width + height do
    canvas:move(x + math.max(0, from - height), y + math.min(height, from))
    canvas:line(x + math.min(width, from), y + math.max(0, from - width))
    from, drawn = from + step, true
  end
  if drawn then
    canvas:paint { stroke = HATCH_PT }
  end
  canvas:rect(x, y, width, height):paint { stroke = BAR_PT }
end

return base
