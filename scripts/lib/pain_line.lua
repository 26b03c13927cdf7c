-- The pain line 0 to 10 with its zones (drawing Dr4): open, half and full circles stand for go on,
-- repeat and stop; the same symbols and the ranges in words belong beside it.
--
--   pain_line.draw(canvas, { width = 239.6, height = 46, zones = { { low = 0, high = 3, kind = "open" },
--     { low = 4, high = 5, kind = "half" }, { low = 6, high = 10, kind = "full" } } })

local labels = require "lib.labels"

local pain_line = {}

local STROKE_PT, RING_PT = 1.5, 1.25
local TICK_PT, RISE_PT, DROP_PT, RADIUS_PT, GAP_PT = 4.5, 15, 5, 5.6, 4 -- at 13 pt numbers
local NUMBER_PT = 13
local END_WORDS_AIR_PT = 4

local function draw_circle(canvas, x, y, r, kind)
  canvas:circle(x, y, r):paint { stroke = RING_PT, fill = kind == "full" and "black" or "white" }
  if kind == "half" then
    local k = 0.5523 * r -- quarter circle by one curve
    canvas:move(x, y - r):curve(x + k, y - r, x + r, y - k, x + r, y)
      :curve(x + r, y + k, x + k, y + r, x, y + r):close():paint { fill = "black" }
  end
end

-- A bracket over the numbers of a zone with its symbol in the middle.
local function draw_zone(canvas, left, right, line_y, factor, kind)
  local top, radius = line_y - RISE_PT * factor, RADIUS_PT * factor
  local middle, gap, drop = (left + right) / 2, (RADIUS_PT + GAP_PT) * factor, DROP_PT * factor
  if right - left > 2 * gap then
    canvas:move(left, top + drop):line(left, top):line(middle - gap, top)
    canvas:move(middle + gap, top):line(right, top):line(right, top + drop)
    canvas:paint { stroke = STROKE_PT }
  end
  draw_circle(canvas, middle, top, radius, kind)
end

-- Draws into a frame. Options: width, height; size of the numbers (13); zones: list of { low, high,
-- kind }; least, most: words under both ends, where the frame is high enough.
function pain_line.draw(canvas, options)
  local size = options.size or NUMBER_PT
  local factor, step = size / NUMBER_PT, options.width / 11
  local line_y = (RISE_PT + RADIUS_PT + RING_PT) * factor + 5
  local function x_of(number)
    return step * (number + 0.5)
  end
  canvas:move(x_of(0), line_y):line(x_of(10), line_y):paint { stroke = STROKE_PT }
  local numbers_y = line_y + 18 * factor
  for number = 0, 10 do
    local x = x_of(number)
    canvas:move(x, line_y - TICK_PT * factor):line(x, line_y + TICK_PT * factor):paint { stroke = STROKE_PT }
    canvas:text(x, numbers_y, tostring(number), { size = size, align = "center" })
  end
  for _, zone in ipairs(options.zones) do
    draw_zone(canvas, x_of(zone.low) - step * 0.4, x_of(zone.high) + step * 0.4, line_y, factor, zone.kind)
  end
  local words_y = numbers_y + END_WORDS_AIR_PT + size
  if options.least and words_y + labels.DESCENT * size <= options.height + 0.01 then
    canvas:text(step * 0.2, words_y, options.least, { size = size })
    canvas:text(options.width - step * 0.2, words_y, options.most, { size = size, align = "right" })
  end
end

return pain_line
